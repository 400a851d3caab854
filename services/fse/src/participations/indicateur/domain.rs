//! Indicators of the two programmes (Regulations (EU) 1304/2013 and 2021/1057, annexes I), as pure
//! predicates over the answers. The age is that of the entry in the operation; results count within
//! four weeks of leaving it.

use fse_api::{
    Compte, Indicateur, Nationalite, QuestionnaireEntree, QuestionnaireSortie, SituationEntree, SituationSortie,
};
use kernel::{ParticipationId, Programme, calendrier};
use participants_api::Sexe;
use referentiel::regles::eligibilite::Reponse;

use crate::participations::{participation::domain::Participation, questionnaire::domain::statut};

/// Days after leaving during which a result counts.
const FENETRE: i64 = 28;

/// Rules of a programme that vary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Regles {
    pub(crate) programme: Programme,
    /// FSE+: months from which someone under 25 is long-term unemployed.
    pub(crate) longue_duree_jeunes_mois: Option<i32>,
}

/// A complete participation of a participant, ready to be counted.
struct Profil<'a> {
    participation: &'a Participation,
    entree: &'a QuestionnaireEntree,
    statut: SituationEntree,
    isced: u8,
    age: i32,
    regles: Regles,
}

impl<'a> Profil<'a> {
    fn new(participation: &'a Participation, regles: Regles) -> Option<Self> {
        let entree = participation.entree.as_ref().filter(|_| participation.manque().is_empty())?;
        Some(Self {
            participation,
            entree,
            statut: statut(entree)?,
            isced: entree.niveau?.isced(),
            age: calendrier::age(participation.date_naissance, participation.entree_le),
            regles,
        })
    }

    fn est(&self, statut: SituationEntree) -> bool {
        self.statut == statut
    }

    fn longue_duree(&self) -> bool {
        let young = match self.regles.programme {
            Programme::Fse20142020 => Some(6),
            Programme::FsePlus => self.regles.longue_duree_jeunes_mois,
        };
        let threshold = young.filter(|_| self.age < 25).unwrap_or(12);
        self.est(SituationEntree::Chomeur) && self.entree.mois_sans_emploi.is_some_and(|months| months > threshold)
    }

    fn desavantage(&self) -> bool {
        [self.entree.origine_etrangere, self.entree.handicap, self.entree.minima_sociaux]
            .iter()
            .any(|answer| oui(*answer))
    }

    /// The answers on leaving, if they were observed in time.
    fn sortie(&self) -> Option<&QuestionnaireSortie> {
        let sortie = self.participation.sortie.as_ref()?;
        (0..=FENETRE).contains(&calendrier::jours_entre(sortie.sortie_le, sortie.observe_le)).then_some(sortie)
    }

    fn en_emploi_a_la_sortie(&self) -> bool {
        use SituationSortie::{EmploiAide, EmploiDurable, EmploiTemporaire, Independant};
        self.sortie().is_some_and(|sortie| {
            matches!(sortie.situation, EmploiDurable | EmploiTemporaire | EmploiAide | Independant)
        })
    }

    fn sortie_est(&self, situation: SituationSortie) -> bool {
        self.sortie().is_some_and(|sortie| sortie.situation == situation)
    }

    fn cherche(&self) -> bool {
        self.est(SituationEntree::Inactif) && self.sortie_est(SituationSortie::RechercheEmploi)
    }

    fn hors_formation(&self) -> bool {
        self.entree.en_formation == Some(false)
    }

    fn se_forme(&self) -> bool {
        self.hors_formation() && self.sortie_est(SituationSortie::Formation)
    }

    fn qualifie(&self) -> bool {
        self.sortie().is_some_and(|sortie| sortie.qualification_obtenue == Some(true))
    }

    /// Newly employed: who was employed at entry does not count.
    fn accede_a_l_emploi(&self) -> bool {
        !self.est(SituationEntree::EnEmploi) && self.en_emploi_a_la_sortie()
    }
}

fn oui(answer: Option<Reponse>) -> bool {
    answer == Some(Reponse::Oui)
}

