//! `GET /v1/conservation`.

use auth::permission::ConservationLire;
use participants_api::Annonce;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::droits::conservation::app;

/// Lire ce que la conservation annonce
///
/// Archivages et anonymisations à venir, annoncés avant d'être faits.
#[operation(get "/v1/conservation", tag = "droits")]
pub(crate) async fn conservation_list(lecture: Lecture<ConservationLire>) -> Result<Reponse<Vec<Annonce>>, Problem> {
    let found = lecture.lire(async |tx| app::annonces(tx).await).await?;
    Ok(Reponse::ok(found))
}
