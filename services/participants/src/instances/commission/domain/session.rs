//! A session of an instance: called, held, closed. A closed one is frozen and only a new decision corrects
//! it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{ActeurId, CandidatureId, CommissionId, ParticipantId, Refus, UtilisateurId, phrase};
use participants_api::{Decision, DecisionCorrigee, Deport, EtatCommission, Membre, MotifDecision, NouvelleDecision};
use problem::{FieldError, Problem, remplacer};

use referentiel::regles::decisions::COMMISSION;

use crate::instances::demande::domain::PointDemande;

/// A session and its agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commission {
    pub(crate) id: CommissionId,
    /// Which instance sits, by its code in the référentiel.
    pub(crate) instance: String,
    pub(crate) tenue_le: NaiveDate,
    pub(crate) etat: EtatCommission,
    /// Its hour and place.
    pub(crate) lieu: Option<String>,
    /// Members called.
    pub(crate) membres: Vec<Membre>,
    /// Members who take no part in a decision.
    pub(crate) deports: Vec<Deport>,
    /// Members present, once it is closed.
    pub(crate) presents: Vec<UtilisateurId>,
    /// In the order of presentation.
    pub(crate) points: Vec<Point>,
    /// What comes before it besides, in the same order.
    pub(crate) demandes: Vec<PointDemande>,
}

/// A candidature on the agenda of a session, and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) candidature: CandidatureId,
    pub(crate) decision: Option<Decision>,
    pub(crate) code_motif: Option<MotifDecision>,
    pub(crate) motif: Option<String>,
    pub(crate) conditions: Option<String>,
    /// The day on which its extract left; a decision is communicated from then on.
    pub(crate) communiquee_le: Option<NaiveDate>,
    /// Decisions that this one corrects, oldest first.
    pub(crate) corrigees: Vec<DecisionCorrigee>,
}

/// Whose processing is restricted, of the agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Limites {
    pub(crate) personnes: Vec<ParticipantId>,
    /// Those that are theirs.
    pub(crate) candidatures: Vec<CandidatureId>,
}

/// How a decision that was taken meanwhile is told.
fn prise(decision: Decision) -> String {
    format!("Une décision est déjà enregistrée : {}", decision.libelle())
}

/// What may happen to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Say who is called.
    Appeler,
    /// A member takes no part in a decision.
    Deporter,
    /// Make the convocations.
    Convoquer,
    /// Put a candidature on the agenda.
    Inscrire,
    /// Take a candidature off the agenda.
    Retirer,
    /// Record a decision.
    Decider,
    /// Close it: decisions take effect.
    Clore,
    /// Decide of an action, or note what came of one.
    Convenir,
    /// A new decision corrects the last one.
    Corriger,
}

impl Commande {
    /// Those that `actions` of a session shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 8] = [
        ("membres", Self::Appeler),
        ("deports", Self::Deporter),
        ("convocations", Self::Convoquer),
        ("dossiers", Self::Inscrire),
        ("decisions", Self::Decider),
        ("actions", Self::Convenir),
        ("cloture", Self::Clore),
        ("corrections", Self::Corriger),
    ];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatCommission, commande: Commande) -> Result<EtatCommission, Refus> {
    use Commande as C;
    use EtatCommission as E;
    match (commande, etat) {
        (C::Appeler | C::Deporter | C::Convoquer | C::Inscrire | C::Retirer | C::Decider | C::Convenir, E::Ouverte) => {
            Ok(E::Ouverte)
        }
        (C::Clore, E::Ouverte) => Ok(E::Close),
        (C::Corriger, E::Ouverte) => Err(Refus::new("La séance est ouverte : enregistrez la décision.")),
        (C::Corriger, E::Close) => Ok(E::Close),
        (
            C::Appeler | C::Deporter | C::Convoquer | C::Inscrire | C::Retirer | C::Decider | C::Convenir | C::Clore,
            E::Close,
        ) => Err(Refus::new("La commission est close : ses décisions sont définitives.")),
    }
}

/// Too few members take part in a decision, in words that the person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct QuorumNonAtteint(String);

/// A decision that is not a validation says why.
pub(crate) fn motiver(nouvelle: &NouvelleDecision, base: &str) -> Result<(), FieldError> {
    let silent = nouvelle.motif.is_none() && nouvelle.code_motif.is_none();
    if nouvelle.decision != Decision::Validee && silent {
        let detail = "une décision qui n'est pas une validation donne son motif";
        return Err(FieldError::new(format!("{base}/motif"), "absent", detail));
    }
    Ok(())
}

