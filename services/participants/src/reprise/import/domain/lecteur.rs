//! From the cells of a line to what it tells, by the territory's mapping.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{Code, Id, IdentifiantFranceTravail, Pays, hexadecimal};
use participants_api::{
    Champ, Colonne, EntreeReprise, EtatCivil, LigneLue, Menage, NouveauParticipant, NouvelleAdresse,
    NouvelleCorrespondance, NouvelleSituation, ProblemeLigne,
};
use problem::FieldError;
use sha2::{Digest, Sha256};

use crate::{
    dossier::{self, cle},
    reprise::import::domain::{self, valeurs::Lu},
};

/// A mapping placed on the titles of a table.
#[derive(Debug, Clone)]
pub(crate) struct Lecteur {
    correspondance: NouvelleCorrespondance,
    entetes: Vec<String>,
    /// The place of each column of the mapping, and of the one that dates it.
    places: Vec<(usize, Option<usize>)>,
    arrete_le: NaiveDate,
    today: NaiveDate,
}

/// A line that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lue {
    pub(crate) ligne: LigneLue,
    /// By what the line is recognised when it comes again: the identifier in the former program, or the
    /// names and the birth date.
    pub(crate) reference: String,
    /// Names and birth date: two lines with the same ones may be one person.
    pub(crate) identite: String,
    /// Changes when, and only when, what the line tells does.
    pub(crate) empreinte: String,
}

impl Lecteur {
    /// Places the mapping; fails with the columns that the table does not have.
    pub(crate) fn new(
        correspondance: NouvelleCorrespondance,
        entetes: Vec<String>,
        arrete_le: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<String>> {
        let titles: Vec<_> = entetes.iter().map(|title| domain::valeurs::cle(title)).collect();
        let place = |title: &str| {
            titles.iter().position(|one| *one == domain::valeurs::cle(title)).ok_or_else(|| title.to_owned())
        };
        let (mut places, mut absent) = (Vec::new(), Vec::new());
        for column in &correspondance.colonnes {
            let dated = column.depuis.as_deref().map(place).transpose();
            match (place(&column.titre), dated) {
                (Ok(own), Ok(dated)) => places.push((own, dated)),
                (own, dated) => absent.extend([own.err(), dated.err()].into_iter().flatten()),
            }
        }
        if absent.is_empty() { Ok(Self { correspondance, entetes, places, arrete_le, today }) } else { Err(absent) }
    }

    /// The cells by title, as people look at them.
    pub(crate) fn nommer(&self, cellules: Vec<String>) -> BTreeMap<String, String> {
        self.entetes.iter().cloned().zip(cellules).filter(|(title, _)| !title.is_empty()).collect()
    }

    /// Where a title stands.
    pub(crate) fn place(&self, titre: &str) -> Option<usize> {
        self.entetes.iter().position(|one| domain::valeurs::cle(one) == domain::valeurs::cle(titre))
    }

    /// Where the facts of the import come from.
    fn source(&self) -> String {
        format!("import {}, arrêté au {}", self.correspondance.source, self.arrete_le)
    }

    /// Reads a line, or says all that is wrong with it.
    pub(crate) fn lire(&self, cellules: &[String]) -> Result<Lue, Vec<ProblemeLigne>> {
        let mut lecture = Lecture { lecteur: self, cellules, problemes: Vec::new() };
        let read = lecture.ligne();
        lecture.problemes.sort();
        match read {
            Some(ligne) if lecture.problemes.is_empty() => Ok(lecture.reconnaitre(ligne)),
            _ => Err(lecture.problemes),
        }
    }
}

/// A line being read: what is wrong is gathered, so that a person corrects it once.
struct Lecture<'a> {
    lecteur: &'a Lecteur,
    cellules: &'a [String],
    problemes: Vec<ProblemeLigne>,
}

impl<'a> Lecture<'a> {
    fn colonnes(&self, champ: Champ) -> impl Iterator<Item = (&'a Colonne, usize, Option<usize>)> {
        let placed = self.lecteur.correspondance.colonnes.iter().zip(&self.lecteur.places);
        placed.filter(move |(one, _)| one.champ == champ).map(|(one, (place, dated))| (one, *place, *dated))
    }

