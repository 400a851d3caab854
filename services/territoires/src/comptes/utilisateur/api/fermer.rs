//! `POST /v1/utilisateurs/{id}/fermeture`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::{
    Context,
    http::{Commande, Reponse, Vide, operation},
};
use territoires_api::UtilisateurDto;

use crate::comptes::{
    session::{self, recente::Recente},
    utilisateur::app,
};

/// Fermer le territoire à un utilisateur
///
/// Aussitôt : son accès, ses sessions, son invitation. Ce qu'il a fait reste à son nom, et son compte ouvre toujours les
/// territoires des autres. Une nouvelle invitation le fait revenir.
#[operation(post "/v1/utilisateurs/{id}/fermeture", tag = "comptes", refuses(AuthentificationRecente))]
pub(crate) async fn utilisateur_close(
    grant: Grant<UtilisateurGerer>,
    _: Recente,
    id: Path<UtilisateurId>,
    context: Data<Context>,
    commande: Commande<Vide>,
) -> Result<Reponse<UtilisateurDto>, Problem> {
    let mut ended = Vec::new();
    let fermer = async |tx: &mut _, _| {
        let (user, sessions) = app::fermer(tx, *id).await?;
        ended = sessions;
        Ok(Reponse::ok(user))
    };
    let reponse = commande.executer(&context.db, &grant, fermer).await?;
    session::app::annoncer(&context, &ended).await;
    Ok(reponse)
}
