//! What was changed of a suspension: by whom, when, and why when it was corrected.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{De, SuspensionId};
use parcours_api::NatureSuspension;
use problem::Problem;
use serde::Serialize;
use store::{
    Error, Tx,
    historique::{self, CorrectionDite},
};
use suite_api::ChangementDto;

use crate::pilotage::suspension::{domain::Suspension, store as rows};

/// What is said of a suspension, by the names that it is answered with.
#[derive(Serialize)]
struct Dite<'a> {
    nature: NatureSuspension,
    du: NaiveDate,
    au: Option<NaiveDate>,
    motif: &'a str,
    retiree: bool,
    correction: Option<CorrectionDite<'a>>,
}

impl<'a> Dite<'a> {
    fn de(one: &'a Suspension, corrigee: Option<&'a str>) -> Self {
        let Suspension { nature, du, au, ref motif, retiree, .. } = *one;
        Self { nature, du, au, motif, retiree, correction: corrigee.map(|motif| CorrectionDite { motif }) }
    }
}

/// Keeps what changes of a suspension whose parcours is locked, from what it was, with why it is corrected when it is.
pub(crate) async fn noter(
    tx: &mut Tx,
    avant: &Suspension,
    apres: &Suspension,
    motif: Option<&str>,
) -> Result<(), Error> {
    let (avant, next) = (Dite::de(avant, None), Dite::de(apres, motif));
    historique::noter_valeurs(tx, apres.id, apres.version, &avant, &next).await.map(drop)
}

/// What was changed of a suspension before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    id: SuspensionId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let suspension = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(suspension.participant, annuaires::nommer(tx, changes).await?))
}
