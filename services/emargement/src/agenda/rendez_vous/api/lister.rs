//! `GET /v1/rendez-vous`.

use actix_web::web::Data;
use auth::{Scope, permission::AgendaLire};
use clients::ParticipantsClient;
use emargement_api::{JoursAgenda, RendezVousDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::agenda::rendez_vous::app;

const JOURS_MAX: i64 = 62;

/// Lire l'agenda
///
/// Au plus 62 jours, par heure de début.
#[operation(get "/v1/rendez-vous", tag = "agenda")]
pub(crate) async fn rendez_vous_list(
    lecture: Lecture<AgendaLire>,
    Filtre(filtre): Filtre<JoursAgenda>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<RendezVousDto>>, Problem> {
    if filtre.au < filtre.du || (filtre.au - filtre.du).num_days() > JOURS_MAX {
        return Err(Problem::field("/au", "hors_bornes", "attendu : de 0 à 62 jours après « du »"));
    }
    let apres = http::apres(filtre.apres.as_ref())?;
    let (jours, limite) = (filtre.jours(), filtre.limite);
    lecture.exiger(async |tx| app::exiger_filtre(tx, jours).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, jours, apres, limite).await;
    let page = lecture.page(limite, |one| (one.debut, one.id), read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
