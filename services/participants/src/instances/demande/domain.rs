//! A demande that waits for a session, and its point on the agenda of one.

use chrono::NaiveDate;
use kernel::{ActeurId, CandidatureId, DemandeId, ParticipantId, PieceId, Refus, UtilisateurId};
use participants_api::{DecisionDemande, DecisionDemandeCorrigee, NouvelleDecisionDemande};
use problem::{FieldError, Problem, remplacer};
use referentiel::NatureDemande;
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// Where a demande stands before its instance.
    pub(crate) enum EtatPresentation {
        /// It waits for a session.
        APresenter = "a_presenter",
        /// It is on the agenda of one.
        Inscrite = "inscrite",
        /// A session decided of it, or was told.
        Decidee = "decidee",
        /// It is asked no more.
        Retiree = "retiree",
    }
}

/// What parcours asks an instance to decide, or to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demande {
    pub(crate) id: DemandeId,
    pub(crate) participant: ParticipantId,
    /// By which the person entered.
    pub(crate) candidature: CandidatureId,
    pub(crate) nature: NatureDemande,
    /// By its code in the référentiel.
    pub(crate) instance: String,
    /// It took effect already.
    pub(crate) pour_information: bool,
    pub(crate) objet: String,
    pub(crate) motif: Option<String>,
    pub(crate) demandee_le: NaiveDate,
    pub(crate) etat: EtatPresentation,
    /// A session postponed it.
    pub(crate) reportee: bool,
    /// The pièce that proves it, of an exit.
    pub(crate) piece: Option<PieceId>,
}

/// What may happen to a demande before its instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Put on the agenda of a session.
    Inscrire,
    /// Taken off it, to wait for another one.
    Remettre,
    /// The session decides.
    Decider(DecisionDemande),
    /// A new decision corrects the last one.
    Corriger(DecisionDemande),
    /// It is asked no more.
    Retirer,
}

/// Where a decision leaves it: what is postponed waits for another session.
const fn decide(decision: DecisionDemande) -> EtatPresentation {
    match decision {
        DecisionDemande::Ajournee => EtatPresentation::APresenter,
        DecisionDemande::Accordee | DecisionDemande::Refusee | DecisionDemande::PriseActe => EtatPresentation::Decidee,
    }
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatPresentation, commande: Commande) -> Result<EtatPresentation, Refus> {
    use Commande as C;
    use EtatPresentation as E;
    match (commande, etat) {
        (C::Inscrire, E::APresenter) => Ok(E::Inscrite),
        (C::Remettre, E::Inscrite) => Ok(E::APresenter),
        (C::Decider(decision), E::Inscrite) => Ok(decide(decision)),
        (C::Corriger(decision), E::APresenter | E::Decidee) => Ok(decide(decision)),
        (C::Retirer, E::APresenter | E::Inscrite) => Ok(E::Retiree),
        (_, E::Retiree) => Err(Refus::new("La demande a été retirée.")),
        (_, E::Inscrite) => Err(Refus::new("La demande est à l'ordre du jour d'une séance.")),
        (_, E::Decidee) => Err(Refus::new("Une séance a décidé de la demande.")),
        (_, E::APresenter) => Err(Refus::new("La demande n'est à l'ordre du jour d'aucune séance.")),
    }
}

impl Demande {
    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        if let Commande::Decider(decision) | Commande::Corriger(decision) = commande {
            self.reportee = decision == DecisionDemande::Ajournee;
        }
        Ok(())
    }

    /// Whether a session of this instance may have it on its agenda.
    pub(crate) fn releve(&self, instance: &str) -> Result<(), FieldError> {
        if self.instance != instance {
            let detail = format!("cette demande relève d'une autre instance : {}", self.instance);
            return Err(FieldError::new("/demande", "incoherent", detail));
        }
        Ok(())
    }

    /// Whether it is an entry by a collective action, of which the commission takes note.
    pub(crate) const fn est_une_entree(&self) -> bool {
        matches!(self.nature, NatureDemande::EntreeCollective)
    }

    /// Whether a session that sits on `tenue_le` may take note of it.
    pub(crate) fn est_un_acte(&self, tenue_le: NaiveDate) -> bool {
        self.est_une_entree() && self.demandee_le <= tenue_le
    }

    /// What a session may decide of it: of what took effect already, that it was told; of the rest, all but this.
    fn admet(&self, decision: DecisionDemande, base: &str) -> Result<(), FieldError> {
        let told = decision == DecisionDemande::PriseActe;
        if told == self.pour_information {
            return Ok(());
        }
        let detail = if told {
            "la demande attend une décision : accord, refus ou ajournement"
        } else {
            "la demande a déjà pris effet : la séance en prend acte"
        };
        Err(FieldError::new(format!("{base}/decision"), "incoherent", detail))
    }
}

