//! The diagnosis: shared, dated, versioned; each record is a whole one and the former ones stay.

use impression::{Impression, mention};
use kernel::{CandidatureId, CodeRome, De};
use pages::{
    diagnostic::{LigneElement, PageDiagnostic},
    reference,
};
use participants_api::{DiagnosticDto, Grille, NouveauDiagnostic, Theme};
use problem::{FieldError, Problem};
use store::{Tx, territoires};

use crate::{
    dossier::participant,
    entree::{
        candidature::{
            self,
            app::avancer,
            domain::{Candidature, Commande},
        },
        diagnostic::{
            domain::{evolution::evolution, objectifs::reserve},
            store::{self as rows, Version},
        },
    },
    expediteur,
    noms::nommer,
};

/// Records the diagnosis of a candidature.
pub(crate) async fn etablir(
    tx: &mut Tx,
    id: CandidatureId,
    nouveau: NouveauDiagnostic,
) -> Result<DiagnosticDto, Problem> {
    let mut candidature = avancer(tx, id, Commande::Diagnostiquer).await?;
    verifier(tx, &candidature, &nouveau)?;
    candidature.diagnostiquee_le = Some(nouveau.etabli_le);
    candidature::store::enregistrer(tx, &candidature).await?;
    rows::ajouter(tx, id, &nouveau).await?;
    voir(tx, id).await
}

/// Records the diagnosis again, once the person has entered: levels move, the plan goes on.
pub(crate) async fn actualiser(
    tx: &mut Tx,
    id: CandidatureId,
    nouveau: NouveauDiagnostic,
) -> Result<DiagnosticDto, Problem> {
    let candidature = avancer(tx, id, Commande::Actualiser).await?;
    verifier(tx, &candidature, &nouveau)?;
    rows::ajouter(tx, id, &nouveau).await?;
    voir(tx, id).await
}

fn verifier(tx: &Tx, candidature: &Candidature, nouveau: &NouveauDiagnostic) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if candidature.affectee_le.is_some_and(|jour| nouveau.etabli_le < jour) || nouveau.etabli_le > tx.today() {
        let detail = "le diagnostic suit l'affectation et n'est pas dans le futur";
        errors.push(FieldError::new("/etabli_le", "incoherent", detail));
    }
    if let Some(left) = candidature.suivi_termine_le.filter(|left| nouveau.etabli_le > *left) {
        let detail = format!("la personne est sortie le {left}");
        errors.push(FieldError::new("/etabli_le", "incoherent", detail));
    }
    for (rank, element) in nouveau.elements.iter().enumerate() {
        if element.constate_le.is_some_and(|jour| jour > nouveau.etabli_le) {
            let detail = format!("attendu : le {} ou plus tôt", nouveau.etabli_le);
            errors.push(FieldError::new(format!("/elements/{rank}/constate_le"), "futur", detail));
        }
    }
    for (rank, niveau) in nouveau.niveaux.iter().enumerate() {
        if nouveau.niveaux.iter().take(rank).any(|one| one.theme == niveau.theme) {
            let detail = "ce thème a déjà son niveau";
            errors.push(FieldError::new(format!("/niveaux/{rank}/theme"), "double", detail));
        }
    }
    let aimed = nouveau.projet.as_ref().and_then(|projet| projet.rome.as_ref());
    errors.extend(aimed.filter(|code| code.libelle().is_none()).map(sans_metier));
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

fn sans_metier(code: &CodeRome) -> FieldError {
    let close: Vec<_> = code.proches().into_iter().map(|(code, name)| format!("{code} ({name})")).collect();
    let expected = if close.is_empty() { String::new() } else { format!(" ; par exemple : {}", close.join(", ")) };
    let detail = format!("aucun métier ne porte ce code ({}){expected}", CodeRome::MILLESIME);
    FieldError::new("/projet/rome", "inconnu", detail)
}

