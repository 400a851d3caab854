//! `GET /v1/operations/{id}/participations`.

use actix_web::web::{Data, Path};
use auth::{Scope, permission::ParticipationLire};
use clients::ParticipantsClient;
use fse_api::ParticipationDto;
use kernel::OperationId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Pagination, Reponse, operation},
};
use store::{Page, Tx};

use crate::participations::participation::app;

/// Lister les participations d'une opération
#[operation(get "/v1/operations/{id}/participations", tag = "participations")]
pub(crate) async fn participation_list(
    lecture: Lecture<ParticipationLire>,
    id: Path<OperationId>,
    Filtre(page): Filtre<Pagination>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<ParticipationDto>>, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| app::lister_de(tx, *id, apres, page.limite).await;
    let page = lecture.page(page.limite, |one| one.id, read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
