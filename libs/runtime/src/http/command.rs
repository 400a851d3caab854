//! A request that changes something.

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use auth::WriteScope;
use garde::Validate;
use problem::{Problem, Slug};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{future::Future, pin::Pin};
use store::{Db, Tx, idempotence};
use utoipa::ToSchema;

use super::{BODY_LIMIT, Repeatable};
use crate::{Context, Rattrapage};

/// A decoded and valid body, with the idempotency key that came with it.
#[derive(Debug)]
pub struct Commande<T> {
    corps: T,
    cle: Option<idempotence::Cle>,
    rattrapage: Rattrapage,
}

/// The body of an action that needs no data: absent, or `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Vide {}

impl<T> Commande<T> {
    /// The body, for what must be asked of another service before the transaction opens, and for what only reads: it
    /// may be done again, so that nothing of its answer is kept.
    pub const fn corps(&self) -> &T {
        &self.corps
    }

    /// Does the work once: in one transaction, or, when the same key comes again, by giving the same
    /// answer again. Work that names what was not heard of yet is done again once its owner was heard: the
    /// transaction is over meanwhile.
    pub async fn executer<S: WriteScope, A: Repeatable>(
        self,
        db: &Db,
        scope: &S,
        mut work: impl AsyncFnMut(&mut Tx, T) -> Result<A, Problem>,
    ) -> Result<A, Problem>
    where
        T: Clone,
    {
        let Self { corps, cle, rattrapage } = self;
        let essai = async || match &cle {
            None => db.tx(scope, async |tx| work(tx, corps.clone()).await).await,
            Some(cle) => une_fois(db, scope, cle, async |tx| work(tx, corps.clone()).await).await,
        };
        rattrapage.essayer(scope.territoire(), essai).await
    }
}

async fn une_fois<S: WriteScope, A: Repeatable>(
    db: &Db,
    scope: &S,
    cle: &idempotence::Cle,
    work: impl AsyncFnOnce(&mut Tx) -> Result<A, Problem>,
) -> Result<A, Problem> {
    let kept = db
        .tx(scope, async |tx| {
            if let Some(former) = idempotence::prendre(tx, cle).await? {
                return Ok::<_, Problem>(former);
            }
            let kept = work(tx).await?.keep()?;
            idempotence::garder(tx, cle, &kept).await?;
            Ok(kept)
        })
        .await?;
    Ok(A::again(kept))
}

impl<T: DeserializeOwned + Validate<Context = ()> + 'static> FromRequest for Commande<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let body = web::Bytes::from_request(&request, payload);
        Box::pin(async move {
            let body = body.await.map_err(|_| too_large())?;
            check_type(&request, &body)?;
            let cle = key(&request, &body)?;
            let text: &[u8] = if body.is_empty() { b"{}" } else { &body };
            let corps: T = problem::decode(text)?;
            problem::validate(&corps)?;
            Ok(Self { corps, cle, rattrapage: rattrapage(&request) })
        })
    }
}

fn rattrapage(request: &HttpRequest) -> Rattrapage {
    request.app_data::<web::Data<Context>>().map(|context| context.rattrapage.clone()).unwrap_or_default()
}

fn too_large() -> Problem {
    Problem::new(Slug::CorpsTropGrand, format!("Le corps de la requête dépasse {} Kio.", BODY_LIMIT / 1024))
}

fn check_type(request: &HttpRequest, body: &[u8]) -> Result<(), Problem> {
    let json = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    });
    if json || body.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(Slug::TypeNonPrisEnCharge, "Le corps doit être du JSON (Content-Type: application/json)."))
    }
}

fn key(request: &HttpRequest, body: &[u8]) -> Result<Option<idempotence::Cle>, Problem> {
    let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let cle = value.to_str().ok().filter(|text| !text.is_empty() && text.len() <= 128).ok_or_else(|| {
        Problem::new(Slug::CleIdempotenceInvalide, "Idempotency-Key attend 1 à 128 caractères ASCII.")
    })?;
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update(request.path());
    hash.update([0]);
    hash.update(body);
    Ok(Some(idempotence::Cle { cle: cle.to_owned(), empreinte: hash.finalize().into() }))
}
