//! `GET /v1/besoins`.

use actix_web::web::Data;
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use parcours_api::{BesoinDto, FiltreBesoins};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::suivi::besoin::app;

/// Lister les besoins
///
/// Ceux qui attendent l’équipe d’animation, et ceux auxquels elle a répondu. Les derniers d’abord.
#[operation(get "/v1/besoins", tag = "parcours")]
pub(crate) async fn besoin_list(
    lecture: Lecture<SuiviLire>,
    Filtre(filtre): Filtre<FiltreBesoins>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<BesoinDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
