//! `POST /v1/moi/second-facteur/activation`.

use actix_web::web::{Data, Json};
use auth::{Grant, permission::CompteSoi};
use problem::Problem;
use runtime::{
    Context,
    http::{Rien, operation},
};
use territoires_api::CodeSecondFacteur;

use crate::{comptes::second_facteur::app, etat::Etat, visiteur::Visiteur};

/// Activer le second facteur
#[operation(
    post "/v1/moi/second-facteur/activation",
    tag = "comptes",
    answer = "Second facteur actif",
    refuses(SecondFacteur)
)]
pub(crate) async fn second_facteur_activate(
    grant: Grant<CompteSoi>,
    visiteur: Visiteur,
    context: Data<Context>,
    etat: Data<Etat>,
    code: Json<CodeSecondFacteur>,
) -> Result<Rien, Problem> {
    problem::validate(&*code)?;
    let essai = visiteur.essayer(&grant.claims().sub.to_string()).await?;
    app::activer(&context, &etat, &grant, code.into_inner()).await?;
    essai.reussir().await;
    Ok(Rien)
}
