//! For what the persons of Lyon left on 1 June 2017, and what the Rhône says of it (scenario S2).

use serde_json::{Value, json};

use super::{Equipe, Personne, Refus, parcours::Entree};

const JOURS: Entree = Entree {
    depose: "2017-02-13",
    affecte: "2017-02-16",
    diagnostic: "2017-03-02",
    commission: "2017-03-16",
    contrat: "2017-03-23",
};

const DEBUT: &str = "2017-06-01";

/// Half of 35 h is 17.5 h; 18 h, 20 h and 26 h are more.
const MOITIE: &str = "50";
const DIX_HUIT_HEURES: &str = "51.4286";
const VINGT_HEURES: &str = "57.1429";
const VINGT_SIX_HEURES: &str = "74.2857";

/// Why somebody leaves, and what is told of it since.
struct Depart {
    personne: Personne,
    nature: Value,
    employeur: &'static str,
    /// Kind and date of the document that proves it, and the day on which it came and the person agreed.
    preuve: Option<(&'static str, &'static str, &'static str)>,
    /// Whether the animation team decided that it counts.
    decidee: bool,
}

const fn personne(prenom: &'static str, nom: &'static str, naissance: &'static str) -> Personne {
    Personne { nom, prenom, naissance, sexe: "F", commune: "69383" }
}

/// Those whose exit counts, and one of whom a document is missing.
fn departs() -> [Depart; 6] {
    let contract = Some(("contrat_de_travail", "2017-05-29", "2017-06-10"));
    let of = |personne, nature, employeur, preuve| Depart { personne, nature, employeur, preuve, decidee: false };
    let aided = json!({ "type": "contrat_aide", "fin": "2018-02-28", "quotite": VINGT_HEURES });
    [
        of(
            personne("Nora", "Olivier", "1983-02-11"),
            json!({ "type": "cdi", "quotite": DIX_HUIT_HEURES }),
            "Boulangerie Perrin",
            contract,
        ),
        of(
            personne("Odette", "Pasquier", "1975-10-04"),
            json!({ "type": "cdd", "fin": "2017-11-30", "quotite": MOITIE }),
            "Clinique du Parc",
            contract,
        ),
        of(
            personne("Paula", "Quentin", "1990-07-19"),
            json!({ "type": "creation" }),
            "Quentin Couture",
            Some(("justificatif_creation", DEBUT, "2017-06-10")),
        ),
        of(
            personne("Rose", "Savary", "1994-12-02"),
            json!({ "type": "formation", "fin": "2017-08-31", "titre_obtenu_le": "2017-10-10" }),
            "Greta de Lyon",
            Some(("diplome", "2017-10-10", "2017-10-10")),
        ),
        Depart {
            decidee: true,
            ..of(personne("Sabine", "Tessier", "1981-05-27"), aided, "Lycée des Canuts", contract)
        },
        of(
            personne("Tania", "Ullmann", "1979-09-08"),
            json!({ "type": "cdi", "quotite": "100" }),
            "Boulangerie Perrin",
            None,
        ),
    ]
}

/// Lets them enter by one session, and leave.
pub(super) async fn jouer(equipe: &Equipe) -> Result<(), Refus> {
    let mut entrants = Vec::new();
    for depart in departs() {
        entrants.push((equipe.instruire(depart.personne, JOURS).await?, depart));
    }
    let sans_titre = equipe.instruire(personne("Ursule", "Vasseur", "1995-03-16"), JOURS).await?;
    let jamais = equipe.instruire(personne("Violette", "Wagner", "1987-11-21"), JOURS).await?;
    let mut seen: Vec<_> = entrants.iter().map(|(dossier, _)| dossier).collect();
    seen.extend([&sans_titre, &jamais]);
    equipe.commission(&seen, JOURS.commission).await?;
    for (dossier, Depart { nature, employeur, preuve, decidee, .. }) in &entrants {
        let parcours = equipe.engager(dossier, JOURS).await?;
        let exit = equipe.partir(&parcours, nature, DEBUT, employeur).await?;
        if *decidee {
            decider(equipe, &exit).await?;
        }
        if let Some((kind, date, le)) = *preuve {
            equipe.prouver(dossier, &exit, (kind, date), le).await?;
            equipe.accepter_de_partir(&exit, le).await?;
            equipe.confirmer(&exit).await?;
        }
    }
    let parcours = equipe.engager(&sans_titre, JOURS).await?;
    let training = json!({ "type": "formation", "fin": "2017-08-31" });
    equipe.partir(&parcours, &training, DEBUT, "Greta de Lyon").await?;
    abandonner(equipe, &parcours).await?;
    let parcours = equipe.engager(&jamais, JOURS).await?;
    refusees(equipe, &parcours).await?;
    abandonner(equipe, &parcours).await
}

async fn decider(equipe: &Equipe, exit: &str) -> Result<(), Refus> {
    let answers = ["projet", "autonomie", "perspectives", "qualification"];
    let answers = answers.map(|condition| json!({ "condition": condition, "remplie": true }));
    let decision = json!({ "le": "2017-06-15", "motif": "correspond au projet de la personne", "conditions": answers });
    equipe.animation.post(&format!("{exit}/decision"), decision).await.map(drop)
}

/// What is no positive exit and never becomes one, then a job that broke: the parcours resumes each time.
async fn refusees(equipe: &Equipe, parcours: &str) -> Result<(), Refus> {
    let insertion = |structure: &str| json!({ "type": "insertion", "structure": structure, "fin": "2018-05-31", "quotite": VINGT_SIX_HEURES });
    for (nature, employeur) in [
        (json!({ "type": "cdi", "quotite": MOITIE }), "Boulangerie Perrin"),
        (json!({ "type": "cdd", "fin": "2017-11-29", "quotite": "100" }), "Clinique du Parc"),
        (insertion("aci"), "Chantier espaces verts"),
        (insertion("ai"), "Coup de main lyonnais"),
    ] {
        equipe.partir(parcours, &nature, DEBUT, employeur).await?;
    }
    let cdi = json!({ "type": "cdi", "quotite": "100" });
    let broken = equipe.partir(parcours, &cdi, DEBUT, "Boulangerie Perrin").await?;
    equipe.referent.post(&format!("{broken}/rupture"), json!({ "le": "2017-09-15" })).await.map(drop)
}

/// Who gave the accompaniment up since counts in no file active of today.
async fn abandonner(equipe: &Equipe, parcours: &str) -> Result<(), Refus> {
    equipe.referent.post(&format!("{parcours}/fin"), json!({ "motif": "abandon", "le": "2018-12-31" })).await.map(drop)
}
