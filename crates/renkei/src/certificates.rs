//! Looking after the certificate while the process serves: a renewed one is taken up when its files
//! change, or at once on SIGHUP.

use std::time::Duration;

use renkei_web::server::tls::{CertificateFault, Certificates, Reread};
use tokio::time::sleep;

use crate::voice;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(5);

/// Looks after a certificate for as long as the process lives. Signals are listened to from the call on.
pub fn look_after(certificates: Certificates) -> impl Future<Output = ()> {
    let mut asked = Asked::listen();
    async move {
        // A pair that cannot be used is complained of once, not at every look.
        let mut complained_of: Option<String> = None;
        loop {
            let is_asked = tokio::select! {
                () = asked.next() => true,
                () = sleep(LOOK) => false,
            };
            match read_again(&certificates).await {
                Ok(reread) => {
                    complained_of = None;
                    if reread == Reread::Replaced {
                        tracing::info!("a new certificate is in use");
                    } else if is_asked {
                        tracing::info!("the certificate is the same as before");
                    }
                }
                Err(fault) => {
                    if is_asked || complained_of.as_ref() != Some(&fault) {
                        voice::complain(
                            "CERTIFICATE_KEPT",
                            "新しい証明書を使えません。前の証明書のまま動いています。tls.cert と tls.key のファイルを確かめてください。",
                            &fault,
                        );
                    }
                    complained_of = Some(fault);
                }
            }
        }
    }
}

async fn read_again(certificates: &Certificates) -> Result<Reread, String> {
    let certificates = certificates.clone();
    let read = tokio::task::spawn_blocking(move || certificates.read_again()).await;
    match read {
        Ok(read) => read.map_err(|fault: CertificateFault| fault.to_string()),
        Err(fault) => Err(fault.to_string()),
    }
}

/// Who asks for a look by a signal, as service managers do.
#[cfg(unix)]
struct Asked(Option<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Asked {
    fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let signal = signal(SignalKind::hangup());
        if let Err(fault) = &signal {
            tracing::warn!(%fault, "SIGHUP cannot be listened to");
        }
        Self(signal.ok())
    }

    async fn next(&mut self) {
        match &mut self.0 {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    }
}

/// Nobody can ask where there are no signals.
#[cfg(not(unix))]
struct Asked;

#[cfg(not(unix))]
impl Asked {
    const fn listen() -> Self {
        Self
    }

    async fn next(&mut self) {
        std::future::pending().await
    }
}
