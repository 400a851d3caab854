//! Sessions of the instances: called, held, closed; a closed one is frozen and only a new decision corrects it.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use kernel::{CandidatureId, CommissionId, De, ParticipantId, Role, UtilisateurId};
use participants_api::{
    AnnulationCommission, AnnulationCommissionDto, Calendrier, CandidatureDto, Cloture, CommissionDto,
    CommissionResume, CorrectionDecision, CorrectionEntree, DECISION_PRISE, Decision, DecisionPrise,
    DeplacementCommission, DeplacementCommissionDto, Deport, DeportDemandeDto, EtatCandidature, EtatCommission,
    FiltreCommissions, Inscription, Membres, NonEntree, NouvelleCommission, NouvelleDecision, PointDemandeDto,
    PointDto, Presentable,
};
use problem::{FieldError, Problem, Slug};
use referentiel::{
    Raison, Referentiel, Verdict,
    regles::{
        decisions::{self, Tenue},
        eligibilite::Conclusion,
    },
};
use store::{Evenement, Page, Tx, limitations, ouvertures, referentiels};
use suite_api::Action;

use crate::{
    dossier::{instantane::domain::Instantane, participant},
    entree::{
        candidature::{self, app::avancer, domain::Candidature},
        date_entree::{self, app::reevaluer_entree},
        diagnostic, eligibilite,
    },
    instances::{
        commission::{
            domain::{
                calendrier::{HORIZON_JOURS, previsible, seances},
                session::{
                    Annulation, Avancement, Commande, Commission, Deplacement, Inscrit, Limites, Point, deroger,
                    motiver, redecider,
                },
            },
            ouverture, store as rows,
            trouver::{avancer_dossier, avancer_session, exiger, exiger_en_fonction, quorum},
        },
        demande::{
            self,
            domain::{Deport as DeportDemande, PointDemande},
        },
        document, plan, secret,
    },
    noms::nommer,
};

impl From<Commission> for CommissionDto {
    fn from(session: Commission) -> Self {
        let Commission { id, instance, tenue_le, etat, lieu, membres, deports, presents, .. } = session;
        let Commission { points, demandes, deplacements, annulation, .. } = session;
        let dossiers = points.into_iter().map(Into::into).collect();
        let demandes = demandes.into_iter().map(Into::into).collect();
        let deports = deports.into_iter().map(Into::into).collect();
        let (presents_noms, actions) = (vec![], vec![]);
        let (sans_engagement, sans_engagement_noms) = (vec![], vec![]);
        Self {
            id,
            instance,
            tenue_le,
            etat,
            lieu,
            membres,
            deports,
            presents,
            presents_noms,
            sans_engagement,
            sans_engagement_noms,
            dossiers,
            demandes,
            plan: vec![],
            deplacements: deplacements.into_iter().map(Into::into).collect(),
            annulation: annulation.map(Into::into),
            actions,
        }
    }
}

impl From<Deplacement> for DeplacementCommissionDto {
    fn from(one: Deplacement) -> Self {
        let Deplacement { tenue_le, lieu, motif, le, par } = one;
        Self { tenue_le, lieu, motif, le, par, par_nom: None }
    }
}

impl From<Annulation> for AnnulationCommissionDto {
    fn from(one: Annulation) -> Self {
        let Annulation { motif, le, par } = one;
        Self { motif, le, par, par_nom: None }
    }
}

impl From<PointDemande> for PointDemandeDto {
    fn from(point: PointDemande) -> Self {
        let PointDemande { demande, decision, motif, conditions, communiquee_le, deports, corrigees } = point;
        let aside = |one: DeportDemande| DeportDemandeDto { membre: one.membre, membre_nom: None, motif: one.motif };
        Self {
            demande: demande.id,
            participant: demande.participant,
            participant_nom: None,
            nature: demande.nature,
            objet: demande.objet,
            motif_demande: demande.motif,
            pour_information: demande.pour_information,
            decision,
            motif,
            conditions,
            communiquee_le,
            deports: deports.into_iter().map(aside).collect(),
            corrigees,
        }
    }
}

