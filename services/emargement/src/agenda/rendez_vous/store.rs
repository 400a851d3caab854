use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, BoxableExpression, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
    dsl::{exists, not},
    pg::Pg,
    sql_types::Bool,
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use emargement_api::{EtatRendezVous, Issue, Jours, NatureRendezVous};
use kernel::{
    Code, Id, OperationId, ParticipantId, RendezVousId, RessourceId, TerritoireId, UtilisateurId,
    calendrier::{self, Periode},
};
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    agenda::{
        presence::domain::{Presence, Recueils, Signatures},
        rendez_vous::domain::{Occupation, RendezVous},
    },
    schema::{presences, rendez_vous},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = rendez_vous)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<RendezVousId>,
    nature: String,
    titre: String,
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
    jour: NaiveDate,
    lieu: String,
    animateur: Colonne<UtilisateurId>,
    operation: Option<Colonne<OperationId>>,
    categorie: String,
    etat: String,
    animateur_arrivee: Option<DateTime<Utc>>,
    animateur_depart: Option<DateTime<Utc>>,
    recueil: Option<Value>,
    version: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = presences)]
struct PresenceRow {
    territoire_id: Colonne<TerritoireId>,
    rendez_vous_id: Colonne<RendezVousId>,
    participant_id: Colonne<ParticipantId>,
    issue: String,
    motif: Option<String>,
    arrivee: Option<DateTime<Utc>>,
    depart: Option<DateTime<Utc>>,
    recueil: Option<Value>,
}

impl TryFrom<PresenceRow> for Presence {
    type Error = Error;

    fn try_from(row: PresenceRow) -> Result<Self, Error> {
        Ok(Self {
            participant: row.participant_id.into(),
            issue: read_code(&row.issue)?,
            motif: row.motif.as_deref().map(read_code).transpose()?,
            signe: Signatures { arrivee: row.arrivee, depart: row.depart },
            recueil: lire_recueils(row.recueil)?,
        })
    }
}

/// None is known of the signatures of before.
fn lire_recueils(recueil: Option<Value>) -> Result<Recueils, Error> {
    Ok(recueil.map(read_json).transpose()?.unwrap_or_default())
}

/// One appointment at a time for a person who leads: others of the same person wait here.
pub(crate) async fn verrouiller_agenda(tx: &mut Tx, qui: &[RessourceId]) -> Result<(), Error> {
    let mut keys = qui.to_vec();
    keys.sort_unstable();
    for key in keys {
        let territoire = tx.territoire();
        tx.conn()
            .batch_execute(&format!("SELECT pg_advisory_xact_lock(hashtextextended('{territoire}{key}', 0))"))
            .await?;
    }
    Ok(())
}

/// The other appointments at the time of `nouveau` that its own leader leads, or that expect one of `participants`.
pub(crate) async fn occupations(
    tx: &mut Tx,
    nouveau: &RendezVous,
    participants: &[ParticipantId],
) -> Result<Vec<Occupation>, Error> {
    let (debut, fin, animateur) = (nouveau.debut, nouveau.fin, nouveau.animateur.uuid());
    let expected = diesel::dsl::exists(
        presences::table
            .filter(presences::territoire_id.eq(tx.territoire().uuid()))
            .filter(presences::rendez_vous_id.eq(rendez_vous::id))
            .filter(presences::participant_id.eq_any(participants.iter().map(|one| one.uuid()))),
    );
    // A day on each side: an appointment never lasts longer.
    let (from, to) = (calendrier::plus_jours(tx.jour(debut), -1), calendrier::plus_jours(tx.jour(fin), 1));
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::jour.between(from, to))
        .filter(rendez_vous::etat.ne(EtatRendezVous::Annule.code()))
        .filter(rendez_vous::id.ne(nouveau.id.uuid()))
        .filter(rendez_vous::debut.lt(fin))
        .filter(rendez_vous::fin.gt(debut))
        .filter(rendez_vous::animateur.eq(animateur).or(expected));
    let found: Vec<(String, DateTime<Utc>, DateTime<Utc>, bool)> = query
        .select((rendez_vous::titre, rendez_vous::debut, rendez_vous::fin, rendez_vous::animateur.eq(animateur)))
        .load(tx.conn())
        .await?;
    Ok(found.into_iter().map(|(titre, debut, fin, anime)| Occupation { titre, debut, fin, anime }).collect())
}

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: &RendezVous) -> Result<(), Error> {
    tx.concerner(nouveau).await?;
    let territoire_id = tx.territoire().into();
    let row = Row {
        territoire_id,
        id: nouveau.id.into(),
        nature: nouveau.nature.code().to_owned(),
        titre: nouveau.titre.clone(),
        debut: nouveau.debut,
        fin: nouveau.fin,
        jour: tx.jour(nouveau.debut),
        lieu: nouveau.lieu.clone(),
        animateur: nouveau.animateur.into(),
        operation: nouveau.operation.map(Into::into),
        categorie: nouveau.categorie.clone(),
        etat: nouveau.etat.code().to_owned(),
        animateur_arrivee: nouveau.animateur_signe.arrivee,
        animateur_depart: nouveau.animateur_signe.depart,
        recueil: None,
        version: nouveau.version,
    };
    diesel::insert_into(rendez_vous::table).values(&row).execute(tx.conn()).await?;
    let expected = nouveau.presences.iter().map(|presence| PresenceRow {
        territoire_id,
        rendez_vous_id: row.id,
        participant_id: presence.participant.into(),
        issue: presence.issue.code().to_owned(),
        motif: presence.motif.map(|motif| motif.code().to_owned()),
        arrivee: presence.signe.arrivee,
        depart: presence.signe.depart,
        recueil: None,
    });
    diesel::insert_into(presences::table).values(expected.collect::<Vec<_>>()).execute(tx.conn()).await?;
    Ok(())
}

