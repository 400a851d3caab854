//! The bilans that a table tells, each in its étape.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{EtapeId, FaitReprisId, ImportId, ParcoursId, kind};
use parcours_api::{BilanRepris, FaitRepris};
use problem::Problem;
use serde::Serialize;
use store::{Error, Tx, historique};

use crate::{
    etapes::etape::{
        self,
        domain::{BilanDit, Etape},
    },
    reprise::import::domain::bilans::{Tenante, nommee, tenante},
};

/// What a line tells of a bilan.
pub(super) struct Repris {
    pub(super) parcours: ParcoursId,
    /// By what the line is recognised of the étape that it names.
    pub(super) nommee: Option<String>,
    pub(super) bilan: BilanDit,
}

/// The étapes of a parcours of which a bilan may have been held, each with what it is here.
fn tenantes<'a>(etapes: impl IntoIterator<Item = &'a Etape>) -> Vec<Tenante> {
    let begun = |one: &'a Etape| {
        Some(Tenante { fait: Some(one.id.ressource().of_kind()), reference: None, jours: one.tenable()? })
    };
    etapes.into_iter().filter_map(begun).collect()
}

/// What lines of former tables became, of those that these bilans name; each fact comes with what its line is recognised by.
pub(super) async fn nommees(
    tx: &mut Tx,
    source: &str,
    faits: &[(&str, &FaitRepris)],
) -> Result<HashMap<String, FaitReprisId>, Error> {
    let named: BTreeSet<_> = faits.iter().filter_map(|(ligne, fait)| nommee(ligne, fait)).collect();
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let named: Vec<_> = named.iter().map(String::as_str).collect();
    let known = imports::references::connues::<kind::FaitRepris>(tx, source, &named).await?;
    Ok(known.into_iter().map(|(reference, one)| (reference, one.objet)).collect())
}

/// Writes the bilans that lines tell of locked étapes, which are there already: `nommees` says what the lines of étapes are.
pub(super) async fn reprendre(
    tx: &mut Tx,
    import: ImportId,
    repris: Vec<Repris>,
    nommees: &HashMap<String, FaitReprisId>,
) -> Result<(), Problem> {
    if repris.is_empty() {
        return Ok(());
    }
    let ids: BTreeSet<_> = repris.iter().map(|one| one.parcours).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let before = etape::store::des_parcours(tx, &ids).await?;
    let mut of: BTreeMap<ParcoursId, Vec<&Etape>> = BTreeMap::new();
    for one in &before {
        of.entry(one.parcours).or_default().push(one);
    }
    let of: BTreeMap<_, _> = of.into_iter().map(|(id, all)| (id, tenantes(all))).collect();
    let told: Vec<_> = repris.iter().map(|one| one.bilan.fait).collect();
    let mut all = Vec::new();
    for Repris { parcours, nommee, bilan } in repris {
        let own = of.get(&parcours).map(Vec::as_slice).unwrap_or_default();
        let rank = tenante(own, nommee.as_deref(), nommees, bilan.tenu_le)?;
        let held = own.get(rank).and_then(|one| one.fait);
        all.extend(held.map(|etape| (etape.ressource().of_kind(), bilan)));
    }
    let moved = etape::store::retirer_bilans(tx, &told).await?;
    etape::store::reprendre_bilans(tx, import, &all).await?;
    noter(tx, before, &moved).await
}

/// The bilans of an étape, as its history keeps them.
#[derive(Serialize)]
struct Tenus {
    bilans: Vec<BilanRepris>,
}

impl Tenus {
    fn de(etape: &Etape) -> Self {
        Self { bilans: etape.bilans_repris.iter().cloned().map(Into::into).collect() }
    }
}

/// Keeps what bilans of these étapes were before a corrected table.
async fn noter(tx: &mut Tx, before: Vec<Etape>, moved: &BTreeSet<EtapeId>) -> Result<(), Problem> {
    let ids: Vec<_> = moved.iter().copied().collect();
    let now: HashMap<_, _> = etape::store::parmi(tx, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
    for former in before {
        let Some(one) = now.get(&former.id) else { continue };
        let next = Etape { version: one.version + 1, ..one.clone() };
        if historique::noter_valeurs(tx, one.id, next.version, &Tenus::de(&former), &Tenus::de(one)).await? {
            etape::store::enregistrer(tx, &next).await?;
        }
    }
    Ok(())
}
