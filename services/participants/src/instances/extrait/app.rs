//! An extract is frozen when its session closes; what a partner reads of it is what the persons share with it today.

use std::collections::BTreeSet;

use auth::Vue;
use impression::Impression;
use kernel::{De, DocumentId, ParticipantId};
use pages::{
    reference,
    releve::{LignePoint, PageReleve},
};
use participants_api::{ExtraitDto, ExtraitResume, LigneExtrait};
use problem::{Problem, Slug};
use referentiel::regles::partage::{self, Etendue};
use store::{Tx, fusions, limitations};

use crate::{
    expediteur,
    instances::document::{
        self,
        domain::{Document, Papier, Recu},
    },
    noms::nommer,
};

impl From<Recu> for ExtraitResume {
    fn from(one: Recu) -> Self {
        let Recu { id, reference: cited, instance, tenue_le, structure, envoye_le } = one;
        Self { id, reference: reference(cited), instance, tenue_le, structure, structure_nom: None, envoye_le }
    }
}

fn dire(line: LignePoint) -> LigneExtrait {
    let LignePoint { nom, prenom, decision, motif, entree_le } = line;
    LigneExtrait { nom, prenom, decision, motif, entree_le }
}

/// A page of the extracts that left for the structures of the caller, the last first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    vue: &Vue,
    apres: Option<DocumentId>,
    limite: i64,
) -> Result<Vec<ExtraitResume>, Problem> {
    let structures = vue.structures().ok_or_else(Problem::not_found)?;
    let found = document::store::recus(tx, structures, apres, limite).await?;
    let told: Vec<ExtraitResume> = found.into_iter().map(Into::into).collect();
    Ok(nommer(tx, told).await?)
}

/// An extract, with the persons whom it still shows.
pub(crate) async fn voir(tx: &mut Tx, vue: &Vue, id: DocumentId) -> Result<De<ExtraitDto>, Problem> {
    let (recu, page, shown) = ouvrir(tx, vue, id).await?;
    let ExtraitResume { id, reference, instance, tenue_le, structure, structure_nom, envoye_le } = recu.into();
    let lignes = page.dossiers.into_iter().map(dire).collect();
    let told = ExtraitDto { id, reference, instance, tenue_le, structure, structure_nom, envoye_le, lignes };
    Ok(De::plusieurs(shown, nommer(tx, told).await?))
}

/// The same, as it is printed.
pub(crate) async fn imprimer(tx: &mut Tx, vue: &Vue, id: DocumentId) -> Result<De<Impression<PageReleve>>, Problem> {
    let (_, page, shown) = ouvrir(tx, vue, id).await?;
    let logo = expediteur::logo(tx, &page.expediteur).await?;
    Ok(De::plusieurs(shown, Impression { document: page, logo }))
}

/// An extract that left for a structure of the caller, without the lines of who shares with it no more; refused once nobody
/// does.
async fn ouvrir(tx: &mut Tx, vue: &Vue, id: DocumentId) -> Result<(Recu, PageReleve, Vec<ParticipantId>), Problem> {
    let structures = vue.structures().ok_or_else(Problem::not_found)?;
    let recu = document::store::recu(tx, structures, id).await?.ok_or_else(Problem::not_found)?;
    let found = document::store::voir(tx, id).await?;
    let Some((document, Papier::Extrait(page))) = found else { return Err(Problem::not_found()) };
    let (lines, shown) = partagees(tx, &document, &recu, page.dossiers).await?;
    if lines.is_empty() {
        return Err(Problem::new(Slug::Interdit, partage::REFUS));
    }
    Ok((recu, PageReleve { dossiers: lines, ..page }, shown))
}

/// The lines that their persons share with the partner today, with these persons. Of whom processing is restricted, nothing
/// is told.
async fn partagees(
    tx: &mut Tx,
    document: &Document,
    recu: &Recu,
    lines: Vec<LignePoint>,
) -> Result<(Vec<LignePoint>, Vec<ParticipantId>), Problem> {
    let persons = fusions::dossiers(tx, &document.personnes).await?;
    let restricted: BTreeSet<_> = limitations::parmi(tx, &persons).await?.into_iter().map(|(one, _)| one).collect();
    let followed = document::app::suivies(tx, document.commission).await?;
    let told = document::app::etendues(tx, &persons, recu.structure).await?;
    let (mut kept, mut shown) = (Vec::new(), Vec::new());
    for (line, personne) in lines.into_iter().zip(persons) {
        let seen = told.get(&personne).copied().unwrap_or(Etendue::Rien);
        if seen < document::app::attendue(&followed, personne) || restricted.contains(&personne) {
            continue;
        }
        let motif = line.motif.filter(|_| seen == Etendue::Entiere);
        kept.push(LignePoint { motif, ..line });
        shown.push(personne);
    }
    Ok((kept, shown))
}
