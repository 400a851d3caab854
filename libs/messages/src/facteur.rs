//! Who carries a message.

use std::{
    fmt, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message as Courriel, Tokio1Executor,
    message::{
        Body, Mailbox,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use runtime::{ConfigRefused, Messages};
use store::{Message, messages::AEnvoyer};
use url::Url;

/// Carries messages: to a server, or to a folder. Cheap to clone.
#[derive(Clone)]
pub struct Facteur {
    expediteur: Mailbox,
    voie: Voie,
}

#[derive(Clone)]
enum Voie {
    Dossier(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why a message was not carried.
#[derive(Debug, thiserror::Error)]
pub enum Echec {
    /// The configuration names no way to carry.
    #[error("PLIE_MESSAGES attend smtps://…, smtp://… ou file:///dossier")]
    Adresse,
    /// Neither the address of a person nor that of the sender.
    #[error("une adresse de courriel est refusée")]
    Courriel(#[from] lettre::address::AddressError),
    /// It cannot be written as a message.
    #[error("le message ne s'écrit pas")]
    Forme(#[from] lettre::error::Error),
    /// The server refused, or did not answer.
    #[error("le serveur de messagerie a refusé ou ne répond pas")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The folder refused.
    #[error("le dossier des messages ne peut pas être écrit")]
    Dossier(#[from] io::Error),
}

impl Echec {
    /// Whether the same message would be refused again, whenever it is sent.
    #[must_use]
    pub fn est_definitif(&self) -> bool {
        match self {
            Self::Courriel(_) | Self::Forme(_) => true,
            Self::Smtp(error) => error.is_permanent(),
            Self::Adresse | Self::Dossier(_) => false,
        }
    }
}

/// Refuses a configuration by which no message could be carried. Nothing is asked of the server.
pub fn verifier(config: &Messages) -> Result<(), ConfigRefused> {
    match Facteur::engager(config) {
        Ok(_) => Ok(()),
        Err(Echec::Courriel(why)) => Err(ConfigRefused::setting("PLIE_MESSAGES_EXPEDITEUR", why)),
        Err(Echec::Smtp(why)) => Err(ConfigRefused::setting("PLIE_MESSAGES", why)),
        Err(_) => Err(ConfigRefused::setting("PLIE_MESSAGES", "it is neither smtps://…, smtp://… nor file:///folder")),
    }
}

impl Facteur {
    /// Who carries, as the configuration says. Nothing is asked of the server yet.
    pub fn engager(config: &Messages) -> Result<Self, Echec> {
        let expediteur = config.sender.parse()?;
        let address = config.transport.reveal();
        let url: Url = address.parse().map_err(|_| Echec::Adresse)?;
        let voie = match url.scheme() {
            "file" => Voie::Dossier(url.to_file_path().map_err(|()| Echec::Adresse)?),
            "smtp" | "smtps" => Voie::Smtp(AsyncSmtpTransport::<Tokio1Executor>::from_url(address)?.build()),
            _ => return Err(Echec::Adresse),
        };
        Ok(Self { expediteur, voie })
    }

    /// Carries a message. Carried twice it is the same one: it keeps its identifier.
    pub async fn porter(&self, lettre: &AEnvoyer) -> Result<(), Echec> {
        let courriel = self.ecrire(lettre)?;
        match &self.voie {
            Voie::Dossier(dossier) => Ok(deposer(dossier, &format!("{}.eml", lettre.id), &courriel.formatted()).await?),
            Voie::Smtp(serveur) => {
                serveur.send(courriel).await?;
                Ok(())
            }
        }
    }

    fn ecrire(&self, AEnvoyer { id, message, .. }: &AEnvoyer) -> Result<Courriel, Echec> {
        let Message { destinataire, sujet, corps, .. } = message;
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        // Quoted-printable: accents pass every server, and a code of one line can still be read in the source.
        let body = Body::new_with_encoding(corps.clone(), ContentTransferEncoding::QuotedPrintable);
        let body = body.unwrap_or_else(Body::new);
        Ok(Courriel::builder()
            .from(self.expediteur.clone())
            .to(Mailbox::new(None, destinataire.parse()?))
            .message_id(Some(format!("<{id}@{}>", self.expediteur.email.domain())))
            .subject(sujet.clone())
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(body)?)
    }
}

/// Writes a file that nobody reads half-written, and nobody but its owner.
async fn deposer(dossier: &Path, nom: &str, contenu: &[u8]) -> io::Result<()> {
    tokio::fs::create_dir_all(dossier).await?;
    let written = dossier.join(format!(".{nom}"));
    tokio::fs::write(&written, contenu).await?;
    tokio::fs::set_permissions(&written, std::fs::Permissions::from_mode(0o600)).await?;
    tokio::fs::rename(written, dossier.join(nom)).await
}

impl fmt::Debug for Facteur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facteur").field("expediteur", &self.expediteur).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread::{self, JoinHandle},
    };

    use kernel::Id;
    use runtime::Secret;
    use testdata::t;

    use super::*;
    use crate::Boite;

    fn config(transport: &str) -> Messages {
        Messages { transport: Secret::new(transport.to_owned()), sender: "PLIE <plie@exemple.fr>".into(), portal: None }
    }

    fn lettre(destinataire: &str) -> AEnvoyer {
        let corps = "Bonjour Hélène,\n\nVotre code, valable jusqu'à 14 h 05 :\n\n042917\n".to_owned();
        let (sujet, expire_le) = ("Votre code à usage unique".to_owned(), t("2026-02-19T14:05:00Z"));
        let message = Message { destinataire: destinataire.to_owned(), sujet, corps, expire_le };
        AEnvoyer { id: Id::from_u128(7), message, essais: 1 }
    }

    #[tokio::test]
    async fn a_folder_keeps_a_message_once_however_often_it_is_carried() {
        let folder = tempfile::tempdir().unwrap();
        let facteur = Facteur::engager(&config(&format!("file://{}", folder.path().display()))).unwrap();
        for _ in 0..2 {
            facteur.porter(&lettre("helene@exemple.fr")).await.unwrap();
        }
        let boite = Boite::new(folder.path());
        let found = boite.relever("helene@exemple.fr").unwrap().expect("a message");
        assert_eq!((found.sujet.as_str(), found.code()), ("Votre code à usage unique", Some("042917")));
        assert!(found.texte.contains("Bonjour Hélène"), "{}", found.texte);
        assert_eq!(boite.relever("helene@exemple.fr").unwrap(), None, "read once");
    }

    /// A server that takes one message: its port, and what it took.
    fn serveur() -> (u16, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            stream.write_all(b"220 exemple.fr\r\n").unwrap();
            let (mut taken, mut data) = (String::new(), false);
            for line in lines.map_while(Result::ok) {
                let ended = data && line == ".";
                let answer: &[u8] = match line.as_str() {
                    "DATA" => b"354 dites\r\n",
                    _ if data && !ended => {
                        taken = taken + &line + "\n";
                        continue;
                    }
                    _ => b"250 bien\r\n",
                };
                data = line == "DATA";
                stream.write_all(answer).unwrap();
                if ended {
                    break;
                }
            }
            taken
        });
        (port, served)
    }

    #[tokio::test]
    async fn a_server_receives_the_message_under_its_own_identifier() {
        let (port, served) = serveur();
        let facteur = Facteur::engager(&config(&format!("smtp://127.0.0.1:{port}"))).unwrap();
        facteur.porter(&lettre("helene@exemple.fr")).await.unwrap();
        let taken = served.join().unwrap();
        let id = format!("Message-ID: <{}@exemple.fr>", lettre("").id);
        for expected in
            ["To: helene@exemple.fr", "From: PLIE <plie@exemple.fr>", "Auto-Submitted: auto-generated", "042917", &id]
        {
            assert!(taken.contains(expected), "{expected} in {taken}");
        }
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_not_tried_again() {
        let facteur = Facteur::engager(&config("file:///nulle/part")).unwrap();
        assert!(facteur.porter(&lettre("pas une adresse")).await.unwrap_err().est_definitif());
    }

    #[tokio::test]
    async fn a_server_is_named_with_its_encryption_and_another_scheme_is_no_way() {
        assert!(Facteur::engager(&config("smtps://plie:secret@smtp.exemple.fr")).is_ok());
        assert!(Facteur::engager(&config("smtp://smtp.exemple.fr:587?tls=required")).is_ok());
        assert!(matches!(Facteur::engager(&config("https://exemple.fr")), Err(Echec::Adresse)));
    }
}
