//! The form on which an agency says whether its entry is still right, and what is said on the phone to ask the same. They
//! tell what is public of the agency and nothing else.

use axum::response::Response;
use chrono::{Days, NaiveDate};
use renkei_app::directory::inquiry::view::InquiryView;
use renkei_app::paper::Letterhead;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::contact::policy::{Channel, ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{Way, published_way, ways_whenever};
use renkei_domain::directory::inquiry::forbidden;
use renkei_domain::text::Line;
use renkei_print::sheets::{
    InquiryFax, InquiryForm, InquiryLetter, InquiryQuestion, InquiryScript, InquiryScriptSheet,
    InquirySheet,
};
use renkei_print::{Code, Contact, Paper, Ruby, Words};

use super::called::{line, parts, to};
use super::meetings::fax_of;
use super::{GROUP, ToPrint, answered, contact, network};
use crate::Site;
use crate::error::PageFault;
use crate::words::entry;
use crate::words::reach::hours_words;

/// For so many days an agency has time to answer on paper; a week later it is asked by another way.
const TIME_TO_ANSWER: Days = Days::new(14);

/// Answers with the sheet of a channel as PDF; nothing where nobody knows where it would go, or nothing is asked.
pub(crate) async fn inquiry_on_paper(
    site: &Site,
    view: &InquiryView,
    channel: CallChannel,
) -> Result<Option<Response>, PageFault> {
    let head = head_of(site, view).await?;
    match to_print(view, &head, channel) {
        Some(to_print) => answered(site, to_print, Paper::A4).await.map(Some),
        None => Ok(None),
    }
}

/// Answers with the FAX forms of inquiries of one network as PDF, each on pages of its own; nothing where none of them has
/// one.
pub(crate) async fn fax_forms_on_paper(
    site: &Site,
    views: &[InquiryView],
) -> Result<Option<Response>, PageFault> {
    let Some(first) = views.first() else {
        return Ok(None);
    };
    let head = head_of(site, first).await?;
    let asking = views.iter().filter(|view| !view.inquiry.asked().is_empty());
    let forms = asking.filter_map(|view| {
        let fax = by_fax(view, &head)?;
        Some(form(view, &head, (Some(fax), None)))
    });
    let forms: Vec<InquiryForm> = forms.collect();
    if forms.is_empty() {
        return Ok(None);
    }
    answered(site, forms_to_print(&head, forms), Paper::A4)
        .await
        .map(Some)
}

/// From which network an inquiry is, and whom to ask there.
async fn head_of(site: &Site, view: &InquiryView) -> Result<Letterhead, PageFault> {
    let networks = site.app.named_networks().await?;
    let own = networks.into_iter();
    let mut own = own.filter(|network| network.id == view.network);
    Ok(Letterhead {
        network: Some(view.network_name.clone()),
        secretariat: own.next().and_then(|network| network.secretariat),
    })
}

fn to_print(view: &InquiryView, head: &Letterhead, channel: CallChannel) -> Option<ToPrint> {
    if view.inquiry.asked().is_empty() {
        return None;
    }
    match channel {
        CallChannel::Fax => {
            let form = form(view, head, (Some(by_fax(view, head)?), None));
            Some(forms_to_print(head, vec![form]))
        }
        CallChannel::Letter => {
            let form = form(view, head, (None, Some(by_post(view)?)));
            Some(forms_to_print(head, vec![form]))
        }
        CallChannel::Phone => script(view, head),
        CallChannel::Mail | CallChannel::InPerson => None,
    }
}

/// How the agency is reached by a channel: as it likes to be for such things, else as is published.
fn way(view: &InquiryView, channel: Channel) -> Option<Way> {
    let (facts, policy) = (&view.entry.facts, &view.entry.profile.contact_policy);
    let asked = (ContactPurpose::Routine, SenderKind::Supporter);
    let (named, _) = ways_whenever(facts, policy, asked);
    let mut named = named.into_iter();
    let named = named.find(|way| way.channel == channel && way.target.is_some());
    named.or_else(|| published_way(facts, channel))
}

/// Who asks, in the name of which network.
fn asks(view: &InquiryView, head: &Letterhead) -> Contact {
    let name = &view.network_name;
    match &head.secretariat {
        Some(secretariat) => Contact {
            name: format!("{name} 事務局（{}）", secretariat.name).into(),
            ..contact(head)
        },
        None => Contact {
            name: name.as_str().into(),
            phone: None,
            hours: None,
            mail: None,
        },
    }
}

/// The agency with the desk to ask for: nobody there is named.
fn addressee(view: &InquiryView, way: &Way) -> Words {
    let desk = way.desk.as_ref().map(Line::as_str);
    to(view.entry.facts.name.as_str(), None, desk)
}

fn by_fax(view: &InquiryView, head: &Letterhead) -> Option<InquiryFax> {
    let way = way(view, Channel::Fax)?;
    Some(InquiryFax {
        to: addressee(view, &way),
        contact: None,
        fax: way.target.as_ref()?.to_string(),
        from_fax: fax_of(head),
    })
}

fn by_post(view: &InquiryView) -> Option<InquiryLetter> {
    let way = way(view, Channel::Letter)?;
    let target = way.target.as_ref()?;
    let (code, address) = parts(target.as_str());
    let known = view.entry.facts.address.as_ref();
    let known = known.and_then(|address| address.postal_code.as_ref());
    Some(InquiryLetter {
        to: addressee(view, &way),
        contact: None,
        postal_code: code.or_else(|| known.map(ToString::to_string)),
        address: Some(address.into()),
        return_address: None,
    })
}

/// What is asked, in the order in which the answer is typed in.
fn questions(view: &InquiryView) -> Vec<InquiryQuestion> {
    let groups = view.inquiry.asked().into_iter();
    let questions = groups.map(|group| InquiryQuestion {
        asks: group.word().into(),
        facts: entry::part(&view.entry, group)
            .into_iter()
            .map(Words::from)
            .collect(),
    });
    questions.collect()
}

fn answer_by(view: &InquiryView) -> NaiveDate {
    let today = view.now.in_japan().date;
    today
        .checked_add_days(TIME_TO_ANSWER)
        .unwrap_or(NaiveDate::MAX)
}

fn code(view: &InquiryView) -> Code {
    Code::in_groups(view.inquiry.code.letters(), GROUP)
}

fn form(
    view: &InquiryView,
    head: &Letterhead,
    (fax, letter): (Option<InquiryFax>, Option<InquiryLetter>),
) -> InquiryForm {
    let facts = &view.entry.facts;
    let mut contacts = view.contacts.iter();
    InquiryForm {
        fax,
        letter,
        entry: format!("{}（{}）", facts.name, facts.kind_in_words()).into(),
        is_reminder: contacts.any(|contact| contact.outcome.counts()),
        questions: questions(view),
        answer_by: answer_by(view),
        ask: asks(view, head),
        answer_fax: fax_of(head),
        code: code(view),
    }
}

fn forms_to_print(head: &Letterhead, forms: Vec<InquiryForm>) -> ToPrint {
    ToPrint {
        sheet: renkei_print::Sheet::Inquiry(InquirySheet {
            network: network(head),
            forms,
        }),
        ruby: Ruby::Off,
        name: "名簿の確かめ.pdf",
        plain_name: "entry.pdf",
    }
}

fn script(view: &InquiryView, head: &Letterhead) -> Option<ToPrint> {
    let way = way(view, Channel::Phone)?;
    let after = way.after_dialling.join("・");
    let avoided = forbidden(&view.entry.profile.contact_policy).into_iter();
    let avoided: Vec<String> = avoided.map(ToString::to_string).collect();
    let call = InquiryScript {
        to: addressee(view, &way),
        number: way.target.as_ref()?.to_string(),
        after_number: (!after.is_empty()).then_some(after),
        when: way.hours.as_ref().map(|hours| hours_words(hours).into()),
        how: line(way.etiquette.as_ref()),
        avoid: (!avoided.is_empty()).then(|| avoided.join("、").into()),
        questions: questions(view),
        ask: asks(view, head),
        code: code(view),
    };
    Some(ToPrint {
        sheet: renkei_print::Sheet::InquiryScript(InquiryScriptSheet {
            network: network(head),
            calls: vec![call],
        }),
        ruby: Ruby::Off,
        name: "名簿の確かめの台本.pdf",
        plain_name: "entry-phone.pdf",
    })
}
