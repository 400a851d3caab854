use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ActionId, Code, EtapeId, ParcoursId, ParticipantId, TerritoireId, Theme};
use parcours_api::ActionPrevueParcours;
use store::{Colonne, Error, Tx, read_code};

use crate::{schema::actions, suivi::action::domain::Action};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = actions)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ActionId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    version: i32,
    nature: String,
    intitule: String,
    theme: Option<String>,
    porteur: String,
    partenaire: Option<String>,
    echeance: Option<NaiveDate>,
    etape_id: Option<Colonne<EtapeId>>,
    etat: String,
    etat_le: NaiveDate,
    resultat: Option<String>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Action {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            ecrit: ActionPrevueParcours {
                nature: read_code(&row.nature)?,
                intitule: row.intitule,
                theme: row.theme.as_deref().map(read_code).transpose()?,
                porteur: read_code(&row.porteur)?,
                partenaire: row.partenaire,
                echeance: row.echeance,
                etape: row.etape_id.map(Into::into),
            },
            etat: read_code(&row.etat)?,
            etat_le: row.etat_le,
            resultat: row.resultat,
            par: row.par.into(),
        })
    }
}

/// The codes of the themes of which somebody reads: those that are sensitive too, or not.
pub(crate) fn lisibles(sensibles: bool) -> Vec<&'static str> {
    Theme::TOUS.iter().copied().filter(|theme| sensibles || !theme.sensible()).map(Code::code).collect()
}

pub(crate) async fn ajouter(tx: &mut Tx, action: &Action) -> Result<(), Error> {
    let ecrit = action.ecrit.clone();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: action.id.into(),
        parcours_id: action.parcours.into(),
        participant_id: action.participant.into(),
        version: action.version,
        nature: ecrit.nature.code().to_owned(),
        intitule: ecrit.intitule,
        theme: ecrit.theme.map(|theme| theme.code().to_owned()),
        porteur: ecrit.porteur.code().to_owned(),
        partenaire: ecrit.partenaire,
        echeance: ecrit.echeance,
        etape_id: ecrit.etape.map(Into::into),
        etat: action.etat.code().to_owned(),
        etat_le: action.etat_le,
        resultat: action.resultat.clone(),
        par: action.par.into(),
    };
    diesel::insert_into(actions::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// A line, of the themes of which somebody reads.
pub(crate) async fn voir(tx: &mut Tx, id: ActionId, sensibles: bool) -> Result<Option<Action>, Error> {
    let seen = actions::theme.is_null().or(actions::theme.eq_any(lisibles(sensibles)));
    let query = actions::table
        .filter(actions::territoire_id.eq(tx.territoire().uuid()))
        .filter(actions::id.eq(id.uuid()))
        .filter(seen);
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// The lines of some parcours, of the themes of which somebody reads.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId], sensibles: bool) -> Result<Vec<Action>, Error> {
    let seen = actions::theme.is_null().or(actions::theme.eq_any(lisibles(sensibles)));
    let query = actions::table
        .filter(actions::territoire_id.eq(tx.territoire().uuid()))
        .filter(actions::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(seen)
        .order((actions::parcours_id, actions::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many lines a parcours has, whatever they say.
pub(crate) async fn compter(tx: &mut Tx, id: ParcoursId) -> Result<usize, Error> {
    let query = actions::table
        .filter(actions::territoire_id.eq(tx.territoire().uuid()))
        .filter(actions::parcours_id.eq(id.uuid()));
    let many: i64 = query.count().get_result(tx.conn()).await?;
    Ok(usize::try_from(many).unwrap_or(usize::MAX))
}

/// Writes a line whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, action: &Action) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), action.id.uuid());
    let ecrit = &action.ecrit;
    diesel::update(actions::table.find(key))
        .set((
            actions::version.eq(action.version),
            actions::nature.eq(ecrit.nature.code()),
            actions::intitule.eq(&ecrit.intitule),
            actions::theme.eq(ecrit.theme.map(Code::code)),
            actions::porteur.eq(ecrit.porteur.code()),
            actions::partenaire.eq(&ecrit.partenaire),
            actions::echeance.eq(ecrit.echeance),
            actions::etape_id.eq(ecrit.etape.map(kernel::Id::uuid)),
            actions::etat.eq(action.etat.code()),
            actions::etat_le.eq(action.etat_le),
            actions::resultat.eq(&action.resultat),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
