//! Taking persons over: the territory's mapping, and what the lines of its tables become.

mod analyse;
mod integration;
pub(crate) mod lignes;

use std::collections::HashMap;

use chrono::NaiveDate;
use imports::{Cellules, Connue, Contexte, Deplacee, Depose, Grille, Import, Integrees, Matiere};
use kernel::{CorrespondanceId, ImportId, ParticipantId, kind};
use participants_api::{Colonne, Contenu, Hesitation, NouvelleCorrespondance};
use problem::Problem;
use store::Tx;
use suite_api::{ImportDto, NouvelImport, Reprise};

use crate::{
    dossier::{participant, piece::app::saine},
    reprise::{correspondance, import::domain::lecteur::Lecteur},
};

/// The files of persons, taken over from another program.
pub(crate) enum Dossiers {}

/// Their imports.
pub(crate) type Imports = imports::Imports<Dossiers>;

/// A staged line.
pub(crate) type Ligne = imports::LigneDe<Dossiers>;

impl Matiere for Dossiers {
    type Objet = kind::Participant;
    type Lecture = NouvelleCorrespondance;
    type Colonne = Colonne;
    type Lecteur = Lecteur;
    type Doute = Hesitation;

    const MEME: &'static str = "même personne";

    fn source(lecture: &NouvelleCorrespondance) -> &str {
        &lecture.source
    }

    fn placer(import: &Import<NouvelleCorrespondance>, today: NaiveDate) -> Result<Lecteur, Vec<Deplacee>> {
        Lecteur::new(import.lecture.clone(), import.entetes.clone(), import.arrete_le, today)
    }

    fn grille(lecteur: &Lecteur) -> &Grille<Colonne> {
        &lecteur.grille
    }

    async fn analyser(tx: &mut Tx, contexte: &Contexte<Self>, lignes: Vec<Cellules>) -> Result<Vec<Ligne>, Problem> {
        analyse::analyser(tx, contexte, lignes).await
    }

    async fn integrer(tx: &mut Tx, contexte: &Contexte<Self>, lignes: Vec<Ligne>) -> Result<Integrees<Self>, Problem> {
        integration::integrer(tx, contexte, lignes).await
    }

    async fn versions(tx: &mut Tx, objets: &[ParticipantId]) -> Result<HashMap<ParticipantId, i32>, Problem> {
        let now = participant::store::version::lire(tx, objets).await?;
        Ok(now.into_iter().map(|(id, one)| (id, one.version)).collect())
    }
}

/// What former imports left of these references.
async fn connues(
    tx: &mut Tx,
    source: &str,
    references: &[&str],
) -> Result<HashMap<String, Connue<kind::Participant>>, Problem> {
    let kept = imports::references::connues(tx, source, references).await?;
    let files: Vec<_> = kept.values().map(|one| one.objet).collect();
    let now = participant::store::version::lire(tx, &files).await?;
    let known = |one: imports::Reference<kind::Participant>| {
        let file = now.get(&one.objet)?;
        let modifie_depuis = file.fusionne_dans.is_some() || file.version != one.version;
        let objet = file.fusionne_dans.unwrap_or(one.objet);
        Some((one.texte, Connue { objet, empreinte: one.empreinte, version: one.version, modifie_depuis }))
    };
    Ok(kept.into_values().filter_map(known).collect())
}

/// Opens an import: its file is expected.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvel: NouvelImport) -> Result<ImportDto, Problem> {
    let lecture = mapping(tx, nouvel.correspondance).await?;
    Imports::ouvrir(tx, nouvel, lecture).await
}

/// Asks that the rejected lines be read again.
pub(crate) async fn reprendre(tx: &mut Tx, id: ImportId, reprise: Reprise) -> Result<ImportDto, Problem> {
    let chosen = Imports::correspondance(tx, id, &reprise).await?;
    let lecture = mapping(tx, chosen).await?;
    Imports::reprendre(tx, id, reprise, lecture).await
}

/// What the mapping that a request names says.
async fn mapping(tx: &mut Tx, id: CorrespondanceId) -> Result<NouvelleCorrespondance, Problem> {
    let kept = correspondance::store::voir(tx, id).await?;
    let absent = || Problem::field("/correspondance", "inconnue", "cette correspondance n'existe pas");
    Ok(kept.ok_or_else(absent)?.contenu)
}

/// Records the file and asks that it be read; the place of one that was sent before and could not be.
pub(crate) async fn recevoir(
    tx: &mut Tx,
    id: ImportId,
    emplacement: &str,
    contenu: &Contenu,
) -> Result<Option<String>, Problem> {
    saine(contenu)?;
    Imports::recevoir(tx, id, Depose { emplacement, sha256: &contenu.sha256 }).await
}
