//! The life of a candidature.

pub(crate) mod contacts;
pub(crate) mod signatures;

use auth::Vue;
use chrono::NaiveDate;
use kernel::{ActionCollectiveId, CandidatureId, ParticipantId, Refus, StructureId, UtilisateurId, phrase};
use kernel::{Nominatif, Personnes};
use participants_api::{Decision, EntreeRemplacee, EtatCandidature, MotifNonEntree};
use problem::FieldError;

/// The file by which a person asks to enter the PLIE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidature {
    pub(crate) id: CandidatureId,
    pub(crate) participant: ParticipantId,
    pub(crate) prescripteur: Option<StructureId>,
    pub(crate) etat: EtatCandidature,
    pub(crate) deposee_le: NaiveDate,
    pub(crate) referent: Option<UtilisateurId>,
    pub(crate) affectee_le: Option<NaiveDate>,
    pub(crate) diagnostiquee_le: Option<NaiveDate>,
    pub(crate) decidee_le: Option<NaiveDate>,
    pub(crate) entree_le: Option<NaiveDate>,
    pub(crate) motif: Option<MotifNonEntree>,
    pub(crate) commentaire: Option<String>,
    pub(crate) prescripteur_a_contacter_le: Option<NaiveDate>,
    pub(crate) suivi_termine_le: Option<NaiveDate>,
    /// Days of entry that were told before, oldest first.
    pub(crate) entrees_remplacees: Vec<EntreeRemplacee>,
    /// The collective action by which the person entered.
    pub(crate) action: Option<ActionCollectiveId>,
}

impl Nominatif for Candidature {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What one may want to do with a candidature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Give it to a référent.
    Affecter,
    /// Record its diagnosis.
    Diagnostiquer,
    /// Record its diagnosis again, once the commission has decided.
    Actualiser,
    /// Put it on the agenda of a commission.
    Inscrire,
    /// Take it off the agenda, for another session.
    Retirer,
    /// The commission decided.
    Decider(Decision),
    /// A new decision corrects the last one.
    Corriger(Decision),
    /// Prepare its contract.
    PreparerContrat,
    /// The contract bears its last signature.
    Contractualiser,
    /// The person does not enter.
    NePasEntrer,
    /// A collective action retains the person, who enters by it.
    Retenir,
    /// The commission takes note that the person entered by a collective action.
    PrendreActe,
}

impl Commande {
    /// Those that `actions` of the resource shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 4] = [
        ("affectation", Self::Affecter),
        ("diagnostic", Self::Diagnostiquer),
        ("inscription", Self::Inscrire),
        ("non-entree", Self::NePasEntrer),
    ];
}

