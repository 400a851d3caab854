//! `GET /v1/participants/{id}/eligibilite-fse`.

use actix_web::web::Path;
use auth::permission::DiagnosticLire;
use kernel::ParticipantId;
use participants_api::{EligibiliteDto, EntreeOperation};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};

use crate::entree::eligibilite::app;

/// Juger l'éligibilité au titre du Fonds social européen
///
/// Un autre verdict que celui du PLIE : la personne peut-elle être participante d'une opération ?
#[operation(get "/v1/participants/{id}/eligibilite-fse")]
pub(crate) async fn eligibilite_fse_view(
    lecture: Lecture<DiagnosticLire>,
    id: Path<ParticipantId>,
    Filtre(filtre): Filtre<EntreeOperation>,
) -> Result<Reponse<EligibiliteDto>, Problem> {
    let found = lecture.lire_de(*id, async |tx| app::fse(tx, *id, filtre).await).await?;
    Ok(Reponse::ok(found))
}
