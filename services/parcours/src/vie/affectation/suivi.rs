//! Who follows a person on which days, told to whoever opens their file to them.

use std::collections::BTreeMap;

use events::{PARCOURS_SUIVI, SUIVIS, annuaires::Annonce, dire_suivis};
use kernel::{Id, ParcoursId};
use problem::Problem;
use store::{Tx, ouvertures::Ouverture};

use crate::vie::{
    affectation::{domain::suivis, store as rows},
    parcours,
};

/// Of parcours of which a référent changed.
pub(crate) const SUIVIS_DE_PARCOURS: Annonce = Annonce {
    nature: SUIVIS,
    dire: |tx, ids| Box::pin(async move { refaire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await }),
};

/// Opens each person to whoever follows them by these parcours, and by those that they had before.
pub(crate) async fn refaire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<(), Problem> {
    let all = parcours::store::des_memes_personnes(tx, ids).await?;
    let known: Vec<_> = all.iter().map(|(id, ..)| *id).collect();
    let mut followed: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, one) in rows::des_parcours(tx, &known).await? {
        followed.entry(id).or_default().push(one);
    }
    let opened = all.iter().map(|(id, participant, entree_le)| {
        let next = all.iter().filter(|(_, whose, entered)| whose == participant && entered > entree_le);
        let next = next.map(|(.., entered)| *entered).min();
        let days = suivis(followed.get(id).map_or(&[], Vec::as_slice), next).into_iter();
        let opened = days.map(|(utilisateur, jours)| Ouverture { utilisateur, dossier: *participant, jours });
        (id.ressource(), opened.collect())
    });
    dire_suivis(tx, PARCOURS_SUIVI, opened.collect()).await
}
