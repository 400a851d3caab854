//! Contrats d'engagement: the last required signature engages.

use aws_lc_rs::{constant_time::verify_slices_are_equal, rand};
use chrono::TimeDelta;
use kernel::{CandidatureId, ContratId, ParticipantId, hexadecimal};
use participants_api::{
    CodeDeSignature, ContratDto, EtatCandidature, FinContrat, ModeSignature, NouveauContrat, Renouvellement,
    SignatureContrat,
};
use problem::{Problem, Slug};
use referentiel::{Referentiel, Signataire, regles::contrat::signatures_manquantes};
use sha2::{Digest, Sha256};
use store::{Tx, referentiels};

use super::{candidatures::avancer, contrat_imprime, pieces, reevaluer_entree};
use crate::{
    domain::{candidature::Commande, texte_contrat},
    store::{self as rows, candidatures::Dossier, contrats::Acte},
};

/// How long a one-time code holds, and how many times it may be tried.
const DUREE_DU_CODE: TimeDelta = TimeDelta::minutes(15);
const ESSAIS: i32 = 5;

/// Prepares the contract of a validated candidature.
pub(crate) async fn preparer(tx: &mut Tx, nouveau: NouveauContrat) -> Result<ContratDto, Problem> {
    let dossier = rows::candidatures::verrouiller(tx, nouveau.candidature).await?;
    if dossier.etat != EtatCandidature::Validee {
        return Err(Problem::new(
            Slug::TransitionInterdite,
            "Le contrat suit une décision favorable de la commission.",
        ));
    }
    ordonner(nouveau.debut, nouveau.fin)?;
    let acte = Acte {
        id: tx.id(),
        candidature: dossier.id,
        participant: dossier.participant,
        debut: nouveau.debut,
        fin: nouveau.fin,
        renouvelle: None,
        operation: nouveau.operation,
        texte: texte_contrat::VERSION.to_owned(),
        empreinte: texte_contrat::empreinte(texte_contrat::VERSION),
        engage_le: None,
        fige: None,
        termine: None,
        signatures: vec![],
    };
    rows::contrats::ajouter(tx, &acte).await?;
    voir(tx, acte.id).await
}

/// Prepares the contract that follows an engaged one.
pub(crate) async fn renouveler(tx: &mut Tx, id: ContratId, suite: Renouvellement) -> Result<ContratDto, Problem> {
    let former = engage(tx, id).await?;
    ordonner(Some(suite.debut), suite.fin)?;
    if former.debut.or(former.engage_le).is_some_and(|debut| suite.debut <= debut) {
        return Err(Problem::field("/debut", "incoherent", "un renouvellement commence après le contrat qu'il suit"));
    }
    let next = Acte {
        id: tx.id(),
        debut: Some(suite.debut),
        fin: suite.fin,
        renouvelle: Some(id),
        texte: texte_contrat::VERSION.to_owned(),
        empreinte: texte_contrat::empreinte(texte_contrat::VERSION),
        engage_le: None,
        fige: None,
        signatures: vec![],
        ..former
    };
    rows::contrats::ajouter(tx, &next).await?;
    voir(tx, next.id).await
}

/// Ends an engaged contract.
pub(crate) async fn terminer(tx: &mut Tx, id: ContratId, fin: FinContrat) -> Result<ContratDto, Problem> {
    let acte = engage(tx, id).await?;
    if acte.engage_le.is_some_and(|debut| fin.le < debut) || fin.le > tx.today() {
        return Err(Problem::field("/le", "incoherent", "la fin suit l'engagement et n'est pas dans le futur"));
    }
    rows::contrats::terminer(tx, id, &fin).await?;
    voir(tx, id).await
}

async fn engage(tx: &mut Tx, id: ContratId) -> Result<Acte, Problem> {
    let acte = rows::contrats::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match (acte.engage_le, &acte.termine) {
        (None, _) => Err(Problem::new(Slug::TransitionInterdite, "Le contrat ne porte pas toutes ses signatures.")),
        (_, Some(fin)) => Err(Problem::new(Slug::TransitionInterdite, format!("Le contrat a pris fin le {}.", fin.le))),
        _ => Ok(acte),
    }
}

fn ordonner(debut: Option<chrono::NaiveDate>, fin: Option<chrono::NaiveDate>) -> Result<(), Problem> {
    match (debut, fin) {
        (Some(debut), Some(fin)) if fin < debut => {
            Err(Problem::field("/fin", "incoherent", format!("attendu : le {debut} ou plus tard")))
        }
        _ => Ok(()),
    }
}

/// Gives a one-time code for a signatory. It is said once: whoever asked carries it, by another way than the
/// screen on which it will be typed.
pub(crate) async fn donner_code(tx: &mut Tx, id: ContratId, qui: Signataire) -> Result<CodeDeSignature, Problem> {
    let acte = rows::contrats::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    signable(&acte, qui)?;
    let mut bytes = [0_u8; 8];
    rand::fill(&mut bytes).map_err(|_| Problem::new(Slug::Indisponible, "Aucun code n'a pu être tiré."))?;
    let code = format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000);
    let expire_le = tx.now() + DUREE_DU_CODE;
    rows::contrats::attendre(tx, id, qui, &empreinte_du_code(id, qui, &code), expire_le).await?;
    Ok(CodeDeSignature { code, expire_le })
}

fn empreinte_du_code(id: ContratId, qui: Signataire, code: &str) -> String {
    hexadecimal(&Sha256::digest(format!("{id}/{}/{code}", qui.nom())))
}

