//! What a collective action is.

use chrono::NaiveDate;
use kernel::{ActionCollectiveId, OperationId, Refus, StructureId, phrase};
use participants_api::NouvelleActionCollective;
use referentiel::{Referentiel, Verdict, regles::entree::par_action_collective};

/// A collective action of the PLIE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActionCollective {
    pub(crate) id: ActionCollectiveId,
    pub(crate) nom: String,
    pub(crate) le: NaiveDate,
    pub(crate) structure: Option<StructureId>,
    pub(crate) operation: Option<OperationId>,
}

impl ActionCollective {
    pub(crate) fn prevoir(id: ActionCollectiveId, nouvelle: NouvelleActionCollective) -> Self {
        let NouvelleActionCollective { nom, le, structure, operation } = nouvelle;
        Self { id, nom, le, structure, operation }
    }

    /// Whether whoever it retains enters by it, by the rules of its day; told with its reason. It retains once its day has
    /// come.
    pub(crate) fn retient(&self, regles: &Referentiel, today: NaiveDate) -> Result<Verdict<bool>, Refus> {
        let verdict = par_action_collective(regles, &self.nom, self.le);
        if !verdict.conclusion {
            return Err(Refus::new("Le territoire n'admet pas d'entrée par une action collective."));
        }
        if self.le > today {
            return Err(Refus::new(format!("L'action n'a lieu que le {}.", phrase::jour(self.le))));
        }
        Ok(verdict)
    }

    /// What a commission reads of an entry by it.
    pub(crate) fn objet(&self) -> String {
        format!("entrée par l'action collective « {} » du {}", self.nom, phrase::jour(self.le))
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn an_action_retains_from_its_day_on_where_the_territory_lets_it() {
        let le = d("2015-03-02");
        let one = ActionCollective { id: Id::MIN, nom: "Forum".to_owned(), le, structure: None, operation: None };
        let retains = |slug, today| one.retient(&referentiel::livre(slug).unwrap(), d(today)).is_ok();
        assert_eq!((retains("clermont", "2015-03-01"), retains("clermont", "2015-03-02")), (false, true));
        assert!(!retains("lyon", "2015-03-02"));
        assert_eq!(one.objet(), "entrée par l'action collective « Forum » du 02/03/2015");
    }
}
