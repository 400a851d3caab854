//! Ending a parcours otherwise than by a positive exit, and correcting by decision how it ended.

use events::annuaires;
use kernel::{ActeurId, DemandeId, ParcoursId, Refus, phrase};
use parcours_api::{
    CorrectionFin, DecisionCorrection, FinParcours, NouvelleDecisionCorrection, NouvelleFin, PARCOURS_CLOS,
    ParcoursClos, RetraitFin, SortieIae,
};
use participants_api::{SUIVI_REPRIS, SUIVI_TERMINE, SuiviRepris, SuiviTermine};
use problem::{Problem, remplacer};
use referentiel::{
    NatureDemande, Referentiel, Verdict,
    regles::{sortie_iae, taux},
};
use store::{
    Error, Evenement, Tx,
    referentiels::{self, Versions},
};
use suite_api::Action;

use crate::{
    etapes::etape::{self, domain::Etape},
    sorties::{
        fin::{
            domain::{
                Correction, Fin, Revision, corrigeable, peut, reprend, sans_demande, suit_les_etapes, suit_les_suivis,
            },
            historique::{self, Dite},
            store as rows,
        },
        sortie,
    },
    vie::{
        demande::{self, app::Voie, domain::Acte},
        etat,
        parcours::{
            self,
            domain::{Commande, Parcours},
        },
    },
};

/// How a parcours ended as it is answered, with its group by the rules of that day, what is asked of an instance about it,
/// and what may be done with it.
pub(crate) fn decrire(
    fin: Fin,
    etapes: &[Etape],
    regles: &Versions,
    demande: Option<DemandeId>,
    actions: Vec<Action>,
) -> Result<FinParcours, Problem> {
    let referentiel = regles.en_vigueur(fin.le)?;
    let iae = iae(referentiel, &fin, etapes);
    let Fin { motif, le, destination, precisions, par, version, correction } = fin;
    let groupe = taux::groupe(&referentiel.sortie, motif);
    let correction = correction.map(Into::into);
    Ok(FinParcours {
        motif,
        groupe,
        iae,
        le,
        destination,
        precisions,
        par,
        par_nom: None,
        version,
        correction,
        retiree: false,
        demande,
        actions,
    })
}

/// What it is called for who left an insertion structure: the last one that they left before it.
fn iae(referentiel: &Referentiel, fin: &Fin, etapes: &[Etape]) -> Option<SortieIae> {
    let left = etapes.iter().filter_map(Etape::siae_quittee_le).filter(|le| *le <= fin.le).max();
    let Verdict { conclusion: classe, raison } = sortie_iae::classer_fin(referentiel, fin.motif, fin.le, left)?;
    Some(SortieIae { classe, quittee_le: left?, observee_le: fin.le, raison })
}

impl From<Correction> for DecisionCorrection {
    fn from(Correction { le, motif, par }: Correction) -> Self {
        Self { le, motif, par, par_nom: None }
    }
}

/// What may be done with how a parcours ended: `demande` waits for an instance, and `libre` says why nothing changes in
/// the person's file.
pub(crate) fn actions(parcours: &Parcours, demande: Option<DemandeId>, libre: &Result<(), Refus>) -> Vec<Action> {
    let may = libre.clone().and_then(|()| parcours.peut(Commande::Rouvrir)).and_then(|()| sans_demande(demande));
    ["correction", "retrait"].into_iter().map(|nom| Action::selon(nom, may.clone())).collect()
}

/// What a command made of the end of a parcours, or is to make once an instance granted it.
async fn detail(
    tx: &mut Tx,
    parcours: &Parcours,
    fin: Fin,
    demande: Option<DemandeId>,
) -> Result<FinParcours, Problem> {
    let regles = referentiels::versions(tx).await?;
    let etapes = etape::store::du_parcours(tx, parcours.id).await?;
    let told = decrire(fin, &etapes, &regles, demande, actions(parcours, demande, &Ok(())))?;
    Ok(annuaires::nommer(tx, told).await?)
}

/// Ends a parcours: nobody follows the person from that day on. What still runs is said to have ended first. Where an
/// instance decides of it, asks it, and nothing ends before.
pub(crate) async fn clore(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleFin) -> Result<FinParcours, Problem> {
    let (mut parcours, fin) = admettre(tx, id, nouvelle.clone(), tx.acteur().id).await?;
    match demande::app::presenter(tx, &parcours, Acte::Fin(nouvelle)).await? {
        Voie::Attendre(demande) => detail(tx, &parcours, fin, Some(demande)).await,
        Voie::Appliquer => {
            let fin = garder(tx, &mut parcours, fin).await?;
            detail(tx, &parcours, fin, None).await
        }
    }
}

