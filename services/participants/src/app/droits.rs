//! Consents and rights of the person: each exercise is written, or it does not happen.

use chrono::NaiveDate;
use kernel::{ConsentementId, ParticipantId};
use participants_api::{
    ConsentementDto, ConservationDto, Demande, ExportDto, NouveauConsentement, Obligation, ParticipantDto, Regard,
    Retrait,
};
use problem::{Problem, Slug};
use referentiel::regles::conservation::{self, Faits};
use store::{
    Tx,
    journal::{self, Lue},
    referentiels,
};

use super::{adresses, candidatures, contrats, diagnostics, participants, situations};
use crate::{
    domain::{consentement::Consentement, participant::Participant},
    lectures, store as rows,
};

/// Records an answer of the person.
pub(crate) async fn consentir(
    tx: &mut Tx,
    id: ParticipantId,
    nouveau: NouveauConsentement,
) -> Result<ConsentementDto, Problem> {
    participants::modifiable(tx, id).await?;
    let consentement = Consentement::recueillir(tx.id(), id, nouveau, tx.today(), tx.acteur().id)?;
    rows::droits::consentir(tx, &consentement).await?;
    Ok(dto(&consentement, tx.today()))
}

/// An answer, and whether it holds on `jour`.
fn dto(consentement: &Consentement, jour: NaiveDate) -> ConsentementDto {
    let vaut = consentement.vaut(jour);
    let Consentement { id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, saisi_par, .. } =
        *consentement;
    ConsentementDto { id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, vaut, saisi_par }
}

/// The answers of the person, and whether each holds today.
pub(crate) async fn consentements(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    participants::exiger(tx, id).await?;
    donnes(tx, id).await
}

async fn donnes(tx: &mut Tx, id: ParticipantId) -> Result<Vec<ConsentementDto>, Problem> {
    let today = tx.today();
    Ok(rows::droits::consentements(tx, id).await?.iter().map(|one| dto(one, today)).collect())
}

/// Withdraws a consent; that it was given stays written.
pub(crate) async fn retirer(
    tx: &mut Tx,
    id: ConsentementId,
    retrait: Retrait,
) -> Result<Vec<ConsentementDto>, Problem> {
    let mut consentement = rows::droits::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    consentement.retirer(retrait.le)?;
    rows::droits::enregistrer(tx, &consentement).await?;
    consentements(tx, consentement.participant).await
}

/// Restricts the processing: the file is kept and read, not changed.
pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participants::modifiable(tx, id).await?;
    file.limiter(tx.today());
    changer_limitation(tx, file, "limitation", demande).await
}

/// Lifts the restriction.
pub(crate) async fn lever(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<ParticipantDto, Problem> {
    let mut file = participants::exiger(tx, id).await?;
    file.lever_la_limitation()?;
    changer_limitation(tx, file, "levee", demande).await
}

async fn changer_limitation(
    tx: &mut Tx,
    file: Participant,
    acte: &str,
    demande: Demande,
) -> Result<ParticipantDto, Problem> {
    rows::droits::limiter(tx, file.id, file.limite_le).await?;
    rows::droits::inscrire(tx, file.id, acte, Some(&demande.motif)).await?;
    Ok(file.into())
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
    ailleurs: Vec<Lue>,
) -> Result<ExportDto, Problem> {
    let identite = participants::exiger(tx, id).await?;
    let mut reads = journal::lister(tx, id).await?;
    reads.extend(ailleurs);
    rows::droits::inscrire(tx, id, "export", Some(&demande.motif)).await?;
    let mut export = ExportDto {
        fait_le: tx.now(),
        identite: identite.into(),
        adresses: adresses::lister(tx, id, Regard::default()).await?,
        situations: situations::lister(tx, id, Regard::default()).await?,
        pieces: rows::pieces::lister(tx, id).await?.into_iter().map(Into::into).collect(),
        candidatures: vec![],
        diagnostics: vec![],
        contrats: vec![],
        consentements: donnes(tx, id).await?,
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
