//! Documents of a session: made when it closes, with the data of that day; they leave, and the decision is
//! then communicated.

use std::collections::{BTreeMap, BTreeSet};

use documents::Modele;
use kernel::{CommissionId, DocumentId, StructureId};
use participants_api::{
    CommissionDto, Decision, DocumentDto, Dossier, Envoi, MotifDecision, NatureDocument, ParticipantDto,
};
use problem::{Problem, Slug};
use serde_json::{Value, json};
use store::{Tx, territoires};

use super::{commissions, participants};
use crate::{
    annuaire::Annuaire,
    store::{self as rows, documents::Nouveau},
};

/// What a document says of one person.
struct Ligne {
    prescripteur: Option<StructureId>,
    personne: ParticipantDto,
    candidature: rows::candidatures::Dossier,
    dossier: Dossier,
}

/// Makes the relevé, its extract for each partner, and the letters.
pub(super) async fn preparer(
    tx: &mut Tx,
    session: &CommissionDto,
    quorum: usize,
    annuaire: &Annuaire,
) -> Result<(), Problem> {
    let territoire = territoires::nom(tx).await?;
    let mut lines = Vec::with_capacity(session.dossiers.len());
    for dossier in &session.dossiers {
        let candidature = rows::candidatures::voir(tx, dossier.candidature).await?.ok_or_else(Problem::not_found)?;
        let personne = participants::exiger(tx, candidature.participant).await?;
        lines.push(Ligne { prescripteur: candidature.prescripteur, personne, candidature, dossier: dossier.clone() });
    }
    let partners: BTreeSet<_> = lines.iter().filter_map(|line| line.prescripteur).collect();
    let mut all = vec![Nouveau {
        nature: NatureDocument::Releve,
        candidature: None,
        structure: None,
        donnees: releve(&territoire, session, quorum, None, lines.iter()),
    }];
    for partner in partners {
        let own = lines.iter().filter(|line| line.prescripteur == Some(partner));
        let nom = nom(annuaire, partner);
        let donnees = releve(&territoire, session, quorum, Some(&nom), own);
        all.push(Nouveau { nature: NatureDocument::Extrait, candidature: None, structure: Some(partner), donnees });
    }
    for line in &lines {
        let Some(partner) = line.prescripteur else { continue };
        all.push(Nouveau {
            nature: NatureDocument::Courrier,
            candidature: Some(line.candidature.id),
            structure: Some(partner),
            donnees: courrier(tx, &territoire, session, &nom(annuaire, partner), line),
        });
    }
    Ok(rows::documents::ajouter(tx, session.id, all).await?)
}

/// Makes the convocation of each member.
pub(crate) async fn convoquer(tx: &mut Tx, id: CommissionId) -> Result<Vec<DocumentDto>, Problem> {
    let session = commissions::ouverte(tx, id).await?;
    if session.membres.is_empty() {
        return Err(Problem::new(Slug::TransitionInterdite, "Aucun membre n'est appelé à cette séance."));
    }
    let territoire = territoires::nom(tx).await?;
    let today = tx.today();
    let one = |membre: &participants_api::Membre| Nouveau {
        nature: NatureDocument::Convocation,
        candidature: None,
        structure: None,
        donnees: json!({
            "territoire": territoire, "reference": id.to_string(), "le": today, "tenue_le": session.tenue_le,
            "destinataire": destinataire(membre), "heure": null, "lieu": session.lieu, "dossiers": session.dossiers.len(),
        }),
    };
    rows::documents::ajouter(tx, id, session.membres.iter().map(one).collect()).await?;
    lister(tx, id).await
}

/// The documents of a session.
pub(crate) async fn lister(tx: &mut Tx, id: CommissionId) -> Result<Vec<DocumentDto>, Problem> {
    commissions::voir(tx, id).await?;
    Ok(rows::documents::lister(tx, id).await?)
}

/// The template and the data of a document.
pub(crate) async fn ouvrir(tx: &mut Tx, id: DocumentId) -> Result<(Modele, Value), Problem> {
    let (_, document, donnees) = rows::documents::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let modele = match document.nature {
        NatureDocument::Releve | NatureDocument::Extrait => Modele::Releve,
        NatureDocument::Courrier => Modele::Courrier,
        NatureDocument::Convocation => Modele::Convocation,
    };
    Ok((modele, donnees))
}

