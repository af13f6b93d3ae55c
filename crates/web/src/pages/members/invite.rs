//! Inviting somebody to a network's office, to the staff of an organization, or as a person. The code is
//! shown in answer to the form that made it; it can be handed over on paper.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::people::{FurtherCodeRefusal, Invite, InviteRefusal, MembersView, WithdrawRefusal};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::ids::{InvitationId, OrganizationId};
use renkei_domain::people::{Circle, MailAddress, Standing};
use renkei_domain::time::{Instant, japanese_date};

use super::ways::{OfCircle, Ways};
use super::{members_of, members_page};
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent, line};
use crate::gate::{asked_again, drafted, forget, is_open, keep_draft, refused, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{AccountPath, InvitationPath, InvitationsPath};
use crate::session::{Session, Visitor};
use crate::{Origin, Site};

/// The page.
#[derive(Debug, Template)]
#[template(path = "invite.html")]
pub struct InvitePage {
    shell: Shell,
    account: AccountPath,
    ways: Ways,
    form: Form,
    made: Option<Made>,
    enter: InvitationsPath,
}

/// An invitation that was just made.
#[derive(Debug, Clone)]
struct Made {
    name: String,
    code: String,
    /// What opens the invitation from a mail; nothing where nobody could sign in at it.
    address: Option<String>,
    until: String,
    /// Where a letter with another code goes.
    mail: String,
    /// Whether that letter says how to reach a secretariat.
    names_secretariat: bool,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    standing: String,
    name: String,
    mail: String,
    standing_fault: Option<String>,
    name_fault: Option<String>,
    mail_fault: Option<String>,
}

const BUTTON: &str = "招待の番号をつくる";
/// What the form sends for the network's own office; for the staff of an organization it is the
/// organization's id.
const OFFICE: &str = "coordinator";
/// What it sends for a person, who belongs to nobody.
const PERSON: &str = "person";
/// What whoever comes back to a form that has been sent is told.
const ANOTHER: &str = "もう1人 招待するなら、もう一度押してください。";
const PERSON_WORDS: &str = "ご本人（働いている方、働きたい方）";

fn fields(tried: &Tried, standings: Vec<(String, String)>) -> [Field; 3] {
    let choices = standings.into_iter().map(|(value, word)| Choice {
        is_chosen: value == tried.standing,
        value,
        word,
    });
    [
        Field::one("standing", "どこの人として", choices.collect())
            .wrong(tried.standing_fault.as_deref()),
        Field::text("name", "お名前", &tried.name)
            .hinted("招待の紙に出ます。本人があとで直せます。")
            .wrong(tried.name_fault.as_deref()),
        Field::mail("mail", "メールアドレス（わかれば）", &tried.mail)
            .hinted("入れると、招待の手紙も送ります。")
            .filled_by("off")
            .wrong(tried.mail_fault.as_deref()),
    ]
}

fn standings(visitor: &Visitor, members: &MembersView) -> Vec<(String, String)> {
    let office = match members.circle {
        Circle::Network(_) => Some((OFFICE.to_owned(), format!("{} の 事務局", members.name))),
        Circle::Organization(_) => None,
    };
    let staff = members
        .organizations
        .iter()
        .map(|(id, name)| (id.to_string(), format!("{name} の 職員")));
    // Persons are invited by whoever supports them, not by whoever runs the installation.
    let person = is_open(visitor, Action::InvitePerson, &Object::Installation);
    let person = person.then(|| (PERSON.to_owned(), PERSON_WORDS.to_owned()));
    office.into_iter().chain(staff).chain(person).collect()
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        Self {
            standing: sent.text("standing").to_owned(),
            name: sent.text("name").to_owned(),
            mail: sent.text("mail").to_owned(),
            ..Self::default()
        }
    }

    fn standing(&self, members: &MembersView) -> Option<Standing> {
        if let (OFFICE, Circle::Network(network)) = (self.standing.as_str(), members.circle) {
            return Some(Standing::Coordinator(network));
        }
        if self.standing == PERSON {
            return Some(Standing::Person);
        }
        let id = OrganizationId::from_str(&self.standing).ok()?;
        let is_member = members.organizations.iter().any(|(known, _)| *known == id);
        is_member.then_some(Standing::Staff(id))
    }

    /// What is meant, or what is wrong.
    fn checked(&mut self, members: &MembersView) -> Option<Invite> {
        let standing = self.standing(members);
        if standing.is_none() {
            self.standing_fault = Some("どこの人として招待するかを えらんでください。".to_owned());
        }
        let name = match line(&self.name, "お名前を入れてください。") {
            Ok(name) => Some(name),
            Err(words) => {
                self.name_fault = Some(words);
                None
            }
        };
        let mail = match self.mail.as_str() {
            "" => None,
            typed => match MailAddress::parse(typed) {
                Ok(mail) => Some(mail),
                Err(fault) => {
                    self.mail_fault = Some(fault.to_string());
                    return None;
                }
            },
        };
        Some(Invite {
            standing: standing?,
            name: name?,
            mail,
        })
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    ways: Ways,
    form: Form,
    made: Option<Made>,
) -> Result<Response, PageFault> {
    Ok(shown(&InvitePage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        ways,
        form,
        made,
        enter: InvitationsPath,
    }))
}

