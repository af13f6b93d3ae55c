//! The fields about somebody on a map: as they stand there, and as they come back. What a text that is too long is called
//! in a fault of the map, its field is called too.

use renkei_app::cases::offered::OfferedAgency;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::ids::{MapEntryId, ResourceId};
use renkei_domain::map::resource_map::TEXT_CHARS;
use renkei_domain::map::{
    CurrentContact, Entry, Knows, Quadrant, ReachTime, Symbol, Way, WayKind, WhoKind,
};

use super::super::super::cases::faults::Faults;
use super::super::super::cases::{agencies, none};
use super::super::words;
use crate::form::{Choice, Field, Packed, Sent};

/// That no agency of the directory is meant.
pub(super) const NONE: &str = "none";

/// Whether somebody is of the employer, as the person is asked.
const fn tied(tie: EmployerTie) -> &'static str {
    match tie {
        EmployerTie::NotSaid => "まだ わかりません",
        EmployerTie::TheEmployer => "勤め先の 人です",
        EmployerTie::NotTheEmployer => "勤め先の 人では ありません",
    }
}

/// The field of a way, and what is asked there.
const fn way(kind: WayKind) -> (&'static str, &'static str) {
    match kind {
        WayKind::Phone => ("way", "電話番号"),
        WayKind::Mail => ("way_mail", "メールアドレス"),
        WayKind::Message => ("way_message", "メッセージの 名前や 番号"),
        WayKind::Visit => ("way_visit", "会いに 行く ところ"),
        WayKind::NextAppointment => ("way_next", "つぎに 会う 日や ところ"),
    }
}

/// What stands there now.
pub(super) fn pack(packed: &mut Packed, entry: &Entry, current: &[CurrentContact]) {
    packed.put("part", entry.quadrant.code());
    packed.put("who", entry.who.code());
    packed.put("name", &entry.name);
    packed.put_some("affiliation", entry.affiliation.as_ref());
    if let Some(id) = entry.resource {
        let known = current.iter().find(|one| one.resource == id);
        let name = known.map_or(entry.name.as_str(), |known| known.name.as_str());
        packed.put("agency_name", name);
        packed.put("agency", id);
    }
    packed.put("employer", entry.employer.code());
    packed.put_some("about", entry.about.as_ref());
    for kind in WayKind::ALL {
        let mut ways = entry.ways.iter();
        let known = ways.find(|way| way.kind == *kind);
        packed.put_some(way(*kind).0, known.and_then(|way| way.to.as_ref()));
    }
    packed.put_some("best", entry.ways.first().map(|way| way.kind.code()));
    for time in &entry.reachable {
        packed.put("when", time.code());
    }
    packed.put_some("reachable", entry.reachable_note.as_ref());
    packed.put_some("first_words", entry.first_words.as_ref());
    packed.put("knows", entry.knows.code());
    packed.put_some("until", entry.until);
    packed.put_some("symbol", entry.symbol.map(Symbol::code));
}

fn agency(sent: &Sent, faults: &Faults, offered: &[OfferedAgency]) -> Vec<Field> {
    let name = Field::sentence(
        "agency_name",
        "名簿に ある 機関（さがす）",
        sent.raw("agency_name"),
    )
    .hinted("えらぶと、 番号が 変わった とき お知らせします。")
    .wrong(faults.of("agency_name"));
    let mut fields = vec![name.aloud()];
    if !offered.is_empty() {
        let agencies = agencies(offered, (NONE, "どれでもない"), sent.text("agency"));
        fields.push(Field::one("agency", "どの 機関ですか", agencies).asked_aloud());
    }
    fields
}

/// Whether they are of the employer. Of whom that is not said others see nothing, as long as the employer is to know
/// nothing.
pub(super) fn employer(sent: &Sent) -> Field {
    let ties = words(
        EmployerTie::ALL,
        EmployerTie::code,
        tied,
        sent.text("employer"),
    );
    Field::one("employer", "勤め先の 人ですか", ties)
        .hinted("わからないときは、 ほかの 人に 見せる マップに 出しません。")
        .aloud()
}

/// Of the ways.
fn ways(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let fields = WayKind::ALL.iter().map(|kind| {
        let (name, label) = way(*kind);
        Field::text(name, label, sent.raw(name))
            .wrong(faults.of(name))
            .aloud()
    });
    let best = words(
        WayKind::ALL,
        WayKind::code,
        WayKind::word,
        sent.text("best"),
    );
    let best = Field::listed(
        "best",
        "いちばん いい れんらくの しかた",
        none("きめない", best),
    );
    fields.chain([best.aloud()]).collect()
}

