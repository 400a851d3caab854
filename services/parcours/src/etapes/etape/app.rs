//! Étapes: proposed by the référent, run by an operator who sees its own only.

use std::collections::BTreeSet;

use auth::Permission;
use chrono::NaiveDate;
use events::annuaires::{self, Structure};
use kernel::{De, EtapeId, ParcoursId, Refus, Service};
use parcours_api::{
    BilanRepris, CorrectionEtape, DateEtape, ETAPE_ROMPUE, EtapeDto, EtapeRompue, EtatEtape, FiltreEtapes,
    NouveauBilan, NouvelleEtape, PlanEtape, ProchainBilan, RuptureEtape, SuiviBilans,
};
use problem::{FieldError, Problem, remplacer};
use referentiel::{
    Verdict,
    regles::bilans::{self, Tenue},
};
use runtime::http::Retouche;
use store::{
    Evenement, Tx, historique, limitations, ouvertures, page,
    referentiels::{self, Versions},
};
use suite_api::{Action, ChangementDto};

use crate::{
    etapes::{
        accord,
        etape::{
            self,
            domain::{self, BilanDit, Commande, Etape},
            store::{self as rows, Visibles},
        },
    },
    vie::{
        affectation, etat,
        parcours::{self, app::Tenus, domain::Parcours},
    },
};

/// An étape, if what grants the caller their right shows it. Who runs it sees it while the person agrees.
pub(crate) async fn visible(tx: &mut Tx, etape: Option<Etape>) -> Result<Etape, Problem> {
    let vue = tx.acteur().titres.vue();
    let etape = etape.ok_or_else(Problem::not_found)?;
    if vue.structures().is_none() {
        return Ok(etape);
    }
    // Who follows the person too sees all of their étapes.
    if vue.aussi_par_nom() && ouvertures::ouverts(tx).await?.contains(&etape.participant) {
        return Ok(etape);
    }
    if !vue.montre(etape.operateur) {
        return Err(Problem::not_found());
    }
    accord::app::exiger(tx, etape.participant, etape.operateur).await?;
    Ok(etape)
}

/// Of whom and of what a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreEtapes) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await?;
    if let Some(operateur) = filtre.operateur {
        annuaires::exiger(tx, "/operateur", operateur, |_: &Structure| Ok(())).await?;
    }
    Ok(())
}

/// A page of the étapes that the caller may see, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreEtapes,
    apres: Option<EtapeId>,
) -> Result<Vec<EtapeDto>, Problem> {
    let found = visibles(tx, filtre, apres).await?;
    let ids: Vec<_> = found.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let (regles, notes) = (referentiels::versions(tx).await?, lit_les_notes(tx));
    let mut told = Vec::new();
    for etape in found {
        let (parcours, libre) = tenus.de(etape.parcours)?;
        told.push(decrire(etape, parcours, &libre, &regles, notes, tx.today())?);
    }
    Ok(annuaires::nommer(tx, told).await?)
}

/// Who runs étapes sees its own, of whoever agrees; who follows persons too, all of theirs.
async fn visibles(tx: &mut Tx, filtre: &FiltreEtapes, apres: Option<EtapeId>) -> Result<Vec<Etape>, Problem> {
    let vue = tx.acteur().titres.vue();
    let Some(structures) = vue.structures() else {
        return Ok(rows::lister(tx, None, filtre, apres).await?);
    };
    let followed = if vue.aussi_par_nom() { ouvertures::ouverts(tx).await? } else { BTreeSet::new() };
    let whose = |etape: &Etape| (etape.participant, etape.operateur);
    page::remplir(filtre.limite, apres, async |apres| {
        let visibles = Visibles { operateurs: structures, dossiers: &followed };
        let found = rows::lister(tx, Some(visibles), filtre, apres).await?;
        let next = page::suite(&found, filtre.limite.saturating_add(1), |etape| etape.id);
        let agreed = accord::app::valant(tx, &found.iter().map(whose).collect::<Vec<_>>()).await?;
        let seen = |etape: &Etape| followed.contains(&etape.participant) || agreed.contains(&whose(etape));
        Ok((found.into_iter().filter(seen).collect(), next))
    })
    .await
}

