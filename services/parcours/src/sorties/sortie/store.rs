use chrono::NaiveDate;
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ImportId, ParcoursId, PieceId, SortieId, TerritoireId, calendrier};
use parcours_api::{AccordSortie, EtatSortie, FiltreSorties, FiltreSuivis, IssueAppel, ReponseCondition};
use problem::{Problem, Slug};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    schema::{parcours, sorties},
    sorties::sortie::domain::{Abandon, Appel, Correction, Decision, Sortie},
    vie::{
        affectation::store::suivis_par,
        etat::store::{AbandonGarde, CorrectionGardee},
        parcours::domain::{Parcours, Phase},
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sorties, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<SortieId>,
    parcours_id: Colonne<ParcoursId>,
    nature: Value,
    debut: NaiveDate,
    employeur: String,
    etat: String,
    piece: Option<Colonne<PieceId>>,
    justifiee_le: Option<NaiveDate>,
    rompue_le: Option<NaiveDate>,
    decision_le: Option<NaiveDate>,
    decision_motif: Option<String>,
    acquise_le: Option<NaiveDate>,
    decision_conditions: Value,
    partiel_choisi_le: Option<NaiveDate>,
    age: Option<i32>,
    contrats: Value,
    accord_le: Option<NaiveDate>,
    accord_moyen: Option<String>,
    appels: Value,
    repondu_en: Option<NaiveDate>,
    correction: Option<Value>,
    import_id: Option<Colonne<ImportId>>,
    version: i32,
    abandon: Option<Value>,
}

/// A call, as it is kept.
#[derive(Serialize, Deserialize)]
struct AppelGarde {
    le: NaiveDate,
    issue: IssueAppel,
    par: ActeurId,
}

fn abandon(kept: Value) -> Result<Abandon, Error> {
    let AbandonGarde { le, motif, par } = read_json(kept)?;
    Ok(Abandon { le, motif, par })
}

fn appels(kept: Value) -> Result<Vec<Appel>, Error> {
    let all: Vec<AppelGarde> = read_json(kept)?;
    Ok(all.into_iter().map(|AppelGarde { le, issue, par }| Appel { le, issue, par }).collect())
}

fn correction(kept: Value) -> Result<Correction, Error> {
    let CorrectionGardee { le, motif, acquise_le, emploi_tenu, par } = read_json(kept)?;
    Ok(Correction { le, motif, acquise_le, emploi_tenu, par })
}

fn decision(le: NaiveDate, motif: String, conditions: Value) -> Result<Decision, Error> {
    let said: Vec<ReponseCondition> = read_json(conditions)?;
    Ok(Decision { le, motif, reponses: said.into_iter().map(|one| (one.condition, one.remplie)).collect() })
}

impl TryFrom<Row> for Sortie {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let decided = row.decision_le.zip(row.decision_motif);
        let agreed = row.accord_le.zip(row.accord_moyen);
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            nature: read_json(row.nature)?,
            debut: row.debut,
            employeur: row.employeur,
            etat: read_code(&row.etat)?,
            piece: row.piece.map(Into::into),
            justifiee_le: row.justifiee_le,
            rompue_le: row.rompue_le,
            decision: decided.map(|(le, motif)| decision(le, motif, row.decision_conditions)).transpose()?,
            acquise_le: row.acquise_le,
            partiel_choisi_le: row.partiel_choisi_le,
            age: row.age,
            contrats: read_json(row.contrats)?,
            accord: agreed
                .map(|(le, moyen)| Ok::<_, Error>(AccordSortie { le, moyen: read_code(&moyen)? }))
                .transpose()?,
            appels: appels(row.appels)?,
            correction: row.correction.map(correction).transpose()?,
            abandon: row.abandon.map(abandon).transpose()?,
            import: row.import_id.map(Into::into),
            version: row.version,
        })
    }
}

