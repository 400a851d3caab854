//! The persons of the Rhône who count in the file active, and those who do not (scenario S2): H in veille, I in étape, J alone, K in
//! a job since four months and L since seven, on 12 October 2026.

use serde_json::json;

use super::{Equipe, Personne, Refus, parcours::Entree};

const fn personne(prenom: &'static str, nom: &'static str) -> Personne {
    Personne { nom, prenom, naissance: "1986-05-17", sexe: "F", commune: "69383" }
}

const JOURS: Entree = Entree {
    depose: "2026-02-02",
    affecte: "2026-02-03",
    diagnostic: "2026-02-05",
    commission: "2026-02-12",
    contrat: "2026-02-19",
};

/// Lets the five enter, and happen what is told of them.
pub(super) async fn jouer(equipe: &Equipe) -> Result<(), Refus> {
    let (_, h) = equipe.entrer(personne("Hanna", "Hubert"), JOURS).await?;
    let veille = json!({ "nature": "veille", "du": "2026-09-01", "motif": "congé parental, accord de la commission" });
    equipe.referent.post(&format!("{h}/suspensions"), veille).await?;
    equipe.accorder(&h, "2026-08-27").await?;
    let (_, i) = equipe.entrer(personne("Inès", "Imbert"), JOURS).await?;
    equipe.commencer(&i, ("atelier", "Atelier numérique"), "2026-09-14", "2027-02-26").await?;
    equipe.entrer(personne("Jade", "Joly"), JOURS).await?;
    let job = json!({ "type": "cdi", "quotite": "100" });
    for (someone, debut) in [(personne("Karima", "Keller"), "2026-06-12"), (personne("Lucie", "Lambert"), "2026-03-12")]
    {
        let (_, parcours) = equipe.entrer(someone, JOURS).await?;
        equipe.partir(&parcours, &job, debut, "Boulangerie Perrin").await?;
    }
    Ok(())
}
