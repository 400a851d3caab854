use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use emargement_api::{
    EtatRendezVous, Issue, Jours, Moment, MotifAbsence, NouveauRendezVous, PresenceDto, RendezVousDto,
};
use kernel::{Code, OperationId, ParticipantId, RendezVousId, RessourceId, TerritoireId, UtilisateurId, calendrier};
use store::{Colonne, Error, Tx, fusions, lire_code};

use super::schema::{presences, rendez_vous};
use crate::domain::presence::{Signatures, entre};

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
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = presences)]
struct Presence {
    territoire_id: Colonne<TerritoireId>,
    rendez_vous_id: Colonne<RendezVousId>,
    participant_id: Colonne<ParticipantId>,
    issue: String,
    motif: Option<String>,
    arrivee: Option<DateTime<Utc>>,
    depart: Option<DateTime<Utc>>,
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

/// Titles of the appointments that overlap `[debut, fin[` and are led by `animateur`, or expect one of
/// `participants`.
pub(crate) async fn chevauchements(
    tx: &mut Tx,
    animateur: UtilisateurId,
    participants: &[ParticipantId],
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>, DateTime<Utc>, bool)>, Error> {
    let expected = diesel::dsl::exists(
        presences::table
            .filter(presences::territoire_id.eq(rendez_vous::territoire_id))
            .filter(presences::rendez_vous_id.eq(rendez_vous::id))
            .filter(presences::participant_id.eq_any(participants.iter().map(|one| one.uuid()))),
    );
    // A day on each side: an appointment never lasts longer.
    let (from, to) =
        (calendrier::plus_jours(calendrier::jour(debut), -1), calendrier::plus_jours(calendrier::jour(fin), 1));
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::jour.between(from, to))
        .filter(rendez_vous::etat.ne(EtatRendezVous::Annule.code()))
        .filter(rendez_vous::debut.lt(fin))
        .filter(rendez_vous::fin.gt(debut))
        .filter(rendez_vous::animateur.eq(animateur.uuid()).or(expected));
    let found = query.select((
        rendez_vous::titre,
        rendez_vous::debut,
        rendez_vous::fin,
        rendez_vous::animateur.eq(animateur.uuid()),
    ));
    Ok(found.load(tx.conn()).await?)
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    nouveau: NouveauRendezVous,
    animateur: UtilisateurId,
) -> Result<RendezVousId, Error> {
    let id: RendezVousId = tx.id();
    let territoire_id = tx.territoire().into();
    let row = Row {
        territoire_id,
        id: id.into(),
        nature: nouveau.nature.code().to_owned(),
        titre: nouveau.titre,
        debut: nouveau.debut,
        fin: nouveau.fin,
        jour: calendrier::jour(nouveau.debut),
        lieu: nouveau.lieu,
        animateur: animateur.into(),
        operation: nouveau.operation.map(Into::into),
        categorie: nouveau.categorie,
        etat: EtatRendezVous::Prevu.code().to_owned(),
        animateur_arrivee: None,
        animateur_depart: None,
    };
    diesel::insert_into(rendez_vous::table).values(&row).execute(tx.conn()).await?;
    let expected: Vec<_> = nouveau
        .participants
        .into_iter()
        .map(|participant_id| Presence {
            territoire_id,
            rendez_vous_id: row.id,
            participant_id: participant_id.into(),
            issue: Issue::Attendu.code().to_owned(),
            motif: None,
            arrivee: None,
            depart: None,
        })
        .collect();
    diesel::insert_into(presences::table).values(&expected).execute(tx.conn()).await?;
    Ok(id)
}

pub(crate) async fn voir(tx: &mut Tx, id: RendezVousId) -> Result<Option<RendezVousDto>, Error> {
    let row: Option<Row> = rendez_vous::table
        .find((tx.territoire().uuid(), id.uuid()))
        .select(Row::as_select())
        .first(tx.conn())
        .await
        .optional()?;
    match row {
        Some(row) => Ok(completer(tx, vec![row]).await?.pop()),
        None => Ok(None),
    }
}

/// Reads an appointment and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: RendezVousId) -> Result<Option<RendezVousDto>, Error> {
    let locked: Option<Colonne<RendezVousId>> = rendez_vous::table
        .find((tx.territoire().uuid(), id.uuid()))
        .select(rendez_vous::id)
        .for_update()
        .first(tx.conn())
        .await
        .optional()?;
    if locked.is_some() { voir(tx, id).await } else { Ok(None) }
}

/// A page of the agenda, by start, after the sort key `apres`.
pub(crate) async fn lister(
    tx: &mut Tx,
    jours: Jours,
    apres: Option<(DateTime<Utc>, RendezVousId)>,
    limite: i64,
) -> Result<Vec<RendezVousDto>, Error> {
    let mut query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::jour.between(jours.du, jours.au))
        .into_boxed();
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
    if let Some((debut, id)) = apres {
        query = query
            .filter(rendez_vous::debut.ge(debut))
            .filter(rendez_vous::debut.gt(debut).or(rendez_vous::id.gt(id.uuid())));
    }
    let rows = query
        .order((rendez_vous::debut, rendez_vous::id))
        .limit(limite + 1)
        .select(Row::as_select())
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

