//! What every service that holds something of a person learns from participants: two files became one, or two
//! again; nobody may be named by a file any more. Told here, below every contract, since emargement, whose
//! contract participants uses, hears it too.

use chrono::NaiveDate;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use kernel::{Code, FusionId, MandatId, ParticipantId, Role, UtilisateurId, calendrier::Periode};
use problem::Problem;
use serde::{Deserialize, Serialize};
use store::{
    Error, Tx,
    fusions::{self, Deplaces, Table},
    idempotence, limitations, ouvertures,
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

/// Kind of [`LimitationChangee`].
pub const LIMITATION_CHANGEE: &str = "participants.limitation_changee.v1";

/// The processing of a file was restricted, or is no more: until then nothing that is held of the person changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LimitationChangee {
    /// The file.
    pub participant: ParticipantId,
    /// Since when it is restricted; absent when it is not.
    pub limite_le: Option<NaiveDate>,
}

/// Kind of [`MandatDonne`].
pub const MANDAT_DONNE: &str = "fse.mandat_donne.v1";

/// Files are open to a controleur, for a time. Told again when there are more, or when it ends before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandatDonne {
    /// The mandate.
    pub mandat: MandatId,
    /// To whom.
    pub controleur: UtilisateurId,
    /// The files.
    pub dossiers: Vec<ParticipantId>,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: NaiveDate,
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

/// Remembers that the file of a person is restricted, or is no more, when `event` tells so.
pub async fn suivre_limitations(tx: &mut Tx, event: &Enveloppe) -> Result<(), Problem> {
    if event.kind == LIMITATION_CHANGEE {
        let told: LimitationChangee = event.lire()?;
        limitations::noter(tx, told.participant, told.limite_le).await?;
    }
    Ok(())
}

/// Opens the files of a mandate, and no other of it, when `event` tells so.
pub async fn suivre_mandats(tx: &mut Tx, event: &Enveloppe) -> Result<(), Problem> {
    if event.kind == MANDAT_DONNE {
        let MandatDonne { mandat, controleur, dossiers, du, au } = event.lire()?;
        let named = dossiers.into_iter().map(|dossier| (controleur, dossier));
        let periode = Periode { du, au: Some(au) };
        ouvertures::ouvrir(tx, mandat.ressource(), Role::Controleur, named, periode).await?;
    }
    Ok(())
}

/// Clears the free texts of a person when `event` tells that they are anonymous: each of `effacements` takes
/// the territory as `$1`, the file as `$2`, and the time zone of the territory as `$3`.
pub async fn suivre_anonymat(tx: &mut Tx, event: &Enveloppe, effacements: &[&str]) -> Result<(), Problem> {
    if event.kind != PERSONNE_ANONYMISEE {
        return Ok(());
    }
    let told: PersonneAnonymisee = event.lire()?;
    let (territoire, fuseau) = (tx.territoire().uuid(), tx.fuseau().code());
    for effacement in effacements {
        let statement = diesel::sql_query(*effacement).bind::<SqlUuid, _>(territoire);
        let statement = statement.bind::<SqlUuid, _>(told.participant.uuid()).bind::<Text, _>(fuseau);
        statement.execute(tx.conn()).await.map_err(Error::from)?;
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
