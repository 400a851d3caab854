//! Exits: no document, no exit.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires;
use kernel::{DemandeId, ParcoursId, PieceId, Refus, SortieId, calendrier, phrase};
use parcours_api::{
    AbandonDto, AbandonSortie, AccordSortie, AppelDto, CorrectionSortie, DecisionEquipe, DecisionSortie, FiltreSorties,
    FiltreSuivis, Justificatif, NouveauContratSortie, NouvelAppel, NouvelleCorrectionSortie, NouvelleSortie,
    ReponseCondition, RuptureSortie, SORTIE_CONFIRMEE, SortieConfirmee, SortieDto, SortieIae, TitreObtenu,
};
use participants_api::{SUIVI_REPRIS, SUIVI_TERMINE, SuiviRepris, SuiviTermine};
use problem::{Problem, Slug, remplacer};
use referentiel::{
    Raison, Referentiel, Verdict,
    regles::{
        preuve::{attendues, d_un_seul_contrat},
        sortie::{Conclusion, contrats_a_prouver},
        sortie_iae,
    },
};
use store::{
    Evenement, Tx,
    referentiels::{self, Versions},
};
use suite_api::Action;

use crate::{
    etapes::etape::{self, domain::Etape},
    sorties::sortie::{
        domain::{Abandon, Appel, Commande, Correction, Decision, Manque, Sortie},
        historique,
        preuve::Dossier,
        store as rows,
    },
    vie::{
        demande::{self, app::Voie, domain::Acte},
        etat,
        parcours::{self, app::Tenus, domain::Parcours},
    },
};

/// What an exit is judged with, to be shown and to be confirmed.
#[derive(Clone, Copy)]
pub(crate) struct Autour<'a> {
    pub(crate) parcours: &'a Parcours,
    /// The étapes of the parcours.
    pub(crate) etapes: &'a [Etape],
    /// Why nothing changes in the person's file, when it is restricted.
    pub(crate) libre: &'a Result<(), Refus>,
    pub(crate) regles: &'a Versions,
    /// What is asked of an instance about exits, and waits.
    pub(crate) demandes: &'a HashMap<SortieId, DemandeId>,
    pub(crate) today: NaiveDate,
}

impl Autour<'_> {
    /// What the rule says of an exit today, and by which version.
    fn juger(&self, sortie: &Sortie) -> Result<(&Referentiel, Verdict<Conclusion>), Problem> {
        let referentiel = self.regles.en_vigueur(sortie.debut)?;
        Ok((referentiel, sortie.juger(referentiel, self.today)))
    }

    /// The day of an exit that is confirmed now; otherwise what is missing. Its document is looked at again by whoever
    /// confirms it.
    fn acquerir(&self, sortie: &Sortie) -> Result<(NaiveDate, Raison), Problem> {
        sortie.peut(Commande::Confirmer)?;
        sans_demande(self.demandes, sortie)?;
        let (referentiel, Verdict { conclusion, raison }) = self.juger(sortie)?;
        let le = sortie.acquise(conclusion).map_err(|manque| match manque {
            Manque::Piece => {
                let expected = attendues(referentiel, sortie.faits().nature.famille()).join(", ");
                refusee(Slug::PieceManquante, &format!("{} ({expected})", raison.explication))
            }
            Manque::Autre => refusee(Slug::TransitionInterdite, &raison.explication),
        })?;
        self.etapes.iter().try_for_each(Etape::refuse_de_courir)?;
        let held = self.etapes.iter().try_for_each(|one| one.refuse_de_suivre(le));
        held.map_err(|detail| refusee(Slug::TransitionInterdite, &detail))?;
        self.parcours.peut(parcours::domain::Commande::Sortir)?;
        Ok((le, raison))
    }

    /// What may be done with an exit now.
    fn actions(&self, sortie: &Sortie) -> Vec<Action> {
        let libre = || self.libre.clone().map_err(|refus| refus.to_string());
        let may = |commande| {
            match commande {
                Commande::Prolonger => sortie.peut_s_enchainer(&self.regles.en_vigueur(sortie.debut)?.sortie),
                Commande::Corriger => {
                    corrigeable(sortie, self.parcours).and_then(|()| sans_demande(self.demandes, sortie))
                }
                Commande::Decider => sortie.peut(Commande::Decider).and_then(|()| sans_demande(self.demandes, sortie)),
                other => sortie.peut(other),
            }
            .map_err(Problem::from)
        };
        let moved = Commande::MONTREES.into_iter().map(|(nom, commande)| {
            Action::selon(nom, libre().and_then(|()| may(commande).map_err(|refus| refus.detail)))
        });
        let confirmed = libre().and_then(|()| self.acquerir(sortie).map(drop).map_err(|refus| refus.detail));
        moved.chain([Action::selon("confirmation", confirmed)]).collect()
    }
}

