//! The rules, one file each. All are pure.

pub mod absences;
pub mod bilans;
pub mod budget;
pub mod capacite;
pub mod conservation;
pub mod contact;
pub mod contrat;
pub mod diagnostic;
pub mod eligibilite;
pub mod eligibilite_fse;
pub mod entree;
pub mod entreprises;
pub mod etapes;
pub mod file_active;
pub mod fin_de_droit;
pub mod heures;
pub mod partage;
pub mod pieces;
pub mod presences;
pub mod preuve;
pub mod revue;
pub mod sortie;
pub mod sortie_iae;
pub mod taux;
