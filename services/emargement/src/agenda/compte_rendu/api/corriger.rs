//! `POST /v1/comptes-rendus/{id}/correction`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::CompteRenduEcrire};
use clients::ParticipantsClient;
use emargement_api::{CompteRenduDto, CorrectionCompteRendu};
use kernel::CompteRenduId;
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::agenda::compte_rendu::app;

/// Corriger un compte rendu validé
///
/// Par son auteur ou par l’équipe d’animation, avec un motif : la version remplacée reste, et le registre dit qu’il y
/// en a une autre. Refusé si une autre version est venue depuis la lecture.
#[operation(post "/v1/comptes-rendus/{id}/correction", tag = "agenda", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn compte_rendu_correct(
    grant: Grant<CompteRenduEcrire>,
    id: Path<CompteRenduId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<CorrectionCompteRendu>,
) -> Result<Reponse<CompteRenduDto>, Problem> {
    let done =
        commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::corriger(tx, *id, corps).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
