//! Demandes: received from parcours, put on the agenda, decided when the session closes, corrected.

use kernel::{CommissionId, De, DemandeId};
use participants_api::{
    CorrectionDecisionDemande, DecisionDemande, DemandePresentable, DeportDemande, InscriptionDemande,
    NouvelleDecisionDemande, POINT_DECIDE, PointAPresenter, PointDecide, PointRetire,
};
use problem::{FieldError, Problem, Slug};
use referentiel::regles::{decisions::COMMISSION, pieces::EtatPiece};
use store::{Evenement, Tx, fusions};

use crate::{
    dossier::{participant, piece},
    instances::{
        commission::{
            domain::session::{Commande as CommandeSession, Commission},
            ouverture, store as sessions,
            trouver::{avancer_session, exiger, exiger_en_fonction, quorum},
        },
        demande::{
            domain::{Commande, Demande, Deport, EtatPresentation, PointDemande},
            office, store as rows,
        },
        document,
    },
    noms::nommer,
};

/// Keeps what parcours wants to come before an instance.
pub(crate) async fn recevoir(tx: &mut Tx, told: PointAPresenter) -> Result<(), Problem> {
    let participant = fusions::dossier(tx, told.participant).await?;
    let PointAPresenter {
        demande: id,
        candidature,
        nature,
        instance,
        pour_information,
        objet,
        motif,
        demandee_le,
        piece,
        ..
    } = told;
    let etat = EtatPresentation::APresenter;
    let reportee = false;
    let demande = Demande {
        id,
        participant,
        candidature,
        nature,
        instance,
        pour_information,
        objet,
        motif,
        demandee_le,
        etat,
        reportee,
        piece,
    };
    Ok(rows::ajouter(tx, &demande).await?)
}

/// What parcours asks no more leaves the open agenda on which it is.
pub(crate) async fn oublier(tx: &mut Tx, told: PointRetire) -> Result<(), Problem> {
    let mut left = false;
    // The session first, then the demande, as whoever closes it takes them.
    if let Some(agenda) = rows::en_attente(tx, told.demande).await?
        && let Some(mut session) = sessions::verrouiller(tx, agenda).await?
        && session.avancer(CommandeSession::Retirer).is_ok()
    {
        rows::oter(tx, agenda, told.demande).await?;
        ouverture::refaire(tx, agenda).await?;
        left = true;
    }
    let Some(mut demande) = rows::verrouiller(tx, told.demande).await? else { return Ok(()) };
    if demande.etat == EtatPresentation::Inscrite && !left {
        // It was put on an agenda since that was looked for: the event is applied again.
        return Err(Problem::new(Slug::Conflit, "La demande vient d'être inscrite à l'ordre du jour d'une séance."));
    }
    if demande.avancer(Commande::Retirer).is_ok() {
        rows::enregistrer(tx, &demande).await?;
    }
    Ok(())
}

/// The demandes that may be put on the agenda of a session, with whose they are: those that a former one postponed first.
pub(crate) async fn proposer(tx: &mut Tx, id: CommissionId) -> Result<De<Vec<DemandePresentable>>, Problem> {
    let session = exiger(tx, id).await?;
    let waiting = rows::a_presenter(tx, &session.instance, None, 200).await?;
    let persons: Vec<_> = waiting.iter().map(|one| one.participant).collect();
    let proposed: Vec<DemandePresentable> = waiting.into_iter().map(Into::into).collect();
    Ok(De::plusieurs(persons, nommer(tx, proposed).await?))
}

impl From<Demande> for DemandePresentable {
    fn from(demande: Demande) -> Self {
        let Demande { id, participant, nature, objet, motif, pour_information, demandee_le, reportee, .. } = demande;
        Self {
            demande: id,
            participant,
            participant_nom: None,
            nature,
            objet,
            motif_demande: motif,
            pour_information,
            demandee_le,
            reporte: reportee,
        }
    }
}

/// Puts a demande on the agenda of a session of its instance.
pub(crate) async fn inscrire(tx: &mut Tx, id: CommissionId, inscription: InscriptionDemande) -> Result<(), Problem> {
    let session = avancer_session(tx, id, CommandeSession::Inscrire).await?;
    let mut demande = tenir(tx, inscription.demande)
        .await?
        .ok_or_else(|| Problem::field("/demande", "inconnue", "cette demande n'existe pas dans le territoire"))?;
    demande.releve(&session.instance)?;
    demande.avancer(Commande::Inscrire)?;
    rows::enregistrer(tx, &demande).await?;
    rows::inscrire(tx, id, demande.id).await?;
    ouverture::refaire(tx, id).await
}

/// A demande, locked, if it exists and the file of the person may change. The person is taken before what is theirs, as a merge
/// and an erasure take them.
async fn tenir(tx: &mut Tx, id: DemandeId) -> Result<Option<Demande>, Problem> {
    let Some(personne) = rows::personne(tx, id).await? else { return Ok(None) };
    participant::app::modifiable(tx, personne).await?;
    Ok(rows::verrouiller(tx, id).await?)
}

/// A session, locked, with a demande of its agenda, if `commande` may be done and the file of the person may change. The
/// session is locked first, the person and the demande next, as whoever closes it does.
async fn prendre(
    tx: &mut Tx,
    id: CommissionId,
    demande: DemandeId,
    pointer: &str,
    commande: CommandeSession,
) -> Result<(Commission, PointDemande), Problem> {
    let mut session = sessions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    tenir(tx, demande).await?;
    session.avancer(commande)?;
    let point = session.demandes.iter().find(|point| point.demande.id == demande).cloned();
    let point =
        point.ok_or_else(|| FieldError::new(pointer, "absente", "cette demande n'est pas à l'ordre du jour"))?;
    Ok((session, point))
}

