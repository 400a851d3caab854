//! Exits: no document, no exit.

use kernel::{ParcoursId, SortieId};
use parcours_api::{
    DecisionEquipe, EtatParcours, EtatSortie, Justificatif, NatureSortie, NouvelleSortie, RuptureSortie,
    SORTIE_CONFIRMEE, SortieConfirmee, SortieDto,
};
use participants_api::{SUIVI_TERMINE, SuiviTermine};
use problem::{Problem, Slug};
use referentiel::{
    Verdict,
    regles::sortie::{Conclusion, Faits, Nature, qualifier},
};
use store::{Evenement, Tx, referentiels};

use crate::store::{self as rows, sorties::Depart};

fn faits(depart: &Depart) -> Faits {
    let nature = match &depart.nature {
        NatureSortie::Cdi { quotite } => Nature::Cdi { quotite: *quotite },
        NatureSortie::Cdd { fin, quotite } => Nature::Cdd { fin: *fin, quotite: *quotite },
        NatureSortie::Creation {} => Nature::Creation,
        NatureSortie::Formation { fin, titre_obtenu_le } => {
            Nature::Formation { fin: *fin, titre_obtenu_le: *titre_obtenu_le }
        }
        NatureSortie::Insertion {} => Nature::Insertion,
        NatureSortie::ContratAide { fin, quotite } => {
            let decision_equipe = depart.decision.as_ref().map(|(le, _)| *le);
            Nature::ContratAide { fin: *fin, quotite: *quotite, decision_equipe }
        }
    };
    Faits { nature, debut: depart.debut, justifie_le: depart.justifiee_le, rompu_le: depart.rompue_le }
}

async fn verdict(tx: &mut Tx, depart: &Depart) -> Result<Verdict<Conclusion>, Problem> {
    let referentiel = referentiels::en_vigueur(tx, depart.debut).await?;
    Ok(qualifier(&referentiel, &faits(depart), tx.today()))
}

/// An exit with what the rule says of it today.
pub(crate) async fn detail(tx: &mut Tx, depart: Depart) -> Result<SortieDto, Problem> {
    let raison = verdict(tx, &depart).await?.raison;
    Ok(SortieDto {
        id: depart.id,
        parcours: depart.parcours,
        nature: depart.nature,
        debut: depart.debut,
        employeur: depart.employeur,
        etat: depart.etat,
        piece: depart.piece,
        justifiee_le: depart.justifiee_le,
        rompue_le: depart.rompue_le,
        acquise_le: depart.acquise_le,
        raison,
    })
}

/// Declares an exit: it is followed until it holds, if it can ever be positive.
pub(crate) async fn declarer(
    tx: &mut Tx,
    parcours: ParcoursId,
    nouvelle: NouvelleSortie,
) -> Result<SortieDto, Problem> {
    let suivi = rows::parcours::verrouiller(tx, parcours).await?.ok_or_else(Problem::not_found)?;
    if suivi.etat == EtatParcours::Sorti {
        return Err(Problem::new(Slug::TransitionInterdite, "Le parcours est déjà terminé."));
    }
    if nouvelle.debut < suivi.entree_le {
        return Err(Problem::field(
            "/debut",
            "incoherent",
            format!("la personne est entrée au PLIE le {}", suivi.entree_le),
        ));
    }
    let mut depart = Depart {
        id: tx.id(),
        parcours,
        nature: nouvelle.nature,
        debut: nouvelle.debut,
        employeur: nouvelle.employeur,
        etat: EtatSortie::EnSuivi,
        piece: None,
        justifiee_le: None,
        rompue_le: None,
        decision: None,
        acquise_le: None,
    };
    let never = verdict(tx, &depart).await?.conclusion == Conclusion::NonPositive;
    if never {
        depart.etat = EtatSortie::NonPositive;
    }
    rows::sorties::ajouter(tx, &depart).await?;
    if !never {
        rows::parcours::changer_etat(tx, parcours, EtatParcours::SuiviEmploi).await?;
    }
    detail(tx, depart).await
}

