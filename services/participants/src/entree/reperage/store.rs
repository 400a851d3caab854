use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::{
    AsChangeset, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, CandidatureId, Code, CodeCommune, ParticipantId, ReperageId, StructureId, Telephone, TerritoireId,
};
use participants_api::FiltreReperages;
use store::{Colonne, Error, Paginer, Tx, ouvertures, read_code};

use crate::{
    entree::reperage::domain::{Identite, Reperage},
    schema::reperages,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reperages, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ReperageId>,
    futur_dossier: Colonne<ParticipantId>,
    etat: String,
    nom: Option<String>,
    prenom: Option<String>,
    date_naissance: Option<NaiveDate>,
    commune: Option<String>,
    telephone: Option<String>,
    courriel: Option<String>,
    repere_le: NaiveDate,
    contexte: Option<String>,
    base_legale: String,
    informee_le: NaiveDate,
    garde_jusqu_au: NaiveDate,
    structure: Option<Colonne<StructureId>>,
    candidature_id: Option<Colonne<CandidatureId>>,
    motif: Option<String>,
    par: Colonne<ActeurId>,
}

fn lu<T: TryFrom<String>>(text: Option<String>) -> Result<Option<T>, Error>
where
    T::Error: std::fmt::Display,
{
    text.map(|text| T::try_from(text).map_err(|error| Error::Corrupt(error.to_string()))).transpose()
}

impl TryFrom<Row> for Reperage {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let commune: Option<CodeCommune> = lu(row.commune)?;
        let telephone: Option<Telephone> = lu(row.telephone)?;
        let (date_naissance, courriel) = (row.date_naissance, row.courriel);
        let named = row.nom.zip(row.prenom);
        Ok(Self {
            id: row.id.into(),
            futur_dossier: row.futur_dossier.into(),
            etat: read_code(&row.etat)?,
            identite: named.map(|(nom, prenom)| Identite { nom, prenom, date_naissance, commune, telephone, courriel }),
            repere_le: row.repere_le,
            contexte: row.contexte,
            base_legale: read_code(&row.base_legale)?,
            informee_le: row.informee_le,
            garde_jusqu_au: row.garde_jusqu_au,
            structure: row.structure.map(Into::into),
            candidature: row.candidature_id.map(Into::into),
            motif: row.motif.as_deref().map(read_code).transpose()?,
            par: row.par.into(),
        })
    }
}

fn row(tx: &Tx, one: &Reperage) -> Row {
    let who = one.identite.clone();
    let said = who.as_ref();
    Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        futur_dossier: one.futur_dossier.into(),
        etat: one.etat.code().to_owned(),
        nom: said.map(|who| who.nom.clone()),
        prenom: said.map(|who| who.prenom.clone()),
        date_naissance: said.and_then(|who| who.date_naissance),
        commune: said.and_then(|who| who.commune.clone()).map(Into::into),
        telephone: said.and_then(|who| who.telephone.clone()).map(Into::into),
        courriel: who.and_then(|who| who.courriel),
        repere_le: one.repere_le,
        contexte: one.contexte.clone(),
        base_legale: one.base_legale.code().to_owned(),
        informee_le: one.informee_le,
        garde_jusqu_au: one.garde_jusqu_au,
        structure: one.structure.map(Into::into),
        candidature_id: one.candidature.map(Into::into),
        motif: one.motif.map(|motif| motif.code().to_owned()),
        par: one.par.into(),
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Reperage) -> Result<(), Error> {
    tx.concerner(one).await?;
    let row = row(tx, one);
    diesel::insert_into(reperages::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: ReperageId) -> Result<Option<Reperage>, Error> {
    let query = reperages::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads one and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ReperageId) -> Result<Option<Reperage>, Error> {
    let query = reperages::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Reperage> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// A page of those of these structures, of all of them without any, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    structures: Option<&BTreeSet<StructureId>>,
    filtre: &FiltreReperages,
    apres: Option<ReperageId>,
) -> Result<Vec<Reperage>, Error> {
    let mut query = reperages::table.filter(reperages::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(own) = structures {
        query = query.filter(reperages::structure.eq_any(own.iter().map(|one| one.uuid())));
    }
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(reperages::futur_dossier.eq_any(seuls));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(reperages::etat.eq(etat.code()));
    }
    if let Some(apres) = apres {
        query = query.filter(reperages::id.lt(apres.uuid()));
    }
    let query = query.order(reperages::id.desc());
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Writes one that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Reperage) -> Result<(), Error> {
    let row = row(tx, one);
    let key = (row.territoire_id, row.id);
    diesel::update(reperages::table.find(key)).set(&row).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets one that was read with [`verrouiller`].
pub(crate) async fn effacer(tx: &mut Tx, id: ReperageId) -> Result<(), Error> {
    diesel::delete(reperages::table.find((tx.territoire().uuid(), id.uuid()))).execute(tx.conn()).await?;
    Ok(())
}

/// Those that are kept no more on this day, `limite` at most; locked.
pub(crate) async fn perimes(tx: &mut Tx, today: NaiveDate, limite: i64) -> Result<Vec<Reperage>, Error> {
    let query = reperages::table
        .filter(reperages::territoire_id.eq(tx.territoire().uuid()))
        .filter(reperages::garde_jusqu_au.lt(today))
        .order((reperages::garde_jusqu_au, reperages::id))
        .limit(limite);
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
