use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, QueryableByName, Selectable, SelectableHelper,
    sql_types::{Array, Date, Integer, Uuid as SqlUuid},
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{FaitReprisId, ImportId, ParcoursId, ParticipantId, TerritoireId, UtilisateurId, calendrier::Periode};
use parcours_api::FaitRepris;
use serde_json::Value;
use store::{Colonne, Error, Tx, fusions, read_json, write_json};

use crate::{
    reprise::import::domain::{Passage, Personne},
    schema::{parcours, referents_repris as repris, suites_reprises as suites},
    vie::{affectation::domain::Affectation, parcours::store::gardes},
};

/// The parcours of these persons, oldest first. One that ended in favour of another stands for it: the former program
/// goes on naming it.
pub(crate) async fn passages(
    tx: &mut Tx,
    source: &str,
    personnes: &[&Personne],
) -> Result<HashMap<Personne, Vec<Passage>>, Error> {
    type Found = (Colonne<ParticipantId>, Colonne<ParcoursId>, NaiveDate, Option<String>, Option<Colonne<ParcoursId>>);
    let named = nommees(tx, source, personnes).await?;
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(named.iter().map(|(_, file)| file.uuid()).collect::<BTreeSet<_>>()))
        .order((parcours::entree_le, parcours::id))
        .select((
            parcours::participant_id,
            parcours::id,
            parcours::entree_le,
            parcours::reprise_reference,
            parcours::reuni_a,
        ));
    let rows: Vec<Found> = query.load(tx.conn()).await?;
    let ended: Vec<_> = rows.iter().filter_map(|(_, id, _, _, kept)| kept.is_some().then_some(id.0)).collect();
    let kept = gardes(tx, &ended).await?;
    let mut of: HashMap<ParticipantId, Vec<(Passage, Option<String>)>> = HashMap::new();
    for (Colonne(file), Colonne(own), entree_le, reference, _) in rows {
        let parcours = kept.get(&own).copied().unwrap_or(own);
        of.entry(file).or_default().push((Passage { parcours, entree_le, porte: true }, reference));
    }
    let own = |(personne, file): (Personne, ParticipantId)| {
        let bears = |reference: &Option<String>| match &personne {
            Personne::Reference(empreinte) => reference.as_ref() == Some(empreinte),
            Personne::Dossier(_) => true,
        };
        let all = of.get(&file)?.iter().map(|(one, reference)| Passage { porte: bears(reference), ..*one });
        let all: Vec<_> = all.collect();
        Some((personne, all))
    };
    Ok(named.into_iter().filter_map(own).collect())
}

/// The file of each of these persons who has a parcours, or is named by their file.
async fn nommees(tx: &mut Tx, source: &str, personnes: &[&Personne]) -> Result<Vec<(Personne, ParticipantId)>, Error> {
    let (mut references, mut dossiers) = (Vec::new(), Vec::new());
    for one in personnes {
        match one {
            Personne::Reference(empreinte) => references.push(empreinte.as_str()),
            Personne::Dossier(id) => dossiers.push(*id),
        }
    }
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::reprise_source.eq(source))
        .filter(parcours::reprise_reference.eq_any(references))
        // Who has a parcours of their own under a reference goes before whoever had one that was made another's.
        .order((parcours::reuni_a.is_null(), parcours::id))
        .select((parcours::reprise_reference, parcours::participant_id));
    let rows: Vec<(Option<String>, Colonne<ParticipantId>)> = query.load(tx.conn()).await?;
    let own = |(reference, Colonne(file)): (Option<String>, _)| Some((Personne::Reference(reference?), file));
    let mut named: Vec<_> = rows.into_iter().filter_map(own).collect();
    let files = fusions::dossiers(tx, &dossiers).await?;
    named.extend(dossiers.into_iter().zip(files).map(|(told, file)| (Personne::Dossier(told), file)));
    Ok(named)
}

#[derive(QueryableByName)]
struct Marque {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<FaitReprisId>,
    #[diesel(sql_type = Integer)]
    marque: i32,
}

