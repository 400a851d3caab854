//! Documents of a session: made when it closes, with the data of that day; they leave, and the decision is
//! then communicated.

use chrono::NaiveDate;
use events::annuaires::{self, Structure, Utilisateur};
use impression::{Impression, mention};
use kernel::{
    CandidatureId, CommissionId, De, DocumentId, NatureStructure, ParticipantId, Role, StructureId, UtilisateurId,
};
use pages::{
    Expediteur,
    convocation::PageConvocation,
    courrier::PageCourrier,
    reference,
    releve::{LignePlan, LignePoint, PageReleve},
};
use participants_api::{Decision, DecisionDemande, DocumentDto, Envoi, MotifDecision, NatureDocument};
use problem::{Problem, Slug};
use referentiel::{
    NatureDemande,
    regles::{
        decisions::{self, COMMISSION},
        partage::Etendue,
    },
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Tx, fusions, referentiels, territoires};
use suite_api::Action;

use crate::{
    dossier::{
        consentement,
        participant::{self, domain::Participant},
    },
    entree::candidature::{self, domain::Candidature},
    expediteur,
    instances::{
        commission::{
            self,
            domain::session::{Commande, Commission, Point},
        },
        demande::{self, domain::PointDemande},
        document::{
            domain::{Document, Papier, RefusEnvoi},
            store::{self as rows, Nouveau},
        },
        plan::domain::ActionInstance,
        secret,
    },
    noms::nommer,
};

/// Who writes, and who finances.
struct Entete {
    territoire: String,
    expediteur: Expediteur,
    mention: Option<String>,
}

impl Entete {
    async fn du(tx: &mut Tx, jour: NaiveDate) -> Result<Self, Problem> {
        let (territoire, expediteur) = (territoires::nom(tx).await?, expediteur::fige(tx).await?);
        Ok(Self { territoire, expediteur, mention: mention::du_jour(tx, jour).await? })
    }
}

/// A partner, as papers name it and say where it is.
struct Partenaire {
    nom: String,
    adresse: Vec<String>,
}

/// What a document says of one person.
struct Ligne {
    personne: Participant,
    /// By which they are to enter, or entered.
    candidature: Candidature,
    sujet: Sujet,
    /// What of it each partner is told.
    partages: BTreeMap<StructureId, Etendue>,
}

/// What a session decided of.
enum Sujet {
    Entree(Point),
    Demande(PointDemande),
}

impl Sujet {
    /// Whether it is of the entry: decided, or noted, when the person entered by a collective action.
    const fn dit_l_entree(&self) -> bool {
        match self {
            Self::Entree(_) => true,
            Self::Demande(point) => point.demande.est_une_entree(),
        }
    }
}

impl Ligne {
    /// By what each partner is told of the person of this candidature.
    fn de(
        personne: Participant,
        candidature: Candidature,
        sujet: Sujet,
        mut partages: BTreeMap<StructureId, Etendue>,
    ) -> Self {
        if !sujet.dit_l_entree() {
            // Where a candidature stands is told to who filed it; what becomes of the person, to whom they agreed.
            partages.retain(|_, etendue| *etendue == Etendue::Entiere);
        }
        Self { personne, candidature, sujet, partages }
    }

    /// What of it a partner is told.
    fn etendue(&self, partner: StructureId) -> Etendue {
        self.partages.get(&partner).copied().unwrap_or(Etendue::Rien)
    }

    /// What was decided; a partner is told the nature of a demande, and no more of what is asked.
    fn decision(&self, partenaire: bool) -> Option<String> {
        match &self.sujet {
            Sujet::Entree(point) => point.decision.map(decision),
            Sujet::Demande(point) => {
                let PointDemande { demande, decision, .. } = point;
                let asked = if partenaire { nature(demande.nature) } else { &demande.objet };
                decision.map(|decision| format!("{asked} : {}", decision.libelle()))
            }
        }
    }

    /// Why.
    fn motif(&self) -> Option<String> {
        match &self.sujet {
            Sujet::Entree(point) => motif(point),
            Sujet::Demande(point) => suites(None, point.motif.as_ref(), point.conditions.as_ref()),
        }
    }

