use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper, dsl::min,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParcoursId, PeriodeEtatId, TerritoireId, calendrier::Periode};
use parcours_api::{ContratSortie, EtatEtape, EtatParcours, EtatSortie, MotifAbandon, NatureSortie, NatureSuspension};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json};

use crate::{
    schema::{etapes, periodes, sorties, suspensions},
    vie::{
        etat::domain::{ARRETS, Etat, Faits, Issue, PeriodeEtat, Perte, Retour, SortieDite, Suivi},
        parcours::domain::Parcours,
    },
};

/// Rows of one statement at most.
const LOT: usize = 2_000;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = periodes)]
pub(crate) struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<PeriodeEtatId>,
    parcours_id: Colonne<ParcoursId>,
    etat: String,
    du: NaiveDate,
    au: Option<NaiveDate>,
    debut_emploi: Option<NaiveDate>,
    fin_formation: Option<NaiveDate>,
    titre_obtenu_le: Option<NaiveDate>,
    connue_le: DateTime<Utc>,
}

impl Row {
    /// Of which parcours it is.
    pub(crate) const fn parcours(&self) -> ParcoursId {
        self.parcours_id.0
    }
}

impl TryFrom<&Row> for PeriodeEtat {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let etat = match read_code(&row.etat)? {
            EtatParcours::EnAccompagnement => Etat::EnAccompagnement,
            EtatParcours::EnEtape => Etat::EnEtape,
            EtatParcours::EnVeille => Etat::EnVeille,
            EtatParcours::Suspendu => Etat::Suspendu,
            EtatParcours::Sorti => Etat::Sorti,
            EtatParcours::SuiviEmploi => Etat::Suivi(match (row.debut_emploi, row.fin_formation) {
                (Some(debut), _) => Suivi::Emploi { debut },
                (None, Some(fin)) => Suivi::Formation { fin, titre_obtenu_le: row.titre_obtenu_le },
                (None, None) => return Err(Error::Corrupt("periodes.debut_emploi".to_owned())),
            }),
        };
        Ok(Self { etat, jours: Periode { du: row.du, au: row.au } })
    }
}

fn row(tx: &mut Tx, parcours: ParcoursId, periode: PeriodeEtat) -> Row {
    let (debut_emploi, fin_formation, titre_obtenu_le) = match periode.etat {
        Etat::Suivi(Suivi::Emploi { debut }) => (Some(debut), None, None),
        Etat::Suivi(Suivi::Formation { fin, titre_obtenu_le }) => (None, Some(fin), titre_obtenu_le),
        Etat::EnAccompagnement | Etat::EnEtape | Etat::EnVeille | Etat::Suspendu | Etat::Sorti => (None, None, None),
    };
    Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        parcours_id: parcours.into(),
        etat: periode.etat.code().code().to_owned(),
        du: periode.jours.du,
        au: periode.jours.au,
        debut_emploi,
        fin_formation,
        titre_obtenu_le,
        connue_le: tx.now(),
    }
}

/// The facts of parcours that were read with `parcours::store::verrouiller`, each thing read at once for all of them.
pub(crate) async fn faits(tx: &mut Tx, all: &[Parcours]) -> Result<Vec<(ParcoursId, Faits)>, Error> {
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let (mut etapes, mut arrets) = (etapes_commencees(tx, &ids).await?, arrets(tx, &ids).await?);
    let mut departs = departs(tx, &ids).await?;
    let told = all.iter().map(|one| {
        let departs = departs.remove(&one.id).unwrap_or_default();
        let faits = Faits {
            entree_le: one.entree_le,
            etapes: etapes.remove(&one.id).unwrap_or_default(),
            arrets: arrets.remove(&one.id).unwrap_or_default(),
            suivis: jours_suivis(&departs),
            absences: departs.iter().filter_map(|(_, depart)| depart.absence()).collect(),
            sorti_le: one.sorti_le,
        };
        (one.id, faits)
    });
    Ok(told.collect())
}

fn jours_suivis(departs: &[(Suivi, SortieDite)]) -> Vec<(Suivi, Periode)> {
    departs.iter().filter_map(|(suivi, depart)| Some((*suivi, depart.suivie()?))).collect()
}

/// The days of a parcours on which an exit was followed, and as what; the last to begin comes last.
pub(crate) async fn suivis(tx: &mut Tx, id: ParcoursId) -> Result<Vec<(Suivi, Periode)>, Error> {
    Ok(jours_suivis(&departs(tx, &[id]).await?.remove(&id).unwrap_or_default()))
}

/// What is found of some parcours, each under its own, in the same order.
type Ranges<T> = HashMap<ParcoursId, Vec<T>>;

