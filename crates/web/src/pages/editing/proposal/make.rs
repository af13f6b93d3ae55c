//! Proposing to put something right in an entry: its public facts as they stand, each to be written over. Nothing of people
//! is asked for, and an account neither.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::edit::open::{Depth, Editable};
use renkei_app::directory::edit::proposal::ProposalRefusal;
use renkei_app::directory::edit::proposal::make::{NewProposal, Proposed};
use renkei_domain::directory::proposal::{LONGEST_VALUE, ProposedField};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::text::Prose;

use super::{Sending, fields, send as send_on, told};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, asked_later, conflicting};
use crate::pages::editing::kit::{Faults, Reading};
use crate::pages::editing::resource_of;
use crate::pages::{Here, Shell, shown};
use crate::paths::{EntrancePath, OwnProposalsPath, ProposePath, ResourcePath};
use crate::session::Visitor;

/// The page, of an entry or of an office that is missing.
#[derive(Debug, Template)]
#[template(path = "propose.html")]
pub struct ProposePage {
    pub(super) shell: Shell,
    pub(super) home: EntrancePath,
    pub(super) own: OwnProposalsPath,
    /// The entry; none where an office is missing.
    pub(super) entry: Option<(ResourcePath, String)>,
    /// Why nothing was taken, where no field is to blame.
    pub(super) refusal: Option<String>,
    /// Absent where nobody would decide.
    pub(super) form: Option<Form>,
}

impl ProposePage {
    fn is_wrong(&self) -> bool {
        self.form.as_ref().is_some_and(Form::is_wrong)
    }
}

pub(super) const BUTTON: &str = "この内容を知らせる";

const NOTHING: &str = "どの欄も、いまの内容のままです。ちがうところの欄を書きかえるか、「もう ない」を選んでください。";

const MOVED: &str = "この機関は、ページを開いたあとに、名簿で ほかの機関と ひとつになりました。下は いまの内容に、書きかえたところを重ねたものです。たしかめて、もう一度送ってください。";

/// What stood in a field when the form was shown.
fn was(field: ProposedField) -> String {
    format!("was-{}", field.code())
}

/// Text as it is compared: browsers send line ends their own way.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// The form as it is first shown: what stands in the directory.
pub(super) fn packed(now: &Editable) -> Packed {
    let mut packed = Packed::default();
    for field in ProposedField::of_an_entry() {
        let value = field.standing(&now.facts, &now.profile);
        let value = value.unwrap_or_default();
        packed.put(field.code(), &value);
        packed.put(was(field), value);
    }
    packed
}

const fn hint(field: ProposedField) -> &'static str {
    match field {
        ProposedField::City => "移転したときは、新しい市区町村を入れてください。例: 大阪府高槻市",
        ProposedField::Hours => "ことばで書いてもかまいません。例: 月曜から金曜の 9時から17時",
        ProposedField::Capacity => "同時に使える人の数です。数字で入れてください。",
        ProposedField::Eligibility => "だれが使えるか。例: 療育手帳のある18歳以上の人",
        _ => "",
    }
}

fn field(field: ProposedField, sent: &Sent, faults: &Faults) -> Field {
    let (name, label) = (field.code(), field.word());
    let asked = match field {
        ProposedField::Gone => {
            let choice = Choice::of(
                "yes",
                "この機関は もう ない（閉じた・やめた）",
                sent.text(name),
            );
            Field::any(name, "もう ないとき", vec![choice])
        }
        _ if field.is_long() => {
            let longest = u16::try_from(LONGEST_VALUE).unwrap_or(u16::MAX);
            Field::prose(name, label, sent.text(name)).at_most(longest)
        }
        ProposedField::Capacity => Field::count(name, label, sent.text(name)),
        _ => Field::sentence(name, label, sent.text(name)),
    };
    asked.hinted(hint(field)).wrong(faults.of(name))
}

/// The form with what was typed.
pub(super) fn filled(form: Form, sent: &Sent, faults: &Faults) -> Form {
    let facts = ProposedField::of_an_entry().map(|one| field(one, sent, faults));
    let mut form = form.with(facts.chain(fields(sent, faults)));
    for field in ProposedField::of_an_entry() {
        let name = was(field);
        let value = sent.raw(&name).to_owned();
        form.hidden.push((name, value));
    }
    form
}

