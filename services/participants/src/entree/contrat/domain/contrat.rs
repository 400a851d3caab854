//! The life of a contrat d'engagement: the last required signature engages.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{ActeurId, CandidatureId, ContratId, ImportId, ModeSignature, ParticipantId, Refus, phrase};
use pages::contrat::ContratEcrit;
use participants_api::{ContratRepris, FinContrat, NouveauContrat, OperationCitee, Renouvellement};
use problem::FieldError;
use referentiel::Signataire;

use crate::entree::{candidature::domain::Candidature, contrat::domain, signature::domain::Signature};

/// What the person and the PLIE sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contrat {
    pub(crate) id: ContratId,
    pub(crate) candidature: CandidatureId,
    pub(crate) participant: ParticipantId,
    pub(crate) debut: Option<NaiveDate>,
    pub(crate) fin: Option<NaiveDate>,
    /// The contract that it follows.
    pub(crate) renouvelle: Option<ContratId>,
    pub(crate) operation: Option<OperationCitee>,
    /// Version of the text.
    pub(crate) texte: String,
    /// Of the text that is signed.
    pub(crate) empreinte: String,
    pub(crate) engage_le: Option<NaiveDate>,
    /// What the parties sign, from the first signature on.
    pub(crate) fige: Option<ContratEcrit>,
    pub(crate) termine: Option<FinContrat>,
    pub(crate) signatures: Vec<Signature>,
    /// The import that brought it, signed before the suite: its text is on paper.
    pub(crate) import: Option<ImportId>,
}

/// How long a one-time code holds, and how many times it may be tried.
pub(crate) const DUREE_DU_CODE: TimeDelta = TimeDelta::minutes(15);
const ESSAIS: i32 = 5;

/// The one-time code that a signatory was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeAttendu {
    pub(crate) empreinte: String,
    /// How many times it was tried.
    pub(crate) essais: i32,
    pub(crate) expire_le: DateTime<Utc>,
    pub(crate) utilise_le: Option<DateTime<Utc>>,
}

impl CodeAttendu {
    /// Whether it may still be tried.
    pub(crate) fn vaut(&self, now: DateTime<Utc>) -> bool {
        self.utilise_le.is_none() && now < self.expire_le && self.essais < ESSAIS
    }
}

/// Where a contract stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Etat {
    /// A signature is missing.
    ASigner,
    /// It bears them all.
    Engage,
    /// It was ended on this day.
    Termine(NaiveDate),
}

/// What may happen to a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// Somebody signs, or asks for a code to sign with.
    Signer,
    /// Its last signature was given.
    Engager,
    /// Another follows it.
    Renouveler,
    /// It ends on this day.
    Terminer(NaiveDate),
}

/// Why a party does not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RefusSignature {
    #[error("Cette partie a déjà signé le contrat.")]
    DejaSigne,
    #[error(transparent)]
    Etat(#[from] Refus),
}

/// The state after `commande`, or why the present one forbids it.
fn apres(etat: Etat, commande: Commande) -> Result<Etat, Refus> {
    use Commande as C;
    use Etat as E;
    match (commande, etat) {
        (C::Signer, E::ASigner) => Ok(E::ASigner),
        (C::Engager, E::ASigner) => Ok(E::Engage),
        (C::Signer | C::Engager, E::Engage | E::Termine(_)) => {
            Err(Refus::new("Le contrat porte déjà toutes ses signatures."))
        }
        (C::Renouveler, E::Engage) => Ok(E::Engage),
        (C::Terminer(le), E::Engage) => Ok(E::Termine(le)),
        (C::Renouveler | C::Terminer(_), E::ASigner) => {
            Err(Refus::new("Le contrat ne porte pas toutes ses signatures."))
        }
        (C::Renouveler | C::Terminer(_), E::Termine(le)) => {
            Err(Refus::new(format!("Le contrat a pris fin le {}.", phrase::jour(le))))
        }
    }
}

/// A contract ends on its first day at the earliest.
fn ordonner(debut: Option<NaiveDate>, fin: Option<NaiveDate>) -> Result<(), FieldError> {
    match (debut, fin) {
        (Some(debut), Some(fin)) if fin < debut => {
            Err(FieldError::new("/fin", "incoherent", format!("attendu : le {} ou plus tard", phrase::jour(debut))))
        }
        _ => Ok(()),
    }
}

/// A contract follows the decision of the commission: neither its first day nor a signature precedes it.
fn suivre(decision: Option<NaiveDate>, jour: NaiveDate, pointer: &str) -> Result<(), FieldError> {
    match decision.filter(|decidee_le| jour < *decidee_le) {
        Some(decidee_le) => {
            let detail =
                format!("la commission a décidé le {} : le contrat ne la précède pas", phrase::jour(decidee_le));
            Err(FieldError::new(pointer, "incoherent", detail))
        }
        None => Ok(()),
    }
}

