//! Repérages: noted, turned into a candidature, closed, forgotten.

use auth::Vue;
use kernel::{De, ReperageId, phrase};
use participants_api::{
    CandidatureDeReperage, CandidatureSuivie, ClotureReperage, EtatCivil, FiltreReperages, NouveauParticipant,
    NouveauReperage, NouvelleCandidature, ReperageDto, ReperageEfface,
};
use problem::Problem;
use referentiel::regles::conservation::reperage_jusquau;
use store::{Tx, idempotence, referentiels};
use suite_api::Action;

use crate::{
    dossier::participant,
    entree::{
        candidature,
        reperage::{
            domain::{Commande, Reperage, datable},
            store as rows,
        },
    },
    noms::nommer,
};

impl From<Reperage> for ReperageDto {
    fn from(one: Reperage) -> Self {
        let action = |(nom, commande)| Action::selon(nom, one.permet(commande));
        let actions = Commande::MONTREES.into_iter().map(action).collect();
        let who = one.identite;
        let said = who.as_ref();
        Self {
            id: one.id,
            etat: one.etat,
            nom: said.map(|who| who.nom.clone()),
            prenom: said.map(|who| who.prenom.clone()),
            date_naissance: said.and_then(|who| who.date_naissance),
            commune: said.and_then(|who| who.commune.clone()),
            telephone: said.and_then(|who| who.telephone.clone()),
            courriel: who.and_then(|who| who.courriel),
            repere_le: one.repere_le,
            contexte: one.contexte,
            base_legale: one.base_legale,
            informee_le: one.informee_le,
            garde_jusqu_au: one.garde_jusqu_au,
            structure: one.structure,
            structure_nom: None,
            candidature: one.candidature,
            motif: one.motif,
            par: one.par,
            par_nom: None,
            actions,
        }
    }
}

async fn montrer(tx: &mut Tx, one: Reperage) -> Result<De<ReperageDto>, Problem> {
    let personne = one.futur_dossier;
    Ok(De::une(personne, nommer(tx, ReperageDto::from(one)).await?))
}

/// Whether it is of what this reader sees: all of the territory, or what their structures noted.
fn visible(vue: &Vue, one: &Reperage) -> bool {
    vue.structures().is_none_or(|own| one.structure.is_some_and(|structure| own.contains(&structure)))
}

/// One that this reader sees, or 404.
async fn exiger(tx: &mut Tx, id: ReperageId) -> Result<Reperage, Problem> {
    let vue = tx.acteur().titres.vue();
    rows::voir(tx, id).await?.filter(|one| visible(&vue, one)).ok_or_else(Problem::not_found)
}

/// The same, locked for the rest of the transaction.
async fn tenir(tx: &mut Tx, id: ReperageId) -> Result<Reperage, Problem> {
    let vue = tx.acteur().titres.vue();
    rows::verrouiller(tx, id).await?.filter(|one| visible(&vue, one)).ok_or_else(Problem::not_found)
}

/// Notes somebody who was spotted.
pub(crate) async fn noter(tx: &mut Tx, nouveau: NouveauReperage) -> Result<ReperageDto, Problem> {
    datable(&nouveau, tx.today())?;
    let vue = tx.acteur().titres.vue();
    let structure = candidature::app::prescripteur(tx, "/structure", &vue, nouveau.structure).await?;
    let regles = referentiels::en_vigueur_le(tx, "/repere_le", nouveau.repere_le).await?;
    let jusquau = reperage_jusquau(&regles, nouveau.repere_le);
    if jusquau < tx.today() {
        let detail = format!("un repérage de ce jour n'est gardé que jusqu'au {}", phrase::jour(jusquau));
        return Err(Problem::field("/repere_le", "hors_bornes", detail));
    }
    let ids = (tx.id(), tx.id(), tx.acteur().id);
    let one = Reperage::noter(ids, NouveauReperage { structure, ..nouveau }, jusquau);
    participant::suivi::a_qui_l_ouvre(tx, one.futur_dossier).await?;
    rows::ajouter(tx, &one).await?;
    Ok(montrer(tx, one).await?.contenu)
}

