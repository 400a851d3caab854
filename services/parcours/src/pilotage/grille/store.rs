use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper, dsl::max,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, Code, Duree, GrilleId, ParcoursId, ParticipantId, StructureId, TerritoireId, UtilisateurId,
    calendrier::{Periode, plus_jours},
};
use parcours_api::{FiltreGrilles, JoursEtat, LigneGrille, PeriodeParcours};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, read_code, read_json, write_json};

use crate::{
    pilotage::{
        grille::domain::{Comptees, LigneFigee, Presence, Suivie},
        occupation::domain::Equipier,
    },
    schema::{affectations, grilles, grilles_lignes as lignes, parcours, periodes},
    vie::etat::{domain::PeriodeEtat, store::Row as Periodes},
};

/// A month that was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figee {
    pub(crate) id: GrilleId,
    pub(crate) structure: StructureId,
    pub(crate) mois: NaiveDate,
    pub(crate) le: DateTime<Utc>,
    pub(crate) par: ActeurId,
    /// How many persons it counted.
    pub(crate) comptees: Option<Comptees>,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = grilles)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<GrilleId>,
    structure: Colonne<StructureId>,
    mois: NaiveDate,
    figee_le: DateTime<Utc>,
    figee_par: Colonne<ActeurId>,
    personnes: Option<i32>,
    occupees: Option<i32>,
}

