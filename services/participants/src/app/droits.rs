//! Consents and rights of the person: each exercise is written, or it does not happen.

use kernel::{ConsentementId, ParticipantId};
use participants_api::{
    ConsentementDto, ConservationDto, Demande, ExportDto, Finalite, NouveauConsentement, Obligation, ParticipantDto,
    Regard, Retrait,
};
use problem::{Problem, Slug};
use referentiel::regles::conservation::{self, Faits};
use runtime::lectures::Lecture;
use store::{Tx, referentiels};

use super::{adresses, candidatures, contrats, diagnostics, participants, situations};
use crate::{lectures, store as rows};

/// Records an answer of the person.
pub(crate) async fn consentir(
    tx: &mut Tx,
    id: ParticipantId,
    nouveau: NouveauConsentement,
) -> Result<ConsentementDto, Problem> {
    participants::modifiable(tx, id).await?;
    if (nouveau.finalite == Finalite::Partage) != nouveau.partenaire.is_some() {
        return Err(Problem::field("/partenaire", "incoherent", "un partage nomme son partenaire, et lui seul"));
    }
    if nouveau.recueilli_le > tx.today() {
        return Err(Problem::field("/recueilli_le", "futur", "un accord n'est pas recueilli dans le futur"));
    }
    if nouveau.expire_le.is_some_and(|fin| fin < nouveau.recueilli_le) {
        return Err(Problem::field(
            "/expire_le",
            "incoherent",
            format!("attendu : le {} ou plus tard", nouveau.recueilli_le),
        ));
    }
    Ok(rows::droits::consentir(tx, id, nouveau).await?)
}

/// The answers of the person, and whether each holds today.
pub(crate) async fn consentements(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    participants::exiger(tx, id).await?;
    Ok(rows::droits::consentements(tx, id).await?)
}

/// Withdraws a consent; that it was given stays written.
pub(crate) async fn retirer(
    tx: &mut Tx,
    id: ConsentementId,
    retrait: Retrait,
) -> Result<Vec<ConsentementDto>, Problem> {
    let (participant, recueilli_le) = rows::droits::consentement(tx, id).await?.ok_or_else(Problem::not_found)?;
    if retrait.le < recueilli_le {
        return Err(Problem::field("/le", "incoherent", format!("attendu : le {recueilli_le} ou plus tard")));
    }
    rows::droits::retirer(tx, id, retrait.le).await?;
    consentements(tx, participant).await
}

/// Restricts the processing: the file is kept and read, not changed.
pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    participants::modifiable(tx, id).await?;
    let today = tx.today();
    rows::droits::limiter(tx, id, Some(today)).await?;
    rows::droits::inscrire(tx, id, "limitation", Some(&demande.motif)).await?;
    participants::exiger(tx, id).await
}

/// Lifts the restriction.
pub(crate) async fn lever(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    if participants::exiger(tx, id).await?.limite_le.is_none() {
        return Err(Problem::new(Slug::TransitionInterdite, "Le traitement de ce dossier n'est pas limité."));
    }
    rows::droits::limiter(tx, id, None).await?;
    rows::droits::inscrire(tx, id, "levee", Some(&demande.motif)).await?;
    participants::exiger(tx, id).await
}

/// Records what a funder obliges to keep.
pub(crate) async fn obliger(
    tx: &mut Tx,
    id: ParticipantId,
    obligation: Obligation,
) -> Result<ConservationDto, Problem> {
    participants::exiger(tx, id).await?;
    rows::droits::obliger(tx, id, &obligation).await?;
    conservation(tx, id).await
}

/// How long the file is kept, and why.
pub(crate) async fn conservation(tx: &mut Tx, id: ParticipantId) -> Result<ConservationDto, Problem> {
    participants::exiger(tx, id).await?;
    let (faits, obligations) = faits(tx, id).await?;
    let referentiel = referentiels::en_vigueur(tx, tx.today()).await?;
    let verdict = conservation::echeances(&referentiel, &faits);
    Ok(ConservationDto {
        dernier_contact: faits.dernier_contact,
        archivage_le: verdict.conclusion.archivage_le,
        anonymisation_le: verdict.conclusion.anonymisation_le,
        obligations,
        raison: verdict.raison,
    })
}

async fn faits(tx: &mut Tx, id: ParticipantId) -> Result<(Faits, Vec<Obligation>), Problem> {
    let dernier_contact = rows::droits::dernier_contact(tx, id).await?.unwrap_or_else(|| tx.today());
    let obligations = rows::droits::obligations(tx, id).await?;
    let held = obligations.iter().map(|one| (one.operation.clone(), one.jusquau)).collect();
    Ok((Faits { dernier_contact, obligations: held }, obligations))
}

/// Erases a file at the person's request: refused, with the reason, while a funder's duty or a procedure
/// runs. The keys of the received files, to be destroyed once this is committed.
pub(crate) async fn effacer(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<Vec<String>, Problem> {
    participants::exiger(tx, id).await?;
    let (faits, _) = faits(tx, id).await?;
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let verdict = conservation::retenue(&referentiel, &faits, today);
    if verdict.conclusion.is_some() {
        return Err(Problem::new(Slug::EffacementRefuse, format!("{}.", verdict.raison.explication)));
    }
    let running = rows::candidatures::en_cours(tx, id).await?;
    if !running.is_empty() {
        let detail = "Une candidature ou un accompagnement est en cours : ce dossier sert encore à la personne.";
        return Err(Problem::new(Slug::EffacementRefuse, detail));
    }
    rows::droits::inscrire(tx, id, "effacement", Some(&demande.motif)).await?;
    super::conservation::anonymiser(tx, id).await
}

/// All that this service holds on the person, and who read what elsewhere; written before it is given.
pub(crate) async fn exporter(
    tx: &mut Tx,
    id: ParticipantId,
    demande: Demande,
    ailleurs: Vec<Lecture>,
) -> Result<ExportDto, Problem> {
    let identite = participants::exiger(tx, id).await?;
    let mut reads = runtime::lectures::lister(tx, id).await?;
    reads.extend(ailleurs);
    rows::droits::inscrire(tx, id, "export", Some(&demande.motif)).await?;
    let mut export = ExportDto {
        fait_le: tx.now(),
        identite,
        adresses: adresses::lister(tx, id, Regard::default()).await?,
        situations: situations::lister(tx, id, Regard::default()).await?,
        pieces: rows::pieces::lister(tx, id).await?,
        candidatures: vec![],
        diagnostics: vec![],
        contrats: vec![],
        consentements: rows::droits::consentements(tx, id).await?,
        lectures: lectures::raconter(reads),
    };
    for candidature in rows::candidatures::du_participant(tx, id).await? {
        export.candidatures.push(candidatures::voir(tx, candidature).await?);
        export.diagnostics.extend(diagnostics::toutes(tx, candidature).await?);
    }
    for contrat in rows::contrats::du_participant(tx, id).await? {
        export.contrats.push(contrats::voir(tx, contrat).await?);
    }
    Ok(export)
}
