//! Appointments and signatures.

use chrono::TimeDelta;
use emargement_api::{
    EtatRendezVous, Issue, Moment, NatureRendezVous, NouveauRendezVous, NouvelEmargement, NouvelleAbsence,
    PresenceConstatee, PresenceDto, RENDEZ_VOUS_TERMINE, RendezVousDto, RendezVousTermine, SignataireEmargement,
};
use kernel::{Code, Duree, RendezVousId, calendrier};
use problem::{Problem, Slug};
use serde_json::json;
use store::{Evenement, Tx, fusions};

use super::temps;
use crate::{domain::presence, store as rows};

/// How early or late before the start and after the end a sheet may be signed.
const MARGE: TimeDelta = TimeDelta::hours(2);
const PLUS_LONG: TimeDelta = TimeDelta::hours(12);

/// Puts an appointment in the agenda: nobody is in two places at once.
pub(crate) async fn prevoir(tx: &mut Tx, mut nouveau: NouveauRendezVous) -> Result<RendezVousDto, Problem> {
    if nouveau.fin <= nouveau.debut || nouveau.fin - nouveau.debut > PLUS_LONG {
        return Err(Problem::field("/fin", "hors_bornes", "la fin suit le début, de 12 heures au plus"));
    }
    nouveau.participants = fusions::dossiers(tx, &nouveau.participants).await?;
    nouveau.participants.sort_unstable();
    nouveau.participants.dedup();
    let animateur = nouveau.animateur.unwrap_or_else(|| tx.acteur().soi());
    let jour = calendrier::jour(nouveau.debut);
    temps::exiger_categorie(tx, jour, &nouveau.categorie).await?;
    temps::exiger_mois_ouvert(tx, animateur, jour).await?;
    let mut everyone: Vec<_> = nouveau.participants.iter().map(|one| one.ressource()).collect();
    everyone.push(animateur.ressource());
    rows::rendez_vous::verrouiller_agenda(tx, &everyone).await?;
    let busy =
        rows::rendez_vous::chevauchements(tx, animateur, &nouveau.participants, nouveau.debut, nouveau.fin).await?;
    if let Some((titre, debut, fin, led)) = busy.first() {
        let who = if *led { "L'animateur" } else { "Un participant" };
        let (debut, fin) = (calendrier::heure_locale(*debut), calendrier::heure_locale(*fin));
        let detail = format!("{who} a déjà « {titre} » de {} à {}.", debut.format("%H:%M"), fin.format("%H:%M"));
        return Err(Problem::new(Slug::Chevauchement, detail));
    }
    let id = rows::rendez_vous::ajouter(tx, nouveau, animateur).await?;
    voir(tx, id).await
}

/// An appointment, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    rows::rendez_vous::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

async fn ouvert(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let rendez_vous = rows::rendez_vous::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match rendez_vous.etat {
        EtatRendezVous::Prevu => Ok(rendez_vous),
        etat => Err(Problem::new(Slug::TransitionInterdite, format!("Le rendez-vous est {}.", etat.code()))),
    }
}

/// Keeps a signature and seals it. No pre-signature: neither before the appointment nor in the future.
pub(crate) async fn emarger(
    tx: &mut Tx,
    id: RendezVousId,
    signature: NouvelEmargement,
) -> Result<RendezVousDto, Problem> {
    let rendez_vous = ouvert(tx, id).await?;
    let window = rendez_vous.debut - MARGE..=rendez_vous.fin + MARGE;
    if !window.contains(&signature.signe_le) {
        return Err(Problem::field(
            "/signe_le",
            "hors_bornes",
            "une feuille se signe autour du rendez-vous, à deux heures près",
        ));
    }
    if signature.signe_le > tx.now() {
        return Err(Problem::field("/signe_le", "futur", "une signature n'est pas donnée à l'avance"));
    }
    match signature.signataire {
        SignataireEmargement::Animateur => signer_animateur(tx, &rendez_vous, &signature).await?,
        SignataireEmargement::Participant => signer_participant(tx, &rendez_vous, &signature).await?,
    }
    let sealed = json!({
        "rendez_vous": id, "signataire": signature.signataire, "participant": signature.participant,
        "moment": signature.moment, "signe_le": signature.signe_le, "mode": signature.mode, "empreinte": signature.empreinte,
    });
    rows::registre::inscrire(tx, "emargement", sealed).await?;
    voir(tx, id).await
}

async fn signer_animateur(
    tx: &mut Tx,
    rendez_vous: &RendezVousDto,
    signature: &NouvelEmargement,
) -> Result<(), Problem> {
    let (arrivee, depart) = (rendez_vous.animateur_arrivee, rendez_vous.animateur_depart);
    ordre(signature, arrivee, depart)?;
    Ok(rows::rendez_vous::signer_animateur(tx, rendez_vous.id, signature.moment, signature.signe_le).await?)
}

