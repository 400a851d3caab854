//! The life of an exit: no document, no exit.

use chrono::NaiveDate;
use kernel::{
    ActeurId, ImportId, ParcoursId, PieceId, Refus, SortieId,
    calendrier::{self, Periode},
    phrase,
};
use parcours_api::{
    AccordSortie, ContactSuivi, ContratSortie, EtatSortie, IssueAppel, MotifAbandon, NatureSortie,
    NouveauContratSortie, NouvelleSortie,
};
use problem::FieldError;
use referentiel::{
    ConditionDecision, Referentiel, TypeInsertion, Verdict,
    regles::sortie::{self as regle, Conclusion, Faits, Insertion, Nature, attend_decision, non_dits, qualifier},
};

use crate::vie::parcours::domain::Parcours;

/// What a person leaves for, followed until it has held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sortie {
    pub(crate) id: SortieId,
    /// How often it was changed, from 1: its history says each change.
    pub(crate) version: i32,
    pub(crate) parcours: ParcoursId,
    pub(crate) nature: NatureSortie,
    pub(crate) debut: NaiveDate,
    pub(crate) employeur: String,
    pub(crate) etat: EtatSortie,
    pub(crate) piece: Option<PieceId>,
    pub(crate) justifiee_le: Option<NaiveDate>,
    pub(crate) rompue_le: Option<NaiveDate>,
    /// What the animation team decided of it.
    pub(crate) decision: Option<Decision>,
    pub(crate) acquise_le: Option<NaiveDate>,
    /// When it was checked that the person chose to work part-time.
    pub(crate) partiel_choisi_le: Option<NaiveDate>,
    /// Completed years of the person on the first day, of who works in an association intermédiaire.
    pub(crate) age: Option<i32>,
    /// The contracts that followed the first one, in order.
    pub(crate) contrats: Vec<ContratSortie>,
    pub(crate) accord: Option<AccordSortie>,
    /// The calls made while it is followed, oldest first.
    pub(crate) appels: Vec<Appel>,
    /// The decision that took it back.
    pub(crate) correction: Option<Correction>,
    /// Why it was given up.
    pub(crate) abandon: Option<Abandon>,
    /// The import that brought it: none, when it was declared here.
    pub(crate) import: Option<ImportId>,
}

/// A decision of the animation team on an insertion or aided contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) le: NaiveDate,
    pub(crate) motif: String,
    /// Its answer to each condition.
    pub(crate) reponses: Vec<(ConditionDecision, bool)>,
}

/// A call to a person who is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Appel {
    pub(crate) le: NaiveDate,
    pub(crate) issue: IssueAppel,
    pub(crate) par: ActeurId,
}

/// The decision that took back an exit that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    pub(crate) le: NaiveDate,
    pub(crate) motif: String,
    /// Date that the exit bore.
    pub(crate) acquise_le: NaiveDate,
    /// Whether the person had the job all the same, and was followed in it.
    pub(crate) emploi_tenu: bool,
    pub(crate) par: ActeurId,
}

/// Why an exit is followed no more that was neither confirmed nor broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Abandon {
    /// Last day on which it was followed.
    pub(crate) le: NaiveDate,
    pub(crate) motif: MotifAbandon,
    pub(crate) par: ActeurId,
}

/// One of the contracts that make an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contrat {
    /// The first one.
    Premier,
    /// One that followed it, by its rank among those that did, from 0.
    Suivant(usize),
}

/// What may happen to an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Its document arrives.
    Justifier,
    /// The animation team counts it.
    Decider,
    /// Its training is validated.
    Titrer,
    /// The job ended after the time that the rule asks.
    Rompre,
    /// It can no longer be positive.
    Perdre,
    /// It is followed no more: no document, no agreement, nobody who answers.
    Abandonner,
    /// It is positive.
    Confirmer,
    /// The person agrees that they leave.
    Accorder,
    /// Another contract followed.
    Prolonger,
    /// The person is called.
    Appeler,
    /// It was confirmed and should not have been.
    Corriger,
}

impl Commande {
    /// Those that `actions` of an exit shows, with [`Self::Confirmer`], of which more is asked: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 9] = [
        ("justificatif", Self::Justifier),
        ("titre", Self::Titrer),
        ("decision", Self::Decider),
        ("accord", Self::Accorder),
        ("contrats", Self::Prolonger),
        ("appels", Self::Appeler),
        ("rupture", Self::Rompre),
        ("abandon", Self::Abandonner),
        ("correction", Self::Corriger),
    ];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatSortie, commande: Commande) -> Result<EtatSortie, Refus> {
    use Commande as C;
    use EtatSortie as E;
    match (commande, etat) {
        (C::Justifier | C::Decider | C::Titrer | C::Rompre | C::Accorder | C::Prolonger | C::Appeler, E::EnSuivi) => {
            Ok(E::EnSuivi)
        }
        (C::Perdre | C::Abandonner, E::EnSuivi) | (C::Corriger, E::Confirmee) => Ok(E::NonPositive),
        (C::Confirmer, E::EnSuivi) => Ok(E::Confirmee),
        (C::Corriger, E::EnSuivi | E::NonPositive) => {
            Err(Refus::new("La sortie n'est pas confirmée : il n'y a rien à corriger."))
        }
        (_, E::Confirmee) => Err(Refus::new("La sortie est confirmée.")),
        (_, E::NonPositive) => Err(Refus::new("Cette sortie n'est pas positive.")),
    }
}

