//! Applying events: event, inbox mark and cursor in one transaction.

use auth::Systeme;
use diesel::Insertable;
use diesel_async::RunQueryDsl;
use kernel::{EvenementId, Service, TerritoireId};
use problem::Problem;
use runtime::telemetry;
use std::{future::Future, pin::Pin};
use store::{Colonne, Db, Tx, schema::inbox};
use tracing::Instrument;

use crate::{Enveloppe, cursor};

/// What a handler answers, once the event is applied.
pub type Handling<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

/// Applies one event to the service's own tables. Kinds that it does not know it ignores.
pub type Handler = for<'a> fn(&'a mut Tx, &'a Enveloppe) -> Handling<'a>;

/// Events of one kind that are applied at once when they follow one another: a producer that takes over a base tells many.
#[derive(Debug, Clone, Copy)]
pub struct Serie {
    /// The kind.
    pub kind: &'static str,
    /// What is done with several of them, as with each in its turn.
    pub appliquer: for<'a> fn(&'a mut Tx, &'a [Enveloppe]) -> Handling<'a>,
}

/// A producer that a service listens to.
#[derive(Debug, Clone, Copy)]
pub struct Subscription {
    /// The producing service.
    pub producteur: Service,
    /// What is done with its events.
    pub appliquer: Handler,
    /// Those that are applied at once, when some are.
    pub serie: Option<Serie>,
}

impl Subscription {
    /// Whether an event is applied at once with the one before it, which caused it as it did the other.
    fn reunit(&self, one: &Enveloppe, next: &Enveloppe) -> bool {
        let kind = self.serie.map(|serie| serie.kind);
        kind == Some(one.kind.as_str()) && one.kind == next.kind && one.trace() == next.trace()
    }

    /// Applies events that are applied at once, or one.
    async fn hear(&self, tx: &mut Tx, events: &[Enveloppe]) -> Result<(), Problem> {
        let Some(first) = events.first() else { return Ok(()) };
        let span = tracing::info_span!(
            "event",
            kind = first.kind,
            producer = first.source,
            seq = first.seq,
            events = events.len()
        );
        let trace = telemetry::join(&span, first.trace());
        let applied = match self.serie.filter(|_| events.len() > 1) {
            Some(serie) => (serie.appliquer)(tx, events),
            None => (self.appliquer)(tx, first),
        };
        trace::within(trace, applied).instrument(span).await
    }
}

/// How far applying a page went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The whole page was applied.
    Applied,
    /// Someone else moved the cursor meanwhile: read again.
    Moved,
    /// An event could not be applied; those before it were. Parked when it failed too often.
    Stuck { parked: bool },
}

/// Applies a page read from the cursor `from`. First all together; when an event fails, one by one, so
/// that those before it are not held back.
pub(crate) async fn page(
    db: &Db,
    subscription: Subscription,
    territoire: TerritoireId,
    from: i64,
    page: &[Enveloppe],
) -> Progress {
    match together(db, subscription, territoire, from, page).await {
        Ok(progress) => progress,
        Err(_) if page.len() > 1 => one_by_one(db, subscription, territoire, from, page).await,
        Err(problem) => stuck(db, subscription, territoire, &problem, page.first()).await,
    }
}

async fn one_by_one(
    db: &Db,
    subscription: Subscription,
    territoire: TerritoireId,
    mut from: i64,
    page: &[Enveloppe],
) -> Progress {
    for event in page {
        match together(db, subscription, territoire, from, std::slice::from_ref(event)).await {
            Ok(Progress::Applied) => from = event.seq,
            Ok(other) => return other,
            Err(problem) => return stuck(db, subscription, territoire, &problem, Some(event)).await,
        }
    }
    Progress::Applied
}

