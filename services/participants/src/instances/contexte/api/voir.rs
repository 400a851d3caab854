//! `GET /v1/participants/{id}/contexte`.

use actix_web::web::Path;
use auth::{
    Droit, Grant, Scope, Titres,
    permission::{CandidatureLire, ContratLire, DiagnosticLire, ParticipantLire, SituationLire},
};
use kernel::ParticipantId;
use participants_api::ContexteDto;
use problem::Problem;
use runtime::{
    Lecture,
    http::{Reponse, operation},
};

use crate::instances::contexte::{app, domain::Droits};

fn titres<P: Droit>(grant: Option<Grant<P>>) -> Option<Titres> {
    grant.map(|grant| grant.acteur().titres)
}

/// Lire une personne et tout ce qui l’entoure
///
/// Identité, adresse, situations, pièces et ce qui manque, dernière candidature avec son référent et ce que l’on peut en
/// faire, séance, diagnostic et contrat : ce que chacun peut en lire, en une lecture. `masquees` dit ce qui n’est pas montré.
#[operation(get "/v1/participants/{id}/contexte")]
pub(crate) async fn participant_contexte(
    lecture: Lecture<ParticipantLire>,
    id: Path<ParticipantId>,
    situations: Option<Grant<SituationLire>>,
    candidature: Option<Grant<CandidatureLire>>,
    diagnostic: Option<Grant<DiagnosticLire>>,
    contrat: Option<Grant<ContratLire>>,
) -> Result<Reponse<ContexteDto>, Problem> {
    let droits = Droits {
        situations: titres(situations),
        candidature: titres(candidature),
        diagnostic: titres(diagnostic),
        contrat: titres(contrat),
    };
    let found = lecture.lire(async |tx| app::voir(tx, *id, &droits).await).await?;
    Ok(Reponse::ok(found))
}