/// Whether a confirmed exit may be taken back, which ended its parcours.
fn corrigeable(sortie: &Sortie, parcours: &Parcours) -> Result<(), Refus> {
    sortie.peut(Commande::Corriger)?;
    parcours.peut(parcours::domain::Commande::Rouvrir)
}

/// What waits for an instance is decided by it.
fn sans_demande(waiting: &HashMap<SortieId, DemandeId>, sortie: &Sortie) -> Result<(), Refus> {
    if waiting.contains_key(&sortie.id) {
        return Err(Refus::new("Une instance doit décider de cette sortie : retirez d’abord la demande."));
    }
    Ok(())
}

fn refusee(slug: Slug, manque: &str) -> Problem {
    Problem::new(slug, format!("La sortie n'est pas confirmée : {manque}."))
}

async fn verdict(tx: &mut Tx, sortie: &Sortie) -> Result<Verdict<Conclusion>, Problem> {
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    Ok(sortie.juger(&referentiel, tx.today()))
}

/// Who asked for the file of a person asks again when that person's parcours followed a merge meanwhile.
fn meme_personne(parcours: &Parcours, dossier: &Dossier) -> Result<(), Problem> {
    if parcours.participant == dossier.participant {
        return Ok(());
    }
    Err(Problem::new(Slug::Indisponible, "Le dossier de la personne vient de changer. Réessayez dans un instant."))
}

/// Exits as they are answered, with whose they are.
async fn detailler(tx: &mut Tx, sorties: Vec<Sortie>) -> Result<Vec<SortieDto>, Problem> {
    let ids: Vec<_> = sorties.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let regles = referentiels::versions(tx).await?;
    let etapes = etape::store::des_parcours(tx, &ids).await?;
    let demandes = demande::app::sorties_en_attente(tx, &ids).await?;
    let mut told = Vec::new();
    for sortie in sorties {
        let (parcours, libre) = tenus.de(sortie.parcours)?;
        let own: Vec<_> = etapes.iter().filter(|one| one.parcours == parcours.id).cloned().collect();
        let today = tx.today();
        let autour = Autour { parcours, etapes: &own, libre: &libre, regles: &regles, demandes: &demandes, today };
        told.push(decrire(sortie, &autour)?);
    }
    Ok(annuaires::nommer(tx, told).await?)
}

/// What a command made of an exit.
async fn detail(tx: &mut Tx, sortie: Sortie) -> Result<SortieDto, Problem> {
    detailler(tx, vec![sortie]).await?.pop().ok_or_else(Problem::not_found)
}

/// An exit as it is answered, of what is read already: what the rule says of it today, and what may be done with it.
pub(crate) fn decrire(sortie: Sortie, autour: &Autour<'_>) -> Result<SortieDto, Problem> {
    let (referentiel, Verdict { conclusion, raison }) = autour.juger(&sortie)?;
    let iae = iae(referentiel, &sortie, autour.etapes);
    let (compte, contact) = (conclusion.compte(), sortie.contact(referentiel.sortie.appels_avant_injoignable()));
    let (demande, actions) = (autour.demandes.get(&sortie.id).copied(), autour.actions(&sortie));
    let Sortie { id, parcours, nature, debut, employeur, .. } = sortie;
    let Sortie { etat, piece, justifiee_le, rompue_le, acquise_le, .. } = sortie;
    Ok(SortieDto {
        id,
        parcours,
        participant: autour.parcours.participant,
        participant_nom: None,
        nature,
        debut,
        employeur,
        etat,
        piece,
        justifiee_le,
        rompue_le,
        acquise_le,
        temps_partiel_choisi_le: sortie.partiel_choisi_le,
        contrats: sortie.contrats,
        decision: sortie.decision.map(Into::into),
        accord: sortie.accord,
        appels: sortie.appels.into_iter().map(Into::into).collect(),
        contact,
        correction: sortie.correction.map(Into::into),
        abandon: sortie.abandon.map(Into::into),
        reprise: sortie.import.is_some(),
        compte,
        iae,
        raison,
        demande,
        actions,
    })
}