impl From<Point> for PointDto {
    fn from(point: Point) -> Self {
        let Point { candidature, decision, code_motif, motif, conditions, derogation, communiquee_le, corrigees } =
            point;
        let (participant, participant_nom) = (None, None);
        Self {
            candidature,
            participant,
            participant_nom,
            decision,
            code_motif,
            motif,
            conditions,
            derogation,
            communiquee_le,
            corrigees,
        }
    }
}

/// What may be done with a session, by the rules of its commands and as far as it is.
fn actions(session: &Commission, today: NaiveDate, avancement: &Avancement) -> Vec<Action> {
    let action = |(nom, commande)| Action::selon(nom, session.permet(commande, today, avancement));
    Commande::MONTREES.into_iter().map(action).collect()
}

/// A session as it is answered: whose candidatures are on its agenda, and the names.
async fn montrer(tx: &mut Tx, session: Commission) -> Result<CommissionDto, Problem> {
    let files = dossiers(tx, std::slice::from_ref(&session)).await?;
    let agenda = personnes(&session, &files);
    let plan = plan::app::montrer(tx, &session, &agenda).await?;
    let planned = plan.iter().filter_map(|one| one.participant);
    tx.concerner(&De::plusieurs(agenda.into_iter().chain(planned), ())).await?;
    let limites = limites(tx, &session, &files).await?;
    let own = |commission: CommissionId| commission == session.id;
    let convenu = plan.iter().any(|one| own(one.commission) || one.suites.iter().any(|suite| own(suite.commission)));
    let actions = actions(&session, tx.today(), &session.avancement(&limites, convenu));
    let sans_engagement = secret::sieges::manquants(tx, &session).await?;
    let mut shown = CommissionDto { actions, sans_engagement, plan, ..session.into() };
    for point in &mut shown.dossiers {
        point.participant = files.iter().find(|file| file.id == point.candidature).map(|file| file.participant);
    }
    Ok(nommer(tx, shown).await?)
}

/// Whose processing is restricted, of the agenda of a session with these files on it.
async fn limites(tx: &mut Tx, session: &Commission, files: &[Candidature]) -> Result<Limites, Problem> {
    let restricted = limitations::parmi(tx, &personnes(session, files)).await?;
    let personnes: Vec<_> = restricted.into_iter().map(|(person, _)| person).collect();
    let theirs = files.iter().filter(|file| personnes.contains(&file.participant)).map(|file| file.id);
    Ok(Limites { candidatures: theirs.collect(), personnes })
}

/// An instance of the territory, by the rules of a day.
fn tenue<'a>(rules: &'a Referentiel, instance: &str) -> Result<Tenue<'a>, Problem> {
    decisions::tenue(rules, instance)
        .ok_or_else(|| Problem::field("/instance", "inconnue", "le référentiel ne nomme pas cette instance"))
}

/// Puts a session in the calendar.
pub(crate) async fn prevoir(tx: &mut Tx, nouvelle: NouvelleCommission) -> Result<CommissionDto, Problem> {
    previsible(tx.today(), "/tenue_le", nouvelle.tenue_le)?;
    let rules = referentiels::en_vigueur(tx, nouvelle.tenue_le).await?;
    tenue(&rules, &nouvelle.instance)?;
    let session = Commission::prevoir(tx.id(), nouvelle.instance, nouvelle.tenue_le, nouvelle.lieu);
    rows::ajouter(tx, &session).await?;
    demande::office::inscrire(tx, &session).await?;
    voir(tx, session.id).await
}

