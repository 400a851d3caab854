//! What whoever holds a link sees, and what they send.

use kernel::{CandidatureId, CommissionId, PieceId};
use participants_api::{Contenu, Decision, Interlocuteur, Moyen, NouveauContact, PieceAttendue, SuiviParLien};
use problem::Problem;
use referentiel::regles::partage::Etendue;
use store::{Tx, journal};

use crate::{
    dossier::{
        consentement, participant,
        piece::{self, domain::Piece},
    },
    entree::{
        candidature::{self, domain::Candidature},
        lien::{
            self,
            sceau::{Porteur, invalide},
        },
    },
    instances::commission::{self, domain::session::Point},
};

/// What the link shows, with the line that says who saw it.
pub(crate) async fn suivre(tx: &mut Tx, porteur: Porteur) -> Result<SuiviParLien, Problem> {
    let (candidature, etendue) = exiger(tx, porteur).await?;
    lien::store::consulter(tx, porteur.lien).await?;
    journal::noter(tx, "suivi_view", candidature.participant).await?;
    let personne = participant::app::exiger(tx, candidature.participant).await?;
    let session = commission::store::de_la_candidature(tx, candidature.id).await?;
    let decision = match session {
        Some((commission, _)) => communiquee(tx, commission, candidature.id).await?,
        None => None,
    };
    // What is asked for says something of the person.
    let asked = match etendue {
        Etendue::Entiere => piece::store::lister(tx, candidature.participant).await?,
        Etendue::Etape | Etendue::Rien => vec![],
    };
    let initial: String = personne.identite.nom.chars().take(1).collect();
    Ok(SuiviParLien {
        personne: format!("{} {initial}.", personne.identite.prenom),
        etat: candidature.etat_communique(decision),
        deposee_le: candidature.deposee_le,
        commission_le: session.map(|(_, jour)| jour),
        decision,
        rendez_vous_manques_depuis: candidature.prescripteur_a_contacter_le,
        pieces: asked.into_iter().filter(Piece::attendue).map(Into::into).collect(),
    })
}

/// What was decided of a candidature, once its prescripteur was told.
async fn communiquee(
    tx: &mut Tx,
    commission: CommissionId,
    candidature: CandidatureId,
) -> Result<Option<Decision>, Problem> {
    let session = commission::trouver::exiger(tx, commission).await?;
    Ok(session.point(candidature).and_then(Point::communiquee))
}

/// Leaves a note for the référent: the file itself is changed by nobody but the PLIE.
pub(crate) async fn laisser_coordonnees(tx: &mut Tx, porteur: Porteur, texte: String) -> Result<(), Problem> {
    let (candidature, _) = exiger(tx, porteur).await?;
    participant::app::modifiable(tx, candidature.participant).await?;
    let contact = NouveauContact {
        avec: Interlocuteur::Prescripteur,
        le: tx.today(),
        moyen: Moyen::Courriel,
        // Whoever writes has read there how many appointments were missed: they need not be called about them any more.
        abouti: true,
        note: Some(texte),
        explications: vec![],
        frein: None,
        referent_social: None,
    };
    candidature::store::contacts::ajouter(tx, candidature.id, contact).await?;
    Ok(())
}

/// Whether the holder of the link may send a file for this pièce: one that the PLIE waits for, of this very
/// person.
pub(crate) async fn attendre(tx: &mut Tx, porteur: Porteur, piece: PieceId) -> Result<(), Problem> {
    let (candidature, etendue) = exiger(tx, porteur).await?;
    let found = piece::store::voir(tx, piece).await?.filter(|found| found.participant == candidature.participant);
    let found = found.filter(|_| etendue == Etendue::Entiere);
    if found.is_some_and(|found| found.attendue()) { Ok(()) } else { Err(Problem::not_found()) }
}

/// Records the file that the holder of the link sent.
pub(crate) async fn deposer(
    tx: &mut Tx,
    porteur: Porteur,
    piece: PieceId,
    emplacement: &str,
    contenu: Contenu,
) -> Result<PieceAttendue, Problem> {
    attendre(tx, porteur, piece).await?;
    Ok(piece::app::deposer(tx, piece, emplacement, contenu).await?.into())
}

/// The candidature of a link that still opens, and what of it may be shown to the structure that filed it.
async fn exiger(tx: &mut Tx, porteur: Porteur) -> Result<(Candidature, Etendue), Problem> {
    let lien = lien::store::voir(tx, porteur.lien).await?.filter(|lien| lien.ouvre(tx.now())).ok_or_else(invalide)?;
    let candidature = candidature::store::voir(tx, lien.candidature).await?.ok_or_else(invalide)?;
    let etendue = match candidature.prescripteur {
        Some(structure) => consentement::app::exiger(tx, candidature.participant, structure).await?,
        None => Etendue::Entiere,
    };
    Ok((candidature, etendue))
}

impl From<Piece> for PieceAttendue {
    fn from(piece: Piece) -> Self {
        let Piece { id, kind, etat, motif, .. } = piece;
        Self { id, kind, etat, motif }
    }
}
