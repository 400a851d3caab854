//! Reading and verifying the ledger.

use emargement_api::{EntreeRegistre, Verification};
use problem::Problem;
use store::Tx;

use crate::{domain::registre::Verificateur, store as rows};

const PAGE: i64 = 1_000;

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A page of the ledger, with what it takes to verify it outside the suite.
pub(crate) async fn lire(tx: &mut Tx, apres: i64, limite: i64) -> Result<Vec<EntreeRegistre>, Problem> {
    let entries = rows::registre::lire(tx, apres, limite).await?;
    let dto = entries.into_iter().map(|(entree, inscrite_le)| EntreeRegistre {
        seq: entree.seq,
        precedente: hexadecimal(&entree.precedente),
        empreinte: hexadecimal(&entree.empreinte),
        contenu: entree.contenu,
        inscrite_le,
    });
    Ok(dto.collect())
}

/// Verifies the whole ledger, page by page.
pub(crate) async fn verifier(tx: &mut Tx) -> Result<Verification, Problem> {
    let mut verifier = Verificateur::new();
    let mut after = 0;
    loop {
        let page = rows::registre::lire(tx, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.seq;
        for (entree, _) in &page {
            verifier.lire(entree);
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
    })
}