/// The state after `commande`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatCandidature, commande: Commande) -> Result<EtatCandidature, Refus> {
    use EtatCandidature as E;
    let no = |raison| Err(Refus::new(raison));
    match (commande, etat) {
        (Commande::Actualiser, E::Validee | E::Contractualisee) => Ok(etat),
        (Commande::Actualiser, _) => no("La personne n'est pas encore entrée : complétez le diagnostic."),
        (Commande::Corriger(decision), E::Validee | E::Refusee | E::Ajournee | E::Reorientee) => Ok(decidee(decision)),
        (Commande::Corriger(_), E::Contractualisee) => no("Le contrat est signé : la personne sort par une sortie."),
        (Commande::Corriger(_), _) => no("Aucune décision à corriger."),
        (Commande::PreparerContrat, E::Validee) => Ok(E::Validee),
        (Commande::PreparerContrat, E::Contractualisee) => {
            no("Le contrat de cette candidature est déjà signé : il se renouvelle ou se termine.")
        }
        (Commande::PreparerContrat, _) => no("Le contrat suit une décision favorable de la commission."),
        (_, E::Refusee | E::Reorientee | E::NonEntree) => no("La candidature est terminée."),
        (_, E::Contractualisee) => no("La personne est entrée et son contrat est signé."),
        (Commande::Affecter, E::Deposee | E::Affectee) => Ok(E::Affectee),
        (Commande::Affecter, _) => no("La candidature est déjà diagnostiquée."),
        (Commande::Diagnostiquer, E::Affectee | E::Diagnostic | E::Ajournee) => Ok(E::Diagnostic),
        (Commande::Diagnostiquer, E::Deposee) => no("La candidature n'est pas encore affectée à un référent."),
        (Commande::Diagnostiquer, _) => no("La candidature est déjà présentée à la commission."),
        (Commande::Inscrire, E::Diagnostic | E::Ajournee) => Ok(E::Presentee),
        (Commande::Inscrire, E::Presentee) => no("La candidature est déjà à l'ordre du jour d'une commission."),
        (Commande::Inscrire, E::Validee) => no("La commission a déjà décidé."),
        (Commande::Inscrire, _) => no("Le diagnostic n'est pas encore établi."),
        (Commande::Retirer, E::Presentee) => Ok(E::Diagnostic),
        (Commande::Retirer, _) => no("La candidature n'est à l'ordre du jour d'aucune commission."),
        (Commande::Decider(decision), E::Presentee) => Ok(decidee(decision)),
        (Commande::Decider(_), _) => no("La candidature n'est pas à l'ordre du jour de cette commission."),
        (Commande::Contractualiser, E::Validee) => Ok(E::Contractualisee),
        (Commande::Contractualiser, _) => no("La commission n'a pas validé l'entrée."),
        (Commande::Retenir, E::Deposee | E::Affectee) => Ok(E::Affectee),
        (Commande::Retenir, E::Diagnostic | E::Ajournee) => Ok(E::Diagnostic),
        (Commande::Retenir, E::Presentee) => {
            no("La candidature est à l'ordre du jour d'une commission, qui en décide.")
        }
        (Commande::Retenir, E::Validee) => no("La commission a déjà décidé."),
        (Commande::PrendreActe, E::Affectee | E::Diagnostic) => Ok(E::Validee),
        (Commande::PrendreActe, _) => no("Aucune entrée à acter."),
        (Commande::NePasEntrer, E::Validee) => no("La commission a validé l'entrée."),
        (Commande::NePasEntrer, _) => Ok(E::NonEntree),
    }
}

const fn decidee(decision: Decision) -> EtatCandidature {
    match decision {
        Decision::Validee => EtatCandidature::Validee,
        Decision::Refusee => EtatCandidature::Refusee,
        Decision::Ajournee => EtatCandidature::Ajournee,
        Decision::Reorientee => EtatCandidature::Reorientee,
    }
}

/// The structure in whose name somebody acts, as `pointer` tells it: the one that is named, or the own one of who acts for a
/// single structure. Nobody acts in the name of a structure that is not theirs.
pub(crate) fn au_nom_de(
    pointer: &str,
    vue: &Vue,
    nomme: Option<StructureId>,
) -> Result<Option<StructureId>, FieldError> {
    let Some(own) = vue.structures() else { return Ok(nomme) };
    let refuse = |code, detail: &str| Err(FieldError::new(pointer, code, detail));
    match (nomme, own.len()) {
        (Some(nomme), _) if own.contains(&nomme) => Ok(Some(nomme)),
        (Some(_), _) => refuse("refuse", "vous ne déposez qu'au nom de votre structure"),
        (None, 1) => Ok(own.first().copied()),
        (None, _) => refuse("absent", "vous agissez pour plusieurs structures : indiquez laquelle"),
    }
}

/// Nobody is born after they applied; told at `pointer`.
pub(crate) fn nee(pointer: &str, naissance: NaiveDate, deposee_le: NaiveDate) -> Result<(), FieldError> {
    if naissance <= deposee_le {
        return Ok(());
    }
    let detail = format!(
        "la candidature, déposée le {}, suit la naissance de la personne, le {}",
        phrase::jour(deposee_le),
        phrase::jour(naissance)
    );
    Err(FieldError::new(pointer, "incoherent", detail))
}

impl Candidature {
    /// A candidature that was just filed.
    pub(crate) const fn deposer(
        id: CandidatureId,
        participant: ParticipantId,
        prescripteur: Option<StructureId>,
        deposee_le: NaiveDate,
    ) -> Self {
        Self {
            id,
            participant,
            prescripteur,
            etat: EtatCandidature::Deposee,
            deposee_le,
            referent: None,
            affectee_le: None,
            diagnostiquee_le: None,
            decidee_le: None,
            entree_le: None,
            motif: None,
            commentaire: None,
            prescripteur_a_contacter_le: None,
            suivi_termine_le: None,
            entrees_remplacees: vec![],
            action: None,
        }
    }

