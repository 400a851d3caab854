//! `GET /v1/moi`.

use actix_web::web::Data;
use auth::{Grant, Scope, permission::CompteSoi};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use territoires_api::MoiDto;

use crate::comptes::{second_facteur, utilisateur};

/// Lire son propre compte
///
/// Qui l'on est dans le territoire du jeton, et ce que l'on peut y faire.
#[operation(get "/v1/moi", tag = "comptes")]
pub(crate) async fn moi_view(grant: Grant<CompteSoi>, db: Data<Db>) -> Result<Reponse<MoiDto>, Problem> {
    let (user, compte, fuseau) = db
        .read(&grant, async |tx| {
            let user = utilisateur::store::voir(tx, grant.acteur().soi()).await?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>((user, second_facteur::app::soi(tx).await?, tx.fuseau()))
        })
        .await?;
    let claims = grant.claims();
    let permissions = claims.permissions().map(|one| one.nom().to_owned()).collect();
    Ok(Reponse::ok(MoiDto {
        id: user.id,
        territoire: grant.territoire(),
        fuseau,
        courriel: user.courriel,
        prenom: user.prenom,
        nom: user.nom,
        roles: claims.roles(),
        permissions,
        second_facteur: compte.totp_actif,
    }))
}
