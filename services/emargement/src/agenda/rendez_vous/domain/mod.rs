//! The life of an appointment, and what makes a presence proved.

pub(crate) mod actions;
pub(crate) mod echeance;
pub(crate) mod vue;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use emargement_api::{EtatRendezVous, Issue, Moment, MotifTardif, NatureRendezVous, NouveauRendezVous, PlanRendezVous};
use kernel::{Duree, Fuseau, ModeSignature, OperationId, ParticipantId, Refus, RendezVousId, UtilisateurId, phrase};
use kernel::{Nominatif, Personnes};
use problem::FieldError;

use crate::agenda::presence::{
    self,
    domain::{Plage, Presence, Recueil, Recueils, RefusSignature, Signatures, noter},
};

/// How early or late before the start and after the end a sheet may be signed.
const MARGE: TimeDelta = TimeDelta::hours(2);
const PLUS_LONG: TimeDelta = TimeDelta::hours(12);
const A_L_AVANCE: &str = "une signature n'est pas donnée à l'avance";

/// An appointment, with each person expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RendezVous {
    pub(crate) id: RendezVousId,
    /// Of what people edit.
    pub(crate) version: i32,
    pub(crate) nature: NatureRendezVous,
    pub(crate) titre: String,
    pub(crate) debut: DateTime<Utc>,
    pub(crate) fin: DateTime<Utc>,
    pub(crate) lieu: String,
    pub(crate) animateur: UtilisateurId,
    pub(crate) operation: Option<OperationId>,
    pub(crate) categorie: String,
    pub(crate) etat: EtatRendezVous,
    /// What who leads signed.
    pub(crate) animateur_signe: Signatures,
    /// How these signatures came.
    pub(crate) animateur_recueil: Recueils,
    pub(crate) presences: Vec<Presence>,
}

impl Nominatif for RendezVous {
    fn montrer(&self, personnes: &mut Personnes) {
        for presence in &self.presences {
            personnes.ajouter(presence.participant);
        }
    }
}

/// What may happen to an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// It is planned otherwise.
    Deplacer,
    /// Someone signs its sheet.
    Emarger,
    /// A signature that was missing once it was over comes to its sheet.
    Completer,
    /// Someone is found absent.
    Absenter,
    /// It is over.
    Terminer,
    /// It is not held.
    Annuler,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatRendezVous, commande: Commande) -> Result<EtatRendezVous, Refus> {
    use Commande as C;
    use EtatRendezVous as E;
    match (commande, etat) {
        (C::Deplacer | C::Emarger | C::Absenter, E::Prevu) => Ok(E::Prevu),
        (C::Terminer, E::Prevu) | (C::Completer, E::Termine) => Ok(E::Termine),
        (C::Annuler, E::Prevu) => Ok(E::Annule),
        (C::Deplacer | C::Emarger | C::Absenter | C::Terminer | C::Annuler, E::Termine | E::Annule) => {
            Err(Refus::new(format!("Le rendez-vous est {}.", etat.libelle())))
        }
        (C::Completer, E::Prevu | E::Annule) => Err(Refus::new("Le rendez-vous n'est pas terminé.")),
    }
}

/// An appointment ends after it begins, within twelve hours.
pub(crate) fn horaire(debut: DateTime<Utc>, fin: DateTime<Utc>) -> Result<(), FieldError> {
    if fin <= debut || fin - debut > PLUS_LONG {
        return Err(FieldError::new("/fin", "hors_bornes", "la fin suit le début, de 12 heures au plus"));
    }
    Ok(())
}

/// An appointment is put in the agenda as far ahead as the territory says, in days.
pub(crate) fn horizon(today: NaiveDate, jour: NaiveDate, jours: u16) -> Result<(), FieldError> {
    let last = kernel::calendrier::plus_jours(today, jours.into());
    if jour > last {
        let detail =
            format!("attendu : le {} au plus tard, l'agenda du territoire ne va pas plus loin", phrase::jour(last));
        return Err(FieldError::new("/debut", "hors_bornes", detail));
    }
    Ok(())
}

