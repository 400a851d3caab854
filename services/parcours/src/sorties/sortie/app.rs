//! Exits: no document, no exit.

use chrono::NaiveDate;
use kernel::{ParcoursId, PieceId, SortieId};
use parcours_api::{
    DecisionEquipe, Justificatif, NouvelleSortie, RuptureSortie, SORTIE_CONFIRMEE, SortieConfirmee, SortieDto,
    TitreObtenu,
};
use participants_api::{SUIVI_TERMINE, SuiviTermine};
use problem::{Problem, Slug, remplacer};
use referentiel::{
    Verdict,
    regles::{
        preuve::attendues,
        sortie::{Conclusion, qualifier},
    },
};
use store::{Evenement, Tx, referentiels};

use crate::{
    etapes::etape,
    sorties::sortie::{
        domain::{Commande, Manque, Sortie},
        preuve::Dossier,
        store as rows,
    },
    vie::parcours::{self, domain::Parcours},
};

async fn verdict(tx: &mut Tx, sortie: &Sortie) -> Result<Verdict<Conclusion>, Problem> {
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    Ok(qualifier(&referentiel, &sortie.faits(), tx.today()))
}

/// Who asked for the file of a person asks again when that person's parcours followed a merge meanwhile.
fn meme_personne(parcours: &Parcours, dossier: &Dossier) -> Result<(), Problem> {
    if parcours.participant == dossier.participant {
        return Ok(());
    }
    Err(Problem::new(Slug::Indisponible, "Le dossier de la personne vient de changer. Réessayez dans un instant."))
}

/// An exit with what the rule says of it today.
pub(crate) async fn detail(tx: &mut Tx, sortie: Sortie) -> Result<SortieDto, Problem> {
    let raison = verdict(tx, &sortie).await?.raison;
    let Sortie { id, parcours, nature, debut, employeur, .. } = sortie;
    let Sortie { etat, piece, justifiee_le, rompue_le, acquise_le, .. } = sortie;
    Ok(SortieDto { id, parcours, nature, debut, employeur, etat, piece, justifiee_le, rompue_le, acquise_le, raison })
}

/// Declares an exit: it is followed until it holds, if it can ever be positive.
pub(crate) async fn declarer(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleSortie) -> Result<SortieDto, Problem> {
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.avancer(parcours::domain::Commande::Declarer)?;
    let mut sortie = Sortie::declarer(tx.id(), &parcours, nouvelle, tx.today()).map_err(Problem::invalid)?;
    if verdict(tx, &sortie).await?.conclusion == Conclusion::NonPositive {
        sortie.avancer(Commande::Perdre)?;
    } else {
        parcours.avancer(parcours::domain::Commande::Suivre)?;
    }
    rows::ajouter(tx, &sortie).await?;
    parcours::store::enregistrer(tx, &parcours).await?;
    detail(tx, sortie).await
}

/// Locks an exit with its parcours, which comes first as for whoever begins an étape, and moves it.
async fn avancer(tx: &mut Tx, id: SortieId, commande: Commande) -> Result<(Parcours, Sortie), Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let mut sortie = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    sortie.avancer(commande)?;
    Ok((parcours, sortie))
}

async fn enregistrer(tx: &mut Tx, sortie: Sortie) -> Result<SortieDto, Problem> {
    rows::enregistrer(tx, &sortie).await?;
    detail(tx, sortie).await
}

/// Adds the document that proves an exit: an accepted one of the person's own file.
pub(crate) async fn justifier(
    tx: &mut Tx,
    id: SortieId,
    justificatif: Justificatif,
    dossier: &Dossier,
) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Justifier).await?;
    meme_personne(&parcours, dossier)?;
    let proved = |_: &PieceId| "Une pièce justifie déjà cette sortie".to_owned();
    remplacer(sortie.piece.as_ref(), justificatif.remplace.as_ref(), proved)?;
    if justificatif.recu_le > tx.today() {
        return Err(Problem::field("/recu_le", "futur", "une pièce n'est pas reçue dans le futur"));
    }
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    let piece = dossier
        .prouver(&referentiel, &sortie.faits(), justificatif.piece)
        .map_err(|manque| Problem::field("/piece", "non_probante", manque))?;
    if piece.date_document.is_some_and(|date| justificatif.recu_le < date) {
        return Err(Problem::field("/recu_le", "incoherent", "une pièce n'est pas reçue avant sa propre date"));
    }
    sortie.piece = Some(justificatif.piece);
    sortie.justifiee_le = Some(justificatif.recu_le);
    enregistrer(tx, sortie).await
}

