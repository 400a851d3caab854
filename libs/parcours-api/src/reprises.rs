//! Taking over the parcours of another program: how its table reads, its lines before they count, what became of them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::NatureRendezVous;
use garde::Validate;
use kernel::{
    CorrespondanceId, Duree, FaitReprisId, Nominatif, ParcoursId, ParticipantId, Personnes, StructureId, UtilisateurId,
    codes, kind,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{ActionLigne, ChampImporte, ColonneImportee, Doute, EtatLigne, Nomme, Noms, ProblemeLigne, Textes};
use utoipa::ToSchema;

use crate::{
    ConstatPresence, EtatEtape, EtatParcours, EtatSortie, FaitDate, IssueAppel, MotifCloture, NatureEtape,
    NatureSortie, NatureSuspension,
};

codes! {
    /// What a line of the table tells.
    pub enum NatureFait {
        /// From which day on the history of the person is told.
        Parcours = "parcours",
        /// Who followed the person on some days.
        Referent = "referent",
        /// A suspension.
        Suspension = "suspension",
        /// A veille.
        Veille = "veille",
        /// An étape.
        Etape = "etape",
        /// A bilan tripartite that was held of an étape.
        Bilan = "bilan",
        /// A contact with the person.
        Contact = "contact",
        /// A positive exit: confirmed, or followed until it has held.
        Sortie = "sortie",
        /// A further contract of an exit.
        Contrat = "contrat",
        /// A call to a person whose exit is followed.
        Suivi = "suivi",
        /// The end of the parcours otherwise than by a positive exit.
        Fin = "fin",
    }
}

codes! {
    /// What a column tells.
    pub enum ChampReprise {
        /// The person, by the reference of the table of persons.
        Reference = "reference",
        /// The person, by the identifier of their file here, where no reference was taken over.
        Participant = "participant",
        /// The day of the entry with which the parcours began, of who came several times; the last one when it is not said.
        Entree = "entree",
        /// What the line tells.
        Fait = "fait",
        /// What the former program calls it: by it, a line that is sent again is recognised.
        Numero = "numero",
        /// First day, or the day.
        Du = "du",
        /// Last day, included.
        Au = "au",
        /// Planned last day of an étape.
        FinPrevue = "fin_prevue",
        /// What the étape or the exit is, or what the contact was.
        Nature = "nature",
        /// The structure that ran the étape, by its identifier.
        Operateur = "operateur",
        /// Title of the étape.
        Intitule = "intitule",
        /// The étape of a bilan, by the `numero` of its line; the one that ran on the day when it is not said.
        Etape = "etape",
        /// What is known of a bilan.
        Commentaire = "commentaire",
        /// Where the étape or the exit stands.
        Etat = "etat",
        /// Why it was broken, why the person was suspended, or the code of why the parcours ended.
        Motif = "motif",
        /// The référent: the identifier of an account, or a name of the past.
        Referent = "referent",
        /// Minutes of a contact.
        Minutes = "minutes",
        /// Whether both signed.
        Signe = "signe",
        /// The employer of an exit, or its training body.
        Employeur = "employeur",
        /// Percentage of full time of a contract.
        Quotite = "quotite",
        /// Day on which the former program received the document that proves an exit.
        JustifieeLe = "justifiee_le",
        /// Date of an exit that was confirmed: the first day out of the PLIE.
        AcquiseLe = "acquise_le",
        /// What came of a call.
        Issue = "issue",
        /// Where the person went whose parcours ended otherwise than by a positive exit.
        Destination = "destination",
        /// In what kind of insertion structure a job is: `aci`, `ai`, `ei` or `etti`.
        Structure = "structure",
        /// First day of the missions of an association intermédiaire.
        MissionsDepuis = "missions_depuis",
        /// Whether who works in an association intermédiaire wishes no more to be accompanied.
        SansSouhait = "sans_souhait",
        /// Completed years of who works in an association intermédiaire on the first day.
        Age = "age",
        /// What kind of employer gives an aided contract.
        EmployeurType = "employeur_type",
        /// Whether an aided contract has no end: its last day is then that of the aid.
        SansTerme = "sans_terme",
        /// Whether a fixed-term contract is seasonal work.
        Saisonnier = "saisonnier",
        /// Day on which the title of a training was obtained.
        TitreObtenuLe = "titre_obtenu_le",
        /// Day on which it was checked that the person chose to work part-time.
        PartielChoisiLe = "partiel_choisi_le",
    }
}

impl ChampImporte for ChampReprise {
    fn pointeur(self) -> &'static str {
        match self {
            Self::Reference => "/reference",
            Self::Participant => "/participant",
            Self::Entree => "/entree",
            Self::Fait => "/fait",
            Self::Numero => "/numero",
            Self::Du => "/du",
            Self::Au => "/au",
            Self::FinPrevue => "/fin_prevue",
            Self::Nature => "/nature",
            Self::Operateur => "/operateur",
            Self::Intitule => "/intitule",
            Self::Etape => "/etape",
            Self::Commentaire => "/commentaire",
            Self::Etat => "/etat",
            Self::Motif => "/motif",
            Self::Referent => "/referent",
            Self::Minutes => "/minutes",
            Self::Signe => "/signe",
            Self::Employeur => "/employeur",
            Self::Quotite => "/quotite",
            Self::JustifieeLe => "/justifiee_le",
            Self::AcquiseLe => "/acquise_le",
            Self::Issue => "/issue",
            Self::Destination => "/destination",
            Self::Structure => "/structure",
            Self::MissionsDepuis => "/missions_depuis",
            Self::SansSouhait => "/sans_souhait",
            Self::Age => "/age",
            Self::EmployeurType => "/employeur_type",
            Self::SansTerme => "/sans_terme",
            Self::Saisonnier => "/saisonnier",
            Self::TitreObtenuLe => "/titre_obtenu_le",
            Self::PartielChoisiLe => "/partiel_choisi_le",
        }
    }

    fn attendu(self) -> &'static str {
        match self {
            Self::Reference => "la référence de la personne, telle que le tableau des personnes l'a dite",
            Self::Participant => "l'identifiant du dossier de la personne, à défaut de référence",
            Self::Fait => {
                "parcours, referent, suspension, veille, etape, bilan, contact, sortie, contrat, suivi ou fin"
            }
            Self::Numero => "l'identifiant de la ligne dans l'ancien logiciel, 80 caractères au plus",
            Self::Entree
            | Self::Du
            | Self::Au
            | Self::FinPrevue
            | Self::JustifieeLe
            | Self::AcquiseLe
            | Self::MissionsDepuis
            | Self::TitreObtenuLe
            | Self::PartielChoisiLe => "une date : 20/05/2024 ou 2024-05-20",
            Self::Nature => {
                "la nature de l'étape (aci, formation…), de la sortie (cdi, cdd…) ou du contact (entretien, telephone…)"
            }
            Self::Operateur => "l'identifiant de la structure ; traduisez-y les noms par « valeurs »",
            Self::Intitule => "un texte de 2 à 160 caractères",
            Self::Etape => "le numéro de la ligne de l'étape ; à défaut, celle qui court ce jour-là",
            Self::Commentaire => "un texte de 2 à 500 caractères, sans détail médical",
            Self::Etat => {
                "d'une étape : positionnee, acceptee, demarree, terminee, rompue ou abandonnee ; d'une sortie : en_suivi, \
                 confirmee ou non_positive"
            }
            Self::Motif => {
                "un texte de 3 à 200 caractères, sans détail médical ; le code du motif d'une fin de parcours"
            }
            Self::Referent => "l'identifiant du compte du référent, ou le nom de qui n'en a pas",
            Self::Minutes => "une durée en minutes, de 0 à 1440",
            Self::Signe | Self::SansSouhait | Self::SansTerme | Self::Saisonnier => "oui ou non",
            Self::Structure => "le type de structure d'insertion : aci, ai, ei ou etti",
            Self::Age => "un âge en années révolues, de 14 à 120",
            Self::EmployeurType => "association, hopital, collectivite, entreprise ou autre",
            Self::Employeur => "un texte de 2 à 160 caractères",
            Self::Destination => {
                "où va la personne, un texte de 2 à 160 caractères : la commune, le service ou le PLIE qui prend le relais"
            }
            Self::Quotite => "un pourcentage du temps plein, plus de 0 et au plus 100",
            Self::Issue => "en_emploi, emploi_perdu, pas_de_reponse ou refus",
        }
    }
}

