//! Appointments and signatures.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::{
    CompteRenduTenu, Issue, Jours, Moment, NouveauRendezVous, NouvelEmargement, NouvelleAbsence, PlanRendezVous,
    PresenceConstatee, PresenceDto, PresenceScellee, RENDEZ_VOUS_TERMINE, Recueil, Recueils, RendezVousDto,
    RendezVousTermine, SignataireEmargement,
};
use events::annuaires::{self, Operation, Personne, Renvois, Utilisateur};
use kernel::{
    De, ModeSignature, ParticipantId, Refus, RendezVousId, UtilisateurId,
    calendrier::{self, Periode, premier_du_mois},
    hexadecimal,
};
use problem::{Problem, Slug};
use runtime::http::Retouche;
use serde::Deserialize;
use serde_json::json;
use store::{Error, Evenement, Tx, fusions, historique, limitations, ouvertures, referentiels};
use suite_api::{Action, ChangementDto};

use crate::{
    agenda::{
        compte_rendu::{self, domain::Tenu},
        mois,
        presence::{self, domain::RefusSignature},
        pris,
        rendez_vous::{
            domain::{
                Commande, RendezVous,
                actions::{Autour, actions},
                horaire, horizon,
                vue::{Ouverts, Vu},
            },
            store as rows,
        },
    },
    registre::entree::{self, domain::Dit},
};

/// Why who does not see everybody who is expected changes nothing.
const EN_PARTIE: &str = "d'autres personnes y sont attendues, dont vous ne voyez pas le dossier";

/// Puts an appointment in the agenda: nobody is in two places at once.
pub(crate) async fn prevoir(tx: &mut Tx, mut nouveau: NouveauRendezVous) -> Result<RendezVousDto, Problem> {
    horaire(nouveau.debut, nouveau.fin)?;
    let jour = tx.jour(nouveau.debut);
    horizon(tx.today(), jour, referentiels::en_vigueur(tx, tx.today()).await?.emargement.horizon_jours)?;
    mois::app::exiger_categorie(tx, "/debut", jour, &nouveau.categorie).await?;
    nouveau.participants = fusions::dossiers(tx, &nouveau.participants).await?;
    let animateur = nouveau.animateur.unwrap_or_else(|| tx.acteur().soi());
    exiger_connus(tx, &nouveau, animateur).await?;
    limitations::exiger_libres(tx, &nouveau.participants).await?;
    let rendez_vous = RendezVous::prevoir(tx.id(), nouveau, animateur);
    exiger_ouverts(tx, &rendez_vous).await?;
    exiger_place(tx, &rendez_vous).await?;
    ouvrir_a_qui_anime(tx, &rendez_vous).await?;
    rows::ajouter(tx, &rendez_vous).await?;
    voir(tx, rendez_vous.id).await
}

/// Who leads an appointment sees who is in it, whoever follows them, and nothing else of theirs: from now on, and until the end of
/// the month after, when its time sheet is signed.
async fn ouvrir_a_qui_anime(tx: &mut Tx, one: &RendezVous) -> Result<(), Error> {
    let month_after = calendrier::plus_mois(premier_du_mois(tx.jour(one.debut)), 1);
    let jours = Periode { du: tx.today(), au: Some(calendrier::dernier_du_mois(month_after)) };
    let dossiers = one.presences.iter().map(|presence| (one.animateur, presence.participant));
    ouvertures::ouvrir(tx, one.id.ressource(), ouvertures::ANIME, dossiers, jours).await
}

