//! Rows of users and of the roles given to them.

pub(crate) mod noms;

use auth::Role;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, Code, HabilitationId, Id, NatureStructure, RessourceId, StructureId, Telephone, TerritoireId,
    UtilisateurId,
    calendrier::{self, Periode},
};
use problem::{Problem, Slug};
use std::collections::{HashMap, HashSet};
use store::{Colonne, Error, OnConstraint, Paginer, Tx, read_code};
use suite_api::Action;
use territoires_api::{EtatAcces, FicheUtilisateur, FiltreUtilisateurs, HabilitationDto, UtilisateurDto};

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
            structure_nom: None,
            superieur: row.superieur.map(Into::into),
            superieur_nom: None,
            du: row.du,
            au: row.au,
            retiree_le: row.retiree_le,
            actions: vec![],
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

/// Whether a structure is in the directory.
pub(crate) async fn structure_connue(tx: &mut Tx, id: StructureId) -> Result<bool, Error> {
    let one = structures::table.find((tx.territoire().uuid(), id.uuid()));
    Ok(diesel::select(diesel::dsl::exists(one)).get_result(tx.conn()).await?)
}

/// What a structure of the directory is to the PLIE, and the last day on which it works with it: so it stays for the rest
/// of the transaction.
pub(crate) async fn agissante(
    tx: &mut Tx,
    structure: StructureId,
) -> Result<Option<(NatureStructure, Option<NaiveDate>)>, Error> {
    let query = structures::table.find((tx.territoire().uuid(), structure.uuid()));
    let query = query.select((structures::nature, structures::jusqua)).for_share();
    let found: Option<(String, Option<NaiveDate>)> = query.first(tx.conn()).await.optional()?;
    found.map(|(nature, jusqua)| Ok((read_code(&nature)?, jusqua))).transpose()
}

