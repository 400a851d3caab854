//! `POST /v1/habilitations/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::HabilitationId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;
use territoires_api::FinHabilitation;

use crate::comptes::utilisateur::store as rows;

/// Mettre fin à un rôle
#[operation(post "/v1/habilitations/{id}/cloture", tag = "comptes")]
pub(crate) async fn habilitation_end(
    grant: Grant<UtilisateurGerer>,
    id: Path<HabilitationId>,
    db: Data<Db>,
    commande: Commande<FinHabilitation>,
) -> Result<Reponse<FinHabilitation>, Problem> {
    commande
        .executer(&db, &grant, async |tx, fin| {
            let ended = rows::cloturer(tx, *id, fin.au).await?;
            if ended { Ok(Reponse::ok(fin)) } else { Err(Problem::not_found()) }
        })
        .await
}
