//! `GET /v1/demandes`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{DemandeDto, FiltreDemandes};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::vie::demande::app;

/// Lister ce qui est demandé aux instances
///
/// Suspensions, veilles, reprises, revues de parcours long, prolongations, sorties : les dernières demandes d’abord, avec ce
/// qui en a été décidé.
#[operation(get "/v1/demandes", tag = "parcours")]
pub(crate) async fn demande_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreDemandes>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<DemandeDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.demandee_le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
