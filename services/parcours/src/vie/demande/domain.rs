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
use referentiel::{
    NatureDemande, Referentiel,
    regles::decisions::{self, Ressort},
};
use serde::{Deserialize, Serialize};

/// What is done once a demande is granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "acte", content = "contenu", rename_all = "snake_case")]
pub(crate) enum Acte {
    /// The parcours stops for a time, or is in veille.
    Suspension(NouvelleSuspension),
    /// The accompaniment goes on from a day, before its stop was to end.
    Reprise { suspension: SuspensionId, le: NaiveDate },
    /// A suspension or a veille, as it was decided, is corrected, or taken back when nothing else is said: of this version of it.
    CorrectionSuspension {
        suspension: SuspensionId,
        remplace: i32,
        avant: NouvelleSuspension,
        apres: Option<NouvelleSuspension>,
        motif: String,
    },
    /// The parcours is reviewed.
    Revue(NouvelleRevue),
    /// The parcours ends otherwise than by a positive exit.
    Fin(NouvelleFin),
    /// How a parcours ended on a day is corrected, or taken back when nothing else is said: of this version of it.
    CorrectionFin { fini_le: NaiveDate, remplace: i32, fin: Option<NouvelleFin>, motif: String },
    /// An exit is confirmed positive, by this pièce and those of the contracts that followed; `quoi` says which, without its
    /// employer.
    Confirmation {
        sortie: SortieId,
        piece: Option<PieceId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        suivantes: Vec<PieceId>,
        quoi: String,
    },
    /// An exit that was confirmed and bears this date is taken back; `emploi_tenu` says whether the person had the job all the
    /// same.
    CorrectionSortie { sortie: SortieId, acquise_le: NaiveDate, motif: String, emploi_tenu: bool, quoi: String },
    /// An insertion or aided contract counts as an exit, or does not, by what the team answers.
    Retenue { sortie: SortieId, decision: DecisionEquipe, quoi: String },
    /// The accompaniment goes on after the end of the right.
    Prolongation(NouvelleProlongation),
}

impl Acte {
    /// What the rules call it first; of a correction, as what it corrects was asked for.
    const fn nature(&self) -> NatureDemande {
        match self {
            Self::Suspension(one) | Self::CorrectionSuspension { avant: one, .. } => arrete(one.nature),
            Self::Reprise { .. } => NatureDemande::Reprise,
            Self::Revue(_) => NatureDemande::Revue,
            Self::Fin(_) => NatureDemande::SortieAutre,
            Self::CorrectionFin { .. } => NatureDemande::CorrectionFin,
            Self::CorrectionSortie { .. } => NatureDemande::CorrectionSortie,
            Self::Confirmation { .. } | Self::Retenue { .. } => NatureDemande::SortiePositive,
            Self::Prolongation(_) => NatureDemande::Prolongation,
        }
    }

    /// What it is besides: a stop that becomes another, and one that ends sooner, are decided as these are too.
    fn autres_natures(&self) -> Vec<NatureDemande> {
        let Self::CorrectionSuspension { avant, apres: Some(apres), .. } = self else { return vec![] };
        let sooner = apres.au.is_some_and(|au| avant.au.is_none_or(|former| au < former));
        [arrete(apres.nature)].into_iter().chain(sooner.then_some(NatureDemande::Reprise)).collect()
    }

