//! The token of a service of the suite.

use auth::{Role, Sujet, Titre};
use kernel::ActeurId;
use problem::Problem;
use runtime::{Context, tokens};

use super::{
    ACCES, refuses,
    signature::{Titulaire, signer},
};
use crate::{etat::Etat, secrets};

/// Gives a service its token in a territory.
pub(crate) fn donner_au_service(
    context: &Context,
    etat: &Etat,
    demande: &tokens::Demande,
) -> Result<tokens::Jeton, Problem> {
    let expected = etat.coffre.secret_de_service(demande.service);
    if !secrets::egaux(expected.as_bytes(), demande.secret.as_bytes()) {
        return Err(refuses());
    }
    let titulaire = Titulaire {
        sub: ActeurId::SUITE,
        sujet: Sujet::Service,
        territoire: demande.territoire,
        titres: vec![Titre::de(Role::Service)],
        scopes: vec![],
        sid: None,
        fin: None,
    };
    let exp = (context.clock.now() + ACCES).timestamp();
    Ok(tokens::Jeton { jeton: signer(context, etat, titulaire)?.jeton, exp })
}
