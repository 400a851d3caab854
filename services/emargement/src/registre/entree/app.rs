//! Reading and verifying the ledger.

use std::collections::BTreeMap;

use emargement_api::{EntreeCoupee, EntreeRegistre, RacineVerifiee, RuptureRegistre, TexteRegistre, Verification};
use kernel::{De, hexadecimal};
use problem::Problem;
use store::Tx;

use crate::registre::{
    cle::domain::Cles,
    entree::{
        domain::{Empreinte, Texte, Verificateur, nommees},
        store as rows,
    },
    racine::{self, domain::Signataire, store::Signee},
};

const PAGE: i64 = 1_000;

/// A page of the ledger, with what it takes to verify it outside the suite and the persons whom its entries name.
pub(crate) async fn lister(tx: &mut Tx, apres: i64, limite: i64) -> Result<De<Vec<EntreeRegistre>>, Problem> {
    let entries = rows::lire(tx, apres, limite).await?;
    let named: Vec<_> = entries.iter().flat_map(|(entree, _)| nommees(&entree.contenu)).collect();
    let dto = entries.into_iter().map(|(entree, inscrite_le)| EntreeRegistre {
        seq: entree.seq,
        precedente: hexadecimal(&entree.precedente),
        empreinte: hexadecimal(&entree.empreinte),
        contenu: entree.contenu,
        inscrite_le,
        textes: entree.textes.into_iter().map(Into::into).collect(),
    });
    Ok(De::plusieurs(named, dto.collect()))
}

impl From<Texte> for TexteRegistre {
    fn from(Texte { champ, sel, dit }: Texte) -> Self {
        Self { champ, sel: hexadecimal(&sel), texte: dit }
    }
}

/// Verifies the whole ledger, page by page, and each signed root against it: by the key of the deployment, which the
/// tables do not hold, and as far as the ledger is known to have gone.
pub(crate) async fn verifier(tx: &mut Tx, signataire: &Signataire) -> Result<Verification, Problem> {
    let roots = racine::store::lister(tx, None, i64::MAX).await?;
    let hauteur = rows::hauteur(tx).await?;
    let mut told = racine::store::dites(tx).await?;
    told.extend(hauteur);
    let mut verifier = Verificateur::new();
    let mut cles = Cles::de(signataire.cle_publique());
    let mut known: BTreeMap<i64, Option<Empreinte>> = told
        .iter()
        .map(|(rang, _)| *rang)
        .chain(roots.iter().map(|root| root.racine.seq))
        .map(|rang| (rang, None))
        .collect();
    let mut after = 0;
    loop {
        let page = rows::lire(tx, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.seq;
        for (entree, _) in &page {
            verifier.lire(entree);
            cles.entendre(tx.territoire(), &entree.contenu);
            if let Some(found) = known.get_mut(&entree.seq) {
                *found = entree.empreinte.as_slice().try_into().ok();
            }
        }
    }
    let found = |rang: &i64| known.get(rang).copied().flatten();
    for (rang, _) in told.iter().filter(|(rang, empreinte)| found(rang).is_some_and(|found| found != *empreinte)) {
        verifier.dementir(*rang);
    }
    let mut before = None;
    let racines = roots.iter().map(|root| {
        let follows = root.racine.suit(before.replace(root.racine));
        let led = found(&root.racine.seq) == Some(root.racine.empreinte) && verifier.tient_jusqua(root.racine.seq);
        RacineVerifiee { jour: root.racine.jour, tient: follows && led && authentique(root, &cles) }
    });
    let racines = racines.collect();
    told.extend(roots.iter().map(|root| (root.racine.seq, root.racine.empreinte)));
    let ruptures = verifier.conclure(&told);
    Ok(Verification {
        entrees: verifier.entrees,
        intact: ruptures.is_empty(),
        premiere_rupture: ruptures.keys().next().copied(),
        ruptures: ruptures.into_iter().map(|(rang, nature)| RuptureRegistre { rang, nature }).collect(),
        coupees: verifier.coupees.iter().map(|(rang, par)| EntreeCoupee { rang: *rang, par: *par }).collect(),
        cle_publique: hexadecimal(signataire.cle_publique()),
        tete: hexadecimal(&verifier.tete),
        racines,
    })
}

/// Whether a key of the deployment signed a root.
fn authentique(root: &Signee, cles: &Cles) -> bool {
    cles.connait(&root.cle_publique)
        && racine::domain::authentique(&root.racine.texte(), &root.signature, &root.cle_publique)
}
