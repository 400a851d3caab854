//! Taking parcours over: the territory's mapping, and what the lines of its tables become.

mod analyse;
mod bilans;
mod confrontation;
mod departs;
mod integration;
pub(crate) mod lignes;

use std::collections::HashMap;

use chrono::NaiveDate;
use imports::{Cellules, Connue, Contexte, Deplacee, Grille, Import, Integrees, Lue, Matiere, Reference};
use kernel::{FaitReprisId, ImportId, ParcoursId, Refus, kind};
use parcours_api::{ColonneReprise, HesitationReprise, NouvelleCorrespondanceParcours};
use problem::{FieldError, Problem};
use store::{Error, Tx};
use suite_api::{ImportDto, NouvelImport, Reprise};

use crate::{
    reprise::{
        correspondance,
        import::{
            domain::{Lecteur, LigneLue, Nommee, Passage, Personne, nomme},
            store as rows,
        },
    },
    vie::parcours::{app::Tenus, domain::Parcours},
};

/// The facts of parcours, taken over from another program.
pub(crate) enum FaitsDeParcours {}

/// Their imports.
pub(crate) type Imports = imports::Imports<FaitsDeParcours>;

/// A staged line.
pub(crate) type Ligne = imports::LigneDe<FaitsDeParcours>;

/// A line that could be read and cannot be taken over, at its place in the order and beside the others of its group.
fn refusee(
    lecteur: &Lecteur,
    rang: i32,
    lue: Lue<LigneLue>,
    cellules: Vec<String>,
    error: FieldError,
    (ordre, groupe): (i16, Option<String>),
) -> Ligne {
    Ligne::refusee(rang, lue, cellules, vec![lecteur.dire(error)]).rangee(ordre, groupe)
}

impl Matiere for FaitsDeParcours {
    type Objet = kind::FaitRepris;
    type Lecture = NouvelleCorrespondanceParcours;
    type Colonne = ColonneReprise;
    type Lecteur = Lecteur;
    type Doute = HesitationReprise;

    const MEME: &'static str = "même fait";

    fn source(lecture: &NouvelleCorrespondanceParcours) -> &str {
        &lecture.source
    }

    fn placer(import: &Import<NouvelleCorrespondanceParcours>, _today: NaiveDate) -> Result<Lecteur, Vec<Deplacee>> {
        Lecteur::new(import.lecture.clone(), import.entetes.clone(), import.arrete_le)
    }

    fn grille(lecteur: &Lecteur) -> &Grille<ColonneReprise> {
        &lecteur.grille
    }

    async fn analyser(tx: &mut Tx, contexte: &Contexte<Self>, lignes: Vec<Cellules>) -> Result<Vec<Ligne>, Problem> {
        analyse::analyser(tx, contexte, lignes).await
    }

    async fn confronter(tx: &mut Tx, contexte: &Contexte<Self>, lignes: Vec<Ligne>) -> Result<Vec<Ligne>, Problem> {
        confrontation::refuser(tx, contexte, lignes).await
    }

    async fn versions(tx: &mut Tx, objets: &[FaitReprisId]) -> Result<HashMap<FaitReprisId, i32>, Problem> {
        Ok(rows::marques(tx, objets).await?)
    }

    async fn integrer(tx: &mut Tx, contexte: &Contexte<Self>, lignes: Vec<Ligne>) -> Result<Integrees<Self>, Problem> {
        integration::integrer(tx, contexte, lignes).await
    }
}

/// The parcours of those whom lines name.
struct Reconnus {
    passages: HashMap<Personne, Vec<Passage>>,
    tenus: Tenus,
}

impl Reconnus {
    async fn chercher(tx: &mut Tx, source: &str, personnes: &[&Personne]) -> Result<Self, Error> {
        let passages = rows::passages(tx, source, personnes).await?;
        let all: Vec<_> = passages.values().flatten().map(|one| one.parcours).collect();
        Ok(Self { tenus: Tenus::lire(tx, &all).await?, passages })
    }

    /// Whether a person has a parcours, whichever one a line names.
    fn connait(&self, personne: &Personne) -> bool {
        self.passages.contains_key(personne)
    }

    /// The parcours that a line names.
    fn designe(&self, nommee: &Nommee) -> Option<ParcoursId> {
        nomme(self.passages.get(&nommee.personne)?, nommee.entree_le)
    }

    /// When one of their parcours began.
    fn entree(&self, id: ParcoursId) -> Option<NaiveDate> {
        self.tenus.de(id).ok().map(|(parcours, _)| parcours.entree_le)
    }

    /// The same as it stands, and why nothing changes in the file of its person, when it is restricted.
    fn de(&self, nommee: &Nommee) -> Option<(&Parcours, Result<(), Refus>)> {
        self.tenus.de(self.designe(nommee)?).ok()
    }
}

/// What former imports left of these references: what was changed since has another print, and what is gone is known no
/// more.
async fn connues(
    tx: &mut Tx,
    source: &str,
    references: &[&str],
) -> Result<HashMap<String, Connue<kind::FaitRepris>>, Problem> {
    let kept = imports::references::connues(tx, source, references).await?;
    let ids: Vec<FaitReprisId> = kept.values().map(|one| one.objet).collect();
    let now = rows::marques(tx, &ids).await?;
    let known = |one: Reference<kind::FaitRepris>| {
        let Reference { texte, objet, empreinte, version } = one;
        let modifie_depuis = *now.get(&objet)? != version;
        Some((texte, Connue { objet, empreinte, version, modifie_depuis }))
    };
    Ok(kept.into_values().filter_map(known).collect())
}

/// Opens an import: its file is expected.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvel: NouvelImport) -> Result<ImportDto, Problem> {
    let lecture = correspondance::app::nommee(tx, nouvel.correspondance).await?;
    Imports::ouvrir(tx, nouvel, lecture).await
}

/// Asks that the rejected lines be read again.
pub(crate) async fn reprendre(tx: &mut Tx, id: ImportId, reprise: Reprise) -> Result<ImportDto, Problem> {
    let chosen = Imports::correspondance(tx, id, &reprise).await?;
    let lecture = correspondance::app::nommee(tx, chosen).await?;
    Imports::reprendre(tx, id, reprise, lecture).await
}
