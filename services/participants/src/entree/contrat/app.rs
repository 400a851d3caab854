//! Contrats d'engagement: the last required signature engages.

use aws_lc_rs::{constant_time::verify_slices_are_equal, rand};
use chrono::NaiveDate;
use kernel::{CandidatureId, ContratId, De};
use pages::reference;
use participants_api::{
    CodeDeSignature, ContratDto, FinContrat, NouveauContrat, NouveauParticipant, PreuveSignature, Renouvellement,
    SignatureContrat,
};
use problem::{Problem, Slug};
use referentiel::{Referentiel, Signataire, Verdict, regles::contrat::signatures_manquantes};
use store::{Tx, territoires};
use suite_api::Action;

use crate::{
    dossier::{participant, piece},
    entree::{
        candidature::{self, app::avancer, domain::Candidature},
        contrat::{
            courrier,
            domain::contrat::{CodeAttendu, Commande, Contrat, DUREE_DU_CODE, RefusSignature, signable_le},
            imprime,
            regles::referentiel,
            store as rows,
        },
        date_entree::app::reevaluer_entree,
        lien::sceau::Sceau,
    },
    expediteur, mention,
    noms::nommer,
};

/// Prepares the contract of a validated candidature.
pub(crate) async fn preparer(tx: &mut Tx, nouveau: NouveauContrat) -> Result<ContratDto, Problem> {
    let candidature = candidature::app::tenir(tx, nouveau.candidature).await;
    let mut candidature = candidature
        .map_err(|refus| refus.nomme("/candidature", "cette candidature n'existe pas dans le territoire"))?;
    candidature.avancer(candidature::domain::Commande::PreparerContrat)?;
    candidature.suivie()?;
    let nouveau = financer(tx, nouveau).await?;
    let contrat = Contrat::preparer(tx.id(), &candidature, nouveau)?;
    rows::ajouter(tx, &contrat).await?;
    voir(tx, contrat.id).await
}

/// A contract to prepare whose operation, when it names one, is of the territory.
async fn financer(tx: &mut Tx, nouveau: NouveauContrat) -> Result<NouveauContrat, Problem> {
    let operation = match nouveau.operation {
        Some(citee) => Some(mention::exiger(tx, "/operation/numero", citee).await?),
        None => None,
    };
    Ok(NouveauContrat { operation, ..nouveau })
}

/// A contract of a file that may be changed, locked for the rest of the transaction.
async fn tenir(tx: &mut Tx, id: ContratId) -> Result<Contrat, Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    participant::app::modifiable(tx, seen.participant).await?;
    rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The same, if `commande` may be done.
async fn verrouiller(tx: &mut Tx, id: ContratId, commande: Commande) -> Result<Contrat, Problem> {
    let contrat = tenir(tx, id).await?;
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

/// Sends a one-time code to a signatory, at the address of their file; whoever asks is shown nothing of it.
pub(crate) async fn donner_code(
    tx: &mut Tx,
    sceau: &Sceau,
    id: ContratId,
    qui: Signataire,
) -> Result<CodeDeSignature, Problem> {
    let contrat = tenir(tx, id).await?;
    signable(&contrat, qui)?;
    if qui != Signataire::Participant {
        let detail = "le code part à l'adresse du participant ; les autres parties signent à l'écran ou sur papier";
        return Err(Problem::field("/signataire", "refuse", detail));
    }
    let personne = participant::store::voir(tx, contrat.participant).await?.ok_or_else(Problem::not_found)?;
    let NouveauParticipant { prenom, courriel, .. } = personne.identite;
    let courriel = courriel.ok_or_else(sans_adresse)?;
    let code = tirer()?;
    let expire_le = tx.now() + DUREE_DU_CODE;
    rows::attendre(tx, id, qui, &sceau.empreinte_du_code(id, qui, &code), expire_le).await?;
    let plie = territoires::nom(tx).await?;
    tx.send(courrier::code(&courriel, &prenom, &plie, &code, (expire_le, tx.fuseau())));
    Ok(CodeDeSignature { expire_le })
}

/// The one who signs has no address to which a code could go: what remains to be done is said.
fn sans_adresse() -> Problem {
    Problem::new(
        Slug::TransitionInterdite,
        "Le dossier de cette personne n'a pas d'adresse de courriel où envoyer un code : faites-la signer à l'écran ou sur \
         papier, ou ajoutez d'abord son adresse.",
    )
}

/// Six figures, all as likely.
fn tirer() -> Result<String, Problem> {
    let mut bytes = [0_u8; 8];
    rand::fill(&mut bytes).map_err(|_| Problem::new(Slug::Indisponible, "Aucun code n'a pu être tiré."))?;
    Ok(format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000))
}