    fn cellule(&self, place: usize) -> Option<&'a str> {
        self.cellules.get(place).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The first cell that tells the field, translated by the mapping.
    fn texte(&self, champ: Champ) -> Option<&'a str> {
        self.colonnes(champ).find_map(|(one, place, _)| self.cellule(place).map(|cell| traduire(one, cell)))
    }

    fn signaler(&mut self, champ: Champ, code: &str, detail: impl Into<String>) {
        let colonne = self.colonnes(champ).next().map(|(one, ..)| one.titre.clone());
        self.problemes.push(ProblemeLigne { colonne, code: code.to_owned(), detail: detail.into() });
    }

    fn lu<T>(&mut self, champ: Champ, lire: impl Fn(&str) -> Lu<T>) -> Option<T> {
        let read = lire(self.texte(champ)?);
        read.map_err(|detail| self.signaler(champ, "invalide", detail)).ok()
    }

    fn exige<T>(&mut self, champ: Champ, lire: impl Fn(&str) -> Lu<T>) -> Option<T> {
        if self.texte(champ).is_none() {
            self.signaler(champ, "absent", format!("attendu : {}", champ.attendu()));
        }
        self.lu(champ, lire)
    }

    fn ligne(&mut self) -> Option<LigneLue> {
        let (etat_civil, adresse) = (self.etat_civil(), self.adresse());
        let (nom, prenom) = (self.exige(Champ::Nom, texte), self.exige(Champ::Prenom, texte));
        let date_naissance = self.exige(Champ::DateNaissance, domain::valeurs::date);
        let sexe = self.exige(Champ::Sexe, domain::valeurs::sexe);
        let telephone = self.lu(Champ::Telephone, domain::valeurs::telephone);
        let courriel = self.lu(Champ::Courriel, texte);
        let (situations, entree) = (self.situations(), self.entree());
        let personne = NouveauParticipant {
            nom: nom?,
            prenom: prenom?,
            date_naissance: date_naissance?,
            sexe: sexe?,
            commune: adresse.as_ref().map(|one| one.commune.clone()),
            telephone,
            courriel,
            etat_civil,
        };
        let today = self.lecteur.today;
        let mut wrong = problem::validate(&personne).err().map(|refusal| refusal.errors).unwrap_or_default();
        wrong.extend(dossier::verification::personne(today, &personne));
        if let Some(adresse) = &adresse {
            wrong.extend(
                problem::validate(adresse)
                    .err()
                    .into_iter()
                    .flat_map(|refusal| refusal.errors)
                    .map(|error| FieldError { pointer: format!("/adresse{}", error.pointer), ..error }),
            );
            wrong.extend(dossier::verification::adresse(today, adresse, "/adresse"));
        }
        for error in wrong {
            self.rapporter(error);
        }
        Some(LigneLue { personne, adresse, situations, entree })
    }

    /// A rule of the suite refused a field: the person is told of its column.
    fn rapporter(&mut self, error: FieldError) {
        let champ = Champ::TOUS.iter().find(|champ| error.pointer.starts_with(champ.pointeur()));
        match champ {
            Some(champ) => self.signaler(*champ, &error.code, error.detail),
            None => self.problemes.push(ProblemeLigne { colonne: None, code: error.code, detail: error.detail }),
        }
    }

    fn etat_civil(&mut self) -> EtatCivil {
        let adultes = self.lu(Champ::Adultes, domain::valeurs::nombre);
        let enfants_a_charge = self.lu(Champ::EnfantsACharge, domain::valeurs::nombre);
        let menage = match (adultes, enfants_a_charge) {
            (Some(adultes), Some(enfants_a_charge)) => Some(Menage { adultes, enfants_a_charge }),
            (None, None) => None,
            (None, _) => self.moitie(Champ::Adultes),
            (_, None) => self.moitie(Champ::EnfantsACharge),
        };
        EtatCivil {
            nom_naissance: self.lu(Champ::NomNaissance, texte),
            pays_naissance: self.lu(Champ::PaysNaissance, forme::<Pays>),
            commune_naissance: self.lu(Champ::CommuneNaissance, domain::valeurs::commune),
            nationalite: self.lu(Champ::Nationalite, domain::valeurs::code),
            identifiant_france_travail: self.lu(Champ::IdentifiantFranceTravail, forme::<IdentifiantFranceTravail>),
            niveau_formation: self.lu(Champ::NiveauFormation, domain::valeurs::code),
            menage,
            ..EtatCivil::default()
        }
    }

    /// One figure of the household without the other.
    fn moitie(&mut self, champ: Champ) -> Option<Menage> {
        if self.texte(champ).is_none() {
            self.signaler(champ, "absent", "un ménage compte ses adultes et ses enfants à charge");
        }
        None
    }

    fn adresse(&mut self) -> Option<NouvelleAdresse> {
        let told = [Champ::Voie, Champ::CodePostal, Champ::Commune];
        if told.into_iter().all(|champ| self.texte(champ).is_none()) {
            return None;
        }
        let code_postal = self.exige(Champ::CodePostal, domain::valeurs::code_postal)?;
        let commune = domain::valeurs::commune_desservie(self.texte(Champ::Commune), &code_postal);
        let commune = commune.map_err(|detail| self.signaler(Champ::Commune, "invalide", detail)).ok();
        let depuis = self.lu(Champ::AdresseDepuis, domain::valeurs::date).unwrap_or(self.lecteur.arrete_le);
        Some(NouvelleAdresse {
            voie: self.lu(Champ::Voie, texte),
            complement: self.lu(Champ::Complement, texte),
            qpv: self.lu(Champ::Qpv, forme),
            zone_rurale: self.lu(Champ::ZoneRurale, domain::valeurs::oui_non),
            code_postal,
            commune: commune?,
            depuis,
            jusqua: None,
            piece: None,
            source: self.lecteur.source(),
        })
    }

    fn situations(&mut self) -> Vec<NouvelleSituation> {
        let mut all = Vec::new();
        for (column, place, dated) in self.colonnes(Champ::Situation).collect::<Vec<_>>() {
            let Some(cell) = self.cellule(place) else { continue };
            let since = dated.and_then(|place| self.cellule(place)).map(domain::valeurs::date).transpose();
            match (domain::valeurs::reponse(traduire(column, cell)), since) {
                (Ok(reponse), Ok(since)) => {
                    let depuis = since.unwrap_or(self.lecteur.arrete_le);
                    let code = column.situation.clone().unwrap_or_default();
                    let titre = column.depuis.as_ref().unwrap_or(&column.titre);
                    for error in dossier::verification::periode(self.lecteur.today, depuis, None, "", "une situation") {
                        self.dire(titre, &error.code, error.detail);
                    }
                    all.push(NouvelleSituation {
                        code,
                        reponse,
                        depuis,
                        jusqua: None,
                        piece: None,
                        source: self.lecteur.source(),
                    });
                }
                (reponse, since) => {
                    if let Err(detail) = reponse {
                        self.dire(&column.titre, "invalide", detail);
                    }
                    if let (Err(detail), Some(titre)) = (since, &column.depuis) {
                        self.dire(titre, "invalide", detail);
                    }
                }
            }
        }
        all
    }

    fn dire(&mut self, colonne: &str, code: &str, detail: String) {
        self.problemes.push(ProblemeLigne { colonne: Some(colonne.to_owned()), code: code.to_owned(), detail });
    }

    fn entree(&mut self) -> Option<EntreeReprise> {
        let entree_le = self.lu(Champ::EntreeLe, domain::valeurs::date)?;
        let (referent, prescripteur) =
            (self.exige(Champ::Referent, identifiant), self.lu(Champ::Prescripteur, identifiant));
        if entree_le > self.lecteur.arrete_le {
            let detail = format!("une entrée reprise est antérieure à l'extraction du {}", self.lecteur.arrete_le);
            self.signaler(Champ::EntreeLe, "futur", detail);
        }
        Some(EntreeReprise { entree_le, referent: referent?, prescripteur })
    }

    fn reconnaitre(&self, ligne: LigneLue) -> Lue {
        let personne = &ligne.personne;
        let identite = format!(
            "{}|{}|{}",
            cle::domain::nom::cle(&personne.nom),
            cle::domain::nom::cle(&personne.prenom),
            personne.date_naissance
        );
        let mut hash = Sha256::new();
        for (column, (place, dated)) in self.lecteur.correspondance.colonnes.iter().zip(&self.lecteur.places) {
            let cell = self.cellule(*place).map(|cell| traduire(column, cell)).unwrap_or_default();
            let since = dated.and_then(|place| self.cellule(place)).unwrap_or_default();
            let situation = column.situation.as_deref().unwrap_or_default();
            for part in [column.champ.code(), situation, cell, since] {
                hash.update(part);
                hash.update([0]);
            }
        }
        Lue {
            reference: self.texte(Champ::Reference).map_or_else(|| identite.clone(), ToOwned::to_owned),
            identite,
            empreinte: hexadecimal(&hash.finalize()),
            ligne,
        }
    }
}

