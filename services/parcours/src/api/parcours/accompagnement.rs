//! `GET /v1/parcours/{id}/accompagnement`.

use actix_web::{get, web::Path};
use auth::{Droit, permission::ParcoursLire};
use kernel::ParcoursId;
use parcours_api::{Accompagnement, MoisAccompagnement};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse},
};

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
#[get("/v1/parcours/{id}/accompagnement", name = "accompagnement_view")]
pub(crate) async fn handler(
    lecture: Lecture<ParcoursLire>,
    id: Path<ParcoursId>,
    Filtre(filtre): Filtre<MoisAccompagnement>,
) -> Result<Reponse<Accompagnement>, Problem> {
    let found = lecture.lire(async |tx| app::accompagnement::du_mois(tx, *id, filtre.mois).await).await?;
    Ok(Reponse::ok(found.contenu))
}
