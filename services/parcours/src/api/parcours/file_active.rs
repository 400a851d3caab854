//! `GET /v1/file-active`.

use actix_web::get;
use auth::{Droit, permission::ParcoursLire};
use parcours_api::{FileActive, FileActiveAu};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

use crate::app;

/// Compter la file active
///
/// Par référent, avec les parcours derrière chaque chiffre.
#[utoipa::path(
    operation_id = "file_active_view",
    tag = "parcours",
    params(FileActiveAu),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursLire::NOM))),
    responses((status = 200, body = FileActive))
)]
#[get("/v1/file-active", name = "file_active_view")]
pub(crate) async fn handler(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FileActiveAu>,
) -> Result<Reponse<FileActive>, Problem> {
    let found = lecture.sans_personne(async |tx| app::file_active::compter(tx, filtre.au).await).await?;
    Ok(Reponse::ok(found))
}
