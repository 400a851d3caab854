use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{EngagementSecretId, TerritoireId, UtilisateurId};
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx};

use crate::{instances::secret::domain::Engagement, schema::engagements_secret};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = engagements_secret)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<EngagementSecretId>,
    utilisateur_id: Colonne<UtilisateurId>,
    mandat_du: NaiveDate,
    signe_le: NaiveDate,
    version: String,
    texte: String,
}

/// Keeps an undertaking: one for each mandate.
pub(crate) async fn ajouter(tx: &mut Tx, one: &Engagement) -> Result<(), Problem> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        utilisateur_id: one.utilisateur.into(),
        mandat_du: one.mandat_du,
        signe_le: one.signe_le,
        version: one.version.clone(),
        texte: one.texte.clone(),
    };
    diesel::insert_into(engagements_secret::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("engagements_secret_mandat", || {
            Problem::new(Slug::Conflit, "Vous avez déjà signé pour ce mandat.")
        })?;
    Ok(())
}

/// What these users signed, whatever the mandate.
pub(crate) async fn des_utilisateurs(tx: &mut Tx, ids: &[UtilisateurId]) -> Result<Vec<Engagement>, Error> {
    let query = engagements_secret::table
        .filter(engagements_secret::territoire_id.eq(tx.territoire().uuid()))
        .filter(engagements_secret::utilisateur_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((engagements_secret::mandat_du.desc(), engagements_secret::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let read = |row: Row| Engagement {
        id: row.id.into(),
        utilisateur: row.utilisateur_id.into(),
        mandat_du: row.mandat_du,
        signe_le: row.signe_le,
        version: row.version,
        texte: row.texte,
    };
    Ok(rows.into_iter().map(read).collect())
}
