mod traces;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods, OptionalExtension,
    PgSortExpressionMethods, QueryDsl,
    dsl::sql,
    sql_types::{Date, Jsonb, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParticipantId};
use participants_api::{Annonce, EtapeConservation};
use serde_json::Value;
use store::{Colonne, Error, Tx, idempotence, read_code};

use crate::{
    dossier::participant,
    schema::{
        annonces, obligations, participant_versions as versions, participants, piece_contenus as contenus, pieces,
    },
};

/// Files whose last contact is so old that a stage may be due, and that no announcement names yet.
pub(crate) async fn a_annoncer(
    tx: &mut Tx,
    etape: EtapeConservation,
    avant: NaiveDate,
    limite: i64,
) -> Result<Vec<ParticipantId>, Error> {
    let announced = annonces::table.filter(annonces::territoire_id.eq(tx.territoire().uuid()));
    let held = obligations::table
        .filter(obligations::territoire_id.eq(tx.territoire().uuid()))
        .filter(obligations::jusquau.ge(tx.today()));
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::anonymise_le.is_null())
        .filter(participants::fusionne_dans.is_null())
        .filter(participants::dernier_contact.le(avant))
        .filter(participants::id.ne_all(announced.select(annonces::participant_id)))
        .filter(
            participants::archive_le.is_null().or(participants::id.ne_all(held.select(obligations::participant_id))),
        )
        .order(participants::dernier_contact)
        .limit(limite)
        .select(participants::id)
        .into_boxed();
    let query = match etape {
        EtapeConservation::Archivage => query.filter(participants::archive_le.is_null()),
        EtapeConservation::Anonymisation => query.filter(participants::archive_le.is_not_null()),
    };
    let found: Vec<Colonne<ParticipantId>> = query.load(tx.conn()).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

pub(crate) async fn annoncer(tx: &mut Tx, annonce: &Annonce) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(annonces::table)
        .values((
            annonces::territoire_id.eq(territoire),
            annonces::participant_id.eq(annonce.participant.uuid()),
            annonces::etape.eq(annonce.etape.code()),
            annonces::annoncee_le.eq(annonce.annoncee_le),
            annonces::prevue_le.eq(annonce.prevue_le),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What is announced for `jusquau` at the latest, soonest first.
pub(crate) async fn annonces(tx: &mut Tx, jusquau: NaiveDate, limite: i64) -> Result<Vec<Annonce>, Error> {
    let query = annonces::table
        .filter(annonces::territoire_id.eq(tx.territoire().uuid()))
        .filter(annonces::prevue_le.le(jusquau))
        .order((annonces::prevue_le, annonces::participant_id))
        .limit(limite);
    let rows: Vec<(Colonne<ParticipantId>, String, NaiveDate, NaiveDate)> = query
        .select((annonces::participant_id, annonces::etape, annonces::annoncee_le, annonces::prevue_le))
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(participant, etape, annoncee_le, prevue_le)| {
            Ok(Annonce { participant: participant.into(), etape: read_code(&etape)?, annoncee_le, prevue_le })
        })
        .collect()
}

/// Forgets an announcement: done, or the person was seen again.
pub(crate) async fn lever(tx: &mut Tx, participant: ParticipantId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), participant.uuid());
    diesel::delete(annonces::table.find(key)).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn archiver(tx: &mut Tx, id: ParticipantId, le: NaiveDate) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(participants::table.find(key)).set(participants::archive_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

/// How far an erasure reaches: one more whenever it learns to reach further, here or in a service that hears of it. What was
/// erased before is then erased again.
const ETENDUE: i32 = 7;

/// A file whose erasure did not reach as far, and the day of it, locked; those that absorbed others first, for these are
/// erased with them.
pub(crate) async fn a_refaire(tx: &mut Tx) -> Result<Option<(ParticipantId, NaiveDate)>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::anonymise_le.is_not_null())
        .filter(participants::effacement.lt(ETENDUE))
        .order(participants::fusionne_dans.asc().nulls_first())
        .select((participants::id, participants::anonymise_le.assume_not_null()));
    let found: Option<(Colonne<ParticipantId>, NaiveDate)> =
        query.for_update().skip_locked().first(tx.conn()).await.optional()?;
    Ok(found.map(|(Colonne(id), le)| (id, le)))
}