/// Whether a code is the one that a signatory was sent.
fn est_le_bon(sceau: &Sceau, attendu: &CodeAttendu, id: ContratId, signature: &SignatureContrat) -> bool {
    let PreuveSignature::Code { code } = &signature.mode else { return true };
    let given = sceau.empreinte_du_code(id, signature.signataire, code);
    verify_slices_are_equal(given.as_bytes(), attendu.empreinte.as_bytes()).is_ok()
}

/// Tries the code of a signature, in a transaction of its own: a wrong try counts even though the signature is refused. A
/// right one is not used up yet: it goes with the signature ([`signer`]).
pub(crate) async fn essayer(
    tx: &mut Tx,
    sceau: &Sceau,
    id: ContratId,
    signature: &SignatureContrat,
) -> Result<bool, Problem> {
    let qui = signature.signataire;
    rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let Some(attendu) = rows::attendu(tx, id, qui).await? else { return Ok(false) };
    let same = est_le_bon(sceau, &attendu, id, signature);
    if attendu.utilise_le.is_some() {
        // The same request again: what it did is answered again, and nothing more is done.
        return Ok(same);
    }
    if !attendu.vaut(tx.now()) {
        return Ok(false);
    }
    if !same {
        rows::essayer(tx, id, qui, false).await?;
    }
    Ok(same)
}

/// Uses up the code of a signature, in the transaction that signs.
async fn consommer(tx: &mut Tx, sceau: &Sceau, id: ContratId, signature: &SignatureContrat) -> Result<(), Problem> {
    let qui = signature.signataire;
    let attendu = rows::attendu(tx, id, qui).await?.filter(|attendu| attendu.vaut(tx.now()));
    if !attendu.is_some_and(|attendu| est_le_bon(sceau, &attendu, id, signature)) {
        return Err(code_refuse());
    }
    Ok(rows::essayer(tx, id, qui, true).await?)
}

/// The one answer to a code with which nobody signs.
pub(crate) fn code_refuse() -> Problem {
    Problem::new(Slug::CodeRefuse, "Ce code est faux, expiré ou trop essayé : demandez-en un autre.")
}

/// Adds a signature, whose code, if it has one, was tried, and is used up with it.
pub(crate) async fn signer(
    tx: &mut Tx,
    sceau: &Sceau,
    id: ContratId,
    signature: SignatureContrat,
) -> Result<ContratDto, Problem> {
    let mut contrat = tenir(tx, id).await?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    let signature = imprime::nommee(tx, &candidature, signature).await?;
    signable_le(signature.signe_le, &candidature, tx.today())?;
    signable(&contrat, signature.signataire)?;
    if matches!(signature.mode, PreuveSignature::Code { .. }) {
        consommer(tx, sceau, id, &signature).await?;
    }
    if let PreuveSignature::Papier { piece, attestation } = &signature.mode {
        if !attestation {
            return Err(Problem::field("/mode/attestation", "absent", "attestez avoir vu la signature sur le papier"));
        }
        if let Some(error) = piece::app::du_dossier(tx, contrat.participant, *piece, "/mode/piece").await? {
            return Err(Problem::invalid(vec![error]));
        }
    }
    if contrat.signatures.is_empty() {
        let sender = expediteur::fige(tx).await?;
        contrat.fige = Some(imprime::rediger(tx, &contrat, &candidature, sender).await?);
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
    contrat.signable_par(qui).map_err(|refus| match refus {
        RefusSignature::DejaSigne => Problem::new(Slug::Conflit, refus.to_string()),
        RefusSignature::Etat(refus) => refus.into(),
    })
}

/// A contract with what is missing on it, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ContratId) -> Result<ContratDto, Problem> {
    let contrat = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let candidature = candidature::store::voir(tx, contrat.candidature).await?.ok_or_else(Problem::not_found)?;
    let shown = dto(contrat, &candidature, &referentiel(tx, &candidature).await?, tx.today());
    Ok(nommer(tx, shown).await?)
}

