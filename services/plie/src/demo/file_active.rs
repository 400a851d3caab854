//! The persons of the Rhône who count in the file active, and those who do not (scenario S2): H in veille, I in étape, J alone, K in
//! a job since four months and L since seven, on 12 October 2026.

use serde_json::{Value, json};

use super::{Equipe, Personne, Refus, chaine::text};

const fn personne(prenom: &'static str, nom: &'static str) -> Personne {
    Personne { nom, prenom, naissance: "1986-05-17", sexe: "F", commune: "69383" }
}

/// Lets the five enter, and happen what is told of them.
pub(super) async fn jouer(equipe: &Equipe) -> Result<(), Refus> {
    let h = entrer(equipe, personne("Hanna", "Hubert")).await?;
    let veille = json!({ "nature": "veille", "du": "2026-09-01", "motif": "congé parental, accord de la commission" });
    equipe.referent.post(&format!("{}/suspensions", chemin(&h)), veille).await?;
    equipe.accorder(&chemin(&h), "2026-08-27").await?;
    let i = entrer(equipe, personne("Inès", "Imbert")).await?;
    etape(equipe, &i).await?;
    entrer(equipe, personne("Jade", "Joly")).await?;
    for (someone, debut) in [(personne("Karima", "Keller"), "2026-06-12"), (personne("Lucie", "Lambert"), "2026-03-12")]
    {
        let parcours = entrer(equipe, someone).await?;
        let job =
            json!({ "nature": { "type": "cdi", "quotite": "100" }, "debut": debut, "employeur": "Boulangerie Perrin" });
        equipe.referent.post(&format!("{}/sorties", chemin(&parcours)), job).await?;
    }
    Ok(())
}

fn chemin(parcours: &Value) -> String {
    format!("/v1/parcours/{}", text(parcours, "id"))
}

async fn entrer(equipe: &Equipe, personne: Personne) -> Result<Value, Refus> {
    let dossier = equipe.deposer(personne, "2026-02-02", "2026-02-03").await?;
    equipe.diagnostiquer(&dossier, "2026-02-05").await?;
    equipe.commission(&[&dossier], "2026-02-12").await?;
    equipe.contractualiser(&dossier, "2026-02-19").await?;
    equipe.parcours(&dossier).await
}

async fn etape(equipe: &Equipe, parcours: &Value) -> Result<(), Refus> {
    let step = json!({ "nature": "atelier", "operateur": equipe.operateur_structure, "intitule": "Atelier numérique",
        "debut": "2026-09-14", "fin_prevue": "2027-02-26" });
    let step = equipe.referent.post(&format!("{}/etapes", chemin(parcours)), step).await?;
    let path = format!("/v1/etapes/{}/demarrage", text(&step, "id"));
    equipe.referent.post(&path, json!({ "le": "2026-09-14" })).await.map(drop)
}