impl RendezVous {
    /// An appointment put in the agenda of `animateur`; each person is expected once.
    pub(crate) fn prevoir(id: RendezVousId, nouveau: NouveauRendezVous, animateur: UtilisateurId) -> Self {
        let NouveauRendezVous { nature, titre, debut, fin, lieu, mut participants, operation, categorie, .. } = nouveau;
        participants.sort_unstable();
        participants.dedup();
        Self {
            id,
            version: 1,
            nature,
            titre,
            debut,
            fin,
            lieu,
            animateur,
            operation,
            categorie,
            etat: EtatRendezVous::Prevu,
            animateur_signe: Signatures::default(),
            animateur_recueil: Recueils::default(),
            presences: participants.into_iter().map(Presence::attendue).collect(),
        }
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// From its start to its end, as planned.
    pub(crate) const fn plage(&self) -> Plage {
        Plage { debut: self.debut, fin: self.fin }
    }

    /// Minutes planned.
    pub(crate) fn minutes(&self) -> Duree {
        self.plage().minutes()
    }

    /// The presence of a person who is expected.
    pub(crate) fn presence(&mut self, participant: ParticipantId) -> Result<&mut Presence, FieldError> {
        let expected = self.presences.iter_mut().find(|presence| presence.participant == participant);
        expected.ok_or_else(|| {
            FieldError::new("/participant", "inattendu", "cette personne n'est pas attendue à ce rendez-vous")
        })
    }

    /// No pre-signature: a sheet is signed around the appointment, and not in the future; who arrives does before its
    /// end, who leaves does after its start. Nobody declares a presence signed.
    pub(crate) fn admet_signature(
        &self,
        moment: Moment,
        le: DateTime<Utc>,
        mode: ModeSignature,
        now: DateTime<Utc>,
    ) -> Result<(), FieldError> {
        if mode == ModeSignature::Declaree {
            let detail = "une présence s'émarge : dessinée, par code ou sur papier";
            return Err(FieldError::new("/mode", "incoherent", detail));
        }
        let window = self.debut - MARGE..=self.fin + MARGE;
        if !window.contains(&le) {
            let detail = "une feuille se signe autour du rendez-vous, à deux heures près";
            return Err(FieldError::new("/signe_le", "hors_bornes", detail));
        }
        let missed = match moment {
            Moment::Arrivee => (le >= self.fin).then_some("une arrivée se signe avant la fin du rendez-vous"),
            Moment::Depart => (le <= self.debut).then_some("un départ se signe après le début du rendez-vous"),
        };
        if let Some(detail) = missed {
            return Err(FieldError::new("/signe_le", "hors_bornes", detail));
        }
        if le > now {
            return Err(FieldError::new("/signe_le", "futur", A_L_AVANCE));
        }
        Ok(())
    }

    /// Whether what comes to the sheet now comes late: the appointment is over. Why must then be said.
    pub(crate) fn tardive(&self, motif: Option<MotifTardif>) -> Result<bool, FieldError> {
        let late = self.etat == EtatRendezVous::Termine;
        if late && motif.is_none() {
            let detail = "le rendez-vous est terminé : indiquez pourquoi la signature vient après";
            return Err(FieldError::new("/motif", "absent", detail));
        }
        Ok(late)
    }

    /// Who leads signs for themselves.
    pub(crate) fn signer(&mut self, moment: Moment, le: DateTime<Utc>, recueil: Recueil) -> Result<(), RefusSignature> {
        self.animateur_signe.signer(moment, le)?;
        noter(&mut self.animateur_recueil, moment, recueil);
        Ok(())
    }

    /// Records that somebody is found absent: once the appointment has begun.
    pub(crate) fn constater_absence(&mut self, now: DateTime<Utc>) -> Result<(), Refus> {
        self.avancer(Commande::Absenter)?;
        if self.debut > now {
            let raison = "Le rendez-vous n'a pas commencé : une absence ne se constate pas à l'avance.";
            return Err(Refus::new(raison));
        }
        Ok(())
    }

    /// Ends once each presence is settled, except those of `a_part`, of whom nothing is recorded. Who was called is present
    /// when who called signed the end.
    pub(crate) fn terminer(&mut self, a_part: &[ParticipantId]) -> Result<(), Refus> {
        self.avancer(Commande::Terminer)?;
        if self.nature == NatureRendezVous::Telephone && self.animateur_signe.depart.is_some() {
            let expected = self.presences.iter_mut().filter(|one| one.issue == Issue::Attendu);
            for presence in expected.filter(|one| !a_part.contains(&one.participant)) {
                presence.avancer(presence::domain::Commande::Repondre)?;
            }
        }
        let expected = self.presences.iter().filter(|presence| presence.issue == Issue::Attendu);
        let open = expected.filter(|one| !a_part.contains(&one.participant)).count();
        if open > 0 {
            return Err(Refus::new(format!(
                "{} : ni signé, ni absence constatée.",
                phrase::nombre(open, "personne attendue")
            )));
        }
        Ok(())
    }

    /// Persons expected whose file is restricted: nothing is recorded of them, and it goes on for the others. It stays as it
    /// is when there is nobody else.
    pub(crate) fn mis_de_cote(&self, limites: &HashMap<ParticipantId, Refus>) -> Result<Vec<ParticipantId>, Refus> {
        let expected = self.presences.iter().map(|presence| presence.participant);
        let aside: Vec<_> = expected.filter(|one| limites.contains_key(one)).collect();
        match aside.first().and_then(|one| limites.get(one)) {
            Some(refus) if aside.len() == self.presences.len() => Err(refus.clone()),
            _ => Ok(aside),
        }
    }

    /// Is cancelled while nobody signed nor was found absent.
    pub(crate) fn annuler(&mut self) -> Result<(), Refus> {
        self.avancer(Commande::Annuler)?;
        self.refuse_signe()
    }

    /// What people edit of it.
    pub(crate) fn plan(&self) -> PlanRendezVous {
        PlanRendezVous {
            titre: self.titre.clone(),
            debut: self.debut,
            fin: self.fin,
            lieu: self.lieu.clone(),
            animateur: self.animateur,
            operation: self.operation,
            categorie: self.categorie.clone(),
        }
    }

    /// Is planned otherwise while nobody signed nor was found absent; says which fields change.
    pub(crate) fn deplacer(&mut self, plan: PlanRendezVous) -> Result<Vec<&'static str>, Refus> {
        self.avancer(Commande::Deplacer)?;
        self.refuse_signe()?;
        let former = self.plan();
        let compared = [
            ("titre", former.titre != plan.titre),
            ("debut", former.debut != plan.debut),
            ("fin", former.fin != plan.fin),
            ("lieu", former.lieu != plan.lieu),
            ("animateur", former.animateur != plan.animateur),
            ("operation", former.operation != plan.operation),
            ("categorie", former.categorie != plan.categorie),
        ];
        let PlanRendezVous { titre, debut, fin, lieu, animateur, operation, categorie } = plan;
        (self.titre, self.lieu, self.categorie) = (titre, lieu, categorie);
        (self.debut, self.fin, self.animateur, self.operation) = (debut, fin, animateur, operation);
        Ok(compared.into_iter().filter(|(_, differs)| *differs).map(|(champ, _)| champ).collect())
    }

