//! The side of a client.

use std::sync::Arc;

use rustls::{
    ClientConfig, Error,
    client::{VerifierBuilderError, WebPkiServerVerifier},
    crypto::{CryptoProvider, aws_lc_rs},
};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::{Authorities, chain::Chain};

/// What of the certificate of a server is verified, beside its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// That an authority signed it.
    Chain,
    /// That an authority signed it, for the name that the server is asked under.
    Name,
}

/// How to speak to servers whose certificates these authorities sign; those of the system, and the name always, when
/// none is named.
pub fn client(authorities: Option<&Authorities>, checked: Checked) -> Result<ClientConfig, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let Some(authorities) = authorities else { return Ok(config.with_platform_verifier()?.with_no_client_auth()) };
    Ok(match checked {
        Checked::Name => config.with_root_certificates(authorities.roots()).with_no_client_auth(),
        Checked::Chain => {
            let verifier = Arc::new(Chain(chain(authorities, provider)?));
            config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
    })
}

fn chain(authorities: &Authorities, provider: Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, Error> {
    let built = WebPkiServerVerifier::builder_with_provider(authorities.roots(), provider).build();
    built.map_err(|error: VerifierBuilderError| Error::General(error.to_string()))
}
