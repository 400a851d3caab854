//! Operations.

use chrono::NaiveDate;
use events::annuaires::Operation as Fiche;
use fse_api::{FiltreOperations, NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::Problem;
use runtime::http::Retouche;
use store::{Error, Tx, annuaires, historique};
use suite_api::{Action, ChangementDto, Nomme};

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
    lues: &historique::Lues,
    retouche: Retouche<NouvelleOperation>,
) -> Result<OperationDto, Problem> {
    rows::verrouiller(tx, id).await?;
    let former = exiger(tx, id).await?;
    historique::exiger_version(tx, id, lues, former.version).await?;
    let contenu = retouche.appliquer(&former.contenu)?;
    if contenu == former.contenu {
        return Ok(decrire(former, tx.today()));
    }
    let occupes = rows::jours_occupes(tx, id).await?;
    let next = former.modifier(contenu, occupes).map_err(Problem::invalid)?;
    rows::modifier(tx, &next).await?;
    historique::noter_valeurs(tx, id, next.version, &former.contenu, &next.contenu).await?;
    Ok(decrire(next, tx.today()))
}

/// What was changed of an operation before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: OperationId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Problem> {
    exiger(tx, id).await?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(annuaires::nommer(tx, changes).await?)
}

/// `chose` with the name of each user, structure and operation that it shows: by the cards of the others, and by the
/// operations of this service, which keeps no card of its own.
pub(crate) async fn nommer<T: Nomme>(tx: &mut Tx, chose: T) -> Result<T, Error> {
    suite_api::nommer(chose, async |innommes| {
        let mut connus = annuaires::noms(tx, &innommes.autres).await?;
        let left: Vec<_> = innommes.autres.iter().filter(|id| !connus.contains_key(*id)).copied().collect();
        if !left.is_empty() {
            let found = rows::parmi(tx, &left).await?.into_iter().map(Fiche::from);
            connus.extend(found.map(|one| (one.id.ressource(), one.nom())));
        }
        Ok(connus)
    })
    .await
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
