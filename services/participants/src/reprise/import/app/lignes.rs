//! The lines of an import, before they count: looked at, corrected, decided of.

use kernel::{De, ImportId};
use participants_api::{CorrectionLigne, DecisionLignes, EtatLigne, FiltreLignes, ImportDto, LigneDto};
use problem::{FieldError, Problem, Slug};
use store::{Curseur, Page, Tx};

use crate::{
    dossier::participant::app::modifiable,
    reprise::import::{
        app::{Contexte, analyse::analyser, contexte, exiger, lecteur, ouvert, voir},
        domain::{lecteur::Lecteur, ligne::Ligne},
        store::{self as rows, lignes::Choix},
    },
};

/// A page of lines, in the order of the table.
pub(crate) async fn lister(tx: &mut Tx, id: ImportId, filtre: &FiltreLignes) -> Result<Page<LigneDto>, Problem> {
    let apres = filtre.apres.as_deref().map(Curseur::lire::<i32>).transpose();
    let apres = apres.map_err(|error| Problem::new(Slug::RequeteIllisible, error.to_string()))?.unwrap_or_default();
    let import = exiger(tx, id).await?;
    let choix = Choix { etat: filtre.etat, rangs: None, apres };
    let lignes = rows::lignes::lire(tx, id, choix, filtre.limite + 1).await?;
    let page = Page::new(lignes, filtre.limite, |ligne| ligne.rang);
    // Without titles no line was staged: there is nothing to read.
    let reader = lecteur(tx, &import).ok();
    Ok(page.map(|ligne| dto(reader.as_ref(), ligne)))
}

fn dto(lecteur: Option<&Lecteur>, ligne: Ligne) -> LigneDto {
    let lecture = lecteur.zip(ligne.cellules.as_ref()).and_then(|(reader, cells)| reader.lire(cells).ok());
    LigneDto {
        rang: ligne.rang,
        etat: ligne.etat,
        action: ligne.action,
        participant: ligne.participant,
        problemes: ligne.problemes,
        hesitations: ligne.hesitations,
        lecture: lecture.map(|lue| lue.ligne),
        cellules: lecteur.zip(ligne.cellules).map(|(reader, cells)| reader.nommer(cells)),
    }
}

/// Replaces cells of a line, and reads it again.
pub(crate) async fn corriger(tx: &mut Tx, id: ImportId, correction: CorrectionLigne) -> Result<LigneDto, Problem> {
    ouvert(tx, id).await?;
    let contexte = contexte(tx, id).await?;
    let rang = correction.rang;
    let ligne = une(tx, id, rang).await?;
    let Some(mut cells) = ligne.cellules else {
        return Err(Problem::new(Slug::TransitionInterdite, "Cette ligne est dans un dossier : corrigez le dossier."));
    };
    placer(&contexte, &mut cells, correction)?;
    let analysed = analyser(tx, &contexte, vec![(rang, cells)]).await?;
    rows::lignes::ecrire(tx, id, analysed).await?;
    rows::lignes::marquer_repetitions(tx, id).await?;
    Ok(dto(Some(&contexte.lecteur), une(tx, id, rang).await?))
}

async fn une(tx: &mut Tx, id: ImportId, rang: i32) -> Result<Ligne, Problem> {
    let choix = Choix { rangs: Some(&[rang]), ..Choix::default() };
    let found = rows::lignes::lire(tx, id, choix, 1).await?.into_iter().next();
    found.ok_or_else(|| Problem::field("/rang", "inconnu", "cet import n'a pas cette ligne"))
}

fn placer(contexte: &Contexte, cells: &mut Vec<String>, correction: CorrectionLigne) -> Result<(), Problem> {
    let mut errors = Vec::new();
    for (titre, cell) in correction.cellules {
        let Some(place) = contexte.lecteur.place(&titre) else {
            errors.push(FieldError::new(format!("/cellules/{titre}"), "inconnue", "le fichier n'a pas cette colonne"));
            continue;
        };
        cells.resize(cells.len().max(place + 1), String::new());
        if let Some(former) = cells.get_mut(place) {
            cell.trim().clone_into(former);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// Says what becomes of lines that wait for it, or leaves lines out.
pub(crate) async fn decider(tx: &mut Tx, id: ImportId, decision: DecisionLignes) -> Result<ImportDto, Problem> {
    ouvert(tx, id).await?;
    let choix = Choix { rangs: Some(&decision.rangs), ..Choix::default() };
    let mut lignes = rows::lignes::lire(tx, id, choix, 1_000).await?;
    let missing = decision.rangs.iter().find(|rang| !lignes.iter().any(|ligne| ligne.rang == **rang));
    if let Some(rang) = missing {
        return Err(Problem::field("/rangs", "inconnu", format!("cet import n'a pas de ligne {rang}")));
    }
    if let Some(participant) = decision.participant {
        let found = modifiable(tx, participant).await;
        found.map_err(|problem| Problem::field("/participant", "inconnu", problem.detail))?;
    }
    for ligne in &mut lignes {
        ligne.decider(&decision)?;
    }
    rows::lignes::ecrire(tx, id, lignes).await?;
    voir(tx, id).await
}

/// The titles of the table of rejected lines: those of the file and, last, what is wrong.
pub(crate) async fn intitules(tx: &mut Tx, id: ImportId) -> Result<Vec<String>, Problem> {
    let mut titles = exiger(tx, id).await?.entetes;
    titles.push("Problèmes".to_owned());
    Ok(titles)
}

/// The next rejected lines after `apres`, as they are given back to a person, each with its rank: the cells of the
/// table and, last, what is wrong. Those who are in a file already are told.
pub(crate) async fn rejets(
    tx: &mut Tx,
    id: ImportId,
    apres: i32,
    limite: i64,
) -> Result<De<Vec<(i32, Vec<String>)>>, Problem> {
    let import = exiger(tx, id).await?;
    let choix = Choix { etat: Some(EtatLigne::Rejetee), rangs: None, apres };
    let lignes = rows::lignes::lire(tx, id, choix, limite).await?;
    let width = import.entetes.len();
    let known: Vec<_> = lignes.iter().filter_map(|ligne| ligne.participant).collect();
    let told = |ligne: Ligne| {
        let mut cells = ligne.cellules.unwrap_or_default();
        cells.resize(width, String::new());
        let problems = ligne.problemes.iter().map(|one| match &one.colonne {
            Some(colonne) => format!("{colonne} : {}", one.detail),
            None => one.detail.clone(),
        });
        cells.push(problems.collect::<Vec<_>>().join(" | "));
        (ligne.rang, cells)
    };
    Ok(De::plusieurs(known, lignes.into_iter().map(told).collect()))
}