    /// The procedure of someone who entered before the suite.
    pub(crate) fn reprendre(
        id: CandidatureId,
        participant: ParticipantId,
        prescripteur: Option<StructureId>,
        referent: UtilisateurId,
        entree_le: NaiveDate,
    ) -> Self {
        Self {
            etat: EtatCandidature::Contractualisee,
            referent: Some(referent),
            entree_le: Some(entree_le),
            ..Self::deposer(id, participant, prescripteur, entree_le)
        }
    }

    /// Whether the procedure was led before the suite: no decision of it is known.
    pub(crate) const fn reprise(&self) -> bool {
        self.entree_le.is_some() && self.decidee_le.is_none() && self.action.is_none()
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = self.permet(commande)?;
        Ok(())
    }

    /// The state after `commande`, or why it may not be done. Whoever entered by a collective action is neither presented for
    /// an entry nor said not to enter.
    pub(crate) fn permet(&self, commande: Commande) -> Result<EtatCandidature, Refus> {
        let entering = matches!(commande, Commande::Inscrire | Commande::NePasEntrer | Commande::Retenir);
        match self.entree_le.filter(|_| entering && self.a_acter()) {
            Some(jour) => {
                Err(Refus::new(format!("La personne est entrée le {} par une action collective.", phrase::jour(jour))))
            }
            // Of who entered by a collective action the commission took note, with or without their diagnosis.
            None if commande == Commande::Diagnostiquer && self.validee() && self.attend_le_diagnostic() => {
                Ok(self.etat)
            }
            // What a session postponed, and another one did not see, is to be seen again.
            None if commande == Commande::Retirer && self.decidee_le.is_some() => {
                apres(self.etat, commande).map(|_| EtatCandidature::Ajournee)
            }
            None => apres(self.etat, commande),
        }
    }

    /// Whether the commission has yet to take note of an entry by a collective action.
    pub(crate) const fn a_acter(&self) -> bool {
        self.action.is_some() && self.decidee_le.is_none()
    }

    /// A collective action held on `le` retains the person, who enters by it on that day and is given to a référent.
    pub(crate) fn retenir(
        &mut self,
        action: ActionCollectiveId,
        le: NaiveDate,
        referent: UtilisateurId,
    ) -> Result<(), Refus> {
        if self.deposee_le > le {
            let raison = format!(
                "La candidature est déposée le {}, après l'action du {}.",
                phrase::jour(self.deposee_le),
                phrase::jour(le)
            );
            return Err(Refus::new(raison));
        }
        self.avancer(Commande::Retenir)?;
        (self.action, self.entree_le, self.referent) = (Some(action), Some(le), Some(referent));
        // A session that postponed the file took no note of this entry.
        self.decidee_le = None;
        self.affectee_le = Some(self.affectee_le.map_or(le, |given| given.min(le)));
        Ok(())
    }

    /// The commission that sat on `le` takes note of the entry.
    pub(crate) fn acter(&mut self, le: NaiveDate) -> Result<(), Refus> {
        self.avancer(Commande::PrendreActe)?;
        self.decidee_le = Some(le);
        Ok(())
    }

    /// The entry is on another day; the one that was told stays beside it. Of an entry that was taken over, the filing is
    /// told to be on the same day.
    pub(crate) fn deplacer_l_entree(&mut self, entree_le: NaiveDate, avant: EntreeRemplacee) {
        if self.reprise() {
            self.deposee_le = self.deposee_le.min(entree_le);
        }
        self.entree_le = Some(entree_le);
        self.entrees_remplacees.push(avant);
    }

    /// Whether the commission said yes.
    pub(crate) const fn validee(&self) -> bool {
        matches!(self.etat, EtatCandidature::Validee | EtatCandidature::Contractualisee)
    }

    /// What its diagnosis lacks to be presented on `jour`.
    pub(crate) fn diagnostic_manquant(&self, jour: NaiveDate) -> Option<String> {
        match self.diagnostiquee_le {
            None => Some("le diagnostic n'est pas établi".to_owned()),
            Some(made) if made > jour => {
                Some(format!("le diagnostic du {} est postérieur à la séance", phrase::jour(made)))
            }
            Some(_) => None,
        }
    }

    /// An entry that was told is not taken back: the person leaves by an exit.
    pub(crate) fn admet_correction(&self, decision: Decision) -> Result<(), Refus> {
        match self.entree_le.filter(|_| decision != Decision::Validee) {
            Some(jour) => {
                let raison = format!(
                    "L'entrée au {} est prononcée : la personne sort du PLIE par une sortie.",
                    phrase::jour(jour)
                );
                Err(Refus::new(raison))
            }
            None => Ok(()),
        }
    }

