//! From staged lines to files of persons.

use imports::{Integrees, Reference};
use kernel::{ParticipantId, fait};
use participants_api::{
    Champ, DiagnosticRepris, ENTREE_VALIDEE, EntreeDeReprise, EntreeReprise, EntreeValidee, LigneLue,
    NouveauDiagnostic, NouveauParticipant, NouvelleAdresse, NouvelleSituation,
};
use problem::Problem;
use referentiel::Verdict;
use store::{Evenement, Tx, referentiels};
use suite_api::{ActionLigne, ProblemeLigne};

use crate::{
    dossier::{adresse, participant, situation},
    entree::{
        candidature::{self, domain::Candidature},
        contrat::{self, domain::contrat::Contrat},
        diagnostic,
    },
    reprise::import::{
        app::{Dossiers, Ligne, connues},
        domain::{entree::nouvelle, lecteur::Lue},
    },
};

type Contexte = imports::Contexte<Dossiers>;

/// Integrates lines that are ready. All of them, or none.
pub(super) async fn integrer(
    tx: &mut Tx,
    contexte: &Contexte,
    lignes: Vec<Ligne>,
) -> Result<Integrees<Dossiers>, Problem> {
    let (pretes, mut autres) = relire(tx, contexte, lignes).await?;
    let (nouvelles, suites): (Vec<_>, Vec<_>) = pretes.into_iter().partition(|one| one.action == ActionLigne::Creer);
    let mut faites = creer(tx, contexte, nouvelles).await?;
    for prete in suites {
        match completer(tx, contexte, prete).await? {
            Ok(faite) => faites.push(faite),
            Err(refusee) => autres.push(refusee),
        }
    }
    Ok(Integrees { faites, autres })
}

/// A line that can be integrated.
struct Prete {
    ligne: Ligne,
    action: ActionLigne,
    /// The version of the file that it replaces, by whoever decided of it or by the import that made it.
    version: Option<i32>,
    lue: Lue,
}

/// Reads lines again before they count: the day, or another import, may have changed what they are worth.
async fn relire(tx: &mut Tx, contexte: &Contexte, lignes: Vec<Ligne>) -> Result<(Vec<Prete>, Vec<Ligne>), Problem> {
    let references: Vec<_> = lignes.iter().filter_map(|ligne| ligne.reference.as_deref()).collect();
    let known = connues(tx, &contexte.import.lecture.source, &references).await?;
    let (mut pretes, mut autres) = (Vec::new(), Vec::new());
    for ligne in lignes {
        let (rang, cells) = (ligne.rang, ligne.cellules.clone().unwrap_or_default());
        let lue = match contexte.lecteur.lire(&cells) {
            Ok(lue) => lue,
            Err(problemes) => {
                autres.push(Ligne::rejetee(rang, cells, problemes));
                continue;
            }
        };
        let former = known.get(&lue.reference);
        // What was to be made was made meanwhile, or what was to be replaced was changed, and nobody decided.
        let stands = |action| match action {
            ActionLigne::Creer => former.is_none(),
            ActionLigne::Completer => true,
            ActionLigne::Remplacer => ligne.vue.is_some() || former.is_none_or(|one| !one.modifie_depuis),
        };
        match ligne.action.filter(|action| stands(*action)) {
            Some(action) => {
                let version = ligne.vue.or_else(|| former.map(|one| one.version));
                pretes.push(Prete { ligne, action, version, lue });
            }
            None => autres.push(Ligne::classer(rang, lue, cells, &known, Vec::new())),
        }
    }
    Ok((pretes, autres))
}

/// Opens the files of many lines at once.
async fn creer(tx: &mut Tx, contexte: &Contexte, nouvelles: Vec<Prete>) -> Result<Vec<(i32, ParticipantId)>, Problem> {
    if nouvelles.is_empty() {
        return Ok(Vec::new());
    }
    let (mut done, mut files) = (Vec::new(), Vec::new());
    let (mut adresses, mut situations, mut entrees, mut references) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for Prete { ligne, lue, .. } in nouvelles {
        let (rang, Lue { ligne: told, reference, empreinte, .. }) = (ligne.rang, lue);
        let LigneLue { personne, adresse, situations: told, entree } = told;
        let file = tx.id();
        adresses.extend(adresse.map(|one| (file, one)));
        situations.extend(told.into_iter().map(|one| (file, one)));
        entrees.extend(entree.map(|one| (file, reference.clone(), one)));
        references.push(Reference { texte: reference, objet: file, empreinte, version: 1 });
        files.push((file, personne));
        done.push((rang, file));
    }
    participant::store::ajouter_lot(tx, &files).await?;
    adresse::store::ajouter_lot(tx, adresses).await?;
    situation::store::ajouter_lot(tx, situations).await?;
    imports::references::ajouter(tx, &contexte.import.lecture.source, contexte.import.id, references).await?;
    reprendre_entrees(tx, contexte, entrees).await?;
    Ok(done)
}

