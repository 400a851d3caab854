//! The mappings that a territory keeps.

use kernel::CorrespondanceId;
use participants_api::{CorrespondanceDto, NouvelleCorrespondance};
use problem::Problem;
use store::{Tx, historique};

use crate::{domain::import, store::correspondances as rows};

/// Keeps a mapping.
pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: NouvelleCorrespondance) -> Result<CorrespondanceDto, Problem> {
    verifier(&nouvelle)?;
    rows::ajouter(tx, nouvelle).await
}

/// Changes a mapping, if nobody did meanwhile. Imports that were read keep what it said.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: CorrespondanceId,
    lue: i32,
    nouvelle: NouvelleCorrespondance,
) -> Result<CorrespondanceDto, Problem> {
    verifier(&nouvelle)?;
    let former = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    historique::exiger_version(tx, id, lue, former.version).await?;
    if former.contenu == nouvelle {
        return Ok(former);
    }
    historique::noter(tx, id, former.version + 1, &["contenu"]).await?;
    rows::modifier(tx, id, former.version + 1, nouvelle).await
}

fn verifier(nouvelle: &NouvelleCorrespondance) -> Result<(), Problem> {
    let errors = import::erreurs(nouvelle);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
