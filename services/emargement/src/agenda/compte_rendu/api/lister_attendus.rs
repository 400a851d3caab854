//! `GET /v1/comptes-rendus/attendus`.

use actix_web::web::Data;
use auth::{Scope, permission::CompteRenduLire};
use clients::ParticipantsClient;
use emargement_api::{CompteRenduAttendu, FiltreAttendus};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::agenda::compte_rendu::app;

/// Lister les comptes rendus attendus
///
/// Des personnes venues à un rendez-vous terminé dont le référentiel demande un compte rendu, tant qu’aucun n’en est
/// validé : les plus anciens d’abord.
#[operation(get "/v1/comptes-rendus/attendus", tag = "agenda")]
pub(crate) async fn compte_rendu_due_list(
    lecture: Lecture<CompteRenduLire>,
    Filtre(filtre): Filtre<FiltreAttendus>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<CompteRenduAttendu>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_attente(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister_attendus(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.debut, one.rendez_vous, one.participant), read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
