//! The role × permission table, whole, in one place.

use kernel::Role;

use crate::{Titre, Titres};

/// A permission as a type, so that a handler's signature says what it takes.
pub trait Droit: 'static {
    /// The permission.
    const PERMISSION: Permission;
    /// Its stable name, for `x-permission` in OpenAPI.
    const NOM: &'static str = Self::PERMISSION.nom();
}

/// A permission whose reads show what is held of persons: they are made through the helper that writes who read
/// whom, and through nothing else.
pub trait Nominative: Droit {}

/// A permission whose reads show nobody who is accompanied.
pub trait Impersonnelle: Droit {}

/// A permission to change something. Whoever only has one that reads opens no transaction.
pub trait Ecriture: Droit {}

/// Gives a permission the trait of what it lets do.
macro_rules! usage {
    (lit $name:ident) => {};
    (ecrit $name:ident) => {
        impl super::Ecriture for $name {}
    };
}

/// Whether a permission lets something be changed.
macro_rules! est_une_ecriture {
    (lit) => {
        false
    };
    (ecrit) => {
        true
    };
}

/// Gives a permission the trait of its nature.
macro_rules! nature {
    (nominative $name:ident) => {
        impl super::Nominative for $name {}
    };
    (impersonnelle $name:ident) => {
        impl super::Impersonnelle for $name {}
    };
}

/// Whether a nature is nominative.
macro_rules! est_nominative {
    (nominative) => {
        true
    };
    (impersonnelle) => {
        false
    };
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $nom:literal $usage:ident $nature:ident [$($role:ident)*])*) => {
        /// One thing that a role may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($(#[$doc])* $name,)* }

        impl Permission {
            /// Every permission.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable name: a scope of API clients, and `x-permission` in OpenAPI.
            #[must_use]
            pub const fn nom(self) -> &'static str {
                match self { $(Self::$name => $nom),* }
            }

            /// The roles that have it.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*]),* }
            }

            /// Whether it lets something be changed.
            #[must_use]
            pub const fn ecriture(self) -> bool {
                match self { $(Self::$name => est_une_ecriture!($usage)),* }
            }

            /// Whether its reads show what is held of persons.
            #[must_use]
            pub const fn nominative(self) -> bool {
                match self { $(Self::$name => est_nominative!($nature)),* }
            }
        }

        /// The permissions as types, for `Grant<permission::…>`.
        pub mod permission {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub enum $name {}
            impl super::Droit for $name {
                const PERMISSION: super::Permission = super::Permission::$name;
            }
            usage!($usage $name);
            nature!($nature $name);)*
        }
    };
}

