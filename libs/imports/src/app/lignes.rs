//! The lines of an import, before they count: looked at, corrected, decided of.

use ::store::{Page, Tx};
use kernel::{Id, ImportId};
use problem::{FieldError, Problem, Slug};
use runtime::http;
use suite_api::{ActionLigne, CorrectionLigne, EtatLigne, FiltreLignes, ImportDto};
use tableaux::CELLULE;

use crate::{
    Imports, LigneDe, Matiere,
    store::{self, lignes::Choix},
};

/// Lines of one decision at most.
const DECIDEES: i64 = 1_000;

impl<M: Matiere> Imports<M> {
    /// A page of lines, in the order of the table, and what reads them: without titles no line was staged, and
    /// nothing does.
    pub async fn lignes(
        tx: &mut Tx,
        id: ImportId,
        filtre: &FiltreLignes,
    ) -> Result<(Page<LigneDe<M>>, Option<M::Lecteur>), Problem> {
        let apres = http::apres::<i32>(filtre.apres.as_ref())?.unwrap_or_default();
        let import = Self::exiger(tx, id).await?;
        let choix = Choix { etat: filtre.etat, rangs: None, apres };
        let lignes = store::lignes::lire(tx, id, choix, filtre.limite + 1).await?;
        Ok((Page::new(lignes, filtre.limite, |ligne: &LigneDe<M>| ligne.rang), Self::lecteur(&import, tx.today()).ok()))
    }

    /// Replaces cells of a line, and reads it again: the line, and what reads it.
    pub async fn corriger(
        tx: &mut Tx,
        id: ImportId,
        correction: CorrectionLigne,
    ) -> Result<(LigneDe<M>, M::Lecteur), Problem> {
        Self::ouvert(tx, id).await?;
        let contexte = Self::contexte(tx, id).await?;
        let rang = correction.rang;
        let LigneDe::<M> { cellules, groupe: former, .. } = Self::une(tx, id, rang).await?;
        let Some(mut cells) = cellules else {
            let detail = "Cette ligne est intégrée : corrigez ce qu'elle est devenue.";
            return Err(Problem::new(Slug::TransitionInterdite, detail));
        };
        placer::<M>(&contexte.lecteur, &mut cells, correction)?;
        let analysed = M::analyser(tx, &contexte, vec![(rang, cells)]).await?;
        let groupes: Vec<_> = analysed.iter().filter_map(|one| one.groupe.clone()).chain(former).collect();
        store::lignes::ecrire(tx, id, analysed).await?;
        Self::marquer_repetitions(tx, id).await?;
        Self::reconsiderer(tx, &contexte, &groupes).await?;
        Ok((Self::une(tx, id, rang).await?, contexte.lecteur))
    }

    async fn une(tx: &mut Tx, id: ImportId, rang: i32) -> Result<LigneDe<M>, Problem> {
        let choix = Choix { rangs: Some(&[rang]), ..Choix::default() };
        let found = store::lignes::lire(tx, id, choix, 1).await?.into_iter().next();
        found.ok_or_else(|| Problem::field("/rang", "inconnu", "cet import n'a pas cette ligne"))
    }

    /// Says what becomes of lines that wait for it (`objet` is what they complete or replace), or leaves lines out.
    pub async fn decider(
        tx: &mut Tx,
        id: ImportId,
        rangs: &[i32],
        action: Option<ActionLigne>,
        objet: Option<Id<M::Objet>>,
    ) -> Result<ImportDto, Problem> {
        Self::ouvert(tx, id).await?;
        let choix = Choix { rangs: Some(rangs), ..Choix::default() };
        let mut lignes: Vec<LigneDe<M>> = store::lignes::lire(tx, id, choix, DECIDEES).await?;
        if let Some(rang) = rangs.iter().find(|rang| !lignes.iter().any(|ligne| ligne.rang == **rang)) {
            return Err(Problem::field("/rangs", "inconnu", format!("cet import n'a pas de ligne {rang}")));
        }
        for ligne in &mut lignes {
            ligne.decider(action, objet)?;
        }
        let replaced: Vec<_> = lignes.iter().filter_map(|ligne| ligne.objet).collect();
        let seen = M::versions(tx, &replaced).await?;
        for ligne in &mut lignes {
            ligne.vue = ligne.objet.filter(|_| action.is_some()).and_then(|one| seen.get(&one).copied());
        }
        let groupes: Vec<_> = lignes.iter().filter_map(|ligne| ligne.groupe.clone()).collect();
        store::lignes::ecrire(tx, id, lignes).await?;
        if !groupes.is_empty() {
            let contexte = Self::contexte(tx, id).await?;
            Self::reconsiderer(tx, &contexte, &groupes).await?;
        }
        Self::voir(tx, id).await
    }

