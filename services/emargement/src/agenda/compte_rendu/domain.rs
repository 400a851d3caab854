//! The life of a compte rendu: of what it is written, what it says, and who reads it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use emargement_api::{Confidentialite, EcritCompteRendu, EtatCompteRendu, EtatRendezVous, Issue, SuiviCompteRendu};
use kernel::{
    CompteRenduId, Fuseau, Nominatif, ParticipantId, Personnes, Refus, RendezVousId, StructureId, UtilisateurId,
    hexadecimal,
};
use problem::FieldError;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::agenda::{presence::domain::Presence, rendez_vous::domain::RendezVous};

/// Why one does not begin what is there already.
pub(crate) const DEJA_ECRIT: &str = "Ce compte rendu est déjà écrit, ou commencé.";

/// On whose behalf somebody wrote: employers, and `None` where they wrote for the PLIE itself.
pub(crate) type Employeurs = BTreeSet<Option<StructureId>>;

/// What was said and decided at an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CompteRendu {
    pub(crate) id: CompteRenduId,
    pub(crate) rendez_vous: RendezVousId,
    /// Of whom; of the whole séance of a group when it names nobody.
    pub(crate) participant: Option<ParticipantId>,
    pub(crate) auteur: UtilisateurId,
    /// On whose behalf its author wrote the present version: who works for the same is of their team.
    pub(crate) pour: Employeurs,
    pub(crate) etat: EtatCompteRendu,
    /// Of what people edit, and of what was corrected.
    pub(crate) version: i32,
    pub(crate) ecrit: EcritCompteRendu,
    pub(crate) modifie_le: DateTime<Utc>,
    pub(crate) valide_le: Option<DateTime<Utc>>,
    /// Why the present version stands in the place of the one before.
    pub(crate) correction: Option<Correction>,
}

/// Why a version stands in the place of the one before, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    pub(crate) motif: String,
    pub(crate) par: UtilisateurId,
    pub(crate) le: DateTime<Utc>,
}

/// A version that another one replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remplacee {
    /// Which.
    pub(crate) rang: i32,
    pub(crate) ecrit: EcritCompteRendu,
    /// On whose behalf the author wrote then.
    pub(crate) pour: Employeurs,
    pub(crate) par: UtilisateurId,
    pub(crate) le: DateTime<Utc>,
    pub(crate) motif: Option<String>,
}

impl Nominatif for CompteRendu {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(participant) = self.participant {
            personnes.ajouter(participant);
        }
    }
}

/// What may happen to a compte rendu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Its draft is written otherwise.
    Modifier,
    /// Its author says that it is what was said.
    Valider,
    /// What it said is replaced, with a motive.
    Corriger,
    /// Its author throws its draft away.
    Abandonner,
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatCompteRendu, commande: Commande) -> Result<EtatCompteRendu, Refus> {
    use Commande as C;
    use EtatCompteRendu as E;
    match (commande, etat) {
        (C::Modifier, E::Brouillon) => Ok(E::Brouillon),
        (C::Valider, E::Brouillon) | (C::Corriger, E::Valide) => Ok(E::Valide),
        (C::Abandonner, E::Brouillon) => Ok(E::Abandonne),
        (C::Modifier | C::Valider | C::Abandonner, E::Valide) => {
            Err(Refus::new("Le compte rendu est validé : il se corrige, avec un motif."))
        }
        (C::Corriger, E::Brouillon) => Err(Refus::new("Le compte rendu n'est pas validé : son brouillon se modifie.")),
        (C::Modifier | C::Valider | C::Corriger | C::Abandonner, E::Abandonne) => {
            Err(Refus::new("Ce brouillon est abandonné : un autre se commence depuis le rendez-vous."))
        }
    }
}