/// How a column reads.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ColonneReprise {
    /// Its title in the table; accents, case and spaces around aside.
    #[garde(length(chars, min = 1, max = 120), custom(problem::ligne))]
    #[schema(example = "Début")]
    pub titre: String,
    /// What it tells.
    pub champ: ChampReprise,
    /// What a value of the table means here: `{"Chantier": "aci"}`.
    #[serde(default)]
    #[garde(length(max = 500))]
    #[schema(value_type = Textes<500, 120>, inline)]
    pub valeurs: BTreeMap<String, String>,
}

impl ColonneImportee for ColonneReprise {
    type Champ = ChampReprise;

    fn titre(&self) -> &str {
        &self.titre
    }

    fn champ(&self) -> ChampReprise {
        self.champ
    }

    fn precision(&self) -> Option<&str> {
        None
    }

    fn depuis(&self) -> Option<&str> {
        None
    }

    fn valeurs(&self) -> &BTreeMap<String, String> {
        &self.valeurs
    }
}

/// How the table of the parcours of a former program reads.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCorrespondanceParcours {
    /// Its name.
    #[garde(length(chars, min = 2, max = 80), custom(problem::ligne))]
    #[schema(example = "Parcours de l'ancien logiciel")]
    pub nom: String,
    /// Where the lines come from: that of the table of persons, whose references they name.
    #[garde(pattern("^[a-z][a-z0-9_]{1,39}$"))]
    #[schema(example = "ancien_logiciel")]
    pub source: String,
    /// The columns that count; the others are left aside.
    #[garde(dive, length(min = 1, max = 60))]
    pub colonnes: Vec<ColonneReprise>,
}

