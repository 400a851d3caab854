//! Contrats d'engagement: the last required signature engages.

use aws_lc_rs::{constant_time::verify_slices_are_equal, rand};
use kernel::{CandidatureId, ContratId, De, hexadecimal};
use participants_api::{
    CodeDeSignature, ContratDto, FinContrat, NouveauContrat, PreuveSignature, Renouvellement, SignatureContrat,
};
use problem::{Problem, Slug};
use referentiel::{Referentiel, Signataire, regles::contrat::signatures_manquantes};
use sha2::{Digest, Sha256};
use store::Tx;

use crate::{
    dossier::piece,
    entree::{
        candidature::{self, app::avancer},
        contrat::{
            domain::contrat::{Commande, Contrat, DUREE_DU_CODE, signable_le},
            imprime,
            regles::referentiel,
            store as rows,
        },
        date_entree::app::reevaluer_entree,
    },
};

/// Prepares the contract of a validated candidature.
pub(crate) async fn preparer(tx: &mut Tx, nouveau: NouveauContrat) -> Result<ContratDto, Problem> {
    let candidature = candidature::store::verrouiller(tx, nouveau.candidature).await;
    let mut candidature = candidature
        .map_err(|refus| refus.nomme("/candidature", "cette candidature n'existe pas dans le territoire"))?;
    candidature.avancer(candidature::domain::Commande::PreparerContrat)?;
    candidature.suivie()?;
    let contrat = Contrat::preparer(tx.id(), &candidature, nouveau)?;
    rows::ajouter(tx, &contrat).await?;
    voir(tx, contrat.id).await
}

/// A contract, locked for the rest of the transaction, if `commande` may be done.
async fn verrouiller(tx: &mut Tx, id: ContratId, commande: Commande) -> Result<Contrat, Problem> {
    let contrat = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    contrat.permet(commande)?;
    Ok(contrat)
}

/// Prepares the contract that follows an engaged one.
pub(crate) async fn renouveler(tx: &mut Tx, id: ContratId, suite: Renouvellement) -> Result<ContratDto, Problem> {
    let former = verrouiller(tx, id, Commande::Renouveler).await?;
    candidature::store::verrouiller(tx, former.candidature).await?.suivie()?;
    let next = former.renouveler(tx.id(), suite)?;
    rows::ajouter(tx, &next).await?;
    voir(tx, next.id).await
}

/// Ends an engaged contract.
pub(crate) async fn terminer(tx: &mut Tx, id: ContratId, fin: FinContrat) -> Result<ContratDto, Problem> {
    let mut contrat = verrouiller(tx, id, Commande::Terminer(fin.le)).await?;
    contrat.terminer(fin, tx.today())?;
    rows::enregistrer(tx, &contrat).await?;
    voir(tx, id).await
}

/// Gives a one-time code for a signatory. It is said once: whoever asked carries it, by another way than the
/// screen on which it will be typed.
pub(crate) async fn donner_code(tx: &mut Tx, id: ContratId, qui: Signataire) -> Result<CodeDeSignature, Problem> {
    let contrat = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    signable(&contrat, qui)?;
    let mut bytes = [0_u8; 8];
    rand::fill(&mut bytes).map_err(|_| Problem::new(Slug::Indisponible, "Aucun code n'a pu être tiré."))?;
    let code = format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000);
    let expire_le = tx.now() + DUREE_DU_CODE;
    rows::attendre(tx, id, qui, &empreinte_du_code(id, qui, &code), expire_le).await?;
    Ok(CodeDeSignature { code, expire_le })
}

fn empreinte_du_code(id: ContratId, qui: Signataire, code: &str) -> String {
    hexadecimal(&Sha256::digest(format!("{id}/{}/{code}", qui.nom())))
}

