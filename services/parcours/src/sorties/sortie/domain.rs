//! The life of an exit: no document, no exit.

use chrono::NaiveDate;
use kernel::{ParcoursId, PieceId, Refus, SortieId};
use parcours_api::{EtatSortie, NatureSortie, NouvelleSortie};
use problem::FieldError;
use referentiel::regles::sortie::{Conclusion, Faits, Nature};

use crate::vie::parcours::domain::Parcours;

/// What a person leaves for, followed until it has held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sortie {
    pub(crate) id: SortieId,
    pub(crate) parcours: ParcoursId,
    pub(crate) nature: NatureSortie,
    pub(crate) debut: NaiveDate,
    pub(crate) employeur: String,
    pub(crate) etat: EtatSortie,
    pub(crate) piece: Option<PieceId>,
    pub(crate) justifiee_le: Option<NaiveDate>,
    pub(crate) rompue_le: Option<NaiveDate>,
    /// When the animation team counted it, and its reasons.
    pub(crate) decision: Option<(NaiveDate, String)>,
    pub(crate) acquise_le: Option<NaiveDate>,
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
    /// It is positive.
    Confirmer,
}

impl Commande {
    /// Those that `actions` of an exit shows, with [`Self::Confirmer`], of which more is asked: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 4] = [
        ("justificatif", Self::Justifier),
        ("titre", Self::Titrer),
        ("decision", Self::Decider),
        ("rupture", Self::Rompre),
    ];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatSortie, commande: Commande) -> Result<EtatSortie, Refus> {
    use Commande as C;
    use EtatSortie as E;
    match (commande, etat) {
        (C::Justifier | C::Decider | C::Titrer | C::Rompre, E::EnSuivi) => Ok(E::EnSuivi),
        (C::Perdre, E::EnSuivi) => Ok(E::NonPositive),
        (C::Confirmer, E::EnSuivi) => Ok(E::Confirmee),
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
        NatureSortie::Cdi { .. } | NatureSortie::Creation {} | NatureSortie::Insertion {} => (None, None),
    };
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
        let NouvelleSortie { nature, debut, employeur } = nouvelle;
        Ok(Self {
            id,
            parcours: parcours.id,
            nature,
            debut,
            employeur,
            etat: EtatSortie::EnSuivi,
            piece: None,
            justifiee_le: None,
            rompue_le: None,
            decision: None,
            acquise_le: None,
        })
    }

    /// Whether its state and its nature allow this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        self.clone().avancer(commande)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        self.convient(commande)
    }

    /// Only a training has a title, only an aided contract takes a decision.
    fn convient(&self, commande: Commande) -> Result<(), Refus> {
        match (commande, &self.nature) {
            (Commande::Titrer, NatureSortie::Formation { .. }) => Ok(()),
            (Commande::Titrer, _) => Err(Refus::new("Seule une formation qualifiante mène à un titre.")),
            (Commande::Decider, NatureSortie::ContratAide { .. }) => Ok(()),
            (Commande::Decider, _) => Err(Refus::new("L'équipe d'animation ne décide que d'un contrat aidé.")),
            (Commande::Justifier | Commande::Rompre | Commande::Perdre | Commande::Confirmer, _) => Ok(()),
        }
    }

    /// It was broken on this day, which follows its start and is over.
    pub(crate) fn rompre(&mut self, le: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if le < self.debut || le > today {
            let detail = "la rupture suit le début et n'est pas dans le futur";
            return Err(FieldError::new("/le", "hors_bornes", detail));
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
            | Conclusion::TitreAttendu { .. }
            | Conclusion::DecisionAttendue
            | Conclusion::NonPositive => Err(Manque::Autre),
        }
    }

    /// Its training was validated on this day.
    pub(crate) fn titrer(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le < self.debut {
            let detail = format!("la formation a commencé le {}", self.debut);
            return Err(FieldError::new("/obtenu_le", "incoherent", detail));
        }
        if let NatureSortie::Formation { titre_obtenu_le, .. } = &mut self.nature {
            *titre_obtenu_le = Some(le);
        }
        Ok(())
    }

    /// What the rule of positive exits judges.
    pub(crate) fn faits(&self) -> Faits {
        let nature = match self.nature {
            NatureSortie::Cdi { quotite } => Nature::Cdi { quotite },
            NatureSortie::Cdd { fin, quotite } => Nature::Cdd { fin, quotite },
            NatureSortie::Creation {} => Nature::Creation,
            NatureSortie::Formation { fin, titre_obtenu_le } => Nature::Formation { fin, titre_obtenu_le },
            NatureSortie::Insertion {} => Nature::Insertion,
            NatureSortie::ContratAide { fin, quotite } => {
                let decision_equipe = self.decision.as_ref().map(|(le, _)| *le);
                Nature::ContratAide { fin, quotite, decision_equipe }
            }
        };
        Faits { nature, debut: self.debut, justifie_le: self.justifiee_le, rompu_le: self.rompue_le }
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
        Sortie {
            id: Id::MIN,
            parcours: Id::MIN,
            nature: NatureSortie::Creation {},
            debut: d("2026-11-02"),
            employeur: "Boulangerie Perrin".to_owned(),
            etat: E::EnSuivi,
            piece: None,
            justifiee_le: None,
            rompue_le: None,
            decision: None,
            acquise_le: None,
        }
    }

    #[test]
    fn an_exit_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::EnSuivi, C::Justifier, E::EnSuivi),
            (E::EnSuivi, C::Decider, E::EnSuivi),
            (E::EnSuivi, C::Titrer, E::EnSuivi),
            (E::EnSuivi, C::Rompre, E::EnSuivi),
            (E::EnSuivi, C::Perdre, E::NonPositive),
            (E::EnSuivi, C::Confirmer, E::Confirmee),
        ];
        let commandes = [C::Justifier, C::Decider, C::Titrer, C::Rompre, C::Perdre, C::Confirmer];
        assert_eq!(ecarts(&[E::EnSuivi], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_job_breaks_on_its_first_day_at_the_earliest_and_today_at_the_latest() {
        let broken = |le| sortie().rompre(d(le), d("2027-01-15")).is_ok();
        assert_eq!((broken("2026-11-01"), broken("2026-11-02")), (false, true));
        assert_eq!((broken("2027-01-15"), broken("2027-01-16")), (true, false));
    }

    #[test]
    fn what_is_not_positive_yet_lacks_its_document_first() {
        let (le, followed) = (d("2027-05-02"), Conclusion::EnSuivi { jusqu_au: d("2027-05-02") });
        let proved = Sortie { piece: Some(Id::MIN), ..sortie() };
        assert_eq!(proved.acquise(Conclusion::Positive { le, compte_le: le }), Ok(le));
        assert_eq!(sortie().acquise(followed), Err(Manque::Piece));
        assert_eq!(proved.acquise(followed), Err(Manque::Autre));
        assert_eq!(proved.acquise(Conclusion::DocumentManquant { le }), Err(Manque::Piece));
        assert_eq!(sortie().acquise(Conclusion::DecisionAttendue), Err(Manque::Autre));
    }

    fn declared(nature: NatureSortie, debut: &str) -> Result<(), Vec<String>> {
        let parcours = Parcours::exemple(Phase::EnCours);
        let nouvelle = NouvelleSortie { nature, debut: d(debut), employeur: "Boulangerie Perrin".to_owned() };
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
        let cdd = |fin| declared(NatureSortie::Cdd { fin: d(fin), quotite: 100.into() }, "2026-11-02").err();
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

    #[test]
    fn the_decision_of_the_team_is_a_fact_of_an_aided_contract() {
        let (fin, quotite) = (d("2027-06-30"), 57.into());
        let aided = Sortie {
            nature: NatureSortie::ContratAide { fin, quotite },
            decision: Some((d("2026-11-20"), "correspond au projet".to_owned())),
            ..sortie()
        };
        let expected = Nature::ContratAide { fin, quotite, decision_equipe: Some(d("2026-11-20")) };
        assert_eq!(aided.faits().nature, expected);
        assert!(aided.clone().avancer(C::Decider).is_ok());
        assert!(sortie().avancer(C::Decider).is_err(), "of a business the team decides nothing");
    }
}
