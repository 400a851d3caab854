//! What a file tells of a person on a day, for the rules of eligibility.

use chrono::NaiveDate;
use referentiel::regles::{
    eligibilite::{self, FaitSituation},
    eligibilite_fse,
    pieces::FaitPiece,
};

use crate::{
    dossier::{adresse::domain::Adresse, participant::domain::Participant, situation::domain::Situation},
    entree::eligibilite::domain,
};

/// A person as their file tells on the reference date.
pub(crate) struct Portrait {
    pub(crate) personne: Participant,
    adresse: Option<Adresse>,
    situations: Vec<FaitSituation>,
}

impl Portrait {
    /// What was recorded, and what the rest of the file tells of the situations that were not.
    pub(crate) fn tracer(
        personne: Participant,
        adresse: Option<Adresse>,
        recorded: Vec<Situation>,
        jour: NaiveDate,
    ) -> Self {
        let mut situations: Vec<FaitSituation> = recorded.into_iter().map(Into::into).collect();
        for told in domain::deduit::situations(&personne.identite, adresse.as_ref().map(|one| &one.contenu), jour) {
            if !situations.iter().any(|one| one.code == told.code) {
                situations.push(told);
            }
        }
        Self { personne, adresse, situations }
    }

    /// What the rules of the PLIE judge; the address wins over the commune of the identity.
    pub(crate) fn faits_du_plie(self, pieces: Vec<FaitPiece>) -> eligibilite::Faits {
        let identite = self.personne.identite;
        let home = self.adresse.map(|adresse| adresse.contenu.commune);
        eligibilite::Faits {
            commune: home.or(identite.commune),
            naissance: Some(identite.date_naissance),
            situations: self.situations,
            pieces,
        }
    }

    /// What the rules of the European fund judge.
    pub(crate) fn faits_du_fse(self, operation: Option<(NaiveDate, NaiveDate)>) -> eligibilite_fse::Faits {
        let identite = self.personne.identite;
        let coherent = |adresse: &Adresse| adresse.contenu.code_postal.dessert(&adresse.contenu.commune);
        eligibilite_fse::Faits {
            naissance: Some(identite.date_naissance),
            adresse_coherente: self.adresse.as_ref().map(coherent),
            niveau_connu: identite.etat_civil.niveau_formation.is_some(),
            contact_connu: identite.telephone.is_some()
                || identite.courriel.is_some()
                || identite.etat_civil.second_contact.is_some(),
            situations: self.situations,
            operation,
        }
    }
}
