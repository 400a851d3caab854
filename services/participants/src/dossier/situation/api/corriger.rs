//! `POST /v1/situations/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::SituationId;
use participants_api::{Correction, NouvelleSituation, SituationDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::situation::app;

/// Corriger une situation
///
/// L'enregistrement corrigé reste, avec l'auteur, la date et le motif de sa correction. Sans `fait`, il est
/// retiré.
#[operation(post "/v1/situations/{id}/correction", tag = "participants")]
pub(crate) async fn situation_correct(
    grant: Grant<SituationGerer>,
    id: Path<SituationId>,
    db: Data<Db>,
    commande: Commande<Correction<NouvelleSituation>>,
) -> Result<Cree<SituationDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::corriger(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/situations/{}", done.id), done))
        })
        .await
}
