//! `POST /v1/parcours/{id}/intervenants`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{IntervenantDto, IntervenantEcrit};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::suivi::intervenant::app;

/// Ajouter un intervenant
///
/// Qui d’autre entoure la personne, et ce qu’elle accepte de partager avec lui. Aucun médecin : rien de médical n’est gardé.
#[operation(post "/v1/parcours/{id}/intervenants", tag = "parcours", refuses(TransitionInterdite))]
pub(crate) async fn intervenant_create(
    grant: Grant<ParcoursGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<IntervenantEcrit>,
) -> Result<Cree<IntervenantDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, ecrit| {
            let one = app::ajouter(tx, *id, ecrit).await?;
            Ok(Cree::a(format!("/v1/intervenants/{}", one.id), one))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
