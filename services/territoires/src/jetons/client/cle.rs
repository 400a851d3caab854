//! The public keys of a client: which are taken, and what they verify.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, VerificationAlgorithm};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use kernel::hexadecimal;
use territoires_api::{CleClient, TypeCle};

/// The algorithms by which a client may sign, as metadata name them. `Ed25519` is what RFC 9864 calls EdDSA on that curve.
pub(crate) const ALGORITHMES: [&str; 4] = ["ES256", "RS256", "EdDSA", "Ed25519"];

/// Bytes of the modulus of an RSA key: from 2 048 bits to 8 192.
const MODULE: std::ops::RangeInclusive<usize> = 256..=1024;
/// The ordinates of points of small order, without their sign.
const PETITS_ORDRES: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];
/// What precedes the two coordinates of a point of a curve.
const POINT: u8 = 4;

/// A key that verifies.
pub(crate) struct ClePublique {
    kid: Option<String>,
    algorithme: Algorithm,
    cle: DecodingKey,
}

/// Why a key is not taken: the member at fault, and what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CleRefusee {
    pub(crate) membre: &'static str,
    pub(crate) attendu: &'static str,
}

const fn refus(membre: &'static str, attendu: &'static str) -> CleRefusee {
    CleRefusee { membre, attendu }
}

impl ClePublique {
    /// The key that a JWK says.
    pub(crate) fn lire(jwk: &CleClient) -> Result<Self, CleRefusee> {
        if jwk.d.is_some() {
            return Err(refus("d", "ceci est la moitié privée : gardez-la, et changez de clé puisqu'elle a voyagé"));
        }
        let (algorithme, cle) = match jwk.kty {
            TypeCle::Ec => (Algorithm::ES256, p256(jwk)?),
            TypeCle::Okp => (Algorithm::EdDSA, ed25519(jwk)?),
            TypeCle::Rsa => (Algorithm::RS256, rsa(jwk)?),
        };
        Ok(Self { kid: jwk.kid.clone(), algorithme, cle })
    }

    /// Whether it may have signed what says this algorithm and this name.
    pub(crate) fn convient(&self, alg: &str, kid: Option<&str>) -> bool {
        let known = match self.algorithme {
            Algorithm::ES256 => alg == "ES256",
            Algorithm::RS256 => alg == "RS256",
            _ => matches!(alg, "EdDSA" | "Ed25519"),
        };
        known && (kid.is_none() || self.kid.is_none() || kid == self.kid.as_deref())
    }

    /// Whether it signed the message.
    pub(crate) fn verifie(&self, message: &str, signature: &str) -> bool {
        crypto::verify(signature, message.as_bytes(), &self.cle, self.algorithme).unwrap_or(false)
    }
}

fn p256(jwk: &CleClient) -> Result<DecodingKey, CleRefusee> {
    courbe(jwk, "P-256")?;
    let (x, y) = (octets(jwk.x.as_deref(), "x")?, octets(jwk.y.as_deref(), "y")?);
    let point = [&[POINT], x.as_slice(), y.as_slice()].concat();
    valide(&ECDSA_P256_SHA256_FIXED, &point)?;
    Ok(DecodingKey::from_ec_der(&point))
}

fn ed25519(jwk: &CleClient) -> Result<DecodingKey, CleRefusee> {
    courbe(jwk, "Ed25519")?;
    let x = octets(jwk.x.as_deref(), "x")?;
    valide(&ED25519, &x)?;
    if petit_ordre(&x) {
        return Err(refus("x", "cette clé vérifie ce que personne n'a signé : faites-en une autre"));
    }
    Ok(DecodingKey::from_ed_der(&x))
}

fn rsa(jwk: &CleClient) -> Result<DecodingKey, CleRefusee> {
    let (n, e) = (octets(jwk.n.as_deref(), "n")?, octets(jwk.e.as_deref(), "e")?);
    let n: Vec<_> = n.into_iter().skip_while(|byte| *byte == 0).collect();
    if !MODULE.contains(&n.len()) || n.last().is_none_or(|last| last % 2 == 0) {
        return Err(refus("n", "attendu : le module d'une clé RSA de 2 048 à 8 192 bits, en base64url"));
    }
    if e.last().is_none_or(|last| last % 2 == 0) || e == [1] {
        return Err(refus("e", "attendu : l'exposant public de la clé, en base64url (AQAB le plus souvent)"));
    }
    Ok(DecodingKey::from_rsa_raw_components(&n, &e))
}

