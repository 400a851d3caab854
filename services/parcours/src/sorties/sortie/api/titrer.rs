//! `POST /v1/sorties/{id}/titre`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{SortieDto, TitreObtenu};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Dire le titre obtenu au bout d’une formation
///
/// La formation compte au jour de son titre ; jusque-là elle est suivie.
#[operation(post "/v1/sorties/{id}/titre", refuses(TransitionInterdite))]
pub(crate) async fn sortie_qualify(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<TitreObtenu>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::titrer(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