    /// Why, as the relevé keeps it: with what an entry derogated for, which no partner is told.
    fn motif_du_releve(&self) -> Option<String> {
        let derogation = match &self.sujet {
            Sujet::Entree(point) => point.derogation.as_ref().map(|why| format!("par dérogation : {why}")),
            Sujet::Demande(_) => None,
        };
        let parts: Vec<_> = self.motif().into_iter().chain(derogation).collect();
        (!parts.is_empty()).then(|| parts.join(" ; "))
    }

    /// Why, as a partner is told: when the person shares it with them, and nothing of what stops or ends a parcours, which
    /// may be their health.
    fn motif_partage(&self, partner: StructureId) -> Option<String> {
        self.motif().filter(|_| self.sujet.dit_l_entree() && self.etendue(partner) == Etendue::Entiere)
    }

    /// Whether who referred the person is written to: not of what took effect in a parcours before the session was told.
    fn ecrite(&self) -> bool {
        match &self.sujet {
            Sujet::Demande(point) if !point.demande.est_une_entree() => {
                point.decision.is_some_and(|decision| decision != DecisionDemande::PriseActe)
            }
            Sujet::Entree(_) | Sujet::Demande(_) => true,
        }
    }

    /// The day of the entry, where it is what was decided of, or noted.
    fn entree_le(&self) -> Option<NaiveDate> {
        self.candidature.entree_le.filter(|_| self.sujet.dit_l_entree())
    }

    /// Of what the instance took note, where it decided nothing.
    fn acte(&self) -> Option<String> {
        let noted = matches!(&self.sujet, Sujet::Demande(point) if point.demande.est_une_entree());
        noted.then(|| "son entrée par une action collective".to_owned())
    }
}

/// What of the person of each of these candidatures each partner is told: the structure that filed it, and those that refer
/// persons with which the person agreed to share, whoever referred them (seed 003).
async fn partages(
    tx: &mut Tx,
    candidatures: &[Candidature],
) -> Result<HashMap<CandidatureId, BTreeMap<StructureId, Etendue>>, Problem> {
    let persons: Vec<_> = candidatures.iter().map(|one| one.participant).collect();
    let agreed = consentement::app::partenaires(tx, &persons).await?;
    let asked: BTreeSet<_> = agreed.iter().map(|(_, partner)| *partner).collect();
    let known = annuaires::connues::<Structure>(tx, &asked.into_iter().collect::<Vec<_>>()).await?;
    let refers =
        |partner: &StructureId| known.get(partner).is_some_and(|one| one.nature == NatureStructure::Prescripteur);
    let filed: Vec<_> = candidatures.iter().filter_map(|one| Some((one.participant, one.prescripteur?))).collect();
    let filed = consentement::app::etendues(tx, &filed, |_| true).await?;
    let of = |one: &Candidature| {
        let shared = agreed.iter().filter(|(whose, partner)| *whose == one.participant && refers(partner));
        let mut told: BTreeMap<_, _> = shared.map(|(_, partner)| (*partner, Etendue::Entiere)).collect();
        if let Some(partner) = one.prescripteur {
            told.insert(partner, filed.get(&(one.participant, partner)).copied().unwrap_or(Etendue::Rien));
        }
        told.retain(|_, etendue| *etendue > Etendue::Rien);
        (one.id, told)
    };
    Ok(candidatures.iter().map(of).collect())
}

/// A session as its papers tell it.
struct Seance<'a> {
    session: &'a Commission,
    /// The instance, as people call it.
    instance: String,
    quorum: usize,
    /// Who undertook nothing of secrecy, by their names.
    sans_engagement: Vec<String>,
    plan: Vec<LignePlan>,
}

impl<'a> Seance<'a> {
    async fn lire(tx: &mut Tx, session: &'a Commission, quorum: usize, plan: Vec<LignePlan>) -> Result<Self, Problem> {
        let rules = referentiels::en_vigueur(tx, session.tenue_le).await?;
        let instance = decisions::tenue(&rules, &session.instance).map_or("Commission", |own| own.libelle).to_owned();
        let silent = secret::sieges::manquants(tx, session).await?;
        let called = session.membres.iter().filter(|membre| silent.contains(&membre.utilisateur));
        let sans_engagement = called.map(destinataire).collect();
        Ok(Self { session, instance, quorum, sans_engagement, plan })
    }
}

