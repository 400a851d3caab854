//! Saying again what the rules ask for: of the parcours whose facts changed, of all of them when the rules did, and of
//! what the other services own, as they tell it.

use std::collections::BTreeSet;

use events::{EcheancesDites, Enveloppe, Handling, annuaires::Annonce};
use kernel::{Id, ParcoursId, RessourceId, Service};
use problem::Problem;
use store::{Error, Tx, fusions, referentiels};

use crate::{
    pilotage::echeance::{
        connus::Connus,
        domain::Demande,
        store::{self as rows, Dite},
    },
    vie::parcours,
};

/// Parcours said again in one transaction.
const LOT: i64 = 500;

/// What triggers of this schema note, by what the facts that changed are those of.
pub(crate) const A_REVOIR: [Annonce; 3] = [
    Annonce { nature: "echeances", dire: revoir },
    Annonce { nature: "echeances_etape", dire: |tx, ids| Box::pin(async move { des_etapes(tx, &ids).await }) },
    Annonce { nature: "echeances_personne", dire: |tx, ids| Box::pin(async move { des_personnes(tx, &ids).await }) },
];

/// That a version of the rules arrived. Who reads the list leaves this note: the round that takes it looks whether the version is
/// in force, and says the whole territory again.
pub(crate) const REGLES: Annonce = Annonce { nature: "regles", dire: |_, _| Box::pin(async { Ok(()) }) };

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
    let Some(after) = rows::verrouiller_reste(tx, version).await? else { return Ok(0) };
    let ids = rows::suivants(tx, after, LOT).await?;
    redire(tx, &ids).await?;
    rows::avancer(tx, version, ids.last().copied()).await?;
    Ok(ids.len())
}

/// Says again what the rules ask of these parcours, and of those in favour of which one of them ended: what was held in that
/// one counts there. They are locked, in the order of their identifiers: of two that are said at once, the second sees the
/// facts of the first.
async fn redire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<(), Error> {
    let kept = parcours::store::gardes(tx, ids).await?;
    let ids: BTreeSet<_> = ids.iter().copied().chain(kept.into_values()).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    rows::rendre(tx, &ids).await?;
    let all = parcours::store::verrouiller_tous(tx, &ids).await?;
    if all.is_empty() {
        return Ok(());
    }
    let (regles, today) = (referentiels::versions(tx).await?, tx.today());
    let connus = Connus::lire(tx, &all).await?;
    let subjects: Vec<_> = all.iter().map(|one| one.id.ressource()).collect();
    let mut asked = Vec::new();
    for one in &all {
        let dite = |demande| Dite {
            sujet: one.id.ressource(),
            participant: one.participant,
            parcours: Some(one.id),
            referent: None,
            reportable: true,
            demande,
        };
        asked.extend(connus.demandes(one, &regles, today)?.into_iter().map(dite));
    }
    rows::ecrire(tx, Service::Parcours, &subjects, asked).await
}

/// In which file what another service tells of a person is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dossier {
    /// The one that it names: the service hears of merges too, and tells again what moved. What it says last is of the
    /// file that it is in, whichever of the two services hears of the merge first.
    Dit,
    /// The one where the person's records are now.
    Courant,
}

/// Keeps the échéances of what another service owns, as it tells them.
pub(crate) async fn entendre(tx: &mut Tx, source: Service, dossier: Dossier, event: &Enveloppe) -> Result<(), Problem> {
    let told: EcheancesDites = event.lire()?;
    let participant = match dossier {
        Dossier::Dit => told.participant,
        Dossier::Courant => fusions::dossier(tx, told.participant).await?,
    };
    let sujet = told.sujet();
    let dite = |attendu| Dite {
        sujet,
        participant,
        parcours: None,
        referent: told.referent,
        reportable: told.reportables,
        demande: Demande { objet: told.objet, objet_id: told.id, attendu },
    };
    let all = told.echeances.iter().cloned().map(dite).collect();
    Ok(rows::ecrire(tx, source, &[sujet], all).await?)
}
