//! The keys that sign the tokens: made, announced, changed.

use ::store::Tx;
use auth::{Cle, Systeme};
use chrono::{DateTime, Utc};
use kernel::{TerritoireId, kind};
use problem::Problem;
use runtime::{Context, keys};
use territoires_api::{CleDto, RotationCles};

use crate::{
    etat::Etat,
    jetons::cle::{domain, store as rows},
};

const DEPLOIEMENT: Systeme = Systeme(TerritoireId::DEPLOIEMENT);

/// Makes the next key when its time has come, and loads them all.
pub(crate) async fn entretenir(context: &Context, etat: &Etat) -> Result<(), Problem> {
    context
        .db
        .tx(&DEPLOIEMENT, async |tx| {
            rows::verrouiller(tx).await?;
            let rows = rows::lister(tx).await?;
            let instants: Vec<_> = rows.iter().map(|(_, _, from)| *from).collect();
            match domain::prochaine(&instants, tx.now()) {
                Some(from) => faire(tx, etat, from).await,
                None => Ok(()),
            }
        })
        .await?;
    charger(context, etat).await
}

/// Makes a key on request. The transaction is that of the deployment.
pub(crate) async fn tourner(tx: &mut Tx, etat: &Etat, rotation: RotationCles) -> Result<Vec<CleDto>, Problem> {
    rows::verrouiller(tx).await?;
    if rotation.compromission {
        rows::oublier(tx).await?;
    }
    let from = domain::demandee(tx.now(), rotation.compromission);
    faire(tx, etat, from).await?;
    let rows = rows::lister(tx).await?;
    Ok(rows.into_iter().map(|(kid, _, signe_des)| CleDto { kid, signe_des }).collect())
}

/// Loads the keys after a rotation, and tells every verifier to read them at once; without Redis they do
/// within half a minute.
pub(crate) async fn annoncer(context: &Context, etat: &Etat) -> Result<(), Problem> {
    charger(context, etat).await?;
    let channel = keys::channel(&context.config.redis.prefix);
    if let Err(error) = keys::announce(&context.redis, &channel, keys::Hint::Keys).await {
        tracing::warn!(%error, "the new keys were not announced; verifiers will read them");
    }
    Ok(())
}

async fn faire(tx: &mut Tx, etat: &Etat, from: DateTime<Utc>) -> Result<(), Problem> {
    let kid = tx.id::<kind::Cle>().to_string();
    let cle = Cle::generer(kid).map_err(|error| Problem::internal(&error))?;
    let sealed = etat.coffre.sceller(cle.pkcs8()).map_err(|error| Problem::internal(&error))?;
    rows::ajouter(tx, cle.kid(), &sealed, from).await?;
    tracing::info!(kid = cle.kid(), %from, "a signing key was made");
    Ok(())
}

async fn charger(context: &Context, etat: &Etat) -> Result<(), Problem> {
    let loaded = context.db.read(&DEPLOIEMENT, async |tx| rows::lister(tx).await).await?;
    let mut cles = Vec::with_capacity(loaded.len());
    for (kid, sealed, from) in loaded {
        let open = etat.coffre.ouvrir(&sealed).map_err(|error| Problem::internal(&error))?;
        cles.push((from, Cle::lire(kid, &open).map_err(|error| Problem::internal(&error))?));
    }
    etat.trousseau.remplacer(cles);
    Ok(())
}
