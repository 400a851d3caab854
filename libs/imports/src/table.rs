//! The file of an import: brought where it can be read twice, then read batch after batch.

use std::{ops::ControlFlow, path::Path};

use depot::Flux;
use futures_util::TryStreamExt;
use kernel::saisie::assainir;
use problem::Problem;
use tableaux::{Ligne, TableauError, parcourir};
use tempfile::NamedTempFile;
use tokio::{
    io::AsyncWriteExt,
    sync::mpsc,
    task::{JoinError, JoinHandle, spawn_blocking},
};

use crate::Cellules;

/// Lines of a batch.
pub(crate) const LOT: usize = 500;
/// Lines of a table at most.
const LIGNES: i64 = 200_000;
/// What is told of a file in which nothing can be read.
const ILLISIBLE: &str = "le fichier n'est pas un tableau lisible : XLSX ou CSV";

/// The file of an import, on this machine for as long as it is read.
#[derive(Debug)]
pub(crate) struct Table(NamedTempFile);

impl Table {
    /// Brings a file here.
    pub(crate) async fn rapatrier(mut flux: Flux) -> Result<Self, Problem> {
        let local = NamedTempFile::new().map_err(|error| Problem::internal(&error))?;
        let mut writer = tokio::fs::File::from_std(local.reopen().map_err(|error| Problem::internal(&error))?);
        while let Some(bytes) = flux.try_next().await.map_err(|error| Problem::internal(&error))? {
            writer.write_all(&bytes).await.map_err(|error| Problem::internal(&error))?;
        }
        writer.flush().await.map_err(|error| Problem::internal(&error))?;
        Ok(Self(local))
    }

    /// Its titles, and how many lines follow.
    pub(crate) async fn reconnaitre(&self) -> Result<(Vec<String>, i64), Problem> {
        let path = self.0.path().to_owned();
        let read = spawn_blocking(move || compter(&path));
        let (titles, count) = lue(read.await)?;
        match count {
            ..=0 => Err(Problem::field("/fichier", "vide", "le fichier n'a pas de ligne sous ses intitulés")),
            _ if count > LIGNES => {
                Err(Problem::field("/fichier", "trop_long", format!("{LIGNES} lignes au plus : coupez le fichier")))
            }
            _ => Ok((titles, count)),
        }
    }

    /// The lines after `apres`, by batches, as fast as they are taken.
    pub(crate) fn lots(&self, apres: i32) -> Lots {
        let (sender, lots) = mpsc::channel(2);
        let path = self.0.path().to_owned();
        let reading = spawn_blocking(move || envoyer(&path, apres, &sender));
        Lots { lots, reading }
    }
}

/// Batches of lines: two wait at most.
pub(crate) struct Lots {
    lots: mpsc::Receiver<Vec<Cellules>>,
    reading: JoinHandle<Result<(), TableauError>>,
}

impl Lots {
    /// The next batch; `None` after the last one.
    pub(crate) async fn suivant(&mut self) -> Option<Vec<Cellules>> {
        self.lots.recv().await
    }

    /// Whether the table could be read to its end.
    pub(crate) async fn finir(self) -> Result<(), Problem> {
        lue(self.reading.await)
    }
}

fn compter(path: &Path) -> Result<(Vec<String>, i64), TableauError> {
    let (mut titles, mut count) = (Vec::new(), -1_i64);
    parcourir(path, &mut |ligne| {
        if count < 0 {
            titles = lisibles(&ligne.cellules);
        }
        count += 1;
        if count > LIGNES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok((titles, count))
}

fn envoyer(path: &Path, apres: i32, sender: &mpsc::Sender<Vec<Cellules>>) -> Result<(), TableauError> {
    let (mut lot, mut titled) = (Vec::with_capacity(LOT), false);
    parcourir(path, &mut |Ligne { rang, cellules }| {
        let rang = i32::try_from(rang).unwrap_or(i32::MAX);
        if !std::mem::replace(&mut titled, true) || rang <= apres {
            return ControlFlow::Continue(());
        }
        lot.push((rang, lisibles(&cellules)));
        if lot.len() == LOT && sender.blocking_send(std::mem::take(&mut lot)).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    if !lot.is_empty() {
        // Nobody takes it: the work is stopped.
        let _ = sender.blocking_send(lot);
    }
    Ok(())
}

/// Cells that can be staged: what no text has is marked, and refused with the line.
fn lisibles(cellules: &[String]) -> Vec<String> {
    cellules.iter().map(|cell| assainir(cell).into_owned()).collect()
}

/// What became of a reading. A library that panics over a file tells of the file: read again, it would panic again.
fn lue<T>(reading: Result<Result<T, TableauError>, JoinError>) -> Result<T, Problem> {
    match reading {
        Ok(read) => read.map_err(|error| illisible(&error)),
        Err(error) if error.is_panic() => Err(Problem::field("/fichier", "illisible", ILLISIBLE)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

fn illisible(error: &TableauError) -> Problem {
    let detail = match error {
        TableauError::Io(io) => return Problem::internal(io),
        TableauError::Csv(_) | TableauError::Classeur(_) => ILLISIBLE.to_owned(),
        TableauError::Demesure => "le classeur est trop volumineux une fois ouvert : envoyez un CSV".to_owned(),
        TableauError::Feuille => "le classeur n'a pas de feuille visible".to_owned(),
        TableauError::Ligne(rang, defaut) => format!("ligne {rang} : {defaut}"),
    };
    Problem::field("/fichier", "illisible", detail)
}
