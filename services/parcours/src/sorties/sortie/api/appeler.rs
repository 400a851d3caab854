//! `POST /v1/sorties/{id}/appels`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::SortieDeclarer};
use clients::ParticipantsClient;
use kernel::SortieId;
use parcours_api::{NouvelAppel, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::sorties::sortie::app;

/// Noter un appel du suivi
///
/// La personne jointe, qui refuse ou qui ne répond pas : ne pas avoir demandé est autre chose.
#[operation(post "/v1/sorties/{id}/appels", refuses(TransitionInterdite))]
pub(crate) async fn sortie_appel_create(
    grant: Grant<SortieDeclarer>,
    id: Path<SortieId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelAppel>,
) -> Result<Reponse<SortieDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::appeler(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
