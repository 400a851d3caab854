//! `POST /v1/utilisateurs`.

use actix_web::web::Data;
use auth::{Grant, permission::UtilisateurGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{NouvelUtilisateur, UtilisateurDto};

use crate::comptes::utilisateur::app;

/// Ouvrir un compte dans le territoire
///
/// Un compte qui existe déjà ailleurs sous la même adresse gagne ce territoire et garde son mot de passe.
#[operation(post "/v1/utilisateurs", tag = "comptes", refuses(Conflit))]
pub(crate) async fn utilisateur_create(
    grant: Grant<UtilisateurGerer>,
    db: Data<Db>,
    commande: Commande<NouvelUtilisateur>,
) -> Result<Cree<UtilisateurDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let user = app::ajouter(tx, nouveau).await?;
            Ok(Cree::a(format!("/v1/utilisateurs/{}", user.id), user))
        })
        .await
}