/// A mapping that the territory keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrespondanceParcoursDto {
    /// Identifier.
    pub id: CorrespondanceId,
    /// What it says.
    #[serde(flatten)]
    pub contenu: NouvelleCorrespondanceParcours,
    /// When it was kept.
    pub creee_le: DateTime<Utc>,
}

/// A fact of a parcours, as the former program told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "fait", rename_all = "snake_case")]
pub enum FaitRepris {
    /// From which day on the history of the person is told.
    Parcours {
        /// The first day of which all is told.
        #[schema(example = "2025-09-01")]
        connu_depuis: NaiveDate,
    },
    /// Who followed the person on some days.
    Referent {
        /// The user; none of who has no account.
        referent: Option<UtilisateurId>,
        /// The name of who has no account.
        #[schema(example = "Jeanne Petit")]
        nom: Option<String>,
        /// First day.
        #[schema(example = "2024-03-01")]
        du: NaiveDate,
        /// Last day, included; until now when it is not said.
        #[schema(example = "2025-08-31")]
        au: Option<NaiveDate>,
    },
    /// A suspension or a veille.
    Arret {
        /// Which.
        nature: NatureSuspension,
        /// First day.
        #[schema(example = "2025-02-01")]
        du: NaiveDate,
        /// Last day, included; a veille may have none.
        #[schema(example = "2025-04-30")]
        au: Option<NaiveDate>,
        /// Why.
        #[schema(example = "repris de l'ancien logiciel")]
        motif: String,
    },
    /// An étape.
    Etape {
        /// What it is.
        nature: NatureEtape,
        /// The structure that runs it.
        operateur: StructureId,
        /// Title.
        #[schema(example = "Chantier espaces verts")]
        intitule: String,
        /// First day.
        #[schema(example = "2025-05-01")]
        debut: NaiveDate,
        /// Planned last day, included.
        #[schema(example = "2025-10-31")]
        fin_prevue: NaiveDate,
        /// Last day, of one that ended.
        #[schema(example = "2025-10-31")]
        fin: Option<NaiveDate>,
        /// Where it stands.
        etat: EtatEtape,
        /// Why it was broken or given up.
        motif: Option<String>,
    },
    /// A bilan tripartite that was held of an étape.
    Bilan {
        /// The étape, by the number of its line; the one that ran on the day when it is not said.
        #[schema(example = "E-2025-014")]
        etape: Option<String>,
        /// Its day.
        #[schema(example = "2025-08-04")]
        tenu_le: NaiveDate,
        /// What is known of it.
        #[schema(example = "le projet de formation se précise")]
        commentaire: Option<String>,
    },
    /// A contact with the person.
    Contact {
        /// Its day.
        #[schema(example = "2025-06-12")]
        jour: NaiveDate,
        /// What it was.
        nature: NatureRendezVous,
        /// How long.
        #[schema(example = 60)]
        minutes: Duree,
        /// Whether signatures prove it.
        justifie: bool,
    },
    /// A positive exit: confirmed, or followed until it has held.
    Sortie {
        /// What for.
        nature: NatureSortie,
        /// First day of the job, business or training.
        #[schema(example = "2025-11-03")]
        debut: NaiveDate,
        /// The employer, or the training body.
        #[schema(example = "Boulangerie Perrin")]
        employeur: String,
        /// Where it stands.
        etat: EtatSortie,
        /// Day on which the former program received the document that proves it.
        #[schema(example = "2025-11-20")]
        justifiee_le: Option<NaiveDate>,
        /// Last day of what was broken.
        #[schema(example = "2025-12-15")]
        rompue_le: Option<NaiveDate>,
        /// Date of the exit, once confirmed: the first day out of the PLIE.
        #[schema(example = "2026-05-03")]
        acquise_le: Option<NaiveDate>,
        /// Day on which it was checked that the person chose to work part-time.
        #[schema(example = "2025-11-03")]
        partiel_choisi_le: Option<NaiveDate>,
        /// Completed years of the person on the first day, where they were told.
        #[schema(example = 58)]
        age: Option<i32>,
    },
    /// A further contract of the exit before it.
    Contrat {
        /// First day.
        #[schema(example = "2025-12-01")]
        debut: NaiveDate,
        /// Last day; none of a contract without end.
        #[schema(example = "2026-03-31")]
        fin: Option<NaiveDate>,
        /// Percentage of full time.
        #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "100")]
        quotite: Decimal,
        /// The employer.
        #[schema(example = "Boulangerie Perrin")]
        employeur: String,
    },
    /// A call to a person whose exit is followed.
    Suivi {
        /// Its day.
        #[schema(example = "2025-12-07")]
        jour: NaiveDate,
        /// What came of it.
        issue: IssueAppel,
    },
    /// The end of the parcours otherwise than by a positive exit.
    Fin {
        /// Why.
        motif: MotifCloture,
        /// First day out of the PLIE.
        #[schema(example = "2025-09-01")]
        le: NaiveDate,
        /// Where the person went, as the end of a parcours says it.
        #[schema(example = "PLIE de Grenoble")]
        destination: Option<String>,
    },
}

