//! Activities and leave.

use chrono::NaiveDate;
use emargement_api::{ActiviteDto, CongeDto, NouveauConge, NouvelleActivite};
use kernel::{UtilisateurId, calendrier::premier_du_mois};
use problem::{Problem, Slug};
use store::{Tx, referentiels};

use crate::{
    domain::{
        activite::{self, Activite},
        conge::Conge,
    },
    store as rows,
};

/// Records time spent outside appointments.
pub(crate) async fn ajouter_activite(tx: &mut Tx, nouvelle: NouvelleActivite) -> Result<ActiviteDto, Problem> {
    activite::admettre(nouvelle.minutes, nouvelle.jour, tx.today())?;
    exiger_categorie(tx, nouvelle.jour, &nouvelle.categorie).await?;
    let agent = tx.acteur().soi();
    exiger_mois_ouvert(tx, agent, nouvelle.jour).await?;
    let NouvelleActivite { jour, minutes, categorie, operation, libelle } = nouvelle;
    let activite = Activite { id: tx.id(), agent, jour, minutes, categorie, operation, libelle };
    rows::activites::ajouter(tx, &activite).await?;
    Ok(activite.into())
}

impl From<Activite> for ActiviteDto {
    fn from(activite: Activite) -> Self {
        let Activite { id, agent, jour, minutes, categorie, operation, libelle } = activite;
        Self { id, agent, jour, minutes, categorie, operation, libelle }
    }
}

/// Records days of leave.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    let conge = Conge::prendre(tx.id(), tx.acteur().soi(), nouveau.du, nouveau.au)?;
    rows::conges::ajouter(tx, &conge).await?;
    let Conge { id, agent, du, au } = conge;
    Ok(CongeDto { id, agent, du, au })
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
    match rows::feuilles::du_mois(tx, agent, premier_du_mois(jour)).await? {
        Some(feuille) if !feuille.ouverte() => {
            let detail = format!(
                "La feuille de temps de {} est signée. Rouvrez-la avec un motif.",
                feuille.mois.format("%m/%Y")
            );
            Err(Problem::new(Slug::FeuilleFigee, detail))
        }
        _ => Ok(()),
    }
}
