//! What the rules ask of candidatures by a day, as it is told.

use ::store::{Error, Tx, referentiels};
use chrono::NaiveDate;
use events::EcheancesDites;
use kernel::CandidatureId;
use participants_api::Interlocuteur;
use referentiel::{Attendu, ObjetEcheance, Referentiel, regles::absences};

use crate::entree::{
    candidature::{domain::Candidature, store as rows},
    date_entree::{
        self,
        domain::{Presence, manques},
    },
    diagnostic::domain::echeance,
};

/// All that the rules ask of each of these candidatures.
pub(crate) async fn dites(tx: &mut Tx, ids: &[CandidatureId]) -> Result<Vec<EcheancesDites>, Error> {
    let found = rows::parmi(tx, ids).await?;
    let persons: Vec<_> = found.iter().map(|one| one.participant).collect();
    let Some(since) = found.iter().map(|one| one.deposee_le).min() else { return Ok(vec![]) };
    let presences = date_entree::store::de(tx, &persons, since).await?;
    let contacts = rows::contacts::de(tx, ids).await?;
    let regles = referentiels::versions(tx).await?;
    let told = found.into_iter().map(|one| {
        let there = presences.get(&one.participant).map(Vec::as_slice).unwrap_or_default();
        let made = contacts.get(&one.id).into_iter().flatten();
        let made = made.filter(|made| made.contact.avec == Interlocuteur::Prescripteur);
        let reached: Vec<_> = made.map(|made| made.contact.le).collect();
        let echeances = demandes(regles.en_vigueur(one.deposee_le)?, &one, there, &reached);
        Ok(EcheancesDites {
            objet: ObjetEcheance::Candidature,
            id: one.id.ressource(),
            participant: one.participant,
            referent: one.referent,
            reportables: true,
            echeances,
        })
    });
    told.collect()
}

fn demandes(
    referentiel: &Referentiel,
    candidature: &Candidature,
    presences: &[Presence],
    prescripteur_joint: &[NaiveDate],
) -> Vec<Attendu> {
    let delai = echeance::delai(referentiel, candidature);
    if !candidature.attend_l_entree() {
        return delai.into_iter().collect();
    }
    let since: Vec<_> = presences.iter().filter(|one| one.jour >= candidature.deposee_le).copied().collect();
    let missed = manques(&since, candidature.entree_le);
    delai.into_iter().chain(absences::contact_a_prendre(referentiel, &missed, prescripteur_joint)).collect()
}