/// Why somebody must say what becomes of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HesitationReprise {
    /// What a former import made of the line.
    pub objet: Option<FaitReprisId>,
    /// The line of the same import that tells the same.
    #[schema(example = 12)]
    pub ligne: Option<i32>,
    /// Whether it was changed in the suite since.
    pub modifie_depuis: bool,
}

impl Doute<kind::FaitRepris> for HesitationReprise {
    fn objet(&self) -> Option<FaitReprisId> {
        self.objet
    }

    fn modifie_depuis(&self) -> bool {
        self.modifie_depuis
    }

    fn change(objet: FaitReprisId) -> Self {
        Self { objet: Some(objet), ligne: None, modifie_depuis: true }
    }

    fn meme_identite() -> Self {
        Self::default()
    }
}

/// A line of an import of parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneReprise {
    /// Its number in the table.
    #[schema(example = 12)]
    pub rang: i32,
    /// Where it stands.
    pub etat: EtatLigne,
    /// What integrating it does, or did.
    pub action: Option<ActionLigne>,
    /// The parcours of the person whom it names.
    pub parcours: Option<ParcoursId>,
    /// The person.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What it became.
    pub objet: Option<FaitReprisId>,
    /// What is wrong.
    pub problemes: Vec<ProblemeLigne>,
    /// Why somebody must decide.
    pub hesitations: Vec<HesitationReprise>,
    /// Its cells by column; absent once it is integrated: the parcours says it.
    pub cellules: Option<BTreeMap<String, String>>,
    /// What it tells, when it can be read.
    pub lecture: Option<FaitRepris>,
}

