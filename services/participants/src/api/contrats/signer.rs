//! `POST /v1/contrats/{id}/signatures`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, ModeSignature, SignatureContrat};
use problem::{Problem, Slug};
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ajouter une signature au contrat d'engagement
///
/// Dessinée, par code à usage unique, ou sur papier avec attestation. La dernière signature requise engage.
#[utoipa::path(
    operation_id = "contrat_sign",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    request_body = SignatureContrat,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 200, body = ContratDto), (status = 409, description = "transition-interdite, conflit"))
)]
#[post("/v1/contrats/{id}/signatures")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<SignatureContrat>,
) -> Result<HttpResponse, Problem> {
    let coded = matches!(commande.corps().mode, ModeSignature::Code { .. });
    if coded && !db.tx(&grant, async |tx| app::contrats::essayer(tx, *id, commande.corps()).await).await? {
        return Err(Problem::new(Slug::CodeRefuse, "Ce code est faux, expiré ou trop essayé : demandez-en un autre."));
    }
    commande
        .executer(&db, &grant, async |tx, signature| Ok(Reponse::ok(app::contrats::signer(tx, *id, signature).await?)))
        .await
}