async fn en_suivi(tx: &mut Tx, id: SortieId) -> Result<Depart, Problem> {
    let depart = rows::sorties::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match depart.etat {
        EtatSortie::EnSuivi => Ok(depart),
        EtatSortie::Confirmee => Err(Problem::new(Slug::TransitionInterdite, "La sortie est confirmée.")),
        EtatSortie::NonPositive => Err(Problem::new(Slug::TransitionInterdite, "Cette sortie n'est pas positive.")),
    }
}

/// Adds the document that proves an exit.
pub(crate) async fn justifier(tx: &mut Tx, id: SortieId, justificatif: Justificatif) -> Result<SortieDto, Problem> {
    let mut depart = en_suivi(tx, id).await?;
    if justificatif.recu_le > tx.today() {
        return Err(Problem::field("/recu_le", "futur", "une pièce n'est pas reçue dans le futur"));
    }
    depart.piece = Some(justificatif.piece);
    depart.justifiee_le = Some(justificatif.recu_le);
    rows::sorties::enregistrer(tx, &depart).await?;
    detail(tx, depart).await
}

/// The animation team counts an aided contract, with its reasons.
pub(crate) async fn decider(tx: &mut Tx, id: SortieId, decision: DecisionEquipe) -> Result<SortieDto, Problem> {
    let mut depart = en_suivi(tx, id).await?;
    depart.decision = Some((decision.le, decision.motif));
    rows::sorties::enregistrer(tx, &depart).await?;
    detail(tx, depart).await
}

/// The job did not hold: when it breaks before its time, the parcours resumes.
pub(crate) async fn rompre(tx: &mut Tx, id: SortieId, rupture: RuptureSortie) -> Result<SortieDto, Problem> {
    let mut depart = en_suivi(tx, id).await?;
    if rupture.le < depart.debut || rupture.le > tx.today() {
        return Err(Problem::field("/le", "hors_bornes", "la rupture suit le début et n'est pas dans le futur"));
    }
    depart.rompue_le = Some(rupture.le);
    if verdict(tx, &depart).await?.conclusion == Conclusion::NonPositive {
        depart.etat = EtatSortie::NonPositive;
        rows::parcours::changer_etat(tx, depart.parcours, EtatParcours::EnAccompagnement).await?;
    }
    rows::sorties::enregistrer(tx, &depart).await?;
    detail(tx, depart).await
}

/// Confirms an exit, if the rule says so today; otherwise says what is missing.
pub(crate) async fn confirmer(tx: &mut Tx, id: SortieId) -> Result<SortieDto, Problem> {
    let mut depart = en_suivi(tx, id).await?;
    let verdict = verdict(tx, &depart).await?;
    let refused =
        |slug| Err(Problem::new(slug, format!("La sortie n'est pas confirmée : {}.", verdict.raison.explication)));
    let le = match verdict.conclusion {
        Conclusion::Positive { le, .. } => le,
        Conclusion::DocumentManquant { .. } => return refused(Slug::PieceManquante),
        Conclusion::EnSuivi { .. } if depart.piece.is_none() => return refused(Slug::PieceManquante),
        Conclusion::EnSuivi { .. } | Conclusion::DecisionAttendue | Conclusion::NonPositive => {
            return refused(Slug::TransitionInterdite);
        }
    };
    depart.etat = EtatSortie::Confirmee;
    depart.acquise_le = Some(le);
    rows::sorties::enregistrer(tx, &depart).await?;
    rows::parcours::changer_etat(tx, depart.parcours, EtatParcours::Sorti).await?;
    let suivi = rows::parcours::voir(tx, depart.parcours).await?.ok_or_else(Problem::not_found)?;
    let ended = SuiviTermine { candidature: suivi.candidature, le };
    let confirmed = SortieConfirmee {
        parcours: depart.parcours,
        participant: suivi.participant,
        acquise_le: le,
        raison: verdict.raison,
    };
    let now = tx.now();
    tx.emit(Evenement::new(SORTIE_CONFIRMEE, depart.parcours, now, &confirmed)?);
    tx.emit(Evenement::new(SUIVI_TERMINE, depart.parcours, now, &ended)?);
    detail(tx, depart).await
}
