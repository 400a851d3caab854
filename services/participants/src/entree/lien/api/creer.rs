//! `POST /v1/candidatures/{id}/liens`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{LienDto, NouveauLien};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::lien::{app, sceau::Sceau};

/// Créer un lien de suivi sans compte
///
/// Pour un prescripteur : l'étape, les pièces attendues, la décision communiquée, rien du diagnostic. Le jeton
/// n'est dit qu'une fois.
#[operation(post "/v1/candidatures/{id}/liens")]
pub(crate) async fn lien_create(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<NouveauLien>,
) -> Result<Cree<LienDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::creer(tx, &sceau, *id, corps).await?;
            Ok(Cree::a(format!("/v1/liens/{}", done.id), done).dite_une_fois())
        })
        .await
}
