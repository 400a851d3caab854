//! The one way to what a nominative permission shows: whoever reads is written under every person shown.

use std::{
    collections::BTreeSet,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use auth::{Acteur, Droit, Grant, Nominative, ReadScope, Scope};
use kernel::{Nominatif, ParticipantId, Personnes, TerritoireId};
use problem::{Problem, Slug};
use serde::Serialize;
use store::{Db, Error, Page, Tx, ouvertures};

use crate::{Context, Journal, Rattrapage};

/// The reads of an operation that shows persons: proof that the caller has the permission `P`, and the journal in
/// which what they read is written with the operation's own id. It comes first in a handler's arguments, as a
/// [`Grant`] would.
#[derive(Debug, Clone)]
pub struct Lecture<P> {
    grant: Grant<P>,
    db: Data<Db>,
    journal: Data<Journal>,
    operation: String,
    rattrapage: Rattrapage,
}

/// What may read because its reads are journalled here.
struct Journalisee<'a, P>(&'a Grant<P>);

impl<P: Droit> Scope for Journalisee<'_, P> {
    fn territoire(&self) -> TerritoireId {
        self.0.territoire()
    }

    fn acteur(&self) -> Acteur {
        self.0.acteur()
    }
}

impl<P: Nominative> ReadScope for Journalisee<'_, P> {}

impl<P: Nominative> Lecture<P> {
    /// Reads an answer that says whom it shows.
    pub async fn lire<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, Problem>
    where
        T: Nominatif,
        E: From<Error> + Into<Problem>,
    {
        let found = self.travailler(work).await?;
        self.exiger_ouverts(&found.personnes()).await?;
        self.inscrire(found.personnes()).await;
        Ok(found)
    }

    /// Reads a list that says of each line whom it shows; who sees files that are opened by name finds no other in it.
    pub async fn liste<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<Vec<T>, E>) -> Result<Vec<T>, Problem>
    where
        T: Nominatif,
        E: From<Error> + Into<Problem>,
    {
        let mut found = self.travailler(work).await?;
        self.retenir(&mut found).await?;
        self.inscrire(found.personnes()).await;
        Ok(found)
    }

    /// Reads what is held of one person, known before it is read.
    pub async fn lire_de<T, E>(
        &self,
        personne: ParticipantId,
        work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>,
    ) -> Result<T, Problem>
    where
        E: From<Error> + Into<Problem>,
    {
        let (found, shown) = (self.travailler(work).await?, Personnes::from_iter([personne]));
        self.exiger_ouverts(&shown).await?;
        self.inscrire(shown).await;
        Ok(found)
    }

    /// Reads a page: `work` gives one row more than `limite`, which is not shown.
    pub async fn page<T, E, K>(
        &self,
        limite: i64,
        curseur: impl Fn(&T) -> K,
        work: impl AsyncFnOnce(&mut Tx) -> Result<Vec<T>, E>,
    ) -> Result<Page<T>, Problem>
    where
        T: Nominatif,
        E: From<Error> + Into<Problem>,
        K: Serialize,
    {
        let mut page = Page::new(self.travailler(work).await?, limite, curseur);
        self.retenir(&mut page.elements).await?;
        self.inscrire(page.personnes()).await;
        Ok(page)
    }

    /// Reads what shows nobody, under a permission whose other reads do: no line is written. Each operation that
    /// does is named, with its reason, by the sweep of the journal.
    pub async fn sans_personne<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, Problem>
    where
        E: From<Error> + Into<Problem>,
    {
        self.db.read(&Journalisee(&self.grant), work).await.map_err(Into::into)
    }

    /// Does the work of a read of persons. What it refuses of somebody whom the caller does not see is refused as of who has no
    /// file: a rule would tell of them.
    async fn travailler<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, Problem>
    where
        E: From<Error> + Into<Problem>,
    {
        let read = async |tx: &mut Tx| {
            let issue = work(tx).await;
            Ok::<_, Error>((issue, tx.personnes().clone()))
        };
        match self.sans_personne(read).await? {
            (Ok(found), _) => Ok(found),
            (Err(refus), concerned) => {
                self.exiger_ouverts(&concerned).await?;
                Err(refus.into())
            }
        }
    }

    /// Looks up what the query names, before anything is read: what was not heard of yet is looked up again once its
    /// owner was heard.
    pub async fn exiger(&self, work: impl AsyncFn(&mut Tx) -> Result<(), Problem>) -> Result<(), Problem> {
        self.rattrapage
            .essayer(self.grant.territoire(), async || self.sans_personne(async |tx| work(tx).await).await)
            .await
    }

    /// Who sees files that are opened by name knows of no other. One that was opened since is found once whoever opens files
    /// was heard.
    async fn exiger_ouverts(&self, shown: &Personnes) -> Result<(), Problem> {
        let exiger = async || match self.ouverts().await? {
            Some(opened) if !shown.parmi(&opened) => Err(Error::HorsDeVue.into()),
            _ => Ok(()),
        };
        self.rattrapage.essayer(self.grant.territoire(), exiger).await
    }

    /// Keeps of a list what shows nobody else.
    async fn retenir<T: Nominatif>(&self, found: &mut Vec<T>) -> Result<(), Problem> {
        if let Some(opened) = self.ouverts().await? {
            found.retain(|one| one.personnes().parmi(&opened));
        }
        Ok(())
    }

    /// The files that are opened by name to the caller, when they see no other.
    async fn ouverts(&self) -> Result<Option<BTreeSet<ParticipantId>>, Problem> {
        // Most see all: no connection is taken for it.
        if !self.acteur().titres.vue().par_nom_seulement() {
            return Ok(None);
        }
        self.sans_personne(async |tx| ouvertures::borne(tx).await).await
    }

    async fn inscrire(&self, personnes: Personnes) {
        self.journal.inscrire(&self.grant, &self.operation, personnes).await;
    }
}

impl<P: Droit> Scope for Lecture<P> {
    fn territoire(&self) -> TerritoireId {
        self.grant.territoire()
    }

    fn acteur(&self) -> Acteur {
        self.grant.acteur()
    }
}

impl<P: Nominative> FromRequest for Lecture<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let grant = Grant::from_request(request, payload).into_inner();
        ready(grant.and_then(|grant| ouvrir(grant, request).ok_or_else(pas_prete)))
    }
}

/// `None` when the operation has no name: it would be journalled under none.
fn ouvrir<P>(grant: Grant<P>, request: &HttpRequest) -> Option<Lecture<P>> {
    Some(Lecture {
        grant,
        db: request.app_data::<Data<Db>>()?.clone(),
        journal: request.app_data::<Data<Journal>>()?.clone(),
        operation: request.match_name()?.to_owned(),
        rattrapage: request.app_data::<Data<Context>>()?.rattrapage.clone(),
    })
}

fn pas_prete() -> Problem {
    tracing::error!("a nominative operation has no name, database or journal");
    Problem::new(Slug::Indisponible, "Le service n'est pas prêt.")
}
