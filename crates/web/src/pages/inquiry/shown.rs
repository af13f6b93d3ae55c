//! What a form showed goes along with it: which parts it asked about, what stood in each, what stood in its single fields, and
//! the version of the entry. Whatever changed until the answer comes is shown before anything is confirmed by it.

use renkei_app::directory::inquiry::view::AskedEntry;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::ProposedField;
use sha2::{Digest as _, Sha256};

use super::fields::{ALL, SAME, values_of, words_name};
use crate::form::{Packed, Sent};
use crate::pages::cases::faults::Faults;
use crate::words::entry;

/// The field that says of a part that the form asked about it.
const ASKED: &str = "asked";

/// The version of the entry.
const VERSION: &str = "entry_version";

/// What stands before the code of a part in the field that tells what stood there.
const STOOD: &str = "stood-";

/// What stands before the name of a field in the one that says what the form showed there.
const SHOWN: &str = "shown-";

const OTHERWISE: &str = "名簿の内容が、このページを開いたあとで変わりました。いまの内容を見て、もう一度えらんでください。";
const HEAD: &str = "このページを開いたあとで、変わったことがあります。答えは まだ入っていません。";
const ONCE_MORE: &str = "いまの内容を見て、もう一度 送ってください。";

/// The field that says what the form showed in another.
fn shown_name(field: ProposedField) -> String {
    format!("{SHOWN}{}", field.code())
}

fn stood_name(group: FieldGroup) -> String {
    format!("{STOOD}{}", group.code())
}

