//! Candidatures: filed, given to a référent, followed, ended before the commission.

pub(crate) mod contacts;
mod detail;
mod echeances;
pub(crate) mod liste;

pub(crate) use echeances::dites as echeances_dites;

use std::collections::BTreeSet;

use crate::{
    dossier::{
        consentement,
        participant::{self, domain::Participant},
        situation,
    },
    entree::{
        candidature::{
            domain::{self, Candidature, Commande},
            store::{self as rows, Suivie},
            suivi,
        },
        date_entree,
    },
};
use auth::{Role, Vue};
use chrono::NaiveDate;
use events::annuaires::{self, Renvois, Structure, Utilisateur};
use kernel::{CandidatureId, De, NatureStructure, ParticipantId, StructureId, UtilisateurId};
use participants_api::{
    Affectation, CANDIDATURE_AFFECTEE, CandidatureAffectee, CandidatureDto, CandidatureSuivie, Decision, NonEntree,
    NouvelleCandidature, PRESCRIPTEUR_A_CONTACTER, PrescripteurAContacter, ReferentChange, Signature,
};
use problem::{FieldError, Problem, Slug, remplacer};
use referentiel::regles::{self, partage::Etendue};
use store::{Error, Evenement, Tx, ouvertures, page, referentiels};

/// Files a candidature: opens the person's file, or takes the one that they have, and keeps the signatures.
/// Refused while one that the référentiel requires is missing.
pub(crate) async fn deposer(tx: &mut Tx, nouvelle: NouvelleCandidature) -> Result<CandidatureSuivie, Problem> {
    deposer_sous(tx, None, nouvelle).await
}

/// The same; the file of a person that is opened may have an identifier that was set apart.
pub(crate) async fn deposer_sous(
    tx: &mut Tx,
    dossier: Option<ParticipantId>,
    nouvelle: NouvelleCandidature,
) -> Result<CandidatureSuivie, Problem> {
    let deposee_le = nouvelle.deposee_le;
    refuser_le_futur(tx, deposee_le)?;
    exiger_signatures(tx, &nouvelle).await?;
    let (candidature, personne) = ouvrir(tx, dossier, nouvelle).await?;
    Ok(CandidatureSuivie {
        id: candidature.id,
        nom: personne.identite.nom,
        prenom: personne.identite.prenom,
        etat: candidature.etat,
        deposee_le,
        decidee_le: None,
        rendez_vous_manques_depuis: None,
    })
}

fn refuser_le_futur(tx: &Tx, deposee_le: NaiveDate) -> Result<(), FieldError> {
    if deposee_le > tx.today() {
        return Err(FieldError::new("/deposee_le", "futur", "une candidature n'est pas déposée dans le futur"));
    }
    Ok(())
}

/// The same of whom a collective action retains: the signatures that are missing stay due.
pub(crate) async fn deposer_sans_exiger(tx: &mut Tx, nouvelle: NouvelleCandidature) -> Result<Candidature, Problem> {
    refuser_le_futur(tx, nouvelle.deposee_le)?;
    let errors = domain::signatures::signatures(nouvelle.deposee_le, &nouvelle.signatures);
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    ouvrir(tx, None, nouvelle).await.map(|(candidature, _)| candidature)
}

async fn ouvrir(
    tx: &mut Tx,
    dossier: Option<ParticipantId>,
    nouvelle: NouvelleCandidature,
) -> Result<(Candidature, Participant), Problem> {
    let deposee_le = nouvelle.deposee_le;
    let vue = tx.acteur().titres.vue();
    let prescripteur = prescripteur(tx, "/prescripteur", &vue, nouvelle.prescripteur).await?;
    let naissance = if nouvelle.personne.is_some() { "/personne/date_naissance" } else { "/deposee_le" };
    let nommable = match nouvelle.participant {
        Some(participant) => peut_nommer(tx, &vue, participant).await?,
        None => false,
    };
    let personne = match (nouvelle.personne, nouvelle.participant) {
        (Some(personne), None) => {
            let id = dossier.unwrap_or_else(|| tx.id());
            participant::app::ouvrir_sous(tx, id, personne).await.map_err(|problem| problem.sous("/personne"))?
        }
        (None, Some(participant)) if nommable => dossier_libre(tx, participant).await?,
        _ => return Err(Problem::field("/personne", "incoherent", "attendu : une personne, ou son dossier au PLIE")),
    };
    domain::nee(naissance, personne.identite.date_naissance, deposee_le)?;
    for (rank, situation) in nouvelle.situations.into_iter().enumerate() {
        let added = situation::app::ajouter(tx, personne.id, situation).await;
        added.map_err(|problem| problem.sous(&format!("/situations/{rank}")))?;
    }
    let candidature = Candidature::deposer(tx.id(), personne.id, prescripteur, deposee_le);
    rows::ajouter(tx, &candidature, &nouvelle.signatures).await?;
    Ok((candidature, personne))
}

