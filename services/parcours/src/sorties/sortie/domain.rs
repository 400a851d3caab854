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
    /// The job ended after the time that the rule asks.
    Rompre,
    /// It can no longer be positive.
    Perdre,
    /// It is positive.
    Confirmer,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatSortie, commande: Commande) -> Result<EtatSortie, Refus> {
    use Commande as C;
    use EtatSortie as E;
    match (commande, etat) {
        (C::Justifier | C::Decider | C::Rompre, E::EnSuivi) => Ok(E::EnSuivi),
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

impl Sortie {
    /// An exit that was just declared: it is followed.
    pub(crate) fn declarer(id: SortieId, parcours: &Parcours, nouvelle: NouvelleSortie) -> Result<Self, FieldError> {
        let NouvelleSortie { nature, debut, employeur } = nouvelle;
        parcours.couvre(debut)?;
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

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
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
            Conclusion::EnSuivi { .. } | Conclusion::DecisionAttendue | Conclusion::NonPositive => Err(Manque::Autre),
        }
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
            (E::EnSuivi, C::Rompre, E::EnSuivi),
            (E::EnSuivi, C::Perdre, E::NonPositive),
            (E::EnSuivi, C::Confirmer, E::Confirmee),
        ];
        let commandes = [C::Justifier, C::Decider, C::Rompre, C::Perdre, C::Confirmer];
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
    }
}
