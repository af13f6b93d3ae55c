//! What a resource is found by, as normalised texts and as the pairs and characters that stand in an index.

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::search::{bigrams, block_numbers, normalise, unigrams};

use crate::directory::words::{read_phone, read_phones};
use crate::fault::StoreFault;
use crate::rows::resource_facts;

/// Parts fields of one text: no normalised text holds it.
const PART: char = ' ';

/// Begins what stands in the index beside words. No normalised text holds this sign of private use,
/// so no query finds it by accident, be it one character long.
const BESIDE: char = '\u{E000}';

/// How a kind stands in the index, so that words and kinds are found together.
pub(in crate::directory) fn mark(kind: ResourceKind) -> String {
    // The tokenizer of SQLite would cut at an underscore.
    format!("{BESIDE}{}", kind.code().replace('_', ""))
}

/// What is found by, in four columns; each holds normalised fields.
#[derive(Debug, Default)]
pub(super) struct SearchTexts {
    /// The kind; a row of a kind that this version does not know has none.
    pub(super) mark: Option<String>,
    pub(super) name: String,
    pub(super) kana: String,
    pub(super) head: Vec<String>,
    pub(super) body: Vec<String>,
}

impl SearchTexts {
    pub(super) fn of(
        row: &resource_facts::Model,
        organization: Option<&String>,
        told: Option<&Vec<String>>,
    ) -> Result<Self, StoreFault> {
        let mut head = Vec::new();
        let kind = ResourceKind::from_code(&row.kind);
        head.extend(kind.map(|kind| normalise(kind.word())));
        head.extend(kind.map(|kind| normalise(kind.service_name())));
        head.extend(row.service_name.as_deref().map(normalise));
        head.extend(organization.map(|name| normalise(name)));
        let address = format!(
            "{}{}",
            row.city.as_deref().unwrap_or_default(),
            row.rest.as_deref().unwrap_or_default()
        );
        head.push(normalise(&address));
        let named = [
            Some(row.name.as_str()),
            row.kana.as_deref(),
            row.service_name.as_deref(),
        ];
        let named = named.into_iter().flatten();
        let named = named.chain(organization.map(String::as_str));
        head.extend(named.chain([address.as_str()]).flat_map(block_numbers));
        head.extend(row.office_number.as_deref().map(normalise));
        let mut numbers = read_phones("resource_facts", &row.phones)?;
        numbers.extend(read_phone("resource_facts", row.fax.as_deref())?);
        head.extend(numbers.iter().map(|phone| {
            dial(phone.written.as_str()).unwrap_or_else(|| normalise(phone.written.as_str()))
        }));
        let told = told.into_iter().flatten().map(String::as_str);
        let told = row.hours_note.as_deref().into_iter().chain(told);
        let mut body: Vec<String> = Vec::new();
        for text in told {
            body.push(normalise(text));
            body.extend(block_numbers(text));
        }
        let head = distinct(head);
        body.retain(|text| !text.is_empty());
        Ok(Self {
            mark: kind.map(mark),
            name: normalise(&row.name),
            kana: row.kana.as_deref().map(normalise).unwrap_or_default(),
            head,
            body,
        })
    }

    /// Every field, the name first.
    fn fields(&self) -> impl Iterator<Item = &str> {
        let names = [self.name.as_str(), self.kana.as_str()];
        let told = self.head.iter().chain(&self.body).map(String::as_str);
        names.into_iter().chain(told)
    }

    /// The characters of the name, those of the reading, and those that stand elsewhere alone.
    pub(super) fn letters(&self) -> [Vec<char>; 3] {
        let name = letters([self.name.as_str()].into_iter());
        let kana = letters([self.kana.as_str()].into_iter());
        let told = self.head.iter().chain(&self.body);
        let mut told = letters(told.map(String::as_str));
        let is_named = |letter: &char| name.binary_search(letter).or(kana.binary_search(letter));
        told.retain(|letter| is_named(letter).is_err());
        [name, kana, told]
    }

    /// The pairs, the characters and the mark, each once, with a space between.
    pub(super) fn lexemes(&self) -> String {
        let mut lexemes: Vec<&str> = self.fields().flat_map(bigrams).collect();
        lexemes.extend(self.fields().flat_map(unigrams));
        lexemes.extend(self.mark.as_deref());
        lexemes.sort_unstable();
        lexemes.dedup();
        lexemes.join(" ")
    }

    /// Every field in one text, to look twice.
    pub(super) fn whole(&self) -> String {
        self.fields().collect::<Vec<_>>().join(&PART.to_string())
    }
}

/// Leaves out what is empty and what another field holds whole: it is found there.
fn distinct(fields: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(fields.len());
    for field in fields {
        if !field.is_empty() && !kept.iter().any(|known| known.contains(&field)) {
            kept.retain(|known| !field.contains(known.as_str()));
            kept.push(field);
        }
    }
    kept
}

/// Every character of some fields once, in order.
fn letters<'t>(fields: impl Iterator<Item = &'t str>) -> Vec<char> {
    let mut letters: Vec<char> = fields.flat_map(str::chars).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Characters, each a word of its own.
pub(super) fn apart(letters: &[char]) -> String {
    let mut all = String::with_capacity(letters.len() * 4);
    for letter in letters {
        all.extend([*letter, PART]);
    }
    all
}

/// The pairs of several fields, parted so that no phrase reaches from one field into the next.
pub(super) fn pairs(fields: &[String]) -> String {
    let length: usize = fields.iter().map(String::len).sum();
    // Two characters and a space for each character.
    let mut all = String::with_capacity(length * 3);
    for field in fields {
        if !all.is_empty() {
            all.extend([BESIDE, PART]);
        }
        for pair in bigrams(field) {
            all.push_str(pair);
            all.push(PART);
        }
    }
    all
}
