//! The people of a territory.

use kernel::Fuseau;
use messages::Boite;
use serde_json::json;

use super::{Api, MOT_DE_PASSE, Refus, chaine::text, courrier};

/// A demo account.
#[derive(Debug, Clone)]
pub struct Compte {
    /// Role, or roles.
    pub role: &'static str,
    /// Address.
    pub courriel: String,
}

/// The people of a territory, logged in.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "one caller a role")]
pub struct Equipe {
    pub territoire: String,
    pub admin: Api,
    pub referent: Api,
    pub animation: Api,
    pub direction: Api,
    pub commission: Api,
    pub prescripteur: Api,
    pub operateur: Api,
    pub gestionnaire: Api,
    pub controleur: Api,
    /// Identifier of the référent.
    pub referent_id: String,
    /// Identifier of the animation.
    pub animation_id: String,
    /// Identifier of the member of the commission.
    pub membre_id: String,
    /// The structure that refers persons.
    pub prescripteur_structure: String,
    /// The structure that runs étapes.
    pub operateur_structure: String,
    /// Every account.
    pub comptes: Vec<Compte>,
}

impl Equipe {
    /// Creates a territory of metropolitan France and its people.
    pub async fn creer(exploitant: &Api, anonyme: &Api, mailbox: &Boite, code: &str, nom: &str) -> Result<Self, Refus> {
        Self::creer_a(exploitant, anonyme, mailbox, (code, nom), Fuseau::default()).await
    }

    /// Creates a territory of this time zone and its people.
    pub async fn creer_a(
        exploitant: &Api,
        anonyme: &Api,
        mailbox: &Boite,
        (code, nom): (&str, &str),
        fuseau: Fuseau,
    ) -> Result<Self, Refus> {
        let adresse = |role: &str| format!("{role}@{code}.example");
        let admin = json!({ "courriel": adresse("admin"), "prenom": "Alex", "nom": "Administration" });
        let territoire = exploitant
            .post(
                "/v1/territoires",
                json!({ "code": code, "nom": nom, "referentiel": code, "fuseau": fuseau, "administrateur": admin }),
            )
            .await?;
        let admin = courrier::accepter(anonyme, mailbox, &adresse("admin"), MOT_DE_PASSE).await?;
        let ccas = json!({ "nom": "CCAS", "nature": "prescripteur", "categorie": "commune", "siret": null });
        let ccas = admin.post("/v1/structures", ccas).await?;
        let aci = admin
            .post("/v1/structures", json!({ "nom": "Chantier espaces verts", "nature": "aci", "siret": null }))
            .await?;
        let mut comptes = vec![Compte { role: "admin_territoire", courriel: adresse("admin") }];
        let mut people = Vec::new();
        for (role, prenom, nom, structure) in [
            ("referent", "Claire", "Morel", None),
            ("animation", "Karim", "Benali", None),
            ("direction", "Hélène", "Roussel", None),
            ("membre_commission", "Paul", "Girard", None),
            ("prescripteur", "Inès", "Faure", Some(text(&ccas, "id"))),
            ("operateur_etape", "Marc", "Lopez", Some(text(&aci, "id"))),
            ("gestionnaire_fse", "Sophie", "Lambert", None),
            ("controleur", "Jean", "Petit", None),
        ] {
            let au = (role == "controleur").then_some("2030-12-31");
            let habilitation = json!({ "role": role, "structure": structure, "du": "2015-01-01", "au": au });
            let compte = json!({
                "courriel": adresse(role), "prenom": prenom, "nom": nom, "habilitations": [habilitation],
            });
            let user = admin.post("/v1/utilisateurs", compte).await?;
            people.push((text(&user, "id"), courrier::accepter(anonyme, mailbox, &adresse(role), MOT_DE_PASSE).await?));
            comptes.push(Compte { role, courriel: adresse(role) });
        }
        let mut people = people.into_iter();
        let mut next = || people.next().unwrap_or_else(|| (String::new(), anonyme.clone()));
        let (referent_id, referent) = next();
        let (animation_id, animation) = next();
        let (_, direction) = next();
        let (membre_id, commission) = next();
        let (_, prescripteur) = next();
        let (_, operateur) = next();
        let (_, gestionnaire) = next();
        let (_, controleur) = next();
        Ok(Self {
            territoire: text(&territoire, "id"),
            prescripteur_structure: text(&ccas, "id"),
            operateur_structure: text(&aci, "id"),
            admin,
            referent,
            animation,
            direction,
            commission,
            prescripteur,
            operateur,
            gestionnaire,
            controleur,
            referent_id,
            animation_id,
            membre_id,
            comptes,
        })
    }

    /// Adds somebody of that first name to the territory, who has this role since 2015 and is still to accept their
    /// invitation; their identifier.
    pub async fn recruter(&self, prenom: &str, role: &str, structure: Option<&str>) -> Result<String, Refus> {
        let habilitation = json!({ "role": role, "structure": structure, "du": "2015-01-01" });
        let compte = json!({
            "courriel": format!("{}@{}.example", prenom.to_lowercase(), self.territoire), "prenom": prenom, "nom": "Martin",
            "habilitations": [habilitation],
        });
        Ok(text(&self.admin.post("/v1/utilisateurs", compte).await?, "id"))
    }
}
