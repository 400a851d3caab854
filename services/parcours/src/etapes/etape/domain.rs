//! The life of an étape.

use chrono::NaiveDate;
use kernel::{
    EtapeId, FaitReprisId, NatureStructure, ParcoursId, ParticipantId, Refus, StructureId,
    calendrier::{self, Periode},
    phrase,
};
use kernel::{Nominatif, Personnes};
use parcours_api::{EtatEtape, NatureEtape, NouvelleEtape, PlanEtape};
use problem::FieldError;
use referentiel::regles::bilans;

use crate::vie::parcours::domain::{self as parcours, Parcours};

/// Months of an étape at most: no parcours lasts longer.
const PLUS_LONGUE_MOIS: u32 = 120;

/// A dated step of a parcours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Etape {
    pub(crate) id: EtapeId,
    /// Of what people edit.
    pub(crate) version: i32,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) nature: NatureEtape,
    pub(crate) operateur: StructureId,
    pub(crate) intitule: String,
    pub(crate) debut: NaiveDate,
    pub(crate) fin_prevue: NaiveDate,
    pub(crate) fin: Option<NaiveDate>,
    pub(crate) etat: EtatEtape,
    pub(crate) motif: Option<String>,
    /// Days of its bilans tripartites, oldest first.
    pub(crate) bilans: Vec<NaiveDate>,
    /// Those of them that a former program tells, oldest first.
    pub(crate) bilans_repris: Vec<BilanDit>,
}

/// A bilan that a former program tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BilanDit {
    /// The fact that a line of its table tells.
    pub(crate) fait: FaitReprisId,
    pub(crate) tenu_le: NaiveDate,
    pub(crate) commentaire: Option<String>,
}

impl Nominatif for Etape {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What may happen to an étape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// It is planned otherwise.
    Modifier,
    Accepter,
    Demarrer,
    Terminer,
    Rompre,
    /// A bilan tripartite was held.
    Bilan,
    /// Its real days were others.
    Corriger,
}

impl Commande {
    /// Those that `actions` of an étape shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 6] = [
        ("acceptation", Self::Accepter),
        ("demarrage", Self::Demarrer),
        ("fin", Self::Terminer),
        ("rupture", Self::Rompre),
        ("bilans", Self::Bilan),
        ("correction", Self::Corriger),
    ];

    /// Whether the étape is taken up by it: of who left the PLIE, none is.
    const fn engage(self) -> bool {
        matches!(self, Self::Accepter | Self::Demarrer)
    }
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: EtatEtape, commande: Commande) -> Result<EtatEtape, Refus> {
    use Commande as C;
    use EtatEtape as E;
    match (commande, etat) {
        (C::Modifier, E::Positionnee | E::Acceptee | E::Demarree) => Ok(etat),
        (C::Accepter, E::Positionnee) => Ok(E::Acceptee),
        (C::Demarrer, E::Positionnee | E::Acceptee) => Ok(E::Demarree),
        (C::Terminer, E::Demarree) => Ok(E::Terminee),
        (C::Rompre, E::Demarree) => Ok(E::Rompue),
        (C::Rompre, E::Positionnee | E::Acceptee) => Ok(E::Abandonnee),
        (C::Bilan | C::Corriger, E::Demarree | E::Terminee | E::Rompue) => Ok(etat),
        (C::Terminer | C::Bilan | C::Corriger, E::Positionnee | E::Acceptee) => {
            Err(Refus::new("L'étape n'a pas démarré."))
        }
        (C::Accepter, E::Acceptee | E::Demarree)
        | (C::Demarrer, E::Demarree)
        | (C::Modifier | C::Accepter | C::Demarrer | C::Terminer | C::Rompre, E::Terminee | E::Rompue)
        | (_, E::Abandonnee) => Err(Refus::new(format!("L'étape est {}.", etat.libelle()))),
    }
}

