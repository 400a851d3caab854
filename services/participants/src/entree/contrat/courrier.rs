//! What is written to whoever signs a contract.

use chrono::{DateTime, Utc};
use kernel::Fuseau;
use store::Message;

/// The code by which the participant signs, until a time of the clocks of the territory.
pub(crate) fn code(
    courriel: &str,
    prenom: &str,
    plie: &str,
    code: &str,
    (expire_le, fuseau): (DateTime<Utc>, Fuseau),
) -> Message {
    let limite = fuseau.heure_locale(expire_le).format("%H h %M");
    let corps = format!(
        "Bonjour {prenom},\n\nVotre contrat d'engagement avec {plie} est prêt. Si vous l'avez lu et que vous l'acceptez, donnez ce \
         code à la personne qui vous accompagne, avant {limite} :\n\n{code}\n\nCe code vaut votre signature, une seule fois. Si \
         vous n'avez pas lu le contrat, ou si vous ne voulez pas le signer, ne le donnez à personne.\n"
    );
    let sujet = "Votre code pour signer le contrat d'engagement".to_owned();
    Message { destinataire: courriel.to_owned(), sujet, corps, expire_le }
}