/// What keeps an exit from being confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manque {
    /// The document that proves it.
    Piece,
    /// Time, a decision, or the nature of the exit itself.
    Autre,
}

/// What is wrong with the days of an exit to declare: it has begun, and what follows its start follows it.
fn erreurs(nouvelle: &NouvelleSortie, parcours: &Parcours, today: NaiveDate) -> Vec<FieldError> {
    let debut = nouvelle.debut;
    let mut errors: Vec<_> = parcours.couvre("/debut", debut).err().into_iter().collect();
    if debut > today {
        errors.push(FieldError::new("/debut", "futur", "une sortie est suivie à partir de son premier jour"));
    }
    let (fin, titre) = match nouvelle.nature {
        NatureSortie::Formation { fin, titre_obtenu_le } => (Some(fin), titre_obtenu_le),
        NatureSortie::Cdd { fin, .. } | NatureSortie::ContratAide { fin, .. } => (Some(fin), None),
        NatureSortie::Insertion { fin, .. } => (fin, None),
        NatureSortie::Cdi { .. } | NatureSortie::Creation {} => (None, None),
    };
    if let NatureSortie::Insertion { missions_depuis: Some(depuis), .. } = nouvelle.nature
        && depuis > debut
    {
        let detail = "les missions ont commencé au plus tard avec l'emploi";
        errors.push(FieldError::new("/nature/missions_depuis", "incoherent", detail));
    }
    if nouvelle.temps_partiel_choisi_le.is_some_and(|le| le > today) {
        errors.push(FieldError::new("/temps_partiel_choisi_le", "futur", "cette date est à venir"));
    }
    if fin.is_some_and(|fin| fin < debut) {
        errors.push(FieldError::new("/nature/fin", "incoherent", "la fin précède le début"));
    }
    if titre.is_some_and(|titre| titre < debut) {
        errors.push(FieldError::new("/nature/titre_obtenu_le", "incoherent", "le titre précède la formation"));
    }
    if titre.is_some_and(|titre| titre > today) {
        errors.push(FieldError::new("/nature/titre_obtenu_le", "futur", "cette date est à venir"));
    }
    errors
}

/// Why an exit was given up, in French.
const fn cause(motif: MotifAbandon) -> &'static str {
    match motif {
        MotifAbandon::SansJustificatif => "aucun justificatif n'est venu",
        MotifAbandon::Refus => "la personne refuse",
        MotifAbandon::Injoignable => "la personne est injoignable",
        MotifAbandon::AutreDepart => "la personne part autrement",
    }
}

impl Sortie {
    /// An exit that was just declared: it is followed.
    pub(crate) fn declarer(
        id: SortieId,
        parcours: &Parcours,
        nouvelle: NouvelleSortie,
        today: NaiveDate,
    ) -> Result<Self, Vec<FieldError>> {
        let errors = erreurs(&nouvelle, parcours, today);
        if !errors.is_empty() {
            return Err(errors);
        }
        let NouvelleSortie { nature, debut, employeur, temps_partiel_choisi_le: partiel_choisi_le } = nouvelle;
        Ok(Self { partiel_choisi_le, ..Self::suivie(id, parcours.id, nature, debut, employeur) })
    }

    /// An exit of which nothing else is known: it is followed.
    pub(crate) const fn suivie(
        id: SortieId,
        parcours: ParcoursId,
        nature: NatureSortie,
        debut: NaiveDate,
        employeur: String,
    ) -> Self {
        Self {
            id,
            version: 1,
            parcours,
            nature,
            debut,
            employeur,
            etat: EtatSortie::EnSuivi,
            piece: None,
            justifiee_le: None,
            rompue_le: None,
            decision: None,
            acquise_le: None,
            partiel_choisi_le: None,
            age: None,
            contrats: Vec::new(),
            accord: None,
            appels: Vec::new(),
            correction: None,
            abandon: None,
            import: None,
        }
    }

    /// Whether its rule asks the age of the person: of who works in an association intermédiaire.
    pub(crate) const fn demande_l_age(nature: &NatureSortie) -> bool {
        matches!(nature, NatureSortie::Insertion { structure: Some(TypeInsertion::Ai), .. })
    }

    /// What it is, in French: an instance that decides of it need not know the employer.
    pub(crate) fn quoi(&self) -> String {
        let what = match self.nature {
            NatureSortie::Cdi { .. } => "CDI",
            NatureSortie::Cdd { .. } => "CDD",
            NatureSortie::Creation {} => "création d’activité",
            NatureSortie::Formation { .. } => "formation qualifiante",
            NatureSortie::Insertion { .. } => "emploi d’insertion",
            NatureSortie::ContratAide { .. } => "contrat aidé",
        };
        format!("{what} depuis le {}", phrase::jour(self.debut))
    }

