//! PDF documents: a template of the suite and the data of one document. Tagged, in PDF/A-2a: what is
//! printed today opens in thirty years.

use std::sync::LazyLock;

use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, IntoValue},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modele {
    /// The contrat d'engagement.
    Contrat,
    /// The grid of the diagnosis.
    Diagnostic,
    /// The relevé de décisions of a commission, whole or for one partner.
    Releve,
    /// The letter to a prescripteur.
    Courrier,
    /// The convocation to a commission.
    Convocation,
}

impl Modele {
    const fn source(self) -> &'static str {
        match self {
            Self::Contrat => include_str!("../modeles/contrat.typ"),
            Self::Diagnostic => include_str!("../modeles/diagnostic.typ"),
            Self::Releve => include_str!("../modeles/releve.typ"),
            Self::Courrier => include_str!("../modeles/courrier.typ"),
            Self::Convocation => include_str!("../modeles/convocation.typ"),
        }
    }
}

/// A document that could not be made: the data do not fit the template.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The data are no JSON.
    #[error("the data of the document cannot be written")]
    Data(#[from] serde_json::Error),
    /// The template refuses the data.
    #[error("the document cannot be composed: {0}")]
    Composition(String),
}

/// The fonts: the same for every document.
struct Atelier {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static ATELIER: LazyLock<Atelier> = LazyLock::new(|| {
    let fonts: Vec<_> = typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
    Atelier { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// One document being made. The template sees its own text, the common base and the data: no disk, no
/// network, no clock.
struct Ouvrage {
    library: LazyHash<Library>,
    main: Source,
    base: Source,
}

impl World for Ouvrage {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &ATELIER.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.main, &self.base].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        ATELIER.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The bytes of a document. Costs tens of milliseconds of computing: not for a thread that serves.
pub fn composer(modele: Modele, donnees: &impl Serialize) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_string(donnees)?;
    let mut inputs = Dict::new();
    inputs.insert("donnees".into(), data.into_value());
    let source = |name: &str, text: &str| {
        let path = VirtualPath::new(name).map_err(|error| PdfError::Composition(format!("{error:?}")))?;
        Ok::<_, PdfError>(Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), text.to_owned()))
    };
    let ouvrage = Ouvrage {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        main: source("document.typ", modele.source())?,
        base: source("base.typ", include_str!("../modeles/base.typ"))?,
    };
    let failed = |errors: &dyn std::fmt::Debug| PdfError::Composition(format!("{errors:?}"));
    let document: PagedDocument = typst::compile(&ouvrage).output.map_err(|errors| failed(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a]).map_err(|errors| failed(&errors))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))?;
    // The layout of one document serves no other one.
    typst::comemo::evict(0);
    Ok(pdf)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn samples() -> [(Modele, Value); 5] {
        let signature = |qualite: &str, signe_le: Option<&str>| {
            json!({ "qualite": qualite, "nom": "Aminata Diallo", "signe_le": signe_le, "lieu": "Chalon", "mode": "signature dessinée",
                "traits": [[[100, 800], [200, 200], [300, 900]]] })
        };
        [
            (
                Modele::Contrat,
                json!({
                    "titre": "Contrat d'engagement", "territoire": "PLIE du Grand Chalon", "reference": "R",
                    "mention": "Cofinancé par l'Union européenne", "nom": "Diallo", "prenom": "Aminata",
                    "date_naissance": "1984-05-20", "adresse": "12 rue des Lilas, 71100 Chalon-sur-Saône",
                    "commission_le": "2026-02-12", "entree_le": "2026-02-12", "debut": "2026-02-19", "fin": null,
                    "texte": ["La personne s'engage.", "Le PLIE s'engage."], "objectifs": ["le permis"], "lieu": "Chalon",
                    "signatures": [signature("La personne", Some("2026-02-19")), signature("Le Président", None)],
                    "version_texte": "2026-1", "empreinte": "1be1dc05", "diagnostic_du": "2015-02-05",
                }),
            ),
            (
                Modele::Diagnostic,
                json!({
                    "territoire": "PLIE du Grand Chalon", "mention": null, "reference": "R", "nom": "Diallo",
                    "prenom": "Aminata", "date_naissance": "1984-05-20", "etabli_le": "2026-02-05",
                    "projet": { "intitule": "agent de nettoyage", "rome": "K2204", "motivation": null }, "metier": null,
                    "themes": [{ "theme": "Logement", "entree": "Bloquant", "actuel": "Aucun", "evolution": "Levé" }],
                    "elements": [{ "nature": "Frein", "theme": "Mobilité", "texte": "pas de permis", "date": "2026-02-05", "origine": "Personne" }],
                    "actions": [{ "action": "auto-école", "par": "Personne", "echeance": null, "etat": "à faire" }],
                }),
            ),
            (
                Modele::Releve,
                json!({
                    "titre": "Relevé de décisions", "territoire": "PLIE du Grand Chalon", "reference": "R",
                    "tenue_le": "2026-02-12", "partenaire": null, "presents": ["Claire Petit"], "quorum": 1,
                    "dossiers": [{ "nom": "Diallo", "prenom": "Aminata", "decision": "entrée validée", "motif": null, "entree_le": "2026-02-12" }],
                }),
            ),
            (
                Modele::Courrier,
                json!({
                    "territoire": "PLIE du Grand Chalon", "reference": "R", "le": "2026-02-13", "destinataire": "CCAS",
                    "nom": "Diallo", "prenom": "Aminata", "deposee_le": "2026-01-12", "tenue_le": "2026-02-12",
                    "decision": "entrée validée", "motif": null, "entree_le": "2026-02-12", "suite": "À bientôt.",
                }),
            ),
            (
                Modele::Convocation,
                json!({
                    "territoire": "PLIE du Grand Chalon", "reference": "R", "le": "2026-02-01", "tenue_le": "2026-02-12",
                    "destinataire": "Claire Petit", "heure": null, "lieu": "salle Bocage", "dossiers": 3,
                }),
            ),
        ]
    }

    #[test]
    fn each_template_makes_an_archival_document_and_the_same_data_the_same_bytes() {
        for (modele, donnees) in samples() {
            let pdf = composer(modele, &donnees).unwrap_or_else(|error| panic!("{modele:?}: {error}"));
            assert!(pdf.starts_with(b"%PDF-1."), "{modele:?}");
            let said = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
            assert!(said(b"pdfaid"), "{modele:?} names its PDF/A conformance");
            assert_eq!(pdf, composer(modele, &donnees).unwrap(), "{modele:?}");
        }
    }

    #[test]
    fn what_somebody_typed_is_text_and_never_code_of_the_template() {
        let [_, _, _, (modele, mut donnees), _] = samples();
        donnees["nom"] = json!("#read(\"/etc/passwd\") $x$ *gras* [");
        assert!(composer(modele, &donnees).is_ok());
        donnees["tenue_le"] = Value::Null;
        donnees.as_object_mut().unwrap().remove("suite");
        assert!(
            matches!(composer(modele, &donnees), Err(PdfError::Composition(_))),
            "a missing datum is no blank page"
        );
    }
}
