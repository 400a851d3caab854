//! The life of an import: its file is expected, its lines are looked at, the rest is forgotten.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ActeurId, CorrespondanceId, ImportId, Refus};
use suite_api::{Action, EtatImport};

/// The taking over of a table, by the mapping `L`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<L> {
    /// Identifier.
    pub id: ImportId,
    /// Where it stands.
    pub(crate) etat: EtatImport,
    /// The name of the file, as the person knows it.
    pub(crate) fichier: String,
    /// SHA-256 of the file.
    pub(crate) sha256: Option<String>,
    /// Where the file waits in the store.
    pub(crate) emplacement: Option<String>,
    /// The mapping that was chosen.
    pub(crate) correspondance: CorrespondanceId,
    /// What it said when the lines were read.
    pub lecture: L,
    /// The titles of the table.
    pub entetes: Vec<String>,
    /// The day of the extraction.
    pub arrete_le: NaiveDate,
    /// The day on which what is in nothing is forgotten.
    pub(crate) oublie_le: NaiveDate,
    /// When it was opened.
    pub(crate) cree_le: DateTime<Utc>,
    /// By whom.
    pub(crate) cree_par: ActeurId,
}

/// What may happen to an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Its file arrives.
    Recevoir,
    /// Lines of its file are staged, corrected or integrated.
    Traiter,
    /// Every line of its file is staged.
    Lire,
    /// Somebody works on its lines.
    Travailler,
    /// What is in nothing is forgotten.
    Abandonner,
}

/// The state after `commande`, or why the present one forbids it.
pub(crate) fn apres(etat: EtatImport, commande: Commande) -> Result<EtatImport, Refus> {
    use Commande as C;
    use EtatImport as E;
    match (commande, etat) {
        (C::Recevoir, E::Attendu) => Ok(E::Attendu),
        (C::Recevoir, E::Lecture | E::Apercu | E::Integration | E::Abandonne) => {
            Err(Refus::new("Le fichier de cet import est déjà lu : ouvrez un autre import."))
        }
        (C::Traiter, E::Attendu | E::Lecture | E::Apercu | E::Integration)
        | (C::Travailler, E::Lecture | E::Apercu | E::Integration) => Ok(etat),
        (C::Lire, E::Attendu | E::Lecture | E::Apercu | E::Integration) => Ok(E::Apercu),
        (C::Travailler, E::Attendu) => Err(Refus::new("Le fichier de cet import n'est pas encore lu.")),
        (C::Traiter | C::Lire | C::Travailler, E::Abandonne) => Err(Refus::new("Cet import est abandonné.")),
        (C::Abandonner, _) => Ok(E::Abandonne),
    }
}

/// Whether lines may be integrated, when so many are ready.
pub(crate) fn integrable(pretes: i64) -> Result<(), Refus> {
    if pretes > 0 {
        return Ok(());
    }
    Err(Refus::new("Aucune de ces lignes n'est prête : corrigez les lignes rejetées, ou décidez des autres."))
}

/// Whether an import may be abandoned: not under a work that runs on it.
pub(crate) fn abandonnable(travail_en_cours: bool) -> Result<(), Refus> {
    if travail_en_cours {
        return Err(Refus::new("Un travail est en cours sur cet import : annulez-le d'abord."));
    }
    Ok(())
}

impl<L> Import<L> {
    /// What may be done with it, by the rules of its commands.
    pub(crate) fn actions(&self, pretes: i64, travail_en_cours: bool) -> Vec<Action> {
        let lines = |nom| Action::selon(nom, apres(self.etat, Commande::Travailler));
        let integrate = apres(self.etat, Commande::Travailler).and_then(|_| integrable(pretes));
        vec![
            Action::selon("fichier", apres(self.etat, Commande::Recevoir)),
            lines("corrections"),
            lines("decisions"),
            lines("reprise"),
            Action::selon("integration", integrate),
            Action::selon("abandon", abandonnable(travail_en_cours)),
        ]
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// A work that runs on it, if any, shows as its state.
    pub(crate) fn montre(&self, travail: Option<Travail>) -> EtatImport {
        match travail {
            Some(Travail::Lecture) => EtatImport::Lecture,
            Some(Travail::Integration) => EtatImport::Integration,
            None => self.etat,
        }
    }
}

/// What runs on an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Travail {
    /// Lines are being read.
    Lecture,
    /// Lines are being integrated.
    Integration,
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};

    use super::*;
    use Commande as C;
    use EtatImport as E;

    #[test]
    fn an_import_does_what_its_table_says_and_nothing_else() {
        let mut table = vec![(E::Attendu, C::Recevoir, E::Attendu)];
        for etat in [E::Attendu, E::Lecture, E::Apercu, E::Integration] {
            table.push((etat, C::Traiter, etat));
            table.push((etat, C::Lire, E::Apercu));
        }
        for etat in [E::Lecture, E::Apercu, E::Integration] {
            table.push((etat, C::Travailler, etat));
        }
        table.extend(E::TOUS.iter().map(|etat| (*etat, C::Abandonner, E::Abandonne)));
        let commandes = [C::Recevoir, C::Traiter, C::Lire, C::Travailler, C::Abandonner];
        // These two are shown while a work runs, and never kept.
        let shown = ["Lecture is never reached", "Integration is never reached"];
        assert_eq!(ecarts(&[E::Attendu], E::TOUS, &commandes, &table, apres), shown);
    }
}
