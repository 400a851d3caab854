//! Signing the head of each ledger at the end of a day.

use chrono::NaiveDate;
use emargement_api::{RACINE_SIGNEE, RacineSignee};
use kernel::{TerritoireId, hexadecimal};
use problem::Problem;
use store::{Error, Evenement, Tx};

use crate::registre::{
    cle,
    racine::{
        domain::{Racine, Signataires},
        store::{self as rows, Signee},
    },
};

/// Signs the head of the ledger as the last day that has ended left it, and tells it: whoever hears it knows how far the
/// ledger goes, wherever else that was written.
pub(crate) async fn signer(tx: &mut Tx, territoire: TerritoireId, signataires: &Signataires) -> Result<(), Problem> {
    let today = tx.fuseau().debut_du_jour(tx.today());
    let Some((seq, empreinte, inscrite_le)) = rows::tete_avant(tx, today).await? else { return Ok(()) };
    let empreinte = empreinte.try_into().map_err(|_| Error::Corrupt("registre.empreinte".to_owned()))?;
    let jour = tx.jour(inscrite_le);
    let last = rows::derniere(tx).await?;
    if last.as_ref().is_some_and(|last| last.racine.jour >= jour) {
        return Ok(());
    }
    let precedente = last.as_ref().map_or_else(Racine::aucune, |last| last.racine.trace());
    let racine = Racine { territoire, jour, seq, empreinte, precedente: Some(precedente) };
    let signataire = &signataires.actuel;
    let signee = Signee {
        racine,
        signature: signataire.signer(&racine.texte()),
        cle_publique: signataire.cle_publique().to_vec(),
        le: tx.now(),
    };
    if rows::garder(tx, &signee).await? {
        if let Some(last) = last {
            cle::app::changer(tx, territoire, signataires, &last.cle_publique).await?;
        }
        let now = tx.now();
        tx.emit(Evenement::new(RACINE_SIGNEE, territoire, now, &dto(&signee))?);
    }
    Ok(())
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
