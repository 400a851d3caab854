//! The life of a demande: asked, decided by an instance, taken back.

use chrono::NaiveDate;
use kernel::{
    ActeurId, CommissionId, DemandeId, Nominatif, ParcoursId, ParticipantId, Personnes, PieceId, Refus, SortieId,
    SuspensionId, phrase,
};
use parcours_api::{
    DecisionEquipe, EtatDemande, MotifCloture, NatureSuspension, NouvelleFin, NouvelleProlongation, NouvelleRevue,
    NouvelleSuspension,
};
use participants_api::DecisionDemande;
use referentiel::NatureDemande;
use serde::{Deserialize, Serialize};

/// What is done once a demande is granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "acte", content = "contenu", rename_all = "snake_case")]
pub(crate) enum Acte {
    /// The parcours stops for a time, or is in veille.
    Suspension(NouvelleSuspension),
    /// The accompaniment goes on from a day, before its stop was to end.
    Reprise { suspension: SuspensionId, le: NaiveDate },
    /// The parcours is reviewed.
    Revue(NouvelleRevue),
    /// The parcours ends otherwise than by a positive exit.
    Fin(NouvelleFin),
    /// An exit is confirmed positive, by this pièce; `quoi` says which, without its employer.
    Confirmation { sortie: SortieId, piece: Option<PieceId>, quoi: String },
    /// An insertion or aided contract counts as an exit, or does not, by what the team answers.
    Retenue { sortie: SortieId, decision: DecisionEquipe, quoi: String },
    /// The accompaniment goes on after the end of the right.
    Prolongation(NouvelleProlongation),
}

impl Acte {
    /// What the rules call it.
    pub(crate) const fn nature(&self) -> NatureDemande {
        match self {
            Self::Suspension(one) => match one.nature {
                NatureSuspension::Suspension => NatureDemande::Suspension,
                NatureSuspension::Veille => NatureDemande::Veille,
            },
            Self::Reprise { .. } => NatureDemande::Reprise,
            Self::Revue(_) => NatureDemande::Revue,
            Self::Fin(_) => NatureDemande::SortieAutre,
            Self::Confirmation { .. } | Self::Retenue { .. } => NatureDemande::SortiePositive,
            Self::Prolongation(_) => NatureDemande::Prolongation,
        }
    }

    /// What is asked, in French.
    pub(crate) fn objet(&self) -> String {
        match self {
            Self::Suspension(NouvelleSuspension { nature, du, au, .. }) => {
                let what = match nature {
                    NatureSuspension::Suspension => "suspension",
                    NatureSuspension::Veille => "veille",
                };
                match au {
                    Some(au) => format!("{what} du {} au {}", phrase::jour(du), phrase::jour(au)),
                    None => format!("{what} à partir du {}", phrase::jour(du)),
                }
            }
            Self::Reprise { le, .. } => format!("reprise de l’accompagnement le {}", phrase::jour(le)),
            Self::Revue(NouvelleRevue { suite, prochaine_le, .. }) => {
                let next =
                    prochaine_le.map(|le| format!(", prochaine revue le {}", phrase::jour(le))).unwrap_or_default();
                format!("revue de parcours long : {}{next}", suite.libelle())
            }
            Self::Fin(NouvelleFin { motif, le, .. }) => format!("sortie le {} : {}", phrase::jour(le), cause(*motif)),
            Self::Confirmation { quoi, .. } => format!("sortie positive : {quoi}"),
            Self::Retenue { quoi, .. } => format!("sortie positive, contrat à retenir ou non : {quoi}"),
            Self::Prolongation(NouvelleProlongation { jusqu_au, .. }) => {
                format!("prolongation de l’accompagnement jusqu’au {}", phrase::jour(jusqu_au))
            }
        }
    }

    /// Why it is asked.
    pub(crate) fn motif(&self) -> Option<&str> {
        match self {
            Self::Suspension(one) => Some(&one.motif),
            Self::Reprise { .. } | Self::Confirmation { .. } => None,
            Self::Revue(one) => Some(&one.bilan),
            Self::Fin(one) => one.precisions.as_deref(),
            Self::Retenue { decision, .. } => Some(&decision.motif),
            Self::Prolongation(one) => Some(&one.motif),
        }
    }

    /// The exit of which it is.
    pub(crate) const fn sortie(&self) -> Option<SortieId> {
        match self {
            Self::Confirmation { sortie, .. } | Self::Retenue { sortie, .. } => Some(*sortie),
            Self::Suspension(_) | Self::Reprise { .. } | Self::Revue(_) | Self::Fin(_) | Self::Prolongation(_) => None,
        }
    }

    /// The pièce that proves it.
    pub(crate) const fn piece(&self) -> Option<PieceId> {
        match self {
            Self::Confirmation { piece, .. } => *piece,
            _ => None,
        }
    }
}

/// Why a parcours ends, in French: nothing of a health that an instance need not know.
const fn cause(motif: MotifCloture) -> &'static str {
    match motif {
        MotifCloture::Abandon => "abandon",
        MotifCloture::Demenagement => "déménagement",
        MotifCloture::Reorientation => "réorientation",
        MotifCloture::Retraite => "retraite",
        MotifCloture::Exclusion => "fin décidée par le PLIE",
        MotifCloture::FinDeDroits => "fin de droits",
        MotifCloture::Sante | MotifCloture::Deces => "autre raison",
    }
}

