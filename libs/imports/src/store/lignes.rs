//! Staged lines of an import.

use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::{max, sql},
    pg::Pg,
    sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, SmallInt, Text, Uuid as SqlUuid},
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{Code, Id, ImportId, RessourceId, TerritoireId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json, write_json};

use suite_api::{ComptesImport, Doute, EtatLigne, ProblemeFrequent, ProblemeLigne};

use crate::{Ligne, ligne::entieres, schema::lignes_importees as lines};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lines)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    import_id: Colonne<ImportId>,
    rang: i32,
    etat: String,
    action: Option<String>,
    objet_id: Option<Colonne<RessourceId>>,
    reference: Option<String>,
    identite: Option<String>,
    empreinte: Option<String>,
    problemes: Value,
    hesitations: Value,
    cellules: Option<Value>,
    ordre: i16,
    groupe: Option<String>,
    version_vue: Option<i32>,
}

impl<K, D: DeserializeOwned> TryFrom<Row> for Ligne<K, D> {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            rang: row.rang,
            etat: read_code(&row.etat)?,
            action: row.action.as_deref().map(read_code).transpose()?,
            objet: row.objet_id.map(|one| one.0.of_kind()),
            reference: row.reference,
            identite: row.identite,
            empreinte: row.empreinte,
            problemes: read_json(row.problemes)?,
            hesitations: read_json(row.hesitations)?,
            cellules: row.cellules.map(read_json).transpose()?,
            ordre: row.ordre,
            groupe: row.groupe,
            vue: row.version_vue,
        })
    }
}

/// Which lines to read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choix<'a> {
    pub(crate) etat: Option<EtatLigne>,
    pub(crate) rangs: Option<&'a [i32]>,
    pub(crate) apres: i32,
}