fn ranger<T>(all: impl IntoIterator<Item = Result<(ParcoursId, T), Error>>) -> Result<Ranges<T>, Error> {
    let mut sorted: Ranges<T> = HashMap::new();
    for one in all {
        let (of, one) = one?;
        sorted.entry(of).or_default().push(one);
    }
    Ok(sorted)
}

async fn etapes_commencees(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Ranges<Periode>, Error> {
    let begun = [EtatEtape::Demarree, EtatEtape::Terminee, EtatEtape::Rompue].map(Code::code);
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(etapes::etat.eq_any(begun));
    let rows: Vec<(Colonne<ParcoursId>, NaiveDate, Option<NaiveDate>)> =
        query.select((etapes::parcours_id, etapes::debut, etapes::fin)).load(tx.conn()).await?;
    ranger(rows.into_iter().map(|(Colonne(of), du, au)| Ok((of, Periode { du, au }))))
}

async fn arrets(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Ranges<(NatureSuspension, Periode)>, Error> {
    type Said = (Colonne<ParcoursId>, String, NaiveDate, Option<NaiveDate>);
    let query = suspensions::table
        .filter(suspensions::territoire_id.eq(tx.territoire().uuid()))
        .filter(suspensions::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(suspensions::retiree.eq(false));
    let said = (suspensions::parcours_id, suspensions::nature, suspensions::du, suspensions::au);
    let rows: Vec<Said> = query.select(said).load(tx.conn()).await?;
    ranger(rows.into_iter().map(|(Colonne(of), nature, du, au)| Ok((of, (read_code(&nature)?, Periode { du, au })))))
}

/// A decision that took back a confirmed exit, as it is kept with it.
#[derive(Serialize, Deserialize)]
pub(crate) struct CorrectionGardee {
    pub(crate) le: NaiveDate,
    pub(crate) motif: String,
    pub(crate) acquise_le: NaiveDate,
    #[serde(default = "oui")]
    pub(crate) emploi_tenu: bool,
    pub(crate) par: ActeurId,
}

/// What a decision of which nothing else was said holds of the job.
const fn oui() -> bool {
    true
}

/// That an exit was given up, as it is kept with it.
#[derive(Serialize, Deserialize)]
pub(crate) struct AbandonGarde {
    pub(crate) le: NaiveDate,
    pub(crate) motif: MotifAbandon,
    pub(crate) par: ActeurId,
}

/// What is read of an exit for the days of its parcours.
#[derive(Queryable, Selectable)]
#[diesel(table_name = sorties)]
struct Exit {
    parcours_id: Colonne<ParcoursId>,
    nature: Value,
    debut: NaiveDate,
    etat: String,
    acquise_le: Option<NaiveDate>,
    rompue_le: Option<NaiveDate>,
    decision_le: Option<NaiveDate>,
    contrats: Value,
    correction: Option<Value>,
    abandon: Option<Value>,
}

impl Exit {
    /// As what it is followed, and what it says of the days.
    fn dit(mut self) -> Result<(ParcoursId, (Suivi, SortieDite)), Error> {
        let debut = self.debut;
        let suivi = match read_json(self.nature.take())? {
            NatureSortie::Formation { fin, titre_obtenu_le } => Suivi::Formation { fin, titre_obtenu_le },
            NatureSortie::Cdi { .. }
            | NatureSortie::Cdd { .. }
            | NatureSortie::Creation {}
            | NatureSortie::Insertion { .. }
            | NatureSortie::ContratAide { .. } => Suivi::Emploi { debut },
        };
        Ok((self.parcours_id.0, (suivi, SortieDite { debut, issue: self.issue()? })))
    }

    fn issue(self) -> Result<Issue, Error> {
        Ok(match read_code(&self.etat)? {
            EtatSortie::EnSuivi => Issue::EnSuivi,
            EtatSortie::Confirmee => {
                let unknown = || Error::Corrupt("sorties.acquise_le".to_owned());
                Issue::Confirmee { acquise_le: self.acquise_le.ok_or_else(unknown)? }
            }
            EtatSortie::NonPositive => Issue::Perdue(self.perte()?),
        })
    }

    /// What came last: what a decision took back was confirmed before, and a job that broke may be followed until it is
    /// given up.
    fn perte(self) -> Result<Perte, Error> {
        let correction: Option<CorrectionGardee> = self.correction.map(read_json).transpose()?;
        let abandon: Option<AbandonGarde> = self.abandon.map(read_json).transpose()?;
        Ok(match (correction, abandon, self.rompue_le) {
            (Some(CorrectionGardee { le, acquise_le, emploi_tenu, .. }), _, _) => {
                Perte::Reprise(Retour { le, acquise_le, emploi_tenu })
            }
            (None, Some(AbandonGarde { le, .. }), _) => Perte::Abandonnee { le },
            (None, None, Some(le)) => Perte::Rompue { le },
            (None, None, None) => {
                let contrats: Vec<ContratSortie> = read_json(self.contrats)?;
                let dernier_contrat = contrats.last().map(|one| one.debut);
                Perte::Refusee { decidee_le: self.decision_le, dernier_contrat }
            }
        })
    }
}

/// What exits say of the days of some parcours; the last to begin comes last.
async fn departs(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Ranges<(Suivi, SortieDite)>, Error> {
    let query = sorties::table
        .filter(sorties::territoire_id.eq(tx.territoire().uuid()))
        .filter(sorties::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((sorties::debut, sorties::id));
    let rows: Vec<Exit> = query.select(Exit::as_select()).load(tx.conn()).await?;
    ranger(rows.into_iter().map(Exit::dit))
}

async fn connues(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Row>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(periodes::remplacee_le.is_null())
        .order(periodes::du);
    Ok(query.select(Row::as_select()).load(tx.conn()).await?)
}

/// Writes the periods of some parcours: what was known otherwise stays, as what was known until now.
pub(crate) async fn ecrire(tx: &mut Tx, all: Vec<(ParcoursId, Vec<PeriodeEtat>)>) -> Result<(), Error> {
    let ids: Vec<_> = all.iter().map(|(id, _)| *id).collect();
    let mut fresh: Ranges<PeriodeEtat> = all.into_iter().collect();
    let mut gone = Vec::new();
    for row in connues(tx, &ids).await? {
        let known = PeriodeEtat::try_from(&row)?;
        let same = fresh.get(&row.parcours()).and_then(|all| all.iter().position(|one| *one == known));
        match (same, fresh.get_mut(&row.parcours())) {
            (Some(same), Some(all)) => drop(all.remove(same)),
            _ => gone.push(row.id),
        }
    }
    if !gone.is_empty() {
        let former = periodes::table
            .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
            .filter(periodes::id.eq_any(gone));
        diesel::update(former).set(periodes::remplacee_le.eq(tx.now())).execute(tx.conn()).await?;
    }
    let mut rows = Vec::new();
    for (id, periode) in fresh.into_iter().flat_map(|(id, all)| all.into_iter().map(move |one| (id, one))) {
        rows.push(row(tx, id, periode));
    }
    for lot in rows.chunks(LOT) {
        diesel::insert_into(periodes::table).values(lot).execute(tx.conn()).await?;
    }
    Ok(())
}

/// What is known now of the days of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, PeriodeEtat)>, Error> {
    connues(tx, ids).await?.iter().map(|row| Ok((row.parcours_id.into(), row.try_into()?))).collect()
}

/// The parcours in which no contact is asked for on a day, as it is known now: those that a suspension or a veille stops.
pub(crate) async fn arretes(tx: &mut Tx, jour: NaiveDate) -> Result<Vec<ParcoursId>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::remplacee_le.is_null())
        .filter(periodes::etat.eq_any(ARRETS.map(Code::code)))
        .filter(periodes::du.le(jour))
        .filter(periodes::au.is_null().or(periodes::au.ge(jour)));
    let rows: Vec<Colonne<ParcoursId>> = query.select(periodes::parcours_id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// What was known of the days of a parcours at an instant, oldest first.
pub(crate) async fn connues_le(tx: &mut Tx, id: ParcoursId, instant: DateTime<Utc>) -> Result<Vec<PeriodeEtat>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::parcours_id.eq(id.uuid()))
        .filter(periodes::connue_le.le(instant))
        .filter(periodes::remplacee_le.is_null().or(periodes::remplacee_le.gt(instant)))
        .order(periodes::du);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.iter().map(TryInto::try_into).collect()
}

/// The first instant of which it is known what was known in the territory.
pub(crate) async fn connus_depuis(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, Error> {
    let query = periodes::table.filter(periodes::territoire_id.eq(tx.territoire().uuid()));
    Ok(query.select(min(periodes::connue_le)).first(tx.conn()).await?)
}

/// The first instant of which it is known what was known.
pub(crate) async fn connu_depuis(tx: &mut Tx, id: ParcoursId) -> Result<Option<DateTime<Utc>>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::parcours_id.eq(id.uuid()));
    Ok(query.select(diesel::dsl::min(periodes::connue_le)).first(tx.conn()).await?)
}