/// Tries the code of a signature, in a transaction of its own: a wrong try counts even though the signature
/// is refused.
pub(crate) async fn essayer(tx: &mut Tx, id: ContratId, signature: &SignatureContrat) -> Result<bool, Problem> {
    let ModeSignature::Code { code } = &signature.mode else { return Ok(true) };
    let qui = signature.signataire;
    rows::contrats::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let Some(attendu) = rows::contrats::attendu(tx, id, qui).await? else { return Ok(false) };
    let given = empreinte_du_code(id, qui, code);
    let same = verify_slices_are_equal(given.as_bytes(), attendu.empreinte.as_bytes()).is_ok();
    if attendu.utilise_le.is_some() {
        // The same request again: what it did is answered again, and nothing more is done.
        return Ok(same);
    }
    if attendu.expire_le <= tx.now() || attendu.essais >= ESSAIS {
        return Ok(false);
    }
    rows::contrats::essayer(tx, id, qui, same).await?;
    Ok(same)
}

/// Adds a signature, whose code, if it has one, was tried.
pub(crate) async fn signer(tx: &mut Tx, id: ContratId, signature: SignatureContrat) -> Result<ContratDto, Problem> {
    let acte = rows::contrats::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if signature.signe_le > tx.today() {
        return Err(Problem::field("/signe_le", "futur", "une signature n'est pas donnée dans le futur"));
    }
    signable(&acte, signature.signataire)?;
    if let ModeSignature::Papier { piece, attestation } = &signature.mode {
        if !attestation {
            return Err(Problem::field("/mode/attestation", "absent", "attestez avoir vu la signature sur le papier"));
        }
        if let Some(error) = pieces::du_dossier(tx, acte.participant, *piece, "/mode/piece").await? {
            return Err(Problem::invalid(vec![error]));
        }
    }
    if acte.signatures.is_empty() {
        let dossier = rows::candidatures::voir(tx, acte.candidature).await?.ok_or_else(Problem::not_found)?;
        let written = contrat_imprime::rediger(tx, &acte, &dossier).await?;
        rows::contrats::figer(tx, id, &written).await?;
    }
    rows::contrats::signer(tx, id, signature).await?;
    let contrat = voir(tx, id).await?;
    if contrat.manquantes.is_empty() {
        engager(tx, &contrat).await?;
    }
    voir(tx, id).await
}

fn signable(acte: &Acte, qui: Signataire) -> Result<(), Problem> {
    if acte.signatures.iter().any(|one| one.signataire == qui) {
        return Err(Problem::new(Slug::Conflit, "Cette partie a déjà signé le contrat."));
    }
    if acte.engage_le.is_some() {
        return Err(Problem::new(Slug::TransitionInterdite, "Le contrat porte déjà toutes ses signatures."));
    }
    Ok(())
}

async fn engager(tx: &mut Tx, contrat: &ContratDto) -> Result<(), Problem> {
    let Some(last) = contrat.signatures.iter().map(|one| one.signe_le).max() else { return Ok(()) };
    rows::contrats::engager(tx, contrat.id, last).await?;
    if contrat.renouvelle.is_some() {
        return Ok(());
    }
    let mut dossier = avancer(tx, contrat.candidature, Commande::Contractualiser).await?;
    rows::candidatures::enregistrer(tx, &dossier).await?;
    reevaluer_entree(tx, &mut dossier).await
}

/// A contract with what is missing on it, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ContratId) -> Result<ContratDto, Problem> {
    let acte: Acte = rows::contrats::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let dossier = rows::candidatures::voir(tx, acte.candidature).await?.ok_or_else(Problem::not_found)?;
    Ok(dto(acte, &referentiel(tx, &dossier).await?))
}

fn dto(acte: Acte, referentiel: &Referentiel) -> ContratDto {
    let signed: Vec<_> = acte.signatures.iter().map(|one| one.signataire).collect();
    let verdict = signatures_manquantes(referentiel, &signed);
    ContratDto {
        id: acte.id,
        candidature: acte.candidature,
        participant: acte.participant,
        debut: acte.debut,
        fin: acte.fin,
        renouvelle: acte.renouvelle,
        operation: acte.operation,
        texte: acte.texte,
        empreinte: acte.empreinte,
        signatures: acte.signatures,
        manquantes: verdict.conclusion,
        engage_le: acte.engage_le,
        termine: acte.termine,
        raison: verdict.raison,
    }
}

/// The contracts of a candidature, with whose they are.
pub(crate) async fn lister(
    tx: &mut Tx,
    candidature: CandidatureId,
) -> Result<(ParticipantId, Vec<ContratDto>), Problem> {
    let dossier = rows::candidatures::voir(tx, candidature).await?.ok_or_else(Problem::not_found)?;
    let (referentiel, mut contrats) = (referentiel(tx, &dossier).await?, Vec::new());
    for id in rows::contrats::de_la_candidature(tx, candidature).await? {
        contrats.extend(rows::contrats::voir(tx, id).await?.map(|acte| dto(acte, &referentiel)));
    }
    Ok((dossier.participant, contrats))
}

/// The rules under which the contracts of a candidature are prepared.
pub(super) async fn referentiel(tx: &mut Tx, dossier: &Dossier) -> Result<Referentiel, Problem> {
    Ok(referentiels::en_vigueur(tx, dossier.decidee_le.unwrap_or(dossier.deposee_le)).await?)
}