/// The animation team counts an aided contract, with its reasons.
pub(crate) async fn decider(tx: &mut Tx, id: SortieId, decision: DecisionEquipe) -> Result<SortieDto, Problem> {
    let (parcours, mut sortie) = avancer(tx, id, Commande::Decider).await?;
    tx.refuse_future("/le", decision.le)?;
    parcours.couvre("/le", decision.le)?;
    let taken = |le: &NaiveDate| format!("L'équipe a déjà décidé le {}", le.format("%d/%m/%Y"));
    remplacer(sortie.decision.as_ref().map(|(le, _)| le), decision.remplace.as_ref(), taken)?;
    sortie.decision = Some((decision.le, decision.motif));
    enregistrer(tx, sortie).await
}

/// The training is validated: it counts from the day of its title.
pub(crate) async fn titrer(tx: &mut Tx, id: SortieId, titre: TitreObtenu) -> Result<SortieDto, Problem> {
    let (_, mut sortie) = avancer(tx, id, Commande::Titrer).await?;
    tx.refuse_future("/obtenu_le", titre.obtenu_le)?;
    sortie.titrer(titre.obtenu_le)?;
    enregistrer(tx, sortie).await
}

/// The job did not hold: when it breaks before its time, the parcours resumes.
pub(crate) async fn rompre(tx: &mut Tx, id: SortieId, rupture: RuptureSortie) -> Result<SortieDto, Problem> {
    let (mut parcours, mut sortie) = avancer(tx, id, Commande::Rompre).await?;
    sortie.rompre(rupture.le, tx.today())?;
    if verdict(tx, &sortie).await?.conclusion == Conclusion::NonPositive {
        sortie.avancer(Commande::Perdre)?;
        parcours.avancer(parcours::domain::Commande::Reprendre)?;
        parcours::store::enregistrer(tx, &parcours).await?;
    }
    enregistrer(tx, sortie).await
}

/// Confirms an exit, if the rule says so today and its document still proves it; otherwise says what is missing.
pub(crate) async fn confirmer(tx: &mut Tx, id: SortieId, dossier: &Dossier) -> Result<SortieDto, Problem> {
    let (mut parcours, mut sortie) = avancer(tx, id, Commande::Confirmer).await?;
    meme_personne(&parcours, dossier)?;
    let referentiel = referentiels::en_vigueur(tx, sortie.debut).await?;
    let (faits, refusee) =
        (sortie.faits(), |slug, manque: &str| Problem::new(slug, format!("La sortie n'est pas confirmée : {manque}.")));
    let verdict = qualifier(&referentiel, &faits, tx.today());
    let le = sortie.acquise(verdict.conclusion).map_err(|manque| match manque {
        Manque::Piece => {
            let expected = attendues(&referentiel, faits.nature.famille()).join(", ");
            refusee(Slug::PieceManquante, &format!("{} ({expected})", verdict.raison.explication))
        }
        Manque::Autre => refusee(Slug::TransitionInterdite, &verdict.raison.explication),
    })?;
    if let Some(piece) = sortie.piece {
        dossier.prouver(&referentiel, &faits, piece).map_err(|manque| refusee(Slug::PieceManquante, &manque))?;
    }
    sortie.acquise_le = Some(le);
    for etape in etape::store::du_parcours(tx, parcours.id).await? {
        etape.refuse_de_courir()?;
    }
    parcours.avancer(parcours::domain::Commande::Sortir)?;
    parcours::store::enregistrer(tx, &parcours).await?;
    let ended = SuiviTermine { candidature: parcours.candidature, le };
    let confirmed = SortieConfirmee {
        parcours: parcours.id,
        participant: parcours.participant,
        acquise_le: le,
        raison: verdict.raison,
    };
    let now = tx.now();
    tx.emit(Evenement::new(SORTIE_CONFIRMEE, parcours.id, now, &confirmed)?);
    tx.emit(Evenement::new(SUIVI_TERMINE, parcours.id, now, &ended)?);
    enregistrer(tx, sortie).await
}
