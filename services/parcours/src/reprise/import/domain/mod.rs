//! From the cells of a line to a fact of a parcours, and whether that parcours may have it.

pub(crate) mod bilans;
pub(crate) mod confrontation;
pub(crate) mod depart;
pub(crate) mod ordre;
mod sorties;

use chrono::NaiveDate;
use emargement_api::NatureRendezVous;
use imports::{
    Deplacee, Depouillement, Grille, Lue,
    references::empreinte,
    valeurs::{Lu, borne, code, date, forme, identifiant, oui_non, texte},
};
use kernel::{Code, Duree, Id, ParcoursId, ParticipantId, phrase};
use parcours_api::{
    ChampReprise as Champ, ColonneReprise, EtatEtape, FaitRepris, NatureEtape, NatureFait, NatureSuspension,
    NouvelleCorrespondanceParcours,
};
use problem::FieldError;
use suite_api::{ChampImporte, ProblemeLigne};

use crate::{etapes::etape::domain::durer, vie::parcours::domain::Parcours};

/// Why a person was stopped, when the table does not say it.
const MOTIF_REPRIS: &str = "repris de l'ancien logiciel";

/// Whom a line names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Personne {
    /// By what stands for the reference of the former program.
    Reference(String),
    /// By their file here.
    Dossier(ParticipantId),
}

impl Personne {
    /// What the references of their lines begin with.
    pub(crate) fn cle(&self) -> String {
        match self {
            Self::Reference(empreinte) => empreinte.clone(),
            Self::Dossier(id) => id.to_string(),
        }
    }

    /// The field that names them.
    pub(crate) const fn champ(&self) -> Champ {
        match self {
            Self::Reference(_) => Champ::Reference,
            Self::Dossier(_) => Champ::Participant,
        }
    }

    /// What is said, and is to be done, where they have no parcours: no line of this table opens one.
    pub(crate) const fn sans_parcours(&self) -> &'static str {
        match self {
            Self::Reference(_) => {
                "aucun parcours n'est ouvert sous cette référence : intégrez d'abord la personne, avec sa date d'entrée, par le \
                 tableau des personnes de la même source, puis relisez les lignes rejetées ou renvoyez ce tableau"
            }
            Self::Dossier(_) => {
                "cette personne n'a pas de parcours : intégrez d'abord son entrée, par le tableau des personnes ou par une \
                 commission, puis relisez les lignes rejetées ou renvoyez ce tableau"
            }
        }
    }
}

/// Which parcours a line names: of who came several times, the one that began on this day, or else the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Nommee {
    pub(crate) personne: Personne,
    pub(crate) entree_le: Option<NaiveDate>,
}

/// A parcours of a person whom a line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) parcours: ParcoursId,
    pub(crate) entree_le: NaiveDate,
    /// Whether it bears what the line names the person by: who was taken over and came back here has one that does not.
    pub(crate) porte: bool,
}

/// The parcours of a person, told oldest first, that began on this day; the last one that the line names them by, when no
/// day is said.
pub(crate) fn nomme(passages: &[Passage], entree_le: Option<NaiveDate>) -> Option<ParcoursId> {
    let named = |one: &&Passage| entree_le.map_or(one.porte, |jour| one.entree_le == jour);
    passages.iter().rev().find(named).map(|one| one.parcours)
}

/// What a line tells, and of which parcours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LigneLue {
    pub(crate) parcours: Nommee,
    pub(crate) fait: FaitRepris,
}

/// A mapping placed on the titles of a table.
#[derive(Debug, Clone)]
pub(crate) struct Lecteur {
    pub(crate) grille: Grille<ColonneReprise>,
    source: String,
    arrete_le: NaiveDate,
}

impl Lecteur {
    /// Places the mapping; fails with the columns that the table does not have, or has twice.
    pub(crate) fn new(
        correspondance: NouvelleCorrespondanceParcours,
        entetes: Vec<String>,
        arrete_le: NaiveDate,
    ) -> Result<Self, Vec<Deplacee>> {
        let NouvelleCorrespondanceParcours { source, colonnes, .. } = correspondance;
        Ok(Self { grille: Grille::placer(colonnes, entetes)?, source, arrete_le })
    }

