use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper, dsl::max,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, Id, LiaisonId, ParcoursId, ParticipantId, StructureId, TerritoireId};
use parcours_api::{CompteRenduLiaison, EtatLiaison, FiltreLiaisons, FiltreLiaisonsPartagees};
use referentiel::Partenaire;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{schema::liaisons, suivi::liaison::domain::Liaison, vie::affectation::store::suivis_par};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = liaisons)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<LiaisonId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    interlocuteur: String,
    structure: Option<Colonne<StructureId>>,
    avec: Option<String>,
    le: NaiveDate,
    etat: String,
    moyen: Option<String>,
    convenu: Option<String>,
    partage: bool,
    motif: Option<String>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Liaison {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let compte_rendu = match (row.moyen, row.convenu) {
            (Some(moyen), Some(convenu)) => {
                Some(CompteRenduLiaison { moyen: read_code(&moyen)?, convenu, partage: row.partage })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            interlocuteur: read_code(&row.interlocuteur)?,
            structure: row.structure.map(Into::into),
            avec: row.avec,
            le: row.le,
            etat: read_code(&row.etat)?,
            compte_rendu,
            motif: row.motif,
            par: row.par.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Liaison) -> Result<(), Error> {
    let told = one.compte_rendu.as_ref();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        interlocuteur: one.interlocuteur.code().to_owned(),
        structure: one.structure.map(Into::into),
        avec: one.avec.clone(),
        le: one.le,
        etat: one.etat.code().to_owned(),
        moyen: told.map(|told| told.moyen.code().to_owned()),
        convenu: told.map(|told| told.convenu.clone()),
        partage: told.is_some_and(|told| told.partage),
        motif: one.motif.clone(),
        par: one.par.into(),
    };
    diesel::insert_into(liaisons::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: LiaisonId) -> Result<Option<Liaison>, Error> {
    let query = liaisons::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes what became of an exchange whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Liaison) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let told = one.compte_rendu.as_ref();
    diesel::update(liaisons::table.find(key))
        .set((
            liaisons::le.eq(one.le),
            liaisons::etat.eq(one.etat.code()),
            liaisons::moyen.eq(told.map(|told| told.moyen.code())),
            liaisons::convenu.eq(told.map(|told| &told.convenu)),
            liaisons::partage.eq(told.is_some_and(|told| told.partage)),
            liaisons::motif.eq(&one.motif),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The exchanges that are planned about some parcours, the first day first.
pub(crate) async fn prevues(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Liaison>, Error> {
    let query = liaisons::table
        .filter(liaisons::territoire_id.eq(tx.territoire().uuid()))
        .filter(liaisons::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(liaisons::etat.eq(EtatLiaison::Prevue.code()))
        .order((liaisons::le, liaisons::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The last exchange that was held with each partner, of some parcours.
pub(crate) async fn derniers_tenus(
    tx: &mut Tx,
    ids: &[ParcoursId],
) -> Result<Vec<(ParcoursId, (Partenaire, NaiveDate))>, Error> {
    let query = liaisons::table
        .filter(liaisons::territoire_id.eq(tx.territoire().uuid()))
        .filter(liaisons::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(liaisons::etat.eq(EtatLiaison::Tenue.code()))
        .group_by((liaisons::parcours_id, liaisons::interlocuteur))
        .select((liaisons::parcours_id, liaisons::interlocuteur, max(liaisons::le)));
    let rows: Vec<(Colonne<ParcoursId>, String, Option<NaiveDate>)> = query.load(tx.conn()).await?;
    let mut found = Vec::new();
    for (Colonne(parcours), who, le) in rows {
        if let Some(le) = le {
            found.push((parcours, (read_code(&who)?, le)));
        }
    }
    Ok(found)
}

/// A page, the last day first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreLiaisons,
    apres: Option<(NaiveDate, LiaisonId)>,
) -> Result<Vec<Liaison>, Error> {
    let mut query = liaisons::table.filter(liaisons::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(liaisons::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(liaisons::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(liaisons::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(liaisons::parcours_id.eq_any(theirs));
    }
    if let Some(interlocuteur) = filtre.interlocuteur {
        query = query.filter(liaisons::interlocuteur.eq(interlocuteur.code()));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(liaisons::etat.eq(etat.code()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(liaisons::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(liaisons::le.le(au));
    }
    if let Some((le, id)) = apres {
        query = query.filter(liaisons::le.le(le)).filter(liaisons::le.lt(le).or(liaisons::id.lt(Id::uuid(id))));
    }
    let rows: Vec<Row> = query
        .order((liaisons::le.desc(), liaisons::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of what was held with these structures and is shared, the last day first, and one more when there are more.
pub(crate) async fn partagees(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    filtre: &FiltreLiaisonsPartagees,
    apres: Option<(NaiveDate, LiaisonId)>,
) -> Result<Vec<Liaison>, Error> {
    let mut query = liaisons::table
        .filter(liaisons::territoire_id.eq(tx.territoire().uuid()))
        .filter(liaisons::structure.eq_any(structures.iter().map(|one| one.uuid())))
        .filter(liaisons::partage.eq(true))
        .filter(liaisons::etat.eq(EtatLiaison::Tenue.code()))
        .into_boxed();
    if let Some(du) = filtre.du {
        query = query.filter(liaisons::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(liaisons::le.le(au));
    }
    if let Some((le, id)) = apres {
        query = query.filter(liaisons::le.le(le)).filter(liaisons::le.lt(le).or(liaisons::id.lt(Id::uuid(id))));
    }
    let rows: Vec<Row> = query
        .order((liaisons::le.desc(), liaisons::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
