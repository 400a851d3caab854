//! What every service that holds something of a person learns from participants: two files became one, or two
//! again; nobody may be named by a file any more. Told here, below every contract, since emargement, whose
//! contract participants uses, hears it too.

use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::RunQueryDsl;
use kernel::{FusionId, ParticipantId};
use problem::Problem;
use serde::{Deserialize, Serialize};
use store::{
    Error, Tx,
    fusions::{self, Deplaces, Table},
    idempotence,
};
use utoipa::ToSchema;

use crate::Enveloppe;

/// Kind of the merge of two files ([`PersonnesFusionnees`]).
pub const PERSONNES_FUSIONNEES: &str = "participants.personnes_fusionnees.v1";
/// Kind of the undoing of a merge ([`PersonnesFusionnees`]).
pub const PERSONNES_SEPAREES: &str = "participants.personnes_separees.v1";

/// Two files were made one, or two again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonnesFusionnees {
    /// The merge.
    pub fusion: FusionId,
    /// The file that is kept.
    pub garde: ParticipantId,
    /// The file that is absorbed.
    pub absorbe: ParticipantId,
}

/// Kind of [`PersonneAnonymisee`].
pub const PERSONNE_ANONYMISEE: &str = "participants.personne_anonymisee.v1";

/// A file names nobody any more: nor may the free texts that others wrote of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonneAnonymisee {
    /// The file.
    pub participant: ParticipantId,
}

/// Kind of [`EtatCivilCorrige`].
pub const ETAT_CIVIL_CORRIGE: &str = "participants.etat_civil_corrige.v1";

/// The sex or the day of birth of a file was corrected. What they are now is read in the file: what is told is kept,
/// and would outlive the person's erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtatCivilCorrige {
    /// The file.
    pub participant: ParticipantId,
}

/// Clears the free texts of a person when `event` tells that they are anonymous: each of `effacements` takes
/// the territory as `$1` and the file as `$2`.
pub async fn suivre_anonymat(tx: &mut Tx, event: &Enveloppe, effacements: &[&str]) -> Result<(), Problem> {
    if event.kind != PERSONNE_ANONYMISEE {
        return Ok(());
    }
    let told: PersonneAnonymisee = event.lire()?;
    let territoire = tx.territoire().uuid();
    for effacement in effacements {
        let statement = diesel::sql_query(*effacement).bind::<SqlUuid, _>(territoire);
        statement.bind::<SqlUuid, _>(told.participant.uuid()).execute(tx.conn()).await.map_err(Error::from)?;
    }
    idempotence::effacer(tx, &[told.participant]).await?;
    Ok(())
}

/// Moves the records of `tables` with the person when `event` tells of a merge, and back when it tells that
/// one was undone: what was told, and which records were moved. `None` when it tells something else.
pub async fn suivre_fusions(
    tx: &mut Tx,
    event: &Enveloppe,
    tables: &[Table],
) -> Result<Option<(PersonnesFusionnees, Deplaces)>, Problem> {
    let undone = match event.kind.as_str() {
        PERSONNES_FUSIONNEES => false,
        PERSONNES_SEPAREES => true,
        _ => return Ok(None),
    };
    let told: PersonnesFusionnees = event.lire()?;
    let PersonnesFusionnees { fusion, garde, absorbe } = told;
    let moved = if undone {
        fusions::separer(tx, fusion, tables).await?
    } else {
        fusions::fusionner(tx, fusion, garde, absorbe, tables).await?
    };
    Ok(Some((told, moved)))
}
