//! A session of an instance: called, held, closed. A closed one is frozen and only a new decision corrects
//! it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{ActeurId, CandidatureId, CommissionId, ParticipantId, Refus, UtilisateurId, phrase};
use participants_api::{
    Decision, DecisionCorrigee, DeplacementCommission, Deport, EtatCommission, Membre, MotifDecision, NouvelleDecision,
};
use problem::{FieldError, Problem, remplacer};
use serde::{Deserialize, Serialize};

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
    /// Where and when it was to be held before it was moved, oldest first.
    pub(crate) deplacements: Vec<Deplacement>,
    /// That it is not held.
    pub(crate) annulation: Option<Annulation>,
}

/// Where and when a session was to be held before it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deplacement {
    pub(crate) tenue_le: NaiveDate,
    pub(crate) lieu: Option<String>,
    pub(crate) motif: Option<String>,
    pub(crate) le: NaiveDate,
    pub(crate) par: ActeurId,
}

/// Why a session is not held, and who said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Annulation {
    pub(crate) motif: String,
    pub(crate) le: NaiveDate,
    pub(crate) par: ActeurId,
}

/// A candidature on the agenda of a session, and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) candidature: CandidatureId,
    pub(crate) decision: Option<Decision>,
    pub(crate) code_motif: Option<MotifDecision>,
    pub(crate) motif: Option<String>,
    pub(crate) conditions: Option<String>,
    /// Why the person enters whom the rules leave out.
    pub(crate) derogation: Option<String>,
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

/// A point of an agenda, as the list of sessions knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inscrit {
    pub(crate) commission: CommissionId,
    pub(crate) participant: ParticipantId,
    /// Whether something was decided of it.
    pub(crate) decide: bool,
}

/// How far a session is in what comes before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Avancement {
    /// It decided of a file, of a demande or of an action, or noted what came of one.
    entamee: bool,
    /// What of its agenda has no decision yet, and is to have one before it closes.
    en_attente: Option<Refus>,
}

impl Avancement {
    /// As the list of sessions tells it, which names nothing of their agendas: nothing is decided of these persons `limites`,
    /// whose processing is restricted. `convenu`: it decided of an action, or noted what came of one.
    pub(crate) fn en_bref(points: &[Inscrit], limites: &[ParticipantId], convenu: bool) -> Self {
        let waits = points.iter().any(|one| !one.decide && !limites.contains(&one.participant));
        Self {
            entamee: convenu || points.iter().any(|one| one.decide),
            en_attente: waits.then(|| Refus::new("Un point de l'ordre du jour n'a pas de décision.")),
        }
    }

    /// Nothing is decided yet.
    fn intacte(&self) -> Result<(), Refus> {
        if self.entamee {
            return Err(Refus::new("La séance a commencé à décider : elle ne se déplace ni ne s'annule plus."));
        }
        Ok(())
    }

    /// Nothing waits for a decision any more.
    fn complete(&self) -> Result<(), Refus> {
        self.en_attente.clone().map_or(Ok(()), Err)
    }
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
    /// Hold it on another day or elsewhere.
    Deplacer,
    /// Do not hold it: what was on its agenda waits for another one.
    Annuler,
}