async fn signer_participant(
    tx: &mut Tx,
    rendez_vous: &RendezVousDto,
    signature: &NouvelEmargement,
) -> Result<(), Problem> {
    let named = signature.participant.ok_or_else(|| Problem::field("/participant", "absent", "indiquez qui signe"))?;
    let participant = fusions::dossier(tx, named).await?;
    let expected = rendez_vous.presences.iter().find(|presence| presence.participant == participant);
    let presence = expected.ok_or_else(|| {
        Problem::field("/participant", "inattendu", "cette personne n'est pas attendue à ce rendez-vous")
    })?;
    if matches!(presence.issue, Issue::Absent | Issue::Excuse) {
        return Err(Problem::new(Slug::TransitionInterdite, "L'absence de cette personne est déjà constatée."));
    }
    ordre(signature, presence.arrivee, presence.depart)?;
    Ok(rows::rendez_vous::signer_participant(tx, rendez_vous.id, participant, signature.moment, signature.signe_le)
        .await?)
}

/// Arrival first, each once, departure after arrival.
fn ordre(
    signature: &NouvelEmargement,
    arrivee: Option<chrono::DateTime<chrono::Utc>>,
    depart: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<(), Problem> {
    let twice = || {
        Problem::new(
            Slug::Conflit,
            "Cette signature est déjà donnée ; une correction passe par la feuille papier scannée.",
        )
    };
    match (signature.moment, arrivee, depart) {
        (Moment::Arrivee, Some(_), _) | (Moment::Depart, _, Some(_)) => Err(twice()),
        (Moment::Depart, None, _) => {
            Err(Problem::new(Slug::TransitionInterdite, "L'arrivée se signe avant le départ."))
        }
        (Moment::Depart, Some(start), None) if signature.signe_le <= start => {
            Err(Problem::field("/signe_le", "incoherent", "le départ suit l'arrivée"))
        }
        _ => Ok(()),
    }
}

/// Records that a person did not come, and seals it.
pub(crate) async fn absenter(
    tx: &mut Tx,
    id: RendezVousId,
    absence: NouvelleAbsence,
) -> Result<RendezVousDto, Problem> {
    let rendez_vous = ouvert(tx, id).await?;
    if rendez_vous.debut > tx.now() {
        return Err(Problem::new(
            Slug::TransitionInterdite,
            "Le rendez-vous n'a pas commencé : une absence ne se constate pas à l'avance.",
        ));
    }
    let participant = fusions::dossier(tx, absence.participant).await?;
    let expected = rendez_vous.presences.iter().find(|presence| presence.participant == participant);
    let presence = expected.ok_or_else(|| {
        Problem::field("/participant", "inattendu", "cette personne n'est pas attendue à ce rendez-vous")
    })?;
    if presence.issue == Issue::Present {
        return Err(Problem::new(Slug::TransitionInterdite, "Cette personne a signé : elle est présente."));
    }
    rows::rendez_vous::absenter(tx, id, participant, absence.motif).await?;
    let sealed = json!({ "rendez_vous": id, "participant": participant, "motif": absence.motif });
    rows::registre::inscrire(tx, "absence", sealed).await?;
    voir(tx, id).await
}

/// Ends an appointment once each presence is settled, and tells the other services.
pub(crate) async fn terminer(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let mut rendez_vous = ouvert(tx, id).await?;
    if rendez_vous.nature == NatureRendezVous::Telephone && rendez_vous.animateur_depart.is_some() {
        rows::rendez_vous::constater_presents(tx, id).await?;
        rendez_vous = voir(tx, id).await?;
    }
    let open = rendez_vous.presences.iter().filter(|presence| presence.issue == Issue::Attendu).count();
    if open > 0 {
        let detail = format!("{open} personne(s) n'ont ni signé ni été constatées absentes.");
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    rows::rendez_vous::changer_etat(tx, id, EtatRendezVous::Termine).await?;
    let presences = rendez_vous.presences.iter().map(|presence| PresenceConstatee {
        participant: presence.participant,
        present: presence.issue == Issue::Present,
        justifiee: presence.justifiee,
        minutes: minutes(&rendez_vous, presence),
    });
    let ended = RendezVousTermine {
        rendez_vous: id,
        nature: rendez_vous.nature,
        jour: calendrier::jour(rendez_vous.debut),
        animateur: rendez_vous.animateur,
        presences: presences.collect(),
    };
    let now = tx.now();
    tx.emit(Evenement::new(RENDEZ_VOUS_TERMINE, id, now, &ended)?);
    voir(tx, id).await
}

/// Minutes between the signatures: the person's, or those of who called.
fn minutes(rendez_vous: &RendezVousDto, presence: &PresenceDto) -> Duree {
    let signed = match rendez_vous.nature {
        NatureRendezVous::Telephone => rendez_vous.animateur_arrivee.zip(rendez_vous.animateur_depart),
        _ => presence.arrivee.zip(presence.depart),
    };
    signed.map_or(Duree::ZERO, |(start, end)| presence::entre(start, end))
}

/// Cancels an appointment that nobody signed.
pub(crate) async fn annuler(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let rendez_vous = ouvert(tx, id).await?;
    let signed =
        rendez_vous.animateur_arrivee.is_some() || rendez_vous.presences.iter().any(|one| one.issue != Issue::Attendu);
    if signed {
        return Err(Problem::new(Slug::TransitionInterdite, "Le rendez-vous est déjà signé : il a eu lieu."));
    }
    rows::rendez_vous::changer_etat(tx, id, EtatRendezVous::Annule).await?;
    voir(tx, id).await
}
