//! `POST /v1/parcours/{id}/niveaux`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ParcoursGerer};
use kernel::ParcoursId;
use parcours_api::{FreinSuivi, NouveauNiveau};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::suivi::niveau::app;

/// Constater le niveau d’un frein
///
/// Un jour du parcours, avec les niveaux du diagnostic : du premier au dernier, le frein est levé, allégé, stable ou aggravé.
#[operation(post "/v1/parcours/{id}/niveaux", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn niveau_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<NouveauNiveau>,
) -> Result<Reponse<FreinSuivi>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::constater(tx, *id, corps).await?.contenu)))
        .await
}