/// Puts the sessions of the rhythm in the calendar.
pub(crate) async fn planifier(tx: &mut Tx, calendrier: Calendrier) -> Result<Vec<CommissionDto>, Problem> {
    let today = tx.today();
    let rules = referentiels::en_vigueur(tx, today).await?;
    let Some(rythme) = tenue(&rules, &calendrier.instance)?.rythme_jours else {
        return Err(Problem::new(Slug::TransitionInterdite, "Le référentiel ne fixe pas de rythme à cette instance."));
    };
    let premier = match (calendrier.a_partir_du, rows::derniere(tx, &calendrier.instance).await?) {
        (Some(premier), _) => premier,
        (None, Some(last)) => kernel::calendrier::plus_jours(last, i64::from(rythme)),
        (None, None) => today,
    };
    previsible(today, "/jusquau", calendrier.jusquau)?;
    if kernel::calendrier::jours_entre(premier, calendrier.jusquau) > HORIZON_JOURS {
        return Err(Problem::field("/jusquau", "hors_bornes", "deux ans au plus"));
    }
    let known = rows::jours(tx, &calendrier.instance, premier).await?;
    let mut made = Vec::new();
    for tenue_le in seances(premier, rythme, calendrier.jusquau, &known) {
        let instance = calendrier.instance.clone();
        made.push(prevoir(tx, NouvelleCommission { instance, tenue_le, lieu: None }).await?);
    }
    Ok(made)
}

/// Has a session held on another day or elsewhere: what is on its agenda stays, but for entries of which another session may
/// take note before, or this one may not any more; who was convened is told.
pub(crate) async fn deplacer(
    tx: &mut Tx,
    id: CommissionId,
    vers: DeplacementCommission,
) -> Result<CommissionDto, Problem> {
    let mut session = avancer_session(tx, id, Commande::Deplacer).await?;
    let tenue_le = vers.tenue_le;
    previsible(tx.today(), "/tenue_le", tenue_le)?;
    let rules = referentiels::en_vigueur(tx, tenue_le).await?;
    if decisions::tenue(&rules, &session.instance).is_none() {
        let detail = "le référentiel de ce jour ne nomme pas cette instance";
        return Err(Problem::field("/tenue_le", "incoherent", detail));
    }
    let called: Vec<_> = session.membres.iter().map(|one| ("/tenue_le".to_owned(), one.utilisateur)).collect();
    exiger_en_fonction(tx, called, tenue_le).await?;
    let files = tenir_l_agenda(tx, &session).await?;
    let diagnostics = files.iter().filter_map(|file| file.diagnostiquee_le);
    let (today, par) = (tx.today(), tx.acteur().id);
    session.deplacer(vers, diagnostics, today, par)?;
    rows::enregistrer(tx, &session).await?;
    demande::app::rendre_les_entrees(tx, &mut session).await?;
    document::app::reconvoquer(tx, &session).await?;
    ouverture::refaire(tx, id).await?;
    voir(tx, id).await
}

/// Does not hold a session: all that was on its agenda waits for another one, and who was convened is told.
pub(crate) async fn annuler(
    tx: &mut Tx,
    id: CommissionId,
    annulation: AnnulationCommission,
) -> Result<CommissionDto, Problem> {
    let mut session = avancer_session(tx, id, Commande::Annuler).await?;
    tenir_l_agenda(tx, &session).await?;
    let agenda: Vec<_> = session.points.iter().map(|point| point.candidature).collect();
    for candidature in agenda {
        remettre(tx, &mut session, candidature).await?;
    }
    for point in std::mem::take(&mut session.demandes) {
        demande::app::remettre(tx, id, point.demande.id).await?;
    }
    session.annulation = Some(Annulation { motif: annulation.motif, le: tx.today(), par: tx.acteur().id });
    rows::enregistrer(tx, &session).await?;
    document::app::reconvoquer(tx, &session).await?;
    ouverture::refaire(tx, id).await?;
    voir(tx, id).await
}

/// The candidatures of the agenda of a locked session in which nothing is decided yet; the persons of the whole agenda are held.
async fn tenir_l_agenda(tx: &mut Tx, session: &Commission) -> Result<Vec<Candidature>, Problem> {
    let convenu = !plan::store::de_la_seance(tx, session, false).await?.is_empty();
    session.exiger_intacte(convenu)?;
    let files = dossiers(tx, std::slice::from_ref(session)).await?;
    participant::store::tenir_toutes(tx, &personnes(session, &files)).await?;
    Ok(files)
}

