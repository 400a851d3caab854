//! `PATCH /v1/comptes-rendus/{id}`.

use actix_web::web::{Data, Path};
use auth::{Grant, Scope, permission::CompteRenduEcrire};
use clients::ParticipantsClient;
use emargement_api::{CompteRenduDto, EcritCompteRendu};
use kernel::CompteRenduId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Retouche, SiVersion, operation};
use store::Db;

use crate::agenda::compte_rendu::app;

/// Modifier le brouillon d’un compte rendu
///
/// Tant qu’il n’est pas validé. Ce qui n’est pas nommé reste (RFC 7396). Refusé s’il a été modifié depuis la lecture,
/// depuis un autre écran par exemple.
#[operation(patch "/v1/comptes-rendus/{id}", tag = "agenda", versioned, refuses(TransitionInterdite))]
pub(crate) async fn compte_rendu_update(
    grant: Grant<CompteRenduEcrire>,
    id: Path<CompteRenduId>,
    version: SiVersion,
    db: Data<Db>,
    participants: Data<ParticipantsClient>,
    commande: Commande<Retouche<EcritCompteRendu>>,
) -> Result<Reponse<CompteRenduDto>, Problem> {
    let done = commande
        .executer(&db, &grant, async |tx, retouche| {
            let changed = app::modifier(tx, *id, &version.0, retouche).await?;
            let version = changed.version;
            Ok(Reponse::ok(changed).version(version))
        })
        .await?;
    Ok(participants.nommer(grant.territoire(), done).await)
}
