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
/// Tel qu’il a été figé, avec ce qui est connu autrement depuis : qui s’y ajoute, qui n’y est plus, et pourquoi. Qui ne voit pas
/// tous les dossiers y trouve les personnes qu’il voit, et les totaux de ces personnes ; l’export et l’impression ne donnent que
/// l’état entier.
#[operation(get "/v1/grilles/{id}", tag = "parcours")]
pub(crate) async fn grille_figee_view(
    lecture: Lecture<ParcoursLire>,
    id: Path<GrilleId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<GrilleFigeeDto>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await))
}