/// What is written, each theme once: a partner is named where it may be told to one, and what touches on health stays
/// with who wrote it and their team.
fn admettre(mut ecrit: EcritCompteRendu) -> Result<EcritCompteRendu, FieldError> {
    ecrit.themes.sort_unstable();
    ecrit.themes.dedup();
    match (ecrit.confidentialite, ecrit.partenaire) {
        (Confidentialite::Partenaire, None) => {
            let detail = "attendu : à quel partenaire cela peut être dit";
            return Err(FieldError::new("/partenaire", "manquant", detail));
        }
        (Confidentialite::Equipe | Confidentialite::Suivi, Some(_)) => {
            let detail = "ce compte rendu ne se dit à aucun partenaire";
            return Err(FieldError::new("/partenaire", "incoherent", detail));
        }
        (Confidentialite::Partenaire, Some(_)) | (Confidentialite::Equipe | Confidentialite::Suivi, None) => {}
    }
    if ecrit.confidentialite != Confidentialite::Equipe && ecrit.themes.iter().any(|theme| theme.sensible()) {
        let detail = "ce qui touche à la santé reste à qui l'écrit et à son équipe";
        return Err(FieldError::new("/confidentialite", "incoherent", detail));
    }
    Ok(ecrit)
}

/// The fields by which what is written differs.
fn changements(former: &EcritCompteRendu, next: &EcritCompteRendu) -> Vec<&'static str> {
    let compared = [
        ("themes", former.themes != next.themes),
        ("decisions", former.decisions != next.decisions),
        ("suites", former.suites != next.suites),
        ("libre", former.libre != next.libre),
        ("confidentialite", former.confidentialite != next.confidentialite),
        ("partenaire", former.partenaire != next.partenaire),
    ];
    compared.into_iter().filter(|(_, differs)| *differs).map(|(champ, _)| champ).collect()
}

/// SHA-256 of what is written, which the ledger commits to in its place.
pub(crate) fn empreinte(ecrit: &EcritCompteRendu) -> String {
    let hash: [u8; 32] = Sha256::digest(json!(ecrit).to_string()).into();
    hexadecimal(&hash)
}

impl CompteRendu {
    /// Begins one of this appointment.
    pub(crate) fn commencer(
        id: CompteRenduId,
        rendez_vous: RendezVousId,
        participant: Option<ParticipantId>,
        ecrit: EcritCompteRendu,
        (auteur, pour): (UtilisateurId, Employeurs),
        now: DateTime<Utc>,
    ) -> Result<Self, FieldError> {
        Ok(Self {
            id,
            rendez_vous,
            participant,
            auteur,
            pour,
            etat: EtatCompteRendu::Brouillon,
            version: 1,
            ecrit: admettre(ecrit)?,
            modifie_le: now,
            valide_le: None,
            correction: None,
        })
    }

