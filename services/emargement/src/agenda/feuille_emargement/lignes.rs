//! What a sheet says of an appointment, and by what it is found again.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use emargement_api::{
    EtatRendezVous, Issue, Moment, NatureRendezVous, PresenceDto, PresenceScellee, RendezVousDto, SignataireEmargement,
};
use kernel::{Fuseau, ModeSignature, ParticipantId, Refus, RendezVousId, phrase};
use pages::emargement::{Emarge, LigneEmargement};
use qrcode::{Color, EcLevel, QrCode, types::QrError};

/// Letters of a fingerprint that a sheet prints: enough to find the entry, whose whole fingerprint the ledger gives.
const DEBUT: usize = 12;

/// Lines left blank for who comes to a workshop without having been expected.
const LIGNES_LIBRES: usize = 4;

/// An appointment that was cancelled was not held: nobody signs for it.
pub(crate) fn imprimable(etat: EtatRendezVous) -> Result<(), Refus> {
    match etat {
        EtatRendezVous::Prevu | EtatRendezVous::Termine => Ok(()),
        EtatRendezVous::Annule => Err(Refus::new("Ce rendez-vous est annulé : personne n'y signe.")),
    }
}

/// How many lines a sheet leaves blank: those of a workshop that is not over, printed whole.
pub(crate) const fn lignes_libres(nature: NatureRendezVous, terminee: bool, entiere: bool) -> usize {
    match nature {
        NatureRendezVous::Atelier if entiere && !terminee => LIGNES_LIBRES,
        NatureRendezVous::Atelier
        | NatureRendezVous::Diagnostic
        | NatureRendezVous::Entretien
        | NatureRendezVous::Bilan
        | NatureRendezVous::Telephone => 0,
    }
}

/// « Extrait : 1 personne sur 12 », when not all who are expected are seen.
pub(crate) fn extrait(vues: usize, attendues: usize) -> Option<String> {
    (vues < attendues).then(|| format!("Extrait : {} sur {attendues}", phrase::nombre(vues, "personne")))
}

/// Whether everybody of a sheet is named, or was erased.
pub(crate) fn nommees(presences: &[PresenceDto], effacees: &HashSet<ParticipantId>) -> bool {
    presences.iter().all(|one| one.participant_nom.is_some() || effacees.contains(&one.participant))
}

/// By what a sheet is found again: the appointment, and, once something was sealed of it, the last entry of the ledger.
pub(crate) fn repere(id: RendezVousId, dernier: Option<&PresenceScellee>) -> String {
    let seance = format!("plie:rendez-vous:{id}");
    dernier.map_or_else(|| seance.clone(), |one| format!("{seance}:{}:{}", one.rang, one.empreinte))
}

/// The QR code of a text, row by row: readable with a quarter of it stained.
pub(crate) fn code(texte: &str) -> Result<Vec<Vec<bool>>, QrError> {
    let code = QrCode::with_error_correction_level(texte, EcLevel::Q)?;
    let modules: Vec<_> = code.to_colors().into_iter().map(|one| one == Color::Dark).collect();
    Ok(modules.chunks(code.width()).map(<[bool]>::to_vec).collect())
}

/// « de 09:00 à 10:00 », by the clocks of the territory.
pub(crate) fn horaire(debut: DateTime<Utc>, fin: DateTime<Utc>, fuseau: Fuseau) -> String {
    format!("de {} à {}", heure(debut, fuseau), heure(fin, fuseau))
}

fn heure(instant: DateTime<Utc>, fuseau: Fuseau) -> String {
    fuseau.heure_locale(instant).format("%H:%M").to_string()
}

/// What an appointment is, as people read it.
pub(crate) const fn nature(nature: NatureRendezVous) -> &'static str {
    match nature {
        NatureRendezVous::Diagnostic => "entretien de diagnostic",
        NatureRendezVous::Entretien => "entretien individuel",
        NatureRendezVous::Atelier => "atelier collectif",
        NatureRendezVous::Bilan => "bilan tripartite",
        NatureRendezVous::Telephone => "entretien téléphonique",
    }
}

const fn mode(mode: ModeSignature) -> &'static str {
    match mode {
        ModeSignature::Declaree => "déclarée",
        ModeSignature::Dessinee => "signée à l'écran",
        ModeSignature::Code => "signée par code",
        ModeSignature::Papier => "signée sur papier",
    }
}