fn traduire<'a>(column: &'a Colonne, cell: &'a str) -> &'a str {
    let exact = column.valeurs.get(cell);
    let found = exact.or_else(|| {
        let key = domain::valeurs::cle(cell);
        column.valeurs.iter().find(|(from, _)| domain::valeurs::cle(from) == key).map(|(_, to)| to)
    });
    found.map_or(cell, String::as_str)
}

#[expect(clippy::unnecessary_wraps, reason = "reads any text, where others refuse some")]
fn texte(cell: &str) -> Lu<String> {
    Ok(cell.to_owned())
}

fn forme<T: std::str::FromStr<Err: std::fmt::Display>>(cell: &str) -> Lu<T> {
    cell.parse().map_err(|error: T::Err| error.to_string())
}

fn identifiant<K>(cell: &str) -> Lu<Id<K>> {
    cell.parse().map_err(|_| "attendu : un identifiant ; traduisez les noms dans la correspondance".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use testdata::d;

    use super::*;

    const TITRES: [&str; 7] = ["N°", "Nom", "Prénom", "Né le", "Civ", "RSA", "Depuis"];

    fn lecteur(arrete_le: &str) -> Lecteur {
        let column = |titre: &str, champ| Colonne {
            titre: titre.to_owned(),
            champ,
            situation: (champ == Champ::Situation).then(|| "rsa".to_owned()),
            depuis: (champ == Champ::Situation).then(|| "depuis".to_owned()),
            valeurs: BTreeMap::from([("Madame X".to_owned(), "F".to_owned())]),
        };
        let colonnes = vec![
            column("n°", Champ::Reference),
            column("nom", Champ::Nom),
            column("PRENOM", Champ::Prenom),
            column("né le", Champ::DateNaissance),
            column("civ", Champ::Sexe),
            column("rsa", Champ::Situation),
        ];
        let mapping = NouvelleCorrespondance { nom: "Base".into(), source: "base".into(), colonnes };
        Lecteur::new(mapping, TITRES.map(str::to_owned).into(), d(arrete_le), d("2026-06-01")).unwrap()
    }

    fn cells(texts: [&str; 7]) -> Vec<String> {
        texts.map(str::to_owned).into()
    }

    #[test]
    fn a_line_is_read_by_the_mapping() {
        let lue =
            lecteur("2026-01-05").lire(&cells(["7", "Diallo", "Mina", "20/05/1984", "madame x", "X", ""])).unwrap();
        assert_eq!((lue.reference.as_str(), lue.identite.as_str()), ("7", "diallo|mina|1984-05-20"));
        assert_eq!(lue.ligne.situations[0].depuis, d("2026-01-05"), "undated: from the day of the extraction");
        assert_eq!(lue.ligne.situations[0].source, "import base, arrêté au 2026-01-05");
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_by_column() {
        let wrong = lecteur("2026-01-05").lire(&cells(["7", "", "Mina", "20/05/84", "Mme", "oui", "01/07/2026"]));
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| (one.colonne.unwrap(), one.code)).collect();
        let expected = [("depuis", "futur"), ("nom", "absent"), ("né le", "invalide")];
        assert_eq!(told, expected.map(|(column, code)| (column.to_owned(), code.to_owned())));
    }

    #[test]
    fn what_a_rule_of_the_suite_refuses_is_told_by_its_column_too() {
        let wrong = lecteur("2026-01-05").lire(&cells(["7", &"a".repeat(81), "Mina", "20/05/1884", "Mme", "", ""]));
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| one.colonne.unwrap()).collect();
        assert_eq!(told, ["nom", "né le"]);
    }

    #[test]
    fn a_column_that_the_table_lacks_is_named() {
        let Lecteur { correspondance, .. } = lecteur("2026-01-05");
        let absent = Lecteur::new(correspondance, vec!["Nom".into()], d("2026-01-05"), d("2026-06-01")).unwrap_err();
        assert_eq!(absent, ["n°", "PRENOM", "né le", "civ", "rsa", "depuis"]);
    }

    proptest! {
        #[test]
        fn a_later_extraction_that_tells_the_same_has_the_same_print(nom in "[A-Z][a-zé]{1,10}", rsa in "(oui|non|)") {
            let line = cells(["7", &nom, "Mina", "20/05/1984", "Mme", &rsa, ""]);
            let (former, later) = (lecteur("2026-01-05").lire(&line), lecteur("2026-05-05").lire(&line));
            prop_assert_eq!(&former.unwrap().empreinte, &later.unwrap().empreinte);
        }

        #[test]
        fn whatever_changes_in_a_mapped_cell_changes_the_print(nom in "[A-Z][a-z]{1,10}", autre in "[A-Z][a-z]{1,10}") {
            let print = |nom: &str| lecteur("2026-01-05").lire(&cells(["7", nom, "Mina", "20/05/1984", "Mme", "", ""])).unwrap().empreinte;
            prop_assert_eq!(print(&nom) == print(&autre), nom == autre);
        }

        #[test]
        fn a_line_is_read_or_says_why(cells in prop::collection::vec(".{0,12}", 0..9)) {
            let read = lecteur("2026-01-05").lire(&cells);
            prop_assert!(read.is_ok_and(|lue| !lue.reference.is_empty()) || lecteur("2026-01-05").lire(&cells).is_err_and(|told| !told.is_empty()));
        }
    }
}