    /// Whether its state allows this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat, commande).map(drop)
    }

    /// Whether somebody may know that it is there: a draft is its author's alone.
    pub(crate) fn connu_de(&self, qui: UtilisateurId) -> bool {
        self.etat == EtatCompteRendu::Valide || self.auteur == qui
    }

    /// Writes its draft otherwise; says which fields change, and makes no version when none does.
    pub(crate) fn modifier(
        &mut self,
        ecrit: EcritCompteRendu,
        now: DateTime<Utc>,
    ) -> Result<Vec<&'static str>, FieldError> {
        let ecrit = admettre(ecrit)?;
        let changed = changements(&self.ecrit, &ecrit);
        if !changed.is_empty() {
            (self.ecrit, self.modifie_le) = (ecrit, now);
            self.version += 1;
        }
        Ok(changed)
    }

    /// Its author throws its draft away, and nothing stays of what it said; says which fields that clears.
    pub(crate) fn abandonner(&mut self, now: DateTime<Utc>) -> Result<Vec<&'static str>, Refus> {
        self.etat = apres(self.etat, Commande::Abandonner)?;
        let vide = EcritCompteRendu {
            themes: vec![],
            decisions: None,
            suites: None,
            libre: None,
            confidentialite: self.ecrit.confidentialite,
            partenaire: None,
        };
        let cleared = changements(&self.ecrit, &vide);
        (self.ecrit, self.modifie_le) = (vide, now);
        self.version += 1;
        Ok(cleared)
    }

    /// Its author says that it is what was said: it says something, of somebody who came, and they led the appointment,
    /// or stand in for who did where `remplace` says so.
    pub(crate) fn valider(
        &mut self,
        rendez_vous: &RendezVous,
        remplace: bool,
        now: DateTime<Utc>,
    ) -> Result<(), Refus> {
        self.etat = apres(self.etat, Commande::Valider)?;
        anime(rendez_vous, Redacteur { qui: self.auteur, remplace })?;
        relate(rendez_vous, self.participant, now)?;
        if !concernes(rendez_vous, self.participant).any(|one| one.issue == Issue::Present) {
            let raison = "La présence n'est pas constatée : le compte rendu se valide une fois la feuille signée, ou \
                          l'appel terminé.";
            return Err(Refus::new(raison));
        }
        let EcritCompteRendu { themes, decisions, suites, libre, .. } = &self.ecrit;
        if themes.is_empty() && [decisions, suites, libre].into_iter().all(Option::is_none) {
            return Err(Refus::new("Le compte rendu ne dit rien encore."));
        }
        self.valide_le = Some(now);
        Ok(())
    }

    /// Whether who acts may correct it: its author, or the animation team.
    pub(crate) fn corrige_par(&self, qui: UtilisateurId, animation: bool) -> Result<(), Refus> {
        if self.auteur == qui || animation {
            return Ok(());
        }
        Err(Refus::new("Un compte rendu est corrigé par son auteur ou par l'équipe d'animation."))
    }

    /// Says otherwise what it said: gives back the version that is replaced. What its author corrects is for who works
    /// with them now, on behalf of `pour`; what the animation corrects stays with who worked with its author.
    pub(crate) fn corriger(
        &mut self,
        ecrit: EcritCompteRendu,
        correction: Correction,
        pour: Employeurs,
    ) -> Result<Remplacee, FieldError> {
        let ecrit = admettre(ecrit)?;
        if ecrit == self.ecrit {
            return Err(FieldError::new("", "inchange", "la correction ne change rien"));
        }
        self.modifie_le = correction.le;
        let next = if correction.par == self.auteur { pour } else { self.pour.clone() };
        let (rang, pour) = (self.version, std::mem::replace(&mut self.pour, next));
        let former = std::mem::replace(&mut self.ecrit, ecrit);
        let written = self.valide_le.unwrap_or(self.modifie_le);
        let version = match self.correction.replace(correction) {
            Some(Correction { motif, par, le }) => Remplacee { rang, ecrit: former, pour, par, le, motif: Some(motif) },
            None => Remplacee { rang, ecrit: former, pour, par: self.auteur, le: written, motif: None },
        };
        self.version += 1;
        Ok(version)
    }

    /// Whether it was written after the day of the appointment, by the clocks of the territory: validated, or written
    /// last while it is a draft.
    pub(crate) fn tardif(&self, rendez_vous: &RendezVous, fuseau: Fuseau) -> bool {
        let (_, last) = rendez_vous.plage().bornes(fuseau);
        fuseau.jour(self.valide_le.unwrap_or(self.modifie_le)) > last
    }
}

/// As what somebody reads a compte rendu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lecteur {
    /// They wrote it.
    Auteur,
    /// They work with who wrote it.
    Equipe,
    /// They read the person's file.
    Suivi,
}

/// Whether what goes so far is read so.
pub(crate) const fn lisible(confidentialite: Confidentialite, lecteur: Lecteur) -> bool {
    match (lecteur, confidentialite) {
        (Lecteur::Auteur | Lecteur::Equipe, _)
        | (Lecteur::Suivi, Confidentialite::Suivi | Confidentialite::Partenaire) => true,
        (Lecteur::Suivi, Confidentialite::Equipe) => false,
    }
}

/// Those of an appointment of whom something is written: the named one, or all of a séance.
fn concernes(rendez_vous: &RendezVous, participant: Option<ParticipantId>) -> impl Iterator<Item = &Presence> {
    rendez_vous.presences.iter().filter(move |one| participant.is_none_or(|qui| one.participant == qui))
}

/// Of whom one is begun that names nobody: of who alone is expected, or of the whole séance of a group.
pub(crate) fn sans_nom(rendez_vous: &RendezVous) -> Option<ParticipantId> {
    match rendez_vous.presences.as_slice() {
        [seule] => Some(seule.participant),
        _ => None,
    }
}