fn courbe(jwk: &CleClient, attendue: &str) -> Result<(), CleRefusee> {
    if jwk.crv.as_deref() == Some(attendue) {
        Ok(())
    } else {
        Err(refus("crv", "attendu : P-256 avec EC, Ed25519 avec OKP"))
    }
}

fn octets(texte: Option<&str>, membre: &'static str) -> Result<Vec<u8>, CleRefusee> {
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    texte.and_then(decode).ok_or_else(|| refus(membre, "attendu : la valeur de la clé publique, en base64url"))
}

/// Whether a key of the curve Ed25519 is one of the few points that vouch for signatures without a private half: those whose
/// order divides eight, in each of their writings (the list of libsodium).
fn petit_ordre(x: &[u8]) -> bool {
    let mut point = x.to_vec();
    if let Some(last) = point.last_mut() {
        *last &= 0x7f;
    }
    PETITS_ORDRES.contains(&hexadecimal(&point).as_str())
}

/// A point that is on its curve.
fn valide(algorithme: &'static dyn VerificationAlgorithm, point: &[u8]) -> Result<(), CleRefusee> {
    let wrong = |_| refus("x", "ces coordonnées ne sont pas celles d'une clé de cette courbe");
    ParsedPublicKey::new(algorithme, point).map(drop).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwk(kty: TypeCle, crv: &str) -> CleClient {
        let text = |text: &str| Some(text.to_owned());
        CleClient {
            kty,
            kid: None,
            crv: text(crv),
            // The key of RFC 7515, appendix A.3.
            x: text("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            y: text("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            n: None,
            e: text("AQAB"),
            d: None,
        }
    }

    fn refused(jwk: &CleClient) -> &'static str {
        ClePublique::lire(jwk).err().map_or("", |refus| refus.membre)
    }

    #[test]
    fn a_key_is_taken_when_it_is_one_of_its_kind() {
        let good = jwk(TypeCle::Ec, "P-256");
        assert_eq!(refused(&good), "");
        assert_eq!(refused(&jwk(TypeCle::Ec, "P-384")), "crv");
        assert_eq!(refused(&CleClient { y: good.x.clone(), ..good.clone() }), "x", "off the curve");
        assert_eq!(refused(&CleClient { y: None, ..good.clone() }), "y");
        assert_eq!(refused(&jwk(TypeCle::Okp, "P-256")), "crv");
        // RFC 8037, appendix A.2.
        let okp = CleClient {
            x: Some("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".to_owned()),
            ..jwk(TypeCle::Okp, "Ed25519")
        };
        assert_eq!(refused(&okp), "");
        assert_eq!(refused(&CleClient { x: Some("AQAB".to_owned()), ..okp }), "x", "too short");
    }

    #[test]
    fn a_point_that_vouches_for_what_nobody_signed_is_no_key() {
        let refused = |first: u8, rest: u8, last: u8| {
            let point = [&[first], [rest; 30].as_slice(), &[last]].concat();
            refused(&CleClient { x: Some(URL_SAFE_NO_PAD.encode(point)), ..jwk(TypeCle::Okp, "Ed25519") })
        };
        assert_eq!([refused(0, 0, 0), refused(1, 0, 0), refused(1, 0, 0x80), refused(0xec, 0xff, 0x7f)], ["x"; 4]);
    }

    #[test]
    fn an_rsa_key_is_long_enough_and_odd() {
        let of = |bytes: usize, last: u8| {
            let mut modulus = vec![0xff; bytes];
            modulus.extend([last]);
            CleClient { n: Some(URL_SAFE_NO_PAD.encode(modulus)), ..jwk(TypeCle::Rsa, "") }
        };
        assert_eq!((refused(&of(255, 1)), refused(&of(254, 1)), refused(&of(255, 2))), ("", "n", "n"));
        assert_eq!((refused(&of(1023, 1)), refused(&of(1024, 1))), ("", "n"));
        assert_eq!(
            refused(&CleClient { e: Some("AQ".to_owned()), ..of(255, 1) }),
            "e",
            "an exponent of one signs nothing"
        );
    }

    #[test]
    fn a_key_verifies_what_says_its_algorithm_and_its_name() {
        let named = CleClient { kid: Some("2026".to_owned()), ..jwk(TypeCle::Ec, "P-256") };
        let key = ClePublique::lire(&named).unwrap();
        assert!(key.convient("ES256", Some("2026")) && key.convient("ES256", None));
        assert!(!key.convient("ES256", Some("2025")));
        for other in ["none", "HS256", "RS256", "ES384", "EdDSA", ""] {
            assert!(!key.convient(other, None), "{other}");
        }
    }
}
