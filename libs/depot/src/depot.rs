//! Where files are kept: a folder, or a bucket that speaks S3. A file is written as it arrives and is
//! never held whole in memory.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use kernel::hexadecimal;
use kernel::piece::FORMATS;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, aws::AmazonS3ConfigKey, path::Path, prefix::PrefixStore,
};
use sha2::{Digest, Sha256};
use url::Url;

/// Bytes of a file, as they are read.
pub type Flux = BoxStream<'static, Result<Bytes, DepotError>>;

/// How many bytes tell the type of a file.
const TETE: usize = 4_096;

/// A workbook. `infer` takes one whose first entry is not the usual one for an archive.
const CLASSEURS: [&str; 2] = ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"];

/// The types that a reception accepts. Recognised in the bytes; the name and the type that a client
/// announces are never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypesAdmis {
    /// PDF and images.
    Pieces,
    /// XLSX, and text for CSV.
    Tableaux,
}

/// The files of the deployment. Cheap to clone.
#[derive(Clone)]
pub struct Depot(Arc<dyn ObjectStore>);

impl fmt::Debug for Depot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Depot({})", self.0)
    }
}

/// A file that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depose {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size, in bytes.
    pub taille: u64,
    /// Its type, as its bytes tell it.
    pub type_mime: &'static str,
}