/// Tries the code of a signature, in a transaction of its own: a wrong try counts even though the signature
/// is refused.
pub(crate) async fn essayer(tx: &mut Tx, id: ContratId, signature: &SignatureContrat) -> Result<bool, Problem> {
    let PreuveSignature::Code { code } = &signature.mode else { return Ok(true) };
    let qui = signature.signataire;
    rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let Some(attendu) = rows::attendu(tx, id, qui).await? else { return Ok(false) };
    let given = empreinte_du_code(id, qui, code);
    let same = verify_slices_are_equal(given.as_bytes(), attendu.empreinte.as_bytes()).is_ok();
    if attendu.utilise_le.is_some() {
        // The same request again: what it did is answered again, and nothing more is done.
        return Ok(same);
    }
    if !attendu.vaut(tx.now()) {
        return Ok(false);
    }
    rows::essayer(tx, id, qui, same).await?;
    Ok(same)
}

/// Adds a signature, whose code, if it has one, was tried.
pub(crate) async fn signer(tx: &mut Tx, id: ContratId, signature: SignatureContrat) -> Result<ContratDto, Problem> {
    let mut contrat = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    signable_le(signature.signe_le, &candidature, tx.today())?;
    signable(&contrat, signature.signataire)?;
    if let PreuveSignature::Papier { piece, attestation } = &signature.mode {
        if !attestation {
            return Err(Problem::field("/mode/attestation", "absent", "attestez avoir vu la signature sur le papier"));
        }
        if let Some(error) = piece::app::du_dossier(tx, contrat.participant, *piece, "/mode/piece").await? {
            return Err(Problem::invalid(vec![error]));
        }
    }
    if contrat.signatures.is_empty() {
        contrat.fige = Some(imprime::rediger(tx, &contrat, &candidature).await?);
    }
    contrat.signatures.push(rows::signer(tx, id, signature).await?);
    let missing = signatures_manquantes(&referentiel(tx, &candidature).await?, &contrat.signataires());
    if missing.conclusion.is_empty() {
        contrat.engager()?;
    }
    rows::enregistrer(tx, &contrat).await?;
    if contrat.engage_le.is_some() && contrat.renouvelle.is_none() {
        let mut engaged = avancer(tx, contrat.candidature, candidature::domain::Commande::Contractualiser).await?;
        candidature::store::enregistrer(tx, &engaged).await?;
        reevaluer_entree(tx, &mut engaged).await?;
    }
    voir(tx, id).await
}

fn signable(contrat: &Contrat, qui: Signataire) -> Result<(), Problem> {
    if contrat.signataires().contains(&qui) {
        return Err(Problem::new(Slug::Conflit, "Cette partie a déjà signé le contrat."));
    }
    Ok(contrat.permet(Commande::Signer)?)
}

/// A contract with what is missing on it, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ContratId) -> Result<ContratDto, Problem> {
    let contrat = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    Ok(dto(contrat, &referentiel(tx, &candidature).await?))
}

fn dto(contrat: Contrat, referentiel: &Referentiel) -> ContratDto {
    let verdict = signatures_manquantes(referentiel, &contrat.signataires());
    ContratDto {
        id: contrat.id,
        candidature: contrat.candidature,
        participant: contrat.participant,
        debut: contrat.debut,
        fin: contrat.fin,
        renouvelle: contrat.renouvelle,
        operation: contrat.operation,
        texte: contrat.texte,
        empreinte: contrat.empreinte,
        signatures: contrat.signatures.into_iter().map(Into::into).collect(),
        manquantes: verdict.conclusion,
        engage_le: contrat.engage_le,
        termine: contrat.termine,
        raison: verdict.raison,
    }
}

/// The contracts of a candidature, with whose they are.
pub(crate) async fn lister(tx: &mut Tx, id: CandidatureId) -> Result<De<Vec<ContratDto>>, Problem> {
    let candidature = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let (referentiel, mut contrats) = (referentiel(tx, &candidature).await?, Vec::new());
    for contrat in rows::de_la_candidature(tx, id).await? {
        contrats.extend(rows::voir(tx, contrat).await?.map(|contrat| dto(contrat, &referentiel)));
    }
    Ok(De::une(candidature.participant, contrats))
}