/// Writes lines, new or analysed again.
pub(crate) async fn ecrire<K, D: Serialize>(
    tx: &mut Tx,
    import: ImportId,
    lignes: Vec<Ligne<K, D>>,
) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let row = |one: Ligne<K, D>| {
        Ok(Row {
            territoire_id,
            import_id: import.into(),
            rang: one.rang,
            etat: one.etat.code().to_owned(),
            action: one.action.map(|action| action.code().to_owned()),
            objet_id: one.objet.map(|one| one.ressource().into()),
            reference: one.reference,
            identite: one.identite,
            empreinte: one.empreinte,
            problemes: write_json(&one.problemes)?,
            hesitations: write_json(&one.hesitations)?,
            cellules: one.cellules.map(|cells| write_json(&cells)).transpose()?,
            ordre: one.ordre,
            groupe: one.groupe,
            version_vue: one.vue,
        })
    };
    let rows = lignes.into_iter().map(row).collect::<Result<Vec<Row>, Error>>()?;
    diesel::insert_into(lines::table)
        .values(rows)
        .on_conflict((lines::territoire_id, lines::import_id, lines::rang))
        .do_update()
        .set((
            lines::etat.eq(excluded(lines::etat)),
            lines::action.eq(excluded(lines::action)),
            lines::objet_id.eq(excluded(lines::objet_id)),
            lines::reference.eq(excluded(lines::reference)),
            lines::identite.eq(excluded(lines::identite)),
            lines::empreinte.eq(excluded(lines::empreinte)),
            lines::problemes.eq(excluded(lines::problemes)),
            lines::hesitations.eq(excluded(lines::hesitations)),
            lines::cellules.eq(excluded(lines::cellules)),
            lines::ordre.eq(excluded(lines::ordre)),
            lines::groupe.eq(excluded(lines::groupe)),
            lines::version_vue.eq(excluded(lines::version_vue)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Lines in the order of the table, at most `limite`.
pub(crate) async fn lire<K, D: DeserializeOwned>(
    tx: &mut Tx,
    import: ImportId,
    choix: Choix<'_>,
    limite: i64,
) -> Result<Vec<Ligne<K, D>>, Error> {
    let query = choisir(tx.territoire(), import, choix).order(lines::rang).limit(limite);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Where a batch of lines that are integrated ends: the group, the order and the number of its last line.
#[derive(Debug, Clone)]
pub(crate) struct Borne {
    pub(crate) groupe: Option<String>,
    pub(crate) ordre: i16,
    pub(crate) rang: i32,
}

impl Borne {
    /// Before all lines.
    pub(crate) const DEBUT: Self = Self { groupe: None, ordre: i16::MIN, rang: 0 };
}

/// The next lines that are ready, of these or of all: those that stand alone in the order in which they are integrated, then
/// whole groups, each in that order. `limite` at most; of a group that has more, as many.
pub(crate) async fn a_integrer<K, D: DeserializeOwned>(
    tx: &mut Tx,
    import: ImportId,
    rangs: Option<&[i32]>,
    borne: &Borne,
    limite: usize,
) -> Result<Vec<Ligne<K, D>>, Error> {
    let most = i64::try_from(limite).unwrap_or(i64::MAX - 1);
    let ready = Choix { etat: Some(EtatLigne::Prete), rangs, ..Choix::default() };
    let Borne { groupe, ordre, rang } = borne.clone();
    if groupe.is_none() {
        // One comparison of both, so that the index begins there.
        let next =
            sql::<Bool>("(ordre, rang) > (").bind::<SmallInt, _>(ordre).sql(", ").bind::<Integer, _>(rang).sql(")");
        let alone = choisir(tx.territoire(), import, ready).filter(lines::groupe.is_null()).filter(next);
        let query = alone.order((lines::ordre, lines::rang)).limit(most);
        let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
        if !rows.is_empty() {
            return rows.into_iter().map(TryInto::try_into).collect();
        }
    }
    let mut grouped = choisir(tx.territoire(), import, ready).filter(lines::groupe.is_not_null());
    if let Some(groupe) = groupe {
        let next = sql::<Bool>("(groupe, ordre, rang) > (").bind::<Text, _>(groupe).sql(", ");
        grouped = grouped.filter(next.bind::<SmallInt, _>(ordre).sql(", ").bind::<Integer, _>(rang).sql(")"));
    }
    let query = grouped.order((lines::groupe, lines::ordre, lines::rang)).limit(most + 1);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = rows.into_iter().map(TryInto::try_into).collect::<Result<Vec<_>, Error>>()?;
    Ok(entieres(read, limite))
}

/// States in which a line counts beside the others of its group.
const COMPTEES: [EtatLigne; 4] = [EtatLigne::Prete, EtatLigne::ADecider, EtatLigne::Inchangee, EtatLigne::Integree];

/// The groups of lines after this one, at most `limite`.
pub(crate) async fn groupes(tx: &mut Tx, import: ImportId, apres: &str, limite: i64) -> Result<Vec<String>, Error> {
    let query = lines::table
        .filter(lines::territoire_id.eq(tx.territoire().uuid()))
        .filter(lines::import_id.eq(import.uuid()))
        .filter(lines::groupe.gt(apres))
        .select(lines::groupe)
        .distinct()
        .order(lines::groupe)
        .limit(limite);
    let found: Vec<Option<String>> = query.load(tx.conn()).await?;
    Ok(found.into_iter().flatten().collect())
}

/// The lines of these groups that count, in the order of the table.
pub(crate) async fn des_groupes<K, D: DeserializeOwned>(
    tx: &mut Tx,
    import: ImportId,
    groupes: &[String],
) -> Result<Vec<Ligne<K, D>>, Error> {
    let query = choisir(tx.territoire(), import, Choix::default())
        .filter(lines::groupe.eq_any(groupes))
        .filter(lines::etat.eq_any(COMPTEES.map(Code::code)))
        .order(lines::rang);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The rejected lines of these groups, each with its cells.
pub(crate) async fn rejetees_des(
    tx: &mut Tx,
    import: ImportId,
    groupes: &[String],
) -> Result<Vec<(i32, Vec<String>)>, Error> {
    let rejected = Choix { etat: Some(EtatLigne::Rejetee), ..Choix::default() };
    let query = choisir(tx.territoire(), import, rejected).filter(lines::groupe.eq_any(groupes)).order(lines::rang);
    let rows: Vec<(i32, Option<Value>)> = query.select((lines::rang, lines::cellules)).load(tx.conn()).await?;
    let read = |(rang, cells): (i32, Option<Value>)| Ok((rang, cells.map(read_json).transpose()?.unwrap_or_default()));
    rows.into_iter().map(read).collect()
}

type Choisies<'a> = lines::BoxedQuery<'a, Pg>;

fn choisir(territoire: TerritoireId, import: ImportId, choix: Choix<'_>) -> Choisies<'_> {
    let mut query = lines::table
        .filter(lines::territoire_id.eq(territoire.uuid()))
        .filter(lines::import_id.eq(import.uuid()))
        .filter(lines::rang.gt(choix.apres))
        .into_boxed();
    if let Some(etat) = choix.etat {
        query = query.filter(lines::etat.eq(etat.code()));
    }
    if let Some(rangs) = choix.rangs {
        query = query.filter(lines::rang.eq_any(rangs));
    }
    query
}

/// The last line that is staged; 0 when none is.
pub(crate) async fn dernier_rang(tx: &mut Tx, import: ImportId) -> Result<i32, Error> {
    let query = lines::table
        .filter(lines::territoire_id.eq(tx.territoire().uuid()))
        .filter(lines::import_id.eq(import.uuid()))
        .select(max(lines::rang));
    let last: Option<i32> = query.first(tx.conn()).await?;
    Ok(last.unwrap_or_default())
}

/// How many lines a choice has.
pub(crate) async fn compter(tx: &mut Tx, import: ImportId, choix: Choix<'_>) -> Result<i64, Error> {
    Ok(choisir(tx.territoire(), import, choix).count().get_result(tx.conn()).await?)
}

/// Within an import, the first line of a reference counts: the next ones are rejected. The lines are sorted once: looked up one
/// by one, or joined, they would be planned on what the table was before it was filled.
const EN_DOUBLE: &str = "
    WITH rangees AS MATERIALIZED (
      SELECT rang, min(rang) OVER (PARTITION BY reference) AS premiere FROM lignes_importees
      WHERE territoire_id = $1 AND import_id = $2 AND reference IS NOT NULL
        AND etat IN ('prete', 'a_decider', 'inchangee', 'integree'))
    UPDATE lignes_importees l SET etat = 'rejetee', action = NULL, objet_id = NULL, problemes = jsonb_build_array(
      jsonb_build_object('colonne', NULL, 'code', 'en_double', 'detail',
        $3 || ' que la ligne ' || r.premiere || ' : corrigez la référence, ou écartez cette ligne'))
    FROM rangees r
    WHERE l.territoire_id = $1 AND l.import_id = $2 AND l.rang = r.rang AND r.rang > r.premiere
      AND l.etat IN ('prete', 'a_decider')";

/// Two references of one identity may be one thing: somebody decides, once.
const MEME_IDENTITE: &str = "
    WITH rangees AS MATERIALIZED (
      SELECT rang, min(rang) OVER (PARTITION BY identite) AS premiere FROM lignes_importees
      WHERE territoire_id = $1 AND import_id = $2 AND identite IS NOT NULL
        AND etat IN ('prete', 'a_decider', 'inchangee', 'integree'))
    UPDATE lignes_importees l SET etat = 'a_decider', action = NULL,
      hesitations = jsonb_build_array(jsonb_set($3, '{ligne}', to_jsonb(r.premiere)))
    FROM rangees r
    WHERE l.territoire_id = $1 AND l.import_id = $2 AND l.rang = r.rang AND r.rang > r.premiere
      AND l.etat = 'prete' AND l.action = 'creer' AND l.hesitations = '[]'";

/// Finds the lines of an import that tell of the same thing: those of one reference are told to be `meme`
/// ("même personne"), and those of one identity are doubted of.
pub(crate) async fn marquer_repetitions<K, D: Doute<K>>(
    tx: &mut Tx,
    import: ImportId,
    meme: &str,
) -> Result<(), Error> {
    let (territoire, import) = (tx.territoire().uuid(), import.uuid());
    diesel::sql_query(EN_DOUBLE)
        .bind::<SqlUuid, _>(territoire)
        .bind::<SqlUuid, _>(import)
        .bind::<Text, _>(meme)
        .execute(tx.conn())
        .await?;
    diesel::sql_query(MEME_IDENTITE)
        .bind::<SqlUuid, _>(territoire)
        .bind::<SqlUuid, _>(import)
        .bind::<Jsonb, _>(write_json(&D::meme_identite())?)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Records what each line is in. Its cells are forgotten: what it is in says them.
pub(crate) async fn integrer<K>(tx: &mut Tx, import: ImportId, lignes: Vec<(i32, Id<K>)>) -> Result<(), Error> {
    let (rangs, objets): (Vec<_>, Vec<_>) = lignes.into_iter().map(|(rang, objet)| (rang, objet.uuid())).unzip();
    diesel::sql_query(
        "UPDATE lignes_importees l SET etat = 'integree', objet_id = v.objet, cellules = NULL, hesitations = '[]'
         FROM unnest($3, $4) AS v(rang, objet)
         WHERE l.territoire_id = $1 AND l.import_id = $2 AND l.rang = v.rang",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<SqlUuid, _>(import.uuid())
    .bind::<Array<Integer>, _>(rangs)
    .bind::<Array<SqlUuid>, _>(objets)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets the lines that are in nothing.
pub(crate) async fn oublier(tx: &mut Tx, import: ImportId) -> Result<(), Error> {
    let rest = lines::table
        .filter(lines::territoire_id.eq(tx.territoire().uuid()))
        .filter(lines::import_id.eq(import.uuid()))
        .filter(lines::etat.ne(EtatLigne::Integree.code()));
    diesel::delete(rest).execute(tx.conn()).await?;
    // Which line made what stays; what names somebody does not.
    let kept =
        lines::table.filter(lines::territoire_id.eq(tx.territoire().uuid())).filter(lines::import_id.eq(import.uuid()));
    let nothing = None::<String>;
    diesel::update(kept)
        .set((
            lines::reference.eq(&nothing),
            lines::identite.eq(&nothing),
            lines::empreinte.eq(&nothing),
            lines::groupe.eq(&nothing),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// How many lines stand where.
pub(crate) async fn comptes(tx: &mut Tx, import: ImportId) -> Result<ComptesImport, Error> {
    let query = lines::table
        .filter(lines::territoire_id.eq(tx.territoire().uuid()))
        .filter(lines::import_id.eq(import.uuid()))
        .group_by(lines::etat);
    let rows: Vec<(String, i64)> = query.select((lines::etat, diesel::dsl::count_star())).load(tx.conn()).await?;
    let mut all = ComptesImport::default();
    for (etat, count) in rows {
        match read_code(&etat)? {
            EtatLigne::Rejetee => all.rejetee = count,
            EtatLigne::ADecider => all.a_decider = count,
            EtatLigne::Prete => all.prete = count,
            EtatLigne::Inchangee => all.inchangee = count,
            EtatLigne::Integree => all.integree = count,
            EtatLigne::Ecartee => all.ecartee = count,
        }
    }
    Ok(all)
}

/// The most frequent problems of the rejected lines.
pub(crate) async fn problemes(tx: &mut Tx, import: ImportId) -> Result<Vec<ProblemeFrequent>, Error> {
    let query = sql::<(Nullable<Text>, Text, Text, BigInt)>(
        "SELECT p->>'colonne', p->>'code', p->>'detail', count(*)
         FROM lignes_importees l, jsonb_array_elements(l.problemes) p
         WHERE l.etat = 'rejetee' AND l.territoire_id = ",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .sql(" AND l.import_id = ")
    .bind::<SqlUuid, _>(import.uuid())
    .sql(" GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 20");
    let rows: Vec<(Option<String>, String, String, i64)> = query.load(tx.conn()).await?;
    let told = |(colonne, code, detail, lignes)| ProblemeFrequent {
        probleme: ProblemeLigne { colonne, code, detail },
        lignes,
    };
    Ok(rows.into_iter().map(told).collect())
}