/// What the structure that runs an étape may be, and how it is said.
pub(crate) const fn operateurs(nature: NatureEtape) -> (&'static [NatureStructure], &'static str) {
    use NatureStructure as S;
    match nature {
        NatureEtape::Aci => (&[S::Aci], "un atelier et chantier d'insertion"),
        NatureEtape::Ai => (&[S::Ai], "une association intermédiaire"),
        NatureEtape::Ei => (&[S::Ei], "une entreprise d'insertion"),
        NatureEtape::Etti => (&[S::Etti], "une entreprise de travail temporaire d'insertion"),
        NatureEtape::Formation | NatureEtape::Immersion | NatureEtape::Atelier | NatureEtape::Emploi => {
            (&[S::OperateurEtape, S::Aci, S::Ai, S::Ei, S::Etti, S::OrganismeFormation], "un opérateur d'étapes")
        }
    }
}

/// An étape ends after it begins, within ten years.
pub(crate) fn durer(debut: NaiveDate, fin_prevue: NaiveDate) -> Result<(), FieldError> {
    if fin_prevue < debut {
        return Err(FieldError::new("/fin_prevue", "incoherent", "la fin précède le début"));
    }
    let last = calendrier::plus_mois(debut, PLUS_LONGUE_MOIS);
    if fin_prevue > last {
        let detail = format!("attendu : le {} au plus tard, une étape dure dix ans au plus", phrase::jour(last));
        return Err(FieldError::new("/fin_prevue", "hors_bornes", detail));
    }
    Ok(())
}

/// The days on which a bilan may have been held of an étape: to its last day, or to the planned one.
pub(crate) const fn jours_de_bilan(debut: NaiveDate, fin_prevue: NaiveDate, fin: Option<NaiveDate>) -> Periode {
    let au = match fin {
        Some(fin) => fin,
        None => fin_prevue,
    };
    Periode { du: debut, au: Some(au) }
}

/// Whether a bilan was held within the days of its étape; otherwise which these are.
pub(crate) fn tenir(jours: Periode, tenu_le: NaiveDate) -> Result<(), String> {
    if jours.contient(tenu_le) {
        return Ok(());
    }
    let until = jours.au.map(|au| format!(" au {}", phrase::jour(au))).unwrap_or_default();
    Err(format!("l'étape va du {}{until}", phrase::jour(jours.du)))
}

impl Etape {
    /// What people edit of it.
    pub(crate) fn plan(&self) -> PlanEtape {
        PlanEtape { intitule: self.intitule.clone(), debut: self.debut, fin_prevue: self.fin_prevue }
    }