/// What is asked of an instance about a parcours, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demande {
    pub(crate) id: DemandeId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) nature: NatureDemande,
    /// By its code in the référentiel.
    pub(crate) instance: String,
    pub(crate) objet: String,
    pub(crate) motif: Option<String>,
    pub(crate) etat: EtatDemande,
    pub(crate) demandee_le: NaiveDate,
    pub(crate) demandee_par: ActeurId,
    /// The day and the session of the last decision.
    pub(crate) decidee_le: Option<NaiveDate>,
    pub(crate) commission: Option<CommissionId>,
    /// Why it was decided so, or taken back.
    pub(crate) motif_decision: Option<String>,
    pub(crate) conditions: Option<String>,
    /// Why what was granted could not be done.
    pub(crate) sans_effet: Option<String>,
}

impl Nominatif for Demande {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What may happen to a demande.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// An instance decides of it, or corrects what it decided.
    Decider(DecisionDemande),
    /// Whoever asked asks no more, or what was asked is possible no more.
    Retirer,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatDemande, commande: Commande) -> Result<EtatDemande, Refus> {
    use Commande::{Decider, Retirer};
    use DecisionDemande as D;
    use EtatDemande as E;
    match (commande, etat) {
        (Decider(D::PriseActe), E::Rapportee | E::PriseActe) => Ok(E::PriseActe),
        (Decider(D::Accordee), E::ADecider | E::Ajournee | E::Refusee | E::Accordee) => Ok(E::Accordee),
        (Decider(D::Refusee), E::ADecider | E::Ajournee | E::Refusee) => Ok(E::Refusee),
        (Decider(D::Ajournee), E::ADecider | E::Ajournee | E::Refusee) => Ok(E::Ajournee),
        (Retirer, E::ADecider | E::Ajournee) => Ok(E::Retiree),
        (_, E::Retiree) => Err(Refus::new("La demande a été retirée.")),
        (_, E::Rapportee | E::PriseActe) => {
            Err(Refus::new("La demande a déjà pris effet : l’instance en est informée."))
        }
        (Decider(D::PriseActe), _) => Err(Refus::new("La demande attend une décision.")),
        (_, E::Accordee) => Err(Refus::new("La demande est accordée : elle a pris effet.")),
        (_, E::Refusee) => Err(Refus::new("La demande est refusée.")),
    }
}

impl Demande {
    /// Whether its state allows this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat, commande).map(drop)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// It is taken back, for this reason.
    pub(crate) fn retirer(&mut self, motif: String) -> Result<(), Refus> {
        self.avancer(Commande::Retirer)?;
        self.motif_decision = Some(motif);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, machine::ecarts};
    use parcours_api::SuiteRevue;
    use testdata::d;

    use super::*;
    use Commande::{Decider, Retirer};
    use DecisionDemande as D;
    use EtatDemande as E;

    #[test]
    fn a_demande_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::ADecider, Decider(D::Accordee), E::Accordee),
            (E::ADecider, Decider(D::Refusee), E::Refusee),
            (E::ADecider, Decider(D::Ajournee), E::Ajournee),
            (E::ADecider, Retirer, E::Retiree),
            (E::Ajournee, Decider(D::Accordee), E::Accordee),
            (E::Ajournee, Decider(D::Refusee), E::Refusee),
            (E::Ajournee, Decider(D::Ajournee), E::Ajournee),
            (E::Ajournee, Retirer, E::Retiree),
            (E::Refusee, Decider(D::Accordee), E::Accordee),
            (E::Refusee, Decider(D::Refusee), E::Refusee),
            (E::Refusee, Decider(D::Ajournee), E::Ajournee),
            (E::Accordee, Decider(D::Accordee), E::Accordee),
            (E::Rapportee, Decider(D::PriseActe), E::PriseActe),
            (E::PriseActe, Decider(D::PriseActe), E::PriseActe),
        ];
        let commandes: Vec<_> = D::TOUS.iter().copied().map(Decider).chain([Retirer]).collect();
        assert_eq!(ecarts(&[E::ADecider, E::Rapportee], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn what_is_asked_is_said_with_its_days() {
        let stop = |nature, au: Option<&str>| {
            let motif = "formation suspendue".to_owned();
            Acte::Suspension(NouvelleSuspension { nature, du: d("2026-03-01"), au: au.map(d), motif }).objet()
        };
        assert_eq!(stop(NatureSuspension::Suspension, Some("2026-03-31")), "suspension du 01/03/2026 au 31/03/2026");
        assert_eq!(stop(NatureSuspension::Veille, None), "veille à partir du 01/03/2026");
        let revue = |suite, prochaine_le: Option<&str>| {
            let bilan = "deux étapes tenues".to_owned();
            Acte::Revue(NouvelleRevue { suite, prochaine_le: prochaine_le.map(d), bilan }).objet()
        };
        assert_eq!(
            revue(SuiteRevue::Poursuite, Some("2027-03-01")),
            "revue de parcours long : poursuite de l’accompagnement, prochaine revue le 01/03/2027"
        );
        assert_eq!(revue(SuiteRevue::Sortie, None), "revue de parcours long : sortie du PLIE");
        let motif = "titre en cours".to_owned();
        let longer = Acte::Prolongation(NouvelleProlongation { jusqu_au: d("2027-06-30"), motif });
        assert_eq!(longer.objet(), "prolongation de l’accompagnement jusqu’au 30/06/2027");
    }

    #[test]
    fn an_exit_is_asked_for_with_the_document_that_proves_it() {
        let (sortie, piece) = (kernel::Id::from_u128(1), Some(kernel::Id::from_u128(2)));
        let asked = Acte::Confirmation { sortie, piece, quoi: "CDI depuis le 02/11/2026".to_owned() };
        assert_eq!((asked.sortie(), asked.piece()), (Some(sortie), piece));
        assert_eq!(
            (asked.nature(), asked.objet().as_str()),
            (NatureDemande::SortiePositive, "sortie positive : CDI depuis le 02/11/2026")
        );
    }
}
