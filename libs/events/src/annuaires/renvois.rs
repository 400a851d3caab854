//! The identifiers of a request, looked up.

use std::collections::{BTreeSet, HashMap};

use kernel::{Id, ParticipantId, RessourceId, Role, Service, StructureId};
use problem::{FieldError, Problem};
use serde_json::json;
use store::{Error, Tx, annuaires as rows, ouvertures, read_json};

use super::{Fiche, Utilisateur};

/// The cards of these, where this service has heard of them.
pub async fn connues<F: Fiche>(tx: &mut Tx, ids: &[Id<F::Genre>]) -> Result<HashMap<Id<F::Genre>, F>, Error> {
    let ids: Vec<_> = ids.iter().map(|id| id.ressource()).collect();
    let fiches = rows::lire(tx, F::NATURE, &ids).await?;
    fiches.into_iter().map(|(id, fiche)| Ok((id.of_kind(), read_json(fiche)?))).collect()
}

/// Every card of a kind of which a territory has few, as far as this service has heard.
pub async fn toutes<F: Fiche>(tx: &mut Tx) -> Result<Vec<F>, Error> {
    rows::toutes(tx, F::NATURE).await?.into_iter().map(read_json).collect()
}

/// Who holds this role on behalf of this structure, or held it.
pub async fn tenant_pour(tx: &mut Tx, role: Role, structure: StructureId) -> Result<Vec<Utilisateur>, Error> {
    let held = json!({ "roles": [{ "role": role, "structure": structure }] });
    let fiches = rows::contenant(tx, Utilisateur::NATURE, &held).await?;
    fiches.into_iter().map(read_json).collect()
}

/// What was found wrong with the identifiers of a request.
#[derive(Debug, Default)]
pub struct Renvois {
    erreurs: Vec<FieldError>,
    proprietaires: BTreeSet<Service>,
}

impl Renvois {
    /// Looks these identifiers up, each with its pointer: each names a card that `juger` accepts. What is looked up is
    /// what this service has heard; the refusal says who may have told more since, so that whoever answers the
    /// request hears it first.
    pub async fn exiger<F: Fiche>(
        &mut self,
        tx: &mut Tx,
        nommes: impl IntoIterator<Item = (String, Id<F::Genre>)>,
        juger: impl Fn(&F) -> Result<(), String>,
    ) -> Result<(), Error> {
        let nommes: Vec<_> = nommes.into_iter().collect();
        if nommes.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = nommes.iter().map(|(_, id)| *id).collect();
        let mut fiches = connues::<F>(tx, &ids).await?;
        if let Some(seuls) = ouverts::<F>(tx).await? {
            fiches.retain(|id, _| seuls.contains(&id.ressource()));
        }
        for (pointer, id) in nommes {
            let refus = match fiches.get(&id) {
                None => Some(("inconnu", F::INCONNU.to_owned())),
                Some(fiche) => juger(fiche).err().map(|detail| ("refuse", detail)),
            };
            if let Some((code, detail)) = refus {
                self.erreurs.push(FieldError::new(pointer, code, detail));
                self.proprietaires.insert(F::PROPRIETAIRE);
                // Who follows a person is told by it.
                self.proprietaires.extend(F::NOMINATIVE.then_some(Service::Parcours));
            }
        }
        Ok(())
    }

    /// Refuses the request, every identifier at once, if one names nobody or nothing that it may.
    pub fn conclure(self) -> Result<(), Problem> {
        let Self { erreurs, proprietaires } = self;
        if erreurs.is_empty() { Ok(()) } else { Err(Problem::invalid(erreurs).selon(proprietaires)) }
    }
}

/// Refuses the request unless the identifier at `pointer` names a card that `juger` accepts.
pub async fn exiger<F: Fiche>(
    tx: &mut Tx,
    pointer: &str,
    id: Id<F::Genre>,
    juger: impl Fn(&F) -> Result<(), String>,
) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, [(pointer.to_owned(), id)], juger).await?;
    renvois.conclure()
}

/// The persons whom a request of who acts may name, when it may not all.
async fn ouverts<F: Fiche>(tx: &mut Tx) -> Result<Option<BTreeSet<RessourceId>>, Error> {
    if !F::NOMINATIVE {
        return Ok(None);
    }
    let seuls = ouvertures::suivis(tx).await?;
    Ok(seuls.map(|all| all.into_iter().map(ParticipantId::ressource).collect()))
}