    /// A contract binds who is accompanied, or will be: not who left.
    pub(crate) fn suivie(&self) -> Result<(), Refus> {
        match self.suivi_termine_le {
            Some(jour) => Err(Refus::new(format!(
                "La personne est sortie le {} : un contrat suit une nouvelle candidature.",
                phrase::jour(jour)
            ))),
            None => Ok(()),
        }
    }

    /// A référent is given a candidature once it is filed, today at the latest.
    pub(crate) fn affectable_le(&self, jour: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if jour < self.deposee_le {
            return Err(FieldError::new("/affectee_le", "incoherent", "l'affectation précède le dépôt"));
        }
        if jour > today {
            return Err(FieldError::new("/affectee_le", "futur", "une affectation n'est pas faite dans le futur"));
        }
        Ok(())
    }

    /// Whether the entry, or that there is none, is still to be said.
    pub(crate) const fn attend_l_entree(&self) -> bool {
        use EtatCandidature as E;
        let open =
            matches!(self.etat, E::Deposee | E::Affectee | E::Diagnostic | E::Presentee | E::Ajournee | E::Validee);
        open && self.entree_le.is_none()
    }

    /// Whether the diagnosis is still to be made: before the entry, or, of who entered by a collective action, while they are
    /// followed.
    pub(crate) const fn attend_le_diagnostic(&self) -> bool {
        let followed = self.action.is_some() && self.en_cours();
        self.diagnostiquee_le.is_none() && (self.attend_l_entree() || followed)
    }

    /// Whether a session is to decide of it by its diagnosis, which is made.
    pub(crate) const fn attend_la_decision(&self) -> bool {
        use EtatCandidature as E;
        self.action.is_none() && matches!(self.etat, E::Diagnostic | E::Presentee | E::Ajournee)
    }

    /// Whether the procedure, or the accompaniment to which it led, is still going on.
    pub(crate) const fn en_cours(&self) -> bool {
        use EtatCandidature as E;
        !matches!(self.etat, E::Refusee | E::Reorientee | E::NonEntree) && self.suivi_termine_le.is_none()
    }

    /// A person is in one procedure at a time: this one goes on again only if no `autre` does, and none led to an
    /// entry since it was filed.
    pub(crate) fn admet_reprise(&self, autre: &Self) -> Result<(), Refus> {
        if autre.en_cours() {
            let raison = format!(
                "Une autre candidature de cette personne est en cours, déposée le {}.",
                phrase::jour(autre.deposee_le)
            );
            return Err(Refus::new(raison));
        }
        match autre.entree_le.filter(|jour| *jour >= self.deposee_le) {
            Some(jour) => {
                Err(Refus::new(format!("La personne est entrée le {} par une autre candidature.", phrase::jour(jour))))
            }
            None => Ok(()),
        }
    }

