//! `POST /v1/utilisateurs/{id}/habilitations`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{NouvelleHabilitation, UtilisateurDto};

use crate::comptes::{
    session::recente::Recente,
    utilisateur::{app, store as rows},
};

/// Donner un rôle à un utilisateur
#[operation(post "/v1/utilisateurs/{id}/habilitations", tag = "comptes", refuses(AuthentificationRecente))]
pub(crate) async fn habilitation_create(
    grant: Grant<UtilisateurGerer>,
    _: Recente,
    id: Path<UtilisateurId>,
    db: Data<Db>,
    commande: Commande<NouvelleHabilitation>,
) -> Result<Cree<UtilisateurDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            rows::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            app::habiliter(tx, *id, &nouvelle).await?;
            let user = rows::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            Ok(Cree::a(format!("/v1/utilisateurs/{}", user.id), user))
        })
        .await
}