impl From<Row> for Figee {
    fn from(row: Row) -> Self {
        let many = |count: i32| u32::try_from(count).unwrap_or_default();
        let counted = row.personnes.map(many).zip(row.occupees.map(many));
        Self {
            id: row.id.into(),
            structure: row.structure.into(),
            mois: row.mois,
            le: row.figee_le,
            par: row.figee_par.into(),
            comptees: counted.map(|(personnes, occupees)| Comptees { personnes, occupees }),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lignes)]
struct Ligne {
    territoire_id: Colonne<TerritoireId>,
    grille_id: Colonne<GrilleId>,
    parcours_id: Colonne<ParcoursId>,
    referent: Colonne<UtilisateurId>,
    entree_le: NaiveDate,
    sorti_le: Option<NaiveDate>,
    compte: bool,
    jours: Value,
    periodes: Value,
    delegue: bool,
    contacts: i32,
    minutes: i32,
    etape: Option<String>,
    rang: Option<i32>,
}

/// The days of a month on which these référents followed somebody for the structure, each person in each of their states, in the
/// order of the persons and of the days: some hundred persons at most.
pub(crate) async fn presences(
    tx: &mut Tx,
    equipe: &[Equipier],
    (premier, dernier): (NaiveDate, NaiveDate),
) -> Result<Vec<Presence>, Error> {
    type Said = (
        (Colonne<ParticipantId>, NaiveDate, Option<NaiveDate>),
        (Colonne<UtilisateurId>, NaiveDate, Option<NaiveDate>),
        Periodes,
    );
    let territoire = tx.territoire().uuid();
    let state = periodes::territoire_id.eq(affectations::territoire_id);
    let whose = parcours::territoire_id.eq(affectations::territoire_id);
    let rows: Vec<Said> = affectations::table
        .inner_join(periodes::table.on(state.and(periodes::parcours_id.eq(affectations::parcours_id))))
        .inner_join(parcours::table.on(whose.and(parcours::id.eq(affectations::parcours_id))))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(periodes::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(affectations::referent.eq_any(equipe.iter().map(|one| one.referent.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(dernier))
        .filter(affectations::au.is_null().or(affectations::au.ge(premier)))
        .filter(periodes::remplacee_le.is_null())
        .filter(periodes::etat.ne("sorti"))
        .filter(periodes::du.le(dernier))
        .filter(periodes::au.is_null().or(periodes::au.ge(premier)))
        .order((parcours::id, periodes::du))
        .select((
            (parcours::participant_id, parcours::entree_le, parcours::sorti_le),
            (affectations::referent, affectations::du, affectations::au),
            Periodes::as_select(),
        ))
        .load(tx.conn())
        .await?;
    let mut all = Vec::new();
    for ((Colonne(participant), entree_le, sorti_le), (Colonne(referent), from, to), row) in rows {
        let PeriodeEtat { etat, jours } = PeriodeEtat::try_from(&row)?;
        for Equipier { jours: member, .. } in equipe.iter().filter(|one| one.referent == referent) {
            let du = jours.du.max(from).max(member.du).max(premier);
            let au = [jours.au, to, member.au].into_iter().flatten().fold(dernier, NaiveDate::min);
            if du <= au {
                let parcours = row.parcours();
                all.push(Presence { parcours, participant, entree_le, sorti_le, referent, etat, du, au });
            }
        }
    }
    Ok(all)
}

/// The days of every parcours of these persons, whoever follows them.
pub(crate) async fn suivies(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Suivie>, Error> {
    type Said = (Colonne<ParticipantId>, NaiveDate, Option<NaiveDate>);
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())));
    let shown = (parcours::participant_id, parcours::entree_le, parcours::sorti_le);
    let rows: Vec<Said> = query.select(shown).load(tx.conn()).await?;
    let one = |(Colonne(participant), du, sorti_le): Said| {
        let jours = Periode { du, au: sorti_le.map(|le| plus_jours(le, -1)) };
        Suivie { participant, jours }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Freezes a month of a structure: it is done once.
pub(crate) async fn figer(tx: &mut Tx, figee: &Figee, toutes: &[LigneFigee]) -> Result<(), Problem> {
    let many = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: figee.id.into(),
        structure: figee.structure.into(),
        mois: figee.mois,
        figee_le: figee.le,
        figee_par: figee.par.into(),
        personnes: figee.comptees.map(|one| many(one.personnes)),
        occupees: figee.comptees.map(|one| many(one.occupees)),
    };
    let twice = || Problem::new(Slug::Conflit, "Ce mois de cette structure est déjà figé.");
    diesel::insert_into(grilles::table).values(&row).execute(tx.conn()).await.on_constraint("grilles_mois", twice)?;
    let rows = toutes.iter().map(|one| ligne(tx, figee.id, one)).collect::<Result<Vec<_>, Error>>()?;
    // Postgres takes 65 535 values in a statement.
    for some in rows.chunks(1_000) {
        diesel::insert_into(lignes::table).values(some).execute(tx.conn()).await.map_err(Error::from)?;
    }
    Ok(())
}

fn ligne(tx: &Tx, grille: GrilleId, figee: &LigneFigee) -> Result<Ligne, Error> {
    let LigneFigee { rang, ligne: one } = figee;
    Ok(Ligne {
        territoire_id: tx.territoire().into(),
        grille_id: grille.into(),
        parcours_id: one.parcours.into(),
        referent: one.referent.into(),
        entree_le: one.entree_le,
        sorti_le: one.sorti_le,
        compte: one.compte,
        jours: write_json(&one.jours)?,
        periodes: write_json(&one.periodes)?,
        delegue: one.delegue,
        contacts: i32::try_from(one.contacts).unwrap_or(i32::MAX),
        minutes: one.minutes.minutes(),
        etape: one.etape.map(|nature| nature.code().to_owned()),
        rang: *rang,
    })
}

/// A month that was frozen.
pub(crate) async fn voir(tx: &mut Tx, id: GrilleId) -> Result<Option<Figee>, Error> {
    let query = grilles::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// Its lines, each of the person whose parcours it is now: two files made one are one person.
pub(crate) async fn lignes(tx: &mut Tx, id: GrilleId) -> Result<Vec<LigneFigee>, Error> {
    let territoire = tx.territoire().uuid();
    let whose = parcours::territoire_id.eq(lignes::territoire_id).and(parcours::id.eq(lignes::parcours_id));
    let query = lignes::table
        .inner_join(parcours::table.on(whose))
        .filter(lignes::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(lignes::grille_id.eq(id.uuid()))
        .order(lignes::parcours_id);
    let rows: Vec<(Ligne, Colonne<ParticipantId>)> =
        query.select((Ligne::as_select(), parcours::participant_id)).load(tx.conn()).await?;
    rows.into_iter().map(|(row, Colonne(participant))| lire(row, participant)).collect()
}

fn lire(row: Ligne, participant: ParticipantId) -> Result<LigneFigee, Error> {
    let jours: Vec<JoursEtat> = read_json(row.jours)?;
    let periodes: Vec<PeriodeParcours> = read_json(row.periodes)?;
    let ligne = LigneGrille {
        parcours: row.parcours_id.into(),
        participant,
        participant_nom: None,
        referent: row.referent.into(),
        referent_nom: None,
        entree_le: row.entree_le,
        sorti_le: row.sorti_le,
        compte: row.compte,
        jours,
        periodes,
        delegue: row.delegue,
        contacts: u32::try_from(row.contacts).unwrap_or_default(),
        minutes: Duree::try_from(row.minutes).map_err(|error| Error::Corrupt(error.to_string()))?,
        etape: row.etape.as_deref().map(read_code).transpose()?,
    };
    Ok(LigneFigee { rang: row.rang, ligne })
}

/// A page, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreGrilles,
    apres: Option<(NaiveDate, GrilleId)>,
) -> Result<Vec<Figee>, Error> {
    let mut query = grilles::table.filter(grilles::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(structure) = filtre.structure {
        query = query.filter(grilles::structure.eq(structure.uuid()));
    }
    if let Some((mois, id)) = apres {
        query = query.filter(grilles::mois.le(mois)).filter(grilles::mois.lt(mois).or(grilles::id.lt(id.uuid())));
    }
    let rows: Vec<Row> = query
        .order((grilles::mois.desc(), grilles::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// When something of these parcours was last learnt after an instant.
pub(crate) async fn appris(
    tx: &mut Tx,
    ids: &[ParcoursId],
    depuis: DateTime<Utc>,
) -> Result<HashMap<ParcoursId, DateTime<Utc>>, Error> {
    type Learnt = (Colonne<ParcoursId>, Option<DateTime<Utc>>);
    let territoire = tx.territoire().uuid();
    let all: Vec<_> = ids.iter().map(|one| one.uuid()).collect();
    let states = periodes::table
        .filter(periodes::territoire_id.eq(territoire))
        .filter(periodes::parcours_id.eq_any(&all))
        .filter(periodes::connue_le.gt(depuis))
        .group_by(periodes::parcours_id)
        .select((periodes::parcours_id, max(periodes::connue_le)));
    let whose = affectations::table
        .filter(affectations::territoire_id.eq(territoire))
        .filter(affectations::parcours_id.eq_any(&all))
        .filter(affectations::connue_le.gt(depuis))
        .group_by(affectations::parcours_id)
        .select((affectations::parcours_id, max(affectations::connue_le)));
    let mut rows: Vec<Learnt> = states.load(tx.conn()).await?;
    let more: Vec<Learnt> = whose.load(tx.conn()).await?;
    rows.extend(more);
    let mut latest = HashMap::new();
    for (Colonne(id), instant) in rows {
        let Some(instant) = instant else { continue };
        let known = latest.entry(id).or_insert(instant);
        *known = instant.max(*known);
    }
    Ok(latest)
}
