//! `POST /v1/moi/authentification`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::{Problem, Slug};
use runtime::http::{Rien, operation};
use store::Db;
use territoires_api::Authentification;

use crate::{
    comptes::{second_facteur, session::app},
    etat::Etat,
    visiteur::Visiteur,
};

/// Confirmer qui l'on est
///
/// Ouvre pour dix minutes ce qui demande une authentification récente. Rien n'est gardé de cette requête : une clé
/// d'idempotence y est sans effet.
#[operation(
    post "/v1/moi/authentification",
    tag = "comptes",
    answer = "Authentification récente",
    refuses(IdentifiantsRefuses, SecondFacteur)
)]
pub(crate) async fn session_confirm(
    grant: Grant<CompteSoi>,
    visiteur: Visiteur,
    db: Data<Db>,
    etat: Data<Etat>,
    preuve: Json<Authentification>,
) -> Result<Rien, Problem> {
    problem::validate(&*preuve)?;
    let session = grant.claims().sid.ok_or_else(|| Problem::new(Slug::Interdit, "Ce jeton n'est d'aucune session."))?;
    let compte = db.read(&grant, async |tx| second_facteur::app::soi(tx).await).await?;
    app::confirmer(&db, &etat, &visiteur, (compte, session), preuve.into_inner()).await?;
    Ok(Rien)
}
