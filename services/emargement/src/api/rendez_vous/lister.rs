//! `GET /v1/rendez-vous`.

use actix_web::{HttpRequest, HttpResponse, get};
use auth::{Droit, permission::AgendaLire};
use emargement_api::{JoursAgenda, RendezVousDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre},
};
use store::{Curseur, Page, Tx};

use crate::store::rendez_vous;

const JOURS_MAX: i64 = 62;

/// Lire l'agenda
///
/// Au plus 62 jours, par heure de début.
#[utoipa::path(
    operation_id = "rendez_vous_list",
    tag = "agenda",
    params(JoursAgenda),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaLire::NOM))),
    responses((status = 200, body = Page<RendezVousDto>))
)]
#[get("/v1/rendez-vous", name = "rendez_vous_list")]
pub(crate) async fn handler(
    lecture: Lecture<AgendaLire>,
    Filtre(filtre): Filtre<JoursAgenda>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    if filtre.au < filtre.du || (filtre.au - filtre.du).num_days() > JOURS_MAX {
        return Err(Problem::field("/au", "hors_bornes", "attendu : de 0 à 62 jours après « du »"));
    }
    let apres = filtre.apres.as_deref().map(Curseur::lire).transpose();
    let apres = apres.map_err(|error| Problem::field("/apres", "invalide", error.to_string()))?;
    let (jours, limite) = (filtre.jours(), filtre.limite);
    let read = async |tx: &mut Tx| rendez_vous::lister(tx, jours, apres, limite).await;
    let page = lecture.page(limite, |one| (one.debut, one.id), read).await?;
    Ok(http::page(&request, &page.map(RendezVousDto::from)))
}