/// Writes what became of an appointment that was read with [`verrouiller`], and of each person there.
pub(crate) async fn enregistrer(tx: &mut Tx, former: &RendezVous, next: &RendezVous) -> Result<(), Error> {
    let (territoire, id) = (tx.territoire().uuid(), next.id.uuid());
    if (former.etat, former.animateur_signe) != (next.etat, next.animateur_signe) {
        diesel::update(rendez_vous::table.find((territoire, id)))
            .set((
                rendez_vous::etat.eq(next.etat.code()),
                rendez_vous::animateur_arrivee.eq(next.animateur_signe.arrivee),
                rendez_vous::animateur_depart.eq(next.animateur_signe.depart),
                rendez_vous::recueil.eq(write_json(&next.animateur_recueil)?),
            ))
            .execute(tx.conn())
            .await?;
    }
    for presence in next.presences.iter().filter(|presence| !former.presences.contains(presence)) {
        diesel::update(presences::table.find((territoire, id, presence.participant.uuid())))
            .set((
                presences::issue.eq(presence.issue.code()),
                presences::motif.eq(presence.motif.map(Code::code)),
                presences::arrivee.eq(presence.signe.arrivee),
                presences::depart.eq(presence.signe.depart),
                presences::recueil.eq(write_json(&presence.recueil)?),
            ))
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// Writes how a locked appointment is planned now, and its next version.
pub(crate) async fn deplacer(tx: &mut Tx, next: &RendezVous) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), next.id.uuid());
    diesel::update(rendez_vous::table.find(key))
        .set((
            rendez_vous::version.eq(next.version),
            rendez_vous::titre.eq(&next.titre),
            rendez_vous::debut.eq(next.debut),
            rendez_vous::fin.eq(next.fin),
            rendez_vous::jour.eq(tx.jour(next.debut)),
            rendez_vous::lieu.eq(&next.lieu),
            rendez_vous::animateur.eq(next.animateur.uuid()),
            rendez_vous::operation.eq(next.operation.map(Id::uuid)),
            rendez_vous::categorie.eq(&next.categorie),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: RendezVousId) -> Result<Option<RendezVous>, Error> {
    let query = rendez_vous::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => Ok(completer(tx, vec![row]).await?.pop()),
        None => Ok(None),
    }
}

/// Reads an appointment and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: RendezVousId) -> Result<Option<RendezVous>, Error> {
    let query = rendez_vous::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let found = completer(tx, vec![row]).await?.pop();
    tx.concerner(&found).await?;
    Ok(found)
}

/// Those of these appointments that are there, in the order of their identifiers.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RendezVousId]) -> Result<Vec<RendezVous>, Error> {
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::id.eq_any(ids.iter().map(|one| one.uuid())))
        .order(rendez_vous::id);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// Under which identifier each presence of these appointments is told.
