//! The task that keeps a service up to date with its producers.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
    time::Duration,
};

use kernel::{Service, TerritoireId};
use problem::{Problem, Slug};
use runtime::{Context, Listener, client, tasks};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
    time::Instant,
};

use crate::{
    Flux, Subscription,
    apply::{self, Progress},
    cursor, heads,
    hints::{Hint, channel},
    territories,
};

/// The slow poll, for when Redis is away or a hint was lost.
const POLL: Duration = Duration::from_secs(5);
/// Retry of a territory that could not go on.
const RETRY: Duration = Duration::from_millis(200);
const PAGE: usize = 200;
/// Feeds read at once: a service that comes back finds many that moved.
const AT_ONCE: usize = 8;

/// One feed: a subscription (by rank) in a territory.
pub(crate) type Feed = (usize, TerritoireId);

/// Starts listening to the producers, and to territoires for territories, their rules and their people. A request that
/// names what was not heard yet has its producer heard at once.
pub fn subscribe(context: &Context, own: Vec<Subscription>) {
    let mut subscriptions = vec![territories::DEPLOYMENT, territories::TERRITORY];
    subscriptions.extend(own);
    hear_on_demand(context, &subscriptions);
    let (hints, receiver) = mpsc::channel(1024);
    context.tasks.spawn(listen(context.clone(), hints));
    let subscriber = Subscriber {
        context: context.clone(),
        subscriptions: subscriptions.into(),
        active: HashSet::new(),
        again: HashSet::new(),
        asked: HashSet::new(),
        places: Arc::new(Semaphore::new(AT_ONCE)),
        running: JoinSet::new(),
    };
    context.tasks.spawn(subscriber.run(receiver));
}

fn hear_on_demand(context: &Context, subscriptions: &[Subscription]) {
    let (listener, subscriptions) = (context.clone(), subscriptions.to_vec());
    context.rattrapage.brancher(move |producteur, territoire| {
        // The first one is the deployment's.
        let heard = subscriptions.iter().skip(1).find(|one| one.producteur == producteur).copied();
        let context = listener.clone();
        Box::pin(async move {
            match heard {
                Some(subscription) => hear_now(&context, subscription, territoire).await,
                None => Ok(()),
            }
        })
    });
}

/// Reads a feed to its end, or says that it cannot be.
async fn hear_now(context: &Context, subscription: Subscription, territoire: TerritoireId) -> Result<(), Problem> {
    let away = || {
        let detail = "Ce que cette requête nomme ne peut être vérifié pour l'instant. Réessayez dans un instant.";
        Problem::new(Slug::Indisponible, detail)
    };
    loop {
        match step(context, subscription, territoire).await {
            Ok(Step::More) => {}
            Ok(Step::End { whole: true }) => return Ok(()),
            Ok(Step::End { whole: false } | Step::Stuck { .. }) | Err(_) => return Err(away()),
        }
    }
}

struct Subscriber {
    context: Context,
    subscriptions: Arc<[Subscription]>,
    /// Feeds being read now.
    active: HashSet<Feed>,
    /// Feeds for which a hint came while they were being read.
    again: HashSet<Feed>,
    /// Producers being asked how far their feeds go.
    asked: HashSet<Service>,
    /// Feeds read at once.
    places: Arc<Semaphore>,
    running: JoinSet<Done>,
}

/// What a task of the subscriber came back with.
enum Done {
    Read(Feed, Outcome),
    Looked { producteur: Service, behind: Vec<Feed> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    UpToDate,
    /// An event was not applied: it is tried again at once, a few times.
    Retry,
    /// It is parked, or its producer does not answer: the poll tries again.
    Later,
}

enum Wake {
    /// Everything may have changed: start, or Redis came back.
    All,
    Hint(Hint),
}

impl Subscriber {
    async fn run(mut self, mut hints: mpsc::Receiver<Wake>) {
        let tasks = self.context.tasks.clone();
        let mut poll = Instant::now();
        loop {
            tokio::select! {
                () = tasks.stopping() => break,
                Some(wake) = hints.recv() => match wake {
                    Wake::All => self.look(),
                    Wake::Hint(hint) => self.hinted(&hint),
                },
                Some(done) = self.running.join_next() => match done {
                    Ok(done) => self.done(done),
                    Err(error) => tracing::error!(%error, "a consumer panicked"),
                },
                () = tokio::time::sleep_until(poll) => {
                    self.look();
                    poll = Instant::now() + tasks::about(POLL);
                }
            }
        }
        // Each drain commits page by page: what is in progress finishes, nothing is half applied.
        while self.running.join_next().await.is_some() {}
    }

    /// Asks each producer, once for all territories, which of its feeds have moved.
    fn look(&mut self) {
        let producers: BTreeSet<_> = self.subscriptions.iter().map(|one| one.producteur).collect();
        for producteur in producers {
            if self.asked.insert(producteur) {
                let (context, subscriptions) = (self.context.clone(), self.subscriptions.clone());
                self.running.spawn(async move {
                    let behind = heads::behind(&context, &subscriptions, producteur).await.unwrap_or_else(|problem| {
                        let slug = problem.slug.as_str();
                        tracing::debug!(%producteur, slug, "feeds not looked at; the next poll tries again");
                        Vec::new()
                    });
                    Done::Looked { producteur, behind }
                });
            }
        }
    }

