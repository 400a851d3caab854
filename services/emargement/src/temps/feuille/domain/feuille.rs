//! Time sheets: what they count, and what they become.

use std::collections::BTreeMap;

use auth::{Role, Titres};
use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::{EtatFeuille, LigneFeuille, MinutesCertifiees, MinutesDuJour};
use kernel::{
    Duree, FeuilleId, Fuseau, UtilisateurId,
    calendrier::{self, Periode},
};
use referentiel::Emargement;

use crate::{
    agenda::rendez_vous::domain::RendezVous,
    temps::{activite::domain::Activite, feuille::domain::tenue, portee::domain::Portee},
};

/// The time of somebody in a month: composed, signed twice, frozen.
#[derive(Debug, Clone)]
pub(crate) struct Feuille {
    pub(crate) id: FeuilleId,
    pub(crate) agent: UtilisateurId,
    /// First day of the month.
    pub(crate) mois: NaiveDate,
    pub(crate) version: i32,
    pub(crate) etat: EtatFeuille,
    pub(crate) agent_le: Option<DateTime<Utc>>,
    pub(crate) superieur: Option<UtilisateurId>,
    pub(crate) superieur_le: Option<DateTime<Utc>>,
    /// The lines as signed.
    pub(crate) lignes: Option<Vec<LigneFeuille>>,
    /// The superior whom the membership of the employee names.
    pub(crate) designe: Option<UtilisateurId>,
}

/// What the agenda and the activities say of some days. Each minute comes from one place; an activity proves its minutes
/// by its hours.
pub(crate) fn lignes(
    jours: Periode,
    (regle, fuseau): (Emargement, Fuseau),
    rendez_vous: &[RendezVous],
    activites: Vec<Activite>,
) -> Vec<LigneFeuille> {
    let met = rendez_vous.iter().flat_map(|one| tenue::lignes(one, regle, fuseau));
    let done = activites.into_iter().map(|one| LigneFeuille {
        jour: one.quand.jour,
        source: one.id.ressource(),
        origine: LigneFeuille::ACTIVITE.to_owned(),
        categorie: one.categorie,
        operation: one.operation,
        operation_nom: None,
        minutes: one.quand.minutes,
        justifiees: one.quand.plage.map_or(Duree::ZERO, |_| one.quand.minutes),
        justifiee: one.quand.plage.is_some(),
        debut: one.quand.plage.map(|plage| plage.debut),
        fin: one.quand.plage.map(|plage| plage.fin),
        manque: one.quand.plage.map_or_else(|| vec![LigneFeuille::SANS_HORAIRE.to_owned()], |_| vec![]),
    });
    // An appointment across the end of a month belongs to both, each for its own days.
    let mut lignes: Vec<_> = met.chain(done).filter(|ligne| jours.contient(ligne.jour)).collect();
    lignes.sort_by_key(|ligne| (ligne.jour, ligne.source));
    lignes
}

/// Minutes by operation and category, and of these those that nothing proves.
pub(crate) fn totaux(lignes: &[LigneFeuille]) -> Vec<MinutesCertifiees> {
    let sums = sommes(lignes, |ligne| (ligne.operation, ligne.categorie.as_str()));
    let told = sums.into_iter().map(|((operation, categorie), (minutes, non_justifiees))| MinutesCertifiees {
        operation,
        categorie: categorie.to_owned(),
        minutes,
        non_justifiees,
    });
    told.collect()
}

/// The same, by day.
pub(crate) fn jours(lignes: &[LigneFeuille]) -> Vec<MinutesDuJour> {
    let sums = sommes(lignes, |ligne| (ligne.jour, ligne.operation, ligne.categorie.as_str()));
    let told = sums.into_iter().map(|((jour, operation, categorie), (minutes, non_justifiees))| MinutesDuJour {
        jour,
        operation,
        categorie: categorie.to_owned(),
        minutes,
        non_justifiees,
    });
    told.collect()
}

/// Minutes, and of these those that nothing proves, of the lines of a same key.
fn sommes<'a, K: Ord>(lignes: &'a [LigneFeuille], key: impl Fn(&'a LigneFeuille) -> K) -> BTreeMap<K, (Duree, Duree)> {
    let mut sums: BTreeMap<K, (Duree, Duree)> = BTreeMap::new();
    for ligne in lignes {
        let (all, unproved) = sums.entry(key(ligne)).or_default();
        *all = *all + ligne.minutes;
        *unproved = *unproved + ligne.minutes.moins(ligne.justifiees);
    }
    sums
}

/// Who signs a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signe {
    Agent,
    Superieur,
}

/// What may happen to a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// A contradiction is explained.
    Expliquer,
    /// It is signed.
    Signer(Signe),
    /// Its signatures drop.
    Rouvrir,
}

