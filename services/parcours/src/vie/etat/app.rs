//! Saying the states of a parcours, and reading them as they were known.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{De, ParcoursId, calendrier, phrase};
use parcours_api::{EtatsParcours, PeriodeParcours};
use problem::Problem;
use store::{Error, Tx};

use crate::vie::{
    etat::{domain::PeriodeEtat, store as rows},
    parcours::{self, domain::Parcours},
};

/// Says again in which state a parcours is on each day, after its facts changed. It was read with
/// [`parcours::store::verrouiller`]: of two changes at once the second one sees the first.
pub(crate) async fn redire(tx: &mut Tx, parcours: &Parcours) -> Result<(), Error> {
    redire_tous(tx, std::slice::from_ref(parcours)).await
}

/// The same of several at once, each locked.
pub(crate) async fn redire_tous(tx: &mut Tx, parcours: &[Parcours]) -> Result<(), Error> {
    let faits = rows::faits(tx, parcours).await?;
    rows::ecrire(tx, faits.into_iter().map(|(id, faits)| (id, faits.periodes())).collect()).await
}

/// The states of a parcours as they were known at the end of a day, today by default, with whose it is; or 404.
pub(crate) async fn connus_le(
    tx: &mut Tx,
    id: ParcoursId,
    jour: Option<NaiveDate>,
) -> Result<De<EtatsParcours>, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let connu_le = jour.unwrap_or_else(|| tx.today());
    tx.refuse_future("/connu_le", connu_le)?;
    let instant = fin_du_jour(tx, connu_le);
    let periodes = rows::connues_le(tx, id, instant).await?;
    let connu_depuis = rows::connu_depuis(tx, id).await?.map(|instant| tx.jour(instant));
    let periodes = periodes.into_iter().map(Into::into).collect();
    Ok(De::une(parcours.participant, EtatsParcours { connu_le, connu_depuis, periodes }))
}

/// The last instant of a day of the territory.
pub(crate) fn fin_du_jour(tx: &Tx, jour: NaiveDate) -> DateTime<Utc> {
    tx.fuseau().debut_du_jour(calendrier::plus_jours(jour, 1)) - TimeDelta::microseconds(1)
}

impl From<PeriodeEtat> for PeriodeParcours {
    fn from(periode: PeriodeEtat) -> Self {
        Self { etat: periode.etat.code(), du: periode.jours.du, au: periode.jours.au }
    }
}

/// The last instant of the day that is asked, of which it must be known what was known.
pub(crate) async fn connu(tx: &mut Tx, jour: Option<NaiveDate>) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(jour) = jour else { return Ok(None) };
    tx.refuse_future("/connu_le", jour)?;
    let instant = fin_du_jour(tx, jour);
    match rows::connus_depuis(tx).await?.filter(|since| *since > instant) {
        Some(since) => {
            let detail = format!("ce qui était connu n'est gardé que depuis le {}", phrase::jour(tx.jour(since)));
            Err(Problem::field("/connu_le", "inconnu", detail))
        }
        None => Ok(Some(instant)),
    }
}
