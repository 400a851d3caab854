//! The lines of an import, as people look at them and decide of them.

use events::annuaires;
use kernel::{De, ImportId};
use parcours_api::{DecisionReprise, LigneReprise};
use problem::Problem;
use store::{Page, Tx};
use suite_api::{ActionLigne, CorrectionLigne, FiltreLignes, ImportDto};

use crate::reprise::import::{
    app::{Imports, Ligne, Reconnus},
    domain::Lecteur,
};

/// A page of lines, in the order of the table.
pub(crate) async fn lister(tx: &mut Tx, id: ImportId, filtre: &FiltreLignes) -> Result<Page<LigneReprise>, Problem> {
    let source = Imports::source(tx, id).await?;
    let (page, lecteur) = Imports::lignes(tx, id, filtre).await?;
    let Page { elements, suivant } = page;
    let elements = decrire(tx, &source, lecteur.as_ref(), elements).await?;
    Ok(Page { elements, suivant })
}

/// Replaces cells of a line, and reads it again.
pub(crate) async fn corriger(tx: &mut Tx, id: ImportId, correction: CorrectionLigne) -> Result<LigneReprise, Problem> {
    let source = Imports::source(tx, id).await?;
    let (ligne, lecteur) = Imports::corriger(tx, id, correction).await?;
    decrire(tx, &source, Some(&lecteur), vec![ligne]).await?.pop().ok_or_else(Problem::not_found)
}

/// Lines as they are answered, with the parcours of whom each names.
async fn decrire(
    tx: &mut Tx,
    source: &str,
    lecteur: Option<&Lecteur>,
    lignes: Vec<Ligne>,
) -> Result<Vec<LigneReprise>, Problem> {
    let read = lignes.into_iter().map(|ligne| {
        let lue = lecteur.zip(ligne.cellules.as_ref()).and_then(|(reader, cells)| reader.lire(cells).ok());
        (lue.map(|lue| lue.ligne), ligne)
    });
    let read: Vec<_> = read.collect();
    let personnes: Vec<_> = read.iter().filter_map(|(lue, _)| lue.as_ref()).map(|lue| &lue.parcours.personne).collect();
    let reconnus = Reconnus::chercher(tx, source, &personnes).await?;
    let told = read.into_iter().map(|(lue, ligne)| {
        let of = lue.as_ref().and_then(|lue| reconnus.de(&lue.parcours)).map(|(parcours, _)| parcours);
        LigneReprise {
            rang: ligne.rang,
            etat: ligne.etat,
            action: ligne.action,
            parcours: of.map(|one| one.id),
            participant: of.map(|one| one.participant),
            participant_nom: None,
            objet: ligne.objet,
            problemes: ligne.problemes,
            hesitations: ligne.hesitations,
            cellules: lecteur.zip(ligne.cellules).map(|(reader, cells)| reader.grille.nommer(cells)),
            lecture: lue.map(|lue| lue.fait),
        }
    });
    Ok(annuaires::nommer(tx, told.collect::<Vec<_>>()).await?)
}

/// Says what becomes of lines that wait for it, or leaves lines out.
pub(crate) async fn decider(tx: &mut Tx, id: ImportId, decision: DecisionReprise) -> Result<ImportDto, Problem> {
    let DecisionReprise { rangs, action } = decision;
    if action == Some(ActionLigne::Completer) {
        let detail = "attendu : creer, remplacer, ou rien pour écarter ; un fait ne se complète pas";
        return Err(Problem::field("/action", "incoherent", detail));
    }
    Imports::decider(tx, id, &rangs, action, None).await
}

/// The next rejected lines after `apres`, as they are given back to a person, each with its rank. They are in no parcours.
pub(crate) async fn rejets(
    tx: &mut Tx,
    id: ImportId,
    apres: i32,
    limite: i64,
) -> Result<De<Vec<(i32, Vec<String>)>>, Problem> {
    let lignes = Imports::rejets(tx, id, apres, limite).await?;
    Ok(De::plusieurs([], lignes.into_iter().map(|ligne| (ligne.rang, ligne.cellules)).collect()))
}
