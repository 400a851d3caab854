//! The bilan of an operation: indicators, certified time, costs, what is at risk.

use events::annuaires;
use fse_api::{Bilan, Incomplete};
use kernel::{Duree, OperationId};
use problem::Problem;
use store::Tx;

use crate::{
    bilans::{cout, personnel},
    operations::operation,
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
    let (temps, a_risque) = personnel::app::calculer(tx, &operation).await?;
    let personnel = temps.iter().map(|one| one.cout).sum();
    let unsigned: Duree = temps.iter().map(|one| one.non_justifiees).sum();
    let told = Bilan {
        couts: cout::domain::calculer(content.option, content.taux, personnel, a_risque, unsigned),
        incompletes: incompletes.collect(),
        calcule_le: tx.now(),
        operation: operation::app::decrire(operation, tx.today()),
        participants,
        indicateurs,
        temps,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Every participation of the operation, read page by page.
async fn participations(tx: &mut Tx, id: OperationId) -> Result<Vec<Participation>, Problem> {
    let mut all: Vec<Participation> = Vec::new();
    loop {
        let after = all.last().map(|participation| participation.id);
        let page = participation::store::de_l_operation(tx, id, after, PAGE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