/// The roles that are held, or will be, on behalf of a structure, each with who holds it.
pub(crate) async fn pour(tx: &mut Tx, structure: StructureId) -> Result<Vec<(UtilisateurId, Habilitation)>, Error> {
    let today = tx.today();
    let query = habilitations::table
        .filter(habilitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(habilitations::structure_id.eq(structure.uuid()))
        .filter(habilitations::retiree_le.is_null())
        .filter(habilitations::au.is_null().or(habilitations::au.ge(today)));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.iter().map(|row| Ok((row.utilisateur_id.into(), habilitation(row)?))).collect()
}

/// A user, locked for the rest of the transaction.
pub(crate) async fn tenir(tx: &mut Tx, id: UtilisateurId) -> Result<Option<(i32, FicheUtilisateur)>, Error> {
    let query = utilisateurs::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Identite> = query.select(Identite::as_select()).for_update().first(tx.conn()).await.optional()?;
    row.map(|row| Ok((row.version, row.fiche()?))).transpose()
}

/// Replaces what the team edits of a user that was read with [`tenir`], as `version`.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: UtilisateurId,
    version: i32,
    fiche: &FicheUtilisateur,
) -> Result<(), Error> {
    let one = utilisateurs::table.find((tx.territoire().uuid(), id.uuid()));
    diesel::update(one)
        .set((
            utilisateurs::version.eq(version),
            utilisateurs::prenom.eq(&fiche.prenom),
            utilisateurs::nom.eq(&fiche.nom),
            utilisateurs::telephone.eq(fiche.telephone.as_ref().map(Telephone::as_str)),
            utilisateurs::fonction.eq(&fiche.fonction),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A role, locked for the rest of the transaction, and who holds it. One that was withdrawn has ended the day before.
pub(crate) async fn verrouiller(
    tx: &mut Tx,
    id: HabilitationId,
) -> Result<Option<(UtilisateurId, Habilitation)>, Error> {
    let one = habilitations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = one.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((row.utilisateur_id.into(), tenue(tx, &row)?)))
}

/// A role as it is held: one that was withdrawn has ended the day before.
fn tenue(tx: &Tx, row: &Row) -> Result<Habilitation, Error> {
    let withdrawn = row.retiree_le.map(|instant| calendrier::plus_jours(tx.jour(instant), -1));
    let mut tenue = habilitation(row)?;
    tenue.periode.au = withdrawn.or(tenue.periode.au);
    Ok(tenue)
}

/// A role as it is answered, with what may be done with it by the rule of the command.
fn dto(tx: &Tx, row: Row) -> Result<HabilitationDto, Error> {
    let actions = vec![Action::selon("cloture", tenue(tx, &row)?.cloturer(None, tx.today()))];
    Ok(HabilitationDto { actions, ..row.try_into()? })
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
    dto(tx, row)
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

/// A page by name, after `apres`, of those who meet every criterion.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreUtilisateurs,
    apres: Option<(String, UtilisateurId)>,
) -> Result<Vec<UtilisateurDto>, Error> {
    let (nom, id) = apres.unwrap_or((String::new(), Id::MIN));
    let mut query = utilisateurs::table
        .filter(utilisateurs::territoire_id.eq(tx.territoire().uuid()))
        .filter(utilisateurs::nom.ge(nom.clone()))
        .filter(utilisateurs::nom.gt(nom).or(utilisateurs::id.gt(id.uuid())))
        .into_boxed();
    if filtre.role.is_some() || filtre.structure.is_some() {
        query = query.filter(utilisateurs::id.eq_any(titulaires(tx, filtre).await?));
    }
    let rows = query
        .order((utilisateurs::nom, utilisateurs::id))
        .select(Identite::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    completer(tx, rows).await
}

/// Who hold such a role on the day that the filter says.
async fn titulaires(tx: &mut Tx, filtre: &FiltreUtilisateurs) -> Result<Vec<Colonne<UtilisateurId>>, Error> {
    let jour = filtre.au.unwrap_or_else(|| tx.today());
    let mut query = habilitations::table
        .filter(habilitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(habilitations::retiree_le.is_null())
        .filter(habilitations::du.le(jour))
        .filter(habilitations::au.is_null().or(habilitations::au.ge(jour)))
        .into_boxed();
    if let Some(role) = filtre.role {
        query = query.filter(habilitations::role.eq(role.nom()));
    }
    if let Some(structure) = filtre.structure {
        query = query.filter(habilitations::structure_id.eq(structure.uuid()));
    }
    Ok(query.select(habilitations::utilisateur_id).distinct().load(tx.conn()).await?)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = utilisateurs)]
struct Identite {
    id: Colonne<UtilisateurId>,
    version: i32,
    courriel: String,
    prenom: String,
    nom: String,
    telephone: Option<String>,
    fonction: Option<String>,
}

impl Identite {
    fn telephone(&self) -> Result<Option<Telephone>, Error> {
        let telephone = self.telephone.clone().map(TryInto::try_into).transpose();
        telephone.map_err(|_| Error::Corrupt("utilisateurs.telephone".to_owned()))
    }

    /// What the team edits.
    fn fiche(self) -> Result<FicheUtilisateur, Error> {
        let telephone = self.telephone()?;
        Ok(FicheUtilisateur { prenom: self.prenom, nom: self.nom, telephone, fonction: self.fonction })
    }
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
        by_user.entry(row.utilisateur_id.into()).or_default().push(dto(tx, row)?);
    }
    let entrees = Entrees::de(tx, rows.iter().map(|row| row.id.into()).collect()).await?;
    let user = |row: Identite| {
        Ok(UtilisateurDto {
            telephone: row.telephone()?,
            version: row.version,
            fonction: row.fonction,
            habilitations: by_user.remove(&row.id.0).unwrap_or_default(),
            actions: entrees.actions(row.id.into()),
            acces: entrees.etat(row.id.into()),
            invitation_expire_le: entrees.attendue(row.id.into()),
            id: row.id.into(),
            courriel: row.courriel,
            prenom: row.prenom,
            nom: row.nom,
        })
    };
    let users = rows.into_iter().map(user).collect::<Result<Vec<_>, Error>>()?;
    noms::nommer(tx, users).await
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

    /// What may be done with the access of a user, by the rule of the command.
    fn actions(&self, id: UtilisateurId) -> Vec<Action> {
        vec![Action::selon("invitation", invitation::app::renvoyable(self.ouverts.contains(&id)))]
    }

    fn attendue(&self, id: UtilisateurId) -> Option<DateTime<Utc>> {
        self.attendus.get(&id).copied()
    }
}
