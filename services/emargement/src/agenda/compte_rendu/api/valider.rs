//! `POST /v1/comptes-rendus/{id}/validation`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::CompteRenduEcrire};
use clients::ParticipantsClient;
use emargement_api::CompteRenduDto;
use kernel::CompteRenduId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide, operation};
use store::Db;

use crate::agenda::compte_rendu::app;

/// Valider un compte rendu
///
/// Par son auteur, une fois la présence constatée et s’il dit quelque chose. Le registre en garde l’empreinte salée,
/// sans son texte ; il dit s’il vient après le jour du rendez-vous. Il se corrige ensuite par une nouvelle version.
#[operation(post "/v1/comptes-rendus/{id}/validation", tag = "agenda", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn compte_rendu_validate(
    grant: Grant<CompteRenduEcrire>,
    id: Path<CompteRenduId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Vide>,
) -> Result<Reponse<CompteRenduDto>, Problem> {
    let done = commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::valider(tx, *id).await?))).await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
