//! `POST /v1/contrats/{id}/signatures`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{ContratDto, PreuveSignature, SignatureContrat};
use problem::Problem;
use runtime::http::{Commande, Reponse, operation};
use store::Db;

use crate::entree::{contrat::app, lien::sceau::Sceau};

/// Ajouter une signature au contrat d'engagement
///
/// Dessinée, par le code à usage unique que le participant a reçu, ou sur papier avec attestation. La dernière signature requise engage.
#[operation(post "/v1/contrats/{id}/signatures", refuses(TransitionInterdite, Conflit, CodeRefuse))]
pub(crate) async fn contrat_sign(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<SignatureContrat>,
) -> Result<Reponse<ContratDto>, Problem> {
    let coded = matches!(commande.corps().mode, PreuveSignature::Code { .. });
    if coded && !db.tx(&grant, async |tx| app::essayer(tx, &sceau, *id, commande.corps()).await).await? {
        return Err(app::code_refuse());
    }
    let signer = async |tx: &mut _, signature| Ok(Reponse::ok(app::signer(tx, &sceau, *id, signature).await?));
    commande.executer(&db, &grant, signer).await
}