/// Records a decision; it takes effect when the session closes.
pub(crate) async fn decider(tx: &mut Tx, id: CommissionId, nouvelle: NouvelleDecisionDemande) -> Result<(), Problem> {
    let (_, mut point) = prendre(tx, id, nouvelle.demande, "/demande", CommandeSession::Decider).await?;
    point.decider(nouvelle)?;
    Ok(rows::enregistrer_point(tx, id, &point).await?)
}

/// Records that a member takes no part in a decision.
pub(crate) async fn deporter(tx: &mut Tx, id: CommissionId, deport: DeportDemande) -> Result<(), Problem> {
    let DeportDemande { demande, membre, motif } = deport;
    let (session, mut point) = prendre(tx, id, demande, "/demande", CommandeSession::Deporter).await?;
    exiger_en_fonction(tx, [("/membre".to_owned(), membre)], session.tenue_le).await?;
    session.peut_se_deporter(membre)?;
    point.deporter(Deport { membre, motif });
    rows::enregistrer_point(tx, id, &point).await?;
    ouverture::refaire(tx, id).await
}

/// What a session that closes decided of the demandes of its agenda is told to parcours, which does it; an entry of which
/// it took note is recorded here.
pub(crate) async fn prononcer(tx: &mut Tx, session: &Commission) -> Result<(), Problem> {
    for point in &session.demandes {
        let decision = point.decidee()?;
        deplacer(tx, point.demande.id, Commande::Decider(decision)).await?;
        if point.demande.est_une_entree() {
            office::acter(tx, point.demande.candidature, session).await?;
        }
        dire(tx, session, point, decision, false).await?;
    }
    Ok(())
}

/// Takes a demande off the agenda of a session that is locked: it waits for another one, as it was.
pub(crate) async fn remettre(tx: &mut Tx, session: CommissionId, id: DemandeId) -> Result<(), Problem> {
    deplacer(tx, id, Commande::Remettre).await?;
    Ok(rows::oter(tx, session, id).await?)
}

/// A locked session that moved keeps the entries of its agenda of which it may take note, unless another one may before it:
/// the others wait, and go on the next one by themselves.
pub(crate) async fn rendre_les_entrees(tx: &mut Tx, session: &mut Commission) -> Result<(), Problem> {
    let (tenue_le, today) = (session.tenue_le, tx.today());
    let next = match sessions::prochaine(tx, COMMISSION, today).await? {
        Some(id) => sessions::voir(tx, id).await?,
        None => None,
    };
    let sooner = next.filter(|one| one.tenue_le < tenue_le);
    let leaves = |point: &PointDemande| {
        let PointDemande { demande, .. } = point;
        let taken_before = sooner.as_ref().is_some_and(|one| demande.est_un_acte(one.tenue_le));
        demande.est_une_entree() && (taken_before || !demande.est_un_acte(tenue_le))
    };
    let (left, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut session.demandes).into_iter().partition(leaves);
    session.demandes = kept;
    for point in left {
        remettre(tx, session.id, point.demande.id).await?;
    }
    Ok(())
}

/// Corrects a decision of a closed session: the former one stays, and the new one is told.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: CommissionId,
    correction: CorrectionDecisionDemande,
) -> Result<(), Problem> {
    let CorrectionDecisionDemande { decision: nouvelle, raison } = correction;
    let asked = nouvelle.demande;
    let (mut session, mut point) = prendre(tx, id, asked, "/decision/demande", CommandeSession::Corriger).await?;
    if rows::derniere(tx, asked).await? != Some(id) {
        let detail = "Une séance plus récente a cette demande à son ordre du jour : c'est sa décision qui se corrige.";
        return Err(Problem::new(Slug::Conflit, detail));
    }
    let decision = nouvelle.decision;
    point.corriger(nouvelle, raison, tx.today(), tx.acteur().id)?;
    deplacer(tx, asked, Commande::Corriger(decision)).await?;
    rows::enregistrer_point(tx, id, &point).await?;
    dire(tx, &session, &point, decision, true).await?;
    let quorum = quorum(tx, &session).await?;
    session.points.clear();
    session.demandes = vec![point];
    document::app::preparer(tx, &session, quorum, vec![]).await
}

async fn deplacer(tx: &mut Tx, id: DemandeId, commande: Commande) -> Result<(), Problem> {
    let mut demande = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    demande.avancer(commande)?;
    Ok(rows::enregistrer(tx, &demande).await?)
}

/// Tells what was decided, and whether the pièce that proves what was asked is accepted still: parcours has none of them.
async fn dire(
    tx: &mut Tx,
    session: &Commission,
    point: &PointDemande,
    decision: DecisionDemande,
    correction: bool,
) -> Result<(), Problem> {
    let piece_acceptee = match point.demande.piece {
        Some(id) => Some(piece::store::voir(tx, id).await?.is_some_and(|one| one.etat == EtatPiece::Acceptee)),
        None => None,
    };
    let told = PointDecide {
        demande: point.demande.id,
        commission: session.id,
        decision,
        motif: point.motif.clone(),
        conditions: point.conditions.clone(),
        decidee_le: session.tenue_le,
        correction,
        piece_acceptee,
    };
    let now = tx.now();
    tx.emit(Evenement::new(POINT_DECIDE, point.demande.id, now, &told)?);
    Ok(())
}
