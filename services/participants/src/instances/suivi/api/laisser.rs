//! `POST /v1/suivi/coordonnees`.

use actix_web::web::Data;
use participants_api::{CoordonneesParLien, SuiviParLien};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::{entree::lien::sceau::Sceau, instances::suivi::app};

/// Laisser de nouvelles coordonnées de la personne
///
/// Le référent les lit dans la candidature ; le dossier n'est changé que par le PLIE.
#[operation(post "/v1/suivi/coordonnees", tag = "candidatures", public, refuses(LienInvalide, Interdit))]
pub(crate) async fn suivi_contact(
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<CoordonneesParLien>,
) -> Result<Reponse<SuiviParLien>, Problem> {
    let porteur = sceau.lire(&commande.corps().jeton)?;
    commande
        .executer(&db, &porteur, async |tx, corps| {
            app::laisser_coordonnees(tx, porteur, corps.texte).await?;
            Ok(Reponse::ok(app::suivre(tx, porteur).await?))
        })
        .await
}