/// What the exit is called for who left an insertion structure: the last one that they left before it.
fn iae(referentiel: &Referentiel, sortie: &Sortie, etapes: &[Etape]) -> Option<SortieIae> {
    let left = etapes.iter().filter_map(Etape::siae_quittee_le).filter(|le| *le <= sortie.debut).max();
    let Verdict { conclusion: classe, raison } = sortie_iae::classer(referentiel, &sortie.faits(), left)?;
    Some(SortieIae { classe, quittee_le: left?, observee_le: sortie.debut, raison })
}

impl From<Decision> for DecisionSortie {
    fn from(Decision { le, motif, reponses }: Decision) -> Self {
        let said = reponses.into_iter().map(|(condition, remplie)| ReponseCondition { condition, remplie });
        Self { le, motif, conditions: said.collect() }
    }
}

impl From<Appel> for AppelDto {
    fn from(Appel { le, issue, par }: Appel) -> Self {
        Self { le, issue, par, par_nom: None }
    }
}

impl From<Correction> for CorrectionSortie {
    fn from(Correction { le, motif, acquise_le, emploi_tenu, par }: Correction) -> Self {
        Self { le, motif, acquise_le, emploi_tenu, par, par_nom: None }
    }
}

impl From<Abandon> for AbandonDto {
    fn from(Abandon { le, motif, par }: Abandon) -> Self {
        Self { le, motif, par, par_nom: None }
    }
}

/// An exit, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: SortieId) -> Result<SortieDto, Problem> {
    let sortie = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    detail(tx, sortie).await
}

/// Of whom the calls are asked is of the territory.
pub(crate) async fn exiger_suivis(tx: &mut Tx, filtre: &FiltreSuivis) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, None).await
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreSorties) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of exits, the last declared first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreSorties,
    apres: Option<SortieId>,
) -> Result<Vec<SortieDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

/// A page of those who are to be called in a month, and one more when there are more.
pub(crate) async fn a_appeler(
    tx: &mut Tx,
    filtre: &FiltreSuivis,
    apres: Option<SortieId>,
) -> Result<Vec<SortieDto>, Problem> {
    let mois = filtre.mois.unwrap_or_else(|| tx.today());
    let found = rows::a_appeler(tx, filtre, mois, apres).await?;
    detailler(tx, found).await
}

/// Declares an exit: it is followed until it holds, if it can ever be positive. The birth of the person is known of who
/// works in an association intermédiaire.
pub(crate) async fn declarer(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleSortie,
    naissance: Option<NaiveDate>,
) -> Result<SortieDto, Problem> {
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.avancer(parcours::domain::Commande::Declarer)?;
    let mut sortie = Sortie::declarer(tx.id(), &parcours, nouvelle, tx.today()).map_err(Problem::invalid)?;
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    sortie.exiger(&referentiel.sortie).map_err(Problem::invalid)?;
    sortie.age = naissance.map(|jour| calendrier::age(jour, sortie.debut));
    if sortie.juger(&referentiel, tx.today()).conclusion == Conclusion::NonPositive {
        sortie.avancer(Commande::Perdre)?;
    } else {
        parcours.avancer(parcours::domain::Commande::Suivre)?;
    }
    rows::ajouter(tx, &sortie).await?;
    parcours::store::enregistrer(tx, &parcours).await?;
    etat::app::redire(tx, &parcours).await?;
    detail(tx, sortie).await
}