/// The last diagnosis, and how each theme moved since the first one.
pub(crate) async fn voir(tx: &mut Tx, id: CandidatureId) -> Result<DiagnosticDto, Problem> {
    let versions = rows::versions(tx, id).await?;
    let last = dernier(id, &versions).ok_or_else(Problem::not_found)?;
    Ok(nommer(tx, last).await?)
}

/// The last diagnosis, with whose it is.
pub(crate) async fn consulter(tx: &mut Tx, id: CandidatureId) -> Result<De<DiagnosticDto>, Problem> {
    let dossier = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let limite = tx.acteur().titres.vue().par_nom_seulement();
    let diagnostic = montre(tx, id, limite).await?.ok_or_else(Problem::not_found)?;
    Ok(De::une(dossier.participant, diagnostic))
}

/// The last diagnosis, when there is one: without what is kept to the team, for a reader who is `limite` to the files that are
/// opened to them by name.
pub(crate) async fn montre(tx: &mut Tx, id: CandidatureId, limite: bool) -> Result<Option<DiagnosticDto>, Problem> {
    let mut last = dernier(id, &rows::versions(tx, id).await?);
    if let Some(diagnostic) = last.as_mut().filter(|_| limite) {
        diagnostic.elements.retain(|element| !reserve(element));
    }
    Ok(nommer(tx, last).await?)
}

/// Every diagnosis of a candidature, oldest first, each with the evolution until it.
pub(crate) async fn toutes(tx: &mut Tx, id: CandidatureId) -> Result<Vec<DiagnosticDto>, Problem> {
    let versions = rows::versions(tx, id).await?;
    Ok((1..=versions.len()).filter_map(|count| dernier(id, versions.get(..count)?)).collect())
}

fn dernier(id: CandidatureId, versions: &[Version]) -> Option<DiagnosticDto> {
    let (auteur, last) = versions.last()?.clone();
    let NouveauDiagnostic { etabli_le, elements, niveaux, projet, actions } = last;
    let evolution = evolution(versions.iter().map(|(_, version)| version.niveaux.as_slice()));
    let reference = reference(id);
    Some(DiagnosticDto {
        reference,
        etabli_le,
        auteur,
        auteur_nom: None,
        elements,
        niveaux,
        projet,
        actions,
        evolution,
    })
}

/// The grid of the diagnosis, as it is printed and attached to the contract.
pub(crate) async fn grille(
    tx: &mut Tx,
    id: CandidatureId,
    choix: Grille,
) -> Result<De<Impression<PageDiagnostic>>, Problem> {
    let candidature = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let personne = participant::app::exiger(tx, candidature.participant).await?;
    let DiagnosticDto { etabli_le, elements, projet, actions, mut evolution, .. } = voir(tx, id).await?;
    let mut printed = elements;
    if choix.partage || tx.acteur().titres.vue().par_nom_seulement() {
        printed.retain(|element| element.partage);
        // How heavy health weighs says what the person does not share, unless they share something of it.
        let said = printed.iter().any(|element| element.theme == Theme::Sante);
        evolution.retain(|one| said || one.theme != Theme::Sante);
    }
    let page = PageDiagnostic {
        territoire: territoires::nom(tx).await?,
        expediteur: expediteur::actuel(tx).await?,
        reference: id,
        nom: personne.identite.nom,
        prenom: personne.identite.prenom,
        date_naissance: personne.identite.date_naissance,
        sexe: personne.identite.sexe,
        mention: mention::du_jour(tx, etabli_le).await?,
        etabli_le,
        metier: projet.as_ref().and_then(|projet| projet.rome.as_ref()).and_then(CodeRome::libelle),
        projet,
        themes: evolution.into_iter().map(Into::into).collect(),
        elements: printed.into_iter().map(|element| LigneElement::du(etabli_le, element)).collect(),
        actions: actions.into_iter().map(Into::into).collect(),
    };
    Ok(De::une(candidature.participant, expediteur::imprimer(tx, page).await?))
}