// Accounts are those of agents, not of persons accompanied. Facts told between services name nobody, and the journal would
// not end if reading it were journalled.
permissions! {
    /// Create territories and follow the deployment.
    TerritoireGerer "territoire:gerer" ecrit impersonnelle [Exploitant]
    /// Change the keys that sign the tokens.
    CleGerer "cle:gerer" ecrit impersonnelle [Exploitant]
    /// Read one's own account and sessions.
    CompteSoi "compte:soi" ecrit impersonnelle [Referent Animation Direction MembreCommission Prescripteur OperateurEtape GestionnaireFse Controleur Participant AdminTerritoire Exploitant]
    /// Read the territory's rules.
    ReferentielLire "referentiel:lire" lit impersonnelle [Referent Animation Direction MembreCommission Prescripteur OperateurEtape GestionnaireFse Controleur AdminTerritoire Service]
    /// Publish a new version of the territory's rules.
    ReferentielPublier "referentiel:publier" ecrit impersonnelle [AdminTerritoire]
    /// Read the territory's accounts.
    UtilisateurLire "utilisateur:lire" lit impersonnelle [Animation Direction AdminTerritoire]
    /// Open accounts, give and end roles.
    UtilisateurGerer "utilisateur:gerer" ecrit impersonnelle [AdminTerritoire]
    /// Read the directory of structures.
    StructureLire "structure:lire" lit impersonnelle [Referent Animation Direction MembreCommission Prescripteur OperateurEtape GestionnaireFse Controleur AdminTerritoire Service]
    /// Add structures to the directory.
    StructureGerer "structure:gerer" ecrit impersonnelle [Animation AdminTerritoire]
    /// Give access to third-party tools.
    ClientGerer "client:gerer" ecrit impersonnelle [AdminTerritoire]
    /// Read the feed of events.
    EvenementLire "evenement:lire" lit impersonnelle [Service]
    /// Read persons' files; a member of a commission and a controleur, those that are opened to them by name.
    ParticipantLire "participant:lire" lit nominative [Referent Animation Direction MembreCommission GestionnaireFse Controleur Service]
    /// Open and correct persons' files.
    ParticipantGerer "participant:gerer" ecrit nominative [Referent Animation]
    /// Make two files one, and undo it.
    ParticipantFusionner "participant:fusionner" ecrit nominative [Animation]
    /// Take over an existing base.
    ImportGerer "import:gerer" ecrit nominative [Animation]
    /// Read persons' situations and pièces.
    SituationLire "situation:lire" lit nominative [Referent Animation Controleur Service]
    /// Open the pièces that prove the exits of who takes part in an operation.
    PreuveLire "preuve:lire" lit nominative [GestionnaireFse]
    /// Record persons' situations and pièces.
    SituationGerer "situation:gerer" ecrit nominative [Referent Animation]
    /// Read the diagnosis and the eligibility verdict.
    DiagnosticLire "diagnostic:lire" lit nominative [Referent Animation MembreCommission]
    /// Write the diagnosis.
    DiagnosticGerer "diagnostic:gerer" ecrit nominative [Referent Animation]
    /// File a candidature.
    CandidatureDeposer "candidature:deposer" ecrit nominative [Prescripteur Referent Animation]
    /// Follow the stage of the candidatures of one's own structure.
    CandidatureSuivre "candidature:suivre" lit nominative [Prescripteur]
    /// Read what is told to one's own structure: extracts of the sessions, points d'étape that were held with it.
    PartenaireLire "partenaire:lire" lit nominative [Prescripteur]
    /// Read candidatures.
    CandidatureLire "candidature:lire" lit nominative [Referent Animation Direction MembreCommission]
    /// Assign a candidature to a référent.
    CandidatureAffecter "candidature:affecter" ecrit nominative [Animation]
    /// Carry a candidature to the commission, or record that the person does not enter.
    CandidatureInstruire "candidature:instruire" ecrit nominative [Referent Animation]
    /// Read commission sessions.
    CommissionLire "commission:lire" lit nominative [Referent Animation Direction MembreCommission]
    /// Prepare and close commission sessions and record their decisions.
    CommissionGerer "commission:gerer" ecrit nominative [Animation]
    /// Read what is to be kept secret by who sits, and undertake it for oneself.
    SecretSigner "secret:signer" ecrit impersonnelle [Referent Animation Direction MembreCommission Prescripteur OperateurEtape GestionnaireFse AdminTerritoire]
    /// Read contrats d'engagement.
    ContratLire "contrat:lire" lit nominative [Referent Animation Direction Controleur]
    /// Prepare contrats d'engagement and record their signatures.
    ContratGerer "contrat:gerer" ecrit nominative [Referent Animation Direction]
    /// Answer to a person who exercises a right: export, restriction, erasure.
    DroitExercer "droit:exercer" ecrit nominative [Animation Direction]
    /// Say until when a funder obliges to keep a file.
    ObligationPoser "obligation:poser" ecrit nominative [GestionnaireFse AdminTerritoire Service]
    /// Read how long files are kept.
    ConservationLire "conservation:lire" lit nominative [Animation Direction GestionnaireFse AdminTerritoire]
    /// Read who read what; a controleur, of whom their mandate names.
    JournalLire "journal:lire" lit impersonnelle [Controleur AdminTerritoire]
    /// Gather who read what of a person from each service.
    JournalRassembler "journal:rassembler" lit impersonnelle [Service]
    /// Read parcours and échéances.
    ParcoursLire "parcours:lire" lit nominative [Referent Animation Direction GestionnaireFse Controleur]
    /// Lead parcours.
    ParcoursGerer "parcours:gerer" ecrit nominative [Referent Animation]
    /// Read what accompanies a parcours: plan of action, exchanges with partners, démarches, who is around.
    SuiviLire "suivi:lire" lit nominative [Referent Animation Direction]
    /// Hand persons over from a référent to another.
    ParcoursConfier "parcours:confier" ecrit nominative [Animation Direction]
    /// Read étapes; an operator reads its own.
    EtapeLire "etape:lire" lit nominative [Referent Animation Direction OperateurEtape GestionnaireFse Controleur]
    /// Position persons on étapes and follow them.
    EtapeGerer "etape:gerer" ecrit nominative [Referent Animation]
    /// Declare what happens in an étape; an operator declares in its own.
    EtapeDeclarer "etape:declarer" ecrit nominative [Referent Animation OperateurEtape]
    /// Declare an exit.
    SortieDeclarer "sortie:declarer" ecrit nominative [Referent Animation]
    /// Confirm an exit.
    SortieConfirmer "sortie:confirmer" ecrit nominative [Animation]
    /// Take back a confirmed exit, by decision.
    SortieCorriger "sortie:corriger" ecrit nominative [Animation Direction]
    /// Read the agenda.
    AgendaLire "agenda:lire" lit nominative [Referent Animation Direction GestionnaireFse Controleur]
    /// Keep the agenda and record presences and signatures.
    AgendaGerer "agenda:gerer" ecrit nominative [Referent Animation]
    /// Read what was said and decided at appointments: whole for who works with who wrote it, without what is kept to
    /// the team for the others.
    CompteRenduLire "compte_rendu:lire" lit nominative [Referent Animation Direction Controleur]
    /// Write what was said and decided at the appointments that one leads.
    CompteRenduEcrire "compte_rendu:ecrire" ecrit nominative [Referent Animation]
    /// Verify the ledger of émargements.
    RegistreLire "registre:lire" lit nominative [Animation Direction GestionnaireFse Controleur]
    /// Read time sheets.
    TempsLire "temps:lire" lit impersonnelle [Referent Animation Direction GestionnaireFse Controleur]
    /// Record one's time and compose one's sheet.
    TempsGerer "temps:gerer" ecrit impersonnelle [Referent Animation]
    /// Sign a sheet: one's own, or as the superior.
    TempsSigner "temps:signer" ecrit impersonnelle [Referent Animation Direction]
    /// Read operations.
    OperationLire "operation:lire" lit impersonnelle [Referent Animation Direction GestionnaireFse Controleur]
    /// Keep operations and their budget.
    OperationGerer "operation:gerer" ecrit impersonnelle [GestionnaireFse]
    /// Read participations and their questionnaires.
    ParticipationLire "participation:lire" lit nominative [Referent Animation GestionnaireFse Controleur]
    /// Record participations and questionnaires.
    ParticipationGerer "participation:gerer" ecrit nominative [Referent Animation GestionnaireFse]
    /// Open files to a controleur, for a time.
    MandatDonner "mandat:donner" ecrit nominative [Direction GestionnaireFse]
    /// Read the mandates of control; a controleur, their own.
    MandatLire "mandat:lire" lit nominative [Direction GestionnaireFse Controleur]
    /// Say how much of a full time a référent works.
    CapaciteFixer "capacite:fixer" ecrit impersonnelle [Animation Direction AdminTerritoire]
    /// Read bilans; who may read participations finds there whom each figure counts.
    BilanLire "bilan:lire" lit nominative [Animation Direction GestionnaireFse Controleur]
    /// Take bilans out of the suite.
    BilanExporter "bilan:exporter" lit nominative [Direction GestionnaireFse Controleur]
}

