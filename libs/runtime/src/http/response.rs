//! The answers that have a body of JSON.

use actix_web::{
    HttpRequest, HttpResponse, Responder, ResponseError,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, ContentType, ETag, EntityTag},
    },
};
use problem::{Problem, Slug};
use serde::{Serialize, de::DeserializeOwned};
use store::{Curseur, Page, idempotence};
use suite_api::{Nomme, Noms};

use super::{Answer, curseur, etiquette};

/// 200: a value, with its version when people edit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse<T>(Message<T>);

/// 201: what was created, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cree<T>(Message<T>);

impl<T> Reponse<T> {
    /// `corps`, as it is now.
    pub const fn ok(corps: T) -> Self {
        Self(Message::new(None, corps))
    }

    /// Adds the version that `If-Match` will have to name.
    #[must_use]
    pub const fn version(mut self, version: i32) -> Self {
        self.0.version = Some(version);
        self
    }

    /// Leaves the tag out: of what is read on from where its reader stands, nobody asks again.
    #[must_use]
    pub const fn sans_etiquette(mut self) -> Self {
        self.0.sans_etiquette = true;
        self
    }
}

impl<T> Reponse<Page<T>> {
    /// A page of a list, with `Link: rel="next"` when there is more.
    #[must_use]
    pub fn page(page: Page<T>) -> Self {
        let suite = page
            .suivant
            .clone()
            .map(|suivant| Suite { suivant, poser: |page: &mut Page<T>, sealed| page.suivant = sealed });
        Self(Message { suite, sans_etiquette: true, ..Message::new(None, page) })
    }
}

impl<T> Cree<T> {
    /// `corps`, at `location`.
    pub fn a(location: impl Into<String>, corps: T) -> Self {
        Self(Message::new(Some(location.into()), corps))
    }

    /// Says that the answer tells a secret: nothing of it is kept, and it is not given again.
    #[must_use]
    pub const fn dite_une_fois(mut self) -> Self {
        self.0.secrete = true;
        self
    }

    /// Adds the version that `If-Match` will have to name.
    #[must_use]
    pub const fn version(mut self, version: i32) -> Self {
        self.0.version = Some(version);
        self
    }
}

/// A body with what its headers say.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Message<T> {
    location: Option<String>,
    version: Option<i32>,
    suite: Option<Suite<T>>,
    /// Whether it has no tag, as a page of a list: its cursor is sealed anew each time.
    sans_etiquette: bool,
    /// Whether it tells a secret.
    secrete: bool,
    corps: Corps<T>,
}

/// Where the next page starts, which is sealed when the answer leaves, and where that is written in the body.
#[derive(Debug, Clone)]
struct Suite<T> {
    suivant: Curseur,
    poser: fn(&mut T, Option<Curseur>),
}

impl<T> PartialEq for Suite<T> {
    fn eq(&self, other: &Self) -> bool {
        self.suivant == other.suivant
    }
}

impl<T> Eq for Suite<T> {}

/// A body: made now, or given again as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Corps<T> {
    Neuf(T),
    Garde(String),
}

impl<T> Message<T> {
    const fn new(location: Option<String>, corps: T) -> Self {
        Self { location, version: None, suite: None, sans_etiquette: false, secrete: false, corps: Corps::Neuf(corps) }
    }
}

/// What is kept of an answer names no person, for it is kept before they are named: it is read again to be. One that a former
/// version kept and that reads no more is given as it is.
impl<T: Nomme + DeserializeOwned> Nomme for Message<T> {
    fn nommer(&mut self, noms: &mut Noms) {
        if let Corps::Garde(kept) = &self.corps
            && let Ok(corps) = serde_json::from_str(kept)
        {
            self.corps = Corps::Neuf(corps);
        }
        if let Corps::Neuf(corps) = &mut self.corps {
            corps.nommer(noms);
        }
    }
}

/// The tag of an answer: of what a read shows, and of what a command wrote, its version.
fn etiqueter(request: &HttpRequest, version: Option<i32>, sans: bool, corps: &[u8]) -> Option<EntityTag> {
    if etiquette::lit(request) {
        return (!sans).then(|| etiquette::de(version, corps));
    }
    version.map(|version| EntityTag::new_strong(version.to_string()))
}