/// A print of each of these facts as it stands: what was changed has another, and what was not keeps the one that an import
/// left, so that a value which says nothing adds nothing to it.
const MARQUES: &str = "
    SELECT id, hashtext(concat_ws('|', nature, operateur, intitule, debut, fin_prevue, fin, etat, motif)) AS marque
      FROM etapes WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, hashtext(concat_ws('|', nature, du, au, motif, CASE WHEN retiree THEN 'retirée' END))
      FROM suspensions WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, hashtext(concat_ws('|', referent, nom, du, au))
      FROM referents_repris WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT rendez_vous, hashtext(concat_ws('|', jour, nature, minutes, justifie))
      FROM contacts WHERE territoire_id = $1 AND rendez_vous = ANY ($2)
    UNION ALL SELECT id, hashtext(concat_ws('|', connu_depuis))
      FROM parcours WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, hashtext(concat_ws('|', nature, debut, employeur, etat, justifiee_le, rompue_le, acquise_le,
        partiel_choisi_le, age))
      FROM sorties WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT fait_id, hashtext(concat_ws('|', motif, le, destination))
      FROM fins WHERE territoire_id = $1 AND fait_id = ANY ($2)
    UNION ALL SELECT fait_id, hashtext('retirée')
      FROM fins_retirees WHERE territoire_id = $1 AND fait_id = ANY ($2)
    UNION ALL SELECT id, hashtext(contenu::text)
      FROM suites_reprises WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT fait_id, hashtext(concat_ws('|', etape_id, tenu_le, commentaire))
      FROM bilans WHERE territoire_id = $1 AND fait_id = ANY ($2)";

/// A print of each of these facts that is still there.
pub(crate) async fn marques(tx: &mut Tx, ids: &[FaitReprisId]) -> Result<HashMap<FaitReprisId, i32>, Error> {
    let rows: Vec<Marque> = diesel::sql_query(MARQUES)
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Array<SqlUuid>, _>(ids.iter().map(|one| one.uuid()).collect::<Vec<_>>())
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|one| (one.id.0, one.marque)).collect())
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<FaitReprisId>,
    #[diesel(sql_type = SqlUuid)]
    parcours_id: Colonne<ParcoursId>,
}

/// A contact is of a person, whichever of their parcours a line names.
const PLACES: &str = "
    SELECT id, parcours_id FROM etapes WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, parcours_id FROM suspensions WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, parcours_id FROM referents_repris WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, id FROM parcours WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT id, parcours_id FROM sorties WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT fait_id, parcours_id FROM fins WHERE territoire_id = $1 AND fait_id = ANY ($2)
    UNION ALL SELECT fait_id, parcours_id FROM fins_retirees WHERE territoire_id = $1 AND fait_id = ANY ($2)
    UNION ALL SELECT id, parcours_id FROM suites_reprises WHERE territoire_id = $1 AND id = ANY ($2)
    UNION ALL SELECT b.fait_id, e.parcours_id FROM bilans b
      JOIN etapes e ON e.territoire_id = $1 AND e.id = b.etape_id WHERE b.territoire_id = $1 AND b.fait_id = ANY ($2)";

/// In which parcours each of these facts stands.
pub(crate) async fn places(tx: &mut Tx, ids: &[FaitReprisId]) -> Result<HashMap<FaitReprisId, ParcoursId>, Error> {
    let rows: Vec<Place> = diesel::sql_query(PLACES)
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Array<SqlUuid>, _>(ids.iter().map(|one| one.uuid()).collect::<Vec<_>>())
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|one| (one.id.0, one.parcours_id.0)).collect())
}

/// Writes from which day on the history of each of these parcours is known.
pub(crate) async fn connaitre(tx: &mut Tx, connus: HashMap<ParcoursId, NaiveDate>) -> Result<(), Error> {
    let (ids, depuis): (Vec<_>, Vec<_>) = connus.into_iter().map(|(id, depuis)| (id.uuid(), depuis)).unzip();
    let query = "UPDATE parcours SET connu_depuis = l.depuis FROM unnest($2, $3) AS l (id, depuis)
                 WHERE parcours.territoire_id = $1 AND parcours.id = l.id";
    diesel::sql_query(query)
        .bind::<SqlUuid, _>(tx.territoire().uuid())
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Date>, _>(depuis)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Who followed a person on some days, as a line tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReferentRepris {
    pub(crate) id: FaitReprisId,
    pub(crate) parcours: ParcoursId,
    pub(crate) referent: UtilisateurId,
    pub(crate) nom: Option<String>,
    pub(crate) jours: Periode,
}

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = repris)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<FaitReprisId>,
    parcours_id: Colonne<ParcoursId>,
    referent: Colonne<UtilisateurId>,
    nom: Option<String>,
    du: NaiveDate,
    au: Option<NaiveDate>,
    import_id: Colonne<ImportId>,
}

