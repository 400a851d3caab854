//! Finding people, proposing duplicates, making two files one.

use events::{PERSONNES_FUSIONNEES, PERSONNES_SEPAREES, PersonnesFusionnees};
use kernel::{De, FiltreId, FusionId, ParticipantId};
use participants_api::{Doublon, FiltreDto, FusionDto, NouvelleFusion, ParticipantDto, Recherche};
use problem::Problem;
use store::{Evenement, Tx};

use super::participants;
use crate::{
    domain::{cles, doublon, fusion::Fusion},
    store as rows,
};

/// Persons found at most.
const LIMITE: i64 = 50;

/// Persons who meet every criterion: first those whose names begin so, then those that only resemble.
pub(crate) async fn chercher(tx: &mut Tx, recherche: &Recherche) -> Result<Vec<ParticipantDto>, Problem> {
    let strict = cles::de_la_recherche(recherche, false);
    if strict.is_empty() {
        return Err(Problem::field("/nom", "absent", "donnez au moins un critère"));
    }
    let mut found = rows::recherche::chercher(tx, &strict, LIMITE).await?;
    let left = LIMITE - i64::try_from(found.len()).unwrap_or(LIMITE);
    if left > 0 && recherche.nom.is_some() {
        let large = cles::de_la_recherche(recherche, true);
        let resembling = rows::recherche::chercher(tx, &large, LIMITE).await?;
        let known: Vec<_> = found.iter().map(|one| one.id).collect();
        found.extend(resembling.into_iter().filter(|one| !known.contains(&one.id)));
        found.truncate(usize::try_from(LIMITE).unwrap_or_default());
    }
    Ok(found.into_iter().map(Into::into).collect())
}

/// Runs a search that the caller kept.
pub(crate) async fn executer(tx: &mut Tx, id: FiltreId) -> Result<Vec<ParticipantDto>, Problem> {
    let FiltreDto { recherche, .. } = rows::filtres::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    chercher(tx, &recherche).await
}

/// Forgets a search of the caller; those that are left.
pub(crate) async fn oublier(tx: &mut Tx, id: FiltreId) -> Result<Vec<FiltreDto>, Problem> {
    if !rows::filtres::oublier(tx, id).await? {
        return Err(Problem::not_found());
    }
    Ok(rows::filtres::lister(tx).await?)
}

/// Files that may be those of the same person, with the reasons: they show the person looked for, and the others.
pub(crate) async fn doublons(tx: &mut Tx, id: ParticipantId) -> Result<De<Vec<Doublon>>, Problem> {
    let own = participants::exiger(tx, id).await?.identite;
    let mut close = rows::recherche::partageant(tx, cles::fortes(&own), 500).await?;
    close.retain(|one| one.id != id);
    let told = close
        .into_iter()
        .map(|file| Doublon { raisons: doublon::raisons(&own, &file.identite), participant: file.into() });
    let mut told: Vec<_> = told.filter(|one| !one.raisons.is_empty()).collect();
    told.sort_by(|a, b| a.raisons.cmp(&b.raisons));
    let shown: Vec<_> = told.iter().map(|one| one.participant.id).chain([id]).collect();
    Ok(De::plusieurs(shown, told))
}

/// Makes two files one: what the absorbed one holds moves, its proofs with it, and it is found no more.
pub(crate) async fn fusionner(
    tx: &mut Tx,
    garde: ParticipantId,
    nouvelle: NouvelleFusion,
) -> Result<FusionDto, Problem> {
    let absorbe = nouvelle.absorbe;
    if garde == absorbe {
        return Err(Problem::field("/absorbe", "incoherent", "un dossier ne fusionne pas avec lui-même"));
    }
    // Always in the same order: two merges at once do not wait for each other.
    for id in [garde.min(absorbe), garde.max(absorbe)] {
        match rows::participants::verrouiller(tx, id).await? {
            None if id == absorbe => return Err(Problem::field("/absorbe", "inconnu", "ce dossier n'existe pas")),
            None => return Err(Problem::not_found()),
            Some(file) => participants::ouvert(file)?,
        };
    }
    let fusion = rows::fusions::fusionner(tx, garde, absorbe, nouvelle.motif).await?;
    rows::droits::transmettre(tx, absorbe, garde).await?;
    rows::recherche::oublier(tx, absorbe).await?;
    dire(tx, PERSONNES_FUSIONNEES, &fusion)?;
    Ok(fusion.into())
}

impl From<Fusion> for FusionDto {
    fn from(fusion: Fusion) -> Self {
        let Fusion { id, garde, absorbe, motif, deplaces, fait_le, fait_par, annule_le } = fusion;
        Self { id, garde, absorbe, motif, deplaces, fait_le, fait_par, annule_le }
    }
}

/// Undoes a merge: what had moved goes back; what was recorded since stays with the file that was kept.
pub(crate) async fn separer(tx: &mut Tx, id: FusionId) -> Result<FusionDto, Problem> {
    let mut fusion = rows::fusions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let actuel = rows::participants::dossier(tx, fusion.garde).await?;
    fusion.annuler(actuel, tx.now())?;
    rows::fusions::rendre(tx, &fusion).await?;
    participants::modifiable(tx, fusion.garde).await?;
    let back = participants::exiger(tx, fusion.absorbe).await?;
    rows::recherche::indexer(tx, fusion.absorbe, &back.identite).await?;
    dire(tx, PERSONNES_SEPAREES, &fusion)?;
    Ok(fusion.into())
}

fn dire(tx: &mut Tx, kind: &'static str, fusion: &Fusion) -> Result<(), Problem> {
    let told = PersonnesFusionnees { fusion: fusion.id, garde: fusion.garde, absorbe: fusion.absorbe };
    let now = tx.now();
    tx.emit(Evenement::new(kind, fusion.garde, now, &told)?);
    Ok(())
}

/// Makes the keys of files that have none, or former ones; how many were made.
pub(crate) async fn indexer(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let waiting = rows::recherche::a_indexer(tx, limite).await?;
    for file in &waiting {
        rows::recherche::indexer(tx, file.id, &file.identite).await?;
    }
    Ok(waiting.len())
}
