//! A request that may come again: what is kept of its answer, and how it is given again.

use actix_web::{HttpRequest, web::Data};
use auth::Scope;
use problem::{Problem, Slug};
use sha2::{Digest, Sha256};
use store::idempotence::{Cle, Conservation, Gardee, Reponse};

use crate::{Cachet, Journal};

/// The key that came with a request, and what it takes to keep its answer under it.
#[derive(Debug)]
pub(super) struct Repetition {
    pub(super) cle: Cle,
    cachet: Data<Cachet>,
    journal: Data<Journal>,
    operation: String,
}

impl Repetition {
    /// `None` for a request without key.
    pub(super) fn lire(request: &HttpRequest, body: &[u8]) -> Result<Option<Self>, Problem> {
        let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
        let dite = value.to_str().ok().filter(|text| !text.is_empty() && text.len() <= 128).ok_or_else(|| {
            Problem::new(Slug::CleIdempotenceInvalide, "Idempotency-Key attend 1 à 128 caractères ASCII.")
        })?;
        let mut hash = Sha256::new();
        hash.update(request.method().as_str());
        hash.update(request.path());
        hash.update([0]);
        hash.update(body);
        let cle = Cle { dite: dite.to_owned(), gardee: empreinte(dite), empreinte: hash.finalize().into() };
        let ready = || {
            let (cachet, journal) = (request.app_data()?, request.app_data()?);
            Some((Data::<Cachet>::clone(cachet), Data::<Journal>::clone(journal), request.match_name()?.to_owned()))
        };
        let (cachet, journal, operation) = ready().ok_or_else(|| {
            tracing::error!("an operation that is done once has no name, seal or journal");
            Problem::new(Slug::Indisponible, "Le service n'est pas prêt.")
        })?;
        Ok(Some(Self { cle, cachet, journal, operation }))
    }

    /// The answer, as it is kept: it opens with the client's own key, which is kept nowhere, and the secret of the
    /// service.
    pub(super) fn sceller(&self, scope: &impl Scope, reponse: &Reponse) -> Result<Vec<u8>, Problem> {
        let clair = serde_json::to_vec(reponse).map_err(|error| Problem::internal(&error))?;
        self.cachet.sceller(&self.usage(), &self.contexte(scope), &clair).map_err(|fermee| Problem::internal(&fermee))
    }

    /// The answer that was given, again: a read of those whom it shows, written under each of them.
    pub(super) async fn redire(&self, scope: &impl Scope, gardee: Gardee) -> Result<Reponse, Problem> {
        let reponse = match gardee.reponse {
            Conservation::Claire(reponse) => Some(reponse),
            Conservation::Scellee(scellee) => self.ouvrir(scope, &scellee),
            Conservation::Rien => None,
        };
        let reponse = reponse.ok_or_else(non_gardee)?;
        if !gardee.personnes.est_vide() {
            self.journal.inscrire(scope, &self.operation, gardee.personnes).await;
        }
        Ok(reponse)
    }

    fn ouvrir(&self, scope: &impl Scope, scellee: &[u8]) -> Option<Reponse> {
        let clair = self.cachet.ouvrir(&self.usage(), &self.contexte(scope), scellee).ok()?;
        serde_json::from_slice(&clair).ok()
    }

    fn usage(&self) -> [&[u8]; 2] {
        [b"reponse", self.cle.dite.as_bytes()]
    }

    /// Whose request it was, and of what they saw then.
    fn contexte(&self, scope: &impl Scope) -> Vec<u8> {
        let (territoire, acteur) = (scope.territoire(), scope.acteur());
        let vue = acteur.titres.vue();
        let structures = vue.structures().into_iter().flatten().flat_map(|one| one.as_bytes().to_vec());
        let seen: Vec<u8> = [u8::from(vue.entiere())].into_iter().chain(structures).collect();
        [territoire.as_bytes().as_slice(), acteur.id.as_bytes(), &self.cle.empreinte, &seen].concat()
    }
}

/// What is kept of the key that a client gave: enough to recognise it, and not to open what it opens.
fn empreinte(dite: &str) -> String {
    kernel::hexadecimal(&Sha256::digest(dite.as_bytes()))
}

fn non_gardee() -> Problem {
    Problem::new(
        Slug::ReponseNonGardee,
        "Cette demande a été faite, et n'est pas refaite ; sa réponse n'est pas gardée : elle disait un secret, \
         montrait une personne dont le dossier a été effacé, ou fut donnée au nom d'une autre structure. Relisez ce que \
         la demande a fait ; un secret perdu se remplace.",
    )
}