/// Plans an appointment otherwise, if nobody did meanwhile and nobody signed.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: RendezVousId,
    lues: &historique::Lues,
    retouche: Retouche<PlanRendezVous>,
) -> Result<RendezVousDto, Problem> {
    let former = verrouiller(tx, id).await?;
    historique::exiger_version(tx, id, lues, former.version).await?;
    mis_de_cote(tx, &former).await?;
    let mut next = former.clone();
    let changed = next.deplacer(retouche.appliquer(&former.plan())?)?;
    if changed.is_empty() {
        return voir(tx, id).await;
    }
    next.version += 1;
    horaire(next.debut, next.fin)?;
    let jour = tx.jour(next.debut);
    horizon(tx.today(), jour, referentiels::en_vigueur(tx, tx.today()).await?.emargement.horizon_jours)?;
    mois::app::exiger_categorie(tx, "/debut", jour, &next.categorie).await?;
    let mut renvois = Renvois::default();
    let leads = [("/animateur".to_owned(), next.animateur)];
    renvois.exiger(tx, leads, |qui: &Utilisateur| qui.en_fonction(jour)).await?;
    let operation = next.operation.map(|one| ("/operation".to_owned(), one));
    renvois.exiger(tx, operation, |one: &Operation| one.couvre(jour)).await?;
    renvois.conclure()?;
    exiger_ouverts(tx, &next).await?;
    exiger_place(tx, &next).await?;
    ouvrir_a_qui_anime(tx, &next).await?;
    rows::deplacer(tx, &next).await?;
    historique::noter_valeurs(tx, id, next.version, &former.plan(), &next.plan()).await?;
    voir(tx, id).await
}

/// Nobody whom an appointment takes is taken by another at its time; others who plan something of theirs wait.
async fn exiger_place(tx: &mut Tx, rendez_vous: &RendezVous) -> Result<(), Problem> {
    let expected: Vec<_> = rendez_vous.presences.iter().map(|presence| presence.participant).collect();
    let leads = rendez_vous.animateur.ressource();
    let everyone: Vec<_> = expected.iter().map(|one| one.ressource()).chain([leads]).collect();
    rows::verrouiller_agenda(tx, &everyone).await?;
    if let Some(other) = rows::occupations(tx, rendez_vous, &expected).await?.first() {
        let named = !tx.acteur().titres.vue().par_nom_seulement();
        let told = named || !other.anime || rendez_vous.animateur == tx.acteur().soi();
        return Err(Problem::new(Slug::Chevauchement, other.dire(tx.fuseau(), told)));
    }
    let (agent, plage, soi) = (rendez_vous.animateur, rendez_vous.plage(), rendez_vous.id.ressource());
    match pris::store::occupe(tx, agent, plage, soi).await? {
        Some(taken) => {
            let own = agent == tx.acteur().soi();
            Err(Problem::new(Slug::Chevauchement, taken.refuser(tx.fuseau(), own)))
        }
        None => Ok(()),
    }
}

/// Who leads works in the territory on that day, each person has a file there, and the operation runs.
async fn exiger_connus(tx: &mut Tx, nouveau: &NouveauRendezVous, animateur: UtilisateurId) -> Result<(), Problem> {
    let jour = tx.jour(nouveau.debut);
    let persons = nouveau.participants.iter().enumerate().map(|(rank, one)| (format!("/participants/{rank}"), *one));
    let operation = nouveau.operation.map(|one| ("/operation".to_owned(), one));
    let mut renvois = Renvois::default();
    renvois.exiger(tx, [("/animateur".to_owned(), animateur)], |qui: &Utilisateur| qui.en_fonction(jour)).await?;
    renvois.exiger(tx, persons, Personne::nommee).await?;
    renvois.exiger(tx, operation, |one: &Operation| one.couvre(jour)).await?;
    renvois.conclure()
}

/// Whom and what an agenda is asked of has a file or an account in the territory, or is an operation of it.
pub(crate) async fn exiger_filtre(tx: &mut Tx, jours: Jours) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    let person = jours.participant.map(|one| ("/participant".to_owned(), one));
    renvois.exiger(tx, person, |_: &Personne| Ok(())).await?;
    let leads = jours.animateur.map(|one| ("/animateur".to_owned(), one));
    renvois.exiger(tx, leads, |_: &Utilisateur| Ok(())).await?;
    let operation = jours.operation.map(|one| ("/operation".to_owned(), one));
    renvois.exiger(tx, operation, |_: &Operation| Ok(())).await?;
    renvois.conclure()
}

/// What a command made of an appointment, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    decrire(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

/// An appointment as who acts may see it: who sees files that are opened by name sees, of a group, those persons.
pub(crate) async fn consulter(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let shown = montrer(tx, vec![one]).await?;
    decrire_vus(tx, shown).await?.pop().ok_or_else(Problem::not_found)
}

