//! The restriction of a file, and its end.

use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use store::Tx;

use crate::dossier::{
    limitation::store as rows,
    participant::{self, domain::Participant},
    registre_droits::{self, domain::Acte},
};

/// Restricts the processing: the file is kept and read, not changed.
pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participant::app::modifiable(tx, id).await?;
    file.limiter(tx.today());
    changer_limitation(tx, file, Acte::Limitation, demande).await
}

/// Lifts the restriction.
pub(crate) async fn lever(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participant::app::exiger(tx, id).await?;
    file.lever_la_limitation()?;
    changer_limitation(tx, file, Acte::Levee, demande).await
}

async fn changer_limitation(
    tx: &mut Tx,
    file: Participant,
    acte: Acte,
    demande: Demande,
) -> Result<ParticipantDto, Problem> {
    rows::limiter(tx, file.id, file.limite_le).await?;
    registre_droits::store::inscrire(tx, file.id, acte, Some(&demande.motif)).await?;
    Ok(file.into())
}