/// An étape that the caller may see, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: EtapeId) -> Result<EtapeDto, Problem> {
    let etape = rows::voir(tx, id).await?;
    let etape = visible(tx, etape).await?;
    detail(tx, etape).await
}

/// What was changed of an étape that the caller may see before the version `avant`, newest first, and one more when there
/// are more.
pub(crate) async fn historique(
    tx: &mut Tx,
    id: EtapeId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let etape = rows::voir(tx, id).await?;
    let etape = visible(tx, etape).await?;
    let notes = lit_les_notes(tx);
    let changes = historique::lister(tx, id, avant, limite).await?;
    let told: Vec<_> = changes.into_iter().map(|one| etape::historique::lisible(one, notes)).collect();
    Ok(De::une(etape.participant, annuaires::nommer(tx, told).await?))
}

/// Whether the caller follows the persons: what a former program noted of their bilans is said to nobody else.
pub(crate) fn lit_les_notes(tx: &Tx) -> bool {
    tx.acteur().titres.donnent(Permission::SuiviLire)
}

/// An étape that may change, locked for the rest of the transaction.
async fn verrouiller(tx: &mut Tx, id: EtapeId) -> Result<Etape, Problem> {
    let etape = rows::verrouiller(tx, id).await?;
    let etape = visible(tx, etape).await?;
    limitations::exiger_libres(tx, &[etape.participant]).await?;
    Ok(etape)
}

/// An étape that the caller may see, moved by `commande`, with its parcours, which is locked first, as by whoever confirms
/// the exit.
async fn prendre(tx: &mut Tx, id: EtapeId, commande: Commande) -> Result<(Parcours, Etape), Problem> {
    let etape = rows::voir(tx, id).await?;
    let etape = visible(tx, etape).await?;
    let parcours = parcours::app::verrouiller(tx, etape.parcours).await?;
    let mut etape = verrouiller(tx, etape.id).await?;
    etape.peut(commande, &parcours)?;
    etape.avancer(commande)?;
    Ok((parcours, etape))
}

/// An étape as it is answered: what the rule asks of its bilans, and what may be done with it.
async fn detail(tx: &mut Tx, etape: Etape) -> Result<EtapeDto, Problem> {
    let parcours = parcours::store::voir(tx, etape.parcours).await?.ok_or_else(Problem::not_found)?;
    let limites = parcours::app::limites(tx, &[etape.participant]).await?;
    let libre = limites.into_values().next().map_or(Ok(()), Err);
    let regles = referentiels::versions(tx).await?;
    let told = decrire(etape, &parcours, &libre, &regles, lit_les_notes(tx), tx.today())?;
    Ok(annuaires::nommer(tx, told).await?)
}

/// The same, of what is read already: `libre` says why nothing changes in the person's file, when it is restricted, and `notes`
/// whether the caller reads what was noted of the bilans.
pub(crate) fn decrire(
    etape: Etape,
    parcours: &Parcours,
    libre: &Result<(), Refus>,
    regles: &Versions,
    notes: bool,
    today: NaiveDate,
) -> Result<EtapeDto, Problem> {
    let (echeances, suivi_bilans) = match bilans_dus(&etape, parcours, regles)? {
        Some(Verdict { conclusion, raison }) => (vec![raison], Some(suivi(conclusion, today))),
        None => (vec![], None),
    };
    let action = |(nom, commande)| Action::selon(nom, libre.clone().and_then(|()| etape.peut(commande, parcours)));
    let actions = Commande::MONTREES.into_iter().map(action).collect();
    let Etape { id, version, parcours, participant, nature, operateur, intitule, .. } = etape;
    let Etape { debut, fin_prevue, fin, etat, motif, bilans, bilans_repris, .. } = etape;
    Ok(EtapeDto {
        id,
        version,
        parcours,
        participant,
        participant_nom: None,
        nature,
        operateur,
        operateur_nom: None,
        intitule,
        debut,
        fin_prevue,
        fin,
        etat,
        motif,
        bilans,
        bilans_repris: bilans_repris.into_iter().map(|one| repris(one, notes)).collect(),
        suivi_bilans,
        echeances,
        actions,
    })
}

