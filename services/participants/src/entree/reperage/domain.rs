//! The life of a repérage.

use chrono::NaiveDate;
use kernel::{ActeurId, CandidatureId, CodeCommune, ParticipantId, Refus, ReperageId, StructureId, Telephone};
use kernel::{Nominatif, Personnes};
use participants_api::{BaseLegale, EtatReperage, MotifClotureReperage, NouveauReperage};
use problem::FieldError;

/// Who was spotted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identite {
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) date_naissance: Option<NaiveDate>,
    pub(crate) commune: Option<CodeCommune>,
    pub(crate) telephone: Option<Telephone>,
    pub(crate) courriel: Option<String>,
}

/// Somebody who was spotted, and has no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reperage {
    pub(crate) id: ReperageId,
    /// Under which their file is opened, if it is, and under which whoever reads this is written.
    pub(crate) futur_dossier: ParticipantId,
    pub(crate) etat: EtatReperage,
    /// Absent once a candidature was filed: their file says it.
    pub(crate) identite: Option<Identite>,
    pub(crate) repere_le: NaiveDate,
    pub(crate) contexte: Option<String>,
    pub(crate) base_legale: BaseLegale,
    pub(crate) informee_le: NaiveDate,
    /// Last day on which it is kept.
    pub(crate) garde_jusqu_au: NaiveDate,
    pub(crate) structure: Option<StructureId>,
    pub(crate) candidature: Option<CandidatureId>,
    pub(crate) motif: Option<MotifClotureReperage>,
    pub(crate) par: ActeurId,
}

impl Nominatif for Reperage {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.futur_dossier);
    }
}

/// What may happen to a repérage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// A candidature is filed for the person.
    Deposer,
    /// It leads to nothing.
    Clore,
}

impl Commande {
    /// Those that `actions` of a repérage shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 2] = [("candidature", Self::Deposer), ("cloture", Self::Clore)];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatReperage, commande: Commande) -> Result<EtatReperage, Refus> {
    use EtatReperage as E;
    match (commande, etat) {
        (Commande::Deposer, E::Ouvert) => Ok(E::Candidature),
        (Commande::Clore, E::Ouvert) => Ok(E::Clos),
        (_, E::Candidature) => Err(Refus::new("Une candidature est déjà déposée pour cette personne.")),
        (_, E::Clos) => Err(Refus::new("Le repérage est clos.")),
    }
}

/// A person is spotted today at the latest, and told of it then or later, today at the latest.
pub(crate) fn datable(nouveau: &NouveauReperage, today: NaiveDate) -> Result<(), FieldError> {
    let refuse = |pointer: &str, code: &str, detail: &str| Err(FieldError::new(pointer, code, detail));
    if nouveau.repere_le > today {
        return refuse("/repere_le", "futur", "un repérage n'est pas dans le futur");
    }
    if nouveau.informee_le < nouveau.repere_le || nouveau.informee_le > today {
        return refuse(
            "/informee_le",
            "incoherent",
            "la personne est informée au jour du repérage ou ensuite, et l'est déjà",
        );
    }
    match nouveau.date_naissance.filter(|born| *born > nouveau.repere_le) {
        Some(_) => refuse("/date_naissance", "incoherent", "la naissance précède le repérage"),
        None => Ok(()),
    }
}

impl Reperage {
    /// Somebody who was just spotted, kept until that day.
    pub(crate) fn noter(
        (id, futur_dossier, par): (ReperageId, ParticipantId, ActeurId),
        nouveau: NouveauReperage,
        garde_jusqu_au: NaiveDate,
    ) -> Self {
        let NouveauReperage {
            nom,
            prenom,
            date_naissance,
            commune,
            telephone,
            courriel,
            repere_le,
            contexte,
            base_legale,
            informee_le,
            structure,
        } = nouveau;
        Self {
            id,
            futur_dossier,
            etat: EtatReperage::Ouvert,
            identite: Some(Identite { nom, prenom, date_naissance, commune, telephone, courriel }),
            repere_le,
            contexte,
            base_legale,
            informee_le,
            garde_jusqu_au,
            structure,
            candidature: None,
            motif: None,
            par,
        }
    }

    /// Whether `commande` may be done now.
    pub(crate) fn permet(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat, commande).map(drop)
    }

    /// A candidature is filed: its file says who the person is, and nothing more of them is kept here.
    pub(crate) fn deposer(&mut self, candidature: CandidatureId) -> Result<(), Refus> {
        self.etat = apres(self.etat, Commande::Deposer)?;
        (self.candidature, self.identite, self.contexte) = (Some(candidature), None, None);
        Ok(())
    }

    /// It leads to nothing.
    pub(crate) fn clore(&mut self, motif: MotifClotureReperage) -> Result<(), Refus> {
        self.etat = apres(self.etat, Commande::Clore)?;
        self.motif = Some(motif);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatReperage as E;

    fn nouveau(repere_le: &str, informee_le: &str) -> NouveauReperage {
        NouveauReperage {
            nom: "Diallo".to_owned(),
            prenom: "Aminata".to_owned(),
            date_naissance: None,
            commune: None,
            telephone: None,
            courriel: None,
            repere_le: d(repere_le),
            contexte: Some("permanence".to_owned()),
            base_legale: BaseLegale::Consentement,
            informee_le: d(informee_le),
            structure: None,
        }
    }

    #[test]
    fn a_repérage_does_what_its_table_says_and_nothing_else() {
        let table = [(E::Ouvert, C::Deposer, E::Candidature), (E::Ouvert, C::Clore, E::Clos)];
        assert_eq!(ecarts(&[E::Ouvert], E::TOUS, &[C::Deposer, C::Clore], &table, apres), [""; 0]);
    }

    #[test]
    fn somebody_is_spotted_then_told_and_neither_is_tomorrow() {
        let on = |spotted, told| datable(&nouveau(spotted, told), d("2026-03-10")).is_ok();
        assert_eq!((on("2026-03-10", "2026-03-10"), on("2026-03-11", "2026-03-11")), (true, false));
        assert_eq!((on("2026-03-09", "2026-03-08"), on("2026-03-09", "2026-03-11")), (false, false));
    }

    #[test]
    fn once_a_candidature_is_filed_nothing_of_the_person_is_left_here() {
        let ids = (Id::MIN, Id::MIN, Id::MIN);
        let mut one = Reperage::noter(ids, nouveau("2026-03-10", "2026-03-10"), d("2026-09-06"));
        one.deposer(Id::MAX).unwrap();
        assert_eq!((one.identite, one.contexte, one.candidature), (None, None, Some(Id::MAX)));
    }
}
