//! What was changed of an exit: by whom, when, and why when it was decided.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{De, PieceId, SortieId};
use parcours_api::{AccordSortie, ContratSortie, DecisionSortie, EtatSortie, IssueAppel, NatureSortie};
use problem::Problem;
use serde::Serialize;
use store::{Error, Tx, historique};
use suite_api::ChangementDto;

use crate::{
    sorties::sortie::{
        domain::{Appel, Correction, Sortie},
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
}

impl<'a> From<&'a Sortie> for Dite<'a> {
    fn from(one: &'a Sortie) -> Self {
        let told = |Correction { le, motif, acquise_le, .. }: &'a Correction| CorrectionDite {
            le: *le,
            motif,
            acquise_le: *acquise_le,
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
    let told = changes.into_iter().map(|one| ChangementDto { motif: motif(&one), ..one });
    Ok(De::une(parcours.participant, annuaires::nommer(tx, told.collect::<Vec<_>>()).await?))
}

/// Why it was changed: the motive of what was decided then.
fn motif(change: &ChangementDto) -> Option<String> {
    let said = change.champs.iter().find_map(|one| match one.champ.as_str() {
        "/correction" | "/decision" => one.apres.as_ref()?.get("motif")?.as_str(),
        "/correction/motif" | "/decision/motif" => one.apres.as_ref()?.as_str(),
        _ => None,
    });
    said.map(str::to_owned)
}
