//! The diagnosis: shared, dated, versioned; each record is a whole one and the former ones stay.

use std::collections::HashMap;

use chrono::NaiveDate;
use impression::{Impression, mention};
use kernel::{CandidatureId, CodeRome, De, ParticipantId};
use pages::{
    diagnostic::{LigneElement, PageDiagnostic},
    reference,
};
use participants_api::{DiagnosticDto, ElementDiagnostic, Grille, NouveauDiagnostic, Theme};
use problem::Problem;
use referentiel::{Raison, designation, regles};
use store::{Error, Tx, ouvertures, referentiels, territoires};

use crate::{
    dossier::participant,
    entree::{
        candidature::{
            self,
            app::avancer,
            domain::{Candidature, Commande},
        },
        diagnostic::{
            domain::{coherence, evolution::evolution, objectifs::reserve},
            store::{self as rows, Version},
        },
        eligibilite,
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
    verifier(tx, &candidature, &nouveau).await?;
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
    let mut candidature = avancer(tx, id, Commande::Actualiser).await?;
    verifier(tx, &candidature, &nouveau).await?;
    if candidature.attend_le_diagnostic() {
        candidature.diagnostiquee_le = Some(nouveau.etabli_le);
        candidature::store::enregistrer(tx, &candidature).await?;
    }
    rows::ajouter(tx, id, &nouveau).await?;
    voir(tx, id).await
}

async fn verifier(tx: &mut Tx, candidature: &Candidature, nouveau: &NouveauDiagnostic) -> Result<(), Problem> {
    let regles = referentiels::versions(tx).await?;
    let errors = coherence::verifier(nouveau, candidature, regles.en_vigueur(candidature.deposee_le)?, tx.today());
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// The last diagnosis, and how each theme moved since the first one.
pub(crate) async fn voir(tx: &mut Tx, id: CandidatureId) -> Result<DiagnosticDto, Problem> {
    let versions = rows::versions(tx, id).await?;
    let last = dernier(id, &versions).ok_or_else(Problem::not_found)?;
    let cadrage = cadrage(tx, id, last.etabli_le).await?;
    Ok(nommer(tx, DiagnosticDto { cadrage, ..last }).await?)
}

/// The last diagnosis, with whose it is.
pub(crate) async fn consulter(tx: &mut Tx, id: CandidatureId) -> Result<De<DiagnosticDto>, Problem> {
    let dossier = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let limite = en_passant(tx, dossier.participant).await?;
    let diagnostic = montre(tx, id, limite).await?.ok_or_else(Problem::not_found)?;
    Ok(De::une(dossier.participant, diagnostic))
}

/// Whether who acts sees this person only through what a session opens to them.
async fn en_passant(tx: &mut Tx, personne: ParticipantId) -> Result<bool, Error> {
    let titres = tx.acteur().titres.clone();
    ouvertures::en_passant(tx, &titres, personne).await
}

/// The last diagnosis, when there is one: without what is kept to the team, for a reader who is `limite` to what a session
/// opens to them.
pub(crate) async fn montre(tx: &mut Tx, id: CandidatureId, limite: bool) -> Result<Option<DiagnosticDto>, Problem> {
    let mut versions = rows::versions(tx, id).await?;
    if limite {
        restreindre(&mut versions, |element| !reserve(element));
    }
    let last = match dernier(id, &versions) {
        Some(last) if !limite => {
            let cadrage = cadrage(tx, id, last.etabli_le).await?;
            Some(DiagnosticDto { cadrage, ..last })
        }
        last => last,
    };
    Ok(nommer(tx, last).await?)
}

/// Leaves of the last diagnosis the elements that may be told, and nothing beside that says more than they do.
fn restreindre(versions: &mut [Version], dit: impl Fn(&ElementDiagnostic) -> bool) {
    let Some((_, last)) = versions.last_mut() else { return };
    last.elements.retain(dit);
    last.adhesion = None;
    // How heavy health weighs says what the person does not share, unless they share something of it.
    if !last.elements.iter().any(|element| element.theme == Theme::Sante) {
        for (_, one) in versions {
            one.niveaux.retain(|one| one.theme != Theme::Sante);
        }
    }
}

/// Every diagnosis of a candidature, oldest first, each with the evolution until it.
pub(crate) async fn toutes(tx: &mut Tx, id: CandidatureId) -> Result<Vec<DiagnosticDto>, Problem> {
    let versions = rows::versions(tx, id).await?;
    Ok((1..=versions.len()).filter_map(|count| dernier(id, versions.get(..count)?)).collect())
}

fn dernier(id: CandidatureId, versions: &[Version]) -> Option<DiagnosticDto> {
    let (auteur, last) = versions.last()?.clone();
    let NouveauDiagnostic {
        etabli_le,
        elements,
        niveaux,
        projet,
        actions,
        experiences,
        adhesion,
        preconisation,
        methode,
        lieu,
    } = last;
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
        experiences,
        adhesion,
        preconisation,
        methode,
        lieu,
        evolution,
        cadrage: None,
    })
}