/// Who is to sign: who leads, then the persons by their name.
pub(crate) fn signataires(seance: &RendezVousDto, scelle: &[PresenceScellee], fuseau: Fuseau) -> Vec<LigneEmargement> {
    let emarge = |le: Option<DateTime<Utc>>, qui: Option<ParticipantId>, moment| {
        le.map(|le| {
            let proof = preuve(scelle, qui, moment);
            Emarge {
                heure: heure(le, fuseau),
                mode: proof.and_then(|one| one.mode).map(|one| mode(one).to_owned()),
                preuve: proof.map(|one| format!("registre n° {}, {}", one.rang, debut(&one.empreinte))),
            }
        })
    };
    let leads = LigneEmargement {
        nom: seance.animateur_nom.clone().unwrap_or_default(),
        qualite: "animateur".to_owned(),
        sans_signature: None,
        arrivee: emarge(seance.animateur_arrivee, None, Moment::Arrivee),
        depart: emarge(seance.animateur_depart, None, Moment::Depart),
    };
    let person = |one: &PresenceDto| LigneEmargement {
        nom: one.participant_nom.clone().unwrap_or_else(|| "nom effacé".to_owned()),
        qualite: "participant".to_owned(),
        sans_signature: sans_signature(seance.nature, one).map(ToOwned::to_owned),
        arrivee: emarge(one.arrivee, Some(one.participant), Moment::Arrivee),
        depart: emarge(one.depart, Some(one.participant), Moment::Depart),
    };
    let mut persons: Vec<_> = seance.presences.iter().map(person).collect();
    persons.sort_by_cached_key(|one| kernel::lettres(&one.nom));
    std::iter::once(leads).chain(persons).collect()
}

/// Who did not come is said so, and never « injustifié »: nobody asks here for a reason. Who was called signs nothing.
const fn sans_signature(nature: NatureRendezVous, presence: &PresenceDto) -> Option<&'static str> {
    let signed = presence.arrivee.is_some() || presence.depart.is_some();
    match (presence.issue, nature) {
        (Issue::Absent, _) => Some("absent"),
        (Issue::Excuse, _) => Some("excusé"),
        (Issue::Attendu | Issue::Present, NatureRendezVous::Telephone) if !signed => {
            Some("appel : signé par l'animateur")
        }
        (Issue::Attendu | Issue::Present, _) => None,
    }
}

/// The last entry by which somebody signed the start or the end.
fn preuve(scelle: &[PresenceScellee], qui: Option<ParticipantId>, moment: Moment) -> Option<&PresenceScellee> {
    let signataire = if qui.is_some() { SignataireEmargement::Participant } else { SignataireEmargement::Animateur };
    scelle
        .iter()
        .rev()
        .find(|one| one.signataire == Some(signataire) && one.participant == qui && one.moment == Some(moment))
}

fn debut(empreinte: &str) -> &str {
    empreinte.get(..DEBUT).unwrap_or(empreinte)
}

#[cfg(test)]
mod tests {
    use emargement_api::Recueils;
    use kernel::Id;
    use testdata::t;

    use super::*;

    fn scellee(rang: i64, qui: Option<ParticipantId>, moment: Moment) -> PresenceScellee {
        let signataire =
            if qui.is_some() { SignataireEmargement::Participant } else { SignataireEmargement::Animateur };
        PresenceScellee {
            rang,
            empreinte: format!("{rang:064x}"),
            inscrite_le: t("2026-03-12T08:00:00Z"),
            fait: "emargement".to_owned(),
            par: Id::MIN,
            par_nom: None,
            signataire: Some(signataire),
            participant: qui,
            participant_nom: None,
            moment: Some(moment),
            signe_le: Some(t("2026-03-12T08:00:00Z")),
            mode: Some(ModeSignature::Dessinee),
        }
    }

    #[test]
    fn a_sheet_is_found_again_by_its_appointment_and_by_what_was_sealed_last() {
        let blank = repere(Id::MIN, None);
        assert_eq!(blank, format!("plie:rendez-vous:{}", Id::<kernel::kind::RendezVous>::MIN));
        let sealed = scellee(12, None, Moment::Depart);
        assert_eq!(repere(Id::MIN, Some(&sealed)), format!("{blank}:12:{:064x}", 12));
        let rows = code(&repere(Id::MIN, Some(&sealed))).unwrap();
        assert!(rows.len() > 21 && rows.iter().all(|row| row.len() == rows.len()), "a square");
    }

