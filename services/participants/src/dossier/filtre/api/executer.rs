//! `POST /v1/filtres/{id}/execution`.

use actix_web::web::Path;
use auth::permission::ParticipantLire;
use kernel::FiltreId;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Commande, Reponse, Vide, operation},
};

use crate::dossier::filtre::app;

/// Refaire une recherche gardée
#[operation(post "/v1/filtres/{id}/execution", tag = "participants")]
pub(crate) async fn filtre_run(
    lecture: Lecture<ParticipantLire>,
    id: Path<FiltreId>,
    _commande: Commande<Vide>,
) -> Result<Reponse<Vec<ParticipantDto>>, Problem> {
    let found = lecture.liste(async |tx| app::executer(tx, *id).await).await?;
    Ok(Reponse::ok(found))
}
