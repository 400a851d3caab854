//! The sheet of an appointment, read to be printed.

use emargement_api::{PresenceScellee, RendezVousDto};
use events::annuaires::{self, Operation};
use impression::{EnTetePage, Impression, mention};
use kernel::{Fuseau, Nominatif, Personnes, RendezVousId};
use pages::emargement::PageEmargement;
use problem::Problem;
use store::{Error, Tx, territoires};
use suite_api::{Nomme, Noms};

use crate::agenda::{
    feuille_emargement::domain::{code, horaire, nature, repere, signataires},
    rendez_vous::app,
};

/// An appointment that was read, what the ledger sealed of it, and who sends the page; the names of the persons are asked for
/// after the read.
pub(crate) struct Lue {
    seance: RendezVousDto,
    scelle: Vec<PresenceScellee>,
    fuseau: Fuseau,
    territoire: String,
    en_tete: EnTetePage,
    mention: Option<String>,
}

impl Nominatif for Lue {
    fn montrer(&self, personnes: &mut Personnes) {
        for presence in &self.seance.presences {
            personnes.ajouter(presence.participant);
        }
    }
}

impl Nomme for Lue {
    fn nommer(&mut self, noms: &mut Noms) {
        self.seance.nommer(noms);
    }
}

/// Reads an appointment to be printed, as who acts may see it, or 404.
pub(crate) async fn lire(tx: &mut Tx, id: RendezVousId) -> Result<Lue, Problem> {
    let seance = app::consulter(tx, id).await?;
    let scelle = app::prouver(tx, id).await?.contenu;
    let (territoire, en_tete) = (territoires::nom(tx).await?, impression::lire(tx).await?);
    let mention = mention(tx, &seance).await?;
    Ok(Lue { seance, scelle, fuseau: tx.fuseau(), territoire, en_tete, mention })
}

/// That of its operation; of what finances the territory on its day when it is of none.
async fn mention(tx: &mut Tx, seance: &RendezVousDto) -> Result<Option<String>, Error> {
    let Some(id) = seance.operation else { return mention::du_jour(tx, tx.jour(seance.debut)).await };
    let known = annuaires::connues::<Operation>(tx, &[id]).await?.remove(&id);
    Ok(known.map(|one| format!("{} — opération {}", mention::programme(one.programme), one.numero)))
}

impl Lue {
    /// The page, once the persons are named.
    pub(crate) fn page(self) -> Result<Impression<PageEmargement>, Problem> {
        let Self { seance, scelle, fuseau, territoire, en_tete, mention } = self;
        let repere = repere(seance.id, scelle.last());
        let document = PageEmargement {
            territoire,
            expediteur: en_tete.expediteur,
            reference: seance.id.ressource(),
            mention,
            le: fuseau.jour(seance.debut),
            horaire: horaire(seance.debut, seance.fin, fuseau),
            nature: nature(seance.nature).to_owned(),
            signataires: signataires(&seance, &scelle, fuseau),
            animateur: seance.animateur_nom.unwrap_or_default(),
            titre: seance.titre,
            lieu: seance.lieu,
            operation: seance.operation_nom,
            code: code(&repere).map_err(|error| Problem::internal(&error))?,
            repere,
        };
        Ok(Impression { document, logo: en_tete.logo })
    }
}
