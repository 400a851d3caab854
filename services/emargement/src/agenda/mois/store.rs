use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use emargement_api::EtatFeuille;
use kernel::UtilisateurId;
use store::{Error, Tx, read_code};

use crate::schema::feuilles;

/// Where the sheet of a month stands, once it was composed.
pub(crate) async fn feuille(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Option<EtatFeuille>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::agent.eq(agent.uuid()))
        .filter(feuilles::mois.eq(mois));
    let etat: Option<String> = query.select(feuilles::etat).first(tx.conn()).await.optional()?;
    etat.as_deref().map(read_code).transpose()
}
