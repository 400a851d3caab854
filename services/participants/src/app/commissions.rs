//! Commission sessions: called, held, closed; a closed one is frozen and only a new decision corrects it.

use chrono::NaiveDate;
use kernel::{CommissionId, UtilisateurId};
use participants_api::{
    Calendrier, Cloture, CommissionDto, CorrectionDecision, DECISION_PRISE, Decision, DecisionCorrigee, DecisionPrise,
    Deport, Dossier, EligibiliteDto, EtatCandidature, EtatCommission, Inscription, Membres, NouvelleDecision,
    Presentable,
};
use problem::{FieldError, Problem, Slug};
use referentiel::regles::eligibilite::Etat;
use store::{Evenement, Tx, referentiels};

use super::{candidatures::avancer, documents, eligibilite, reevaluer_entree, regard::Instantane};
use crate::{
    annuaire::Annuaire,
    domain::{calendrier::seances, candidature::Commande},
    store as rows,
};

/// A session that is being prepared or held, locked.
pub(super) async fn ouverte(tx: &mut Tx, id: CommissionId) -> Result<CommissionDto, Problem> {
    let session = rows::commissions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match session.etat {
        EtatCommission::Ouverte => Ok(session),
        EtatCommission::Close => {
            Err(Problem::new(Slug::TransitionInterdite, "La commission est close : ses décisions sont définitives."))
        }
    }
}

/// Puts the sessions of the rhythm in the calendar.
pub(crate) async fn planifier(tx: &mut Tx, calendrier: Calendrier) -> Result<Vec<CommissionDto>, Problem> {
    let today = tx.today();
    let rythme = referentiels::en_vigueur(tx, today).await?.commission.rythme_jours;
    let Some(rythme) = rythme else {
        return Err(Problem::new(Slug::TransitionInterdite, "Le référentiel ne fixe pas de rythme à la commission."));
    };
    let premier = match (calendrier.a_partir_du, rows::commissions::derniere(tx).await?) {
        (Some(premier), _) => premier,
        (None, Some(last)) => kernel::calendrier::plus_jours(last, i64::from(rythme)),
        (None, None) => today,
    };
    if kernel::calendrier::jours_entre(premier, calendrier.jusquau) > 731 {
        return Err(Problem::field("/jusquau", "hors_bornes", "deux ans au plus"));
    }
    let known = rows::commissions::jours(tx, premier).await?;
    let mut made = Vec::new();
    for jour in seances(premier, rythme, calendrier.jusquau, &known) {
        let id = rows::commissions::ajouter(tx, jour, None).await?;
        made.push(voir(tx, id).await?);
    }
    Ok(made)
}

/// Says who is called.
pub(crate) async fn appeler(tx: &mut Tx, id: CommissionId, membres: Membres) -> Result<CommissionDto, Problem> {
    let session = ouverte(tx, id).await?;
    let membres = membres.membres;
    for (rank, membre) in membres.iter().enumerate() {
        if membres.iter().take(rank).any(|one| one.utilisateur == membre.utilisateur) {
            return Err(Problem::field(&format!("/membres/{rank}/utilisateur"), "double", "membre déjà appelé"));
        }
    }
    rows::commissions::composer(tx, id, &membres, &session.deports).await?;
    voir(tx, id).await
}

/// Records that a member takes no part in a decision.
pub(crate) async fn deporter(tx: &mut Tx, id: CommissionId, deport: Deport) -> Result<CommissionDto, Problem> {
    let session = ouverte(tx, id).await?;
    if !session.dossiers.iter().any(|dossier| dossier.candidature == deport.candidature) {
        return Err(Problem::field("/candidature", "absente", "cette candidature n'est pas à l'ordre du jour"));
    }
    if !session.membres.is_empty() && !session.membres.iter().any(|membre| membre.utilisateur == deport.membre) {
        return Err(Problem::field("/membre", "absent", "cette personne n'est pas appelée à la séance"));
    }
    let mut deports = session.deports;
    deports.retain(|one| (one.candidature, one.membre) != (deport.candidature, deport.membre));
    deports.push(deport);
    rows::commissions::composer(tx, id, &session.membres, &deports).await?;
    voir(tx, id).await
}

