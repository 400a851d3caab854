//! The typesetter: a template, the data of one document, and the fonts of all.

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

use crate::polices::POLICES;

/// A document that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The data are no JSON.
    #[error("the data of the document cannot be written")]
    Data(#[from] serde_json::Error),
    /// The template refuses the data.
    #[error("the document cannot be composed: {0}")]
    Composition(String),
}

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
        &POLICES.book
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
        POLICES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets a template with its data, written in JSON, and the image of its sender.
pub(crate) fn mettre_en_page(gabarit: &str, donnees: String, logo: Option<&[u8]>) -> Result<Vec<u8>, PdfError> {
    let mut inputs = Dict::new();
    inputs.insert("donnees".into(), donnees.into_value());
    inputs.insert("logo".into(), logo.map(|png| Bytes::new(png.to_vec())).into_value());
    let source = |name: &str, text: &str| {
        let path = VirtualPath::new(name).map_err(|error| PdfError::Composition(format!("{error:?}")))?;
        Ok::<_, PdfError>(Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), text.to_owned()))
    };
    let ouvrage = Ouvrage {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        main: source("document.typ", gabarit)?,
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
