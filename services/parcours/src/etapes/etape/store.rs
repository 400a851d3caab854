use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{
    Code, EtapeId, FaitReprisId, Id, ImportId, ParcoursId, ParticipantId, RendezVousId, StructureId, TerritoireId,
};
use parcours_api::{FiltreEtapes, NouveauBilan};
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{
    etapes::etape::domain::{BilanDit, Etape},
    schema::{bilans, contacts, etapes},
    vie::affectation::store::suivis_par,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = etapes)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<EtapeId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    nature: String,
    operateur: Colonne<StructureId>,
    intitule: String,
    debut: NaiveDate,
    fin_prevue: NaiveDate,
    fin: Option<NaiveDate>,
    etat: String,
    motif: Option<String>,
    version: i32,
    import_id: Option<Colonne<ImportId>>,
}

pub(crate) async fn ajouter(tx: &mut Tx, etape: &Etape) -> Result<(), Error> {
    tx.concerner(etape).await?;
    diesel::insert_into(etapes::table).values(&row(tx.territoire(), etape, None)).execute(tx.conn()).await?;
    Ok(())
}

/// Writes étapes that an import tells, new ones or again: of the latter all but whose they are.
pub(crate) async fn reprendre(tx: &mut Tx, import: ImportId, all: &[Etape]) -> Result<(), Error> {
    let territoire = tx.territoire();
    let rows: Vec<_> = all.iter().map(|one| row(territoire, one, Some(import))).collect();
    diesel::insert_into(etapes::table)
        .values(&rows)
        .on_conflict((etapes::territoire_id, etapes::id))
        .do_update()
        .set((
            etapes::nature.eq(excluded(etapes::nature)),
            etapes::operateur.eq(excluded(etapes::operateur)),
            etapes::intitule.eq(excluded(etapes::intitule)),
            etapes::debut.eq(excluded(etapes::debut)),
            etapes::fin_prevue.eq(excluded(etapes::fin_prevue)),
            etapes::fin.eq(excluded(etapes::fin)),
            etapes::etat.eq(excluded(etapes::etat)),
            etapes::motif.eq(excluded(etapes::motif)),
            etapes::version.eq(excluded(etapes::version)),
            etapes::import_id.eq(excluded(etapes::import_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Those of these étapes that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[EtapeId]) -> Result<Vec<Etape>, Error> {
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows = query.select(Row::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

fn row(territoire: TerritoireId, etape: &Etape, import: Option<ImportId>) -> Row {
    Row {
        territoire_id: territoire.into(),
        id: etape.id.into(),
        parcours_id: etape.parcours.into(),
        participant_id: etape.participant.into(),
        nature: etape.nature.code().to_owned(),
        operateur: etape.operateur.into(),
        intitule: etape.intitule.clone(),
        debut: etape.debut,
        fin_prevue: etape.fin_prevue,
        fin: etape.fin,
        etat: etape.etat.code().to_owned(),
        motif: etape.motif.clone(),
        version: etape.version,
        import_id: import.map(Into::into),
    }
}

pub(crate) async fn voir(tx: &mut Tx, id: EtapeId) -> Result<Option<Etape>, Error> {
    let row: Option<Row> = etapes::table
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

/// Reads an étape and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: EtapeId) -> Result<Option<Etape>, Error> {
    let query = etapes::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let found = completer(tx, vec![row]).await?.pop();
    tx.concerner(&found).await?;
    Ok(found)
}

/// Locks those of these étapes that exist, in the order of their identifiers, for the rest of the transaction.
pub(crate) async fn verrouiller_toutes(tx: &mut Tx, ids: &[EtapeId]) -> Result<(), Error> {
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::id.eq_any(ids.iter().map(|one| one.uuid())))
        .order(etapes::id);
    let _: Vec<Colonne<EtapeId>> = query.select(etapes::id).for_update().load(tx.conn()).await?;
    Ok(())
}

/// The étapes of a parcours, oldest first.
pub(crate) async fn du_parcours(tx: &mut Tx, parcours: ParcoursId) -> Result<Vec<Etape>, Error> {
    des_parcours(tx, &[parcours]).await
}

/// Those of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, parcours: &[ParcoursId]) -> Result<Vec<Etape>, Error> {
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::parcours_id.eq_any(parcours.iter().map(|one| one.uuid())))
        .order((etapes::debut, etapes::id));
    let rows = query.select(Row::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// What who runs étapes sees of them.
pub(crate) struct Visibles<'a> {
    /// Those that these operators run.
    pub(crate) operateurs: &'a BTreeSet<StructureId>,
    /// Those of these persons, whoever runs them.
    pub(crate) dossiers: &'a BTreeSet<ParticipantId>,
}

/// A page, newest first, and one more when there are more; of what is visible when not all is.
pub(crate) async fn lister(
    tx: &mut Tx,
    visibles: Option<Visibles<'_>>,
    filtre: &FiltreEtapes,
    apres: Option<EtapeId>,
) -> Result<Vec<Etape>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = etapes::table.filter(etapes::territoire_id.eq(territoire)).into_boxed();
    if let Some(Visibles { operateurs, dossiers }) = visibles {
        let run = etapes::operateur.eq_any(operateurs.iter().map(|one| one.uuid()).collect::<Vec<_>>());
        query = query
            .filter(run.or(etapes::participant_id.eq_any(dossiers.iter().map(|one| one.uuid()).collect::<Vec<_>>())));
    }
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(etapes::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(etapes::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(etapes::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(etapes::parcours_id.eq_any(theirs));
    }
    if let Some(operateur) = filtre.operateur {
        query = query.filter(etapes::operateur.eq(operateur.uuid()));
    }
    if let Some(nature) = filtre.nature {
        query = query.filter(etapes::nature.eq(nature.code()));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(etapes::etat.eq(etat.code()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(etapes::fin.ge(du).or(etapes::fin.is_null().and(etapes::fin_prevue.ge(du))));
    }
    if let Some(au) = filtre.au {
        query = query.filter(etapes::debut.le(au));
    }
    if let Some(apres) = apres {
        query = query.filter(etapes::id.lt(apres.uuid()));
    }
    let rows = query.order(etapes::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// Adds the bilans of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Etape>, Error> {
    type Held = (Colonne<EtapeId>, NaiveDate, Option<Colonne<FaitReprisId>>, Option<String>);
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = bilans::table
        .filter(bilans::territoire_id.eq(tx.territoire().uuid()))
        .filter(bilans::etape_id.eq_any(ids))
        .order(bilans::tenu_le);
    let all: Vec<Held> =
        query.select((bilans::etape_id, bilans::tenu_le, bilans::fait_id, bilans::commentaire)).load(tx.conn()).await?;
    let mut by_step: HashMap<EtapeId, (Vec<NaiveDate>, Vec<BilanDit>)> = HashMap::new();
    for (Colonne(etape), tenu_le, fait, commentaire) in all {
        let (days, told) = by_step.entry(etape).or_default();
        days.push(tenu_le);
        told.extend(fait.map(|Colonne(fait)| BilanDit { fait, tenu_le, commentaire }));
    }
    rows.into_iter()
        .map(|row| {
            let (bilans, bilans_repris) = by_step.remove(&row.id.0).unwrap_or_default();
            Ok(Etape {
                bilans,
                bilans_repris,
                id: row.id.into(),
                version: row.version,
                parcours: row.parcours_id.into(),
                participant: row.participant_id.into(),
                nature: read_code(&row.nature)?,
                operateur: row.operateur.into(),
                intitule: row.intitule,
                debut: row.debut,
                fin_prevue: row.fin_prevue,
                fin: row.fin,
                etat: read_code(&row.etat)?,
                motif: row.motif,
            })
        })
        .collect()
}

/// Writes what changes in the life of a locked étape.
pub(crate) async fn enregistrer(tx: &mut Tx, etape: &Etape) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), etape.id.uuid());
    diesel::update(etapes::table.find(key))
        .set((
            etapes::version.eq(etape.version),
            etapes::intitule.eq(&etape.intitule),
            etapes::debut.eq(etape.debut),
            etapes::fin_prevue.eq(etape.fin_prevue),
            etapes::fin.eq(etape.fin),
            etapes::etat.eq(etape.etat.code()),
            etapes::motif.eq(&etape.motif),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The day on which a person came to an appointment, as emargement told it.
pub(crate) async fn venue_le(
    tx: &mut Tx,
    rendez_vous: RendezVousId,
    participant: ParticipantId,
) -> Result<Option<NaiveDate>, Error> {
    let key = (tx.territoire().uuid(), rendez_vous.uuid(), participant.uuid());
    Ok(contacts::table.find(key).select(contacts::jour).first(tx.conn()).await.optional()?)
}

/// Takes back the bilans that former lines of these facts told: the étapes in which they were.
pub(crate) async fn retirer_bilans(tx: &mut Tx, faits: &[FaitReprisId]) -> Result<BTreeSet<EtapeId>, Error> {
    let former = bilans::table
        .filter(bilans::territoire_id.eq(tx.territoire().uuid()))
        .filter(bilans::fait_id.eq_any(faits.iter().map(|one| one.uuid())));
    let gone: Vec<Colonne<EtapeId>> = diesel::delete(former).returning(bilans::etape_id).load(tx.conn()).await?;
    Ok(gone.into_iter().map(Into::into).collect())
}

/// Writes bilans that an import tells, each of its étape.
pub(crate) async fn reprendre_bilans(tx: &mut Tx, import: ImportId, all: &[(EtapeId, BilanDit)]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let row = |(etape, one): &(EtapeId, BilanDit)| {
        (
            bilans::territoire_id.eq(territoire),
            bilans::etape_id.eq(etape.uuid()),
            bilans::tenu_le.eq(one.tenu_le),
            bilans::fait_id.eq(Some(one.fait.uuid())),
            bilans::import_id.eq(Some(import.uuid())),
            bilans::commentaire.eq(one.commentaire.clone()),
        )
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    diesel::insert_into(bilans::table).values(&rows).execute(tx.conn()).await?;
    Ok(())
}

/// Records a bilan; one a day.
pub(crate) async fn ajouter_bilan(tx: &mut Tx, etape: EtapeId, bilan: &NouveauBilan) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(bilans::table)
        .values((
            bilans::territoire_id.eq(territoire),
            bilans::etape_id.eq(etape.uuid()),
            bilans::tenu_le.eq(bilan.tenu_le),
            bilans::rendez_vous.eq(bilan.rendez_vous.map(Id::uuid)),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
        .await?;
    Ok(())
}
