//! Time sheets: composed from the agenda, signed twice, frozen.

use auth::Role;
use emargement_api::{
    EtatFeuille, EtatRendezVous, Explication, FEUILLE_CERTIFIEE, FEUILLE_ROUVERTE, FeuilleCertifiee, FeuilleDto,
    FeuilleRouverte, Issue, LigneFeuille, NouvelleFeuille, RendezVousDto, Reouverture,
};
use kernel::{FeuilleId, calendrier};
use problem::{Problem, Slug};
use serde_json::json;
use store::{Evenement, Tx};

use super::temps;
use crate::{
    domain::feuille::{self, Refus, Signe},
    store::{self as rows, feuilles::Mois},
};

/// Opens one's sheet of a month, or gives it back.
pub(crate) async fn composer(tx: &mut Tx, nouvelle: NouvelleFeuille) -> Result<FeuilleDto, Problem> {
    let agent = tx.acteur().soi();
    let mois = rows::feuilles::ouvrir(tx, agent, temps::mois(nouvelle.mois)).await?;
    detail(tx, mois).await
}

/// A sheet, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: FeuilleId) -> Result<FeuilleDto, Problem> {
    let mois = rows::feuilles::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail(tx, mois).await
}

async fn detail(tx: &mut Tx, mois: Mois) -> Result<FeuilleDto, Problem> {
    let meetings = rows::rendez_vous::du_mois(tx, mois.agent, mois.mois).await?;
    let lignes = match &mois.lignes {
        Some(signed) => signed.clone(),
        None => lignes(tx, &mois, &meetings).await?,
    };
    let leave = rows::conges::du_mois(tx, mois.agent, mois.mois).await?;
    let explained = rows::feuilles::explications(tx, mois.id).await?;
    let open: Vec<_> = meetings
        .iter()
        .filter(|one| one.etat == EtatRendezVous::Prevu)
        .map(|one| calendrier::jour(one.debut))
        .collect();
    Ok(FeuilleDto {
        anomalies: feuille::anomalies(&lignes, &leave, &open, &explained),
        total: lignes.iter().map(|ligne| ligne.minutes).sum(),
        id: mois.id,
        agent: mois.agent,
        mois: mois.mois,
        version: mois.version,
        etat: mois.etat,
        agent_le: mois.agent_le,
        superieur: mois.superieur,
        superieur_le: mois.superieur_le,
        lignes,
    })
}

/// What the agenda and the activities say of the month. Each minute comes from one place.
async fn lignes(tx: &mut Tx, mois: &Mois, meetings: &[RendezVousDto]) -> Result<Vec<LigneFeuille>, Problem> {
    let held = meetings.iter().filter(|one| one.etat == EtatRendezVous::Termine);
    // Time waited for somebody who did not come is not an interview.
    let held = held.filter(|one| one.presences.iter().any(|presence| presence.issue == Issue::Present));
    let mut lignes: Vec<_> = held
        .map(|one| LigneFeuille {
            jour: calendrier::jour(one.debut),
            source: one.id.ressource(),
            origine: "rendez_vous".to_owned(),
            categorie: one.categorie.clone(),
            operation: one.operation,
            minutes: one.minutes,
            justifiee: one
                .presences
                .iter()
                .filter(|presence| presence.issue == Issue::Present)
                .all(|presence| presence.justifiee),
        })
        .collect();
    let activities = rows::activites::du_mois(tx, mois.agent, mois.mois).await?;
    lignes.extend(activities.into_iter().map(|one| LigneFeuille {
        jour: one.jour,
        source: one.id.ressource(),
        origine: "activite".to_owned(),
        categorie: one.categorie,
        operation: one.operation,
        minutes: one.minutes,
        justifiee: true,
    }));
    lignes.sort_by_key(|ligne| (ligne.jour, ligne.source));
    Ok(lignes)
}

/// Explains a contradiction.
pub(crate) async fn expliquer(tx: &mut Tx, id: FeuilleId, explication: Explication) -> Result<FeuilleDto, Problem> {
    let mois = rows::feuilles::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    exiger_composee(&mois)?;
    let sheet = detail(tx, mois).await?;
    let known = sheet.anomalies.iter().any(|one| one.nature == explication.nature && one.jour == explication.jour);
    if !known {
        return Err(Problem::field("/nature", "inconnue", "la feuille n'a pas cette anomalie ce jour-là"));
    }
    rows::feuilles::expliquer(tx, id, &explication).await?;
    voir(tx, id).await
}