/// Locks an exit with its parcours, which comes first as for whoever begins an étape.
async fn verrouiller(tx: &mut Tx, id: SortieId) -> Result<(Parcours, Sortie), Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let sortie = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    Ok((parcours, sortie))
}

/// The same, and moves it.
async fn avancer(tx: &mut Tx, id: SortieId, commande: Commande) -> Result<(Parcours, Sortie), Problem> {
    let (parcours, mut sortie) = verrouiller(tx, id).await?;
    sortie.avancer(commande)?;
    Ok((parcours, sortie))
}

/// Writes an exit that was locked with its parcours, whose days follow, and keeps what it was.
async fn enregistrer(tx: &mut Tx, parcours: &Parcours, mut sortie: Sortie) -> Result<SortieDto, Problem> {
    let former = rows::voir(tx, sortie.id).await?.ok_or_else(Problem::not_found)?;
    historique::noter(tx, &former, &mut sortie).await?;
    rows::enregistrer(tx, &sortie).await?;
    etat::app::redire(tx, parcours).await?;
    detail(tx, sortie).await
}

/// Adds the document that proves an exit, or one of the contracts that make it: an accepted one of the person's own file.
pub(crate) async fn justifier(
    tx: &mut Tx,
    id: SortieId,
    justificatif: Justificatif,
    dossier: &Dossier,
) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Justifier).await?;
    meme_personne(&parcours, dossier)?;
    let Justificatif { piece: proof, recu_le, remplace, contrat } = justificatif;
    let contrat = sortie.contrat(contrat)?;
    let suivant = sortie.suivant(contrat);
    let (debut, former) = (suivant.map(|one| one.debut), suivant.map_or(sortie.piece, |one| one.piece));
    let proved = |_: &PieceId| match debut {
        Some(debut) => format!("Une pièce justifie déjà le contrat du {}", phrase::jour(debut)),
        None => "Une pièce justifie déjà cette sortie".to_owned(),
    };
    remplacer(former.as_ref(), remplace.as_ref(), proved)?;
    if recu_le > tx.today() {
        return Err(Problem::field("/recu_le", "futur", "une pièce n'est pas reçue dans le futur"));
    }
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    let piece = dossier
        .prouver(&referentiel, &sortie.faits(), debut, proof)
        .map_err(|manque| Problem::field("/piece", "non_probante", manque))?;
    let taken = sortie.preuves().any(|(other, one)| other != debut && one == proof);
    if taken && d_un_seul_contrat(&piece.kind) {
        return Err(Problem::field("/piece", "non_probante", "cette pièce prouve déjà un autre contrat de la sortie"));
    }
    if piece.date_document.is_some_and(|date| recu_le < date) {
        return Err(Problem::field("/recu_le", "incoherent", "une pièce n'est pas reçue avant sa propre date"));
    }
    sortie.prouver(contrat, proof, recu_le);
    enregistrer(tx, &parcours, sortie).await
}

/// The animation team counts an insertion or aided contract, or does not, with its reasons; answered no, the parcours
/// resumes. Where an instance decides of it, this is what the team proposes to it.
pub(crate) async fn decider(tx: &mut Tx, id: SortieId, decision: DecisionEquipe) -> Result<SortieDto, Problem> {
    let (parcours, sortie) = admettre_decision(tx, id, decision.clone()).await?;
    match demande::app::presenter(tx, &parcours, Acte::Retenue { sortie: id, decision, quoi: sortie.quoi() }).await? {
        Voie::Attendre(_) => voir(tx, id).await,
        Voie::Appliquer => garder_decision(tx, parcours, sortie).await,
    }
}

/// Counts a contract, or does not, as an instance granted it on a day.
pub(crate) async fn appliquer_decision(
    tx: &mut Tx,
    id: SortieId,
    decision: DecisionEquipe,
    le: NaiveDate,
) -> Result<(), Problem> {
    let (parcours, sortie) = admettre_decision(tx, id, DecisionEquipe { le, ..decision }).await?;
    garder_decision(tx, parcours, sortie).await.map(drop)
}

