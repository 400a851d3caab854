//! On what day a file is looked at, and as it was known when.

use chrono::TimeDelta;
use kernel::calendrier::plus_jours;
use participants_api::Regard;
use problem::Problem;
use store::Tx;

use crate::dossier::instantane::domain::Instantane;

/// Today and now by default. A day in the future has not been known yet.
pub(crate) fn regard(tx: &Tx, regard: Regard) -> Result<Instantane, Problem> {
    let au = regard.au.unwrap_or_else(|| tx.today());
    let Some(jour) = regard.connu_au else { return Ok(Instantane { au, connu_au: tx.now() }) };
    if jour > tx.today() {
        return Err(Problem::field("/connu_au", "futur", "ce qui sera connu demain ne l'est pas encore"));
    }
    let end = tx.fuseau().debut_du_jour(plus_jours(jour, 1)) - TimeDelta::microseconds(1);
    Ok(Instantane { au, connu_au: end.min(tx.now()) })
}
