//! What a client signs to prove who it is (RFC 7523): read, then judged by its keys.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, de::DeserializeOwned};

use crate::jetons::client::cle::ClePublique;

/// What `client_assertion_type` says.
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How far ahead an assertion may expire: what stock clients ask for at most. Until then its name is remembered.
const DUREE: TimeDelta = TimeDelta::hours(1);
/// By how much the clocks of two machines may differ.
const ECART: TimeDelta = TimeDelta::seconds(30);
/// Characters of a name.
const NOM: std::ops::RangeInclusive<usize> = 1..=200;

/// An assertion as it was sent: nothing of it is believed yet.
pub(crate) struct Assertion {
    message: String,
    signature: String,
    entete: Entete,
    dits: Dits,
}

#[derive(Deserialize)]
struct Entete {
    alg: String,
    kid: Option<String>,
    /// What must be understood: the suite understands none.
    crit: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Dits {
    iss: String,
    sub: String,
    aud: Destinataires,
    exp: i64,
    nbf: Option<i64>,
    iat: Option<i64>,
    jti: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Destinataires {
    Un(String),
    Plusieurs(Vec<String>),
}

/// Why an assertion proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refus {
    #[error("iss et sub sont tous deux le client_id")]
    Nom,
    #[error("aud est l'émetteur des métadonnées, ou l'adresse appelée")]
    Destinataire,
    #[error("exp est à venir, et à moins d'une heure ; nbf et iat sont passés")]
    Dates,
    #[error("jti est un nom de 1 à 200 caractères, autre à chaque fois")]
    Jti,
    #[error("la signature n'est pas d'une des clés de l'outil (ES256, RS256 ou EdDSA)")]
    Signature,
}

impl Assertion {
    /// Reads an assertion; nothing when it is none.
    pub(crate) fn lire(jeton: &str) -> Option<Self> {
        let (message, signature) = jeton.rsplit_once('.')?;
        let (entete, dits) = message.split_once('.')?;
        Some(Self {
            entete: partie(entete)?,
            dits: partie(dits)?,
            message: message.to_owned(),
            signature: signature.to_owned(),
        })
    }

    /// The client that it says.
    pub(crate) fn client_id(&self) -> &str {
        &self.dits.sub
    }

    /// Its name, by which it serves once, and until when it could serve.
    pub(crate) fn nom(&self) -> (&str, DateTime<Utc>) {
        let expire = DateTime::from_timestamp(self.dits.exp, 0).unwrap_or(DateTime::UNIX_EPOCH);
        (&self.dits.jti, expire + ECART)
    }

    /// Whether it proves, now and here, that its client sent it.
    pub(crate) fn juger(&self, cles: &[ClePublique], ici: &[String], now: DateTime<Utc>) -> Result<(), Refus> {
        let Dits { iss, sub, aud, exp, nbf, iat, jti } = &self.dits;
        if iss != sub {
            return Err(Refus::Nom);
        }
        let told = match aud {
            Destinataires::Un(one) => std::slice::from_ref(one),
            Destinataires::Plusieurs(all) => all,
        };
        if !told.iter().any(|one| ici.contains(one)) {
            return Err(Refus::Destinataire);
        }
        let (early, late) = ((now - ECART).timestamp(), (now + ECART).timestamp());
        let begun = [nbf, iat].into_iter().flatten().all(|instant| *instant <= late);
        if *exp <= early || *exp > late.saturating_add(DUREE.num_seconds()) || !begun {
            return Err(Refus::Dates);
        }
        if !NOM.contains(&jti.chars().count()) {
            return Err(Refus::Jti);
        }
        let Entete { alg, kid, crit } = &self.entete;
        let mut able = cles.iter().filter(|cle| cle.convient(alg, kid.as_deref()));
        let signed = crit.is_none() && able.any(|cle| cle.verifie(&self.message, &self.signature));
        if signed { Ok(()) } else { Err(Refus::Signature) }
    }
}

fn partie<T: DeserializeOwned>(texte: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(texte).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use auth::Cle;
    use serde_json::{Value, json};
    use testdata::t;

    use super::*;

    const ICI: &str = "https://plie.example";

    fn now() -> DateTime<Utc> {
        t("2026-05-28T20:26:40Z")
    }

    fn key() -> (jsonwebtoken::EncodingKey, ClePublique) {
        let cle = Cle::generer("2026".to_owned()).unwrap();
        let public = ClePublique::lire(&serde_json::from_value(cle.jwk()).unwrap()).unwrap();
        (jsonwebtoken::EncodingKey::from_ed_der(cle.pkcs8()), public)
    }

    fn said() -> Value {
        json!({ "iss": "outil", "sub": "outil", "aud": ICI, "exp": now().timestamp() + 60, "jti": "un" })
    }

    /// What becomes of an assertion in which `change` was told otherwise.
    fn judged(change: &Value) -> Result<(), Refus> {
        let (private, public) = key();
        let mut claims = said();
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::EdDSA);
        let token = jsonwebtoken::encode(&header, &claims, &private).unwrap();
        Assertion::lire(&token).unwrap().juger(&[public], &[ICI.to_owned()], now())
    }