/// Why a sheet does not do what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refus {
    #[error("La feuille est signée.")]
    Signee,
    #[error("la feuille est déjà signée par l'agent")]
    DejaSignee,
    #[error("l'agent signe le premier")]
    AgentDAbord,
    #[error("la feuille est certifiée et figée ; rouvrez-la avec un motif")]
    Figee,
    #[error("la feuille n'est pas signée : il n'y a rien à rouvrir")]
    RienARouvrir,
    #[error("le mois n'est pas terminé")]
    MoisEnCours,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatFeuille, commande: Commande) -> Result<EtatFeuille, Refus> {
    use Commande as C;
    use EtatFeuille as E;
    match (commande, etat) {
        (C::Expliquer, E::Composee) => Ok(E::Composee),
        (C::Expliquer, E::SigneeAgent | E::Certifiee) => Err(Refus::Signee),
        (C::Signer(Signe::Agent), E::Composee) => Ok(E::SigneeAgent),
        (C::Signer(Signe::Superieur), E::Composee) => Err(Refus::AgentDAbord),
        (C::Signer(Signe::Superieur), E::SigneeAgent) => Ok(E::Certifiee),
        (C::Signer(Signe::Agent), E::SigneeAgent) => Err(Refus::DejaSignee),
        (C::Signer(_), E::Certifiee) => Err(Refus::Figee),
        (C::Rouvrir, E::SigneeAgent | E::Certifiee) => Ok(E::Composee),
        (C::Rouvrir, E::Composee) => Err(Refus::RienARouvrir),
    }
}

