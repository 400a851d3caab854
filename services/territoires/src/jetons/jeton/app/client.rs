//! The tokens of a third-party tool.

use auth::Sujet;
use problem::{ErreurOauth, Problem, RefusOauth};
use territoires_api::Jetons;

use super::{
    Guichet,
    signature::{Titulaire, signer},
};
use crate::jetons::client::app::Reconnu;

/// A token of a client that was recognised, with the scopes that it asked for among those that it was given.
pub(super) fn ouvrir(guichet: Guichet<'_>, client: &Reconnu, demande: Option<&str>) -> Result<Jetons, RefusOauth> {
    let titulaire = Titulaire {
        scopes: choisir(&client.scopes, demande)?,
        sub: client.id.into(),
        sujet: Sujet::Client,
        territoire: client.territoire,
        titres: vec![],
        sid: Some(client.session),
        fin: Some(client.fin),
    };
    Ok(signer(guichet.context, guichet.etat, titulaire)?.jetons(None, true))
}

/// The scopes that are asked for, each once; without any, all that were given.
fn choisir(donnes: &[String], demande: Option<&str>) -> Result<Vec<String>, RefusOauth> {
    let Some(demande) = demande else { return Ok(donnes.to_vec()) };
    let mut chosen = Vec::new();
    for one in demande.split_ascii_whitespace() {
        if !donnes.iter().any(|given| given == one) {
            let detail =
                format!("« {one} » n'est pas un des droits donnés à cet outil ; les siens : {}", donnes.join(" "));
            return Err(RefusOauth::new(ErreurOauth::InvalidScope, Problem::field("/scope", "refuse", detail)));
        }
        if !chosen.iter().any(|known| known == one) {
            chosen.push(one.to_owned());
        }
    }
    Ok(if chosen.is_empty() { donnes.to_vec() } else { chosen })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_asks_for_some_of_what_it_was_given_and_nothing_else() {
        let given = ["participant:lire", "evenement:lire"].map(ToOwned::to_owned);
        let chosen = |asked| choisir(&given, asked).map_err(|refus| refus.error);
        assert_eq!(chosen(None).unwrap(), given);
        assert_eq!(chosen(Some(" ")).unwrap(), given);
        assert_eq!(chosen(Some("evenement:lire  evenement:lire")).unwrap(), ["evenement:lire"]);
        assert_eq!(chosen(Some("evenement:lire participant:lire")).unwrap(), ["evenement:lire", "participant:lire"]);
        for other in ["openid", "participant:lire utilisateur:gerer", "participant", "PARTICIPANT:LIRE"] {
            assert_eq!(chosen(Some(other)), Err(ErreurOauth::InvalidScope), "{other}");
        }
    }
}
