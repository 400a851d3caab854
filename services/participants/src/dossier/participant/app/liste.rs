//! The list of persons.

use events::annuaires::{self, Structure, Utilisateur};
use kernel::ParticipantId;
use participants_api::{FiltreParticipants, TriParticipants};
use problem::Problem;
use runtime::http;
use serde::Serialize;
use store::Tx;

use crate::dossier::participant::{domain::Participant, store::liste::Rang};

/// Where a page ends, in each order.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Place {
    /// By name.
    Nom(Rang),
    /// By the instant of the opening, which the identifier says.
    Recent(TriParticipants, ParticipantId),
}

impl Place {
    /// That of a person.
    pub(crate) fn de(tri: TriParticipants, one: &Participant) -> Self {
        match tri {
            TriParticipants::Nom => Self::Nom((kernel::lettres(&one.identite.nom), one.id)),
            TriParticipants::Recents => Self::Recent(tri, one.id),
        }
    }
}

/// Where the page begins, of a cursor of that order.
pub(crate) fn apres(filtre: &FiltreParticipants, tri: TriParticipants) -> Result<Option<Rang>, Problem> {
    let apres = filtre.apres.as_ref();
    match tri {
        TriParticipants::Nom => http::apres(apres),
        TriParticipants::Recents => Ok(http::apres_selon(apres, tri)?.map(|id| (String::new(), id))),
    }
}

/// Whether the filter names somebody or something, to be looked up.
pub(crate) const fn nomme(filtre: &FiltreParticipants) -> bool {
    filtre.referent.is_some() || filtre.prescripteur.is_some()
}

/// What the filter names is of the territory.
pub(crate) async fn exiger(tx: &mut Tx, filtre: &FiltreParticipants) -> Result<(), Problem> {
    if let Some(referent) = filtre.referent {
        annuaires::exiger(tx, "/referent", referent, |_: &Utilisateur| Ok(())).await?;
    }
    if let Some(prescripteur) = filtre.prescripteur {
        annuaires::exiger(tx, "/prescripteur", prescripteur, |_: &Structure| Ok(())).await?;
    }
    Ok(())
}
