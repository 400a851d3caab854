//! What was changed of an exit: by whom, when, and why when it was decided.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{De, PieceId, SortieId};
use parcours_api::{AccordSortie, ContratSortie, DecisionSortie, EtatSortie, IssueAppel, MotifAbandon, NatureSortie};
use problem::Problem;
use serde::Serialize;
use store::{Error, Tx, historique};
use suite_api::ChangementDto;

use crate::{
    sorties::sortie::{
        domain::{Abandon, Appel, Correction, Sortie},
        store as rows,
    },
    vie::parcours::app::Tenus,
};

/// What is said of an exit, by the names that it is answered with.
#[derive(Serialize)]
struct Dite<'a> {
    nature: &'a NatureSortie,
    debut: NaiveDate,
    employeur: &'a str,
    etat: EtatSortie,
    piece: Option<PieceId>,
    justifiee_le: Option<NaiveDate>,
    rompue_le: Option<NaiveDate>,
    acquise_le: Option<NaiveDate>,
    temps_partiel_choisi_le: Option<NaiveDate>,
    contrats: &'a [ContratSortie],
    decision: Option<DecisionSortie>,
    accord: Option<AccordSortie>,
    appels: Vec<AppelDit>,
    correction: Option<CorrectionDite<'a>>,
    abandon: Option<AbandonDit>,
}

/// Why it was given up: who gave it up is who made the change.
#[derive(Serialize)]
struct AbandonDit {
    le: NaiveDate,
    motif: MotifAbandon,
}

/// A call: who made it is who made the change.
#[derive(Serialize)]
struct AppelDit {
    le: NaiveDate,
    issue: IssueAppel,
}

/// The decision that took it back: who took it is who made the change.
#[derive(Serialize)]
struct CorrectionDite<'a> {
    le: NaiveDate,
    motif: &'a str,
    acquise_le: NaiveDate,
    emploi_tenu: bool,
}

impl<'a> From<&'a Sortie> for Dite<'a> {
    fn from(one: &'a Sortie) -> Self {
        let told = |Correction { le, motif, acquise_le, emploi_tenu, .. }: &'a Correction| CorrectionDite {
            le: *le,
            motif,
            acquise_le: *acquise_le,
            emploi_tenu: *emploi_tenu,
        };
        Self {
            nature: &one.nature,
            debut: one.debut,
            employeur: &one.employeur,
            etat: one.etat,
            piece: one.piece,
            justifiee_le: one.justifiee_le,
            rompue_le: one.rompue_le,
            acquise_le: one.acquise_le,
            temps_partiel_choisi_le: one.partiel_choisi_le,
            contrats: &one.contrats,
            decision: one.decision.clone().map(Into::into),
            accord: one.accord,
            appels: one.appels.iter().map(|Appel { le, issue, .. }| AppelDit { le: *le, issue: *issue }).collect(),
            correction: one.correction.as_ref().map(told),
            abandon: one.abandon.map(|Abandon { le, motif, .. }| AbandonDit { le, motif }),
        }
    }
}

/// Keeps what changes of a locked exit, from what it was: it has another version then.
pub(crate) async fn noter(tx: &mut Tx, avant: &Sortie, sortie: &mut Sortie) -> Result<(), Error> {
    let next = avant.version + 1;
    if historique::noter_valeurs(tx, sortie.id, next, &Dite::from(avant), &Dite::from(&*sortie)).await? {
        sortie.version = next;
    }
    Ok(())
}

/// What was changed of an exit before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    id: SortieId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let sortie = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let tenus = Tenus::lire(tx, &[sortie.parcours]).await?;
    let (parcours, _) = tenus.de(sortie.parcours)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(parcours.participant, annuaires::nommer(tx, changes).await?))
}
