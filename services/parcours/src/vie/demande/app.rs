//! Asking an instance, telling it, and taking back what was asked.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires;
use kernel::{DemandeId, ParcoursId, Refus, SortieId};
use parcours_api::{DemandeDto, EtatDemande, FiltreDemandes, RetraitDemande};
use participants_api::{DecisionDemande, POINT_A_PRESENTER, POINT_RETIRE, PointAPresenter, PointDecide, PointRetire};
use problem::{Problem, Slug};
use referentiel::{Decideur, NatureDemande};
use store::{Error, Evenement, Tx, referentiels};
use suite_api::Action;

use crate::vie::{
    demande::{
        domain::{Acte, Commande, Demande},
        store as rows,
    },
    parcours::{self, app::Tenus, domain::Parcours},
};

/// What is to be done with what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voie {
    /// At once: nobody else decides of it, though an instance may have to be told.
    Appliquer,
    /// Nothing, until an instance grants this demande.
    Attendre(DemandeId),
}

/// Brings what is asked of a parcours, which is locked and of which it may be asked, before whoever decides of it by the
/// rules of today.
pub(crate) async fn presenter(tx: &mut Tx, parcours: &Parcours, acte: Acte) -> Result<Voie, Problem> {
    let today = tx.today();
    let rules = referentiels::en_vigueur(tx, today).await?;
    let (nature, ressort) = acte.ressort(&rules);
    let (etat, voie) = match ressort.par {
        Decideur::Animation => return Ok(Voie::Appliquer),
        Decideur::Rapport => (EtatDemande::Rapportee, None),
        Decideur::Session => (EtatDemande::ADecider, Some(Voie::Attendre)),
    };
    let waiting = rows::en_attente(tx, parcours.id).await?;
    if let Some(former) = waiting.iter().find(|one| one.nature == nature) {
        let detail =
            format!("Une demande attend déjà la décision d’une instance : {}. Retirez-la d’abord.", former.objet);
        return Err(Problem::new(Slug::Conflit, detail));
    }
    let demande = Demande {
        id: tx.id(),
        parcours: parcours.id,
        participant: parcours.participant,
        nature,
        instance: ressort.instance.to_owned(),
        objet: acte.objet(),
        motif: acte.motif().map(ToOwned::to_owned),
        etat,
        demandee_le: today,
        demandee_par: tx.acteur().id,
        decidee_le: None,
        commission: None,
        motif_decision: None,
        conditions: None,
        sans_effet: None,
    };
    rows::ajouter(tx, &demande, &acte).await?;
    annoncer(tx, parcours, &demande, &acte)?;
    Ok(voie.map_or(Voie::Appliquer, |wait| wait(demande.id)))
}

fn annoncer(tx: &mut Tx, parcours: &Parcours, demande: &Demande, acte: &Acte) -> Result<(), Problem> {
    let told = PointAPresenter {
        demande: demande.id,
        participant: demande.participant,
        candidature: parcours.candidature,
        nature: demande.nature,
        instance: demande.instance.clone(),
        pour_information: demande.etat == EtatDemande::Rapportee,
        objet: demande.objet.clone(),
        motif: demande.motif.clone(),
        demandee_le: demande.demandee_le,
        piece: acte.piece(),
    };
    let now = tx.now();
    tx.emit(Evenement::new(POINT_A_PRESENTER, demande.id, now, &told)?);
    Ok(())
}

/// A demande as it is answered; `libre` says why nothing changes in the person's file, when it is restricted.
pub(crate) fn decrire(one: Demande, libre: &Result<(), Refus>) -> DemandeDto {
    let actions = vec![Action::selon("retrait", libre.clone().and_then(|()| one.peut(Commande::Retirer)))];
    let Demande { id, parcours, participant, nature, instance, objet, motif, etat, .. } = one;
    let Demande { demandee_le, demandee_par, decidee_le, commission, motif_decision, conditions, sans_effet, .. } = one;
    DemandeDto {
        id,
        parcours,
        participant,
        participant_nom: None,
        nature,
        instance,
        objet,
        motif,
        etat,
        demandee_le,
        demandee_par,
        demandee_par_nom: None,
        decidee_le,
        commission,
        motif_decision,
        conditions,
        sans_effet,
        actions,
    }
}

async fn detailler(tx: &mut Tx, found: Vec<Demande>) -> Result<Vec<DemandeDto>, Problem> {
    let ids: Vec<_> = found.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let mut told = Vec::new();
    for one in found {
        let (_, libre) = tenus.de(one.parcours)?;
        told.push(decrire(one, &libre));
    }
    Ok(annuaires::nommer(tx, told).await?)
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreDemandes) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of demandes, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreDemandes,
    apres: Option<(NaiveDate, DemandeId)>,
) -> Result<Vec<DemandeDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

/// The demandes of some parcours, each under its own, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<ParcoursId, Vec<Demande>>, Error> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for one in rows::des_parcours(tx, ids).await? {
        found.entry(one.parcours).or_default().push(one);
    }
    Ok(found)
}

