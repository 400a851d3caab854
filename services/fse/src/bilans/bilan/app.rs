//! The bilan of an operation: indicators, certified time, costs, what is at risk.

use auth::Permission;
use events::annuaires;
use fse_api::{Bilan, Incomplete, PersonneDuBilan};
use kernel::{Duree, Fuseau, Nominatif, OperationId, Personnes};
use problem::Problem;
use store::{Error, Tx, ouvertures};

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
        let left_out = Incomplete { participation: participation.id, participation_nom: None, manque };
        (!left_out.manque.is_empty()).then_some(left_out)
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
        personnes: personnes(tx, &all).await?,
        temps,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

/// A bilan, and the clocks by which it is written.
pub(crate) struct Export {
    pub(crate) bilan: Bilan,
    pub(crate) fuseau: Fuseau,
}

impl Nominatif for Export {
    fn montrer(&self, personnes: &mut Personnes) {
        self.bilan.montrer(personnes);
    }
}

/// The bilan of an operation, to be written in a workbook.
pub(crate) async fn exporter(tx: &mut Tx, id: OperationId) -> Result<Export, Problem> {
    let bilan = calculer(tx, id).await?;
    Ok(Export { bilan, fuseau: tx.fuseau() })
}

/// Whose these participations are, to who may read participations; a controleur is told of those whom their mandate names.
async fn personnes(tx: &mut Tx, all: &[Participation]) -> Result<Vec<PersonneDuBilan>, Error> {
    let titres = tx.acteur().titres.qui_donnent(Permission::ParticipationLire);
    if titres.vides() {
        return Ok(vec![]);
    }
    let opened = ouvertures::borne_par(tx, &titres).await?;
    let told = all.iter().filter(|one| opened.as_ref().is_none_or(|opened| opened.contains(&one.participant)));
    let whose = |one: &Participation| PersonneDuBilan {
        participation: one.id,
        participant: one.participant,
        participant_nom: None,
    };
    Ok(told.map(whose).collect())
}

/// Every participation of the operation, read page by page.
async fn participations(tx: &mut Tx, id: OperationId) -> Result<Vec<Participation>, Problem> {
    let mut all: Vec<Participation> = Vec::new();
    loop {
        let after = all.last().map(|participation| participation.id);
        let page = participation::store::comptees(tx, id, after, PAGE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