fn row(tx: &Tx, sortie: &Sortie) -> Result<Row, Error> {
    let calls = sortie.appels.iter().map(|Appel { le, issue, par }| AppelGarde { le: *le, issue: *issue, par: *par });
    let taken_back = sortie.correction.clone().map(|Correction { le, motif, acquise_le, emploi_tenu, par }| {
        write_json(&CorrectionGardee { le, motif, acquise_le, emploi_tenu, par })
    });
    let given_up = sortie.abandon.map(|Abandon { le, motif, par }| write_json(&AbandonGarde { le, motif, par }));
    let said = sortie.decision.iter().flat_map(|one| &one.reponses);
    let said = said.map(|(condition, remplie)| ReponseCondition { condition: *condition, remplie: *remplie });
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: sortie.id.into(),
        parcours_id: sortie.parcours.into(),
        nature: write_json(&sortie.nature)?,
        debut: sortie.debut,
        employeur: sortie.employeur.clone(),
        etat: sortie.etat.code().to_owned(),
        piece: sortie.piece.map(Into::into),
        justifiee_le: sortie.justifiee_le,
        rompue_le: sortie.rompue_le,
        decision_le: sortie.decision.as_ref().map(|one| one.le),
        decision_motif: sortie.decision.as_ref().map(|one| one.motif.clone()),
        acquise_le: sortie.acquise_le,
        decision_conditions: write_json(&said.collect::<Vec<_>>())?,
        partiel_choisi_le: sortie.partiel_choisi_le,
        age: sortie.age,
        contrats: write_json(&sortie.contrats)?,
        accord_le: sortie.accord.map(|one| one.le),
        accord_moyen: sortie.accord.map(|one| one.moyen.code().to_owned()),
        appels: write_json(&calls.collect::<Vec<_>>())?,
        repondu_en: sortie.repondu_en(),
        correction: taken_back.transpose()?,
        import_id: sortie.import.map(Into::into),
        version: sortie.version,
        abandon: given_up.transpose()?,
    })
}

fn deja_suivie() -> Problem {
    Problem::new(Slug::Conflit, "Une sortie de ce parcours est déjà en suivi.")
}

pub(crate) async fn ajouter(tx: &mut Tx, sortie: &Sortie) -> Result<(), Problem> {
    let row = row(tx, sortie)?;
    let done = diesel::insert_into(sorties::table).values(&row).execute(tx.conn()).await;
    done.on_constraint("sorties_en_suivi", deja_suivie)?;
    Ok(())
}

/// Writes exits of locked parcours as an import tells them, new ones or again: of the latter what a table tells, and
/// what it makes of what was decided here.
pub(crate) async fn reprendre(tx: &mut Tx, all: &[Sortie]) -> Result<(), Problem> {
    let rows = all.iter().map(|one| row(tx, one)).collect::<Result<Vec<_>, _>>()?;
    let done = diesel::insert_into(sorties::table)
        .values(&rows)
        .on_conflict((sorties::territoire_id, sorties::id))
        .do_update()
        .set((
            sorties::nature.eq(excluded(sorties::nature)),
            sorties::debut.eq(excluded(sorties::debut)),
            sorties::employeur.eq(excluded(sorties::employeur)),
            sorties::etat.eq(excluded(sorties::etat)),
            sorties::justifiee_le.eq(excluded(sorties::justifiee_le)),
            sorties::rompue_le.eq(excluded(sorties::rompue_le)),
            sorties::acquise_le.eq(excluded(sorties::acquise_le)),
            sorties::partiel_choisi_le.eq(excluded(sorties::partiel_choisi_le)),
            sorties::age.eq(excluded(sorties::age)),
            sorties::contrats.eq(excluded(sorties::contrats)),
            sorties::appels.eq(excluded(sorties::appels)),
            sorties::repondu_en.eq(excluded(sorties::repondu_en)),
            sorties::correction.eq(excluded(sorties::correction)),
            sorties::abandon.eq(excluded(sorties::abandon)),
            sorties::import_id.eq(excluded(sorties::import_id)),
            sorties::version.eq(excluded(sorties::version)),
        ))
        .execute(tx.conn())
        .await;
    done.on_constraint("sorties_en_suivi", deja_suivie)?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: SortieId) -> Result<Option<Sortie>, Error> {
    let query = sorties::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads an exit and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: SortieId) -> Result<Option<Sortie>, Error> {
    let query = sorties::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes the whole of a locked exit.
pub(crate) async fn enregistrer(tx: &mut Tx, sortie: &Sortie) -> Result<(), Error> {
    let row = row(tx, sortie)?;
    diesel::update(sorties::table.find((tx.territoire().uuid(), sortie.id.uuid())))
        .set(&row)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// When another parcours of the same person began, which is not over.
pub(crate) async fn autre_en_cours(tx: &mut Tx, one: &Parcours) -> Result<Option<NaiveDate>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq(one.participant.uuid()))
        .filter(parcours::id.ne(one.id.uuid()))
        .filter(parcours::etat.ne(Phase::Termine.code()))
        .order((parcours::entree_le.desc(), parcours::id.desc()))
        .select(parcours::entree_le);
    let found: Option<NaiveDate> = query.first(tx.conn()).await.optional()?;
    Ok(found)
}