/// The appointments that a person leads in a month: for their time sheet.
pub(crate) async fn du_mois(
    tx: &mut Tx,
    animateur: UtilisateurId,
    mois: NaiveDate,
) -> Result<Vec<RendezVousDto>, Error> {
    let query = rendez_vous::table
        .filter(rendez_vous::territoire_id.eq(tx.territoire().uuid()))
        .filter(rendez_vous::animateur.eq(animateur.uuid()))
        .filter(rendez_vous::jour.ge(mois))
        .filter(rendez_vous::jour.lt(calendrier::plus_mois(mois, 1)))
        .filter(rendez_vous::etat.ne(EtatRendezVous::Annule.code()));
    let rows = query
        .order((rendez_vous::debut, rendez_vous::id))
        .limit(2_000)
        .select(Row::as_select())
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

/// Adds the presences of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<RendezVousDto>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq_any(ids))
        .order(presences::participant_id);
    let all: Vec<Presence> = query.select(Presence::as_select()).load(tx.conn()).await?;
    let mut by_meeting: HashMap<RendezVousId, Vec<Presence>> = HashMap::new();
    for presence in all {
        by_meeting.entry(presence.rendez_vous_id.into()).or_default().push(presence);
    }
    rows.into_iter()
        .map(|row| {
            let presences = by_meeting.remove(&row.id.0).unwrap_or_default();
            dto(row, presences)
        })
        .collect()
}

fn dto(row: Row, presences: Vec<Presence>) -> Result<RendezVousDto, Error> {
    let presences =
        presences.into_iter().map(|presence| presence_dto(&row, &presence)).collect::<Result<_, Error>>()?;
    Ok(RendezVousDto {
        id: row.id.into(),
        nature: lire_code(&row.nature)?,
        titre: row.titre,
        debut: row.debut,
        fin: row.fin,
        minutes: entre(row.debut, row.fin),
        lieu: row.lieu,
        animateur: row.animateur.into(),
        operation: row.operation.map(Into::into),
        categorie: row.categorie,
        etat: lire_code(&row.etat)?,
        animateur_arrivee: row.animateur_arrivee,
        animateur_depart: row.animateur_depart,
        presences,
    })
}

fn presence_dto(row: &Row, presence: &Presence) -> Result<PresenceDto, Error> {
    let signatures = Signatures {
        nature: lire_code(&row.nature)?,
        issue: lire_code(&presence.issue)?,
        arrivee: presence.arrivee,
        depart: presence.depart,
        animateur_arrivee: row.animateur_arrivee,
        animateur_depart: row.animateur_depart,
    };
    Ok(PresenceDto {
        participant: presence.participant_id.into(),
        issue: signatures.issue,
        motif: presence.motif.as_deref().map(lire_code).transpose()?,
        arrivee: presence.arrivee,
        depart: presence.depart,
        justifiee: signatures.justifiee(),
        manque: signatures.manque().into_iter().map(ToOwned::to_owned).collect(),
    })
}

/// Keeps a signature of who leads.
pub(crate) async fn signer_animateur(
    tx: &mut Tx,
    id: RendezVousId,
    moment: Moment,
    le: DateTime<Utc>,
) -> Result<(), Error> {
    let one = rendez_vous::table.find((tx.territoire().uuid(), id.uuid()));
    match moment {
        Moment::Arrivee => diesel::update(one).set(rendez_vous::animateur_arrivee.eq(le)).execute(tx.conn()).await?,
        Moment::Depart => diesel::update(one).set(rendez_vous::animateur_depart.eq(le)).execute(tx.conn()).await?,
    };
    Ok(())
}

/// Keeps a signature of a person: they came.
pub(crate) async fn signer_participant(
    tx: &mut Tx,
    id: RendezVousId,
    participant: ParticipantId,
    moment: Moment,
    le: DateTime<Utc>,
) -> Result<(), Error> {
    let one = presences::table.find((tx.territoire().uuid(), id.uuid(), participant.uuid()));
    let came = presences::issue.eq(Issue::Present.code());
    match moment {
        Moment::Arrivee => diesel::update(one).set((presences::arrivee.eq(le), came)).execute(tx.conn()).await?,
        Moment::Depart => diesel::update(one).set((presences::depart.eq(le), came)).execute(tx.conn()).await?,
    };
    Ok(())
}

/// Everybody who was expected and not found absent answered the call.
pub(crate) async fn constater_presents(tx: &mut Tx, id: RendezVousId) -> Result<(), Error> {
    let of_it = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::rendez_vous_id.eq(id.uuid()))
        .filter(presences::issue.eq(Issue::Attendu.code()));
    diesel::update(of_it).set(presences::issue.eq(Issue::Present.code())).execute(tx.conn()).await?;
    Ok(())
}

/// Records that a person did not come; excused when a reason is given.
pub(crate) async fn absenter(
    tx: &mut Tx,
    id: RendezVousId,
    participant: ParticipantId,
    motif: Option<MotifAbsence>,
) -> Result<(), Error> {
    let issue = if motif.is_some() { Issue::Excuse } else { Issue::Absent };
    diesel::update(presences::table.find((tx.territoire().uuid(), id.uuid(), participant.uuid())))
        .set((presences::issue.eq(issue.code()), presences::motif.eq(motif.map(Code::code))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn changer_etat(tx: &mut Tx, id: RendezVousId, etat: EtatRendezVous) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(rendez_vous::table.find(key)).set(rendez_vous::etat.eq(etat.code())).execute(tx.conn()).await?;
    Ok(())
}
