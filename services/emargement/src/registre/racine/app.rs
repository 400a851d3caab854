//! Signing the head of each ledger at the end of a day.

use chrono::NaiveDate;
use emargement_api::RacineSignee;
use kernel::{TerritoireId, calendrier, hexadecimal};
use problem::Problem;
use store::{Error, Tx};

use crate::registre::racine::{
    domain::{Racine, Signataire},
    store::{self as rows, Signee},
};

/// Signs the head of the ledger as the last day that has ended left it.
pub(crate) async fn signer(tx: &mut Tx, territoire: TerritoireId, signataire: &Signataire) -> Result<(), Error> {
    let today = calendrier::debut_du_jour(tx.today());
    let Some((seq, empreinte, inscrite_le)) = rows::tete_avant(tx, today).await? else { return Ok(()) };
    let empreinte = empreinte.try_into().map_err(|_| Error::Corrupt("registre.empreinte".to_owned()))?;
    let racine = Racine { territoire, jour: calendrier::jour(inscrite_le), seq, empreinte };
    let signee = Signee {
        racine,
        signature: signataire.signer(&racine),
        cle_publique: signataire.cle_publique().to_vec(),
        le: tx.now(),
    };
    rows::garder(tx, &signee).await
}

/// The roots after the day `apres`, with what it takes to verify them outside the suite.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<NaiveDate>, limite: i64) -> Result<Vec<RacineSignee>, Problem> {
    let roots = rows::lister(tx, apres, limite).await?;
    Ok(roots.iter().map(dto).collect())
}

fn dto(signee: &Signee) -> RacineSignee {
    RacineSignee {
        jour: signee.racine.jour,
        seq: signee.racine.seq,
        empreinte: hexadecimal(&signee.racine.empreinte),
        texte: signee.racine.texte(),
        signature: hexadecimal(&signee.signature),
        cle_publique: hexadecimal(&signee.cle_publique),
        signee_le: signee.le,
    }
}
