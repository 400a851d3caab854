//! The people who work on an operation.

use std::collections::BTreeMap;

use events::annuaires::{self, Utilisateur};
use fse_api::{CoutAgent, OperationDto};
use kernel::{OperationId, UtilisateurId};
use problem::{Problem, Slug};
use referentiel::regles::budget::plafond;
use store::{Tx, referentiels};

use crate::operations::{
    agent::{
        domain::{Cout, Tarif, exiger_jour},
        store as rows,
    },
    operation::{
        app::{decrire, exiger},
        store as operations,
    },
};

/// Sets the cost of someone on an operation from a day on; refused above the ceiling of the territory.
pub(crate) async fn affecter(tx: &mut Tx, id: OperationId, dit: CoutAgent) -> Result<OperationDto, Problem> {
    let operation = exiger(tx, id).await?;
    annuaires::exiger(tx, "/agent", dit.agent, |_: &Utilisateur| Ok(())).await?;
    let cout = Cout::fixer(&operation, &dit).map_err(Problem::invalid)?;
    let referentiel = referentiels::en_vigueur(tx, cout.depuis).await?;
    if let Some(verdict) = plafond(&referentiel, cout.etp, cout.supporte()).filter(|verdict| !verdict.conclusion) {
        return Err(Problem::new(Slug::PlafondDepasse, verdict.raison.explication).at(
            "/charge",
            "plafond",
            "au-dessus du plafond",
        ));
    }
    operations::verrouiller(tx, id).await?;
    let known = rows::couts(tx, &[dit.agent]).await?;
    let known: Vec<Cout> = known.into_iter().filter(|(operation, ..)| *operation == id).map(|one| one.2).collect();
    exiger_jour(&dit, &known)?;
    rows::ajouter(tx, id, dit.agent, &cout).await?;
    if cout.depuis == operation.contenu.debut {
        rows::ajouter_sans_date(tx, id, dit.agent, &cout).await?;
    }
    Ok(decrire(operation, tx.today()))
}

/// What is claimed of the hours of each of these persons, on each operation that has a cost of theirs.
pub(crate) async fn tarifs(
    tx: &mut Tx,
    agents: &[UtilisateurId],
) -> Result<BTreeMap<UtilisateurId, BTreeMap<OperationId, Vec<Tarif>>>, Problem> {
    let mut all: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
    for (operation, agent, cout) in rows::couts(tx, agents).await? {
        let referentiel = referentiels::en_vigueur(tx, cout.depuis).await?;
        all.entry(agent).or_default().entry(operation).or_default().push(cout.tarif(&referentiel));
    }
    Ok(all)
}
