//! Activities and leave.

use chrono::{Datelike, NaiveDate};
use emargement_api::{ActiviteDto, CongeDto, EtatFeuille, NouveauConge, NouvelleActivite};
use kernel::{Duree, UtilisateurId};
use problem::{Problem, Slug};
use store::{Tx, referentiels};

use crate::store as rows;

const DOUZE_HEURES: Duree = Duree::heures_minutes(12, 0);

/// The first day of the month of `jour`.
pub(super) fn mois(jour: NaiveDate) -> NaiveDate {
    jour.with_day(1).unwrap_or(jour)
}

/// Records time spent outside appointments.
pub(crate) async fn ajouter_activite(tx: &mut Tx, nouvelle: NouvelleActivite) -> Result<ActiviteDto, Problem> {
    if nouvelle.minutes == Duree::ZERO || nouvelle.minutes > DOUZE_HEURES {
        return Err(Problem::field("/minutes", "hors_bornes", "attendu : de 1 à 720 minutes"));
    }
    if nouvelle.jour > tx.today() {
        return Err(Problem::field("/jour", "futur", "une activité ne se compte pas à l'avance"));
    }
    exiger_categorie(tx, nouvelle.jour, &nouvelle.categorie).await?;
    let agent = tx.acteur().soi();
    exiger_mois_ouvert(tx, agent, nouvelle.jour).await?;
    Ok(rows::activites::ajouter(tx, nouvelle).await?)
}

/// Records days of leave.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    if nouveau.au < nouveau.du {
        return Err(Problem::field("/au", "incoherent", "le dernier jour précède le premier"));
    }
    Ok(rows::conges::ajouter(tx, nouveau).await?)
}

/// The category must be one of the territory's référentiel.
pub(super) async fn exiger_categorie(tx: &mut Tx, jour: NaiveDate, categorie: &str) -> Result<(), Problem> {
    let referentiel = referentiels::en_vigueur(tx, jour).await?;
    if referentiel.temps.iter().any(|one| one.code == categorie) {
        return Ok(());
    }
    let known: Vec<_> = referentiel.temps.iter().map(|one| one.code.as_str()).collect();
    Err(Problem::field("/categorie", "inconnue", format!("catégorie inconnue ; attendu : {}", known.join(", "))))
}

/// Nothing enters a month whose sheet is signed.
pub(super) async fn exiger_mois_ouvert(tx: &mut Tx, agent: UtilisateurId, jour: NaiveDate) -> Result<(), Problem> {
    match rows::feuilles::du_mois(tx, agent, mois(jour)).await? {
        Some(feuille) if feuille.etat != EtatFeuille::Composee => {
            let detail = format!(
                "La feuille de temps de {} est signée. Rouvrez-la avec un motif.",
                feuille.mois.format("%m/%Y")
            );
            Err(Problem::new(Slug::FeuilleFigee, detail))
        }
        _ => Ok(()),
    }
}
