//! The typed form of a référentiel. A rule that a territory's documents do not give is absent: the
//! suite never invents one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use garde::Validate;
use kernel::{CodeCommune, JoursFeries, Montant, Regard, StructureId, calendrier};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Accueil, regles::decisions::COMMISSION};

/// The rules of one territory from one day on.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Referentiel {
    /// Version within the territory, from 1.
    #[garde(range(min = 1))]
    pub version: i32,
    /// First day on which these rules apply; the past keeps its own.
    pub effet: NaiveDate,
    /// Where the rules come from.
    #[garde(length(chars, min = 2, max = 500))]
    pub source: String,
    /// What a candidature must bear.
    #[garde(dive)]
    pub candidature: Candidature,
    /// Which date is the entry date.
    #[garde(dive)]
    pub entree: Entree,
    /// Deadline of the diagnosis.
    #[garde(dive)]
    pub diagnostic: Option<Diagnostic>,
    /// Missed appointments before the entry.
    #[garde(dive)]
    pub absences: Option<Absences>,
    /// Rhythm and quorum of the commission.
    #[garde(dive)]
    pub commission: Commission,
    /// Who signs the contrat d'engagement.
    #[garde(dive)]
    pub contrat: Contrat,
    /// Norm of persons per référent.
    #[garde(dive)]
    pub capacite: Option<Capacite>,
    /// Rhythm of contact with each person.
    #[garde(dive)]
    pub contact: Option<Contact>,
    /// Rhythm of étapes.
    #[garde(dive)]
    pub etapes: Etapes,
    /// Norm of hours of accompaniment.
    #[garde(dive)]
    pub heures: Option<NormeHeures>,
    /// Review of long parcours.
    #[garde(dive)]
    pub revue: Option<Revue>,
    /// What makes an exit positive.
    #[garde(dive)]
    pub sortie: Sortie,
    /// Cost ceilings.
    #[garde(dive)]
    pub budget: Option<Budget>,
    /// Company visits.
    #[garde(dive)]
    pub entreprises: Option<Entreprises>,
    /// Who may enter the PLIE.
    #[garde(dive)]
    pub eligibilite: Eligibilite,
    /// Categories of staff time, in the order of the time sheet.
    #[garde(dive, length(max = 200))]
    pub temps: Vec<CategorieTemps>,
    /// Lead times of alerts.
    #[garde(dive)]
    pub alertes: Alertes,
    /// Pièces that an event needs, beyond those of the eligibility.
    #[serde(default)]
    #[garde(dive, length(max = 200))]
    pub pieces: Vec<RegleDePiece>,
    /// How long files are kept.
    #[serde(default)]
    #[garde(dive)]
    pub conservation: Conservation,
    /// Who the European fund may support.
    #[serde(default)]
    #[garde(dive)]
    pub eligibilite_fse: EligibiliteFse,
    /// What presence sheets prove of staff time. Left out while it is the default: pods of the former version refuse
    /// a field that they do not know.
    #[serde(default, skip_serializing_if = "Emargement::est_defaut")]
    #[garde(dive)]
    pub emargement: Emargement,
    /// Of which appointments a compte rendu is written. Left out while it is the default, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "ComptesRendus::est_defaut")]
    #[garde(dive)]
    pub comptes_rendus: ComptesRendus,
    /// Until when a person may be accompanied; absent where the length has no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub fin_de_droit: Option<FinDeDroit>,
    /// What the protocole aims at; absent where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub cibles: Option<Cibles>,
    /// What it aims at of each operator, of those of which it says something. Left out while there is none, as
    /// [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 200), custom(une_fois_chacun))]
    pub cibles_operateurs: Vec<CiblesOperateur>,
    /// Rhythm of exchanges with partners about each person. Left out while there is none, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 20))]
    pub points_partenaires: Vec<PointPartenaire>,
    /// Rhythm of contact with each person, phase by phase. Left out while there is none, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub rythme: Option<Rythme>,
    /// How persons are received. Left out while it says nothing, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub accueil: Option<Accueil>,
    /// What is agreed with whoever leads the RSA about its recipients. Left out while nothing is, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub cadrage_rsa: Option<NoteCadrage>,
    /// Instances that sit beside the commission of entries. Left out while there is none, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 20), custom(nommees_une_fois))]
    pub instances: Vec<Instance>,
    /// Who decides of what in a parcours: the animation team, of what is not named. Left out while nothing is, as
    /// [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 20), custom(chacune_une_fois), custom(d_instances_connues(&self.instances)))]
    pub decisions: Vec<RegleDecision>,
    /// What who sits in an instance undertakes to keep secret. Left out while the territory says nothing, as
    /// [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub confidentialite: Option<Secret>,
    /// Whose files are seen by whom, in the territory. Left out while it says nothing, as [`Self::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub regard: Option<Regards>,
}

/// Whose files are seen by whom: no seed says, each territory decides (those of one employer only, where référents work for
/// several).
#[operation::bounded]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Regards {
    /// Of the référents: all those of the territory when it is not said. It is read when a token is issued: whoever is
    /// signed in keeps what they see for ten minutes at most.
    #[serde(default)]
    pub referents: Regard,
}

/// Signatures that a candidature must bear to be filed.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Candidature {
    /// Who must have signed the file.
    #[garde(length(max = 200))]
    pub signatures: Vec<Signataire>,
}

/// Someone whose signature a document bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signataire {
    /// The person accompanied.
    Participant,
    /// Who referred the person.
    Prescripteur,
    /// The référent de parcours.
    Referent,
    /// The management of the PLIE.
    Direction,
    /// The President of the PLIE.
    President,
}

