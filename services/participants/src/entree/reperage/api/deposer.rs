//! `POST /v1/reperages/{id}/candidature`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureDeposer};
use kernel::ReperageId;
use participants_api::{CandidatureDeReperage, CandidatureSuivie};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::reperage::app;

/// Déposer la candidature d’une personne repérée
///
/// Ce qui est noté n’est pas ressaisi : son dossier s’ouvre avec, et le repérage n’en garde plus rien.
#[operation(post "/v1/reperages/{id}/candidature", tag = "candidatures", refuses(SignatureManquante))]
pub(crate) async fn reperage_apply(
    grant: Grant<CandidatureDeposer>,
    id: Path<ReperageId>,
    db: Data<Db>,
    commande: Commande<CandidatureDeReperage>,
) -> Result<Cree<CandidatureSuivie>, Problem> {
    commande
        .executer(&db, &grant, async |tx, suite| {
            let filed = app::deposer(tx, *id, suite).await?;
            Ok(Cree::a(format!("/v1/candidatures/{}", filed.id), filed))
        })
        .await
}
