//! What every service learns from territoires: which territories exist, their rules, their users and structures.

use kernel::{Fuseau, Service, TerritoireId};
use problem::Problem;
use referentiel::Referentiel;
use serde::{Deserialize, Serialize};
use store::{Tx, referentiels, territoires};
use utoipa::ToSchema;

use crate::{
    Enveloppe, Handling, Subscription,
    annuaires::{EnTete, Structure, Utilisateur, suivre},
};

/// Kind of [`TerritoireCree`], in the feed of the deployment.
pub const TERRITOIRE_CREE: &str = "territoires.territoire_cree.v1";
/// Kind of [`TerritoireSitue`], told before the former version.
pub const TERRITOIRE_CREE_V2: &str = "territoires.territoire_cree.v2";
/// Kind of [`ReferentielPublie`], in the feed of its territory.
pub const REFERENTIEL_PUBLIE: &str = "territoires.referentiel_publie.v1";

/// A territory was created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerritoireCree {
    /// The territory.
    pub id: TerritoireId,
    /// Its short name.
    #[schema(example = "grand-chalon")]
    pub code: String,
    /// Its name.
    #[schema(example = "PLIE du Grand Chalon")]
    pub nom: String,
}

/// A territory was created, and where it is: its days go by its time zone, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerritoireSitue {
    /// The territory.
    pub id: TerritoireId,
    /// Its short name.
    #[schema(example = "la-reunion")]
    pub code: String,
    /// Its name.
    #[schema(example = "PLIE de La Réunion")]
    pub nom: String,
    /// Its time zone.
    #[schema(example = "Indian/Reunion")]
    pub fuseau: Fuseau,
}

/// A version of a territory's rules was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReferentielPublie {
    /// The rules.
    pub referentiel: Referentiel,
}

/// Every service listens to the deployment for new territories.
pub(crate) const DEPLOYMENT: Subscription =
    Subscription { producteur: Service::Territoires, appliquer: territory_created, serie: None };

fn territory_created<'a>(tx: &'a mut Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        match event.kind.as_str() {
            TERRITOIRE_CREE_V2 => {
                let created: TerritoireSitue = event.lire()?;
                territoires::connaitre(tx, created.id, &created.nom, created.fuseau).await?;
            }
            // Alone, it tells of a territory of before zones were told.
            TERRITOIRE_CREE => {
                let created: TerritoireCree = event.lire()?;
                territoires::connaitre(tx, created.id, &created.nom, Fuseau::default()).await?;
            }
            _ => {}
        }
        Ok(())
    })
}

/// Every service listens to each territory for its rules and its people.
pub(crate) const TERRITORY: Subscription =
    Subscription { producteur: Service::Territoires, appliquer: told, serie: None };

fn told<'a>(tx: &'a mut Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == REFERENTIEL_PUBLIE {
            let published: ReferentielPublie = event.lire()?;
            referentiels::garder(tx, &published.referentiel).await.map_err(Problem::from)?;
        }
        suivre::<Utilisateur>(tx, event).await?;
        suivre::<Structure>(tx, event).await?;
        suivre::<EnTete>(tx, event).await
    })
}