    fn refuse_signe(&self) -> Result<(), Refus> {
        let signed =
            self.animateur_signe.arrivee.is_some() || self.presences.iter().any(|one| one.issue != Issue::Attendu);
        if signed { Err(Refus::new("Le rendez-vous est déjà signé : il a eu lieu.")) } else { Ok(()) }
    }

    /// What is missing for a presence to be proved: each of the two signs the start and the end (seeds 002 and
    /// 004). Nothing is asked of who did not come, nor of who was called.
    pub(crate) fn manque(&self, presence: &Presence) -> Vec<&'static str> {
        if matches!(presence.issue, Issue::Absent | Issue::Excuse) {
            return vec![];
        }
        let (own, led) = (presence.signe, self.animateur_signe);
        let participant =
            [(own.arrivee, "signature d'arrivée du participant"), (own.depart, "signature de départ du participant")];
        let animateur =
            [(led.arrivee, "signature d'arrivée de l'animateur"), (led.depart, "signature de départ de l'animateur")];
        let called = self.nature == NatureRendezVous::Telephone;
        let asked = participant.into_iter().filter(|_| !called).chain(animateur);
        asked.filter(|(signed, _)| signed.is_none()).map(|(_, name)| name).collect()
    }

    /// Whether a presence is proved.
    pub(crate) fn justifiee(&self, presence: &Presence) -> bool {
        presence.issue == Issue::Present && self.manque(presence).is_empty()
    }

    /// Minutes of the appointment between the signatures of a presence: the person's, or those of who called. What was
    /// signed before its start and after its end is not of it.
    pub(crate) fn minutes_signees(&self, presence: &Presence) -> Duree {
        let signed = match self.nature {
            NatureRendezVous::Telephone => self.animateur_signe,
            NatureRendezVous::Diagnostic
            | NatureRendezVous::Entretien
            | NatureRendezVous::Atelier
            | NatureRendezVous::Bilan => presence.signe,
        };
        signed.plage().and_then(|signed| signed.croisement(self.plage())).map_or(Duree::ZERO, Plage::minutes)
    }

    /// Whether its time counts: it is over, and somebody came. Time waited for who did not come is no interview.
    pub(crate) fn compte(&self) -> bool {
        self.etat == EtatRendezVous::Termine && self.presents().next().is_some()
    }

    /// What a presence proves of the appointment: when the person and who leads were both there, by what they signed.
    pub(crate) fn signee(&self, presence: &Presence) -> Option<Plage> {
        let led = self.animateur_signe.plage()?.croisement(self.plage())?;
        match self.nature {
            NatureRendezVous::Telephone => Some(led),
            NatureRendezVous::Diagnostic
            | NatureRendezVous::Entretien
            | NatureRendezVous::Atelier
            | NatureRendezVous::Bilan => led.croisement(presence.signe.plage()?),
        }
    }

    /// Those who came.
    pub(crate) fn presents(&self) -> impl Iterator<Item = &Presence> {
        self.presences.iter().filter(|presence| presence.issue == Issue::Present)
    }
}