    /// Is planned otherwise: its first day stays once it began, and its bilans stay within it. Says which fields change.
    pub(crate) fn modifier(&mut self, plan: PlanEtape) -> Result<Vec<&'static str>, FieldError> {
        let PlanEtape { intitule, debut, fin_prevue } = plan;
        if self.etat == EtatEtape::Demarree && debut != self.debut {
            return Err(FieldError::new(
                "/debut",
                "incoherent",
                format!("l'étape a commencé le {}", phrase::jour(self.debut)),
            ));
        }
        durer(debut, fin_prevue)?;
        if let Some(held) = self.bilans.last().filter(|held| **held > fin_prevue) {
            return Err(FieldError::new(
                "/fin_prevue",
                "incoherent",
                format!("un bilan a été tenu le {}", phrase::jour(held)),
            ));
        }
        let compared = [
            ("intitule", self.intitule != intitule),
            ("debut", self.debut != debut),
            ("fin_prevue", self.fin_prevue != fin_prevue),
        ];
        (self.intitule, self.debut, self.fin_prevue) = (intitule, debut, fin_prevue);
        Ok(compared.into_iter().filter(|(_, differs)| *differs).map(|(champ, _)| champ).collect())
    }

    /// An étape proposed to its operator.
    pub(crate) fn proposer(id: EtapeId, parcours: &Parcours, nouvelle: NouvelleEtape) -> Result<Self, FieldError> {
        let NouvelleEtape { nature, operateur, intitule, debut, fin_prevue } = nouvelle;
        durer(debut, fin_prevue)?;
        parcours.couvre("/debut", debut)?;
        Ok(Self {
            id,
            version: 1,
            parcours: parcours.id,
            participant: parcours.participant,
            nature,
            operateur,
            intitule,
            debut,
            fin_prevue,
            fin: None,
            etat: EtatEtape::Positionnee,
            motif: None,
            bilans: vec![],
            bilans_repris: vec![],
        })
    }

    /// Whether its state and that of its parcours allow this; otherwise why not.
    pub(crate) fn peut(&self, commande: Commande, parcours: &Parcours) -> Result<(), Refus> {
        if commande.engage() {
            parcours.peut(parcours::Commande::Positionner)?;
        }
        apres(self.etat, commande).map(drop)
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.etat = apres(self.etat, commande)?;
        Ok(())
    }

    /// It began on this day rather than on the planned one.
    pub(crate) fn commencer(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le > self.fin_prevue {
            return Err(FieldError::new("/le", "incoherent", "l'étape commencerait après sa fin prévue"));
        }
        self.debut = le;
        Ok(())
    }

    /// Its last day.
    pub(crate) fn finir(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le < self.debut {
            return Err(FieldError::new(
                "/le",
                "incoherent",
                format!("l'étape a commencé le {}", phrase::jour(self.debut)),
            ));
        }
        self.fin = Some(le);
        Ok(())
    }

    /// Had other days than those that were said. One that is said to run still was not over: it goes on.
    pub(crate) fn corriger(&mut self, debut: NaiveDate, fin: Option<NaiveDate>) -> Result<(), FieldError> {
        if self.fin.is_none() && fin.is_some() {
            return Err(FieldError::new("/fin", "incoherent", "l'étape court encore : dites d'abord qu'elle finit"));
        }
        if debut > self.fin_prevue {
            return Err(FieldError::new("/debut", "incoherent", "l'étape commencerait après sa fin prévue"));
        }
        if fin.is_some_and(|fin| fin < debut) {
            return Err(FieldError::new("/fin", "incoherent", "la fin précède le début"));
        }
        let jours = jours_de_bilan(debut, self.fin_prevue, fin);
        if let Some(held) = self.bilans.iter().find(|held| !jours.contient(**held)) {
            let pointer = if *held < debut { "/debut" } else { "/fin" };
            return Err(FieldError::new(
                pointer,
                "incoherent",
                format!("un bilan a été tenu le {}", phrase::jour(held)),
            ));
        }
        if fin.is_none() {
            (self.etat, self.motif) = (EtatEtape::Demarree, None);
        }
        (self.debut, self.fin) = (debut, fin);
        Ok(())
    }

    /// Whether it was said to be over and would go on.
    pub(crate) const fn reprendrait(&self, fin: Option<NaiveDate>) -> bool {
        self.fin.is_some() && fin.is_none()
    }

    /// The days on which a bilan may have been held: those of the étape.
    const fn jours_de_bilan(&self) -> Periode {
        jours_de_bilan(self.debut, self.fin_prevue, self.fin)
    }

    /// The same, once it began: no bilan is held of another.
    pub(crate) fn tenable(&self) -> Option<Periode> {
        apres(self.etat, Commande::Bilan).is_ok().then(|| self.jours_de_bilan())
    }

    /// Whether a bilan may have been held on this day: one within the étape.
    pub(crate) fn admet_bilan(&self, tenu_le: NaiveDate) -> Result<(), FieldError> {
        tenir(self.jours_de_bilan(), tenu_le).map_err(|detail| FieldError::new("/tenu_le", "hors_bornes", detail))
    }

    /// Records the day of a bilan; one a day.
    pub(crate) fn noter_bilan(&mut self, tenu_le: NaiveDate) {
        if let Err(place) = self.bilans.binary_search(&tenu_le) {
            self.bilans.insert(place, tenu_le);
        }
    }

    /// Whether the rule on bilans is asked of it: once it began, and not when it was broken.
    pub(crate) const fn doit_des_bilans(&self) -> bool {
        matches!(self.etat, EtatEtape::Demarree | EtatEtape::Terminee)
    }

    /// What the rule of bilans reads of it, of a parcours of which all is known since a day.
    pub(crate) fn bilans_dus(&self, connu_depuis: Option<NaiveDate>) -> bilans::Faits<'_> {
        let Self { debut, fin_prevue, fin, .. } = *self;
        bilans::Faits { debut, fin: fin.unwrap_or(fin_prevue), tenus: &self.bilans, connu_depuis }
    }

    /// Nobody leaves the PLIE while it runs.
    pub(crate) fn refuse_de_courir(&self) -> Result<(), Refus> {
        if self.etat == EtatEtape::Demarree {
            let (intitule, debut) = (&self.intitule, self.debut);
            return Err(Refus::new(format!(
                "L'étape « {intitule} » court depuis le {} : elle finit d'abord.",
                phrase::jour(debut)
            )));
        }
        Ok(())
    }

    /// Nobody leaves the PLIE before what they took up in it: it began before the first day out.
    pub(crate) fn refuse_de_suivre(&self, sorti_le: NaiveDate) -> Result<(), String> {
        match self.periode() {
            Some(jours) if jours.du >= sorti_le => Err(format!(
                "l'étape « {} » a commencé le {} : la personne n'était pas sortie le {}",
                self.intitule,
                phrase::jour(jours.du),
                phrase::jour(sorti_le)
            )),
            _ => Ok(()),
        }
    }

    /// Its days, once it began.
    pub(crate) fn periode(&self) -> Option<Periode> {
        let began = matches!(self.etat, EtatEtape::Demarree | EtatEtape::Terminee | EtatEtape::Rompue);
        began.then_some(Periode { du: self.debut, au: self.fin })
    }

    /// Its last day, of one in an insertion structure that the person left.
    pub(crate) fn siae_quittee_le(&self) -> Option<NaiveDate> {
        let siae = matches!(self.nature, NatureEtape::Aci | NatureEtape::Ai | NatureEtape::Ei | NatureEtape::Etti);
        self.periode().filter(|_| siae)?.au
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::d;

    use super::*;
    use Commande as C;
    use EtatEtape as E;

    pub(crate) fn etape(etat: E) -> Etape {
        Etape {
            id: Id::MIN,
            version: 1,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature: NatureEtape::Aci,
            operateur: Id::MIN,
            intitule: "Espaces verts".to_owned(),
            debut: d("2026-05-01"),
            fin_prevue: d("2026-10-31"),
            fin: None,
            etat,
            motif: None,
            bilans: vec![],
            bilans_repris: vec![],
        }
    }

    #[test]
    fn an_etape_does_what_its_table_says_and_nothing_else() {
        let table = [
            (E::Positionnee, C::Modifier, E::Positionnee),
            (E::Acceptee, C::Modifier, E::Acceptee),
            (E::Demarree, C::Modifier, E::Demarree),
            (E::Positionnee, C::Accepter, E::Acceptee),
            (E::Positionnee, C::Demarrer, E::Demarree),
            (E::Positionnee, C::Rompre, E::Abandonnee),
            (E::Acceptee, C::Demarrer, E::Demarree),
            (E::Acceptee, C::Rompre, E::Abandonnee),
            (E::Demarree, C::Terminer, E::Terminee),
            (E::Demarree, C::Rompre, E::Rompue),
            (E::Demarree, C::Bilan, E::Demarree),
            (E::Terminee, C::Bilan, E::Terminee),
            (E::Rompue, C::Bilan, E::Rompue),
            (E::Demarree, C::Corriger, E::Demarree),
            (E::Terminee, C::Corriger, E::Terminee),
            (E::Rompue, C::Corriger, E::Rompue),
        ];
        let commandes = [C::Modifier, C::Accepter, C::Demarrer, C::Terminer, C::Rompre, C::Bilan, C::Corriger];
        assert_eq!(ecarts(&[E::Positionnee], E::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn nobody_is_out_on_the_first_day_of_an_etape_nor_before_but_of_one_that_never_began() {
        let out = |etat, le| etape(etat).refuse_de_suivre(d(le)).is_ok();
        let days = ["2026-04-30", "2026-05-01", "2026-05-02"];
        assert_eq!(days.map(|le| out(E::Terminee, le)), [false, false, true]);
        assert_eq!(days.map(|le| out(E::Abandonnee, le)), [true; 3]);
    }

    #[test]
    fn of_who_left_no_etape_is_taken_up_and_what_ran_still_ends() {
        let can = |etat, commande, parcours| etape(etat).peut(commande, &Parcours::exemple(parcours)).is_ok();
        assert_eq!(
            (
                can(E::Acceptee, C::Demarrer, parcours::Phase::EnCours),
                can(E::Acceptee, C::Demarrer, parcours::Phase::Termine)
            ),
            (true, false)
        );
        assert_eq!(
            (
                can(E::Demarree, C::Bilan, parcours::Phase::Termine),
                can(E::Positionnee, C::Rompre, parcours::Phase::Termine)
            ),
            (true, true)
        );
    }

    #[test]
    fn an_etape_begins_on_its_last_planned_day_at_the_latest_and_ends_on_its_first_at_the_earliest() {
        let mut one = etape(E::Demarree);
        assert!(one.commencer(d("2026-11-01")).is_err());
        assert!(one.commencer(d("2026-10-31")).is_ok());
        assert!(one.finir(d("2026-10-30")).is_err());
        assert!(one.finir(d("2026-10-31")).is_ok());
    }

    #[test]
    fn an_etape_that_began_keeps_its_first_day_and_its_bilans_and_says_what_changes() {
        let mut one = etape(E::Demarree);
        one.noter_bilan(d("2026-07-10"));
        let longer = PlanEtape { fin_prevue: d("2026-12-31"), ..one.plan() };
        assert_eq!(one.modifier(longer.clone()), Ok(vec!["fin_prevue"]));
        assert_eq!((one.plan(), one.modifier(longer.clone())), (longer.clone(), Ok(vec![])));
        let refused = |plan| etape_with_bilan().modifier(plan).unwrap_err().pointer;
        assert_eq!(refused(PlanEtape { debut: d("2026-05-02"), ..longer.clone() }), "/debut");
        assert_eq!(refused(PlanEtape { fin_prevue: d("2026-07-09"), ..longer.clone() }), "/fin_prevue");
        assert_eq!(
            etape(E::Acceptee).modifier(PlanEtape { debut: d("2026-05-02"), ..longer }).map(|one| one.len()),
            Ok(2)
        );
    }

    fn etape_with_bilan() -> Etape {
        Etape { bilans: vec![d("2026-07-10")], ..etape(E::Demarree) }
    }

    #[test]
    fn a_bilan_is_held_within_the_etape_and_counts_once_a_day() {
        let mut one = etape(E::Demarree);
        let held = |one: &Etape, le| one.admet_bilan(d(le)).is_ok();
        assert_eq!((held(&one, "2026-04-30"), held(&one, "2026-05-01")), (false, true));
        assert_eq!((held(&one, "2026-10-31"), held(&one, "2026-11-01")), (true, false));
        one.finir(d("2026-08-15")).unwrap();
        assert_eq!((held(&one, "2026-08-15"), held(&one, "2026-08-16")), (true, false));
        for le in ["2026-07-10", "2026-06-10", "2026-07-10"] {
            one.noter_bilan(d(le));
        }
        assert_eq!(one.bilans, [d("2026-06-10"), d("2026-07-10")]);
    }

    /// Held from 1 May to 31 May, with a bilan on the 15th.
    fn over() -> Etape {
        let bilans = vec![d("2026-05-15")];
        Etape { fin: Some(d("2026-05-31")), motif: Some("emploi".to_owned()), bilans, ..etape(E::Rompue) }
    }

    #[test]
    fn an_étape_has_the_days_that_it_really_had_and_its_bilans_stay_within_them() {
        let corrected = |debut: &str, fin: Option<&str>| {
            let mut one = over();
            let pointer = one.corriger(d(debut), fin.map(d)).map_err(|error| error.pointer);
            pointer.map(|()| (one.debut, one.fin))
        };
        let becomes = |debut, fin| Ok((d(debut), Some(d(fin))));
        assert_eq!(corrected("2026-05-01", Some("2026-05-15")), becomes("2026-05-01", "2026-05-15"));
        assert_eq!(corrected("2026-05-01", Some("2026-05-14")), Err("/fin".into()), "the bilan of the 15th");
        assert_eq!(corrected("2026-05-15", Some("2026-05-31")), becomes("2026-05-15", "2026-05-31"));
        assert_eq!(corrected("2026-05-16", Some("2026-05-31")), Err("/debut".into()));
        assert_eq!(corrected("2026-04-01", Some("2026-03-31")), Err("/fin".into()), "it ends before it begins");
        let later = |debut: &str| Etape { bilans: vec![], ..over() }.corriger(d(debut), Some(d("2026-11-30")));
        assert!(later("2026-10-31").is_ok() && later("2026-11-01").is_err(), "after its planned end");
    }

    #[test]
    fn what_was_said_to_be_over_and_was_not_goes_on_and_what_runs_is_not_ended_by_a_correction() {
        let mut one = over();
        assert!(one.reprendrait(None) && !one.reprendrait(one.fin));
        one.corriger(d("2026-05-01"), None).unwrap();
        assert_eq!((one.etat, one.fin, &one.motif), (E::Demarree, None, &None));
        assert_eq!(one.corriger(d("2026-05-01"), Some(d("2026-05-31"))).unwrap_err().pointer, "/fin");
        assert!(one.corriger(d("2026-05-02"), None).is_ok());
    }

    #[test]
    fn bilans_are_held_of_what_began_whatever_became_of_it() {
        let held = E::TOUS.iter().copied().filter(|etat| etape(*etat).tenable().is_some());
        assert_eq!(held.collect::<Vec<_>>(), [E::Demarree, E::Terminee, E::Rompue]);
    }

    #[test]
    fn the_days_that_an_etape_had_ask_for_its_bilans_and_no_more_those_that_it_was_to_have() {
        let lyon = referentiel::livre("lyon").unwrap();
        let asked = |etat, fin: Option<&str>| {
            let one = Etape { fin: fin.map(d), ..etape(etat) };
            bilans::tenue(&lyon, one.bilans_dus(None)).map(|verdict| verdict.conclusion.attendus)
        };
        assert_eq!(asked(E::Demarree, None), Some(2), "it is to end on 31 October");
        let ended = |fin| asked(E::Terminee, Some(fin));
        assert_eq!(["2026-06-15", "2026-07-30", "2026-07-31"].map(ended), [Some(0), Some(0), Some(1)]);
        assert_eq!(["2027-01-30", "2027-01-31"].map(ended), [Some(2), Some(3)], "it went on beyond its planned end");
    }

    #[test]
    fn days_count_from_the_start_on_also_when_it_was_broken() {
        let began = E::TOUS.iter().copied().filter(|etat| etape(*etat).periode().is_some());
        assert_eq!(began.collect::<Vec<_>>(), [E::Demarree, E::Terminee, E::Rompue]);
        let owed = E::TOUS.iter().copied().filter(|etat| etape(*etat).doit_des_bilans());
        assert_eq!(owed.collect::<Vec<_>>(), [E::Demarree, E::Terminee]);
    }
}