impl<T: Serialize> Message<T> {
    fn respond<A: Answer>(mut self, request: &HttpRequest) -> HttpResponse {
        let mut builder = A::builder();
        if let Some(location) = &self.location {
            builder.insert_header((header::LOCATION, location.as_str()));
        }
        if let (Some(Suite { suivant, poser }), Corps::Neuf(corps)) = (self.suite, &mut self.corps) {
            let Some(after) = curseur::sceller(request, &suivant) else { return non_scelle() };
            builder.insert_header((header::LINK, next(request, &after)));
            poser(corps, Some(Curseur::Scelle(after)));
        }
        builder.insert_header((header::CACHE_CONTROL, "no-store"));
        let corps = match self.corps {
            Corps::Garde(corps) => corps.into_bytes(),
            Corps::Neuf(corps) => match serde_json::to_vec(&corps) {
                Ok(corps) => corps,
                Err(error) => return Problem::internal(&error).error_response(),
            },
        };
        if let Some(tag) = etiqueter(request, self.version, self.sans_etiquette, &corps) {
            if etiquette::lit(request) && etiquette::connue(request, &tag) {
                return builder.status(StatusCode::NOT_MODIFIED).insert_header(ETag(tag)).finish();
            }
            builder.insert_header(ETag(tag));
        }
        builder.content_type(ContentType::json()).body(corps)
    }

    fn keep<A: Answer>(&self) -> Result<Option<idempotence::Reponse>, Problem> {
        if self.secrete {
            return Ok(None);
        }
        let corps = match &self.corps {
            Corps::Neuf(corps) => serde_json::to_string(corps).map_err(|error| Problem::internal(&error))?,
            Corps::Garde(corps) => corps.clone(),
        };
        let (location, version) = (self.location.clone(), self.version);
        Ok(Some(idempotence::Reponse { statut: A::STATUS, location, version, corps }))
    }

    fn again(kept: idempotence::Reponse) -> Self {
        let corps = Corps::Garde(kept.corps);
        let (location, version) = (kept.location, kept.version);
        Self { location, version, suite: None, sans_etiquette: false, secrete: false, corps }
    }
}

fn non_scelle() -> HttpResponse {
    tracing::error!("the cursor of a list could not be sealed");
    Problem::new(Slug::Interne, "La suite de cette liste n'a pas pu être écrite.").error_response()
}

/// The same request, from `after` on.
fn next(request: &HttpRequest, after: &str) -> String {
    let kept = request.query_string().split('&').filter(|part| !part.is_empty() && !part.starts_with("apres="));
    let query: Vec<_> = kept.map(ToOwned::to_owned).chain([format!("apres={after}")]).collect();
    format!("<{}?{}>; rel=\"next\"", request.path(), query.join("&"))
}

/// An answer that is given again, the same, to whoever repeats a request.
pub trait Repeatable: Answer + Sized {
    /// What is kept of it: nothing of one that tells a secret.
    fn keep(&self) -> Result<Option<idempotence::Reponse>, Problem>;

    /// What was kept, again.
    #[must_use]
    fn again(kept: idempotence::Reponse) -> Self;
}

/// The answers that are messages differ by their status only.
macro_rules! messages {
    ($($answer:ident $status:literal)*) => {
        $(
            impl<T: Serialize> Answer for $answer<T> {
                const STATUS: u16 = $status;
            }

            impl<T: Serialize> Responder for $answer<T> {
                type Body = BoxBody;

                fn respond_to(self, request: &HttpRequest) -> HttpResponse {
                    self.0.respond::<Self>(request)
                }
            }

            impl<T: Serialize> Repeatable for $answer<T> {
                fn keep(&self) -> Result<Option<idempotence::Reponse>, Problem> {
                    self.0.keep::<Self>()
                }

                fn again(kept: idempotence::Reponse) -> Self {
                    Self(Message::again(kept))
                }
            }

            impl<T: Nomme + DeserializeOwned> Nomme for $answer<T> {
                fn nommer(&mut self, noms: &mut Noms) {
                    self.0.nommer(noms);
                }
            }
        )*
    };
}

messages! { Reponse 200 Cree 201 }

#[cfg(test)]
mod tests {
    use actix_web::{body::to_bytes, test::TestRequest};
    use kernel::ParticipantId;
    use serde::Deserialize;

    use super::*;

    fn header(response: &HttpResponse, name: header::HeaderName) -> &str {
        response.headers().get(name).unwrap().to_str().unwrap()
    }

