use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, NullableExpressionMethods, OptionalExtension, QueryDsl,
    Queryable, Selectable, SelectableHelper, dsl::count_star,
};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, Id, ParcoursId, ParticipantId, TerritoireId, UtilisateurId};
use parcours_api::{FiltreParcours, TriParcours};
use participants_api::EntreeValidee;
use problem::Problem;
use serde::{Deserialize, Serialize};
use store::{Colonne, CurseurInvalide, Error, Paginer, Tx, ouvertures, read_code};

use crate::{
    schema::{parcours, periodes},
    vie::{
        affectation::store::suivis_par,
        parcours::domain::{Parcours, Phase},
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = parcours)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    candidature_id: Colonne<CandidatureId>,
    referent: Colonne<UtilisateurId>,
    entree_le: NaiveDate,
    etat: String,
    sorti_le: Option<NaiveDate>,
    reuni_a: Option<Colonne<ParcoursId>>,
    reprise_source: Option<String>,
    reprise_reference: Option<String>,
    /// Of a parcours that was taken over, whatever its entry: nobody knows more of the days before when the entry moves
    /// before it.
    connu_depuis: Option<NaiveDate>,
    naissance: Option<NaiveDate>,
}

impl TryFrom<Row> for Parcours {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            candidature: row.candidature_id.into(),
            referent: row.referent.into(),
            entree_le: row.entree_le,
            phase: read_code(&row.etat)?,
            sorti_le: row.sorti_le,
            reuni_a: row.reuni_a.map(Into::into),
            connu_depuis: row.connu_depuis.filter(|connu| *connu > row.entree_le),
            naissance: row.naissance,
        })
    }
}

/// Opens the parcours of persons who entered, but those that were opened already: each that opens now.
pub(crate) async fn ouvrir(tx: &mut Tx, entrees: &[EntreeValidee]) -> Result<Vec<Parcours>, Error> {
    let named: Vec<_> = entrees.iter().map(|one| one.participant).collect();
    let files = ::store::fusions::dossiers(tx, &named).await?;
    let row = |(entree, file): (&EntreeValidee, ParticipantId)| {
        let reprise = entree.reprise.as_ref();
        let known = reprise.and_then(|one| Some((one.source.clone(), one.reference.clone()?)));
        let (reprise_source, reprise_reference) = known.unzip();
        Row {
            territoire_id: tx.territoire().into(),
            id: tx.id().into(),
            participant_id: file.into(),
            candidature_id: entree.candidature.into(),
            referent: entree.referent.into(),
            entree_le: entree.entree_le,
            etat: Phase::EnCours.code().to_owned(),
            sorti_le: None,
            reuni_a: None,
            reprise_source,
            reprise_reference,
            connu_depuis: reprise.map(|one| one.arrete_le),
            naissance: None,
        }
    };
    let rows: Vec<Row> = entrees.iter().zip(files).map(row).collect();
    let insert = diesel::insert_into(parcours::table).values(&rows).on_conflict_do_nothing();
    let opened: Vec<Colonne<ParcoursId>> = insert.returning(parcours::id).load(tx.conn()).await?;
    let opened: HashSet<ParcoursId> = opened.into_iter().map(Into::into).collect();
    rows.into_iter().filter(|row| opened.contains(&row.id.0)).map(TryInto::try_into).collect()
}

pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<Option<Parcours>, Error> {
    let query = parcours::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let found: Option<Parcours> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Reads a parcours and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParcoursId) -> Result<Option<Parcours>, Error> {
    let query = parcours::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Parcours> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// The same of the parcours to which a candidature led.
pub(crate) async fn verrouiller_de(tx: &mut Tx, candidature: CandidatureId) -> Result<Option<Parcours>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::candidature_id.eq(candidature.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// Reads those of these parcours that exist, and locks them in the order of their identifiers for the rest of the
/// transaction.
pub(crate) async fn verrouiller_tous(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Parcours>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::id.eq_any(ids.iter().map(|one| one.uuid())))
        .order(parcours::id);
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Those of these parcours that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<ParcoursId, Parcours>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(|row| Ok((row.id.into(), row.try_into()?))).collect()
}

/// The parcours of the persons of these ones, these included.
pub(crate) async fn des_memes_personnes(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Parcours>, Error> {
    let these = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::id.eq_any(ids.iter().map(|one| one.uuid())));
    let persons: Vec<Colonne<ParticipantId>> = these.select(parcours::participant_id).load(tx.conn()).await?;
    des_personnes(tx, &persons.into_iter().map(Into::into).collect::<Vec<_>>()).await
}

/// The parcours of these persons.
pub(crate) async fn des_personnes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Parcours>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Those of these parcours that ended in favour of another, each with the one that was kept in the end.
pub(crate) async fn gardes(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<ParcoursId, ParcoursId>, Error> {
    let (mut kept, mut asked) = (HashMap::new(), ids.to_vec());
    // One that was kept may have ended in favour of a third one since: few did.
    while !asked.is_empty() {
        let query = parcours::table
            .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
            .filter(parcours::id.eq_any(asked.iter().map(|one| one.uuid())))
            .filter(parcours::reuni_a.is_not_null())
            .select((parcours::id, parcours::reuni_a));
        let rows: Vec<(Colonne<ParcoursId>, Option<Colonne<ParcoursId>>)> = query.load(tx.conn()).await?;
        let next = rows.into_iter().filter_map(|(Colonne(id), to)| Some((id, to?.0)));
        let next: HashMap<_, _> = next.collect();
        for to in kept.values_mut() {
            *to = next.get(to).copied().unwrap_or(*to);
        }
        asked = next.values().copied().collect();
        for (id, to) in next {
            kept.entry(id).or_insert(to);
        }
    }
    Ok(kept)
}

/// The parcours that ended in favour of each of these, or of one that did, each with the one that was kept.
pub(crate) async fn reunis(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, ParcoursId)>, Error> {
    let (mut kept, mut asked) = (HashMap::new(), ids.to_vec());
    while !asked.is_empty() {
        let query = parcours::table
            .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
            .filter(parcours::reuni_a.eq_any(asked.iter().map(|one| one.uuid()).collect::<Vec<_>>()))
            .select((parcours::id, parcours::reuni_a));
        let rows: Vec<(Colonne<ParcoursId>, Option<Colonne<ParcoursId>>)> = query.load(tx.conn()).await?;
        asked.clear();
        for (Colonne(id), to) in rows {
            let Some(Colonne(to)) = to else { continue };
            let last = kept.get(&to).copied().unwrap_or(to);
            if kept.insert(id, last).is_none() {
                asked.push(id);
            }
        }
    }
    Ok(kept.into_iter().collect())
}

/// Where a page of parcours ends, in the order of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cle {
    Recents(ParcoursId),
    Entree(NaiveDate, ParcoursId),
}

impl Cle {
    /// That of a parcours, in this order.
    pub(crate) const fn de(tri: TriParcours, entree_le: NaiveDate, id: ParcoursId) -> Self {
        match tri {
            TriParcours::Recents => Self::Recents(id),
            TriParcours::Entree => Self::Entree(entree_le, id),
        }
    }
}

/// A page, in the order that is asked, and one more when there are more. A cursor of the other order is none of this list.
pub(crate) async fn lister(tx: &mut Tx, filtre: &FiltreParcours, apres: Option<Cle>) -> Result<Vec<Parcours>, Problem> {
    let territoire = tx.territoire().uuid();
    let mut query = parcours::table.filter(parcours::territoire_id.eq(territoire)).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(parcours::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = ::store::fusions::dossier(tx, participant).await?;
        query = query.filter(parcours::participant_id.eq(participant.uuid()));
    }
    if let Some(referent) = filtre.referent {
        query = query.filter(parcours::id.eq_any(suivis_par(tx.territoire().into(), referent.into(), tx.today())));
    }
    if let Some(etat) = filtre.etat {
        let today = tx.today();
        let there = periodes::table
            .filter(periodes::territoire_id.eq(territoire))
            .filter(periodes::etat.eq(etat.code()))
            .filter(periodes::remplacee_le.is_null())
            .filter(periodes::du.le(today))
            .filter(periodes::au.is_null().or(periodes::au.ge(today)))
            .select(periodes::parcours_id);
        query = query.filter(parcours::id.eq_any(there));
    }
    if let Some(du) = filtre.du {
        query = query.filter(parcours::entree_le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(parcours::entree_le.le(au));
    }
    query = match (filtre.tri, apres) {
        (_, None) => query,
        (TriParcours::Recents, Some(Cle::Recents(id))) => query.filter(parcours::id.lt(id.uuid())),
        (TriParcours::Entree, Some(Cle::Entree(jour, id))) => query
            .filter(parcours::entree_le.le(jour))
            .filter(parcours::entree_le.lt(jour).or(parcours::id.lt(id.uuid()))),
        (TriParcours::Recents | TriParcours::Entree, Some(_)) => {
            return Err(Problem::field("/apres", "curseur", CurseurInvalide.to_string()));
        }
    };
    query = match filtre.tri {
        TriParcours::Recents => query.order(parcours::id.desc()),
        TriParcours::Entree => query.order((parcours::entree_le.desc(), parcours::id.desc())),
    };
    let rows: Vec<Row> =
        query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await.map_err(Error::from)?;
    Ok(rows.into_iter().map(TryInto::try_into).collect::<Result<_, Error>>()?)
}

/// Writes where a parcours that was read with [`verrouiller`] stands.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Parcours) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let now = (
        parcours::entree_le.eq(one.entree_le),
        parcours::etat.eq(one.phase.code()),
        parcours::referent.eq(one.referent.uuid()),
        parcours::sorti_le.eq(one.sorti_le),
        parcours::reuni_a.eq(one.reuni_a.map(Id::uuid)),
    );
    diesel::update(parcours::table.find(key)).set(now).execute(tx.conn()).await?;
    Ok(())
}

