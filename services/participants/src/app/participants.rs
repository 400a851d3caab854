//! Persons' files.

use kernel::Id;
use participants_api::{
    NouveauParticipant, NouvellePiece, NouvelleSituation, Participant, ParticipantDto, PieceDto, SituationDto,
};
use problem::{FieldError, Problem};
use store::{Tx, historique};

use crate::store as rows;

/// Opens a file.
pub(crate) async fn ouvrir(tx: &mut Tx, personne: NouveauParticipant) -> Result<ParticipantDto, Problem> {
    verifier(tx, &personne)?;
    Ok(rows::participants::ajouter(tx, personne).await?)
}

/// Replaces what people edit, if nobody did meanwhile.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: Id<Participant>,
    lue: i32,
    personne: NouveauParticipant,
) -> Result<ParticipantDto, Problem> {
    verifier(tx, &personne)?;
    let former = rows::participants::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
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
pub(crate) async fn exiger(tx: &mut Tx, id: Id<Participant>) -> Result<ParticipantDto, Problem> {
    rows::participants::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// Records a dated fact.
pub(crate) async fn ajouter_situation(
    tx: &mut Tx,
    id: Id<Participant>,
    situation: NouvelleSituation,
) -> Result<SituationDto, Problem> {
    exiger(tx, id).await?;
    if situation.depuis > tx.today() {
        return Err(Problem::field("/depuis", "futur", "une situation ne commence pas dans le futur"));
    }
    Ok(rows::situations::ajouter(tx, id, situation).await?)
}

/// Records a pièce.
pub(crate) async fn ajouter_piece(tx: &mut Tx, id: Id<Participant>, piece: NouvellePiece) -> Result<PieceDto, Problem> {
    exiger(tx, id).await?;
    if piece.recue_le < piece.date_document {
        return Err(Problem::field("/recue_le", "incoherent", "une pièce n'est pas reçue avant sa propre date"));
    }
    if piece.recue_le > tx.today() {
        return Err(Problem::field("/recue_le", "futur", "une pièce n'est pas reçue dans le futur"));
    }
    Ok(rows::pieces::ajouter(tx, id, piece).await?)
}

fn verifier(tx: &Tx, personne: &NouveauParticipant) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let age = kernel::calendrier::age(personne.date_naissance, tx.today());
    if !(0..=120).contains(&age) {
        errors.push(FieldError::new(
            "/date_naissance",
            "hors_bornes",
            "attendu : une date passée, de moins de 120 ans",
        ));
    }
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
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}