/// An exit with its parcours, locked, as this decision would make it.
async fn admettre_decision(tx: &mut Tx, id: SortieId, decision: DecisionEquipe) -> Result<(Parcours, Sortie), Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Decider).await?;
    sans_demande(&demande::app::sorties_en_attente(tx, &[parcours.id]).await?, &sortie)?;
    tx.refuse_future("/le", decision.le)?;
    parcours.couvre("/le", decision.le)?;
    let taken = |le: &NaiveDate| format!("L'équipe a déjà décidé le {}", phrase::jour(le));
    remplacer(sortie.decision.as_ref().map(|one| &one.le), decision.remplace.as_ref(), taken)?;
    let DecisionEquipe { le, motif, conditions, .. } = decision;
    let reponses = conditions.into_iter().map(|one| (one.condition, one.remplie)).collect();
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    sortie.decider(&referentiel.sortie, Decision { le, motif, reponses })?;
    Ok((parcours, sortie))
}

async fn garder_decision(tx: &mut Tx, mut parcours: Parcours, mut sortie: Sortie) -> Result<SortieDto, Problem> {
    perdre(tx, &mut parcours, &mut sortie).await?;
    enregistrer(tx, &parcours, sortie).await
}

/// When an exit can no longer be positive, it is over and the parcours resumes.
async fn perdre(tx: &mut Tx, parcours: &mut Parcours, sortie: &mut Sortie) -> Result<(), Problem> {
    if verdict(tx, sortie).await?.conclusion == Conclusion::NonPositive {
        sortie.avancer(Commande::Perdre)?;
        reprendre(tx, parcours, sortie.id).await?;
    }
    Ok(())
}

/// The parcours of an exit that is followed no more goes on, and no instance decides of that exit any more.
async fn reprendre(tx: &mut Tx, parcours: &mut Parcours, sortie: SortieId) -> Result<(), Problem> {
    parcours.avancer(parcours::domain::Commande::Reprendre)?;
    parcours::store::enregistrer(tx, parcours).await?;
    demande::app::retirer_la_sortie(tx, parcours.id, sortie).await
}

/// An exit is followed no more, which its rule alone would let wait: the parcours resumes, and may end otherwise.
pub(crate) async fn abandonner(tx: &mut Tx, id: SortieId, abandon: AbandonSortie) -> Result<SortieDto, Problem> {
    let (mut parcours, mut sortie) = avancer(tx, id, Commande::Abandonner).await?;
    let AbandonSortie { le, motif } = abandon;
    sortie.abandonner(Abandon { le, motif, par: tx.acteur().id }, tx.today())?;
    reprendre(tx, &mut parcours, id).await?;
    enregistrer(tx, &parcours, sortie).await
}

/// The person agrees that they leave; told again, it is another day or another way.
pub(crate) async fn accorder(tx: &mut Tx, id: SortieId, accord: AccordSortie) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Accorder).await?;
    sortie.accorder(accord, tx.today())?;
    enregistrer(tx, &parcours, sortie).await
}

/// Another contract followed the one before.
pub(crate) async fn prolonger(tx: &mut Tx, id: SortieId, nouveau: NouveauContratSortie) -> Result<SortieDto, Problem> {
    let (mut parcours, mut sortie) = verrouiller(tx, id).await?;
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    sortie.peut_s_enchainer(&referentiel.sortie)?;
    sortie.prolonger(nouveau, tx.today())?;
    perdre(tx, &mut parcours, &mut sortie).await?;
    enregistrer(tx, &parcours, sortie).await
}

/// The person was called.
pub(crate) async fn appeler(tx: &mut Tx, id: SortieId, appel: NouvelAppel) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Appeler).await?;
    let NouvelAppel { le, issue } = appel;
    sortie.appeler(Appel { le, issue, par: tx.acteur().id }, tx.today())?;
    enregistrer(tx, &parcours, sortie).await
}

/// A person is followed by one parcours at a time: one that they left does not go on again beside another.
pub(crate) async fn exiger_seul(tx: &mut Tx, parcours: &Parcours) -> Result<(), Problem> {
    let Some(le) = rows::autre_en_cours(tx, parcours).await? else { return Ok(()) };
    let refus = format!(
        "La personne est revenue : son parcours commencé le {} est en cours, celui-ci ne reprend pas.",
        phrase::jour(le)
    );
    Err(Refus::new(refus).into())
}