/// Adds to a file what a line tells and the file does not know; or the line, when its entry contradicts the file, or
/// when the identity that it replaces was changed since somebody decided.
async fn completer(
    tx: &mut Tx,
    contexte: &Contexte,
    prete: Prete,
) -> Result<Result<(i32, ParticipantId), Ligne>, Problem> {
    let Prete { ligne, action, version: seen, lue } = prete;
    let rang = ligne.rang;
    let file = ligne
        .objet
        .ok_or_else(|| Problem::field("/rangs", "incoherent", format!("la ligne {rang} ne dit pas son dossier")))?;
    let current = participant::app::modifiable(tx, file).await?;
    if action == ActionLigne::Remplacer && seen != Some(current.version) {
        return Ok(Err(ligne.redemander()?));
    }
    let entre = match &lue.ligne.entree {
        Some(entree) => nouvelle(&candidatures(tx, file).await?, entree.entree_le),
        None => Ok(false),
    };
    let entre = match entre {
        Ok(entre) => entre,
        Err(detail) => {
            let colonne = contexte.lecteur.grille.titre(Champ::EntreeLe);
            let probleme = ProblemeLigne { colonne, code: "incoherent".to_owned(), detail };
            return Ok(Err(Ligne::refusee(rang, lue, ligne.cellules.unwrap_or_default(), vec![probleme])));
        }
    };
    let LigneLue { personne, adresse, situations, entree } = lue.ligne;
    let mut version = current.version;
    if action == ActionLigne::Remplacer {
        let identite = garder(current.identite, personne);
        version = participant::app::remplacer(tx, file, version, identite).await?.version;
    }
    if let Some(adresse) = adresse
        && !connue(tx, file, &adresse).await?
    {
        adresse::store::ajouter(tx, file, adresse).await?;
    }
    let fresh = inconnues(tx, file, situations).await?;
    situation::store::ajouter_lot(tx, fresh.into_iter().map(|one| (file, one)).collect()).await?;
    if let Some(entree) = entree.filter(|_| entre) {
        reprendre_entrees(tx, contexte, vec![(file, lue.reference.clone(), entree)]).await?;
    }
    let reference = Reference { texte: lue.reference, objet: file, empreinte: lue.empreinte, version };
    imports::references::garder(tx, &contexte.import.lecture.source, contexte.import.id, &[reference]).await?;
    Ok(Ok((rang, file)))
}

/// The candidatures of a person.
async fn candidatures(tx: &mut Tx, file: ParticipantId) -> Result<Vec<Candidature>, Problem> {
    let ids = candidature::store::du_participant(tx, file).await?;
    Ok(candidature::store::parmi(tx, &ids).await?)
}

/// A table is silent on what it has no column for: that stays.
fn garder(former: NouveauParticipant, mut next: NouveauParticipant) -> NouveauParticipant {
    let (was, own) = (former.etat_civil, &mut next.etat_civil);
    own.nom_naissance = own.nom_naissance.take().or(was.nom_naissance);
    own.pays_naissance = own.pays_naissance.take().or(was.pays_naissance);
    own.commune_naissance = own.commune_naissance.take().or(was.commune_naissance);
    own.nationalite = own.nationalite.or(was.nationalite);
    own.identifiant_france_travail = own.identifiant_france_travail.take().or(was.identifiant_france_travail);
    own.niveau_formation = own.niveau_formation.or(was.niveau_formation);
    own.menage = own.menage.or(was.menage);
    own.langues = was.langues;
    own.second_contact = was.second_contact;
    next.commune = next.commune.or(former.commune);
    next.telephone = next.telephone.or(former.telephone);
    next.courriel = next.courriel.or(former.courriel);
    next
}

