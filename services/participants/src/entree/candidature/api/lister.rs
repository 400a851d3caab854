//! `GET /v1/candidatures`.

use auth::permission::CandidatureLire;
use participants_api::{CandidatureDto, FiltreCandidatures, TriCandidatures};
use problem::Problem;
use runtime::{
    Lecture,
    http::{Filtre, Reponse, operation},
};
use store::{Page, Tx};

use crate::entree::candidature::app::{self, liste::Place};

/// Lister les candidatures
///
/// Celles qui répondent à tous les critères, les dernières enregistrées d’abord ou dans l’ordre demandé, chacune comme on la
/// lit seule.
#[operation(get "/v1/candidatures")]
pub(crate) async fn candidature_list(
    lecture: Lecture<CandidatureLire>,
    Filtre(filtre): Filtre<FiltreCandidatures>,
) -> Result<Reponse<Page<CandidatureDto>>, Problem> {
    let tri = filtre.tri.unwrap_or(TriCandidatures::Recentes);
    let apres = app::liste::apres(&filtre, tri)?;
    if app::liste::nomme(&filtre) {
        lecture.exiger(async |tx| app::liste::exiger(tx, &filtre).await).await?;
    }
    let read = async |tx: &mut Tx| app::liste::lister(tx, &filtre, tri, apres).await;
    let rang = |one: &CandidatureDto| Place::de(tri, (one.deposee_le, one.id));
    Ok(Reponse::page(lecture.page(filtre.limite, rang, read).await?))
}
