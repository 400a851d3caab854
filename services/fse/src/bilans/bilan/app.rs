//! The bilan of an operation: indicators, certified time, costs, what is at risk.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fse_api::{Bilan, Incomplete, TempsAgent};
use kernel::{Duree, Montant, OperationId, UtilisateurId};
use problem::Problem;
use rust_decimal::Decimal;
use store::Tx;

use crate::{
    bilans::{cout, minutes},
    operations::{agent, operation},
    participations::{
        indicateur::{self, domain::Regles},
        participation::{self, domain::Participation},
    },
};

const PAGE: i64 = 1_000;

/// Computes the bilan of an operation from what is certified now.
pub(crate) async fn calculer(tx: &mut Tx, id: OperationId) -> Result<Bilan, Problem> {
    let operation = operation::app::exiger(tx, id).await?;
    let content = &operation.contenu;
    let all = participations(tx, id).await?;
    let regles = Regles { programme: content.programme, longue_duree_jeunes_mois: content.longue_duree_jeunes_mois };
    let (participants, indicateurs) = indicateur::domain::calculer(regles, &all);
    let incompletes = all.iter().filter_map(|participation| {
        let manque = participation.manque();
        (!manque.is_empty()).then_some(Incomplete { participation: participation.id, manque })
    });
    let (temps, a_risque) = temps(tx, id, content.debut, content.fin).await?;
    let personnel = temps.iter().map(|one| one.cout).sum();
    let unsigned: Duree = temps.iter().map(|one| one.non_justifiees).sum();
    Ok(Bilan {
        couts: cout::domain::calculer(content.option, content.taux, personnel, a_risque, unsigned),
        incompletes: incompletes.collect(),
        calcule_le: tx.now(),
        operation: operation.into(),
        participants,
        indicateurs,
        temps,
    })
}

/// Every participation of the operation, read page by page.
async fn participations(tx: &mut Tx, id: OperationId) -> Result<Vec<Participation>, Problem> {
    let mut all: Vec<Participation> = Vec::new();
    loop {
        let after = all.last().map(|participation| participation.id);
        let page = participation::store::lister(tx, id, after, PAGE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Certified time by person, and the cost of the part that lacks a signature. Hours beyond those of the
/// rate cost nothing.
async fn temps(
    tx: &mut Tx,
    id: OperationId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<(Vec<TempsAgent>, Montant), Problem> {
    let costs: BTreeMap<UtilisateurId, (Montant, Decimal)> = operation::store::agents(tx, id)
        .await?
        .into_iter()
        .map(|(agent, annual, etp)| (agent, (annual, etp)))
        .collect();
    let mut by_agent: BTreeMap<UtilisateurId, TempsAgent> = BTreeMap::new();
    for (agent, mois, minutes, unproved) in minutes::store::de_l_operation(tx, id, du, au).await? {
        let one = by_agent.entry(agent).or_insert_with(|| TempsAgent {
            agent,
            minutes: Duree::ZERO,
            non_justifiees: Duree::ZERO,
            taux_horaire: costs.get(&agent).map(|(annual, _)| agent::domain::taux_horaire(*annual)),
            cout: Montant::ZERO,
            mois: vec![],
        });
        one.minutes = one.minutes + minutes;
        one.non_justifiees = one.non_justifiees + unproved;
        if one.mois.last() != Some(&mois) {
            one.mois.push(mois);
        }
    }
    let mut at_risk = Montant::ZERO;
    for one in by_agent.values_mut() {
        let (Some(rate), Some((_, etp))) = (one.taux_horaire, costs.get(&one.agent)) else { continue };
        let ceiling = rate.part(agent::domain::heures_declarables(*etp));
        one.cout = cout::domain::cout(rate, one.minutes).min(ceiling);
        at_risk = at_risk + cout::domain::cout(rate, one.non_justifiees).min(one.cout);
    }
    Ok((by_agent.into_values().collect(), at_risk))
}
