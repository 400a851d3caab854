//! `POST /v1/contrats/{id}/signatures`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, PreuveSignature, SignatureContrat};
use problem::{Problem, Slug};
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::contrat::app;

/// Ajouter une signature au contrat d'engagement
///
/// Dessinée, par code à usage unique, ou sur papier avec attestation. La dernière signature requise engage.
#[operation(post "/v1/contrats/{id}/signatures", refuses(TransitionInterdite, Conflit))]
pub(crate) async fn contrat_sign(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<SignatureContrat>,
) -> Result<Reponse<ContratDto>, Problem> {
    let coded = matches!(commande.corps().mode, PreuveSignature::Code { .. });
    if coded && !db.tx(&grant, async |tx| app::essayer(tx, *id, commande.corps()).await).await? {
        return Err(Problem::new(Slug::CodeRefuse, "Ce code est faux, expiré ou trop essayé : demandez-en un autre."));
    }
    commande.executer(&db, &grant, async |tx, signature| Ok(Reponse::ok(app::signer(tx, *id, signature).await?))).await
}
