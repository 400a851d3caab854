//! The six territories of the demo and what happens in them.

use messages::Boite;
use serde_json::{Value, json};

use super::{
    Api, Dossier, Equipe, MOT_DE_PASSE, Personne, Refus, Seance, chaine::text, chalon, dijon, file_active,
    rendez_vous_tenu, sorties,
};

/// Code and name of the six territories of the seeds.
pub const TERRITOIRES: [(&str, &str); 6] = [
    ("grand-chalon", "PLIE du Grand Chalon"),
    ("dijon", "PLIE du bassin dijonnais (CREATIV')"),
    ("lyon", "PLIE de Lyon (Allies)"),
    ("uni-est", "PLIE Est et Sud Lyonnais (Uni-Est)"),
    ("sud-ouest-lyonnais", "PLIE Sud-Ouest Emploi"),
    ("clermont", "PLIE de Clermont"),
];

/// Invented persons of a territory: those of its scenario first.
struct Recit {
    personne: Personne,
    depose: &'static str,
    affecte: &'static str,
    manque: Option<Seance<'static>>,
    diagnostic: Seance<'static>,
    jour_diagnostic: &'static str,
    commission: &'static str,
    contrat: &'static str,
}

const fn seance(debut: &'static str, fin: &'static str) -> Seance<'static> {
    Seance { debut, fin }
}

/// G of the Rhône: the same file in three territories, which enters on three dates.
const G: Recit = Recit {
    personne: Personne { nom: "Garnier", prenom: "Gisèle", naissance: "1979-04-11", sexe: "F", commune: "69123" },
    depose: "2017-02-13",
    affecte: "2017-02-16",
    manque: Some(seance("2017-02-23T09:00:00+01:00", "2017-02-23T10:00:00+01:00")),
    diagnostic: seance("2017-03-02T09:00:00+01:00", "2017-03-02T10:30:00+01:00"),
    jour_diagnostic: "2017-03-02",
    commission: "2017-03-16",
    contrat: "2017-03-23",
};

/// G where Uni-Est and Sud-Ouest Emploi have their persons.
const G_EST: Recit = Recit { personne: Personne { commune: "69259", ..G.personne }, ..G };
const G_SUD_OUEST: Recit = Recit { personne: Personne { commune: "69149", ..G.personne }, ..G };

/// M of Clermont.
const M: Recit = Recit {
    personne: Personne { nom: "Mercier", prenom: "Mathieu", naissance: "1980-05-20", sexe: "M", commune: "63113" },
    depose: "2015-01-12",
    affecte: "2015-01-15",
    manque: Some(seance("2015-01-22T09:00:00+01:00", "2015-01-22T10:00:00+01:00")),
    diagnostic: seance("2015-02-05T09:00:00+01:00", "2015-02-05T10:30:00+01:00"),
    jour_diagnostic: "2015-02-05",
    commission: "2015-02-12",
    contrat: "2015-02-19",
};

/// Somebody of Chalon.
const DE_CHALON: Recit = Recit {
    personne: Personne { nom: "Noiret", prenom: "Nadia", naissance: "1983-06-14", sexe: "F", commune: "71076" },
    depose: "2018-05-14",
    affecte: "2018-05-17",
    manque: None,
    diagnostic: seance("2018-05-24T14:00:00+02:00", "2018-05-24T15:00:00+02:00"),
    jour_diagnostic: "2018-05-24",
    commission: "2018-06-07",
    contrat: "2018-06-14",
};

/// Somebody of Dijon.
const DE_DIJON: Recit = Recit {
    personne: Personne { nom: "Noël", prenom: "Nadège", naissance: "1989-03-25", sexe: "F", commune: "21231" },
    depose: "2020-05-04",
    affecte: "2020-05-07",
    manque: None,
    diagnostic: seance("2020-05-14T14:00:00+02:00", "2020-05-14T15:00:00+02:00"),
    jour_diagnostic: "2020-05-14",
    commission: "2020-06-01",
    contrat: "2020-06-08",
};

