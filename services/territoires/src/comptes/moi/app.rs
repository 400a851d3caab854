//! Closing one's own account.

use ::store::Tx;
use chrono::TimeDelta;
use kernel::SessionId;
use problem::Problem;
use territoires_api::FermetureCompte;

use crate::{
    comptes::{compte, courriel, demande, second_facteur, session},
    courrier::Courrier,
};

/// How long it is worth telling that an account was closed.
const NOUVELLE: TimeDelta = TimeDelta::days(3);

/// Closes the account of who acts, in every territory; the sessions are to be announced. What they did stays under
/// their name in each.
pub(crate) async fn fermer(tx: &mut Tx, fermeture: &FermetureCompte) -> Result<Vec<SessionId>, Problem> {
    let compte = second_facteur::app::soi(tx).await?;
    if fermeture.courriel != compte.courriel {
        return Err(Problem::field("/courriel", "autre", "attendu : l'adresse du compte à fermer"));
    }
    let until = tx.now() + NOUVELLE;
    tx.send(Courrier::changement(&compte.courriel, "Votre compte PLIE a été fermé, comme il a été demandé.", until));
    tx.en_deploiement(async |tx| {
        courriel::app::refuser_exploitant(tx, &compte).await?;
        demande::store::oublier(tx, compte.id.into()).await?;
        second_facteur::store::remplacer(tx, compte.id.into(), &[]).await?;
        compte::store::fermer(tx, compte.id.into()).await?;
        session::app::fermer_toutes(tx, compte.id.into(), None, None).await
    })
    .await
}