/// Takes a candidature off the agenda of a locked session: it waits for another one.
async fn remettre(tx: &mut Tx, session: &mut Commission, candidature: CandidatureId) -> Result<(), Problem> {
    let mut waiting = candidature::store::verrouiller(tx, candidature).await?;
    waiting.avancer(candidature::domain::Commande::Retirer)?;
    candidature::store::enregistrer(tx, &waiting).await?;
    session.retirer(candidature);
    Ok(rows::retirer(tx, session.id, candidature).await?)
}

/// Says who is called.
pub(crate) async fn appeler(tx: &mut Tx, id: CommissionId, membres: Membres) -> Result<CommissionDto, Problem> {
    let mut session = avancer_session(tx, id, Commande::Appeler).await?;
    let named =
        membres.membres.iter().enumerate().map(|(rank, one)| (format!("/membres/{rank}/utilisateur"), one.utilisateur));
    exiger_en_fonction(tx, named, session.tenue_le).await?;
    session.appeler(membres.membres, membres.remplace)?;
    rows::enregistrer(tx, &session).await?;
    ouverture::refaire(tx, id).await?;
    montrer(tx, session).await
}

/// Records that a member takes no part in a decision.
pub(crate) async fn deporter(tx: &mut Tx, id: CommissionId, deport: Deport) -> Result<CommissionDto, Problem> {
    let mut session = avancer_dossier(tx, id, deport.candidature, Commande::Deporter).await?;
    exiger_en_fonction(tx, [("/membre".to_owned(), deport.membre)], session.tenue_le).await?;
    session.deporter(deport)?;
    rows::enregistrer(tx, &session).await?;
    ouverture::refaire(tx, id).await?;
    montrer(tx, session).await
}

/// The files that may be presented, those that a former session postponed first, with what is missing and whose
/// they are.
pub(crate) async fn proposer(tx: &mut Tx, id: CommissionId) -> Result<De<Vec<Presentable>>, Problem> {
    let session = exiger(tx, id).await?;
    if session.releve_des_entrees().is_err() {
        return Ok(De::plusieurs([], vec![]));
    }
    let mut waiting = Vec::new();
    for etat in [EtatCandidature::Ajournee, EtatCandidature::Diagnostic, EtatCandidature::Affectee] {
        waiting.extend(candidature::store::de_l_etat(tx, etat, 51).await?);
    }
    let persons: Vec<_> = waiting.iter().map(|candidature| candidature.participant).collect();
    let vue = Instantane { au: session.tenue_le, connu_au: tx.now() };
    let mut verdicts = eligibilite::app::plie_de(tx, &persons, vue).await?;
    let mut bare = diagnostic::app::sans_preconisation(tx, &waiting).await?;
    let present = |candidature: Candidature| {
        let (verdict, bare) = (verdicts.remove(&candidature.participant), bare.remove(&candidature.id));
        presentable(&candidature, &session, verdict, bare)
    };
    let proposed = waiting.into_iter().map(present).collect();
    Ok(De::plusieurs(persons, nommer(tx, proposed).await?))
}

/// A file that may be presented to a session: ready once its diagnosis is made by then; what the rules still lack
/// is said too, and that the diagnosis recommends nothing where the session awaits it.
fn presentable(
    candidature: &Candidature,
    session: &Commission,
    verdict: Option<Verdict<Conclusion>>,
    sans_preconisation: Option<Raison>,
) -> Presentable {
    let mut manques: Vec<_> = candidature.diagnostic_manquant(session.tenue_le).into_iter().collect();
    let pret = manques.is_empty();
    manques.extend(sans_preconisation.map(|raison| raison.explication));
    manques.extend(verdict.into_iter().flat_map(eligibilite::app::lacunes));
    let (participant, participant_nom) = (Some(candidature.participant), None);
    let (candidature, etat) = (candidature.id, candidature.etat);
    let reporte = etat == EtatCandidature::Ajournee;
    Presentable { candidature, participant, participant_nom, etat, pret, reporte, manques }
}