/// Another appointment at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occupation {
    pub(crate) titre: String,
    pub(crate) debut: DateTime<Utc>,
    pub(crate) fin: DateTime<Utc>,
    /// Whether it is led by the same person; it is otherwise one of a person expected.
    pub(crate) anime: bool,
}

impl Occupation {
    /// Who is taken, by what, from when to when by the clocks of the territory; a title that may name a person whom the reader
    /// does not see is left out.
    pub(crate) fn dire(&self, fuseau: Fuseau, intitule: bool) -> String {
        let who = if self.anime { "L'animateur" } else { "Un participant" };
        let what = if intitule { format!("« {} »", self.titre) } else { "un rendez-vous".to_owned() };
        let [debut, fin] = [self.debut, self.fin].map(|instant| fuseau.heure_locale(instant).format("%H:%M"));
        format!("{who} a déjà {what} de {debut} à {fin}.")
    }
}

#[cfg(test)]
mod tests {
    use emargement_api::MotifAbsence;
    use kernel::{Code, Id, machine::ecarts};
    use testdata::{d, minute};

    use super::*;
    use Commande as C;
    use EtatRendezVous as E;

    fn signatures(depart: i64) -> Signatures {
        Signatures { arrivee: Some(minute(0)), depart: Some(minute(depart)) }
    }

