//! Échéances that a service says of what it owns: whole each time, so that what is no longer asked is closed by the same
//! event. Parcours holds the one list of them.

use kernel::{ParticipantId, RessourceId, UtilisateurId};
use problem::Problem;
use referentiel::{Attendu, ObjetEcheance};
use serde::{Deserialize, Serialize};
use store::{Evenement, Tx, outbox};
use utoipa::ToSchema;

/// Kind of [`EcheancesDites`] of a candidature.
pub const ECHEANCES_CANDIDATURE: &str = "participants.echeances_dites.v1";
/// Kind of [`EcheancesDites`] of a participation.
pub const ECHEANCES_PARTICIPATION: &str = "fse.echeances_dites.v1";
/// Kind of [`EcheancesDites`] of a person at an appointment.
pub const ECHEANCES_RENDEZ_VOUS: &str = "emargement.echeances_dites.v1";

/// All that the rules ask for of one thing, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcheancesDites {
    /// What it is.
    pub objet: ObjetEcheance,
    /// Which one.
    pub id: RessourceId,
    /// Under what they are told, where one thing is asked of several persons: each has their own there. Absent where the
    /// thing has one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<RessourceId>,
    /// The person.
    pub participant: ParticipantId,
    /// Who follows the person before they enter the PLIE, or who leads the appointment.
    pub referent: Option<UtilisateurId>,
    /// Whether they may be put off: windows in which data is collected for Europe may not.
    pub reportables: bool,
    /// What is asked; empty once nothing is.
    pub echeances: Vec<Attendu>,
}

impl EcheancesDites {
    /// Under what they are told, whole each time.
    #[must_use]
    pub fn sujet(&self) -> RessourceId {
        self.part.unwrap_or(self.id)
    }
}

/// Tells échéances, as part of the transaction: those that are not what was told last, and, of what was never told of,
/// those that ask for something.
pub async fn dire_echeances(tx: &mut Tx, kind: &'static str, all: &[EcheancesDites]) -> Result<(), Problem> {
    let ids: Vec<_> = all.iter().map(EcheancesDites::sujet).collect();
    let former = outbox::derniers(tx, kind, &ids).await?;
    let now = tx.now();
    for one in all {
        let told = Evenement::new(kind, one.sujet(), now, one)?;
        let same = former.get(&one.sujet()).map_or(one.echeances.is_empty(), |former| *former == told.donnees);
        if !same {
            tx.emit(told);
        }
    }
    Ok(())
}
