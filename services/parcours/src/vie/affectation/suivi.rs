//! Who follows a person on which days, told to whoever opens their file to them.

use std::collections::BTreeMap;

use events::{PARCOURS_SUIVI, SUIVIS, annuaires::Annonce, dire_suivis};
use kernel::{Id, ParcoursId, ParticipantId};
use problem::Problem;
use store::{Tx, ouvertures::Ouverture};

use crate::vie::{
    affectation::{
        domain::{suivant, suivis},
        store as rows,
    },
    parcours::{self, domain::Parcours},
};

/// Of parcours of which a référent changed.
pub(crate) const SUIVIS_DE_PARCOURS: Annonce = Annonce {
    nature: SUIVIS,
    dire: |tx, ids| Box::pin(async move { refaire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await }),
};

/// Opens each person to whoever follows them by these parcours, and by the others of theirs. One that was made one with another
/// opens nothing: that is told too, for it opened the person before.
pub(crate) async fn refaire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<(), Problem> {
    let all = parcours::store::des_memes_personnes(tx, ids).await?;
    ouvrir(tx, &all).await
}

/// The same of all parcours of these persons: their files were made one, or are two again.
pub(crate) async fn refaire_des_personnes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Problem> {
    let all = parcours::store::des_personnes(tx, personnes).await?;
    ouvrir(tx, &all).await
}

/// Opens each person to whoever follows them by one of these parcours, which are all of theirs.
async fn ouvrir(tx: &mut Tx, all: &[Parcours]) -> Result<(), Problem> {
    let known: Vec<_> = all.iter().filter(|one| one.reuni_a.is_none()).map(|one| one.id).collect();
    let mut followed: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, one) in rows::des_parcours(tx, &known).await? {
        followed.entry(id).or_default().push(one);
    }
    let opened = all.iter().map(|one| {
        let days = suivis(followed.get(&one.id).map_or(&[], Vec::as_slice), suivant(one, all)).into_iter();
        let opened = days.map(|(utilisateur, jours)| Ouverture { utilisateur, dossier: one.participant, jours });
        (one.id.ressource(), opened.collect())
    });
    dire_suivis(tx, PARCOURS_SUIVI, opened.collect()).await
}
