//! What the lines of a table about one parcours tell beside one another, and beside what is known of it: no two of them
//! contradict each other.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kernel::{FaitReprisId, ParcoursId, Refus, calendrier::Periode, phrase};
use parcours_api::{ChampReprise as Champ, FaitRepris};
use problem::FieldError;
use suite_api::ChampImporte;

use super::{
    avant_la_sortie,
    bilans::{Tenante, jours_du_fait, nommee, tenante},
    depart::{du_fait, orphelin, rattachee, seul},
};
use crate::vie::parcours::domain::Depart;

/// What is known here of a parcours, each with the fact that a line may tell again.
#[derive(Debug)]
pub(crate) struct Connu {
    /// The fact that says from which day on all of it is known: it has the identifier of the parcours.
    ouverture: FaitReprisId,
    /// The days of its suspensions and veilles.
    pub(crate) arrets: Vec<(FaitReprisId, Periode)>,
    /// The days on which a former program says who followed the person.
    pub(crate) referents: Vec<(FaitReprisId, Periode)>,
    /// The first days of its exits, and what each makes of it.
    pub(crate) sorties: Vec<(FaitReprisId, NaiveDate, Depart)>,
    /// Its end otherwise than by an exit: one that was said here is no line's.
    pub(crate) fin: Option<(Option<FaitReprisId>, NaiveDate)>,
    /// Its étapes that run, each with why nobody leaves meanwhile.
    pub(crate) courent: Vec<(FaitReprisId, Refus)>,
    /// Its étapes that began, each with the days on which a bilan may have been held of it.
    pub(crate) etapes: Vec<(FaitReprisId, Periode)>,
    /// The days of its bilans, each with its étape: one that was recorded here is no line's.
    pub(crate) bilans: Vec<(Option<FaitReprisId>, FaitReprisId, NaiveDate)>,
}

impl Connu {
    /// A parcours of which nothing else is known.
    pub(crate) fn rien(parcours: ParcoursId) -> Self {
        Self {
            ouverture: parcours.ressource().of_kind(),
            arrets: Vec::new(),
            referents: Vec::new(),
            sorties: Vec::new(),
            fin: None,
            courent: Vec::new(),
            etapes: Vec::new(),
            bilans: Vec::new(),
        }
    }
}

/// A line of a parcours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dite<'a> {
    /// Its number in the table.
    pub(crate) rang: i32,
    /// The fact that it is in, or tells again.
    pub(crate) objet: Option<FaitReprisId>,
    /// By what it is recognised when it comes again.
    pub(crate) reference: Option<&'a str>,
    /// What it tells; none of what is in its fact already.
    pub(crate) fait: Option<&'a FaitRepris>,
}

/// Whether a fact may contradict what is known of its parcours: a contact does not, nor the first day that is known.
pub(crate) const fn se_confronte(fait: &FaitRepris) -> bool {
    !matches!(fait, FaitRepris::Parcours { .. } | FaitRepris::Contact { .. })
}

/// The line that tells something; none of what no line of the table tells.
type Origine = Option<i32>;

/// What stands of a parcours, line after line.
struct Parcours<'a> {
    /// What lines of former tables became, of those that bilans name.
    nommees: &'a HashMap<String, FaitReprisId>,
    connu_depuis: Option<Origine>,
    departs: Vec<(Origine, Depart)>,
    sorties: Vec<NaiveDate>,
    arrets: Vec<(Origine, Periode)>,
    referents: Vec<(Origine, Periode)>,
    courent: Vec<Refus>,
    etapes: Vec<Tenante>,
    /// The days of bilans that no line tells again, each with what its étape is here.
    tenus: Vec<(Origine, FaitReprisId, NaiveDate)>,
    /// Those that lines tell, each with the rank of its étape.
    dits: Vec<(Origine, usize, NaiveDate)>,
}

