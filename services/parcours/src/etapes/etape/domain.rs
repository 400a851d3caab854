//! The life of an étape.

use chrono::NaiveDate;
use kernel::{
    EtapeId, NatureStructure, ParcoursId, ParticipantId, Refus, StructureId,
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
}

impl Commande {
    /// Those that `actions` of an étape shows: name and command.
    pub(crate) const MONTREES: [(&'static str, Self); 5] = [
        ("acceptation", Self::Accepter),
        ("demarrage", Self::Demarrer),
        ("fin", Self::Terminer),
        ("rupture", Self::Rompre),
        ("bilans", Self::Bilan),
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
        (C::Bilan, E::Demarree | E::Terminee | E::Rompue) => Ok(etat),
        (C::Terminer | C::Bilan, E::Positionnee | E::Acceptee) => Err(Refus::new("L'étape n'a pas démarré.")),
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

    /// Whether a bilan may have been held on this day: one within the étape.
    pub(crate) fn admet_bilan(&self, tenu_le: NaiveDate) -> Result<(), FieldError> {
        let end = self.fin.unwrap_or(self.fin_prevue);
        if tenu_le < self.debut || tenu_le > end {
            let detail = format!("l'étape va du {} au {}", phrase::jour(self.debut), phrase::jour(end));
            return Err(FieldError::new("/tenu_le", "hors_bornes", detail));
        }
        Ok(())
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
        let Self { debut, fin_prevue, .. } = *self;
        bilans::Faits { debut, fin_prevue, tenus: &self.bilans, connu_depuis }
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
        ];
        let commandes = [C::Modifier, C::Accepter, C::Demarrer, C::Terminer, C::Rompre, C::Bilan];
        assert_eq!(ecarts(&[E::Positionnee], E::TOUS, &commandes, &table, apres), [""; 0]);
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

    #[test]
    fn days_count_from_the_start_on_also_when_it_was_broken() {
        let began = E::TOUS.iter().copied().filter(|etat| etape(*etat).periode().is_some());
        assert_eq!(began.collect::<Vec<_>>(), [E::Demarree, E::Terminee, E::Rompue]);
        let owed = E::TOUS.iter().copied().filter(|etat| etape(*etat).doit_des_bilans());
        assert_eq!(owed.collect::<Vec<_>>(), [E::Demarree, E::Terminee]);
    }
}
