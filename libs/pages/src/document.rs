//! What a document says and the template that says it, bound by its type: a template is never fed the data of another.

use std::any::type_name;

use serde::Serialize;
use serde_json::Value;

use crate::{
    Expediteur,
    atelier::{PdfError, mettre_en_page},
    imprimable, reference,
};

/// What one document says. Only this crate implements it, beside each of its templates.
pub trait Document: Serialize + ferme::Ferme {
    /// The template that says it.
    const GABARIT: &'static str;

    /// Who sends it.
    fn expediteur(&self) -> &Expediteur;
}

/// Out of reach of other crates, and with it [`Document`].
pub(crate) mod ferme {
    pub trait Ferme {}
}

/// The bytes of a document, whatever was typed in its texts, under the `logo` of its sender, a PNG image. Costs tens of milliseconds of computing, and seconds when it
/// has a hundred pages: not for a thread that serves.
pub fn composer<D: Document>(document: &D, logo: Option<&[u8]>) -> Result<Vec<u8>, PdfError> {
    imprimer(D::GABARIT, serde_json::to_value(document)?, logo, type_name::<D>())
}

/// A template, with data of the document that it says.
pub(crate) fn imprimer(gabarit: &str, mut donnees: Value, logo: Option<&[u8]>, nom: &str) -> Result<Vec<u8>, PdfError> {
    reference::lisible(&mut donnees);
    imprimable::chaque_texte(&mut donnees);
    mettre_en_page(gabarit, donnees.to_string(), logo).or_else(|_| {
        // A page in plain letters rather than none: nobody waits for a font. Why it was refused may name what was typed.
        tracing::warn!(document = nom, "the typesetter refused a page, which is printed in plain letters");
        imprimable::en_lettres(&mut donnees);
        mettre_en_page(gabarit, donnees.to_string(), logo)
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        composer,
        courrier::PageCourrier,
        exemples::{self, courrier},
    };

    #[test]
    fn each_template_makes_an_archival_document_and_the_same_data_the_same_bytes() {
        for exemple in exemples::complets() {
            let nom = exemple.nom;
            let pdf = exemple.composer().unwrap_or_else(|error| panic!("{nom}: {error}"));
            assert!(pdf.starts_with(b"%PDF-1."), "{nom}");
            let said = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
            assert!(said(b"pdfaid"), "{nom} names its PDF/A conformance");
            assert_eq!(pdf, exemple.composer().unwrap(), "{nom}");
        }
    }

    #[test]
    fn a_template_names_no_datum_that_its_document_lacks_whether_all_is_known_or_nothing_but_what_must_be() {
        for exemple in exemples::complets().into_iter().chain(exemples::depouilles()) {
            assert!(exemple.composer().is_ok(), "{}: {:?}", exemple.nom, exemple.composer());
        }
    }

    #[test]
    fn what_somebody_typed_is_text_and_never_code_of_the_template() {
        let typed = "#read(\"/etc/passwd\") $x$ *gras* [".to_owned();
        assert!(composer(&PageCourrier { nom: typed, ..courrier() }, None).is_ok());
    }
}