fn dto(contrat: Contrat, candidature: &Candidature, referentiel: &Referentiel, today: NaiveDate) -> ContratDto {
    let actions = actions(&contrat, candidature, today);
    let verdict = manquantes(&contrat, referentiel);
    ContratDto {
        id: contrat.id,
        reference: reference(contrat.id),
        candidature: contrat.candidature,
        participant: contrat.participant,
        participant_nom: None,
        debut: contrat.debut,
        fin: contrat.fin,
        renouvelle: contrat.renouvelle,
        operation: contrat.operation,
        texte: contrat.texte,
        empreinte: contrat.empreinte,
        signatures: contrat.signatures.into_iter().map(Into::into).collect(),
        manquantes: verdict.conclusion,
        engage_le: contrat.engage_le,
        repris: contrat.import.is_some(),
        termine: contrat.termine,
        raison: verdict.raison,
        actions,
    }
}

/// What is missing on a contract: nothing of one that engaged before the suite, whoever the table says signed it.
fn manquantes(contrat: &Contrat, referentiel: &Referentiel) -> Verdict<Vec<Signataire>> {
    let signed = contrat.signataires();
    match contrat.engage_le.filter(|_| contrat.import.is_some()) {
        Some(le) => {
            let said: Vec<_> = signed.iter().map(|one| one.nom()).collect();
            let detail = "Le contrat a été signé avant la suite, l'ancien logiciel le dit.";
            Verdict::new(referentiel, "contrat_repris", vec![], detail)
                .fait("engagé le", le)
                .fait("signataires", if said.is_empty() { "—".to_owned() } else { said.join(", ") })
        }
        None => signatures_manquantes(referentiel, &signed),
    }
}

/// What may be done with a contract, by the rules of its commands.
fn actions(contrat: &Contrat, candidature: &Candidature, today: NaiveDate) -> Vec<Action> {
    vec![
        Action::selon("signatures", contrat.permet(Commande::Signer)),
        Action::selon("codes", contrat.signable_par(Signataire::Participant)),
        Action::selon("renouvellement", contrat.permet(Commande::Renouveler).and_then(|()| candidature.suivie())),
        Action::selon("fin", contrat.permet(Commande::Terminer(today))),
    ]
}

/// The last contract of a candidature, when there is one.
pub(crate) async fn dernier(tx: &mut Tx, id: CandidatureId) -> Result<Option<ContratDto>, Problem> {
    match rows::de_la_candidature(tx, id).await?.pop() {
        Some(last) => voir(tx, last).await.map(Some),
        None => Ok(None),
    }
}

/// The contracts of a candidature, with whose they are.
pub(crate) async fn lister(tx: &mut Tx, id: CandidatureId) -> Result<De<Vec<ContratDto>>, Problem> {
    let candidature = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let (referentiel, mut contrats) = (referentiel(tx, &candidature).await?, Vec::new());
    for contrat in rows::de_la_candidature(tx, id).await? {
        let found = rows::voir(tx, contrat).await?;
        contrats.extend(found.map(|contrat| dto(contrat, &candidature, &referentiel, tx.today())));
    }
    Ok(De::une(candidature.participant, nommer(tx, contrats).await?))
}
