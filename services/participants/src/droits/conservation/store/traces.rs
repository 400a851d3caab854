//! What names a person and is not of their file: searches that somebody kept, lines of tables that became nobody.

use diesel::{
    ExpressionMethods, QueryDsl, QueryableByName,
    sql_types::{Array, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{FiltreId, ParticipantId, lettres};
use serde_json::{Value, json};
use store::{Colonne, Error, Tx};

use crate::schema::filtres;

/// Letters that make a name recognisable: a search of « li » is of nobody.
const LETTRES: usize = 3;

/// What a version of a file says of who it is.
#[derive(Debug, QueryableByName)]
pub(super) struct Identite {
    #[diesel(sql_type = Text)]
    nom: String,
    #[diesel(sql_type = Text)]
    prenom: String,
    #[diesel(sql_type = Text)]
    date_naissance: String,
    #[diesel(sql_type = Nullable<Text>)]
    nom_naissance: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    telephone: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    identifiant: Option<String>,
}

impl Identite {
    /// As a staged line says it.
    fn de_la_ligne(&self) -> String {
        format!("{}|{}|{}", lettres(&self.nom), lettres(&self.prenom), self.date_naissance)
    }

    /// Whether a kept search, with its name, is that of the person.
    fn est_cherchee(&self, nom: &str, criteres: &Value) -> bool {
        let critere = |name: &str| criteres.get(name).and_then(Value::as_str);
        let same = |name: &str, own: Option<&str>| own.is_some() && critere(name) == own;
        same("date_naissance", Some(&self.date_naissance))
            || same("telephone", self.telephone.as_deref())
            || same("identifiant_france_travail", self.identifiant.as_deref())
            || [Some(nom), critere("nom")].into_iter().flatten().any(|text| self.est_nommee(text))
    }

    /// Whether a text has the name of the family, whole or begun.
    fn est_nommee(&self, text: &str) -> bool {
        let said = lettres(text);
        let names = [Some(self.nom.as_str()), self.nom_naissance.as_deref()].into_iter().flatten().map(lettres);
        let words: Vec<_> = text.split_whitespace().map(lettres).filter(|word| word.len() >= LETTRES).collect();
        names
            .filter(|name| name.len() >= LETTRES)
            .any(|name| said.contains(&name) || words.iter().any(|word| name.starts_with(word.as_str())))
    }
}

/// All that the versions of a file say of who it is.
pub(super) async fn identites(tx: &mut Tx, id: ParticipantId) -> Result<Vec<Identite>, Error> {
    let query = diesel::sql_query(
        "SELECT DISTINCT contenu->>'nom' AS nom, contenu->>'prenom' AS prenom,
           contenu->>'date_naissance' AS date_naissance, contenu#>>'{etat_civil,nom_naissance}' AS nom_naissance,
           contenu->>'telephone' AS telephone, contenu#>>'{etat_civil,identifiant_france_travail}' AS identifiant
         FROM participant_versions WHERE territoire_id = $1 AND participant_id = $2",
    );
    let query = query.bind::<SqlUuid, _>(tx.territoire().uuid()).bind::<SqlUuid, _>(id.uuid());
    Ok(query.load(tx.conn()).await?)
}

/// Forgets what names the person.
pub(super) async fn effacer(tx: &mut Tx, id: ParticipantId, identites: &[Identite]) -> Result<(), Error> {
    oublier_recherches(tx, identites).await?;
    vider_lignes(tx, id, identites).await
}

/// Whoever kept them, for they name the person to their owner.
async fn oublier_recherches(tx: &mut Tx, identites: &[Identite]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let kept: Vec<(Colonne<FiltreId>, String, Value)> = filtres::table
        .filter(filtres::territoire_id.eq(territoire))
        .select((filtres::id, filtres::nom, filtres::criteres))
        .load(tx.conn())
        .await?;
    let theirs =
        kept.into_iter().filter(|(_, nom, criteres)| identites.iter().any(|one| one.est_cherchee(nom, criteres)));
    let theirs: Vec<_> = theirs.map(|(id, ..)| id).collect();
    let forgotten = filtres::table.filter(filtres::territoire_id.eq(territoire)).filter(filtres::id.eq_any(theirs));
    diesel::delete(forgotten).execute(tx.conn()).await?;
    Ok(())
}

/// Lines that say the same identity, that wait because they may be this person, or whose cells have both names: what
/// they tell goes, and those that waited are set aside.
async fn vider_lignes(tx: &mut Tx, id: ParticipantId, identites: &[Identite]) -> Result<(), Error> {
    diesel::sql_query(
        "UPDATE lignes_importees SET reference = NULL, identite = NULL, empreinte = NULL, cellules = NULL, problemes = '[]',
           hesitations = '[]', etat = CASE WHEN etat IN ('integree', 'inchangee') THEN etat ELSE 'ecartee' END,
           action = CASE WHEN etat IN ('integree', 'inchangee') THEN action END
         WHERE territoire_id = $1 AND (identite = ANY ($2) OR hesitations @> $3 OR EXISTS (
           SELECT FROM unnest($4, $5) AS n(nom, prenom)
           WHERE strpos(lower(cellules::text), lower(n.nom)) > 0 AND strpos(lower(cellules::text), lower(n.prenom)) > 0))",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Array<Text>, _>(identites.iter().map(Identite::de_la_ligne).collect::<Vec<_>>())
    .bind::<Jsonb, _>(json!([{ "participant": id }]))
    .bind::<Array<Text>, _>(identites.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(identites.iter().map(|one| one.prenom.as_str()).collect::<Vec<_>>())
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn searched(nom: &str, criteres: &Value) -> bool {
        let one = Identite {
            nom: "Le Gall".to_owned(),
            prenom: "Anne".to_owned(),
            date_naissance: "1984-05-20".to_owned(),
            nom_naissance: Some("Konaté".to_owned()),
            telephone: Some("+33612345678".to_owned()),
            identifiant: None,
        };
        one.est_cherchee(nom, criteres)
    }

    #[test]
    fn a_search_is_of_the_person_whom_its_criteria_or_its_own_name_tell() {
        assert!(searched("Urgent", &json!({ "nom": "anne LEGALL" })));
        assert!(searched("Urgent", &json!({ "nom": "kona" })), "begun, and the name at birth");
        assert!(searched("Les Konaté", &json!({ "nom": "diallo" })));
        assert!(searched("Urgent", &json!({ "date_naissance": "1984-05-20" })));
        assert!(searched("Urgent", &json!({ "telephone": "+33612345678" })));
        assert!(
            !searched("Urgent", &json!({ "nom": "anne", "identifiant_france_travail": null })),
            "many are called so"
        );
        assert!(!searched("Urgent", &json!({ "nom": "le" })));
    }
}
