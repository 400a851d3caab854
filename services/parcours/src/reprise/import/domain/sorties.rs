//! Exits, what followed them, and ends, from the cells of a line.

use chrono::NaiveDate;
use imports::valeurs::{Lu, borne, code, nombre, oui_non};
use parcours_api::{ChampReprise as Champ, EtatSortie, FaitRepris, IssueAppel, MotifCloture, NatureSortie};
use referentiel::{EmployeurAide, TypeInsertion};
use rust_decimal::Decimal;
use suite_api::ChampImporte;

use super::Lecture;

kernel::codes! {
    /// What a person leaves for, in one word.
    pub(crate) enum GenreSortie {
        /// Open-ended contract.
        Cdi = "cdi",
        /// Fixed-term contract or mission.
        Cdd = "cdd",
        /// Business created.
        Creation = "creation",
        /// Qualifying training.
        Formation = "formation",
        /// Job in an insertion structure.
        Insertion = "insertion",
        /// Aided contract at an ordinary employer.
        ContratAide = "contrat_aide",
    }
}

impl Lecture<'_> {
    pub(super) fn sortie(&mut self) -> Option<FaitRepris> {
        let (genre, employeur) = (self.ligne.exige(Champ::Nature, code::<GenreSortie>), self.employeur());
        let (jours, acquise_le) = (self.jours(), self.passe(Champ::AcquiseLe, false));
        let justifiee_le = self.passe(Champ::JustifieeLe, false);
        let (partiel_choisi_le, age) = (self.passe(Champ::PartielChoisiLe, false), self.ligne.lu(Champ::Age, age));
        let told = self.ligne.lu(Champ::Etat, code::<EtatSortie>);
        let etat = told.unwrap_or(if acquise_le.is_some() { EtatSortie::Confirmee } else { EtatSortie::EnSuivi });
        let (genre, (debut, au)) = (genre?, jours?);
        let nature = self.nature(genre, debut, au);
        // What has no end of its own and ended was broken.
        let rompue_le = au.filter(|_| matches!(genre, GenreSortie::Cdi | GenreSortie::Creation));
        if rompue_le.is_some() && etat == EtatSortie::EnSuivi {
            self.ligne.signaler(Champ::Au, "incoherent", "ce qui a pris fin n'est plus suivi");
        }
        match (etat, acquise_le) {
            (EtatSortie::Confirmee, None) => {
                self.ligne.signaler(Champ::AcquiseLe, "absent", "attendu : le jour de la sortie confirmée");
            }
            (EtatSortie::Confirmee, Some(le)) if le < debut => {
                self.ligne.signaler(Champ::AcquiseLe, "incoherent", "la sortie précède l'emploi ou la formation");
            }
            (EtatSortie::EnSuivi | EtatSortie::NonPositive, Some(_)) => {
                let detail = "seule une sortie confirmée a une date de sortie";
                self.ligne.signaler(Champ::AcquiseLe, "incoherent", detail);
            }
            (EtatSortie::Confirmee, Some(_)) | (EtatSortie::EnSuivi | EtatSortie::NonPositive, None) => {}
        }
        let (nature, employeur) = (nature?, employeur?);
        Some(FaitRepris::Sortie {
            nature,
            debut,
            employeur,
            etat,
            justifiee_le,
            rompue_le,
            acquise_le,
            partiel_choisi_le,
            age,
        })
    }

    /// What a person leaves for, with what rules read of it: what the table is silent on is not said.
    fn nature(&mut self, genre: GenreSortie, debut: NaiveDate, au: Option<NaiveDate>) -> Option<NatureSortie> {
        let quotite = match genre {
            GenreSortie::Cdi | GenreSortie::Cdd | GenreSortie::ContratAide => self.ligne.exige(Champ::Quotite, quotite),
            GenreSortie::Insertion => self.ligne.lu(Champ::Quotite, quotite),
            GenreSortie::Creation | GenreSortie::Formation => None,
        };
        let ends = matches!(genre, GenreSortie::Cdd | GenreSortie::Formation | GenreSortie::ContratAide);
        if ends && au.is_none() {
            self.ligne.signaler(Champ::Au, "absent", "attendu : le dernier jour du contrat ou de la formation");
        }
        Some(match genre {
            GenreSortie::Cdi => NatureSortie::Cdi { quotite: quotite? },
            GenreSortie::Cdd => {
                let saisonnier = self.oui(Champ::Saisonnier);
                NatureSortie::Cdd { fin: au?, quotite: quotite?, saisonnier }
            }
            GenreSortie::Creation => NatureSortie::Creation {},
            GenreSortie::Formation => NatureSortie::Formation { titre_obtenu_le: self.titre(debut), fin: au? },
            GenreSortie::Insertion => NatureSortie::Insertion {
                structure: self.ligne.lu(Champ::Structure, code::<TypeInsertion>),
                fin: au,
                quotite,
                missions_depuis: self.missions(debut),
                sans_souhait: self.oui(Champ::SansSouhait),
            },
            GenreSortie::ContratAide => {
                let (cdi, employeur_type) =
                    (self.oui(Champ::SansTerme), self.ligne.lu(Champ::EmployeurType, code::<EmployeurAide>));
                NatureSortie::ContratAide { fin: au?, quotite: quotite?, cdi, employeur_type }
            }
        })
    }

    /// Whether a column says yes.
    fn oui(&mut self, champ: Champ) -> bool {
        self.ligne.lu(champ, oui_non).unwrap_or_default()
    }

    fn titre(&mut self, debut: NaiveDate) -> Option<NaiveDate> {
        let le = self.passe(Champ::TitreObtenuLe, false);
        if le.is_some_and(|le| le < debut) {
            self.ligne.signaler(Champ::TitreObtenuLe, "incoherent", "le titre précède la formation");
        }
        le
    }

    fn missions(&mut self, debut: NaiveDate) -> Option<NaiveDate> {
        let depuis = self.passe(Champ::MissionsDepuis, false);
        if depuis.is_some_and(|depuis| depuis > debut) {
            let detail = "les missions ont commencé au plus tard avec l'emploi";
            self.ligne.signaler(Champ::MissionsDepuis, "incoherent", detail);
        }
        depuis
    }

    fn employeur(&mut self) -> Option<String> {
        self.ligne.exige(Champ::Employeur, |cell| borne(cell, 2, 160))
    }

    pub(super) fn contrat(&mut self) -> Option<FaitRepris> {
        let (jours, employeur) = (self.jours(), self.employeur());
        let quotite = self.ligne.exige(Champ::Quotite, quotite);
        let (debut, fin) = jours?;
        Some(FaitRepris::Contrat { debut, fin, quotite: quotite?, employeur: employeur? })
    }

    pub(super) fn suivi(&mut self) -> Option<FaitRepris> {
        let (jour, issue) = (self.passe(Champ::Du, true), self.ligne.exige(Champ::Issue, code::<IssueAppel>));
        Some(FaitRepris::Suivi { jour: jour?, issue: issue? })
    }

    pub(super) fn fin(&mut self) -> Option<FaitRepris> {
        let (le, motif) = (self.passe(Champ::Du, true), self.ligne.exige(Champ::Motif, code::<MotifCloture>));
        let destination = self.texte(Champ::Destination, 2, 160);
        Some(FaitRepris::Fin { motif: motif?, le: le?, destination })
    }
}

