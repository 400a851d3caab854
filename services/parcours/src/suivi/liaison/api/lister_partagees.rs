//! `GET /v1/liaisons/partagees`.

use actix_web::web::Data;
use auth::{Scope, permission::PartenaireLire};
use clients::ParticipantsClient;
use parcours_api::{FiltreLiaisonsPartagees, LiaisonPartagee};
use problem::Problem;
use runtime::{
    Lecture,
    http::{self, Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::suivi::liaison::app;

/// Lister les points d’étape tenus avec sa structure
///
/// Ceux dont les personnes partagent le compte rendu, tant qu’elles partagent avec elle ce qui les concerne : les derniers
/// d’abord.
#[operation(get "/v1/liaisons/partagees", tag = "parcours")]
pub(crate) async fn liaison_shared_list(
    lecture: Lecture<PartenaireLire>,
    Filtre(filtre): Filtre<FiltreLiaisonsPartagees>,
    participants: Data<ParticipantsClient>,
) -> Result<Reponse<Page<LiaisonPartagee>>, Problem> {
    let (vue, apres) = (lecture.acteur().titres.vue(), http::apres(filtre.apres.as_ref())?);
    let structures = vue.structures().ok_or_else(Problem::not_found)?;
    let read = async |tx: &mut Tx| app::partagees(tx, structures, &filtre, apres).await;
    let page = lecture.page(filtre.limite, |one| (one.le, one.id), read).await?;
    Ok(Reponse::page(participants.nommer(lecture.territoire(), page).await))
}
