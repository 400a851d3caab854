//! The rules, one file each. All are pure.

pub mod absences;
pub mod bilans;
pub mod budget;
pub mod capacite;
pub mod conservation;
pub mod contact;
pub mod contrat;
pub mod demarches;
pub mod diagnostic;
pub mod eligibilite;
pub mod eligibilite_fse;
pub mod entree;
pub mod entreprises;
pub mod etapes;
pub mod file_active;
pub mod heures;
pub mod partage;
pub mod pieces;
pub mod points_partenaires;
pub mod presences;
pub mod preuve;
pub mod revue;
pub mod sortie;