    /// Rejects a line that could not be integrated.
    pub(crate) async fn rejeter(tx: &mut Tx, id: ImportId, rang: i32, problem: &Problem) -> Result<(), Problem> {
        let choix = Choix { etat: Some(EtatLigne::Prete), rangs: Some(&[rang]), ..Choix::default() };
        let mut lignes: Vec<LigneDe<M>> = store::lignes::lire(tx, id, choix, 1).await?;
        for ligne in &mut lignes {
            ligne.rejeter(problem)?;
        }
        Ok(store::lignes::ecrire(tx, id, lignes).await?)
    }

    /// The titles of the table of rejected lines: those of the file and, last, what is wrong.
    pub async fn intitules(tx: &mut Tx, id: ImportId) -> Result<Vec<String>, Problem> {
        let mut titles = Self::exiger(tx, id).await?.entetes;
        titles.push("Problèmes".to_owned());
        Ok(titles)
    }

    /// The next rejected lines after `apres`, as they are given back to a person: each with what it is in already, if
    /// it is in something, and the cells of the table and, last, what is wrong.
    pub async fn rejets(tx: &mut Tx, id: ImportId, apres: i32, limite: i64) -> Result<Vec<Rejetee<M>>, Problem> {
        let width = Self::exiger(tx, id).await?.entetes.len();
        let choix = Choix { etat: Some(EtatLigne::Rejetee), rangs: None, apres };
        let lignes: Vec<LigneDe<M>> = store::lignes::lire(tx, id, choix, limite).await?;
        let told = |ligne: LigneDe<M>| {
            let mut cells = ligne.cellules.unwrap_or_default();
            cells.resize(width, String::new());
            let problems = ligne.problemes.iter().map(|one| match &one.colonne {
                Some(colonne) => format!("{colonne} : {}", one.detail),
                None => one.detail.clone(),
            });
            cells.push(problems.collect::<Vec<_>>().join(" | "));
            Rejetee { rang: ligne.rang, objet: ligne.objet, cellules: cells }
        };
        Ok(lignes.into_iter().map(told).collect())
    }
}

/// A rejected line, as it is given back.
#[expect(missing_debug_implementations, reason = "a matter need not show itself")]
pub struct Rejetee<M: Matiere> {
    /// Its number in the table.
    pub rang: i32,
    /// What it is in already.
    pub objet: Option<Id<M::Objet>>,
    /// Its cells and, last, what is wrong.
    pub cellules: Vec<String>,
}

fn placer<M: Matiere>(
    lecteur: &M::Lecteur,
    cells: &mut Vec<String>,
    correction: CorrectionLigne,
) -> Result<(), Problem> {
    let mut errors = Vec::new();
    for (titre, cell) in correction.cellules {
        let Some(place) = M::grille(lecteur).place(&titre) else {
            errors.push(FieldError::dans("/cellules", &titre, "inconnue", "le fichier n'a pas cette colonne"));
            continue;
        };
        if cell.chars().count() > CELLULE {
            let detail = format!("longueur maximale : {CELLULE} caractères");
            errors.push(FieldError::dans("/cellules", &titre, "hors_bornes", detail));
            continue;
        }
        cells.resize(cells.len().max(place + 1), String::new());
        if let Some(former) = cells.get_mut(place) {
            cell.trim().clone_into(former);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
