//! The directory: structures are added, edited, and end.

use ::store::{Tx, historique};
use kernel::StructureId;
use problem::Problem;
use runtime::http::Retouche;
use suite_api::ChangementDto;
use territoires_api::{NouvelleStructure, StructureDto};

use crate::{
    comptes::utilisateur,
    territoires::structure::{
        domain::{Structure, admet, erreurs},
        store as rows,
    },
};

/// Adds a structure to the directory.
pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: NouvelleStructure) -> Result<StructureDto, Problem> {
    verifier(&nouvelle)?;
    Ok(rows::ajouter(tx, nouvelle).await?.into())
}

/// Changes what is said of a structure, if nobody did meanwhile and if those who act for it still may.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: StructureId,
    lues: &historique::Lues,
    retouche: Retouche<NouvelleStructure>,
) -> Result<StructureDto, Problem> {
    let former = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let names = async |tx: &mut Tx, qui| utilisateur::store::noms::connus(tx, &qui).await;
    historique::exiger_version_selon(tx, id, lues, former.version, names).await?;
    let contenu = retouche.appliquer(&former.contenu)?;
    verifier(&contenu)?;
    let tenues: Vec<_> = utilisateur::store::pour(tx, id).await?.into_iter().map(|(_, role)| role).collect();
    admet(&contenu, &tenues).map_err(Problem::invalid)?;
    let version = former.version + 1;
    if !historique::noter_valeurs(tx, id, version, &former.contenu, &contenu).await? {
        return Ok(former.into());
    }
    let next = Structure { id, version, contenu };
    rows::enregistrer(tx, &next).await?;
    Ok(next.into())
}

/// A structure, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: StructureId) -> Result<StructureDto, Problem> {
    rows::voir(tx, id).await?.map(Into::into).ok_or_else(Problem::not_found)
}

/// The changes of a structure, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: StructureId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    voir(tx, id).await?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(utilisateur::store::noms::nommer(tx, changes).await?)
}

fn verifier(structure: &NouvelleStructure) -> Result<(), Problem> {
    let errors = erreurs(structure);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

impl From<Structure> for StructureDto {
    fn from(one: Structure) -> Self {
        let Structure { id, version, contenu } = one;
        let NouvelleStructure { nom, nature, categorie, siret, adresse, telephone, jusqua } = contenu;
        let commune_nom = adresse.as_ref().map(|adresse| adresse.commune.nom().to_owned());
        Self { id, version, nom, nature, categorie, siret, adresse, commune_nom, telephone, jusqua }
    }
}
