//! The lines of an import, as people look at them and decide of them.

use kernel::{De, ImportId};
use participants_api::{DecisionLignes, LigneDto};
use problem::Problem;
use store::{Page, Tx};
use suite_api::{CorrectionLigne, FiltreLignes, ImportDto};

use crate::{
    dossier::participant::app::modifiable,
    noms::nommer,
    reprise::import::{
        app::{Imports, Ligne},
        domain::lecteur::Lecteur,
    },
};

/// A page of lines, in the order of the table.
pub(crate) async fn lister(tx: &mut Tx, id: ImportId, filtre: &FiltreLignes) -> Result<Page<LigneDto>, Problem> {
    let (page, lecteur) = Imports::lignes(tx, id, filtre).await?;
    Ok(nommer(tx, page.map(|ligne| dto(lecteur.as_ref(), ligne))).await?)
}

/// Replaces cells of a line, and reads it again.
pub(crate) async fn corriger(tx: &mut Tx, id: ImportId, correction: CorrectionLigne) -> Result<LigneDto, Problem> {
    let (ligne, lecteur) = Imports::corriger(tx, id, correction).await?;
    Ok(nommer(tx, dto(Some(&lecteur), ligne)).await?)
}

fn dto(lecteur: Option<&Lecteur>, ligne: Ligne) -> LigneDto {
    let lecture = lecteur.zip(ligne.cellules.as_ref()).and_then(|(reader, cells)| reader.lire(cells).ok());
    LigneDto {
        rang: ligne.rang,
        etat: ligne.etat,
        action: ligne.action,
        participant: ligne.objet,
        participant_nom: None,
        problemes: ligne.problemes,
        hesitations: ligne.hesitations,
        lecture: lecture.map(|lue| lue.ligne),
        cellules: lecteur.zip(ligne.cellules).map(|(reader, cells)| reader.grille.nommer(cells)),
    }
}

/// Says what becomes of lines that wait for it, or leaves lines out.
pub(crate) async fn decider(tx: &mut Tx, id: ImportId, decision: DecisionLignes) -> Result<ImportDto, Problem> {
    let DecisionLignes { rangs, action, participant } = decision;
    if let Some(participant) = participant {
        let found = modifiable(tx, participant).await;
        found.map_err(|problem| Problem::field("/participant", "inconnu", problem.detail))?;
    }
    Imports::decider(tx, id, &rangs, action, participant).await
}

/// The next rejected lines after `apres`, as they are given back to a person, each with its rank. Those who are in a
/// file already are told.
pub(crate) async fn rejets(
    tx: &mut Tx,
    id: ImportId,
    apres: i32,
    limite: i64,
) -> Result<De<Vec<(i32, Vec<String>)>>, Problem> {
    let lignes = Imports::rejets(tx, id, apres, limite).await?;
    let known: Vec<_> = lignes.iter().filter_map(|ligne| ligne.objet).collect();
    Ok(De::plusieurs(known, lignes.into_iter().map(|ligne| (ligne.rang, ligne.cellules)).collect()))
}