/// Of these candidatures, those whose diagnosis recommends nothing to the session that is to decide of them, where the territory
/// awaits it, and how that is said.
pub(crate) async fn sans_preconisation(
    tx: &mut Tx,
    candidatures: &[Candidature],
) -> Result<HashMap<CandidatureId, Raison>, Error> {
    let versions = referentiels::versions(tx).await?;
    let mut awaited = HashMap::new();
    for one in candidatures.iter().filter(|one| one.attend_la_decision()) {
        let asked = regles::diagnostic::preconisation(versions.en_vigueur(one.deposee_le)?, false);
        awaited.extend(asked.map(|verdict| (one.id, verdict.raison)));
    }
    let ids: Vec<_> = awaited.keys().copied().collect();
    for said in rows::preconisees(tx, &ids).await? {
        awaited.remove(&said);
    }
    Ok(awaited)
}

/// What the note de cadrage says on that day of the person of a candidature.
async fn cadrage(tx: &mut Tx, id: CandidatureId, le: NaiveDate) -> Result<Option<Raison>, Problem> {
    let personne = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?.participant;
    Ok(eligibilite::app::cadrage_de(tx, &[personne], le).await?.remove(&personne))
}

/// The grid of the diagnosis, as it is printed and attached to the contract.
pub(crate) async fn grille(
    tx: &mut Tx,
    id: CandidatureId,
    choix: Grille,
) -> Result<De<Impression<PageDiagnostic>>, Problem> {
    let candidature = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let personne = participant::app::exiger(tx, candidature.participant).await?;
    let mut versions = rows::versions(tx, id).await?;
    if choix.partage || en_passant(tx, candidature.participant).await? {
        restreindre(&mut versions, |element| element.partage);
    }
    let shown = dernier(id, &versions).ok_or_else(Problem::not_found)?;
    let DiagnosticDto { etabli_le, elements, projet, actions, experiences, adhesion, methode, evolution, .. } = shown;
    // A free text that nobody said might be shared.
    let preconisation = shown.preconisation.filter(|_| !choix.partage);
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
        experiences: experiences.into_iter().map(Into::into).collect(),
        adhesion: adhesion.map(Into::into),
        preconisation: preconisation.map(Into::into),
        methode: nom_de_methode(tx, candidature.deposee_le, methode).await?,
        themes: evolution.into_iter().map(Into::into).collect(),
        elements: elements.into_iter().map(|element| LigneElement::du(etabli_le, element)).collect(),
        actions: actions.into_iter().map(Into::into).collect(),
    };
    Ok(De::une(candidature.participant, expediteur::imprimer(tx, page).await?))
}

/// How people read the method, as the rules of that day name it.
async fn nom_de_methode(tx: &mut Tx, jour: NaiveDate, methode: Option<String>) -> Result<Option<String>, Problem> {
    let Some(code) = methode else { return Ok(None) };
    let known = referentiels::en_vigueur(tx, jour).await?.accueil.unwrap_or_default().methodes;
    Ok(Some(designation(&known, &code).map_or(code.clone(), |one| one.libelle.clone())))
}
