//! `POST /v1/participants/{id}/effacement`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::DroitExercer};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{app, fichiers::Fichiers};

/// Effacer un dossier à la demande de la personne
///
/// Refusé, avec sa raison, tant qu'un financeur oblige à le conserver ou qu'une procédure court. Rien ne nomme
/// plus la personne ; les comptes passés ne changent pas.
#[utoipa::path(
    operation_id = "participant_erase",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = Demande,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(DroitExercer::NOM))),
    responses((status = 200, body = ParticipantDto), (status = 409, description = "effacement-refuse"))
)]
#[post("/v1/participants/{id}/effacement")]
pub(crate) async fn handler(
    grant: Grant<DroitExercer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
    commande: Commande<Demande>,
) -> Result<HttpResponse, Problem> {
    let mut files = Vec::new();
    let answer = commande
        .executer(&db, &grant, async |tx, demande| {
            files = app::droits::effacer(tx, *id, demande).await?;
            Ok(Reponse::ok(ParticipantDto::from(app::participants::exiger(tx, *id).await?)))
        })
        .await?;
    // Committed: nothing refers to these files any more.
    for cle in &files {
        fichiers.oublier(cle).await;
    }
    Ok(answer)
}