/// What was changed of an appointment, as who acts may see it, before the version `avant`, newest first, and one more when
/// there are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: RendezVousId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let shown = montrer(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)?.lu();
    let changes = historique::lister(tx, id, avant, limite).await?;
    let told = annuaires::nommer(tx, changes).await?;
    Ok(De::plusieurs(shown.presences.iter().map(|presence| presence.participant), told))
}

/// A page of the agenda as who acts may see it, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    jours: Jours,
    apres: Option<(DateTime<Utc>, RendezVousId)>,
    limite: i64,
) -> Result<Vec<RendezVousDto>, Problem> {
    let found = rows::lister(tx, jours, apres, limite).await?;
    let shown = montrer(tx, found).await?;
    decrire_vus(tx, shown).await
}

/// What the ledger sealed of an appointment, of the persons whom who acts sees there, or 404.
pub(crate) async fn prouver(tx: &mut Tx, id: RendezVousId) -> Result<De<Vec<PresenceScellee>>, Problem> {
    let one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let shown = montrer(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)?.lu();
    let entries = entree::store::de_l_objet(tx, id.ressource()).await?.into_iter();
    let entries = entries.filter_map(|(rang, contenu, empreinte, inscrite_le)| {
        Some((rang, Dit::<Scelle>::lire(&contenu)?, empreinte, inscrite_le))
    });
    let entries: Vec<_> = entries.collect();
    // Signed under a file that another absorbed since, it is of the person of that one.
    let named: Vec<_> = entries.iter().filter_map(|(_, dit, ..)| dit.donnees.participant).collect();
    let files = fusions::dossiers(tx, &named).await?;
    let files: HashMap<_, _> = named.into_iter().zip(files).collect();
    let mut sealed = Vec::new();
    for (rang, Dit { fait, par, donnees }, empreinte, inscrite_le) in entries {
        let participant = donnees.participant.and_then(|named| files.get(&named).copied());
        if participant.is_some_and(|one| !shown.presences.iter().any(|presence| presence.participant == one)) {
            continue;
        }
        let Scelle { signataire, moment, signe_le, mode, .. } = donnees;
        sealed.push(PresenceScellee {
            rang,
            empreinte: hexadecimal(&empreinte),
            inscrite_le,
            fait,
            par,
            par_nom: None,
            signataire,
            participant,
            participant_nom: None,
            moment,
            signe_le,
            mode,
        });
    }
    let told = annuaires::nommer(tx, sealed).await?;
    Ok(De::plusieurs(shown.presences.iter().map(|presence| presence.participant), told))
}

/// What is sealed of an appointment.
#[derive(Deserialize)]
struct Scelle {
    signataire: Option<SignataireEmargement>,
    participant: Option<ParticipantId>,
    moment: Option<Moment>,
    signe_le: Option<DateTime<Utc>>,
    mode: Option<ModeSignature>,
}

/// Of who sees files that are opened by name, those persons of a group alone; of who leads it, all those who were in it when it
/// was planned.
async fn montrer(tx: &mut Tx, all: Vec<RendezVous>) -> Result<Vec<Vu>, Error> {
    let Some(suivis) = ouvertures::suivis(tx).await? else {
        return Ok(all.into_iter().map(Vu::Entier).collect());
    };
    let ouverts = Ouverts { suivis, animes: ouvertures::animes(tx).await? };
    Ok(all.into_iter().filter_map(|one| one.vu_par(&ouverts)).collect())
}

/// Appointments as somebody sees them, with what they may do with each.
async fn decrire_vus(tx: &mut Tx, vus: Vec<Vu>) -> Result<Vec<RendezVousDto>, Problem> {
    let partial = vus.iter().filter_map(|one| match one {
        Vu::EnPartie(one) => Some(one.id),
        Vu::Entier(_) | Vu::Cache(_) => None,
    });
    let partial: HashSet<_> = partial.collect();
    let mut told = decrire(tx, vus.into_iter().map(Vu::lu).collect()).await?;
    for one in told.iter_mut().filter(|one| partial.contains(&one.id)) {
        one.actions = one.actions.iter().map(|action| Action::selon(&action.nom, Err::<(), _>(EN_PARTIE))).collect();
    }
    Ok(told)
}

