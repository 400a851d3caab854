//! What a service says of the tables that it takes over.

use std::{
    collections::HashMap,
    future::{Future, ready},
};

use chrono::NaiveDate;
use kernel::{Id, kind::Kind};
use problem::Problem;
use serde::{Serialize, de::DeserializeOwned};
use store::Tx;
use suite_api::{ColonneImportee, Doute};

use crate::{Deplacee, Grille, Import, Ligne};

/// The cells of a line, with its number in the table.
pub type Cellules = (i32, Vec<String>);

/// A staged line of a matter.
pub type LigneDe<M> = Ligne<<M as Matiere>::Objet, <M as Matiere>::Doute>;

/// An import, with what reads its lines.
#[expect(missing_debug_implementations, reason = "the reader is of the matter's making, which need not show itself")]
pub struct Contexte<M: Matiere> {
    /// The import.
    pub import: Import<M::Lecture>,
    /// The mapping, placed on the titles of its table.
    pub lecteur: M::Lecteur,
}

/// What became of lines that were to be integrated.
#[expect(missing_debug_implementations, reason = "a line is of the matter's making, which need not show itself")]
pub struct Integrees<M: Matiere> {
    /// What each one is in, by its number.
    pub faites: Vec<(i32, kernel::Id<M::Objet>)>,
    /// Those that can be integrated no more, as they stand now: the day, or another import, changed what they are worth.
    pub autres: Vec<LigneDe<M>>,
}

/// What a service takes over: how its lines read, and what they become.
pub trait Matiere: Sized + Send + Sync + 'static {
    /// What a line becomes.
    type Objet: Kind;
    /// What the territory's mapping says.
    type Lecture: Clone + Serialize + DeserializeOwned + Send + Sync;
    /// A column of it.
    type Colonne: ColonneImportee;
    /// What reads a line.
    type Lecteur: Send + Sync;
    /// Why somebody must say what becomes of a line.
    type Doute: Doute<Self::Objet>;

    /// How two lines are called that tell of one: "même personne".
    const MEME: &'static str;

    /// Where the lines come from: references are unique within it.
    fn source(lecture: &Self::Lecture) -> &str;

    /// Places the mapping of an import on its titles; fails with the columns that the table lacks, or has twice.
    fn placer(import: &Import<Self::Lecture>, today: NaiveDate) -> Result<Self::Lecteur, Vec<Deplacee>>;

    /// The mapping as it is placed.
    fn grille(lecteur: &Self::Lecteur) -> &Grille<Self::Colonne>;

    /// Reads lines, and says what becomes of each.
    fn analyser(
        tx: &mut Tx,
        contexte: &Contexte<Self>,
        lignes: Vec<Cellules>,
    ) -> impl Future<Output = Result<Vec<LigneDe<Self>>, Problem>> + Send;

    /// Of lines that are staged, told in the order of the table, those that others of their group contradict, refused.
    /// Lines of a group come together, with those that are in something already.
    fn confronter(
        _tx: &mut Tx,
        _contexte: &Contexte<Self>,
        _lignes: Vec<LigneDe<Self>>,
    ) -> impl Future<Output = Result<Vec<LigneDe<Self>>, Problem>> + Send {
        ready(Ok(Vec::new()))
    }

    /// The versions of those of these things that are still there: another version is another content.
    fn versions(
        tx: &mut Tx,
        objets: &[Id<Self::Objet>],
    ) -> impl Future<Output = Result<HashMap<Id<Self::Objet>, i32>, Problem>> + Send;

    /// Makes of lines what they become: of all of them, or of none.
    fn integrer(
        tx: &mut Tx,
        contexte: &Contexte<Self>,
        lignes: Vec<LigneDe<Self>>,
    ) -> impl Future<Output = Result<Integrees<Self>, Problem>> + Send;
}
