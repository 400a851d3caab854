//! Contacts and hours of a person, and the rules that judge them.

use chrono::{Datelike, NaiveDate};
use emargement_api::NatureRendezVous;
use kernel::{ParcoursId, ParticipantId, calendrier};
use parcours_api::{Accompagnement, ContactDto, EtatEtape, EtatParcours, NatureEtape, RegleAccompagnement};
use problem::Problem;
use referentiel::regles::{
    contact::{self, Contact, Mode},
    heures::{self, Position},
};
use store::{Tx, referentiels};

use crate::store as rows;

/// The accompaniment of a person in the month of `jour`, with whose it is; or 404.
pub(crate) async fn du_mois(
    tx: &mut Tx,
    id: ParcoursId,
    jour: NaiveDate,
) -> Result<(ParticipantId, Accompagnement), Problem> {
    let suivi = rows::parcours::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let mois = jour.with_day(1).unwrap_or(jour);
    let fin = calendrier::plus_jours(calendrier::plus_mois(mois, 1), -1);
    let referentiel = referentiels::en_vigueur(tx, fin).await?;
    let etapes = rows::etapes::du_parcours(tx, id).await?;
    let elsewhere = etapes.iter().any(|etape| {
        let began = matches!(etape.etat, EtatEtape::Demarree | EtatEtape::Terminee | EtatEtape::Rompue);
        began && delegue(etape.nature) && etape.debut <= fin && etape.fin.is_none_or(|end| end >= mois)
    });
    let delegue = elsewhere || suivi.etat == EtatParcours::SuiviEmploi;
    let contacts = rows::contacts::entre(tx, suivi.participant, mois, fin).await?;
    let minutes_total = rows::contacts::minutes(tx, suivi.participant, suivi.entree_le, fin).await?;
    let kept: Vec<_> = contacts.iter().filter_map(counted).collect();
    let mode = if delegue { Mode::Delegue } else { Mode::Individuel };
    let contact = contact::du_mois(&referentiel, mode, &kept)
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion, raison: verdict.raison });
    let hours = heures::norme(&referentiel, minutes_total)
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion == Position::Dans, raison: verdict.raison });
    let regles = contact.into_iter().chain(hours).collect();
    Ok((suivi.participant, Accompagnement { mois, delegue, contacts, minutes_total, regles }))
}

/// In an ACI, in training or in a job someone else is there every day (seed 000).
const fn delegue(nature: NatureEtape) -> bool {
    use NatureEtape as N;
    matches!(nature, N::Aci | N::Ai | N::Ei | N::Etti | N::Formation | N::Emploi)
}

/// What an appointment counts for in the contact of the month; a workshop is none.
fn counted(contact: &ContactDto) -> Option<Contact> {
    match contact.nature {
        NatureRendezVous::Diagnostic | NatureRendezVous::Entretien => {
            contact.justifie.then_some(Contact::Entretien(contact.minutes))
        }
        NatureRendezVous::Telephone | NatureRendezVous::Bilan => Some(Contact::Autre),
        NatureRendezVous::Atelier => None,
    }
}
