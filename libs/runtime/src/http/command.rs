//! A request that changes something.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use auth::WriteScope;
use garde::Validate;
use kernel::De;
use problem::Problem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};
use store::{Db, Tx, idempotence};
use utoipa::ToSchema;

use super::{BODY_LIMIT, Repeatable, body, repetition::Repetition};
use crate::{Context, Rattrapage};

/// A decoded and valid body, with the idempotency key that came with it.
#[derive(Debug)]
pub struct Commande<T> {
    corps: T,
    repetition: Option<Repetition>,
    rattrapage: Rattrapage,
}

/// The body of an action that needs no data: absent, or `{}`.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Vide {}

impl<T> Commande<T> {
    /// The body, for what must be asked of another service before the transaction opens, and for what only reads: it
    /// may be done again, so that nothing of its answer is kept.
    pub const fn corps(&self) -> &T {
        &self.corps
    }

    /// Reads what must be known before another service is asked, in a transaction that changes nothing; again, once its owner
    /// was heard, when the work names what was not heard of yet.
    pub async fn prealable<S: WriteScope, A>(
        &self,
        db: &Db,
        scope: &S,
        mut work: impl AsyncFnMut(&mut Tx, &T) -> Result<A, Problem>,
    ) -> Result<A, Problem> {
        let essai = async || db.check(scope, async |tx| work(tx, &self.corps).await).await;
        self.rattrapage.essayer(scope.territoire(), essai).await
    }

    /// Does the work each time, whatever key came: for what reads, of which nothing is kept.
    pub async fn chaque_fois<S: WriteScope, A>(
        self,
        db: &Db,
        scope: &S,
        work: impl AsyncFnOnce(&mut Tx, T) -> Result<A, Problem>,
    ) -> Result<A, Problem> {
        let corps = self.corps;
        db.tx(scope, async |tx| work(tx, corps).await).await
    }

    /// Does the work once: in one transaction, or, when the same key comes again, by giving the same answer again to
    /// whoever may still do it. Work that names what was not heard of yet is done again once its owner was heard: the
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
        let Self { corps, repetition, rattrapage } = self;
        let essai = async || match &repetition {
            None => db.tx(scope, async |tx| work(tx, corps.clone()).await).await,
            Some(repetition) => une_fois(db, scope, repetition, async |tx| work(tx, corps.clone()).await).await,
        };
        rattrapage.essayer(scope.territoire(), essai).await
    }
}

async fn une_fois<S: WriteScope, A: Repeatable>(
    db: &Db,
    scope: &S,
    repetition: &Repetition,
    work: impl AsyncFnOnce(&mut Tx) -> Result<A, Problem>,
) -> Result<A, Problem> {
    let done = db.tx(scope, async |tx| {
        if let Some(gardee) = idempotence::prendre(tx, &repetition.cle).await? {
            // Whom it showed may be somebody else's since.
            tx.concerner(&De::plusieurs(gardee.personnes.clone().identifiants(), ())).await?;
            // What is asked again is judged as it would be today; being refused here, nothing of it is done.
            return Err(Issue::Faite(gardee, work(tx).await.err()));
        }
        let answer = work(tx).await?;
        let kept = answer.keep()?.map(|kept| repetition.sceller(scope, &kept)).transpose()?;
        idempotence::garder(tx, &repetition.cle, kept).await?;
        Ok(answer)
    });
    match done.await {
        Ok(answer) => Ok(answer),
        Err(Issue::Refusee(refus)) => Err(refus),
        Err(Issue::Faite(gardee, refus)) => match refus.filter(|refus| interdit(refus, &gardee)) {
            Some(refus) => Err(refus),
            None => repetition.redire(scope, gardee).await.map(A::again),
        },
    }
}

/// Why a request did nothing.
enum Issue {
    /// It is refused.
    Refusee(Problem),
    /// It was done already; what it would be refused today, if it would.
    Faite(idempotence::Gardee, Option<Problem>),
}

impl From<Problem> for Issue {
    fn from(refus: Problem) -> Self {
        Self::Refusee(refus)
    }
}

impl From<store::Error> for Issue {
    fn from(error: store::Error) -> Self {
        Self::Refusee(error.into())
    }
}

/// Whether a request that was done may not be answered again: whoever asks may no longer do it, or whom it shows is
/// not theirs to see. What its own doing made impossible (it is done, it stands there already) is no reason.
fn interdit(refus: &Problem, gardee: &idempotence::Gardee) -> bool {
    match refus.status {
        401 | 403 => true,
        404 => !gardee.personnes.est_vide(),
        // What cannot be asked of another service now forbids nothing; what fails here says nothing that can be relied on.
        status => status == 500,
    }
}

impl<T: DeserializeOwned + Validate<Context = ()> + 'static> FromRequest for Commande<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = body::json(&request, payload, BODY_LIMIT).await?;
            let repetition = Repetition::lire(&request, &body)?;
            let corps: T = problem::decode(&body)?;
            problem::validate(&corps)?;
            Ok(Self { corps, repetition, rattrapage: rattrapage(&request) })
        })
    }
}

fn rattrapage(request: &HttpRequest) -> Rattrapage {
    request.app_data::<web::Data<Context>>().map(|context| context.rattrapage.clone()).unwrap_or_default()
}
