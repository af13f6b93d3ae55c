//! Tokens by which other systems read and write. A token is shown in answer to the form that made it, and
//! never again.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::people::{NewToken, TokenRefusal, TokenView};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::ids::TokenId;
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent, day, line};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{
    AccountPath, ReferencePath, RevokeTokenPath, Sampled as _, TokenDocumentsPath, TokensPath,
};
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "tokens.html")]
pub struct TokensPage {
    shell: Shell,
    account: AccountPath,
    reference: ReferencePath,
    revoke: RevokeTokenPath,
    form: Form,
    lines: Vec<TokenLine>,
    /// The token that was just made, which is shown once.
    made: Option<String>,
    /// What is said where the form was sent before.
    before: Option<String>,
}

/// What became of the form that was sent.
enum Told {
    Nothing,
    Made(String),
    Before(String),
}

#[derive(Debug)]
struct TokenLine {
    id: TokenId,
    documents: TokenDocumentsPath,
    name: String,
    scopes: String,
    until: String,
    last_used: String,
    is_revoked: bool,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    name: String,
    scopes: Vec<TokenScope>,
    expires_on: String,
    name_fault: Option<String>,
    scopes_fault: Option<String>,
    expires_fault: Option<String>,
}

const BUTTON: &str = "合いことばをつくる";

/// Whoever steals a token that registers lets others run more: it is one of a machine that runs none of them.
const SCOPES_HINT: &str = "いるものだけに しるしを付けてください。「ほかの合いことばの 送る文を登録する」は、プログラムをつくるサーバーだけのものです。ぬすまれると、ほかの合いことばで動く文を足されます。動かすプログラムの合いことばとは べつにつくって、ほかの しるしは付けないでください。";

fn fields(tried: &Tried) -> [Field; 3] {
    let scopes = TokenScope::ALL.iter().map(|scope| Choice {
        value: scope.code().to_owned(),
        word: scope.word().to_owned(),
        is_chosen: tried.scopes.contains(scope),
    });
    [
        Field::text("name", "名前", &tried.name)
            .hinted("どのシステムで使うか。例: 市の福祉システム")
            .wrong(tried.name_fault.as_deref()),
        Field::any("scope", "できること", scopes.collect())
            .hinted(SCOPES_HINT)
            .wrong(tried.scopes_fault.as_deref()),
        Field::day("expires_on", "使えなくなる日", &tried.expires_on)
            .hinted("1年先まで。その前につくりなおせば、とぎれません。")
            .wrong(tried.expires_fault.as_deref()),
    ]
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        let scopes = sent.all("scope").filter_map(TokenScope::from_code);
        Self {
            name: sent.text("name").to_owned(),
            scopes: scopes.collect(),
            expires_on: sent.text("expires_on").to_owned(),
            ..Self::default()
        }
    }

    /// What is meant, or what is wrong.
    fn checked(&mut self) -> Option<NewToken> {
        let name: Option<Line> = match line(&self.name, "名前を入れてください。") {
            Ok(name) => Some(name),
            Err(words) => {
                self.name_fault = Some(words);
                None
            }
        };
        let expires_on: Option<NaiveDate> = match day(&self.expires_on) {
            Ok(day) => Some(day),
            Err(words) => {
                self.expires_fault = Some(words);
                None
            }
        };
        if self.scopes.is_empty() {
            self.scopes_fault = Some("できることを1つは えらんでください。".to_owned());
            return None;
        }
        Some(NewToken {
            name: name?,
            scopes: self.scopes.clone(),
            expires_on: expires_on?,
        })
    }
}

fn token_line(view: &TokenView) -> TokenLine {
    let scopes: Vec<&str> = view.scopes.iter().map(|scope| scope.word()).collect();
    let used = view
        .last_used_at
        .map(|at| japanese_date(at.in_japan().date));
    TokenLine {
        id: view.id,
        documents: TokenDocumentsPath::of(view.id),
        name: view.name.to_string(),
        scopes: scopes.join("、"),
        until: format!("{} の前日まで", japanese_date(view.expires_on)),
        last_used: used.unwrap_or_else(|| "まだ".to_owned()),
        is_revoked: view.revoked_at.is_some(),
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    tried: &Tried,
    told: Told,
) -> Result<Response, PageFault> {
    let (made, before) = match told {
        Told::Nothing => (None, None),
        Told::Made(secret) => (Some(secret), None),
        Told::Before(words) => (None, Some(words)),
    };
    let tokens = site.app.tokens(visitor.principal()).await?;
    Ok(shown(&TokensPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        reference: ReferencePath,
        revoke: RevokeTokenPath,
        form: Form::new(site, TokensPath, BUTTON).with(fields(tried)),
        lines: tokens.iter().map(token_line).collect(),
        made,
        before,
    }))
}