impl Commission {
    /// A session to be prepared.
    pub(crate) const fn prevoir(id: CommissionId, instance: String, tenue_le: NaiveDate, lieu: Option<String>) -> Self {
        Self {
            id,
            instance,
            tenue_le,
            etat: EtatCommission::Ouverte,
            lieu,
            membres: vec![],
            deports: vec![],
            presents: vec![],
            points: vec![],
            demandes: vec![],
        }
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// The point of a candidature.
    pub(crate) fn point(&self, candidature: CandidatureId) -> Option<&Point> {
        self.points.iter().find(|point| point.candidature == candidature)
    }

    /// Whether it calls somebody.
    pub(crate) fn appelle(&self, utilisateur: UtilisateurId) -> bool {
        self.membres.iter().any(|membre| membre.utilisateur == utilisateur)
    }

    /// Calls these members, each once, in the place of those who were: `remplace`.
    pub(crate) fn appeler(
        &mut self,
        membres: Vec<Membre>,
        remplace: Option<Vec<UtilisateurId>>,
    ) -> Result<(), Problem> {
        let called: BTreeSet<_> = self.membres.iter().map(|membre| membre.utilisateur).collect();
        let seen = remplace.unwrap_or_default().into_iter().collect();
        let told = |called: &BTreeSet<_>| format!("déjà {}", phrase::nombre(called.len(), "membre appelé"));
        remplacer(Some(&called), Some(&seen), told)?;
        for (rank, membre) in membres.iter().enumerate() {
            if membres.iter().take(rank).any(|one| one.utilisateur == membre.utilisateur) {
                return Err(Problem::field(&format!("/membres/{rank}/utilisateur"), "double", "membre déjà appelé"));
            }
        }
        self.membres = membres;
        Ok(())
    }

    /// A member takes no part in the decision of a candidature; said again, the last reason stays.
    pub(crate) fn deporter(&mut self, deport: Deport) -> Result<(), FieldError> {
        if self.point(deport.candidature).is_none() {
            return Err(FieldError::new("/candidature", "absente", "cette candidature n'est pas à l'ordre du jour"));
        }
        self.peut_se_deporter(deport.membre)?;
        self.deports.retain(|one| (one.candidature, one.membre) != (deport.candidature, deport.membre));
        self.deports.push(deport);
        Ok(())
    }

    /// Only who is called steps aside, when somebody is.
    pub(crate) fn peut_se_deporter(&self, membre: UtilisateurId) -> Result<(), FieldError> {
        if !self.membres.is_empty() && !self.appelle(membre) {
            return Err(FieldError::new("/membre", "absent", "cette personne n'est pas appelée à la séance"));
        }
        Ok(())
    }

    /// The commission decides of entries, and no other instance.
    pub(crate) fn releve_des_entrees(&self) -> Result<(), FieldError> {
        if self.instance == COMMISSION {
            return Ok(());
        }
        let detail = "cette instance ne décide pas des entrées : présentez la candidature à la commission";
        Err(FieldError::new("/candidature", "incoherent", detail))
    }

    /// A candidature whose diagnosis follows the session is not presented to it.
    pub(crate) fn admet(&self, diagnostiquee_le: Option<NaiveDate>) -> Result<(), FieldError> {
        if diagnostiquee_le.is_some_and(|jour| jour > self.tenue_le) {
            let detail = "le diagnostic est postérieur à la commission";
            return Err(FieldError::new("/candidature", "incoherent", detail));
        }
        Ok(())
    }

    /// Takes a candidature off the agenda, with what members said of it: the others keep their order.
    pub(crate) fn retirer(&mut self, candidature: CandidatureId) {
        self.points.retain(|point| point.candidature != candidature);
        self.deports.retain(|deport| deport.candidature != candidature);
    }

    /// Records what is decided of a candidature of the agenda.
    pub(crate) fn decider(&mut self, nouvelle: NouvelleDecision) -> Result<&Point, Problem> {
        let point = self.points.iter_mut().find(|point| point.candidature == nouvelle.candidature);
        let point = point.ok_or_else(|| {
            FieldError::new("/candidature", "absente", "cette candidature n'est pas à l'ordre du jour")
        })?;
        remplacer(point.decision.as_ref(), nouvelle.remplace.as_ref(), |one| prise(*one))?;
        point.adopter(nouvelle);
        Ok(point)
    }

    /// Closes at the end of its day, at the earliest.
    pub(crate) fn clore(&mut self, today: NaiveDate) -> Result<(), Refus> {
        self.avancer(Commande::Clore)?;
        self.tenue(today)
    }

    /// Whether its day has come.
    fn tenue(&self, today: NaiveDate) -> Result<(), Refus> {
        if self.tenue_le > today { Err(Refus::new("La commission n'a pas encore eu lieu.")) } else { Ok(()) }
    }

    /// Whether somebody may be called by a convocation.
    pub(crate) fn convocable(&self) -> Result<(), Refus> {
        if self.membres.is_empty() { Err(Refus::new("Aucun membre n'est appelé à cette séance.")) } else { Ok(()) }
    }

    /// Whether `commande` may be done now. Nothing is decided of these files, whose processing is restricted: they leave
    /// the agenda when it closes.
    pub(crate) fn permet(&self, commande: Commande, today: NaiveDate, limites: &Limites) -> Result<(), Refus> {
        apres(self.etat, commande)?;
        match commande {
            Commande::Convoquer => self.convocable(),
            Commande::Clore => {
                self.tenue(today)?;
                let waiting = self.points.iter().filter(|point| !limites.candidatures.contains(&point.candidature));
                waiting.into_iter().try_for_each(|point| point.decidee().map(drop))?;
                let waiting = self.demandes.iter().filter(|one| !limites.personnes.contains(&one.demande.participant));
                waiting.into_iter().try_for_each(|point| point.decidee().map(drop))
            }
            _ => Ok(()),
        }
    }

    /// Notes who is present, each once: only those who were called, when some were.
    pub(crate) fn constater(&mut self, mut presents: Vec<UtilisateurId>) -> Result<(), Vec<FieldError>> {
        let strangers = presents.iter().enumerate().filter(|(_, one)| !self.membres.is_empty() && !self.appelle(**one));
        let errors: Vec<_> = strangers
            .map(|(rank, _)| FieldError::new(format!("/presents/{rank}"), "absent", "cette personne n'est pas appelée"))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        presents.sort_unstable();
        presents.dedup();
        self.presents = presents;
        Ok(())
    }

    /// Whether a member takes part in the decision of a candidature.
    pub(crate) fn prend_part(&self, membre: UtilisateurId, candidature: CandidatureId) -> bool {
        !self.deports.iter().any(|deport| deport.candidature == candidature && deport.membre == membre)
    }

    /// Members present who take part in the decision of a candidature.
    fn prenant_part(&self, candidature: CandidatureId) -> usize {
        self.presents.iter().filter(|one| self.prend_part(**one, candidature)).count()
    }

    /// The quorum counts, for each point, the members present who take part in its decision.
    pub(crate) fn exiger_quorum(&self, quorum: usize) -> Result<(), QuorumNonAtteint> {
        if self.presents.len() < quorum {
            let detail =
                format!("{} pour un quorum de {quorum}.", phrase::nombre(self.presents.len(), "membre présent"));
            return Err(QuorumNonAtteint(detail));
        }
        let points = self
            .points
            .iter()
            .map(|point| (self.prenant_part(point.candidature), "candidature", point.candidature.ressource()));
        let demandes = self.demandes.iter().map(|point| {
            let there = self.presents.iter().filter(|one| point.prend_part(**one)).count();
            (there, "demande", point.demande.id.ressource())
        });
        match points.chain(demandes).find(|(there, ..)| *there < quorum) {
            None => Ok(()),
            Some((there, what, id)) => Err(QuorumNonAtteint(format!(
                "Déports déduits, {} pour décider de la {what} {id}, et un quorum de {quorum}.",
                phrase::nombre(there, "membre présent")
            ))),
        }
    }

    /// Replaces a decision: the former one stays beside it.
    pub(crate) fn corriger(
        &mut self,
        nouvelle: NouvelleDecision,
        raison: String,
        corrigee_le: NaiveDate,
        par: ActeurId,
    ) -> Result<&Point, Problem> {
        let point = self.points.iter_mut().find(|point| point.candidature == nouvelle.candidature);
        let Some((point, decision)) = point.and_then(|point| Some((point.decision?, point))).map(|(a, b)| (b, a))
        else {
            let detail = "aucune décision de cette séance à corriger";
            return Err(Problem::field("/decision/candidature", "absente", detail));
        };
        let seen = nouvelle.remplace.or((point.corrigees.is_empty()).then_some(decision));
        remplacer(Some(&decision), seen.as_ref(), |one| prise(*one)).map_err(|refus| refus.sous("/decision"))?;
        point.corrigees.push(DecisionCorrigee { decision, raison, corrigee_le, par, par_nom: None });
        point.adopter(nouvelle);
        Ok(point)
    }
}

impl Point {
    /// A candidature of which nothing is decided yet.
    pub(crate) const fn inscrire(candidature: CandidatureId) -> Self {
        Self {
            candidature,
            decision: None,
            code_motif: None,
            motif: None,
            conditions: None,
            communiquee_le: None,
            corrigees: vec![],
        }
    }

