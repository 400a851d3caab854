//! Handover sheets, of a parcours or of all that a référent follows today.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use impression::{EnTetePage, Impression, mention};
use kernel::{Nominatif, ParcoursId, Personnes, RessourceId, UtilisateurId};
use pages::passation::{FichePassation, PagePassation};
use parcours_api::{EtatEtape, PersonneSuivie};
use problem::Problem;
use store::{Tx, territoires};
use suite_api::{Nomme, Noms};

use crate::{
    etapes::etape::{self, domain::Etape},
    pilotage::{echeance::connus::ranger, fiche::domain, grille::domain::libelle, portefeuille},
    suivi::action::{self, app::sensibles, domain::Action},
    vie::parcours,
};

/// A person whose accompaniment is handed over.
struct Fiche {
    suivie: PersonneSuivie,
    etapes: Vec<Etape>,
    actions: Vec<Action>,
}

/// The sheets that were read, and who sends them; the names of the persons are asked for after the read.
pub(crate) struct Fiches {
    territoire: String,
    en_tete: EnTetePage,
    reference: RessourceId,
    le: NaiveDate,
    mention: Option<String>,
    referent: Option<String>,
    personnes: Vec<Fiche>,
}

impl Nomme for Fiches {
    fn nommer(&mut self, noms: &mut Noms) {
        self.personnes.iter_mut().for_each(|one| one.suivie.nommer(noms));
    }
}

impl Nominatif for Fiches {
    fn montrer(&self, personnes: &mut Personnes) {
        self.personnes.iter().for_each(|one| personnes.ajouter(one.suivie.participant));
    }
}

/// The sheet of a parcours, or 404.
pub(crate) async fn du_parcours(tx: &mut Tx, id: ParcoursId) -> Result<Fiches, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let suivies = portefeuille::app::suivies(tx, &[parcours]).await?;
    composer(tx, id.ressource(), None, suivies).await
}

/// The sheets of all that somebody of the territory follows today, or 404.
pub(crate) async fn imprimer_portefeuille(tx: &mut Tx, referent: UtilisateurId) -> Result<Fiches, Problem> {
    let known = annuaires::connues::<Utilisateur>(tx, &[referent]).await?.remove(&referent);
    let named = known.map(|one| format!("{} {}", one.prenom, one.nom));
    let suivies = portefeuille::app::voir(tx, referent).await?.personnes;
    composer(tx, referent.ressource(), named, suivies).await
}

async fn composer(
    tx: &mut Tx,
    reference: RessourceId,
    referent: Option<String>,
    suivies: Vec<PersonneSuivie>,
) -> Result<Fiches, Problem> {
    let (territoire, en_tete) = (territoires::nom(tx).await?, impression::lire(tx).await?);
    let ids: Vec<_> = suivies.iter().map(|one| one.parcours).collect();
    let sensibles = sensibles(tx);
    let lines = action::store::des_parcours(tx, &ids, sensibles).await?;
    let mut actions: HashMap<ParcoursId, Vec<Action>> = ranger(lines.into_iter().map(|one| (one.parcours, one)));
    let steps = etape::store::des_parcours(tx, &ids).await?;
    let mut etapes: HashMap<ParcoursId, Vec<Etape>> = ranger(steps.into_iter().map(|one| (one.parcours, one)));
    let fiches = suivies.into_iter().map(|suivie| Fiche {
        etapes: etapes.remove(&suivie.parcours).unwrap_or_default(),
        actions: actions.remove(&suivie.parcours).unwrap_or_default(),
        suivie,
    });
    let le = tx.today();
    let mention = mention::du_jour(tx, le).await?;
    Ok(Fiches { territoire, en_tete, reference, le, mention, referent, personnes: fiches.collect() })
}

impl Fiches {
    /// The page, once the persons are named.
    pub(crate) fn page(self) -> Impression<PagePassation> {
        let Self { territoire, en_tete, reference, le, mention, referent, personnes } = self;
        let document = PagePassation {
            territoire,
            expediteur: en_tete.expediteur,
            reference,
            mention,
            le,
            referent,
            personnes: personnes.iter().map(fiche).collect(),
        };
        Impression { document, logo: en_tete.logo }
    }
}

fn fiche(one: &Fiche) -> FichePassation {
    let PersonneSuivie { participant_nom, entree_le, situation, depuis, dernier_contact, .. } = &one.suivie;
    let next = one.suivie.prochain_contact.as_ref().map(|next| next.au_plus_tard);
    let running = one.etapes.iter().find(|step| step.etat == EtatEtape::Demarree);
    FichePassation {
        nom: participant_nom.clone().unwrap_or_else(|| "nom effacé".to_owned()),
        entree_le: *entree_le,
        situation: libelle(*situation).to_owned(),
        depuis: *depuis,
        contacts: domain::contacts(*dernier_contact, next),
        etape: domain::etape(running, one.suivie.jours_sans_etape),
        actions: domain::actions(&one.actions),
        echeances: domain::echeances(&one.suivie.echeances),
    }
}
