//! `POST /v1/utilisateurs/{id}/invitation`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;
use territoires_api::UtilisateurDto;

use crate::{comptes::utilisateur::app, courrier::Courrier};

/// Renvoyer une invitation
///
/// Un autre code part à l'adresse de la personne ; l'ancien n'ouvre plus rien.
#[operation(post "/v1/utilisateurs/{id}/invitation", tag = "comptes", refuses(Conflit))]
pub(crate) async fn invitation_resend(
    grant: Grant<UtilisateurGerer>,
    id: Path<UtilisateurId>,
    db: Data<Db>,
    courrier: Data<Courrier>,
    commande: Commande<Vide>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::renvoyer(tx, &courrier, *id).await?))).await
}
