//! `GET /v1/participants`.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use auth::{Droit, Grant, permission::ParticipantLire};
use kernel::kind;
use participants_api::ParticipantDto;
use problem::Problem;
use runtime::{
    Journal,
    http::{self, Filtre, Pagination},
};
use store::{Db, Page};

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
#[get("/v1/participants")]
pub(crate) async fn handler(
    grant: Grant<ParticipantLire>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
    journal: Data<Journal>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let apres = page.apres()?;
    let rows = db.read(&grant, async |tx| participants::lister(tx, apres, page.limite).await).await?;
    journal.lecture::<kind::Participant>(&grant, "participant_list", None).await;
    let page = Page::new(rows, page.limite, participants::cle);
    Ok(http::page(&request, &page.map(ParticipantDto::from)))
}
