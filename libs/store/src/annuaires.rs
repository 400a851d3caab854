//! What a service knows of what others own, a card of each; and, of what it owns itself, what the others are still
//! to be told.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::{ExpressionMethods, PgJsonbExpressionMethods, QueryDsl, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{RessourceId, Role, StructureId, UtilisateurId, calendrier::Periode};
use serde::Deserialize;
use serde_json::{Value, json};
use suite_api::{Connus, Nomme};

use crate::{
    Colonne, Error, Tx, read_json,
    schema::{a_dire, annuaire},
};

/// What the cards of users are kept under: their names are read here too.
pub const UTILISATEUR: &str = "utilisateur";

/// What the cards of structures are kept under, for the same reason.
pub const STRUCTURE: &str = "structure";

/// Keeps a card as its owner told it; the former one gives way.
pub async fn garder(tx: &mut Tx, nature: &str, id: RessourceId, fiche: &Value) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(annuaire::table)
        .values((
            annuaire::territoire_id.eq(territoire),
            annuaire::nature.eq(nature),
            annuaire::id.eq(id.uuid()),
            annuaire::fiche.eq(fiche),
        ))
        .on_conflict((annuaire::territoire_id, annuaire::nature, annuaire::id))
        .do_update()
        .set(annuaire::fiche.eq(excluded(annuaire::fiche)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The cards of these, where they are known.
pub async fn lire(tx: &mut Tx, nature: &str, ids: &[RessourceId]) -> Result<HashMap<RessourceId, Value>, Error> {
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq(nature))
        .filter(annuaire::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<RessourceId>, Value)> =
        query.select((annuaire::id, annuaire::fiche)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), fiche)| (id, fiche)).collect())
}

/// Every card of a nature: for those of which a territory has few.
pub async fn toutes(tx: &mut Tx, nature: &str) -> Result<Vec<Value>, Error> {
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq(nature))
        .order(annuaire::id)
        .limit(1_000);
    Ok(query.select(annuaire::fiche).load(tx.conn()).await?)
}

/// The cards of a nature that say this among the rest, in the order of their identifiers.
pub async fn contenant(tx: &mut Tx, nature: &str, dit: &Value) -> Result<Vec<Value>, Error> {
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq(nature))
        .filter(annuaire::fiche.contains(dit))
        .order(annuaire::id)
        .limit(1_000);
    Ok(query.select(annuaire::fiche).load(tx.conn()).await?)
}

/// Who is a référent of a structure, or was, as its users were told last.
pub async fn referents_de(tx: &mut Tx, structure: StructureId) -> Result<Vec<Referent>, Error> {
    let referent = json!({ "roles": [{ "role": Role::Referent, "structure": structure }] });
    let fiches = contenant(tx, UTILISATEUR, &referent).await?;
    fiches.into_iter().map(read_json).collect()
}

/// A référent, with the roles that they were given.
#[derive(Debug, Clone, Deserialize)]
pub struct Referent {
    /// Who it is.
    pub id: UtilisateurId,
    roles: Vec<Tenu>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Tenu {
    role: Role,
    structure: Option<StructureId>,
    du: NaiveDate,
    #[serde(default)]
    au: Option<NaiveDate>,
}

impl Referent {
    /// Whether somebody whom they follow from this day on is followed on behalf of this structure: by the roles of référent that
    /// they hold on that day, by the last one before it otherwise, by their first one when the person was taken over.
    #[must_use]
    pub fn suit_pour(&self, structure: StructureId, jour: NaiveDate) -> bool {
        let roles = || self.roles.iter().filter(|one| one.role == Role::Referent);
        let mut held = roles().filter(|one| Periode { du: one.du, au: one.au }.contient(jour)).peekable();
        if held.peek().is_some() {
            return held.any(|one| one.structure == Some(structure));
        }
        let before = roles().filter(|one| one.du <= jour).max_by_key(|one| one.du);
        let last = before.or_else(|| roles().min_by_key(|one| one.du));
        last.is_some_and(|one| one.structure == Some(structure))
    }
}

/// What the cards of operations are kept under, for the same reason.
pub const OPERATION: &str = "operation";

/// What a card says of the name of whom or what it describes.
#[derive(Deserialize)]
#[serde(untagged)]
enum Nom {
    Utilisateur {
        prenom: String,
        nom: String,
    },
    Structure {
        nom: String,
    },
    Operation {
        numero: String,
        /// Absent of cards that were told before it was.
        #[serde(default)]
        intitule: String,
    },
}

impl Nom {
    fn dire(self) -> String {
        match self {
            Self::Utilisateur { prenom, nom } => format!("{prenom} {nom}"),
            Self::Structure { nom } => nom,
            Self::Operation { numero, intitule } => nom_d_operation(&numero, &intitule),
        }
    }
}

/// How an operation is named: by its number, then by its title when it is known.
#[must_use]
pub fn nom_d_operation(numero: &str, intitule: &str) -> String {
    if intitule.is_empty() { numero.to_owned() } else { format!("{numero} – {intitule}") }
}

/// `chose` with the name of each user, structure and operation that it shows, as their owner told it last: one query,
/// however much it shows.
pub async fn nommer<T: Nomme>(tx: &mut Tx, chose: T) -> Result<T, Error> {
    suite_api::nommer(chose, async |innommes| noms(tx, &innommes.autres).await).await
}

/// The names of these users, structures and operations, where their cards are known: `Claire Morel`,
/// `CCAS de Chalon-sur-Saône`, `202600123 – Accompagnement des participants`.
pub async fn noms(tx: &mut Tx, ids: &BTreeSet<RessourceId>) -> Result<Connus, Error> {
    if ids.is_empty() {
        return Ok(Connus::new());
    }
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq_any([UTILISATEUR, STRUCTURE, OPERATION]))
        .filter(annuaire::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<RessourceId>, Value)> =
        query.select((annuaire::id, annuaire::fiche)).load(tx.conn()).await?;
    let nomme = |(Colonne(id), fiche)| {
        let nom: Nom = serde_json::from_value(fiche).ok()?;
        Some((id, nom.dire()))
    };
    Ok(rows.into_iter().filter_map(nomme).collect())
}

