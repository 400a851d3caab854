//! `GET /v1/liaisons`.

use actix_web::web::Data;
use auth::{Scope, permission::SuiviLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreLiaisons, LiaisonDto};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::suivi::liaison::app;

/// Lister les échanges avec les partenaires
///
/// Points d’étape avec France Travail et le Département, contacts avec les prescripteurs : les derniers d’abord.
#[operation(get "/v1/liaisons", tag = "parcours")]
pub(crate) async fn liaison_list(
    lecture: Lecture<SuiviLire>,
    Filtre(filtre): Filtre<FiltreLiaisons>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<LiaisonDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    lecture.exiger(async |tx| app::exiger_filtre(tx, &filtre).await).await?;
    let read = async |tx: &mut Tx| app::lister(tx, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.id), read).await?;
    if page.elements.is_empty() {
        participants.exiger(&lecture, filtre.participant).await?;
    }
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