const fn recit(code: &str) -> &'static Recit {
    match code.as_bytes() {
        b"grand-chalon" => &DE_CHALON,
        b"dijon" => &DE_DIJON,
        b"clermont" => &M,
        b"uni-est" => &G_EST,
        b"sud-ouest-lyonnais" => &G_SUD_OUEST,
        _ => &G,
    }
}

/// Creates the territories and replays the scenarios in each. Gives back the people of each.
pub async fn charger(
    http: &reqwest::Client,
    url: &str,
    mailbox: &Boite,
    exploitant: (&str, &str),
    mut progress: impl FnMut(&str),
) -> Result<Vec<Equipe>, Refus> {
    let anonyme = Api::new(http.clone(), url);
    let exploitant = anonyme.login(exploitant.0, exploitant.1).await?;
    let mut equipes = Vec::new();
    for (code, nom) in TERRITOIRES {
        progress(nom);
        let equipe = Equipe::creer(&exploitant, &anonyme, mailbox, code, nom).await?;
        peupler(&equipe, code).await?;
        jouer_les_lettres(&equipe, code).await?;
        equipes.push(equipe);
    }
    Ok(equipes)
}

/// Logs the référent of a territory in.
pub async fn ouvrir(http: &reqwest::Client, url: &str, code: &str) -> Result<Api, Refus> {
    Api::new(http.clone(), url).login(&format!("referent@{code}.example"), MOT_DE_PASSE).await
}

/// Replays the scenario of the territory `code` in a territory of that référentiel.
pub async fn peupler(equipe: &Equipe, code: &str) -> Result<(), Refus> {
    jouer(equipe, recit(code)).await
}

/// Replays, in such a territory, what happens to the persons whom its scenario names by a letter.
pub async fn jouer_les_lettres(equipe: &Equipe, code: &str) -> Result<(), Refus> {
    match code {
        "grand-chalon" => chalon::jouer(equipe).await,
        "dijon" => dijon::jouer(equipe).await,
        "lyon" => {
            file_active::jouer(equipe).await?;
            sorties::jouer(equipe).await
        }
        _ => Ok(()),
    }
}

async fn jouer(equipe: &Equipe, recit: &Recit) -> Result<(), Refus> {
    let dossier = equipe.deposer(recit.personne, recit.depose, recit.affecte).await?;
    if let Some(manque) = recit.manque {
        equipe.rendez_vous_manque(&dossier, manque).await?;
    }
    let id = equipe
        .prevoir("diagnostic", "Entretien de diagnostic", &[&dossier.participant], recit.diagnostic, None)
        .await?;
    rendez_vous_tenu(&equipe.referent, &id, &[&dossier.participant], recit.diagnostic).await?;
    pieces(equipe, &dossier, recit).await?;
    equipe.diagnostiquer(&dossier, recit.jour_diagnostic).await?;
    equipe.commission(&[&dossier], recit.commission).await?;
    equipe.contractualiser(&dossier, recit.contrat).await?;
    let parcours = equipe.parcours(&dossier).await?;
    let annee = 1 + annee(&parcours);
    etape(equipe, &parcours, annee).await?;
    accompagner(equipe, &text(&parcours, "id"), annee).await?;
    equipe.operation(&dossier, &text(&parcours, "id"), annee).await?;
    recente(equipe, recit).await
}

/// Someone who entered this winter and is accompanied now.
async fn recente(equipe: &Equipe, recit: &Recit) -> Result<(), Refus> {
    let personne = Personne {
        nom: "Lefèvre",
        prenom: "Sonia",
        naissance: "1994-06-21",
        sexe: "F",
        commune: recit.personne.commune,
    };
    let dossier = equipe.deposer(personne, "2026-01-12", "2026-01-15").await?;
    let diagnostic = seance("2026-01-29T09:00:00+01:00", "2026-01-29T10:30:00+01:00");
    let id = equipe.prevoir("diagnostic", "Entretien de diagnostic", &[&dossier.participant], diagnostic, None).await?;
    rendez_vous_tenu(&equipe.referent, &id, &[&dossier.participant], diagnostic).await?;
    equipe.diagnostiquer(&dossier, "2026-01-29").await?;
    equipe.commission(&[&dossier], "2026-02-12").await?;
    equipe.contractualiser(&dossier, "2026-02-19").await?;
    equipe.parcours(&dossier).await?;
    let entretien = seance("2026-03-10T09:00:00+01:00", "2026-03-10T10:00:00+01:00");
    let id = equipe.prevoir("entretien", "Entretien de suivi", &[&dossier.participant], entretien, None).await?;
    rendez_vous_tenu(&equipe.referent, &id, &[&dossier.participant], entretien).await.map(drop)
}