/// The files that may be presented, those that a former session postponed first, with what is missing.
pub(crate) async fn proposer(tx: &mut Tx, id: CommissionId) -> Result<Vec<Presentable>, Problem> {
    let session = voir(tx, id).await?;
    let mut waiting = Vec::new();
    for etat in [EtatCandidature::Ajournee, EtatCandidature::Diagnostic, EtatCandidature::Affectee] {
        waiting.extend(rows::candidatures::lister(tx, Some(etat), None, 50).await?);
    }
    let persons: Vec<_> = waiting.iter().map(|dossier| dossier.participant).collect();
    let vue = Instantane { au: session.tenue_le, connu_au: tx.now() };
    let mut verdicts = eligibilite::plie_de(tx, &persons, vue).await?;
    let present = |dossier: rows::candidatures::Dossier| {
        let verdict = verdicts.remove(&dossier.participant);
        presentable(&dossier, session.tenue_le, verdict)
    };
    Ok(waiting.into_iter().map(present).collect())
}

/// A file that may be presented on `jour`: ready once its diagnosis is made by then; what the rules still lack is
/// said too.
fn presentable(dossier: &rows::candidatures::Dossier, jour: NaiveDate, verdict: Option<EligibiliteDto>) -> Presentable {
    let mut manques = Vec::new();
    match dossier.diagnostiquee_le {
        None => manques.push("le diagnostic n'est pas établi".to_owned()),
        Some(made) if made > jour => manques.push(format!("le diagnostic du {made} est postérieur à la séance")),
        Some(_) => {}
    }
    let pret = manques.is_empty();
    if let Some(verdict) = verdict.filter(|verdict| verdict.etat != Etat::Rempli) {
        manques.push(verdict.raison.explication);
        let open = verdict.criteres.into_iter().filter(|one| one.etat == Etat::PreuveManquante);
        manques.extend(open.map(|one| one.motif));
    }
    let (candidature, etat) = (dossier.id, dossier.etat);
    Presentable { candidature, etat, pret, reporte: etat == EtatCandidature::Ajournee, manques }
}

/// Puts a diagnosed candidature on the agenda.
pub(crate) async fn inscrire(
    tx: &mut Tx,
    id: CommissionId,
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
    id: CommissionId,
    nouvelle: NouvelleDecision,
) -> Result<CommissionDto, Problem> {
    ouverte(tx, id).await?;
    motiver(&nouvelle, "")?;
    if !rows::commissions::decider(tx, id, &nouvelle).await? {
        return Err(Problem::field("/candidature", "absente", "cette candidature n'est pas à l'ordre du jour"));
    }
    voir(tx, id).await
}

fn motiver(nouvelle: &NouvelleDecision, base: &str) -> Result<(), Problem> {
    let silent = nouvelle.motif.is_none() && nouvelle.code_motif.is_none();
    if nouvelle.decision != Decision::Validee && silent {
        let pointer = format!("{base}/motif");
        return Err(Problem::field(&pointer, "absent", "une décision qui n'est pas une validation donne son motif"));
    }
    Ok(())
}

/// Closes a session: every file decided, the quorum reached for each. Decisions take effect, entry dates are
/// computed and the documents are made.
pub(crate) async fn clore(
    tx: &mut Tx,
    id: CommissionId,
    cloture: Cloture,
    annuaire: &Annuaire,
) -> Result<CommissionDto, Problem> {
    let session = ouverte(tx, id).await?;
    if session.tenue_le > tx.today() {
        return Err(Problem::new(Slug::TransitionInterdite, "La commission n'a pas encore eu lieu."));
    }
    let quorum = referentiels::en_vigueur(tx, session.tenue_le).await?.commission.quorum;
    let presents = presents(&session, cloture.presents)?;
    exiger_quorum(&session, &presents, quorum)?;
    for dossier in &session.dossiers {
        let decision = dossier.decision.ok_or_else(|| {
            let detail =
                format!("La candidature {} est à l'ordre du jour et n'a pas de décision.", dossier.candidature);
            Problem::new(Slug::TransitionInterdite, detail)
        })?;
        appliquer(tx, &session, dossier, Commande::Decider(decision), decision).await?;
    }
    rows::commissions::clore(tx, id, &presents).await?;
    let closed = voir(tx, id).await?;
    if !closed.dossiers.is_empty() {
        documents::preparer(tx, &closed, quorum, annuaire).await?;
    }
    Ok(closed)
}

/// Members present, each once; only those who were called, when some were.
fn presents(session: &CommissionDto, mut presents: Vec<UtilisateurId>) -> Result<Vec<UtilisateurId>, Problem> {
    presents.sort_unstable();
    presents.dedup();
    let called = |one: &UtilisateurId| session.membres.iter().any(|membre| membre.utilisateur == *one);
    if session.membres.is_empty() {
        return Ok(presents);
    }
    let strangers: Vec<_> = presents
        .iter()
        .enumerate()
        .filter(|(_, one)| !called(one))
        .map(|(rank, _)| FieldError::new(format!("/presents/{rank}"), "absent", "cette personne n'est pas appelée"))
        .collect();
    if strangers.is_empty() { Ok(presents) } else { Err(Problem::invalid(strangers)) }
}