/// Who would say what was said at an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Redacteur {
    pub(crate) qui: UtilisateurId,
    /// Whether they stand in for who led it: the animation team does, once who led holds no role any more.
    pub(crate) remplace: bool,
}

/// Who leads an appointment says what was said there, or who stands in for them.
pub(crate) fn anime(rendez_vous: &RendezVous, redacteur: Redacteur) -> Result<(), Refus> {
    if rendez_vous.animateur == redacteur.qui || redacteur.remplace {
        return Ok(());
    }
    Err(Refus::new("Un autre anime ce rendez-vous : il en écrit le compte rendu."))
}

/// Whether what was said at an appointment may be written down at `now`: it is held, it began, and whom it is of did
/// not miss it.
pub(crate) fn relate(
    rendez_vous: &RendezVous,
    participant: Option<ParticipantId>,
    now: DateTime<Utc>,
) -> Result<(), Refus> {
    if rendez_vous.etat == EtatRendezVous::Annule {
        return Err(Refus::new("Le rendez-vous est annulé : il n'a pas de compte rendu."));
    }
    if now < rendez_vous.debut {
        return Err(Refus::new("Le rendez-vous n'a pas commencé : son compte rendu ne s'écrit pas à l'avance."));
    }
    if concernes(rendez_vous, participant).all(|one| manque(one.issue)) {
        let raison = if participant.is_some() {
            "Cette personne n'est pas venue : son rendez-vous n'a pas de compte rendu."
        } else {
            "Personne n'est venu : le rendez-vous n'a pas de compte rendu."
        };
        return Err(Refus::new(raison));
    }
    Ok(())
}

/// Whether somebody is known not to have come.
const fn manque(issue: Issue) -> bool {
    match issue {
        Issue::Absent | Issue::Excuse => true,
        Issue::Attendu | Issue::Present => false,
    }
}

/// A compte rendu of an appointment that nobody abandoned, without what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tenu {
    pub(crate) id: CompteRenduId,
    pub(crate) rendez_vous: RendezVousId,
    pub(crate) participant: Option<ParticipantId>,
    pub(crate) auteur: UtilisateurId,
    pub(crate) etat: EtatCompteRendu,
}

impl Tenu {
    /// Whether it says, validated, what was said of this person, or of the whole séance.
    fn dit(&self, participant: Option<ParticipantId>) -> bool {
        self.participant == participant && self.etat == EtatCompteRendu::Valide
    }
}

/// Whether one of this person, or of the whole séance, is validated or was begun by who acts.
pub(crate) fn ecrit_deja(tenus: &[Tenu], participant: Option<ParticipantId>, qui: UtilisateurId) -> bool {
    let own = tenus.iter().filter(|one| one.participant == participant);
    own.into_iter().any(|one| one.etat == EtatCompteRendu::Valide || one.auteur == qui)
}

/// Whether who acts may begin one of an appointment of which these are there: of somebody of whom something may be
/// recorded, who is none of `a_part`, or of the whole séance of a group.
pub(crate) fn a_commencer(
    rendez_vous: &RendezVous,
    tenus: &[Tenu],
    a_part: &[ParticipantId],
    (redacteur, now): (Redacteur, DateTime<Utc>),
) -> Result<(), Refus> {
    anime(rendez_vous, redacteur)?;
    let qui = redacteur.qui;
    let seule = sans_nom(rendez_vous);
    relate(rendez_vous, seule, now)?;
    let came = rendez_vous.presences.iter().filter(|one| !manque(one.issue) && !a_part.contains(&one.participant));
    let someone = came.into_iter().any(|one| !ecrit_deja(tenus, Some(one.participant), qui));
    let seance = seule.is_none() && !ecrit_deja(tenus, None, qui);
    if someone || seance { Ok(()) } else { Err(Refus::new(DEJA_ECRIT)) }
}