/// Takes back an exit that was confirmed, by decision: the parcours resumes, and who heard that the person left hears it.
/// Where an instance decides of exits, asks it, and nobody comes back before.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: SortieId,
    nouvelle: NouvelleCorrectionSortie,
) -> Result<SortieDto, Problem> {
    let (parcours, sortie, acquise_le) = admettre_correction(tx, id).await?;
    let NouvelleCorrectionSortie { le, motif, emploi_tenu } = nouvelle;
    let correction = Correction { le, motif: motif.clone(), acquise_le, emploi_tenu, par: tx.acteur().id };
    let corrigee = corrigee(tx, &sortie, correction)?;
    let acte = Acte::CorrectionSortie { sortie: id, acquise_le, motif, emploi_tenu, quoi: sortie.quoi() };
    match demande::app::presenter(tx, &parcours, acte).await? {
        Voie::Attendre(_) => voir(tx, id).await,
        Voie::Appliquer => garder_correction(tx, parcours, corrigee).await,
    }
}

/// Takes back an exit as an instance granted it, by this decision, if it bears the same date still.
pub(crate) async fn appliquer_correction(tx: &mut Tx, id: SortieId, correction: Correction) -> Result<(), Problem> {
    let (parcours, sortie, known) = admettre_correction(tx, id).await?;
    if known != correction.acquise_le {
        let detail = format!("La sortie porte depuis une autre date : le {}.", phrase::jour(known));
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    let corrigee = corrigee(tx, &sortie, correction)?;
    garder_correction(tx, parcours, corrigee).await.map(drop)
}

/// An exit that a decision may take back, with its parcours, both locked, and the date that it bears.
async fn admettre_correction(tx: &mut Tx, id: SortieId) -> Result<(Parcours, Sortie, NaiveDate), Problem> {
    let (parcours, sortie) = verrouiller(tx, id).await?;
    corrigeable(&sortie, &parcours)?;
    sans_demande(&demande::app::sorties_en_attente(tx, &[parcours.id]).await?, &sortie)?;
    exiger_seul(tx, &parcours).await?;
    let acquise_le = sortie.acquise_le.ok_or_else(Problem::not_found)?;
    Ok((parcours, sortie, acquise_le))
}

/// An exit as this decision makes it.
fn corrigee(tx: &Tx, sortie: &Sortie, correction: Correction) -> Result<Sortie, Problem> {
    let mut corrigee = sortie.clone();
    corrigee.corriger(correction, tx.today())?;
    corrigee.avancer(Commande::Corriger)?;
    Ok(corrigee)
}

async fn garder_correction(tx: &mut Tx, mut parcours: Parcours, sortie: Sortie) -> Result<SortieDto, Problem> {
    let Some(Correction { le, .. }) = sortie.correction else { return Err(Problem::not_found()) };
    parcours.rouvrir()?;
    parcours::store::enregistrer(tx, &parcours).await?;
    let granted = |acte: &Acte| matches!(acte, Acte::Confirmation { sortie: one, .. } if *one == sortie.id);
    let detail = format!("La sortie a été reprise par décision du {}.", phrase::jour(le));
    demande::app::defaire(tx, parcours.id, granted, &detail).await?;
    let resumed = SuiviRepris { candidature: parcours.candidature, le };
    let now = tx.now();
    tx.emit(Evenement::new(SUIVI_REPRIS, parcours.id, now, &resumed)?);
    enregistrer(tx, &parcours, sortie).await
}

/// The training is validated: it counts from the day of its title.
pub(crate) async fn titrer(tx: &mut Tx, id: SortieId, titre: TitreObtenu) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Titrer).await?;
    tx.refuse_future("/obtenu_le", titre.obtenu_le)?;
    sortie.titrer(titre.obtenu_le)?;
    enregistrer(tx, &parcours, sortie).await
}