    #[actix_web::test]
    async fn what_is_created_says_where_it_stands_and_its_version() {
        let created = Cree::a("/v1/choses/1", vec![1]).version(3);
        let response = created.respond_to(&TestRequest::post().to_http_request());
        assert_eq!(response.status(), 201);
        assert_eq!(header(&response, header::LOCATION), "/v1/choses/1");
        assert_eq!(header(&response, header::ETAG), "\"3\"");
        assert_eq!(to_bytes(response.into_body()).await.unwrap(), "[1]");
    }

    #[actix_web::test]
    async fn a_page_that_has_a_next_one_says_where_with_the_same_filters() {
        let request = TestRequest::with_uri("/v1/choses?limite=1&apres=abc&etat=ouverte").to_http_request();
        let page = Page { elements: vec![1], suivant: Some(Curseur::Scelle("def".to_owned())) };
        let response = Reponse::page(page).respond_to(&request);
        let next = "</v1/choses?limite=1&etat=ouverte&apres=def>; rel=\"next\"";
        assert_eq!(header(&response, header::LINK), next);
        let last = Reponse::page(Page::new(vec![1], 1, |one| *one)).respond_to(&request);
        assert!(last.headers().get(header::LINK).is_none());
    }

    #[actix_web::test]
    async fn what_the_reader_has_already_is_not_sent_again() {
        let read = |tag: &str, shown: &str| {
            let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, tag)).to_http_request();
            Reponse::ok(shown.to_owned()).version(3).respond_to(&request)
        };
        let first = read("", "Diallo");
        let tag = header(&first, header::ETAG).to_owned();
        assert!(first.status() == 200 && tag.starts_with("\"3-"), "{tag}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"2\", {tag}"), "*".to_owned()] {
            let again = read(&known, "Diallo");
            assert_eq!((again.status(), header(&again, header::ETAG)), (StatusCode::NOT_MODIFIED, tag.as_str()));
            assert!(to_bytes(again.into_body()).await.unwrap().is_empty());
        }
        assert_eq!(read(&tag, "Diaw").status(), 200, "the same version shows something else");
        assert_eq!(read("\"3\"", "Diallo").status(), 200, "a version does not say what was shown");
    }

    #[actix_web::test]
    async fn a_page_has_no_tag() {
        let page = Reponse::page(Page::new(vec![1], 1, |one| *one));
        assert!(page.respond_to(&TestRequest::get().to_http_request()).headers().get(header::ETAG).is_none());
    }

    #[actix_web::test]
    async fn an_answer_given_again_is_the_same() {
        let request = TestRequest::post().to_http_request();
        let first = Cree::a("/v1/choses/1", "chose".to_owned()).version(1);
        let again = Cree::<String>::again(first.keep().unwrap().unwrap());
        let (first, again) = (first.respond_to(&request), again.respond_to(&request));
        assert_eq!(first.status(), again.status());
        assert_eq!(first.headers().len(), again.headers().len());
        assert!(first.headers().iter().all(|(name, value)| again.headers().get(name) == Some(value)));
        assert_eq!(to_bytes(first.into_body()).await.unwrap(), to_bytes(again.into_body()).await.unwrap());
    }

    #[derive(Serialize, Deserialize)]
    struct Chose {
        participant: ParticipantId,
        participant_nom: Option<String>,
    }

    impl Nomme for Chose {
        fn nommer(&mut self, noms: &mut Noms) {
            noms.place(self.participant, &mut self.participant_nom);
        }
    }

    #[actix_web::test]
    async fn what_is_kept_names_nobody_and_is_given_again_with_the_names() {
        let participant = ParticipantId::from_u128(5);
        let done = Reponse::ok(Chose { participant, participant_nom: None });
        let kept = done.keep().unwrap().unwrap();
        assert!(!kept.corps.contains("Diallo"), "{}", kept.corps);
        for mut answer in [done, Reponse::again(kept)] {
            answer.nommer(&mut Noms::connus([(participant.ressource(), "Aminata Diallo".to_owned())].into()));
            let told = to_bytes(answer.respond_to(&TestRequest::post().to_http_request()).into_body()).await.unwrap();
            assert!(String::from_utf8_lossy(&told).contains("Aminata Diallo"));
        }
        let former = idempotence::Reponse { statut: 200, location: None, version: None, corps: "{}".to_owned() };
        let mut former = Reponse::<Chose>::again(former);
        former.nommer(&mut Noms::default());
        let told = former.respond_to(&TestRequest::post().to_http_request()).into_body();
        assert_eq!(to_bytes(told).await.unwrap(), "{}", "what does not read is given as it was");
    }
}
