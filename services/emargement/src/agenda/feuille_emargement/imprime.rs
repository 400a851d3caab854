//! The sheet of an appointment, read to be printed.

use std::collections::HashSet;

use emargement_api::{EtatRendezVous, PresenceScellee, RendezVousDto};
use events::annuaires::{self, Operation, Personne};
use impression::{EnTetePage, Impression, mention};
use kernel::{Fuseau, Nominatif, ParticipantId, Personnes, RendezVousId};
use pages::emargement::PageEmargement;
use problem::{Problem, Slug};
use store::{Error, Tx, territoires};
use suite_api::{Nomme, Noms};

use crate::agenda::{
    feuille_emargement::lignes::{
        code, extrait, horaire, imprimable, lignes_libres, nature, nommees, repere, signataires,
    },
    rendez_vous::{app, store as rows},
};

/// An appointment that was read, what the ledger sealed of it, and who sends the page; the names of the persons are asked for
/// after the read.
pub(crate) struct Lue {
    seance: RendezVousDto,
    /// How many are expected, seen by the reader or not.
    attendues: usize,
    /// Those who have no name any more.
    effacees: HashSet<ParticipantId>,
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

/// Reads an appointment to be printed, as who acts may see it, or 404; one that was cancelled has no sheet.
pub(crate) async fn lire(tx: &mut Tx, id: RendezVousId) -> Result<Lue, Problem> {
    let seance = app::consulter(tx, id).await?;
    imprimable(seance.etat)?;
    let attendues = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?.presences.len();
    let seen: Vec<_> = seance.presences.iter().map(|one| one.participant).collect();
    let cards = annuaires::connues::<Personne>(tx, &seen).await?;
    let effacees = cards.into_values().filter(|one| one.anonyme).map(|one| one.id).collect();
    let scelle = app::prouver(tx, id).await?.contenu;
    let (territoire, en_tete) = (territoires::nom(tx).await?, impression::lire(tx).await?);
    let mention = mention(tx, &seance).await?;
    Ok(Lue { seance, attendues, effacees, scelle, fuseau: tx.fuseau(), territoire, en_tete, mention })
}

/// That of its operation; of what finances the territory on its day when it is of none.
async fn mention(tx: &mut Tx, seance: &RendezVousDto) -> Result<Option<String>, Error> {
    let Some(id) = seance.operation else { return mention::du_jour(tx, tx.jour(seance.debut)).await };
    let known = annuaires::connues::<Operation>(tx, &[id]).await?.remove(&id);
    Ok(known.map(|one| format!("{} — opération {}", mention::programme(one.programme), one.numero)))
}

impl Lue {
    /// The page, once the persons are named; a 503 while their names do not come, rather than a sheet of nobody.
    pub(crate) fn page(self) -> Result<Impression<PageEmargement>, Problem> {
        let Self { seance, attendues, effacees, scelle, fuseau, territoire, en_tete, mention } = self;
        if !nommees(&seance.presences, &effacees) {
            let detail = "Les noms des personnes ne peuvent être lus. Réessayez dans un instant.";
            return Err(Problem::new(Slug::Indisponible, detail));
        }
        let terminee = seance.etat == EtatRendezVous::Termine;
        let extrait = extrait(seance.presences.len(), attendues);
        let repere = repere(seance.id, scelle.last());
        let document = PageEmargement {
            territoire,
            expediteur: en_tete.expediteur,
            reference: seance.id.ressource(),
            mention,
            le: fuseau.jour(seance.debut),
            horaire: horaire(seance.debut, seance.fin, fuseau),
            nature: nature(seance.nature).to_owned(),
            lignes_libres: lignes_libres(seance.nature, terminee, extrait.is_none()),
            extrait,
            terminee,
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