pub(crate) async fn show<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let members = match members_of(&site, &visitor, path.circle()?).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let kept = drafted(&site, &visitor).await?;
    let tried = kept.as_ref().map_or_else(Tried::default, Tried::of);
    let ways = Ways::of(members.circle);
    let form = Form::new(&site, &ways.invite, BUTTON);
    let form = form.with(fields(&tried, standings(&visitor, &members)));
    asked(&site, &visitor, ways, form, None).await
}

pub(crate) async fn invite<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let members = match members_of(&site, &visitor, path.circle()?).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let ways = Ways::of(members.circle);
    let mut tried = Tried::of(&sent);
    if let Some(invite) = tried.checked(&members) {
        let name = invite.name.to_string();
        let mail = invite.mail.as_ref().map(ToString::to_string);
        let writer = writer(&visitor, &sent);
        let standing = invite.standing;
        match site.app.invite_once(&writer, invite).await? {
            Ok(invited) => {
                forget(&site, &visitor).await?;
                let form = Form::new(&site, &ways.invite, BUTTON);
                let until = invited.expires_at;
                let mut made = made(site.address.for_letters(), name, &invited.code, until, mail);
                let by = visitor.principal();
                let names = site.app.invitation_names_secretariat(by, standing);
                made.names_secretariat = names.await?;
                return asked(&site, &visitor, ways, form, Some(made)).await;
            }
            Err(InviteRefusal::NotAllowed(decision)) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                return Ok(refused(decision, &visitor));
            }
            Err(InviteRefusal::UnknownPlace) => {
                tried.standing_fault = Some(InviteRefusal::UnknownPlace.to_string());
            }
            Err(refusal @ InviteRefusal::LeavingSoon(_)) => {
                tried.name_fault = Some(refusal.to_string());
            }
            Err(InviteRefusal::Mail(fault)) => tried.mail_fault = Some(fault.to_string()),
            Err(InviteRefusal::Over) => {
                tried.name_fault = Some(format!("{}{ANOTHER}", InviteRefusal::Over));
            }
            Err(InviteRefusal::KeyReused(_)) => {
                tried.name_fault = Some(format!("この画面からは、もう招待しました。{ANOTHER}"));
            }
        }
    }
    let form = Form::new(&site, &ways.invite, BUTTON);
    let form = form.with(fields(&tried, standings(&visitor, &members)));
    let page = asked(&site, &visitor, ways, form, None).await?;
    Ok(asked_again(page))
}

/// Sets an invitation on paper. Its code comes back with the form, as nothing but its hash is kept.
pub(crate) async fn print<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    path.circle()?;
    let sheet = site
        .app
        .invitation_on_paper(visitor.principal(), sent.text("code"));
    let sheet = sheet.await?.ok_or(PageFault::NotFound)?;
    on_paper(&site, &sheet, site.address.stated()).await
}

/// The address of an invitation, as letters give it.
fn address_of(origin: &Origin, code: &str) -> String {
    format!("{origin}{}", InvitationPath::of(code))
}