    #[test]
    fn an_assertion_says_its_client_us_and_a_time_that_is_short() {
        let at = |seconds: i64| now().timestamp() + seconds;
        assert_eq!(judged(&json!({})), Ok(()));
        assert_eq!(judged(&json!({ "aud": ["https://autre.example", ICI] })), Ok(()));
        assert_eq!(judged(&json!({ "iss": "autre" })), Err(Refus::Nom));
        for aud in [json!("https://plie.example/"), json!([]), json!("https://autre.example")] {
            assert_eq!(judged(&json!({ "aud": aud })), Err(Refus::Destinataire), "{aud}");
        }
        for (exp, kept) in [(3630, Ok(())), (3631, Err(Refus::Dates)), (-29, Ok(())), (-30, Err(Refus::Dates))] {
            assert_eq!(judged(&json!({ "exp": at(exp) })), kept, "{exp}");
        }
        assert_eq!(judged(&json!({ "exp": i64::MAX })), Err(Refus::Dates));
        assert_eq!(judged(&json!({ "exp": i64::MIN })), Err(Refus::Dates));
        for name in ["nbf", "iat"] {
            assert_eq!(
                (judged(&json!({ name: at(30) })), judged(&json!({ name: at(31) }))),
                (Ok(()), Err(Refus::Dates))
            );
        }
        assert_eq!(
            (judged(&json!({ "jti": "" })), judged(&json!({ "jti": "a".repeat(201) }))),
            (Err(Refus::Jti), Err(Refus::Jti))
        );
    }

    #[test]
    fn an_assertion_is_signed_by_a_key_of_its_client() {
        let (private, public) = key();
        let judge = |header: &jsonwebtoken::Header, key: &jsonwebtoken::EncodingKey, cles: &[ClePublique]| {
            let token = jsonwebtoken::encode(header, &said(), key).unwrap();
            Assertion::lire(&token).unwrap().juger(cles, &[ICI.to_owned()], now())
        };
        let ed = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::EdDSA);
        assert_eq!(judge(&ed, &private, &[]), Err(Refus::Signature));
        assert_eq!(judge(&ed, &key().0, std::slice::from_ref(&public)), Err(Refus::Signature));
        let named = |kid: &str| jsonwebtoken::Header { kid: Some(kid.to_owned()), ..ed.clone() };
        assert_eq!(judge(&named("2026"), &private, std::slice::from_ref(&public)), Ok(()));
        assert_eq!(judge(&named("2025"), &private, std::slice::from_ref(&public)), Err(Refus::Signature));
        let shared = jsonwebtoken::EncodingKey::from_secret(b"la cle publique");
        let hs = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
        assert_eq!(judge(&hs, &shared, std::slice::from_ref(&public)), Err(Refus::Signature));
        let body = URL_SAFE_NO_PAD.encode(said().to_string());
        let none = format!("{}.{body}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#));
        assert_eq!(Assertion::lire(&none).unwrap().juger(&[public], &[ICI.to_owned()], now()), Err(Refus::Signature));
    }

    #[test]
    fn what_is_no_assertion_is_none() {
        for text in ["", ".", "..", "a.b.c", "é.é.é", "eyJhbGciOiJub25lIn0.e30."] {
            assert!(Assertion::lire(text).is_none(), "{text}");
        }
    }
}
