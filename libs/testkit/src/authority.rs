//! An authority of a test, and what it signs.

use std::path::{Path, PathBuf};

use local_servers::Certificate;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

/// The name that the servers of the tests are called by, and no other: neither is their address.
pub const NAME: &str = "localhost";

/// A file of authorities, made now in a folder: it signs a certificate for [`NAME`], or nothing that anybody presents.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    directory: PathBuf,
}

impl Authority {
    /// A new one, whose file is in this folder.
    #[must_use]
    pub fn new(directory: &Path) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "Autorité de test");
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
        let authority = Self { issuer, directory: directory.to_owned() };
        std::fs::write(authority.file(), authority.issuer.as_ref().pem()).expect("a folder");
        authority
    }

    /// Its file.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        file(&self.directory)
    }

    /// A certificate for the servers of the tests, in the same folder.
    #[must_use]
    pub fn sign(&self) -> Certificate {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![NAME.to_owned()]).expect("a name");
        let signed = params.signed_by(&key, &self.issuer).expect("a certificate");
        let certificate = certificate(&self.directory);
        std::fs::write(&certificate.certificate, signed.pem()).expect("a folder");
        std::fs::write(&certificate.key, key.serialize_pem()).expect("a folder");
        certificate
    }
}

/// The authority of the shared servers and their certificate, made the first time: the servers outlive a run of tests.
pub(crate) fn of_servers(directory: &Path) -> (PathBuf, Certificate) {
    std::fs::create_dir_all(directory).expect("target can be written");
    let kept = certificate(directory);
    if kept.key.exists() {
        return (file(directory), kept);
    }
    let authority = Authority::new(directory);
    (authority.file(), authority.sign())
}

fn file(directory: &Path) -> PathBuf {
    directory.join("authority.pem")
}

fn certificate(directory: &Path) -> Certificate {
    Certificate { certificate: directory.join("server.pem"), key: directory.join("server.key.pem") }
}
