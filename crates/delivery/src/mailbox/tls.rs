//! The way to the server, kept from others: certificates of the system and, where named, of a file.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use super::MailboxFault;

pub(super) fn connector(ca_file: Option<&Path>) -> Result<TlsConnector, MailboxFault> {
    let unreadable = |fault: String| MailboxFault::Certificates(fault);
    let mut roots = RootCertStore::empty();
    // Some of what a system brings along is not for this.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = ca_file {
        let listed = CertificateDer::pem_file_iter(file);
        for certificate in listed.map_err(|fault| unreadable(fault.to_string()))? {
            let certificate = certificate.map_err(|fault| unreadable(fault.to_string()))?;
            let added = roots.add(certificate);
            added.map_err(|fault| unreadable(fault.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|fault| unreadable(fault.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