/// A percentage of full time: `100`, `57,14` or `57.14 %`.
fn quotite(cell: &str) -> Lu<Decimal> {
    let plain = cell.trim_end_matches('%').trim().replace(',', ".");
    let read = plain.parse::<Decimal>().ok().map(|read| read.normalize());
    let within = |read: &Decimal| *read > Decimal::ZERO && *read <= Decimal::ONE_HUNDRED && read.scale() <= 4;
    read.filter(within).ok_or_else(|| "attendu : un pourcentage du temps plein, plus de 0 et au plus 100".to_owned())
}

/// Completed years of somebody.
fn age(cell: &str) -> Lu<i32> {
    let read = nombre(cell).ok().filter(|years| (14..=120).contains(years));
    read.map(i32::from).ok_or_else(|| format!("attendu : {}", Champ::Age.attendu()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_full_time_is_read_as_people_write_it() {
        for (cell, read) in [("100", "100"), ("57,14", "57.14"), ("57.14 %", "57.14"), ("50%", "50")] {
            assert_eq!(quotite(cell).unwrap().to_string(), read);
        }
        for cell in ["0", "100,01", "-5", "temps plein", "33,33333"] {
            quotite(cell).unwrap_err();
        }
    }

    #[test]
    fn an_age_is_one_of_who_may_work() {
        assert_eq!((age("14"), age("120")), (Ok(14), Ok(120)));
        for cell in ["13", "121", "-20", "58 ans"] {
            age(cell).unwrap_err();
        }
    }
}
