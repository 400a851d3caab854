pub(crate) mod contacts;
pub(crate) mod liste;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl,
    Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActionCollectiveId, CandidatureId, Code, ParticipantId, RessourceId, StructureId, TerritoireId, UtilisateurId,
    calendrier::Periode,
};
use participants_api::{CandidatureSuivie, EtatCandidature, PreuveDepot, Signature};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, ouvertures::Ouverture, read_code, read_json, write_json};

use crate::{
    entree::{candidature::domain::Candidature, signature},
    schema::{candidature_signatures as signatures, candidatures, participants},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = candidatures, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<CandidatureId>,
    participant_id: Colonne<ParticipantId>,
    prescripteur: Option<Colonne<StructureId>>,
    etat: String,
    deposee_le: NaiveDate,
    referent: Option<Colonne<UtilisateurId>>,
    affectee_le: Option<NaiveDate>,
    diagnostiquee_le: Option<NaiveDate>,
    decidee_le: Option<NaiveDate>,
    entree_le: Option<NaiveDate>,
    motif: Option<String>,
    commentaire: Option<String>,
    prescripteur_a_contacter_le: Option<NaiveDate>,
    suivi_termine_le: Option<NaiveDate>,
    entrees_remplacees: Value,
    action_collective_id: Option<Colonne<ActionCollectiveId>>,
}

impl TryFrom<Row> for Candidature {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            prescripteur: row.prescripteur.map(Into::into),
            etat: read_code(&row.etat)?,
            deposee_le: row.deposee_le,
            referent: row.referent.map(Into::into),
            affectee_le: row.affectee_le,
            diagnostiquee_le: row.diagnostiquee_le,
            decidee_le: row.decidee_le,
            entree_le: row.entree_le,
            motif: row.motif.as_deref().map(read_code).transpose()?,
            commentaire: row.commentaire,
            prescripteur_a_contacter_le: row.prescripteur_a_contacter_le,
            suivi_termine_le: row.suivi_termine_le,
            entrees_remplacees: read_json(row.entrees_remplacees)?,
            action: row.action_collective_id.map(Into::into),
        })
    }
}

fn row(tx: &Tx, candidature: &Candidature) -> Result<Row, Error> {
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: candidature.id.into(),
        participant_id: candidature.participant.into(),
        prescripteur: candidature.prescripteur.map(Into::into),
        etat: candidature.etat.code().to_owned(),
        deposee_le: candidature.deposee_le,
        referent: candidature.referent.map(Into::into),
        affectee_le: candidature.affectee_le,
        diagnostiquee_le: candidature.diagnostiquee_le,
        decidee_le: candidature.decidee_le,
        entree_le: candidature.entree_le,
        motif: candidature.motif.map(|motif| motif.code().to_owned()),
        commentaire: candidature.commentaire.clone(),
        prescripteur_a_contacter_le: candidature.prescripteur_a_contacter_le,
        suivi_termine_le: candidature.suivi_termine_le,
        entrees_remplacees: write_json(&candidature.entrees_remplacees)?,
        action_collective_id: candidature.action.map(Into::into),
    })
}