/// Ends a parcours as an instance granted it to whoever asked.
pub(crate) async fn appliquer(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleFin,
    par: ActeurId,
) -> Result<(), Problem> {
    let (mut parcours, fin) = admettre(tx, id, nouvelle, par).await?;
    garder(tx, &mut parcours, fin).await.map(drop)
}

/// The parcours, locked, and how it may end.
async fn admettre(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleFin,
    par: ActeurId,
) -> Result<(Parcours, Fin), Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    tx.refuse_future("/le", nouvelle.le)?;
    parcours.couvre("/le", nouvelle.le)?;
    let etapes = etape::store::du_parcours(tx, id).await?;
    peut(&parcours, &etapes)?;
    suit_les_etapes("/le", nouvelle.le, &etapes)?;
    suit_les_suivis("/le", nouvelle.le, &etat::store::suivis(tx, id).await?)?;
    Ok((parcours, Fin::dite(nouvelle, par)))
}

async fn garder(tx: &mut Tx, parcours: &mut Parcours, fin: Fin) -> Result<Fin, Problem> {
    parcours.clore(fin.le)?;
    let version = historique::noter(tx, parcours.id, None, &Dite::from(&fin)).await?;
    let fin = Fin { version, ..fin };
    rows::ajouter(tx, parcours.id, &fin).await?;
    enregistrer(tx, parcours).await?;
    demande::app::retirer_toutes(tx, parcours.id).await?;
    annoncer(tx, parcours, &fin)?;
    Ok(fin)
}

/// Writes a parcours that ended, ended on another day, or goes on: its days follow.
async fn enregistrer(tx: &mut Tx, parcours: &Parcours) -> Result<(), Error> {
    parcours::store::enregistrer(tx, parcours).await?;
    etat::app::redire(tx, parcours).await
}

/// Tells the others how a parcours ended, first or after a correction.
fn annoncer(tx: &mut Tx, parcours: &Parcours, fin: &Fin) -> Result<(), Problem> {
    let Parcours { id, participant, candidature, .. } = *parcours;
    let (le, motif, now) = (fin.le, fin.motif, tx.now());
    tx.emit(Evenement::new(PARCOURS_CLOS, id, now, &ParcoursClos { parcours: id, participant, le, motif })?);
    tx.emit(Evenement::new(SUIVI_TERMINE, id, now, &SuiviTermine { candidature, le })?);
    Ok(())
}

/// Corrects how a parcours ended, by decision; where an instance decides of it, asks it, and nothing changes before.
pub(crate) async fn corriger(tx: &mut Tx, id: ParcoursId, nouvelle: CorrectionFin) -> Result<FinParcours, Problem> {
    let CorrectionFin { remplace, fin, decision } = nouvelle;
    reviser(tx, id, remplace, Some(fin), decision).await
}

/// Takes back, by decision, that a parcours ended: it goes on. Where an instance decides of it, asks it, and it stays over
/// before.
pub(crate) async fn retirer(tx: &mut Tx, id: ParcoursId, retrait: RetraitFin) -> Result<FinParcours, Problem> {
    let RetraitFin { remplace, decision } = retrait;
    reviser(tx, id, remplace, None, decision).await
}

async fn reviser(
    tx: &mut Tx,
    id: ParcoursId,
    remplace: i32,
    fin: Option<NouvelleFin>,
    NouvelleDecisionCorrection { le, motif }: NouvelleDecisionCorrection,
) -> Result<FinParcours, Problem> {
    let decision = Correction { le, motif: motif.clone(), par: tx.acteur().id };
    let revision = Revision { remplace, fin: fin.clone(), decision };
    let (mut parcours, revisee) = admettre_revision(tx, id, revision).await?;
    let acte = Acte::CorrectionFin { fini_le: revisee.avant().le, remplace, fin, motif };
    match demande::app::presenter(tx, &parcours, acte).await? {
        Voie::Attendre(demande) => detail(tx, &parcours, revisee.avant().clone(), Some(demande)).await,
        Voie::Appliquer => {
            let retiree = matches!(revisee, Revisee::Retiree { .. });
            let fin = garder_revision(tx, &mut parcours, revisee).await?;
            Ok(FinParcours { retiree, ..detail(tx, &parcours, fin, None).await? })
        }
    }
}

/// Corrects how a parcours ended, or takes it back, as an instance granted it to whoever asked.
pub(crate) async fn appliquer_revision(tx: &mut Tx, id: ParcoursId, revision: Revision) -> Result<(), Problem> {
    let (mut parcours, revisee) = admettre_revision(tx, id, revision).await?;
    garder_revision(tx, &mut parcours, revisee).await.map(drop)
}

