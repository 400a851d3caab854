//! The persons of Dijon (scenario S1): D, who missed two appointments, E, who missed one, and F, whose last étape is long over.

use serde_json::json;

use super::{Equipe, Personne, Refus, Seance, parcours::Entree, rendez_vous_tenu};

const fn personne(prenom: &'static str, nom: &'static str, naissance: &'static str) -> Personne {
    Personne { nom, prenom, naissance, sexe: "F", commune: "21231" }
}

const ENTREE_DE_F: Entree = Entree {
    depose: "2020-05-04",
    affecte: "2020-05-07",
    diagnostic: "2020-05-14",
    commission: "2020-06-01",
    contrat: "2020-06-08",
};

/// Lets happen what is told of the three.
pub(super) async fn jouer(equipe: &Equipe) -> Result<(), Refus> {
    let d = [
        Seance { debut: "2021-01-12T09:00:00+01:00", fin: "2021-01-12T10:00:00+01:00" },
        Seance { debut: "2021-01-19T09:00:00+01:00", fin: "2021-01-19T10:00:00+01:00" },
    ];
    let kept = Seance { debut: "2021-01-26T09:00:00+01:00", fin: "2021-01-26T10:00:00+01:00" };
    candidate(equipe, personne("Diane", "Durand", "1990-01-01"), &d, kept).await?;
    let e = [Seance { debut: "2021-01-12T11:00:00+01:00", fin: "2021-01-12T12:00:00+01:00" }];
    let kept = Seance { debut: "2021-01-19T11:00:00+01:00", fin: "2021-01-19T12:00:00+01:00" };
    candidate(equipe, personne("Élise", "Etienne", "1992-07-14"), &e, kept).await?;

    let (_, f) = equipe.entrer(personne("Fatou", "Fournier", "1991-12-30"), ENTREE_DE_F).await?;
    let step = equipe.commencer(&f, ("atelier", "Atelier projet"), "2020-11-02", "2021-02-15").await?;
    equipe.referent.post(&format!("{step}/fin"), json!({ "le": "2021-02-15" })).await?;
    let stopped = json!({ "du": "2021-03-01", "au": "2021-03-31", "motif": "garde d'enfant à organiser" });
    equipe.referent.post(&format!("{f}/suspensions"), stopped).await.map(drop)
}

/// Somebody who misses appointments, then keeps one.
async fn candidate(equipe: &Equipe, personne: Personne, missed: &[Seance<'_>], kept: Seance<'_>) -> Result<(), Refus> {
    let dossier = equipe.deposer(personne, "2021-01-04", "2021-01-05").await?;
    for seance in missed {
        equipe.rendez_vous_manque(&dossier, *seance).await?;
    }
    let person = dossier.participant.as_str();
    let id = equipe.prevoir("diagnostic", "Entretien de diagnostic", &[person], kept, None).await?;
    rendez_vous_tenu(&equipe.referent, &id, &[person], kept).await.map(drop)
}
