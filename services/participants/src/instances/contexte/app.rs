//! A person with what surrounds them: a bounded number of queries, whatever the file holds.

use auth::Titres;
use kernel::ParticipantId;
use participants_api::{ContexteDto, Rubrique, SeanceDto};
use problem::Problem;
use store::{Error, Tx, ouvertures};
use suite_api::Action;

use crate::{
    dossier::{
        adresse::{self, domain::Adresse},
        engagement,
        instantane::domain::Instantane,
        participant::{self, domain::Participant},
        piece::{self, domain::Piece},
        situation::{self, domain::Situation},
    },
    entree::{candidature, contrat, diagnostic, eligibilite},
    instances::{commission, contexte::domain::Droits},
    noms::nommer,
};

/// The file, and each part that the reader may see.
pub(crate) async fn voir(tx: &mut Tx, id: ParticipantId, droits: &Droits) -> Result<ContexteDto, Problem> {
    let file = participant::app::exiger(tx, id).await?;
    let actions = actions(&file);
    let mut contexte = vide(file, actions);
    for (part, rubrique) in droits.parts() {
        if !montree(tx, part, id).await? {
            contexte.masquees.push(rubrique);
        }
    }
    let shown = |rubrique| !contexte.masquees.contains(&rubrique);
    let situations = shown(Rubrique::Situations);
    let candidature = shown(Rubrique::Candidature);
    let diagnostic = shown(Rubrique::Diagnostic);
    let contrat = shown(Rubrique::Contrat);
    if situations {
        let Faits { adresse, situations, pieces } = faits(tx, id).await?;
        let waited = pieces.iter().filter(|one| one.attendue()).map(|one| one.kind.clone());
        contexte.pieces_attendues = waited.collect();
        contexte.adresse = adresse.map(Into::into);
        contexte.engagement = engagement::store::de(tx, id).await?.into_iter().next().map(Into::into);
        contexte.situations = situations.into_iter().map(Into::into).collect();
        contexte.pieces = pieces.into_iter().map(Into::into).collect();
    }
    if diagnostic {
        contexte.manques = manques(tx, id).await?;
    }
    if let Some(last) = candidature::store::du_participant(tx, id).await?.pop() {
        if candidature {
            contexte.candidature = Some(candidature::app::voir(tx, last).await?);
            let seance = commission::store::de_la_candidature(tx, last).await?;
            contexte.seance = seance.map(|(id, tenue_le)| SeanceDto { id, tenue_le });
        }
        if let Some(titres) = droits.diagnostic.as_ref().filter(|_| diagnostic) {
            let limite = ouvertures::en_passant(tx, titres, id).await?;
            contexte.diagnostic = diagnostic::app::montre(tx, last, limite).await?;
        }
        if contrat {
            contexte.contrat = contrat::app::dernier(tx, last).await?;
        }
    }
    Ok(nommer(tx, contexte).await?)
}

/// Whether a part is shown beside this file: by a right that shows all files, or by memberships that opened it.
async fn montree(tx: &mut Tx, part: Option<&Titres>, dossier: ParticipantId) -> Result<bool, Error> {
    let Some(titres) = part else { return Ok(false) };
    Ok(ouvertures::borne_par(tx, titres).await?.is_none_or(|opened| opened.contains(&dossier)))
}

fn vide(file: Participant, actions: Vec<Action>) -> ContexteDto {
    ContexteDto {
        identite: file.into(),
        actions,
        masquees: vec![],
        adresse: None,
        situations: vec![],
        engagement: None,
        pieces: vec![],
        pieces_attendues: vec![],
        manques: vec![],
        candidature: None,
        seance: None,
        diagnostic: None,
        contrat: None,
    }
}

/// What may be done with a file: whatever writes in it, and what a restriction allows.
fn actions(file: &Participant) -> Vec<Action> {
    let write = |nom| Action::selon(nom, file.modifiable());
    let lift = Action::selon("levee", file.clone().lever_la_limitation());
    vec![write("modification"), write("situations"), write("adresses"), write("pieces"), write("limitation"), lift]
}

/// The facts and the pièces of today.
struct Faits {
    adresse: Option<Adresse>,
    situations: Vec<Situation>,
    pieces: Vec<Piece>,
}

async fn faits(tx: &mut Tx, id: ParticipantId) -> Result<Faits, Problem> {
    let vue = Instantane { au: tx.today(), connu_au: tx.now() };
    let adresse = adresse::app::en_vigueur(tx, id, vue).await?;
    let situations = situation::app::en_vigueur(tx, id, vue).await?;
    Ok(Faits { adresse, situations, pieces: piece::store::lister(tx, id).await? })
}

/// What the rules of eligibility lack, of who is known by them.
async fn manques(tx: &mut Tx, id: ParticipantId) -> Result<Vec<String>, Problem> {
    let vue = Instantane { au: tx.today(), connu_au: tx.now() };
    let verdict = eligibilite::app::plie_de(tx, &[id], vue).await?.remove(&id);
    Ok(verdict.map(eligibilite::app::lacunes).unwrap_or_default())
}
