//! `GET /v1/comptes-rendus/{id}`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::CompteRenduLire};
use clients::ParticipantsClient;
use emargement_api::CompteRenduDto;
use kernel::CompteRenduId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::agenda::compte_rendu::app;

/// Lire un compte rendu
///
/// Un brouillon n’est lu que de son auteur. De qui lit le dossier de la personne sans être de l’équipe, ce qui lui est
/// réservé est absent : il reste que le compte rendu est là, de qui et de quand.
#[operation(get "/v1/comptes-rendus/{id}", versioned, tag = "agenda")]
pub(crate) async fn compte_rendu_view(
    lecture: Lecture<CompteRenduLire>,
    id: Path<CompteRenduId>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<CompteRenduDto>, Problem> {
    let found = lecture.lire(async |tx| app::consulter(tx, *id).await).await?;
    let version = found.version;
    Ok(Reponse::ok(participants.nommer(lecture.territoire(), found).await).version(version))
}
