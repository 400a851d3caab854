//! `POST /v1/participants/{id}/consentements`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{ConsentementDto, NouveauConsentement};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::consentement::app;

/// Recueillir un accord
///
/// Partage avec un partenaire, droit à l'image, ou information donnée (RGPD, art. 13).
#[operation(post "/v1/participants/{id}/consentements", tag = "droits")]
pub(crate) async fn consentement_create(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouveauConsentement>,
) -> Result<Cree<ConsentementDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::consentir(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/participants/{id}/consentements"), done))
        })
        .await
}
