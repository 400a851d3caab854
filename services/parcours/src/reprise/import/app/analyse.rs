//! What becomes of a line, before it counts.

use std::collections::{BTreeSet, HashMap};

use auth::Role;
use chrono::NaiveDate;
use events::annuaires::{self, Fiche, Structure, Utilisateur};
use imports::{Cellules, Connue, Lue};
use kernel::{FaitReprisId, ParcoursId, StructureId, UtilisateurId, kind, phrase};
use parcours_api::{ChampReprise, FaitRepris};
use problem::{FieldError, Problem};
use store::Tx;
use suite_api::ChampImporte;

use crate::{
    etapes::etape::domain::operateurs,
    reprise::import::{
        app::{
            FaitsDeParcours, Ligne, Reconnus, connues,
            departs::{self, Connus},
            refusee,
        },
        domain::{
            LigneLue, admettre,
            depart::du_fait,
            ordre::{Effet, ordre, rouvre},
        },
        store as rows,
    },
};

/// Reads lines, and finds what the suite already knows of them.
pub(super) async fn analyser(
    tx: &mut Tx,
    contexte: &imports::Contexte<FaitsDeParcours>,
    lignes: Vec<Cellules>,
) -> Result<Vec<Ligne>, Problem> {
    let lecteur = &contexte.lecteur;
    let read: Vec<_> = lignes.into_iter().map(|(rang, cells)| (rang, lecteur.lire(&cells), cells)).collect();
    let good = || read.iter().filter_map(|(_, lue, _)| lue.as_ref().ok());
    let references: Vec<_> = good().map(|lue| lue.reference.as_str()).collect();
    let known = connues(tx, &contexte.import.lecture.source, &references).await?;
    let juge = Juge::chercher(tx, &contexte.import.lecture.source, good(), &known).await?;
    let told = read.into_iter().map(|(rang, lue, cells)| match lue {
        Ok(lue) => {
            let former = known.get(&lue.reference);
            let (refus, (ordre, groupe)) = (juge.refus(&lue, former), juge.place(&lue.ligne, former));
            match refus {
                Some(error) => refusee(lecteur, rang, lue, cells, error, (ordre, groupe)),
                None => Ligne::classer(rang, lue, cells, &known, vec![]).rangee(ordre, groupe),
            }
        }
        Err(problemes) => Ligne::rejetee(rang, cells, problemes),
    });
    Ok(told.collect())
}

/// Whom and what the lines of a batch name, each looked up at once.
pub(super) struct Juge {
    pub(super) reconnus: Reconnus,
    departs: Connus,
    /// Where the facts stand that lines tell again.
    places: HashMap<FaitReprisId, ParcoursId>,
    referents: HashMap<UtilisateurId, Utilisateur>,
    operateurs: HashMap<StructureId, Structure>,
    today: NaiveDate,
}

