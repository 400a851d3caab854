//! Comparing a month of the file active with that of the former program, in a number of queries that does not depend on the
//! persons.

use std::collections::{BTreeSet, HashMap};

use imports::references::empreinte;
use kernel::{
    ParcoursId,
    calendrier::{dernier_du_mois, premier_du_mois},
};
use parcours_api::{ComparaisonReprise, ConstatReprise, LigneComparaisonReprise, NouvelleComparaisonReprise};
use problem::{FieldError, Problem};
use referentiel::regles::file_active::compte;
use store::{Tx, referentiels};

use crate::{
    reprise::comparaison::{domain::Mois, store as rows},
    vie::etat::{self, domain::PeriodeEtat},
};

/// The month has begun, and nobody is told twice.
pub(crate) fn exiger(tx: &Tx, nouvelle: &NouvelleComparaisonReprise) -> Result<(), Problem> {
    tx.refuse_future("/mois", premier_du_mois(nouvelle.mois))?;
    let mut seen = BTreeSet::new();
    let again = nouvelle.personnes.iter().enumerate().filter(|(_, one)| !seen.insert(one.reference.trim()));
    let twice = |rank: usize| {
        let at = format!("/personnes/{rank}/reference");
        FieldError::new(at, "double", "cette référence est déjà dans la liste")
    };
    let refused: Vec<_> = again.map(|(rank, _)| twice(rank)).collect();
    if refused.is_empty() { Ok(()) } else { Err(Problem::invalid(refused)) }
}

/// What both say of each person.
pub(crate) async fn comparer(
    tx: &mut Tx,
    nouvelle: &NouvelleComparaisonReprise,
) -> Result<ComparaisonReprise, Problem> {
    let mois = premier_du_mois(nouvelle.mois);
    let dernier = dernier_du_mois(mois).min(tx.today());
    let said = nouvelle.personnes.iter().map(|one| (empreinte(&nouvelle.source, &one.reference), one.clone()));
    let said: Vec<_> = said.collect();
    let named: Vec<_> = said.iter().map(|(cle, _)| cle.as_str()).collect();
    let repris = rows::repris(tx, &nouvelle.source, &named, (mois, dernier)).await?;
    let ids: Vec<_> = repris.iter().map(|one| one.passage.parcours).collect();
    let mut periodes: HashMap<ParcoursId, Vec<PeriodeEtat>> = HashMap::new();
    for (id, days) in etat::store::des_parcours(tx, &ids).await? {
        periodes.entry(id).or_default().push(days);
    }
    let regles = referentiels::en_vigueur(tx, dernier).await?;
    let counted = |etat: etat::domain::Etat| compte(&regles, etat.situation(), dernier);
    let personnes = Mois { dernier, periodes: &periodes }.comparer(&repris, &said, counted);
    let many = |which: &dyn Fn(&LigneComparaisonReprise) -> bool| {
        u32::try_from(personnes.iter().filter(|one| which(one)).count()).unwrap_or(u32::MAX)
    };
    Ok(ComparaisonReprise {
        mois,
        comptees_ici: many(&|one| one.compte),
        comptees_ancien_logiciel: many(&|one| one.dite.as_ref().is_some_and(|dite| dite.present)),
        identiques: many(&|one| one.constat == ConstatReprise::Identique),
        personnes,
    })
}
