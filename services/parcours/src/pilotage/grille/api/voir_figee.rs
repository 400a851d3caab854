//! `GET /v1/grilles/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use kernel::GrilleId;
use parcours_api::GrilleFigeeDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::pilotage::grille::app;

/// Lire un état de présence figé
///
/// Tel qu’il a été figé, avec ce qui est connu autrement depuis : qui s’y ajoute, qui n’y est plus, et pourquoi.
#[operation(get "/v1/grilles/{id}", tag = "parcours")]
pub(crate) async fn grille_figee_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<GrilleId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<GrilleFigeeDto>, Problem> {
    let found = lecture.lire(async |tx| app::voir(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
