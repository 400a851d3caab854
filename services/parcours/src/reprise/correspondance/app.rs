//! The mappings that a territory keeps.

use events::annuaires::{Renvois, Structure, Utilisateur};
use imports::traductions::designes;
use kernel::CorrespondanceId;
use parcours_api::{ChampReprise, CorrespondanceParcoursDto, NouvelleCorrespondanceParcours};
use problem::Problem;
use store::{Error, Tx};

use crate::reprise::correspondance::{domain::erreurs, store as rows};

/// Keeps a mapping. Whom and what its translations name is of the territory.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    nouvelle: NouvelleCorrespondanceParcours,
) -> Result<CorrespondanceParcoursDto, Problem> {
    let errors = erreurs(&nouvelle);
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let mut renvois = Renvois::default();
    let referents = designes(&nouvelle.colonnes, ChampReprise::Referent).map_err(Problem::invalid)?;
    renvois.exiger(tx, referents, |_: &Utilisateur| Ok(())).await?;
    let operateurs = designes(&nouvelle.colonnes, ChampReprise::Operateur).map_err(Problem::invalid)?;
    renvois.exiger(tx, operateurs, |_: &Structure| Ok(())).await?;
    renvois.conclure()?;
    rows::ajouter(tx, nouvelle).await
}

/// The mappings of the territory, by name.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<CorrespondanceParcoursDto>, Error> {
    rows::lister(tx).await
}

/// What the mapping that a request names says.
pub(crate) async fn nommee(tx: &mut Tx, id: CorrespondanceId) -> Result<NouvelleCorrespondanceParcours, Problem> {
    let absent = || Problem::field("/correspondance", "inconnue", "cette correspondance n'existe pas");
    Ok(rows::voir(tx, id).await?.ok_or_else(absent)?.contenu)
}