/// Of the lines of a parcours, told in the order of the table, those that contradict what is known or a line that comes
/// first, by their number. Exits come before what they end, and étapes before their bilans. All lines are judged by what they
/// tell in the end: two of them may take each other's days. `nommees` says what lines of former tables became, of those that
/// bilans name.
pub(crate) fn confronter(
    connu: &Connu,
    nommees: &HashMap<String, FaitReprisId>,
    lignes: &[Dite<'_>],
) -> BTreeMap<i32, FieldError> {
    let mut parcours = Parcours::nouveau(connu, nommees, lignes);
    let mut refused = BTreeMap::new();
    let told = lignes.iter().filter_map(|one| Some((one, one.fait?)));
    let (exits, others): (Vec<_>, Vec<_>) = told.partition(|(_, fait)| du_fait(fait).is_some());
    let (bilans, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(_, fait)| matches!(fait, FaitRepris::Bilan { .. }));
    for (ligne, fait) in exits.into_iter().chain(others).chain(bilans) {
        if let Err(error) = parcours.admettre(ligne, fait) {
            refused.insert(ligne.rang, error);
        }
    }
    refused
}

impl<'a> Parcours<'a> {
    /// What is known that no line tells again.
    fn nouveau(connu: &Connu, nommees: &'a HashMap<String, FaitReprisId>, lignes: &[Dite<'_>]) -> Self {
        let by = |fait: FaitReprisId| lignes.iter().find(|one| one.objet == Some(fait));
        // None of what a line tells again; otherwise the line that tells it as it stands, if one does.
        let stands = |fait: FaitReprisId| match by(fait) {
            Some(line) if line.fait.is_some() => None,
            line => Some(line.map(|one| one.rang)),
        };
        let days = |all: &[(FaitReprisId, Periode)]| -> Vec<_> {
            all.iter().filter_map(|(fait, jours)| Some((stands(*fait)?, *jours))).collect()
        };
        let exits: Vec<_> =
            connu.sorties.iter().filter_map(|(fait, jour, own)| Some((stands(*fait)?, *jour, *own))).collect();
        let held = connu.bilans.iter().filter_map(|(fait, etape, jour)| {
            let origine = fait.map_or(Some(None), stands)?;
            Some((origine, *etape, *jour))
        });
        let begun = connu.etapes.iter().filter_map(|(fait, jours)| {
            stands(*fait)?;
            let reference = by(*fait).and_then(|one| one.reference).map(str::to_owned);
            Some(Tenante { fait: Some(*fait), reference, jours: *jours })
        });
        let ended = connu.fin.and_then(|(fait, le)| Some((fait.map_or(Some(None), stands)?, Depart::Clos(le))));
        Self {
            nommees,
            tenus: held.collect(),
            etapes: begun.collect(),
            dits: Vec::new(),
            connu_depuis: by(connu.ouverture).filter(|one| one.fait.is_none()).map(|one| Some(one.rang)),
            departs: exits.iter().map(|(by, _, own)| (*by, *own)).chain(ended).collect(),
            sorties: exits.iter().map(|(_, jour, _)| *jour).collect(),
            arrets: days(&connu.arrets),
            referents: days(&connu.referents),
            courent: connu
                .courent
                .iter()
                .filter(|(fait, _)| stands(*fait).is_some())
                .map(|(_, why)| why.clone())
                .collect(),
        }
    }

    fn admettre(&mut self, ligne: &Dite<'_>, fait: &FaitRepris) -> Result<(), FieldError> {
        let rang = ligne.rang;
        if let Some(depart) = du_fait(fait) {
            return self.partir(rang, fait, depart);
        }
        if let Some((by, le)) = self.sorti() {
            avant_la_sortie(le, fait).map_err(|error| dit_par(error, by))?;
        }
        match fait {
            FaitRepris::Parcours { .. } => {
                if let Some(by) = self.connu_depuis {
                    let detail = "le premier jour connu de ce parcours est déjà dit";
                    return Err(dit_par(FieldError::new(Champ::Fait.pointeur(), "en_double", detail), by));
                }
                self.connu_depuis = Some(Some(rang));
            }
            FaitRepris::Arret { du, au, .. } => {
                let detail = "une suspension ou une veille de ce parcours couvre déjà une partie de ces jours";
                prendre(&mut self.arrets, rang, Periode { du: *du, au: *au }, detail)?;
            }
            FaitRepris::Referent { du, au, .. } => {
                let detail = "un autre référent suit déjà la personne une partie de ces jours";
                prendre(&mut self.referents, rang, Periode { du: *du, au: *au }, detail)?;
            }
            FaitRepris::Contrat { .. } | FaitRepris::Suivi { .. } => {
                self.sorties.sort_unstable();
                rattachee(&self.sorties, |one| *one, fait).ok_or_else(orphelin)?;
            }
            FaitRepris::Etape { .. } => self.commencer(ligne, fait)?,
            FaitRepris::Bilan { tenu_le, .. } => {
                let named = ligne.reference.and_then(|one| nommee(one, fait));
                self.tenir(rang, named.as_deref(), *tenu_le)?;
            }
            FaitRepris::Contact { .. } | FaitRepris::Sortie { .. } | FaitRepris::Fin { .. } => {}
        }
        Ok(())
    }

    /// An étape that a table corrects keeps the bilans that were held of it.
    fn commencer(&mut self, ligne: &Dite<'_>, fait: &FaitRepris) -> Result<(), FieldError> {
        let jours = jours_du_fait(fait);
        let within = |jour: NaiveDate| jours.is_some_and(|jours| jours.contient(jour));
        let without =
            |(_, etape, jour): &&(Origine, FaitReprisId, NaiveDate)| Some(*etape) == ligne.objet && !within(*jour);
        if let Some((by, _, jour)) = self.tenus.iter().find(without) {
            let detail = format!("un bilan de cette étape a été tenu le {}", phrase::jour(jour));
            return Err(dit_par(FieldError::new(Champ::Du.pointeur(), "incoherent", detail), *by));
        }
        let reference = ligne.reference.map(str::to_owned);
        self.etapes.extend(jours.map(|jours| Tenante { fait: ligne.objet, reference, jours }));
        Ok(())
    }

    /// One bilan of an étape a day.
    fn tenir(&mut self, rang: i32, nommee: Option<&str>, jour: NaiveDate) -> Result<(), FieldError> {
        let which = tenante(&self.etapes, nommee, self.nommees, jour)?;
        let own = self.etapes.get(which).and_then(|one| one.fait);
        let known = self.tenus.iter().find(|(_, etape, le)| Some(*etape) == own && *le == jour).map(|(by, ..)| *by);
        let told = self.dits.iter().find(|(_, etape, le)| *etape == which && *le == jour).map(|(by, ..)| *by);
        if let Some(by) = known.or(told) {
            let detail = "un bilan de cette étape est déjà dit ce jour-là";
            return Err(dit_par(FieldError::new(Champ::Du.pointeur(), "en_double", detail), by));
        }
        self.dits.push((Some(rang), which, jour));
        Ok(())
    }

    /// One exit is followed, or ends the parcours, and nothing runs of who left.
    fn partir(&mut self, rang: i32, fait: &FaitRepris, depart: Depart) -> Result<(), FieldError> {
        let other = self.departs.iter().find(|(_, one)| *one != Depart::Aucun).map(|(by, _)| *by).unwrap_or_default();
        seul(self.departs.iter().map(|(_, one)| *one).chain([depart])).map_err(|error| dit_par(error, other))?;
        if let (Depart::Confirme(_) | Depart::Clos(_), Some(runs)) = (depart, self.courent.first()) {
            return Err(FieldError::new(Champ::Fait.pointeur(), "incoherent", runs.to_string()));
        }
        self.departs.push((Some(rang), depart));
        if let FaitRepris::Sortie { debut, .. } = fait {
            self.sorties.push(*debut);
        }
        Ok(())
    }

    /// The first day out of the PLIE, and what says it.
    fn sorti(&self) -> Option<(Origine, NaiveDate)> {
        self.departs.iter().find_map(|(by, depart)| match depart {
            Depart::Confirme(le) | Depart::Clos(le) => Some((*by, *le)),
            Depart::Aucun | Depart::Suivi => None,
        })
    }
}

