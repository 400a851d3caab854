//! `POST /v1/invitations/acceptation`.

use actix_web::web::Data;
use problem::Problem;
use runtime::http::{Json, Reponse, operation};
use store::Db;
use territoires_api::{AcceptationInvitation, AccesOuvert};

use crate::{comptes::invitation::app, etat::Etat, visiteur::Visiteur};

/// Accepter une invitation
///
/// Avec le code du message : on choisit son mot de passe, ou l'on donne celui du compte que l'adresse a déjà. Les
/// rôles du territoire comptent ensuite. Signé, on accepte par `POST /v1/moi/invitations/acceptation`.
#[operation(
    post "/v1/invitations/acceptation",
    tag = "comptes",
    public,
    refuses(LienInvalide, IdentifiantsRefuses, SecondFacteur, Conflit)
)]
pub(crate) async fn invitation_accept(
    visiteur: Visiteur,
    db: Data<Db>,
    etat: Data<Etat>,
    Json(acceptation): Json<AcceptationInvitation>,
) -> Result<Reponse<AccesOuvert>, Problem> {
    app::accepter(&db, &etat, &visiteur, acceptation).await.map(Reponse::ok)
}
