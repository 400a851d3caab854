//! Mandates: given, extended with who enters, ended.

use events::{
    MANDAT_DONNE, MandatDonne,
    annuaires::{self, Utilisateur},
};
use fse_api::{FinMandat, MandatDto, NouveauMandat};
use kernel::{MandatId, OperationId, ParticipantId, Role, calendrier::Periode};
use problem::Problem;
use store::{Evenement, Tx, ouvertures};

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
    Ok(mandat.into())
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
    mandat.clore(fin.au)?;
    enregistrer(tx, &mandat).await?;
    Ok(mandat.into())
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

impl From<Mandat> for MandatDto {
    fn from(mandat: Mandat) -> Self {
        let Mandat { id, operation, controleur, entiere, personnes, du, au, motif, donne_le, donne_par } = mandat;
        Self { id, operation, controleur, entiere, personnes, du, au, motif, donne_le, donne_par }
    }
}
