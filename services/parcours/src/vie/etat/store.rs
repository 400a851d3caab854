use chrono::{DateTime, NaiveDate, Utc};
use diesel::{BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{
    Code, ParcoursId, PeriodeEtatId, TerritoireId,
    calendrier::{self, Periode},
};
use parcours_api::{EtatEtape, EtatParcours, EtatSortie, NatureSortie};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json};

use crate::{
    schema::{etapes, periodes, sorties, suspensions},
    vie::{
        etat::domain::{Etat, Faits, PeriodeEtat, Suivi},
        parcours::domain::Parcours,
    },
};

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

/// The facts of a parcours that was read with `parcours::store::verrouiller`.
pub(crate) async fn faits(tx: &mut Tx, parcours: &Parcours) -> Result<Faits, Error> {
    Ok(Faits {
        entree_le: parcours.entree_le,
        etapes: etapes_commencees(tx, parcours.id).await?,
        arrets: arrets(tx, parcours.id).await?,
        suivis: suivis(tx, parcours.id).await?,
        sorti_le: parcours.sorti_le,
    })
}

async fn etapes_commencees(tx: &mut Tx, id: ParcoursId) -> Result<Vec<Periode>, Error> {
    let begun = [EtatEtape::Demarree, EtatEtape::Terminee, EtatEtape::Rompue].map(Code::code);
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::parcours_id.eq(id.uuid()))
        .filter(etapes::etat.eq_any(begun));
    let rows: Vec<(NaiveDate, Option<NaiveDate>)> = query.select((etapes::debut, etapes::fin)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(du, au)| Periode { du, au }).collect())
}

async fn arrets(tx: &mut Tx, id: ParcoursId) -> Result<Vec<(parcours_api::NatureSuspension, Periode)>, Error> {
    let query = suspensions::table
        .filter(suspensions::territoire_id.eq(tx.territoire().uuid()))
        .filter(suspensions::parcours_id.eq(id.uuid()));
    let rows: Vec<(String, NaiveDate, Option<NaiveDate>)> =
        query.select((suspensions::nature, suspensions::du, suspensions::au)).load(tx.conn()).await?;
    rows.into_iter().map(|(nature, du, au)| Ok((read_code(&nature)?, Periode { du, au }))).collect()
}

/// Exits that are followed, were until they were confirmed, or until the job broke; the last to begin comes last.
async fn suivis(tx: &mut Tx, id: ParcoursId) -> Result<Vec<(Suivi, Periode)>, Error> {
    type Said = (Value, NaiveDate, String, Option<NaiveDate>, Option<NaiveDate>);
    let followed = sorties::etat.ne(EtatSortie::NonPositive.code()).or(sorties::rompue_le.is_not_null());
    let query = sorties::table
        .filter(sorties::territoire_id.eq(tx.territoire().uuid()))
        .filter(sorties::parcours_id.eq(id.uuid()))
        .filter(followed)
        .order((sorties::debut, sorties::id));
    let said = (sorties::nature, sorties::debut, sorties::etat, sorties::rompue_le, sorties::acquise_le);
    let rows: Vec<Said> = query.select(said).load(tx.conn()).await?;
    let span = |(nature, debut, etat, rompue_le, acquise_le): Said| {
        let suivi = match read_json(nature)? {
            NatureSortie::Formation { fin, titre_obtenu_le } => Suivi::Formation { fin, titre_obtenu_le },
            NatureSortie::Cdi { .. }
            | NatureSortie::Cdd { .. }
            | NatureSortie::Creation {}
            | NatureSortie::Insertion { .. }
            | NatureSortie::ContratAide { .. } => Suivi::Emploi { debut },
        };
        let au = match read_code(&etat)? {
            EtatSortie::EnSuivi => None,
            EtatSortie::Confirmee => acquise_le.map(|le| calendrier::plus_jours(le, -1)),
            EtatSortie::NonPositive => rompue_le,
        };
        Ok((suivi, Periode { du: debut, au }))
    };
    rows.into_iter().map(span).collect()
}

async fn connues(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Row>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(periodes::remplacee_le.is_null())
        .order(periodes::du);
    Ok(query.select(Row::as_select()).load(tx.conn()).await?)
}

/// Writes the periods of a parcours: what was known otherwise stays, as what was known until now.
pub(crate) async fn ecrire(tx: &mut Tx, id: ParcoursId, periodes: &[PeriodeEtat]) -> Result<(), Error> {
    let mut fresh = periodes.to_vec();
    let mut gone = Vec::new();
    for row in connues(tx, &[id]).await? {
        let known = PeriodeEtat::try_from(&row)?;
        if let Some(same) = fresh.iter().position(|one| *one == known) {
            fresh.remove(same);
        } else {
            gone.push(row.id);
        }
    }
    if !gone.is_empty() {
        let former = periodes::table
            .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
            .filter(periodes::id.eq_any(gone));
        diesel::update(former).set(periodes::remplacee_le.eq(tx.now())).execute(tx.conn()).await?;
    }
    let rows: Vec<_> = fresh.into_iter().map(|periode| row(tx, id, periode)).collect();
    diesel::insert_into(periodes::table).values(&rows).execute(tx.conn()).await?;
    Ok(())
}

/// What is known now of the days of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, PeriodeEtat)>, Error> {
    connues(tx, ids).await?.iter().map(|row| Ok((row.parcours_id.into(), row.try_into()?))).collect()
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

/// The first instant of which it is known what was known.
pub(crate) async fn connu_depuis(tx: &mut Tx, id: ParcoursId) -> Result<Option<DateTime<Utc>>, Error> {
    let query = periodes::table
        .filter(periodes::territoire_id.eq(tx.territoire().uuid()))
        .filter(periodes::parcours_id.eq(id.uuid()));
    Ok(query.select(diesel::dsl::min(periodes::connue_le)).first(tx.conn()).await?)
}