/// The exits of some parcours of which an instance is to decide, with what is asked of it.
pub(crate) async fn sorties_en_attente(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<SortieId, DemandeId>, Error> {
    let waiting = rows::sorties_en_attente(tx, ids).await?;
    Ok(waiting.into_iter().filter_map(|(id, acte)| Some((acte.sortie()?, id))).collect())
}

/// What of this nature waits for an instance about a parcours, if anything does.
pub(crate) async fn en_attente_de(
    tx: &mut Tx,
    id: ParcoursId,
    nature: NatureDemande,
) -> Result<Option<DemandeId>, Error> {
    let waiting = rows::en_attente(tx, id).await?;
    Ok(waiting.into_iter().find(|one| one.nature == nature).map(|one| one.id))
}

/// Takes back what waits for an instance about an exit that is followed no more, of a parcours that is locked.
pub(crate) async fn retirer_la_sortie(tx: &mut Tx, parcours: ParcoursId, sortie: SortieId) -> Result<(), Problem> {
    let asked = sorties_en_attente(tx, &[parcours]).await?.remove(&sortie);
    let Some(asked) = asked else { return Ok(()) };
    let one = rows::voir(tx, asked).await?.ok_or_else(Problem::not_found)?;
    reprendre(tx, one, "La sortie n’est plus suivie.".to_owned()).await.map(drop)
}

/// Says of what an instance granted of a parcours, which is locked, that it holds no more: a later decision took it back.
pub(crate) async fn defaire(
    tx: &mut Tx,
    id: ParcoursId,
    accorde: impl Fn(&Acte) -> bool,
    detail: &str,
) -> Result<(), Problem> {
    let granted = rows::accordees(tx, id).await?;
    let undone: Vec<_> = granted.into_iter().filter(|(_, acte)| accorde(acte)).map(|(asked, _)| asked).collect();
    for asked in undone {
        let mut one = rows::voir(tx, asked).await?.ok_or_else(Problem::not_found)?;
        if one.sans_effet.is_none() {
            one.sans_effet = Some(detail.to_owned());
            rows::enregistrer(tx, &one).await?;
        }
    }
    Ok(())
}

/// Takes a demande back before an instance decides of it.
pub(crate) async fn retirer(tx: &mut Tx, id: DemandeId, retrait: RetraitDemande) -> Result<DemandeDto, Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    parcours::app::verrouiller(tx, seen.parcours).await?;
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let one = reprendre(tx, one, retrait.motif).await?;
    detailler(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

/// Takes back whatever waits for an instance about a parcours that ended, which is locked.
pub(crate) async fn retirer_toutes(tx: &mut Tx, id: ParcoursId) -> Result<(), Problem> {
    for one in rows::en_attente(tx, id).await? {
        reprendre(tx, one, "Le parcours est terminé.".to_owned()).await?;
    }
    Ok(())
}

async fn reprendre(tx: &mut Tx, mut one: Demande, motif: String) -> Result<Demande, Problem> {
    one.retirer(motif)?;
    rows::enregistrer(tx, &one).await?;
    let (now, le) = (tx.now(), tx.today());
    tx.emit(Evenement::new(POINT_RETIRE, one.id, now, &PointRetire { demande: one.id, le })?);
    Ok(one)
}

/// Records what an instance decided of a demande, whose parcours is locked then. What is now to be done with it, unless its
/// state forbids the decision: it was taken back meanwhile, or took effect before.
pub(crate) async fn entendre(tx: &mut Tx, told: &PointDecide) -> Result<Option<(Demande, Option<Acte>)>, Problem> {
    let Some(seen) = rows::voir(tx, told.demande).await? else { return Ok(None) };
    parcours::store::verrouiller(tx, seen.parcours).await?;
    let Some(mut one) = rows::voir(tx, told.demande).await? else { return Ok(None) };
    let former = one.etat;
    if one.avancer(Commande::Decider(told.decision)).is_err() {
        return Ok(None);
    }
    (one.decidee_le, one.commission) = (Some(told.decidee_le), Some(told.commission));
    (one.motif_decision, one.conditions) = (told.motif.clone(), told.conditions.clone());
    // A refusal that becomes a postponement finds a newer demande in its place: one of a nature waits at a time.
    let waiting = rows::en_attente(tx, one.parcours).await?;
    let replaced = waiting.iter().any(|other| other.nature == one.nature && other.id != one.id);
    if replaced && one.peut(Commande::Retirer).is_ok() {
        return Ok(Some((reprendre(tx, one, "Une nouvelle demande la remplace.".to_owned()).await?, None)));
    }
    rows::enregistrer(tx, &one).await?;
    let granted = told.decision == DecisionDemande::Accordee && former != EtatDemande::Accordee;
    let acte = if granted { rows::acte(tx, one.id).await? } else { None };
    Ok(Some((one, acte)))
}
