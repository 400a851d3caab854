//! Certified time of an operation by person, what is declared of it, and what of that is at risk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use fse_api::{TempsAgent, TempsDeclare};
use kernel::{Duree, Montant, OperationId, UtilisateurId, calendrier};
use problem::Problem;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use store::Tx;

use crate::{
    bilans::{
        minutes,
        personnel::domain::{Declaration, Tarifs, Temps, a_risque, cout, declarer},
    },
    operations::{
        agent::{self, domain::en_vigueur},
        operation::{self, domain::Operation},
    },
};

/// Certified time of each person on the operation, and the part of its cost that lacks a signature.
pub(crate) async fn calculer(tx: &mut Tx, operation: &Operation) -> Result<(Vec<TempsAgent>, Montant), Problem> {
    let mut certified = certifie(tx, operation).await?;
    let agents: Vec<UtilisateurId> = certified.keys().copied().collect();
    let tarifs = agent::app::tarifs(tx, &agents).await?;
    let others: BTreeSet<OperationId> = tarifs.values().flat_map(Tarifs::keys).copied().collect();
    for other in others.into_iter().filter(|other| *other != operation.id) {
        let other = operation::app::exiger(tx, other).await?;
        for (agent, temps) in certifie(tx, &other).await? {
            certified.entry(agent).and_modify(|own| own.extend(temps));
        }
    }
    let none = Tarifs::new();
    let of = |agent: &UtilisateurId| tarifs.get(agent).unwrap_or(&none);
    let at_risk = certified.iter().map(|(agent, temps)| a_risque(operation.id, temps, of(agent))).sum();
    let temps = certified.iter().map(|(agent, temps)| temps_agent(*agent, operation.id, temps, of(agent))).collect();
    Ok((temps, at_risk))
}

/// Certified time of an operation within its realisation, by person.
async fn certifie(tx: &mut Tx, operation: &Operation) -> Result<BTreeMap<UtilisateurId, Vec<Temps>>, Problem> {
    let Operation { id, contenu, .. } = operation;
    let mut by_agent: BTreeMap<UtilisateurId, Vec<Temps>> = BTreeMap::new();
    for (agent, jour, minutes, non_justifiees) in
        minutes::store::de_l_operation(tx, *id, contenu.debut, contenu.fin).await?
    {
        // A month that is told as a whole stands on its first day, which may come before the operation.
        let jour = jour.max(contenu.debut);
        by_agent.entry(agent).or_default().push(Temps { operation: *id, jour, minutes, non_justifiees });
    }
    Ok(by_agent)
}

/// What the bilan of an operation says of a person, of whom `temps` is the certified time on all of theirs.
fn temps_agent(agent: UtilisateurId, operation: OperationId, temps: &[Temps], tarifs: &Tarifs) -> TempsAgent {
    let own: Vec<&Temps> = temps.iter().filter(|one| one.operation == operation).collect();
    let declared = declarer(temps, tarifs).remove(&operation).unwrap_or_default();
    let months: BTreeSet<NaiveDate> = own.iter().map(|one| calendrier::premier_du_mois(one.jour)).collect();
    let last = own.iter().map(|one| one.jour).max();
    let tarif = last.and_then(|jour| en_vigueur(tarifs.get(&operation)?, jour));
    TempsAgent {
        agent,
        agent_nom: None,
        minutes: own.iter().map(|one| one.minutes).sum(),
        non_justifiees: own.iter().map(|one| one.non_justifiees).sum(),
        hors_plafond: entieres(declared.iter().map(|one| one.excedent).sum::<Decimal>().ceil()),
        taux_horaire: tarif.map(|tarif| tarif.taux),
        declare: declared.iter().map(TempsDeclare::from).collect(),
        cout: cout(&declared),
        mois: months.into_iter().collect(),
    }
}

impl From<&Declaration> for TempsDeclare {
    fn from(declared: &Declaration) -> Self {
        Self {
            annee: declared.annee,
            taux_horaire: declared.taux,
            minutes: entieres(declared.minutes.floor()),
            cout: declared.cout(),
        }
    }
}

/// A whole number of minutes, as it is shown.
fn entieres(minutes: Decimal) -> Duree {
    minutes.to_i32().and_then(|minutes| Duree::try_from(minutes).ok()).unwrap_or_default()
}
