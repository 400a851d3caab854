//! What the other services are told of candidatures: all that the rules ask of each of them.

use events::{ECHEANCES_CANDIDATURE, annuaires::Annonce, dire_echeances};
use kernel::{CandidatureId, Id, RessourceId};
use problem::Problem;
use store::Tx;

use crate::entree::candidature::{app, store as rows};

/// Of candidatures of which a fact changed.
pub(crate) const ECHEANCES: Annonce = Annonce {
    nature: "echeances",
    dire: |tx, ids| Box::pin(async move { dire(tx, ids.into_iter().map(Id::of_kind).collect()).await }),
};

/// Of persons who came to an appointment, or did not.
pub(crate) const ECHEANCES_DE_PERSONNES: Annonce = Annonce {
    nature: "echeances_personne",
    dire: |tx, ids: Vec<RessourceId>| {
        Box::pin(async move {
            let ids = rows::de_personnes(tx, &ids).await?;
            dire(tx, ids).await
        })
    },
};

async fn dire(tx: &mut Tx, ids: Vec<CandidatureId>) -> Result<(), Problem> {
    let all = app::echeances_dites(tx, &ids).await?;
    dire_echeances(tx, ECHEANCES_CANDIDATURE, &all).await
}
