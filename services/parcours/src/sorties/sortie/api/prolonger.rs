//! `POST /v1/sorties/{id}/contrats`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{NouveauContratSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Ajouter le contrat qui a suivi
///
/// Les contrats qui se suivent sont jugés ensemble, là où le référentiel le permet.
#[operation(post "/v1/sorties/{id}/contrats", refuses(TransitionInterdite))]
pub(crate) async fn sortie_contrat_create(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauContratSortie>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::prolonger(tx, *id, corps).await?)))
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