/// Takes days that nothing else of its kind has.
fn prendre(prises: &mut Vec<(Origine, Periode)>, rang: i32, jours: Periode, detail: &str) -> Result<(), FieldError> {
    if let Some((by, _)) = prises.iter().find(|(_, one)| one.croise(jours)) {
        return Err(dit_par(FieldError::new(Champ::Du.pointeur(), "chevauchement", detail), *by));
    }
    prises.push((Some(rang), jours));
    Ok(())
}

/// The same, with the line that says otherwise.
fn dit_par(error: FieldError, origine: Origine) -> FieldError {
    match origine {
        Some(rang) => FieldError { detail: format!("{} (ligne {rang})", error.detail), ..error },
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use parcours_api::{EtatEtape, IssueAppel, MotifCloture, NatureEtape, NatureSuspension};
    use testdata::d;

    use super::*;

    fn veille(du: &str, au: Option<&str>) -> FaitRepris {
        let (du, au) = (d(du), au.map(d));
        FaitRepris::Arret { nature: NatureSuspension::Veille, du, au, motif: "—".to_owned() }
    }

    fn referent(du: &str, au: Option<&str>) -> FaitRepris {
        FaitRepris::Referent { referent: None, nom: Some("Jeanne Petit".to_owned()), du: d(du), au: au.map(d) }
    }

    fn etape(debut: &str, fin: Option<&str>) -> FaitRepris {
        let etat = if fin.is_some() { EtatEtape::Terminee } else { EtatEtape::Demarree };
        let (nature, operateur, intitule, motif) = (NatureEtape::Aci, Id::MIN, "Espaces verts".to_owned(), None);
        let (debut, fin) = (d(debut), fin.map(d));
        FaitRepris::Etape { nature, operateur, intitule, debut, fin_prevue: d("2030-12-31"), fin, etat, motif }
    }

    fn fin(le: &str) -> FaitRepris {
        FaitRepris::Fin { motif: MotifCloture::Abandon, le: d(le), destination: None }
    }

    fn dite(rang: i32, objet: Option<FaitReprisId>, fait: Option<&FaitRepris>) -> Dite<'_> {
        Dite { rang, objet, reference: None, fait }
    }

    /// The same of lines that name no étape.
    fn confronter(connu: &Connu, lignes: &[Dite<'_>]) -> BTreeMap<i32, FieldError> {
        super::confronter(connu, &HashMap::new(), lignes)
    }

    /// The lines that are refused, from line 2 on, each with its column and its code.
    fn refusees(connu: &Connu, faits: &[FaitRepris]) -> Vec<(i32, String, String)> {
        let dites: Vec<_> = (2..).zip(faits).map(|(rang, fait)| dite(rang, None, Some(fait))).collect();
        confronter(connu, &dites).into_iter().map(|(rang, one)| (rang, one.pointer, one.code)).collect()
    }

    fn refusee(rang: i32, pointer: &str, code: &str) -> Vec<(i32, String, String)> {
        vec![(rang, pointer.to_owned(), code.to_owned())]
    }

    #[test]
    fn suspensions_that_share_a_day_contradict_each_other_and_those_that_follow_do_not() {
        let of = |second: &str| {
            refusees(
                &Connu::rien(Id::MIN),
                &[veille("2025-02-01", Some("2025-03-31")), veille(second, Some("2025-05-31"))],
            )
        };
        assert_eq!(of("2025-03-31"), refusee(3, "/du", "chevauchement"));
        assert_eq!(of("2025-04-01"), []);
        let open = [veille("2025-02-01", None), veille("2026-02-01", None)];
        assert_eq!(
            refusees(&Connu::rien(Id::MIN), &open),
            refusee(3, "/du", "chevauchement"),
            "the first one has no end"
        );
    }

    #[test]
    fn two_référents_of_one_day_contradict_each_other() {
        let of = |second: &str| {
            let all = [referent("2024-03-01", Some("2025-08-31")), referent(second, Some("2025-12-31"))];
            refusees(&Connu::rien(Id::MIN), &all)
        };
        assert_eq!(of("2025-08-31"), refusee(3, "/du", "chevauchement"));
        assert_eq!(of("2025-09-01"), []);
    }

    #[test]
    fn nothing_begins_nor_runs_after_the_end_that_another_line_tells_wherever_it_stands() {
        let of = |fact: FaitRepris| refusees(&Connu::rien(Id::MIN), &[fact, fin("2025-07-01")]);
        assert_eq!(of(etape("2025-06-30", Some("2025-08-31"))), []);
        assert_eq!(of(etape("2025-07-01", Some("2025-08-31"))), refusee(2, "/du", "incoherent"));
        assert_eq!(of(etape("2025-06-30", None)), refusee(2, "/du", "incoherent"), "it runs");
        assert_eq!(of(veille("2025-07-01", None)), refusee(2, "/du", "incoherent"));
        let said = [etape("2025-07-01", Some("2025-08-31")), fin("2025-07-01")];
        let dites: Vec<_> = (2..).zip(&said).map(|(rang, fait)| dite(rang, None, Some(fait))).collect();
        let why = confronter(&Connu::rien(Id::MIN), &dites);
        assert_eq!(why[&2].detail, "la personne est sortie le 01/07/2025 (ligne 3)");
    }

    #[test]
    fn of_two_ends_the_second_is_refused_and_an_end_waits_for_what_runs_here() {
        let two = [fin("2025-07-01"), fin("2025-08-01")];
        assert_eq!(refusees(&Connu::rien(Id::MIN), &two), refusee(3, "/fait", "incoherent"));
        let runs = || Connu { courent: vec![(Id::from_u128(7), Refus::new("elle court"))], ..Connu::rien(Id::MIN) };
        assert_eq!(refusees(&runs(), &[fin("2025-07-01")]), refusee(2, "/fait", "incoherent"));
        let (ended, left) = (etape("2025-02-01", Some("2025-06-30")), fin("2025-07-01"));
        let corrected = dite(3, Some(Id::from_u128(7)), Some(&ended));
        let dites = [dite(2, None, Some(&left)), corrected];
        assert_eq!(confronter(&runs(), &dites), BTreeMap::new(), "a line of the same table says that it ended");
    }

    #[test]
    fn what_a_line_tells_again_is_no_contradiction_of_itself() {
        let held = Periode { du: d("2025-02-01"), au: Some(d("2025-03-31")) };
        let connu = Connu { arrets: vec![(Id::from_u128(7), held)], ..Connu::rien(Id::MIN) };
        let longer = veille("2025-02-01", Some("2025-04-30"));
        let of = |objet| confronter(&connu, &[dite(2, objet, Some(&longer))]).len();
        assert_eq!((of(Some(Id::from_u128(7))), of(None)), (0, 1));
    }

    #[test]
    fn two_lines_take_the_days_of_each_other_and_one_of_them_alone_does_not() {
        let held = |du: &str, au: &str| Periode { du: d(du), au: Some(d(au)) };
        let (winter, summer) = (held("2025-02-01", "2025-03-31"), held("2025-06-01", "2025-07-31"));
        let (one, two) = (Id::from_u128(1), Id::from_u128(2));
        let arrets = Connu { arrets: vec![(one, winter), (two, summer)], ..Connu::rien(Id::MIN) };
        let (later, sooner) = (veille("2025-06-01", Some("2025-07-31")), veille("2025-02-01", Some("2025-03-31")));
        let both = [dite(2, Some(one), Some(&later)), dite(3, Some(two), Some(&sooner))];
        assert_eq!(confronter(&arrets, &both), BTreeMap::new());
        let alone: Vec<_> = confronter(&arrets, &both[..1]).into_values().map(|one| one.code).collect();
        assert_eq!(alone, ["chevauchement"], "the other one stands where it was");
    }

    fn bilan(jour: &str) -> FaitRepris {
        FaitRepris::Bilan { etape: None, tenu_le: d(jour), commentaire: None }
    }

    #[test]
    fn a_bilan_is_held_of_an_étape_that_ran_wherever_its_line_stands_once_a_day() {
        let of = |jours: &[&str]| {
            let bilans = jours.iter().copied().map(bilan);
            let told: Vec<_> = bilans.chain([etape("2025-03-01", Some("2025-08-31"))]).collect();
            refusees(&Connu::rien(Id::MIN), &told)
        };
        assert_eq!((of(&["2025-03-01"]), of(&["2025-08-31"])), (vec![], vec![]));
        assert_eq!(of(&["2025-02-28"]), refusee(2, "/du", "inconnu"));
        assert_eq!(of(&["2025-09-01"]), refusee(2, "/du", "inconnu"));
        assert_eq!(of(&["2025-06-02", "2025-06-02"]), refusee(3, "/du", "en_double"));
        assert_eq!(of(&["2025-06-02", "2025-06-03"]), []);
    }

    #[test]
    fn an_étape_that_a_table_corrects_keeps_the_bilans_that_were_held_of_it() {
        let (own, jours) = (Id::from_u128(7), Periode { du: d("2025-03-01"), au: Some(d("2025-08-31")) });
        let told = |fait| {
            let (etapes, bilans) = (vec![(own, jours)], vec![(fait, own, d("2025-06-02"))]);
            Connu { etapes, bilans, ..Connu::rien(Id::MIN) }
        };
        let shortened = |au| etape("2025-03-01", Some(au));
        let of = |connu: &Connu, au| {
            let fait = shortened(au);
            confronter(connu, &[dite(2, Some(own), Some(&fait))]).into_values().next().map(|one| one.detail)
        };
        assert_eq!(of(&told(None), "2025-06-02"), None);
        let why = Some("un bilan de cette étape a été tenu le 02/06/2025".to_owned());
        assert_eq!(of(&told(None), "2025-06-01"), why);
        let (fait, sooner) = (shortened("2025-06-01"), bilan("2025-06-01"));
        let moved = [dite(2, Some(own), Some(&fait)), dite(3, Some(Id::from_u128(8)), Some(&sooner))];
        assert_eq!(confronter(&told(Some(Id::from_u128(8))), &moved), BTreeMap::new(), "the bilan moves as well");
        let again = refusees(&told(None), &[bilan("2025-06-02")]);
        assert_eq!(again, refusee(2, "/du", "en_double"), "it was recorded here");
    }

    #[test]
    fn a_parcours_is_opened_by_one_line_and_a_call_follows_an_exit() {
        let known = |jour| FaitRepris::Parcours { connu_depuis: d(jour) };
        let two = [known("2025-09-01"), known("2025-10-01")];
        assert_eq!(refusees(&Connu::rien(Id::MIN), &two), refusee(3, "/fait", "en_double"));
        let there = dite(2, Some(Id::MIN), None);
        let again = [there, dite(3, None, Some(&two[1]))];
        let refused: Vec<_> = confronter(&Connu::rien(Id::MIN), &again).into_keys().collect();
        assert_eq!(refused, [3], "the first one was integrated");
        let call = |jour| [FaitRepris::Suivi { jour: d(jour), issue: IssueAppel::EnEmploi }];
        let connu = Connu { sorties: vec![(Id::MIN, d("2025-11-03"), Depart::Suivi)], ..Connu::rien(Id::MIN) };
        assert_eq!(refusees(&connu, &call("2025-11-02")), refusee(2, "/du", "inconnu"));
        assert_eq!(refusees(&connu, &call("2025-11-03")), []);
    }
}
