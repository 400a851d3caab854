//! Situations: dated facts, each with its source and its proof.

use kernel::{ParticipantId, SituationId, fait};
use participants_api::{Correction, NouvelleSituation, Regard, SituationDto};
use problem::Problem;
use store::Tx;
use suite_api::ChangementDto;

use crate::{
    dossier::{
        fait::{
            app::raconter,
            domain::{avant_naissance, periode},
        },
        instantane::{domain::Instantane, regard::regard},
        participant::{
            app::{exiger, modifiable},
            domain::Participant,
        },
        piece,
        situation::{
            domain::{Situation, code, retenir},
            store::{self as rows, Rang},
        },
    },
    noms::nommer,
};

/// Records a situation.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    id: ParticipantId,
    nouvelle: NouvelleSituation,
) -> Result<SituationDto, Problem> {
    let file = modifiable(tx, id).await?;
    verifier(tx, &file, &nouvelle, "").await?;
    let added = rows::ajouter(tx, id, nouvelle).await?;
    Ok(nommer(tx, added.into()).await?)
}

impl From<Situation> for SituationDto {
    fn from(situation: Situation) -> Self {
        let Situation { id, contenu, remplace, motif, saisie_le, saisie_par } = situation;
        let NouvelleSituation { code, reponse, depuis, jusqua, piece, source } = contenu;
        Self {
            id,
            code,
            reponse,
            depuis,
            jusqua,
            piece,
            source,
            remplace,
            motif,
            saisie_le,
            saisie_par,
            saisie_par_nom: None,
        }
    }
}

/// Corrects a record, or withdraws it: the former one stays, with who corrected it, when and why.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: SituationId,
    correction: Correction<NouvelleSituation>,
) -> Result<SituationDto, Problem> {
    let (participant, former) = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let file = modifiable(tx, participant).await?;
    if let Some(fait) = &correction.fait {
        verifier(tx, &file, fait, "/fait").await?;
        former.admet_correction(fait)?;
    }
    let corrected = rows::corriger(tx, participant, former, correction.fait, correction.motif).await?;
    Ok(nommer(tx, corrected.into()).await?)
}

/// What was recorded, corrected or withdrawn before `avant`, newest first, each with its place, and one more when there are
/// more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: ParticipantId,
    avant: Option<Rang>,
    limite: i64,
) -> Result<Vec<(Rang, ChangementDto)>, Problem> {
    exiger(tx, id).await?;
    let traces = rows::historique(tx, id, avant, limite).await?;
    raconter(tx, traces).await
}

/// What the file says: every record, or those that hold on a day, as they were known on another.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<Vec<SituationDto>, Problem> {
    exiger(tx, id).await?;
    let instantane = regard(tx, vue)?;
    let faits = rows::faits(tx, id).await?;
    let seen = fait::lire(&faits, instantane.connu_au, vue.au).into_iter().map(Into::into).collect();
    Ok(nommer(tx, seen).await?)
}

/// The situations that hold on a day.
pub(crate) async fn en_vigueur(tx: &mut Tx, id: ParticipantId, vue: Instantane) -> Result<Vec<Situation>, Problem> {
    Ok(retenir(&rows::faits(tx, id).await?, vue))
}

async fn verifier(tx: &mut Tx, file: &Participant, nouvelle: &NouvelleSituation, base: &str) -> Result<(), Problem> {
    let mut errors: Vec<_> = code(nouvelle, base).into_iter().collect();
    errors.extend(periode(tx.today(), nouvelle.depuis, nouvelle.jusqua, base, "une situation"));
    errors.extend(avant_naissance(file.identite.date_naissance, nouvelle.depuis, base, "une situation"));
    errors.extend(piece::app::du_dossier(tx, file.id, nouvelle.piece, &format!("{base}/piece")).await?);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
