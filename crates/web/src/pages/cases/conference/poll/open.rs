//! The form that asks about dates: when it might be, until when answers are waited for, and what weighs.

use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::poll::read::PollView;
use renkei_domain::conference::poll::{
    Asked, NamesShown, Need, PersonTimes, PollOffer, QuorumPart, QuorumWho,
};
use renkei_domain::conference::{Conference, ConferenceMove};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::time::Instant;

use super::super::super::faults::Faults;
use super::super::super::{choices, none};
use super::super::parts::minutes;
use super::dates;
use crate::form::{Choice, Field, Packed, Sent};

/// Whether dates can be asked about now.
pub(super) fn may_open(view: &PollView, conference: &Conference) -> bool {
    let case = view.view.case();
    view.view.may_convene && case.is_open() && conference.state.may(ConferenceMove::OpenPoll)
}

/// What was asked before is offered again as far as it helps: the dates of whoever is the hardest to meet.
fn pack_again(packed: &mut Packed, view: &PollView) {
    let poll = view.poll();
    let hardest = poll.and_then(|poll| poll.respondent(poll.hardest?));
    let (Some(poll), Some(hardest)) = (poll, hardest) else {
        return packed.put("offer", PollOffer::Everybody.code());
    };
    let now = view.view.consents.at;
    let theirs = poll.dates_of(hardest.who).into_iter();
    let theirs: Vec<Instant> = theirs.map(|date| date.begins).collect();
    let theirs = dates::typed(theirs.into_iter().filter(|begins| *begins > now));
    let offer = match theirs.is_empty() {
        true => PollOffer::Everybody,
        false => PollOffer::HardestDates,
    };
    packed.put("hardest", code_of(hardest.who));
    packed.put("offer", offer.code());
    packed.put("dates", theirs);
}

/// The form as it is first shown.
pub(super) fn pack(view: &PollView, conference: &Conference) -> Sent {
    let mut packed = Packed::default();
    packed.put("minutes", conference.agenda.minutes().max(60));
    packed.put("names", NamesShown::Hidden.code());
    if conference.outline.presence.is_with_person() {
        packed.put("quorum", QuorumWho::Person.code());
    }
    let (_, roles) = view.kinds_and_roles();
    if roles.contains(&StaffRole::ConsultationSpecialist) {
        let consultation = QuorumWho::Role(StaffRole::ConsultationSpecialist);
        packed.put("quorum", consultation.code());
    }
    pack_again(&mut packed, view);
    packed.sent()
}

/// Who may be in a quorum, of those who are called: the person, roles, and kinds of agencies.
fn parts(view: &PollView) -> Vec<QuorumWho> {
    let conference = view.conference();
    let is_with = conference.is_some_and(|one| one.outline.presence.is_with_person());
    let (kinds, mut roles) = view.kinds_and_roles();
    roles.insert(StaffRole::ConsultationSpecialist);
    let person = is_with.then_some(QuorumWho::Person).into_iter();
    let roles = roles.into_iter().map(QuorumWho::Role);
    let kinds = kinds.into_iter().map(QuorumWho::Kind);
    person.chain(roles).chain(kinds).collect()
}

/// The code of somebody, for a field.
pub(super) fn code_of(who: Asked) -> String {
    match who {
        Asked::Person => "person".to_owned(),
        Asked::Family => "family".to_owned(),
        Asked::Participant(id) => id.to_string(),
    }
}

/// Somebody by the code that came.
pub(super) fn who_of(code: &str) -> Option<Asked> {
    match code {
        "person" => Some(Asked::Person),
        "family" => Some(Asked::Family),
        other => other.parse().ok().map(Asked::Participant),
    }
}