/// Writes why a parcours ended in favour of another, and who decided it.
pub(crate) async fn motiver(tx: &mut Tx, one: &Parcours, motif: &str) -> Result<(), Error> {
    let (key, par) = ((tx.territoire().uuid(), one.id.uuid()), tx.acteur().id);
    let why = (parcours::reuni_motif.eq(motif), parcours::reuni_par.eq(par.uuid()));
    diesel::update(parcours::table.find(key)).set(why).execute(tx.conn()).await?;
    Ok(())
}

/// Has the day of birth of these persons read again in their files.
pub(crate) async fn marquer_a_relire(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Error> {
    let theirs = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())));
    diesel::update(theirs).set(parcours::relire_depuis.eq(tx.now())).execute(tx.conn()).await?;
    Ok(())
}

/// Persons who are followed and whose file is to be read, and since when: the longest waiting first.
pub(crate) async fn a_relire(tx: &mut Tx, limite: i64) -> Result<Vec<(ParticipantId, DateTime<Utc>)>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::relire_depuis.is_not_null())
        .filter(parcours::etat.ne(Phase::Termine.code()))
        .order(parcours::relire_depuis)
        .limit(limite)
        .select((parcours::participant_id, parcours::relire_depuis.assume_not_null()));
    let rows: Vec<(Colonne<ParticipantId>, DateTime<Utc>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(participant), depuis)| (participant, depuis)).collect())
}

/// Writes when a person was born where their file was to be read since `depuis`: none, of a file that names nobody any more.
/// What was corrected meanwhile is read again.
pub(crate) async fn dater_la_naissance(
    tx: &mut Tx,
    participant: ParticipantId,
    naissance: Option<NaiveDate>,
    depuis: DateTime<Utc>,
) -> Result<(), Error> {
    let theirs = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq(participant.uuid()))
        .filter(parcours::relire_depuis.eq(depuis));
    let read = (parcours::naissance.eq(naissance), parcours::relire_depuis.eq(None::<DateTime<Utc>>));
    diesel::update(theirs).set(read).execute(tx.conn()).await?;
    Ok(())
}

/// Those of these persons who have several parcours that are not over.
pub(crate) async fn en_double(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<HashSet<ParticipantId>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(parcours::etat.ne(Phase::Termine.code()))
        .group_by(parcours::participant_id)
        .having(count_star().gt(1))
        .select(parcours::participant_id);
    let rows: Vec<Colonne<ParticipantId>> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
