//! The list of persons, by what a reader looks for and in the order that they choose.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, QueryDsl, SelectableHelper,
    dsl::{exists, not},
};
use kernel::{Code, CodeCommune, ParticipantId};
use participants_api::{FiltreParticipants, TriParticipants};
use store::{Error, Paginer, Tx, ouvertures};

use super::Row;
use crate::{
    dossier::participant::domain::Participant,
    schema::{candidatures, participants},
};

diesel::alias!(candidatures as suivantes: Suivantes);

/// Where the list is, once it has shown a person: their name, which one order only looks at, and themselves.
pub(crate) type Rang = (String, ParticipantId);

/// A page in the order of `tri`, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreParticipants,
    tri: TriParticipants,
    apres: Option<Rang>,
) -> Result<Vec<Participant>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = participants::table
        .filter(participants::territoire_id.eq(territoire))
        .filter(participants::fusionne_dans.is_null())
        .filter(participants::archive_le.is_null())
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(participants::id.eq_any(seuls));
    }
    if let Some(commune) = &filtre.commune {
        query = query.filter(participants::commune.eq(CodeCommune::as_str(commune)));
    }
    if filtre.referent.is_some() || filtre.prescripteur.is_some() || filtre.etat.is_some() {
        // The last candidature of a person: the one that no other of theirs follows.
        let followed = suivantes
            .filter(suivantes.field(candidatures::territoire_id).eq(territoire))
            .filter(suivantes.field(candidatures::participant_id).eq(candidatures::participant_id))
            .filter(suivantes.field(candidatures::id).gt(candidatures::id));
        let mut last = candidatures::table
            .filter(candidatures::territoire_id.eq(territoire))
            .filter(not(exists(followed)))
            .select(candidatures::participant_id)
            .into_boxed();
        if let Some(referent) = filtre.referent {
            last = last.filter(candidatures::referent.eq(referent.uuid()));
        }
        if let Some(prescripteur) = filtre.prescripteur {
            last = last.filter(candidatures::prescripteur.eq(prescripteur.uuid()));
        }
        if let Some(etat) = filtre.etat {
            last = last.filter(candidatures::etat.eq(etat.code()));
        }
        query = query.filter(participants::id.eq_any(last));
    }
    let (nom, id) = (participants::nom_recherche, participants::id);
    query = match (tri, apres) {
        (TriParticipants::Nom, None) => query.order((nom, id)),
        (TriParticipants::Nom, Some((after, one))) => {
            query.filter(nom.ge(after.clone())).filter(nom.gt(after).or(id.gt(one.uuid()))).order((nom, id))
        }
        (TriParticipants::Recents, None) => query.order(id.desc()),
        (TriParticipants::Recents, Some((_, one))) => query.filter(id.lt(one.uuid())).order(id.desc()),
    };
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
