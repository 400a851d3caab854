//! `PATCH /v1/engagements/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::EngagementId;
use participants_api::{EngagementDto, EngagementEcrit};
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::dossier::engagement::app;

/// Modifier un contrat d'engagement de l'article L5411-6
///
/// Ce qui n’est pas nommé reste (RFC 7396). Refusé si quelqu’un l’a modifié depuis la lecture.
#[operation(patch "/v1/engagements/{id}", tag = "participants", versioned)]
pub(crate) async fn engagement_update(
    grant: Grant<SituationGerer>,
    id: Path<EngagementId>,
    version: SiVersion,
    db: Data<Db>,
    commande: Commande<Retouche<EngagementEcrit>>,
) -> Result<Reponse<EngagementDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await
}