type Predicat = fn(&Profil<'_>) -> bool;

const FSE_2014_2020: &[(&str, &str, Predicat)] = &[
    ("CO01", "chômeurs, y compris de longue durée", |p| p.est(SituationEntree::Chomeur)),
    ("CO02", "chômeurs de longue durée", |p| p.longue_duree()),
    ("CO03", "inactifs", |p| p.est(SituationEntree::Inactif)),
    ("CO04", "inactifs ne suivant ni enseignement ni formation", |p| {
        p.est(SituationEntree::Inactif) && p.hors_formation()
    }),
    ("CO05", "titulaires d'un emploi, y compris indépendants", |p| p.est(SituationEntree::EnEmploi)),
    ("CO06", "moins de 25 ans", |p| p.age < 25),
    ("CO07", "plus de 54 ans", |p| p.age > 54),
    ("CO08", "plus de 54 ans, chômeurs ou inactifs hors formation", |p| {
        p.age > 54 && (p.est(SituationEntree::Chomeur) || (p.est(SituationEntree::Inactif) && p.hors_formation()))
    }),
    ("CO09", "enseignement primaire ou premier cycle du secondaire", |p| matches!(p.isced, 1 | 2)),
    ("CO10", "deuxième cycle du secondaire ou post-secondaire", |p| matches!(p.isced, 3 | 4)),
    ("CO11", "enseignement supérieur", |p| p.isced >= 5),
    ("CO15", "migrants, d'origine étrangère, minorités", |p| oui(p.entree.origine_etrangere)),
    ("CO16", "handicapés", |p| oui(p.entree.handicap)),
    ("CO17", "autres personnes défavorisées", |p| oui(p.entree.minima_sociaux)),
    ("CR01", "inactifs nouvellement à la recherche d'un emploi", |p| p.cherche()),
    ("CR02", "suivant un enseignement ou une formation", |p| p.se_forme()),
    ("CR03", "obtenant une qualification", |p| p.qualifie()),
    ("CR04", "exerçant un emploi, y compris indépendant", |p| p.accede_a_l_emploi()),
    ("CR05", "défavorisés en recherche, formation, qualification ou emploi", |p| {
        p.desavantage() && (p.cherche() || p.se_forme() || p.qualifie() || p.accede_a_l_emploi())
    }),
];

const FSE_PLUS: &[(&str, &str, Predicat)] = &[
    ("EECO01", "participants", |_| true),
    ("EECO02", "chômeurs, y compris de longue durée", |p| p.est(SituationEntree::Chomeur)),
    ("EECO03", "chômeurs de longue durée", |p| p.longue_duree()),
    ("EECO04", "inactifs", |p| p.est(SituationEntree::Inactif)),
    ("EECO05", "titulaires d'un emploi, y compris indépendants", |p| p.est(SituationEntree::EnEmploi)),
    ("EECO06", "moins de 18 ans", |p| p.age < 18),
    ("EECO07", "de 18 à 29 ans", |p| (18..=29).contains(&p.age)),
    ("EECO08", "55 ans et plus", |p| p.age >= 55),
    ("EECO09", "premier cycle du secondaire ou moins", |p| p.isced <= 2),
    ("EECO10", "deuxième cycle du secondaire ou post-secondaire", |p| matches!(p.isced, 3 | 4)),
    ("EECO11", "enseignement supérieur", |p| p.isced >= 5),
    ("EECO12", "handicapés", |p| oui(p.entree.handicap)),
    ("EECO13", "ressortissants de pays tiers", |p| p.entree.nationalite == Some(Nationalite::HorsUnion)),
    ("EECO14", "d'origine étrangère", |p| oui(p.entree.origine_etrangere)),
    ("EECO16", "sans-abri ou exclus du logement", |p| oui(p.entree.sans_domicile)),
    ("EECR01", "à la recherche d'un emploi au terme de leur participation", |p| p.cherche()),
    ("EECR02", "suivant un enseignement ou une formation au terme de leur participation", |p| p.se_forme()),
    ("EECR03", "obtenant une qualification au terme de leur participation", |p| p.qualifie()),
    ("EECR04", "exerçant un emploi au terme de leur participation", |p| p.accede_a_l_emploi()),
];

/// Counts a list of participations by sex.
fn compter<'a>(participations: impl Iterator<Item = &'a Participation>) -> (Compte, Vec<ParticipationId>) {
    let mut compte = Compte::default();
    let mut counted = Vec::new();
    for participation in participations {
        match participation.sexe {
            Sexe::Femme => compte.femmes += 1,
            Sexe::Homme => compte.hommes += 1,
        }
        counted.push(participation.id);
    }
    (compte, counted)
}

/// The complete participations and the indicators of the programme, with the participations behind each.
pub(crate) fn calculer(regles: Regles, participations: &[Participation]) -> (Compte, Vec<Indicateur>) {
    let profils: Vec<_> = participations.iter().filter_map(|one| Profil::new(one, regles)).collect();
    let table = match regles.programme {
        Programme::Fse20142020 => FSE_2014_2020,
        Programme::FsePlus => FSE_PLUS,
    };
    let indicateurs = table.iter().map(|(code, libelle, predicate)| {
        let (compte, participations) =
            compter(profils.iter().filter(|profil| predicate(profil)).map(|profil| profil.participation));
        let (code, libelle) = ((*code).to_owned(), (*libelle).to_owned());
        Indicateur { code, libelle, compte, participations, participations_noms: vec![] }
    });
    (compter(profils.iter().map(|profil| profil.participation)).0, indicateurs.collect())
}