/// Puts a diagnosed candidature on the agenda.
pub(crate) async fn inscrire(
    tx: &mut Tx,
    id: CommissionId,
    inscription: Inscription,
) -> Result<CommissionDto, Problem> {
    let session = avancer_session(tx, id, Commande::Inscrire).await?;
    session.releve_des_entrees()?;
    let candidature = avancer(tx, inscription.candidature, candidature::domain::Commande::Inscrire).await;
    let candidature = candidature
        .map_err(|refus| refus.nomme("/candidature", "cette candidature n'existe pas dans le territoire"))?;
    session.admet(candidature.diagnostiquee_le)?;
    candidature::store::enregistrer(tx, &candidature).await?;
    rows::inscrire(tx, id, &Point::inscrire(candidature.id)).await?;
    ouverture::refaire(tx, id).await?;
    voir(tx, id).await
}

/// Records that a person does not enter: their candidature leaves the agenda on which it is.
pub(crate) async fn retirer(tx: &mut Tx, id: CandidatureId, fin: NonEntree) -> Result<CandidatureDto, Problem> {
    candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    // The session first, then the candidature, as whoever closes it takes them.
    let agenda = rows::en_attente(tx, id).await?;
    if let Some(agenda) = agenda {
        let mut session = avancer_session(tx, agenda, Commande::Retirer).await?;
        session.retirer(id);
        rows::enregistrer(tx, &session).await?;
        rows::retirer(tx, agenda, id).await?;
        ouverture::refaire(tx, agenda).await?;
    }
    let done = candidature::app::ne_pas_entrer(tx, id, fin).await?;
    if agenda.is_none() && rows::en_attente(tx, id).await?.is_some() {
        return Err(Problem::new(
            Slug::Conflit,
            "La candidature vient d'être inscrite à un ordre du jour : recommencez.",
        ));
    }
    Ok(done)
}

/// Records a decision; it takes effect when the session closes.
pub(crate) async fn decider(
    tx: &mut Tx,
    id: CommissionId,
    nouvelle: NouvelleDecision,
) -> Result<CommissionDto, Problem> {
    let mut session = avancer_dossier(tx, id, nouvelle.candidature, Commande::Decider).await?;
    motiver(&nouvelle, "")?;
    exiger_derogation(tx, &session, &nouvelle, "").await?;
    let point = session.decider(nouvelle)?;
    rows::enregistrer_point(tx, id, point).await?;
    montrer(tx, session).await
}

/// Of a file of the agenda whom the rules of the day of the session leave out, the decision to have them enter says why.
async fn exiger_derogation(
    tx: &mut Tx,
    session: &Commission,
    nouvelle: &NouvelleDecision,
    base: &str,
) -> Result<(), Problem> {
    if session.point(nouvelle.candidature).is_none() {
        return Ok(());
    }
    let Some(file) = candidature::store::voir(tx, nouvelle.candidature).await? else { return Ok(()) };
    let ecart = eligibilite::app::ecart(tx, file.participant, session.tenue_le).await?;
    Ok(deroger(nouvelle, ecart.as_deref(), base)?)
}

/// A decision to have somebody enter says why where the rules leave them out now, whatever they said when it was taken.
async fn exiger_derogations(tx: &mut Tx, session: &Commission, files: &[Candidature]) -> Result<(), Problem> {
    let entering = session.sans_derogation();
    let files: Vec<_> = files.iter().filter(|file| entering.contains(&file.id)).collect();
    if files.is_empty() {
        return Ok(());
    }
    let persons: Vec<_> = files.iter().map(|file| file.participant).collect();
    let ecarts = eligibilite::app::ecarts(tx, &persons, session.tenue_le).await?;
    Ok(redecider(files.iter().filter_map(|file| Some((file.id, ecarts.get(&file.participant)?.as_str()))))?)
}

