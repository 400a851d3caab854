//! What may be done with an appointment now, by the rules of its commands.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::{EtatRendezVous, Issue};
use kernel::{Fuseau, ParticipantId, Refus, RendezVousId, UtilisateurId};

use super::{A_L_AVANCE, Commande, MARGE, RendezVous};
use crate::agenda::{
    compte_rendu::domain::{Redacteur, Tenu, a_commencer},
    mois::domain::{figee, mois_entre},
    presence::{self, domain::RefusSignature},
};

/// What surrounds appointments.
#[derive(Debug)]
pub(crate) struct Autour {
    pub(crate) now: DateTime<Utc>,
    /// Who acts.
    pub(crate) qui: UtilisateurId,
    pub(crate) fuseau: Fuseau,
    /// Persons whose file is restricted, and why nothing is recorded of them.
    pub(crate) limites: HashMap<ParticipantId, Refus>,
    /// Months whose sheet is signed, by who leads.
    pub(crate) signes: HashSet<(UtilisateurId, NaiveDate)>,
    /// Who leads, and in whose place who acts says what was said.
    pub(crate) remplaces: HashSet<UtilisateurId>,
    /// The comptes rendus that are there, or begun, by appointment.
    pub(crate) tenus: HashMap<RendezVousId, Vec<Tenu>>,
}

impl Autour {
    /// The comptes rendus of an appointment.
    pub(crate) fn tenus(&self, id: RendezVousId) -> &[Tenu] {
        self.tenus.get(&id).map_or(&[][..], Vec::as_slice)
    }
}

