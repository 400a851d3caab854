//! What the contacts of a candidature say together, in the order in which they were recorded.

use chrono::NaiveDate;
use kernel::ActeurId;
use participants_api::{Interlocuteur, NouveauContact, ReferentSocial, ReferentSocialConnu};

/// Since when the structure d'animation knows that a frein threatens the entry, and nobody answered: the next contact that
/// somebody answered closes it, but one with the prescripteur, who is not told of it.
pub(crate) fn frein_sans_reponse<'a>(contacts: impl IntoIterator<Item = &'a NouveauContact>) -> Option<NaiveDate> {
    contacts.into_iter().fold(None, |since: Option<NaiveDate>, contact| match since {
        _ if contact.frein.is_some() => Some(since.map_or(contact.le, |since| since.min(contact.le))),
        Some(since) if repond(contact) && contact.le >= since => None,
        open => open,
    })
}

/// Whether it may answer a frein that the structure d'animation was told of.
fn repond(contact: &NouveauContact) -> bool {
    contact.abouti && contact.avec != Interlocuteur::Prescripteur
}

/// The days on which somebody spoke with the prescripteur: a call that nobody answered told them nothing.
pub(crate) fn prescripteur_joint<'a>(contacts: impl IntoIterator<Item = &'a NouveauContact>) -> Vec<NaiveDate> {
    let reached = |contact: &&NouveauContact| contact.avec == Interlocuteur::Prescripteur && contact.abouti;
    contacts.into_iter().filter(reached).map(|contact| contact.le).collect()
}

/// The référent social whom contacts named last, of each the day, who they named and who recorded it; since the first day on
/// which that one was named.
pub(crate) fn referent_social(named: &[(NaiveDate, ReferentSocial, ActeurId)]) -> Option<ReferentSocialConnu> {
    let (_, qui, par) = named.iter().max_by_key(|(le, ..)| *le)?;
    let since = named.iter().filter(|(_, one, _)| one.nom == qui.nom).map(|(le, ..)| *le).min()?;
    Some(ReferentSocialConnu { qui: qui.clone(), depuis: since, par: *par })
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::{Moyen, Theme};
    use testdata::d;

    use super::*;

    fn contact(le: &str, abouti: bool, frein: Option<Theme>) -> NouveauContact {
        NouveauContact {
            avec: Interlocuteur::StructureAnimation,
            le: d(le),
            moyen: Moyen::Telephone,
            abouti,
            note: None,
            explications: vec![],
            frein,
            referent_social: None,
        }
    }

    fn open(all: &[NouveauContact]) -> Option<NaiveDate> {
        frein_sans_reponse(all)
    }

    #[test]
    fn a_frein_waits_for_an_answer_from_the_day_on_which_it_was_told() {
        let told = contact("2021-01-20", true, Some(Theme::Mobilite));
        assert_eq!(open(&[contact("2021-01-19", true, None)]), None, "none was told");
        assert_eq!(open(std::slice::from_ref(&told)), Some(d("2021-01-20")));
        let again = contact("2021-01-25", true, Some(Theme::Sante));
        assert_eq!(open(&[told.clone(), again]), Some(d("2021-01-20")), "from the first one that nobody answered");
        let closed = [told, contact("2021-01-21", true, None), contact("2021-02-01", true, Some(Theme::Mobilite))];
        assert_eq!(open(&closed), Some(d("2021-02-01")), "another one");
    }

    #[test]
    fn the_next_contact_that_somebody_answered_closes_it() {
        let told = contact("2021-01-20", true, Some(Theme::Mobilite));
        let after = |le: &str, abouti| open(&[told.clone(), contact(le, abouti, None)]);
        assert_eq!(after("2021-01-20", true), None, "on the very day");
        assert_eq!(after("2021-01-20", false), Some(d("2021-01-20")), "nobody answered");
        assert_eq!(after("2021-01-19", true), Some(d("2021-01-20")), "recorded later, and held before");
        let with = |avec| open(&[told.clone(), NouveauContact { avec, ..contact("2021-01-21", true, None) }]);
        assert_eq!(with(Interlocuteur::Prescripteur), Some(d("2021-01-20")), "they were not told of it");
        assert_eq!(with(Interlocuteur::Personne), None);
    }

    #[test]
    fn the_prescripteur_was_reached_by_the_calls_that_they_answered() {
        let with = |avec, le: &str, abouti| NouveauContact { avec, ..contact(le, abouti, None) };
        let all = [
            with(Interlocuteur::Prescripteur, "2021-01-20", false),
            with(Interlocuteur::Personne, "2021-01-21", true),
            with(Interlocuteur::Prescripteur, "2021-01-22", true),
        ];
        assert!(prescripteur_joint(&all[..2]).is_empty());
        assert_eq!(prescripteur_joint(&all), [d("2021-01-22")]);
    }

    #[test]
    fn the_referent_social_is_the_last_one_named_since_their_first_contact() {
        let named = |le: &str, nom: &str| {
            let who = ReferentSocial { nom: nom.to_owned(), organisme: Some("MDS du 3e".to_owned()) };
            (d(le), who, Id::MIN)
        };
        assert_eq!(referent_social(&[]), None);
        let all = [("2021-01-12", "Marc Roy"), ("2021-01-26", "Sylvie Petit"), ("2021-02-02", "Sylvie Petit")];
        let known = referent_social(&all.map(|(le, nom)| named(le, nom))).unwrap();
        assert_eq!((known.qui.nom.as_str(), known.depuis), ("Sylvie Petit", d("2021-01-26")));
        let same_day = ["Marc Roy", "Sylvie Petit"].map(|nom| named("2021-01-12", nom));
        assert_eq!(referent_social(&same_day).unwrap().qui.nom, "Sylvie Petit", "the last one recorded");
    }
}
