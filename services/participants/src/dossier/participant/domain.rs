//! A person's file, and whether it may be changed.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Nominatif, ParticipantId, Pays, Personnes, Refus, calendrier, phrase};
use participants_api::NouveauParticipant;
use problem::FieldError;

/// The file of a person: who they are, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participant {
    pub(crate) id: ParticipantId,
    pub(crate) version: i32,
    /// What people edit.
    pub(crate) identite: NouveauParticipant,
    pub(crate) cree_le: DateTime<Utc>,
    /// The file into which this one was merged.
    pub(crate) fusionne_dans: Option<ParticipantId>,
    /// Since when the processing is restricted.
    pub(crate) limite_le: Option<NaiveDate>,
    pub(crate) archive_le: Option<NaiveDate>,
    /// Since when nothing names the person any more.
    pub(crate) anonymise_le: Option<NaiveDate>,
}

impl Nominatif for Participant {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.id);
    }
}

/// Why a file may not be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Ferme {
    #[error("Ce dossier a été fusionné : écrivez dans le dossier {0}.")]
    Fusionne(ParticipantId),
    #[error("Ce dossier est anonyme depuis le {}.", phrase::jour(.0))]
    Anonyme(NaiveDate),
    #[error("Le traitement de ce dossier est limité depuis le {}.", phrase::jour(.0))]
    Limite(NaiveDate),
}

impl Participant {
    /// Whether it may be changed: not once another one absorbed it, while its processing is restricted, nor once
    /// nothing names the person any more.
    pub(crate) const fn modifiable(&self) -> Result<(), Ferme> {
        match (self.fusionne_dans, self.anonymise_le, self.limite_le) {
            (Some(kept), ..) => Err(Ferme::Fusionne(kept)),
            (None, Some(jour), _) => Err(Ferme::Anonyme(jour)),
            (None, None, Some(jour)) => Err(Ferme::Limite(jour)),
            (None, None, None) => Ok(()),
        }
    }

    /// Its processing is restricted from `jour` on: it is kept and read, not changed.
    pub(crate) const fn limiter(&mut self, jour: NaiveDate) {
        self.limite_le = Some(jour);
    }

    /// Its processing is restricted no more.
    pub(crate) fn lever_la_limitation(&mut self) -> Result<(), Refus> {
        if self.limite_le.take().is_none() {
            return Err(Refus::new("Le traitement de ce dossier n'est pas limité."));
        }
        Ok(())
    }

    /// The fields that `next` changes.
    pub(crate) fn changes(&self, next: &NouveauParticipant) -> Vec<&'static str> {
        let former = &self.identite;
        let fields = [
            ("nom", former.nom != next.nom),
            ("prenom", former.prenom != next.prenom),
            ("date_naissance", former.date_naissance != next.date_naissance),
            ("sexe", former.sexe != next.sexe),
            ("commune", former.commune != next.commune),
            ("telephone", former.telephone != next.telephone),
            ("courriel", former.courriel != next.courriel),
            ("etat_civil", former.etat_civil != next.etat_civil),
        ];
        fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
    }
}

/// What is wrong with an identity.
pub(crate) fn identite(today: NaiveDate, personne: &NouveauParticipant) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !(0..=120).contains(&calendrier::age(personne.date_naissance, today)) {
        errors.push(FieldError::new(
            "/date_naissance",
            "hors_bornes",
            "attendu : une date passée, de moins de 120 ans",
        ));
    }
    let birth = &personne.etat_civil;
    let in_france = birth.pays_naissance.as_ref().map(Pays::est_la_france);
    match (in_france, &birth.commune_naissance) {
        (Some(true), None) => errors.push(FieldError::new(
            "/etat_civil/commune_naissance",
            "absent",
            "née en France, la personne a une commune de naissance",
        )),
        (Some(false) | None, Some(_)) => errors.push(FieldError::new(
            "/etat_civil/pays_naissance",
            "incoherent",
            "une commune de naissance française attend le pays FR",
        )),
        _ => {}
    }
    if let Some(pays) = birth.pays_naissance.as_ref().filter(|pays| !pays.existait_le(personne.date_naissance)) {
        let detail = format!("{} n'existait plus ce jour-là : indiquez le pays qui lui a succédé", pays.nom());
        errors.push(FieldError::new("/etat_civil/pays_naissance", "incoherent", detail));
    }
    if let Some(former) = birth.commune_naissance.as_ref().and_then(|one| one.disparue_le(personne.date_naissance)) {
        errors.push(FieldError::new("/etat_civil/commune_naissance", "incoherent", former.to_string()));
    }
    errors
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::{EtatCivil, Sexe};
    use testdata::d;

    use super::*;

    fn aminata() -> Participant {
        Participant {
            id: Id::MIN,
            version: 1,
            identite: NouveauParticipant {
                nom: "Diallo".into(),
                prenom: "Aminata".into(),
                date_naissance: d("1998-02-12"),
                sexe: Sexe::Femme,
                commune: None,
                telephone: None,
                courriel: None,
                etat_civil: EtatCivil::default(),
            },
            cree_le: DateTime::UNIX_EPOCH,
            fusionne_dans: None,
            limite_le: None,
            archive_le: None,
            anonymise_le: None,
        }
    }

    #[test]
    fn a_merged_file_says_where_to_write_before_anything_else() {
        let (kept, jour) = (Id::MAX, d("2026-06-03"));
        assert_eq!(aminata().modifiable(), Ok(()));
        let limited = Participant { limite_le: Some(jour), ..aminata() };
        assert_eq!(limited.modifiable(), Err(Ferme::Limite(jour)));
        let anonymous = Participant { anonymise_le: Some(jour), ..limited };
        assert_eq!(anonymous.modifiable(), Err(Ferme::Anonyme(jour)));
        assert_eq!(Participant { fusionne_dans: Some(kept), ..anonymous }.modifiable(), Err(Ferme::Fusionne(kept)));
    }

    #[test]
    fn a_restriction_is_lifted_once() {
        let mut one = aminata();
        one.limiter(d("2026-06-03"));
        assert!(one.modifiable().is_err());
        assert!(one.lever_la_limitation().is_ok());
        assert!(one.lever_la_limitation().is_err());
    }

    #[test]
    fn only_what_differs_changed() {
        let next =
            NouveauParticipant { prenom: "Awa".into(), courriel: Some("awa@exemple.fr".into()), ..aminata().identite };
        assert_eq!(aminata().changes(&next), ["prenom", "courriel"]);
        assert!(aminata().changes(&aminata().identite).is_empty());
    }
}
