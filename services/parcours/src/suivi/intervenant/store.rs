use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, IntervenantId, ParcoursId, ParticipantId, Telephone, TerritoireId};
use parcours_api::IntervenantEcrit;
use store::{Colonne, Error, Tx, read_code};

use crate::{schema::intervenants, suivi::intervenant::domain::Intervenant};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = intervenants)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<IntervenantId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    version: i32,
    fonction: String,
    nom: String,
    organisme: Option<String>,
    telephone: Option<String>,
    courriel: Option<String>,
    du: NaiveDate,
    au: Option<NaiveDate>,
    partage: String,
    accord_le: Option<NaiveDate>,
    par: Colonne<ActeurId>,
}

fn telephone(text: Option<String>) -> Result<Option<Telephone>, Error> {
    text.map(|text| Telephone::try_from(text).map_err(|error| Error::Corrupt(error.to_string()))).transpose()
}

impl TryFrom<Row> for Intervenant {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            ecrit: IntervenantEcrit {
                fonction: read_code(&row.fonction)?,
                nom: row.nom,
                organisme: row.organisme,
                telephone: telephone(row.telephone)?,
                courriel: row.courriel,
                du: row.du,
                au: row.au,
                partage: read_code(&row.partage)?,
                accord_le: row.accord_le,
            },
            par: row.par.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Intervenant) -> Result<(), Error> {
    let ecrit = one.ecrit.clone();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        version: one.version,
        fonction: ecrit.fonction.code().to_owned(),
        nom: ecrit.nom,
        organisme: ecrit.organisme,
        telephone: ecrit.telephone.map(Into::into),
        courriel: ecrit.courriel,
        du: ecrit.du,
        au: ecrit.au,
        partage: ecrit.partage.code().to_owned(),
        accord_le: ecrit.accord_le,
        par: one.par.into(),
    };
    diesel::insert_into(intervenants::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: IntervenantId) -> Result<Option<Intervenant>, Error> {
    let query = intervenants::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Those around the persons of some parcours.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Intervenant>, Error> {
    let query = intervenants::table
        .filter(intervenants::territoire_id.eq(tx.territoire().uuid()))
        .filter(intervenants::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((intervenants::parcours_id, intervenants::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Writes somebody whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Intervenant) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let ecrit = &one.ecrit;
    diesel::update(intervenants::table.find(key))
        .set((
            intervenants::version.eq(one.version),
            intervenants::fonction.eq(ecrit.fonction.code()),
            intervenants::nom.eq(&ecrit.nom),
            intervenants::organisme.eq(&ecrit.organisme),
            intervenants::telephone.eq(ecrit.telephone.as_ref().map(Telephone::as_str)),
            intervenants::courriel.eq(&ecrit.courriel),
            intervenants::du.eq(ecrit.du),
            intervenants::au.eq(ecrit.au),
            intervenants::partage.eq(ecrit.partage.code()),
            intervenants::accord_le.eq(ecrit.accord_le),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