    #[test]
    fn each_signature_is_proved_by_its_own_entry_and_the_last_one_when_it_was_given_again() {
        let who = Some(ParticipantId::from_u128(1));
        let all = [
            scellee(1, None, Moment::Arrivee),
            scellee(2, who, Moment::Arrivee),
            scellee(3, who, Moment::Depart),
            scellee(4, who, Moment::Arrivee),
        ];
        let rank = |qui, moment| preuve(&all, qui, moment).map(|one| one.rang);
        assert_eq!(rank(who, Moment::Arrivee), Some(4));
        assert_eq!(rank(who, Moment::Depart), Some(3));
        assert_eq!(rank(None, Moment::Arrivee), Some(1));
        assert_eq!(rank(None, Moment::Depart), None);
        assert_eq!(rank(Some(ParticipantId::from_u128(2)), Moment::Arrivee), None);
    }

    fn presence(issue: Issue, arrivee: Option<DateTime<Utc>>) -> PresenceDto {
        PresenceDto {
            participant: Id::MIN,
            participant_nom: None,
            issue,
            motif: None,
            arrivee,
            depart: None,
            recueil: Recueils { arrivee: None, depart: None },
            justifiee: false,
            manque: vec![],
            compte_rendu: None,
        }
    }

    #[test]
    fn who_was_called_signs_nothing_and_who_did_not_come_is_said_so() {
        let said = |nature, issue| sans_signature(nature, &presence(issue, None));
        let called = Some("appel : signé par l'animateur");
        for issue in [Issue::Attendu, Issue::Present] {
            assert_eq!(said(NatureRendezVous::Telephone, issue), called);
            assert_eq!(said(NatureRendezVous::Entretien, issue), None);
        }
        assert_eq!(said(NatureRendezVous::Telephone, Issue::Absent), Some("absent"));
        assert_eq!(said(NatureRendezVous::Entretien, Issue::Excuse), Some("excusé"));
        let signed = presence(Issue::Present, Some(t("2026-03-12T08:00:00Z")));
        assert_eq!(sans_signature(NatureRendezVous::Telephone, &signed), None, "what was signed is printed");
    }

    #[test]
    fn who_is_not_named_was_erased_or_the_sheet_waits() {
        let mut one = presence(Issue::Attendu, None);
        let (nobody, erased) = (HashSet::new(), HashSet::from([one.participant]));
        assert!(!nommees(&[one.clone()], &nobody), "the names do not come");
        assert!(nommees(&[one.clone()], &erased));
        one.participant_nom = Some("Pascale Petit".to_owned());
        assert!(nommees(&[one], &nobody));
    }

    #[test]
    fn a_sheet_says_of_how_many_it_is_an_extract() {
        assert_eq!(extrait(12, 12), None);
        assert_eq!(extrait(1, 12).as_deref(), Some("Extrait : 1 personne sur 12"));
        assert_eq!(extrait(11, 12).as_deref(), Some("Extrait : 11 personnes sur 12"));
    }

    #[test]
    fn a_workshop_to_come_keeps_blank_lines_and_a_cancelled_one_has_no_sheet() {
        let blank = |nature, terminee, entiere| lignes_libres(nature, terminee, entiere) > 0;
        assert!(blank(NatureRendezVous::Atelier, false, true));
        assert!(!blank(NatureRendezVous::Atelier, true, true), "it is over");
        assert!(!blank(NatureRendezVous::Atelier, false, false), "an extract");
        assert!(!blank(NatureRendezVous::Entretien, false, true));
        let printed = |etat| imprimable(etat).is_ok();
        let all = [EtatRendezVous::Prevu, EtatRendezVous::Termine, EtatRendezVous::Annule];
        assert_eq!(all.map(printed), [true, true, false]);
    }

    #[test]
    fn hours_are_those_of_the_clocks_of_the_territory() {
        let (debut, fin) = (t("2026-03-12T08:00:00Z"), t("2026-03-12T09:30:00Z"));
        assert_eq!(horaire(debut, fin, Fuseau::Paris), "de 09:00 à 10:30");
        assert_eq!(horaire(debut, fin, Fuseau::Reunion), "de 12:00 à 13:30");
    }
}
