//! Persons' files.

use chrono::{DateTime, Utc};
use kernel::ParticipantId;
use participants_api::{NouveauParticipant, ParticipantDto};
use problem::{Problem, Slug};
use store::{Tx, historique};

use crate::{domain::verification, store as rows};

/// Opens a file.
pub(crate) async fn ouvrir(tx: &mut Tx, personne: NouveauParticipant) -> Result<ParticipantDto, Problem> {
    verifier(tx, &personne)?;
    Ok(rows::participants::ajouter(tx, personne).await?)
}

/// Replaces what people edit, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: ParticipantId,
    lue: i32,
    personne: NouveauParticipant,
) -> Result<ParticipantDto, Problem> {
    verifier(tx, &personne)?;
    let former = ouvert(rows::participants::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?)?;
    historique::exiger_version(tx, id, lue, former.version).await?;
    let changed = champs_modifies(&former, &personne);
    if changed.is_empty() {
        return Ok(former);
    }
    let version = former.version + 1;
    rows::participants::modifier(tx, id, version, personne).await?;
    historique::noter(tx, id, version, &changed).await?;
    exiger(tx, id).await
}

/// The file, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: ParticipantId) -> Result<ParticipantDto, Problem> {
    rows::participants::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The identity as it was known at `instant`.
pub(crate) async fn connue(tx: &mut Tx, id: ParticipantId, instant: DateTime<Utc>) -> Result<ParticipantDto, Problem> {
    match rows::participants::connues(tx, &[id], instant).await?.pop() {
        Some(known) => Ok(known),
        None => Err(inconnue(tx, id).await),
    }
}

/// Why nothing was known of a file: there is none, or it was not opened yet.
pub(super) async fn inconnue(tx: &mut Tx, id: ParticipantId) -> Problem {
    match exiger(tx, id).await {
        Ok(_) => Problem::field("/connu_au", "anterieur", "le dossier n'était pas encore ouvert ce jour-là"),
        Err(problem) => problem,
    }
}

/// The file, if it may be changed: not once another one absorbed it, while its processing is restricted, nor
/// once nothing names the person any more.
pub(crate) async fn modifiable(tx: &mut Tx, id: ParticipantId) -> Result<ParticipantDto, Problem> {
    ouvert(exiger(tx, id).await?)
}

/// The same of a file that was just read.
pub(super) fn ouvert(file: ParticipantDto) -> Result<ParticipantDto, Problem> {
    let refused = |slug, detail: String| Err(Problem::new(slug, detail));
    match (file.fusionne_dans, file.limite_le, file.anonymise_le) {
        (None, None, None) => Ok(file),
        (Some(kept), ..) => {
            refused(Slug::TransitionInterdite, format!("Ce dossier a été fusionné : écrivez dans le dossier {kept}."))
        }
        (_, _, Some(jour)) => refused(Slug::TransitionInterdite, format!("Ce dossier est anonyme depuis le {jour}.")),
        (_, Some(jour), _) => {
            refused(Slug::DossierLimite, format!("Le traitement de ce dossier est limité depuis le {jour}."))
        }
    }
}

fn verifier(tx: &Tx, personne: &NouveauParticipant) -> Result<(), Problem> {
    let errors = verification::personne(tx.today(), personne);
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

fn champs_modifies(former: &ParticipantDto, next: &NouveauParticipant) -> Vec<&'static str> {
    let fields = [
        ("nom", former.nom != next.nom),
        ("prenom", former.prenom != next.prenom),
        ("date_naissance", former.date_naissance != next.date_naissance),
        ("sexe", former.sexe != next.sexe),
        ("commune", former.commune != next.commune),
        ("telephone", former.telephone != next.telephone),
        ("courriel", former.courriel != next.courriel),
        ("etat_civil", former.etat_civil != next.etat_civil),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}
