//! `POST /v1/contrats/{id}/codes`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{CodeDeSignature, DemandeDeCode};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;

use crate::entree::{contrat::app, lien::sceau::Sceau};

/// Envoyer un code de signature au participant
///
/// Six chiffres, quinze minutes, cinq essais, à l'adresse de son dossier : qui le demande ne le voit pas. Sans adresse,
/// la personne signe à l'écran ou sur papier.
#[operation(post "/v1/contrats/{id}/codes", refuses(TransitionInterdite))]
pub(crate) async fn contrat_code(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<DemandeDeCode>,
) -> Result<Cree<CodeDeSignature>, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::donner_code(tx, &sceau, *id, corps.signataire).await?;
            Ok(Cree::a(format!("/v1/contrats/{id}"), done))
        })
        .await
}