/// Whether whoever files may name this file: who files for structures alone opens one, and is told of none. Who accompanies
/// persons too names those that are open to them.
async fn peut_nommer(tx: &mut Tx, vue: &Vue, dossier: ParticipantId) -> Result<bool, Error> {
    Ok(vue.structures().is_none() || vue.aussi_par_nom() && ouvertures::ouverts(tx).await?.contains(&dossier))
}

/// Records a signature that the candidature lacked when it was filed.
pub(crate) async fn signer(tx: &mut Tx, id: CandidatureId, signature: Signature) -> Result<CandidatureDto, Problem> {
    let candidature = tenir(tx, id).await?;
    let given = rows::signatures(tx, &[id]).await?.remove(&id).unwrap_or_default();
    if given.iter().any(|one| one.signataire == signature.signataire) {
        return Err(Problem::new(Slug::Conflit, "Cette partie a déjà signé la candidature."));
    }
    domain::signatures::apres_le_depot(&signature, tx.today())?;
    rows::signer(tx, id, &[signature]).await?;
    detail::montrer(tx, candidature).await
}

/// The structure that refers the person: one's own for who files in the name of structures, and any prescripteur of the
/// directory for who accompanies persons.
pub(crate) async fn prescripteur(
    tx: &mut Tx,
    pointer: &str,
    vue: &Vue,
    nomme: Option<StructureId>,
) -> Result<Option<StructureId>, Problem> {
    let prescripteur = domain::au_nom_de(pointer, vue, nomme)?;
    if let Some(nomme) = nomme.filter(|_| vue.structures().is_none()) {
        let is = |one: &Structure| one.est(&[NatureStructure::Prescripteur], "un prescripteur");
        annuaires::exiger(tx, pointer, nomme, is).await?;
    }
    Ok(prescripteur)
}

/// A page of the candidatures that these structures filed, newest first, with whose they are, and one more when there are
/// more: not those of who does not share with them.
pub(crate) async fn suivies(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    apres: Option<CandidatureId>,
    limite: i64,
) -> Result<Vec<De<CandidatureSuivie>>, Problem> {
    page::remplir(limite, apres, async |apres| {
        let found = rows::suivies(tx, structures, apres, limite).await?;
        let next = page::suite(&found, limite.saturating_add(1), |one| one.contenu.id);
        let whose = |one: &Suivie| Some((one.participant, one.prescripteur?));
        let told =
            consentement::app::etendues(tx, &found.iter().filter_map(whose).collect::<Vec<_>>(), |_| true).await?;
        let shared = |one: &Suivie| whose(one).and_then(|pair| told.get(&pair)).is_some_and(|one| *one > Etendue::Rien);
        let seen = found.into_iter().filter(shared).map(|one| De::une(one.participant, one.contenu));
        Ok((seen.collect(), next))
    })
    .await
}

/// The file of a person who is in no procedure: refused, or ended since.
async fn dossier_libre(tx: &mut Tx, id: ParticipantId) -> Result<Participant, Problem> {
    let unknown = || Problem::field("/participant", "inconnu", "ce dossier n'existe pas");
    if !tx.voit(&[id]).await? {
        return Err(unknown());
    }
    let file = participant::store::verrouiller(tx, id).await?.ok_or_else(unknown)?;
    let file = participant::app::ouvert(file)?;
    if !rows::en_cours(tx, id).await?.is_empty() {
        return Err(Problem::new(
            Slug::Conflit,
            "Une candidature ou un accompagnement de cette personne est en cours.",
        ));
    }
    participant::app::revoir(tx, id, tx.today()).await?;
    Ok(file)
}

