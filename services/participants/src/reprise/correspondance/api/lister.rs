//! `GET /v1/correspondances`.

use auth::permission::ImportGerer;
use participants_api::CorrespondanceDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::reprise::correspondance::app;

/// Lister les correspondances du territoire
#[operation(get "/v1/correspondances", tag = "imports")]
pub(crate) async fn correspondance_list(
    lecture: Lecture<ImportGerer>,
) -> Result<Reponse<Vec<CorrespondanceDto>>, Problem> {
    let found = lecture.sans_personne(async |tx| app::lister(tx).await).await?;
    Ok(Reponse::ok(found))
}