impl Signataire {
    /// The stable name used in the API and in the database.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Prescripteur => "prescripteur",
            Self::Referent => "referent",
            Self::Direction => "direction",
            Self::President => "president",
        }
    }
}

/// Which date is the entry date.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Entree {
    /// The event whose date is taken.
    pub regle: RegleEntree,
    /// Whether whoever is retained for a collective action of the PLIE enters on its day, of which the next commission takes
    /// note (seed 003). Left out while nobody does, as [`Referentiel::emargement`].
    #[serde(default, skip_serializing_if = "non")]
    pub action_collective: bool,
}

/// The event whose date is the entry date. The commission must be favourable in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegleEntree {
    /// The commission that validated the entry.
    Commission,
    /// The last required signature of the contrat d'engagement.
    Contrat,
    /// The first diagnostic interview kept.
    EntretienDiagnostic,
}

/// How recipients of the RSA enter the PLIE and leave it, as a note agreed with the Métropole or the Département says it (seed
/// 002), in its own words: whoever instructs reads them, and nothing is refused by them.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NoteCadrage {
    /// As people call it.
    #[garde(length(chars, min = 2, max = 200))]
    #[schema(example = "Note de cadrage de la Métropole de Lyon et des PLIE du Rhône")]
    pub titre: String,
    /// What it says of an entry.
    #[garde(length(chars, min = 2, max = 2_000))]
    #[schema(example = "L'entrée d'un bénéficiaire du RSA suit les modalités de la note")]
    pub texte: String,
    /// Whether it leaves the recipients of the RSA to others.
    #[serde(default, skip_serializing_if = "non")]
    pub exclut: bool,
    /// What it says of an exit. Left out where it says nothing of it, as [`Referentiel::emargement`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(chars, min = 2, max = 2_000)))]
    #[schema(example = "La sortie d'un bénéficiaire du RSA suit les modalités de la note")]
    pub sortie: Option<String>,
}

/// Deadline of the diagnosis.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Diagnostic {
    /// Days from the assignment to the diagnosis.
    #[garde(range(min = 0, max = 36_500))]
    pub delai_jours: i64,
    /// Number of appointments on average.
    #[garde(range(max = 1200))]
    pub rendez_vous: u32,
    /// Whether the commission awaits what the diagnosis recommends (seed 003): a file without it is warned about, never refused.
    /// Left out while it does not, as [`Referentiel::emargement`].
    #[serde(default, skip_serializing_if = "non")]
    pub preconisation: bool,
}

/// Missed appointments before the entry.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Absences {
    /// Missed appointments from which the prescripteur is contacted.
    #[garde(range(max = 1000))]
    pub seuil: usize,
}

/// Rhythm and quorum of the commission.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Commission {
    /// Days between two sessions.
    #[garde(inner(range(max = 1200)))]
    pub rythme_jours: Option<u32>,
    /// Members present below which nothing is decided.
    #[garde(range(max = 1000))]
    pub quorum: usize,
}

/// An instance that sits beside the commission of entries: comité de suivi, commission des sorties.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Instance {
    /// Its stable name.
    #[garde(pattern("^[a-z][a-z_]{1,40}$"))]
    #[schema(example = "comite_suivi")]
    pub code: String,
    /// As people call it.
    #[garde(length(chars, min = 2, max = 120))]
    #[schema(example = "Comité de suivi")]
    pub libelle: String,
    /// Days between two sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 1, max = 1200)))]
    pub rythme_jours: Option<u32>,
    /// Members present below which nothing is decided.
    #[garde(range(max = 1000))]
    pub quorum: usize,
}

/// The undertaking of secrecy of who sits in an instance.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Secret {
    /// What is signed; the text of the suite where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(chars, min = 10, max = 4_000)))]
    #[schema(example = "Je m’engage à garder secret ce que j’apprends en séance.")]
    pub texte: Option<String>,
    /// Its version, which whoever signs names; a text of one's own has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(pattern("^[0-9a-z][0-9a-z.-]{0,19}$")), custom(dite_du_texte(self.texte.is_some())))]
    #[schema(example = "2026-1")]
    pub version: Option<String>,
    /// Whether who has not signed may not sit; otherwise the relevé says so.
    #[serde(default, skip_serializing_if = "non")]
    pub exige: bool,
}

/// A text of one's own is not told by the version of another.
fn dite_du_texte<C>(own: bool) -> impl Fn(&Option<String>, &C) -> garde::Result {
    move |version, _| {
        if own && version.is_none() {
            return Err(garde::Error::new("attendu : la version du texte"));
        }
        Ok(())
    }
}

kernel::codes! {
    /// What may be decided of a parcours by another than whoever follows the person.
    pub enum NatureDemande {
        /// The parcours stops for a time.
        Suspension = "suspension",
        /// Nothing is done for now.
        Veille = "veille",
        /// The accompaniment goes on before its stop was to end.
        Reprise = "reprise",
        /// The parcours is long: it goes on, or is to end.
        Revue = "revue",
        /// The parcours ends otherwise than by a positive exit.
        SortieAutre = "sortie_autre",
        /// Such an end is corrected, or taken back: where nothing is said of it, whoever decides of such ends does.
        CorrectionFin = "correction_fin",
        /// A confirmed exit is taken back: where nothing is said of it, whoever decides of positive exits does.
        CorrectionSortie = "correction_sortie",
        /// The person entered by a collective action: the commission takes note of it, whatever the territory decides by whom.
        EntreeCollective = "entree_collective",
        /// An exit is positive: it is confirmed, or an insertion or aided contract counts.
        SortiePositive = "sortie_positive",
        /// The accompaniment goes on after the end of the right.
        Prolongation = "prolongation",
    }
}