/// Persons whom papers name.
struct Personnes(HashMap<ParticipantId, Participant>);

impl Personnes {
    /// All of them, in one read.
    async fn lire(tx: &mut Tx, ids: &[ParticipantId]) -> Result<Self, Problem> {
        let found = participant::store::parmi(tx, ids).await?;
        Ok(Self(found.into_iter().map(|one| (one.id, one)).collect()))
    }

    /// One of them, or 404.
    fn exiger(&self, id: ParticipantId) -> Result<&Participant, Problem> {
        self.0.get(&id).ok_or_else(Problem::not_found)
    }
}

/// An action as the relevé prints it.
fn prevue(action: &ActionInstance, personnes: &Personnes) -> Result<LignePlan, Problem> {
    let file = action.participant.map(|id| personnes.exiger(id)).transpose()?;
    let personne = file.map(|file| format!("{} {}", file.identite.prenom, file.identite.nom));
    Ok(LignePlan {
        quoi: action.quoi.clone(),
        personne,
        qui: action.qui.clone(),
        echeance: action.echeance,
        etat: action.etat.libelle().to_owned(),
        resultat: action.resultat().map(ToOwned::to_owned),
    })
}

/// Makes the relevé, its extract for each partner, and the letters that tell who referred somebody what was decided;
/// partners are told nothing of who does not share with them.
pub(crate) async fn preparer(
    tx: &mut Tx,
    session: &Commission,
    quorum: usize,
    plan: Vec<ActionInstance>,
) -> Result<(), Problem> {
    let entete = Entete::du(tx, session.tenue_le).await?;
    let mut lines = Vec::with_capacity(session.points.len().saturating_add(session.demandes.len()));
    let points = session.points.iter().cloned().map(|point| (point.candidature, Sujet::Entree(point)));
    let demandes = session.demandes.iter().cloned().map(|point| (point.demande.candidature, Sujet::Demande(point)));
    let all: Vec<_> = points.chain(demandes).collect();
    let files = candidature::store::parmi(tx, &all.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
    let told = partages(tx, &files).await?;
    let named = files.iter().map(|one| one.participant).chain(plan.iter().filter_map(|action| action.participant));
    let personnes = Personnes::lire(tx, &named.collect::<Vec<_>>()).await?;
    let planned = plan.iter().map(|action| prevue(action, &personnes)).collect::<Result<_, _>>()?;
    let seance = Seance::lire(tx, session, quorum, planned).await?;
    for (id, sujet) in all {
        let candidature = files.iter().find(|one| one.id == id).cloned().ok_or_else(Problem::not_found)?;
        let personne = personnes.exiger(candidature.participant)?.clone();
        lines.push(Ligne::de(personne, candidature, sujet, told.get(&id).cloned().unwrap_or_default()));
    }
    let partners = partenaires(tx, lines.iter().flat_map(|line| line.partages.keys().copied()).collect()).await?;
    let id = tx.id();
    let whole = Papier::Releve(releve(id, &entete, &seance, None, lines.iter()));
    let named: BTreeSet<_> = lines.iter().map(|line| line.candidature.participant).collect();
    let named = named.into_iter().chain(plan.iter().filter_map(|action| action.participant)).collect();
    let mut all = vec![Nouveau { personnes: named, ..Nouveau::de(id, whole) }];
    for (structure, partner) in &partners {
        let own = || lines.iter().filter(|line| line.partages.contains_key(structure));
        let personnes = own().map(|line| line.candidature.participant).collect();
        let id = tx.id();
        let to = Some((*structure, partner.nom.as_str()));
        let papier = Papier::Extrait(releve(id, &entete, &seance, to, own()));
        all.push(Nouveau { structure: Some(*structure), personnes, ..Nouveau::de(id, papier) });
    }
    for line in lines.iter().filter(|line| line.ecrite()) {
        let to = line.candidature.prescripteur.filter(|id| line.partages.contains_key(id));
        let to = to.and_then(|id| partners.get_key_value(&id));
        let Some((structure, partner)) = to else { continue };
        let id = tx.id();
        let papier = Papier::Courrier(courrier(id, tx.today(), &entete, &seance, (*structure, partner), line));
        let letter = Nouveau { structure: Some(*structure), ..Nouveau::de(id, papier) };
        all.push(match &line.sujet {
            Sujet::Entree(_) => Nouveau { candidature: Some(line.candidature.id), ..letter },
            Sujet::Demande(point) => {
                Nouveau { demande: Some(point.demande.id), personnes: vec![line.candidature.participant], ..letter }
            }
        });
    }
    Ok(rows::ajouter(tx, session.id, all).await?)
}

/// Makes the convocation of each member.
pub(crate) async fn convoquer(tx: &mut Tx, id: CommissionId) -> Result<Vec<DocumentDto>, Problem> {
    let session = commission::trouver::avancer_session(tx, id, Commande::Convoquer).await?;
    session.convocable()?;
    ecrire_aux_membres(tx, &session, None).await?;
    lister(tx, id).await
}

/// A session was moved or cancelled: its convocations hold no more, and who was convened is told anew, unless it was to be held
/// before today.
pub(crate) async fn reconvoquer(tx: &mut Tx, session: &Commission) -> Result<(), Problem> {
    let former = session.deplacements.last().map(|one| one.tenue_le);
    let convened = rows::perimer_les_convocations(tx, session.id).await? > 0;
    if convened && !session.membres.is_empty() && session.tenue_le >= tx.today() {
        ecrire_aux_membres(tx, session, former.filter(|_| session.annulation.is_none())).await?;
    }
    Ok(())
}

/// Writes to each member of a session that it is held, in the place of the day that they were told: `remplace`; or that it is
/// not held, and why.
async fn ecrire_aux_membres(tx: &mut Tx, session: &Commission, remplace: Option<NaiveDate>) -> Result<(), Problem> {
    let today = tx.today();
    let Entete { territoire, expediteur, mention } = Entete::du(tx, today).await?;
    let addresses = adresses(tx, session, today).await?;
    let annulee = session.annulation.as_ref().map(|one| one.motif.clone());
    let rules = referentiels::en_vigueur(tx, session.tenue_le).await?;
    let sits = decisions::tenue(&rules, &session.instance).filter(|_| session.instance != COMMISSION);
    let instance = sits.map(|own| own.libelle.to_owned());
    let one = |own: DocumentId, membre: &participants_api::Membre| {
        Nouveau::de(
            own,
            Papier::Convocation(PageConvocation {
                territoire: territoire.clone(),
                expediteur: expediteur.clone(),
                reference: own.ressource(),
                mention: mention.clone(),
                instance: instance.clone(),
                le: today,
                tenue_le: session.tenue_le,
                destinataire: destinataire(membre),
                adresse: addresses.get(&membre.utilisateur).cloned().unwrap_or_default(),
                lieu: session.lieu.clone(),
                dossiers: session.points.len().saturating_add(session.demandes.len()),
                remplace,
                annulee: annulee.clone(),
            }),
        )
    };
    let all = session.membres.iter().map(|membre| one(tx.id(), membre)).collect();
    Ok(rows::ajouter(tx, session.id, all).await?)
}

/// The documents of a session, with those whom they are about.
pub(crate) async fn consulter(tx: &mut Tx, id: CommissionId) -> Result<De<Vec<DocumentDto>>, Problem> {
    let documents = lister(tx, id).await?;
    let named: Vec<_> = documents.iter().filter_map(|one| one.candidature).collect();
    let asked: BTreeSet<_> = documents.iter().filter_map(|one| one.demande).collect();
    let agenda = demande::store::agenda(tx, id).await?;
    let asked = agenda.into_iter().map(|point| point.demande).filter(|one| asked.contains(&one.id));
    let persons = candidature::store::personnes(tx, &named).await?.into_iter().chain(asked.map(|one| one.participant));
    Ok(De::plusieurs(persons, documents))
}

/// The documents of a session.
pub(crate) async fn lister(tx: &mut Tx, id: CommissionId) -> Result<Vec<DocumentDto>, Problem> {
    commission::trouver::exiger(tx, id).await?;
    let documents = rows::lister(tx, id).await?.into_iter().map(Into::into).collect();
    Ok(nommer(tx, documents).await?)
}

impl From<Document> for DocumentDto {
    fn from(document: Document) -> Self {
        let actions = vec![Action::selon("envoi", document.a_envoyer())];
        let Document { id, nature, structure, candidature, demande, .. } = document;
        let Document { cree_le, envoye_le, canal, caduc_le, .. } = document;
        let (reference, structure_nom) = (reference(document.reference), None);
        Self {
            id,
            reference,
            nature,
            structure,
            structure_nom,
            candidature,
            demande,
            cree_le,
            envoye_le,
            canal,
            caduc_le,
            actions,
        }
    }
}

/// A document as it is printed, with the persons whom it names.
pub(crate) async fn imprimer(tx: &mut Tx, id: DocumentId) -> Result<De<Impression<Papier>>, Problem> {
    let (document, papier) = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let named = nommees(tx, &document).await?;
    let logo = expediteur::logo(tx, papier.expediteur()).await?;
    Ok(De::plusieurs(named, Impression { document: papier, logo }))
}

/// The persons whom a document names, which documents of before did not say: of a letter, its own; of the relevé, the whole
/// agenda; of an extract, what the partner filed. A convocation says how many files there are.
async fn nommees(tx: &mut Tx, document: &Document) -> Result<Vec<ParticipantId>, Problem> {
    if !document.personnes.is_empty() {
        return Ok(fusions::dossiers(tx, &document.personnes).await?);
    }
    let candidatures = match (document.nature, document.candidature) {
        (NatureDocument::Convocation, _) => vec![],
        (_, Some(candidature)) => vec![candidature],
        (_, None) => {
            let session = commission::trouver::exiger(tx, document.commission).await?;
            let demandes = session.demandes.iter().map(|point| point.demande.candidature);
            session.points.iter().map(|point| point.candidature).chain(demandes).collect()
        }
    };
    let partner = document.structure.filter(|_| document.nature == NatureDocument::Extrait);
    let files = candidature::store::parmi(tx, &candidatures).await?;
    let named = files.into_iter().filter(|file| partner.is_none() || file.prescripteur == partner);
    Ok(named.map(|file| file.participant).collect())
}

/// Records that a document left.
pub(crate) async fn envoyer(tx: &mut Tx, id: DocumentId, envoi: Envoi) -> Result<DocumentDto, Problem> {
    let (seen, _) = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let session = commission::trouver::exiger(tx, seen.commission).await?;
    // The persons before what speaks of them, as a merge and an erasure take them.
    if let Some(candidature) = seen.candidature {
        candidature::app::modifiable(tx, candidature).await?;
    }
    if seen.demande.is_some() {
        for personne in nommees(tx, &seen).await? {
            participant::app::modifiable(tx, personne).await?;
        }
    }
    let mut document = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    exiger_accords(tx, &document).await?;
    if envoi.le > tx.today() {
        return Err(Problem::field("/le", "futur", "un document n'est pas parti dans le futur"));
    }
    document.envoyer(envoi, session.tenue_le).map_err(|refus| match refus {
        RefusEnvoi::DejaParti | RefusEnvoi::Caduc => Problem::new(Slug::Conflit, refus.to_string()),
        RefusEnvoi::AvantLaSeance => Problem::field("/le", "incoherent", refus.to_string()),
    })?;
    rows::enregistrer(tx, &document).await?;
    Ok(document.into())
}

/// What was made for a partner leaves while the persons whom it names share with it.
async fn exiger_accords(tx: &mut Tx, document: &Document) -> Result<(), Problem> {
    let Some(partner) = document.structure else { return Ok(()) };
    let suivies = suivies(tx, document.commission).await?;
    let named = nommees(tx, document).await?;
    let seen = etendues(tx, &named, partner).await?;
    for personne in named {
        if seen.get(&personne).copied().unwrap_or(Etendue::Rien) < attendue(&suivies, personne) {
            let detail = "Une personne que ce document nomme a refusé, ou retiré, son accord pour que ce partenaire \
                          reçoive ce qui la concerne : il ne part pas.";
            return Err(Problem::new(Slug::Interdit, detail));
        }
    }
    Ok(())
}

/// The persons of whose parcours a session decided, or was told.
pub(crate) async fn suivies(tx: &mut Tx, commission: CommissionId) -> Result<BTreeSet<ParticipantId>, Problem> {
    let agenda = demande::store::agenda(tx, commission).await?;
    let followed = agenda.into_iter().map(|point| point.demande).filter(|one| !one.est_une_entree());
    Ok(followed.map(|one| one.participant).collect())
}

/// What a person must share for a partner to be told of them: all that concerns it, of those of whose parcours the session
/// decided.
pub(crate) fn attendue(suivies: &BTreeSet<ParticipantId>, personne: ParticipantId) -> Etendue {
    if suivies.contains(&personne) { Etendue::Entiere } else { Etendue::Etape }
}

/// What of each of these persons a partner is told today.
pub(crate) async fn etendues(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    partner: StructureId,
) -> Result<HashMap<ParticipantId, Etendue>, Problem> {
    let referred = candidature::store::orientees(tx, personnes, partner).await?;
    let asked: Vec<_> = personnes.iter().map(|one| (*one, partner)).collect();
    let told = consentement::app::etendues(tx, &asked, |(personne, _)| referred.contains(&personne)).await?;
    Ok(told.into_iter().map(|((personne, _), etendue)| (personne, etendue)).collect())
}

/// These partners, as far as this service has heard of them.
async fn partenaires(tx: &mut Tx, ids: BTreeSet<StructureId>) -> Result<BTreeMap<StructureId, Partenaire>, Problem> {
    let ids: Vec<_> = ids.into_iter().collect();
    let mut known = annuaires::connues::<Structure>(tx, &ids).await?;
    let named = |id| match known.remove(&id) {
        Some(Structure { nom, adresse, .. }) => (id, Partenaire { nom, adresse }),
        None => (id, Partenaire { nom: "Structure prescriptrice".to_owned(), adresse: vec![] }),
    };
    Ok(ids.into_iter().map(named).collect())
}

/// Where one writes to each member: to the structure on whose behalf they sit.
async fn adresses(
    tx: &mut Tx,
    session: &Commission,
    jour: NaiveDate,
) -> Result<BTreeMap<UtilisateurId, Vec<String>>, Problem> {
    let members: Vec<_> = session.membres.iter().map(|membre| membre.utilisateur).collect();
    let members = annuaires::connues::<Utilisateur>(tx, &members).await?;
    let sits = |(id, who): (_, Utilisateur)| Some((id, who.structure(Role::MembreCommission, jour)?));
    let structures: Vec<_> = members.into_iter().filter_map(sits).collect();
    let asked: Vec<_> = structures.iter().map(|(_, structure)| *structure).collect();
    let known = annuaires::connues::<Structure>(tx, &asked).await?;
    let whole = |(id, structure)| Some((id, known.get(&structure)?.adresse.clone()));
    Ok(structures.into_iter().filter_map(whole).collect())
}

fn destinataire(membre: &participants_api::Membre) -> String {
    membre.structure.as_ref().map_or_else(|| membre.nom.clone(), |structure| format!("{}, {structure}", membre.nom))
}

fn releve<'a>(
    id: DocumentId,
    entete: &Entete,
    seance: &Seance<'_>,
    partenaire: Option<(StructureId, &str)>,
    lines: impl Iterator<Item = &'a Ligne>,
) -> PageReleve {
    let Seance { session, instance, quorum, sans_engagement, plan } = seance;
    let called: BTreeMap<_, _> = session.membres.iter().map(|membre| (membre.utilisateur, membre)).collect();
    let presents: Vec<_> = if partenaire.is_some() {
        vec![]
    } else {
        session.presents.iter().filter_map(|one| called.get(one)).map(|membre| destinataire(membre)).collect()
    };
    let dossier = |line: &Ligne| LignePoint {
        nom: line.personne.identite.nom.clone(),
        prenom: line.personne.identite.prenom.clone(),
        decision: line.decision(partenaire.is_some()),
        motif: partenaire.map_or_else(|| line.motif_du_releve(), |(id, _)| line.motif_partage(id)),
        entree_le: line.entree_le(),
    };
    let titre = if partenaire.is_some() { "Extrait du relevé de décisions" } else { "Relevé de décisions" };
    PageReleve {
        titre: titre.to_owned(),
        territoire: entete.territoire.clone(),
        expediteur: entete.expediteur.clone(),
        reference: id.ressource(),
        mention: entete.mention.clone(),
        tenue_le: session.tenue_le,
        instance: Some(instance.clone()),
        partenaire: partenaire.map(|(_, nom)| nom.to_owned()),
        presents,
        sans_engagement: if partenaire.is_some() { vec![] } else { sans_engagement.clone() },
        quorum: *quorum,
        dossiers: lines.map(dossier).collect(),
        plan: if partenaire.is_some() { vec![] } else { plan.clone() },
    }
}

