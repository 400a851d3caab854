//! Operations.

use chrono::NaiveDate;
use fse_api::{FiltreOperations, NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::Retouche;
use store::{Error, Tx, historique, write_json};
use suite_api::Action;

use crate::operations::operation::{domain::Operation, store as rows};

/// Opens an operation.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvelle: NouvelleOperation) -> Result<OperationDto, Problem> {
    let operation = Operation::ouvrir(tx.id(), nouvelle).map_err(Problem::invalid)?;
    rows::ajouter(tx, &operation).await?;
    Ok(decrire(operation, tx.today()))
}

/// Changes what the convention of an operation says, if nobody did meanwhile; other services are told.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: OperationId,
    lue: i32,
    retouche: Retouche<NouvelleOperation>,
) -> Result<OperationDto, Problem> {
    rows::verrouiller(tx, id).await?;
    let former = exiger(tx, id).await?;
    historique::exiger_version(tx, id, lue, former.version).await?;
    let contenu = retouche.appliquer(&former.contenu)?;
    let changed = differences(&former.contenu, &contenu)?;
    if changed.is_empty() {
        return Ok(decrire(former, tx.today()));
    }
    let occupes = rows::jours_occupes(tx, id).await?;
    let next = former.modifier(contenu, occupes).map_err(Problem::invalid)?;
    rows::modifier(tx, &next).await?;
    let changed: Vec<_> = changed.iter().map(String::as_str).collect();
    historique::noter(tx, id, next.version, &changed).await?;
    Ok(decrire(next, tx.today()))
}

/// The fields of a convention that differ.
fn differences(former: &NouvelleOperation, next: &NouvelleOperation) -> Result<Vec<String>, Error> {
    let (former, next) = (write_json(former)?, write_json(next)?);
    let fields = next.as_object().into_iter().flatten();
    Ok(fields.filter(|(champ, value)| former.get(champ) != Some(*value)).map(|(champ, _)| champ.clone()).collect())
}

/// An operation as it is answered, with what may be done with it.
pub(crate) fn decrire(operation: Operation, today: NaiveDate) -> OperationDto {
    let always = Ok::<_, String>(());
    let entered = operation.accueille(today).map_err(|refus| refus.detail);
    let actions = vec![
        Action::selon("agents", always.clone()),
        Action::selon("participations", entered),
        Action::selon("mandats", always),
    ];
    let montant_fse = operation.montant_fse();
    let Operation { id, version, contenu } = operation;
    OperationDto { id, version, operation: contenu, montant_fse, actions }
}

/// A page of operations, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreOperations,
    apres: Option<OperationId>,
) -> Result<Vec<OperationDto>, Error> {
    let (found, today) = (rows::lister(tx, filtre, apres).await?, tx.today());
    Ok(found.into_iter().map(|one| decrire(one, today)).collect())
}

/// The operation that a query names is one of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, id: Option<OperationId>) -> Result<(), Problem> {
    match id {
        Some(id) if rows::voir(tx, id).await?.is_none() => {
            Err(Problem::field("/operation", "inconnu", "cette opération n'est pas du territoire"))
        }
        _ => Ok(()),
    }
}

/// An operation, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: OperationId) -> Result<Operation, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The same, as it is answered.
pub(crate) async fn voir(tx: &mut Tx, id: OperationId) -> Result<OperationDto, Problem> {
    Ok(decrire(exiger(tx, id).await?, tx.today()))
}