kernel::codes! {
    /// Who decides.
    pub enum Decideur {
        /// An instance, in session: nothing changes before.
        Session = "session",
        /// The animation team alone.
        Animation = "animation",
        /// The animation team, which tells an instance of it.
        Rapport = "rapport",
    }
}

/// Who decides of one nature of demande.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RegleDecision {
    /// What is decided.
    pub nature: NatureDemande,
    /// By whom.
    pub par: Decideur,
    /// Before which instance it comes, by its code: the commission of entries, where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(pattern("^[a-z][a-z_]{1,40}$")))]
    #[schema(example = "comite_suivi")]
    pub instance: Option<String>,
}

/// One rule says who decides of a nature.
fn chacune_une_fois<C>(all: &[RegleDecision], _: &C) -> garde::Result {
    let natures: BTreeSet<_> = all.iter().map(|one| one.nature).collect();
    if natures.len() == all.len() {
        Ok(())
    } else {
        Err(garde::Error::new("attendu : une règle au plus pour chaque nature de demande"))
    }
}

/// One instance has a code, which is not that of the commission.
fn nommees_une_fois<C>(all: &[Instance], _: &C) -> garde::Result {
    let codes: BTreeSet<_> = all.iter().map(|one| one.code.as_str()).chain([COMMISSION]).collect();
    if codes.len() == all.len() + 1 {
        Ok(())
    } else {
        Err(garde::Error::new(format!("attendu : un code différent pour chaque instance, autre que {COMMISSION}")))
    }
}

/// What is decided comes before the commission, or an instance of these.
fn d_instances_connues<C>(instances: &[Instance]) -> impl Fn(&Vec<RegleDecision>, &C) -> garde::Result {
    let codes: BTreeSet<_> = instances.iter().map(|one| one.code.clone()).chain([COMMISSION.to_owned()]).collect();
    move |all, _| match all.iter().filter_map(|one| one.instance.as_ref()).find(|code| !codes.contains(*code)) {
        None => Ok(()),
        Some(code) => Err(garde::Error::new(format!("aucune instance n'a le code {code}"))),
    }
}

/// Who signs the contrat d'engagement.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Contrat {
    /// Every signature that engages.
    #[garde(length(max = 200))]
    pub signataires: Vec<Signataire>,
}

/// Norm of persons per référent.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Capacite {
    /// Persons in file active (or places, see `unite`) per full-time référent.
    #[garde(range(max = 1200))]
    pub par_etp: u32,
    /// What is counted.
    pub unite: UniteCapacite,
    /// Persons accompanied over a year per full-time référent.
    #[garde(inner(range(max = 1200)))]
    pub personnes_par_an: Option<u32>,
    /// Whether a référent may go beyond it; a norm, which says so and forbids nothing, when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<NatureCapacite>,
}

/// What the capacity of a référent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NatureCapacite {
    /// What is aimed at: beyond it, it is said.
    Norme,
    /// What nobody is handed over beyond (Nice Côte d'Azur: a file active « limited » to 80). An entry, which the
    /// commission decides, is never refused for it.
    Plafond,
}

/// What a référent's capacity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UniteCapacite {
    /// Persons in file active.
    FileActive,
    /// Places, on which several persons follow one another in a year.
    Places,
}

/// Rhythm of contact with each person.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Contact {
    /// Minutes of interview a month in accompaniment alone.
    #[garde(range(min = 0, max = 100))]
    pub entretien_minutes: i32,
    /// Whether several shorter interviews add up to the required time.
    pub cumulable: bool,
    /// Contacts a month while the accompaniment is délégué, telephone included.
    #[garde(range(max = 1000))]
    pub contacts_delegue: usize,
}

kernel::codes! {
    /// With whom one speaks about a person.
    pub enum Partenaire {
        /// France Travail.
        FranceTravail = "france_travail",
        /// The Département.
        Departement = "departement",
        /// Who referred the person.
        Prescripteur = "prescripteur",
        /// The référent social.
        ReferentSocial = "referent_social",
        /// Another partner.
        Autre = "autre",
    }
}

/// Rhythm of exchanges with one partner about each person.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct PointPartenaire {
    /// Which partner.
    pub interlocuteur: Partenaire,
    /// Months from one exchange to the next, or from the entry to the first.
    #[garde(range(min = 1, max = 1200))]
    pub mois: u32,
    /// Days before the last one from which it is announced.
    #[garde(range(min = 0, max = 36_500))]
    pub alerte_jours: i64,
}

kernel::codes! {
    /// In which phase of the accompaniment a person is, for the rhythm of contact.
    pub enum PhaseContact {
        /// Somebody decided to see them more often.
        Renforce = "renforce",
        /// In the job that is followed.
        EnEmploi = "en_emploi",
        /// In an étape.
        EnEtape = "en_etape",
        /// In the first months.
        Debut = "debut",
        /// After an étape, with none running.
        EntreEtapes = "entre_etapes",
        /// Before any étape.
        Seul = "seul",
    }
}

kernel::codes! {
    /// What a rhythm is counted in.
    pub enum UniteCadence {
        /// Weeks.
        Semaines = "semaines",
        /// Months.
        Mois = "mois",
    }
}

