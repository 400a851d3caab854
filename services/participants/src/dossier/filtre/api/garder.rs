//! `POST /v1/filtres`.

use actix_web::web::Data;
use auth::{Grant, permission::ParticipantLire};
use participants_api::{FiltreDto, NouveauFiltre};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::filtre::{proprietaire::Proprietaire, store as rows};

/// Garder une recherche
#[operation(post "/v1/filtres", tag = "participants")]
pub(crate) async fn filtre_create(
    grant: Grant<ParticipantLire>,
    db: Data<Db>,
    commande: Commande<NouveauFiltre>,
) -> Result<Cree<FiltreDto>, Problem> {
    commande
        .executer(&db, &Proprietaire(grant), async |tx, corps| {
            let done = rows::ajouter(tx, corps).await?;
            Ok(Cree::a(format!("/v1/filtres/{}", done.id), done))
        })
        .await
}
