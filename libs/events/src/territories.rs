//! What every service learns from territoires: which territories exist, and their rules.

use auth::Systeme;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::TerritoireId;
use problem::Problem;
use referentiel::Referentiel;
use serde::{Deserialize, Serialize};
use store::{Db, Error, Tx, referentiels, schema::territoires_connus};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Enveloppe, Handling, Subscription};

/// Kind of [`TerritoireCree`], in the feed of the deployment.
pub const TERRITOIRE_CREE: &str = "territoires.territoire_cree.v1";
/// Kind of [`ReferentielPublie`], in the feed of its territory.
pub const REFERENTIEL_PUBLIE: &str = "territoires.referentiel_publie.v1";

/// A territory was created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TerritoireCree {
    /// The territory.
    #[schema(value_type = Uuid)]
    pub id: TerritoireId,
    /// Its short name.
    #[schema(example = "grand-chalon")]
    pub code: String,
    /// Its name.
    #[schema(example = "PLIE du Grand Chalon")]
    pub nom: String,
}

/// A version of a territory's rules was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReferentielPublie {
    /// The rules.
    pub referentiel: Referentiel,
}

/// Every service listens to the deployment for new territories.
pub(crate) const DEPLOYMENT: Subscription = Subscription { producteur: "territoires", appliquer: territory_created };

fn territory_created<'a>(tx: &'a mut Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind != TERRITOIRE_CREE {
            return Ok(());
        }
        let created: TerritoireCree = event.lire()?;
        diesel::insert_into(territoires_connus::table)
            .values((
                territoires_connus::territoire_id.eq(tx.territoire().uuid()),
                territoires_connus::id.eq(created.id.uuid()),
                territoires_connus::nom.eq(&created.nom),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())
            .await
            .map_err(Error::from)?;
        Ok(())
    })
}

/// Every service listens to each territory for its rules.
pub(crate) const RULES: Subscription = Subscription { producteur: "territoires", appliquer: rules_published };

fn rules_published<'a>(tx: &'a mut Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == REFERENTIEL_PUBLIE {
            let published: ReferentielPublie = event.lire()?;
            referentiels::garder(tx, &published.referentiel).await.map_err(Problem::from)?;
        }
        Ok(())
    })
}

/// The territories that this service knows of.
pub async fn known(db: &Db) -> Result<Vec<TerritoireId>, Error> {
    let ids: Vec<Uuid> = db
        .read(&Systeme(TerritoireId::DEPLOIEMENT), async |tx| {
            territoires_connus::table
                .filter(territoires_connus::territoire_id.eq(tx.territoire().uuid()))
                .select(territoires_connus::id)
                .load(tx.conn())
                .await
                .map_err(Error::from)
        })
        .await?;
    Ok(ids.into_iter().map(TerritoireId::from).collect())
}
