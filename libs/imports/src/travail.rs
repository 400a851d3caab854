//! Behind the requests: files are read, lines are read again and integrated, a batch a transaction.

use ::store::{
    Tx,
    travaux::{Arret, Prise, avancer},
};
use kernel::ImportId;
use problem::Problem;
use runtime::Context;
use suite_api::{EtatLigne, Integration};

use crate::{
    Cellules, Fichiers, Imports, LigneDe, Matiere, app,
    ligne::ensembles,
    store::{
        self,
        lignes::{Borne, Choix},
    },
    table::{LOT, Table},
};

/// Does one work on an import.
pub async fn executer<M: Matiere>(context: &Context, prise: &Prise, fichiers: &Fichiers) -> Result<(), Arret> {
    let import: ImportId = prise.travail.objet.of_kind();
    match prise.travail.nature.as_str() {
        app::LECTURE => lire::<M>(context, prise, import, fichiers).await,
        app::REPRISE => reprendre::<M>(context, prise, import).await,
        _ => integrer::<M>(context, prise, import).await,
    }
}

/// Reads the file of an import and stages its lines. Interrupted, it goes on after the last staged line.
async fn lire<M: Matiere>(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    fichiers: &Fichiers,
) -> Result<(), Arret> {
    let staged = context.db.read(prise, async |tx| store::lignes::dernier_rang(tx, import).await).await?;
    let file = context.db.read(prise, async |tx| Imports::<M>::exiger(tx, import).await).await?;
    let emplacement = file.emplacement.ok_or_else(Problem::not_found)?;
    let table = Table::rapatrier(fichiers.lire(&emplacement).await?).await?;
    let (titles, total) = table.reconnaitre().await?;
    context.db.tx(prise, async |tx| Imports::<M>::intituler(tx, import, titles).await).await?;
    let mut lots = table.lots(staged);
    let mut done = if staged == 0 { 0 } else { prise.travail.fait };
    while let Some(lot) = lots.suivant().await {
        poursuivre(context)?;
        done += i64::try_from(lot.len()).unwrap_or_default();
        preparer::<M>(context, prise, import, lot, (done, total)).await?;
    }
    lots.finir().await?;
    rapprocher::<M>(context, prise, import, (done, total)).await?;
    let former = context.db.tx(prise, async |tx| Imports::<M>::lue(tx, import).await).await?;
    if let Some(emplacement) = former {
        fichiers.oublier(&emplacement).await;
    }
    Ok(())
}

/// Stages a batch of lines: with it, that `done` of `total` are.
async fn preparer<M: Matiere>(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    lot: Vec<Cellules>,
    (done, total): (i64, i64),
) -> Result<(), Arret> {
    let step = context.db.tx(prise, async |tx| {
        tx.plan_on_index().await?;
        Imports::<M>::preparer(tx, import, lot).await?;
        avancer(tx, prise, done, Some(total)).await
    });
    step.await
}

/// A shutdown interrupts a work between two batches.
fn poursuivre(context: &Context) -> Result<(), Arret> {
    if context.tasks.is_stopping() { Err(Arret::Interrompu) } else { Ok(()) }
}

/// The next lines of a choice, a batch at most.
async fn suivantes<M: Matiere>(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    choix: Choix<'_>,
) -> Result<Vec<LigneDe<M>>, Problem> {
    let limit = i64::try_from(LOT).unwrap_or(i64::MAX);
    Ok(context.db.read(prise, async |tx| store::lignes::lire(tx, import, choix, limit).await).await?)
}

/// Reads the rejected lines again.
async fn reprendre<M: Matiere>(context: &Context, prise: &Prise, import: ImportId) -> Result<(), Arret> {
    let mut choix = Choix { etat: Some(EtatLigne::Rejetee), ..Choix::default() };
    let total = context.db.read(prise, async |tx| store::lignes::compter(tx, import, choix).await).await?;
    let mut done = 0;
    loop {
        poursuivre(context)?;
        let read = suivantes::<M>(context, prise, import, choix).await?;
        let Some(last) = read.last() else { break };
        choix.apres = last.rang;
        done += i64::try_from(read.len()).unwrap_or_default();
        let lot = read.into_iter().filter_map(|ligne| Some((ligne.rang, ligne.cellules?))).collect();
        preparer::<M>(context, prise, import, lot, (done, total)).await?;
    }
    rapprocher::<M>(context, prise, import, (done, total)).await
}

