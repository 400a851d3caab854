//! Files as answers: always a download, served so that a browser never runs what they contain.

use std::{error::Error, marker::PhantomData};

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::{BodyStream, BoxBody, MessageBody},
    http::header::{self, HeaderName},
};
use bytes::Bytes;
use futures_util::Stream;

use super::Answer;

/// A kind of file.
pub trait Media {
    /// Its media type.
    const TYPE: &'static str;
    /// How the names of its files end.
    const EXTENSION: &'static str;
    /// The media types of its files, when they are of several.
    const TYPES: &'static [&'static str] = &[Self::TYPE];
}

/// Declares the kinds of files.
macro_rules! media {
    ($($(#[$doc:meta])* $media:ident $type:literal $extension:literal)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub enum $media {}

            impl Media for $media {
                const TYPE: &'static str = $type;
                const EXTENSION: &'static str = $extension;
            }
        )*
    };
}

media! {
    /// A page to print.
    Pdf "application/pdf" "pdf"
    /// A workbook.
    Xlsx "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" "xlsx"
    /// A table as text, in UTF-8.
    Csv "text/csv" "csv"
}

/// A pièce, whose own type is known when it is served.
#[derive(Debug)]
pub enum Piece {}

impl Media for Piece {
    const TYPE: &'static str = "application/octet-stream";
    const EXTENSION: &'static str = "bin";
    const TYPES: &'static [&'static str] = &kernel::piece::FORMATS;
}

/// 200: a file to download.
#[derive(Debug)]
pub struct Fichier<M> {
    nom: String,
    media_type: String,
    corps: BoxBody,
    media: PhantomData<M>,
}

impl<M: Media> Fichier<M> {
    /// A file that is ready, under a name without extension.
    #[must_use]
    pub fn new(nom: &str, contenu: Vec<u8>) -> Self {
        Self::corps(nom, BoxBody::new(contenu))
    }

    /// A file that comes piece by piece.
    pub fn flux<E: Into<Box<dyn Error>> + 'static>(
        nom: &str,
        flux: impl Stream<Item = Result<Bytes, E>> + 'static,
    ) -> Self {
        Self::corps(nom, BodyStream::new(flux).boxed())
    }

    fn corps(nom: &str, corps: BoxBody) -> Self {
        let charset = if M::TYPE.starts_with("text/") { "; charset=utf-8" } else { "" };
        let (nom, media_type) = (format!("{nom}.{}", M::EXTENSION), format!("{}{charset}", M::TYPE));
        Self { nom, media_type, corps, media: PhantomData }
    }
}

impl Fichier<Piece> {
    /// A file of its own type: its extension is the second half of it.
    pub fn de_type<E: Into<Box<dyn Error>> + 'static>(
        media_type: &str,
        nom: &str,
        flux: impl Stream<Item = Result<Bytes, E>> + 'static,
    ) -> Self {
        let (_, extension) = media_type.rsplit_once('/').unwrap_or_default();
        let nom = format!("{nom}.{extension}");
        Self { nom, media_type: media_type.to_owned(), corps: BodyStream::new(flux).boxed(), media: PhantomData }
    }
}

impl<M: Media> Answer for Fichier<M> {
    const STATUS: u16 = 200;
}

impl<M: Media> Responder for Fichier<M> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        Self::builder()
            .content_type(self.media_type)
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.nom)))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
            .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(self.corps)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use actix_web::test::TestRequest;
    use futures_util::stream;

    use super::*;

    #[test]
    fn a_file_is_a_download_that_no_browser_runs() {
        let request = TestRequest::default().to_http_request();
        let type_and_name = |response: &HttpResponse| {
            let of = |name| response.headers().get(name).unwrap().to_str().unwrap().to_owned();
            assert_eq!(of(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(of(header::CONTENT_SECURITY_POLICY), "sandbox; default-src 'none'");
            (of(header::CONTENT_TYPE), of(header::CONTENT_DISPOSITION))
        };
        let said = |media: &str, nom: &str| (media.to_owned(), format!("attachment; filename=\"{nom}\""));
        let none = || stream::empty::<Result<Bytes, Infallible>>();
        let pdf = Fichier::<Pdf>::new("contrat", Vec::new()).respond_to(&request);
        assert_eq!(type_and_name(&pdf), said("application/pdf", "contrat.pdf"));
        let csv = Fichier::<Csv>::flux("rejets", none()).respond_to(&request);
        assert_eq!(type_and_name(&csv), said("text/csv; charset=utf-8", "rejets.csv"));
        let image = Fichier::de_type("image/png", "piece", none()).respond_to(&request);
        assert_eq!(type_and_name(&image), said("image/png", "piece.png"));
    }
}
