use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId};
use store::{Colonne, Error, Tx};

use crate::{pilotage::comparaison::domain::Passage, reprise::comparaison::domain::Repris, schema::parcours};

/// The parcours that ran on one of these days, and those of whom the former program tells by what stands for their
/// references.
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
    let named = parcours::reprise_source.eq(source).and(parcours::reprise_reference.eq_any(empreintes));
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::reuni_a.is_null())
        .filter(runs.or(named))
        .order((parcours::entree_le, parcours::id))
        .select((
            (parcours::id, parcours::participant_id, parcours::entree_le, parcours::sorti_le),
            (parcours::reprise_source, parcours::reprise_reference, parcours::connu_depuis),
        ));
    let rows: Vec<Said> = query.load(tx.conn()).await?;
    let one =
        |((Colonne(parcours), Colonne(participant), entree_le, sorti_le), (from, reference, connu_depuis)): Said| {
            Repris {
                passage: Passage { parcours, participant, entree_le, sorti_le },
                empreinte: reference.filter(|_| from.as_deref() == Some(source)),
                connu_depuis,
            }
        };
    Ok(rows.into_iter().map(one).collect())
}