/// Rhythm of contact with each person, phase by phase: contacts of any nature, alone or in a group.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Rythme {
    /// Months after the entry that are its start.
    #[garde(range(max = 1200))]
    pub debut_mois: u32,
    /// Days of tolerance after each last day.
    #[garde(range(min = 0, max = 366))]
    pub tolerance_jours: i64,
    /// Days before the last one from which a contact is announced.
    #[garde(range(min = 0, max = 366))]
    pub alerte_jours: i64,
    /// How often in each phase; nothing is asked in a phase that is not named.
    #[garde(dive, length(max = 20))]
    pub phases: Vec<Cadence>,
}

/// How often a contact is due in a phase.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Cadence {
    /// The phase.
    pub phase: PhaseContact,
    /// Every so many.
    #[garde(range(min = 1, max = 1200))]
    pub tous_les: u32,
    /// Of what.
    pub unite: UniteCadence,
}

/// Rhythm of étapes.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Etapes {
    /// Étapes to start in each period of twelve months from the entry.
    #[garde(inner(range(max = 1000)))]
    pub par_12_mois: Option<usize>,
    /// Months without étape after which the rule is broken.
    #[garde(inner(range(max = 1200)))]
    pub ecart_max_mois: Option<u32>,
    /// Bilans tripartites by length of étape.
    #[garde(dive)]
    pub bilans: Option<Bilans>,
}

/// Bilans tripartites required: `nombre` for each `mois` of étape.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Bilans {
    /// How many.
    #[garde(range(max = 1200))]
    pub nombre: u32,
    /// For an étape of so many months.
    #[garde(range(max = 1200))]
    pub mois: u32,
}

/// Norm of hours of accompaniment per person in parcours.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NormeHeures {
    /// Least hours.
    #[garde(range(max = 1200))]
    pub min: u16,
    /// Most hours.
    #[garde(range(max = 1200))]
    pub max: u16,
}

/// Review of long parcours.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Revue {
    /// Months of parcours from which the review is due.
    #[garde(range(max = 1200))]
    pub mois: u32,
}

/// What makes an exit positive. A quota absent here is not asked by the territory. What came after the first version
/// of these rules is left out while it is absent: pods of the former version refuse a field that they do not know.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a territory answers by itself")]
pub struct Sortie {
    /// Months of follow-up after the start of a job or the creation of a business.
    #[garde(range(max = 1200))]
    pub suivi_mois: u32,
    /// Percentage of full time that a CDI must *exceed*, where `cdi_quotite` does not say another threshold.
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "50")]
    #[garde(inner(custom(pourcentage)))]
    pub cdi_quotite_exclue: Option<Decimal>,
    /// Percentage of full time that a CDD must *reach*, where `cdd_quotite` does not say another threshold.
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "50")]
    #[garde(inner(custom(pourcentage)))]
    pub cdd_quotite_min: Option<Decimal>,
    /// Months that a CDD must *reach*, where `cdd_mois` does not say another threshold.
    #[garde(inner(range(max = 1200)))]
    pub cdd_mois_min: Option<u32>,
    /// Months that a qualifying training must last.
    #[garde(inner(range(max = 1200)))]
    pub formation_mois_min: Option<u32>,
    /// Whether the title must have been obtained.
    pub formation_titre: bool,
    /// Months after the end of a training for which its title is still awaited; twelve by default, which no
    /// document of a PLIE says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(max = 1200)))]
    pub titre_attente_mois: Option<u32>,
    /// Whether a job in an ACI or a mise à disposition by an AI can ever count.
    pub insertion_exclue: bool,
    /// Months and percentage of full time of an aided contract, which also takes a decision of the
    /// animation team; absent where aided contracts follow the rule of a CDD.
    #[garde(dive)]
    pub contrat_aide: Option<ContratAide>,
    /// The share of full time of a CDI, with its comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub cdi_quotite: Option<SeuilQuotite>,
    /// The share of full time of a CDD, with its comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub cdd_quotite: Option<SeuilQuotite>,
    /// The months of a CDD, with their comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub cdd_mois: Option<SeuilMois>,
    /// Whether a part-time that the person chose, which was checked with them, may be under the shares asked.
    #[serde(default, skip_serializing_if = "non")]
    pub temps_partiel_choisi: bool,
    /// Whether contracts in a row are judged together; each alone where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub enchainement: Option<Enchainement>,
    /// How seasonal work counts; as any CDD where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub saisonnier: Option<Saisonnier>,
    /// When a job in an association intermédiaire counts all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub emploi_en_ai: Option<EmploiEnAi>,
    /// The insertion structures whose contracts count by decision only, under the conditions of `contrat_aide`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 200))]
    pub insertion_sur_decision: Vec<TypeInsertion>,
    /// What whoever decides of an insertion or aided contract answers one by one; a reason is enough where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 200))]
    pub conditions_decision: Vec<ConditionDecision>,
    /// Months of an aided contract with an end, by kind of employer, where it counts without decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 200))]
    pub aides_par_employeur: Vec<AideParEmployeur>,
    /// A long training that counts before its title; absent where only its title or its end does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub formation_longue: Option<FormationLongue>,
    /// Whether a qualifying training counts from its first day, while it runs.
    #[serde(default, skip_serializing_if = "non")]
    pub formation_en_cours: bool,
    /// Whether the person's agreement is part of the decision that they left.
    #[serde(default, skip_serializing_if = "non")]
    pub accord_personne: bool,
    /// Calls without answer after which a followed person cannot be reached; three by default, which no document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 1, max = 100)))]
    pub appels_max: Option<u32>,
    /// The group of a motive where it is not the usual one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 200))]
    pub groupes: Vec<GroupeDuMotif>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn non(said: &bool) -> bool {
    !*said
}

