//! `GET /v1/travaux/{id}`.

use actix_web::web::Path;
use auth::permission::ImportGerer;
use kernel::TravailId;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};
use store::{Travail, Tx};

use crate::noms::nommer;

/// Suivre un travail
///
/// Son état, son avancement et, s'il s'est arrêté, pourquoi.
#[operation(get "/v1/travaux/{id}")]
pub(crate) async fn travail_view(
    lecture: Lecture<ImportGerer>,
    id: Path<TravailId>,
) -> Result<Reponse<Travail>, Problem> {
    let read = async |tx: &mut Tx| {
        let found = ::store::travaux::voir(tx, *id).await?;
        nommer(tx, found).await
    };
    let found = lecture.sans_personne(read).await?;
    Ok(Reponse::ok(found.ok_or_else(Problem::not_found)?))
}
