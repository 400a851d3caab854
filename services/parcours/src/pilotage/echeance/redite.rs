//! Saying again what the rules ask for: of the parcours whose facts changed, of all of them when the rules did, and of
//! what the other services own, as they tell it.

use std::collections::HashMap;

use events::{EcheancesDites, Enveloppe, Handling, annuaires::Annonce};
use kernel::{Id, ParcoursId, ParticipantId, RessourceId, Service};
use problem::Problem;
use store::{
    Error, Tx, fusions,
    referentiels::{self, Versions},
};

use crate::{
    etapes::etape,
    pilotage::{
        accompagnement,
        echeance::{
            domain::{Demande, Faits},
            store::{self as rows, Dite},
        },
        suspension,
    },
    vie::{
        etat,
        parcours::{self, domain::Parcours},
    },
};

/// Parcours said again in one transaction.
const LOT: i64 = 500;

/// What triggers of this schema note, by what the facts that changed are those of.
pub(crate) const A_REVOIR: [Annonce; 4] = [
    Annonce { nature: "echeances", dire: revoir },
    Annonce { nature: "echeances_etape", dire: |tx, ids| Box::pin(async move { des_etapes(tx, &ids).await }) },
    Annonce { nature: "echeances_personne", dire: |tx, ids| Box::pin(async move { des_personnes(tx, &ids).await }) },
    // That a version arrived: the round that takes this note looks whether it is in force.
    Annonce { nature: "regles", dire: |_, _| Box::pin(async { Ok(()) }) },
];

fn revoir(tx: &mut Tx, ids: Vec<RessourceId>) -> Handling<'_> {
    Box::pin(async move { Ok(redire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await?) })
}

async fn des_etapes(tx: &mut Tx, ids: &[RessourceId]) -> Result<(), Problem> {
    let ids = rows::parcours_des_etapes(tx, ids).await?;
    Ok(redire(tx, &ids).await?)
}

async fn des_personnes(tx: &mut Tx, ids: &[RessourceId]) -> Result<(), Problem> {
    let ids = rows::parcours_des_personnes(tx, ids).await?;
    Ok(redire(tx, &ids).await?)
}

/// Whether the échéances of a territory were said under other rules than those of today.
pub(crate) async fn reste(tx: &mut Tx) -> Result<bool, Error> {
    let today = tx.today();
    let version = referentiels::en_vigueur(tx, today).await?.version;
    Ok(rows::reste(tx, version).await?.is_some())
}

/// Says again the next lot of a territory whose rules are not those under which its échéances were said last; how many.
pub(crate) async fn reprendre(tx: &mut Tx) -> Result<usize, Problem> {
    let today = tx.today();
    let version = referentiels::en_vigueur(tx, today).await?.version;
    let Some(after) = rows::reste(tx, version).await? else { return Ok(0) };
    let ids = rows::suivants(tx, after, LOT).await?;
    redire(tx, &ids).await?;
    rows::avancer(tx, version, ids.last().copied()).await?;
    Ok(ids.len())
}

/// Says again what the rules ask of these parcours. They are locked, in the order of their identifiers: of two that are
/// said at once, the second sees the facts of the first.
async fn redire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<(), Error> {
    let all = parcours::store::verrouiller_tous(tx, ids).await?;
    if all.is_empty() {
        return Ok(());
    }
    let regles = referentiels::versions(tx).await?;
    let said = demandes(tx, &all, &regles).await?;
    let subjects: Vec<_> = all.iter().map(|one| one.id.ressource()).collect();
    let asked = all.iter().zip(said).flat_map(|(one, asked)| {
        let dite = |demande| Dite {
            sujet: one.id.ressource(),
            participant: one.participant,
            parcours: Some(one.id),
            referent: None,
            reportable: true,
            demande,
        };
        asked.into_iter().map(dite)
    });
    rows::ecrire(tx, Service::Parcours, &subjects, asked.collect()).await
}

/// What the rules of today ask of each of these parcours, each fact read at once for all of them.
async fn demandes(tx: &mut Tx, all: &[Parcours], regles: &Versions) -> Result<Vec<Vec<Demande>>, Error> {
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let (mut etapes, mut arrets) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
    for etape in etape::store::des_parcours(tx, &ids).await? {
        etapes.entry(etape.parcours).or_default().push(etape);
    }
    for one in suspension::store::des_parcours(tx, &ids).await? {
        arrets.entry(one.parcours).or_default().push(one.jours());
    }
    let mut periodes = HashMap::<_, Vec<_>>::new();
    for (id, periode) in etat::store::des_parcours(tx, &ids).await? {
        periodes.entry(id).or_default().push(periode);
    }
    let mut contacts = accompagnement::store::depuis_l_entree(tx, all).await?;
    let today = tx.today();
    all.iter()
        .map(|parcours| {
            let id = parcours.id;
            let (etapes, arrets) = (etapes.remove(&id).unwrap_or_default(), arrets.remove(&id).unwrap_or_default());
            let periodes = periodes.remove(&id).unwrap_or_default();
            let contacts = contacts.remove(&id).unwrap_or_default();
            let (etapes, arrets) = (etapes.as_slice(), arrets.as_slice());
            let faits = Faits { parcours, etapes, essayees: &[], arrets, periodes: &periodes, contacts: &contacts };
            faits.demandes(today, |jour| regles.en_vigueur(jour))
        })
        .collect()
}

/// Keeps the échéances of what another service owns, as it tells them.
pub(crate) async fn entendre(tx: &mut Tx, source: Service, event: &Enveloppe) -> Result<(), Problem> {
    let told: EcheancesDites = event.lire()?;
    let participant: ParticipantId = fusions::dossier(tx, told.participant).await?;
    let dite = |attendu| Dite {
        sujet: told.id,
        participant,
        parcours: None,
        referent: told.referent,
        reportable: told.reportables,
        demande: Demande { objet: told.objet, objet_id: told.id, attendu },
    };
    let all = told.echeances.iter().cloned().map(dite).collect();
    Ok(rows::ecrire(tx, source, &[told.id], all).await?)
}
