use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId};
use store::{Colonne, Error, Tx};

use crate::{
    pilotage::comparaison::domain::Passage, reprise::comparaison::domain::Repris, schema::parcours,
    vie::parcours::store::gardes,
};

/// Which of these references are of parcours that ended in favour of another, by the one that was kept in the end.
async fn reunies(tx: &mut Tx, source: &str, empreintes: &[&str]) -> Result<HashMap<ParcoursId, Vec<String>>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::reuni_a.is_not_null())
        .filter(parcours::reprise_source.eq(source))
        .filter(parcours::reprise_reference.eq_any(empreintes))
        .order(parcours::id)
        .select((parcours::id, parcours::reprise_reference));
    let rows: Vec<(Colonne<ParcoursId>, Option<String>)> = query.load(tx.conn()).await?;
    let kept = gardes(tx, &rows.iter().map(|(id, _)| id.0).collect::<Vec<_>>()).await?;
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for (Colonne(id), reference) in rows {
        if let Some(kept) = kept.get(&id) {
            all.entry(*kept).or_default().extend(reference);
        }
    }
    Ok(all)
}

/// The parcours that ran on one of these days, and those of whom the former program tells by what stands for their
/// references, or for those of parcours that ended in their favour.
pub(crate) async fn repris(
    tx: &mut Tx,
    source: &str,
    empreintes: &[&str],
    (premier, dernier): (NaiveDate, NaiveDate),
) -> Result<Vec<Repris>, Error> {
    type Said = (
        (Colonne<ParcoursId>, Colonne<ParticipantId>, NaiveDate, Option<NaiveDate>),
        (Option<String>, Option<String>, Option<NaiveDate>),
    );
    let runs = parcours::entree_le.le(dernier).and(parcours::sorti_le.is_null().or(parcours::sorti_le.gt(premier)));
    let mut absorbed = reunies(tx, source, empreintes).await?;
    let kept: Vec<_> = absorbed.keys().map(|one| one.uuid()).collect();
    let named = parcours::reprise_source.eq(source).and(parcours::reprise_reference.eq_any(empreintes));
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::reuni_a.is_null())
        .filter(runs.or(named).or(parcours::id.eq_any(kept)))
        .order((parcours::entree_le, parcours::id))
        .select((
            (parcours::id, parcours::participant_id, parcours::entree_le, parcours::sorti_le),
            (parcours::reprise_source, parcours::reprise_reference, parcours::connu_depuis),
        ));
    let rows: Vec<Said> = query.load(tx.conn()).await?;
    let one =
        |((Colonne(parcours), Colonne(participant), entree_le, sorti_le), (from, reference, connu_depuis)): Said| {
            let own = reference.filter(|_| from.as_deref() == Some(source));
            Repris {
                passage: Passage { parcours, participant, entree_le, sorti_le },
                empreintes: own.into_iter().chain(absorbed.remove(&parcours).unwrap_or_default()).collect(),
                connu_depuis: connu_depuis.filter(|connu| *connu > entree_le),
            }
        };
    Ok(rows.into_iter().map(one).collect())
}