/// Closes a session: every file decided, the quorum reached for each. Decisions take effect, entry dates are
/// computed and the documents are made.
pub(crate) async fn clore(tx: &mut Tx, id: CommissionId, cloture: Cloture) -> Result<CommissionDto, Problem> {
    let mut session = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    session.clore(tx.today())?;
    // All the persons at once: the agenda has an order of its own, in which two commands would wait for one another.
    let files = dossiers(tx, std::slice::from_ref(&session)).await?;
    participant::store::tenir_toutes(tx, &personnes(&session, &files)).await?;
    remettre_les_limites(tx, &mut session, &files).await?;
    exiger_derogations(tx, &session, &files).await?;
    let quorum = quorum(tx, &session).await?;
    let named = cloture.presents.iter().enumerate().map(|(rank, one)| (format!("/presents/{rank}"), *one));
    exiger_en_fonction(tx, named, session.tenue_le).await?;
    let presents = cloture.presents.clone();
    session.constater(cloture.presents).map_err(Problem::invalid)?;
    let excluded = secret::sieges::exclus(tx, &session).await?;
    engages(&presents, &excluded).map_err(Problem::invalid)?;
    session.exiger_quorum(quorum).map_err(|refus| Problem::new(Slug::QuorumNonAtteint, refus.to_string()))?;
    for point in &session.points {
        let decision = point.decidee()?;
        let commande = candidature::domain::Commande::Decider(decision);
        appliquer(tx, &session, point.candidature, commande, decision).await?;
    }
    demande::app::prononcer(tx, &session).await?;
    rows::enregistrer(tx, &session).await?;
    ouverture::refaire(tx, id).await?;
    let plan = plan::app::a_imprimer(tx, &session).await?;
    if !session.points.is_empty() || !session.demandes.is_empty() || !plan.is_empty() {
        document::app::preparer(tx, &session, quorum, plan).await?;
    }
    montrer(tx, session).await
}

