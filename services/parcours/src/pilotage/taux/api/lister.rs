//! `GET /v1/taux-sorties/personnes`.

use actix_web::web::Data;
use auth::{Scope, permission::ParcoursLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreSortiesComptees, SortieComptee};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::pilotage::taux::app;

/// Lister les personnes derrière les taux de sortie
///
/// Qui est sorti dans la période, avec le groupe de sa sortie d’après les règles de ce jour-là : les plus récentes d’abord.
#[operation(get "/v1/taux-sorties/personnes", tag = "parcours")]
pub(crate) async fn taux_sorties_personne_list(
    lecture: Lecture<ParcoursLire>,
    Filtre(filtre): Filtre<FiltreSortiesComptees>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<SortieComptee>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre.taux()).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.parcours), read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
