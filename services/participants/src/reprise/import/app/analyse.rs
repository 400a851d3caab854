//! What becomes of a line, before it counts.

use std::collections::{HashMap, HashSet};

use events::annuaires::{self, Fiche, Structure, Utilisateur};
use imports::Cellules;
use kernel::{ParticipantId, StructureId, UtilisateurId};
use participants_api::{Champ, Hesitation, NouveauParticipant, NouvelleCorrespondance};
use problem::Problem;
use store::{
    Tx,
    referentiels::{self, Versions},
};
use suite_api::ProblemeLigne;

use crate::{
    dossier::{cle, participant::domain::Participant, recherche},
    entree::diagnostic::domain::coherence::accueil,
    reprise::{
        doublon,
        import::{
            app::{Dossiers, Ligne, connues},
            domain::lecteur::Lue,
        },
    },
};

/// Files compared with a batch of lines at most.
const RESSEMBLANTS: i64 = 20_000;

/// Reads lines, and finds what the suite already knows of them.
pub(super) async fn analyser(
    tx: &mut Tx,
    contexte: &imports::Contexte<Dossiers>,
    lignes: Vec<Cellules>,
) -> Result<Vec<Ligne>, Problem> {
    let read: Vec<_> = lignes.into_iter().map(|(rang, cells)| (rang, contexte.lecteur.lire(&cells), cells)).collect();
    let good = || read.iter().filter_map(|(_, lue, _)| lue.as_ref().ok());
    let references: Vec<_> = good().map(|lue| lue.reference.as_str()).collect();
    let known = connues(tx, &contexte.import.lecture.source, &references).await?;
    let inconnus = Inconnus::chercher(tx, &contexte.import.lecture, good()).await?;
    let alike = Ressemblants::chercher(tx, good().filter(|lue| !known.contains_key(&lue.reference))).await?;
    Ok(read
        .into_iter()
        .map(|(rang, lue, cells)| match lue {
            Ok(lue) if inconnus.nomme(&lue) => Ligne::rejetee(rang, cells, inconnus.problemes(&lue)),
            Ok(lue) => {
                let hesitations = alike.hesitations(&lue.ligne.personne);
                Ligne::classer(rang, lue, cells, &known, hesitations)
            }
            Err(problemes) => Ligne::rejetee(rang, cells, problemes),
        })
        .collect())
}

/// Référents, prescripteurs, places and methods that lines of a batch name and that are not of the territory.
struct Inconnus {
    referents: HashSet<UtilisateurId>,
    prescripteurs: HashSet<StructureId>,
    regles: Versions,
    lecture: NouvelleCorrespondance,
}

impl Inconnus {
    async fn chercher<'a>(
        tx: &mut Tx,
        lecture: &NouvelleCorrespondance,
        lues: impl Iterator<Item = &'a Lue>,
    ) -> Result<Self, Problem> {
        let entrees: Vec<_> = lues.filter_map(|lue| lue.ligne.entree.as_ref()).collect();
        let mut referents: HashSet<_> = entrees.iter().map(|one| one.referent).collect();
        let mut prescripteurs: HashSet<_> = entrees.iter().filter_map(|one| one.prescripteur).collect();
        let (users, structures): (Vec<_>, Vec<_>) =
            (referents.iter().copied().collect(), prescripteurs.iter().copied().collect());
        let users = annuaires::connues::<Utilisateur>(tx, &users).await?;
        let structures = annuaires::connues::<Structure>(tx, &structures).await?;
        referents.retain(|one| !users.contains_key(one));
        prescripteurs.retain(|one| !structures.contains_key(one));
        let regles = referentiels::versions(tx).await?;
        Ok(Self { referents, prescripteurs, regles, lecture: lecture.clone() })
    }

    fn nomme(&self, lue: &Lue) -> bool {
        !self.problemes(lue).is_empty()
    }

    fn problemes(&self, lue: &Lue) -> Vec<ProblemeLigne> {
        let Some(entree) = &lue.ligne.entree else { return Vec::new() };
        let told = |champ: Champ, detail: &str| {
            let column = self.lecture.colonnes.iter().find(|one| one.champ == champ);
            let colonne = column.map(|one| one.titre.clone());
            ProblemeLigne { colonne, code: "inconnu".to_owned(), detail: detail.to_owned() }
        };
        let referent = self.referents.contains(&entree.referent);
        let prescripteur = entree.prescripteur.is_some_and(|one| self.prescripteurs.contains(&one));
        let referent = referent.then(|| told(Champ::Referent, Utilisateur::INCONNU));
        let prescripteur = prescripteur.then(|| told(Champ::Prescripteur, Structure::INCONNU));
        let diagnosed = entree.diagnostic.iter().flat_map(|one| {
            let regles = self.regles.en_vigueur(one.le);
            regles.map_or_else(|_| vec![], |regles| accueil(regles, one.methode.as_deref(), one.lieu.as_deref()))
        });
        let diagnosed = diagnosed.map(|error| {
            let champ = if error.pointer == "/lieu" { Champ::DiagnosticLieu } else { Champ::DiagnosticMethode };
            told(champ, &error.detail)
        });
        referent.into_iter().chain(prescripteur).chain(diagnosed).collect()
    }
}

/// Files that share a birth date, a telephone, an address for messages or an identifier with lines of a
/// batch: read once for all of them.
struct Ressemblants {
    files: Vec<(ParticipantId, NouveauParticipant)>,
    par_cle: HashMap<String, Vec<usize>>,
}

impl Ressemblants {
    async fn chercher(tx: &mut Tx, lues: impl Iterator<Item = &Lue>) -> Result<Self, Problem> {
        let keys: HashSet<_> = lues.flat_map(|lue| cle::domain::cles::fortes(&lue.ligne.personne)).collect();
        let found = recherche::store::partageant(tx, keys.into_iter().collect(), RESSEMBLANTS).await?;
        let living = found.iter().filter(|file: &&Participant| file.fusionne_dans.is_none());
        let files: Vec<_> = living.map(|file| (file.id, file.identite.clone())).collect();
        let mut par_cle: HashMap<_, Vec<_>> = HashMap::new();
        for (rank, (_, file)) in files.iter().enumerate() {
            for cle in cle::domain::cles::fortes(file) {
                par_cle.entry(cle).or_default().push(rank);
            }
        }
        Ok(Self { files, par_cle })
    }

    fn hesitations(&self, personne: &NouveauParticipant) -> Vec<Hesitation> {
        let ranks: HashSet<_> =
            cle::domain::cles::fortes(personne).iter().filter_map(|cle| self.par_cle.get(cle)).flatten().collect();
        let close = ranks.into_iter().filter_map(|rank| self.files.get(*rank));
        let mut told: Vec<_> = close
            .map(|(id, file)| Hesitation {
                participant: Some(*id),
                participant_nom: None,
                ligne: None,
                raisons: doublon::domain::raisons(personne, file),
                modifie_depuis: false,
            })
            .filter(|one| !one.raisons.is_empty())
            .collect();
        told.sort_by(|a, b| (&a.raisons, a.participant).cmp(&(&b.raisons, b.participant)));
        told
    }
}