/// A party signs between the decision and the end of the accompaniment, today at the latest.
pub(crate) fn signable_le(jour: NaiveDate, candidature: &Candidature, today: NaiveDate) -> Result<(), FieldError> {
    if jour > today {
        return Err(FieldError::new("/signe_le", "futur", "une signature n'est pas donnée dans le futur"));
    }
    if let Some(left) = candidature.suivi_termine_le.filter(|left| jour > *left) {
        let detail = format!("la personne est sortie le {} : le contrat se signe avant", phrase::jour(left));
        return Err(FieldError::new("/signe_le", "incoherent", detail));
    }
    suivre(candidature.decidee_le, jour, "/signe_le")
}

impl Contrat {
    /// The contract of a validated candidature, that nobody signed yet.
    pub(crate) fn preparer(id: ContratId, validee: &Candidature, nouveau: NouveauContrat) -> Result<Self, FieldError> {
        if let Some(debut) = nouveau.debut {
            suivre(validee.decidee_le, debut, "/debut")?;
        }
        Self::rediger(id, validee.participant, nouveau)
    }

    fn rediger(id: ContratId, participant: ParticipantId, nouveau: NouveauContrat) -> Result<Self, FieldError> {
        let NouveauContrat { candidature, debut, fin, operation } = nouveau;
        ordonner(debut, fin)?;
        Ok(Self {
            id,
            candidature,
            participant,
            debut,
            fin,
            renouvelle: None,
            operation,
            texte: domain::texte::VERSION.to_owned(),
            empreinte: domain::texte::empreinte(domain::texte::VERSION),
            engage_le: None,
            fige: None,
            termine: None,
            signatures: vec![],
            import: None,
        })
    }

    /// A contract that was signed before the suite, as a former program says.
    pub(crate) fn reprendre(
        id: ContratId,
        engagee: &Candidature,
        repris: ContratRepris,
        import: ImportId,
        (saisie_le, saisie_par): (DateTime<Utc>, ActeurId),
    ) -> Self {
        let ContratRepris { le, fin, signataires } = repris;
        let signature = |signataire| Signature {
            signataire,
            signe_le: le,
            nom: None,
            lieu: None,
            mode: ModeSignature::Papier,
            saisie_le,
            saisie_par,
        };
        Self {
            id,
            candidature: engagee.id,
            participant: engagee.participant,
            debut: Some(le),
            fin,
            renouvelle: None,
            operation: None,
            texte: domain::texte::REPRIS.to_owned(),
            empreinte: String::new(),
            engage_le: Some(le),
            fige: None,
            termine: None,
            signatures: signataires.into_iter().map(signature).collect(),
            import: Some(import),
        }
    }

    /// Whether its text is here, so that it can be printed.
    pub(crate) fn s_imprime(&self) -> Result<(), Refus> {
        match self.import {
            Some(_) => Err(Refus::new("Ce contrat a été signé avant la suite : son texte est sur papier.")),
            None => Ok(()),
        }
    }

    /// The contract that follows this one.
    pub(crate) fn renouveler(&self, id: ContratId, suite: Renouvellement) -> Result<Self, FieldError> {
        let Renouvellement { debut, fin } = suite;
        ordonner(Some(debut), fin)?;
        if self.debut.or(self.engage_le).is_some_and(|former| debut <= former) {
            let detail = "un renouvellement commence après le contrat qu'il suit";
            return Err(FieldError::new("/debut", "incoherent", detail));
        }
        let operation = self.operation.clone();
        let nouveau = NouveauContrat { candidature: self.candidature, debut: Some(debut), fin, operation };
        Ok(Self { renouvelle: Some(self.id), ..Self::rediger(id, self.participant, nouveau)? })
    }

    /// Where it stands.
    fn etat(&self) -> Etat {
        match (self.engage_le, &self.termine) {
            (_, Some(fin)) => Etat::Termine(fin.le),
            (Some(_), None) => Etat::Engage,
            (None, None) => Etat::ASigner,
        }
    }

    /// Whether `commande` may be done now.
    pub(crate) fn permet(&self, commande: Commande) -> Result<(), Refus> {
        apres(self.etat(), commande).map(drop)
    }

    /// Whether a party may sign now: once, while a signature is missing.
    pub(crate) fn signable_par(&self, qui: Signataire) -> Result<(), RefusSignature> {
        if self.signataires().contains(&qui) {
            return Err(RefusSignature::DejaSigne);
        }
        Ok(self.permet(Commande::Signer)?)
    }

    /// The parties that signed.
    pub(crate) fn signataires(&self) -> Vec<Signataire> {
        self.signatures.iter().map(|one| one.signataire).collect()
    }

    /// Engages on the day of its last signature.
    pub(crate) fn engager(&mut self) -> Result<(), Refus> {
        self.permet(Commande::Engager)?;
        self.engage_le = self.signatures.iter().map(|one| one.signe_le).max();
        Ok(())
    }