impl Sortie {
    /// The last day on which the title of a training that ended on `fin` is awaited.
    #[must_use]
    pub fn titre_attendu_jusqu_au(&self, fin: NaiveDate) -> NaiveDate {
        calendrier::plus_mois(fin, self.titre_attendu_mois())
    }

    /// How many months after the last day of a training its title is awaited.
    #[must_use]
    pub fn titre_attendu_mois(&self) -> u32 {
        self.titre_attente_mois.unwrap_or(12)
    }

    /// The share of full time that a CDI takes.
    #[must_use]
    pub fn quotite_cdi(&self) -> Option<SeuilQuotite> {
        self.cdi_quotite.or_else(|| self.cdi_quotite_exclue.map(SeuilQuotite::plus_de))
    }

    /// The share of full time that a CDD takes.
    #[must_use]
    pub fn quotite_cdd(&self) -> Option<SeuilQuotite> {
        self.cdd_quotite.or_else(|| self.cdd_quotite_min.map(SeuilQuotite::au_moins))
    }

    /// The months that a CDD takes.
    #[must_use]
    pub fn mois_cdd(&self) -> Option<SeuilMois> {
        let reached = |mois| SeuilMois { mois, comparaison: Comparaison::AuMoins };
        self.cdd_mois.or_else(|| self.cdd_mois_min.map(reached))
    }

    /// Calls without answer after which a followed person cannot be reached. Unverified: no document says it.
    #[must_use]
    pub fn appels_avant_injoignable(&self) -> u32 {
        self.appels_max.unwrap_or(3)
    }
}

kernel::codes! {
    /// How a value is compared with a threshold: « au moins un mi-temps » is not « plus d'un mi-temps ».
    pub enum Comparaison {
        /// It reaches the threshold.
        AuMoins = "au_moins",
        /// It exceeds it.
        PlusDe = "plus_de",
    }
}

/// A share of full time to reach or to exceed.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SeuilQuotite {
    /// Percentage of full time.
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "50")]
    #[garde(custom(pourcentage))]
    pub valeur: Decimal,
    /// How it is compared.
    pub comparaison: Comparaison,
}

impl SeuilQuotite {
    const fn au_moins(valeur: Decimal) -> Self {
        Self { valeur, comparaison: Comparaison::AuMoins }
    }

    const fn plus_de(valeur: Decimal) -> Self {
        Self { valeur, comparaison: Comparaison::PlusDe }
    }

    /// Whether this share is enough.
    #[must_use]
    pub fn atteint(&self, quotite: Decimal) -> bool {
        match self.comparaison {
            Comparaison::AuMoins => quotite >= self.valeur,
            Comparaison::PlusDe => quotite > self.valeur,
        }
    }
}

/// A length in months to reach or to exceed.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SeuilMois {
    /// Months.
    #[garde(range(max = 1200))]
    pub mois: u32,
    /// How they are compared.
    pub comparaison: Comparaison,
}

impl SeuilMois {
    /// Whether what lasts from `debut` to `fin`, both included, is long enough.
    #[must_use]
    pub fn atteint(self, debut: NaiveDate, fin: NaiveDate) -> bool {
        let (asked, after) = (calendrier::plus_mois(debut, self.mois), calendrier::plus_jours(fin, 1));
        match self.comparaison {
            Comparaison::AuMoins => asked <= after,
            Comparaison::PlusDe => asked < after,
        }
    }
}

/// Contracts in a row that are judged together.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Enchainement {
    /// Days without work at most between two contracts.
    #[garde(range(max = 366))]
    pub interruption_max_jours: u32,
    /// Whether temporary missions in several firms are one job only when the person chose to change.
    #[serde(default, skip_serializing_if = "non")]
    pub interim_par_choix: bool,
}

kernel::codes! {
    /// Where a temporary mission that follows another contract is done.
    pub enum SuiteInterim {
        /// In the same firm.
        MemeEntreprise = "meme_entreprise",
        /// In another one, by the person's choice, which was checked with them.
        AutreChoisie = "autre_choisie",
        /// In another one, which they did not choose.
        AutreSubie = "autre_subie",
    }
}

/// Seasonal work: so many months of work within so many.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Saisonnier {
    /// Months worked at least.
    #[garde(range(max = 120))]
    pub mois: u32,
    /// Within the last so many months.
    #[garde(range(min = 1, max = 120))]
    pub sur_mois: u32,
}

/// When a job in an association intermédiaire counts: all at once.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EmploiEnAi {
    /// Completed years that the person is older than.
    #[garde(range(min = 0, max = 120))]
    pub age_plus_de: i32,
    /// Months of missions that theirs exceed.
    #[garde(range(max = 1200))]
    pub anciennete_plus_de_mois: u32,
    /// Least percentage of full time.
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "33.3333")]
    #[garde(custom(pourcentage))]
    pub quotite_min: Decimal,
}

kernel::codes! {
    /// In what insertion structure a person works.
    pub enum TypeInsertion {
        /// Atelier et chantier d'insertion.
        Aci = "aci",
        /// Association intermédiaire: mise à disposition.
        Ai = "ai",
        /// Entreprise d'insertion.
        Ei = "ei",
        /// Entreprise de travail temporaire d'insertion.
        Etti = "etti",
    }
}

