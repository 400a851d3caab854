//! Statutory contrats d'engagement: written as the organisme référent says them.

use events::annuaires::{Renvois, Structure};
use kernel::{De, EngagementId, ParticipantId};
use participants_api::{EngagementDto, EngagementEcrit};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use store::{Tx, historique};
use suite_api::ChangementDto;

use crate::{
    dossier::{
        engagement::{
            domain::{Engagement, PAR_PERSONNE, admettre},
            store as rows,
        },
        participant,
    },
    noms::nommer,
};

impl From<Engagement> for EngagementDto {
    fn from(one: Engagement) -> Self {
        let a_signer_avant = one.a_signer_avant();
        let Engagement { id, version, participant, ecrit, par } = one;
        let EngagementEcrit { organisme, structure, referent_unique, oriente_le, signe_le, heures, statut, fin_le } =
            ecrit;
        Self {
            id,
            version,
            participant,
            participant_nom: None,
            organisme,
            structure,
            structure_nom: None,
            referent_unique,
            oriente_le,
            a_signer_avant,
            signe_le,
            heures,
            statut,
            fin_le,
            par,
            par_nom: None,
        }
    }
}

/// Those of a person, the last orientation first, or 404.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId) -> Result<Vec<EngagementDto>, Problem> {
    let personne = participant::app::exiger(tx, id).await?;
    let found = rows::de(tx, personne.id).await?;
    Ok(nommer(tx, found.into_iter().map(EngagementDto::from).collect()).await?)
}

/// One, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: EngagementId) -> Result<EngagementDto, Problem> {
    let found = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    Ok(nommer(tx, EngagementDto::from(found)).await?)
}

/// What was changed of one before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: EngagementId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let found = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(found.participant, nommer(tx, changes).await?))
}

/// What is written may be, and its structure is one of the directory.
async fn exiger(tx: &mut Tx, ecrit: &EngagementEcrit) -> Result<(), Problem> {
    admettre(ecrit, tx.today())?;
    let mut renvois = Renvois::default();
    let structure = ecrit.structure.map(|one| ("/structure".to_owned(), one));
    renvois.exiger(tx, structure, |_: &Structure| Ok(())).await?;
    renvois.conclure()
}

/// Writes that a person is oriented, or signed.
pub(crate) async fn ajouter(tx: &mut Tx, id: ParticipantId, ecrit: EngagementEcrit) -> Result<EngagementDto, Problem> {
    let personne = participant::app::modifiable(tx, id).await?;
    exiger(tx, &ecrit).await?;
    if rows::de(tx, personne.id).await?.len() >= PAR_PERSONNE {
        let detail = format!("Un dossier a {PAR_PERSONNE} contrats d'engagement au plus.");
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    let one = Engagement { id: tx.id(), version: 1, participant: personne.id, ecrit, par: tx.acteur().id };
    rows::ajouter(tx, &one).await?;
    voir(tx, one.id).await
}

/// Writes it otherwise, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: EngagementId,
    lues: &historique::Lues,
    retouche: Retouche<EngagementEcrit>,
) -> Result<EngagementDto, Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    participant::app::modifiable(tx, seen.participant).await?;
    let mut one = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    historique::exiger_version(tx, id, lues, one.version).await?;
    let former = one.ecrit.clone();
    one.ecrit = retouche.appliquer(&former)?;
    exiger(tx, &one.ecrit).await?;
    if historique::noter_valeurs(tx, id, one.version + 1, &former, &one.ecrit).await? {
        one.version += 1;
        rows::enregistrer(tx, &one).await?;
    }
    voir(tx, id).await
}