/// Where it is obliged, nobody was there who had not undertaken to keep secret what they heard.
fn engages(presents: &[UtilisateurId], exclus: &BTreeSet<UtilisateurId>) -> Result<(), Vec<FieldError>> {
    let detail = "cette personne n'a pas signé l'engagement de secret, exigé pour siéger";
    let silent = presents.iter().enumerate().filter(|(_, one)| exclus.contains(*one));
    let errors: Vec<_> =
        silent.map(|(rank, _)| FieldError::new(format!("/presents/{rank}"), "non_engage", detail)).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Takes off the agenda the files whose processing is restricted: they wait for another session, as they were.
async fn remettre_les_limites(tx: &mut Tx, session: &mut Commission, files: &[Candidature]) -> Result<(), Problem> {
    let Limites { personnes, candidatures } = limites(tx, session, files).await?;
    for candidature in candidatures {
        remettre(tx, session, candidature).await?;
    }
    let theirs = |point: &PointDemande| personnes.contains(&point.demande.participant);
    for point in session.demandes.iter().filter(|point| theirs(point)) {
        demande::app::remettre(tx, session.id, point.demande.id).await?;
    }
    session.demandes.retain(|point| !theirs(point));
    Ok(())
}

async fn appliquer(
    tx: &mut Tx,
    session: &Commission,
    id: CandidatureId,
    commande: candidature::domain::Commande,
    decision: Decision,
) -> Result<(), Problem> {
    let mut decided = avancer(tx, id, commande).await?;
    decided.decidee_le = Some(session.tenue_le);
    candidature::store::enregistrer(tx, &decided).await?;
    let told = DecisionPrise {
        candidature: decided.id,
        commission: session.id,
        decision,
        decidee_le: session.tenue_le,
        correction: matches!(commande, candidature::domain::Commande::Corriger(_)),
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
) -> Result<CommissionDto, Problem> {
    let mut session = avancer_dossier(tx, id, correction.decision.candidature, Commande::Corriger).await?;
    let CorrectionDecision { decision: nouvelle, raison } = correction;
    motiver(&nouvelle, "/decision")?;
    exiger_derogation(tx, &session, &nouvelle, "/decision").await?;
    let (candidature, decision) = (nouvelle.candidature, nouvelle.decision);
    let point = session.corriger(nouvelle, raison, tx.today(), tx.acteur().id)?;
    if let Some(concerned) = candidature::store::voir(tx, candidature).await? {
        concerned.admet_correction(decision)?;
        candidature::app::exiger_seule(tx, &concerned, decision).await?;
    }
    rows::enregistrer_point(tx, id, point).await?;
    let commande = candidature::domain::Commande::Corriger(decision);
    appliquer(tx, &session, candidature, commande, decision).await?;
    refaire_les_papiers(tx, session, candidature).await?;
    voir(tx, id).await
}

/// Makes anew the papers of a closed session that tell of a candidature; the former ones stay.
async fn refaire_les_papiers(tx: &mut Tx, mut session: Commission, candidature: CandidatureId) -> Result<(), Problem> {
    let quorum = quorum(tx, &session).await?;
    session.points.retain(|point| point.candidature == candidature);
    session.demandes.retain(|point| point.entree_de(candidature));
    document::app::preparer(tx, &session, quorum, vec![]).await
}

/// Corrects the day of an entry; the papers of the session that decided are made anew, those that bore the former day stay.
pub(crate) async fn corriger_entree(
    tx: &mut Tx,
    id: CandidatureId,
    correction: CorrectionEntree,
) -> Result<CandidatureDto, Problem> {
    // The session first, then the person and the candidature, as whoever closes it takes them.
    let told = match demande::store::seance_de_l_entree(tx, id).await? {
        Some(session) => Some(session),
        None => rows::de_la_candidature(tx, id).await?.map(|(session, _)| session),
    };
    let session = match told {
        Some(session) => rows::verrouiller(tx, session).await?,
        None => None,
    };
    date_entree::app::corriger(tx, id, correction).await?;
    // The one that postponed the file of who entered by a collective action said nothing of the entry.
    let said = |session: &Commission| {
        session.point(id).is_some_and(|point| point.decision == Some(Decision::Validee))
            || session.demandes.iter().any(|point| point.entree_de(id))
    };
    if let Some(session) = session.filter(|session| session.etat == EtatCommission::Close && said(session)) {
        refaire_les_papiers(tx, session, id).await?;
    }
    candidature::app::voir(tx, id).await
}

/// A page, newest first, without the agendas: what it shows of persons are the decisions in which a member takes
/// no part.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreCommissions,
    apres: Option<(NaiveDate, CommissionId)>,
) -> Result<De<Page<CommissionResume>>, Problem> {
    let (me, titres) = (tx.acteur().soi(), &tx.acteur().titres);
    let (limite, suit) = (titres.vue().par_nom_seulement(), titres.comme(Role::Referent));
    let siege = limite && (!suit || titres.comme(Role::MembreCommission));
    // Who follows persons finds every session, and in each of them those persons: its numbers tell of no other either.
    let membre = (limite && !suit).then_some(me);
    let mut rows = rows::lister(tx, membre, filtre, apres).await?;
    let seuls = if suit { ouvertures::seuls(tx).await? } else { None };
    let ids: Vec<_> = rows.iter().map(|session| session.id).collect();
    let agendas = rows::dossiers(tx, &ids, seuls.as_deref()).await?;
    let demandes = rows::demandes(tx, &ids, seuls.as_deref()).await?;
    let all = agendas.iter().map(|(one, _)| one).chain(demandes.iter().map(|(one, _)| one));
    let waiting: Vec<_> = all.filter(|one| !one.decide).map(|one| one.participant).collect();
    let restricted = limitations::parmi(tx, &waiting).await?;
    let restricted: Vec<_> = restricted.into_iter().map(|(person, _)| person).collect();
    let convenues = plan::store::convenues(tx, &ids).await?;
    let mut brefs = HashMap::new();
    for session in &mut rows {
        // A member reads in the session itself who takes no part in what, and knows of no file in which they take none.
        let sits = siege && session.etat == EtatCommission::Ouverte && session.appelle(me);
        let own = |one: &Inscrit| one.commission == session.id;
        let files = agendas.iter().filter(|(one, file)| own(one) && (!sits || session.prend_part(me, *file)));
        let files: Vec<_> = files.map(|(one, _)| *one).collect();
        let aside = |deports: &[DeportDemande]| sits && deports.iter().any(|one| one.membre == me);
        let asked = demandes.iter().filter(|(one, deports)| own(one) && !aside(deports));
        let asked: Vec<_> = asked.map(|(one, _)| *one).collect();
        let (combien, convenu) = ((files.len(), asked.len()), convenues.contains(&session.id));
        let avancement = Avancement::en_bref(&[files, asked].concat(), &restricted, convenu);
        brefs.insert(session.id, (combien, avancement));
        if limite {
            session.deports.clear();
        }
    }
    let page = Page::new(rows, filtre.limite, |session| (session.tenue_le, session.id));
    let files = dossiers(tx, &page.elements).await?;
    let shown: Vec<_> = files.iter().map(|file| file.participant).collect();
    let today = tx.today();
    let line = |session| resume(session, today, &brefs);
    Ok(De::plusieurs(shown, nommer(tx, page.map(line)).await?))
}

/// A line of the list, with how many files and demandes are on the agenda of each session and how far it is.
fn resume(
    session: Commission,
    today: NaiveDate,
    brefs: &HashMap<CommissionId, ((usize, usize), Avancement)>,
) -> CommissionResume {
    let ((files, asked), avancement) = brefs.get(&session.id).cloned().unwrap_or_default();
    let actions = actions(&session, today, &avancement);
    let Commission { id, instance, tenue_le, etat, lieu, membres, deports, presents, .. } = session;
    let nombre = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    CommissionResume {
        id,
        instance,
        tenue_le,
        etat,
        lieu,
        membres,
        deports: deports.into_iter().map(Into::into).collect(),
        presents,
        presents_noms: vec![],
        nombre_dossiers: nombre(files),
        nombre_demandes: nombre(asked),
        actions,
    }
}

/// A session with its agenda and whose files are on it, or 404.
pub(crate) async fn consulter(tx: &mut Tx, id: CommissionId) -> Result<De<CommissionDto>, Problem> {
    let session = exiger(tx, id).await?;
    let session = ouverture::lisible(tx, session).await?;
    let files = dossiers(tx, std::slice::from_ref(&session)).await?;
    let mut shown = personnes(&session, &files);
    let told = montrer(tx, session).await?;
    shown.extend(told.plan.iter().filter_map(|one| one.participant));
    Ok(De::plusieurs(shown, told))
}

/// The persons of a session, with these files on its agenda.
fn personnes(session: &Commission, files: &[Candidature]) -> Vec<ParticipantId> {
    let demandes = session.demandes.iter().map(|point| point.demande.participant);
    files.iter().map(|file| file.participant).chain(demandes).collect()
}

/// The candidatures that sessions name.
async fn dossiers(tx: &mut Tx, sessions: &[Commission]) -> Result<Vec<Candidature>, Problem> {
    let named = sessions.iter().flat_map(|session| {
        let agenda = session.points.iter().map(|point| point.candidature);
        agenda.chain(session.deports.iter().map(|deport| deport.candidature))
    });
    let named: Vec<_> = named.collect();
    if named.is_empty() { Ok(vec![]) } else { Ok(candidature::store::parmi(tx, &named).await?) }
}

/// The same, as it is answered.
pub(crate) async fn voir(tx: &mut Tx, id: CommissionId) -> Result<CommissionDto, Problem> {
    let session = exiger(tx, id).await?;
    montrer(tx, session).await
}
