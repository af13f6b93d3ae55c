//! By what a mail that came in may be known: the letter that it answers or gives back, the address at which it arrived,
//! the name of a calendar entry, and the codes among its words. What a lead leads to is for whoever asks to find out.

use chrono::NaiveDate;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use renkei_invite::mail::Mail;
use renkei_invite::reply::judge;

/// Something by which a mail may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// It answers this letter of ours, or says that it did not arrive.
    Letter(LetterId),
    /// It arrived at the address with this code.
    Address(PaperCode),
    /// It brings an entry of this name, about the occurrence of a day where it says one.
    Entry(String, Option<NaiveDate>),
    /// This code stands in its words.
    Words(PaperCode),
}

impl Lead {
    /// Whether only whoever was called could know of it.
    pub(super) const fn is_token(&self) -> bool {
        matches!(self, Self::Letter(_) | Self::Address(_))
    }
}

/// The leads of a mail, the surest first. What says that a letter did not arrive is about that letter alone.
pub(super) fn leads(mail: &Mail, answers: Option<&AnswerAddress>, now: Instant) -> Vec<Lead> {
    let returned = mail.returned.as_ref();
    let about = returned.and_then(|returned| returned.about.as_ref());
    if let Some(letter) = about.and_then(|id| letter_of(id)) {
        return vec![Lead::Letter(letter)];
    }
    let addressed = mail.to.iter();
    let addressed = addressed.filter_map(|to| answers.and_then(|answers| answers.code_in(to)));
    let referred = mail.refers_to.iter().filter_map(|id| letter_of(id));
    let entries = mail.calendars.iter().flatten().flat_map(|calendar| {
        let parts = judge(calendar, None, now);
        let entries = calendar.entries.iter().zip(parts);
        entries.filter_map(|(entry, judged)| {
            let day = judged.part.map(|begins| begins.date);
            Some(Lead::Entry(entry.uid.as_ref()?.trim().to_owned(), day))
        })
    });
    addressed
        .map(Lead::Address)
        .chain(referred.map(Lead::Letter))
        .chain(entries)
        .chain(codes_in(mail).into_iter().map(Lead::Words))
        .collect()
}

/// The letter that an identifier of ours names.
fn letter_of(id: &str) -> Option<LetterId> {
    id.split('@').next()?.parse().ok()
}

/// The codes that stand in the words of a mail, as the letter writes them: two groups of four with a hyphen.
fn codes_in(mail: &Mail) -> Vec<PaperCode> {
    let texts = [mail.subject.as_deref(), mail.words.as_deref()];
    let words = texts.into_iter().flatten().flat_map(|text| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .filter(|word| word.len() == 9 && word.as_bytes().get(4) == Some(&b'-'))
    });
    let codes = words.filter_map(PaperCode::read);
    let codes = codes.filter(|code| code.groups() == PaperCode::SHEET_GROUPS);
    codes.take(5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_among_words() {
        let mail = Mail {
            subject: Some("Re: 打ち合わせのご案内 №123-456".to_owned()),
            words: Some("番号 ABCD-EFGH 出席します。電話 072-1234-5678、abcd-efgk。".to_owned()),
            ..Mail::default()
        };
        let codes = codes_in(&mail);
        let codes: Vec<&str> = codes.iter().map(PaperCode::letters).collect();
        assert_eq!(codes, ["ABCDEFGH", "ABCDEFGK"]);
    }
}
