//! Taking over an existing base, in stages: a mapping, a file, its lines looked at and corrected, and only
//! then files of persons.

pub(crate) mod analyse;
pub(crate) mod integration;
pub(crate) mod lignes;

use kernel::{CorrespondanceId, ImportId, calendrier::plus_jours};
use participants_api::{
    Contenu, EtatImport, EtatLigne, ImportDto, Integration, NouvelImport, NouvelleCorrespondance, Reprise,
};
use problem::{Problem, Slug};
use runtime::http::Vide;
use store::{Tx, travaux};

pub(crate) use crate::reprise::import::app::analyse::analyser;

use crate::{
    dossier::piece::app::saine,
    reprise::{
        correspondance,
        import::{
            domain::{
                etat::{Commande, Import, Travail},
                lecteur::Lecteur,
            },
            store::{self as rows, lignes::Choix},
        },
    },
};

/// The work that reads a file.
pub(crate) const LECTURE: &str = "import_lecture";
/// The work that reads rejected lines again.
pub(crate) const REPRISE: &str = "import_reprise";
/// The work that integrates lines.
pub(crate) const INTEGRATION: &str = "import_integration";

/// Days after which the lines that are in no file are forgotten: an import is a few weeks' work, and a
/// waiting line is somebody's data.
const OUBLI_JOURS: i64 = 90;

/// An import and the reader of its lines.
pub(crate) struct Contexte {
    pub(crate) import: Import,
    pub(crate) lecteur: Lecteur,
}

/// Opens an import: its file is expected.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvel: NouvelImport) -> Result<ImportDto, Problem> {
    let today = tx.today();
    if nouvel.arrete_le > today {
        return Err(Problem::field("/arrete_le", "futur", "une extraction n'est pas faite dans le futur"));
    }
    let lecture = correspondance(tx, nouvel.correspondance).await?;
    let import = Import {
        id: tx.id(),
        etat: EtatImport::Attendu,
        fichier: nouvel.fichier,
        sha256: None,
        cle: None,
        correspondance: nouvel.correspondance,
        lecture,
        entetes: Vec::new(),
        arrete_le: nouvel.arrete_le,
        oublie_le: plus_jours(today, OUBLI_JOURS),
        cree_le: tx.now(),
        cree_par: tx.acteur().id,
    };
    rows::imports::ajouter(tx, &import).await?;
    voir(tx, import.id).await
}

/// An import, with its counts and its most frequent problems.
pub(crate) async fn voir(tx: &mut Tx, id: ImportId) -> Result<ImportDto, Problem> {
    let import = exiger(tx, id).await?;
    let travail = travaux::dernier(tx, id).await?;
    let active = travail.as_ref().filter(|one| one.fini_le.is_none()).map(|one| match one.nature.as_str() {
        INTEGRATION => Travail::Integration,
        _ => Travail::Lecture,
    });
    Ok(ImportDto {
        id,
        etat: import.montre(active),
        fichier: import.fichier,
        sha256: import.sha256,
        correspondance: import.correspondance,
        arrete_le: import.arrete_le,
        comptes: rows::lignes::comptes(tx, id).await?,
        problemes: rows::lignes::problemes(tx, id).await?,
        travail,
        oublie_le: import.oublie_le,
        cree_le: import.cree_le,
        cree_par: import.cree_par,
    })
}

/// The import, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: ImportId) -> Result<Import, Problem> {
    rows::imports::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The import, locked for the rest of the transaction, or 404.
async fn verrouiller(tx: &mut Tx, id: ImportId) -> Result<Import, Problem> {
    rows::imports::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)
}

/// What the mapping that a request names says.
async fn correspondance(tx: &mut Tx, id: CorrespondanceId) -> Result<NouvelleCorrespondance, Problem> {
    let mapping = correspondance::store::voir(tx, id).await?;
    let absent = || Problem::field("/correspondance", "inconnue", "cette correspondance n'existe pas");
    Ok(mapping.ok_or_else(absent)?.contenu)
}

/// The import, locked, if `commande` may be done.
async fn avancer(tx: &mut Tx, id: ImportId, commande: Commande) -> Result<Import, Problem> {
    let mut import = verrouiller(tx, id).await?;
    import.avancer(commande)?;
    Ok(import)
}

/// The import, if its file may be sent.
pub(crate) async fn attendre(tx: &mut Tx, id: ImportId) -> Result<Import, Problem> {
    avancer(tx, id, Commande::Recevoir).await
}

/// Records the file and asks that it be read; the key of one that was sent before and could not be.
pub(crate) async fn recevoir(
    tx: &mut Tx,
    id: ImportId,
    cle: &str,
    contenu: &Contenu,
) -> Result<Option<String>, Problem> {
    saine(contenu)?;
    let mut import = attendre(tx, id).await?;
    rows::lignes::oublier(tx, id).await?;
    let former = import.cle.replace(cle.to_owned());
    import.sha256 = Some(contenu.sha256.clone());
    rows::imports::enregistrer(tx, &import).await?;
    travaux::demander(tx, LECTURE, id, &Vide {}).await?;
    Ok(former)
}