/// Writes référents that an import tells, new ones or again.
pub(crate) async fn ecrire_referents(tx: &mut Tx, import: ImportId, all: Vec<ReferentRepris>) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let row = |one: ReferentRepris| Row {
        territoire_id,
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        referent: one.referent.into(),
        nom: one.nom,
        du: one.jours.du,
        au: one.jours.au,
        import_id: import.into(),
    };
    let rows: Vec<_> = all.into_iter().map(row).collect();
    diesel::insert_into(repris::table)
        .values(&rows)
        .on_conflict((repris::territoire_id, repris::id))
        .do_update()
        .set((
            repris::referent.eq(excluded(repris::referent)),
            repris::nom.eq(excluded(repris::nom)),
            repris::du.eq(excluded(repris::du)),
            repris::au.eq(excluded(repris::au)),
            repris::import_id.eq(excluded(repris::import_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

impl ReferentRepris {
    /// The days on which they were the référent.
    pub(crate) fn affectation(self) -> Affectation {
        let Self { referent, nom, jours, .. } = self;
        Affectation { referent, jours, motif: None, par: None, nom }
    }
}

/// Who followed these persons, as the former program told it, oldest first.
pub(crate) async fn referents(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<ReferentRepris>, Error> {
    let query = repris::table
        .filter(repris::territoire_id.eq(tx.territoire().uuid()))
        .filter(repris::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((repris::du, repris::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let told = rows.into_iter().map(|row| ReferentRepris {
        id: row.id.into(),
        parcours: row.parcours_id.into(),
        referent: row.referent.into(),
        nom: row.nom,
        jours: Periode { du: row.du, au: row.au },
    });
    Ok(told.collect())
}

/// What a table tells of an exit afterwards, as a former line told it.
pub(crate) async fn suites(tx: &mut Tx, ids: &[FaitReprisId]) -> Result<HashMap<FaitReprisId, FaitRepris>, Error> {
    let query = suites::table
        .filter(suites::territoire_id.eq(tx.territoire().uuid()))
        .filter(suites::id.eq_any(ids.iter().map(|one| one.uuid())))
        .select((suites::id, suites::contenu));
    let rows: Vec<(Colonne<FaitReprisId>, Value)> = query.load(tx.conn()).await?;
    rows.into_iter().map(|(Colonne(id), contenu)| Ok((id, read_json(contenu)?))).collect()
}

/// Writes what a table tells of exits afterwards, new lines or again.
pub(crate) async fn ecrire_suites(
    tx: &mut Tx,
    import: ImportId,
    all: &[(FaitReprisId, ParcoursId, FaitRepris)],
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let row = |(id, parcours, fait): &(FaitReprisId, ParcoursId, FaitRepris)| {
        Ok((
            suites::territoire_id.eq(territoire),
            suites::id.eq(id.uuid()),
            suites::parcours_id.eq(parcours.uuid()),
            suites::contenu.eq(write_json(fait)?),
            suites::import_id.eq(import.uuid()),
        ))
    };
    let rows = all.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    diesel::insert_into(suites::table)
        .values(&rows)
        .on_conflict((suites::territoire_id, suites::id))
        .do_update()
        .set((suites::contenu.eq(excluded(suites::contenu)), suites::import_id.eq(excluded(suites::import_id))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Under which identifiers those of these names are known who have no account.
pub(crate) async fn sans_compte(tx: &mut Tx, noms: &[&str]) -> Result<HashMap<String, UtilisateurId>, Error> {
    let query = repris::table
        .filter(repris::territoire_id.eq(tx.territoire().uuid()))
        .filter(repris::nom.eq_any(noms))
        .select((repris::nom, repris::referent))
        .distinct();
    let rows: Vec<(Option<String>, Colonne<UtilisateurId>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(nom, Colonne(id))| Some((nom?, id))).collect())
}
