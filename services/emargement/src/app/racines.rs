//! Signing the head of each ledger at the end of a day.

use std::time::Duration;

use auth::Systeme;
use chrono::NaiveDate;
use emargement_api::RacineSignee;
use kernel::{TerritoireId, calendrier, hexadecimal};
use problem::Problem;
use runtime::{
    Context,
    rounds::{self, Passage},
};
use store::{Error, Tx};

use crate::{
    domain::racine::{Racine, Signataire},
    store::racines::{self, Signee},
};

const PERIOD: Duration = Duration::from_mins(10);

/// Signs the roots for as long as the service runs: that of yesterday, soon after midnight.
pub(crate) fn lancer(context: &Context) {
    rounds::suivre(context, PERIOD, Signataire::new(context.config.service_secret.reveal()), passer);
}

fn passer<'a>(context: &'a Context, signataire: &'a Signataire, scope: Systeme) -> Passage<'a> {
    Box::pin(async move {
        context.db.tx(&scope, async |tx| signer(tx, scope.0, signataire).await).await?;
        Ok(())
    })
}

/// Signs the head of the ledger as the last day that has ended left it.
async fn signer(tx: &mut Tx, territoire: TerritoireId, signataire: &Signataire) -> Result<(), Error> {
    let today = calendrier::debut_du_jour(tx.today());
    let Some((seq, empreinte, inscrite_le)) = racines::tete_avant(tx, today).await? else { return Ok(()) };
    let empreinte = empreinte.try_into().map_err(|_| Error::Corrupt("registre.empreinte".to_owned()))?;
    let racine = Racine { territoire, jour: calendrier::jour(inscrite_le), seq, empreinte };
    let signee = Signee {
        racine,
        signature: signataire.signer(&racine),
        cle_publique: signataire.cle_publique().to_vec(),
        le: tx.now(),
    };
    racines::garder(tx, &signee).await
}

/// The roots after the day `apres`, with what it takes to verify them outside the suite.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<NaiveDate>, limite: i64) -> Result<Vec<RacineSignee>, Problem> {
    let roots = racines::lister(tx, apres, limite).await?;
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
