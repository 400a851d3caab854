//! `GET /v1/correspondances-de-parcours`.

use auth::permission::ImportGerer;
use parcours_api::CorrespondanceParcoursDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::reprise::correspondance::app;

/// Lister les correspondances de parcours du territoire
#[operation(get "/v1/correspondances-de-parcours", tag = "imports")]
pub(crate) async fn correspondance_parcours_list(
    lecture: Lecture<ImportGerer>,
) -> Result<Reponse<Vec<CorrespondanceParcoursDto>>, Problem> {
    let found = lecture.sans_personne(async |tx| app::lister(tx).await).await?;
    Ok(Reponse::ok(found))
}
