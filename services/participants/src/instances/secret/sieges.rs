//! Who of a session has not signed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use kernel::UtilisateurId;
use problem::Problem;
use referentiel::regles::secret;
use store::{Tx, referentiels};

use crate::instances::{
    commission::domain::session::Commission,
    secret::{
        domain::{self, Siege},
        store as rows,
    },
};

/// Who is called to a session, or was there when nobody was called.
async fn sieges(tx: &mut Tx, session: &Commission) -> Result<Vec<Siege>, Problem> {
    let called: Vec<_> = session.membres.iter().map(|one| one.utilisateur).collect();
    let sits = if called.is_empty() { session.presents.clone() } else { called };
    let known = annuaires::connues::<Utilisateur>(tx, &sits).await?;
    let signed = rows::des_utilisateurs(tx, &sits).await?;
    let siege = |utilisateur: UtilisateurId| Siege {
        utilisateur,
        roles: known.get(&utilisateur).map(|who| who.roles.clone()).unwrap_or_default(),
        signes: signed.iter().filter(|one| one.utilisateur == utilisateur).cloned().collect(),
    };
    Ok(sits.into_iter().map(siege).collect())
}

/// Those of them who signed nothing for the mandate by which they sit on a day.
fn muets(sieges: &[Siege], jour: NaiveDate) -> impl Iterator<Item = UtilisateurId> {
    sieges.iter().filter(move |one| !one.engage(jour)).map(|one| one.utilisateur)
}

/// Who of a session signed nothing for the mandate by which they sit.
pub(crate) async fn manquants(tx: &mut Tx, session: &Commission) -> Result<Vec<UtilisateurId>, Problem> {
    Ok(muets(&sieges(tx, session).await?, session.tenue_le).collect())
}

/// Those of them who may not sit, where the territory obliges to sign.
pub(crate) async fn exclus(tx: &mut Tx, session: &Commission) -> Result<BTreeSet<UtilisateurId>, Problem> {
    let rules = referentiels::en_vigueur(tx, session.tenue_le).await?;
    if !secret::engagement(&rules).exige {
        return Ok(BTreeSet::new());
    }
    Ok(manquants(tx, session).await?.into_iter().collect())
}

/// Who of a session reads none of its files, and through which day, as far as is known: nobody else does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ecartes {
    pub(crate) membres: BTreeSet<UtilisateurId>,
    pub(crate) jusquau: Option<NaiveDate>,
}

/// Who reads none of the files of a session today: who signed nothing that holds today, where the rules of today oblige to.
/// Whether they sit is judged on the day of the session ([`exclus`]).
pub(crate) async fn ecartes(tx: &mut Tx, session: &Commission) -> Result<Ecartes, Problem> {
    let (regles, today) = (referentiels::versions(tx).await?, tx.today());
    if !regles.toutes().any(|one| secret::engagement(one).exige) {
        return Ok(Ecartes::default());
    }
    let sieges = sieges(tx, session).await?;
    let away = |jour| {
        let obliged = regles.en_vigueur(jour).is_ok_and(|rules| secret::engagement(rules).exige);
        muets(&sieges, jour).filter(|_| obliged).collect::<BTreeSet<_>>()
    };
    let changes = regles.toutes().map(|one| one.effet).chain(sieges.iter().flat_map(Siege::tournants));
    Ok(Ecartes { membres: away(today), jusquau: domain::jusquau(today, changes, away) })
}
