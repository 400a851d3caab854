//! `POST /v1/mandats/{id}/cloture`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::MandatDonner};
use clients::ParticipantsClient;
use fse_api::{FinMandat, MandatDto};
use kernel::MandatId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::participations::mandat::app;

/// Clore un mandat de contrôle avant son terme
#[operation(post "/v1/mandats/{id}/cloture", tag = "participations")]
pub(crate) async fn mandat_end(
    grant: Grant<MandatDonner>,
    id: Path<MandatId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<FinMandat>,
) -> Result<Reponse<MandatDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, fin| Ok(Reponse::ok(app::clore(tx, *id, fin).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
