//! `POST /v1/grilles`.

use actix_web::web::Data;
use auth::{Grant, Scope, permission::ParcoursConfier};
use clients::ParticipantsClient;
use parcours_api::{GrilleFigeeDto, NouvelleGrille};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::pilotage::grille::app;

/// Figer l’état de présence d’un mois
///
/// D’un mois terminé, une fois. Ce qui est appris ensuite n’y change rien : il est dit à côté, personne par personne.
#[operation(post "/v1/grilles", tag = "parcours", refuses(Conflit))]
pub(crate) async fn grille_freeze(
    grant: Grant<ParcoursConfier>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleGrille>,
) -> Result<Cree<GrilleFigeeDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, corps| {
            let figee = app::figer(tx, corps).await?;
            Ok(Cree::a(format!("/v1/grilles/{}", figee.figee.id), figee))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
