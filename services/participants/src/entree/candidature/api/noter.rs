//! `POST /v1/candidatures/{id}/contacts`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{ContactDto, NouveauContact};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::candidature::app;

/// Noter un contact au sujet d’une candidature
///
/// Avec la personne, son prescripteur, son référent social, que l’on nomme et qui l’entoure une fois entrée, ou la structure
/// d’animation, à qui l’on signale un frein qui menace l’entrée : sa réponse est une échéance.
#[operation(post "/v1/candidatures/{id}/contacts")]
pub(crate) async fn candidature_contact(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    commande: Commande<NouveauContact>,
) -> Result<Cree<ContactDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::contacts::noter(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/candidatures/{id}"), done))
        })
        .await
}
