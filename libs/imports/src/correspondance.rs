//! From the cells of a line to its fields, by the territory's mapping.

use std::collections::BTreeMap;

use kernel::{Code, hexadecimal};
use problem::FieldError;
use sha2::{Digest, Sha256};
use suite_api::{ChampImporte, ColonneImportee, ProblemeLigne};

use crate::valeurs::{Lu, cle};

/// A cell of a column, as the mapping means it.
fn traduire<'a>(colonne: &'a impl ColonneImportee, cell: &'a str) -> &'a str {
    let exact = colonne.valeurs().get(cell);
    let found = exact.or_else(|| {
        let key = cle(cell);
        colonne.valeurs().iter().find(|(from, _)| cle(from) == key).map(|(_, to)| to)
    });
    found.map_or(cell, String::as_str)
}

/// What a spreadsheet shows in the place of a value that it could not compute, in French and in English.
const ERREURS: [&str; 15] = [
    "#N/A", "#REF!", "#DIV/0!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!",
    "#EPARS!", "#SPILL!", "#CALC!", "#DATA!",
];

/// Why a cell tells nothing, whatever its column expects: a code and a detail.
fn faute(cell: &str) -> Option<(&'static str, &'static str)> {
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        return Some(("illisible", "caractère illisible : enregistrez le fichier en UTF-8, ou corrigez la cellule"));
    }
    let wrong = ERREURS.iter().any(|error| error.eq_ignore_ascii_case(cell));
    wrong.then_some(("formule", "le tableur y montre une erreur de formule : corrigez la cellule, ou videz-la"))
}

/// A column of the mapping, at its place in the table.
#[derive(Debug, Clone)]
struct Placee<C> {
    colonne: C,
    place: usize,
    /// The place of the column that dates it.
    depuis: Option<usize>,
}

/// A mapping placed on the titles of a table.
#[derive(Debug, Clone)]
pub struct Grille<C> {
    colonnes: Vec<Placee<C>>,
    entetes: Vec<String>,
}

/// A column of a mapping that is at no place of a table, or at several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deplacee {
    /// Its title, as the mapping writes it.
    pub titre: String,
    /// The places that have this title, counted from 0.
    pub places: Vec<usize>,
}

impl<C: ColonneImportee> Grille<C> {
    /// Places a mapping; fails with the columns that the table does not have, or has twice.
    pub fn placer(colonnes: Vec<C>, entetes: Vec<String>) -> Result<Self, Vec<Deplacee>> {
        let titles: Vec<_> = entetes.iter().map(|title| cle(title)).collect();
        let find = |titre: &str| {
            let same = |(place, one): (usize, &String)| (*one == cle(titre)).then_some(place);
            let places: Vec<_> = titles.iter().enumerate().filter_map(same).collect();
            match places.as_slice() {
                [place] => Ok(*place),
                _ => Err(Deplacee { titre: titre.to_owned(), places }),
            }
        };
        let (mut placed, mut wrong) = (Vec::new(), Vec::new());
        for colonne in colonnes {
            let depuis = colonne.depuis().map(find).transpose();
            match (find(colonne.titre()), depuis) {
                (Ok(place), Ok(depuis)) => placed.push(Placee { colonne, place, depuis }),
                (own, dated) => wrong.extend([own.err(), dated.err()].into_iter().flatten()),
            }
        }
        if wrong.is_empty() { Ok(Self { colonnes: placed, entetes }) } else { Err(wrong) }
    }

    /// The cells by title, as people look at them.
    #[must_use]
    pub fn nommer(&self, cellules: Vec<String>) -> BTreeMap<String, String> {
        self.entetes.iter().cloned().zip(cellules).filter(|(title, _)| !title.is_empty()).collect()
    }

    /// Where a title stands.
    #[must_use]
    pub fn place(&self, titre: &str) -> Option<usize> {
        self.entetes.iter().position(|one| cle(one) == cle(titre))
    }

    /// The title of the first column that tells a field.
    #[must_use]
    pub fn titre(&self, champ: C::Champ) -> Option<String> {
        let told = self.colonnes.iter().find(|one| one.colonne.champ().code() == champ.code());
        told.map(|one| one.colonne.titre().to_owned())
    }

    /// A line to be read.
    #[must_use]
    pub const fn depouiller<'a>(&'a self, cellules: &'a [String]) -> Depouillement<'a, C> {
        Depouillement { grille: self, cellules, problemes: Vec::new() }
    }
}