impl Permission {
    /// By which of `titres`, or by the scope of an API client, it is granted.
    #[must_use]
    pub fn titres(self, titres: &[Titre], scopes: &[String]) -> Titres {
        let par: Vec<_> = titres.iter().copied().filter(|titre| self.roles().contains(&titre.role)).collect();
        // The ledger is verified whole or not at all: it holds identifiers, and no name.
        let whole = self == Self::RegistreLire && !par.is_empty();
        Titres::new(par, whole || scopes.iter().any(|scope| scope == self.nom()))
    }

    /// Whether an API client may receive it as a scope: what the deployment, accounts and signatures
    /// need a person for.
    #[must_use]
    pub const fn ouverte_aux_clients(self) -> bool {
        !matches!(
            self,
            Self::TerritoireGerer
                | Self::CleGerer
                | Self::CompteSoi
                | Self::UtilisateurGerer
                | Self::ClientGerer
                | Self::ReferentielPublier
                | Self::TempsSigner
                | Self::CommissionGerer
                | Self::SecretSigner
                | Self::DroitExercer
                | Self::MandatDonner
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exploitant_has_no_personal_data() {
        let granted: Vec<_> = Permission::ALL
            .iter()
            .filter(|permission| permission.roles().contains(&Role::Exploitant))
            .map(|p| p.nom())
            .collect();
        assert_eq!(granted, ["territoire:gerer", "cle:gerer", "compte:soi"]);
    }

    #[test]
    fn the_prescripteur_never_reaches_a_diagnosis() {
        for permission in [Permission::DiagnosticLire, Permission::SituationLire, Permission::ParticipantLire] {
            assert!(permission.titres(&[Titre::de(Role::Prescripteur)], &[]).vides(), "{}", permission.nom());
        }
    }

    #[test]
    fn the_controleur_writes_nothing() {
        let writes = |permission: &Permission| {
            permission.roles().contains(&Role::Controleur)
                && permission.ecriture()
                && *permission != Permission::CompteSoi
        };
        assert!(!Permission::ALL.iter().any(writes));
    }

    #[test]
    fn what_is_named_reading_writes_nothing() {
        for permission in Permission::ALL.iter().filter(|permission| permission.nom().ends_with(":lire")) {
            assert!(!permission.ecriture(), "{}", permission.nom());
        }
    }
}