/// The fields.
pub(super) fn fields(view: &PollView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let everybody = view.everybody();
    let hardest = everybody.iter().filter(|one| one.may_be_asked);
    let hardest = hardest.map(|one| Choice {
        value: code_of(one.who),
        word: one.name.clone(),
        is_chosen: code_of(one.who) == sent.text("hardest"),
    });
    let quorum = parts(view).into_iter().map(|who| Choice {
        value: who.code(),
        word: match need(who) {
            Need::Always => who.word().to_owned(),
            Need::IfThere => format!("{}（呼んでいれば）", who.word()),
        },
        is_chosen: sent.all("quorum").any(|one| one == who.code()),
    });
    let names = choices(
        NamesShown::ALL,
        NamesShown::code,
        |names| names.word().to_owned(),
        sent.text("names"),
    );
    let offer = choices(
        PollOffer::ALL,
        PollOffer::code,
        |offer| offer.word().to_owned(),
        sent.text("offer"),
    );
    vec![
        Field::prose("dates", "候補の日時", sent.raw("dates"))
            .hinted("1行に1日、はじまる時間をならべて書きます（例: 12/4 10:00 15:00）。60までです。")
            .wrong(faults.of("dates")),
        Field::count("minutes", "長さ（分）", sent.raw("minutes")).wrong(faults.of("minutes")),
        Field::day("deadline", "答えのしめきり", sent.raw("deadline"))
            .hinted("さいしょの候補より前の日。FAXと郵便の人には、早めのしめきりを伝えます（つぎの画面に出ます）。")
            .wrong(faults.of("deadline")),
        Field::one("names", "答える人に見せるもの", names).wrong(faults.of("names")),
        Field::any("quorum", "かならずいてほしい人", quorum.collect())
            .hinted("人数ではなく、だれがいるかで決めます。")
            .wrong(faults.of("quorum")),
        Field::listed(
            "hardest",
            "いちばん合わせにくい人",
            none("とくにいない", hardest.collect()),
        )
        .wrong(faults.of("hardest")),
        Field::one("offer", "だれに どの候補をきくか", offer)
            .hinted("先に一人だけにきいたときは、その人の答えが入ってから、○の日時だけを みんなにききます。")
            .wrong(faults.of("offer")),
        Field::prose("works", "本人の勤務（わかれば）", sent.raw("works"))
            .hinted("例: 月-金 9:00-16:00。この時間の候補は、うしろになります。ほかの人には見えません。")
            .wrong(faults.of("works")),
        Field::prose("doctor", "本人の受診日（わかれば）", sent.raw("doctor"))
            .hinted("1行に1日（例: 12/3）。ほかの人には見えません。")
            .wrong(faults.of("doctor")),
    ]
}

/// 相談支援 is missed only where it is called; whoever else is named has to be.
const fn need(who: QuorumWho) -> Need {
    match who {
        QuorumWho::Role(_) => Need::IfThere,
        QuorumWho::Person | QuorumWho::Kind(_) => Need::Always,
    }
}

/// What was sent, where nothing is wrong with it.
pub(super) fn read(view: &PollView, sent: &Sent, faults: &mut Faults) -> Option<NewPoll> {
    let today = view.view.consents.now.date;
    let begins = faults.take("dates", dates::read(sent.raw("dates"), today));
    let minutes = minutes(sent, faults, "minutes");
    let deadline = faults.day(sent, "deadline");
    let names = faults.word(sent, "names", NamesShown::from_code);
    let offer = faults.word(sent, "offer", PollOffer::from_code);
    let works = Hours::parse(sent.text("works"));
    let works =
        works.map_err(|_| "勤務の時間を「月-金 9:00-16:00」の形で書いてください。".to_owned());
    let works = faults.take("works", works);
    let doctor = faults.take("doctor", dates::read_days(sent.raw("doctor"), today));
    let hardest = match sent.text("hardest") {
        "" => Some(None),
        code => {
            let wrong = || "いまの一覧から選んでください。".to_owned();
            let who = who_of(code).ok_or_else(wrong);
            faults.take("hardest", who).map(Some)
        }
    };
    let quorum = sent.all("quorum").filter_map(QuorumWho::from_code);
    let quorum = quorum.map(|who| QuorumPart {
        who,
        need: need(who),
    });
    let new = NewPoll {
        minutes: minutes?,
        begins: begins?,
        deadline: deadline?,
        names: names?,
        hardest: hardest?,
        offer: offer?,
        quorum: quorum.collect(),
        person_times: PersonTimes {
            works: works?,
            sees_doctor: doctor?.into_iter().collect(),
        },
    };
    faults.all_well(Some(new))
}