/// A line being read: what is wrong is gathered, so that a person corrects it once.
#[derive(Debug)]
pub struct Depouillement<'a, C> {
    grille: &'a Grille<C>,
    cellules: &'a [String],
    problemes: Vec<ProblemeLigne>,
}

impl<'a, C: ColonneImportee> Depouillement<'a, C> {
    fn colonnes(&self, champ: C::Champ) -> impl Iterator<Item = &'a Placee<C>> + use<'a, C> {
        self.grille.colonnes.iter().filter(move |one| one.colonne.champ().code() == champ.code())
    }

    fn cellule(&self, place: usize) -> Option<&'a str> {
        self.cellules.get(place).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The columns that tell a field and are not empty: each with its cell, as it is meant here, and that of the column
    /// that dates it.
    pub fn datees(&self, champ: C::Champ) -> Vec<(&'a C, &'a str, Option<&'a str>)> {
        let told = |one: &'a Placee<C>| {
            let cell = self.cellule(one.place)?;
            Some((&one.colonne, traduire(&one.colonne, cell), one.depuis.and_then(|place| self.cellule(place))))
        };
        self.colonnes(champ).filter_map(told).collect()
    }

    /// The first cell that tells the field, as it is meant here.
    #[must_use]
    pub fn texte(&self, champ: C::Champ) -> Option<&'a str> {
        self.colonnes(champ).find_map(|one| self.cellule(one.place).map(|cell| traduire(&one.colonne, cell)))
    }

    /// The field, read; what is wrong with it is told.
    pub fn lu<T>(&mut self, champ: C::Champ, lire: impl Fn(&str) -> Lu<T>) -> Option<T> {
        let read = lire(self.texte(champ)?);
        read.map_err(|detail| self.signaler(champ, "invalide", detail)).ok()
    }

    /// The field, read; that it is absent is told too.
    pub fn exige<T>(&mut self, champ: C::Champ, lire: impl Fn(&str) -> Lu<T>) -> Option<T> {
        if self.texte(champ).is_none() {
            self.signaler(champ, "absent", format!("attendu : {}", champ.attendu()));
        }
        self.lu(champ, lire)
    }

    /// Something is wrong with a field: the person is told of its column.
    pub fn signaler(&mut self, champ: C::Champ, code: &str, detail: impl Into<String>) {
        let colonne = self.colonnes(champ).next().map(|one| one.colonne.titre().to_owned());
        self.problemes.push(ProblemeLigne { colonne, code: code.to_owned(), detail: detail.into() });
    }

    /// Something is wrong with a column.
    pub fn dire(&mut self, colonne: &str, code: &str, detail: impl Into<String>) {
        let colonne = Some(colonne.to_owned());
        self.problemes.push(ProblemeLigne { colonne, code: code.to_owned(), detail: detail.into() });
    }

    /// A rule of the suite refused a field: the person is told of its column.
    pub fn rapporter(&mut self, error: FieldError) {
        let champ = C::Champ::TOUS.iter().find(|champ| error.pointer.starts_with(champ.pointeur()));
        match champ {
            Some(champ) => self.signaler(*champ, &error.code, error.detail),
            None => self.problemes.push(ProblemeLigne { colonne: None, code: error.code, detail: error.detail }),
        }
    }

    /// What the mapped cells say, whatever the others do: it changes when, and only when, they do.
    #[must_use]
    pub fn empreinte(&self) -> String {
        let mut hash = Sha256::new();
        for Placee { colonne, place, depuis } in &self.grille.colonnes {
            let cell = self.cellule(*place).map(|cell| traduire(colonne, cell)).unwrap_or_default();
            let since = depuis.and_then(|place| self.cellule(place)).unwrap_or_default();
            for part in [colonne.champ().code(), colonne.precision().unwrap_or_default(), cell, since] {
                hash.update(part);
                hash.update([0]);
            }
        }
        hexadecimal(&hash.finalize())
    }

    /// What was read, or all that is wrong with the line.
    pub fn conclure<T>(mut self, read: Option<T>) -> Result<T, Vec<ProblemeLigne>> {
        for Placee { colonne, place, depuis } in &self.grille.colonnes {
            let dated = depuis.and_then(|place| Some((colonne.depuis()?, self.cellule(place)?)));
            let own = self.cellule(*place).map(|cell| (colonne.titre(), traduire(colonne, cell)));
            for (titre, cell) in own.into_iter().chain(dated) {
                if let Some((code, detail)) = faute(cell) {
                    self.dire(titre, code, detail);
                }
            }
        }
        self.problemes.sort();
        match read {
            Some(read) if self.problemes.is_empty() => Ok(read),
            _ => Err(self.problemes),
        }
    }
}
