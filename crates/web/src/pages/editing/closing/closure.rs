//! The form that closes an entry: its fields, who is offered as who follows, and what somebody means by it.

use std::str::FromStr as _;

use renkei_app::directory::edit::open::Editable;
use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::ResourceId;

use super::Turn;
use super::beside::named;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::pages::editing::kit::{Faults, Reading};
use crate::pages::editing::version_of;
use crate::paths::ClosePath;

/// The button that looks for who follows.
pub(super) const FIND: (&str, &str) = ("find", "引きつぐ機関をさがす");
/// What is sent where nobody follows.
const NOBODY: &str = "nobody";
/// How many are offered to choose from.
const MOST_FOUND: usize = 10;

pub(super) fn fields(sent: &Sent, found: &[(String, String)], faults: &Faults) -> Vec<Field> {
    let chosen = match sent.text("successor") {
        "" => NOBODY,
        chosen => chosen,
    };
    let nobody = (
        NOBODY.to_owned(),
        "引きつぐ機関はない・わからない".to_owned(),
    );
    let choices = std::iter::once(nobody).chain(found.iter().cloned());
    let choices = choices.map(|(value, word)| Choice::of(value, word, chosen));
    vec![
        Field::day("on", "使えなくなった日", sent.text("on"))
            .hinted("さいごの日の次の日。これからの日は、お知らせに書いてください。")
            .wrong(faults.of("on")),
        Field::sentence("words", "引きつぐ機関の名前", sent.text("words"))
            .hinted("名前を入れて「引きつぐ機関をさがす」を押すと、下に候補が出ます。")
            .wrong(faults.of("words")),
        Field::one("successor", "引きつぐ機関", choices.collect()).wrong(faults.of("successor")),
        Field::sentence("reason", "理由", sent.text("reason"))
            .hinted("ここを紹介された人が読みます。例: 移転して、新しい事業所になりました。")
            .wrong(faults.of("reason")),
    ]
}

/// The first agencies that some words find, but for one: ids and words.
pub(in crate::pages) async fn agencies_called(
    site: &Site,
    words: &str,
    but: Option<ResourceId>,
) -> Result<Vec<(String, String)>, PageFault> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let request = ListRequest {
        text: words.to_owned(),
        ..ListRequest::default()
    };
    let list = site.app.list_resources(&Viewer::Anonymous, request).await?;
    let entries = list.into_iter().flat_map(|list| list.entries);
    let entries = entries.filter(|entry| Some(entry.id) != but);
    let entries = entries.take(MOST_FOUND);
    let offered = entries.map(|entry| {
        let place = entry
            .municipality
            .map_or_else(String::new, |place| format!("・{}", place.name));
        let word = format!("{}（{}{place}）", entry.facts.name, entry.facts.kind);
        (entry.id.to_string(), word)
    });
    Ok(offered.collect())
}

/// The form with what was typed and who is offered.
pub(super) async fn close_form(
    site: &Site,
    now: &Editable,
    sent: &Sent,
    faults: &Faults,
) -> Result<Form, PageFault> {
    let mut offered = agencies_called(site, sent.text("words"), Some(now.id)).await?;
    let mut faults = faults.clone();
    if offered.is_empty() && !sent.text("words").is_empty() {
        faults.add(
            "words",
            "その名前の機関は名簿に見つかりません。短い言葉でさがすか、空にしてください。",
        );
    }
    // Who was chosen before stays to be chosen, whatever was looked for since.
    if let Ok(chosen) = ResourceId::from_str(sent.text("successor"))
        && !offered.iter().any(|(id, _)| *id == chosen.to_string())
    {
        offered.extend(named(site, &[chosen]).await?);
    }
    let form = Form::new(site, ClosePath::of(now.id), Turn::closing(now).button());
    let mut form = form
        .with(fields(sent, &offered, &faults))
        .carrying("version", version_of(sent));
    form.again = Some(FIND);
    Ok(form)
}

/// What somebody means who closes an entry.
pub(super) fn read(sent: &Sent) -> Result<Closure, Faults> {
    let mut reading = Reading::of(sent);
    let on = reading.day("on");
    let reason = reading.line("reason");
    let successor = match sent.text("successor") {
        "" | NOBODY => None,
        chosen => {
            let successor = ResourceId::from_str(chosen).ok();
            if successor.is_none() {
                reading.wrong("successor", "引きつぐ機関を選びなおしてください。");
            }
            successor
        }
    };
    let closure = on.map(|on| Closure {
        on,
        successor,
        reason,
    });
    let missing = || Faults::one("on", "日付を入れてください。");
    reading.end(closure)?.ok_or_else(missing)
}
