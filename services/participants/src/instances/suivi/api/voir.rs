//! `POST /v1/suivi`.

use actix_web::web::Data;
use participants_api::{JetonDeLien, SuiviParLien};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::{entree::lien::sceau::Sceau, instances::suivi::app};

/// Suivre une candidature par un lien sans compte
///
/// Un POST : le jeton du lien ne figure dans aucune adresse. Ne montre rien du diagnostic.
#[operation(post "/v1/suivi", tag = "candidatures", public, refuses(LienInvalide, Interdit))]
pub(crate) async fn suivi_view(
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<JetonDeLien>,
) -> Result<Reponse<SuiviParLien>, Problem> {
    let porteur = sceau.lire(&commande.corps().jeton)?;
    commande.chaque_fois(&db, &porteur, async |tx, _| Ok(Reponse::ok(app::suivre(tx, porteur).await?))).await
}
