//! `POST /v1/operations/{id}/participations`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::ParticipationGerer};
use clients::ParticipantsClient;
use fse_api::{NouvelleParticipation, ParticipationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::participations::{mandat, participation::app};

/// Faire entrer une personne dans une opération
///
/// Une personne, une opération, une participation. Le dossier de la personne est dès lors à conserver aussi
/// longtemps que le financeur l'exige.
#[operation(post "/v1/operations/{id}/participations", tag = "participations", refuses(Conflit))]
pub(crate) async fn participation_create(
    grant: Grant<ParticipationGerer>,
    id: Path<OperationId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouvelleParticipation>,
) -> Result<Cree<ParticipationDto>, Problem> {
    let (territoire, qui) = (grant.territoire(), commande.corps().participant);
    let personne = participants.participant(territoire, qui).await;
    let personne = personne.map_err(app::inconnue)?.into();
    let prevoir = commande.prealable(&db, &grant, async |tx, nouvelle| app::prevoir(tx, *id, nouvelle, personne).await);
    let obligee = match prevoir.await {
        Ok(obligation) => participants.obliger(territoire, qui, &obligation).await,
        Err(refus) => Err(refus),
    };
    let done = commande
        .executer(&db, &grant, async |tx, nouvelle| {
            // Within: an answer already given is given again, whatever has become of the person since.
            obligee.clone()?;
            let participation = app::entrer(tx, *id, nouvelle, personne).await?;
            mandat::app::etendre(tx, *id, participation.participant).await?;
            Ok(Cree::a(format!("/v1/participations/{}", participation.id), participation))
        })
        .await?;
    Ok(participants.nommer(territoire, done).await)
}