/// Whether the file already has this address on its first day.
async fn connue(tx: &mut Tx, file: ParticipantId, adresse: &NouvelleAdresse) -> Result<bool, Problem> {
    let faits = adresse::store::faits(tx, file).await?;
    let now = tx.now();
    let held = fait::en_vigueur(fait::connus(&faits, now), adresse.depuis).and_then(|one| one.valeur.clone());
    let place = |one: &NouvelleAdresse| {
        (
            one.voie.clone(),
            one.complement.clone(),
            one.code_postal.clone(),
            one.commune.clone(),
            one.qpv.clone(),
            one.zone_rurale,
        )
    };
    Ok(held.is_some_and(|one| place(&one.contenu) == place(adresse)))
}

/// Those of the situations that the file does not tell on their first day.
async fn inconnues(
    tx: &mut Tx,
    file: ParticipantId,
    situations: Vec<NouvelleSituation>,
) -> Result<Vec<NouvelleSituation>, Problem> {
    let faits = situation::store::faits(tx, file).await?;
    let known = fait::connus(&faits, tx.now());
    let told = |one: &NouvelleSituation| {
        let same =
            known.iter().copied().filter(|fait| fait.valeur.as_ref().is_some_and(|held| held.contenu.code == one.code));
        let held = fait::en_vigueur(same, one.depuis).and_then(|fait| fait.valeur.as_ref());
        held.is_some_and(|held| held.contenu.reponse == one.reponse)
    };
    Ok(situations.into_iter().filter(|one| !told(one)).collect())
}

/// Records entries that happened before the suite, and tells them: the parcours opens at its own date.
async fn reprendre_entrees(
    tx: &mut Tx,
    contexte: &Contexte,
    entrees: Vec<(ParticipantId, String, EntreeReprise)>,
) -> Result<(), Problem> {
    if entrees.is_empty() {
        return Ok(());
    }
    let (today, now) = (tx.today(), tx.now());
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let source = format!("import {}, arrêté au {}", contexte.import.lecture.source, contexte.import.arrete_le);
    let mut candidatures = Vec::with_capacity(entrees.len());
    let (mut diagnostics, mut contrats) = (Vec::new(), Vec::new());
    for (participant, reference, entree) in entrees {
        let EntreeReprise { entree_le, referent, prescripteur, diagnostic, contrat } = entree;
        let candidature = tx.id();
        let verdict =
            Verdict::new(&referentiel, "entree_reprise", entree_le, "La date d'entrée est celle de l'ancien logiciel.")
                .fait("source", &source);
        let reprise = Some(reconnue(contexte, &reference));
        let entered = EntreeValidee {
            candidature,
            participant,
            referent,
            entree_le,
            raison: verdict.raison,
            reprise,
            referent_social: None,
        };
        tx.emit(Evenement::new(ENTREE_VALIDEE, candidature, now, &entered)?);
        let led = Candidature {
            commentaire: Some(source.clone()),
            diagnostiquee_le: diagnostic.as_ref().map(|one| one.le),
            ..Candidature::reprendre(candidature, participant, prescripteur, referent, entree_le)
        };
        diagnostics.extend(diagnostic.map(|one| (candidature, constat(one))));
        if let Some(signed) = contrat {
            let recorded = (now, tx.acteur().id);
            contrats.push(Contrat::reprendre(tx.id(), &led, signed, contexte.import.id, recorded));
        }
        candidatures.push(led);
    }
    candidature::store::reprendre(tx, &candidatures).await?;
    diagnostic::store::reprendre(tx, contexte.import.id, &diagnostics).await?;
    Ok(contrat::store::reprendre(tx, &contrats).await?)
}

/// A diagnosis of which a former program tells the day, the place and the method, and nothing of what it found.
fn constat(repris: DiagnosticRepris) -> NouveauDiagnostic {
    let DiagnosticRepris { le, lieu, methode } = repris;
    NouveauDiagnostic {
        etabli_le: le,
        elements: vec![],
        niveaux: vec![],
        projet: None,
        actions: vec![],
        experiences: vec![],
        adhesion: None,
        preconisation: None,
        methode,
        lieu,
    }
}

/// By what the other services recognise an entry that is taken over. A line without reference is recognised by its
/// identity, which is told to nobody.
fn reconnue(contexte: &Contexte, reference: &str) -> EntreeDeReprise {
    let import = &contexte.import;
    let told = import.lecture.colonnes.iter().any(|one| one.champ == Champ::Reference) && !reference.contains('|');
    let source = import.lecture.source.clone();
    let reference = told.then(|| imports::references::empreinte(&source, reference));
    EntreeDeReprise { source, reference, arrete_le: import.arrete_le }
}
