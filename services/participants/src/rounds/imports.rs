//! Behind the requests: files are read, lines are read again and integrated, a batch a transaction.

use ::store::travaux::Arret;
use ::store::travaux::Prise;
use ::store::travaux::avancer;
use futures_util::TryStreamExt;
use kernel::ImportId;
use participants_api::{EtatLigne, Integration};
use problem::Problem;
use runtime::{Context, travaux::Execution};
use std::{ops::ControlFlow, path::Path};
use tableaux::{Ligne, TableauError, parcourir};
use tempfile::NamedTempFile;
use tokio::{io::AsyncWriteExt, sync::mpsc, task::spawn_blocking};

use crate::{
    fichiers::Fichiers,
    reprise::import::{self, store::lignes::Choix},
};

/// Lines of a batch.
const LOT: usize = 500;
/// Lines of a table at most.
const LIGNES: i64 = 200_000;

type Lot = Vec<(i32, Vec<String>)>;

/// Does one work on an import.
pub(crate) fn executer<'a>(context: &'a Context, prise: &'a Prise) -> Execution<'a> {
    let import: ImportId = prise.travail.objet.of_kind();
    Box::pin(async move {
        match prise.travail.nature.as_str() {
            import::app::LECTURE => lire(context, prise, import).await,
            import::app::REPRISE => reprendre(context, prise, import).await,
            _ => integrer(context, prise, import).await,
        }
    })
}

/// Reads the file of an import and stages its lines. Interrupted, it goes on after the last staged line.
async fn lire(context: &Context, prise: &Prise, import: ImportId) -> Result<(), Arret> {
    let fichiers = Fichiers::ouvrir(&context.config.files, &context.clock);
    let staged = context.db.read(prise, async |tx| import::store::lignes::dernier_rang(tx, import).await).await?;
    let dossier = context.db.read(prise, async |tx| import::app::exiger(tx, import).await).await?;
    let cle = dossier.cle.ok_or_else(Problem::not_found)?;
    let table = rapatrier(&fichiers, &cle).await?;
    let (titles, total) = reconnaitre(table.path()).await?;
    context.db.tx(prise, async |tx| import::app::intituler(tx, import, titles).await).await?;
    let (mut lots, reading) = lots(table.path(), staged);
    let mut done = if staged == 0 { 0 } else { prise.travail.fait };
    while let Some(lot) = lots.recv().await {
        poursuivre(context)?;
        done += i64::try_from(lot.len()).unwrap_or_default();
        preparer(context, prise, import, lot, (done, total)).await?;
    }
    reading.await.map_err(|error| Problem::internal(&error))?.map_err(|error| illisible(&error))?;
    let former = context.db.tx(prise, async |tx| import::app::lue(tx, import).await).await?;
    if let Some(cle) = former {
        fichiers.oublier(&cle).await;
    }
    Ok(())
}

/// Stages a batch of lines: with it, that `done` of `total` are.
async fn preparer(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    lot: Lot,
    (done, total): (i64, i64),
) -> Result<(), Arret> {
    let step = context.db.tx(prise, async |tx| {
        tx.plan_on_index().await?;
        import::app::preparer(tx, import, lot).await?;
        avancer(tx, prise, done, Some(total)).await
    });
    step.await
}

/// A shutdown interrupts a work between two batches.
fn poursuivre(context: &Context) -> Result<(), Arret> {
    if context.tasks.is_stopping() { Err(Arret::Interrompu) } else { Ok(()) }
}

/// Brings a file where it can be read twice.
async fn rapatrier(fichiers: &Fichiers, cle: &str) -> Result<NamedTempFile, Problem> {
    let local = NamedTempFile::new().map_err(|error| Problem::internal(&error))?;
    let mut writer = tokio::fs::File::from_std(local.reopen().map_err(|error| Problem::internal(&error))?);
    let mut flux = fichiers.lire(cle).await?;
    while let Some(bytes) = flux.try_next().await.map_err(|error| Problem::internal(&error))? {
        writer.write_all(&bytes).await.map_err(|error| Problem::internal(&error))?;
    }
    writer.flush().await.map_err(|error| Problem::internal(&error))?;
    Ok(local)
}