/// Appointments as they are answered, with what may be done with each.
async fn decrire(tx: &mut Tx, all: Vec<RendezVous>) -> Result<Vec<RendezVousDto>, Problem> {
    let autour = autour(tx, &all).await?;
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let awaited = compte_rendu::store::attendus_de(tx, &ids).await?;
    let told = all.into_iter().map(|one| {
        let possible = actions(&one, &autour).into_iter().map(|(nom, issue)| Action::selon(nom, issue)).collect();
        let (id, tenus) = (one.id, autour.tenus(one.id));
        let written = |of: Option<ParticipantId>| {
            let due = of.is_some_and(|qui| awaited.contains(&(id, qui)));
            let found = compte_rendu::domain::suivi(tenus, of, due, autour.qui);
            found.map(|(etat, id)| CompteRenduTenu { etat, id })
        };
        let mut told = RendezVousDto { actions: possible, compte_rendu: written(None), ..one.into() };
        for presence in &mut told.presences {
            presence.compte_rendu = written(Some(presence.participant));
        }
        told
    });
    Ok(annuaires::nommer(tx, told.collect::<Vec<_>>()).await?)
}

/// What surrounds some appointments, read at once for all of them.
async fn autour(tx: &mut Tx, all: &[RendezVous]) -> Result<Autour, Error> {
    let fuseau = tx.fuseau();
    let expected: BTreeSet<_> =
        all.iter().flat_map(|one| &one.presences).map(|presence| presence.participant).collect();
    let agents: BTreeSet<_> = all.iter().map(|one| one.animateur).collect();
    let agents = Vec::from_iter(agents);
    let days = all.iter().map(|one| one.plage().bornes(fuseau));
    let (first, last) =
        days.fold((NaiveDate::MAX, NaiveDate::MIN), |(first, last), (du, au)| (first.min(du), last.max(au)));
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let mut tenus: HashMap<_, Vec<Tenu>> = HashMap::new();
    for one in compte_rendu::store::des_rendez_vous(tx, &ids).await? {
        tenus.entry(one.rendez_vous).or_default().push(one);
    }
    let remplaces = compte_rendu::app::remplaces(tx, &agents).await?;
    Ok(Autour {
        now: tx.now(),
        qui: tx.acteur().soi(),
        fuseau,
        remplaces,
        tenus,
        limites: limites(tx, &Vec::from_iter(expected)).await?,
        signes: match all {
            [] => HashSet::new(),
            _ => mois::store::signes(tx, &agents, premier_du_mois(first), last).await?,
        },
    })
}