impl Nomme for LigneReprise {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

impl Nominatif for LigneReprise {
    fn montrer(&self, personnes: &mut Personnes) {
        self.participant.into_iter().for_each(|one| personnes.ajouter(one));
    }
}

/// What becomes of lines that wait for it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DecisionReprise {
    /// The lines.
    #[garde(length(min = 1, max = 1000))]
    #[schema(example = json!([12]))]
    pub rangs: Vec<i32>,
    /// Replace what was changed here, or create what had been left out; null to leave the lines out. A fact is never
    /// completed: it is replaced.
    pub action: Option<ActionLigne>,
}

/// The file active of a month as the former program tells it, to be compared with what was taken over.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleComparaisonReprise {
    /// The former program: that of the table of persons, whose references are named.
    #[garde(pattern("^[a-z][a-z0-9_]{1,39}$"))]
    #[schema(example = "ancien_logiciel")]
    pub source: String,
    /// Any day of the month.
    #[schema(example = "2025-12-01")]
    pub mois: NaiveDate,
    /// Each person whom the former program tells, once.
    #[garde(dive, length(min = 1, max = 5_000))]
    pub personnes: Vec<PresenceReprise>,
}

/// A person in the file active of the former program.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct PresenceReprise {
    /// Their reference there.
    #[garde(length(chars, min = 1, max = 80), custom(problem::ligne))]
    #[schema(example = "101")]
    pub reference: String,
    /// Whether it counts them on the last day of the month.
    pub present: bool,
    /// In which state, when it says one.
    pub situation: Option<EtatParcours>,
}

codes! {
    /// What the former program and the suite say of a person in a month.
    pub enum ConstatReprise {
        /// The same.
        Identique = "identique",
        /// Only the suite counts them.
        IciSeulement = "ici_seulement",
        /// Only the former program counts them.
        AncienLogicielSeulement = "ancien_logiciel_seulement",
        /// Both count them, in another state.
        SituationDifferente = "situation_differente",
    }
}

impl From<ConstatPresence> for ConstatReprise {
    fn from(constat: ConstatPresence) -> Self {
        match constat {
            ConstatPresence::Identique => Self::Identique,
            ConstatPresence::AuPlieSeulement => Self::IciSeulement,
            ConstatPresence::ALaStructureSeulement => Self::AncienLogicielSeulement,
            ConstatPresence::SituationDifferente => Self::SituationDifferente,
        }
    }
}

/// What the former program and the suite say of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneComparaisonReprise {
    /// Their reference, as the former program was told to say it; null of whom it does not tell.
    #[schema(example = "101")]
    pub reference: Option<String>,
    /// The person; null when no parcours has this reference.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Their parcours.
    pub parcours: Option<ParcoursId>,
    /// Whether both say the same.
    pub constat: ConstatReprise,
    /// Whether they are in the file active on the last day.
    pub compte: bool,
    /// In which state they are then.
    pub situation: Option<EtatParcours>,
    /// What the former program says; null of whom it does not tell.
    pub dite: Option<PresenceReprise>,
    /// The fact that explains the difference.
    pub fait: Option<FaitDate>,
    /// First day of which their history is known, when the month was over before it.
    #[schema(example = "2026-01-05")]
    pub inconnu_avant: Option<NaiveDate>,
    /// The same in one sentence; null where both say the same.
    #[schema(example = "n'occupe pas de place pour le PLIE : sortie le 20/11/2025")]
    pub explication: Option<String>,
}

impl Nomme for LigneComparaisonReprise {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// A month of the file active, compared with the former program person by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparaisonReprise {
    /// First day of the month.
    #[schema(example = "2025-12-01")]
    pub mois: NaiveDate,
    /// Persons of the file active on its last day, as it is known here.
    #[schema(example = 412)]
    pub comptees_ici: u32,
    /// Persons whom the former program counts then.
    #[schema(example = 415)]
    pub comptees_ancien_logiciel: u32,
    /// Persons of whom both say the same.
    #[schema(example = 409)]
    pub identiques: u32,
    /// Each person of one or of both, those of whom they differ first.
    pub personnes: Vec<LigneComparaisonReprise>,
}

impl Nomme for ComparaisonReprise {
    fn nommer(&mut self, noms: &mut Noms) {
        self.personnes.nommer(noms);
    }
}

impl Nominatif for ComparaisonReprise {
    fn montrer(&self, personnes: &mut Personnes) {
        self.personnes.iter().filter_map(|one| one.participant).for_each(|one| personnes.ajouter(one));
    }
}
