//! The body of a signature: what is accepted is within its bounds, and is read again as it was.
#![no_main]

use participants_api::{PreuveSignature, SignatureContrat};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = problem::decode::<SignatureContrat>(bytes);
    let Ok(signature) = read.and_then(|read| problem::validate(&read).map(|()| read)) else { return };
    match &signature.mode {
        PreuveSignature::Dessinee { traits } => {
            assert!((1..=200).contains(&traits.len()) && traits.iter().all(|one| (2..=2_000).contains(&one.len())));
        }
        PreuveSignature::Code { code } => assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())),
        PreuveSignature::Papier { .. } => {}
    }
    let again = serde_json::to_vec(&signature).expect("a signature is written");
    assert_eq!(problem::decode::<SignatureContrat>(&again).expect("and read again"), signature);
});
