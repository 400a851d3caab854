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

/// All that the rules ask for of one thing, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcheancesDites {
    /// What it is.
    pub objet: ObjetEcheance,
    /// Which one.
    pub id: RessourceId,
    /// The person.
    pub participant: ParticipantId,
    /// Who follows the person before they enter the PLIE.
    pub referent: Option<UtilisateurId>,
    /// Whether they may be put off: windows in which data is collected for Europe may not.
    pub reportables: bool,
    /// What is asked; empty once nothing is.
    pub echeances: Vec<Attendu>,
}

/// Tells échéances, as part of the transaction: those that are not what was told last, and, of what was never told of,
/// those that ask for something.
pub async fn dire_echeances(tx: &mut Tx, kind: &'static str, all: &[EcheancesDites]) -> Result<(), Problem> {
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let former = outbox::derniers(tx, kind, &ids).await?;
    let now = tx.now();
    for one in all {
        let told = Evenement::new(kind, one.id, now, one)?;
        let same = former.get(&one.id).map_or(one.echeances.is_empty(), |former| *former == told.donnees);
        if !same {
            tx.emit(told);
        }
    }
    Ok(())
}