/// The quorum counts, for each file, the members present who take part in its decision.
fn exiger_quorum(session: &CommissionDto, presents: &[UtilisateurId], quorum: usize) -> Result<(), Problem> {
    let taking_part = |dossier: &Dossier| {
        let away = |one: &&UtilisateurId| {
            session.deports.iter().any(|deport| deport.candidature == dossier.candidature && deport.membre == **one)
        };
        presents.len() - presents.iter().filter(away).count()
    };
    if presents.len() < quorum {
        let detail = format!("{} membre(s) présent(s) pour un quorum de {quorum}.", presents.len());
        return Err(Problem::new(Slug::QuorumNonAtteint, detail));
    }
    match session.dossiers.iter().find(|dossier| taking_part(dossier) < quorum) {
        None => Ok(()),
        Some(dossier) => {
            let detail = format!(
                "Déports déduits, {} membre(s) prennent part à la décision de la candidature {} pour un quorum de {quorum}.",
                taking_part(dossier),
                dossier.candidature
            );
            Err(Problem::new(Slug::QuorumNonAtteint, detail))
        }
    }
}

async fn appliquer(
    tx: &mut Tx,
    session: &CommissionDto,
    dossier: &Dossier,
    commande: Commande,
    decision: Decision,
) -> Result<(), Problem> {
    let mut decided = avancer(tx, dossier.candidature, commande).await?;
    decided.decidee_le = Some(session.tenue_le);
    rows::candidatures::enregistrer(tx, &decided).await?;
    let told = DecisionPrise {
        candidature: decided.id,
        commission: session.id,
        decision,
        decidee_le: session.tenue_le,
        correction: matches!(commande, Commande::Corriger(_)),
    };
    let now = tx.now();
    tx.emit(Evenement::new(DECISION_PRISE, decided.id, now, &told)?);
    reevaluer_entree(tx, &mut decided).await
}

/// Corrects a decision of a closed session: the former one stays, and the new one takes effect. Once an entry
/// was told, it is not taken back: the person leaves by an exit.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: CommissionId,
    correction: CorrectionDecision,
    annuaire: &Annuaire,
) -> Result<CommissionDto, Problem> {
    let session = rows::commissions::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let CorrectionDecision { decision: nouvelle, raison } = correction;
    if session.etat == EtatCommission::Ouverte {
        return Err(Problem::new(Slug::TransitionInterdite, "La séance est ouverte : enregistrez la décision."));
    }
    motiver(&nouvelle, "/decision")?;
    let former = session.dossiers.iter().find(|dossier| dossier.candidature == nouvelle.candidature);
    let Some((former, decision)) = former.and_then(|dossier| Some((dossier, dossier.decision?))) else {
        return Err(Problem::field("/decision/candidature", "absente", "aucune décision de cette séance à corriger"));
    };
    let entered = rows::candidatures::voir(tx, nouvelle.candidature).await?.and_then(|one| one.entree_le);
    if let Some(jour) = entered.filter(|_| nouvelle.decision != Decision::Validee) {
        let detail = format!("L'entrée au {jour} est prononcée : la personne sort du PLIE par une sortie.");
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    let corrected = DecisionCorrigee { decision, raison, corrigee_le: tx.today(), par: tx.acteur().id };
    let corrigees: Vec<_> = former.corrigees.iter().cloned().chain([corrected]).collect();
    let commande = Commande::Corriger(nouvelle.decision);
    appliquer(tx, &session, former, commande, nouvelle.decision).await?;
    rows::commissions::decider(tx, id, &nouvelle).await?;
    rows::commissions::garder_corrigees(tx, id, nouvelle.candidature, &corrigees).await?;
    let quorum = referentiels::en_vigueur(tx, session.tenue_le).await?.commission.quorum;
    let mut corrected = voir(tx, id).await?;
    corrected.dossiers.retain(|dossier| dossier.candidature == nouvelle.candidature);
    documents::preparer(tx, &corrected, quorum, annuaire).await?;
    voir(tx, id).await
}

/// A session, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: CommissionId) -> Result<CommissionDto, Problem> {
    rows::commissions::voir(tx, id).await?.ok_or_else(Problem::not_found)
}
