//! What became of a series: who changed what of it, of its meetings and of the messages about them, and when.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::conference::series::history::{
    MEETING_HISTORY_PAGE, MeetingAct, MeetingChange, MeetingHistoryView, MeetingThen, NoticeThen,
    SeriesThen,
};
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::record::Purpose;
use renkei_domain::time::{japanese_date, japanese_moment};
use renkei_exchange::export::Form;

use super::{found, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::pages::editing::history::files::{FileChange, HistoryFile};
use crate::pages::editing::history::{ActLine, Asked, differs};
use crate::pages::{Here, Shell, shown};
use crate::paths::{SeriesHistoryCsvPath, SeriesHistoryPath, SeriesHistoryXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_history.html")]
pub struct MeetingHistoryPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    acts: Vec<ActLine<String>>,
    /// Where all of it is taken from as a file.
    files: ListFiles,
    earlier: Option<String>,
}

fn series_lines(before: Option<&SeriesThen>, after: &SeriesThen) -> Vec<String> {
    let nothing = SeriesThen::default();
    let was = before.unwrap_or(&nothing);
    let hours = |then: &SeriesThen| {
        let (begins, minutes) = then.hours?;
        Some(format!("{begins}から {minutes}分"))
    };
    let kind = |then: &SeriesThen| then.kind.map(|kind| kind.word().to_owned());
    let on_holiday = |then: &SeriesThen| then.on_holiday.map(|one| one.word().to_owned());
    let called = |then: &SeriesThen| then.called.map(|count| format!("{count}か所"));
    let lines = [
        differs("種類", kind(was), kind(after)),
        differs("きまり", was.rule.clone(), after.rule.clone()),
        differs("時間", hours(was), hours(after)),
        differs("祝日・年末年始", on_holiday(was), on_holiday(after)),
        differs(
            "最初の日",
            was.first.map(japanese_date),
            after.first.map(japanese_date),
        ),
        differs(
            "最後の日",
            was.last.map(japanese_date),
            after.last.map(japanese_date),
        ),
        differs("呼ぶ相手", called(was), called(after)),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() {
        // What is sealed is not kept in the log.
        return vec!["名前・場所・呼ぶ相手のどれか（前の言葉は、記録にのこりません）".to_owned()];
    }
    lines
}

fn state(then: &MeetingThen) -> String {
    match (then.is_cancelled, then.moved_to) {
        (true, _) => "中止".to_owned(),
        (false, Some(begins)) => format!("{}に変えた", japanese_moment(begins.in_japan())),
        (false, None) => "きまりのとおり".to_owned(),
    }
}

fn meeting_lines(before: Option<&MeetingThen>, after: &MeetingThen) -> Vec<String> {
    let nothing = MeetingThen::default();
    let was = before.unwrap_or(&nothing);
    let count = |number: Option<u64>, word: &str| {
        let number = number.filter(|number| *number > 0);
        number.map(|number| format!("{number}{word}"))
    };
    let lines = [
        differs("日時", Some(state(was)), Some(state(after))),
        differs("議題", count(was.items, "件"), count(after.items, "件")),
        differs(
            "出欠を書いた相手",
            count(was.came, "か所"),
            count(after.came, "か所"),
        ),
        differs(
            "決まったこと",
            count(was.decisions, "件"),
            count(after.decisions, "件"),
        ),
        differs(
            "そのうち できた・しないことにした",
            count(was.settled, "件"),
            count(after.settled, "件"),
        ),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() {
        return vec!["中身（前の言葉は、記録にのこりません）".to_owned()];
    }
    lines
}

fn notice_lines(
    view: &SeriesView,
    (before, after): (Option<&NoticeThen>, &NoticeThen),
) -> Vec<String> {
    let member = view.series().member(after.member);
    let name = member.map_or_else(
        || "いまはいない相手".to_owned(),
        |member| view.name_of(member),
    );
    let what = format!("{name}への{}（{}）", after.says, after.channel);
    let state = before.map(|before| before.state.word().to_owned());
    let answer = |then: &NoticeThen| then.answer.map(|answer| answer.word().to_owned());
    let answered = differs("返事", before.and_then(answer), answer(after));
    [
        differs(&what, state, Some(after.state.word().to_owned())),
        answered.map(|answered| format!("{name}の{answered}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What an act changed, in sentences.
fn changed(view: &SeriesView, act: &MeetingAct) -> Vec<String> {
    let lines = act.changes.iter().flat_map(|change| match change {
        MeetingChange::Series(before, after) => series_lines(before.as_ref(), after),
        MeetingChange::Meeting(day, before, after) => {
            let lines = meeting_lines(before.as_ref(), after).into_iter();
            let day = japanese_date(*day);
            lines.map(|line| format!("{day}の回 {line}")).collect()
        }
        MeetingChange::Notice(day, before, after) => {
            let lines = notice_lines(view, (before.as_ref(), after)).into_iter();
            let day = japanese_date(*day);
            lines.map(|line| format!("{day}の回 {line}")).collect()
        }
    });
    lines.collect()
}

impl MeetingHistoryPage {
    fn of(shell: Shell, view: &MeetingHistoryView) -> Self {
        let acts = view.acts.iter();
        let acts = acts.map(|one| ActLine::of(&one.act, &view.names, changed(&view.series, one)));
        let goes_on = view.acts.len() as u64 >= MEETING_HISTORY_PAGE;
        let last = view.acts.last().filter(|_| goes_on);
        let earlier = last.map(|last| last.act.seq);
        Self::with(shell, &view.series, acts.collect(), earlier)
    }

    fn with(
        shell: Shell,
        view: &SeriesView,
        acts: Vec<ActLine<String>>,
        earlier: Option<i64>,
    ) -> Self {
        let series = view.series();
        let page = SeriesHistoryPath::of(series.id);
        Self {
            shell,
            trail: trail_to_series(view),
            theme: series.outline.theme.to_string(),
            acts,
            files: ListFiles::at(
                SeriesHistoryXlsxPath::of(series.id),
                SeriesHistoryCsvPath::of(series.id),
            ),
            earlier: earlier.map(|seq| format!("{page}?before={seq}")),
        }
    }

    /// A page of a sample: so many acts of somebody.
    pub(super) fn sample(shell: Shell, view: &SeriesView, (times, name): (usize, &str)) -> Self {
        let changed = format!("2026年12月8日(火)の回 日時: きまりのとおり → {name}");
        let act = ActLine::sample(Purpose::ShiftMeeting.word(), name, vec![changed]);
        let earlier = (times > 10).then_some(1);
        Self::with(shell, view, vec![act; times], earlier)
    }
}

pub(crate) async fn show(
    path: SeriesHistoryPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(Asked { before }) = asked.map_err(|_| PageFault::NotFound)?;
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let history = site.app.meeting_history(visitor.principal(), id, before);
    let view = match found(history.await?, &visitor)? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Meetings).await?;
    Ok(shown(&MeetingHistoryPage::of(shell, &view)))
}

pub(crate) async fn csv(
    path: SeriesHistoryCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Csv)).await
}

pub(crate) async fn xlsx(
    path: SeriesHistoryXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Xlsx)).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (id, form): (&str, Form),
) -> Result<Response, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let mut file = HistoryFile::default();
    loop {
        let history = site
            .app
            .meeting_history(visitor.principal(), id, file.before());
        let view = match found(history.await?, visitor)? {
            Ok(view) => view,
            Err(answer) => return Ok(answer),
        };
        for one in &view.acts {
            let sentences = changed(&view.series, one).into_iter();
            let changes = sentences.map(|what| FileChange {
                what,
                ..FileChange::default()
            });
            file.add(&one.act, &view.names, changes.collect());
        }
        if !file.goes_on(view.acts.len(), MEETING_HISTORY_PAGE) {
            return file.answer(site, form).await;
        }
    }
}
