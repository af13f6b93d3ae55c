//! What a conference is: its kind and purpose, the two switches, and who hosts it.

use renkei_app::conference::read::ConferencesView;
use renkei_domain::conference::{
    Absence, AbsenceReason, Conference, ConferenceKind, ConferencePurpose, FamilyTime, Host,
    Outline, Presence, ToBring,
};

use super::super::super::faults::Faults;
use super::super::super::{choices, none};
use super::window;
use crate::form::{Choice, Field, Packed, Sent};

const WITH: &str = "with";
const LEAD: &str = "lead";

/// What was sent of what a conference is. The host is absent where the stage decides.
pub(in super::super) struct Sketch {
    pub(in super::super) kind: ConferenceKind,
    pub(in super::super) purpose: ConferencePurpose,
    pub(in super::super) presence: Presence,
    pub(in super::super) host: Option<Host>,
    pub(in super::super) to_bring: Option<ToBring>,
}

impl Sketch {
    /// The whole, with the host that was there where nobody says another.
    pub(in super::super) fn outline(self, before: Host) -> Outline {
        Outline {
            kind: self.kind,
            purpose: self.purpose,
            presence: self.presence,
            host: self.host.unwrap_or(before),
            to_bring: self.to_bring,
        }
    }
}

fn host_code(host: Host) -> String {
    match host {
        Host::Lead => LEAD.to_owned(),
        Host::Member(id) => id.to_string(),
    }
}

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, conference: &Conference) {
    let outline = &conference.outline;
    packed.put("kind", outline.kind.code());
    packed.put("purpose", outline.purpose.code());
    let absence = outline.presence.absence.as_ref();
    packed.put("presence", absence.map_or(WITH, |one| one.reason.code()));
    packed.put_some("absence_words", absence.map(|one| &one.words));
    let family = outline.presence.family.as_ref();
    packed.put("family", if family.is_some() { "yes" } else { "no" });
    packed.put_some("family_agreed_on", family.map(|one| one.agreed_on));
    packed.put_some("family_from", family.map(|one| one.window.from()));
    packed.put_some("family_until", family.map(|one| one.window.until()));
    packed.put("host", host_code(outline.host));
    packed.put_some("to_bring", outline.to_bring.as_ref().map(ToBring::prose));
}

/// A new one: with the person.
pub(in super::super) fn pack_new(packed: &mut Packed) {
    packed.put("kind", ConferenceKind::CaseConference.code());
    packed.put("presence", WITH);
    packed.put("family", "no");
}

fn hosts(view: &ConferencesView, chosen: &str) -> Vec<Choice> {
    let lead = Choice::of(LEAD, view.consents.lead.clone(), chosen);
    let team = view.team().map(|member| {
        let id = member.id.to_string();
        Choice::of(id, view.name_of_member(member), chosen)
    });
    [lead].into_iter().chain(team).collect()
}