pub(crate) async fn identifiants(
    tx: &mut Tx,
    ids: &[RendezVousId],
) -> Result<HashMap<(RendezVousId, ParticipantId), RessourceId>, Error> {
    type Named = (Colonne<RendezVousId>, Colonne<ParticipantId>, Colonne<RessourceId>);
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq_any(ids.iter().map(|one| one.uuid())));
    let columns = (presences::rendez_vous_id, presences::participant_id, presences::id);
    let rows: Vec<Named> = query.select(columns).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(of), Colonne(who), Colonne(id))| ((of, who), id)).collect())
}

/// The appointments of these persons.
pub(crate) async fn de_personnes(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<RendezVousId>, Error> {
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::participant_id.eq_any(personnes.iter().map(|one| one.uuid())));
    let rows: Vec<Colonne<RendezVousId>> = query.select(presences::rendez_vous_id).distinct().load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Appointments of which something may be asked: those that are to be closed, and those whose sheet lacks a signature.
pub(crate) async fn ouverts(tx: &mut Tx) -> Result<Vec<RessourceId>, Error> {
    let territoire = tx.territoire();
    let of = |etat: EtatRendezVous| {
        rendez_vous::table
            .filter(rendez_vous::territoire_id.eq(territoire.uuid()))
            .filter(rendez_vous::etat.eq(etat.code()))
    };
    let planned: Vec<Colonne<RessourceId>> = of(EtatRendezVous::Prevu).select(rendez_vous::id).load(tx.conn()).await?;
    let lacking = of(EtatRendezVous::Termine).into_boxed().filter(non_justifie(territoire).eq(true));
    let lacking: Vec<Colonne<RessourceId>> = lacking.select(rendez_vous::id).load(tx.conn()).await?;
    Ok(planned.into_iter().chain(lacking).map(Into::into).collect())
}

/// Appointments that are over and still to be told as they are told now, locked; those that another process holds are left
/// to it.
pub(crate) async fn a_dire(tx: &mut Tx, limite: i64) -> Result<Vec<RendezVous>, Error> {
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::etat.eq(EtatRendezVous::Termine.code()))
        .filter(rendez_vous::dit.eq(false))
        .order(rendez_vous::id)
        .limit(limite);
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().skip_locked().load(tx.conn()).await?;
    completer(tx, rows).await
}

/// Whether some are.
pub(crate) async fn reste_a_dire(tx: &mut Tx) -> Result<bool, Error> {
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::etat.eq(EtatRendezVous::Termine.code()))
        .filter(rendez_vous::dit.eq(false));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn()).await?)
}

/// Remembers that the end of a locked appointment is told.
pub(crate) async fn noter_dit(tx: &mut Tx, id: RendezVousId) -> Result<(), Error> {
    let told = diesel::update(rendez_vous::table.find((tx.territoire().uuid(), id.uuid())));
    told.set(rendez_vous::dit.eq(true)).execute(tx.conn()).await?;
    Ok(())
}

/// A page of the agenda, by start, after the sort key `apres`.
pub(crate) async fn lister(
    tx: &mut Tx,
    jours: Jours,
    apres: Option<(DateTime<Utc>, RendezVousId)>,
    limite: i64,
) -> Result<Vec<RendezVous>, Error> {
    let mut query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::jour.between(jours.du, jours.au))
        .into_boxed();
    if let Some(follows) = ouvertures::suivis(tx).await? {
        // Those that they lead, and of the others those of whom they follow.
        let leads: Vec<_> = ouvertures::animes(tx).await?.into_keys().map(Id::uuid).collect();
        let seuls: Vec<_> = follows.into_iter().map(Id::uuid).collect();
        let theirs = presences::table
            .filter(presences::territoire_id.eq(tx.territoire().uuid()))
            .filter(presences::participant_id.eq_any(seuls))
            .select(presences::rendez_vous_id);
        let somebody = diesel::dsl::exists(
            presences::table
                .filter(presences::territoire_id.eq(tx.territoire().uuid()))
                .filter(presences::rendez_vous_id.eq(rendez_vous::id)),
        );
        query = query
            .filter(rendez_vous::id.eq_any(theirs).or(rendez_vous::id.eq_any(leads)).or(diesel::dsl::not(somebody)));
    }
    if let Some(animateur) = jours.animateur {
        query = query.filter(rendez_vous::animateur.eq(animateur.uuid()));
    }
    if let Some(participant) = jours.participant {
        let participant = fusions::dossier(tx, participant).await?;
        let his = presences::table
            .filter(presences::territoire_id.eq(tx.territoire().uuid()))
            .filter(presences::participant_id.eq(participant.uuid()))
            .select(presences::rendez_vous_id);
        query = query.filter(rendez_vous::id.eq_any(his));
    }
    if let Some(operation) = jours.operation {
        query = query.filter(rendez_vous::operation.eq(operation.uuid()));
    }
    if let Some(nature) = jours.nature {
        query = query.filter(rendez_vous::nature.eq(nature.code()));
    }
    if let Some(etat) = jours.etat {
        query = query.filter(rendez_vous::etat.eq(etat.code()));
    }
    if let Some(justifie) = jours.justifie {
        query = query.filter(rendez_vous::etat.eq(EtatRendezVous::Termine.code()));
        query = query.filter(non_justifie(tx.territoire()).ne(justifie));
    }
    if let Some((debut, id)) = apres.map(|(debut, id)| (debut, id.uuid())) {
        query =
            query.filter(rendez_vous::debut.ge(debut)).filter(rendez_vous::debut.gt(debut).or(rendez_vous::id.gt(id)));
    }
    let rows = query
        .order((rendez_vous::debut, rendez_vous::id))
        .select(Row::as_select())
        .page(limite)
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

