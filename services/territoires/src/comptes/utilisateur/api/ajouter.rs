//! `POST /v1/utilisateurs`.

use actix_web::web::Data;
use auth::{Grant, permission::UtilisateurGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{NouvelUtilisateur, UtilisateurDto};

use crate::{
    comptes::{session::recente::Recente, utilisateur::app},
    courrier::Courrier,
};

/// Inviter quelqu'un dans le territoire
///
/// Un code part à son adresse : la personne accepte et choisit son mot de passe, ou accepte avec le compte qu'elle a
/// déjà ; ses rôles comptent ensuite.
#[operation(post "/v1/utilisateurs", tag = "comptes", refuses(Conflit, AuthentificationRecente))]
pub(crate) async fn utilisateur_create(
    grant: Grant<UtilisateurGerer>,
    _: Recente,
    db: Data<Db>,
    courrier: Data<Courrier>,
    commande: Commande<NouvelUtilisateur>,
) -> Result<Cree<UtilisateurDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let user = app::ajouter(tx, &courrier, nouveau).await?;
            Ok(Cree::a(format!("/v1/utilisateurs/{}", user.id), user))
        })
        .await
}
