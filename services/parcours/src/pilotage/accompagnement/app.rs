//! Contacts and hours of a person, and the rules that judge them.

use chrono::NaiveDate;
use kernel::{
    De, ParcoursId,
    calendrier::{Periode, dernier_du_mois, premier_du_mois},
};
use parcours_api::{Accompagnement, ContactCompte, ProchainContact, RegleAccompagnement};
use problem::Problem;
use referentiel::{
    PhaseContact, Referentiel,
    regles::{
        contact::{self, Mode},
        heures::{self, Position},
    },
};
use store::{Tx, referentiels};

use crate::{
    etapes::etape::{self, domain::Etape},
    pilotage::{
        accompagnement::{
            domain::{self, Contact, Presence, mode},
            store as rows,
        },
        qualification,
    },
    sorties::sortie::{self, domain::Sortie},
    vie::{etat, parcours},
};

/// The accompaniment of a person in the month of `jour`, the current one by default, with whose it is; or 404.
pub(crate) async fn du_mois(
    tx: &mut Tx,
    id: ParcoursId,
    jour: Option<NaiveDate>,
) -> Result<De<Accompagnement>, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let jour = jour.unwrap_or_else(|| tx.today());
    let (debut, fin) = (premier_du_mois(jour), dernier_du_mois(jour));
    let mois = Periode { du: debut, au: Some(fin) };
    let referentiel = referentiels::en_vigueur_le(tx, "/mois", fin).await?;
    let doubles = parcours::store::reunis(tx, &[id]).await?;
    let held: Vec<_> = [id].into_iter().chain(doubles.into_iter().map(|(double, _)| double)).collect();
    let etapes = etape::store::des_parcours(tx, &held).await?;
    // What precedes the entry is no contact of this parcours: nor does the list count it.
    let contacts = rows::entre(tx, parcours.participant, parcours.entree_le, fin).await?;
    let minutes_total = domain::heures(&contacts, parcours.entree_le);
    let month: Vec<_> = contacts.into_iter().filter(|one| mois.contient(one.jour)).collect();
    let kept: Vec<_> = month.iter().filter_map(Contact::compte).collect();
    let periodes: Vec<_> = etat::store::des_parcours(tx, &[id]).await?.into_iter().map(|(_, one)| one).collect();
    let mode = mode(&periodes, &etapes, mois);
    let renforts: Vec<_> = qualification::store::renforts(tx, &[id]).await?.into_iter().map(|(_, one)| one).collect();
    let courues: Vec<_> = etapes.iter().filter_map(Etape::periode).collect();
    let exits = sortie::store::des_parcours(tx, &[id]).await?;
    let arrets: Vec<_> = exits.iter().filter_map(Sortie::tenue_a_tort).collect();
    let sejours = Presence { periodes: &periodes, etapes: &courues, arrets: &arrets, renforts: &renforts }.sejours();
    let contact = domain::accompagne(&sejours, mois)
        .then(|| contact::du_mois(&referentiel, mode, &kept))
        .flatten()
        .filter(|verdict| verdict.conclusion || parcours.connait_le_mois(debut))
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion, raison: verdict.raison });
    let hours = heures::norme(&referentiel, minutes_total)
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion == Position::Dans, raison: verdict.raison });
    let today = tx.today();
    let last = rows::derniers(tx, &[parcours.participant], today).await?;
    let rules = referentiels::versions(tx).await?;
    let faits = contact::Faits {
        entree: parcours.entree_le,
        dernier: last.get(&parcours.participant).copied(),
        sejours,
        connu_depuis: parcours.connu_depuis,
    };
    let (phase, prochain_contact) = du_jour(rules.en_vigueur(today)?, &faits, today);
    let told = Accompagnement {
        phase,
        prochain_contact,
        mois: debut,
        delegue: mode == Mode::Delegue,
        contacts: month.into_iter().map(Into::into).collect(),
        minutes_total,
        regles: contact.into_iter().chain(hours).collect(),
    };
    Ok(De::une(parcours.participant, told))
}

/// In which phase of its rhythm of contact an accompaniment is today, and the next contact; none while none is expected.
pub(crate) fn du_jour(
    referentiel: &Referentiel,
    faits: &contact::Faits,
    today: NaiveDate,
) -> (Option<PhaseContact>, Option<ProchainContact>) {
    let phase = contact::phase(referentiel, faits, today);
    let next = phase.and_then(|_| contact::prochain(referentiel, faits));
    (phase, next.map(|next| ProchainContact { au_plus_tard: next.limite, raison: next.le(today).raison }))
}

impl From<Contact> for ContactCompte {
    fn from(contact: Contact) -> Self {
        let Contact { rendez_vous, jour, nature, minutes, justifie } = contact;
        Self { rendez_vous, jour, nature, minutes, justifie }
    }
}
