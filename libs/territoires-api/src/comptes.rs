//! Accounts and their holders: invitations, passwords, addresses.

use std::fmt;

use garde::Validate;
use kernel::{TerritoireId, UtilisateurId, saisie};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

kernel::codes! {
    /// Whether a user may enter the territory.
    pub enum EtatAcces {
        /// Invited, and has not accepted yet.
        Invite = "invite",
        /// They accepted: their roles count.
        Ouvert = "ouvert",
        /// Neither: the invitation was withdrawn or has expired, or the access was closed.
        Ferme = "ferme",
    }
}

/// Debug of a body that holds a secret: its name, and no more.
macro_rules! secret {
    ($($name:ident)*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })*
    };
}

secret! { AcceptationInvitation CodeRecu Authentification ChangementMotDePasse NouveauMotDePasse }

/// Reads an electronic address as it is compared.
pub(crate) fn adresse<'de, D: Deserializer<'de>>(lecteur: D) -> Result<String, D::Error> {
    String::deserialize(lecteur).map(|saisie| saisie::adresse(&saisie))
}

/// Letters that a password has at least, however the keyboard composes them.
const LONGUEUR: usize = 12;

/// A bound of passwords: twelve letters as they are compared, when their accents were sent apart from them.
fn assez_longue<C>(mot_de_passe: &str, _: &C) -> garde::Result {
    let sent = mot_de_passe.chars().count();
    if sent >= LONGUEUR && saisie::phrase(mot_de_passe).chars().count() < LONGUEUR {
        Err(garde::Error::new(format!("longueur minimale : {LONGUEUR}")))
    } else {
        Ok(())
    }
}

/// The acceptance of an invitation, by whoever received its code.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AcceptationInvitation {
    /// The code of the message.
    #[garde(length(min = 20, max = 100))]
    #[schema(example = "yO3a0lN9vXq1cWmZ5rT8uB2kD7fH4jL6pS0eG9iQxRk")]
    pub code: String,
    /// The password that opens the account, twelve characters at least; that of the account when the address has one
    /// already.
    #[garde(length(chars, min = 12, max = 200), custom(assez_longue))]
    #[schema(example = "une phrase assez longue")]
    pub mot_de_passe: String,
    /// When the account has a second factor: the six digits, or a recovery code.
    #[garde(inner(length(max = 40)))]
    pub totp: Option<String>,
}

/// The code of a message.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CodeRecu {
    /// As the message gives it.
    #[garde(length(min = 20, max = 100))]
    #[schema(example = "yO3a0lN9vXq1cWmZ5rT8uB2kD7fH4jL6pS0eG9iQxRk")]
    pub code: String,
}

/// A territory that an account now opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccesOuvert {
    /// The territory.
    pub territoire: TerritoireId,
    /// Who one is there.
    pub utilisateur: UtilisateurId,
    /// The address with which one logs in.
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
}

/// Who one is, proved again within a session.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Authentification {
    /// The password of the account.
    #[garde(length(chars, min = 1, max = 200))]
    #[schema(example = "une phrase assez longue")]
    pub mot_de_passe: String,
    /// When the account has a second factor: the six digits, or a recovery code.
    #[garde(inner(length(max = 40)))]
    pub totp: Option<String>,
}

/// Another password.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangementMotDePasse {
    /// The present one.
    #[garde(length(chars, min = 1, max = 200))]
    #[schema(example = "une phrase assez longue")]
    pub actuel: String,
    /// The one that replaces it, twelve characters at least.
    #[garde(length(chars, min = 12, max = 200), custom(assez_longue))]
    #[schema(example = "une autre phrase, plus longue")]
    pub nouveau: String,
}

/// A password that was forgotten.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MotDePasseOublie {
    /// The address of the account.
    #[serde(deserialize_with = "adresse")]
    #[garde(email, length(max = 200))]
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
}

/// The password that replaces a forgotten one.
#[operation::bounded]
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NouveauMotDePasse {
    /// The code of the message.
    #[garde(length(min = 20, max = 100))]
    #[schema(example = "yO3a0lN9vXq1cWmZ5rT8uB2kD7fH4jL6pS0eG9iQxRk")]
    pub code: String,
    /// Twelve characters at least.
    #[garde(length(chars, min = 12, max = 200), custom(assez_longue))]
    #[schema(example = "une autre phrase, plus longue")]
    pub mot_de_passe: String,
}

/// Another address to log in with.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangementCourriel {
    /// The new address, to which a code is sent.
    #[serde(deserialize_with = "adresse")]
    #[garde(email, length(max = 200))]
    #[schema(example = "claire.morel@grand-chalon.example")]
    pub courriel: String,
}

/// The end of an account, confirmed by its address: nothing brings it back.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FermetureCompte {
    /// The address of the account.
    #[serde(deserialize_with = "adresse")]
    #[garde(length(max = 200))]
    #[schema(example = "referent@grand-chalon.example")]
    pub courriel: String,
}
