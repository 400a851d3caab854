//! What the others ask of participants.

use std::convert::Infallible;

use auth::Scope;
use kernel::{ParticipantId, Service, TerritoireId};
use participants_api::{ConservationDto, DemandeNoms, NomDto, Obligation, ParticipantDto, PieceDto};
use problem::{Problem, Slug};
use runtime::Context;
use suite_api::{Connus, Innommes, Nomme};

use crate::peer::Peer;

/// Persons that participants names in one call.
const NOMS: usize = 1_000;

/// Asks participants.
#[derive(Clone)]
pub struct ParticipantsClient(Peer);

impl ParticipantsClient {
    /// The client of a service.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self(Peer::new(context, Service::Participants))
    }

    /// A person's file.
    pub async fn participant(&self, territoire: TerritoireId, id: ParticipantId) -> Result<ParticipantDto, Problem> {
        let file = self.0.get(territoire, &format!("/v1/participants/{id}"), &[]).await;
        file.map_err(|problem| absent(problem, "Le dossier de la personne ne peut être lu. Réessayez dans un instant."))
    }

    /// Refuses a list that is asked, at `participant`, of somebody who has no file in the territory. To be asked once nothing
    /// was found of them: of whom something is held, a file exists. Who does not see the whole territory is not told who
    /// has one.
    pub async fn exiger(&self, scope: &impl Scope, qui: Option<ParticipantId>) -> Result<(), Problem> {
        let Some(qui) = qui.filter(|_| scope.acteur().titres.vue().entiere()) else { return Ok(()) };
        let file = self.participant(scope.territoire(), qui).await.map(drop);
        file.map_err(|refus| refus.nomme("/participant", "cette personne n'a pas de dossier dans le territoire"))
    }

    /// The pièces of a person's file, whatever has become of them. Nothing is proved while participants is away.
    pub async fn pieces(&self, territoire: TerritoireId, id: ParticipantId) -> Result<Vec<PieceDto>, Problem> {
        let pieces = self.0.get(territoire, &format!("/v1/participants/{id}/pieces"), &[]).await;
        pieces.map_err(|problem| absent(problem, "Les pièces ne peuvent être lues. Réessayez dans un instant."))
    }

    /// `chose` with the name of each person that it shows, asked once the rest was read: it is shown without these names
    /// when participants does not answer.
    pub async fn nommer<T: Nomme>(&self, territoire: TerritoireId, chose: T) -> T {
        let Ok(nommee) =
            suite_api::nommer(chose, async |innommes| Ok::<_, Infallible>(self.noms(territoire, innommes).await)).await;
        nommee
    }

    async fn noms(&self, territoire: TerritoireId, innommes: &Innommes) -> Connus {
        let all: Vec<_> = innommes.personnes.iter().copied().collect();
        let mut connus = Connus::new();
        for some in all.chunks(NOMS) {
            let asked = DemandeNoms { participants: some.to_vec() };
            match self.0.post::<Vec<NomDto>>(territoire, "/v1/participants/noms", &asked).await {
                Ok(noms) => connus.extend(noms.into_iter().map(|one| (one.participant.ressource(), one.nom))),
                Err(problem) => {
                    tracing::warn!(slug = problem.slug.as_str(), "persons are shown without their names");
                    return connus;
                }
            }
        }
        connus
    }

    /// Poses a funder's duty to keep a person's file. Posed again for the same operation, the later day counts.
    pub async fn obliger(
        &self,
        territoire: TerritoireId,
        id: ParticipantId,
        obligation: &Obligation,
    ) -> Result<ConservationDto, Problem> {
        self.0.post(territoire, &format!("/v1/participants/{id}/obligations"), obligation).await
    }
}

/// What is told when participants does not answer: to try again.
fn absent(problem: Problem, detail: &str) -> Problem {
    match problem.slug {
        Slug::ServiceInjoignable | Slug::DelaiDepasse | Slug::Interne => Problem::new(Slug::Indisponible, detail),
        _ => problem,
    }
}