kernel::codes! {
    /// What whoever decides of an insertion or aided contract answers (seed 002, « conditions cumulatives »). Its length
    /// and its share of full time are facts of the contract, which the rule reads itself.
    pub enum ConditionDecision {
        /// The job matches the person's professional project.
        Projet = "projet",
        /// The person's autonomy is sufficient.
        Autonomie = "autonomie",
        /// There are perspectives of employment.
        Perspectives = "perspectives",
        /// The job qualifies the person, or makes them more professional.
        Qualification = "qualification",
    }
}

impl ConditionDecision {
    /// What people read.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Projet => "emploi correspondant au projet professionnel",
            Self::Autonomie => "niveau d'autonomie suffisant",
            Self::Perspectives => "perspectives d'emploi",
            Self::Qualification => "professionnalisation ou qualification",
        }
    }
}

kernel::codes! {
    /// What kind of employer gives an aided contract.
    pub enum EmployeurAide {
        /// An association.
        Association = "association",
        /// A hospital or another care establishment.
        Hopital = "hopital",
        /// A local authority or one of its establishments.
        Collectivite = "collectivite",
        /// A company.
        Entreprise = "entreprise",
        /// Another one.
        Autre = "autre",
    }
}

/// How long an aided contract with an end lasts at some employers.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AideParEmployeur {
    /// The employers.
    #[garde(length(min = 1, max = 200))]
    pub employeurs: Vec<EmployeurAide>,
    /// Least months; a contract without end is long enough.
    #[garde(range(max = 1200))]
    pub mois_min: u32,
}

/// A training that counts before its title when it is long.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FormationLongue {
    /// It lasts more than so many months.
    #[garde(range(max = 1200))]
    pub plus_de_mois: u32,
    /// It counts after so many months inside.
    #[garde(range(max = 1200))]
    pub apres_mois: u32,
}

/// Conditions of an aided contract.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ContratAide {
    /// Least months.
    #[garde(range(max = 1200))]
    pub mois_min: u32,
    /// Least percentage of full time.
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "50")]
    #[garde(custom(pourcentage))]
    pub quotite_min: Decimal,
}

kernel::codes! {
    /// Why a parcours ends otherwise than by a positive exit.
    pub enum MotifCloture {
        /// The person gave up, or is heard of no more.
        Abandon = "abandon",
        /// The person moved out of the territory.
        Demenagement = "demenagement",
        /// Another service suits the person better: it is no failure (seed 001).
        Reorientation = "reorientation",
        /// Health forbids to go on.
        Sante = "sante",
        /// The person retires.
        Retraite = "retraite",
        /// The person died.
        Deces = "deces",
        /// The PLIE ended it.
        Exclusion = "exclusion",
        /// The person may not be accompanied any longer by the rules of the territory.
        FinDeDroits = "fin_de_droits",
    }
}

kernel::codes! {
    /// The group of an exit: its place in the rate of positive exits.
    pub enum GroupeSortie {
        /// Positive: counted above and below.
        Positive = "positive",
        /// Neutral, administrative: in no rate.
        Neutre = "neutre",
        /// Another one: counted below.
        Autre = "autre",
    }
}

/// The group of the exits of one motive.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct GroupeDuMotif {
    /// The motive.
    pub motif: MotifCloture,
    /// Its group.
    pub groupe: GroupeSortie,
}

/// Until when a person may be accompanied.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FinDeDroit {
    /// Months of parcours at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 1, max = 1200)))]
    pub mois: Option<u32>,
    /// Completed years at which the person leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 1, max = 120)))]
    pub age: Option<i32>,
    /// Whether another structure is to take over then.
    #[serde(default, skip_serializing_if = "non")]
    pub relais: bool,
    /// Days before at which it is announced.
    #[garde(range(min = 0, max = 36_500))]
    pub alerte_jours: i64,
    /// Months by which one decision may move the end of the length. Unverified: a year by default.
    #[serde(default = "un_an", skip_serializing_if = "est_un_an")]
    #[garde(range(min = 1, max = 120))]
    pub prolongation_mois: u32,
}

const fn un_an() -> u32 {
    12
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn est_un_an(months: &u32) -> bool {
    *months == un_an()
}

/// What the protocole aims at in a year.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Cibles {
    /// Positive exits, in per cent of all but the neutral ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "42")]
    #[garde(inner(custom(pourcentage)))]
    pub taux_positif: Option<Decimal>,
    /// Entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(max = 1_000_000)))]
    pub entrees: Option<u32>,
    /// Renewal of the file active, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "30")]
    #[garde(inner(custom(pourcentage)))]
    pub renouvellement: Option<Decimal>,
}

/// What the protocole aims at of one operator in a year.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CiblesOperateur {
    /// The structure whose référents are asked of, of the directory of the territory.
    pub structure: StructureId,
    /// What is aimed at of them.
    #[garde(dive)]
    pub cibles: Cibles,
}

/// What is aimed at of an operator stands in one place.
fn une_fois_chacun<C>(all: &[CiblesOperateur], _: &C) -> garde::Result {
    let structures: BTreeSet<_> = all.iter().map(|one| one.structure).collect();
    if structures.len() == all.len() {
        Ok(())
    } else {
        Err(garde::Error::new("attendu : des objectifs une seule fois pour chaque opérateur"))
    }
}

/// Cost ceilings.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Budget {
    /// Loaded annual salary at most per full-time équivalent, in euros.
    #[garde(custom(plafond))]
    pub plafond_par_etp: Montant,
}

/// Company visits.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Entreprises {
    /// Companies that a pair of référents visits in a year.
    #[garde(range(max = 1200))]
    pub visites_par_binome: u32,
}