/// A bilan of before as it is answered to who reads its note, or not.
fn repris(bilan: BilanDit, notes: bool) -> BilanRepris {
    let told = BilanRepris::from(bilan);
    BilanRepris { commentaire: told.commentaire.filter(|_| notes), ..told }
}

impl From<BilanDit> for BilanRepris {
    fn from(one: BilanDit) -> Self {
        let BilanDit { fait, tenu_le, commentaire } = one;
        Self { fait, tenu_le, commentaire }
    }
}

/// What the rule says of the bilans of an étape, of which some are due.
fn bilans_dus(etape: &Etape, parcours: &Parcours, regles: &Versions) -> Result<Option<Verdict<Tenue>>, Problem> {
    if !etape.doit_des_bilans() {
        return Ok(None);
    }
    Ok(bilans::tenue(regles.en_vigueur(etape.debut)?, etape.bilans_dus(parcours.connu_depuis)))
}

/// The same as it is answered on a day.
fn suivi(tenue: Tenue, today: NaiveDate) -> SuiviBilans {
    let Tenue { attendus, tenus, inconnus, restants, prochain } = tenue;
    let prochain = prochain.map(|next| ProchainBilan {
        alerte_le: next.alerte_le,
        limite: next.limite,
        raison: next.le(today).raison,
    });
    SuiviBilans { attendus, tenus, inconnus, restants, prochain }
}

/// Proposes an étape.
pub(crate) async fn positionner(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleEtape) -> Result<EtapeDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(parcours::domain::Commande::Positionner)?;
    let (natures, attendu) = domain::operateurs(nouvelle.nature);
    annuaires::exiger(tx, "/operateur", nouvelle.operateur, |one: &Structure| one.est(natures, attendu)).await?;
    let etape = Etape::proposer(tx.id(), &parcours, nouvelle)?;
    rows::ajouter(tx, &etape).await?;
    detail(tx, etape).await
}

/// Plans an étape otherwise, if nobody did meanwhile and it has not ended.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: EtapeId,
    lues: &historique::Lues,
    retouche: Retouche<PlanEtape>,
) -> Result<EtapeDto, Problem> {
    let mut etape = verrouiller(tx, id).await?;
    historique::exiger_version(tx, id, lues, etape.version).await?;
    etape.avancer(Commande::Modifier)?;
    let parcours = parcours::store::voir(tx, etape.parcours).await?.ok_or_else(Problem::not_found)?;
    let former = etape.plan();
    let changed = etape.modifier(retouche.appliquer(&former)?)?;
    if changed.is_empty() {
        return detail(tx, etape).await;
    }
    parcours.couvre("/debut", etape.debut)?;
    etape.version += 1;
    historique::noter_valeurs(tx, id, etape.version, &former, &etape.plan()).await?;
    enregistrer(tx, etape).await
}

/// The operator accepts.
pub(crate) async fn accepter(tx: &mut Tx, id: EtapeId) -> Result<EtapeDto, Problem> {
    let (_, etape) = prendre(tx, id, Commande::Accepter).await?;
    enregistrer(tx, etape).await
}

/// The étape begins.
pub(crate) async fn demarrer(tx: &mut Tx, id: EtapeId, date: DateEtape) -> Result<EtapeDto, Problem> {
    let (parcours, mut etape) = prendre(tx, id, Commande::Demarrer).await?;
    tx.refuse_future("/le", date.le)?;
    parcours.couvre("/le", date.le)?;
    etape.commencer(date.le)?;
    vivre(tx, &parcours, etape).await
}

/// The étape ends at its time.
pub(crate) async fn terminer(tx: &mut Tx, id: EtapeId, date: DateEtape) -> Result<EtapeDto, Problem> {
    let (parcours, mut etape) = prendre(tx, id, Commande::Terminer).await?;
    tx.refuse_future("/le", date.le)?;
    etape.finir(date.le)?;
    vivre(tx, &parcours, etape).await
}

