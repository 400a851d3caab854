//! `POST /v1/filtres/{id}/oubli`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParticipantLire};
use kernel::FiltreId;
use participants_api::FiltreDto;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::dossier::filtre::{app, proprietaire::Proprietaire};

/// Oublier une recherche gardée
#[operation(post "/v1/filtres/{id}/oubli", tag = "participants")]
pub(crate) async fn filtre_forget(
    grant: Grant<ParticipantLire>,
    id: Path<FiltreId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<Reponse<Vec<FiltreDto>>, Problem> {
    commande
        .executer(&db, &Proprietaire(grant), async |tx, _corps| {
            let done = app::oublier(tx, *id).await?;
            Ok(Reponse::ok(done))
        })
        .await
}