/// The fields with what was typed.
pub(super) fn fields(sent: &Sent, faults: &Faults, offered: &[OfferedAgency]) -> Vec<Field> {
    let text = u16::try_from(TEXT_CHARS).unwrap_or(u16::MAX);
    let who = words(WhoKind::ALL, WhoKind::code, WhoKind::word, sent.text("who"));
    let part = words(
        Quadrant::ALL,
        Quadrant::code,
        Quadrant::word,
        sent.text("part"),
    );
    let knows = words(Knows::ALL, Knows::code, Knows::word, sent.text("knows"));
    let when = ReachTime::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.word().to_owned(),
        is_chosen: sent.all("when").any(|code| code == one.code()),
    });
    let symbols = Symbol::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: format!("{} {}", one.glyph(), one.word()),
        is_chosen: sent.text("symbol") == one.code(),
    });
    let mut fields = vec![
        Field::text("name", "だれに（名前）", sent.raw("name")).wrong(faults.of("name")),
        Field::one("who", "どんな 人ですか", who).wrong(faults.of("who")),
        Field::one("part", "どこに 書きますか", part).wrong(faults.of("part")),
        Field::text("affiliation", "どこの 人ですか", sent.raw("affiliation"))
            .wrong(faults.of("affiliation")),
        Field::prose("about", "なにを 話せますか", sent.raw("about"))
            .at_most(text)
            .wrong(faults.of("about")),
    ];
    fields.extend(ways(sent, faults));
    fields.extend(agency(sent, faults, offered));
    fields.extend([
        Field::any("when", "いつ 話せますか", when.collect()),
        Field::text(
            "reachable",
            "いつ 話せるか（じぶんの ことば）",
            sent.raw("reachable"),
        )
        .hinted("例: 火曜日の 午後2時から")
        .wrong(faults.of("reachable")),
        Field::prose(
            "first_words",
            "はじめに なんと 言いますか",
            sent.raw("first_words"),
        )
        .at_most(text)
        .hinted("例: すこし 話を きいてほしいです。")
        .wrong(faults.of("first_words")),
        Field::one("knows", "びょうきの こと", knows),
        employer(sent),
        Field::day(
            "until",
            "いつまで 話せますか（きまっていれば）",
            sent.raw("until"),
        )
        .wrong(faults.of("until")),
        Field::listed("symbol", "しるし", none("つけない", symbols.collect())),
    ]);
    // What was marked before keeps its mark: names of agencies are read by nobody's guess.
    let marked = fields.into_iter().map(|field| {
        if field.is_asked_aloud() {
            field
        } else {
            field.aloud()
        }
    });
    marked.collect()
}

/// The ways as they came: of each kind the first is another now, further ones stay as they are.
fn read_ways((sent, faults): (&Sent, &mut Faults), before: Option<&Entry>) -> Vec<Way> {
    let mut ways = Vec::new();
    for kind in WayKind::ALL {
        let to = faults.line_opt(sent, way(*kind).0);
        let mut known = before.iter().flat_map(|entry| &entry.ways);
        let had = known.any(|way| way.kind == *kind && way.to.is_none());
        let is_meant = to.is_some() || had || sent.text("best") == kind.code();
        if is_meant {
            ways.push(Way { kind: *kind, to });
        }
        ways.extend(
            before
                .iter()
                .flat_map(|entry| &entry.ways)
                .filter(|way| way.kind == *kind)
                .skip(1)
                .cloned(),
        );
    }
    let best = WayKind::from_code(sent.text("best"));
    ways.sort_by_key(|way| Some(way.kind) != best);
    ways
}

/// Somebody as they were typed, where nothing is wrong.
pub(super) fn read(
    (sent, faults): (&Sent, &mut Faults),
    id: MapEntryId,
    before: Option<&Entry>,
    resource: Option<ResourceId>,
) -> Option<Entry> {
    let name = faults.line(sent, "name", "名前を書いてください。");
    let who = faults.word(sent, "who", WhoKind::from_code);
    let quadrant = faults.word(sent, "part", Quadrant::from_code);
    let when = sent.all("when").filter_map(ReachTime::from_code);
    let reachable = when.collect();
    let affiliation = faults.line_opt(sent, "affiliation");
    let about = faults.prose_opt(sent, "about");
    let reachable_note = faults.line_opt(sent, "reachable");
    let first_words = faults.prose_opt(sent, "first_words");
    let until = faults.day_opt(sent, "until");
    let ways = read_ways((sent, &mut *faults), before);
    let entry = name.zip(who).zip(quadrant);
    let entry = entry.map(|((name, who), quadrant)| Entry {
        affiliation,
        resource,
        employer: EmployerTie::from_code(sent.text("employer")).unwrap_or(EmployerTie::NotSaid),
        about,
        ways,
        reachable,
        reachable_note,
        first_words,
        knows: Knows::from_code(sent.text("knows")).unwrap_or(Knows::NotSaid),
        until,
        symbol: Symbol::from_code(sent.text("symbol")),
        picture: before.and_then(|before| before.picture),
        ..Entry::named(id, quadrant, who, name)
    });
    faults.all_well(entry)
}
