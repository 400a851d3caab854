//! Handing persons over, with the sheet of each of them as it stands then.

use auth::{Permission, Role};
use chrono::NaiveDate;
use events::annuaires::{self, Renvois, Utilisateur};
use kernel::{ParcoursId, PassationId, UtilisateurId};
use pages::passation;
use parcours_api::{FiltrePassations, NatureDate, NouveauReferent, NouvellePassation, Passation, PassationDto};
use problem::Problem;
use store::{Error, Tx, ouvertures};

use crate::{
    pilotage::{
        fiche::app::{Autour, Fiches, composer, nom},
        passation::{
            domain::{Gardee, Lecteur, Remise},
            store as rows,
        },
        portefeuille,
    },
    suivi::action::app::sensibles,
    vie::{affectation, parcours},
};

impl From<Remise> for PassationDto {
    fn from(remise: Remise) -> Self {
        let Remise { id, de, vers, des_le, jusqu_au, personnes, le, par } = remise;
        let (de_nom, vers_nom, par_nom) = (None, None, None);
        Self { id, de, de_nom, vers, vers_nom, des_le, jusqu_au, personnes, le, par, par_nom }
    }
}

/// Hands over all that somebody follows on the first day, or those that are named.
pub(crate) async fn passer(tx: &mut Tx, passation: NouvellePassation) -> Result<Passation, Problem> {
    let (de, vers) = (passation.de, passation.vers);
    let (des_le, jusqu_au) = (passation.des_le, passation.jusqu_au);
    let done = affectation::app::passer(tx, passation).await?;
    let remise = remise(tx, (de, vers), (des_le, jusqu_au));
    garder(tx, remise, &done.confies).await?;
    Ok(Passation { id: (!done.confies.is_empty()).then_some(remise.id), ..done })
}

/// Hands a person over.
pub(crate) async fn designer(tx: &mut Tx, id: ParcoursId, nouveau: NouveauReferent) -> Result<(), Problem> {
    let (vers, des_le, jusqu_au) = (nouveau.referent, nouveau.des_le, nouveau.jusqu_au);
    let former = affectation::app::designer(tx, id, nouveau).await?;
    let remise = remise(tx, (former, vers), (des_le, jusqu_au));
    garder(tx, remise, &[id]).await
}

fn remise(
    tx: &Tx,
    (de, vers): (UtilisateurId, UtilisateurId),
    (des_le, jusqu_au): (NaiveDate, Option<NaiveDate>),
) -> Remise {
    Remise { id: tx.id(), de, vers, des_le, jusqu_au, personnes: 0, le: tx.now(), par: tx.acteur().id }
}

/// Keeps what is true of each person who is handed over. Who follows them is no part of it: that they just were changes nothing.
async fn garder(tx: &mut Tx, remise: Remise, confies: &[ParcoursId]) -> Result<(), Problem> {
    if confies.is_empty() {
        return Ok(());
    }
    let all: Vec<_> = parcours::store::parmi(tx, confies).await?.into_values().collect();
    let mut suivies = portefeuille::app::suivies(tx, &all).await?;
    for one in &mut suivies {
        one.dates.retain(|date| date.nature != NatureDate::Referent);
    }
    let mut autour = Autour::lire(tx, confies, true).await?;
    let sheets = suivies.iter().map(|one| {
        let (contenu, lignes, sensibles) = autour.fiche(one);
        Gardee { parcours: one.parcours, contenu, lignes, sensibles }
    });
    let sheets: Vec<_> = sheets.collect();
    let personnes = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    Ok(rows::garder(tx, &Remise { personnes, ..remise }, &sheets).await?)
}

/// Who reads: who leads the team reads all handovers, a référent those that they made or received.
fn lecteur(tx: &Tx) -> Lecteur {
    let titres = &tx.acteur().titres;
    let alone = titres.comme(Role::Referent) && !titres.donnent(Permission::ParcoursConfier);
    if alone { Lecteur::Referent(tx.acteur().soi()) } else { Lecteur::Equipe }
}

/// Of whom a list is asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltrePassations) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, filtre.de.map(|one| ("/de".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.exiger(tx, filtre.vers.map(|one| ("/vers".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()
}

/// A page of the handovers that the caller reads, the last one first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltrePassations,
    apres: Option<PassationId>,
) -> Result<Vec<PassationDto>, Problem> {
    let lecteur = lecteur(tx);
    let found = rows::lister(tx, lecteur, filtre, apres).await?;
    let former: Vec<_> = found.iter().map(|one| one.de).collect();
    let noms = rows::noms_du_passe(tx, &former).await?;
    let told =
        found.into_iter().map(|one| PassationDto { de_nom: noms.get(&one.de).cloned(), ..PassationDto::from(one) });
    let told: Vec<_> = told.collect();
    Ok(annuaires::nommer(tx, told).await?)
}

/// A référent as people read them, whether they have an account or not.
async fn designation(tx: &mut Tx, qui: UtilisateurId) -> Result<String, Problem> {
    if let Some(nom) = nom(tx, qui).await? {
        return Ok(nom);
    }
    let past = rows::noms_du_passe(tx, &[qui]).await?.remove(&qui);
    Ok(past.unwrap_or_else(|| "référent sans compte".to_owned()))
}

/// The sheets of a handover that the caller reads, as they were then, or 404: of who sees files that are opened by name, those of
/// the persons whom they see now.
pub(crate) async fn imprimer(tx: &mut Tx, id: PassationId) -> Result<Fiches, Problem> {
    let lecteur = lecteur(tx);
    let remise = rows::voir(tx, id).await?.filter(|one| lecteur.lit(one)).ok_or_else(Problem::not_found)?;
    let read = sensibles(tx);
    let mut sheets = rows::fiches(tx, id, read).await?;
    let partielle = ouvertures::retenir(tx, &mut sheets, |one| one.participant).await?;
    // Each page tells of one person: without any, nothing is left of it.
    if sheets.is_empty() {
        return Err(Error::HorsDeVue.into());
    }
    let le = tx.jour(remise.le);
    let said = passation::Remise {
        de: designation(tx, remise.de).await?,
        vers: designation(tx, remise.vers).await?,
        des_le: remise.des_le,
        jusqu_au: remise.jusqu_au,
    };
    Ok(composer(tx, id.ressource(), le, sheets).await?.remises(said).parmi_d_autres(partielle))
}