    /// What it is decided as, who decides of it, and before which instance, by these rules.
    pub(crate) fn ressort<'r>(&self, rules: &'r Referentiel) -> (NatureDemande, Ressort<'r>) {
        decisions::le_plus_strict(rules, self.nature(), &self.autres_natures())
    }

    /// What is asked, in French.
    pub(crate) fn objet(&self) -> String {
        match self {
            Self::Suspension(one) => arret(one),
            Self::CorrectionSuspension { avant, apres: Some(apres), .. } => {
                format!("correction : {}, au lieu de {}", arret(apres), arret(avant))
            }
            Self::CorrectionSuspension { avant, apres: None, .. } => format!("retrait : {}", arret(avant)),
            Self::Reprise { le, .. } => format!("reprise de l’accompagnement le {}", phrase::jour(le)),
            Self::Revue(NouvelleRevue { suite, prochaine_le, .. }) => {
                let next =
                    prochaine_le.map(|le| format!(", prochaine revue le {}", phrase::jour(le))).unwrap_or_default();
                format!("revue de parcours long : {}{next}", suite.libelle())
            }
            Self::Fin(NouvelleFin { motif, le, .. }) => format!("sortie le {} : {}", phrase::jour(le), cause(*motif)),
            Self::CorrectionFin { fini_le, fin: Some(NouvelleFin { motif, le, .. }), .. } => {
                let (former, next) = (phrase::jour(fini_le), phrase::jour(le));
                format!("correction de la fin du {former} : sortie le {next} : {}", cause(*motif))
            }
            Self::CorrectionFin { fini_le, fin: None, .. } => {
                format!("reprise du parcours : la fin du {} est retirée", phrase::jour(fini_le))
            }
            Self::Confirmation { quoi, .. } => format!("sortie positive : {quoi}"),
            Self::CorrectionSortie { acquise_le, quoi, .. } => {
                format!("reprise du parcours : la sortie positive du {} est retirée, {quoi}", phrase::jour(acquise_le))
            }
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
            Self::CorrectionFin { motif, .. }
            | Self::CorrectionSuspension { motif, .. }
            | Self::CorrectionSortie { motif, .. } => Some(motif),
            Self::Retenue { decision, .. } => Some(&decision.motif),
            Self::Prolongation(one) => Some(&one.motif),
        }
    }

    /// The exit of which it is.
    pub(crate) const fn sortie(&self) -> Option<SortieId> {
        match self {
            Self::Confirmation { sortie, .. }
            | Self::CorrectionSortie { sortie, .. }
            | Self::Retenue { sortie, .. } => Some(*sortie),
            Self::Suspension(_)
            | Self::Reprise { .. }
            | Self::Revue(_)
            | Self::Fin(_)
            | Self::CorrectionFin { .. }
            | Self::CorrectionSuspension { .. }
            | Self::Prolongation(_) => None,
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

/// What the rules call a stop of this nature.
const fn arrete(nature: NatureSuspension) -> NatureDemande {
    match nature {
        NatureSuspension::Suspension => NatureDemande::Suspension,
        NatureSuspension::Veille => NatureDemande::Veille,
    }
}

/// A suspension or a veille, with its days, in French.
fn arret(NouvelleSuspension { nature, du, au, .. }: &NouvelleSuspension) -> String {
    let what = match nature {
        NatureSuspension::Suspension => "suspension",
        NatureSuspension::Veille => "veille",
    };
    match au {
        Some(au) => format!("{what} du {} au {}", phrase::jour(du), phrase::jour(au)),
        None => format!("{what} à partir du {}", phrase::jour(du)),
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
    /// Why what was granted could not be done, or holds no more.
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

    /// Whether it is of this nature, and an instance is still to decide of it.
    pub(crate) fn attend(&self, nature: NatureDemande) -> bool {
        self.nature == nature && self.peut(Commande::Retirer).is_ok()
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
    use referentiel::{Decideur, RegleDecision};
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
    fn the_correction_of_a_suspension_is_said_with_both_days() {
        let stop = |nature, du, au| {
            let motif = "soins".to_owned();
            NouvelleSuspension { nature, du: d(du), au: Some(d(au)), motif }
        };
        let march = stop(NatureSuspension::Suspension, "2026-03-01", "2026-03-31");
        let corrected = |apres| Acte::CorrectionSuspension {
            suspension: kernel::Id::MIN,
            remplace: 1,
            avant: march.clone(),
            apres,
            motif: "autre personne".to_owned(),
        };
        let moved = corrected(Some(stop(NatureSuspension::Veille, "2026-04-01", "2026-04-30")));
        assert_eq!((moved.nature(), moved.motif()), (NatureDemande::Suspension, Some("autre personne")));
        assert_eq!(
            moved.objet(),
            "correction : veille du 01/04/2026 au 30/04/2026, au lieu de suspension du 01/03/2026 au 31/03/2026"
        );
        assert_eq!(corrected(None).objet(), "retrait : suspension du 01/03/2026 au 31/03/2026");
    }

    #[test]
    fn the_correction_of_a_stop_is_decided_by_the_strictest_of_what_it_is() {
        use NatureDemande as N;
        use NatureSuspension::{Suspension, Veille};
        type Stop<'a> = (NatureSuspension, Option<&'a str>);
        let decided = |named: &[N], avant: Stop<'_>, apres: Option<Stop<'_>>| {
            let mut rules = referentiel::livre("dijon").unwrap();
            let session = |nature: &N| RegleDecision { nature: *nature, par: Decideur::Session, instance: None };
            rules.decisions.extend(named.iter().map(session));
            let stop = |(nature, au): Stop<'_>| {
                let motif = "soins".to_owned();
                NouvelleSuspension { nature, du: d("2026-03-01"), au: au.map(d), motif }
            };
            let (avant, apres, motif) = (stop(avant), apres.map(stop), "relu avec la personne".to_owned());
            let (suspension, remplace) = (kernel::Id::MIN, 1);
            let (nature, ressort) =
                Acte::CorrectionSuspension { suspension, remplace, avant, apres, motif }.ressort(&rules);
            (nature, ressort.par)
        };
        let march = Some("2026-03-31");
        let becomes = |was, next: Option<_>| decided(&[N::Suspension], (was, march), next.map(|one| (one, march)));
        assert_eq!(becomes(Veille, Some(Suspension)), (N::Suspension, Decideur::Session));
        assert_eq!(becomes(Suspension, Some(Veille)), (N::Suspension, Decideur::Session));
        assert_eq!(becomes(Suspension, None), (N::Suspension, Decideur::Session));
        assert_eq!(becomes(Veille, Some(Veille)), (N::Veille, Decideur::Animation));
        assert_eq!(becomes(Veille, None), (N::Veille, Decideur::Animation));
        let ends = |avant, apres| decided(&[N::Reprise], (Suspension, avant), Some((Suspension, apres)));
        for (avant, apres) in [(march, Some("2026-03-30")), (None, march)] {
            assert_eq!(ends(avant, apres), (N::Reprise, Decideur::Session), "sooner: {avant:?}, {apres:?}");
        }
        for (avant, apres) in [(march, march), (march, Some("2026-04-01")), (march, None), (None, None)] {
            assert_eq!(ends(avant, apres), (N::Suspension, Decideur::Animation), "not sooner: {avant:?}, {apres:?}");
        }
    }

    #[test]
    fn the_correction_of_an_end_is_said_with_both_days_and_nothing_of_a_health() {
        let said = |fin| {
            let motif = "le certificat est arrivé après".to_owned();
            let asked = Acte::CorrectionFin { fini_le: d("2026-09-01"), remplace: 1, fin, motif };
            assert_eq!((asked.nature(), asked.sortie()), (NatureDemande::CorrectionFin, None));
            asked.objet()
        };
        let ill = NouvelleFin { motif: MotifCloture::Sante, le: d("2026-08-20"), destination: None, precisions: None };
        assert_eq!(said(Some(ill)), "correction de la fin du 01/09/2026 : sortie le 20/08/2026 : autre raison");
        assert_eq!(said(None), "reprise du parcours : la fin du 01/09/2026 est retirée");
    }

    #[test]
    fn the_correction_of_an_exit_says_its_date_and_names_no_employer() {
        let sortie = kernel::Id::from_u128(1);
        let (motif, quoi) = ("autre personne".to_owned(), "CDI depuis le 02/03/2026".to_owned());
        let asked = Acte::CorrectionSortie { sortie, acquise_le: d("2026-09-02"), motif, emploi_tenu: false, quoi };
        assert_eq!((asked.nature(), asked.sortie()), (NatureDemande::CorrectionSortie, Some(sortie)));
        assert_eq!(
            (asked.objet().as_str(), asked.motif()),
            (
                "reprise du parcours : la sortie positive du 02/09/2026 est retirée, CDI depuis le 02/03/2026",
                Some("autre personne")
            )
        );
    }

    #[test]
    fn an_exit_is_asked_for_with_the_document_that_proves_it() {
        let (sortie, piece) = (kernel::Id::from_u128(1), Some(kernel::Id::from_u128(2)));
        let quoi = "CDI depuis le 02/11/2026".to_owned();
        let asked = Acte::Confirmation { sortie, piece, suivantes: vec![], quoi };
        assert_eq!((asked.sortie(), asked.piece()), (Some(sortie), piece));
        assert_eq!(
            (asked.nature(), asked.objet().as_str()),
            (NatureDemande::SortiePositive, "sortie positive : CDI depuis le 02/11/2026")
        );
    }
}