pub(crate) async fn ajouter(tx: &mut Tx, candidature: &Candidature, signed: &[Signature]) -> Result<(), Problem> {
    tx.concerner(candidature).await?;
    let row = row(tx, candidature)?;
    diesel::insert_into(candidatures::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("candidatures_en_cours", deja_en_cours)?;
    Ok(signer(tx, candidature.id, signed).await?)
}

/// Records signatures of a candidature.
pub(crate) async fn signer(tx: &mut Tx, id: CandidatureId, signed: &[Signature]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let (now, par) = (tx.now(), tx.acteur().id);
    let signature = |one: &Signature| {
        let preuve = match &one.mode {
            PreuveDepot::Dessinee { traits } => Some(write_json(traits)?),
            PreuveDepot::Declaree | PreuveDepot::Papier { .. } => None,
        };
        Ok((
            signatures::territoire_id.eq(territoire),
            signatures::candidature_id.eq(id.uuid()),
            signatures::signataire.eq(one.signataire.nom()),
            signatures::signe_le.eq(one.signe_le),
            signatures::nom.eq(one.nom.clone()),
            signatures::lieu.eq(one.lieu.clone()),
            signatures::mode.eq(one.mode.mode().code()),
            signatures::preuve.eq(preuve),
            signatures::saisie_le.eq(now),
            signatures::saisie_par.eq(par.uuid()),
        ))
    };
    let rows = signed.iter().map(signature).collect::<Result<Vec<_>, Error>>()?;
    diesel::insert_into(signatures::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Records procedures that were led before the suite.
pub(crate) async fn reprendre(tx: &mut Tx, candidatures: &[Candidature]) -> Result<(), Problem> {
    let rows = candidatures.iter().map(|one| row(tx, one)).collect::<Result<Vec<_>, _>>()?;
    let done = diesel::insert_into(candidatures::table).values(rows).execute(tx.conn()).await;
    done.on_constraint("candidatures_en_cours", deja_en_cours)?;
    Ok(())
}

fn deja_en_cours() -> Problem {
    Problem::new(Slug::Conflit, "Une candidature ou un accompagnement de cette personne est déjà en cours.")
}

/// Writes the whole of a candidature that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, candidature: &Candidature) -> Result<(), Problem> {
    let row = row(tx, candidature)?;
    let one = candidatures::table.find((row.territoire_id, row.id));
    let done = diesel::update(one).set(&row).execute(tx.conn()).await;
    done.on_constraint("candidatures_en_cours", deja_en_cours)?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: CandidatureId) -> Result<Option<Candidature>, Error> {
    let query = candidatures::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let found: Option<Candidature> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// What a prescripteur follows of a candidature, with whose it is and who filed it.
pub(crate) struct Suivie {
    pub(crate) participant: ParticipantId,
    pub(crate) prescripteur: Option<StructureId>,
    pub(crate) contenu: CandidatureSuivie,
}

type SuivieRow = (
    Colonne<CandidatureId>,
    Colonne<ParticipantId>,
    Option<Colonne<StructureId>>,
    String,
    String,
    String,
    NaiveDate,
    Option<NaiveDate>,
    Option<NaiveDate>,
);

/// Those of these candidatures that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[CandidatureId]) -> Result<Vec<Candidature>, Error> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::id.eq_any(ids));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The candidatures of these persons.
pub(crate) async fn de_personnes(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<CandidatureId>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Colonne<CandidatureId>> = query.select(candidatures::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Whose candidatures these are.
pub(crate) async fn personnes(tx: &mut Tx, ids: &[CandidatureId]) -> Result<Vec<ParticipantId>, Error> {
    Ok(parmi(tx, ids).await?.into_iter().map(|dossier| dossier.participant).collect())
}

/// Reads a candidature and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: CandidatureId) -> Result<Candidature, Problem> {
    let query = candidatures::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> =
        query.select(Row::as_select()).for_update().first(tx.conn()).await.optional().map_err(Error::from)?;
    let found = row.ok_or_else(Problem::not_found)?.try_into()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Candidatures of a person that are not over, nor the accompaniment to which they led; locked.
pub(crate) async fn en_cours(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Candidature>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq(participant.uuid()))
        .filter(candidatures::suivi_termine_le.is_null())
        .filter(candidatures::etat.ne_all(["refusee", "reorientee", "non_entree"]));
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Keeps the last day of the accompaniment to which a candidature led.
pub(crate) async fn terminer_suivi(tx: &mut Tx, id: CandidatureId, le: NaiveDate) -> Result<(), Error> {
    let one = candidatures::table.find((tx.territoire().uuid(), id.uuid()));
    diesel::update(one).set(candidatures::suivi_termine_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

/// The exit that parcours told was taken back: the person is followed, unless they are in another procedure since.
pub(crate) async fn reprendre_suivi(tx: &mut Tx, id: CandidatureId) -> Result<(), Error> {
    let Some(own) = parmi(tx, &[id]).await?.pop() else { return Ok(()) };
    if en_cours(tx, own.participant).await?.iter().any(|other| other.id != id) {
        return Ok(());
    }
    let one = candidatures::table.find((tx.territoire().uuid(), id.uuid()));
    diesel::update(one).set(candidatures::suivi_termine_le.eq(None::<NaiveDate>)).execute(tx.conn()).await?;
    Ok(())
}

/// Keeps who follows the person for good since parcours told it.
pub(crate) async fn confier(tx: &mut Tx, id: CandidatureId, referent: UtilisateurId) -> Result<(), Error> {
    let one = candidatures::table.find((tx.territoire().uuid(), id.uuid()));
    diesel::update(one).set(candidatures::referent.eq(referent.uuid())).execute(tx.conn()).await?;
    Ok(())
}

/// To whom each of these persons was given last, when they were: by a procedure that goes on, or the accompaniment to which it
/// led, before any that is over.
pub(crate) async fn donnees(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Ouverture>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(candidatures::referent.is_not_null())
        .order((candidatures::participant_id, candidatures::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let mut given: BTreeMap<_, (bool, Ouverture)> = BTreeMap::new();
    for row in rows {
        let one = Candidature::try_from(row)?;
        let Some(utilisateur) = one.referent else { continue };
        let jours = Periode { du: one.affectee_le.unwrap_or(one.deposee_le), au: None };
        let (en_cours, dossier) = (one.en_cours(), one.participant);
        if en_cours || given.get(&dossier).is_none_or(|(en_cours, _)| !en_cours) {
            given.insert(dossier, (en_cours, Ouverture { utilisateur, dossier, jours }));
        }
    }
    Ok(given.into_values().map(|(_, opened)| opened).collect())
}

/// How many files each référent has beside `sauf`: candidatures in progress, and persons accompanied.
pub(crate) async fn charges(
    tx: &mut Tx,
    referents: &[UtilisateurId],
    sauf: CandidatureId,
) -> Result<Vec<(UtilisateurId, i64)>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::referent.eq_any(referents.iter().map(|one| one.uuid())))
        .filter(candidatures::id.ne(sauf.uuid()))
        .filter(candidatures::suivi_termine_le.is_null())
        .filter(candidatures::etat.ne_all(["refusee", "reorientee", "non_entree"]))
        .group_by(candidatures::referent);
    let rows: Vec<(Option<Colonne<UtilisateurId>>, i64)> =
        query.select((candidatures::referent, diesel::dsl::count_star())).load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(referent, count)| referent.map(|referent| (referent.0, count))).collect())
}

/// The candidatures of a person, oldest first.
pub(crate) async fn du_participant(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<CandidatureId>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq(participant.uuid()))
        .order(candidatures::id)
        .limit(100);
    let ids: Vec<Colonne<CandidatureId>> = query.select(candidatures::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Those of these persons whom a structure referred.
pub(crate) async fn orientees(
    tx: &mut Tx,
    participants: &[ParticipantId],
    prescripteur: StructureId,
) -> Result<BTreeSet<ParticipantId>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::participant_id.eq_any(participants.iter().map(|id| id.uuid())))
        .filter(candidatures::prescripteur.eq(prescripteur.uuid()));
    let rows: Vec<Colonne<ParticipantId>> = query.select(candidatures::participant_id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest candidatures of a state, `limite` at most.
pub(crate) async fn de_l_etat(tx: &mut Tx, etat: EtatCandidature, limite: i64) -> Result<Vec<Candidature>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::etat.eq(etat.code()))
        .filter(candidatures::action_collective_id.is_null());
    let rows: Vec<Row> =
        query.order(candidatures::id.desc()).limit(limite).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of the candidatures that these structures filed, newest first, and one more when there are more.
pub(crate) async fn suivies(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    apres: Option<CandidatureId>,
    limite: i64,
) -> Result<Vec<Suivie>, Error> {
    let mut query = candidatures::table
        .inner_join(
            participants::table.on(participants::territoire_id
                .eq(candidatures::territoire_id)
                .and(participants::id.eq(candidatures::participant_id))),
        )
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::prescripteur.eq_any(structures.iter().map(|one| one.uuid())))
        .into_boxed();
    if let Some(apres) = apres {
        query = query.filter(candidatures::id.lt(apres.uuid()));
    }
    let rows: Vec<SuivieRow> = query
        .order(candidatures::id.desc())
        .select((
            candidatures::id,
            candidatures::participant_id,
            candidatures::prescripteur,
            participants::nom,
            participants::prenom,
            candidatures::etat,
            candidatures::deposee_le,
            candidatures::decidee_le,
            candidatures::prescripteur_a_contacter_le,
        ))
        .page(limite)
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(
            |(
                Colonne(id),
                Colonne(participant),
                prescripteur,
                nom,
                prenom,
                etat,
                deposee_le,
                decidee_le,
                rendez_vous_manques_depuis,
            )| {
                let etat = read_code(&etat)?;
                let contenu =
                    CandidatureSuivie { id, nom, prenom, etat, deposee_le, decidee_le, rendez_vous_manques_depuis };
                Ok(Suivie { participant, prescripteur: prescripteur.map(Into::into), contenu })
            },
        )
        .collect()
}

/// Signatures of a candidature.
pub(crate) async fn signatures(
    tx: &mut Tx,
    ids: &[CandidatureId],
) -> Result<HashMap<CandidatureId, Vec<signature::domain::Signature>>, Error> {
    let query = signatures::table
        .filter(signatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(signatures::candidature_id.eq_any(ids.iter().map(|id| id.uuid())))
        .order((signatures::signe_le, signatures::signataire));
    let rows: Vec<(Colonne<CandidatureId>, signature::store::Row)> =
        query.select((signatures::candidature_id, signature::store::colonnes!(signatures))).load(tx.conn()).await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (Colonne(candidature), row) in rows {
        found.entry(candidature).or_default().push(row.try_into()?);
    }
    Ok(found)
}

/// The candidatures that a collective action retained, in the order in which they were recorded.
pub(crate) async fn retenues(tx: &mut Tx, action: ActionCollectiveId) -> Result<Vec<Candidature>, Error> {
    let query = candidatures::table
        .filter(candidatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(candidatures::action_collective_id.eq(action.uuid()))
        .order(candidatures::id)
        .limit(1_000);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
