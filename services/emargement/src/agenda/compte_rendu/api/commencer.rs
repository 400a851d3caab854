//! `POST /v1/rendez-vous/{id}/comptes-rendus`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::CompteRenduEcrire};
use clients::ParticipantsClient;
use emargement_api::{CompteRenduDto, NouveauCompteRendu};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::agenda::compte_rendu::app;

/// Commencer un compte rendu
///
/// Par qui anime le rendez-vous, dès qu’il a commencé : d’une personne qui est venue, ou de toute une séance
/// collective, sans y nommer personne. C’est un brouillon, que son auteur est seul à lire. Ce qui touche à la santé
/// reste à l’équipe.
#[operation(post "/v1/rendez-vous/{id}/comptes-rendus", tag = "agenda", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn compte_rendu_create(
    grant: Grant<CompteRenduEcrire>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<NouveauCompteRendu>,
) -> Result<Cree<CompteRenduDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, nouveau| {
            let begun = app::commencer(tx, *id, nouveau).await?;
            Ok(Cree::a(format!("/v1/comptes-rendus/{}", begun.id), begun))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
