//! Taking over an existing base, in stages: a mapping, a file, its lines looked at and corrected, and only
//! then what they become.

mod lignes;

pub use lignes::Rejetee;

use std::marker::PhantomData;

use ::store::{Page, Tx, annuaires, travaux};
use chrono::NaiveDate;
use kernel::{ImportId, calendrier::plus_jours};
use problem::{FieldError, Problem, Slug};
use runtime::http::Vide;
use suite_api::{EtatImport, EtatLigne, ImportDto, ImportResume, Integration, NouvelImport, Reprise};
use tableaux::lettres_de_colonne;

use crate::{
    Cellules, Contexte, Deplacee, Import, LigneDe, Matiere,
    import::{Commande, Travail, abandonnable, integrable},
    store::{self, lignes::Choix},
};

/// The work that reads a file.
pub(crate) const LECTURE: &str = "import_lecture";
/// The work that reads rejected lines again.
pub(crate) const REPRISE: &str = "import_reprise";
/// The work that integrates lines.
pub(crate) const INTEGRATION: &str = "import_integration";

/// Days after which the lines that are in nothing are forgotten: an import is a few weeks' work, and a
/// waiting line is somebody's data.
const OUBLI_JOURS: i64 = 90;

/// The imports of a matter.
#[derive(Debug)]
pub struct Imports<M>(PhantomData<M>);

/// A file that waits for being read.
#[derive(Debug, Clone, Copy)]
pub struct Depose<'a> {
    /// Where it waits.
    pub emplacement: &'a str,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
}

impl<M: Matiere> Imports<M> {
    /// Opens an import, by what its mapping says now: its file is expected.
    pub async fn ouvrir(tx: &mut Tx, nouvel: NouvelImport, lecture: M::Lecture) -> Result<ImportDto, Problem> {
        let today = tx.today();
        if nouvel.arrete_le > today {
            return Err(Problem::field("/arrete_le", "futur", "une extraction n'est pas faite dans le futur"));
        }
        let import = Import {
            id: tx.id(),
            etat: EtatImport::Attendu,
            fichier: nouvel.fichier,
            sha256: None,
            emplacement: None,
            correspondance: nouvel.correspondance,
            lecture,
            entetes: Vec::new(),
            arrete_le: nouvel.arrete_le,
            oublie_le: plus_jours(today, OUBLI_JOURS),
            cree_le: tx.now(),
            cree_par: tx.acteur().id,
        };
        store::imports::ajouter(tx, &import).await?;
        Self::voir(tx, import.id).await
    }

    /// A page of imports, newest first.
    pub async fn lister(tx: &mut Tx, apres: Option<ImportId>, limite: i64) -> Result<Page<ImportResume>, Problem> {
        let rows = store::imports::lister(tx, apres, limite).await?;
        Ok(Page::new(rows, limite, |one| one.id))
    }

    /// An import, with its counts and its most frequent problems; or 404.
    pub async fn voir(tx: &mut Tx, id: ImportId) -> Result<ImportDto, Problem> {
        let import = Self::exiger(tx, id).await?;
        let travail = travaux::dernier(tx, id).await?;
        let active = travail.as_ref().filter(|one| one.fini_le.is_none()).map(|one| match one.nature.as_str() {
            INTEGRATION => Travail::Integration,
            _ => Travail::Lecture,
        });
        let comptes = store::lignes::comptes(tx, id).await?;
        let shown = ImportDto {
            actions: import.actions(comptes.prete, active.is_some()),
            id,
            etat: import.montre(active),
            fichier: import.fichier,
            sha256: import.sha256,
            correspondance: import.correspondance,
            arrete_le: import.arrete_le,
            comptes,
            problemes: store::lignes::problemes(tx, id).await?,
            travail,
            oublie_le: import.oublie_le,
            cree_le: import.cree_le,
            cree_par: import.cree_par,
            cree_par_nom: None,
        };
        Ok(annuaires::nommer(tx, shown).await?)
    }

    /// The import, or 404.
    pub(crate) async fn exiger(tx: &mut Tx, id: ImportId) -> Result<Import<M::Lecture>, Problem> {
        store::imports::voir(tx, id).await?.ok_or_else(Problem::not_found)
    }