/// Records that a document left.
pub(crate) async fn envoyer(tx: &mut Tx, id: DocumentId, envoi: Envoi) -> Result<DocumentDto, Problem> {
    let (commission, _, _) = rows::documents::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let session = commissions::voir(tx, commission).await?;
    if envoi.le > tx.today() {
        return Err(Problem::field("/le", "futur", "un document n'est pas parti dans le futur"));
    }
    let convocation = envoi.le < session.tenue_le;
    if !rows::documents::envoyer(tx, id, envoi).await? {
        return Err(Problem::new(Slug::Conflit, "Ce document est déjà parti."));
    }
    let (_, document, _) = rows::documents::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    if convocation && document.nature != NatureDocument::Convocation {
        return Err(Problem::field("/le", "incoherent", "une décision ne part pas avant la séance qui la prend"));
    }
    Ok(document)
}

fn nom(annuaire: &Annuaire, structure: StructureId) -> String {
    annuaire.get(&structure).cloned().unwrap_or_else(|| "Structure prescriptrice".to_owned())
}

fn destinataire(membre: &participants_api::Membre) -> String {
    membre.structure.as_ref().map_or_else(|| membre.nom.clone(), |structure| format!("{}, {structure}", membre.nom))
}

fn releve<'a>(
    territoire: &str,
    session: &CommissionDto,
    quorum: usize,
    partenaire: Option<&str>,
    lines: impl Iterator<Item = &'a Ligne>,
) -> Value {
    let called: BTreeMap<_, _> = session.membres.iter().map(|membre| (membre.utilisateur, membre)).collect();
    let presents: Vec<_> = if partenaire.is_some() {
        vec![]
    } else {
        session.presents.iter().filter_map(|one| called.get(one)).map(|membre| destinataire(membre)).collect()
    };
    let dossiers: Vec<_> = lines
        .map(|line| {
            json!({
                "nom": line.personne.nom, "prenom": line.personne.prenom,
                "decision": line.dossier.decision.map(decision), "motif": motif(&line.dossier),
                "entree_le": line.candidature.entree_le,
            })
        })
        .collect();
    let titre = if partenaire.is_some() { "Extrait du relevé de décisions" } else { "Relevé de décisions" };
    json!({
        "titre": titre, "territoire": territoire, "reference": session.id.to_string(), "tenue_le": session.tenue_le,
        "partenaire": partenaire, "presents": presents, "quorum": quorum, "dossiers": dossiers,
    })
}

fn courrier(tx: &Tx, territoire: &str, session: &CommissionDto, destinataire: &str, line: &Ligne) -> Value {
    let suite = match line.dossier.decision {
        Some(Decision::Validee) => "La personne sera reçue par son référent pour signer son contrat d'engagement.",
        Some(Decision::Ajournee) => "Le dossier sera présenté de nouveau à une prochaine séance.",
        Some(Decision::Reorientee) => "Nous restons à votre disposition pour chercher avec vous une autre réponse.",
        Some(Decision::Refusee) | None => "Nous restons à votre disposition pour en parler.",
    };
    json!({
        "territoire": territoire, "reference": line.candidature.id.to_string(), "le": tx.today(),
        "destinataire": destinataire, "nom": line.personne.nom, "prenom": line.personne.prenom,
        "deposee_le": line.candidature.deposee_le, "tenue_le": session.tenue_le,
        "decision": line.dossier.decision.map(decision), "motif": motif(&line.dossier),
        "entree_le": line.candidature.entree_le, "suite": suite,
    })
}

const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Validee => "entrée validée",
        Decision::Refusee => "entrée refusée",
        Decision::Ajournee => "dossier ajourné",
        Decision::Reorientee => "réorientation",
    }
}

/// The reason and the conditions, as a partner may read them.
fn motif(dossier: &Dossier) -> Option<String> {
    let code = dossier.code_motif.map(|code| {
        match code {
            MotifDecision::ProjetCoherent => "projet cohérent",
            MotifDecision::HorsPublic => "hors du public du PLIE",
            MotifDecision::HorsTerritoire => "hors du territoire",
            MotifDecision::PiecesManquantes => "pièces manquantes",
            MotifDecision::DiagnosticACompleter => "diagnostic à compléter",
            MotifDecision::AutreDispositif => "un autre dispositif convient mieux",
            MotifDecision::Indisponibilite => "indisponibilité",
            MotifDecision::RefusDeLaPersonne => "la personne ne le souhaite pas",
            MotifDecision::Autre => "autre motif",
        }
        .to_owned()
    });
    let conditions = dossier.conditions.as_ref().map(|conditions| format!("sous condition : {conditions}"));
    let parts: Vec<_> = [code, dossier.motif.clone(), conditions].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" ; "))
}