/// The job did not hold: when it breaks before its time, the parcours resumes.
pub(crate) async fn rompre(tx: &mut Tx, id: SortieId, rupture: RuptureSortie) -> Result<SortieDto, Problem> {
    let (mut parcours, mut sortie) = avancer(tx, id, Commande::Rompre).await?;
    sortie.rompre(rupture.le, tx.today())?;
    perdre(tx, &mut parcours, &mut sortie).await?;
    enregistrer(tx, &parcours, sortie).await
}

/// Confirms an exit, if the rule says so today and its documents still prove it; otherwise says what is missing. Where an
/// instance decides of it, asks it, and nobody leaves before.
pub(crate) async fn confirmer(tx: &mut Tx, id: SortieId, dossier: &Dossier) -> Result<SortieDto, Problem> {
    let (parcours, sortie) = verrouiller(tx, id).await?;
    meme_personne(&parcours, dossier)?;
    let acquise = acquerir(tx, &parcours, &sortie).await?;
    let (referentiel, faits) = (referentiels::en_vigueur(tx, sortie.debut).await?, sortie.faits());
    let read = contrats_a_prouver(&referentiel.sortie, &faits, tx.today(), acquise.0);
    let needed = |contrat: Option<NaiveDate>| read.contains(&contrat.unwrap_or(sortie.debut));
    for (contrat, piece) in sortie.preuves().filter(|(contrat, _)| needed(*contrat)) {
        dossier
            .prouver(&referentiel, &faits, contrat, piece)
            .map_err(|manque| refusee(Slug::PieceManquante, &manque))?;
    }
    let (piece, suivantes) = (sortie.piece, sortie.pieces_suivantes());
    let acte = Acte::Confirmation { sortie: id, piece, suivantes, quoi: sortie.quoi() };
    match demande::app::presenter(tx, &parcours, acte).await? {
        Voie::Attendre(_) => detail(tx, sortie).await,
        Voie::Appliquer => sortir(tx, parcours, sortie, acquise).await,
    }
}

/// Confirms an exit as an instance granted it, by the documents with which it was asked: that of the first contract, and those
/// of the contracts that followed.
pub(crate) async fn appliquer_confirmation(
    tx: &mut Tx,
    id: SortieId,
    piece: Option<PieceId>,
    suivantes: &[PieceId],
) -> Result<(), Problem> {
    let (parcours, sortie) = verrouiller(tx, id).await?;
    let acquise = acquerir(tx, &parcours, &sortie).await?;
    if sortie.piece != piece || sortie.pieces_suivantes() != suivantes {
        return Err(refusee(Slug::PieceManquante, "une autre pièce la prouve depuis la demande"));
    }
    sortir(tx, parcours, sortie, acquise).await.map(drop)
}

/// The day of an exit that is confirmed now, with its parcours, and why.
async fn acquerir(tx: &mut Tx, parcours: &Parcours, sortie: &Sortie) -> Result<(NaiveDate, Raison), Problem> {
    let etapes = etape::store::du_parcours(tx, parcours.id).await?;
    let regles = referentiels::versions(tx).await?;
    let demandes = demande::app::sorties_en_attente(tx, &[parcours.id]).await?;
    let (libre, today) = (&Ok(()), tx.today());
    Autour { parcours, etapes: &etapes, libre, regles: &regles, demandes: &demandes, today }.acquerir(sortie)
}

async fn sortir(
    tx: &mut Tx,
    mut parcours: Parcours,
    mut sortie: Sortie,
    (le, raison): (NaiveDate, Raison),
) -> Result<SortieDto, Problem> {
    sortie.avancer(Commande::Confirmer)?;
    sortie.acquise_le = Some(le);
    parcours.sortir(le)?;
    parcours::store::enregistrer(tx, &parcours).await?;
    demande::app::retirer_toutes(tx, parcours.id).await?;
    let ended = SuiviTermine { candidature: parcours.candidature, le };
    let confirmed =
        SortieConfirmee { parcours: parcours.id, participant: parcours.participant, acquise_le: le, raison };
    let now = tx.now();
    tx.emit(Evenement::new(SORTIE_CONFIRMEE, parcours.id, now, &confirmed)?);
    tx.emit(Evenement::new(SUIVI_TERMINE, parcours.id, now, &ended)?);
    enregistrer(tx, &parcours, sortie).await
}
