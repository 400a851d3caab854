//! Reading and verifying the ledger.

use emargement_api::{EntreeRegistre, RacineVerifiee, Verification};
use kernel::{De, hexadecimal};
use problem::Problem;
use store::Tx;

use crate::registre::{
    entree::{
        domain::{Verificateur, nommees},
        store as rows,
    },
    racine::{self, store::Signee},
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
    });
    Ok(De::plusieurs(named, dto.collect()))
}

/// Verifies the whole ledger, page by page, and each signed root against it.
pub(crate) async fn verifier(tx: &mut Tx) -> Result<Verification, Problem> {
    let roots = racine::store::lister(tx, None, i64::MAX).await?;
    let mut expected = roots.into_iter().peekable();
    let mut racines = Vec::new();
    let mut verifier = Verificateur::new();
    let mut after = 0;
    loop {
        let page = rows::lire(tx, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.seq;
        for (entree, _) in &page {
            verifier.lire(entree);
            while let Some(signee) = expected.next_if(|signee| signee.racine.seq == entree.seq) {
                racines.push(tenue(&signee, &verifier));
            }
        }
        if verifier.rupture.is_some() {
            break;
        }
    }
    Ok(Verification {
        entrees: verifier.entrees,
        intact: verifier.rupture.is_none(),
        premiere_rupture: verifier.rupture,
        tete: hexadecimal(&verifier.tete),
        // A root beyond the break, or of an entry that is no longer there, holds nothing.
        racines: racines.into_iter().chain(expected.map(|signee| RacineVerifiee::rompue(signee.racine.jour))).collect(),
    })
}

/// Whether a root is authentic and the ledger still leads to it.
fn tenue(signee: &Signee, verifier: &Verificateur) -> RacineVerifiee {
    let authentic = racine::domain::authentique(&signee.racine, &signee.signature, &signee.cle_publique);
    let led = verifier.rupture.is_none() && verifier.tete == signee.racine.empreinte;
    RacineVerifiee { jour: signee.racine.jour, tient: authentic && led }
}
