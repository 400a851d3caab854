//! How often one may try to prove who one is (ADR 18): counted in Redis for every process of the service, and by each
//! for itself while Redis is away.

use std::{
    fmt,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, LazyLock},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::{hexadecimal, saisie};
use problem::{Problem, Slug};
use redis::{
    Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use runtime::{Context, http};
use sha2::{Digest, Sha256};

/// Failures in a row of one origin on one account, and the seconds for which they count.
const ICI: Borne = Borne { fois: 10, secondes: 60 };
/// Failures on one account of all the origins from which nobody ever entered it.
const AILLEURS: Borne = Borne { fois: 50, secondes: 900 };
/// Failures of one origin on accounts that nobody ever entered from it.
const ORIGINE: Borne = Borne { fois: 200, secondes: 900 };
/// How long an origin is remembered as one from which an account was entered.
const CONNUE_S: u32 = 30 * 24 * 3_600;
/// Whoever logs in does not wait for a Redis that is away.
const PATIENCE: Duration = Duration::from_millis(300);

/// Attempts that are let through within a time.
struct Borne {
    fois: u32,
    secondes: u32,
}

/// Counts an attempt before it is made, so that a thousand at once are not a thousand; answers the seconds to wait,
/// 0 when it may be made.
static ESSAYER: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "
local function compter(cle, fois, secondes)
  local n = redis.call('INCR', cle)
  if n == 1 then redis.call('EXPIRE', cle, secondes) end
  if n <= tonumber(fois) then return 0 end
  return math.max(1, redis.call('TTL', cle))
end
local attente = compter(KEYS[1], ARGV[1], ARGV[2])
if redis.call('EXISTS', KEYS[4]) == 0 then
  attente = math.max(attente, compter(KEYS[2], ARGV[3], ARGV[4]), compter(KEYS[3], ARGV[5], ARGV[6]))
end
return attente",
    )
});

/// Forgets the attempt that succeeded, and remembers its origin.
static REUSSIR: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "
redis.call('DEL', KEYS[1])
if redis.call('EXISTS', KEYS[4]) == 0 then
  for rang = 2, 3 do
    if redis.call('EXISTS', KEYS[rang]) == 1 then redis.call('DECR', KEYS[rang]) end
  end
end
redis.call('SET', KEYS[4], 1, 'EX', ARGV[1])
return 0",
    )
});

/// The throttles of the service. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Freins(Arc<Inner>);

struct Inner {
    prefixe: String,
    /// `None` when its address is not one.
    partage: Option<ConnectionManager>,
    ici: DefaultKeyedRateLimiter<String>,
    origine: DefaultKeyedRateLimiter<String>,
}

/// An attempt that was counted: it says whether it succeeded, or counts as a failure.
#[must_use = "an attempt that succeeded is not a failure"]
pub(crate) struct Essai {
    freins: Freins,
    cles: [String; 4],
}

impl Freins {
    /// The throttles of this deployment. Redis is asked for by the first attempt.
    pub(crate) fn new(context: &Context) -> Self {
        let reglages = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        let partage = ConnectionManager::new_lazy_with_config(context.redis.clone(), reglages)
            .inspect_err(|error| tracing::error!(%error, "throttles are local: Redis cannot be asked"))
            .ok();
        let prefixe = context.config.redis.prefix.clone();
        Self(Arc::new(Inner { prefixe, partage, ici: local(&ICI), origine: local(&ORIGINE) }))
    }

    /// Counts an attempt to be `qui` from `origine`, whether such an account exists or not.
    pub(crate) async fn essayer(&self, qui: &str, origine: IpAddr) -> Result<Essai, Problem> {
        let cles = self.cles(&saisie::adresse(qui), origine);
        let attente = match self.compter(&cles).await {
            Ok(attente) => attente,
            Err(error) => {
                tracing::warn!(%error, "throttles are local while Redis is away");
                self.compter_ici(&cles)
            }
        };
        if attente == 0 { Ok(Essai { freins: self.clone(), cles }) } else { Err(trop(attente)) }
    }

    /// Names of what is counted: the account from here, the account, the origin; and of what is remembered. Neither
    /// addresses of persons nor of machines stand in Redis.
    fn cles(&self, qui: &str, origine: IpAddr) -> [String; 4] {
        let nommer = |quoi: &str, de: &str| {
            let empreinte = hexadecimal(&Sha256::digest(de));
            format!("{}:essais:{quoi}:{empreinte}", self.0.prefixe)
        };
        let origine = http::compte_pour(origine).to_string();
        let ici = format!("{qui}\n{origine}");
        [nommer("ici", &ici), nommer("compte", qui), nommer("origine", &origine), nommer("connue", &ici)]
    }

    async fn compter(&self, cles: &[String; 4]) -> redis::RedisResult<u32> {
        let mut script = ESSAYER.prepare_invoke();
        for cle in cles {
            script.key(cle);
        }
        for borne in [ICI, AILLEURS, ORIGINE] {
            script.arg(borne.fois).arg(borne.secondes);
        }
        script.invoke_async(&mut self.partage()?).await
    }

    fn partage(&self) -> redis::RedisResult<ConnectionManager> {
        let absent = || redis::RedisError::from((redis::ErrorKind::InvalidClientConfig, "no address of Redis"));
        self.0.partage.clone().ok_or_else(absent)
    }

    /// Seconds to wait, by what this process counted. Nobody is known while Redis is away, so that the count of the
    /// account alone, by which strangers would lock its holder out, is left aside.
    fn compter_ici(&self, [ici, _, origine, _]: &[String; 4]) -> u32 {
        let Inner { ici: par_compte, origine: par_origine, .. } = &*self.0;
        for limiter in [par_compte, par_origine] {
            if limiter.len() > 100_000 {
                limiter.retain_recent();
            }
        }
        let free = par_compte.check_key(ici).is_ok() && par_origine.check_key(origine).is_ok();
        if free { 0 } else { ICI.secondes / ICI.fois }
    }
}

impl Essai {
    /// The attempt succeeded: it is no failure, and its origin is one of the account's own from now on.
    pub(crate) async fn reussir(self) {
        let mut script = REUSSIR.prepare_invoke();
        for cle in &self.cles {
            script.key(cle);
        }
        script.arg(CONNUE_S);
        let told = match self.freins.partage() {
            Ok(mut partage) => script.invoke_async::<()>(&mut partage).await,
            Err(error) => Err(error),
        };
        if let Err(error) = told {
            tracing::debug!(%error, "an origin is not remembered while Redis is away");
        }
    }
}

fn local(borne: &Borne) -> DefaultKeyedRateLimiter<String> {
    let fois = NonZeroU32::new(borne.fois).unwrap_or(NonZeroU32::MIN);
    let pause = Duration::from_secs(u64::from(borne.secondes)) / fois.get();
    let quota = Quota::with_period(pause).unwrap_or_else(|| Quota::per_minute(fois));
    RateLimiter::keyed(quota.allow_burst(fois))
}

fn trop(attente: u32) -> Problem {
    let detail = format!("Trop d'essais : attendez {attente} secondes, ou demandez un nouveau mot de passe.");
    Problem::new(Slug::TropDeRequetes, detail).retry_after(attente)
}

impl fmt::Debug for Freins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Freins")
    }
}