/// Tells what stands of a part from anything else.
fn fingerprint(entry: &AskedEntry, group: FieldGroup) -> String {
    let mut hash = Sha256::new();
    for line in entry::part(entry, group) {
        hash.update(line.as_bytes());
        hash.update([0]);
    }
    let hash = hash.finalize();
    let bytes = hash.iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// Puts what is shown now beside the fields of a form.
pub(super) fn put(packed: &mut Packed, entry: &AskedEntry, asked: &[FieldGroup]) {
    packed.put(VERSION, entry.version);
    for group in asked {
        packed.put(ASKED, group.code());
        packed.put(stood_name(*group), fingerprint(entry, *group));
        for field in values_of(*group) {
            packed.put_some(shown_name(field), entry::value(entry, field));
        }
    }
}

/// What goes along with a form as fields that nobody sees.
pub(in crate::pages) fn carried(sent: &Sent) -> Vec<(String, String)> {
    let named = [ASKED, VERSION].into_iter().flat_map(|name| {
        let values = sent.all(name);
        values.map(move |value| (name.to_owned(), value.to_owned()))
    });
    let begun = [STOOD, SHOWN].into_iter().flat_map(|start| {
        let fields = sent.beginning(start);
        fields.map(move |(name, value)| (format!("{start}{name}"), value.to_owned()))
    });
    named.chain(begun).collect()
}

/// The parts that a form asked about when it was shown.
pub(in crate::pages) fn asked_then(sent: &Sent) -> Vec<FieldGroup> {
    let groups = FieldGroup::ALL.iter().copied();
    groups
        .filter(|group| sent.all(ASKED).any(|code| code == group.code()))
        .collect()
}

/// Whether nobody typed anything into a field.
pub(super) fn is_untouched(sent: &Sent, field: ProposedField) -> bool {
    let typed = sent.all(field.code()).next();
    typed.is_none_or(|typed| typed.trim() == sent.text(&shown_name(field)))
}

/// What somebody wrote about a part.
fn written(sent: &Sent, group: FieldGroup) -> Vec<String> {
    let values = values_of(group).filter(|field| !is_untouched(sent, *field));
    let values = values.map(|field| format!("{} {}", field.word(), sent.text(field.code())));
    let words = Some(sent.text(words_name(group)).to_owned()).filter(|words| !words.is_empty());
    values.chain(words).collect()
}

/// What changed since a form was shown.
#[derive(Debug)]
pub(in crate::pages) struct Changes {
    /// What is asked since then.
    joined: Vec<FieldGroup>,
    /// What was answered meanwhile.
    gone: Vec<FieldGroup>,
    /// What is still asked and stands otherwise.
    otherwise: Vec<FieldGroup>,
    /// Whether nothing is asked any more.
    is_over: bool,
}

impl Changes {
    /// Compares what a form showed with what its page would show now.
    pub(in crate::pages) fn since(entry: &AskedEntry, asked: &[FieldGroup], sent: &Sent) -> Self {
        let then = asked_then(sent);
        let joined = asked.iter().copied().filter(|group| !then.contains(group));
        let (still, gone): (Vec<FieldGroup>, Vec<FieldGroup>) = then
            .iter()
            .copied()
            .partition(|group| asked.contains(group));
        let otherwise = still.into_iter().filter(|group| {
            let stood = sent.text(&stood_name(*group));
            stood != fingerprint(entry, *group)
        });
        Self {
            joined: joined.collect(),
            gone,
            otherwise: otherwise.collect(),
            is_over: asked.is_empty(),
        }
    }

    /// Whether nothing did.
    pub(in crate::pages) fn are_none(&self) -> bool {
        self.joined.is_empty() && self.gone.is_empty() && self.otherwise.is_empty()
    }

    /// Which version of the entry whoever answers saw: that of today, where they would see no difference.
    pub(in crate::pages) fn version(&self, entry: &AskedEntry, sent: &Sent) -> i64 {
        if self.are_none() {
            entry.version
        } else {
            sent.text(VERSION).parse().unwrap_or(-1)
        }
    }

    /// What is said above the form when it is shown again. What was written about a part that is no longer asked has no
    /// field any more, and stands here.
    pub(in crate::pages) fn words(&self, sent: &Sent) -> String {
        let mut words = vec![HEAD.to_owned()];
        if !self.is_over {
            words.push(ONCE_MORE.to_owned());
        }
        for (what, groups) in [
            ("名簿の内容が変わった項目", &self.otherwise),
            ("新しく うかがう項目", &self.joined),
            ("もう お答えのある項目", &self.gone),
        ] {
            if !groups.is_empty() {
                let groups: Vec<&str> = groups.iter().map(|group| group.word()).collect();
                words.push(format!("{what}: {}。", groups.join("、")));
            }
        }
        for group in &self.gone {
            let written = written(sent, *group);
            if !written.is_empty() {
                let written = written.join("、");
                words.push(format!("「{}」に書かれたこと: {written}。", group.word()));
            }
        }
        words.concat()
    }

    /// What is said beside the parts that stand otherwise.
    pub(in crate::pages) fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        for group in &self.otherwise {
            faults.say(group.code(), OTHERWISE);
        }
        faults
    }

    /// The form as it is shown again: what somebody typed stays, and everything else is as it stands now. What was said to
    /// be correct before it changed is asked once more.
    pub(in crate::pages) fn again(
        &self,
        entry: &AskedEntry,
        asked: &[FieldGroup],
        sent: &Sent,
    ) -> Sent {
        let fields = asked.iter().flat_map(|group| values_of(*group));
        let fresh: Vec<ProposedField> = fields.filter(|one| is_untouched(sent, *one)).collect();
        let mut left = Vec::from([ASKED, VERSION, ALL].map(str::to_owned));
        left.extend(FieldGroup::ALL.iter().map(|group| stood_name(*group)));
        left.extend(ProposedField::ALL.iter().map(|field| shown_name(*field)));
        left.extend(fresh.iter().map(|field| field.code().to_owned()));
        let was_same = self.otherwise.iter();
        let was_same = was_same.filter(|group| sent.text(group.code()) == SAME);
        left.extend(was_same.map(|group| group.code().to_owned()));
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        let mut again = Packed::of(&sent.leaving_out(&left));
        for field in fresh {
            again.put_some(field.code(), entry::value(entry, field));
        }
        put(&mut again, entry, asked);
        again.sent()
    }
}