/// That a member takes no part in the decision of a demande.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deport {
    pub(crate) membre: UtilisateurId,
    pub(crate) motif: String,
}

/// A demande on the agenda of a session, and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PointDemande {
    pub(crate) demande: Demande,
    pub(crate) decision: Option<DecisionDemande>,
    pub(crate) motif: Option<String>,
    pub(crate) conditions: Option<String>,
    /// The day on which its letter left; a decision is communicated from then on.
    pub(crate) communiquee_le: Option<NaiveDate>,
    /// Members who take no part in its decision.
    pub(crate) deports: Vec<Deport>,
    /// Decisions that this one corrects, oldest first.
    pub(crate) corrigees: Vec<DecisionDemandeCorrigee>,
}

/// A refusal and a postponement say why.
fn motiver(nouvelle: &NouvelleDecisionDemande, base: &str) -> Result<(), FieldError> {
    let asked = matches!(nouvelle.decision, DecisionDemande::Refusee | DecisionDemande::Ajournee);
    if asked && nouvelle.motif.is_none() {
        return Err(FieldError::new(format!("{base}/motif"), "absent", "un refus ou un ajournement donne son motif"));
    }
    Ok(())
}

/// How a decision that was taken meanwhile is told.
fn prise(decision: DecisionDemande) -> String {
    format!("Une décision est déjà enregistrée : {}", decision.libelle())
}

impl PointDemande {
    /// Records what is decided.
    pub(crate) fn decider(&mut self, nouvelle: NouvelleDecisionDemande) -> Result<(), Problem> {
        self.demande.admet(nouvelle.decision, "")?;
        motiver(&nouvelle, "")?;
        remplacer(self.decision.as_ref(), nouvelle.remplace.as_ref(), |one| prise(*one))?;
        self.adopter(nouvelle);
        Ok(())
    }

    /// Replaces a decision: the former one stays beside it. What was granted took effect, and is granted still: what came of it
    /// ends by a demande of its own.
    pub(crate) fn corriger(
        &mut self,
        nouvelle: NouvelleDecisionDemande,
        raison: String,
        corrigee_le: NaiveDate,
        par: ActeurId,
    ) -> Result<(), Problem> {
        let Some(decision) = self.decision else {
            let detail = "aucune décision de cette séance à corriger";
            return Err(Problem::field("/decision/demande", "absente", detail));
        };
        self.demande.admet(nouvelle.decision, "/decision")?;
        motiver(&nouvelle, "/decision")?;
        if decision == DecisionDemande::Accordee && nouvelle.decision != decision {
            return Err(Refus::new("La demande est accordée : elle a pris effet, et ne se refuse plus.").into());
        }
        let seen = nouvelle.remplace.or((self.corrigees.is_empty()).then_some(decision));
        remplacer(Some(&decision), seen.as_ref(), |one| prise(*one)).map_err(|refus| refus.sous("/decision"))?;
        self.corrigees.push(DecisionDemandeCorrigee { decision, raison, corrigee_le, par, par_nom: None });
        self.adopter(nouvelle);
        Ok(())
    }

    fn adopter(&mut self, nouvelle: NouvelleDecisionDemande) {
        let NouvelleDecisionDemande { decision, motif, conditions, .. } = nouvelle;
        (self.decision, self.motif, self.conditions) = (Some(decision), motif, conditions);
    }

    /// Whether it is the entry of a candidature, by a collective action.
    pub(crate) fn entree_de(&self, candidature: CandidatureId) -> bool {
        self.demande.est_une_entree() && self.demande.candidature == candidature
    }

    /// A member takes no part in its decision; said again, the last reason stays.
    pub(crate) fn deporter(&mut self, deport: Deport) {
        self.deports.retain(|one| one.membre != deport.membre);
        self.deports.push(deport);
    }

    /// Whether a member takes part in its decision.
    pub(crate) fn prend_part(&self, membre: UtilisateurId) -> bool {
        !self.deports.iter().any(|one| one.membre == membre)
    }

    /// What was decided, or that nothing was.
    pub(crate) fn decidee(&self) -> Result<DecisionDemande, Refus> {
        self.decision.ok_or_else(|| {
            let Demande { id, objet, .. } = &self.demande;
            Refus::new(format!("La demande {id} ({objet}) est à l'ordre du jour et n'a pas de décision."))
        })
    }
}