fn made(
    origin: Option<&Origin>,
    name: String,
    code: &str,
    expires_at: Instant,
    mail: Option<String>,
) -> Made {
    Made {
        name,
        code: code.to_owned(),
        address: origin.map(|origin| address_of(origin, code)),
        until: japanese_date(expires_at.in_japan().date),
        mail: mail.unwrap_or_default(),
        names_secretariat: true,
    }
}

/// A further code for somebody whom no letter reaches. Earlier ones stay good.
pub(crate) async fn further_code<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let circle = path.circle()?;
    let ways = Ways::of(circle);
    let id = InvitationId::from_str(sent.text("invitation")).map_err(|_| PageFault::NotFound)?;
    let open = site.app.open_invitations(visitor.principal()).await?;
    let known = open.into_iter().find(|open| open.id == id);
    let view = known.ok_or(PageFault::NotFound)?.view;
    let writer = writer(&visitor, &sent);
    match site.app.further_invitation_code(&writer, id).await? {
        Ok(code) => {
            let (name, until) = (view.name.to_string(), view.expires_at);
            let made = made(site.address.for_letters(), name, &code, until, None);
            let form = Form::new(&site, &ways.invite, BUTTON);
            asked(&site, &visitor, ways, form, Some(made)).await
        }
        Err(FurtherCodeRefusal::Invitation(WithdrawRefusal::NotFound)) => Err(PageFault::NotFound),
        Err(FurtherCodeRefusal::Invitation(WithdrawRefusal::NotAllowed(decision))) => {
            Ok(refused_on(decision, Next::read(&ways.members).as_ref()))
        }
        Err(
            refusal @ (FurtherCodeRefusal::MadeBefore
            | FurtherCodeRefusal::Invitation(WithdrawRefusal::InviterDisabled)),
        ) => {
            let fault = Some(refusal.to_string());
            Ok(asked_again(
                members_page(&site, &visitor, circle, fault).await?,
            ))
        }
    }
}

impl Samples for InvitePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let network = renkei_domain::ids::NetworkId::from_uuid(Default::default());
        let ways = || Ways::of(Circle::Network(network));
        let page = |tried: &Tried, standings: Vec<(String, String)>, made: Option<Made>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            ways: ways(),
            form: Form::sample(ways().invite, BUTTON).with(fields(tried, standings)),
            made,
            enter: InvitationsPath,
        };
        let office = || {
            let word = "たかつき・しまもと障がい者就労支援ネットワーク の 事務局";
            vec![(OFFICE.to_owned(), word.to_owned())]
        };
        let usual = Tried {
            standing: OFFICE.to_owned(),
            ..Tried::default()
        };
        let wrong = Tried {
            standing_fault: Some("どこの人として招待するかを えらんでください。".to_owned()),
            name_fault: Some("お名前を入れてください。".to_owned()),
            ..Tried::default()
        };
        let long = "とても長い名前の就労支援センター".repeat(8);
        let many = (0..40).map(|n| (n.to_string(), format!("{long} の 職員")));
        let code = "ABCD-EFGH-JKMN-PQRS";
        let made = |origin: Option<Origin>| Made {
            name: "摂津 みのり".to_owned(),
            code: code.to_owned(),
            address: origin.map(|origin| address_of(&origin, code)),
            until: "2026年12月5日(土)".to_owned(),
            mail: "minori@example.jp".to_owned(),
            names_secretariat: true,
        };
        let made_at = |origin| page(&usual, office(), Some(made(origin)));
        vec![
            ("usual", page(&usual, office(), None)),
            ("made", made_at(Some(Origin::sample()))),
            (
                "made_without_secretariat",
                page(
                    &usual,
                    office(),
                    Some(Made {
                        names_secretariat: false,
                        ..made(Some(Origin::sample()))
                    }),
                ),
            ),
            ("made_without_address", made_at(None)),
            ("made_at_longest_address", made_at(Some(Origin::longest()))),
            ("empty", page(&wrong, office(), None)),
            ("longest", page(&wrong, many.collect(), None)),
        ]
    }
}