/// The import with the reader of its lines, once its titles are known.
pub(crate) async fn contexte(tx: &mut Tx, id: ImportId) -> Result<Contexte, Problem> {
    let import = avancer(tx, id, Commande::Traiter).await?;
    let lecteur = lecteur(tx, &import)?;
    Ok(Contexte { import, lecteur })
}

fn lecteur(tx: &Tx, import: &Import) -> Result<Lecteur, Problem> {
    let (mapping, titles) = (import.lecture.clone(), import.entetes.clone());
    Lecteur::new(mapping, titles, import.arrete_le, tx.today()).map_err(|absent| {
        let quoted = |titles: &[String]| titles.iter().map(|one| format!("« {one} »")).collect::<Vec<_>>().join(", ");
        let detail = format!("colonnes absentes : {} ; le fichier a : {}", quoted(&absent), quoted(&import.entetes));
        Problem::field("/colonnes", "absente", detail)
    })
}

/// Learns the titles of the table; fails when the mapping does not fit them.
pub(crate) async fn intituler(tx: &mut Tx, id: ImportId, entetes: Vec<String>) -> Result<(), Problem> {
    let mut import = verrouiller(tx, id).await?;
    import.entetes = entetes;
    lecteur(tx, &import)?;
    Ok(rows::imports::enregistrer(tx, &import).await?)
}

/// Stages lines that were read.
pub(crate) async fn preparer(tx: &mut Tx, id: ImportId, lignes: Vec<(i32, Vec<String>)>) -> Result<(), Problem> {
    let contexte = contexte(tx, id).await?;
    let analysed = analyser(tx, &contexte, lignes).await?;
    Ok(rows::lignes::ecrire(tx, id, analysed).await?)
}

/// Every line is staged: those that tell of one person are found, and the file is no longer needed.
pub(crate) async fn lue(tx: &mut Tx, id: ImportId) -> Result<Option<String>, Problem> {
    let mut import = avancer(tx, id, Commande::Lire).await?;
    rows::lignes::marquer_repetitions(tx, id).await?;
    let cle = import.cle.take();
    rows::imports::enregistrer(tx, &import).await?;
    Ok(cle)
}

/// Asks that the rejected lines be read again.
pub(crate) async fn reprendre(tx: &mut Tx, id: ImportId, reprise: Reprise) -> Result<ImportDto, Problem> {
    let mut import = ouvert(tx, id).await?;
    import.correspondance = reprise.correspondance.unwrap_or(import.correspondance);
    let lecture = correspondance(tx, import.correspondance).await?;
    if lecture.source != import.lecture.source {
        let detail = format!("attendu : une correspondance de la source « {} »", import.lecture.source);
        return Err(Problem::field("/correspondance", "incoherente", detail));
    }
    import.lecture = lecture;
    lecteur(tx, &import)?;
    rows::imports::enregistrer(tx, &import).await?;
    travaux::demander(tx, REPRISE, id, &reprise).await?;
    voir(tx, id).await
}

/// Asks that lines be integrated.
pub(crate) async fn demander_integration(
    tx: &mut Tx,
    id: ImportId,
    choisies: Integration,
) -> Result<ImportDto, Problem> {
    ouvert(tx, id).await?;
    let ready = Choix { etat: Some(EtatLigne::Prete), rangs: choisies.rangs.as_deref(), ..Choix::default() };
    if rows::lignes::compter(tx, id, ready).await? == 0 {
        let detail = "Aucune de ces lignes n'est prête : corrigez les lignes rejetées, ou décidez des autres.";
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    travaux::demander(tx, INTEGRATION, id, &choisies).await?;
    voir(tx, id).await
}

/// The import, locked, if its lines can be worked on.
async fn ouvert(tx: &mut Tx, id: ImportId) -> Result<Import, Problem> {
    avancer(tx, id, Commande::Travailler).await
}

/// Forgets what is in no file; the key of the file, if it was never read.
pub(crate) async fn abandonner(tx: &mut Tx, id: ImportId) -> Result<Option<String>, Problem> {
    let mut import = verrouiller(tx, id).await?;
    if travaux::dernier(tx, id).await?.is_some_and(|one| one.fini_le.is_none()) {
        return Err(Problem::new(Slug::Conflit, "Un travail est en cours sur cet import : annulez-le d'abord."));
    }
    rows::lignes::oublier(tx, id).await?;
    import.avancer(Commande::Abandonner)?;
    let cle = import.cle.take();
    rows::imports::enregistrer(tx, &import).await?;
    Ok(cle)
}

/// Abandons the imports whose time is over; the keys of their files.
pub(crate) async fn oublier(tx: &mut Tx, limite: i64) -> Result<Vec<String>, Problem> {
    let (today, mut files) = (tx.today(), Vec::new());
    for id in rows::imports::a_oublier(tx, today, limite).await? {
        match abandonner(tx, id).await {
            Ok(cle) => files.extend(cle),
            Err(problem) if problem.slug == Slug::Conflit => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(files)
}
