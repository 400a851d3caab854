//! The persons of Chalon (scenario S0): A, with whom no interview of one hour was held in March, B, whom an ACI accompanies every
//! day, C, who left for a job, and the 41 persons of a référent who works half-time, taken over from a former program.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Equipe, Personne, Refus, Seance, chaine::text, parcours::Entree, rendez_vous_tenu, wait_for};

const A: Personne = Personne { nom: "Arnaud", prenom: "Aline", naissance: "1985-01-10", sexe: "F", commune: "71076" };
const B: Personne = Personne { nom: "Barbier", prenom: "Bruno", naissance: "1977-08-23", sexe: "M", commune: "71076" };
const C: Personne = Personne { nom: "Colin", prenom: "Camille", naissance: "1988-09-02", sexe: "F", commune: "71076" };

const ENTREE_DE_2026: Entree = Entree {
    depose: "2026-02-02",
    affecte: "2026-02-03",
    diagnostic: "2026-02-05",
    commission: "2026-02-12",
    contrat: "2026-02-12",
};

const ENTREE_DE_C: Entree = Entree {
    depose: "2018-05-14",
    affecte: "2018-05-17",
    diagnostic: "2018-05-24",
    commission: "2018-06-07",
    contrat: "2018-06-14",
};

/// One person more than half the norm of a full time.
const PORTEFEUILLE: usize = 41;

/// Lets happen what is told of them.
pub(super) async fn jouer(equipe: &Equipe) -> Result<(), Refus> {
    let half_time = equipe.recruter("Denise", "referent", None).await?;
    contacts(equipe).await?;
    emploi(equipe).await?;
    portefeuille(equipe, &half_time).await
}

/// An interview of 45 minutes and one of 15 for A, a call for B, in March 2026.
async fn contacts(equipe: &Equipe) -> Result<(), Refus> {
    let (a, _) = equipe.entrer(A, ENTREE_DE_2026).await?;
    let person = a.participant.as_str();
    for seance in [
        Seance { debut: "2026-03-11T09:00:00+01:00", fin: "2026-03-11T09:45:00+01:00" },
        Seance { debut: "2026-03-18T09:00:00+01:00", fin: "2026-03-18T09:15:00+01:00" },
    ] {
        let id = equipe.prevoir("entretien", "Entretien de suivi", &[person], seance, None).await?;
        rendez_vous_tenu(&equipe.referent, &id, &[person], seance).await?;
    }
    let (b, parcours) = equipe.entrer(B, ENTREE_DE_2026).await?;
    equipe.commencer(&parcours, ("aci", "Agent d'entretien des espaces verts"), "2026-03-02", "2027-02-26").await?;
    let call = Seance { debut: "2026-03-13T09:00:00+01:00", fin: "2026-03-13T09:20:00+01:00" };
    equipe.telephoner(&b.participant, call).await
}

/// A job from April 2019 for C, and the copy of the contract.
async fn emploi(equipe: &Equipe) -> Result<(), Refus> {
    let (c, parcours) = equipe.entrer(C, ENTREE_DE_C).await?;
    let cdi = json!({ "type": "cdi", "quotite": "100" });
    let exit = equipe.partir(&parcours, &cdi, "2019-04-01", "Boulangerie Perrin").await?;
    equipe.prouver(&c, &exit, ("contrat_de_travail", "2019-03-28"), "2019-04-20").await?;
    equipe.confirmer(&exit).await
}

/// Takes over a whole portfolio by one table.
async fn portefeuille(equipe: &Equipe, referent: &str) -> Result<(), Refus> {
    let column = |titre: &str, champ: &str| json!({ "titre": titre, "champ": champ });
    let mapping = json!({ "nom": "Portefeuille de Mme Martin", "source": "ancien_logiciel", "colonnes": [
        column("Numéro", "reference"), column("Nom", "nom"), column("Prénom", "prenom"),
        column("Né(e) le", "date_naissance"), column("Sexe", "sexe"), column("Entrée", "entree_le"),
        { "titre": "Référent", "champ": "referent", "valeurs": { "Mme Martin": referent } },
    ] });
    let api = &equipe.animation;
    let mapping = api.post("/v1/correspondances", mapping).await?;
    let opened =
        json!({ "fichier": "portefeuille.csv", "correspondance": mapping.get("id"), "arrete_le": "2026-01-05" });
    let import = format!("/v1/imports/{}", text(&api.post("/v1/imports", opened).await?, "id"));
    api.put(&format!("{import}/fichier"), table().into_bytes()).await?;
    let read = |seen: &Value| seen.pointer("/travail/fini_le")?.as_str().map(|_| Value::Null);
    wait_for(api, &import, read).await?;
    api.post(&format!("{import}/integration"), json!({})).await?;
    let here = |file: &Value| {
        let all = file.get("referents")?.as_array()?;
        let own = all.iter().find(|one| one.get("referent").and_then(Value::as_str) == Some(referent))?;
        (own.get("personnes").and_then(Value::as_u64) == u64::try_from(PORTEFEUILLE).ok()).then_some(Value::Null)
    };
    wait_for(api, "/v1/file-active", here).await?;
    let half = json!({ "referent": referent, "etp": "0.5", "des_le": "2026-01-01" });
    equipe.direction.post("/v1/capacites", half).await.map(drop)
}

/// The invented persons of the portfolio: a pair of names and a birth of its own for each.
fn table() -> String {
    let first = ["Adèle", "Basile", "Céline", "Damien", "Estelle", "Fabrice", "Gaëlle"];
    let last = ["Aubry", "Bertin", "Carlier", "Delmas", "Evrard", "Ferrand"];
    let pairs = last.iter().flat_map(|nom| first.iter().enumerate().map(move |one| (nom, one)));
    let mut told = "Numéro;Nom;Prénom;Né(e) le;Sexe;Entrée;Référent\n".to_owned();
    for (rank, (nom, (order, prenom))) in pairs.take(PORTEFEUILLE).enumerate() {
        let (jour, mois, annee) = (1 + rank % 28, 1 + rank % 12, 1965 + rank % 36);
        let sexe = if order.is_multiple_of(2) { "F" } else { "M" };
        let naissance = format!("{jour:02}/{mois:02}/{annee}");
        // Writing to a text does not fail.
        let _ = writeln!(told, "{};{nom};{prenom};{naissance};{sexe};03/03/2025;Mme Martin", 101 + rank);
    }
    told
}