/// The fields with what was sent.
pub(in super::super) fn fields(view: &ConferencesView, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let kinds: Vec<ConferenceKind> = ConferenceKind::about_somebody().collect();
    let kinds = choices(
        &kinds,
        ConferenceKind::code,
        |kind| kind.word().to_owned(),
        sent.text("kind"),
    );
    let purposes = choices(
        ConferencePurpose::ALL,
        ConferencePurpose::code,
        |purpose| purpose.word().to_owned(),
        sent.text("purpose"),
    );
    let chosen = sent.text("presence");
    let with = Choice::of(WITH, "本人といっしょに開く", chosen);
    let without = choices(
        AbsenceReason::ALL,
        AbsenceReason::code,
        |reason| format!("本人なしで開く: {reason}"),
        chosen,
    );
    let presence = [with].into_iter().chain(without).collect();
    let family = [
        Choice::of("no", "家族は出ない", sent.text("family")),
        Choice::of(
            "yes",
            "家族も出る（本人がよいと言った）",
            sent.text("family"),
        ),
    ];
    let host = none("段階に合わせて決める", hosts(view, sent.text("host")));
    vec![
        Field::one("kind", "会議の種類", kinds).wrong(faults.of("kind")),
        Field::one("purpose", "目的", purposes)
            .hinted("目的に合わせて、議題のひな形が入ります。同意も、この目的で確かめます。")
            .wrong(faults.of("purpose")),
        Field::one("presence", "本人", presence)
            .hinted("個別支援会議とサービス担当者会議は、本人といっしょに開きます。")
            .wrong(faults.of("presence")),
        Field::prose(
            "absence_words",
            "本人なしで開くわけ",
            sent.raw("absence_words"),
        )
        .hinted("本人なしのときだけ書きます。本人も読みます。")
        .wrong(faults.of("absence_words")),
        Field::one("family", "家族", family.to_vec()).wrong(faults.of("family")),
        Field::day(
            "family_agreed_on",
            "本人が「家族が出てよい」と言った日",
            sent.raw("family_agreed_on"),
        )
        .wrong(faults.of("family_agreed_on")),
        Field::count(
            "family_from",
            "家族の時間: はじまって何分から",
            sent.raw("family_from"),
        )
        .wrong(faults.of("family_from")),
        Field::count(
            "family_until",
            "家族の時間: 何分まで",
            sent.raw("family_until"),
        )
        .wrong(faults.of("family_until")),
        Field::listed("host", "主催する機関", host)
            .hinted("そのときの中心になる機関です。主催する機関が、だれを呼ぶかを決めます。")
            .wrong(faults.of("host")),
        Field::prose("to_bring", "もってくるもの", sent.raw("to_bring"))
            .hinted("1行に1つ、ぜんぶで200文字まで。本人のページと、本人にわたす紙にだけ出ます。メール・FAX・カレンダーや、ほかの人への案内には出ません。")
            .wrong(faults.of("to_bring")),
    ]
}

fn read_absence(sent: &Sent, faults: &mut Faults) -> Option<Absence> {
    if sent.text("presence") == WITH {
        return None;
    }
    let reason = faults.word(sent, "presence", AbsenceReason::from_code);
    let words = faults.prose_opt(sent, "absence_words");
    if words.is_none() && faults.of("absence_words").is_none() {
        faults.say(
            "absence_words",
            "本人なしで開くわけを書いてください。本人に伝えます。",
        );
    }
    Some(Absence {
        reason: reason?,
        words: words?,
    })
}

fn read_family(sent: &Sent, faults: &mut Faults) -> Option<FamilyTime> {
    if sent.text("family") != "yes" {
        return None;
    }
    let agreed_on = faults.day(sent, "family_agreed_on");
    if sent.text("family_from").is_empty() && sent.text("family_until").is_empty() {
        faults.say(
            "family_from",
            "家族が出る時間を、分で入れてください（例: 30分から60分まで）。",
        );
    }
    let window = window(sent, faults, ("family_from", "family_until"));
    Some(FamilyTime {
        agreed_on: agreed_on?,
        window: window?,
    })
}

fn read_to_bring(sent: &Sent, faults: &mut Faults) -> Option<ToBring> {
    let text = faults.prose_opt(sent, "to_bring")?;
    let too_long = |_| format!("長すぎます。{}文字までにしてください。", ToBring::LIMIT);
    faults.take("to_bring", ToBring::new(text).map_err(too_long))
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(
    view: &ConferencesView,
    sent: &Sent,
    faults: &mut Faults,
) -> Option<Sketch> {
    let kind = faults.word(sent, "kind", ConferenceKind::from_code);
    let purpose = faults.word(sent, "purpose", ConferencePurpose::from_code);
    let absence = read_absence(sent, faults);
    let family = read_family(sent, faults);
    let to_bring = read_to_bring(sent, faults);
    let host = match sent.text("host") {
        "" => None,
        LEAD => Some(Host::Lead),
        id => {
            let member = id.parse().ok().and_then(|id| view.member(id));
            let unknown = || "主催する機関を、一覧から選んでください。".to_owned();
            let member = faults.take("host", member.ok_or_else(unknown));
            Some(Host::Member(member?.id))
        }
    };
    faults.all_well(Some(Sketch {
        kind: kind?,
        purpose: purpose?,
        presence: Presence { absence, family },
        host,
        to_bring,
    }))
}
