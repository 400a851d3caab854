//! What the rules ask of candidatures by a day, as it is told.

use ::store::{Error, Tx, referentiels};
use events::EcheancesDites;
use kernel::CandidatureId;
use participants_api::NouveauContact;
use referentiel::{
    Attendu, ObjetEcheance, Referentiel,
    regles::{absences, accueil},
};

use crate::entree::{
    candidature::{
        domain::{
            Candidature,
            contacts::{frein_sans_reponse, prescripteur_joint},
        },
        store as rows,
    },
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
        let made: Vec<_> = contacts.get(&one.id).into_iter().flatten().map(|made| &made.contact).collect();
        let echeances = demandes(regles.en_vigueur(one.deposee_le)?, &one, there, &made);
        Ok(EcheancesDites {
            objet: ObjetEcheance::Candidature,
            id: one.id.ressource(),
            part: None,
            participant: one.participant,
            referent: one.referent,
            reportables: true,
            echeances,
        })
    });
    told.collect()
}

/// What the rules ask of a candidature by a day: its diagnosis and, while it waits for the entry, the call that missed
/// appointments ask for, until the prescripteur was reached, and the answer that a frein awaits which threatens the
/// entry. For a reader who is told of no frein, `contacts` name none.
pub(super) fn demandes(
    referentiel: &Referentiel,
    candidature: &Candidature,
    presences: &[Presence],
    contacts: &[&NouveauContact],
) -> Vec<Attendu> {
    let delai = echeance::delai(referentiel, candidature);
    if !candidature.attend_l_entree() {
        return delai.into_iter().collect();
    }
    let since: Vec<_> = presences.iter().filter(|one| one.jour >= candidature.deposee_le).copied().collect();
    let missed = manques(&since, candidature.entree_le);
    let reached = prescripteur_joint(contacts.iter().copied());
    let call = absences::contact_a_prendre(referentiel, &missed, &reached);
    let told = frein_sans_reponse(contacts.iter().copied()).map(|since| accueil::reponse_au_frein(referentiel, since));
    delai.into_iter().chain(call).chain(told).collect()
}
