//! `POST /v1/parcours/{id}/sorties`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::ParcoursId;
use parcours_api::{NouvelleSortie, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::sorties::sortie::{app, preuve};

/// Déclarer une sortie
///
/// Elle est suivie jusqu’à ce qu’elle tienne.
#[operation(post "/v1/parcours/{id}/sorties", tag = "sorties", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn sortie_create(
    grant: Grant<SortieDeclarer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleSortie>,
) -> Result<Cree<SortieDto>, Problem> {
    let birth = preuve::naissance(&grant, &db, &participants, *id, &commande.corps().nature).await;
    // Within: an answer already given is given again, also while participants is away.
    let done = commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let sortie = app::declarer(tx, *id, nouvelle, birth.clone()?).await?;
            Ok(Cree::a(format!("/v1/sorties/{}", sortie.id), sortie))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
