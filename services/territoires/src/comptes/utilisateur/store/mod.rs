use auth::Role;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, Code, HabilitationId, Id, NatureStructure, RessourceId, StructureId, TerritoireId, UtilisateurId,
    calendrier::{self, Periode},
};
use problem::{Problem, Slug};
use std::collections::{HashMap, HashSet};
use store::{Colonne, Error, OnConstraint, Tx, read_code};
use territoires_api::{EtatAcces, HabilitationDto, UtilisateurDto};

use crate::{
    comptes::{compte, invitation, utilisateur::domain::Habilitation},
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
    du: NaiveDate,
    au: Option<NaiveDate>,
    donnee_par: Colonne<ActeurId>,
    superieur: Option<Colonne<UtilisateurId>>,
    retiree_le: Option<DateTime<Utc>>,
}

fn role(text: &str) -> Result<Role, Error> {
    Role::lire(text).ok_or_else(|| Error::Corrupt(format!("habilitations.role = {text}")))
}

impl TryFrom<Row> for HabilitationDto {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let role = role(&row.role)?;
        Ok(Self {
            id: row.id.into(),
            role,
            structure: row.structure_id.map(Into::into),
            superieur: row.superieur.map(Into::into),
            du: row.du,
            au: row.au,
            retiree_le: row.retiree_le,
        })
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
        .on_constraint("utilisateurs_courriel", occupee)?;
    Ok(id)
}

pub(crate) async fn habiliter(
    tx: &mut Tx,
    utilisateur: UtilisateurId,
    habilitation: &Habilitation,
) -> Result<(), Problem> {
    if let Some(superieur) = habilitation.superieur
        && voir(tx, superieur).await?.is_none()
    {
        let detail = "cette personne n'est pas un utilisateur du territoire";
        return Err(Problem::field("/superieur", "inconnu", detail));
    }
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        utilisateur_id: utilisateur.into(),
        role: habilitation.role.nom().to_owned(),
        structure_id: habilitation.structure.map(Into::into),
        du: habilitation.periode.du,
        au: habilitation.periode.au,
        donnee_par: tx.acteur().id.into(),
        superieur: habilitation.superieur.map(Into::into),
        retiree_le: None,
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

/// A role, locked for the rest of the transaction, and who holds it. One that was withdrawn has ended the day before.
pub(crate) async fn verrouiller(
    tx: &mut Tx,
    id: HabilitationId,
) -> Result<Option<(UtilisateurId, Habilitation)>, Error> {
    let one = habilitations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = one.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let withdrawn = row.retiree_le.map(|instant| calendrier::plus_jours(tx.jour(instant), -1));
    let (titulaire, mut tenue) = (row.utilisateur_id.into(), habilitation(&row)?);
    tenue.periode.au = withdrawn.or(tenue.periode.au);
    Ok(Some((titulaire, tenue)))
}

/// Sets the last day of a role; one that is cut holds no more from this instant.
pub(crate) async fn cloturer(
    tx: &mut Tx,
    id: HabilitationId,
    au: Option<NaiveDate>,
    coupee: bool,
) -> Result<HabilitationDto, Error> {
    let retiree_le = coupee.then(|| tx.now());
    let row: Row = diesel::update(habilitations::table.find((tx.territoire().uuid(), id.uuid())))
        .set((habilitations::au.eq(au), habilitations::retiree_le.eq(retiree_le)))
        .returning(Row::as_returning())
        .get_result(tx.conn())
        .await?;
    row.try_into()
}

fn habilitation(row: &Row) -> Result<Habilitation, Error> {
    let periode = Periode { du: row.du, au: row.au };
    let (structure, superieur) = (row.structure_id.map(Into::into), row.superieur.map(Into::into));
    Ok(Habilitation { role: role(&row.role)?, structure, superieur, periode })
}

/// Replaces the address of a user.
pub(crate) async fn changer_courriel(tx: &mut Tx, id: UtilisateurId, courriel: &str) -> Result<(), Problem> {
    let one = utilisateurs::table.find((tx.territoire().uuid(), id.uuid()));
    let update = diesel::update(one).set(utilisateurs::courriel.eq(courriel)).execute(tx.conn()).await;
    update.on_constraint("utilisateurs_courriel", occupee)?;
    Ok(())
}

fn occupee() -> Problem {
    Problem::new(Slug::Conflit, "Un utilisateur du territoire a déjà cette adresse.").at(
        "/courriel",
        "existe",
        "déjà utilisée",
    )
}

/// Every role given to a user that was not withdrawn.
pub(crate) async fn habilitations(tx: &mut Tx, utilisateur: UtilisateurId) -> Result<Vec<Habilitation>, Error> {
    let query = habilitations::table
        .filter(habilitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(habilitations::utilisateur_id.eq(utilisateur.uuid()))
        .filter(habilitations::retiree_le.is_null());
    let rows: Vec<Row> = query.select(Row::as_select()).order(habilitations::du).load(tx.conn()).await?;
    rows.iter().map(habilitation).collect()
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
    let entrees = Entrees::de(tx, rows.iter().map(|row| row.id.into()).collect()).await?;
    let dto = |row: Identite| UtilisateurDto {
        habilitations: by_user.remove(&row.id.0).unwrap_or_default(),
        acces: entrees.etat(row.id.into()),
        invitation_expire_le: entrees.attendue(row.id.into()),
        id: row.id.into(),
        courriel: row.courriel,
        prenom: row.prenom,
        nom: row.nom,
    };
    Ok(rows.into_iter().map(dto).collect())
}

/// Who of the users of a territory may enter it, and who is waited for: what the deployment knows.
struct Entrees {
    ouverts: HashSet<UtilisateurId>,
    attendus: HashMap<UtilisateurId, DateTime<Utc>>,
}

impl Entrees {
    async fn de(tx: &mut Tx, ids: Vec<UtilisateurId>) -> Result<Self, Error> {
        let cible = tx.territoire();
        tx.en_deploiement(async |tx| {
            let ouverts = compte::store::ouverts(tx, cible, &ids).await?;
            let attendus = invitation::store::en_attente(tx, cible, &ids).await?.into_iter().collect();
            Ok(Self { ouverts, attendus })
        })
        .await
    }

    fn etat(&self, id: UtilisateurId) -> EtatAcces {
        match self.attendue(id) {
            _ if self.ouverts.contains(&id) => EtatAcces::Ouvert,
            Some(_) => EtatAcces::Invite,
            None => EtatAcces::Ferme,
        }
    }

    fn attendue(&self, id: UtilisateurId) -> Option<DateTime<Utc>> {
        self.attendus.get(&id).copied()
    }
}
