//! The text of the contrat d'engagement. A version that was signed never changes: a new text is a new
//! version.

use kernel::hexadecimal;
use sha2::{Digest, Sha256};

/// The version given to new contracts.
pub(crate) const VERSION: &str = "2026-1";

/// That of contracts that were signed before the suite: their text is on paper.
pub(crate) const REPRIS: &str = "repris";

/// The paragraphs of a version; those of an unknown one are not made up.
pub(crate) fn paragraphes(version: &str) -> &'static [&'static str] {
    match version {
        "2026-1" => &[
            "La personne s'engage, volontairement, à participer activement à son parcours : venir aux rendez-vous, ou \
             prévenir ; mener les démarches convenues avec son référent ; informer le PLIE de tout changement de sa \
             situation ; signer les feuilles de présence aux heures réelles.",
            "Le PLIE s'engage à accompagner la personne par un référent unique jusqu'à un emploi durable, à lui proposer \
             des étapes adaptées à son projet, à la recevoir régulièrement et à la suivre pendant les six premiers mois \
             de son emploi.",
            "Le référent est tenu à la discrétion. Les informations ne sont transmises à des partenaires qu'avec \
             l'accord de la personne, qui peut le retirer à tout moment. La personne peut lire son dossier, le faire \
             rectifier et savoir qui l'a lu.",
            "La personne est informée que son parcours peut être cofinancé par l'Union européenne, et que des données \
             la concernant sont recueillies à l'entrée, à la sortie et six mois après pour en rendre compte.",
        ],
        _ => &[],
    }
}

/// SHA-256 of the text of a version, in hexadecimal.
pub(crate) fn empreinte(version: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(version);
    for paragraphe in paragraphes(version) {
        hash.update([0]);
        hash.update(paragraphe);
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_signed_has_not_changed() {
        assert_eq!(empreinte("2026-1"), "1be1dc0574a5378c0b4860f01c4fe98a45b9e8ec4cc1d5788890c755a943da48");
        assert!(paragraphes("inconnue").is_empty());
    }
}