/// Whether the compte rendu of this person, or of the whole séance, is there, and which one: of a draft, to its author.
/// What another began does not make it less awaited.
pub(crate) fn suivi(
    tenus: &[Tenu],
    participant: Option<ParticipantId>,
    attendu: bool,
    qui: UtilisateurId,
) -> Option<(SuiviCompteRendu, Option<CompteRenduId>)> {
    let valid = |of: Option<ParticipantId>| tenus.iter().find(|one| one.dit(of));
    if let Some(one) = valid(participant).or_else(|| valid(None)) {
        return Some((SuiviCompteRendu::Valide, Some(one.id)));
    }
    let begun: Vec<_> = tenus.iter().filter(|one| one.participant == participant).collect();
    if let Some(own) = begun.iter().find(|one| one.auteur == qui) {
        return Some((SuiviCompteRendu::Brouillon, Some(own.id)));
    }
    if attendu {
        return Some((SuiviCompteRendu::Attendu, None));
    }
    (!begun.is_empty()).then_some((SuiviCompteRendu::Brouillon, None))
}

/// Those who came to an appointment and of whom nothing is validated, nor of the whole séance.
pub(crate) fn attendus(rendez_vous: &RendezVous, tenus: &[Tenu]) -> Vec<ParticipantId> {
    let came = rendez_vous.presents().map(|one| one.participant);
    came.filter(|qui| !tenus.iter().any(|one| one.dit(None) || one.dit(Some(*qui)))).collect()
}

/// Of whom nothing more is awaited once this is validated.
pub(crate) fn satisfaits(rendez_vous: &RendezVous, participant: Option<ParticipantId>) -> Vec<ParticipantId> {
    concernes(rendez_vous, participant).map(|one| one.participant).collect()
}

#[cfg(test)]
mod tests {
    use emargement_api::NatureRendezVous;
    use kernel::{Code, Id, Theme, machine::ecarts};
    use testdata::minute;

    use super::*;
    use crate::agenda::presence::domain::{Recueils, Signatures};
    use Commande as C;
    use EtatCompteRendu as E;

    const CLAIRE: UtilisateurId = Id::MIN;
    const MARC: UtilisateurId = Id::MAX;
    const A: ParticipantId = Id::MIN;
    const B: ParticipantId = Id::MAX;

    fn presence(participant: ParticipantId, issue: Issue) -> Presence {
        Presence { issue, ..Presence::attendue(participant) }
    }