#[cfg(test)]
mod tests {
    use kernel::{Id, NiveauFormation};
    use testdata::d;

    use super::*;

    fn entree(situation: SituationEntree, mois: Option<i32>, niveau: Option<NiveauFormation>) -> QuestionnaireEntree {
        QuestionnaireEntree {
            recueilli_le: d("2026-03-02"),
            situation: Some(situation),
            inscrit_france_travail: Some(false),
            mois_sans_emploi: mois,
            en_formation: Some(false),
            niveau,
            handicap: Some(Reponse::Non),
            minima_sociaux: Some(Reponse::Non),
            sans_domicile: Some(Reponse::Non),
            origine_etrangere: None,
            nationalite: Some(Nationalite::France),
        }
    }

    fn left(observe_le: &str, situation: SituationSortie) -> QuestionnaireSortie {
        QuestionnaireSortie {
            sortie_le: d("2026-09-01"),
            observe_le: d(observe_le),
            situation,
            qualification_obtenue: Some(false),
        }
    }

    fn participation(
        n: u128,
        sexe: Sexe,
        born: &str,
        entree: QuestionnaireEntree,
        sortie: Option<QuestionnaireSortie>,
    ) -> Participation {
        Participation {
            id: Id::from_u128(n),
            operation: Id::MIN,
            participant: Id::MIN,
            sexe,
            date_naissance: d(born),
            entree_le: d("2026-03-02"),
            entree: Some(entree),
            sortie,
            double: false,
            fin_parcours: None,
            entree_deplacee: None,
            creee_le: chrono::DateTime::UNIX_EPOCH,
        }
    }

    /// P1 to P6 of the scenario "FSE+ today".
    fn six() -> Vec<Participation> {
        use NiveauFormation::{Bac, Bac5, CapBep, College, JamaisScolarise};
        use SituationEntree::{Chomeur, EnEmploi, Inactif};
        let yes = Some(Reponse::Oui);
        vec![
            participation(
                1,
                Sexe::Femme,
                "2007-03-03",
                entree(Chomeur, Some(8), Some(College)),
                Some(left("2026-09-10", SituationSortie::Formation)),
            ),
            participation(
                2,
                Sexe::Femme,
                "1996-03-02",
                QuestionnaireEntree {
                    inscrit_france_travail: Some(true),
                    minima_sociaux: yes,
                    ..entree(Inactif, Some(14), Some(CapBep))
                },
                Some(left("2026-09-15", SituationSortie::EmploiDurable)),
            ),
            participation(
                3,
                Sexe::Homme,
                "1996-03-03",
                QuestionnaireEntree { sans_domicile: yes, ..entree(Inactif, None, Some(JamaisScolarise)) },
                Some(left("2026-09-20", SituationSortie::RechercheEmploi)),
            ),
            participation(
                4,
                Sexe::Homme,
                "1971-03-02",
                QuestionnaireEntree { handicap: yes, ..entree(EnEmploi, None, Some(Bac)) },
                Some(left("2026-09-01", SituationSortie::EmploiAide)),
            ),
            participation(
                5,
                Sexe::Femme,
                "1971-03-03",
                QuestionnaireEntree {
                    nationalite: Some(Nationalite::HorsUnion),
                    ..entree(Chomeur, Some(30), Some(Bac5))
                },
                Some(left("2026-10-05", SituationSortie::EmploiTemporaire)),
            ),
            participation(
                6,
                Sexe::Homme,
                "1985-01-10",
                QuestionnaireEntree { handicap: Some(Reponse::RefusDeRepondre), ..entree(Chomeur, Some(13), None) },
                None,
            ),
        ]
    }

    fn figures(regles: Regles, participations: &[Participation]) -> Vec<(String, usize, usize)> {
        calculer(regles, participations)
            .1
            .into_iter()
            .map(|one| (one.code, one.compte.femmes, one.compte.hommes))
            .collect()
    }

    fn of(figures: &[(String, usize, usize)], code: &str) -> (usize, usize) {
        figures.iter().find(|(name, ..)| name == code).map(|(_, f, m)| (*f, *m)).unwrap()
    }

    const PLUS: Regles = Regles { programme: Programme::FsePlus, longue_duree_jeunes_mois: None };