    fn adopter(&mut self, nouvelle: NouvelleDecision) {
        let NouvelleDecision { decision, code_motif, motif, conditions, .. } = nouvelle;
        self.decision = Some(decision);
        (self.code_motif, self.motif, self.conditions) = (code_motif, motif, conditions);
    }

    /// What was decided, or that nothing was.
    pub(crate) fn decidee(&self) -> Result<Decision, Refus> {
        self.decision.ok_or_else(|| {
            let candidature = self.candidature;
            Refus::new(format!("La candidature {candidature} est à l'ordre du jour et n'a pas de décision."))
        })
    }

    /// What was decided, once it was communicated.
    pub(crate) fn communiquee(&self) -> Option<Decision> {
        self.decision.filter(|_| self.communiquee_le.is_some())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatCommission as E;

    fn user(number: u128) -> UtilisateurId {
        Id::from_u128(number)
    }

    fn candidature(number: u128) -> CandidatureId {
        Id::from_u128(number)
    }

    fn membre(number: u128) -> Membre {
        Membre { utilisateur: user(number), nom: "Claire Petit".to_owned(), structure: None }
    }

    fn deport(number: u128, membre: u128) -> Deport {
        Deport { candidature: candidature(number), membre: user(membre), motif: "employeur".to_owned() }
    }

    fn decision(number: u128, decision: Decision) -> NouvelleDecision {
        let candidature = candidature(number);
        NouvelleDecision { candidature, decision, code_motif: None, motif: None, conditions: None, remplace: None }
    }

    fn called(session: &Commission) -> Vec<UtilisateurId> {
        session.membres.iter().map(|membre| membre.utilisateur).collect()
    }

    /// A session of 12 February with two candidatures and three members called.
    fn session() -> Commission {
        Commission {
            membres: vec![membre(1), membre(2), membre(3)],
            points: vec![Point::inscrire(candidature(1)), Point::inscrire(candidature(2))],
            ..Commission::prevoir(Id::MIN, "commission".to_owned(), d("2026-02-12"), None)
        }
    }

    #[test]
    fn a_session_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::Ouverte, C::Appeler, E::Ouverte),
            (E::Ouverte, C::Deporter, E::Ouverte),
            (E::Ouverte, C::Convoquer, E::Ouverte),
            (E::Ouverte, C::Inscrire, E::Ouverte),
            (E::Ouverte, C::Retirer, E::Ouverte),
            (E::Ouverte, C::Decider, E::Ouverte),
            (E::Ouverte, C::Convenir, E::Ouverte),
            (E::Ouverte, C::Clore, E::Close),
            (E::Close, C::Corriger, E::Close),
        ];
        let commandes = [
            C::Appeler,
            C::Deporter,
            C::Convoquer,
            C::Inscrire,
            C::Retirer,
            C::Decider,
            C::Convenir,
            C::Clore,
            C::Corriger,
        ];
        assert_eq!(ecarts(&[E::Ouverte], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn the_commission_decides_of_entries_and_another_instance_does_not() {
        let comite = Commission { instance: "comite_suivi".to_owned(), ..session() };
        assert_eq!(comite.releve_des_entrees().unwrap_err().pointer, "/candidature");
        assert!(session().releve_des_entrees().is_ok());
    }

    #[test]
    fn a_session_closes_on_its_day_at_the_earliest() {
        assert!(session().clore(d("2026-02-11")).is_err());
        assert!(session().clore(d("2026-02-12")).is_ok());
    }

    #[test]
    fn the_quorum_counts_who_takes_part_in_each_decision() {
        let mut one = session();
        one.constater(vec![user(2), user(1), user(2)]).unwrap();
        assert_eq!(one.presents, [user(1), user(2)]);
        assert!(one.exiger_quorum(2).is_ok());
        assert!(one.exiger_quorum(3).is_err());
        one.deporter(deport(2, 2)).unwrap();
        assert!(one.exiger_quorum(2).unwrap_err().to_string().contains("Déports déduits, 1 membre présent"));
        assert!(one.exiger_quorum(1).is_ok());
    }

    #[test]
    fn the_quorum_counts_who_takes_part_in_the_decision_of_a_demande() {
        let mut point = PointDemande::exemple(1);
        point.deporter(crate::instances::demande::domain::Deport { membre: user(2), motif: "employeur".to_owned() });
        let mut one = Commission { demandes: vec![point], ..session() };
        one.constater(vec![user(1), user(2)]).unwrap();
        assert!(one.exiger_quorum(1).is_ok());
        assert!(one.exiger_quorum(2).unwrap_err().to_string().contains("de la demande"));
    }

    #[test]
    fn a_session_closes_once_each_demande_of_its_agenda_is_decided_but_those_that_are_restricted() {
        let one = Commission { points: vec![], demandes: vec![PointDemande::exemple(1)], ..session() };
        let closes = |limites: &Limites| one.permet(C::Clore, d("2026-02-12"), limites);
        assert!(closes(&Limites::default()).unwrap_err().to_string().contains("n'a pas de décision"));
        assert!(closes(&Limites { personnes: vec![Id::MIN], candidatures: vec![] }).is_ok());
    }

    #[test]
    fn who_was_not_called_is_not_present_unless_nobody_was() {
        assert_eq!(session().constater(vec![user(1), user(9)]).unwrap_err()[0].pointer, "/presents/1");
        assert!(Commission { membres: vec![], ..session() }.constater(vec![user(9)]).is_ok());
    }

    #[test]
    fn a_member_is_called_once_and_steps_aside_for_a_candidature_of_the_agenda() {
        assert!(session().appeler(vec![membre(1), membre(1)], Some(called(&session()))).is_err());
        assert!(session().appeler(vec![membre(1)], Some(called(&session()))).is_ok());
        assert!(session().appeler(vec![membre(1)], Some(vec![user(1)])).is_err(), "somebody called others meanwhile");
        assert!(session().deporter(deport(9, 1)).is_err());
        assert!(session().deporter(deport(1, 9)).is_err());
        let mut one = session();
        one.deporter(deport(1, 1)).unwrap();
        one.deporter(deport(1, 1)).unwrap();
        assert_eq!(one.deports.len(), 1);
    }

    #[test]
    fn a_candidature_that_is_withdrawn_leaves_its_neighbours_on_the_agenda() {
        let mut one = session();
        one.deporter(deport(1, 1)).unwrap();
        one.deporter(deport(2, 2)).unwrap();
        one.retirer(candidature(1));
        assert_eq!(one.points, [Point::inscrire(candidature(2))]);
        assert_eq!(one.deports, [deport(2, 2)]);
    }

    #[test]
    fn a_diagnosis_of_the_very_day_is_presented() {
        assert!(session().admet(Some(d("2026-02-12"))).is_ok());
        assert!(session().admet(Some(d("2026-02-13"))).is_err());
    }

    #[test]
    fn a_refusal_says_why_and_a_validation_need_not() {
        assert!(motiver(&decision(1, Decision::Validee), "").is_ok());
        assert_eq!(motiver(&decision(1, Decision::Refusee), "/decision").unwrap_err().pointer, "/decision/motif");
        let coded = NouvelleDecision { code_motif: Some(MotifDecision::HorsPublic), ..decision(1, Decision::Refusee) };
        assert!(motiver(&coded, "").is_ok());
    }

    #[test]
    fn a_correction_keeps_what_was_decided() {
        let mut one = session();
        let correct = |one: &mut Commission, number| {
            let nouvelle = decision(number, Decision::Validee);
            one.corriger(nouvelle, "erreur de saisie".to_owned(), d("2026-02-20"), Id::MIN).is_ok()
        };
        assert!(!correct(&mut one, 1), "nothing was decided");
        assert!(one.point(candidature(2)).unwrap().decidee().is_err());
        one.decider(decision(1, Decision::Ajournee)).unwrap();
        assert!(correct(&mut one, 1));
        let point = one.point(candidature(1)).unwrap();
        assert_eq!((point.decidee(), point.communiquee()), (Ok(Decision::Validee), None));
        assert_eq!(point.corrigees[0].decision, Decision::Ajournee);
        assert!(!correct(&mut one, 1), "a second one says which it replaces");
        assert!(one.decider(decision(9, Decision::Validee)).is_err());
        one.decider(decision(2, Decision::Ajournee)).unwrap();
        assert!(one.decider(decision(2, Decision::Validee)).is_err(), "another decided meanwhile");
        let seen = NouvelleDecision { remplace: Some(Decision::Ajournee), ..decision(2, Decision::Validee) };
        assert!(one.decider(seen).is_ok());
    }
}