/// Judges the lines of an import beside one another once all of them are staged: those of one reference, then those of
/// each group, some groups a transaction. Interrupted, it begins again: what was refused counts no more.
async fn rapprocher<M: Matiere>(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    (done, total): (i64, i64),
) -> Result<(), Arret> {
    context.db.tx(prise, async |tx| Imports::<M>::marquer_repetitions(tx, import).await).await?;
    let (mut apres, limit) = (String::new(), i64::try_from(LOT).unwrap_or(i64::MAX));
    loop {
        poursuivre(context)?;
        let next = async |tx: &mut Tx| {
            tx.plan_on_index().await?;
            store::lignes::groupes(tx, import, &apres, limit).await
        };
        let groupes: Vec<String> = context.db.read(prise, next).await?;
        let Some(last) = groupes.last() else { return Ok(()) };
        apres.clone_from(last);
        let step = context.db.tx(prise, async |tx| {
            tx.plan_on_index().await?;
            let contexte = Imports::<M>::contexte(tx, import).await?;
            Imports::<M>::confronter(tx, &contexte, &groupes).await?;
            avancer(tx, prise, done, Some(total)).await
        });
        step.await?;
    }
}

/// Integrates the lines that are ready, those of a group together: they are judged by how all of them stand in the end,
/// whatever the way there. A line that refuses itself is rejected; the others go on.
async fn integrer<M: Matiere>(context: &Context, prise: &Prise, import: ImportId) -> Result<(), Arret> {
    let asked: Integration = ::store::read_json(prise.parametres.clone())?;
    let choix = Choix { etat: Some(EtatLigne::Prete), rangs: asked.rangs.as_deref(), apres: 0 };
    let mut borne = Borne::DEBUT;
    let left = context.db.read(prise, async |tx| store::lignes::compter(tx, import, choix).await).await?;
    let mut done = prise.travail.fait;
    let total = Some(done + left);
    loop {
        poursuivre(context)?;
        let next = async |tx: &mut Tx| store::lignes::a_integrer(tx, import, choix.rangs, &borne, LOT).await;
        let lot: Vec<LigneDe<M>> = context.db.read(prise, next).await?;
        let Some(last) = lot.last() else { return Ok(()) };
        borne = Borne { groupe: last.groupe.clone(), ordre: last.ordre, rang: last.rang };
        let ensembles = ensembles(&lot);
        done += i64::try_from(lot.len()).unwrap_or_default();
        let whole = context.db.tx(prise, async |tx| {
            tx.plan_on_index().await?;
            Imports::<M>::integrer(tx, import, lot).await?;
            avancer(tx, prise, done, total).await
        });
        match whole.await {
            Err(Arret::Probleme(problem)) if problem.status < 500 => {
                un_a_un::<M>(context, prise, import, &ensembles).await?;
            }
            ended => ended?,
        }
    }
}

/// Integrates what stands together of a batch that failed, each by itself, then the lines of what fails.
async fn un_a_un<M: Matiere>(
    context: &Context,
    prise: &Prise,
    import: ImportId,
    ensembles: &[Vec<i32>],
) -> Result<(), Arret> {
    for rangs in ensembles {
        match seules::<M>(context, prise, import, rangs).await {
            Err(problem) if problem.status < 500 => une_a_une::<M>(context, prise, import, rangs).await?,
            ended => ended?,
        }
    }
    Ok(())
}

/// Integrates the lines of what failed, each by itself, and rejects those that fail.
async fn une_a_une<M: Matiere>(context: &Context, prise: &Prise, import: ImportId, rangs: &[i32]) -> Result<(), Arret> {
    for rang in rangs {
        match seules::<M>(context, prise, import, std::slice::from_ref(rang)).await {
            Err(problem) if problem.status < 500 => {
                context.db.tx(prise, async |tx| Imports::<M>::rejeter(tx, import, *rang, &problem).await).await?;
            }
            ended => ended?,
        }
    }
    Ok(())
}

/// Integrates these lines together, and no other.
async fn seules<M: Matiere>(context: &Context, prise: &Prise, import: ImportId, rangs: &[i32]) -> Result<(), Problem> {
    let choix = Choix { etat: Some(EtatLigne::Prete), rangs: Some(rangs), apres: 0 };
    let limit = i64::try_from(rangs.len()).unwrap_or(i64::MAX);
    let step = context.db.tx(prise, async |tx| {
        let lignes = store::lignes::lire(tx, import, choix, limit).await?;
        Imports::<M>::integrer(tx, import, lignes).await
    });
    step.await
}
