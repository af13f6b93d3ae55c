//! Whom visitors tell what is wrong or missing, for the foot of every page.

use std::sync::{Arc, PoisonError, RwLock};

use renkei_app::directory::secretariat::NamedNetwork;
use renkei_app::{App, StoreFault};
use renkei_domain::directory::phone::{Phone, dial};

/// The secretariat of one network in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecretariatLine {
    pub(crate) network: String,
    pub(crate) name: String,
    pub(crate) number: Option<String>,
    pub(crate) href: Option<String>,
    /// What to do once somebody answers.
    pub(crate) after: String,
}

impl SecretariatLine {
    /// Those of the networks that have one.
    pub(crate) fn all(networks: &[NamedNetwork]) -> Vec<Self> {
        let lines = networks.iter().filter_map(|network| {
            let secretariat = network.secretariat.as_ref()?;
            let phone = secretariat.phone.as_ref();
            let written = phone.map(|phone| phone.written.to_string());
            Some(Self {
                network: network.name.clone(),
                name: secretariat.name.clone(),
                href: written
                    .as_deref()
                    .and_then(dial)
                    .map(|digits| format!("tel:{digits}")),
                number: written,
                after: phone.map(after_number).unwrap_or_default(),
            })
        });
        lines.collect()
    }

    pub(crate) fn sample() -> Self {
        Self {
            network: "たかつき・しまもと障がい者就労支援ネットワーク".to_owned(),
            name: "みほん支援センター（架空）".to_owned(),
            number: Some("072-000-0001".to_owned()),
            href: Some("tel:0720000001".to_owned()),
            after: "内線 12".to_owned(),
        }
    }
}

/// What to do once somebody answers: the key for the machine, the extension for the person.
pub(crate) fn after_number(phone: &Phone) -> String {
    let key = phone.voice_guide_key.as_ref();
    let extension = phone.extension.as_ref();
    let after = [
        key.map(|key| format!("音声案内 {key}")),
        extension.map(|extension| format!("内線 {extension}")),
    ];
    after.into_iter().flatten().collect::<Vec<_>>().join("・")
}

/// A number as it is dialled, with what to do once somebody answers.
pub(crate) fn number(phone: &Phone) -> String {
    let after = after_number(phone);
    if after.is_empty() {
        phone.written.to_string()
    } else {
        format!("{} {after}", phone.written)
    }
}

/// The secretariats as last read. A page that says why nothing can be shown must not need the
/// database, and is where they are needed most.
#[derive(Debug, Clone, Default)]
pub struct Secretariats(Arc<RwLock<Vec<SecretariatLine>>>);

impl Secretariats {
    /// Reads them for the first time.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read(app: &App) -> Result<Self, StoreFault> {
        let known = Self::default();
        known.keep(SecretariatLine::all(&app.named_networks().await?));
        Ok(known)
    }

    pub(crate) fn keep(&self, lines: Vec<SecretariatLine>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = lines;
    }

    pub(crate) fn lines(&self) -> Vec<SecretariatLine> {
        let lines = self.0.read().unwrap_or_else(PoisonError::into_inner);
        lines.clone()
    }
}
