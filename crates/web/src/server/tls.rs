//! The certificate under which the site is served: read from files, and read again when they change, so
//! that a renewed one needs no restart. A pair that cannot be used changes nothing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use sha2::{Digest as _, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// Where a certificate and its key lie, both as PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate of the site first, then those that vouch for it.
    pub certificate: PathBuf,
    /// The key of the first.
    pub key: PathBuf,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateFault {
    /// A file cannot be read.
    #[error("{}: {fault}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        fault: std::io::Error,
    },
    /// A file is not the PEM it should be.
    #[error("{}: {fault}", .path.display())]
    Pem {
        /// Which.
        path: PathBuf,
        /// Why.
        fault: pem::Error,
    },
    /// There is no certificate in the file.
    #[error("{}: no certificate", .0.display())]
    NoCertificate(PathBuf),
    /// The pair does not serve: the key is another's, or of a kind that nobody uses.
    #[error("the certificate and its key: {0}")]
    Pair(#[from] rustls::Error),
}

/// What reading the files again has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reread {
    /// The files are as before.
    Same,
    /// From the next connection on there is another certificate.
    Replaced,
}

/// The certificate in use. Clones share it.
#[derive(Clone)]
pub struct Certificates {
    files: CertificateFiles,
    held: Arc<RwLock<Held>>,
}

struct Held {
    /// What the files held; the key itself is nowhere but in the configuration.
    digest: [u8; 32],
    config: Arc<ServerConfig>,
}

/// What stood in the files.
struct Pair<'a> {
    files: &'a CertificateFiles,
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Certificates {
    /// Reads a pair.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn read(files: CertificateFiles) -> Result<Self, CertificateFault> {
        let pair = Pair::read(&files)?;
        let held = Held {
            digest: pair.digest(),
            config: pair.config()?,
        };
        Ok(Self {
            files,
            held: Arc::new(RwLock::new(held)),
        })
    }

    /// Reads the files again.
    ///
    /// # Errors
    /// When what stands there now cannot be used; the certificate stays as it was.
    pub fn read_again(&self) -> Result<Reread, CertificateFault> {
        let pair = Pair::read(&self.files)?;
        let digest = pair.digest();
        let known = self.held.read().unwrap_or_else(PoisonError::into_inner);
        if known.digest == digest {
            return Ok(Reread::Same);
        }
        drop(known);
        let config = pair.config()?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Held { digest, config };
        Ok(Reread::Replaced)
    }

    /// Greets by the certificate of this moment.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&held.config))
    }
}

impl std::fmt::Debug for Certificates {
    /// Says where the files are and nothing of the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificates")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

impl<'a> Pair<'a> {
    fn read(files: &'a CertificateFiles) -> Result<Self, CertificateFault> {
        let read = |path: &Path| {
            std::fs::read(path).map_err(|fault| CertificateFault::File {
                path: path.to_owned(),
                fault,
            })
        };
        Ok(Self {
            files,
            certificate: read(&files.certificate)?,
            key: read(&files.key)?,
        })
    }

    fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update((self.certificate.len() as u64).to_be_bytes());
        hash.update(&self.certificate);
        hash.update(&self.key);
        hash.finalize().into()
    }

    fn config(&self) -> Result<Arc<ServerConfig>, CertificateFault> {
        let wrong = |path: &PathBuf| {
            let path = path.clone();
            move |fault| CertificateFault::Pem { path, fault }
        };
        let chain = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<Vec<_>, _>>()
            .map_err(wrong(&self.files.certificate))?;
        if chain.is_empty() {
            let path = self.files.certificate.clone();
            return Err(CertificateFault::NoCertificate(path));
        }
        let key = PrivateKeyDer::from_pem_slice(&self.key).map_err(wrong(&self.files.key))?;
        // The one provider of the process; a test that calls the library alone has none installed.
        let provider = CryptoProvider::get_default()
            .cloned()
            .unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}
