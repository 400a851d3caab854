//! The list of candidatures.

use chrono::NaiveDate;
use events::annuaires::{self, Structure, Utilisateur};
use kernel::CandidatureId;
use participants_api::{CandidatureDto, FiltreCandidatures, TriCandidatures};
use problem::Problem;
use runtime::http;
use serde::Serialize;
use store::Tx;

use crate::{
    dossier::participant,
    entree::candidature::{
        app::detail,
        store::liste::{self as rows, Rang},
    },
};

/// Where a page ends, in each order.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Place {
    /// By the instant of recording, which the identifier says.
    Recente(CandidatureId),
    /// By the day of the filing, in that order.
    Depot(TriCandidatures, Rang),
}

impl Place {
    /// That of a candidature.
    pub(crate) const fn de(tri: TriCandidatures, rang: Rang) -> Self {
        match tri {
            TriCandidatures::Recentes => Self::Recente(rang.1),
            TriCandidatures::Depot | TriCandidatures::DepotRecent => Self::Depot(tri, rang),
        }
    }
}

/// Where the page begins, of a cursor of that order.
pub(crate) fn apres(filtre: &FiltreCandidatures, tri: TriCandidatures) -> Result<Option<Rang>, Problem> {
    let apres = filtre.apres.as_ref();
    match tri {
        TriCandidatures::Recentes => Ok(http::apres(apres)?.map(|id| (NaiveDate::MAX, id))),
        TriCandidatures::Depot | TriCandidatures::DepotRecent => http::apres_selon(apres, tri),
    }
}

/// Whether the filter names somebody or something, to be looked up.
pub(crate) const fn nomme(filtre: &FiltreCandidatures) -> bool {
    filtre.referent.is_some() || filtre.prescripteur.is_some() || filtre.participant.is_some()
}

/// What the filter names is somebody or something of the territory.
pub(crate) async fn exiger(tx: &mut Tx, filtre: &FiltreCandidatures) -> Result<(), Problem> {
    if let Some(referent) = filtre.referent {
        annuaires::exiger(tx, "/referent", referent, |_: &Utilisateur| Ok(())).await?;
    }
    if let Some(prescripteur) = filtre.prescripteur {
        annuaires::exiger(tx, "/prescripteur", prescripteur, |_: &Structure| Ok(())).await?;
    }
    // Who does not see the whole territory is not told who has a file.
    if let Some(participant) = filtre.participant.filter(|_| tx.acteur().titres.vue().entiere()) {
        let file = participant::store::voir(tx, participant).await?;
        file.ok_or_else(|| Problem::field("/participant", "inconnu", "cette personne n'a pas de dossier"))?;
    }
    Ok(())
}

/// A page, as each is shown, and more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreCandidatures,
    tri: TriCandidatures,
    apres: Option<Rang>,
) -> Result<Vec<CandidatureDto>, Problem> {
    let page = rows::lister(tx, filtre, tri, apres).await?;
    detail::toutes(tx, page).await
}