/// What a decision makes of how a parcours ended.
enum Revisee {
    /// It ended otherwise.
    Corrigee { avant: Fin, apres: Fin, decision: Correction },
    /// It goes on.
    Retiree { avant: Fin, decision: Correction },
}

impl Revisee {
    const fn avant(&self) -> &Fin {
        let (Self::Corrigee { avant, .. } | Self::Retiree { avant, .. }) = self;
        avant
    }
}

/// The parcours, locked, and what may be made of how it ended.
async fn admettre_revision(
    tx: &mut Tx,
    id: ParcoursId,
    Revision { remplace, fin, decision }: Revision,
) -> Result<(Parcours, Revisee), Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    let known = rows::des_parcours(tx, &[id]).await?.pop().map(|(_, fin)| fin);
    let avant = corrigeable(&parcours, known)?;
    sans_demande(demande::app::en_attente_de(tx, id, NatureDemande::CorrectionFin).await?)?;
    let told = |version: &i32| format!("La fin de ce parcours en est à sa version {version}");
    remplacer(Some(&avant.version), Some(&remplace), told)?;
    avant.precede(decision.le, tx.today())?;
    let retour = rows::retour(tx, &parcours, avant.le).await?;
    let Some(fin) = fin else {
        reprend(retour)?;
        sortie::app::exiger_seul(tx, &parcours).await?;
        return Ok((parcours, Revisee::Retiree { avant, decision }));
    };
    tx.refuse_future("/fin/le", fin.le)?;
    parcours.couvre("/fin/le", fin.le)?;
    suit_les_etapes("/fin/le", fin.le, &etape::store::du_parcours(tx, id).await?)?;
    suit_les_suivis("/fin/le", fin.le, &etat::store::suivis(tx, id).await?)?;
    let apres = avant.corrigee(fin, decision.clone(), retour)?;
    Ok((parcours, Revisee::Corrigee { avant, apres, decision }))
}

/// The end as it is said once this is decided, be it that it is taken back.
async fn garder_revision(tx: &mut Tx, parcours: &mut Parcours, revisee: Revisee) -> Result<Fin, Problem> {
    match revisee {
        Revisee::Corrigee { avant, apres, decision } => garder_correction(tx, parcours, &avant, apres, &decision).await,
        Revisee::Retiree { avant, decision } => garder_retrait(tx, parcours, avant, decision).await,
    }
}

async fn garder_correction(
    tx: &mut Tx,
    parcours: &mut Parcours,
    avant: &Fin,
    apres: Fin,
    decision: &Correction,
) -> Result<Fin, Problem> {
    let id = parcours.id;
    parcours.rouvrir()?;
    defaire(tx, id, avant, "corrigée", decision).await?;
    parcours.clore(apres.le)?;
    let version = historique::noter(tx, id, Some(avant), &Dite::from(&apres)).await?;
    let apres = Fin { version, ..apres };
    rows::enregistrer(tx, id, &apres).await?;
    enregistrer(tx, parcours).await?;
    annoncer(tx, parcours, &apres)?;
    Ok(apres)
}

async fn garder_retrait(
    tx: &mut Tx,
    parcours: &mut Parcours,
    avant: Fin,
    decision: Correction,
) -> Result<Fin, Problem> {
    let id = parcours.id;
    parcours.rouvrir()?;
    defaire(tx, id, &avant, "retirée", &decision).await?;
    let version = historique::noter(tx, id, Some(&avant), &Dite::retiree(&decision)).await?;
    rows::retirer(tx, id).await?;
    enregistrer(tx, parcours).await?;
    let resumed = SuiviRepris { candidature: parcours.candidature, le: decision.le };
    let now = tx.now();
    tx.emit(Evenement::new(SUIVI_REPRIS, id, now, &resumed)?);
    Ok(Fin { version, correction: Some(decision), ..avant })
}

/// Says of what an instance granted of an end, up to this version of it, that a later decision took its place.
async fn defaire(tx: &mut Tx, id: ParcoursId, avant: &Fin, what: &str, decision: &Correction) -> Result<(), Problem> {
    let detail = format!("La fin du parcours a été {what} par décision du {}.", phrase::jour(decision.le));
    let remplace = avant.version;
    let granted = move |acte: &Acte| match acte {
        Acte::Fin(_) => true,
        // What an instance grants now replaces this version: it is not undone by itself.
        Acte::CorrectionFin { remplace: former, .. } => *former < remplace,
        _ => false,
    };
    demande::app::defaire(tx, id, granted, &detail).await
}