fn annee(parcours: &Value) -> i32 {
    text(parcours, "entree_le").get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

async fn pieces(equipe: &Equipe, dossier: &Dossier, recit: &Recit) -> Result<(), Refus> {
    for kind in ["attestation_rsa", "justificatif_domicile"] {
        let piece = json!({ "kind": kind, "date_document": recit.depose, "recue_le": recit.affecte });
        equipe.referent.post(&format!("/v1/participants/{}/pieces", dossier.participant), piece).await?;
    }
    Ok(())
}

/// What is planned with the person beside their étape.
async fn accompagner(equipe: &Equipe, parcours: &str, annee: i32) -> Result<(), Refus> {
    let path = format!("/v1/parcours/{parcours}");
    let weighs = json!({ "theme": "mobilite", "niveau": "marque", "le": format!("{annee}-01-02") });
    equipe.referent.post(&format!("{path}/niveaux"), weighs).await?;
    let line = json!({
        "nature": "action", "intitule": "s'inscrire à l'auto-école sociale", "theme": "mobilite", "porteur": "personne",
        "echeance": format!("{annee}-06-30"),
    });
    equipe.referent.post(&format!("{path}/actions"), line).await?;
    let day = format!("{annee}-03-10");
    let told = json!({ "moyen": "telephone", "convenu": "France Travail suit l'étape et propose un atelier à sa fin" });
    let point = json!({ "interlocuteur": "france_travail", "avec": "Mme Roux", "le": day, "compte_rendu": told });
    equipe.referent.post(&format!("{path}/liaisons"), point).await?;
    let offer = json!({ "nature": "offre", "le": day, "objet": "agent d'entretien, clinique du Parc" });
    equipe.referent.post(&format!("{path}/demarches"), offer).await?;
    let how = json!({ "qualification": "en_construction", "le": day, "cadre": "appui_gestion" });
    equipe.referent.post(&format!("{path}/qualifications"), how).await?;
    let around = json!({
        "fonction": "referent_social", "nom": "Sylvie Petit", "organisme": "Maison départementale des solidarités",
        "du": day, "partage": "etapes", "accord_le": day,
    });
    equipe.referent.post(&format!("{path}/intervenants"), around).await.map(drop)
}

/// An étape of six months in the territory's ACI, with its two bilans.
async fn etape(equipe: &Equipe, parcours: &Value, annee: i32) -> Result<(), Refus> {
    let day = |month_day: &str| format!("{annee}-{month_day}");
    let nouvelle = json!({
        "nature": "aci", "operateur": equipe.operateur_structure, "intitule": "Agent d'entretien des espaces verts",
        "debut": day("01-02"), "fin_prevue": day("07-01"),
    });
    let etape = equipe.referent.post(&format!("/v1/parcours/{}/etapes", text(parcours, "id")), nouvelle).await?;
    equipe.confier(&text(parcours, "participant"), &text(&etape, "id"), &day("01-02")).await?;
    let path = format!("/v1/etapes/{}", text(&etape, "id"));
    equipe.operateur.post(&format!("{path}/acceptation"), json!({})).await?;
    equipe.operateur.post(&format!("{path}/demarrage"), json!({ "le": day("01-02") })).await?;
    for tenu_le in ["03-10", "06-15"] {
        equipe.operateur.post(&format!("{path}/bilans"), json!({ "tenu_le": day(tenu_le) })).await?;
    }
    equipe.operateur.post(&format!("{path}/fin"), json!({ "le": day("07-01") })).await.map(drop)
}
