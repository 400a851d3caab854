//! Exchanges with partners about a person: planned, held, or given up.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::annuaires::{self, Structure};
use kernel::{LiaisonId, ParcoursId, Refus, StructureId};
use parcours_api::{
    AnnulationLiaison, EtatLiaison, FiltreLiaisons, FiltreLiaisonsPartagees, LiaisonDto, LiaisonPartagee,
    NouvelleLiaison, TenueLiaison,
};
use problem::Problem;
use store::{Tx, limitations, page};
use suite_api::Action;

use crate::{
    etapes::accord,
    suivi::liaison::{
        domain::{Commande, Liaison},
        store as rows,
    },
    vie::parcours::{
        self,
        app::Tenus,
        domain::{Commande as CommandeParcours, Parcours},
    },
};

/// An exchange as it is answered: `libre` says why nothing changes in the person's file, when it is restricted.
fn decrire(one: Liaison, parcours: &Parcours, libre: &Result<(), Refus>) -> LiaisonDto {
    let action = |(nom, commande)| Action::selon(nom, libre.clone().and_then(|()| one.peut(commande, parcours)));
    let actions = Commande::MONTREES.into_iter().map(action).collect();
    let Liaison { id, parcours, participant, interlocuteur, structure, avec, le, etat, compte_rendu, motif, par } = one;
    let (participant_nom, structure_nom, par_nom) = (None, None, None);
    LiaisonDto {
        id,
        parcours,
        participant,
        participant_nom,
        interlocuteur,
        structure,
        structure_nom,
        avec,
        le,
        etat,
        compte_rendu,
        motif,
        par,
        par_nom,
        actions,
    }
}

async fn detailler(tx: &mut Tx, found: Vec<Liaison>) -> Result<Vec<LiaisonDto>, Problem> {
    let ids: Vec<_> = found.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let mut told = Vec::new();
    for one in found {
        let (parcours, libre) = tenus.de(one.parcours)?;
        told.push(decrire(one, parcours, &libre));
    }
    Ok(annuaires::nommer(tx, told).await?)
}

async fn detail(tx: &mut Tx, one: Liaison) -> Result<LiaisonDto, Problem> {
    detailler(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreLiaisons) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of exchanges, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreLiaisons,
    apres: Option<(NaiveDate, LiaisonId)>,
) -> Result<Vec<LiaisonDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

/// A page of what was held with these structures and whose person shares it, and shares with them today; one more when there
/// are more. Of whom processing is restricted, nothing is told.
pub(crate) async fn partagees(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    filtre: &FiltreLiaisonsPartagees,
    apres: Option<(NaiveDate, LiaisonId)>,
) -> Result<Vec<LiaisonPartagee>, Problem> {
    let seen = page::remplir(filtre.limite, apres, async |apres| {
        let found = rows::partagees(tx, structures, filtre, apres).await?;
        let next = page::suite(&found, filtre.limite.saturating_add(1), |one| (one.le, one.id));
        let persons: Vec<_> = found.iter().map(|one| one.participant).collect();
        let restricted: BTreeSet<_> = limitations::parmi(tx, &persons).await?.into_iter().map(|(one, _)| one).collect();
        let whose = |one: &Liaison| one.structure.map(|structure| (one.participant, structure));
        let agreed = accord::app::valant(tx, &found.iter().filter_map(whose).collect::<Vec<_>>()).await?;
        let open = found.into_iter().filter(|one| !restricted.contains(&one.participant));
        let shared = open.filter_map(|one| {
            let pair = whose(&one).filter(|pair| agreed.contains(pair))?;
            partager(one, pair.1)
        });
        Ok::<_, Problem>((shared.collect(), next))
    })
    .await?;
    Ok(annuaires::nommer(tx, seen).await?)
}

/// What a partner reads of an exchange that was held with it: who wrote it down is nothing to it.
fn partager(one: Liaison, structure: StructureId) -> Option<LiaisonPartagee> {
    let Liaison { id, participant, interlocuteur, avec, le, compte_rendu, .. } = one;
    let told = compte_rendu.filter(|told| told.partage)?;
    let (participant_nom, structure_nom) = (None, None);
    Some(LiaisonPartagee {
        id,
        participant,
        participant_nom,
        interlocuteur,
        structure,
        structure_nom,
        avec,
        le,
        moyen: told.moyen,
        convenu: told.convenu,
    })
}

/// An exchange, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: LiaisonId) -> Result<LiaisonDto, Problem> {
    let found = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail(tx, found).await
}

/// Plans an exchange, or records one that was held.
pub(crate) async fn noter(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleLiaison) -> Result<LiaisonDto, Problem> {
    let NouvelleLiaison { interlocuteur, structure, avec, le, compte_rendu } = nouvelle;
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(CommandeParcours::Accompagner)?;
    parcours.couvre("/le", le)?;
    if compte_rendu.is_some() {
        tx.refuse_future("/le", le)?;
    }
    if let Some(structure) = structure {
        annuaires::exiger(tx, "/structure", structure, |_: &Structure| Ok(())).await?;
    }
    let etat = if compte_rendu.is_some() { EtatLiaison::Tenue } else { EtatLiaison::Prevue };
    let (participant, par, motif) = (parcours.participant, tx.acteur().id, None);
    let parcours = parcours.id;
    let id = tx.id();
    let one = Liaison { id, parcours, participant, interlocuteur, structure, avec, le, etat, compte_rendu, motif, par };
    rows::ajouter(tx, &one).await?;
    detail(tx, one).await
}

/// An exchange and its parcours, locked for the rest of the transaction, if this may happen to it.
async fn prendre(tx: &mut Tx, id: LiaisonId, commande: Commande) -> Result<(Parcours, Liaison), Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    one.peut(commande, &parcours)?;
    Ok((parcours, one))
}

/// Says that an exchange was held, and what came of it.
pub(crate) async fn tenir(tx: &mut Tx, id: LiaisonId, tenue: TenueLiaison) -> Result<LiaisonDto, Problem> {
    let (parcours, mut one) = prendre(tx, id, Commande::Tenir).await?;
    tx.refuse_future("/le", tenue.le)?;
    parcours.couvre("/le", tenue.le)?;
    one.tenir(tenue.le, tenue.compte_rendu)?;
    rows::enregistrer(tx, &one).await?;
    detail(tx, one).await
}

/// Says that an exchange is not held.
pub(crate) async fn annuler(tx: &mut Tx, id: LiaisonId, annulation: AnnulationLiaison) -> Result<LiaisonDto, Problem> {
    let (_, mut one) = prendre(tx, id, Commande::Annuler).await?;
    one.annuler(annulation.motif)?;
    rows::enregistrer(tx, &one).await?;
    detail(tx, one).await
}
