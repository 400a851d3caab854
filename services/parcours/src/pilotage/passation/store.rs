use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ParcoursId, ParticipantId, PassationId, TerritoireId, UtilisateurId};
use parcours_api::FiltrePassations;
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, read_json, write_json};

use crate::{
    pilotage::{
        fiche::domain::{Fiche, Ligne},
        passation::domain::{Gardee, Lecteur, Remise},
    },
    schema::{affectations, parcours, passations, passations_fiches as fiches},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = passations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<PassationId>,
    de: Colonne<UtilisateurId>,
    vers: Colonne<UtilisateurId>,
    des_le: NaiveDate,
    jusqu_au: Option<NaiveDate>,
    personnes: i32,
    le: DateTime<Utc>,
    par: Colonne<ActeurId>,
}

impl From<Row> for Remise {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            de: row.de.into(),
            vers: row.vers.into(),
            des_le: row.des_le,
            jusqu_au: row.jusqu_au,
            personnes: u32::try_from(row.personnes).unwrap_or_default(),
            le: row.le,
            par: row.par.into(),
        }
    }
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = fiches)]
struct Sheet {
    territoire_id: Colonne<TerritoireId>,
    passation_id: Colonne<PassationId>,
    parcours_id: Colonne<ParcoursId>,
    contenu: Value,
    lignes: Value,
    sensibles: Value,
}

/// Keeps a handover and its sheets: some hundred at most.
pub(crate) async fn garder(tx: &mut Tx, remise: &Remise, gardees: &[Gardee]) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let row = Row {
        territoire_id,
        id: remise.id.into(),
        de: remise.de.into(),
        vers: remise.vers.into(),
        des_le: remise.des_le,
        jusqu_au: remise.jusqu_au,
        personnes: i32::try_from(remise.personnes).unwrap_or(i32::MAX),
        le: remise.le,
        par: remise.par.into(),
    };
    diesel::insert_into(passations::table).values(&row).execute(tx.conn()).await?;
    let sheet = |one: &Gardee| {
        Ok(Sheet {
            territoire_id,
            passation_id: remise.id.into(),
            parcours_id: one.parcours.into(),
            contenu: write_json(&one.contenu)?,
            lignes: write_json(&one.lignes)?,
            sensibles: write_json(&one.sensibles)?,
        })
    };
    let rows = gardees.iter().map(sheet).collect::<Result<Vec<_>, Error>>()?;
    diesel::insert_into(fiches::table).values(&rows).execute(tx.conn()).await?;
    Ok(())
}

/// A handover.
pub(crate) async fn voir(tx: &mut Tx, id: PassationId) -> Result<Option<Remise>, Error> {
    let query = passations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// A page, the last one first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    lecteur: Lecteur,
    filtre: &FiltrePassations,
    apres: Option<PassationId>,
) -> Result<Vec<Remise>, Error> {
    let mut query = passations::table.filter(passations::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Lecteur::Referent(qui) = lecteur {
        query = query.filter(passations::de.eq(qui.uuid()).or(passations::vers.eq(qui.uuid())));
    }
    if let Some(de) = filtre.de {
        query = query.filter(passations::de.eq(de.uuid()));
    }
    if let Some(vers) = filtre.vers {
        query = query.filter(passations::vers.eq(vers.uuid()));
    }
    if let Some(apres) = apres {
        query = query.filter(passations::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(passations::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The names of those of them who followed people in a former program, and have no account.
pub(crate) async fn noms_du_passe(
    tx: &mut Tx,
    referents: &[UtilisateurId],
) -> Result<HashMap<UtilisateurId, String>, Error> {
    // What was known until they handed over names them as well.
    let query = affectations::table
        .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
        .filter(affectations::referent.eq_any(referents.iter().map(|one| one.uuid())))
        .filter(affectations::nom.is_not_null())
        .distinct_on(affectations::referent)
        .order((affectations::referent, affectations::connue_le, affectations::du))
        .select((affectations::referent, affectations::nom));
    let rows: Vec<(Colonne<UtilisateurId>, Option<String>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(Colonne(referent), nom)| Some((referent, nom?))).collect())
}

/// The sheets of a handover, each of the person whose parcours it is now, in the order of their entries; with the lines that only
/// who accompanies reads, when they are to be read.
pub(crate) async fn fiches(tx: &mut Tx, id: PassationId, sensibles: bool) -> Result<Vec<Fiche>, Error> {
    let territoire = tx.territoire().uuid();
    let whose = parcours::territoire_id.eq(fiches::territoire_id).and(parcours::id.eq(fiches::parcours_id));
    let query = fiches::table
        .inner_join(parcours::table.on(whose))
        .filter(fiches::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(fiches::passation_id.eq(id.uuid()))
        .order((parcours::entree_le, parcours::id));
    let shown = (fiches::parcours_id, parcours::participant_id, fiches::contenu, fiches::lignes);
    let rows: Vec<(Colonne<ParcoursId>, Colonne<ParticipantId>, Value, Value)> =
        query.select(shown).load(tx.conn()).await?;
    let mut hidden = if sensibles { reservees(tx, id).await? } else { HashMap::new() };
    let mut told = Vec::new();
    for (Colonne(parcours), Colonne(participant), contenu, lignes) in rows {
        let mut lignes: Vec<Ligne> = read_json(lignes)?;
        lignes.append(hidden.entry(parcours).or_default());
        told.push(Fiche { participant, participant_nom: None, contenu: read_json(contenu)?, lignes });
    }
    Ok(told)
}

/// The lines of each sheet that only who accompanies reads.
async fn reservees(tx: &mut Tx, id: PassationId) -> Result<HashMap<ParcoursId, Vec<Ligne>>, Error> {
    let query = fiches::table
        .filter(fiches::territoire_id.eq(tx.territoire().uuid()))
        .filter(fiches::passation_id.eq(id.uuid()));
    let rows: Vec<(Colonne<ParcoursId>, Value)> =
        query.select((fiches::parcours_id, fiches::sensibles)).load(tx.conn()).await?;
    rows.into_iter().map(|(Colonne(parcours), lines)| Ok((parcours, read_json(lines)?))).collect()
}