    /// The import, locked for the rest of the transaction, or 404.
    async fn verrouiller(tx: &mut Tx, id: ImportId) -> Result<Import<M::Lecture>, Problem> {
        store::imports::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)
    }

    /// The import, locked, if `commande` may be done.
    async fn avancer(tx: &mut Tx, id: ImportId, commande: Commande) -> Result<Import<M::Lecture>, Problem> {
        let mut import = Self::verrouiller(tx, id).await?;
        import.avancer(commande)?;
        Ok(import)
    }

    /// The import, locked, if its lines can be worked on.
    async fn ouvert(tx: &mut Tx, id: ImportId) -> Result<Import<M::Lecture>, Problem> {
        Self::avancer(tx, id, Commande::Travailler).await
    }

    /// Refuses when the file of the import may not be sent.
    pub async fn attendre(tx: &mut Tx, id: ImportId) -> Result<(), Problem> {
        Self::avancer(tx, id, Commande::Recevoir).await.map(drop)
    }

    /// Records the file and asks that it be read; the place of one that was sent before and could not be.
    pub async fn recevoir(tx: &mut Tx, id: ImportId, file: Depose<'_>) -> Result<Option<String>, Problem> {
        let mut import = Self::avancer(tx, id, Commande::Recevoir).await?;
        store::lignes::oublier(tx, id).await?;
        let former = import.emplacement.replace(file.emplacement.to_owned());
        import.sha256 = Some(file.sha256.to_owned());
        store::imports::enregistrer(tx, &import).await?;
        travaux::demander(tx, LECTURE, id, &Vide {}).await?;
        Ok(former)
    }

    /// The import with the reader of its lines, once its titles are known.
    pub(crate) async fn contexte(tx: &mut Tx, id: ImportId) -> Result<Contexte<M>, Problem> {
        let import = Self::avancer(tx, id, Commande::Traiter).await?;
        let lecteur = Self::lecteur(&import, tx.today())?;
        Ok(Contexte { import, lecteur })
    }

    fn lecteur(import: &Import<M::Lecture>, today: NaiveDate) -> Result<M::Lecteur, Problem> {
        M::placer(import, today).map_err(|wrong| deplacees(&wrong, &import.entetes))
    }

    /// Learns the titles of the table; fails when the mapping does not fit them.
    pub(crate) async fn intituler(tx: &mut Tx, id: ImportId, entetes: Vec<String>) -> Result<(), Problem> {
        let mut import = Self::verrouiller(tx, id).await?;
        import.entetes = entetes;
        Self::lecteur(&import, tx.today())?;
        Ok(store::imports::enregistrer(tx, &import).await?)
    }

    /// Stages lines that were read.
    pub(crate) async fn preparer(tx: &mut Tx, id: ImportId, lignes: Vec<Cellules>) -> Result<(), Problem> {
        let contexte = Self::contexte(tx, id).await?;
        let analysed = M::analyser(tx, &contexte, lignes).await?;
        Ok(store::lignes::ecrire(tx, id, analysed).await?)
    }

    /// Every line is staged and judged beside the others: the file is no longer needed.
    pub(crate) async fn lue(tx: &mut Tx, id: ImportId) -> Result<Option<String>, Problem> {
        let mut import = Self::avancer(tx, id, Commande::Lire).await?;
        let emplacement = import.emplacement.take();
        store::imports::enregistrer(tx, &import).await?;
        Ok(emplacement)
    }

    pub(crate) async fn marquer_repetitions(tx: &mut Tx, id: ImportId) -> Result<(), Problem> {
        Ok(store::lignes::marquer_repetitions::<M::Objet, M::Doute>(tx, id, M::MEME).await?)
    }

    /// Refuses the lines of some groups that others of their group contradict.
    pub(crate) async fn confronter(tx: &mut Tx, contexte: &Contexte<M>, groupes: &[String]) -> Result<(), Problem> {
        let id = contexte.import.id;
        let lignes = store::lignes::des_groupes(tx, id, groupes).await?;
        let refusees = M::confronter(tx, contexte, lignes).await?;
        Ok(store::lignes::ecrire(tx, id, refusees).await?)
    }

    /// Somebody changed lines of some groups: what was rejected beside them is read again, and all of them are judged
    /// together.
    pub(crate) async fn reconsiderer(tx: &mut Tx, contexte: &Contexte<M>, groupes: &[String]) -> Result<(), Problem> {
        let id = contexte.import.id;
        let again = store::lignes::rejetees_des(tx, id, groupes).await?;
        if !again.is_empty() {
            let analysed = M::analyser(tx, contexte, again).await?;
            store::lignes::ecrire(tx, id, analysed).await?;
            Self::marquer_repetitions(tx, id).await?;
        }
        Self::confronter(tx, contexte, groupes).await
    }

    /// Asks that the rejected lines be read again, by what a mapping of the same source says now.
    pub async fn reprendre(
        tx: &mut Tx,
        id: ImportId,
        reprise: Reprise,
        lecture: M::Lecture,
    ) -> Result<ImportDto, Problem> {
        let mut import = Self::ouvert(tx, id).await?;
        import.correspondance = reprise.correspondance.unwrap_or(import.correspondance);
        if M::source(&lecture) != M::source(&import.lecture) {
            let detail = format!("attendu : une correspondance de la source « {} »", M::source(&import.lecture));
            return Err(Problem::field("/correspondance", "incoherente", detail));
        }
        import.lecture = lecture;
        Self::lecteur(&import, tx.today())?;
        store::imports::enregistrer(tx, &import).await?;
        travaux::demander(tx, REPRISE, id, &reprise).await?;
        Self::voir(tx, id).await
    }

    /// Asks that lines be integrated.
    pub async fn demander_integration(tx: &mut Tx, id: ImportId, choisies: Integration) -> Result<ImportDto, Problem> {
        Self::ouvert(tx, id).await?;
        let ready = Choix { etat: Some(EtatLigne::Prete), rangs: choisies.rangs.as_deref(), ..Choix::default() };
        integrable(store::lignes::compter(tx, id, ready).await?)?;
        travaux::demander(tx, INTEGRATION, id, &choisies).await?;
        Self::voir(tx, id).await
    }

    /// Integrates lines that are ready. All of them, or none.
    pub(crate) async fn integrer(tx: &mut Tx, id: ImportId, lignes: Vec<LigneDe<M>>) -> Result<(), Problem> {
        let contexte = Self::contexte(tx, id).await?;
        let ready = lignes.into_iter().filter(crate::Ligne::est_prete).collect();
        let done = M::integrer(tx, &contexte, ready).await?;
        store::lignes::ecrire(tx, id, done.autres).await?;
        Ok(store::lignes::integrer(tx, id, done.faites).await?)
    }

    /// Forgets what is in nothing; the place of the file, if it was never read.
    pub async fn abandonner(tx: &mut Tx, id: ImportId) -> Result<Option<String>, Problem> {
        let mut import = Self::verrouiller(tx, id).await?;
        let running = travaux::dernier(tx, id).await?.is_some_and(|one| one.fini_le.is_none());
        abandonnable(running).map_err(|refus| Problem::new(Slug::Conflit, refus.to_string()))?;
        store::lignes::oublier(tx, id).await?;
        import.avancer(Commande::Abandonner)?;
        let emplacement = import.emplacement.take();
        store::imports::enregistrer(tx, &import).await?;
        Ok(emplacement)
    }

    /// Abandons the imports whose time is over; the places of their files.
    pub async fn oublier(tx: &mut Tx, limite: i64) -> Result<Vec<String>, Problem> {
        let (today, mut files) = (tx.today(), Vec::new());
        for id in store::imports::a_oublier(tx, today, limite).await? {
            match Self::abandonner(tx, id).await {
                Ok(emplacement) => files.extend(emplacement),
                Err(problem) if problem.slug == Slug::Conflit => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(files)
    }

    /// Where the lines of an import come from.
    pub async fn source(tx: &mut Tx, id: ImportId) -> Result<String, Problem> {
        Ok(M::source(&Self::exiger(tx, id).await?.lecture).to_owned())
    }

    /// The mapping by which lines are read again: the one that is chosen, or that of the import.
    pub async fn correspondance(
        tx: &mut Tx,
        id: ImportId,
        reprise: &Reprise,
    ) -> Result<kernel::CorrespondanceId, Problem> {
        match reprise.correspondance {
            Some(chosen) => Ok(chosen),
            None => Ok(Self::exiger(tx, id).await?.correspondance),
        }
    }
}

/// Why a mapping does not fit a table: the columns that it lacks, and those that nobody can tell apart.
fn deplacees(wrong: &[Deplacee], entetes: &[String]) -> Problem {
    let quoted = |titles: &mut dyn Iterator<Item = &String>| {
        titles.filter(|title| !title.is_empty()).map(|one| format!("« {one} »")).collect::<Vec<_>>().join(", ")
    };
    let mut absent = wrong.iter().filter(|one| one.places.is_empty()).map(|one| &one.titre).peekable();
    let lacking = absent.peek().is_some().then(|| {
        let detail =
            format!("colonnes absentes : {} ; le fichier a : {}", quoted(&mut absent), quoted(&mut entetes.iter()));
        FieldError::new("/colonnes", "absente", detail)
    });
    let twice = wrong.iter().filter(|one| !one.places.is_empty()).map(|one| {
        let places: Vec<_> = one.places.iter().map(|place| lettres_de_colonne(*place)).collect();
        let detail = format!(
            "plusieurs colonnes ont l'intitulé « {} » ({}) : renommez celles qui ne sont pas à lire, et renvoyez le fichier",
            one.titre,
            places.join(", ")
        );
        FieldError::new("/colonnes", "en_double", detail)
    });
    Problem::invalid(lacking.into_iter().chain(twice).collect())
}