/// Each signature precedes the filing and is given once, and none that the référentiel requires is missing.
async fn exiger_signatures(tx: &mut Tx, nouvelle: &NouvelleCandidature) -> Result<(), Problem> {
    let errors = domain::signatures::signatures(nouvelle.deposee_le, &nouvelle.signatures);
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let referentiel = referentiels::en_vigueur_le(tx, "/deposee_le", nouvelle.deposee_le).await?;
    let signed: Vec<_> = nouvelle.signatures.iter().map(|one| one.signataire).collect();
    let verdict = regles::contrat::signatures_candidature(&referentiel, &signed);
    if verdict.conclusion.is_empty() {
        return Ok(());
    }
    let mut problem = Problem::new(
        Slug::SignatureManquante,
        format!("Le dossier n'est pas déposé : {}.", verdict.raison.explication),
    );
    let missing = |who: &referentiel::Signataire| {
        FieldError::new("/signatures", "manquante", format!("signature attendue : {}", who.nom()))
    };
    problem.errors = verdict.conclusion.iter().map(missing).collect();
    Err(problem)
}

/// Gives a candidature to a référent.
pub(crate) async fn affecter(
    tx: &mut Tx,
    id: CandidatureId,
    affectation: Affectation,
) -> Result<CandidatureDto, Problem> {
    let mut candidature = avancer(tx, id, Commande::Affecter).await?;
    candidature.affectable_le(affectation.affectee_le, tx.today())?;
    exiger_referents(tx, &affectation).await?;
    let referent = match affectation.referent {
        Some(referent) => referent,
        None => moins_charge(tx, &affectation.parmi, id).await?,
    };
    let taken = |_: &UtilisateurId| "Cette candidature a déjà un référent".to_owned();
    remplacer(candidature.referent.as_ref(), affectation.remplace.as_ref(), taken)?;
    candidature.referent = Some(referent);
    candidature.affectee_le = Some(affectation.affectee_le);
    rows::enregistrer(tx, &candidature).await?;
    suivi::refaire(tx, &[candidature.participant]).await?;
    let assigned = CandidatureAffectee {
        candidature: id,
        participant: candidature.participant,
        referent,
        affectee_le: affectation.affectee_le,
    };
    let now = tx.now();
    tx.emit(Evenement::new(CANDIDATURE_AFFECTEE, id, now, &assigned)?);
    detail::montrer(tx, candidature).await
}

/// Keeps who follows the person for good since parcours told it.
pub(crate) async fn confier(tx: &mut Tx, told: ReferentChange) -> Result<(), Problem> {
    let ReferentChange { candidature, referent, des_le } = told;
    rows::confier(tx, candidature, referent).await?;
    for personne in rows::personnes(tx, &[candidature]).await? {
        suivi::remettre(tx, personne, referent, des_le).await?;
    }
    Ok(())
}

/// Whoever is named is a référent on the day of the assignment.
async fn exiger_referents(tx: &mut Tx, affectation: &Affectation) -> Result<(), Problem> {
    let named = affectation.referent.map(|one| ("/referent".to_owned(), one));
    let among = affectation.parmi.iter().enumerate().map(|(rank, one)| (format!("/parmi/{rank}"), *one));
    let mut renvois = Renvois::default();
    let is = |qui: &Utilisateur| qui.tient(Role::Referent, affectation.affectee_le);
    renvois.exiger(tx, named.into_iter().chain(among), is).await?;
    renvois.conclure()
}

/// Of these référents, the one who has the fewest files; of equals, the first named.
async fn moins_charge(tx: &mut Tx, parmi: &[UtilisateurId], a_donner: CandidatureId) -> Result<UtilisateurId, Problem> {
    let charges = rows::charges(tx, parmi, a_donner).await?;
    let load =
        |referent: &UtilisateurId| charges.iter().find(|(one, _)| one == referent).map_or(0, |(_, count)| *count);
    let least = parmi.iter().copied().min_by_key(load);
    least.ok_or_else(|| Problem::field("/parmi", "absent", "nommez un référent, ou ceux entre lesquels répartir"))
}