/// The étape is broken, or given up before it began; the référent is told at once.
pub(crate) async fn rompre(tx: &mut Tx, id: EtapeId, rupture: RuptureEtape) -> Result<EtapeDto, Problem> {
    let (parcours, mut etape) = prendre(tx, id, Commande::Rompre).await?;
    if etape.etat == EtatEtape::Rompue {
        tx.refuse_future("/le", rupture.le)?;
        etape.finir(rupture.le)?;
    }
    etape.motif = Some(rupture.motif.clone());
    let broken = EtapeRompue {
        etape: id,
        parcours: parcours.id,
        referent: affectation::app::du_jour(tx, &parcours).await?,
        le: rupture.le,
        motif: rupture.motif,
    };
    let now = tx.now();
    tx.emit(Evenement::new(ETAPE_ROMPUE, id, now, &broken)?);
    vivre(tx, &parcours, etape).await
}

/// Why a day comes too late: who runs étapes sees nothing else of the parcours, and is not told when the person left it.
fn sans_la_sortie(tx: &Tx, refus: FieldError) -> FieldError {
    if tx.acteur().titres.vue().structures().is_none() {
        return refus;
    }
    FieldError { detail: "cette date est après la fin de l'accompagnement".to_owned(), ..refus }
}

/// Corrects the days that an étape really had, if nobody changed it meanwhile: what was said of them stays in its history, and
/// the days of the parcours follow.
pub(crate) async fn corriger(tx: &mut Tx, id: EtapeId, correction: CorrectionEtape) -> Result<EtapeDto, Problem> {
    let CorrectionEtape { remplace, debut, fin, motif } = correction;
    let (parcours, mut etape) = prendre(tx, id, Commande::Corriger).await?;
    let told = |version: &i32| format!("L'étape en est à sa version {version}");
    remplacer(Some(&etape.version), Some(&remplace), told)?;
    if etape.reprendrait(fin) {
        parcours.peut(parcours::domain::Commande::Positionner)?;
    }
    tx.refuse_future("/debut", debut)?;
    parcours.couvre("/debut", debut)?;
    if let Some(fin) = fin {
        tx.refuse_future("/fin", fin)?;
    }
    parcours.precede_la_sortie("/debut", debut).map_err(|refus| sans_la_sortie(tx, refus))?;
    let former = etape.clone();
    etape.corriger(debut, fin)?;
    if (etape.debut, etape.fin) == (former.debut, former.fin) {
        return detail(tx, etape).await;
    }
    etape.version += 1;
    etape::historique::noter(tx, &former, &etape, &motif).await?;
    vivre(tx, &parcours, etape).await
}

async fn enregistrer(tx: &mut Tx, etape: Etape) -> Result<EtapeDto, Problem> {
    rows::enregistrer(tx, &etape).await?;
    detail(tx, etape).await
}

/// The same, of an étape that was locked with its parcours, whose days follow.
async fn vivre(tx: &mut Tx, parcours: &Parcours, etape: Etape) -> Result<EtapeDto, Problem> {
    rows::enregistrer(tx, &etape).await?;
    etat::app::redire(tx, parcours).await?;
    detail(tx, etape).await
}

/// Records a bilan tripartite.
pub(crate) async fn ajouter_bilan(tx: &mut Tx, id: EtapeId, bilan: NouveauBilan) -> Result<EtapeDto, Problem> {
    let mut etape = verrouiller(tx, id).await?;
    etape.avancer(Commande::Bilan)?;
    if bilan.tenu_le > tx.today() {
        return Err(Problem::field("/tenu_le", "futur", "un bilan se compte une fois tenu"));
    }
    etape.admet_bilan(bilan.tenu_le)?;
    if let Some(rendez_vous) = bilan.rendez_vous
        && rows::venue_le(tx, rendez_vous, etape.participant).await? != Some(bilan.tenu_le)
    {
        // emargement may have told since that it is over.
        let refus = Problem::field(
            "/rendez_vous",
            "inconnu",
            "la personne n'est venue à aucun rendez-vous de ce nom ce jour-là",
        );
        return Err(refus.selon([Service::Emargement]));
    }
    rows::ajouter_bilan(tx, id, &bilan).await?;
    etape.noter_bilan(bilan.tenu_le);
    detail(tx, etape).await
}
