//! `POST /v1/participants/{id}/adresses`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{AdresseDto, NouvelleAdresse};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::dossier::adresse::app;

/// Enregistrer une adresse
///
/// Le code postal doit desservir la commune : sinon le champ attendu est dit.
#[operation(post "/v1/participants/{id}/adresses")]
pub(crate) async fn adresse_create(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleAdresse>,
) -> Result<Cree<AdresseDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::ajouter(tx, *id, corps).await?;
            Ok(Cree::a(format!("/v1/participants/{id}/adresses"), done))
        })
        .await
}
