//! A frozen month as a page.

use impression::{EnTetePage, Impression, mention};
use kernel::{GrilleId, Nominatif, Personnes, calendrier::dernier_du_mois, phrase};
use pages::presence::{LignePresence, PagePresence, TotalPresence};
use parcours_api::{GrilleFigeeDto, LigneGrille};
use problem::Problem;
use store::{Tx, territoires};

use crate::pilotage::grille::{
    app,
    domain::{dire, etape, libelle},
};
use chrono::NaiveDate;

/// A frozen month that was read, and who sends the page; the names of the persons are asked for after the read.
pub(crate) struct Lue {
    pub(crate) figee: GrilleFigeeDto,
    territoire: String,
    en_tete: EnTetePage,
    fige_le: NaiveDate,
    mention: Option<String>,
}

impl Nominatif for Lue {
    fn montrer(&self, personnes: &mut Personnes) {
        self.figee.grille.montrer(personnes);
    }
}

/// Reads a frozen month to be printed, or 404.
pub(crate) async fn lire(tx: &mut Tx, id: GrilleId) -> Result<Lue, Problem> {
    let figee = app::voir(tx, id).await?;
    let (territoire, en_tete) = (territoires::nom(tx).await?, impression::lire(tx).await?);
    let fige_le = tx.jour(figee.figee.figee_le);
    // Who finances on the last day of the month.
    let mention = mention::du_jour(tx, dernier_du_mois(figee.grille.mois)).await?;
    Ok(Lue { figee, territoire, en_tete, fige_le, mention })
}

impl Lue {
    /// The page, once the persons are named.
    pub(crate) fn page(self) -> Impression<PagePresence> {
        let Self { figee: GrilleFigeeDto { figee, grille, .. }, territoire, en_tete, fige_le, mention } = self;
        let total = |nom: &str, valeur: String| TotalPresence { nom: nom.to_owned(), valeur };
        let mut totaux = vec![
            total("Places occupées en fin de mois", grille.occupees.to_string()),
            total("Personnes suivies dans le mois", grille.personnes.to_string()),
            total("Contacts", grille.contacts.to_string()),
            total("Durée des contacts", grille.minutes.to_string()),
        ];
        totaux.extend(
            grille.jours.iter().map(|one| total(&format!("Jours {}", libelle(one.etat)), one.jours.to_string())),
        );
        let document = PagePresence {
            territoire,
            expediteur: en_tete.expediteur,
            reference: figee.id.ressource(),
            mention,
            structure: grille.structure_nom.unwrap_or_default(),
            mois: grille.mois.format("%m/%Y").to_string(),
            fige_le,
            totaux,
            personnes: grille.lignes.into_iter().map(ligne).collect(),
        };
        Impression { document, logo: en_tete.logo }
    }
}

fn ligne(one: LigneGrille) -> LignePresence {
    LignePresence {
        nom: one.participant_nom.unwrap_or_else(|| "nom effacé".to_owned()),
        referent: one.referent_nom,
        entree_le: phrase::jour(one.entree_le).to_string(),
        sorti_le: one.sorti_le.map(|le| phrase::jour(le).to_string()),
        compte: one.compte,
        jours: dire(&one.jours),
        etape: one.etape.map(|nature| etape(Some(nature)).to_owned()),
        contacts: one.contacts,
        duree: one.minutes.to_string(),
    }
}
