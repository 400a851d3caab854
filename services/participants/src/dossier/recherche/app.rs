//! Finding people, proposing duplicates, making two files one.

use participants_api::{ParticipantDto, Recherche};
use problem::Problem;
use store::Tx;

use crate::dossier::{cle, recherche::store as rows};

/// Persons found at most.
const LIMITE: i64 = 50;

/// Persons who meet every criterion: first those whose names begin so, then those that only resemble.
pub(crate) async fn chercher(tx: &mut Tx, recherche: &Recherche) -> Result<Vec<ParticipantDto>, Problem> {
    let strict = cle::domain::cles::de_la_recherche(recherche, false);
    if strict.is_empty() {
        return Err(Problem::field("/nom", "absent", "donnez au moins un critère"));
    }
    let mut found = rows::chercher(tx, &strict, LIMITE).await?;
    let left = LIMITE - i64::try_from(found.len()).unwrap_or(LIMITE);
    if left > 0 && recherche.nom.is_some() {
        let large = cle::domain::cles::de_la_recherche(recherche, true);
        let resembling = rows::chercher(tx, &large, LIMITE).await?;
        let known: Vec<_> = found.iter().map(|one| one.id).collect();
        found.extend(resembling.into_iter().filter(|one| !known.contains(&one.id)));
        found.truncate(usize::try_from(LIMITE).unwrap_or_default());
    }
    Ok(found.into_iter().map(Into::into).collect())
}

/// Makes the keys of files that have none, or former ones; how many were made.
pub(crate) async fn indexer(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let waiting = rows::a_indexer(tx, limite).await?;
    for file in &waiting {
        cle::store::indexer(tx, file.id, &file.identite).await?;
    }
    Ok(waiting.len())
}