    /// Reads a line, or says all that is wrong with it.
    pub(crate) fn lire(&self, cellules: &[String]) -> Result<Lue<LigneLue>, Vec<ProblemeLigne>> {
        let mut lecture = Lecture { lecteur: self, ligne: self.grille.depouiller(cellules) };
        let read = lecture.ligne();
        lecture.ligne.conclure(read)
    }

    /// What is wrong with a line, at its column.
    pub(crate) fn dire(&self, error: FieldError) -> ProblemeLigne {
        let champ = Champ::TOUS.iter().find(|champ| champ.pointeur() == error.pointer);
        let colonne = champ.and_then(|champ| self.grille.titre(*champ));
        ProblemeLigne { colonne, code: error.code, detail: error.detail }
    }
}

/// A line being read.
struct Lecture<'a> {
    lecteur: &'a Lecteur,
    ligne: Depouillement<'a, ColonneReprise>,
}

impl Lecture<'_> {
    fn ligne(&mut self) -> Option<Lue<LigneLue>> {
        let (personne, nature) = (self.personne(), self.ligne.exige(Champ::Fait, code::<NatureFait>));
        let entree_le = self.ligne.lu(Champ::Entree, date);
        let numero = self.texte(Champ::Numero, 1, 80);
        let nature = nature?;
        let fait = match nature {
            NatureFait::Parcours => self.connu_depuis(),
            NatureFait::Referent => self.referent(),
            NatureFait::Suspension => self.arret(NatureSuspension::Suspension),
            NatureFait::Veille => self.arret(NatureSuspension::Veille),
            NatureFait::Etape => self.etape(),
            NatureFait::Bilan => self.bilan(),
            NatureFait::Contact => self.contact(),
            NatureFait::Sortie => self.sortie(),
            NatureFait::Contrat => self.contrat(),
            NatureFait::Suivi => self.suivi(),
            NatureFait::Fin => self.fin(),
        };
        let (personne, fait) = (personne?, fait?);
        let own = numero.unwrap_or_else(|| propre(&fait, entree_le));
        let reference = reference(&personne.cle(), nature, &own);
        let empreinte = self.ligne.empreinte();
        let parcours = Nommee { personne, entree_le };
        Some(Lue { identite: reference.clone(), reference, empreinte, ligne: LigneLue { parcours, fait } })
    }

    fn personne(&mut self) -> Option<Personne> {
        if let Some(reference) = self.ligne.texte(Champ::Reference) {
            return Some(Personne::Reference(empreinte(&self.lecteur.source, reference)));
        }
        if self.ligne.texte(Champ::Participant).is_none() {
            self.ligne.signaler(Champ::Reference, "absent", format!("attendu : {}", Champ::Reference.attendu()));
        }
        self.ligne.lu(Champ::Participant, identifiant).map(Personne::Dossier)
    }

    /// A text of one line within bounds, in characters.
    fn texte(&mut self, champ: Champ, min: usize, max: usize) -> Option<String> {
        self.ligne.lu(champ, |cell| borne(cell, min, max))
    }

    /// A day of the past of the extraction.
    fn passe(&mut self, champ: Champ, exige: bool) -> Option<NaiveDate> {
        let day = if exige { self.ligne.exige(champ, date) } else { self.ligne.lu(champ, date) };
        if day.is_some_and(|day| day > self.lecteur.arrete_le) {
            let detail =
                format!("un fait repris est antérieur à l'extraction du {}", phrase::jour(self.lecteur.arrete_le));
            self.ligne.signaler(champ, "futur", detail);
        }
        day
    }

    /// Days that follow one another.
    fn jours(&mut self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let (du, au) = (self.passe(Champ::Du, true), self.ligne.lu(Champ::Au, date));
        let du = du?;
        if au.is_some_and(|au| au < du) {
            self.ligne.signaler(Champ::Au, "incoherent", "le dernier jour précède le premier");
        }
        Some((du, au))
    }

    fn connu_depuis(&mut self) -> Option<FaitRepris> {
        Some(FaitRepris::Parcours { connu_depuis: self.passe(Champ::Du, true)? })
    }

    fn referent(&mut self) -> Option<FaitRepris> {
        let (jours, who) = (self.jours(), self.ligne.exige(Champ::Referent, texte));
        let (du, au) = jours?;
        let who = who?;
        if let Ok(referent) = forme::<Id<kernel::kind::Utilisateur>>(&who) {
            return Some(FaitRepris::Referent { referent: Some(referent), nom: None, du, au });
        }
        if au.is_none_or(|au| au > self.lecteur.arrete_le) {
            let detail =
                "qui n'a pas de compte n'est référent que du passé : dites son dernier jour, ou traduisez son nom";
            self.ligne.signaler(Champ::Referent, "sans_compte", detail);
        }
        let nom = self.texte(Champ::Referent, 2, 120);
        Some(FaitRepris::Referent { referent: None, nom: Some(nom?), du, au })
    }

    fn arret(&mut self, nature: NatureSuspension) -> Option<FaitRepris> {
        let (jours, motif) = (self.jours(), self.texte(Champ::Motif, 3, 200));
        let (du, au) = jours?;
        if nature == NatureSuspension::Suspension && au.is_none() {
            self.ligne.signaler(Champ::Au, "absent", "attendu : le dernier jour, seule une veille n'en a pas");
        }
        Some(FaitRepris::Arret { nature, du, au, motif: motif.unwrap_or_else(|| MOTIF_REPRIS.to_owned()) })
    }

    fn etape(&mut self) -> Option<FaitRepris> {
        let nature = self.ligne.exige(Champ::Nature, code::<NatureEtape>);
        let operateur = self.ligne.exige(Champ::Operateur, identifiant);
        let titled = self.texte(Champ::Intitule, 2, 160);
        let fin = self.passe(Champ::Au, false);
        let told = self.ligne.lu(Champ::Etat, code::<EtatEtape>);
        let etat = told.unwrap_or(if fin.is_some() { EtatEtape::Terminee } else { EtatEtape::Demarree });
        let debut = if commencee(etat) { self.passe(Champ::Du, true) } else { self.ligne.exige(Champ::Du, date) };
        let planned = self.ligne.lu(Champ::FinPrevue, date).or(fin);
        let motif = self.texte(Champ::Motif, 3, 200);
        if planned.is_none() {
            self.ligne.signaler(Champ::FinPrevue, "absent", "attendu : la fin prévue d'une étape qui n'a pas pris fin");
        }
        let (debut, fin_prevue) = (debut?, planned?);
        if let Err(error) = durer(debut, fin_prevue) {
            self.ligne.rapporter(error);
        }
        self.finir(etat, debut, fin);
        let (nature, operateur) = (nature?, operateur?);
        let intitule = titled.unwrap_or_else(|| nature.code().to_owned());
        Some(FaitRepris::Etape { nature, operateur, intitule, debut, fin_prevue, fin, etat, motif })
    }

    /// An étape that ended has its last day, and no other has one.
    fn finir(&mut self, etat: EtatEtape, debut: NaiveDate, fin: Option<NaiveDate>) {
        let ended = matches!(etat, EtatEtape::Terminee | EtatEtape::Rompue);
        match fin {
            None if ended => self.ligne.signaler(Champ::Au, "absent", "attendu : le dernier jour de l'étape"),
            Some(_) if !ended => {
                let detail = format!("une étape {} n'a pas de dernier jour", etat.libelle());
                self.ligne.signaler(Champ::Au, "incoherent", detail);
            }
            Some(fin) if fin < debut => self.ligne.signaler(Champ::Au, "incoherent", "la fin précède le début"),
            Some(_) | None => {}
        }
    }

    fn bilan(&mut self) -> Option<FaitRepris> {
        let (tenu_le, etape) = (self.passe(Champ::Du, true), self.texte(Champ::Etape, 1, 80));
        let commentaire = self.texte(Champ::Commentaire, 2, 500);
        Some(FaitRepris::Bilan { etape, tenu_le: tenu_le?, commentaire })
    }

    fn contact(&mut self) -> Option<FaitRepris> {
        let (jour, nature) = (self.passe(Champ::Du, true), self.ligne.lu(Champ::Nature, code::<NatureRendezVous>));
        let minutes = self.ligne.exige(Champ::Minutes, minutes);
        let justifie = self.ligne.lu(Champ::Signe, oui_non).unwrap_or(false);
        let nature = nature.unwrap_or(NatureRendezVous::Entretien);
        Some(FaitRepris::Contact { jour: jour?, nature, minutes: minutes?, justifie })
    }
}

