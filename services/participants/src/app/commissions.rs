//! Commission sessions.

use kernel::Id;
use participants_api::{Cloture, Commission, CommissionDto, Decision, EtatCommission, Inscription, NouvelleDecision};
use problem::{Problem, Slug};
use store::{Tx, referentiels};

use super::{candidatures::avancer, reevaluer_entree};
use crate::{domain::candidature::Commande, store as rows};

async fn ouverte(tx: &mut Tx, id: Id<Commission>) -> Result<CommissionDto, Problem> {
    let session = rows::commissions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match session.etat {
        EtatCommission::Ouverte => Ok(session),
        EtatCommission::Close => {
            Err(Problem::new(Slug::TransitionInterdite, "La commission est close : ses décisions sont définitives."))
        }
    }
}

/// Puts a diagnosed candidature on the agenda.
pub(crate) async fn inscrire(
    tx: &mut Tx,
    id: Id<Commission>,
    inscription: Inscription,
) -> Result<CommissionDto, Problem> {
    let session = ouverte(tx, id).await?;
    let dossier = avancer(tx, inscription.candidature, Commande::Inscrire).await?;
    if dossier.diagnostiquee_le.is_some_and(|jour| jour > session.tenue_le) {
        return Err(Problem::field("/candidature", "incoherent", "le diagnostic est postérieur à la commission"));
    }
    rows::candidatures::enregistrer(tx, &dossier).await?;
    rows::commissions::inscrire(tx, id, inscription.candidature).await?;
    voir(tx, id).await
}

/// Records a decision; it takes effect when the session closes.
pub(crate) async fn decider(
    tx: &mut Tx,
    id: Id<Commission>,
    nouvelle: NouvelleDecision,
) -> Result<CommissionDto, Problem> {
    ouverte(tx, id).await?;
    if nouvelle.decision != Decision::Validee && nouvelle.motif.is_none() {
        return Err(Problem::field("/motif", "absent", "une décision qui n'est pas une validation donne son motif"));
    }
    let motif = nouvelle.motif.as_deref();
    if !rows::commissions::decider(tx, id, nouvelle.candidature, nouvelle.decision, motif).await? {
        return Err(Problem::field("/candidature", "absente", "cette candidature n'est pas à l'ordre du jour"));
    }
    voir(tx, id).await
}

/// Closes a session: every file decided, the quorum reached. Decisions take effect and entry dates are
/// computed.
pub(crate) async fn clore(tx: &mut Tx, id: Id<Commission>, cloture: Cloture) -> Result<CommissionDto, Problem> {
    let session = ouverte(tx, id).await?;
    if session.tenue_le > tx.today() {
        return Err(Problem::new(Slug::TransitionInterdite, "La commission n'a pas encore eu lieu."));
    }
    let quorum = referentiels::en_vigueur(tx, session.tenue_le).await?.commission.quorum;
    let mut presents = cloture.presents;
    presents.sort_unstable();
    presents.dedup();
    if presents.len() < quorum {
        let detail = format!("{} membre(s) présent(s) pour un quorum de {quorum}.", presents.len());
        return Err(Problem::new(Slug::QuorumNonAtteint, detail));
    }
    for dossier in session.dossiers {
        let decision = dossier.decision.ok_or_else(|| {
            let detail =
                format!("La candidature {} est à l'ordre du jour et n'a pas de décision.", dossier.candidature);
            Problem::new(Slug::TransitionInterdite, detail)
        })?;
        let mut decided = avancer(tx, dossier.candidature, Commande::Decider(decision)).await?;
        decided.decidee_le = Some(session.tenue_le);
        rows::candidatures::enregistrer(tx, &decided).await?;
        reevaluer_entree(tx, &mut decided).await?;
    }
    rows::commissions::clore(tx, id, &presents).await?;
    voir(tx, id).await
}

/// A session, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: Id<Commission>) -> Result<CommissionDto, Problem> {
    rows::commissions::voir(tx, id).await?.ok_or_else(Problem::not_found)
}