/// Why a file was not kept, or could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DepotError {
    /// The address of the store is not one.
    #[error("the file store `{0}` is neither file:///folder nor s3://bucket")]
    Address(String),
    /// An option of the store that is none.
    #[error("the file store has no option `{0}`")]
    Option(String),
    /// Its options do not hold together.
    #[error("the options of the file store do not hold: {0}")]
    Options(#[source] object_store::Error),
    /// The store refused or cannot be reached.
    #[error("the file store failed")]
    Store(#[from] object_store::Error),
    /// The folder cannot be made.
    #[error("the folder of files cannot be made")]
    Folder(#[from] std::io::Error),
    /// Longer than the limit.
    #[error("the file is longer than {0} bytes")]
    TooLarge(u64),
    /// Not of a type that the reception accepts.
    #[error("the file is not of an accepted type")]
    Type(TypesAdmis),
    /// The sender stopped.
    #[error("the sender stopped: {0}")]
    Sender(String),
}

/// What a reception accepts.
#[derive(Debug, Clone, Copy)]
pub struct Reception {
    /// Bytes at most.
    pub limite: u64,
    /// The types.
    pub types: TypesAdmis,
}

impl Depot {
    /// Opens `file:///folder` or `s3://bucket/prefix`. Credentials and endpoint of S3 come from the usual
    /// `AWS_…` variables, given in `options`.
    pub fn ouvrir(address: &str, options: impl IntoIterator<Item = (String, String)>) -> Result<Self, DepotError> {
        let url = Url::parse(address).map_err(|_| DepotError::Address(address.to_owned()))?;
        if let Ok(folder) = url.to_file_path() {
            std::fs::create_dir_all(folder)?;
        }
        let (store, prefix) = object_store::parse_url_opts(&url, options)?;
        Ok(Self(Arc::new(PrefixStore::new(store, prefix))))
    }

    /// Refuses an address or options by which no store could be opened. Nothing is asked of it, and no folder is made.
    pub fn verifier(address: &str, options: impl IntoIterator<Item = (String, String)>) -> Result<(), DepotError> {
        let wrong = || DepotError::Address(address.to_owned());
        let url = Url::parse(address).map_err(|_| wrong())?;
        match url.scheme() {
            "file" => url.to_file_path().map(drop).map_err(|()| wrong()),
            "s3" if url.has_host() => {
                let options: Vec<_> = options.into_iter().collect();
                // The library passes over what it does not know, as a key that was written wrong.
                let known = |key: &str| key.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().is_ok();
                if let Some((unknown, _)) = options.iter().find(|(key, _)| !known(key)) {
                    return Err(DepotError::Option(unknown.clone()));
                }
                object_store::parse_url_opts(&url, options).map(drop).map_err(DepotError::Options)
            }
            _ => Err(wrong()),
        }
    }

    /// Writes a file as it arrives: its type is read in its first bytes, its length counted, its hash
    /// computed. What is refused leaves nothing behind.
    pub async fn recevoir<E: fmt::Display>(
        &self,
        emplacement: &str,
        reception: Reception,
        flux: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Depose, DepotError> {
        let path = Path::from(emplacement);
        let mut upload = WriteMultipart::new(self.0.put_multipart(&path).await?);
        match copier(&mut upload, reception, flux).await {
            Ok(depose) => {
                upload.finish().await?;
                Ok(depose)
            }
            Err(refusal) => {
                upload.abort().await?;
                Err(refusal)
            }
        }
    }

    /// Keeps bytes that the suite made itself.
    pub async fn garder(&self, emplacement: &str, bytes: Vec<u8>) -> Result<Depose, DepotError> {
        let depose = Depose {
            sha256: hexadecimal(&Sha256::digest(&bytes)),
            taille: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            type_mime: "application/pdf",
        };
        self.0.put(&Path::from(emplacement), PutPayload::from(bytes)).await?;
        Ok(depose)
    }

    /// Reads a file.
    pub async fn lire(&self, emplacement: &str) -> Result<Flux, DepotError> {
        let found = self.0.get(&Path::from(emplacement)).await?;
        Ok(found.into_stream().map_err(DepotError::from).boxed())
    }

    /// Destroys a file; one that is no longer there is no error.
    pub async fn detruire(&self, emplacement: &str) -> Result<(), DepotError> {
        match self.0.delete(&Path::from(emplacement)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

async fn copier<E: fmt::Display>(
    upload: &mut WriteMultipart,
    reception: Reception,
    flux: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Depose, DepotError> {
    let mut flux = std::pin::pin!(flux);
    let (mut hash, mut taille, mut tete) = (Sha256::new(), 0_u64, Vec::with_capacity(TETE));
    while let Some(chunk) = flux.next().await {
        let chunk = chunk.map_err(|error| DepotError::Sender(error.to_string()))?;
        taille = taille.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if taille > reception.limite {
            return Err(DepotError::TooLarge(reception.limite));
        }
        if tete.len() < TETE {
            tete.extend(chunk.iter().take(TETE - tete.len()));
            if tete.len() == TETE {
                reception.types.reconnaitre(&tete)?;
            }
        }
        hash.update(&chunk);
        upload.wait_for_capacity(2).await?;
        upload.put(chunk);
    }
    Ok(Depose { sha256: hexadecimal(&hash.finalize()), taille, type_mime: reception.types.reconnaitre(&tete)? })
}

impl TypesAdmis {
    fn reconnaitre(self, tete: &[u8]) -> Result<&'static str, DepotError> {
        let found = infer::get(tete).map(|kind| kind.mime_type());
        let among = |list: &'static [&'static str]| {
            found.and_then(|mime| list.iter().copied().find(|one| *one == mime)).ok_or(DepotError::Type(self))
        };
        match self {
            Self::Pieces => among(&FORMATS),
            Self::Tableaux if found.is_none() && est_un_texte(tete) => Ok("text/csv"),
            Self::Tableaux => among(&CLASSEURS),
        }
    }
}

/// Whether a file begins as a text: nothing marks a CSV, but a text in UTF-8 or in a Western code page has no zero byte,
/// and one in UTF-16 says so first.
fn est_un_texte(tete: &[u8]) -> bool {
    let utf16 = tete.starts_with(&[0xff, 0xfe]) || tete.starts_with(&[0xfe, 0xff]);
    !tete.is_empty() && (utf16 || !tete.contains(&0))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;

    use super::*;

    fn depot() -> (tempfile::TempDir, Depot) {
        let folder = tempfile::tempdir().unwrap();
        let url = Url::from_file_path(folder.path()).unwrap();
        (folder, Depot::ouvrir(url.as_str(), []).unwrap())
    }

    fn chunks(chunks: &[&'static [u8]]) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
        stream::iter(chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk))).collect::<Vec<_>>())
    }

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

    #[tokio::test]
    async fn a_file_comes_back_as_it_was_sent_with_its_hash_and_its_type() {
        let (_folder, depot) = depot();
        let depose = depot
            .recevoir("t/p/1", Reception { limite: 1_000, types: TypesAdmis::Pieces }, chunks(&[&PDF[..3], &PDF[3..]]))
            .await
            .unwrap();
        assert_eq!((depose.type_mime, depose.taille), ("application/pdf", 17));
        assert_eq!(depose.sha256, hexadecimal(&Sha256::digest(PDF)));
        let read: Vec<Bytes> = depot.lire("t/p/1").await.unwrap().try_collect().await.unwrap();
        assert_eq!(read.concat(), PDF);
        depot.detruire("t/p/1").await.unwrap();
        depot.detruire("t/p/1").await.unwrap();
        assert!(depot.lire("t/p/1").await.is_err());
    }

    #[tokio::test]
    async fn what_is_refused_leaves_nothing() {
        let (folder, depot) = depot();
        let refused = async |chunks_sent: &[&'static [u8]], limite| {
            depot
                .recevoir("t/p/2", Reception { limite, types: TypesAdmis::Pieces }, chunks(chunks_sent))
                .await
                .unwrap_err()
        };
        assert!(matches!(refused(&[PDF, PDF], 20).await, DepotError::TooLarge(20)));
        assert!(matches!(
            refused(&[b"<html><script>alert(1)</script>"], 1_000).await,
            DepotError::Type(TypesAdmis::Pieces)
        ));
        assert!(matches!(refused(&[b"MZ\x90\x00\x03"], 1_000).await, DepotError::Type(TypesAdmis::Pieces)));
        assert!(matches!(refused(&[], 1_000).await, DepotError::Type(TypesAdmis::Pieces)));
        let broken = stream::iter([Ok(Bytes::from_static(PDF)), Err("cut")]);
        let error =
            depot.recevoir("t/p/2", Reception { limite: 1_000, types: TypesAdmis::Pieces }, broken).await.unwrap_err();
        assert!(matches!(error, DepotError::Sender(_)));
        let left = std::fs::read_dir(folder.path().join("t/p")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "no file, not even a part of one");
    }

    #[test]
    fn a_table_is_a_workbook_or_a_text_in_any_characters() {
        let table = |bytes: &[u8]| TypesAdmis::Tableaux.reconnaitre(bytes).ok();
        for text in [&b"Nom;Pr\xe9nom\n"[..], "Nom;Prénom\n".as_bytes(), b"\xff\xfeN\0o\0m\0", b"\xfe\xff\0N\0o\0m"] {
            assert_eq!(table(text), Some("text/csv"), "{text:?}");
        }
        assert_eq!([table(b"Nom\0;x"), table(b""), table(PDF)], [None; 3]);
    }

    #[tokio::test]
    async fn a_place_cannot_leave_the_store() {
        let (_folder, depot) = depot();
        assert!(depot.lire("../../etc/passwd").await.is_err());
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        assert!(matches!(Depot::ouvrir("/var/lib/plie", []), Err(DepotError::Address(_))));
    }

    #[test]
    fn a_store_is_judged_before_it_is_opened() {
        let judge = |address: &str, options: &[(&str, &str)]| {
            Depot::verifier(address, options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
        };
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("plus/tard");
        judge(&format!("file://{}", missing.display()), &[]).unwrap();
        assert!(!missing.exists(), "nothing is made");
        let keys = [("aws_region", "eu-west-3"), ("aws_access_key_id", "a"), ("aws_secret_access_key", "b")];
        judge("s3://seau/plie", &keys).unwrap();
        assert!(judge("s3://seau/plie", &keys[..2]).is_err(), "half of a key opens nothing");
        for address in ["/var/lib/plie", "file://var/lib/plie", "https://seau.example", "s3:///plie", "memory:///"] {
            assert!(matches!(judge(address, &[]), Err(DepotError::Address(_))), "{address}");
        }
        let unknown = judge("s3://seau", &[("aws_acces_key", "a")]).unwrap_err();
        assert!(unknown.to_string().contains("`aws_acces_key`"), "{unknown}");
    }
}