/// What somebody would put right.
fn read(now: &Editable, sent: &Sent) -> Result<NewProposal, Faults> {
    let mut reading = Reading::of(sent);
    let mut wanted = Vec::new();
    for field in ProposedField::of_an_entry() {
        let name = field.code();
        if field == ProposedField::Gone {
            if sent.text(name) == "yes" {
                wanted.push((field, None));
            }
            continue;
        }
        if plain(sent.raw(name)) == plain(sent.raw(&was(field))) {
            continue;
        }
        let text = if field.is_long() {
            reading.prose(name)
        } else {
            let line = reading.line(name);
            line.and_then(|line| Prose::parse(line.as_str()).ok())
        };
        let is_long = |text: &Prose| text.as_str().chars().count() > LONGEST_VALUE;
        if text.as_ref().is_some_and(is_long) {
            reading.wrong(name, format!("{LONGEST_VALUE}文字以内で書いてください。"));
        }
        if field == ProposedField::Name && sent.text(name).is_empty() {
            reading.wrong(
                name,
                "名前は空にできません。わからないときは、もとにもどしてください。",
            );
        }
        wanted.push((field, text));
    }
    let told = told(&mut reading, sent);
    let new = told.map(|(basis, tell_to)| NewProposal {
        proposed: Proposed::Fields {
            resource: now.id,
            wanted,
        },
        basis,
        tell_to,
    });
    let missing = || Faults::one("basis", "どうやって知ったかを、ひとことで書いてください。");
    reading.end(new)?.ok_or_else(missing)
}

/// Why nothing can be proposed of an entry.
fn closed_to(now: &Editable) -> Option<ProposalRefusal> {
    match (now.owners.steward, now.lifecycle) {
        (_, Lifecycle::Closed) => Some(ProposalRefusal::Closed),
        (None, Lifecycle::Active) => Some(ProposalRefusal::Unkept),
        (Some(_), Lifecycle::Active) => None,
    }
}

/// What was typed of an entry that became part of another meanwhile, over what stands in that one.
fn over(now: &Editable, sent: &Sent) -> Sent {
    let mut packed = Packed::of(sent);
    for field in ProposedField::of_an_entry() {
        let stands = field.standing(&now.facts, &now.profile);
        let stands = stands.unwrap_or_default();
        if plain(sent.raw(field.code())) == plain(sent.raw(&was(field))) {
            packed.replace(field.code(), &stands);
        }
        packed.replace(&was(field), stands);
    }
    packed.sent()
}

/// Shows the form anew to whoever sent it for an entry that became part of another meanwhile; nothing for any other.
async fn moved(
    site: &Site,
    visitor: &Visitor,
    path: &ProposePath,
    sent: &Sent,
) -> Result<Option<Response>, PageFault> {
    let id = resource_of(&path.id)?;
    let Some(current) = site.app.entry_led_to(id).await? else {
        return Ok(None);
    };
    let now = entry(site, visitor, &ProposePath::of(current)).await?;
    let (sent, fine) = (over(&now, sent), Faults::default());
    let why = Some(MOVED.to_owned());
    let page = asked(site, visitor, &now, (&sent, &fine), why).await?;
    Ok(Some(conflicting(page)))
}

async fn entry(site: &Site, visitor: &Visitor, path: &ProposePath) -> Result<Editable, PageFault> {
    let id = resource_of(&path.id)?;
    let depth = Depth::Outside;
    let found = site.app.editable(visitor.principal(), id, depth).await?;
    found.ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    (sent, faults): (&Sent, &Faults),
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let why = closed_to(now);
    let form = Form::new(site, ProposePath::of(now.id), BUTTON);
    let form = why.is_none().then(|| filled(form, sent, faults));
    Ok(shown(&ProposePage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        own: OwnProposalsPath,
        entry: Some((ResourcePath::of(now.id), now.facts.name.to_string())),
        refusal: refusal.or(why.map(|why| why.to_string())),
        form,
    }))
}

pub(crate) async fn show(
    path: ProposePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = entry(&site, &visitor, &path).await?;
    let sent = packed(&now).sent();
    asked(&site, &visitor, &now, (&sent, &Faults::default()), None).await
}

pub(crate) async fn send(
    path: ProposePath,
    State(site): State<Site>,
    visitor: Visitor,
    device: CallingDevice,
    sent: Sent,
) -> Result<Response, PageFault> {
    if let Some(answer) = moved(&site, &visitor, &path, &sent).await? {
        return Ok(answer);
    }
    let now = entry(&site, &visitor, &path).await?;
    let new = match read(&now, &sent) {
        Ok(new) => new,
        Err(faults) => {
            let page = asked(&site, &visitor, &now, (&sent, &faults), None).await?;
            return Ok(asked_again(page));
        }
    };
    let fine = Faults::default();
    if matches!(&new.proposed, Proposed::Fields { wanted, .. } if wanted.is_empty()) {
        let why = Some(NOTHING.to_owned());
        let page = asked(&site, &visitor, &now, (&sent, &fine), why).await?;
        return Ok(asked_again(page));
    }
    Ok(
        match send_on(&site, &visitor, (&sent, device), new).await? {
            Sending::Taken(answer) => answer,
            Sending::Later { words, seconds } => {
                let page = asked(&site, &visitor, &now, (&sent, &fine), Some(words)).await?;
                asked_later(page, seconds)
            }
            Sending::Refused(words) => {
                let page = asked(&site, &visitor, &now, (&sent, &fine), Some(words)).await?;
                asked_again(page)
            }
        },
    )
}