/// Which of these persons have a restricted file, and why nothing is recorded of them then.
async fn limites(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<HashMap<ParticipantId, Refus>, Error> {
    let restricted = limitations::parmi(tx, personnes).await?;
    Ok(restricted.into_iter().map(|(qui, jour)| (qui, Refus::new(limitations::refus(jour).detail))).collect())
}

impl From<presence::domain::Recueil> for Recueil {
    fn from(recueil: presence::domain::Recueil) -> Self {
        let presence::domain::Recueil { par, le, motif } = recueil;
        Self { par, par_nom: None, le, motif }
    }
}

impl From<presence::domain::Recueils> for Recueils {
    fn from(recueils: presence::domain::Recueils) -> Self {
        Self { arrivee: recueils.arrivee.map(Into::into), depart: recueils.depart.map(Into::into) }
    }
}

impl From<RendezVous> for RendezVousDto {
    /// Without what may be done with it, nor whether its compte rendu is there.
    fn from(one: RendezVous) -> Self {
        let presence = |presence: &presence::domain::Presence| PresenceDto {
            participant: presence.participant,
            participant_nom: None,
            issue: presence.issue,
            motif: presence.motif,
            arrivee: presence.signe.arrivee,
            depart: presence.signe.depart,
            recueil: presence.recueil.into(),
            justifiee: one.justifiee(presence),
            manque: one.manque(presence).into_iter().map(ToOwned::to_owned).collect(),
            compte_rendu: None,
        };
        Self {
            presences: one.presences.iter().map(presence).collect(),
            compte_rendu: None,
            minutes: one.minutes(),
            id: one.id,
            version: one.version,
            nature: one.nature,
            titre: one.titre,
            debut: one.debut,
            fin: one.fin,
            lieu: one.lieu,
            animateur: one.animateur,
            animateur_nom: None,
            operation: one.operation,
            operation_nom: None,
            categorie: one.categorie,
            etat: one.etat,
            animateur_arrivee: one.animateur_signe.arrivee,
            animateur_depart: one.animateur_signe.depart,
            animateur_recueil: one.animateur_recueil.into(),
            actions: vec![],
        }
    }
}

/// An appointment of which whoever acts sees everybody, locked for the rest of the transaction, or 404.
async fn verrouiller(tx: &mut Tx, id: RendezVousId) -> Result<RendezVous, Problem> {
    let one = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    match montrer(tx, vec![one]).await?.pop() {
        Some(Vu::Entier(one)) => Ok(one),
        Some(Vu::EnPartie(_) | Vu::Cache(_)) | None => Err(Error::HorsDeVue.into()),
    }
}

/// Keeps a signature and seals it. One that comes once the appointment is over changes what its month proves: its sheet
/// is not signed.
pub(crate) async fn emarger(
    tx: &mut Tx,
    id: RendezVousId,
    signature: NouvelEmargement,
) -> Result<RendezVousDto, Problem> {
    let former = verrouiller(tx, id).await?;
    let mut rendez_vous = former.clone();
    let late = rendez_vous.tardive(signature.motif)?;
    rendez_vous.avancer(if late { Commande::Completer } else { Commande::Emarger })?;
    let NouvelEmargement { moment, signe_le, mode, .. } = signature;
    rendez_vous.admet_signature(moment, signe_le, mode, tx.now())?;
    let recueil = presence::domain::Recueil { par: tx.acteur().soi(), le: tx.now(), motif: signature.motif };
    match signature.signataire {
        SignataireEmargement::Animateur if recueil.par != rendez_vous.animateur => {
            return Err(Problem::new(Slug::Interdit, "Chacun signe pour soi : un autre anime ce rendez-vous."));
        }
        SignataireEmargement::Animateur => rendez_vous.signer(moment, signe_le, recueil).map_err(refus)?,
        SignataireEmargement::Participant => {
            let named =
                signature.participant.ok_or_else(|| Problem::field("/participant", "absent", "indiquez qui signe"))?;
            let participant = fusions::dossier(tx, named).await?;
            let presence = rendez_vous.presence(participant)?;
            limitations::exiger_libres(tx, &[participant]).await?;
            presence.avancer(presence::domain::Commande::Signer)?;
            presence.signer(moment, signe_le, recueil).map_err(refus)?;
        }
    }
    if late {
        exiger_ouverts(tx, &rendez_vous).await?;
    }
    rows::enregistrer(tx, &former, &rendez_vous).await?;
    if late {
        compte_rendu::app::attendre(tx, &rendez_vous).await?;
        dire_termine(tx, &rendez_vous).await?;
    }
    let sealed = json!({
        "rendez_vous": id, "signataire": signature.signataire, "participant": signature.participant,
        "moment": moment, "signe_le": signe_le, "mode": mode, "empreinte": signature.empreinte, "motif": signature.motif,
    });
    entree::store::inscrire(tx, "emargement", sealed).await?;
    voir(tx, id).await
}

/// The time of an appointment enters months whose sheet is not signed.
async fn exiger_ouverts(tx: &mut Tx, rendez_vous: &RendezVous) -> Result<(), Problem> {
    let (du, au) = rendez_vous.plage().bornes(tx.fuseau());
    mois::app::exiger_ouverts(tx, rendez_vous.animateur, du, au).await
}

fn refus(refus: RefusSignature) -> Problem {
    match refus {
        RefusSignature::DejaDonnee => Problem::new(Slug::Conflit, refus.to_string()),
        RefusSignature::ArriveeDAbord => Problem::new(Slug::TransitionInterdite, refus.to_string()),
        RefusSignature::DepartAvantArrivee => Problem::field("/signe_le", "incoherent", refus.to_string()),
    }
}

/// Records that a person did not come, and seals it.
pub(crate) async fn absenter(
    tx: &mut Tx,
    id: RendezVousId,
    absence: NouvelleAbsence,
) -> Result<RendezVousDto, Problem> {
    let participant = fusions::dossier(tx, absence.participant).await?;
    let former = verrouiller(tx, id).await?;
    let mut rendez_vous = former.clone();
    rendez_vous.presence(participant)?;
    limitations::exiger_libres(tx, &[participant]).await?;
    rendez_vous.constater_absence(tx.now())?;
    rendez_vous.presence(participant)?.absenter(absence.motif)?;
    rows::enregistrer(tx, &former, &rendez_vous).await?;
    let sealed = json!({ "rendez_vous": id, "participant": participant, "motif": absence.motif });
    entree::store::inscrire(tx, "absence", sealed).await?;
    voir(tx, id).await
}

/// Persons of an appointment whose files are restricted.
async fn mis_de_cote(tx: &mut Tx, rendez_vous: &RendezVous) -> Result<Vec<ParticipantId>, Problem> {
    let expected: Vec<_> = rendez_vous.presences.iter().map(|presence| presence.participant).collect();
    let limites = limites(tx, &expected).await?;
    rendez_vous.mis_de_cote(&limites).map_err(|refus| Problem::new(Slug::DossierLimite, refus.to_string()))
}

/// Ends an appointment once each presence is settled, and tells the other services.
pub(crate) async fn terminer(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let former = verrouiller(tx, id).await?;
    let mut rendez_vous = former.clone();
    rendez_vous.terminer(&mis_de_cote(tx, &former).await?)?;
    if rendez_vous.compte() {
        exiger_ouverts(tx, &rendez_vous).await?;
    }
    rows::enregistrer(tx, &former, &rendez_vous).await?;
    compte_rendu::app::attendre(tx, &rendez_vous).await?;
    dire_termine(tx, &rendez_vous).await?;
    voir(tx, id).await
}

/// Tells the other services what is proved of an appointment that is over; once more when a signature comes later. Of who
/// was set aside, nothing is known.
async fn dire_termine(tx: &mut Tx, rendez_vous: &RendezVous) -> Result<(), Problem> {
    let settled = rendez_vous.presences.iter().filter(|presence| presence.issue != Issue::Attendu);
    let presences = settled.map(|presence| PresenceConstatee {
        participant: presence.participant,
        present: presence.issue == Issue::Present,
        excuse: presence.issue == Issue::Excuse,
        justifiee: rendez_vous.justifiee(presence),
        minutes: rendez_vous.minutes_signees(presence),
    });
    let ended = RendezVousTermine {
        rendez_vous: rendez_vous.id,
        nature: rendez_vous.nature,
        jour: tx.jour(rendez_vous.debut),
        animateur: rendez_vous.animateur,
        presences: presences.collect(),
    };
    let now = tx.now();
    tx.emit(Evenement::new(RENDEZ_VOUS_TERMINE, rendez_vous.id, now, &ended)?);
    Ok(rows::noter_dit(tx, rendez_vous.id).await?)
}

/// Whether appointments that are over are still to be told as they are told now.
pub(crate) async fn reste_a_dire(tx: &mut Tx) -> Result<bool, Error> {
    rows::reste_a_dire(tx).await
}

/// Tells some of them again; says how many.
pub(crate) async fn redire(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let untold = rows::a_dire(tx, limite).await?;
    for rendez_vous in &untold {
        dire_termine(tx, rendez_vous).await?;
    }
    Ok(untold.len())
}

/// Cancels an appointment that nobody signed.
pub(crate) async fn annuler(tx: &mut Tx, id: RendezVousId) -> Result<RendezVousDto, Problem> {
    let former = verrouiller(tx, id).await?;
    mis_de_cote(tx, &former).await?;
    let mut rendez_vous = former.clone();
    rendez_vous.annuler()?;
    rows::enregistrer(tx, &former, &rendez_vous).await?;
    voir(tx, id).await
}
