//! `POST /v1/candidatures`.

use actix_web::web::Data;
use auth::{Grant, permission::CandidatureDeposer};
use participants_api::{CandidatureSuivie, NouvelleCandidature};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::candidature::app;

/// Déposer une candidature
///
/// Pour une personne, dont le dossier s’ouvre, ou pour le dossier qu’elle a déjà : l’un ou l’autre. Refusé tant
/// qu’une signature requise par le référentiel manque.
#[operation(post "/v1/candidatures", refuses(SignatureManquante))]
pub(crate) async fn candidature_create(
    grant: Grant<CandidatureDeposer>,
    db: Data<Db>,
    commande: Commande<NouvelleCandidature>,
) -> Result<Cree<CandidatureSuivie>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let candidature = app::deposer(tx, nouvelle).await?;
            Ok(Cree::a(format!("/v1/candidatures/{}", candidature.id), candidature))
        })
        .await
}
