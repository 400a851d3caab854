//! The list of candidatures, by what a reader looks for and in the order that they choose.

use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, SelectableHelper};
use kernel::{CandidatureId, Code};
use participants_api::{FiltreCandidatures, TriCandidatures};
use store::{Error, Paginer, Tx, ouvertures};

use super::Row;
use crate::{entree::candidature::domain::Candidature, schema::candidatures};

/// What places a candidature in the list: the day of its filing, which only some orders look at, and itself.
pub(crate) type Rang = (NaiveDate, CandidatureId);

/// A page in the order of `tri`, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreCandidatures,
    tri: TriCandidatures,
    apres: Option<Rang>,
) -> Result<Vec<Candidature>, Error> {
    let mut query = candidatures::table.filter(candidatures::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(candidatures::participant_id.eq_any(seuls));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(candidatures::etat.eq(etat.code()));
    }
    if let Some(referent) = filtre.referent {
        query = query.filter(candidatures::referent.eq(referent.uuid()));
    }
    if let Some(prescripteur) = filtre.prescripteur {
        query = query.filter(candidatures::prescripteur.eq(prescripteur.uuid()));
    }
    if let Some(participant) = filtre.participant {
        query = query.filter(candidatures::participant_id.eq(participant.uuid()));
    }
    if let Some(du) = filtre.deposee_du {
        query = query.filter(candidatures::deposee_le.ge(du));
    }
    if let Some(au) = filtre.deposee_au {
        query = query.filter(candidatures::deposee_le.le(au));
    }
    let (jour, id) = (candidatures::deposee_le, candidatures::id);
    query = match tri {
        TriCandidatures::Recentes => query.order(id.desc()),
        TriCandidatures::Depot => query.order((jour.asc(), id.asc())),
        TriCandidatures::DepotRecent => query.order((jour.desc(), id.desc())),
    };
    if let Some((du, apres)) = apres {
        query = match tri {
            TriCandidatures::Recentes => query.filter(id.lt(apres.uuid())),
            TriCandidatures::Depot => query.filter(jour.ge(du)).filter(jour.gt(du).or(id.gt(apres.uuid()))),
            TriCandidatures::DepotRecent => query.filter(jour.le(du)).filter(jour.lt(du).or(id.lt(apres.uuid()))),
        };
    }
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
