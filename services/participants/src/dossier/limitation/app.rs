//! The restriction of a file, and its end.

use events::{LIMITATION_CHANGEE, LimitationChangee};
use kernel::ParticipantId;
use participants_api::{Demande, ParticipantDto};
use problem::Problem;
use store::{Evenement, Tx, limitations};

use crate::dossier::{
    limitation::store as rows,
    participant::{self, domain::Participant},
    registre_droits::{self, domain::Acte},
};

/// Restricts the processing: the file is kept and read, not changed.
pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participant::app::verrouiller(tx, id).await?;
    file.limiter(tx.today());
    changer_limitation(tx, file, Acte::Limitation, demande).await
}

/// Lifts the restriction.
pub(crate) async fn lever(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participant::store::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
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
    dire(tx, &file).await?;
    registre_droits::store::inscrire(tx, file.id, acte, Some(&demande.motif)).await?;
    Ok(file.into())
}

/// Tells the other services since when a locked file is restricted, or that it is no more, and remembers that it did.
async fn dire(tx: &mut Tx, file: &Participant) -> Result<(), Problem> {
    let told = LimitationChangee { participant: file.id, limite_le: file.limite_le };
    tx.emit(Evenement::new(LIMITATION_CHANGEE, file.id, tx.now(), &told)?);
    Ok(limitations::noter(tx, file.id, file.limite_le).await?)
}

/// Tells of some files of which the others know something else; says of how many.
pub(crate) async fn redire(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let untold = rows::a_dire(tx, limite).await?;
    for id in &untold {
        if let Some(file) = participant::store::verrouiller(tx, *id).await? {
            dire(tx, &file).await?;
        }
    }
    Ok(untold.len())
}
