//! The token of a request: nobody makes one without the key, and what the key signed is verified or refused.
#![no_main]

use std::sync::LazyLock;

use auth::{Audience, Claims, Cle, Refus, Verifier};
use kernel::Clock;
use serde_json::json;

static KNOWN: LazyLock<(Verifier, Cle)> = LazyLock::new(|| {
    let cle = Cle::generer("k1".to_owned()).expect("a key");
    let verifier = Verifier::new(Audience::new("plie", "suite"), Clock::system());
    let keys = serde_json::from_value(json!({ "keys": [cle.jwk()] })).expect("a list of keys");
    verifier.set_keys(&keys);
    (verifier, cle)
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (verifier, cle) = &*KNOWN;
    assert!(verifier.verify(bytes).is_err(), "a token was made without the key");
    if let Ok(claims) = serde_json::from_slice::<Claims>(bytes) {
        let token = cle.signer(&claims).expect("claims are signed");
        match verifier.verify(token) {
            Ok(verified) => assert!(verified.iss == "plie" && verified.aud == "suite", "{verified:?}"),
            Err(refus) => assert_ne!(refus, Refus::Absent),
        }
    }
});