    /// An interview of two hours with one person, who signed and came.
    fn held() -> RendezVous {
        let presence = Presence { issue: Issue::Present, signe: signatures(118), ..Presence::attendue(Id::MIN) };
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Entretien,
            titre: "Entretien de suivi".to_owned(),
            debut: minute(0),
            fin: minute(120),
            lieu: "bureau 3".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "entretien".to_owned(),
            etat: E::Prevu,
            animateur_signe: signatures(120),
            animateur_recueil: Recueils::default(),
            presences: vec![presence],
        }
    }

    /// The same, that nobody signed.
    fn planned() -> RendezVous {
        RendezVous { animateur_signe: Signatures::default(), presences: vec![Presence::attendue(Id::MIN)], ..held() }
    }

    #[test]
    fn an_appointment_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::Prevu, C::Deplacer, E::Prevu),
            (E::Prevu, C::Emarger, E::Prevu),
            (E::Prevu, C::Absenter, E::Prevu),
            (E::Prevu, C::Terminer, E::Termine),
            (E::Prevu, C::Annuler, E::Annule),
            (E::Termine, C::Completer, E::Termine),
        ];
        let commandes = [C::Deplacer, C::Emarger, C::Completer, C::Absenter, C::Terminer, C::Annuler];
        assert_eq!(ecarts(&[E::Prevu], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn an_appointment_lasts_twelve_hours_at_most() {
        assert!(horaire(minute(0), minute(720)).is_ok());
        assert!(horaire(minute(0), minute(721)).is_err());
        assert!(horaire(minute(0), minute(0)).is_err());
    }

    #[test]
    fn an_appointment_is_not_made_beyond_the_horizon_of_the_agenda() {
        let made = |jour| horizon(d("2026-03-12"), d(jour), 30).is_ok();
        assert_eq!((made("2026-04-11"), made("2026-04-12"), made("2020-01-01")), (true, false, true));
    }

    #[test]
    fn a_sheet_is_signed_within_two_hours_and_never_in_advance() {
        let signed = |moment, le, now| {
            planned().admet_signature(moment, minute(le), ModeSignature::Dessinee, minute(now)).is_ok()
        };
        let (start, end) = (Moment::Arrivee, Moment::Depart);
        assert_eq!((signed(start, -121, 600), signed(start, -120, 600)), (false, true));
        assert_eq!((signed(end, 240, 600), signed(end, 241, 600)), (true, false));
        assert_eq!((signed(start, 5, 5), signed(start, 5, 4)), (true, false));
        let declared = planned().admet_signature(start, minute(5), ModeSignature::Declaree, minute(600));
        assert_eq!(declared.unwrap_err().pointer, "/mode");
    }

    #[test]
    fn nobody_leaves_before_the_start_nor_arrives_after_the_end() {
        let signed =
            |moment, le| planned().admet_signature(moment, minute(le), ModeSignature::Dessinee, minute(600)).is_ok();
        assert_eq!(
            (signed(Moment::Depart, -114), signed(Moment::Depart, 0), signed(Moment::Depart, 1)),
            (false, false, true)
        );
        assert_eq!((signed(Moment::Arrivee, 119), signed(Moment::Arrivee, 120)), (true, false));
    }

    #[test]
    fn minutes_signed_around_the_appointment_are_not_of_it() {
        let mut early = held();
        early.presences[0].signe.arrivee = Some(minute(-100));
        early.presences[0].signe.depart = Some(minute(10));
        assert_eq!(early.minutes_signees(&early.presences[0]).minutes(), 10);
    }

    #[test]
    fn what_comes_to_the_sheet_once_it_is_over_says_why() {
        let over = RendezVous { etat: E::Termine, ..held() };
        assert_eq!(over.tardive(None).unwrap_err().pointer, "/motif");
        assert_eq!(over.tardive(Some(MotifTardif::FeuillePapier)), Ok(true));
        assert_eq!(held().tardive(None), Ok(false));
    }

    #[test]
    fn an_absence_is_found_from_the_start_on() {
        assert!(planned().constater_absence(minute(-1)).is_err());
        assert!(planned().constater_absence(minute(0)).is_ok());
    }

    #[test]
    fn an_appointment_ends_once_each_presence_is_settled() {
        let mut open = planned();
        assert!(open.terminer(&[]).is_err());
        let mut missed = planned();
        missed.presence(Id::MIN).unwrap().absenter(Some(MotifAbsence::Garde)).unwrap();
        assert!(missed.terminer(&[]).is_ok());
        assert_eq!(missed.etat, E::Termine);
    }

    #[test]
    fn who_was_called_answered_once_who_called_signed_the_end() {
        let call = |depart| RendezVous {
            nature: NatureRendezVous::Telephone,
            animateur_signe: Signatures { arrivee: Some(minute(0)), depart },
            ..planned()
        };
        assert!(call(None).terminer(&[]).is_err());
        let mut ended = call(Some(minute(20)));
        ended.terminer(&[]).unwrap();
        let presence = &ended.presences[0];
        assert_eq!((presence.issue, ended.justifiee(presence)), (Issue::Present, true));
        assert_eq!(ended.minutes_signees(presence).minutes(), 20);
    }

    #[test]
    fn what_somebody_signed_or_missed_is_not_cancelled() {
        assert!(planned().annuler().is_ok());
        assert!(held().annuler().is_err());
        let mut missed = planned();
        missed.presence(Id::MIN).unwrap().absenter(None).unwrap();
        assert!(missed.annuler().is_err());
    }

    #[test]
    fn what_nobody_signed_is_planned_otherwise_and_says_what_changes() {
        let later = PlanRendezVous { fin: minute(180), lieu: "bureau 4".to_owned(), ..planned().plan() };
        let mut moved = planned();
        assert_eq!(moved.deplacer(later.clone()), Ok(vec!["fin", "lieu"]));
        assert_eq!((moved.plan(), moved.deplacer(later.clone())), (later.clone(), Ok(vec![])));
        assert!(held().deplacer(later).is_err());
    }

    #[test]
    fn only_who_is_expected_signs() {
        assert!(planned().presence(Id::MAX).is_err());
    }

    #[test]
    fn each_person_is_expected_once() {
        let nouveau = NouveauRendezVous {
            nature: NatureRendezVous::Atelier,
            titre: "Atelier CV".to_owned(),
            debut: minute(0),
            fin: minute(60),
            lieu: "salle Bocage".to_owned(),
            participants: vec![Id::MAX, Id::MIN, Id::MAX],
            animateur: None,
            operation: None,
            categorie: "atelier".to_owned(),
        };
        let all = RendezVous::prevoir(Id::MIN, nouveau, Id::MIN).presences;
        assert_eq!(all.iter().map(|one| one.participant).collect::<Vec<_>>(), [Id::MIN, Id::MAX]);
    }

    fn justifiee(one: &RendezVous) -> bool {
        one.justifiee(&one.presences[0])
    }

    fn manque(one: &RendezVous) -> Vec<&'static str> {
        one.manque(&one.presences[0])
    }

    #[test]
    fn four_signatures_justify_a_presence() {
        assert!(justifiee(&held()));
    }

    #[test]
    fn each_missing_signature_is_named() {
        let mut left_without_signing = held();
        left_without_signing.presences[0].signe.depart = None;
        assert!(!justifiee(&left_without_signing));
        assert_eq!(manque(&left_without_signing), ["signature de départ du participant"]);
    }

    #[test]
    fn a_call_is_signed_by_who_calls() {
        let mut call = RendezVous { nature: NatureRendezVous::Telephone, ..held() };
        call.presences[0].signe = Signatures::default();
        assert!(justifiee(&call));
        call.animateur_signe.depart = None;
        assert!(!justifiee(&call));
    }

    #[test]
    fn nothing_is_asked_of_who_did_not_come() {
        let mut absent = held();
        absent.presences[0] = Presence { issue: Issue::Absent, ..Presence::attendue(Id::MIN) };
        assert!(manque(&absent).is_empty());
        assert!(!justifiee(&absent));
    }
}