    #[test]
    fn fse_plus_today() {
        let figures = figures(PLUS, &six());
        let expected = [
            ("EECO01", 3, 2),
            ("EECO02", 3, 0),
            ("EECO03", 2, 0),
            ("EECO04", 0, 1),
            ("EECO05", 0, 1),
            ("EECO06", 0, 0),
            ("EECO07", 1, 1),
            ("EECO08", 0, 1),
            ("EECO09", 1, 1),
            ("EECO10", 1, 1),
            ("EECO11", 1, 0),
            ("EECO12", 0, 1),
            ("EECO13", 1, 0),
            ("EECO16", 0, 1),
            ("EECR01", 0, 1),
            ("EECR02", 1, 0),
            ("EECR04", 1, 0),
        ];
        for (code, women, men) in expected {
            assert_eq!(of(&figures, code), (women, men), "{code}");
        }
    }

    #[test]
    fn six_months_under_25_is_a_profile() {
        let regles = Regles { longue_duree_jeunes_mois: Some(6), ..PLUS };
        assert_eq!(of(&figures(regles, &six()), "EECO03"), (3, 0));
    }

    #[test]
    fn an_unanswered_level_of_education_leaves_the_participation_apart() {
        assert_eq!(six()[5].manque(), ["niveau d'études"]);
        assert_eq!(Participation { entree: None, ..six()[0].clone() }.manque(), ["questionnaire d'entrée"]);
    }

    #[test]
    fn a_question_left_open_is_no_no_and_leaves_the_participation_apart() {
        let regles = Regles { programme: Programme::Fse20142020, ..PLUS };
        let inactive = six()[2].clone();
        let answers = inactive.entree.clone().unwrap();
        let with = |entree| Participation { entree: Some(entree), ..inactive.clone() };
        assert_eq!(of(&figures(regles, std::slice::from_ref(&inactive)), "CO04"), (0, 1));
        for open in [
            QuestionnaireEntree { en_formation: None, ..answers.clone() },
            QuestionnaireEntree { inscrit_france_travail: None, ..answers.clone() },
            QuestionnaireEntree { inscrit_france_travail: Some(true), mois_sans_emploi: None, ..answers },
        ] {
            let counted = figures(regles, &[with(open)]);
            assert!(counted.iter().all(|(_, women, men)| (*women, *men) == (0, 0)), "{counted:?}");
        }
    }

    #[test]
    fn who_leaves_on_the_day_of_the_entry_is_no_participant() {
        let leaving = |le: &str| {
            let sortie = QuestionnaireSortie { sortie_le: d(le), ..left(le, SituationSortie::Formation) };
            Participation { sortie: Some(sortie), ..six()[0].clone() }
        };
        let (same_day, next_day) = (leaving("2026-03-02"), leaving("2026-03-03"));
        assert_eq!(same_day.manque(), ["entrée et sortie le même jour : une journée ne fait pas un participant"]);
        assert_eq!(next_day.manque(), Vec::<String>::new());
        let counted = |one: &Participation| calculer(PLUS, std::slice::from_ref(one)).0.femmes;
        assert_eq!((counted(&same_day), counted(&next_day)), (0, 1));
        assert_eq!(of(&figures(PLUS, &[same_day]), "EECR02"), (0, 0));
    }

    #[test]
    fn the_total_is_the_sum_of_the_three_statuses() {
        let figures = figures(PLUS, &six());
        let sum = |codes: [&str; 3]| {
            codes.map(|code| of(&figures, code)).into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
        };
        assert_eq!(sum(["EECO02", "EECO04", "EECO05"]), of(&figures, "EECO01"));
    }

    /// M of the scenario "Clermont 2015".
    fn m(observe_le: &str) -> Participation {
        let mut entree = entree(SituationEntree::Chomeur, Some(20), Some(NiveauFormation::CapBep));
        entree.recueilli_le = d("2015-02-12");
        let sortie = QuestionnaireSortie {
            sortie_le: d("2015-09-01"),
            observe_le: d(observe_le),
            situation: SituationSortie::EmploiDurable,
            qualification_obtenue: Some(false),
        };
        Participation {
            entree_le: d("2015-02-12"),
            sortie: Some(sortie),
            ..participation(7, Sexe::Homme, "1980-05-20", entree, None)
        }
    }

    #[test]
    fn clermont_counts_a_job_found_within_four_weeks_only() {
        let regles = Regles { programme: Programme::Fse20142020, longue_duree_jeunes_mois: None };
        let in_time = figures(regles, &[m("2015-09-10")]);
        for code in ["CO01", "CO02", "CO10", "CR04"] {
            assert_eq!(of(&in_time, code), (0, 1), "{code}");
        }
        let late = figures(regles, &[m("2015-10-05")]);
        assert_eq!((of(&late, "CO01"), of(&late, "CR04")), ((0, 1), (0, 0)));
        assert_eq!(of(&figures(regles, &[m("2015-09-29")]), "CR04"), (0, 1), "the 28th day");
        assert_eq!(of(&figures(regles, &[m("2015-09-30")]), "CR04"), (0, 0), "the 29th day");
    }
}