fn courrier(
    id: DocumentId,
    today: NaiveDate,
    entete: &Entete,
    seance: &Seance<'_>,
    (structure, partner): (StructureId, &Partenaire),
    line: &Ligne,
) -> PageCourrier {
    let suite = match &line.sujet {
        _ if line.acte().is_some() => "La personne sera reçue par son référent pour signer son contrat d'engagement.",
        Sujet::Entree(Point { decision: Some(Decision::Validee), .. }) => {
            "La personne sera reçue par son référent pour signer son contrat d'engagement."
        }
        Sujet::Entree(Point { decision: Some(Decision::Ajournee), .. }) => {
            "Le dossier sera présenté de nouveau à une prochaine séance."
        }
        Sujet::Entree(Point { decision: Some(Decision::Reorientee), .. }) => {
            "Nous restons à votre disposition pour chercher avec vous une autre réponse."
        }
        Sujet::Demande(PointDemande { decision: Some(DecisionDemande::Ajournee), .. }) => {
            "La demande sera présentée de nouveau à une prochaine séance."
        }
        Sujet::Demande(PointDemande { decision: Some(DecisionDemande::Refusee), .. }) => {
            "La situation de la personne ne change pas. Nous restons à votre disposition pour en parler."
        }
        Sujet::Entree(_) | Sujet::Demande(_) => "Nous restons à votre disposition pour en parler.",
    };
    let instance = (!line.sujet.dit_l_entree()).then(|| seance.instance.clone());
    PageCourrier {
        territoire: entete.territoire.clone(),
        expediteur: entete.expediteur.clone(),
        reference: id.ressource(),
        mention: entete.mention.clone(),
        le: today,
        destinataire: partner.nom.clone(),
        adresse: partner.adresse.clone(),
        nom: line.personne.identite.nom.clone(),
        prenom: line.personne.identite.prenom.clone(),
        deposee_le: line.candidature.deposee_le,
        instance,
        tenue_le: seance.session.tenue_le,
        decision: line.decision(true),
        acte: line.acte(),
        motif: line.motif_partage(structure),
        entree_le: line.entree_le(),
        suite: suite.to_owned(),
    }
}

