//! Handover sheets, of a parcours or of all that a référent follows today.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use impression::{EnTetePage, Impression, mention};
use kernel::{Nominatif, ParcoursId, Personnes, RessourceId, UtilisateurId};
use pages::passation::{FichePassation, PagePassation, Remise};
use parcours_api::{EtatEtape, PersonneSuivie};
use problem::Problem;
use store::{Tx, territoires};
use suite_api::{Nomme, Noms};

use crate::{
    etapes::etape::{self, domain::Etape},
    pilotage::{
        echeance::connus::ranger,
        fiche::domain::{self, Contenu, Fiche, Ligne, lues, ouvertes},
        grille::domain::libelle,
        portefeuille,
    },
    suivi::action::{self, app::sensibles, domain::Action},
    vie::parcours,
};

/// The sheets that were read, and who sends them; the names of the persons are asked for after the read.
pub(crate) struct Fiches {
    territoire: String,
    en_tete: EnTetePage,
    reference: RessourceId,
    le: NaiveDate,
    mention: Option<String>,
    referent: Option<String>,
    remise: Option<Remise>,
    /// Whether others are left out, whose files the caller does not see.
    partielle: bool,
    personnes: Vec<Fiche>,
}

impl Nomme for Fiches {
    fn nommer(&mut self, noms: &mut Noms) {
        self.personnes.iter_mut().for_each(|one| noms.place(one.participant, &mut one.participant_nom));
    }
}

impl Nominatif for Fiches {
    fn montrer(&self, personnes: &mut Personnes) {
        self.personnes.iter().for_each(|one| personnes.ajouter(one.participant));
    }
}

/// The sheet of a parcours, or 404.
pub(crate) async fn du_parcours(tx: &mut Tx, id: ParcoursId) -> Result<Fiches, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let suivies = portefeuille::app::suivies(tx, &[parcours]).await?;
    du_jour(tx, id.ressource(), None, suivies).await
}

/// The sheets of all that somebody of the territory follows today, or 404.
pub(crate) async fn imprimer_portefeuille(tx: &mut Tx, referent: UtilisateurId) -> Result<Fiches, Problem> {
    let named = nom(tx, referent).await?;
    let whole = portefeuille::app::voir(tx, referent).await?;
    let sheets = du_jour(tx, referent.ressource(), named, whole.personnes).await?;
    Ok(sheets.parmi_d_autres(whole.partielle))
}

/// A user of the territory, as people read them.
pub(crate) async fn nom(tx: &mut Tx, qui: UtilisateurId) -> Result<Option<String>, Problem> {
    let known = annuaires::connues::<Utilisateur>(tx, &[qui]).await?.remove(&qui);
    Ok(known.map(|one| format!("{} {}", one.prenom, one.nom)))
}

/// What is read of some parcours for their sheets, beside what is known of each person: their étapes, and their lines of the plan.
pub(crate) struct Autour {
    etapes: HashMap<ParcoursId, Vec<Etape>>,
    actions: HashMap<ParcoursId, Vec<Action>>,
}

impl Autour {
    pub(crate) async fn lire(tx: &mut Tx, ids: &[ParcoursId], sensibles: bool) -> Result<Self, Problem> {
        let lines = action::store::des_parcours(tx, ids, sensibles).await?;
        let steps = etape::store::des_parcours(tx, ids).await?;
        Ok(Self {
            etapes: ranger(steps.into_iter().map(|one| (one.parcours, one))),
            actions: ranger(lines.into_iter().map(|one| (one.parcours, one))),
        })
    }

    /// The sheet of a person, with the lines that everybody reads and those of who accompanies.
    pub(crate) fn fiche(&mut self, suivie: &PersonneSuivie) -> (Contenu, Vec<Ligne>, Vec<Ligne>) {
        let steps = self.etapes.remove(&suivie.parcours).unwrap_or_default();
        let (shown, hidden) = ouvertes(self.actions.remove(&suivie.parcours).unwrap_or_default());
        (contenu(suivie, &steps), shown, hidden)
    }
}

/// What is known of a person, as a sheet says it.
fn contenu(suivie: &PersonneSuivie, etapes: &[Etape]) -> Contenu {
    let next = suivie.prochain_contact.as_ref().map(|next| next.au_plus_tard);
    let running = etapes.iter().find(|step| step.etat == EtatEtape::Demarree);
    Contenu {
        entree_le: suivie.entree_le,
        situation: libelle(suivie.situation).to_owned(),
        depuis: suivie.depuis,
        contacts: domain::contacts(suivie.dernier_contact, next),
        etape: domain::etape(running, suivie.jours_sans_etape),
        echeances: domain::echeances(&suivie.echeances),
        dates: domain::dates(&suivie.dates),
    }
}

/// Sheets of today, of what the caller reads.
async fn du_jour(
    tx: &mut Tx,
    reference: RessourceId,
    referent: Option<String>,
    suivies: Vec<PersonneSuivie>,
) -> Result<Fiches, Problem> {
    let ids: Vec<_> = suivies.iter().map(|one| one.parcours).collect();
    let read = sensibles(tx);
    let mut autour = Autour::lire(tx, &ids, read).await?;
    let fiches = suivies.iter().map(|suivie| {
        let (contenu, mut lignes, hidden) = autour.fiche(suivie);
        lignes.extend(hidden);
        Fiche { participant: suivie.participant, participant_nom: None, contenu, lignes }
    });
    let (personnes, le) = (fiches.collect(), tx.today());
    Ok(Fiches { referent, ..composer(tx, reference, le, personnes).await? })
}

/// Sheets under the letterhead of the territory, with the mention of the day of which they tell.
pub(crate) async fn composer(
    tx: &mut Tx,
    reference: RessourceId,
    le: NaiveDate,
    personnes: Vec<Fiche>,
) -> Result<Fiches, Problem> {
    let (territoire, en_tete) = (territoires::nom(tx).await?, impression::lire(tx).await?);
    let mention = mention::du_jour(tx, le).await?;
    let (referent, remise, partielle) = (None, None, false);
    Ok(Fiches { territoire, en_tete, reference, le, mention, referent, remise, partielle, personnes })
}

impl Fiches {
    /// The same, of a handover.
    pub(crate) fn remises(self, remise: Remise) -> Self {
        Self { remise: Some(remise), ..self }
    }

    /// The same, beside others whose files the caller does not see when `partielle`.
    pub(crate) fn parmi_d_autres(self, partielle: bool) -> Self {
        Self { partielle, ..self }
    }

    /// The page, once the persons are named.
    pub(crate) fn page(self) -> Impression<PagePassation> {
        let Self { territoire, en_tete, reference, le, mention, referent, remise, partielle, personnes } = self;
        let document = PagePassation {
            territoire,
            expediteur: en_tete.expediteur,
            reference,
            mention,
            le,
            referent,
            remise,
            partielle,
            personnes: personnes.into_iter().map(fiche).collect(),
        };
        Impression { document, logo: en_tete.logo }
    }
}

fn fiche(one: Fiche) -> FichePassation {
    let Contenu { entree_le, situation, depuis, contacts, etape, echeances, dates } = one.contenu;
    FichePassation {
        nom: one.participant_nom.unwrap_or_else(|| "nom effacé".to_owned()),
        entree_le,
        situation,
        depuis,
        contacts,
        etape,
        actions: lues(one.lignes),
        echeances,
        dates,
    }
}