/// Whether an étape in that state began.
const fn commencee(etat: EtatEtape) -> bool {
    matches!(etat, EtatEtape::Demarree | EtatEtape::Terminee | EtatEtape::Rompue)
}

/// Minutes of one day at most.
fn minutes(cell: &str) -> Lu<Duree> {
    let read = cell.parse::<i32>().ok().filter(|minutes| (0..=1_440).contains(minutes));
    read.and_then(|minutes| Duree::try_from(minutes).ok())
        .ok_or_else(|| "attendu : des minutes, de 0 à 1440".to_owned())
}

/// By what a line is recognised when it comes again: whose it is, what it tells, and what is its own.
fn reference(de: &str, nature: NatureFait, propre: &str) -> String {
    [de, nature.code(), propre].join(":")
}

/// By what a fact is recognised among those of the person when the former program gives it no number: what does not
/// change when it is corrected. Each parcours of a person says from when on it is known.
fn propre(fait: &FaitRepris, entree_le: Option<NaiveDate>) -> String {
    match fait {
        FaitRepris::Parcours { .. } => entree_le.map(|jour| jour.to_string()).unwrap_or_default(),
        FaitRepris::Referent { du, .. } | FaitRepris::Arret { du, .. } => du.to_string(),
        FaitRepris::Etape { debut, operateur, nature, .. } => {
            [debut.to_string(), operateur.to_string(), nature.code().into()].join(":")
        }
        FaitRepris::Bilan { etape, tenu_le, .. } => [tenu_le.to_string(), etape.clone().unwrap_or_default()].join(":"),
        FaitRepris::Contact { jour, nature, .. } => [jour.to_string(), nature.code().into()].join(":"),
        FaitRepris::Sortie { debut, .. } | FaitRepris::Contrat { debut, .. } => debut.to_string(),
        FaitRepris::Suivi { jour, .. } => jour.to_string(),
        FaitRepris::Fin { .. } => entree_le.map(|jour| jour.to_string()).unwrap_or_default(),
    }
}

