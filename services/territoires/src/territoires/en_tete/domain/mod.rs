//! What a letterhead may say.

pub(crate) mod logo;

use problem::FieldError;
use territoires_api::EnTete;

use crate::territoires::structure;

/// What a territory says of itself on its papers, and the version of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EnTeteVersionne {
    /// 0 before anybody said anything.
    pub(crate) version: i32,
    pub(crate) contenu: EnTete,
}

/// What is written of a letterhead that somebody sent: its logo as it is printed.
pub(crate) fn preparer(envoye: EnTete, present: &EnTete) -> Result<EnTete, Vec<FieldError>> {
    let mut errors: Vec<_> = envoye.adresse.as_ref().map(structure::domain::adresse).unwrap_or_default();
    // What is kept already was prepared once: to prepare it again would change it.
    let logo = match &envoye.logo {
        Some(sent) if envoye.logo != present.logo => {
            logo::preparer(sent).inspect_err(|refus| errors.push(refus.erreur())).ok()
        }
        kept => kept.clone(),
    };
    if errors.is_empty() { Ok(EnTete { logo, ..envoye }) } else { Err(errors) }
}
