//! `GET /v1/parcours/{id}/accompagnement`.

use actix_web::{
    get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ParcoursLire};
use kernel::ParcoursId;
use parcours_api::{Accompagnement, MoisAccompagnement};
use problem::Problem;
use runtime::{
    Journal,
    http::{Filtre, Reponse},
};
use store::Db;

use crate::app;

/// Lire un mois d’accompagnement
///
/// Les contacts du mois et les heures depuis l’entrée, jugés par les règles du territoire.
#[utoipa::path(
    operation_id = "accompagnement_view",
    tag = "parcours",
    params(("id" = ParcoursId, Path, description = "Le parcours"), MoisAccompagnement),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ParcoursLire::NOM))),
    responses((status = 200, body = Accompagnement))
)]
#[get("/v1/parcours/{id}/accompagnement")]
pub(crate) async fn handler(
    grant: Grant<ParcoursLire>,
    id: Path<ParcoursId>,
    Filtre(filtre): Filtre<MoisAccompagnement>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<Reponse<Accompagnement>, Problem> {
    let jour = filtre.mois.unwrap_or_else(|| db.clock().today());
    let (participant, month) = db.read(&grant, async |tx| app::accompagnement::du_mois(tx, *id, jour).await).await?;
    journal.lecture(&grant, "accompagnement_view", Some(participant)).await;
    Ok(Reponse::ok(month))
}
