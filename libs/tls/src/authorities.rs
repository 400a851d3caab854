//! Certificate authorities, from a file.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

/// The authorities of a file: who else signs is nobody. Cheap to clone.
#[derive(Clone)]
pub struct Authorities {
    pem: Arc<[u8]>,
    roots: Arc<RootCertStore>,
}

impl Authorities {
    /// Reads a PEM file of one certificate or several: during a change of authority, the former and the next one.
    pub fn read(file: &Path) -> Result<Self, AuthorityError> {
        let unread = |source| AuthorityError::Unread { file: file.to_owned(), source };
        let unusable =
            |cause: &dyn fmt::Display| AuthorityError::Unusable { file: file.to_owned(), cause: cause.to_string() };
        let pem = fs::read(file).map_err(unread)?;
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|error| unusable(&error))?;
            roots.add(certificate).map_err(|error| unusable(&error))?;
        }
        if roots.is_empty() {
            return Err(unusable(&"no certificate in it (PEM)"));
        }
        Ok(Self { pem: pem.into(), roots: Arc::new(roots) })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn pem(&self) -> &[u8] {
        &self.pem
    }

    pub(crate) fn roots(&self) -> Arc<RootCertStore> {
        self.roots.clone()
    }
}

impl fmt::Debug for Authorities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorities").field("certificates", &self.roots.len()).finish_non_exhaustive()
    }
}

/// Why the authorities of a file are not known.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The file.
    #[error("the authorities of {} cannot be read: {source}", file.display())]
    Unread {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What is in it.
    #[error("{} names no authority: {cause}", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// Why.
        cause: String,
    },
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_that_names_nobody_is_no_authority() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "bonjour").unwrap();
        let refused = Authorities::read(file.path()).unwrap_err().to_string();
        assert!(refused.contains("no certificate in it"), "{refused}");
        writeln!(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----").unwrap();
        let refused = Authorities::read(file.path()).unwrap_err().to_string();
        assert!(refused.contains("names no authority"), "{refused}");
        let missing = Authorities::read(Path::new("/nulle/part")).unwrap_err().to_string();
        assert!(missing.contains("/nulle/part") && missing.contains("No such file"), "{missing}");
    }
}
