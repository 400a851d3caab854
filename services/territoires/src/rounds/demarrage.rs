//! What territoires does at start and from time to time: signing keys, the first exploitant.

use std::time::Duration;

use ::store::Tx;
use auth::{Role, Systeme};
use kernel::{TerritoireId, saisie};
use problem::Problem;
use runtime::Context;
use territoires_api::NouvelUtilisateur;

use crate::{
    Config,
    comptes::{
        compte,
        utilisateur::{self, domain::Habilitation},
    },
    etat::Etat,
    jetons::cle,
};

const PERIOD: Duration = Duration::from_mins(1);
const RETRY: Duration = Duration::from_millis(200);
const DEPLOIEMENT: Systeme = Systeme(TerritoireId::DEPLOIEMENT);

/// Keeps the keys fresh for as long as the service runs.
pub(crate) fn lancer(context: &Context, etat: Etat, config: Config) {
    let (context, tasks) = (context.clone(), context.tasks.clone());
    context.tasks.clone().spawn(async move {
        let mut first = true;
        let mut changed = context.keys.clone();
        loop {
            let done = async {
                if first {
                    premier_exploitant(&context, &config).await?;
                }
                cle::app::entretenir(&context, &etat).await
            }
            .await;
            let pause = match done {
                Ok(()) => {
                    first = false;
                    PERIOD
                }
                Err(problem) => {
                    tracing::warn!(slug = problem.slug.as_str(), "keys not loaded; trying again");
                    RETRY
                }
            };
            tokio::select! {
                stopping = tasks.pause(pause) => if stopping { return },
                // Another process has made a key.
                Ok(()) = changed.changed() => {}
            }
        }
    });
}

/// Opens the account of the first exploitant, when it is configured and does not exist.
async fn premier_exploitant(context: &Context, config: &Config) -> Result<(), Problem> {
    let (Some(courriel), Some(password)) = (&config.exploitant, &config.exploitant_password) else { return Ok(()) };
    let nouveau = NouvelUtilisateur {
        courriel: saisie::adresse(courriel),
        prenom: "Exploitation".to_owned(),
        nom: "Plateforme".to_owned(),
        habilitations: vec![],
    };
    let known = context.db.read(&DEPLOIEMENT, async |tx| compte::store::par_courriel(tx, courriel).await).await?;
    if known.is_some() {
        return Ok(());
    }
    let hash = compte::mot_de_passe::hacher(password.reveal().to_owned()).await?;
    context.db.tx(&DEPLOIEMENT, async |tx| ouvrir(tx, nouveau, hash).await).await
}

/// The one account whose password comes from configuration: there is nobody yet who could invite.
async fn ouvrir(tx: &mut Tx, nouveau: NouvelUtilisateur, hash: String) -> Result<(), Problem> {
    cle::store::verrouiller(tx).await?;
    if compte::store::par_courriel(tx, &nouveau.courriel).await?.is_some() {
        return Ok(());
    }
    let user = utilisateur::app::inscrire(tx, &nouveau).await?;
    let periode = kernel::calendrier::Periode { du: tx.today(), au: None };
    let role = Habilitation { role: Role::Exploitant, structure: None, superieur: None, periode };
    utilisateur::store::habiliter(tx, user, &role).await?;
    let compte = compte::store::ouvrir(tx, &nouveau.courriel, hash).await?;
    let cible = tx.territoire();
    compte::store::ouvrir_acces(tx, compte.id.into(), cible, user).await
}