#[cfg(test)]
impl PointDemande {
    /// A suspension that is asked of the commission on 10 February 2026.
    pub(crate) fn exemple(number: u128) -> Self {
        Self {
            demande: Demande {
                id: kernel::Id::from_u128(number),
                participant: kernel::Id::MIN,
                candidature: kernel::Id::MIN,
                nature: NatureDemande::Suspension,
                instance: "commission".to_owned(),
                pour_information: false,
                objet: "suspension du 01/03/2026 au 31/03/2026".to_owned(),
                motif: None,
                demandee_le: testdata::d("2026-02-10"),
                etat: EtatPresentation::Inscrite,
                reportee: false,
                piece: None,
            },
            decision: None,
            motif: None,
            conditions: None,
            communiquee_le: None,
            deports: vec![],
            corrigees: vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use DecisionDemande as D;
    use EtatPresentation as E;

    fn nouvelle(decision: D, motif: Option<&str>) -> NouvelleDecisionDemande {
        let motif = motif.map(ToOwned::to_owned);
        NouvelleDecisionDemande { demande: Id::MIN, decision, motif, conditions: None, remplace: None }
    }

    #[test]
    fn a_demande_does_what_its_table_says_and_nothing_else() {
        let mut table = vec![
            (E::APresenter, C::Inscrire, E::Inscrite),
            (E::Inscrite, C::Remettre, E::APresenter),
            (E::APresenter, C::Retirer, E::Retiree),
            (E::Inscrite, C::Retirer, E::Retiree),
        ];
        for decision in D::TOUS.iter().copied() {
            let then = if decision == D::Ajournee { E::APresenter } else { E::Decidee };
            table.push((E::Inscrite, C::Decider(decision), then));
            table.push((E::APresenter, C::Corriger(decision), then));
            table.push((E::Decidee, C::Corriger(decision), then));
        }
        let all = D::TOUS.iter().copied();
        let commandes: Vec<_> = [C::Inscrire, C::Remettre, C::Retirer]
            .into_iter()
            .chain(all.clone().map(C::Decider))
            .chain(all.map(C::Corriger))
            .collect();
        assert_eq!(ecarts(&[E::APresenter], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_demande_comes_before_its_own_instance() {
        let demande = PointDemande::exemple(1).demande;
        assert!(demande.releve("commission").is_ok());
        assert!(demande.releve("comite_suivi").is_err());
    }

    #[test]
    fn a_session_decides_of_what_waits_and_is_told_of_what_took_effect() {
        let decided = |pour_information, decision| {
            let mut point = PointDemande::exemple(1);
            point.demande.pour_information = pour_information;
            point.decider(nouvelle(decision, Some("motif"))).is_ok()
        };
        assert!(decided(false, D::Accordee) && decided(false, D::Refusee) && decided(false, D::Ajournee));
        assert!(!decided(false, D::PriseActe));
        assert!(decided(true, D::PriseActe) && !decided(true, D::Accordee));
    }

    #[test]
    fn a_refusal_says_why_and_another_decision_says_what_it_replaces() {
        let mut point = PointDemande::exemple(1);
        assert!(point.decidee().is_err());
        assert!(point.decider(nouvelle(D::Refusee, None)).is_err());
        point.decider(nouvelle(D::Ajournee, Some("à préciser"))).unwrap();
        assert!(point.decider(nouvelle(D::Accordee, None)).is_err(), "another decided meanwhile");
        point.decider(NouvelleDecisionDemande { remplace: Some(D::Ajournee), ..nouvelle(D::Accordee, None) }).unwrap();
        assert_eq!(point.decidee(), Ok(D::Accordee));
    }

    #[test]
    fn a_refusal_is_corrected_and_what_was_granted_is_not_refused_any_more() {
        let correct = |point: &mut PointDemande, decision| {
            point.corriger(nouvelle(decision, Some("motif")), "erreur de saisie".to_owned(), d("2026-02-20"), Id::MIN)
        };
        let mut point = PointDemande::exemple(1);
        assert!(correct(&mut point, D::Accordee).is_err(), "nothing was decided");
        point.decider(nouvelle(D::Refusee, Some("motif"))).unwrap();
        correct(&mut point, D::Accordee).unwrap();
        assert_eq!((point.decidee(), point.corrigees[0].decision), (Ok(D::Accordee), D::Refusee));
        assert!(correct(&mut point, D::Refusee).is_err());
    }

    #[test]
    fn a_member_steps_aside_once() {
        let mut point = PointDemande::exemple(1);
        let (one, other) = (Id::from_u128(1), Id::from_u128(2));
        for motif in ["employeur", "employeur de la personne"] {
            point.deporter(Deport { membre: one, motif: motif.to_owned() });
        }
        assert_eq!(point.deports, [Deport { membre: one, motif: "employeur de la personne".to_owned() }]);
        assert!(!point.prend_part(one) && point.prend_part(other));
    }
}