/// Who may enter the PLIE.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Eligibilite {
    /// Member communes; empty while the territory has not entered them, and the criterion is then
    /// not judged.
    #[garde(length(max = 2000))]
    pub communes: Vec<CodeCommune>,
    /// Categories of public: one is enough.
    #[garde(dive, length(max = 200))]
    pub categories: Vec<CategoriePublic>,
    /// How many days old the proof of residence may be on the reference date.
    #[garde(range(min = 0, max = 36_500))]
    pub residence_validite_jours: i64,
}

/// One category of public.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CategoriePublic {
    /// The situation that opens it.
    #[schema(example = "rsa")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub situation: String,
    /// The type of pièce that proves it.
    #[schema(example = "attestation_rsa")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub piece: String,
    /// How many days old that pièce may be on the reference date; absent when it does not age.
    #[garde(inner(range(min = 0, max = 36_500)))]
    pub validite_jours: Option<i64>,
    /// A situation that opens the category by lasting: registered for more than twelve months, say.
    #[serde(default)]
    #[garde(dive)]
    pub duree: Option<DureeDeSituation>,
    /// Completed years at most on the reference date.
    #[serde(default)]
    #[garde(inner(range(min = 0, max = 120)))]
    pub age_max: Option<i32>,
    /// Completed years at least on the reference date.
    #[serde(default)]
    #[garde(inner(range(min = 0, max = 120)))]
    pub age_min: Option<i32>,
}

/// A situation that must have lasted.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DureeDeSituation {
    /// The situation.
    #[schema(example = "inscrit_france_travail")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub situation: String,
    /// It must have held for more than so many months.
    #[schema(example = 12)]
    #[garde(range(max = 1200))]
    pub mois: u32,
}

/// A type of pièce that must be valid on the day of an event.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RegleDePiece {
    /// The type of pièce.
    #[schema(example = "contrat_de_travail")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub piece: String,
    /// The event whose day matters.
    pub evenement: Evenement,
    /// For an exit, what it proves; empty when the type says it, or when it may prove any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 200))]
    pub sorties: Vec<FamilleSortie>,
    /// How many days old it may be on that day; absent when it does not age, or for an exit, when half a year
    /// is enough.
    #[serde(default)]
    #[garde(inner(range(min = 0, max = 36_500)))]
    pub validite_jours: Option<i64>,
    /// How many days after the event the document may still be dated; 0 by default.
    #[serde(default)]
    #[garde(range(min = 0, max = 36_500))]
    pub retard_jours: i64,
}

kernel::codes! {
    /// What an exit leads to, by what proves it.
    pub enum FamilleSortie {
        /// A job.
        Emploi = "emploi",
        /// A business.
        Creation = "creation",
        /// A qualifying training.
        Formation = "formation",
    }
}

kernel::codes! {
    /// The event whose day a pièce is judged against.
    pub enum Evenement {
        /// The entry in the PLIE.
        Entree = "entree",
        /// The start of an étape.
        Etape = "etape",
        /// The exit.
        Sortie = "sortie",
    }
}

/// How long a file is kept (default of the CNIL referential on social accompaniment: to be confirmed by
/// the territory's data protection officer).
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct Conservation {
    /// Months after the last contact at which a file leaves the active base.
    #[garde(range(max = 1200))]
    pub base_active_mois: u32,
    /// Months after the last contact at which a file that no funder holds is anonymised.
    #[garde(range(max = 1200))]
    pub archive_mois: u32,
    /// Days before acting at which it is announced.
    #[garde(range(min = 0, max = 36_500))]
    pub preavis_jours: i64,
    /// Full years, after the one in which an operation ends, for which its funder obliges to keep the files
    /// of its participants. Five years run from the last payment (Reg. 2021/1060 art. 82), whose day is not
    /// known at the entry: two more leave it time. Unverified for an operation of before: its convention says.
    #[garde(range(min = 0, max = 100))]
    pub financeur_annees: i32,
    /// Days after which somebody who was spotted, and for whom no candidature was filed, is forgotten. Six months: no text says,
    /// the territory's data protection officer does. Left out while it is the default, as [`Referentiel::emargement`].
    #[serde(skip_serializing_if = "six_mois")]
    #[garde(range(min = 1, max = 1_200))]
    pub reperage_jours: u32,
}

impl Default for Conservation {
    fn default() -> Self {
        Self {
            base_active_mois: 24,
            archive_mois: 60,
            preavis_jours: 30,
            financeur_annees: 7,
            reperage_jours: REPERAGE_JOURS,
        }
    }
}

const REPERAGE_JOURS: u32 = 180;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn six_mois(jours: &u32) -> bool {
    *jours == REPERAGE_JOURS
}

/// Who the European fund may support in the operations of the territory.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EligibiliteFse {
    /// Whether a person in employment on the day before the entry may be supported.
    #[serde(default)]
    pub en_emploi: bool,
    /// Days before the entry from which its questionnaire may be answered.
    #[serde(default = "recueil_jours_avant")]
    #[garde(range(max = 1200))]
    pub recueil_jours_avant: u16,
}

/// Three months: no text says how long an answer stays that of the day before the entry.
const fn recueil_jours_avant() -> u16 {
    90
}

impl Default for EligibiliteFse {
    fn default() -> Self {
        Self { en_emploi: false, recueil_jours_avant: recueil_jours_avant() }
    }
}