impl Commande {
    /// Those that `actions` of a session shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 10] = [
        ("membres", Self::Appeler),
        ("deports", Self::Deporter),
        ("convocations", Self::Convoquer),
        ("dossiers", Self::Inscrire),
        ("decisions", Self::Decider),
        ("actions", Self::Convenir),
        ("cloture", Self::Clore),
        ("corrections", Self::Corriger),
        ("deplacements", Self::Deplacer),
        ("annulation", Self::Annuler),
    ];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatCommission, commande: Commande) -> Result<EtatCommission, Refus> {
    use Commande as C;
    use EtatCommission as E;
    match (commande, etat) {
        (
            C::Appeler | C::Deporter | C::Convoquer | C::Inscrire | C::Retirer | C::Decider | C::Convenir | C::Deplacer,
            E::Ouverte,
        ) => Ok(E::Ouverte),
        (C::Clore, E::Ouverte) => Ok(E::Close),
        (C::Annuler, E::Ouverte) => Ok(E::Annulee),
        (C::Corriger, E::Ouverte) => Err(Refus::new("La séance est ouverte : enregistrez la décision.")),
        (C::Corriger, E::Close) => Ok(E::Close),
        (_, E::Close) => Err(Refus::new("La commission est close : ses décisions sont définitives.")),
        (_, E::Annulee) => Err(Refus::new("La séance est annulée : elle n'est pas tenue et ne décide de rien.")),
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

/// An entry that the rules leave out, as `ecart` says it, tells why it is decided all the same; no other decision derogates.
pub(crate) fn deroger(nouvelle: &NouvelleDecision, ecart: Option<&str>, base: &str) -> Result<(), FieldError> {
    let pointer = || format!("{base}/derogation");
    match (nouvelle.decision, &nouvelle.derogation, ecart) {
        (Decision::Validee, None, Some(ecart)) => {
            let detail = format!("{ecart} : dites pourquoi la personne entre par dérogation");
            Err(FieldError::new(pointer(), "absent", detail))
        }
        (Decision::Validee, Some(_), None) => {
            let detail = "les règles du territoire n'écartent pas cette entrée : il n'y a pas à y déroger";
            Err(FieldError::new(pointer(), "incoherent", detail))
        }
        (Decision::Refusee | Decision::Ajournee | Decision::Reorientee, Some(_), _) => {
            Err(FieldError::new(pointer(), "incoherent", "seule une entrée se décide par dérogation"))
        }
        _ => Ok(()),
    }
}

/// Entries that the rules leave out, as each `ecart` says it, are decided again with why before the session closes.
pub(crate) fn redecider<'a>(ecarts: impl IntoIterator<Item = (CandidatureId, &'a str)>) -> Result<(), Refus> {
    let named = ecarts.into_iter().map(|(candidature, ecart)| format!("Candidature {candidature} : {ecart}"));
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(Refus::new(format!(
        "Les règles du territoire écartent désormais des entrées validées : décidez-en de nouveau, en disant pourquoi \
         la personne entre par dérogation. {}.",
        named.join(" ; ")
    )))
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
            deplacements: vec![],
            annulation: None,
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

    /// The candidatures of which it was decided that the person enters, without any derogation.
    pub(crate) fn sans_derogation(&self) -> Vec<CandidatureId> {
        let entering = |point: &&Point| point.decision == Some(Decision::Validee) && point.derogation.is_none();
        self.points.iter().filter(entering).map(|point| point.candidature).collect()
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

    /// Nothing is decided in it yet, of a file, a demande nor an action: `convenu`.
    pub(crate) fn exiger_intacte(&self, convenu: bool) -> Result<(), Refus> {
        self.avancement(&Limites::default(), convenu).intacte()
    }

    /// How far it is in its agenda. Nothing is decided of these files, whose processing is restricted: they leave it when the
    /// session closes. `convenu`: it decided of an action, or noted what came of one.
    pub(crate) fn avancement(&self, limites: &Limites, convenu: bool) -> Avancement {
        let decided = self.points.iter().any(|point| point.decision.is_some())
            || self.demandes.iter().any(|point| point.decision.is_some());
        let points = self.points.iter().filter(|point| !limites.candidatures.contains(&point.candidature));
        let demandes = self.demandes.iter().filter(|one| !limites.personnes.contains(&one.demande.participant));
        let mut waiting =
            points.filter_map(|point| point.decidee().err()).chain(demandes.filter_map(|point| point.decidee().err()));
        Avancement { entamee: convenu || decided, en_attente: waiting.next() }
    }

    /// The day, hour and place at which it is to be held, in one sentence without its full stop.
    fn prevue(&self) -> String {
        let lieu = self.lieu.as_ref().map(|lieu| format!(" ({lieu})")).unwrap_or_default();
        format!("La séance est prévue le {}{lieu}", phrase::jour(self.tenue_le))
    }

    /// Is to be held on another day or elsewhere, whose files were diagnosed on these days; what was said before stays beside
    /// it.
    pub(crate) fn deplacer(
        &mut self,
        vers: DeplacementCommission,
        diagnostics: impl IntoIterator<Item = NaiveDate>,
        le: NaiveDate,
        par: ActeurId,
    ) -> Result<(), Problem> {
        let DeplacementCommission { tenue_le, lieu, motif, remplace, remplace_lieu } = vers;
        let planned = (self.tenue_le, self.lieu.as_deref());
        remplacer(Some(&planned), Some(&(remplace, remplace_lieu.as_deref())), |_| self.prevue())?;
        let lieu = lieu.or_else(|| self.lieu.clone());
        if tenue_le == self.tenue_le && lieu == self.lieu {
            return Err(Problem::field("/tenue_le", "inchange", "la séance est déjà prévue ce jour-là, et là"));
        }
        if let Some(last) = diagnostics.into_iter().max().filter(|last| *last > tenue_le) {
            let detail = format!(
                "un dossier de l'ordre du jour a son diagnostic du {} : la séance ne peut le précéder",
                phrase::jour(last)
            );
            return Err(Problem::field("/tenue_le", "incoherent", detail));
        }
        self.deplacements.push(Deplacement { tenue_le: self.tenue_le, lieu: self.lieu.take(), motif, le, par });
        (self.tenue_le, self.lieu) = (tenue_le, lieu);
        Ok(())
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

    /// Whether `commande` may be done now, so far as the session is.
    pub(crate) fn permet(&self, commande: Commande, today: NaiveDate, avancement: &Avancement) -> Result<(), Refus> {
        apres(self.etat, commande)?;
        match commande {
            Commande::Convoquer => self.convocable(),
            Commande::Deplacer | Commande::Annuler => avancement.intacte(),
            Commande::Clore => {
                self.tenue(today)?;
                avancement.complete()
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
        let derogation = point.derogation.take();
        point.corrigees.push(DecisionCorrigee { decision, derogation, raison, corrigee_le, par, par_nom: None });
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
            derogation: None,
            communiquee_le: None,
            corrigees: vec![],
        }
    }

    fn adopter(&mut self, nouvelle: NouvelleDecision) {
        let NouvelleDecision { decision, code_motif, motif, conditions, derogation, .. } = nouvelle;
        self.decision = Some(decision);
        (self.code_motif, self.motif, self.conditions, self.derogation) = (code_motif, motif, conditions, derogation);
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
        NouvelleDecision {
            candidature,
            decision,
            code_motif: None,
            motif: None,
            conditions: None,
            derogation: None,
            remplace: None,
        }
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
            (E::Ouverte, C::Deplacer, E::Ouverte),
            (E::Ouverte, C::Annuler, E::Annulee),
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
            C::Deplacer,
            C::Annuler,
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
        let closes = |limites: &Limites| one.permet(C::Clore, d("2026-02-12"), &one.avancement(limites, false));
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

    fn vers(tenue_le: &str, lieu: Option<&str>) -> DeplacementCommission {
        let lieu = lieu.map(ToOwned::to_owned);
        let remplace = d("2026-02-12");
        DeplacementCommission { tenue_le: d(tenue_le), lieu, motif: None, remplace, remplace_lieu: None }
    }

    /// The same of who read that it is held there.
    fn depuis(lieu: &str, vers: DeplacementCommission) -> DeplacementCommission {
        DeplacementCommission { remplace_lieu: Some(lieu.to_owned()), ..vers }
    }

    #[test]
    fn a_session_that_moves_keeps_its_place_and_says_the_day_that_it_had() {
        let mut one = Commission { lieu: Some("salle Bocage".to_owned()), ..session() };
        let moved =
            |one: &mut Commission, vers| one.deplacer(depuis("salle Bocage", vers), [], d("2026-02-05"), Id::MIN);
        assert!(moved(&mut one, vers("2026-02-12", None)).is_err(), "nothing changes");
        assert!(moved(&mut one, vers("2026-02-12", Some("salle Bocage"))).is_err(), "nothing changes");
        moved(&mut one, vers("2026-02-19", None)).unwrap();
        assert_eq!((one.tenue_le, one.lieu.as_deref()), (d("2026-02-19"), Some("salle Bocage")));
        let former = &one.deplacements[0];
        assert_eq!((former.tenue_le, former.lieu.as_deref()), (d("2026-02-12"), Some("salle Bocage")));
        let late = moved(&mut one, vers("2026-02-26", None)).unwrap_err();
        assert_eq!(late.slug, problem::Slug::Conflit, "somebody moved it meanwhile");
    }

    #[test]
    fn a_session_changes_its_place_on_the_same_day() {
        let mut one = session();
        one.deplacer(vers("2026-02-12", Some("salle Monge")), [], d("2026-02-05"), Id::MIN).unwrap();
        assert_eq!((one.tenue_le, one.lieu.as_deref()), (d("2026-02-12"), Some("salle Monge")));
    }

    #[test]
    fn of_two_who_change_its_place_on_one_day_the_second_reads_again() {
        let mut one = session();
        let mut moved = |vers| one.deplacer(vers, [], d("2026-02-05"), Id::MIN);
        moved(vers("2026-02-12", Some("salle Monge"))).unwrap();
        let late = moved(vers("2026-02-12", Some("salle Bocage"))).unwrap_err();
        assert_eq!(late.slug, problem::Slug::Conflit);
        assert_eq!(late.detail, "La séance est prévue le 12/02/2026 (salle Monge). Relisez, puis recommencez.");
        moved(depuis("salle Monge", vers("2026-02-12", Some("salle Bocage")))).unwrap();
        assert_eq!((one.lieu.as_deref(), one.deplacements.len()), (Some("salle Bocage"), 2));
    }

    #[test]
    fn a_session_does_not_move_before_the_last_diagnosis_of_its_agenda() {
        let moved = |tenue_le: &str| {
            let diagnosed = [d("2026-02-03"), d("2026-02-10"), d("2026-02-04")];
            session().deplacer(vers(tenue_le, None), diagnosed, d("2026-02-05"), Id::MIN).is_ok()
        };
        assert_eq!((moved("2026-02-09"), moved("2026-02-10")), (false, true));
    }

    #[test]
    fn a_session_that_decided_of_anything_is_neither_moved_nor_cancelled() {
        for commande in [C::Deplacer, C::Annuler] {
            let may = |one: &Commission, convenu| {
                let avancement = one.avancement(&Limites::default(), convenu);
                one.permet(commande, d("2026-02-12"), &avancement).is_ok()
            };
            let mut one = session();
            assert!(may(&one, false));
            assert!(!may(&one, true), "an action");
            one.decider(decision(1, Decision::Validee)).unwrap();
            assert!(!may(&one, false), "a file");
            let mut point = PointDemande::exemple(1);
            point.decision = Some(participants_api::DecisionDemande::Accordee);
            assert!(!may(&Commission { demandes: vec![point], ..session() }, false), "a demande");
        }
    }

    #[test]
    fn the_list_of_sessions_says_what_each_of_them_allows() {
        let may = |commande, points: &[(u128, bool)], convenu| {
            let inscrit = |&(number, decide): &(u128, bool)| {
                let participant = Id::from_u128(number);
                Inscrit { commission: Id::MIN, participant, decide }
            };
            let points: Vec<_> = points.iter().map(inscrit).collect();
            // The processing of the third person is restricted.
            let avancement = Avancement::en_bref(&points, &[Id::from_u128(3)], convenu);
            session().permet(commande, d("2026-02-12"), &avancement).is_ok()
        };
        let table: [(&[(u128, bool)], bool, bool, bool); 6] = [
            (&[], false, true, true),
            (&[], true, false, true),
            (&[(1, false)], false, true, false),
            (&[(1, true), (2, false)], false, false, false),
            (&[(1, true), (3, false)], false, false, true),
            (&[(1, true), (2, true)], false, false, true),
        ];
        for (points, convenu, moves, closes) in table {
            let found = [C::Deplacer, C::Annuler, C::Clore].map(|commande| may(commande, points, convenu));
            assert_eq!(found, [moves, moves, closes], "{points:?} {convenu}");
        }
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
    fn an_entry_that_the_rules_leave_out_says_why_and_nothing_else_derogates() {
        let told = |one, derogation: Option<&str>, ecart| {
            let derogation = derogation.map(ToOwned::to_owned);
            let nouvelle = NouvelleDecision { derogation, ..decision(1, one) };
            deroger(&nouvelle, ecart, "/decision").map_err(|refus| (refus.pointer, refus.code))
        };
        let (out, why) = (Some("non éligible au PLIE"), Some("continuité du suivi"));
        let refused = |code: &str| Err(("/decision/derogation".to_owned(), code.to_owned()));
        assert_eq!(told(Decision::Validee, None, out), refused("absent"));
        assert_eq!(told(Decision::Validee, why, out), Ok(()));
        assert_eq!(told(Decision::Validee, None, None), Ok(()));
        assert_eq!(told(Decision::Validee, why, None), refused("incoherent"));
        assert_eq!(told(Decision::Refusee, None, out), Ok(()));
        assert_eq!(told(Decision::Refusee, why, out), refused("incoherent"));
    }

    #[test]
    fn an_entry_without_a_derogation_is_decided_again_once_the_rules_leave_it_out() {
        let mut one = session();
        one.decider(decision(1, Decision::Validee)).unwrap();
        let derogation = Some("continuité du suivi".to_owned());
        one.decider(NouvelleDecision { derogation, ..decision(2, Decision::Validee) }).unwrap();
        assert_eq!(one.sans_derogation(), [candidature(1)]);
        let refus = redecider([(candidature(1), "non éligible au PLIE")]).unwrap_err().to_string();
        assert!(refus.contains(&format!("Candidature {} : non éligible au PLIE.", candidature(1))), "{refus}");
        assert_eq!(redecider([]), Ok(()));
    }

    #[test]
    fn a_correction_keeps_why_the_rules_were_derogated_from() {
        let mut one = session();
        let derogation = Some("continuité du suivi".to_owned());
        one.decider(NouvelleDecision { derogation: derogation.clone(), ..decision(1, Decision::Validee) }).unwrap();
        one.corriger(decision(1, Decision::Refusee), "erreur de saisie".to_owned(), d("2026-02-20"), Id::MIN).unwrap();
        let point = one.point(candidature(1)).unwrap();
        assert_eq!((&point.derogation, &point.corrigees[0].derogation), (&None, &derogation));
        let of_before = r#"{ "decision": "validee", "raison": "erreur", "corrigee_le": "2026-02-20",
            "par": "00000000-0000-0000-0000-000000000000", "par_nom": null }"#;
        assert_eq!(serde_json::from_str::<DecisionCorrigee>(of_before).unwrap().derogation, None);
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
