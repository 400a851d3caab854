//! `POST /v1/adresses/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::AdresseId;
use participants_api::{AdresseDto, Correction, NouvelleAdresse};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::adresse::app;

/// Corriger une adresse
///
/// L'enregistrement corrigé reste. Sans `fait`, il est retiré.
#[operation(post "/v1/adresses/{id}/correction", tag = "participants")]
pub(crate) async fn adresse_correct(
    grant: Grant<SituationGerer>,
    id: Path<AdresseId>,
    db: Data<Db>,
    commande: Commande<Correction<NouvelleAdresse>>,
) -> Result<Cree<AdresseDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::corriger(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/adresses/{}", done.id), done))
        })
        .await
}
