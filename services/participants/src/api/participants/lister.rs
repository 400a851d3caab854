//! `GET /v1/participants`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::ParticipantLire};
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Pagination},
};
use store::{Page, Tx};

use crate::store::participants;

/// Lister les participants
///
/// Par nom, sans accents ni casse.
#[utoipa::path(
    operation_id = "participant_list",
    tag = "participants",
    params(Pagination),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParticipantLire::NOM))),
    responses((status = 200, body = Page<ParticipantDto>))
)]
#[get("/v1/participants", name = "participant_list")]
pub(crate) async fn handler(
    lecture: Lecture<ParticipantLire>,
    Filtre(page): Filtre<Pagination>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let read = async |tx: &mut Tx| participants::lister(tx, apres, page.limite).await;
    let page = lecture.page(page.limite, participants::cle, read).await?;
    Ok(http::page(&request, &page.map(ParticipantDto::from)))
}