async fn stuck(
    db: &Db,
    subscription: Subscription,
    territoire: TerritoireId,
    problem: &Problem,
    event: Option<&Enveloppe>,
) -> Progress {
    let (event, producer, slug) = (event.map(|event| event.id), subscription.producteur, problem.slug.as_str());
    if problem.slug.passes() {
        tracing::warn!(%producer, %territoire, ?event, slug, "event not applied yet");
    } else {
        tracing::error!(%producer, %territoire, ?event, slug, "event not applied");
    }
    let recorded = cursor::record_failure(db, subscription.producteur, territoire, &problem.to_string()).await;
    let parked = recorded.unwrap_or_else(|error| {
        if error.unavailable() {
            tracing::warn!(error = %error.with_causes(), "failure not recorded yet");
        } else {
            tracing::error!(error = %error.with_causes(), "failure not recorded");
        }
        false
    });
    Progress::Stuck { parked }
}

#[derive(Insertable)]
#[diesel(table_name = inbox)]
struct Mark<'a> {
    territoire_id: Colonne<TerritoireId>,
    producteur: &'a str,
    evenement_id: Colonne<EvenementId>,
    applique_le: chrono::DateTime<chrono::Utc>,
}

async fn together(
    db: &Db,
    subscription: Subscription,
    territoire: TerritoireId,
    from: i64,
    page: &[Enveloppe],
) -> Result<Progress, Problem> {
    let Some(last) = page.last() else { return Ok(Progress::Applied) };
    db.tx(&Systeme(territoire), async |tx| {
        if cursor::lock(tx, subscription.producteur).await? != Some(from) {
            return Ok(Progress::Moved);
        }
        let now = tx.now();
        let marks: Vec<_> = page
            .iter()
            .map(|event| Mark {
                territoire_id: territoire.into(),
                producteur: subscription.producteur.nom(),
                evenement_id: event.id.into(),
                applique_le: now,
            })
            .collect();
        // The primary key refuses an event applied twice, whatever the cursor says.
        diesel::insert_into(inbox::table).values(&marks).execute(tx.conn()).await.map_err(store::Error::from)?;
        for events in page.chunk_by(|one, next| subscription.reunit(one, next)) {
            subscription.hear(tx, events).await?;
        }
        for event in page {
            let age = now.signed_duration_since(event.time).as_seconds_f64();
            metrics::histogram!("events_latency_seconds", "producer" => subscription.producteur.nom())
                .record(age.max(0.0));
        }
        cursor::advance(tx, subscription.producteur, last.seq).await?;
        Ok(Progress::Applied)
    })
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CAUSE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const AUTRE: &str = "00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-01";

    fn une<'a>(_: &'a mut Tx, _: &'a Enveloppe) -> Handling<'a> {
        Box::pin(async { Ok(()) })
    }

    fn plusieurs<'a>(_: &'a mut Tx, _: &'a [Enveloppe]) -> Handling<'a> {
        Box::pin(async { Ok(()) })
    }

    fn event((kind, cause): &(&str, &str)) -> Enveloppe {
        let id = "018f2f5e-7a10-7c3a-9d0e-2b1f6a4c8d21";
        let told = json!({
            "specversion": "1.0", "id": id, "source": "participants", "type": kind, "subject": id,
            "time": "2026-01-05T09:00:00Z", "territoire": id, "seq": 1, "traceparent": cause, "data": {},
        });
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn events_of_one_kind_and_one_cause_that_follow_one_another_are_applied_at_once() {
        let of = |serie: Option<Serie>, told: &[(&str, &str)]| -> Vec<usize> {
            let subscription = Subscription { producteur: Service::Participants, appliquer: une, serie };
            let page: Vec<_> = told.iter().map(event).collect();
            page.chunk_by(|one, next| subscription.reunit(one, next)).map(<[_]>::len).collect()
        };
        let serie = Some(Serie { kind: "entree", appliquer: plusieurs });
        let told = [("entree", CAUSE), ("entree", CAUSE), ("autre", CAUSE), ("autre", CAUSE), ("entree", AUTRE)];
        assert_eq!(of(serie, &told), [2, 1, 1, 1]);
        assert_eq!(of(serie, &[("entree", CAUSE), ("entree", AUTRE)]), [1, 1], "another cause");
        assert_eq!(of(None, &told), [1, 1, 1, 1, 1]);
    }
}
