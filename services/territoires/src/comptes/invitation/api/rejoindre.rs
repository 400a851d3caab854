//! `POST /v1/moi/invitations/acceptation`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::{AccesOuvert, CodeRecu};

use crate::comptes::invitation::app;

/// Rejoindre un territoire
///
/// Avec le code du message et le compte de ce jeton : l'invitation est à l'adresse de ce compte. Le code ne sert
/// qu'une fois ; une clé d'idempotence est sans effet.
#[operation(post "/v1/moi/invitations/acceptation", tag = "comptes", refuses(LienInvalide, Conflit))]
pub(crate) async fn invitation_join(
    grant: Grant<CompteSoi>,
    db: Data<Db>,
    recu: Json<CodeRecu>,
) -> Result<Reponse<AccesOuvert>, Problem> {
    problem::validate(&*recu)?;
    db.tx(&grant, async |tx| app::rejoindre(tx, &recu.code).await).await.map(Reponse::ok)
}