    /// Whether its state and its nature allow this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        self.clone().avancer(commande)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        self.convient(commande)
    }

    /// Only a training has a title; a training or a business has no contract after it.
    fn convient(&self, commande: Commande) -> Result<(), Refus> {
        match (commande, &self.nature) {
            (Commande::Titrer, NatureSortie::Formation { .. }) => Ok(()),
            (Commande::Titrer, _) => Err(Refus::new("Seule une formation qualifiante mène à un titre.")),
            (Commande::Decider, NatureSortie::ContratAide { .. } | NatureSortie::Insertion { .. }) => Ok(()),
            (Commande::Decider, _) => {
                Err(Refus::new("L'équipe d'animation ne décide que d'un contrat aidé ou d'insertion."))
            }
            (Commande::Prolonger, NatureSortie::Formation { .. } | NatureSortie::Creation {}) => {
                Err(Refus::new("Aucun contrat de travail n'est à prolonger."))
            }
            (
                Commande::Justifier
                | Commande::Rompre
                | Commande::Perdre
                | Commande::Abandonner
                | Commande::Confirmer
                | Commande::Accorder
                | Commande::Prolonger
                | Commande::Appeler
                | Commande::Corriger,
                _,
            ) => Ok(()),
        }
    }

    /// Whether the territory's rules let contracts follow one another.
    pub(crate) fn peut_s_enchainer(&self, rule: &referentiel::Sortie) -> Result<(), Refus> {
        self.peut(Commande::Prolonger)?;
        if rule.enchainement.is_none() && rule.saisonnier.is_none() {
            let detail = "Le référentiel du territoire juge un contrat à la fois : déclarez une nouvelle sortie.";
            return Err(Refus::new(detail));
        }
        Ok(())
    }

    /// Another contract followed: it begins after the one before ended, and has begun. What broke the one before is
    /// kept with it.
    pub(crate) fn prolonger(&mut self, nouveau: NouveauContratSortie, today: NaiveDate) -> Result<(), FieldError> {
        let NouveauContratSortie { debut, fin, quotite, employeur, interim } = nouveau;
        let Some(ended) = self.rompue_le.or(self.dernier_jour()) else {
            let detail = "le contrat en cours n'a pas de fin : dites d'abord sa rupture";
            return Err(FieldError::new("/debut", "incoherent", detail));
        };
        if debut <= ended {
            let detail = format!("le contrat précédent court jusqu'au {}", phrase::jour(ended));
            return Err(FieldError::new("/debut", "incoherent", detail));
        }
        if debut > today {
            return Err(FieldError::new("/debut", "futur", "un contrat s'ajoute à partir de son premier jour"));
        }
        if fin.is_some_and(|fin| fin < debut) {
            return Err(FieldError::new("/fin", "incoherent", "la fin précède le début"));
        }
        let precedent_rompu_le = self.rompue_le.take();
        let (piece, justifie_le) = (None, None);
        let added = ContratSortie { debut, fin, quotite, employeur, precedent_rompu_le, interim, piece, justifie_le };
        self.contrats.push(added);
        Ok(())
    }

    /// The contract that began on this day: the first one is told by its day or by none.
    pub(crate) fn contrat(&self, debut: Option<NaiveDate>) -> Result<Contrat, FieldError> {
        let Some(debut) = debut.filter(|le| *le != self.debut) else { return Ok(Contrat::Premier) };
        let found = self.contrats.iter().position(|one| one.debut == debut);
        let detail = "aucun contrat de cette sortie ne commence ce jour-là";
        found.map(Contrat::Suivant).ok_or_else(|| FieldError::new("/contrat", "inconnu", detail))
    }

    /// What is known of this contract, if it followed the first one.
    pub(crate) fn suivant(&self, contrat: Contrat) -> Option<&ContratSortie> {
        match contrat {
            Contrat::Premier => None,
            Contrat::Suivant(rang) => self.contrats.get(rang),
        }
    }

    /// A pièce proves this contract, and no other one.
    pub(crate) fn prouver(&mut self, contrat: Contrat, piece: PieceId, recue_le: NaiveDate) {
        let (piece, recue_le) = (Some(piece), Some(recue_le));
        match contrat {
            Contrat::Premier => (self.piece, self.justifiee_le) = (piece, recue_le),
            Contrat::Suivant(rang) => {
                if let Some(one) = self.contrats.get_mut(rang) {
                    (one.piece, one.justifie_le) = (piece, recue_le);
                }
            }
        }
    }

    /// The pièces that prove it, with the first day of the contract that followed which each proves; none of the first one.
    pub(crate) fn preuves(&self) -> impl Iterator<Item = (Option<NaiveDate>, PieceId)> {
        let first = self.piece.map(|piece| (None, piece));
        first.into_iter().chain(self.contrats.iter().filter_map(|one| Some((Some(one.debut), one.piece?))))
    }

    /// The pièces that prove the contracts that followed the first one, in order.
    pub(crate) fn pieces_suivantes(&self) -> Vec<PieceId> {
        self.contrats.iter().filter_map(|one| one.piece).collect()
    }

    /// What the territory's rule cannot judge it without was said of it.
    pub(crate) fn exiger(&self, rule: &referentiel::Sortie) -> Result<(), Vec<FieldError>> {
        let detail = "attendu : la règle du territoire en dépend pour un emploi d'insertion";
        let error = |champ: &str| FieldError::new(format!("/nature/{champ}"), "manquant", detail);
        let errors: Vec<_> = non_dits(rule, self.faits().nature).into_iter().map(error).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The last day of the last contract, when it has one.
    fn dernier_jour(&self) -> Option<NaiveDate> {
        if let Some(last) = self.contrats.last() {
            return last.fin;
        }
        match self.nature {
            NatureSortie::Cdd { fin, .. } | NatureSortie::ContratAide { fin, cdi: false, .. } => Some(fin),
            NatureSortie::Insertion { fin, .. } => fin,
            NatureSortie::Cdi { .. }
            | NatureSortie::Creation {}
            | NatureSortie::Formation { .. }
            | NatureSortie::ContratAide { .. } => None,
        }
    }

    /// The team answers the conditions that the rule names, each once.
    pub(crate) fn decider(&mut self, rule: &referentiel::Sortie, decision: Decision) -> Result<(), FieldError> {
        let asked: &[_] = if attend_decision(rule, self.faits().nature) { &rule.conditions_decision } else { &[] };
        let said = |condition| decision.reponses.iter().filter(|(one, _)| *one == condition).count();
        let missing: Vec<_> = asked.iter().filter(|one| said(**one) == 0).map(|one| one.libelle()).collect();
        if !missing.is_empty() {
            let detail = format!("sans réponse : {}", missing.join(", "));
            return Err(FieldError::new("/conditions", "manquant", detail));
        }
        if let Some((one, _)) = decision.reponses.iter().find(|(one, _)| said(*one) > 1 || !asked.contains(one)) {
            let detail = format!("n'est pas demandée, ou l'est une fois : {}", one.libelle());
            return Err(FieldError::new("/conditions", "incoherent", detail));
        }
        self.decision = Some(decision);
        Ok(())
    }

    /// The person agrees: from the first day on, not in the future.
    pub(crate) fn accorder(&mut self, accord: AccordSortie, today: NaiveDate) -> Result<(), FieldError> {
        self.tenir_entre("/le", accord.le, today)?;
        self.accord = Some(accord);
        Ok(())
    }

    /// A call was made, while it is followed.
    pub(crate) fn appeler(&mut self, appel: Appel, today: NaiveDate) -> Result<(), FieldError> {
        self.tenir_entre("/le", appel.le, today)?;
        let after = self.appels.partition_point(|one| one.le <= appel.le);
        self.appels.insert(after, appel);
        Ok(())
    }

    fn tenir_entre(&self, pointer: &str, jour: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if jour < self.debut || jour > today {
            let detail = format!("attendu : du {} à aujourd'hui", phrase::jour(self.debut));
            return Err(FieldError::new(pointer, "hors_bornes", detail));
        }
        Ok(())
    }

    /// What the calls come to: who was reached, or refused, is not unreachable since; who was never called was not asked.
    pub(crate) fn contact(&self, appels_max: u32) -> ContactSuivi {
        let silent = self.appels.iter().rev().take_while(|one| one.issue == IssueAppel::PasDeReponse).count();
        match self.appels.iter().rev().find(|one| one.issue != IssueAppel::PasDeReponse).map(|one| one.issue) {
            _ if u32::try_from(silent).is_ok_and(|silent| silent >= appels_max) => ContactSuivi::Injoignable,
            Some(IssueAppel::EnEmploi | IssueAppel::EmploiPerdu) => ContactSuivi::Joint,
            Some(IssueAppel::Refus) => ContactSuivi::Refus,
            Some(IssueAppel::PasDeReponse) | None if silent > 0 => ContactSuivi::SansReponse,
            Some(IssueAppel::PasDeReponse) | None => ContactSuivi::NonDemande,
        }
    }

    /// The last month in which the person answered, reached or refusing: they are called no more in it.
    pub(crate) fn repondu_en(&self) -> Option<NaiveDate> {
        let answered = self.appels.iter().rev().find(|one| one.issue != IssueAppel::PasDeReponse);
        answered.map(|one| calendrier::premier_du_mois(one.le))
    }

    /// It is taken back, by a decision that follows it.
    pub(crate) fn corriger(&mut self, correction: Correction, today: NaiveDate) -> Result<(), FieldError> {
        if correction.le < correction.acquise_le || correction.le > today {
            let detail =
                format!("attendu : du {}, date de la sortie, à aujourd'hui", phrase::jour(correction.acquise_le));
            return Err(FieldError::new("/le", "hors_bornes", detail));
        }
        self.acquise_le = None;
        self.correction = Some(correction);
        Ok(())
    }

    /// The days on which the person was held to have this job, and to be out by it, until a decision said that it was not
    /// theirs: nobody owed them anything then.
    pub(crate) fn tenue_a_tort(&self) -> Option<Periode> {
        let lost = self.etat == EtatSortie::NonPositive;
        let Correction { le, .. } = self.correction.as_ref().filter(|one| lost && !one.emploi_tenu)?;
        (self.debut < *le).then(|| Periode { du: self.debut, au: Some(calendrier::plus_jours(*le, -1)) })
    }

    /// It is given up: followed until this day, which follows its start and is not to come.
    pub(crate) fn abandonner(&mut self, abandon: Abandon, today: NaiveDate) -> Result<(), FieldError> {
        self.tenir_entre("/le", abandon.le, today)?;
        self.abandon = Some(abandon);
        Ok(())
    }

    /// It was broken on this day, which follows its start and is over.
    pub(crate) fn rompre(&mut self, le: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        let begun = self.contrats.last().map_or(self.debut, |last| last.debut);
        if le < begun || le > today {
            let detail = "la rupture suit le début et n'est pas dans le futur";
            return Err(FieldError::new("/le", "hors_bornes", detail));
        }
        if let Some(fin) = self.dernier_jour().filter(|fin| le > *fin) {
            let detail = format!("le contrat finit le {} : il ne se rompt pas ensuite", phrase::jour(fin));
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        self.rompue_le = Some(le);
        Ok(())
    }

    /// Its date, when the rule calls it positive; otherwise what it lacks.
    pub(crate) const fn acquise(&self, conclusion: Conclusion) -> Result<NaiveDate, Manque> {
        match conclusion {
            Conclusion::Positive { le, .. } => Ok(le),
            Conclusion::DocumentManquant { .. } => Err(Manque::Piece),
            Conclusion::EnSuivi { .. } if self.piece.is_none() => Err(Manque::Piece),
            Conclusion::EnSuivi { .. }
            | Conclusion::RepriseAttendue { .. }
            | Conclusion::TitreAttendu { .. }
            | Conclusion::DecisionAttendue
            | Conclusion::AccordAttendu { .. }
            | Conclusion::Inconnue
            | Conclusion::NonPositive => Err(Manque::Autre),
        }
    }

    /// Its training was validated on this day.
    pub(crate) fn titrer(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le < self.debut {
            let detail = format!("la formation a commencé le {}", phrase::jour(self.debut));
            return Err(FieldError::new("/obtenu_le", "incoherent", detail));
        }
        if let NatureSortie::Formation { titre_obtenu_le, .. } = &mut self.nature {
            *titre_obtenu_le = Some(le);
        }
        Ok(())
    }

    /// What the rule of positive exits says of it; nothing more of one that was given up, or that a decision took back. What a
    /// former program confirmed stays so: what it was judged on is not here.
    pub(crate) fn juger(&self, referentiel: &Referentiel, today: NaiveDate) -> Verdict<Conclusion> {
        let lost = self.etat == EtatSortie::NonPositive;
        if let Some(Correction { le, acquise_le, .. }) = self.correction.as_ref().filter(|_| lost) {
            let why = format!("non compté : retirée par décision du {}", phrase::jour(le));
            return Verdict::new(referentiel, "sortie_positive", Conclusion::NonPositive, why)
                .fait("début", self.debut)
                .fait("confirmée au", acquise_le);
        }
        if let Some(Abandon { le, motif, .. }) = self.abandon.filter(|_| lost) {
            let why = format!("non compté : plus suivie après le {}, {}", phrase::jour(le), cause(motif));
            return Verdict::new(referentiel, "sortie_positive", Conclusion::NonPositive, why)
                .fait("début", self.debut);
        }
        match (self.import, self.etat, self.acquise_le) {
            (Some(_), EtatSortie::Confirmee, Some(le)) => {
                let counted = Conclusion::Positive { le, compte_le: le };
                let proof = self.justifiee_le.map_or_else(|| "—".to_owned(), |jour| jour.to_string());
                Verdict::new(referentiel, "sortie_reprise", counted, "compté : confirmée dans l'ancien logiciel")
                    .fait("début", self.debut)
                    .fait("document reçu le", proof)
            }
            _ => qualifier(referentiel, &self.faits(), today),
        }
    }

    /// What the rule of positive exits judges.
    pub(crate) fn faits(&self) -> Faits {
        let nature = match self.nature {
            NatureSortie::Cdi { quotite } => Nature::Cdi { quotite },
            NatureSortie::Cdd { fin, quotite, saisonnier } => Nature::Cdd { fin, quotite, saisonnier },
            NatureSortie::Creation {} => Nature::Creation,
            NatureSortie::Formation { fin, titre_obtenu_le } => Nature::Formation { fin, titre_obtenu_le },
            NatureSortie::Insertion { structure, fin, quotite, missions_depuis, sans_souhait } => {
                Nature::Insertion(Insertion { structure, fin, quotite, missions_depuis, sans_souhait })
            }
            NatureSortie::ContratAide { fin, quotite, cdi, employeur_type: employeur } => {
                Nature::ContratAide { fin, cdi, quotite, employeur }
            }
        };
        // What another program said to be proved has no pièce here, and was said of all the contracts that had begun.
        let told = self.justifiee_le.filter(|_| self.import.is_some() && self.piece.is_none());
        // What was confirmed here was proved: to a contract that has no document of its own, by that of the first one.
        let confirmed = self.justifiee_le.filter(|_| self.import.is_none() && self.etat == EtatSortie::Confirmee);
        let suite = self.contrats.iter().map(|one| regle::Contrat {
            debut: one.debut,
            fin: one.fin,
            quotite: one.quotite,
            precedent_rompu_le: one.precedent_rompu_le,
            interim: one.interim,
            justifie_le: one.justifie_le.or(confirmed).or_else(|| told.filter(|le| *le >= one.debut)),
        });
        let decision = self.decision.as_ref().map(|one| regle::Decision { le: one.le, reponses: one.reponses.clone() });
        Faits {
            nature,
            debut: self.debut,
            justifie_le: self.justifiee_le,
            rompu_le: self.rompue_le,
            suite: suite.collect(),
            partiel_choisi_le: self.partiel_choisi_le,
            age: self.age,
            decision,
            accord_le: self.accord.map(|one| one.le),
            repris: self.import.is_some(),
        }
    }
}

#[cfg(test)]
impl Sortie {
    /// A business that was created on 2 November 2026, followed.
    pub(crate) fn exemple() -> Self {
        let (id, debut) = (kernel::Id::MIN, testdata::d("2026-11-02"));
        Self::suivie(id, kernel::Id::MIN, NatureSortie::Creation {}, debut, "Boulangerie Perrin".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;
    use Commande as C;
    use EtatSortie as E;

    fn sortie() -> Sortie {
        Sortie::exemple()
    }

    #[test]
    fn an_exit_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::EnSuivi, C::Justifier, E::EnSuivi),
            (E::EnSuivi, C::Decider, E::EnSuivi),
            (E::EnSuivi, C::Titrer, E::EnSuivi),
            (E::EnSuivi, C::Rompre, E::EnSuivi),
            (E::EnSuivi, C::Perdre, E::NonPositive),
            (E::EnSuivi, C::Abandonner, E::NonPositive),
            (E::EnSuivi, C::Confirmer, E::Confirmee),
            (E::EnSuivi, C::Accorder, E::EnSuivi),
            (E::EnSuivi, C::Prolonger, E::EnSuivi),
            (E::EnSuivi, C::Appeler, E::EnSuivi),
            (E::Confirmee, C::Corriger, E::NonPositive),
        ];
        let commandes = [
            C::Justifier,
            C::Decider,
            C::Titrer,
            C::Rompre,
            C::Perdre,
            C::Abandonner,
            C::Confirmer,
            C::Accorder,
            C::Prolonger,
            C::Appeler,
            C::Corriger,
        ];
        assert_eq!(ecarts(&[E::EnSuivi], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_job_breaks_on_its_first_day_at_the_earliest_and_today_at_the_latest() {
        let broken = |le| sortie().rompre(d(le), d("2027-01-15")).is_ok();
        assert_eq!((broken("2026-11-01"), broken("2026-11-02")), (false, true));
        assert_eq!((broken("2027-01-15"), broken("2027-01-16")), (true, false));
    }

    #[test]
    fn an_exit_is_given_up_from_its_first_day_to_today() {
        let given_up = |le| {
            let abandon = Abandon { le: d(le), motif: MotifAbandon::SansJustificatif, par: Id::MIN };
            sortie().abandonner(abandon, d("2027-06-30")).is_ok()
        };
        let days = ["2026-11-01", "2026-11-02", "2027-06-30", "2027-07-01"];
        assert_eq!(days.map(given_up), [false, true, true, false]);
        let abandon = Some(Abandon { le: d("2027-06-30"), motif: MotifAbandon::SansJustificatif, par: Id::MIN });
        let lost = Sortie { abandon, etat: E::NonPositive, ..sortie() };
        let said = lost.juger(&referentiel::livre("lyon").unwrap(), d("2027-07-01"));
        assert_eq!(said.conclusion, Conclusion::NonPositive);
        let why = "non compté : plus suivie après le 30/06/2027, aucun justificatif n'est venu";
        assert_eq!(said.raison.explication, why);
    }

    #[test]
    fn what_is_not_positive_yet_lacks_its_document_first() {
        let (le, followed) = (d("2027-05-02"), Conclusion::EnSuivi { jusqu_au: d("2027-05-02") });
        let proved = Sortie { piece: Some(Id::MIN), ..sortie() };
        assert_eq!(proved.acquise(Conclusion::Positive { le, compte_le: le }), Ok(le));
        assert_eq!(sortie().acquise(followed), Err(Manque::Piece));
        assert_eq!(proved.acquise(followed), Err(Manque::Autre));
        assert_eq!(proved.acquise(Conclusion::DocumentManquant { le, contrat: None }), Err(Manque::Piece));
        assert_eq!(sortie().acquise(Conclusion::DecisionAttendue), Err(Manque::Autre));
    }

    fn declared(nature: NatureSortie, debut: &str) -> Result<(), Vec<String>> {
        let parcours = Parcours::exemple(Phase::EnCours);
        let nouvelle = NouvelleSortie {
            nature,
            debut: d(debut),
            employeur: "Boulangerie Perrin".to_owned(),
            temps_partiel_choisi_le: None,
        };
        let made = Sortie::declarer(Id::MIN, &parcours, nouvelle, d("2026-11-20"));
        made.map(drop).map_err(|errors| errors.into_iter().map(|one| one.pointer).collect())
    }

    #[test]
    fn who_is_followed_in_a_job_has_begun_it_and_entered_before() {
        let refused = |debut| declared(NatureSortie::Creation {}, debut).err();
        assert_eq!((refused("2026-11-20"), refused("2026-02-12")), (None, None));
        assert_eq!(refused("2026-11-21"), Some(vec!["/debut".to_owned()]), "tomorrow");
        assert_eq!(refused("2026-02-11"), Some(vec!["/debut".to_owned()]), "the day before the entry");
    }

    #[test]
    fn a_contract_ends_and_a_title_is_obtained_after_the_first_day() {
        let cdd = |fin| {
            declared(NatureSortie::Cdd { fin: d(fin), quotite: 100.into(), saisonnier: false }, "2026-11-02").err()
        };
        assert_eq!((cdd("2026-11-02"), cdd("2026-11-01")), (None, Some(vec!["/nature/fin".to_owned()])));
        let training = |fin, titre| {
            let nature = NatureSortie::Formation { fin: d(fin), titre_obtenu_le: Some(d(titre)) };
            declared(nature, "2026-11-02").err()
        };
        assert_eq!((training("2026-11-19", "2026-11-02"), training("2026-11-19", "2026-11-20")), (None, None));
        let titre = Some(vec!["/nature/titre_obtenu_le".to_owned()]);
        assert_eq!(training("2026-11-19", "2026-11-01"), titre, "before the training");
        assert_eq!(training("2026-11-19", "2026-11-21"), titre, "tomorrow");
        let all = ["/nature/fin", "/nature/titre_obtenu_le"].map(ToOwned::to_owned).to_vec();
        assert_eq!(training("2026-11-01", "2026-11-01"), Some(all), "all that is wrong at once");
    }

    fn formation() -> Sortie {
        let nature = NatureSortie::Formation { fin: d("2027-06-30"), titre_obtenu_le: None };
        Sortie { nature, ..sortie() }
    }

    #[test]
    fn a_training_that_began_obtains_its_title_and_a_business_has_none() {
        let mut training = formation();
        assert!(training.titrer(d("2026-11-01")).is_err(), "the day before its first one");
        training.titrer(d("2027-07-09")).unwrap();
        let (fin, titre) = (d("2027-06-30"), Some(d("2027-07-09")));
        assert_eq!(training.nature, NatureSortie::Formation { fin, titre_obtenu_le: titre });
        assert_eq!(training.acquise(Conclusion::TitreAttendu { jusqu_au: fin }), Err(Manque::Autre));
        assert!(training.avancer(C::Titrer).is_ok());
        assert!(sortie().avancer(C::Titrer).is_err());
    }

    fn aidee() -> Sortie {
        let nature =
            NatureSortie::ContratAide { fin: d("2027-06-30"), quotite: 57.into(), cdi: false, employeur_type: None };
        Sortie { nature, ..sortie() }
    }

    #[test]
    fn the_team_answers_each_condition_of_the_rule_once() {
        let lyon = referentiel::livre("lyon").unwrap().sortie;
        let decide = |reponses: Vec<(ConditionDecision, bool)>| {
            let (le, motif) = (d("2026-11-20"), "correspond au projet".to_owned());
            let mut aided = aidee();
            aided.decider(&lyon, Decision { le, motif, reponses }).map(|()| aided.faits().decision)
        };
        let all: Vec<_> = ConditionDecision::TOUS.iter().copied().map(|one| (one, true)).collect();
        let told = decide(all.clone()).unwrap().unwrap();
        assert_eq!((told.le, told.reponses.len()), (d("2026-11-20"), 4));
        assert!(decide(all[1..].to_vec()).is_err(), "the project is not answered");
        assert!(decide([all.clone(), all[..1].to_vec()].concat()).is_err(), "it is answered twice");
        assert!(aidee().avancer(C::Decider).is_ok());
        assert!(sortie().avancer(C::Decider).is_err(), "of a business the team decides nothing");
    }

    fn cdd() -> Sortie {
        let nature = NatureSortie::Cdd { fin: d("2027-01-31"), quotite: 100.into(), saisonnier: false };
        Sortie { nature, ..sortie() }
    }

    #[test]
    fn a_contract_follows_the_one_before_and_keeps_what_broke_it() {
        let follow = |mut one: Sortie, debut| {
            let next = NouveauContratSortie {
                debut: d(debut),
                fin: None,
                quotite: 100.into(),
                employeur: "Mairie".to_owned(),
                interim: None,
            };
            one.prolonger(next, d("2027-02-10")).map(|()| one)
        };
        assert!(follow(cdd(), "2027-01-31").is_err(), "the first one still runs");
        assert!(follow(cdd(), "2027-02-11").is_err(), "tomorrow");
        assert_eq!(follow(cdd(), "2027-02-01").unwrap().contrats[0].precedent_rompu_le, None);
        let broken = Sortie { rompue_le: Some(d("2027-01-15")), ..cdd() };
        let gone_on = follow(broken, "2027-01-20").unwrap();
        assert_eq!((gone_on.rompue_le, gone_on.contrats[0].precedent_rompu_le), (None, Some(d("2027-01-15"))));
        assert!(follow(gone_on, "2027-02-01").is_err(), "a contract without end is broken first");
        assert!(sortie().peut(C::Prolonger).is_err(), "a business");
        assert!(cdd().peut_s_enchainer(&referentiel::livre("lyon").unwrap().sortie).is_err());
        assert!(cdd().peut_s_enchainer(&referentiel::livre("guide-ave").unwrap().sortie).is_ok());
    }

    #[test]
    fn each_contract_of_a_chain_has_its_own_proof() {
        let next = NouveauContratSortie {
            debut: d("2027-02-01"),
            fin: None,
            quotite: 100.into(),
            employeur: "Mairie".to_owned(),
            interim: None,
        };
        let (first, second) = (Id::from_u128(1), Id::from_u128(2));
        let mut chain = cdd();
        chain.prolonger(next, d("2027-02-10")).unwrap();
        let named = |debut: Option<&str>| chain.contrat(debut.map(d));
        assert_eq!((named(None), named(Some("2026-11-02"))), (Ok(Contrat::Premier), Ok(Contrat::Premier)));
        assert_eq!(named(Some("2027-02-01")), Ok(Contrat::Suivant(0)));
        for nobody_s in ["2027-01-31", "2027-02-02"] {
            assert_eq!(named(Some(nobody_s)).unwrap_err().pointer, "/contrat", "no contract began on that day");
        }
        chain.prouver(Contrat::Premier, first, d("2026-11-10"));
        assert_eq!(chain.faits().suite[0].justifie_le, None, "the first one alone is proved");
        chain.prouver(Contrat::Suivant(0), second, d("2027-02-08"));
        let faits = chain.faits();
        assert_eq!((faits.justifie_le, faits.suite[0].justifie_le), (Some(d("2026-11-10")), Some(d("2027-02-08"))));
        assert_eq!(chain.preuves().collect::<Vec<_>>(), [(None, first), (Some(d("2027-02-01")), second)]);
    }

    #[test]
    fn what_another_program_said_to_be_proved_is_so_of_the_contracts_that_had_begun() {
        let next = |debut| ContratSortie {
            debut: d(debut),
            fin: None,
            quotite: 100.into(),
            employeur: "Mairie".to_owned(),
            precedent_rompu_le: None,
            interim: None,
            piece: None,
            justifie_le: None,
        };
        let proved = |debut, import, piece| {
            let justifiee_le = Some(d("2027-02-08"));
            let one = Sortie { justifiee_le, import, piece, contrats: vec![next(debut)], ..cdd() };
            one.faits().suite[0].justifie_le
        };
        assert_eq!(proved("2027-02-08", Some(Id::MIN), None), Some(d("2027-02-08")));
        assert_eq!(proved("2027-02-09", Some(Id::MIN), None), None, "it had not begun");
        assert_eq!(proved("2027-02-08", None, None), None, "declared here");
        assert_eq!(proved("2027-02-08", Some(Id::MIN), Some(Id::MIN)), None, "a pièce of here proves one contract");
    }

    /// Under the guide, from 2 November 2026 on, with eight days between the two contracts.
    #[test]
    fn an_exit_that_was_confirmed_by_the_document_of_its_first_contract_counts() {
        let next = ContratSortie {
            debut: d("2027-02-09"),
            fin: Some(d("2027-05-31")),
            quotite: 100.into(),
            employeur: "Mairie".to_owned(),
            precedent_rompu_le: None,
            interim: None,
            piece: None,
            justifie_le: None,
        };
        let justifiee_le = Some(d("2026-11-10"));
        let followed = Sortie { piece: Some(Id::MIN), justifiee_le, contrats: vec![next], ..cdd() };
        let confirmed = Sortie { etat: E::Confirmee, acquise_le: Some(d("2027-05-02")), ..followed.clone() };
        let guide = referentiel::livre("guide-ave").unwrap();
        let on = |one: &Sortie| one.juger(&guide, d("2027-06-01")).conclusion;
        let le = d("2027-05-02");
        assert_eq!(on(&confirmed), Conclusion::Positive { le, compte_le: le });
        let missing = Conclusion::DocumentManquant { le, contrat: Some(d("2027-02-09")) };
        assert_eq!(on(&followed), missing, "while it is followed each contract has its own");
    }

    #[test]
    fn a_job_of_insertion_says_what_the_rule_of_the_territory_judges() {
        let missing = |slug: &str, structure| {
            let nature = NatureSortie::Insertion {
                structure,
                fin: None,
                quotite: None,
                missions_depuis: None,
                sans_souhait: false,
            };
            let errors = Sortie { nature, ..sortie() }.exiger(&referentiel::livre(slug).unwrap().sortie);
            errors.err().unwrap_or_default().into_iter().map(|one| one.pointer).collect::<Vec<_>>()
        };
        assert_eq!(missing("lyon", None), ["/nature/structure"]);
        assert_eq!(missing("lyon", Some(TypeInsertion::Ei)), ["/nature/fin", "/nature/quotite"]);
        assert_eq!(missing("lyon", Some(TypeInsertion::Aci)), [""; 0]);
        assert_eq!(missing("dijon", None), [""; 0]);
    }

    #[test]
    fn who_is_called_three_times_in_vain_is_unreachable_and_who_is_not_called_was_not_asked() {
        use IssueAppel as I;
        let after = |issues: &[IssueAppel]| {
            let mut one = sortie();
            for (day, issue) in (3..).zip(issues) {
                let le = d(&format!("2026-11-{day:02}"));
                one.appeler(Appel { le, issue: *issue, par: Id::MIN }, d("2026-11-30")).unwrap();
            }
            one.contact(3)
        };
        assert_eq!(after(&[]), ContactSuivi::NonDemande);
        assert_eq!(after(&[I::PasDeReponse; 2]), ContactSuivi::SansReponse);
        assert_eq!(after(&[I::PasDeReponse; 3]), ContactSuivi::Injoignable);
        assert_eq!(after(&[I::PasDeReponse, I::EnEmploi, I::PasDeReponse]), ContactSuivi::Joint);
        assert_eq!(after(&[I::PasDeReponse, I::Refus]), ContactSuivi::Refus);
        let early = sortie().appeler(Appel { le: d("2026-11-01"), issue: I::EnEmploi, par: Id::MIN }, d("2026-11-30"));
        assert!(early.is_err(), "before the job");
    }

    #[test]
    fn a_confirmed_exit_is_taken_back_by_a_decision_that_follows_it() {
        let confirmed = Sortie { etat: E::Confirmee, acquise_le: Some(d("2027-05-02")), ..sortie() };
        let take_back = |le| {
            let mut one = confirmed.clone();
            let (acquise_le, motif) = (d("2027-05-02"), "autre personne".to_owned());
            let correction = Correction { le: d(le), motif, acquise_le, emploi_tenu: false, par: Id::MIN };
            one.corriger(correction, d("2027-06-03")).map(|()| one.acquise_le)
        };
        assert_eq!((take_back("2027-05-01").is_err(), take_back("2027-06-04").is_err()), (true, true));
        assert_eq!(take_back("2027-05-02"), Ok(None));
    }

    #[test]
    fn of_a_job_that_was_not_theirs_nobody_owed_anything_until_it_was_said() {
        let taken_back = |etat, emploi_tenu| {
            let (le, acquise_le, motif) = (d("2027-06-02"), d("2027-05-02"), "autre personne".to_owned());
            let correction = Some(Correction { le, motif, acquise_le, emploi_tenu, par: Id::MIN });
            Sortie { etat, correction, ..sortie() }.tenue_a_tort()
        };
        let held = Periode { du: d("2026-11-02"), au: Some(d("2027-06-01")) };
        assert_eq!(taken_back(E::NonPositive, false), Some(held));
        assert_eq!(taken_back(E::NonPositive, true), None, "the job was theirs");
        assert_eq!(taken_back(E::Confirmee, false), None, "it was confirmed again");
    }
}