    /// Ends between its engagement and today.
    pub(crate) fn terminer(&mut self, fin: FinContrat, today: NaiveDate) -> Result<(), FieldError> {
        if self.engage_le.is_some_and(|debut| fin.le < debut) || fin.le > today {
            let detail = "la fin suit l'engagement et n'est pas dans le futur";
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        self.termine = Some(fin);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, ModeSignature, machine::ecarts};
    use participants_api::MotifFin;
    use testdata::{d, minute};

    use super::*;
    use Commande as C;
    use Etat as E;

    /// Validated by the commission of 12 February 2026.
    fn validee() -> Candidature {
        let filed = Candidature::deposer(Id::MIN, Id::MIN, None, d("2026-01-12"));
        Candidature { decidee_le: Some(d("2026-02-12")), ..filed }
    }

    fn prepare(debut: Option<&str>, fin: Option<&str>) -> Result<Contrat, FieldError> {
        let candidature = Id::MIN;
        let nouveau = NouveauContrat { candidature, debut: debut.map(d), fin: fin.map(d), operation: None };
        Contrat::preparer(Id::MIN, &validee(), nouveau)
    }

    fn engaged() -> Contrat {
        let sign = |signataire, jour| Signature {
            signataire,
            signe_le: d(jour),
            nom: None,
            lieu: None,
            mode: ModeSignature::Papier,
            saisie_le: DateTime::UNIX_EPOCH,
            saisie_par: Id::MIN,
        };
        let mut one = prepare(None, None).unwrap();
        one.signatures = vec![sign(Signataire::Referent, "2026-02-19"), sign(Signataire::Participant, "2026-02-12")];
        one.engager().unwrap();
        one
    }

    #[test]
    fn a_contract_does_what_its_table_says_and_nothing_else() {
        let end = d("2027-01-31");
        let etats = [E::ASigner, E::Engage, E::Termine(end)];
        let table = [
            (E::ASigner, C::Signer, E::ASigner),
            (E::ASigner, C::Engager, E::Engage),
            (E::Engage, C::Renouveler, E::Engage),
            (E::Engage, C::Terminer(end), E::Termine(end)),
        ];
        let commandes = [C::Signer, C::Engager, C::Renouveler, C::Terminer(end)];
        assert_eq!(ecarts(&[E::ASigner], &etats, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn a_contract_engages_on_the_day_of_its_last_signature() {
        assert_eq!(engaged().engage_le, Some(d("2026-02-19")));
        assert_eq!(engaged().etat(), E::Engage);
        assert_eq!(engaged().signataires(), [Signataire::Referent, Signataire::Participant]);
    }

    #[test]
    fn a_contract_begins_on_the_day_of_the_commission_at_the_earliest() {
        assert_eq!(prepare(Some("2026-02-11"), None).unwrap_err().pointer, "/debut");
        assert!(prepare(Some("2026-02-12"), None).is_ok());
    }

    #[test]
    fn a_party_signs_between_the_commission_and_the_exit_and_never_tomorrow() {
        let on = |jour: &str| signable_le(d(jour), &validee(), d("2026-03-01")).is_ok();
        assert_eq!((on("2026-02-11"), on("2026-02-12")), (false, true));
        assert_eq!((on("2026-03-01"), on("2026-03-02")), (true, false));
        let left = Candidature { suivi_termine_le: Some(d("2026-02-20")), ..validee() };
        let on = |jour: &str| signable_le(d(jour), &left, d("2026-03-01")).is_ok();
        assert_eq!((on("2026-02-20"), on("2026-02-21")), (true, false));
    }

    #[test]
    fn a_code_is_tried_five_times_within_a_quarter_of_an_hour() {
        let code = |essais| CodeAttendu { empreinte: String::new(), essais, expire_le: minute(15), utilise_le: None };
        assert_eq!((code(4).vaut(minute(0)), code(5).vaut(minute(0))), (true, false));
        let last = minute(15) - TimeDelta::seconds(1);
        assert_eq!((code(0).vaut(last), code(0).vaut(minute(15))), (true, false));
        assert!(!CodeAttendu { utilise_le: Some(minute(1)), ..code(1) }.vaut(minute(2)));
    }

    #[test]
    fn a_contract_lasts_a_day_at_least() {
        assert!(prepare(Some("2026-02-19"), Some("2026-02-19")).is_ok());
        assert!(prepare(Some("2026-02-19"), Some("2026-02-18")).is_err());
        assert!(prepare(None, Some("2026-02-18")).is_ok());
    }

    #[test]
    fn a_renewal_begins_after_the_contract_that_it_follows_and_bears_no_signature() {
        let from = |jour| engaged().renouveler(Id::MAX, Renouvellement { debut: d(jour), fin: None });
        assert!(from("2026-02-19").is_err());
        let next = from("2026-02-20").unwrap();
        assert_eq!((next.etat(), next.renouvelle, next.signatures.len()), (E::ASigner, Some(engaged().id), 0));
    }

    #[test]
    fn a_contract_ends_between_its_engagement_and_today() {
        let ended = |le| engaged().terminer(FinContrat { le: d(le), motif: MotifFin::Terme }, d("2027-01-31")).is_ok();
        assert_eq!((ended("2026-02-18"), ended("2026-02-19")), (false, true));
        assert_eq!((ended("2027-01-31"), ended("2027-02-01")), (true, false));
    }
}
