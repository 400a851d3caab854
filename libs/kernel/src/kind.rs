//! What identifiers identify: the one list of kinds.

/// What an [`Id`](crate::Id) identifies.
pub trait Kind: 'static {
    /// Its name, in the API's documents and in the code: `ParticipantId`.
    const NOM: &'static str;

    /// How a reader of the API calls one, in French with its article.
    const LIBELLE: &'static str;
}

/// Declares the kinds: for each, its marker and the name of its identifier.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $id:ident $libelle:literal)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $kind {}

            impl Kind for $kind {
                const NOM: &'static str = stringify!($id);
                const LIBELLE: &'static str = $libelle;
            }
        )*

        /// The identifiers, by the names that the code uses.
        pub mod ids {
            $(
                $(#[$doc])*
                pub type $id = crate::Id<super::$kind>;
            )*
        }

        /// The schema of each identifier, for the documents of the API.
        #[must_use]
        pub fn schemas() -> Vec<(&'static str, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)> {
            use utoipa::PartialSchema as _;
            vec![$((<$kind as Kind>::NOM, ids::$id::schema())),*]
        }
    };
}

kinds! {
    /// Who did something: a user, an API client, the holder of a link or the suite itself. What kind of
    /// subject it is stands beside, or does not matter.
    Acteur ActeurId "L'auteur"
    /// What was done of a right of a person, in the register.
    Acte ActeId "L'acte"
    /// A collective action of the PLIE, by which persons enter it.
    ActionCollective ActionCollectiveId "L'action collective"
    /// A line of the plan of action of a parcours.
    Action ActionId "L'action"
    /// What a session of an instance decided that somebody does.
    ActionInstance ActionInstanceId "L'action de l'instance"
    /// An activity of a time sheet that no appointment tells.
    Activite ActiviteId "L'activité"
    /// A dated address.
    Adresse AdresseId "L'adresse"
    /// What a person needs, of which the animation team is told.
    Besoin BesoinId "Le besoin"
    /// A referral of a person to the PLIE.
    Candidature CandidatureId "La candidature"
    /// A key that signs tokens.
    Cle CleId "La clé"
    /// An API client.
    Client ClientId "Le client"
    /// A session of a commission.
    Commission CommissionId "La commission"
    /// What was said and decided at an appointment.
    CompteRendu CompteRenduId "Le compte rendu"
    /// The account with which one signs in, whatever the territories that it opens.
    Compte CompteId "Le compte"
    /// A leave.
    Conge CongeId "Le congé"
    /// A consent.
    Consentement ConsentementId "L'accord"
    /// A contact with a person before the entry.
    Contact ContactId "Le contact"
    /// The file behind a pièce.
    Contenu ContenuId "Le contenu"
    /// A contrat d'engagement.
    Contrat ContratId "Le contrat"
    /// Places that a convention funds.
    ConventionPlaces ConventionPlacesId "La convention de places"
    /// A mapping of the columns of a file to the suite's.
    Correspondance CorrespondanceId "La correspondance"
    /// A démarche with the service public de l'emploi.
    Demarche DemarcheId "La démarche"
    /// What is asked of an instance about a parcours.
    Demande DemandeId "La demande"
    /// A version of a diagnosis.
    Diagnostic DiagnosticId "Le diagnostic"
    /// A mandate of control.
    Mandat MandatId "Le mandat"
    /// A printed document.
    Document DocumentId "Le document"
    /// A statutory contrat d'engagement, signed with the organisme référent of a jobseeker.
    Engagement EngagementId "Le contrat d'engagement de l'article L5411-6"
    /// What somebody who sits in an instance undertook to keep secret.
    EngagementSecret EngagementSecretId "L'engagement de secret"
    /// An étape of parcours.
    Etape EtapeId "L'étape"
    /// An event.
    Evenement EvenementId "L'événement"
    /// What a line of a former program's table became: an étape, a suspension, a contact…
    FaitRepris FaitReprisId "Le fait repris"
    /// A month's time sheet.
    Feuille FeuilleId "La feuille de temps"
    /// A saved search.
    Filtre FiltreId "La recherche gardée"
    /// A merge of two files.
    Fusion FusionId "La fusion"
    /// The presences of a month, frozen.
    Grille GrilleId "La grille"
    /// A role given to a user.
    Habilitation HabilitationId "L'habilitation"
    /// A staged import.
    Import ImportId "L'import"
    /// Somebody who is around a person.
    Intervenant IntervenantId "L'intervenant"
    /// Somebody who was spotted, and has no file.
    Reperage ReperageId "Le repérage"
    /// An access token.
    Jeton JetonId "Le jeton"
    /// A read of nominative data.
    Lecture LectureId "La lecture"
    /// An exchange with a partner about a person.
    Liaison LiaisonId "L'échange"
    /// A link given to somebody without account.
    Lien LienId "Le lien"
    /// A duty to keep a file.
    Obligation ObligationId "L'obligation de conservation"
    /// A message to a person.
    Message MessageId "Le message"
    /// A European operation.
    Operation OperationId "L'opération"
    /// A parcours.
    Parcours ParcoursId "Le parcours"
    /// A person.
    Participant ParticipantId "Le participant"
    /// A person's participation in an operation.
    Participation ParticipationId "La participation"
    /// Days on which somebody is the référent of a person.
    Affectation AffectationId "L'affectation"
    /// A handover of persons from a référent to another.
    Passation PassationId "La passation"
    /// What a rule asks for by a day.
    Echeance EcheanceId "L'échéance"
    /// Days on which a parcours is in one state.
    PeriodeEtat PeriodeEtatId "La période"
    /// A supporting document.
    Piece PieceId "La pièce"
    /// How heavy a theme weighs on a day of a parcours.
    Niveau NiveauId "Le niveau"
    /// The taking of a job by a process.
    Prise PriseId "La prise"
    /// That an accompaniment goes on after the end of the right.
    Prolongation ProlongationId "La prolongation"
    /// How a person of a portfolio was qualified.
    Qualification QualificationId "La qualification"
    /// The answers to a questionnaire.
    Questionnaire QuestionnaireId "Le questionnaire"
    /// An appointment.
    RendezVous RendezVousId "Le rendez-vous"
    /// A request, in logs and problems.
    Requete RequeteId "La requête"
    /// Something of the suite whose kind stands beside, or does not matter.
    Ressource RessourceId "La ressource"
    /// A review of a long parcours.
    Revue RevueId "La revue"
    /// A session: one device signed in.
    Session SessionId "La session"
    /// A dated situation.
    Situation SituationId "La situation"
    /// An exit.
    Sortie SortieId "La sortie"
    /// A structure: prescripteur, operator, employer.
    Structure StructureId "La structure"
    /// A suspension.
    Suspension SuspensionId "La suspension"
    /// A territory (one PLIE). See [`TerritoireId::DEPLOIEMENT`](crate::TerritoireId::DEPLOIEMENT).
    Territoire TerritoireId "Le territoire"
    /// A long work, followed while it runs.
    Travail TravailId "Le travail"
    /// A user in a territory.
    Utilisateur UtilisateurId "L'utilisateur"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let all = schemas();
        let names: BTreeSet<_> = all.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), all.len());
        assert!(names.iter().all(|name| name.ends_with("Id")));
    }
}
