//! Requests a minute, shared by all gateways through Redis; each by itself while Redis is away.
//!
//! Counting must not cost a round trip a request: each gateway counts in memory, and every tenth of a
//! second adds what it counted to Redis and learns the total of all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use auth::{Claims, Sujet};
use kernel::{ActeurId, Clock};
use problem::{Problem, Slug};
use runtime::{Tasks, http};

use crate::Config;

const SHARE: Duration = Duration::from_millis(100);
const WINDOW: i64 = 60;

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    Subject(ActeurId),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// Counted by all gateways, as last learnt.
    shared: u32,
    /// Counted here and not shared yet.
    pending: u32,
}

/// The counts of the current minute.
#[derive(Clone)]
pub(crate) struct Limits(Arc<Inner>);

struct Inner {
    clock: Clock,
    user: u32,
    client: u32,
    anonymous: u32,
    counts: Mutex<(i64, HashMap<Who, Count>)>,
}

impl Limits {
    pub(crate) fn new(config: &Config, clock: Clock) -> Self {
        let (user, client, anonymous) = (config.user_limit, config.client_limit, config.anonymous_limit);
        Self(Arc::new(Inner { clock, user, client, anonymous, counts: Mutex::default() }))
    }

    /// Counts a request of the bearer of a token.
    pub(crate) fn subject(&self, claims: &Claims) -> Result<(), Problem> {
        let limit = match claims.sujet {
            Sujet::Utilisateur | Sujet::Lien => self.0.user,
            Sujet::Client => self.0.client,
            Sujet::Service => return Ok(()),
        };
        self.count(Who::Subject(claims.sub), limit)
    }

    /// Counts a request without token, of an address or of the network that it stands for.
    pub(crate) fn address(&self, address: IpAddr) -> Result<(), Problem> {
        self.count(Who::Address(http::compte_pour(address)), self.0.anonymous)
    }

    fn count(&self, who: Who, limit: u32) -> Result<(), Problem> {
        let now = self.0.clock.now().timestamp();
        let minute = now / WINDOW;
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.0 != minute {
            *counts = (minute, HashMap::new());
        }
        let count = counts.1.entry(who).or_default();
        if count.shared + count.pending >= limit {
            let left = u32::try_from(WINDOW - now % WINDOW).unwrap_or(60);
            return Err(Problem::new(Slug::TropDeRequetes, format!("La limite est de {limit} requêtes par minute."))
                .retry_after(left));
        }
        count.pending += 1;
        Ok(())
    }

    /// Takes what was counted since the last time.
    fn take(&self) -> (i64, Vec<(Who, u32)>) {
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = counts.0;
        let pending = counts.1.iter_mut().filter(|(_, count)| count.pending > 0);
        let taken = pending.map(|(who, count)| {
            // Until Redis answers, what is taken counts as shared: nobody gets more while it is away.
            count.shared += count.pending;
            (*who, std::mem::take(&mut count.pending))
        });
        (minute, taken.collect())
    }

    fn learn(&self, minute: i64, totals: &[(Who, u32)]) {
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.0 == minute {
            for (who, total) in totals {
                counts.1.entry(*who).or_default().shared = *total;
            }
        }
    }

    /// Shares the counts for as long as the gateway runs.
    pub(crate) fn share(&self, redis: redis::Client, prefix: &str, tasks: &Tasks) {
        let (limits, prefix, tasks_here) = (self.clone(), prefix.to_owned(), tasks.clone());
        tasks.spawn(async move {
            let mut connection = None;
            while !tasks_here.pause(SHARE).await {
                let (minute, taken) = limits.take();
                if taken.is_empty() {
                    continue;
                }
                match add(&mut connection, &redis, &prefix, minute, &taken).await {
                    Ok(totals) => limits.learn(minute, &totals),
                    Err(error) => {
                        connection = None;
                        tracing::debug!(%error, "limits are local while Redis is away");
                    }
                }
            }
        });
    }
}

async fn add(
    connection: &mut Option<redis::aio::MultiplexedConnection>,
    redis: &redis::Client,
    prefix: &str,
    minute: i64,
    taken: &[(Who, u32)],
) -> redis::RedisResult<Vec<(Who, u32)>> {
    let open = match connection.take() {
        Some(open) => open,
        None => redis.get_multiplexed_async_connection().await?,
    };
    let open = connection.insert(open);
    let mut pipe = redis::pipe();
    for (who, count) in taken {
        let key = match who {
            Who::Subject(id) => format!("{prefix}:limite:{minute}:{id}"),
            Who::Address(address) => format!("{prefix}:limite:{minute}:{address}"),
        };
        pipe.incr(&key, *count).expire(&key, 2 * WINDOW).ignore();
    }
    let totals: Vec<u32> = pipe.query_async(open).await?;
    Ok(taken.iter().map(|(who, _)| *who).zip(totals).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use testdata::t;

    use super::*;

    fn limits(clock: &Clock) -> Limits {
        Limits(Arc::new(Inner { clock: clock.clone(), user: 3, client: 5, anonymous: 2, counts: Mutex::default() }))
    }

    #[test]
    fn the_limit_holds_for_a_minute_and_says_when_to_come_back() {
        let clock = Clock::fixed(t("2027-01-15T08:00:10Z"));
        let limits = limits(&clock);
        let address = IpAddr::from([127, 0, 0, 1]);
        assert!(limits.address(address).is_ok());
        assert!(limits.address(address).is_ok());
        let refused = limits.address(address).unwrap_err();
        assert_eq!((refused.status, refused.retry_after), (429, Some(50)));
        clock.set(clock.now() + TimeDelta::seconds(50));
        assert!(limits.address(address).is_ok(), "a new minute");
    }

    #[test]
    fn a_network_of_ipv6_is_counted_as_one() {
        let limits = limits(&Clock::fixed(t("2027-01-15T08:00:00Z")));
        let from = |address: &str| limits.address(address.parse().unwrap());
        assert!(from("2001:db8:4:2::1").is_ok() && from("2001:db8:4:2:ffff::9").is_ok());
        assert!(from("2001:db8:4:2:1:2:3:4").is_err(), "one more of the same network");
        assert!(from("2001:db8:4:3::1").is_ok(), "another network");
        assert!(from("203.0.113.8").is_ok() && from("::ffff:203.0.113.8").is_ok());
        assert!(from("203.0.113.8").is_err(), "written otherwise, it is the same address");
    }

    #[test]
    fn what_other_gateways_counted_counts() {
        let clock = Clock::fixed(t("2027-01-15T08:00:00Z"));
        let limits = limits(&clock);
        let address = IpAddr::from([127, 0, 0, 1]);
        assert!(limits.address(address).is_ok());
        let (minute, taken) = limits.take();
        assert_eq!(taken, [(Who::Address(address), 1)]);
        limits.learn(minute, &[(Who::Address(address), 2)]);
        assert!(limits.address(address).is_err());
    }

    #[test]
    fn while_redis_is_away_each_gateway_counts_by_itself() {
        let clock = Clock::fixed(t("2027-01-15T08:00:00Z"));
        let limits = limits(&clock);
        let address = IpAddr::from([127, 0, 0, 1]);
        for _ in 0..2 {
            assert!(limits.address(address).is_ok());
            limits.take();
        }
        assert!(limits.address(address).is_err());
    }
}
