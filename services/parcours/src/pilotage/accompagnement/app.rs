//! Contacts and hours of a person, and the rules that judge them.

use chrono::NaiveDate;
use kernel::{
    De, ParcoursId,
    calendrier::{Periode, dernier_du_mois, premier_du_mois},
};
use parcours_api::{Accompagnement, ContactCompte, RegleAccompagnement};
use problem::Problem;
use referentiel::regles::{
    contact::{self, Mode},
    heures::{self, Position},
};
use store::{Tx, referentiels};

use crate::{
    etapes::etape,
    pilotage::accompagnement::{
        domain::{self, Contact, mode},
        store as rows,
    },
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
    let etapes = etape::store::du_parcours(tx, id).await?;
    let contacts = rows::entre(tx, parcours.participant, debut.min(parcours.entree_le), fin).await?;
    let minutes_total = domain::heures(&contacts, parcours.entree_le);
    let month: Vec<_> = contacts.into_iter().filter(|one| mois.contient(one.jour)).collect();
    let kept: Vec<_> = month.iter().filter_map(Contact::compte).collect();
    let periodes: Vec<_> = etat::store::des_parcours(tx, &[id]).await?.into_iter().map(|(_, one)| one).collect();
    let mode = mode(&periodes, &etapes, mois);
    let contact = domain::accompagne(&periodes, mois)
        .then(|| contact::du_mois(&referentiel, mode, &kept))
        .flatten()
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion, raison: verdict.raison });
    let hours = heures::norme(&referentiel, minutes_total)
        .map(|verdict| RegleAccompagnement { tenue: verdict.conclusion == Position::Dans, raison: verdict.raison });
    let told = Accompagnement {
        mois: debut,
        delegue: mode == Mode::Delegue,
        contacts: month.into_iter().map(Into::into).collect(),
        minutes_total,
        regles: contact.into_iter().chain(hours).collect(),
    };
    Ok(De::une(parcours.participant, told))
}

impl From<Contact> for ContactCompte {
    fn from(contact: Contact) -> Self {
        let Contact { rendez_vous, jour, nature, minutes, justifie } = contact;
        Self { rendez_vous, jour, nature, minutes, justifie }
    }
}