/// The exits of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, parcours: &[ParcoursId]) -> Result<Vec<Sortie>, Error> {
    let query = sorties::table
        .filter(sorties::territoire_id.eq(tx.territoire().uuid()))
        .filter(sorties::parcours_id.eq_any(parcours.iter().map(|one| one.uuid())))
        .order((sorties::debut, sorties::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page, the last declared first, and one more when there are more.
pub(crate) async fn lister(tx: &mut Tx, filtre: &FiltreSorties, apres: Option<SortieId>) -> Result<Vec<Sortie>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = sorties::table.filter(sorties::territoire_id.eq(territoire)).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        let theirs = parcours::table
            .filter(parcours::territoire_id.eq(territoire))
            .filter(parcours::participant_id.eq_any(seuls))
            .select(parcours::id);
        query = query.filter(sorties::parcours_id.eq_any(theirs));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        let theirs = parcours::table
            .filter(parcours::territoire_id.eq(territoire))
            .filter(parcours::participant_id.eq(participant.uuid()))
            .select(parcours::id);
        query = query.filter(sorties::parcours_id.eq_any(theirs));
    }
    if let Some(id) = filtre.parcours {
        query = query.filter(sorties::parcours_id.eq(id.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(sorties::parcours_id.eq_any(theirs));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(sorties::etat.eq(etat.code()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(sorties::debut.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(sorties::debut.le(au));
    }
    if let Some(apres) = apres {
        query = query.filter(sorties::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(sorties::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of those who are to be called in a month: their exit is followed, had begun by the end of it, and they did not
/// answer in it nor since. The oldest first, and one more when there are more.
pub(crate) async fn a_appeler(
    tx: &mut Tx,
    filtre: &FiltreSuivis,
    mois: NaiveDate,
    apres: Option<SortieId>,
) -> Result<Vec<Sortie>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = sorties::table
        .filter(sorties::territoire_id.eq(territoire))
        .filter(sorties::etat.eq(EtatSortie::EnSuivi.code()))
        .filter(sorties::debut.le(calendrier::dernier_du_mois(mois)))
        .filter(sorties::repondu_en.is_null().or(sorties::repondu_en.lt(calendrier::premier_du_mois(mois))))
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        let theirs = parcours::table
            .filter(parcours::territoire_id.eq(territoire))
            .filter(parcours::participant_id.eq_any(seuls))
            .select(parcours::id);
        query = query.filter(sorties::parcours_id.eq_any(theirs));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(sorties::parcours_id.eq_any(theirs));
    }
    if let Some(apres) = apres {
        query = query.filter(sorties::id.gt(apres.uuid()));
    }
    let rows: Vec<Row> = query.order(sorties::id).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