/// What nobody may read any more, table by table: names, texts, days of birth. Codes, dates of the
/// procedure and figures stay, so that past counts do not change.
const EFFACEMENTS: [&str; 32] = [
    "DELETE FROM messages WHERE territoire_id = $1 AND $3 IS NOT NULL AND destinataire IN \
     (SELECT courriel FROM participants WHERE territoire_id = $1 AND id = $2 UNION \
     SELECT contenu->>'courriel' FROM participant_versions WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE participants SET nom = '—', prenom = '—', nom_recherche = '', telephone = NULL, courriel = NULL, \
     etat_civil = jsonb_build_object('nationalite', etat_civil->'nationalite', 'niveau_formation', \
     etat_civil->'niveau_formation', 'menage', etat_civil->'menage', 'langues', '[]'::jsonb), \
     date_naissance = make_date(extract(year FROM date_naissance)::int, 1, 1), anonymise_le = $3, \
     archive_le = coalesce(archive_le, $3) WHERE territoire_id = $1 AND id = $2",
    "DELETE FROM participant_versions WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE adresses SET voie = NULL, complement = NULL, source = '—', motif = NULL WHERE territoire_id = $1 \
     AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE situations SET source = '—', motif = NULL WHERE territoire_id = $1 AND participant_id = $2 \
     AND $3 IS NOT NULL",
    "UPDATE pieces SET motif = NULL, sha256 = NULL WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE piece_versions SET motif = NULL, sha256 = NULL WHERE territoire_id = $1 AND $3 IS NOT NULL AND piece_id IN \
     (SELECT id FROM pieces WHERE territoire_id = $1 AND participant_id = $2)",
    "DELETE FROM piece_contenus WHERE territoire_id = $1 AND $3 IS NOT NULL AND piece_id IN \
     (SELECT id FROM pieces WHERE territoire_id = $1 AND participant_id = $2)",
    "DELETE FROM candidature_contacts WHERE territoire_id = $1 AND $3 IS NOT NULL AND candidature_id IN \
     (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE outbox SET donnees = donnees - 'referent_social' WHERE territoire_id = $1 AND $3 IS NOT NULL \
     AND donnees ? 'referent_social' AND sujet IN \
     (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE outbox SET donnees = jsonb_set(donnees, '{niveaux}', '[]') WHERE territoire_id = $1 AND $3 IS NOT NULL \
     AND donnees ? 'niveaux' AND sujet IN (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "DELETE FROM diagnostics WHERE territoire_id = $1 AND $3 IS NOT NULL AND candidature_id IN \
     (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "DELETE FROM documents WHERE territoire_id = $1 AND cree_le < $3 + 2 AND (candidature_id IN \
     (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2) OR (nature IN ('releve', 'extrait') \
     AND commission_id IN (SELECT commission_id FROM commission_dossiers d JOIN candidatures c \
     ON c.territoire_id = d.territoire_id AND c.id = d.candidature_id WHERE c.territoire_id = $1 AND c.participant_id = $2)))",
    "DELETE FROM documents WHERE territoire_id = $1 AND cree_le < $3 + 2 AND nature IN ('releve', 'extrait') \
     AND commission_id IN (SELECT p.commission_id FROM commission_demandes p JOIN demandes d \
     ON d.territoire_id = p.territoire_id AND d.id = p.demande_id WHERE d.territoire_id = $1 AND d.participant_id = $2)",
    "DELETE FROM documents WHERE territoire_id = $1 AND cree_le < $3 + 2 AND personnes @> ARRAY[$2]::uuid[]",
    "UPDATE actions_instances SET quoi = '—', qui = '—', \
     etat = CASE WHEN etat = 'a_faire' THEN 'abandonnee' ELSE etat END, suites = (SELECT coalesce(jsonb_agg( \
     jsonb_set(one, '{resultat}', '\"—\"')), '[]') FROM jsonb_array_elements(suites) AS one) \
     WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE commission_demandes SET motif = NULL, conditions = NULL, deports = (SELECT coalesce(jsonb_agg( \
     jsonb_set(one, '{motif}', '\"—\"')), '[]') FROM jsonb_array_elements(deports) AS one), corrigees = (SELECT coalesce( \
     jsonb_agg(jsonb_set(one, '{raison}', '\"—\"')), '[]') FROM jsonb_array_elements(corrigees) AS one) \
     WHERE territoire_id = $1 AND $3 IS NOT NULL AND demande_id IN \
     (SELECT id FROM demandes WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE outbox SET donnees = donnees || '{\"motif\": null, \"conditions\": null}' WHERE territoire_id = $1 \
     AND $3 IS NOT NULL AND sujet IN (SELECT id FROM demandes WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE demandes SET motif = NULL WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "DELETE FROM references_importees WHERE territoire_id = $1 AND objet_id = $2 AND $3 IS NOT NULL",
    "UPDATE lignes_importees SET reference = NULL, identite = NULL, empreinte = NULL, cellules = NULL, problemes = '[]', \
     hesitations = '[]' WHERE territoire_id = $1 AND objet_id = $2 AND $3 IS NOT NULL",
    "UPDATE candidatures SET commentaire = NULL, entrees_remplacees = (SELECT coalesce(jsonb_agg( \
     jsonb_set(one, '{motif}', '\"—\"') || '{\"manques\": []}'), '[]') FROM jsonb_array_elements(entrees_remplacees) AS one) WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE commission_dossiers SET motif = NULL, conditions = NULL, derogation = NULL, corrigees = (SELECT coalesce(jsonb_agg( \
     jsonb_set(one, '{raison}', '\"—\"') - 'derogation'), '[]') FROM jsonb_array_elements(corrigees) AS one) WHERE territoire_id = $1 \
     AND $3 IS NOT NULL AND candidature_id IN (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE commissions SET deports = (SELECT coalesce(jsonb_agg(CASE WHEN c.id IS NULL THEN one ELSE \
     jsonb_set(one, '{motif}', '\"—\"') END), '[]') FROM jsonb_array_elements(deports) AS one LEFT JOIN candidatures c \
     ON c.territoire_id = $1 AND c.participant_id = $2 AND c.id::text = one->>'candidature') \
     WHERE territoire_id = $1 AND $3 IS NOT NULL AND id IN (SELECT d.commission_id FROM commission_dossiers d \
     JOIN candidatures c ON c.territoire_id = d.territoire_id AND c.id = d.candidature_id \
     WHERE c.territoire_id = $1 AND c.participant_id = $2)",
    "UPDATE engagements SET referent_unique = NULL WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE historique SET valeurs = NULL WHERE territoire_id = $1 AND $3 IS NOT NULL \
     AND objet IN (SELECT id FROM engagements WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE registre_droits SET motif = NULL WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE obligations SET operation = '— ' || id WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE candidature_signatures SET nom = NULL, lieu = NULL, preuve = NULL WHERE territoire_id = $1 AND $3 IS NOT NULL \
     AND candidature_id IN (SELECT id FROM candidatures WHERE territoire_id = $1 AND participant_id = $2)",
    "UPDATE contrats SET fige = NULL WHERE territoire_id = $1 AND participant_id = $2 AND $3 IS NOT NULL",
    "UPDATE fusions SET motif = '—' WHERE territoire_id = $1 AND $2 IN (garde, absorbe) AND $3 IS NOT NULL",
    "UPDATE contrat_signatures SET nom = NULL, lieu = NULL, preuve = NULL WHERE territoire_id = $1 AND $3 IS NOT NULL \
     AND contrat_id IN (SELECT id FROM contrats WHERE territoire_id = $1 AND participant_id = $2)",
];

/// Anonymises a file, and with it those that it absorbed: all of them, and the places of the received files, to be
/// destroyed once this is committed.
pub(crate) async fn anonymiser(
    tx: &mut Tx,
    id: ParticipantId,
    le: NaiveDate,
) -> Result<(Vec<ParticipantId>, Vec<String>), Error> {
    let (mut of_the_person, mut files) = (vec![id], Vec::new());
    let mut erased = Vec::new();
    while !of_the_person.is_empty() {
        for one in &of_the_person {
            files.extend(effacer(tx, *one, le).await?);
        }
        erased.extend(of_the_person.iter().copied());
        of_the_person = participant::store::absorbes::absorbes(tx, &of_the_person).await?;
    }
    idempotence::effacer(tx, &erased).await?;
    tracing::info!(annee = le.year(), "a file was anonymised");
    Ok((erased, files))
}

async fn effacer(tx: &mut Tx, id: ParticipantId, le: NaiveDate) -> Result<Vec<String>, Error> {
    let territoire = tx.territoire().uuid();
    let files: Vec<String> = contenus::table
        .inner_join(
            pieces::table.on(pieces::territoire_id.eq(contenus::territoire_id).and(pieces::id.eq(contenus::piece_id))),
        )
        .filter(pieces::territoire_id.eq(territoire))
        .filter(pieces::participant_id.eq(id.uuid()))
        .select(contenus::emplacement)
        .load(tx.conn())
        .await?;
    let identites = traces::identites(tx, id).await?;
    traces::effacer(tx, id, &identites).await?;
    for statement in EFFACEMENTS {
        diesel::sql_query(statement)
            .bind::<SqlUuid, _>(territoire)
            .bind::<SqlUuid, _>(id.uuid())
            .bind::<Date, _>(le)
            .execute(tx.conn())
            .await?;
    }
    let file = participants::table.find((territoire, id.uuid()));
    diesel::update(file).set(participants::effacement.eq(ETENDUE)).execute(tx.conn()).await?;
    garder_une_version(tx, id).await?;
    Ok(files)
}

/// The one version that is left of a file: what it says now, by nobody.
async fn garder_une_version(tx: &mut Tx, id: ParticipantId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    let contenu = sql::<Jsonb>(
        "jsonb_build_object('nom', nom, 'prenom', prenom, 'date_naissance', date_naissance, 'sexe', sexe, \
         'commune', commune, 'etat_civil', etat_civil)",
    );
    let (version, cree_le, contenu): (i32, DateTime<Utc>, Value) = participants::table
        .find(key)
        .select((participants::version, participants::cree_le, contenu))
        .first(tx.conn())
        .await?;
    diesel::insert_into(versions::table)
        .values((
            versions::territoire_id.eq(key.0),
            versions::participant_id.eq(key.1),
            versions::version.eq(version),
            versions::saisie_le.eq(cree_le),
            versions::saisie_par.eq(ActeurId::SUITE.uuid()),
            versions::contenu.eq(contenu),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
