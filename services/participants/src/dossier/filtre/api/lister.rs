//! `GET /v1/filtres`.

use auth::permission::ParticipantLire;
use participants_api::FiltreDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::dossier::filtre::store as rows;

/// Lister ses recherches gardées
#[operation(get "/v1/filtres", tag = "participants")]
pub(crate) async fn filtre_list(lecture: Lecture<ParticipantLire>) -> Result<Reponse<Vec<FiltreDto>>, Problem> {
    let found = lecture.sans_personne(async |tx| rows::lister(tx).await).await?;
    Ok(Reponse::ok(found))
}