pub(crate) async fn show(
    _: TokensPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let kept = drafted(&site, &visitor).await?;
    let tried = kept.as_ref().map_or_else(Tried::default, Tried::of);
    asked(&site, &visitor, &tried, Told::Nothing).await
}

pub(crate) async fn make(
    _: TokensPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let mut tried = Tried::of(&sent);
    if let Some(token) = tried.checked() {
        let writer = writer(&visitor, &sent);
        let refusal = match site.app.make_token(&writer, token).await? {
            Ok(made) => {
                forget(&site, &visitor).await?;
                let made = Told::Made(made.secret);
                return asked(&site, &visitor, &Tried::default(), made).await;
            }
            // What stands in the form is kept, for whoever has to make another.
            Err(refusal @ TokenRefusal::MadeBefore) => {
                let before = Told::Before(refusal.to_string());
                return asked(&site, &visitor, &tried, before).await;
            }
            Err(refusal) => refusal,
        };
        let words = Some(refusal.to_string());
        match refusal {
            TokenRefusal::NotAllowed(decision) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                return Ok(refused(decision, &visitor));
            }
            TokenRefusal::NoScope => tried.scopes_fault = words,
            TokenRefusal::ExpiresOn => tried.expires_fault = words,
            TokenRefusal::NotFound | TokenRefusal::MadeBefore => return Err(PageFault::NotFound),
        }
    }
    let page = asked(&site, &visitor, &tried, Told::Nothing).await?;
    Ok(asked_again(page))
}

pub(crate) async fn revoke(
    _: RevokeTokenPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = TokenId::from_str(sent.text("token")).map_err(|_| PageFault::NotFound)?;
    match site.app.revoke_token(visitor.principal(), id).await? {
        Ok(()) => Ok(Redirect::to(&TokensPath.to_string()).into_response()),
        Err(TokenRefusal::NotAllowed(decision)) => {
            let page = Next::read(&TokensPath.to_string());
            Ok(refused_on(decision, page.as_ref()))
        }
        // One of one's own that was revoked already is as it should be.
        Err(_) => {
            let tokens = site.app.tokens(visitor.principal()).await?;
            if tokens.iter().any(|token| token.id == id) {
                Ok(Redirect::to(&TokensPath.to_string()).into_response())
            } else {
                Err(PageFault::NotFound)
            }
        }
    }
}

impl Samples for TokensPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let token = |name: &str, is_revoked| TokenLine {
            id: TokenId::from_uuid(Default::default()),
            documents: TokenDocumentsPath::sample(),
            name: name.to_owned(),
            scopes: "名簿を読む、名簿を書く".to_owned(),
            until: "2027年3月31日(水) の前日まで".to_owned(),
            last_used: "2026年11月20日(金)".to_owned(),
            is_revoked,
        };
        let page = |lines: Vec<TokenLine>, tried: &Tried, made: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            reference: ReferencePath,
            revoke: RevokeTokenPath,
            form: Form::sample(TokensPath, BUTTON).with(fields(tried)),
            lines,
            made: made.map(str::to_owned),
            before: None,
        };
        let wrong = Tried {
            name_fault: Some("名前を入れてください。".to_owned()),
            scopes_fault: Some("できることを1つは えらんでください。".to_owned()),
            expires_fault: Some("日付を 2026-04-01 の形で入れてください。".to_owned()),
            ..Tried::default()
        };
        let long = "とても長い名前の福祉情報システム".repeat(18);
        let made = format!("renkei_{}", "Ab3".repeat(16));
        let lines = vec![
            token("市の福祉システム", false),
            token("前のシステム", true),
        ];
        vec![
            ("usual", page(lines, &Tried::default(), None)),
            (
                "made",
                page(
                    vec![token("市の福祉システム", false)],
                    &Tried::default(),
                    Some(&made),
                ),
            ),
            (
                "made_before",
                Self {
                    before: Some(TokenRefusal::MadeBefore.to_string()),
                    ..page(
                        vec![token("市の福祉システム", false)],
                        &Tried::default(),
                        None,
                    )
                },
            ),
            ("empty", page(Vec::new(), &wrong, None)),
            (
                "longest",
                page((0..20).map(|_| token(&long, false)).collect(), &wrong, None),
            ),
        ]
    }
}