/// Why a parcours may not have a fact: nothing began before the entry.
pub(crate) fn admettre(parcours: &Parcours, fait: &FaitRepris) -> Result<(), FieldError> {
    let premier = match fait {
        FaitRepris::Parcours { .. } | FaitRepris::Contact { .. } => return Ok(()),
        FaitRepris::Referent { du, .. } | FaitRepris::Arret { du, .. } => *du,
        FaitRepris::Etape { debut, .. } | FaitRepris::Sortie { debut, .. } | FaitRepris::Contrat { debut, .. } => {
            *debut
        }
        FaitRepris::Bilan { tenu_le: jour, .. } | FaitRepris::Suivi { jour, .. } => *jour,
        FaitRepris::Fin { le, .. } => *le,
    };
    parcours.couvre(Champ::Du.pointeur(), premier)
}

/// Why who left on a day may not have a fact: nothing begins from then on, and nothing runs. What a person leaves for,
/// and what comes of it, is judged beside their other exits; a bilan, beside its étape.
fn avant_la_sortie(sorti_le: NaiveDate, fait: &FaitRepris) -> Result<(), FieldError> {
    let (premier, runs) = match fait {
        FaitRepris::Referent { du, .. } | FaitRepris::Arret { du, .. } => (*du, false),
        FaitRepris::Etape { debut, fin, etat, .. } => (*debut, fin.is_none() && *etat != EtatEtape::Abandonnee),
        FaitRepris::Parcours { .. }
        | FaitRepris::Bilan { .. }
        | FaitRepris::Contact { .. }
        | FaitRepris::Sortie { .. }
        | FaitRepris::Contrat { .. }
        | FaitRepris::Suivi { .. }
        | FaitRepris::Fin { .. } => return Ok(()),
    };
    if runs || premier >= sorti_le {
        let detail = format!("la personne est sortie le {}", phrase::jour(sorti_le));
        return Err(FieldError::new(Champ::Du.pointeur(), "incoherent", detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use parcours_api::{EtatSortie, NatureSortie};
    use proptest::prelude::*;
    use referentiel::{EmployeurAide, TypeInsertion};
    use rust_decimal::Decimal;
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    const COLUMNS: [Champ; 8] = [
        Champ::Reference,
        Champ::Fait,
        Champ::Du,
        Champ::Au,
        Champ::Nature,
        Champ::Operateur,
        Champ::Referent,
        Champ::Minutes,
    ];
    const STRUCTURE: &str = "018f2f5e-7a10-7c3a-9d0e-2b1f6a4c8d21";

    fn lecteur() -> Lecteur {
        let column = |champ: Champ| ColonneReprise {
            titre: champ.code().to_owned(),
            champ,
            valeurs: BTreeMap::from([("Chantier".to_owned(), "aci".to_owned())]),
        };
        let colonnes: Vec<_> = COLUMNS.map(column).into();
        let entetes = colonnes.iter().map(|one| one.titre.clone()).collect();
        let mapping = NouvelleCorrespondanceParcours { nom: "Base".into(), source: "base".into(), colonnes };
        Lecteur::new(mapping, entetes, d("2026-01-05")).unwrap()
    }

    fn lire(cells: [&str; 8]) -> Result<Lue<LigneLue>, Vec<(String, String)>> {
        let told = lecteur().lire(&cells.map(str::to_owned));
        let shown = |one: ProblemeLigne| (one.colonne.unwrap_or_default(), one.code);
        told.map_err(|all| all.into_iter().map(shown).collect())
    }

    fn wrong(column: &str, code: &str) -> Vec<(String, String)> {
        vec![(column.to_owned(), code.to_owned())]
    }

    #[test]
    fn an_étape_with_a_last_day_ended_and_one_without_runs() {
        let read = |au| lire(["7", "etape", "01/03/2025", au, "Chantier", STRUCTURE, "", ""]);
        let FaitRepris::Etape { etat, fin, fin_prevue, nature, .. } = read("31/08/2025").unwrap().ligne.fait else {
            panic!("an étape")
        };
        assert_eq!((etat, nature), (EtatEtape::Terminee, NatureEtape::Aci));
        assert_eq!((fin, fin_prevue), (Some(d("2025-08-31")), d("2025-08-31")));
        assert_eq!(read("").unwrap_err()[0].1, "absent", "its planned end is asked");
        assert_eq!(read("28/02/2025").unwrap_err()[0].1, "incoherent");
    }

    #[test]
    fn what_is_taken_over_is_of_the_past_of_the_extraction() {
        let on = |du| lire(["7", "parcours", du, "", "", "", "", ""]);
        assert!(on("05/01/2026").is_ok());
        assert_eq!(on("06/01/2026").unwrap_err(), wrong("du", "futur"));
    }

    #[test]
    fn who_has_no_account_was_the_référent_until_a_day_of_the_past() {
        let told = |au| lire(["7", "referent", "01/03/2024", au, "", "", "Jeanne Petit", ""]);
        let FaitRepris::Referent { nom, referent, .. } = told("05/01/2026").unwrap().ligne.fait else { panic!() };
        assert_eq!((nom.as_deref(), referent), (Some("Jeanne Petit"), None));
        assert_eq!(told("06/01/2026").unwrap_err(), wrong("referent", "sans_compte"));
        assert_eq!(told("").unwrap_err(), wrong("referent", "sans_compte"));
    }

    #[test]
    fn a_suspension_ends_and_a_veille_may_not() {
        let stopped = |fait| lire(["7", fait, "01/03/2025", "", "", "", "", ""]);
        assert_eq!(stopped("suspension").unwrap_err(), wrong("au", "absent"));
        assert!(stopped("veille").is_ok());
    }

    #[test]
    fn a_bilan_is_of_the_past_and_recognised_by_its_day() {
        let held = |du| lire(["7", "bilan", du, "", "", "", "", ""]);
        let told = held("05/01/2026").unwrap();
        assert_eq!(told.ligne.fait, FaitRepris::Bilan { etape: None, tenu_le: d("2026-01-05"), commentaire: None });
        assert!(told.reference.ends_with(":bilan:2026-01-05:"), "{}", told.reference);
        assert_eq!(held("06/01/2026").unwrap_err(), wrong("du", "futur"));
        assert_eq!(held("").unwrap_err(), wrong("du", "absent"));
    }

    #[test]
    fn a_corrected_line_is_recognised_by_what_it_is_not_by_what_it_says() {
        let met = |minutes| lire(["7", "contact", "12/06/2025", "", "entretien", "", "", minutes]).unwrap();
        let (short, long) = (met("30"), met("60"));
        assert_eq!(short.reference, long.reference);
        assert_ne!(short.empreinte, long.empreinte);
        assert_eq!(
            lire(["7", "contact", "12/06/2025", "", "", "", "", "1441"]).unwrap_err(),
            wrong("minutes", "invalide")
        );
    }

    #[test]
    fn whoever_has_no_parcours_is_told_of_where_the_line_names_them() {
        let (known, file) = (Personne::Reference("e3b0".to_owned()), Personne::Dossier(Id::MIN));
        assert_eq!((known.champ(), file.champ()), (Champ::Reference, Champ::Participant));
        for who in [known, file] {
            assert!(who.sans_parcours().contains("relisez les lignes rejetées"), "{}", who.sans_parcours());
        }
    }

    #[test]
    fn who_came_twice_is_named_by_the_day_of_an_entry_and_else_by_the_last_one() {
        let passage = |rank, jour: &str, porte| Passage { parcours: Id::from_u128(rank), entree_le: d(jour), porte };
        let all = [passage(1, "2019-03-01", true), passage(2, "2023-05-15", true), passage(3, "2026-02-12", false)];
        let named = |jour: Option<&str>| nomme(&all, jour.map(d)).map(|id| id.uuid().as_u128());
        assert_eq!(named(None), Some(2), "the last one that bears the reference");
        assert_eq!(named(Some("2019-03-01")), Some(1));
        assert_eq!(named(Some("2026-02-12")), Some(3), "the entry that was made here");
        assert_eq!(named(Some("2019-03-02")), None);
    }

    /// A line of an exit: `Du`, `Au`, `Nature`, the employer, the share of full time, where it stands and since when.
    fn sortie(cells: [&str; 7]) -> Result<FaitRepris, Vec<(String, String)>> {
        let champs =
            [Champ::Du, Champ::Au, Champ::Nature, Champ::Employeur, Champ::Quotite, Champ::Etat, Champ::AcquiseLe];
        dite(&champs.into_iter().zip(cells).collect::<Vec<_>>())
    }

    /// A line of an exit, by its cells and the column of each.
    fn dite(cells: &[(Champ, &str)]) -> Result<FaitRepris, Vec<(String, String)>> {
        let cells = [cells, &[(Champ::Reference, "7"), (Champ::Fait, "sortie")]].concat();
        let column = |(champ, _): &(Champ, &str)| ColonneReprise {
            titre: champ.code().into(),
            champ: *champ,
            valeurs: BTreeMap::new(),
        };
        let colonnes: Vec<_> = cells.iter().map(column).collect();
        let entetes = colonnes.iter().map(|one| one.titre.clone()).collect();
        let mapping = NouvelleCorrespondanceParcours { nom: "Base".into(), source: "base".into(), colonnes };
        let reader = Lecteur::new(mapping, entetes, d("2026-01-05")).unwrap();
        let cells: Vec<_> = cells.into_iter().map(|(_, cell)| cell.to_owned()).collect();
        let shown = |one: ProblemeLigne| (one.colonne.unwrap_or_default(), one.code);
        reader.lire(&cells).map(|lue| lue.ligne.fait).map_err(|all| all.into_iter().map(shown).collect())
    }

    /// What a line says that the person left for on 03/03/2025, more columns being told.
    fn nature(genre: &str, au: &str, more: &[(Champ, &str)]) -> Result<NatureSortie, Vec<(String, String)>> {
        let base = [
            (Champ::Du, "03/03/2025"),
            (Champ::Au, au),
            (Champ::Nature, genre),
            (Champ::Employeur, "Mairie"),
            (Champ::Quotite, "57"),
        ];
        let read = dite(&[base.as_slice(), more].concat())?;
        let FaitRepris::Sortie { nature, .. } = read else { panic!("an exit") };
        Ok(nature)
    }

    #[test]
    fn an_exit_is_told_with_what_rules_read_of_it() {
        let job = NatureSortie::Insertion {
            structure: Some(TypeInsertion::Ei),
            fin: Some(d("2026-09-30")),
            quotite: Some(57.into()),
            missions_depuis: None,
            sans_souhait: false,
        };
        assert_eq!(nature("insertion", "30/09/2026", &[(Champ::Structure, "EI")]), Ok(job));
        assert_eq!(nature("insertion", "", &[(Champ::Structure, "mairie")]), Err(wrong("structure", "invalide")));
        let job = NatureSortie::Insertion {
            structure: Some(TypeInsertion::Ai),
            fin: None,
            quotite: Some(57.into()),
            missions_depuis: Some(d("2025-03-03")),
            sans_souhait: true,
        };
        let ai = |since| {
            let told = [(Champ::Structure, "ai"), (Champ::MissionsDepuis, since), (Champ::SansSouhait, "oui")];
            nature("insertion", "", &told)
        };
        assert_eq!((ai("03/03/2025"), ai("04/03/2025")), (Ok(job), Err(wrong("missions_depuis", "incoherent"))));
        let (fin, quotite, employeur_type) = (d("2026-03-02"), Decimal::from(57), Some(EmployeurAide::Hopital));
        let aided = NatureSortie::ContratAide { fin, quotite, cdi: true, employeur_type };
        let told = [(Champ::EmployeurType, "hopital"), (Champ::SansTerme, "oui")];
        assert_eq!(nature("contrat_aide", "02/03/2026", &told), Ok(aided));
        let season = NatureSortie::Cdd { fin: d("2025-10-31"), quotite, saisonnier: true };
        assert_eq!(nature("cdd", "31/10/2025", &[(Champ::Saisonnier, "oui")]), Ok(season));
        let titre = |le| nature("formation", "30/06/2025", &[(Champ::TitreObtenuLe, le)]);
        let training = |le| NatureSortie::Formation { fin: d("2025-06-30"), titre_obtenu_le: Some(d(le)) };
        assert_eq!(titre("03/03/2025"), Ok(training("2025-03-03")));
        assert_eq!(titre("02/03/2025"), Err(wrong("titre_obtenu_le", "incoherent")));
        assert_eq!(titre("05/01/2026"), Ok(training("2026-01-05")));
        assert_eq!(titre("06/01/2026"), Err(wrong("titre_obtenu_le", "futur")));
    }

    #[test]
    fn an_exit_with_a_date_is_confirmed_and_one_without_is_followed() {
        let stands = |acquise| match sortie(["03/03/2025", "", "cdi", "Mairie", "100", "", acquise]) {
            Ok(FaitRepris::Sortie { etat, .. }) => Ok(etat),
            Ok(_) => panic!("an exit"),
            Err(wrong) => Err(wrong),
        };
        assert_eq!(stands(""), Ok(EtatSortie::EnSuivi));
        assert_eq!(stands("03/09/2025"), Ok(EtatSortie::Confirmee));
        assert_eq!(stands("03/03/2025"), Ok(EtatSortie::Confirmee), "on the first day, where a rule counts it so");
        assert_eq!(stands("02/03/2025"), Err(wrong("acquise_le", "incoherent")));
        assert_eq!(stands("06/01/2026"), Err(wrong("acquise_le", "futur")));
    }

    #[test]
    fn an_exit_says_what_its_nature_takes() {
        let said =
            |au, nature, quotite, etat| sortie(["03/03/2025", au, nature, "Mairie", quotite, etat, ""]).map(drop);
        assert_eq!(said("", "cdd", "100", ""), Err(wrong("au", "absent")));
        assert_eq!(said("02/03/2026", "cdd", "100", ""), Ok(()), "a contract that runs ends after the extraction");
        assert_eq!(said("", "cdi", "", ""), Err(wrong("quotite", "absent")));
        assert_eq!(said("", "creation", "", ""), Ok(()));
        assert_eq!(said("01/07/2025", "cdi", "100", ""), Err(wrong("au", "incoherent")), "it ended, and is followed");
        assert_eq!(said("01/07/2025", "cdi", "100", "non_positive"), Ok(()));
        assert_eq!(said("", "cdi", "100", "confirmee"), Err(wrong("acquise_le", "absent")));
    }

    #[test]
    fn nothing_began_before_the_entry_nor_runs_after_the_exit() {
        let entered = Parcours::exemple(Phase::EnCours);
        let left = d("2026-06-01");
        let veille =
            |du| FaitRepris::Arret { nature: NatureSuspension::Veille, du: d(du), au: None, motif: "—".into() };
        assert!(admettre(&entered, &veille("2026-02-12")).is_ok());
        assert!(admettre(&entered, &veille("2026-02-11")).is_err());
        assert!(avant_la_sortie(left, &veille("2026-05-31")).is_ok());
        assert!(avant_la_sortie(left, &veille("2026-06-01")).is_err());
    }

    proptest! {
        #[test]
        fn a_line_is_read_or_says_why(cells in prop::collection::vec(".{0,12}", 0..9)) {
            let read = lecteur().lire(&cells);
            prop_assert!(read.is_ok() || read.is_err_and(|told| !told.is_empty()));
        }
    }
}
