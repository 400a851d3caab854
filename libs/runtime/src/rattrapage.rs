//! Hearing a producer at once, when a request names what it may have told since.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
};

use kernel::{Service, TerritoireId};
use problem::Problem;

/// A producer being heard, to the end of what it told.
pub type Ecoute = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send>>;

type Entendre = Box<dyn Fn(Service, TerritoireId) -> Ecoute + Send + Sync>;

/// How a service hears a producer at once. It hears nobody until it listens to somebody.
#[derive(Clone, Default)]
pub struct Rattrapage(Arc<OnceLock<Entendre>>);

impl fmt::Debug for Rattrapage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rattrapage").field("branche", &self.0.get().is_some()).finish()
    }
}

impl Rattrapage {
    /// Says how a producer is heard; said again, the first way stays.
    pub fn brancher(&self, entendre: impl Fn(Service, TerritoireId) -> Ecoute + Send + Sync + 'static) {
        let _ = self.0.set(Box::new(entendre));
    }

    /// Tries, and tries again when what was refused may have been told since by producers that it names: each is heard
    /// once, to the end of what it told of the territory. A producer that cannot be heard refuses nothing for good.
    pub(crate) async fn essayer<T>(
        &self,
        territoire: TerritoireId,
        mut essai: impl AsyncFnMut() -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut entendus = Vec::new();
        loop {
            let refus = match essai().await {
                Err(refus) => refus,
                done => return done,
            };
            let mut named = refus.a_entendre.iter().flatten().copied();
            let Some(producteur) = named.find(|one| !entendus.contains(one)) else {
                return Err(refus);
            };
            self.entendre(producteur, territoire).await?;
            entendus.push(producteur);
        }
    }

    async fn entendre(&self, producteur: Service, territoire: TerritoireId) -> Result<(), Problem> {
        match self.0.get() {
            Some(entendre) => entendre(producteur, territoire).await,
            None => Ok(()),
        }
    }
}