/// What presence sheets prove of staff time. Unverified: no document of a funder that was read says it, so a territory
/// may set it.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct Emargement {
    /// What the missing signature of one person puts in doubt.
    pub manque: EnDoute,
    /// How many days ahead an appointment may be made.
    #[schema(example = 731)]
    #[garde(range(min = 1, max = 3_660))]
    pub horizon_jours: u16,
    /// How many days after it an appointment is closed, cancelled or found missed. Unverified: 7 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 7)]
    #[garde(inner(range(min = 1, max = 366)))]
    pub cloture_jours: Option<u16>,
    /// How many days after it the signatures that its sheet lacks are collected. Unverified: 15 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 15)]
    #[garde(inner(range(min = 1, max = 366)))]
    pub signature_jours: Option<u16>,
    /// The public holidays that contradict a time sheet; those of the territory's clocks when it says none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feries: Option<JoursFeries>,
}

impl Default for Emargement {
    fn default() -> Self {
        Self { manque: EnDoute::Part, horizon_jours: 731, cloture_jours: None, signature_jours: None, feries: None }
    }
}

impl Emargement {
    fn est_defaut(&self) -> bool {
        *self == Self::default()
    }
}

kernel::codes! {
    /// What the missing signature of one person puts in doubt.
    pub enum EnDoute {
        /// The part of that person: a sixth of a workshop of six.
        Part = "part",
        /// The whole séance.
        Seance = "seance",
    }
}

kernel::codes! {
    /// An appointment of which a compte rendu may be asked, by its nature.
    pub enum NatureRelatee {
        /// Diagnostic interview, before the entry.
        Diagnostic = "diagnostic",
        /// Interview of the accompaniment.
        Entretien = "entretien",
        /// Collective workshop: one of the whole séance is enough.
        Atelier = "atelier",
        /// Bilan tripartite of an étape.
        Bilan = "bilan",
        /// Telephone call.
        Telephone = "telephone",
    }
}

/// Of which appointments a compte rendu is written: each interview has one in the file of the person (seeds 002 and 004).
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct ComptesRendus {
    /// Natures of the appointments after which it is awaited of each person who came.
    #[garde(length(max = 20))]
    pub natures: Vec<NatureRelatee>,
}

impl Default for ComptesRendus {
    fn default() -> Self {
        Self { natures: vec![NatureRelatee::Entretien, NatureRelatee::Diagnostic, NatureRelatee::Bilan] }
    }
}

impl ComptesRendus {
    fn est_defaut(&self) -> bool {
        *self == Self::default()
    }
}

/// One category of staff time.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CategorieTemps {
    /// Stable code.
    #[schema(example = "entretien")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub code: String,
    /// What people read.
    #[schema(example = "Entretiens individuels")]
    #[garde(length(chars, min = 2, max = 500))]
    pub libelle: String,
}

/// Lead times of alerts, in days.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Alertes {
    /// Diagnosis to finish.
    #[garde(range(min = 0, max = 36_500))]
    pub diagnostic: i64,
    /// Étape to start.
    #[garde(range(min = 0, max = 36_500))]
    pub etape: i64,
    /// Long parcours to review.
    #[garde(range(min = 0, max = 36_500))]
    pub revue: i64,
    /// Contact of the month to make. Unverified: a week by default.
    #[serde(default = "semaine", skip_serializing_if = "est_semaine")]
    #[garde(range(min = 0, max = 28))]
    pub contact: i64,
    /// Prescripteur to contact after missed appointments: how long it may take. Unverified: a week by default.
    #[serde(default = "semaine", skip_serializing_if = "est_semaine")]
    #[garde(range(min = 0, max = 36_500))]
    pub absences: i64,
    /// Frein that threatens an entry, told to the structure d'animation: how long its answer may take. Unverified: a week by
    /// default.
    #[serde(default = "semaine", skip_serializing_if = "est_semaine")]
    #[garde(range(min = 0, max = 36_500))]
    pub frein: i64,
    /// How long after its last day an échéance may be put off at most. Unverified: 30 by default.
    #[serde(default = "trente", skip_serializing_if = "est_trente")]
    #[garde(range(min = 0, max = 366))]
    pub report: i64,
    /// What a followed exit takes to be confirmed. Unverified: 30 by default.
    #[serde(default = "trente", skip_serializing_if = "est_trente")]
    #[garde(range(min = 0, max = 366))]
    pub sortie: i64,
    /// Registration with France Travail to renew; a fortnight by default, which no document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 0, max = 36_500)))]
    pub renouvellement: Option<i64>,
}

const fn semaine() -> i64 {
    7
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn est_semaine(days: &i64) -> bool {
    *days == semaine()
}

const fn trente() -> i64 {
    30
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn est_trente(days: &i64) -> bool {
    *days == trente()
}

impl Referentiel {
    /// Reads a référentiel from its TOML form. An unknown field is refused: a misspelt rule must not
    /// be silently absent.
    pub fn lire(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Of several versions, the one in force on `jour`.
    #[must_use]
    pub fn en_vigueur(versions: &[Self], jour: NaiveDate) -> Option<&Self> {
        versions.iter().filter(|version| version.effet <= jour).max_by_key(|version| (version.effet, version.version))
    }
}

/// A yearly salary, in euros: from a cent to a million.
fn plafond<C>(most: &Montant, _: &C) -> garde::Result {
    let salaries = Montant::depuis_centimes(1)..=Montant::depuis_centimes(100_000_000);
    if salaries.contains(most) { Ok(()) } else { Err(garde::Error::new("attendu : de 0.01 à 1000000.00 €")) }
}

/// A share of full time, in per cent.
fn pourcentage<C>(part: &Decimal, _: &C) -> garde::Result {
    let within = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(part);
    if within { Ok(()) } else { Err(garde::Error::new("attendu : un pourcentage, de 0 à 100")) }
}
