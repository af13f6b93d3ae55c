//! How a consent was asked for and given, as it stands sealed.

use renkei_domain::consent::given::{
    Asking, DeviceOwner, Evidence, EvidenceKind, Helper, HelperTie, HowGiven,
};
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use serde::{Deserialize, Serialize};

use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;

const TABLE: &str = "consent";

/// What is sealed of it.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    how: ToldHow,
    text_version: String,
    explained_by: String,
    said: String,
    helpers: Vec<ToldHelper>,
    evidence: Option<ToldEvidence>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
enum ToldHow {
    Written,
    OnScreen {
        agreed_to_form_at: i64,
        device: String,
        pin_at: i64,
    },
    Oral {
        witness: String,
    },
}

#[derive(Debug, Serialize, Deserialize)]
struct ToldHelper {
    tie: String,
    name: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct ToldEvidence {
    kind: String,
    id: String,
}

/// It as text.
pub(super) fn to_text(asking: &Asking) -> Result<String, StoreFault> {
    let how = match &asking.how {
        HowGiven::Written => ToldHow::Written,
        HowGiven::OnScreen {
            agreed_to_form_at,
            device,
            pin_at,
        } => ToldHow::OnScreen {
            agreed_to_form_at: agreed_to_form_at.micros(),
            device: device.code().to_owned(),
            pin_at: pin_at.micros(),
        },
        HowGiven::Oral { witness } => ToldHow::Oral {
            witness: witness.to_string(),
        },
    };
    let helpers = asking.helpers.iter().map(|helper| ToldHelper {
        tie: helper.tie.code().to_owned(),
        name: helper.name.to_string(),
    });
    let told = Told {
        how,
        text_version: asking.text_version.to_string(),
        explained_by: asking.explained_by.to_string(),
        said: asking.said.to_string(),
        helpers: helpers.collect(),
        evidence: asking.evidence.map(|evidence| ToldEvidence {
            kind: evidence.kind.code().to_owned(),
            id: evidence.id.to_string(),
        }),
    };
    serde_json::to_string(&told).map_err(|fault| unreadable(TABLE, fault))
}

/// Reads it back.
pub(super) fn from_text(text: &str) -> Result<Asking, StoreFault> {
    // What serde says of a text may repeat some of it.
    let told: Told = serde_json::from_str(text).map_err(|_| unreadable(TABLE, "asking"))?;
    let how = match told.how {
        ToldHow::Written => HowGiven::Written,
        ToldHow::OnScreen {
            agreed_to_form_at,
            device,
            pin_at,
        } => HowGiven::OnScreen {
            agreed_to_form_at: Instant::from_micros(agreed_to_form_at),
            device: code(TABLE, DeviceOwner::from_code, &device)?,
            pin_at: Instant::from_micros(pin_at),
        },
        ToldHow::Oral { witness } => HowGiven::Oral {
            witness: line(TABLE, &witness)?,
        },
    };
    let helpers = told.helpers.iter().map(|helper| {
        Ok(Helper {
            tie: code(TABLE, HelperTie::from_code, &helper.tie)?,
            name: line(TABLE, &helper.name)?,
        })
    });
    let explained_by = told.explained_by.parse();
    Ok(Asking {
        how,
        text_version: line(TABLE, &told.text_version)?,
        explained_by: explained_by.map_err(|fault| unreadable(TABLE, fault))?,
        said: Prose::parse(&told.said).map_err(|fault| unreadable(TABLE, fault))?,
        helpers: helpers.collect::<Result<_, StoreFault>>()?,
        evidence: told.evidence.as_ref().map(evidence).transpose()?,
    })
}

fn evidence(told: &ToldEvidence) -> Result<Evidence, StoreFault> {
    let id = told.id.parse();
    Ok(Evidence {
        kind: code(TABLE, EvidenceKind::from_code, &told.kind)?,
        id: id.map_err(|fault| unreadable(TABLE, fault))?,
    })
}