/// The titles of a table, and how many lines follow.
async fn reconnaitre(path: &Path) -> Result<(Vec<String>, i64), Problem> {
    let path = path.to_owned();
    let read = spawn_blocking(move || {
        let (mut titles, mut count) = (Vec::new(), -1_i64);
        parcourir(&path, &mut |ligne| {
            if count < 0 {
                titles = ligne.cellules;
            }
            count += 1;
            if count > LIGNES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .map(|()| (titles, count))
    });
    let (titles, count) = read.await.map_err(|error| Problem::internal(&error))?.map_err(|error| illisible(&error))?;
    match count {
        ..=0 => Err(Problem::field("/fichier", "vide", "le fichier n'a pas de ligne sous ses intitulés")),
        _ if count > LIGNES => {
            Err(Problem::field("/fichier", "trop_long", format!("{LIGNES} lignes au plus : coupez le fichier")))
        }
        _ => Ok((titles, count)),
    }
}

/// The lines after `apres`, by batches, as fast as they are taken: two wait at most.
fn lots(path: &Path, apres: i32) -> (mpsc::Receiver<Lot>, tokio::task::JoinHandle<Result<(), TableauError>>) {
    let (sender, receiver) = mpsc::channel(2);
    let path = path.to_owned();
    let reading = spawn_blocking(move || {
        let (mut lot, mut titled) = (Lot::with_capacity(LOT), false);
        parcourir(&path, &mut |Ligne { rang, cellules }| {
            let rang = i32::try_from(rang).unwrap_or(i32::MAX);
            if !std::mem::replace(&mut titled, true) || rang <= apres {
                return ControlFlow::Continue(());
            }
            lot.push((rang, cellules));
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
    });
    (receiver, reading)
}

fn illisible(error: &TableauError) -> Problem {
    let detail = match error {
        TableauError::Io(io) => return Problem::internal(io),
        TableauError::Csv(_) | TableauError::Classeur(_) => {
            "le fichier n'est pas un tableau lisible : XLSX ou CSV".to_owned()
        }
        TableauError::Demesure => "le classeur est trop volumineux une fois ouvert : envoyez un CSV".to_owned(),
        TableauError::Feuille => "le classeur n'a pas de feuille".to_owned(),
        TableauError::Ligne(rang) => format!("la ligne {rang} est trop longue pour une ligne de tableau"),
    };
    Problem::field("/fichier", "illisible", detail)
}

/// Reads the rejected lines again.
async fn reprendre(context: &Context, prise: &Prise, import: ImportId) -> Result<(), Arret> {
    let mut choix = Choix { etat: Some(EtatLigne::Rejetee), ..Choix::default() };
    let total = context.db.read(prise, async |tx| import::store::lignes::compter(tx, import, choix).await).await?;
    let (mut done, limit) = (0, i64::try_from(LOT).unwrap_or(i64::MAX));
    loop {
        poursuivre(context)?;
        let read =
            context.db.read(prise, async |tx| import::store::lignes::lire(tx, import, choix, limit).await).await?;
        let Some(last) = read.last() else { break };
        choix.apres = last.rang;
        done += i64::try_from(read.len()).unwrap_or_default();
        let lot: Lot = read.into_iter().filter_map(|ligne| Some((ligne.rang, ligne.cellules?))).collect();
        preparer(context, prise, import, lot, (done, total)).await?;
    }
    context.db.tx(prise, async |tx| import::store::lignes::marquer_repetitions(tx, import).await).await?;
    Ok(())
}

/// Integrates the lines that are ready. A line that refuses itself is rejected; the others go on.
async fn integrer(context: &Context, prise: &Prise, import: ImportId) -> Result<(), Arret> {
    let asked: Integration = ::store::read_json(prise.parametres.clone())?;
    let mut choix = Choix { etat: Some(EtatLigne::Prete), rangs: asked.rangs.as_deref(), apres: 0 };
    let left = context.db.read(prise, async |tx| import::store::lignes::compter(tx, import, choix).await).await?;
    let (mut done, limit) = (prise.travail.fait, i64::try_from(LOT).unwrap_or(i64::MAX));
    let total = Some(done + left);
    loop {
        poursuivre(context)?;
        let lot =
            context.db.read(prise, async |tx| import::store::lignes::lire(tx, import, choix, limit).await).await?;
        let Some(last) = lot.last() else { return Ok(()) };
        choix.apres = last.rang;
        let rangs: Vec<_> = lot.iter().map(|ligne| ligne.rang).collect();
        done += i64::try_from(lot.len()).unwrap_or_default();
        let whole = context.db.tx(prise, async |tx| {
            tx.plan_on_index().await?;
            import::app::integration::integrer(tx, import, lot).await?;
            avancer(tx, prise, done, total).await
        });
        match whole.await {
            Err(Arret::Probleme(problem)) if problem.status < 500 => {
                une_a_une(context, prise, import, &rangs).await?;
            }
            ended => ended?,
        }
    }
}

/// Integrates the lines of a batch that failed, each by itself, and rejects those that fail.
async fn une_a_une(context: &Context, prise: &Prise, import: ImportId, rangs: &[i32]) -> Result<(), Arret> {
    for rang in rangs {
        let choix = Choix { etat: Some(EtatLigne::Prete), rangs: Some(std::slice::from_ref(rang)), apres: 0 };
        let alone = context.db.tx(prise, async |tx| {
            let ligne = import::store::lignes::lire(tx, import, choix, 1).await?;
            import::app::integration::integrer(tx, import, ligne).await
        });
        match alone.await {
            Err(problem) if problem.status < 500 => {
                context
                    .db
                    .tx(prise, async |tx| import::app::integration::rejeter(tx, import, *rang, &problem).await)
                    .await?;
            }
            ended => ended?,
        }
    }
    Ok(())
}