    /// Where it stands for who follows it from outside: a decision that was not communicated yet shows as a
    /// file on the agenda.
    pub(crate) fn etat_communique(&self, decision: Option<Decision>) -> EtatCandidature {
        use EtatCandidature as E;
        // Nobody decides of an entry by a collective action: there is nothing to be communicated first.
        let decided =
            self.action.is_none() && matches!(self.etat, E::Validee | E::Refusee | E::Ajournee | E::Reorientee);
        if decided && decision.is_none() && self.decidee_le.is_some() { E::Presentee } else { self.etat }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatCandidature as E;

    const ALL: [Commande; 10] = [
        Commande::Affecter,
        Commande::Diagnostiquer,
        Commande::Inscrire,
        Commande::Decider(Decision::Validee),
        Commande::Decider(Decision::Refusee),
        Commande::Decider(Decision::Ajournee),
        Commande::Decider(Decision::Reorientee),
        Commande::PreparerContrat,
        Commande::Contractualiser,
        Commande::NePasEntrer,
    ];

    const DECISIONS: [(Decision, E); 4] = [
        (Decision::Validee, E::Validee),
        (Decision::Refusee, E::Refusee),
        (Decision::Ajournee, E::Ajournee),
        (Decision::Reorientee, E::Reorientee),
    ];

    #[test]
    fn a_candidature_does_what_its_table_says_and_nothing_else() {
        let mut table = vec![
            (E::Deposee, C::Affecter, E::Affectee),
            (E::Affectee, C::Affecter, E::Affectee),
            (E::Affectee, C::Diagnostiquer, E::Diagnostic),
            (E::Diagnostic, C::Diagnostiquer, E::Diagnostic),
            (E::Ajournee, C::Diagnostiquer, E::Diagnostic),
            (E::Validee, C::Actualiser, E::Validee),
            (E::Contractualisee, C::Actualiser, E::Contractualisee),
            (E::Diagnostic, C::Inscrire, E::Presentee),
            (E::Ajournee, C::Inscrire, E::Presentee),
            (E::Presentee, C::Retirer, E::Diagnostic),
            (E::Validee, C::PreparerContrat, E::Validee),
            (E::Validee, C::Contractualiser, E::Contractualisee),
        ];
        for (decision, decided) in DECISIONS {
            table.push((E::Presentee, C::Decider(decision), decided));
            for former in [E::Validee, E::Refusee, E::Ajournee, E::Reorientee] {
                table.push((former, C::Corriger(decision), decided));
            }
        }
        for etat in [E::Deposee, E::Affectee, E::Diagnostic, E::Presentee, E::Ajournee] {
            table.push((etat, C::NePasEntrer, E::NonEntree));
        }
        for (etat, entered) in [
            (E::Deposee, E::Affectee),
            (E::Affectee, E::Affectee),
            (E::Diagnostic, E::Diagnostic),
            (E::Ajournee, E::Diagnostic),
        ] {
            table.push((etat, C::Retenir, entered));
        }
        table.extend([E::Affectee, E::Diagnostic].map(|etat| (etat, C::PrendreActe, E::Validee)));
        let corrections = DECISIONS.map(|(decision, _)| C::Corriger(decision));
        let commandes: Vec<_> =
            ALL.into_iter().chain(corrections).chain([C::Actualiser, C::Retirer, C::Retenir, C::PrendreActe]).collect();
        assert_eq!(ecarts(&[E::Deposee], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    fn candidature(etat: E) -> Candidature {
        Candidature { etat, ..Candidature::deposer(Id::MIN, Id::MIN, None, d("2026-02-02")) }
    }

    #[test]
    fn what_leaves_an_agenda_waits_as_it_did_before() {
        let mut new = candidature(E::Presentee);
        new.avancer(C::Retirer).unwrap();
        assert_eq!(new.etat, E::Diagnostic);
        assert!(new.avancer(C::Retirer).is_err(), "it is on no agenda any more");
        let mut postponed = Candidature { decidee_le: Some(d("2026-02-12")), ..candidature(E::Presentee) };
        postponed.avancer(C::Retirer).unwrap();
        assert_eq!(postponed.etat, E::Ajournee);
        assert!(postponed.avancer(C::Retirer).is_err());
    }

    #[test]
    fn whom_an_action_retains_enters_on_its_day_and_the_commission_takes_note() {
        let mut one = candidature(E::Deposee);
        assert!(one.clone().retenir(Id::MIN, d("2026-02-01"), Id::MIN).is_err(), "before the filing");
        one.retenir(Id::MIN, d("2026-02-02"), Id::MIN).unwrap();
        assert_eq!(
            (one.etat, one.entree_le, one.affectee_le),
            (E::Affectee, Some(d("2026-02-02")), Some(d("2026-02-02")))
        );
        assert!(one.a_acter() && !one.reprise());
        for commande in [C::Inscrire, C::NePasEntrer, C::Retenir] {
            assert!(one.permet(commande).is_err(), "{commande:?}");
        }
        let mut late = one.clone();
        one.avancer(C::Diagnostiquer).unwrap();
        one.acter(d("2026-02-12")).unwrap();
        assert_eq!((one.etat, one.decidee_le, one.a_acter()), (E::Validee, Some(d("2026-02-12")), false));
        late.acter(d("2026-02-12")).unwrap();
        assert_eq!(late.permet(C::Diagnostiquer), Ok(E::Validee), "the diagnosis is still to be made");
        let made = Candidature { diagnostiquee_le: Some(d("2026-02-13")), ..late };
        assert!(made.permet(C::Diagnostiquer).is_err() && made.permet(C::Actualiser).is_ok());
    }

    #[test]
    fn a_diagnosis_of_the_very_day_of_the_session_is_made_in_time() {
        let made = |jour: &str| Candidature { diagnostiquee_le: Some(d(jour)), ..candidature(E::Diagnostic) };
        assert_eq!(made("2026-02-12").diagnostic_manquant(d("2026-02-12")), None);
        assert!(made("2026-02-13").diagnostic_manquant(d("2026-02-12")).is_some());
        assert!(candidature(E::Affectee).diagnostic_manquant(d("2026-02-12")).is_some());
    }

    #[test]
    fn a_candidature_is_given_between_its_filing_and_today() {
        let on = |jour: &str| candidature(E::Deposee).affectable_le(d(jour), d("2026-02-10")).is_ok();
        assert_eq!((on("2026-02-01"), on("2026-02-02")), (false, true));
        assert_eq!((on("2026-02-10"), on("2026-02-11")), (true, false));
    }

    #[test]
    fn who_left_signs_no_contract() {
        assert!(candidature(E::Validee).suivie().is_ok());
        assert!(Candidature { suivi_termine_le: Some(d("2026-06-30")), ..candidature(E::Validee) }.suivie().is_err());
    }

    #[test]
    fn an_entry_that_was_told_is_not_taken_back() {
        let entered = Candidature { entree_le: Some(d("2026-02-12")), ..candidature(E::Validee) };
        assert!(entered.admet_correction(Decision::Refusee).is_err());
        assert!(entered.admet_correction(Decision::Validee).is_ok());
        assert!(candidature(E::Validee).admet_correction(Decision::Refusee).is_ok());
    }

    #[test]
    fn a_refused_candidature_goes_on_again_only_if_no_other_does_nor_led_to_an_entry_since() {
        let refused = candidature(E::Refusee);
        let entered = |entree: &str, left: &str| Candidature {
            entree_le: Some(d(entree)),
            suivi_termine_le: Some(d(left)),
            ..candidature(E::Contractualisee)
        };
        assert!(refused.admet_reprise(&candidature(E::Deposee)).is_err());
        assert!(refused.admet_reprise(&candidature(E::Contractualisee)).is_err());
        assert!(refused.admet_reprise(&candidature(E::NonEntree)).is_ok());
        assert!(refused.admet_reprise(&entered("2026-02-01", "2026-03-01")).is_ok());
        assert!(refused.admet_reprise(&entered("2026-02-02", "2026-03-01")).is_err());
    }

    #[test]
    fn a_decision_shows_outside_once_it_is_communicated() {
        let refused = Candidature { decidee_le: Some(d("2026-02-12")), ..candidature(E::Refusee) };
        assert_eq!(refused.etat_communique(None), E::Presentee);
        assert_eq!(refused.etat_communique(Some(Decision::Refusee)), E::Refusee);
        assert_eq!(candidature(E::Diagnostic).etat_communique(None), E::Diagnostic);
    }

    #[test]
    fn the_whole_way_leads_to_a_signed_contract() {
        let way = [
            Commande::Affecter,
            Commande::Diagnostiquer,
            Commande::Inscrire,
            Commande::Decider(Decision::Ajournee),
            Commande::Inscrire,
            Commande::Decider(Decision::Validee),
            Commande::Contractualiser,
        ];
        assert_eq!(way.iter().try_fold(E::Deposee, |etat, commande| apres(etat, *commande)), Ok(E::Contractualisee));
    }

    #[test]
    fn nothing_but_a_correction_moves_what_is_over() {
        for etat in [E::Refusee, E::Reorientee, E::NonEntree, E::Contractualisee] {
            for commande in ALL {
                assert!(apres(etat, commande).is_err(), "{etat:?} {commande:?}");
            }
        }
    }

    #[test]
    fn a_decision_is_corrected_until_the_contract_is_signed() {
        use Decision::{Refusee, Validee};
        assert_eq!(apres(E::Refusee, Commande::Corriger(Validee)), Ok(E::Validee));
        assert_eq!(apres(E::Validee, Commande::Corriger(Refusee)), Ok(E::Refusee));
        for etat in [E::Contractualisee, E::NonEntree, E::Presentee, E::Deposee] {
            assert!(apres(etat, Commande::Corriger(Validee)).is_err(), "{etat:?}");
        }
    }

    #[test]
    fn only_a_commission_validates_and_only_from_its_agenda_when_it_decides() {
        for etat in E::TOUS {
            for commande in ALL {
                if *etat != E::Validee && apres(*etat, commande) == Ok(E::Validee) {
                    assert_eq!((*etat, commande), (E::Presentee, Commande::Decider(Decision::Validee)));
                }
            }
        }
    }
}