/// A demande, as a partner reads it.
const fn nature(nature: NatureDemande) -> &'static str {
    match nature {
        NatureDemande::Suspension => "suspension",
        NatureDemande::Veille => "veille",
        NatureDemande::Reprise => "reprise de l’accompagnement",
        NatureDemande::Revue => "revue de parcours long",
        NatureDemande::SortieAutre => "fin de l’accompagnement",
        NatureDemande::CorrectionFin => "correction de la fin de l’accompagnement",
        NatureDemande::CorrectionSortie => "correction d’une sortie positive",
        NatureDemande::EntreeCollective => "entrée par une action collective",
        NatureDemande::SortiePositive => "sortie positive",
        NatureDemande::Prolongation => "prolongation de l’accompagnement",
    }
}

fn decision(decision: Decision) -> String {
    let words = match decision {
        Decision::Validee => "entrée validée",
        Decision::Refusee => "entrée refusée",
        Decision::Ajournee => "dossier ajourné",
        Decision::Reorientee => "réorientation",
    };
    words.to_owned()
}

/// The reason and the conditions, as a partner may read them.
fn motif(point: &Point) -> Option<String> {
    let code = point.code_motif.map(|code| {
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
    suites(code, point.motif.as_ref(), point.conditions.as_ref())
}

/// A reason and conditions, in one sentence.
fn suites(code: Option<String>, motif: Option<&String>, conditions: Option<&String>) -> Option<String> {
    let conditions = conditions.map(|conditions| format!("sous condition : {conditions}"));
    let parts: Vec<_> = [code, motif.cloned(), conditions].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" ; "))
}