/// One, with whose it is, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ReperageId) -> Result<De<ReperageDto>, Problem> {
    let one = exiger(tx, id).await?;
    montrer(tx, one).await
}

/// A page of those that this reader sees, newest first, each with whose it is, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreReperages,
    apres: Option<ReperageId>,
) -> Result<Vec<De<ReperageDto>>, Problem> {
    let vue = tx.acteur().titres.vue();
    let found = rows::lister(tx, vue.structures(), filtre, apres).await?;
    let persons: Vec<_> = found.iter().map(|one| one.futur_dossier).collect();
    let shown = found.into_iter().map(ReperageDto::from).collect::<Vec<_>>();
    let shown = nommer(tx, shown).await?;
    Ok(persons.into_iter().zip(shown).map(|(person, one)| De::une(person, one)).collect())
}

/// Files the candidature of who was spotted, in the name of the structure that spotted them: their file opens with what was
/// noted.
pub(crate) async fn deposer(
    tx: &mut Tx,
    id: ReperageId,
    suite: CandidatureDeReperage,
) -> Result<CandidatureSuivie, Problem> {
    let mut one = tenir(tx, id).await?;
    one.permet(Commande::Deposer)?;
    let who = one.identite.clone().ok_or_else(Problem::not_found)?;
    let CandidatureDeReperage { date_naissance, sexe, situations, signatures, deposee_le } = suite;
    let born = who.date_naissance.or(date_naissance);
    let born = born.ok_or_else(|| Problem::field("/date_naissance", "absent", "attendu : la date de naissance"))?;
    if deposee_le < one.repere_le {
        let detail = format!("la personne est repérée le {} : la candidature suit", phrase::jour(one.repere_le));
        return Err(Problem::field("/deposee_le", "incoherent", detail));
    }
    let personne = NouveauParticipant {
        nom: who.nom,
        prenom: who.prenom,
        date_naissance: born,
        sexe,
        commune: who.commune,
        telephone: who.telephone,
        courriel: who.courriel,
        etat_civil: EtatCivil::default(),
    };
    let prescripteur = one.structure;
    let (personne, participant) = (Some(personne), None);
    let nouvelle = NouvelleCandidature { personne, participant, situations, signatures, deposee_le, prescripteur };
    let filed = candidature::app::deposer_sous(tx, Some(one.futur_dossier), nouvelle).await?;
    one.deposer(filed.id)?;
    rows::enregistrer(tx, &one).await?;
    Ok(filed)
}

/// Says that it leads to nothing, and why.
pub(crate) async fn clore(tx: &mut Tx, id: ReperageId, cloture: ClotureReperage) -> Result<ReperageDto, Problem> {
    let mut one = tenir(tx, id).await?;
    one.clore(cloture.motif)?;
    rows::enregistrer(tx, &one).await?;
    Ok(montrer(tx, one).await?.contenu)
}

/// Forgets somebody who asks for it, with the answers that were kept about them.
pub(crate) async fn effacer(tx: &mut Tx, id: ReperageId) -> Result<ReperageEfface, Problem> {
    let one = tenir(tx, id).await?;
    rows::effacer(tx, one.id).await?;
    if one.candidature.is_none() {
        idempotence::effacer(tx, &[one.futur_dossier]).await?;
    }
    Ok(ReperageEfface { id, efface_le: tx.today() })
}

/// Forgets those that are kept no more, `limite` at most: how many they were.
pub(crate) async fn purger(tx: &mut Tx, limite: i64) -> Result<usize, Problem> {
    let today = tx.today();
    let over = rows::perimes(tx, today, limite).await?;
    for one in &over {
        rows::effacer(tx, one.id).await?;
    }
    let unknown: Vec<_> = over.iter().filter(|one| one.candidature.is_none()).map(|one| one.futur_dossier).collect();
    idempotence::effacer(tx, &unknown).await?;
    Ok(over.len())
}
