//! The folder where messages are put, as whoever they are for reads it: in tests, and in a demonstration.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use mail_parser::MessageParser;

/// A folder of messages.
#[derive(Debug, Clone)]
pub struct Boite(PathBuf);

/// A message that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettre {
    /// For whom.
    pub destinataire: String,
    /// Its subject.
    pub sujet: String,
    /// What it says.
    pub texte: String,
}

impl Lettre {
    /// The code that it gives: alone on its line.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let code = |line: &&str| {
            line.len() >= 6 && line.bytes().all(|one| one.is_ascii_alphanumeric() || b"-_".contains(&one))
        };
        self.texte.lines().map(str::trim).find(code)
    }
}

impl Boite {
    /// The messages of a folder.
    pub fn new(dossier: impl Into<PathBuf>) -> Self {
        Self(dossier.into())
    }

    /// Takes the oldest message to `destinataire` out of the folder.
    pub fn relever(&self, destinataire: &str) -> io::Result<Option<Lettre>> {
        // Names begin with the time: they sort as the messages came.
        for path in self.fichiers()? {
            let Some(lettre) = lire(&path)?.filter(|lettre| lettre.destinataire == destinataire) else { continue };
            fs::remove_file(path)?;
            return Ok(Some(lettre));
        }
        Ok(None)
    }

    fn fichiers(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut paths: Vec<_> =
            entries.collect::<io::Result<Vec<_>>>()?.into_iter().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "eml") && !cache(path));
        paths.sort();
        Ok(paths)
    }
}

/// Whether a file is still being written.
fn cache(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// `None` when another reader has taken it, or when it is no message.
fn lire(path: &Path) -> io::Result<Option<Lettre>> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    let parser = MessageParser::default();
    Ok(parser.parse(&bytes).and_then(|found| {
        let destinataire = found.to()?.first()?.address()?.to_owned();
        let (sujet, texte) = (found.subject()?.to_owned(), found.body_text(0)?.into_owned());
        Some(Lettre { destinataire, sujet, texte })
    }))
}