    fn hinted(&mut self, hint: &Hint) {
        for feed in heads::feeds(&self.subscriptions, hint.service, hint.territoire) {
            self.start(feed);
        }
    }

    fn done(&mut self, done: Done) {
        match done {
            Done::Read(feed, outcome) => self.ended(feed, outcome),
            Done::Looked { producteur, behind } => {
                self.asked.remove(&producteur);
                for feed in behind {
                    self.start(feed);
                }
            }
        }
    }

    fn ended(&mut self, feed: Feed, outcome: Outcome) {
        self.active.remove(&feed);
        if self.again.remove(&feed) || outcome == Outcome::Retry {
            self.start(feed);
        } else if feed.0 == 0 && outcome == Outcome::UpToDate {
            // A new territory has feeds of its own to be read from the start.
            self.look();
        }
    }

    fn start(&mut self, feed: Feed) {
        let (rank, territoire) = feed;
        let Some(subscription) = self.subscriptions.get(rank).copied() else { return };
        if !self.active.insert(feed) {
            self.again.insert(feed);
            return;
        }
        let (context, places) = (self.context.clone(), self.places.clone());
        self.running.spawn(async move {
            // The places are never closed.
            let place = places.acquire().await;
            let outcome = drain(&context, subscription, territoire).await;
            drop(place);
            if outcome == Outcome::Retry {
                context.tasks.pause(RETRY).await;
            }
            Done::Read(feed, outcome)
        });
    }
}

/// Reads a feed to its end.
async fn drain(context: &Context, subscription: Subscription, territoire: TerritoireId) -> Outcome {
    loop {
        match step(context, subscription, territoire).await {
            Ok(Step::More) => {}
            Ok(Step::End { .. }) => return Outcome::UpToDate,
            Ok(Step::Stuck { parked: false }) => return Outcome::Retry,
            Ok(Step::Stuck { parked: true }) => return Outcome::Later,
            Err(problem) => {
                tracing::debug!(producer = %subscription.producteur, slug = problem.slug.as_str(), "feed not read; the next poll tries again");
                return Outcome::Later;
            }
        }
        if context.tasks.is_stopping() {
            return Outcome::UpToDate;
        }
    }
}

enum Step {
    More,
    /// The end of the feed, which then tells every card, or not.
    End {
        whole: bool,
    },
    Stuck {
        parked: bool,
    },
}

async fn step(context: &Context, subscription: Subscription, territoire: TerritoireId) -> Result<Step, Problem> {
    let from = cursor::read(&context.db, subscription.producteur, territoire).await?;
    let flux = fetch(context, subscription.producteur, territoire, from).await?;
    let full = flux.elements.len() == PAGE;
    let progress = apply::page(&context.db, subscription, territoire, from, &flux.elements).await;
    report(context, subscription.producteur, territoire, progress);
    Ok(match progress {
        Progress::Applied if full => Step::More,
        Progress::Applied => Step::End { whole: flux.a_jour },
        Progress::Moved => Step::More,
        Progress::Stuck { parked } => Step::Stuck { parked },
    })
}

/// Tells readiness and the metrics which feeds are parked.
fn report(context: &Context, producteur: Service, territoire: TerritoireId, progress: Progress) {
    let feed = incident(producteur, territoire);
    match progress {
        Progress::Applied => context.parked.close(&feed),
        Progress::Stuck { parked: true } => context.parked.open(feed, "an event is parked".to_owned()),
        Progress::Moved | Progress::Stuck { parked: false } => {}
    }
    // A number of feeds is far below what a float holds exactly.
    let parked = u32::try_from(context.parked.count()).unwrap_or(u32::MAX);
    metrics::gauge!("events_parked", "service" => context.service.nom()).set(parked);
}

/// Under what name a feed that cannot go on is reported.
pub(crate) fn incident(producteur: Service, territoire: TerritoireId) -> String {
    format!("{producteur} {territoire}")
}

async fn fetch(context: &Context, producteur: Service, territoire: TerritoireId, apres: i64) -> Result<Flux, Problem> {
    let base = context.config.peers.url(producteur);
    let token = context.tokens.get(territoire).await?;
    let request = context
        .http
        .get(format!("{base}/v1/evenements/{producteur}"))
        .query(&[("apres", apres.to_string()), ("limite", PAGE.to_string())])
        .bearer_auth(token);
    client::send(request).await
}

/// Sends a wake for each hint of Redis; on each (re)connection, one for everything.
async fn listen(context: Context, wakes: mpsc::Sender<Wake>) {
    let tasks = context.tasks.clone();
    let mut pause = Duration::from_millis(100);
    while !tasks.is_stopping() {
        tokio::select! {
            () = tasks.stopping() => return,
            result = hear(&context, &wakes) => match result {
                Ok(()) => pause = Duration::from_millis(100),
                Err(error) => tracing::debug!(%error, "not listening to hints"),
            },
        }
        tasks.pause(pause).await;
        pause = (pause * 2).min(Duration::from_secs(2));
    }
}

async fn hear(context: &Context, wakes: &mpsc::Sender<Wake>) -> redis::RedisResult<()> {
    let mut listener = Listener::open(&context.redis, &channel(&context.config.redis.prefix)).await?;
    let _ = wakes.send(Wake::All).await;
    loop {
        if let Some(hint) = Hint::lire(&listener.next().await?) {
            let _ = wakes.send(Wake::Hint(hint)).await;
        }
    }
}