/// Records that the person does not enter.
pub(crate) async fn ne_pas_entrer(tx: &mut Tx, id: CandidatureId, fin: NonEntree) -> Result<CandidatureDto, Problem> {
    let mut candidature = avancer(tx, id, Commande::NePasEntrer).await?;
    candidature.motif = Some(fin.motif);
    candidature.commentaire = fin.commentaire;
    rows::enregistrer(tx, &candidature).await?;
    detail::montrer(tx, candidature).await
}

/// A candidature that `decision` lets go on is the only one of its person, who is locked, to do so: whoever files another one
/// waits for this one, or the reverse.
pub(crate) async fn exiger_seule(tx: &mut Tx, une: &Candidature, decision: Decision) -> Result<(), Problem> {
    if !matches!(decision, Decision::Validee | Decision::Ajournee) {
        return Ok(());
    }
    for id in rows::du_participant(tx, une.participant).await?.into_iter().filter(|id| *id != une.id) {
        une.admet_reprise(&rows::verrouiller(tx, id).await?)?;
    }
    Ok(())
}

/// A candidature of a file that may be changed, locked for the rest of the transaction.
pub(crate) async fn tenir(tx: &mut Tx, id: CandidatureId) -> Result<Candidature, Problem> {
    modifiable(tx, id).await?;
    rows::verrouiller(tx, id).await
}

/// A candidature, if the file of its person may be changed.
pub(crate) async fn modifiable(tx: &mut Tx, id: CandidatureId) -> Result<Candidature, Problem> {
    let candidature = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    participant::app::modifiable(tx, candidature.participant).await?;
    Ok(candidature)
}

/// The same of a candidature that a body names: of one that is unknown, whoever looks for it says so.
pub(crate) async fn modifiable_si_connue(tx: &mut Tx, id: CandidatureId) -> Result<(), Problem> {
    match rows::voir(tx, id).await? {
        Some(known) => participant::app::modifiable(tx, known.participant).await.map(drop),
        None => Ok(()),
    }
}

/// The same, the person locked: for whoever looks at their other candidatures.
pub(crate) async fn verrouiller_la_personne(tx: &mut Tx, id: CandidatureId) -> Result<(), Problem> {
    match rows::voir(tx, id).await? {
        Some(known) => participant::app::verrouiller(tx, known.participant).await.map(drop),
        None => Ok(()),
    }
}

/// Locks a candidature and moves it; what the state forbids is refused with its reason.
pub(crate) async fn avancer(tx: &mut Tx, id: CandidatureId, commande: Commande) -> Result<Candidature, Problem> {
    let mut candidature = tenir(tx, id).await?;
    candidature.avancer(commande)?;
    Ok(candidature)
}

/// A candidature with what the territory's rules say of it today and what may be done with it.
pub(crate) async fn voir(tx: &mut Tx, id: CandidatureId) -> Result<CandidatureDto, Problem> {
    let candidature = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail::montrer(tx, candidature).await
}

/// Tells, once, that too many appointments were missed: the référent, the team and the prescripteur then
/// see since when. An appointment kept later does not erase it.
pub(crate) async fn constater_absences(tx: &mut Tx, candidature: &mut Candidature) -> Result<(), Problem> {
    if candidature.prescripteur_a_contacter_le.is_some() {
        return Ok(());
    }
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, candidature.deposee_le).await?;
    let presences = date_entree::store::depuis(tx, candidature.participant, candidature.deposee_le).await?;
    let missed = date_entree::domain::manques(&presences, candidature.entree_le);
    let verdict = regles::absences::prescripteur_a_contacter(&referentiel, &missed, today);
    let (Some(verdict), Some(depuis)) = (verdict.filter(|verdict| verdict.conclusion), missed.last()) else {
        return Ok(());
    };
    candidature.prescripteur_a_contacter_le = Some(*depuis);
    rows::enregistrer(tx, candidature).await?;
    let told = PrescripteurAContacter {
        candidature: candidature.id,
        referent: candidature.referent,
        depuis: *depuis,
        raison: verdict.raison,
    };
    let now = tx.now();
    tx.emit(Evenement::new(PRESCRIPTEUR_A_CONTACTER, candidature.id, now, &told)?);
    Ok(())
}
