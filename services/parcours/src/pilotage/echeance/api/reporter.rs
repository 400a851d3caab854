//! `POST /v1/echeances/{id}/report`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParcoursGerer};
use clients::ParticipantsClient;
use kernel::EcheanceId;
use parcours_api::{EcheanceDto, NouveauReport};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::pilotage::echeance::app;

/// Reporter une échéance
///
/// Personne n’en est averti avant le jour dit, avec un motif. La règle et son dernier jour restent : un dépassement reste
/// un dépassement.
#[operation(post "/v1/echeances/{id}/report", tag = "parcours", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn echeance_postpone(
    grant: Grant<ParcoursGerer>,
    id: Path<EcheanceId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauReport>,
) -> Result<Reponse<EcheanceDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::reporter(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