impl Juge {
    pub(super) async fn chercher<'a>(
        tx: &mut Tx,
        source: &str,
        lues: impl Iterator<Item = &'a Lue<LigneLue>>,
        known: &HashMap<String, Connue<kind::FaitRepris>>,
    ) -> Result<Self, Problem> {
        let (mut personnes, mut users, mut structures, mut leaving) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for lue in lues {
            personnes.push(&lue.ligne.parcours.personne);
            match &lue.ligne.fait {
                FaitRepris::Referent { referent, .. } => users.extend(*referent),
                FaitRepris::Etape { operateur, .. } => structures.push(*operateur),
                fait if du_fait(fait).is_some() => leaving.push(&lue.ligne.parcours),
                _ => {}
            }
        }
        let reconnus = Reconnus::chercher(tx, source, &personnes).await?;
        let told: Vec<_> = known.values().map(|one| one.objet).collect();
        let ids: BTreeSet<_> = leaving.into_iter().filter_map(|one| reconnus.designe(one)).collect();
        Ok(Self {
            departs: departs::connus(tx, &ids.into_iter().collect::<Vec<_>>()).await?,
            places: rows::places(tx, &told).await?,
            reconnus,
            referents: annuaires::connues(tx, &users).await?,
            operateurs: annuaires::connues(tx, &structures).await?,
            today: tx.today(),
        })
    }

    /// Why a line cannot be taken over; `former` is what a former one made.
    pub(super) fn refus(&self, lue: &Lue<LigneLue>, former: Option<&Connue<kind::FaitRepris>>) -> Option<FieldError> {
        let ligne = &lue.ligne;
        let told =
            |champ: ChampReprise, code: &str, detail: &str| Some(FieldError::new(champ.pointeur(), code, detail));
        let whom = ligne.parcours.personne.champ();
        let Some((parcours, libre)) = self.reconnus.de(&ligne.parcours) else {
            if self.reconnus.connait(&ligne.parcours.personne) {
                let detail = "aucun parcours de cette personne n'a commencé ce jour-là";
                return told(ChampReprise::Entree, "inconnu", detail);
            }
            return told(whom, "inconnu", ligne.parcours.personne.sans_parcours());
        };
        if let Err(refus) = libre {
            return told(whom, "dossier_limite", &refus.to_string());
        }
        // A line that tells the same again moves nothing, whatever it names by now.
        let corrected = former.filter(|one| one.empreinte != lue.empreinte);
        if let Some(other) = corrected.and_then(|one| self.ailleurs(one.objet, parcours.id)) {
            return told(ChampReprise::Entree, "incoherent", &self.deja_dans(other));
        }
        if let Err(error) = admettre(parcours, &ligne.fait) {
            return Some(error);
        }
        match self.nomme(&ligne.fait) {
            Ok(()) => None,
            Err((champ, detail)) => told(champ, "inconnu", &detail),
        }
    }

    /// When a line is integrated, and with the lines of which parcours it is judged.
    fn place(&self, ligne: &LigneLue, former: Option<&Connue<kind::FaitRepris>>) -> (i16, Option<String>) {
        let parcours = self.reconnus.designe(&ligne.parcours);
        let avant = parcours.zip(former).and_then(|(id, one)| {
            let mut exits = self.departs.get(&id)?.iter();
            exits.find(|(objet, _)| *objet == Some(one.objet)).map(|(_, depart)| *depart)
        });
        let effet = match (avant.zip(du_fait(&ligne.fait)), former) {
            (Some((avant, apres)), _) if rouvre(avant, apres) => Effet::Rouvre,
            (_, Some(_)) => Effet::Corrige,
            (_, None) => Effet::Nouveau,
        };
        (ordre(&ligne.fait, effet), parcours.map(|id| id.to_string()))
    }

    /// The other parcours in which a fact stands, when it is not in the one that a line names.
    pub(super) fn ailleurs(&self, fait: FaitReprisId, nomme: ParcoursId) -> Option<ParcoursId> {
        self.places.get(&fait).copied().filter(|held| *held != nomme)
    }

    fn deja_dans(&self, parcours: ParcoursId) -> String {
        let began = self.reconnus.entree(parcours).map(|le| format!(" commencé le {}", phrase::jour(le)));
        format!(
            "déjà repris dans un autre parcours de la personne{} : un fait n'en change pas, un autre fait a un autre numéro",
            began.unwrap_or_default()
        )
    }

    /// Whether whom and what a fact names is of the territory: whoever follows the person now is a référent.
    fn nomme(&self, fait: &FaitRepris) -> Result<(), (ChampReprise, String)> {
        match fait {
            FaitRepris::Referent { referent: Some(id), au, .. } => {
                let who = self.referents.get(id).ok_or_else(|| Utilisateur::INCONNU.to_owned());
                let now = au.is_none_or(|au| au >= self.today);
                let held = who.and_then(|who| if now { who.tient(Role::Referent, self.today) } else { Ok(()) });
                held.map_err(|detail| (ChampReprise::Referent, detail))
            }
            FaitRepris::Etape { operateur, nature, .. } => {
                let (natures, attendu) = operateurs(*nature);
                let who = self.operateurs.get(operateur).ok_or_else(|| Structure::INCONNU.to_owned());
                who.and_then(|one| one.est(natures, attendu)).map_err(|detail| (ChampReprise::Operateur, detail))
            }
            _ => Ok(()),
        }
    }
}
