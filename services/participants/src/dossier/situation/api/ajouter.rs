//! `POST /v1/participants/{id}/situations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{NouvelleSituation, SituationDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::situation::app;

/// Enregistrer une situation
///
/// Une correction est un nouvel enregistrement : rien n’est effacé.
#[operation(post "/v1/participants/{id}/situations")]
pub(crate) async fn situation_create(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleSituation>,
) -> Result<Cree<SituationDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::ajouter(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/participants/{id}/situations"), done))
        })
        .await
}