impl Feuille {
    /// The sheet of a month, that nobody signed.
    pub(crate) const fn composer(
        id: FeuilleId,
        agent: UtilisateurId,
        mois: NaiveDate,
        designe: Option<UtilisateurId>,
    ) -> Self {
        Self {
            id,
            agent,
            mois,
            version: 1,
            etat: EtatFeuille::Composee,
            agent_le: None,
            superieur: None,
            superieur_le: None,
            lignes: None,
            designe,
        }
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// As what somebody acts on it: its own employee, the superior whom it names, or the management.
    pub(crate) fn signataire(&self, qui: UtilisateurId, titres: &Titres) -> Option<Signe> {
        if qui == self.agent {
            return Some(Signe::Agent);
        }
        let superior = self.designe == Some(qui) || titres.comme(Role::Direction);
        superior.then_some(Signe::Superieur)
    }

    /// Whether somebody reads it.
    pub(crate) fn lisible(&self, portee: Portee) -> bool {
        portee.montre(self.agent, self.designe)
    }

    /// Is signed at `now`, once the month is over in the territory.
    pub(crate) fn signer(
        &mut self,
        qui: Signe,
        par: UtilisateurId,
        now: DateTime<Utc>,
        fuseau: Fuseau,
    ) -> Result<(), Refus> {
        if fuseau.jour(now) < calendrier::plus_mois(self.mois, 1) {
            return Err(Refus::MoisEnCours);
        }
        self.avancer(Commande::Signer(qui))?;
        match qui {
            Signe::Agent => self.agent_le = Some(now),
            Signe::Superieur => (self.superieur, self.superieur_le) = (Some(par), Some(now)),
        }
        Ok(())
    }

    /// Is composed again: both signatures drop.
    pub(crate) fn rouvrir(&mut self) -> Result<(), Refus> {
        self.avancer(Commande::Rouvrir)?;
        self.version += 1;
        (self.agent_le, self.superieur, self.superieur_le, self.lignes) = (None, None, None, None);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use auth::{Permission, Titre};
    use emargement_api::{EtatRendezVous, Issue, NatureRendezVous};
    use kernel::{Code, Id, machine::ecarts};
    use testdata::{d, t};

    use super::*;
    use crate::{
        agenda::{
            mois::domain::ouvert,
            presence::domain::{Plage, Presence, Recueils, Signatures},
        },
        temps::{activite::domain::Quand, feuille::domain::anomalies::non_termines},
    };

    /// What somebody of this role signs and reads by.
    fn comme(role: Role) -> Titres {
        Permission::TempsLire.titres(&[Titre::de(role)], &[])
    }

    fn ligne(jour: &str, hours: u16, justifiee: bool) -> LigneFeuille {
        LigneFeuille {
            jour: d(jour),
            source: kernel::Id::MIN,
            origine: "rendez_vous".into(),
            categorie: "entretien".into(),
            operation: None,
            operation_nom: None,
            minutes: Duree::heures_minutes(hours, 0),
            justifiees: Duree::heures_minutes(if justifiee { hours } else { 0 }, 0),
            justifiee,
            debut: None,
            fin: None,
            manque: vec![],
        }
    }

    #[test]
    fn what_is_kept_and_sealed_of_a_line_does_not_name_its_operation() {
        let kept = serde_json::to_value(ligne("2026-03-12", 1, true)).unwrap();
        assert_eq!(kept.get("operation_nom"), None);
        let named = LigneFeuille { operation_nom: Some("202600774".to_owned()), ..ligne("2026-03-12", 1, true) };
        assert_eq!(serde_json::to_value(named).unwrap()["operation_nom"], "202600774");
    }

    #[test]
    fn a_sheet_does_what_its_table_says_and_nothing_else() {
        use Commande as C;
        use EtatFeuille as E;
        let table = [
            (E::Composee, C::Expliquer, E::Composee),
            (E::Composee, C::Signer(Signe::Agent), E::SigneeAgent),
            (E::SigneeAgent, C::Signer(Signe::Superieur), E::Certifiee),
            (E::SigneeAgent, C::Rouvrir, E::Composee),
            (E::Certifiee, C::Rouvrir, E::Composee),
        ];
        let commandes = [C::Expliquer, C::Signer(Signe::Agent), C::Signer(Signe::Superieur), C::Rouvrir];
        assert_eq!(ecarts(&[E::Composee], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn the_employee_signs_first_and_the_superior_certifies() {
        let signer = |etat, qui| apres(etat, Commande::Signer(qui));
        assert_eq!(signer(EtatFeuille::Composee, Signe::Superieur), Err(Refus::AgentDAbord));
        assert_eq!(signer(EtatFeuille::Composee, Signe::Agent), Ok(EtatFeuille::SigneeAgent));
        assert_eq!(signer(EtatFeuille::SigneeAgent, Signe::Superieur), Ok(EtatFeuille::Certifiee));
        assert_eq!(signer(EtatFeuille::Certifiee, Signe::Superieur), Err(Refus::Figee));
    }

    #[test]
    fn the_employee_signs_their_own_sheet_whatever_their_role_and_a_superior_that_of_another() {
        let (own, other) = (Id::MIN, Id::MAX);
        let sheet = Feuille::composer(Id::MIN, own, d("2026-03-01"), None);
        assert_eq!(sheet.signataire(own, &comme(Role::Direction)), Some(Signe::Agent));
        assert_eq!(sheet.signataire(other, &comme(Role::Direction)), Some(Signe::Superieur));
        for role in [Role::Animation, Role::Referent] {
            assert_eq!(sheet.signataire(other, &comme(role)), None, "{role:?}");
            let named = Feuille { designe: Some(other), ..sheet.clone() };
            assert_eq!(named.signataire(other, &comme(role)), Some(Signe::Superieur), "{role:?}");
        }
    }

    #[test]
    fn a_colleague_reads_no_sheet_but_their_own() {
        let (own, other) = (Id::MIN, Id::MAX);
        let sheet = Feuille::composer(Id::MIN, own, d("2026-03-01"), None);
        let reads = |qui, role| sheet.lisible(Portee::de(qui, &comme(role), true));
        assert_eq!((reads(own, Role::Referent), reads(other, Role::Referent)), (true, false));
        assert!(!reads(other, Role::Animation), "who is not their superior");
        for role in [Role::Direction, Role::GestionnaireFse, Role::Controleur] {
            assert!(reads(other, role), "{role:?}");
        }
        assert!(!sheet.lisible(Portee::de(other, &comme(Role::Controleur), false)), "without a mandate");
    }

    #[test]
    fn a_reopened_sheet_bears_no_signature_and_is_its_next_version() {
        let mut sheet = Feuille::composer(Id::MIN, Id::MIN, d("2026-03-01"), None);
        assert_eq!(sheet.rouvrir(), Err(Refus::RienARouvrir));
        sheet.signer(Signe::Agent, sheet.agent, t("2026-04-02T08:00:00Z"), Fuseau::Paris).unwrap();
        sheet.rouvrir().unwrap();
        assert_eq!((sheet.version, sheet.agent_le, ouvert(sheet.etat)), (2, None, true));
    }

    fn entretien(etat: EtatRendezVous, issue: Issue, signe: Signatures) -> RendezVous {
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Entretien,
            titre: "Entretien".to_owned(),
            debut: t("2026-03-12T08:00:00Z"),
            fin: t("2026-03-12T09:00:00Z"),
            lieu: "bureau 3".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "entretien".to_owned(),
            etat,
            animateur_signe: signe,
            animateur_recueil: Recueils::default(),
            presences: vec![Presence { issue, signe, ..Presence::attendue(Id::MIN) }],
        }
    }

    #[test]
    fn a_sheet_counts_what_was_held_with_somebody_and_each_activity() {
        use EtatRendezVous::{Annule, Prevu, Termine};
        let signe = Signatures { arrivee: Some(t("2026-03-12T08:00:00Z")), depart: Some(t("2026-03-12T09:00:00Z")) };
        let met = [
            entretien(Termine, Issue::Present, signe),
            entretien(Termine, Issue::Present, Signatures::default()),
            entretien(Termine, Issue::Absent, Signatures::default()),
            entretien(Prevu, Issue::Attendu, Signatures::default()),
            entretien(Annule, Issue::Attendu, Signatures::default()),
        ];
        let activity = Activite {
            id: Id::MIN,
            agent: Id::MIN,
            quand: Quand { jour: d("2026-03-11"), minutes: Duree::heures_minutes(1, 30), plage: None },
            categorie: "administratif".to_owned(),
            operation: None,
            libelle: "préparation".to_owned(),
            retrait: None,
        };
        let march = Periode { du: d("2026-03-01"), au: Some(d("2026-03-31")) };
        let told: Vec<_> = lignes(march, (Emargement::default(), Fuseau::Paris), &met, vec![activity])
            .iter()
            .map(|one| (one.jour, one.minutes.minutes(), one.justifiee))
            .collect();
        assert_eq!(told, [(d("2026-03-11"), 90, false), (d("2026-03-12"), 60, true), (d("2026-03-12"), 60, false)]);
        assert_eq!(non_termines(d("2026-03-01"), Fuseau::Paris, &met), [d("2026-03-12")]);
    }

    #[test]
    fn an_activity_proves_its_minutes_by_its_hours() {
        let (debut, fin) = (t("2026-03-11T08:00:00Z"), t("2026-03-11T09:30:00Z"));
        let line = |plage| {
            let activity = Activite {
                id: Id::MIN,
                agent: Id::MIN,
                quand: Quand { jour: d("2026-03-11"), minutes: Duree::heures_minutes(1, 30), plage },
                categorie: "administratif".to_owned(),
                operation: None,
                libelle: "préparation".to_owned(),
                retrait: None,
            };
            let march = Periode { du: d("2026-03-01"), au: Some(d("2026-03-31")) };
            lignes(march, (Emargement::default(), Fuseau::Paris), &[], vec![activity]).remove(0)
        };
        let proved = line(Some(Plage { debut, fin }));
        assert_eq!((proved.justifiee, proved.justifiees, proved.sans_horaire()), (true, proved.minutes, false));
        assert_eq!((proved.debut, proved.fin), (Some(debut), Some(fin)));
        let unproved = line(None);
        assert_eq!((unproved.justifiee, unproved.justifiees, unproved.sans_horaire()), (false, Duree::ZERO, true));
        assert_eq!(totaux(&[unproved])[0].non_justifiees.minutes(), 90);
    }

    #[test]
    fn minutes_without_all_signatures_are_told_apart() {
        let sums = totaux(&[ligne("2026-03-12", 2, true), ligne("2026-03-13", 1, false)]);
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].minutes.minutes(), sums[0].non_justifiees.minutes()), (180, 60));
    }

    #[test]
    fn certified_minutes_are_told_by_day_and_add_up_to_those_of_the_month() {
        let sheet = [ligne("2026-03-12", 2, true), ligne("2026-03-13", 1, false), ligne("2026-03-13", 1, true)];
        let told: Vec<_> =
            jours(&sheet).iter().map(|one| (one.jour, one.minutes.minutes(), one.non_justifiees.minutes())).collect();
        assert_eq!(told, [(d("2026-03-12"), 120, 0), (d("2026-03-13"), 120, 60)]);
        assert_eq!(totaux(&sheet)[0].minutes.minutes(), 240);
    }

    #[test]
    fn a_month_is_signed_once_it_is_over() {
        let signed = |fuseau, now| {
            let mut sheet = Feuille::composer(Id::MIN, Id::MIN, d("2026-03-01"), None);
            sheet.signer(Signe::Agent, Id::MIN, t(now), fuseau)
        };
        assert_eq!(signed(Fuseau::Paris, "2026-03-31T20:00:00Z"), Err(Refus::MoisEnCours));
        assert_eq!(signed(Fuseau::Reunion, "2026-03-31T20:00:00Z"), Ok(()), "1 April there");
        assert_eq!(signed(Fuseau::Paris, "2026-03-31T22:30:00Z"), Ok(()), "1 April in Paris");
        assert_eq!(signed(Fuseau::Guadeloupe, "2026-04-01T03:30:00Z"), Err(Refus::MoisEnCours), "31 March there");
    }
}