/// Whether a presence of who came to an appointment lacks a signature, as `RendezVous::manque` says it.
fn non_justifie(territoire: TerritoireId) -> Box<dyn BoxableExpression<rendez_vous::table, Pg, SqlType = Bool>> {
    let led = rendez_vous::animateur_arrivee.is_null().or(rendez_vous::animateur_depart.is_null());
    let own = presences::arrivee.is_null().or(presences::depart.is_null());
    let called = rendez_vous::nature.eq(NatureRendezVous::Telephone.code());
    let unproved = presences::table
        .filter(presences::territoire_id.eq(territoire.uuid()))
        .filter(presences::rendez_vous_id.eq(rendez_vous::id))
        .filter(presences::issue.eq(Issue::Present.code()))
        .filter(led.or(own.and(not(called))));
    Box::new(exists(unproved))
}

/// The appointments that a person leads in a period that has an end, also those that end in it or go on after it: for their
/// time sheet.
pub(crate) async fn de_la_periode(
    tx: &mut Tx,
    animateur: UtilisateurId,
    jours: Periode,
) -> Result<Vec<RendezVous>, Error> {
    // None lasts longer than a day.
    let la_veille = calendrier::plus_jours(jours.du, -1);
    let mut query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::animateur.eq(animateur.uuid()))
        .filter(rendez_vous::jour.ge(la_veille))
        .filter(rendez_vous::fin.gt(tx.fuseau().debut_du_jour(jours.du)))
        .filter(rendez_vous::etat.ne(EtatRendezVous::Annule.code()))
        .into_boxed();
    if let Some(au) = jours.au {
        query = query.filter(rendez_vous::jour.le(au));
    }
    let rows = query
        .order((rendez_vous::debut, rendez_vous::id))
        .limit(2_000)
        .select(Row::as_select())
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

/// Adds the presences of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<RendezVous>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq_any(ids))
        .order(presences::participant_id);
    let all: Vec<PresenceRow> = query.select(PresenceRow::as_select()).load(tx.conn()).await?;
    let mut by_meeting: HashMap<RendezVousId, Vec<PresenceRow>> = HashMap::new();
    for presence in all {
        by_meeting.entry(presence.rendez_vous_id.0).or_default().push(presence);
    }
    rows.into_iter()
        .map(|row| {
            let presences = by_meeting.remove(&row.id.0).unwrap_or_default();
            assembler(row, presences)
        })
        .collect()
}

fn assembler(row: Row, presences: Vec<PresenceRow>) -> Result<RendezVous, Error> {
    Ok(RendezVous {
        id: row.id.into(),
        version: row.version,
        nature: read_code(&row.nature)?,
        titre: row.titre,
        debut: row.debut,
        fin: row.fin,
        lieu: row.lieu,
        animateur: row.animateur.into(),
        operation: row.operation.map(Into::into),
        categorie: row.categorie,
        etat: read_code(&row.etat)?,
        animateur_signe: Signatures { arrivee: row.animateur_arrivee, depart: row.animateur_depart },
        animateur_recueil: lire_recueils(row.recueil)?,
        presences: presences.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
    })
}
