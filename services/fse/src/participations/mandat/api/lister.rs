//! `GET /v1/mandats`.

use actix_web::web::Data;
use auth::{Scope, permission::MandatLire};
use clients::ParticipantsClient;
use fse_api::{FiltreMandats, MandatDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::participations::mandat::app;

/// Lister les mandats de contrôle
///
/// Les plus récents d’abord ; un contrôleur, ceux qui lui ouvrent des dossiers aujourd’hui.
#[operation(get "/v1/mandats", tag = "participations")]
pub(crate) async fn mandat_list(
    lecture: Lecture<MandatLire>,
    Filtre(filtre): Filtre<FiltreMandats>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<MandatDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |mandat| mandat.id, read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
