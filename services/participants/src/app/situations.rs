//! Situations: dated facts, each with its source and its proof.

use kernel::{Fait, ParticipantId, SituationId, fait, kind};
use participants_api::{Correction, NouvelleSituation, Regard, SituationDto};
use problem::{FieldError, Problem};
use referentiel::{SITUATIONS, situation};
use store::Tx;

use super::{
    participants::{exiger, modifiable},
    pieces,
    regard::{Instantane, regard},
};
use crate::{domain::verification, store as rows};

/// Records a situation.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    id: ParticipantId,
    nouvelle: NouvelleSituation,
) -> Result<SituationDto, Problem> {
    modifiable(tx, id).await?;
    verifier(tx, id, &nouvelle, "").await?;
    Ok(rows::situations::ajouter(tx, id, nouvelle).await?)
}

/// Corrects a record, or withdraws it: the former one stays, with who corrected it, when and why.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: SituationId,
    correction: Correction<NouvelleSituation>,
) -> Result<SituationDto, Problem> {
    let (participant, former) = rows::situations::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    modifiable(tx, participant).await?;
    if let Some(fait) = &correction.fait {
        verifier(tx, participant, fait, "/fait").await?;
        if fait.code != former.code {
            let detail = format!("une correction garde la situation : {} attendu", former.code);
            return Err(Problem::field("/fait/code", "incoherent", detail));
        }
    }
    rows::situations::corriger(tx, participant, former, correction.fait, correction.motif).await
}

/// What the file says: every record, or those that hold on a day, as they were known on another.
pub(crate) async fn lister(tx: &mut Tx, id: ParticipantId, vue: Regard) -> Result<Vec<SituationDto>, Problem> {
    exiger(tx, id).await?;
    let instantane = regard(tx, vue)?;
    let faits = rows::situations::faits(tx, id).await?;
    Ok(fait::lire(&faits, instantane.connu_au, vue.au))
}

/// The situations that hold on a day.
pub(crate) async fn en_vigueur(tx: &mut Tx, id: ParticipantId, vue: Instantane) -> Result<Vec<SituationDto>, Problem> {
    Ok(retenir(&rows::situations::faits(tx, id).await?, vue))
}

/// Of the records of a file, those that hold on a day, one a code.
pub(super) fn retenir(faits: &[Fait<kind::Situation, SituationDto>], vue: Instantane) -> Vec<SituationDto> {
    let known = fait::connus(faits, vue.connu_au);
    let of = |code: &str| {
        let same = known.iter().copied().filter(|fait| fait.valeur.as_ref().is_some_and(|one| one.code == code));
        fait::en_vigueur(same, vue.au).and_then(|fait| fait.valeur.clone())
    };
    SITUATIONS.iter().filter_map(|situation| of(situation.code)).collect()
}

async fn verifier(
    tx: &mut Tx,
    participant: ParticipantId,
    nouvelle: &NouvelleSituation,
    base: &str,
) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if situation(&nouvelle.code).is_none() {
        let known: Vec<_> = SITUATIONS.iter().map(|one| one.code).collect();
        let detail = format!("situation inconnue ; attendu : {}", known.join(", "));
        errors.push(FieldError::new(format!("{base}/code"), "inconnue", detail));
    }
    errors.extend(verification::periode(tx.today(), nouvelle.depuis, nouvelle.jusqua, base, "une situation"));
    errors.extend(pieces::du_dossier(tx, participant, nouvelle.piece, &format!("{base}/piece")).await?);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
