//! `POST /v1/invitations/acceptation`.

use actix_web::web::{Data, Json};
use problem::Problem;
use runtime::http::{Reponse, operation};
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
    acceptation: Json<AcceptationInvitation>,
) -> Result<Reponse<AccesOuvert>, Problem> {
    problem::validate(&*acceptation)?;
    app::accepter(&db, &etat, &visiteur, acceptation.into_inner()).await.map(Reponse::ok)
}