fn exiger_composee(mois: &Mois) -> Result<(), Problem> {
    if mois.etat == EtatFeuille::Composee {
        Ok(())
    } else {
        Err(Problem::new(Slug::FeuilleFigee, "La feuille est signée."))
    }
}

fn refus(refus: Refus) -> Problem {
    let slug = if refus == Refus::Figee { Slug::FeuilleFigee } else { Slug::TransitionInterdite };
    Problem::new(slug, refus.to_string())
}

/// Signs: the employee their own sheet, then a superior.
pub(crate) async fn signer(tx: &mut Tx, id: FeuilleId) -> Result<FeuilleDto, Problem> {
    let mut mois = rows::feuilles::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let who = signataire(tx, &mois)?;
    feuille::mois_termine(mois.mois, tx.now()).map_err(refus)?;
    let next = feuille::signer(mois.etat, who).map_err(refus)?;
    let sheet = detail(tx, mois.clone()).await?;
    let unexplained: Vec<_> = sheet.anomalies.iter().filter(|one| one.explication.is_none()).collect();
    if let Some(first) = unexplained.first() {
        let detail = format!("{} anomalie(s) à corriger ou à expliquer, dont : {}.", unexplained.len(), first.detail);
        return Err(Problem::new(Slug::FeuilleIncoherente, detail));
    }
    let (now, acteur) = (tx.now(), tx.acteur().soi());
    mois.etat = next;
    mois.lignes = Some(sheet.lignes);
    match who {
        Signe::Agent => mois.agent_le = Some(now),
        Signe::Superieur => (mois.superieur, mois.superieur_le) = (Some(acteur), Some(now)),
    }
    rows::feuilles::enregistrer(tx, &mois).await?;
    if next == EtatFeuille::Certifiee {
        certifier(tx, &mois)?;
    }
    let sealed = json!({ "feuille": id, "version": mois.version, "etat": mois.etat, "lignes": mois.lignes });
    rows::registre::inscrire(tx, "feuille_signee", sealed).await?;
    voir(tx, id).await
}

fn signataire(tx: &Tx, mois: &Mois) -> Result<Signe, Problem> {
    let acteur = tx.acteur();
    let superior = acteur.roles.iter().any(|role| matches!(role, Role::Direction | Role::Animation));
    match (acteur.id == mois.agent.into(), superior) {
        (true, _) => Ok(Signe::Agent),
        (false, true) => Ok(Signe::Superieur),
        (false, false) => {
            Err(Problem::new(Slug::Interdit, "Cette feuille se signe par son agent, puis par son supérieur."))
        }
    }
}

fn certifier(tx: &mut Tx, mois: &Mois) -> Result<(), Problem> {
    let certified = FeuilleCertifiee {
        agent: mois.agent,
        mois: mois.mois,
        version: mois.version,
        lignes: feuille::totaux(mois.lignes.as_deref().unwrap_or_default()),
    };
    let now = tx.now();
    tx.emit(Evenement::new(FEUILLE_CERTIFIEE, mois.id, now, &certified)?);
    Ok(())
}

/// Reopens a signed sheet: both signatures drop, the former version stays.
pub(crate) async fn rouvrir(tx: &mut Tx, id: FeuilleId, reouverture: Reouverture) -> Result<FeuilleDto, Problem> {
    let mut mois = rows::feuilles::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if mois.etat == EtatFeuille::Composee {
        return Err(refus(Refus::RienARouvrir));
    }
    rows::feuilles::archiver(tx, &mois, &reouverture.motif).await?;
    if mois.etat == EtatFeuille::Certifiee {
        let reopened = FeuilleRouverte { agent: mois.agent, mois: mois.mois };
        let now = tx.now();
        tx.emit(Evenement::new(FEUILLE_ROUVERTE, id, now, &reopened)?);
    }
    mois.etat = EtatFeuille::Composee;
    mois.version += 1;
    (mois.agent_le, mois.superieur, mois.superieur_le, mois.lignes) = (None, None, None, None);
    rows::feuilles::enregistrer(tx, &mois).await?;
    let sealed = json!({ "feuille": id, "motif": reouverture.motif, "version": mois.version });
    rows::registre::inscrire(tx, "feuille_rouverte", sealed).await?;
    voir(tx, id).await
}