    /// An interview of an hour that Claire leads.
    fn rendez_vous(presences: Vec<Presence>) -> RendezVous {
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Entretien,
            titre: "Entretien de suivi".to_owned(),
            debut: minute(0),
            fin: minute(60),
            lieu: "bureau 3".to_owned(),
            animateur: CLAIRE,
            operation: None,
            categorie: "entretien".to_owned(),
            etat: EtatRendezVous::Prevu,
            animateur_signe: Signatures::default(),
            animateur_recueil: Recueils::default(),
            presences,
        }
    }

    fn venue() -> RendezVous {
        rendez_vous(vec![presence(A, Issue::Present)])
    }

    fn ecrit() -> EcritCompteRendu {
        EcritCompteRendu {
            themes: vec![Theme::Emploi],
            decisions: Some("CV à refaire".to_owned()),
            suites: None,
            libre: None,
            confidentialite: Confidentialite::Suivi,
            partenaire: None,
        }
    }

    fn brouillon() -> CompteRendu {
        let claire = (CLAIRE, Employeurs::from([None]));
        CompteRendu::commencer(Id::MIN, Id::MIN, Some(A), ecrit(), claire, minute(30)).unwrap()
    }

    fn valide() -> CompteRendu {
        let mut one = brouillon();
        one.valider(&venue(), false, minute(60)).unwrap();
        one
    }

    const fn redacteur(qui: UtilisateurId) -> Redacteur {
        Redacteur { qui, remplace: false }
    }

    fn tenu(participant: Option<ParticipantId>, auteur: UtilisateurId, etat: E) -> Tenu {
        Tenu { id: Id::from_u128(7), rendez_vous: Id::MIN, participant, auteur, etat }
    }

    fn correction(le: i64) -> Correction {
        Correction { motif: "date relue".to_owned(), par: MARC, le: minute(le) }
    }

    #[test]
    fn a_compte_rendu_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::Brouillon, C::Modifier, E::Brouillon),
            (E::Brouillon, C::Valider, E::Valide),
            (E::Valide, C::Corriger, E::Valide),
            (E::Brouillon, C::Abandonner, E::Abandonne),
        ];
        let commandes = [C::Modifier, C::Valider, C::Corriger, C::Abandonner];
        assert_eq!(ecarts(&[E::Brouillon], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_partner_is_named_where_it_may_be_told_to_one_and_nowhere_else() {
        let at = |confidentialite, partenaire| {
            let written = EcritCompteRendu { confidentialite, partenaire, ..ecrit() };
            admettre(written).err().map(|one| one.pointer)
        };
        let refused = Some("/partenaire".to_owned());
        assert_eq!(at(Confidentialite::Partenaire, Some(Id::MIN)), None);
        assert_eq!(at(Confidentialite::Partenaire, None), refused);
        assert_eq!(at(Confidentialite::Suivi, Some(Id::MIN)), refused);
        assert_eq!(at(Confidentialite::Equipe, Some(Id::MIN)), refused);
        assert_eq!(at(Confidentialite::Suivi, None), None);
    }

    #[test]
    fn what_touches_on_health_stays_with_the_team_and_a_theme_is_said_once() {
        let about = |confidentialite| {
            let themes = vec![Theme::Sante, Theme::Emploi, Theme::Sante];
            admettre(EcritCompteRendu { themes, confidentialite, ..ecrit() })
        };
        assert_eq!(about(Confidentialite::Suivi).unwrap_err().pointer, "/confidentialite");
        assert_eq!(about(Confidentialite::Equipe).unwrap().themes, [Theme::Emploi, Theme::Sante]);
    }

    #[test]
    fn nothing_is_written_before_the_start_of_what_is_cancelled_nor_of_who_did_not_come() {
        let at = |now| relate(&venue(), Some(A), minute(now)).is_ok();
        assert_eq!((at(-1), at(0)), (false, true));
        let cancelled = RendezVous { etat: EtatRendezVous::Annule, ..venue() };
        assert!(relate(&cancelled, Some(A), minute(90)).is_err());
        for (issue, told) in
            [(Issue::Attendu, true), (Issue::Present, true), (Issue::Absent, false), (Issue::Excuse, false)]
        {
            let group = rendez_vous(vec![presence(A, issue), presence(B, Issue::Absent)]);
            assert_eq!(relate(&group, Some(A), minute(30)).is_ok(), told, "{issue:?}");
            assert_eq!(relate(&group, None, minute(30)).is_ok(), told, "of the whole séance, {issue:?}");
        }
    }

    #[test]
    fn it_is_validated_by_who_led_once_the_person_is_known_to_have_come() {
        let valid = |rendez_vous: &RendezVous| brouillon().valider(rendez_vous, false, minute(60)).is_ok();
        assert!(valid(&venue()));
        assert!(!valid(&rendez_vous(vec![presence(A, Issue::Attendu)])), "nobody signed yet");
        let other = RendezVous { animateur: MARC, ..venue() };
        assert!(!valid(&other), "another led it");
        assert!(brouillon().valider(&other, true, minute(60)).is_ok(), "and is gone");
        let mut empty = brouillon();
        let nothing = EcritCompteRendu { themes: vec![], decisions: None, ..ecrit() };
        empty.modifier(nothing, minute(40)).unwrap();
        assert!(empty.valider(&venue(), false, minute(60)).is_err(), "it says nothing");
        let seance = CompteRendu { participant: None, ..brouillon() };
        let group = |issue| rendez_vous(vec![presence(A, Issue::Absent), presence(B, issue)]);
        assert!(seance.clone().valider(&group(Issue::Present), false, minute(60)).is_ok());
        assert!(seance.clone().valider(&group(Issue::Attendu), false, minute(60)).is_err());
    }

    #[test]
    fn nothing_stays_of_what_a_draft_said_that_its_author_throws_away() {
        let mut one = brouillon();
        assert_eq!(one.abandonner(minute(40)), Ok(vec!["themes", "decisions"]));
        assert_eq!((one.etat, one.version, one.modifie_le), (E::Abandonne, 2, minute(40)));
        let EcritCompteRendu { themes, decisions, suites, libre, .. } = &one.ecrit;
        assert!(themes.is_empty() && [decisions, suites, libre].into_iter().all(Option::is_none));
        assert!(one.connu_de(CLAIRE) && !one.connu_de(MARC));
        assert!(valide().abandonner(minute(90)).is_err());
    }

    #[test]
    fn a_draft_says_which_fields_change_and_makes_no_version_when_none_does() {
        let mut one = brouillon();
        assert_eq!(one.modifier(ecrit(), minute(31)), Ok(vec![]));
        assert_eq!((one.version, one.modifie_le), (1, minute(30)));
        let next = EcritCompteRendu { libre: Some("garde le mercredi".to_owned()), themes: vec![], ..ecrit() };
        assert_eq!(one.modifier(next, minute(32)), Ok(vec!["themes", "libre"]));
        assert_eq!((one.version, one.modifie_le), (2, minute(32)));
    }

    #[test]
    fn a_correction_keeps_who_wrote_the_former_version_when_and_why() {
        let mut one = valide();
        let second = EcritCompteRendu { decisions: Some("CV refait".to_owned()), ..ecrit() };
        let pour = Employeurs::from([None]);
        let first = one.corriger(second.clone(), correction(120), pour.clone()).unwrap();
        let expected =
            Remplacee { rang: 1, ecrit: ecrit(), pour: pour.clone(), par: CLAIRE, le: minute(60), motif: None };
        assert_eq!(first, expected);
        assert_eq!(one.corriger(second.clone(), correction(130), pour.clone()).unwrap_err().code, "inchange");
        let again = one.corriger(ecrit(), correction(140), pour.clone()).unwrap();
        let why = Some("date relue".to_owned());
        assert_eq!(again, Remplacee { rang: 2, ecrit: second, pour, par: MARC, le: minute(120), motif: why });
        assert_eq!((one.version, one.valide_le), (3, Some(minute(60))));
    }

    #[test]
    fn what_its_author_corrects_is_for_who_works_with_them_then_and_the_animation_moves_it_to_nobody_else() {
        let (plie, forge) = (Employeurs::from([None]), Employeurs::from([Some(Id::MIN)]));
        let next = EcritCompteRendu { decisions: Some("CV refait".to_owned()), ..ecrit() };
        let corrected = |par| {
            let mut one = valide();
            let former = one.corriger(next.clone(), Correction { par, ..correction(120) }, forge.clone()).unwrap();
            (former.pour, one.pour)
        };
        assert_eq!(corrected(MARC), (plie.clone(), plie.clone()), "by the animation");
        assert_eq!(corrected(CLAIRE), (plie, forge), "by who works elsewhere now");
    }

    #[test]
    fn it_is_corrected_by_its_author_and_by_the_animation_team() {
        assert!(valide().corrige_par(CLAIRE, false).is_ok() && valide().corrige_par(MARC, true).is_ok());
        assert!(valide().corrige_par(MARC, false).is_err());
    }

    #[test]
    fn it_is_late_from_the_day_after_the_appointment_on() {
        let written = |le| CompteRendu { valide_le: Some(minute(le)), ..valide() };
        // The appointment begins at nine o'clock: midnight is fifteen hours later.
        let late = |le| written(le).tardif(&venue(), Fuseau::Paris);
        assert_eq!((late(60), late(15 * 60 - 1), late(15 * 60)), (false, false, true));
        let night = RendezVous { debut: minute(14 * 60), fin: minute(16 * 60), ..venue() };
        assert!(!written(16 * 60).tardif(&night, Fuseau::Paris), "it ended after midnight");
    }

    #[test]
    fn what_is_kept_to_the_team_is_read_by_it_alone() {
        let read = |lecteur| Confidentialite::TOUS.iter().map(|one| lisible(*one, lecteur)).collect::<Vec<_>>();
        assert_eq!(read(Lecteur::Auteur), [true, true, true]);
        assert_eq!(read(Lecteur::Equipe), [true, true, true]);
        assert_eq!(read(Lecteur::Suivi), [false, true, true]);
        assert!(brouillon().connu_de(CLAIRE) && !brouillon().connu_de(MARC) && valide().connu_de(MARC));
    }

    #[test]
    fn one_is_begun_of_who_nobody_wrote_of_and_of_the_whole_séance_of_a_group() {
        let begun = |rendez_vous: &RendezVous, tenus: &[Tenu], qui| {
            a_commencer(rendez_vous, tenus, &[], (redacteur(qui), minute(30))).is_ok()
        };
        assert!(begun(&venue(), &[], CLAIRE) && !begun(&venue(), &[], MARC));
        let stands_in = (Redacteur { remplace: true, ..redacteur(MARC) }, minute(30));
        assert!(a_commencer(&venue(), &[], &[], stands_in).is_ok(), "in the place of who is gone");
        assert!(!begun(&venue(), &[tenu(Some(A), CLAIRE, E::Brouillon)], CLAIRE), "one's own draft");
        assert!(begun(&venue(), &[tenu(Some(A), MARC, E::Brouillon)], CLAIRE), "of who led before");
        assert!(!begun(&venue(), &[tenu(Some(A), MARC, E::Valide)], CLAIRE));
        let group = rendez_vous(vec![presence(A, Issue::Present), presence(B, Issue::Absent)]);
        let one = tenu(Some(A), CLAIRE, E::Valide);
        assert!(begun(&group, &[one], CLAIRE), "of the whole séance");
        assert!(!begun(&group, &[one, tenu(None, CLAIRE, E::Brouillon)], CLAIRE), "the other did not come");
        let claire = (redacteur(CLAIRE), minute(30));
        assert!(a_commencer(&venue(), &[], &[A], claire).is_err(), "nothing is recorded of them");
    }

    #[test]
    fn what_is_there_is_said_before_what_was_begun_and_what_is_awaited() {
        let seen = |tenus: &[Tenu], qui| suivi(tenus, Some(A), true, qui);
        let id = Some(Id::from_u128(7));
        let draft = tenu(Some(A), CLAIRE, E::Brouillon);
        assert_eq!(seen(&[], CLAIRE), Some((SuiviCompteRendu::Attendu, None)));
        assert_eq!(suivi(&[], Some(A), false, CLAIRE), None);
        assert_eq!(seen(&[draft], CLAIRE), Some((SuiviCompteRendu::Brouillon, id)));
        assert_eq!(seen(&[draft], MARC), Some((SuiviCompteRendu::Attendu, None)), "the draft is its author's");
        let of_none = suivi(&[draft], Some(A), false, MARC);
        assert_eq!(of_none, Some((SuiviCompteRendu::Brouillon, None)), "none is awaited of them");
        assert_eq!(seen(&[draft, tenu(None, MARC, E::Valide)], MARC), Some((SuiviCompteRendu::Valide, id)));
        assert_eq!(seen(&[tenu(Some(B), CLAIRE, E::Valide)], CLAIRE), Some((SuiviCompteRendu::Attendu, None)));
    }

    #[test]
    fn it_is_awaited_of_who_came_until_theirs_or_that_of_the_whole_séance_is_validated() {
        let group = rendez_vous(vec![presence(A, Issue::Present), presence(B, Issue::Absent)]);
        assert_eq!(attendus(&group, &[tenu(Some(A), CLAIRE, E::Brouillon)]), [A]);
        assert_eq!(attendus(&group, &[tenu(Some(A), CLAIRE, E::Valide)]), [A; 0]);
        assert_eq!(attendus(&group, &[tenu(None, CLAIRE, E::Valide)]), [A; 0]);
        assert_eq!((satisfaits(&group, Some(A)), satisfaits(&group, None)), (vec![A], vec![A, B]));
    }

    #[test]
    fn what_is_sealed_is_of_what_is_written_and_tells_nothing_of_it() {
        let other = EcritCompteRendu { suites: Some("rappeler la crèche".to_owned()), ..ecrit() };
        assert_eq!(empreinte(&ecrit()), empreinte(&ecrit()));
        assert_ne!(empreinte(&ecrit()), empreinte(&other));
        assert!(empreinte(&other).len() == 64 && !empreinte(&other).contains("crèche"));
    }
}
