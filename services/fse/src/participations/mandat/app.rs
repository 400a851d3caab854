//! Mandates: given, extended with who enters, ended.

use chrono::NaiveDate;
use events::{
    MANDAT_DONNE, MandatDonne,
    annuaires::{self, Utilisateur},
};
use fse_api::{FiltreMandats, FinMandat, MandatDto, NouveauMandat};
use kernel::{MandatId, OperationId, ParticipantId, Role, calendrier::Periode};
use problem::Problem;
use store::{Evenement, Tx, ouvertures};
use suite_api::Action;

use crate::{
    operations::operation,
    participations::{
        mandat::{domain::Mandat, store as rows},
        participation,
    },
};

/// Gives a mandate on an operation to who is a controleur on its first day: the files of who it names are open, in every service.
pub(crate) async fn donner(tx: &mut Tx, id: OperationId, nouveau: NouveauMandat) -> Result<MandatDto, Problem> {
    operation::app::exiger(tx, id).await?;
    let controls = |qui: &Utilisateur| qui.tient(Role::Controleur, nouveau.du);
    annuaires::exiger(tx, "/controleur", nouveau.controleur, controls).await?;
    let participants = participation::store::personnes(tx, id).await?;
    let par = (tx.now(), tx.acteur().id);
    let mandat = Mandat::donner(tx.id(), id, nouveau, participants, par).map_err(Problem::invalid)?;
    rows::ajouter(tx, &mandat).await?;
    dire(tx, &mandat).await?;
    nommer(tx, mandat).await
}

/// Of what operation and of whom a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreMandats) -> Result<(), Problem> {
    operation::app::exiger_filtre(tx, filtre.operation).await?;
    if let Some(controleur) = filtre.controleur {
        annuaires::exiger(tx, "/controleur", controleur, |_: &Utilisateur| Ok(())).await?;
    }
    Ok(())
}

/// A page of mandates, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreMandats,
    apres: Option<MandatId>,
) -> Result<Vec<MandatDto>, Problem> {
    let (found, today) = (rows::lister(tx, filtre, apres).await?, tx.today());
    let told: Vec<_> = found.into_iter().map(|one| decrire(one, today)).collect();
    Ok(operation::app::nommer(tx, told).await?)
}

/// A mandate as a command answers it.
async fn nommer(tx: &mut Tx, mandat: Mandat) -> Result<MandatDto, Problem> {
    let told = decrire(mandat, tx.today());
    Ok(operation::app::nommer(tx, told).await?)
}

/// Who enters an operation is named by the mandates on the whole of it.
pub(crate) async fn etendre(tx: &mut Tx, operation: OperationId, personne: ParticipantId) -> Result<(), Problem> {
    let today = tx.today();
    for mut mandat in rows::de_l_operation(tx, operation).await? {
        if mandat.s_etend(today) {
            mandat.personnes.push(personne);
            enregistrer(tx, &mandat).await?;
        }
    }
    Ok(())
}

/// Ends a mandate before its time.
pub(crate) async fn clore(tx: &mut Tx, id: MandatId, fin: FinMandat) -> Result<MandatDto, Problem> {
    let mut mandat = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    mandat.court(tx.today())?;
    mandat.clore(fin.au)?;
    enregistrer(tx, &mandat).await?;
    nommer(tx, mandat).await
}

async fn enregistrer(tx: &mut Tx, mandat: &Mandat) -> Result<(), Problem> {
    rows::enregistrer(tx, mandat).await?;
    dire(tx, mandat).await
}

/// Opens here the files that a mandate names, and tells the other services to.
async fn dire(tx: &mut Tx, mandat: &Mandat) -> Result<(), Problem> {
    let Mandat { id, controleur, du, au, .. } = *mandat;
    let told = MandatDonne { mandat: id, controleur, dossiers: mandat.personnes.clone(), du, au };
    tx.emit(Evenement::new(MANDAT_DONNE, id, tx.now(), &told)?);
    let named = mandat.personnes.iter().map(|personne| (controleur, *personne));
    let periode = Periode { du, au: Some(au) };
    Ok(ouvertures::ouvrir(tx, id.ressource(), Role::Controleur, named, periode).await?)
}

fn decrire(mandat: Mandat, today: NaiveDate) -> MandatDto {
    let actions = vec![Action::selon("cloture", mandat.court(today))];
    let Mandat { id, operation, controleur, entiere, personnes, du, au, motif, donne_le, donne_par } = mandat;
    MandatDto {
        id,
        operation,
        operation_nom: None,
        controleur,
        controleur_nom: None,
        entiere,
        personnes,
        personnes_noms: vec![],
        du,
        au,
        motif,
        donne_le,
        donne_par,
        donne_par_nom: None,
        actions,
    }
}
