//! The life of an exchange with a partner.

use chrono::NaiveDate;
use kernel::{ActeurId, LiaisonId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, StructureId};
use parcours_api::{CompteRenduLiaison, EtatLiaison};
use referentiel::Partenaire;

use crate::vie::parcours::domain::{Commande as CommandeParcours, Parcours};

/// An exchange about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Liaison {
    pub(crate) id: LiaisonId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) interlocuteur: Partenaire,
    pub(crate) structure: Option<StructureId>,
    pub(crate) avec: Option<String>,
    pub(crate) le: NaiveDate,
    pub(crate) etat: EtatLiaison,
    pub(crate) compte_rendu: Option<CompteRenduLiaison>,
    pub(crate) motif: Option<String>,
    pub(crate) par: ActeurId,
}

impl Nominatif for Liaison {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What may happen to an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    Tenir,
    Annuler,
}

impl Commande {
    /// Those that `actions` of an exchange shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 2] = [("tenue", Self::Tenir), ("annulation", Self::Annuler)];
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatLiaison, commande: Commande) -> Result<EtatLiaison, Refus> {
    use EtatLiaison as E;
    match (commande, etat) {
        (Commande::Tenir, E::Prevue) => Ok(E::Tenue),
        (Commande::Annuler, E::Prevue) => Ok(E::Annulee),
        (_, E::Tenue) => Err(Refus::new("L'échange a été tenu.")),
        (_, E::Annulee) => Err(Refus::new("L'échange a été annulé.")),
    }
}

impl Liaison {
    /// Whether its state and that of its parcours allow this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande, parcours: &Parcours) -> Result<(), Refus> {
        parcours.peut(CommandeParcours::Accompagner)?;
        apres(self.etat, commande).map(drop)
    }

    /// It was held on this day.
    pub(crate) fn tenir(&mut self, le: NaiveDate, compte_rendu: CompteRenduLiaison) -> Result<(), Refus> {
        self.etat = apres(self.etat, Commande::Tenir)?;
        (self.le, self.compte_rendu) = (le, Some(compte_rendu));
        Ok(())
    }

    /// It is not held.
    pub(crate) fn annuler(&mut self, motif: String) -> Result<(), Refus> {
        self.etat = apres(self.etat, Commande::Annuler)?;
        self.motif = Some(motif);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};

    use super::*;

    #[test]
    fn an_exchange_does_what_its_table_says_and_nothing_else() {
        use EtatLiaison as E;
        let commandes = [Commande::Tenir, Commande::Annuler];
        let table = [(E::Prevue, Commande::Tenir, E::Tenue), (E::Prevue, Commande::Annuler, E::Annulee)];
        assert_eq!(ecarts(&[E::Prevue], E::TOUS, &commandes, &table, apres), [""; 0]);
    }
}
