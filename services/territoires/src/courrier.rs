//! What is written to the holders of accounts.

use chrono::{DateTime, Utc};
use kernel::Fuseau;
use runtime::Messages;
use store::Message;

/// Writes messages. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Courrier {
    portail: Option<String>,
}

/// A code, and until when it serves by the clocks of who receives it.
pub(crate) struct Code<'a> {
    pub(crate) valeur: &'a str,
    pub(crate) expire_le: DateTime<Utc>,
    pub(crate) fuseau: Fuseau,
}

impl Courrier {
    pub(crate) fn new(config: &Messages) -> Self {
        let portail = config.portal.as_ref().map(ToString::to_string);
        Self { portail }
    }

    /// Somebody is invited to a territory. Whether the address has an account is not told: the message would be read by others
    /// than its holder.
    pub(crate) fn invitation(&self, courriel: &str, prenom: &str, territoire: &str, code: &Code<'_>) -> Message {
        let corps = format!(
            "Bonjour {prenom},\n\n{territoire} vous invite dans la suite PLIE. Pour accepter, {}\n\n\
             Vous choisissez alors votre mot de passe, de douze caractères au moins ; personne d'autre ne le connaît. Si \
             vous avez déjà un compte sous cette adresse, acceptez avec le mot de passe de ce compte.\n\n{RIEN}\n",
            self.chemin("invitation", code)
        );
        message(courriel, format!("{territoire} : votre invitation"), corps, code.expire_le)
    }

    /// A password was forgotten.
    pub(crate) fn mot_de_passe(&self, courriel: &str, code: &Code<'_>) -> Message {
        let corps = format!(
            "Bonjour,\n\nUn nouveau mot de passe a été demandé pour votre compte PLIE. Pour le choisir, {}\n\n{RIEN}\n",
            self.chemin("mot-de-passe", code)
        );
        message(courriel, "Votre nouveau mot de passe".to_owned(), corps, code.expire_le)
    }

    /// An address is to become that of an account.
    pub(crate) fn adresse(&self, courriel: &str, code: &Code<'_>) -> Message {
        let corps = format!(
            "Bonjour,\n\nCette adresse doit devenir celle d'un compte PLIE. Pour la confirmer, {}\n\n{RIEN}\n",
            self.chemin("courriel", code)
        );
        message(courriel, "Confirmez votre adresse".to_owned(), corps, code.expire_le)
    }

    /// Something that opens the account has changed: its holder must know it, for it may not have been them.
    pub(crate) fn changement(courriel: &str, quoi: &str, expire_le: DateTime<Utc>) -> Message {
        let corps = format!(
            "Bonjour,\n\n{quoi}\n\nSi c'était vous, il n'y a rien à faire. Sinon, demandez aussitôt un nouveau mot de passe, ce \
             qui ferme toutes vos sessions, et prévenez l'administrateur de votre PLIE.\n"
        );
        message(courriel, "Votre compte PLIE a changé".to_owned(), corps, expire_le)
    }

    /// How to use a code. It stands behind the `#`, which no server receives.
    fn chemin(&self, page: &str, Code { valeur: code, expire_le, fuseau }: &Code<'_>) -> String {
        let limite = fuseau.heure_locale(*expire_le).format("%d/%m/%Y à %H h %M");
        match &self.portail {
            Some(portail) => format!(
                "ouvrez cette adresse avant le {limite} :\n\n{portail}/{page}#{code}\n\nou donnez ce code, qui ne sert \
                 qu'une fois :\n\n{code}"
            ),
            None => format!("donnez ce code, qui ne sert qu'une fois, avant le {limite} :\n\n{code}"),
        }
    }
}

const RIEN: &str = "Si vous n'attendiez pas ce message, ne faites rien : sans vous, il ne se passe rien.";

fn message(courriel: &str, sujet: String, corps: String, expire_le: DateTime<Utc>) -> Message {
    Message { destinataire: courriel.to_owned(), sujet, corps, expire_le }
}