/// Notes that these are still to be told, as the triggers do of what changes.
pub async fn noter(tx: &mut Tx, nature: &str, ids: &[RessourceId]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    for lot in ids.chunks(1_000) {
        let notes = lot
            .iter()
            .map(|id| (a_dire::territoire_id.eq(territoire), a_dire::nature.eq(nature), a_dire::id.eq(id.uuid())));
        diesel::insert_into(a_dire::table).values(notes.collect::<Vec<_>>()).execute(tx.conn()).await?;
    }
    Ok(())
}

/// Whether something of these natures is still to be told.
pub async fn reste_a_dire(tx: &mut Tx, natures: &[&str]) -> Result<bool, Error> {
    let query =
        a_dire::table.filter(a_dire::territoire_id.eq(tx.territoire().uuid())).filter(a_dire::nature.eq_any(natures));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn()).await?)
}

/// Takes what is to be told of a nature, the oldest first: whose cards changed, each once. Whoever takes at the same
/// instant waits, so that what is found told has been.
pub async fn prendre(tx: &mut Tx, nature: &str, limite: i64) -> Result<Vec<RessourceId>, Error> {
    let territoire = tx.territoire().uuid();
    let next: Vec<i64> = a_dire::table
        .filter(a_dire::territoire_id.eq(territoire))
        .filter(a_dire::nature.eq(nature))
        .order(a_dire::rang)
        .limit(limite)
        .select(a_dire::rang)
        .for_update()
        .load(tx.conn())
        .await?;
    let taken = a_dire::table.filter(a_dire::territoire_id.eq(territoire)).filter(a_dire::rang.eq_any(next));
    let ids: Vec<Colonne<RessourceId>> = diesel::delete(taken).returning(a_dire::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(RessourceId::from).collect::<BTreeSet<_>>().into_iter().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whoever_changes_employer_leaves_there_the_persons_whom_they_followed() {
        let [plie, voisin] = [StructureId::MIN, StructureId::MAX];
        let role = |structure: StructureId, du: &str, au: Option<&str>| json!({ "role": "referent", "structure": structure, "du": du, "au": au });
        let louise = json!({ "id": UtilisateurId::MIN, "prenom": "Louise", "nom": "Martin",
            "roles": [role(plie, "2020-01-01", Some("2025-12-31")), role(voisin, "2026-02-01", None)] });
        let louise: Referent = serde_json::from_value(louise).unwrap();
        let pour = |jour: &str| {
            let jour = jour.parse().unwrap();
            (louise.suit_pour(plie, jour), louise.suit_pour(voisin, jour))
        };
        assert_eq!(pour("2025-12-31"), (true, false));
        assert_eq!(pour("2026-01-31"), (true, false), "in between, on behalf of the last one");
        assert_eq!(pour("2026-02-01"), (false, true));
        assert_eq!(pour("2019-06-01"), (true, false), "a person who was taken over");
    }

    #[test]
    fn each_card_is_named_as_people_know_what_it_describes() {
        let named = |fiche| serde_json::from_value::<Nom>(fiche).map(Nom::dire).ok();
        let claire = json!({ "id": "1", "prenom": "Claire", "nom": "Morel", "roles": [] });
        assert_eq!(named(claire).as_deref(), Some("Claire Morel"));
        let ccas = json!({ "id": "2", "nom": "CCAS de Lyon 3", "nature": "prescripteur" });
        assert_eq!(named(ccas).as_deref(), Some("CCAS de Lyon 3"));
        let told = json!({ "numero": "202600123", "intitule": "Accompagnement", "programme": "fse_plus" });
        assert_eq!(named(told).as_deref(), Some("202600123 – Accompagnement"));
        let former = json!({ "numero": "202600123", "programme": "fse_plus" });
        assert_eq!(named(former).as_deref(), Some("202600123"), "a card of before says no title");
        assert_eq!(named(json!({ "anonyme": false })), None);
    }
}
