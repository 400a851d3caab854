use auth::Role;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, Code, HabilitationId, Id, NatureStructure, RessourceId, StructureId, TerritoireId, UtilisateurId,
    calendrier::Periode,
};
use problem::{Problem, Slug};
use std::collections::HashMap;
use store::{Colonne, Error, OnConstraint, Tx, read_code};
use territoires_api::{HabilitationDto, UtilisateurDto};

use crate::{
    comptes::utilisateur::domain::Habilitation,
    schema::{habilitations, structures, utilisateurs},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = habilitations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<HabilitationId>,
    utilisateur_id: Colonne<UtilisateurId>,
    role: String,
    structure_id: Option<Colonne<StructureId>>,
    du: chrono::NaiveDate,
    au: Option<chrono::NaiveDate>,
    donnee_par: Colonne<ActeurId>,
}

fn role(text: &str) -> Result<Role, Error> {
    Role::lire(text).ok_or_else(|| Error::Corrupt(format!("habilitations.role = {text}")))
}

impl TryFrom<Row> for HabilitationDto {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let role = role(&row.role)?;
        Ok(Self { id: row.id.into(), role, structure: row.structure_id.map(Into::into), du: row.du, au: row.au })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, courriel: &str, prenom: &str, nom: &str) -> Result<UtilisateurId, Problem> {
    let id: UtilisateurId = tx.id();
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    diesel::insert_into(utilisateurs::table)
        .values((
            utilisateurs::territoire_id.eq(territoire),
            utilisateurs::id.eq(id.uuid()),
            utilisateurs::courriel.eq(courriel),
            utilisateurs::prenom.eq(prenom),
            utilisateurs::nom.eq(nom),
            utilisateurs::cree_le.eq(now),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("utilisateurs_courriel", || {
            Problem::new(Slug::Conflit, "Un utilisateur du territoire a déjà cette adresse.").at(
                "/courriel",
                "existe",
                "déjà utilisée",
            )
        })?;
    Ok(id)
}

pub(crate) async fn habiliter(
    tx: &mut Tx,
    utilisateur: UtilisateurId,
    habilitation: &Habilitation,
) -> Result<(), Problem> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        utilisateur_id: utilisateur.into(),
        role: habilitation.role.nom().to_owned(),
        structure_id: habilitation.structure.map(Into::into),
        du: habilitation.periode.du,
        au: habilitation.periode.au,
        donnee_par: tx.acteur().id.into(),
    };
    diesel::insert_into(habilitations::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("habilitations_structure", || {
            Problem::field("/structure", "inconnue", "cette structure n'est pas dans l'annuaire du territoire")
        })?;
    Ok(())
}

/// What a structure of the directory is to the PLIE.
pub(crate) async fn nature(tx: &mut Tx, structure: StructureId) -> Result<Option<NatureStructure>, Error> {
    let query = structures::table.find((tx.territoire().uuid(), structure.uuid())).select(structures::nature);
    let nature: Option<String> = query.first(tx.conn()).await.optional()?;
    nature.as_deref().map(read_code).transpose()
}

/// Sets the last day of a role; false when the territory has no such role.
pub(crate) async fn cloturer(tx: &mut Tx, id: HabilitationId, au: chrono::NaiveDate) -> Result<bool, Error> {
    let one = habilitations::table.find((tx.territoire().uuid(), id.uuid())).filter(habilitations::du.le(au));
    Ok(diesel::update(one).set(habilitations::au.eq(au)).execute(tx.conn()).await? == 1)
}

/// Every role given to a user.
pub(crate) async fn habilitations(tx: &mut Tx, utilisateur: UtilisateurId) -> Result<Vec<Habilitation>, Error> {
    let query = habilitations::table
        .filter(habilitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(habilitations::utilisateur_id.eq(utilisateur.uuid()));
    let rows: Vec<Row> = query.select(Row::as_select()).order(habilitations::du).load(tx.conn()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Habilitation {
                role: role(&row.role)?,
                structure: row.structure_id.map(Into::into),
                periode: Periode { du: row.du, au: row.au },
            })
        })
        .collect()
}

pub(crate) async fn voir(tx: &mut Tx, id: UtilisateurId) -> Result<Option<UtilisateurDto>, Error> {
    let query = utilisateurs::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Identite> = query.select(Identite::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => Ok(completer(tx, vec![row]).await?.pop()),
        None => Ok(None),
    }
}

/// Those of these users that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<UtilisateurDto>, Error> {
    let query = utilisateurs::table
        .filter(utilisateurs::territoire_id.eq(tx.territoire().uuid()))
        .filter(utilisateurs::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows = query.select(Identite::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// A page by name, after `apres`.
pub(crate) async fn lister(
    tx: &mut Tx,
    apres: Option<(String, UtilisateurId)>,
    limite: i64,
) -> Result<Vec<UtilisateurDto>, Error> {
    let (nom, id) = apres.unwrap_or((String::new(), Id::MIN));
    let query = utilisateurs::table
        .filter(utilisateurs::territoire_id.eq(tx.territoire().uuid()))
        .filter(utilisateurs::nom.ge(nom.clone()))
        .filter(utilisateurs::nom.gt(nom).or(utilisateurs::id.gt(id.uuid())));
    let rows = query
        .order((utilisateurs::nom, utilisateurs::id))
        .limit(limite + 1)
        .select(Identite::as_select())
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = utilisateurs)]
struct Identite {
    id: Colonne<UtilisateurId>,
    courriel: String,
    prenom: String,
    nom: String,
}

/// Adds the roles of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Identite>) -> Result<Vec<UtilisateurDto>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = habilitations::table
        .filter(habilitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(habilitations::utilisateur_id.eq_any(ids));
    let roles: Vec<Row> =
        query.order((habilitations::du, habilitations::id)).select(Row::as_select()).load(tx.conn()).await?;
    let mut by_user: HashMap<UtilisateurId, Vec<HabilitationDto>> = HashMap::new();
    for row in roles {
        by_user.entry(row.utilisateur_id.into()).or_default().push(row.try_into()?);
    }
    let dto = |row: Identite| UtilisateurDto {
        habilitations: by_user.remove(&row.id.0).unwrap_or_default(),
        id: row.id.into(),
        courriel: row.courriel,
        prenom: row.prenom,
        nom: row.nom,
    };
    Ok(rows.into_iter().map(dto).collect())
}
