//! Who follows a person, as the service that knows it says: where a territory shows référents no file but those, each service
//! opens what it holds of the person to them, and to no other.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{ParticipantId, RessourceId, Role, UtilisateurId, calendrier::Periode};
use problem::Problem;
use serde::{Deserialize, Serialize};
use store::{
    Evenement, Tx,
    ouvertures::{self, Ouverture},
};
use utoipa::ToSchema;

use crate::Enveloppe;

/// Kind of [`DossierSuivi`] of who is followed towards their entry, or was before.
pub const DOSSIER_SUIVI: &str = "participants.dossier_suivi.v1";
/// Kind of [`DossierSuivi`] of a parcours.
pub const PARCOURS_SUIVI: &str = "parcours.dossier_suivi.v1";

/// What sources are noted under, by the triggers of the tables that say who follows whom.
pub const SUIVIS: &str = "suivis";

/// Who follows a person, by a candidature or by a parcours: whole each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierSuivi {
    /// What says so: a parcours, or the file itself.
    pub source: RessourceId,
    /// On which days: a référent several times where these are apart; empty once nobody does.
    pub suivis: Vec<SuiviDuDossier>,
}

/// The days on which a référent follows a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiviDuDossier {
    /// The person.
    pub participant: ParticipantId,
    /// Who follows them.
    pub referent: UtilisateurId,
    /// First day.
    pub du: NaiveDate,
    /// Last day, included, when there is one.
    pub au: Option<NaiveDate>,
}

impl From<Ouverture> for SuiviDuDossier {
    fn from(one: Ouverture) -> Self {
        let Periode { du, au } = one.jours;
        Self { participant: one.dossier, referent: one.utilisateur, du, au }
    }
}

impl From<SuiviDuDossier> for Ouverture {
    fn from(told: SuiviDuDossier) -> Self {
        let jours = Periode { du: told.du, au: told.au };
        Self { utilisateur: told.referent, dossier: told.participant, jours }
    }
}

/// Opens the files of these sources to who follows the persons now, and tells it: what is open already is not told again.
pub async fn dire_suivis(
    tx: &mut Tx,
    kind: &'static str,
    mut sources: BTreeMap<RessourceId, Vec<Ouverture>>,
) -> Result<(), Problem> {
    let ids: Vec<_> = sources.keys().copied().collect();
    let (former, today) = (ouvertures::des_sources(tx, &ids).await?, tx.today());
    // Days that are over open nothing. The others stand in the order in which they are read again.
    for suivis in sources.values_mut() {
        suivis.retain(|one| one.jours.au.is_none_or(|au| au >= today));
        suivis.sort_unstable_by_key(|one| (one.utilisateur, one.jours.du));
    }
    sources.retain(|source, suivis| former.get(source).map_or(&[][..], Vec::as_slice) != suivis.as_slice());
    let now = tx.now();
    for (source, suivis) in &sources {
        let suivis = suivis.iter().copied().map(Into::into).collect();
        tx.emit(Evenement::new(kind, *source, now, &DossierSuivi { source: *source, suivis })?);
    }
    Ok(ouvertures::remplacer(tx, Role::Referent, sources).await?)
}

/// Opens the file to who follows the person when `event` tells so, and to no other by the same source.
pub async fn suivre_suivis(tx: &mut Tx, event: &Enveloppe) -> Result<(), Problem> {
    if !matches!(event.kind.as_str(), DOSSIER_SUIVI | PARCOURS_SUIVI) {
        return Ok(());
    }
    let DossierSuivi { source, suivis } = event.lire()?;
    let opened = suivis.into_iter().map(Into::into).collect();
    Ok(ouvertures::remplacer(tx, Role::Referent, BTreeMap::from([(source, opened)])).await?)
}
