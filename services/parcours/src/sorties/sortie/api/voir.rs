//! `GET /v1/sorties/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::SortieDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::sorties::sortie::app;

/// Lire une sortie
///
/// Avec ce que la règle en dit aujourd’hui et ce qui peut en être fait.
#[operation(get "/v1/sorties/{id}")]
pub(crate) async fn sortie_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<SortieId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<SortieDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