/// Name of each, and whether it is possible; otherwise why not.
pub(crate) fn actions(one: &RendezVous, autour: &Autour) -> [(&'static str, Result<(), Refus>); 5] {
    [
        ("emargements", emarger(one, autour)),
        ("absences", absenter(one, autour)),
        ("cloture", terminer(one, autour)),
        ("annulation", one.mis_de_cote(&autour.limites).and_then(|_| one.clone().annuler())),
        ("comptes-rendus", relater(one, autour)),
    ]
}

/// A signature is given around the appointment, once, and later as long as the sheet of the month is not signed.
fn emarger(one: &RendezVous, autour: &Autour) -> Result<(), Refus> {
    let late = one.etat == EtatRendezVous::Termine;
    one.clone().avancer(if late { Commande::Completer } else { Commande::Emarger })?;
    one.mis_de_cote(&autour.limites)?;
    if autour.now < one.debut - MARGE {
        return Err(Refus::new(A_L_AVANCE));
    }
    let led = one.animateur_signe.plage().is_some();
    let awaited = one.presences.iter().filter(|one| !matches!(one.issue, Issue::Absent | Issue::Excuse));
    if led && awaited.into_iter().all(|one| one.signe.plage().is_some()) {
        return Err(Refus::new(RefusSignature::DejaDonnee.to_string()));
    }
    if late { ouvert(one, autour) } else { Ok(()) }
}

/// Somebody of whom something may be recorded did not sign.
fn absenter(one: &RendezVous, autour: &Autour) -> Result<(), Refus> {
    one.clone().constater_absence(autour.now)?;
    let aside = one.mis_de_cote(&autour.limites)?;
    let others = one.presences.iter().filter(|presence| !aside.contains(&presence.participant));
    let mut refused = others.map(|presence| presence.clone().avancer(presence::domain::Commande::Absenter).err());
    // Of the first who signed, why; none when somebody did not.
    let first = refused.next().flatten();
    match first {
        Some(refus) if refused.all(|one| one.is_some()) => Err(refus),
        _ => Ok(()),
    }
}

fn terminer(one: &RendezVous, autour: &Autour) -> Result<(), Refus> {
    let aside = one.mis_de_cote(&autour.limites)?;
    let mut ended = one.clone();
    ended.terminer(&aside)?;
    if ended.compte() { ouvert(one, autour) } else { Ok(()) }
}

/// Who leads begins its compte rendu, or who stands in for them, of somebody of whom something may be recorded.
fn relater(one: &RendezVous, autour: &Autour) -> Result<(), Refus> {
    let aside = one.mis_de_cote(&autour.limites)?;
    let redacteur = Redacteur { qui: autour.qui, remplace: autour.remplaces.contains(&one.animateur) };
    a_commencer(one, autour.tenus(one.id), &aside, (redacteur, autour.now))
}

/// Its time enters months whose sheet is not signed.
fn ouvert(one: &RendezVous, autour: &Autour) -> Result<(), Refus> {
    let (du, au) = one.plage().bornes(autour.fuseau);
    let signed = mois_entre(du, au).find(|mois| autour.signes.contains(&(one.animateur, *mois)));
    signed.map_or(Ok(()), |mois| Err(figee(mois)))
}

#[cfg(test)]
mod tests {
    use emargement_api::NatureRendezVous;
    use kernel::{Id, calendrier::premier_du_mois};
    use testdata::minute;

    use super::*;
    use crate::agenda::presence::domain::{Presence, Recueils, Signatures};

    fn planned() -> RendezVous {
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Entretien,
            titre: "Entretien de suivi".to_owned(),
            debut: minute(0),
            fin: minute(60),
            lieu: "bureau 3".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "entretien".to_owned(),
            etat: EtatRendezVous::Prevu,
            animateur_signe: Signatures::default(),
            animateur_recueil: Recueils::default(),
            presences: vec![Presence::attendue(Id::MIN)],
        }
    }

    fn autour(now: i64) -> Autour {
        Autour {
            now: minute(now),
            qui: Id::MIN,
            fuseau: Fuseau::Paris,
            limites: HashMap::new(),
            signes: HashSet::new(),
            remplaces: HashSet::new(),
            tenus: HashMap::new(),
        }
    }

    fn possible(one: &RendezVous, autour: &Autour) -> Vec<&'static str> {
        actions(one, autour).into_iter().filter(|(_, issue)| issue.is_ok()).map(|(nom, _)| nom).collect()
    }

    fn signed() -> Signatures {
        Signatures { arrivee: Some(minute(0)), depart: Some(minute(60)) }
    }

    #[test]
    fn an_appointment_is_signed_around_it_and_an_absence_found_from_its_start_on() {
        assert_eq!(possible(&planned(), &autour(-121)), ["annulation"]);
        assert_eq!(possible(&planned(), &autour(-120)), ["emargements", "annulation"]);
        assert_eq!(possible(&planned(), &autour(0)), ["emargements", "absences", "annulation", "comptes-rendus"]);
    }

    #[test]
    fn what_was_signed_by_all_is_ended_and_signed_no_more() {
        let presence = Presence { issue: Issue::Present, signe: signed(), ..Presence::attendue(Id::MIN) };
        let held = RendezVous { animateur_signe: signed(), presences: vec![presence], ..planned() };
        assert_eq!(possible(&held, &autour(90)), ["cloture", "comptes-rendus"]);
        let half = RendezVous { animateur_signe: Signatures::default(), ..held };
        assert_eq!(possible(&half, &autour(90)), ["emargements", "cloture", "comptes-rendus"]);
        let over = RendezVous { etat: EtatRendezVous::Termine, ..half };
        assert_eq!(possible(&over, &autour(90)), ["emargements", "comptes-rendus"]);
        let jour = Fuseau::Paris.jour(minute(0));
        let closed = Autour { signes: [(Id::MIN, premier_du_mois(jour))].into(), ..autour(90) };
        assert_eq!(possible(&over, &closed), ["comptes-rendus"], "the sheet of the month is signed");
        let other = Autour { qui: Id::MAX, ..closed };
        assert_eq!(possible(&over, &other), [""; 0], "who leads says what was said");
        let stands_in = Autour { remplaces: [Id::MIN].into(), ..other };
        assert_eq!(possible(&over, &stands_in), ["comptes-rendus"], "or who stands in for them");
    }

    #[test]
    fn nothing_is_recorded_of_who_alone_is_expected_and_has_a_restricted_file() {
        let limites = HashMap::from([(Id::MIN, Refus::new("le dossier est limité"))]);
        let restricted = Autour { limites, ..autour(0) };
        assert_eq!(possible(&planned(), &restricted), [""; 0]);
        let group =
            RendezVous { presences: vec![Presence::attendue(Id::MIN), Presence::attendue(Id::MAX)], ..planned() };
        assert_eq!(possible(&group, &restricted), ["emargements", "absences", "annulation", "comptes-rendus"]);
    }
}
