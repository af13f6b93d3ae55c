//! What is usually talked about, by purpose, with what the field says a conference settles (S4 §2(3)): visits, ways and
//! times to consult, how to contact the person, what to do when work goes badly, who adjusts between agencies.

use super::agenda::{Agenda, AgendaItem, Aim, OWN_MINUTES, Presenter};
use super::kind::ConferencePurpose;
use crate::consent::InformationCategory as C;
use crate::ids::AgendaItemId;
use crate::text::Line;

/// An item of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateItem {
    /// What it is called.
    pub title: &'static str,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// What it aims at.
    pub aim: Aim,
    /// What is told of the person in it.
    pub categories: &'static [C],
}

const fn item(
    title: &'static str,
    minutes: u16,
    aim: Aim,
    categories: &'static [C],
) -> TemplateItem {
    TemplateItem {
        title,
        minutes,
        aim,
        categories,
    }
}

const COURSE: TemplateItem = item(
    "いままでの支援と、これからの動き",
    10,
    Aim::Share,
    &[C::History, C::EmploymentStatus],
);
const VISITS: TemplateItem = item(
    "訪問の時期と回数",
    10,
    Aim::Decide,
    &[C::EmploymentStatus, C::Accommodations],
);
const CONSULT: TemplateItem = item(
    "本人が相談する方法と時期、本人への連絡のしかた",
    10,
    Aim::Decide,
    &[C::Communication, C::Wishes],
);
const MALADJUSTMENT: TemplateItem = item(
    "仕事がうまくいかないときに、だれが何をするか",
    10,
    Aim::Decide,
    &[C::Accommodations, C::Emergency],
);
const ADJUSTS: TemplateItem = item(
    "機関どうしの調整がいるとき、だれがするか",
    5,
    Aim::Decide,
    &[],
);
const ROLES: TemplateItem = item(
    "だれが・いつまでに・どのように・なにを",
    10,
    Aim::Decide,
    &[C::Wishes],
);
const NEXT: TemplateItem = item("次回の日時", 5, Aim::Decide, &[]);

const REVIEW: &[TemplateItem] = &[
    item(
        "目標ごとの ふりかえり",
        15,
        Aim::Discuss,
        &[C::History, C::Skills, C::Wishes],
    ),
    item("新しい目標と支援の内容", 15, Aim::Decide, &[C::Wishes]),
    VISITS,
    CONSULT,
    MALADJUSTMENT,
    ADJUSTS,
    NEXT,
];
const CRISIS: &[TemplateItem] = &[
    item(
        "いま起きていること",
        10,
        Aim::Share,
        &[C::History, C::EmploymentStatus],
    ),
    MALADJUSTMENT,
    VISITS,
    CONSULT,
    ADJUSTS,
    NEXT,
];
const HANDOVER: &[TemplateItem] = &[
    item(
        "残っている課題と、ためしたこと",
        10,
        Aim::Share,
        &[C::History, C::Accommodations],
    ),
    item(
        "職場のナチュラルサポート",
        5,
        Aim::Share,
        &[C::EmploymentStatus, C::EmployerInfo],
    ),
    item(
        "つぎの機関の支援が いまとどう違うか（本人への説明）",
        10,
        Aim::Share,
        &[C::Wishes],
    ),
    item("だれが・いつから支援するか", 10, Aim::Decide, &[C::Wishes]),
    VISITS,
    CONSULT,
    MALADJUSTMENT,
    ADJUSTS,
];
const CLOSING: &[TemplateItem] = &[
    item(
        "いままでの ふりかえり",
        15,
        Aim::Share,
        &[C::History, C::Wishes],
    ),
    item(
        "終わったあと、困ったときの相談先",
        10,
        Aim::Decide,
        &[C::Communication],
    ),
];

impl ConferencePurpose {
    /// What is usually talked about after the person's own item.
    #[must_use]
    pub const fn template(self) -> &'static [TemplateItem] {
        match self {
            Self::SetUpSupport => &[COURSE, VISITS, CONSULT, MALADJUSTMENT, ADJUSTS, NEXT],
            Self::ShareInformation => &[COURSE, CONSULT, NEXT],
            Self::DivideRoles => &[ROLES, VISITS, CONSULT, MALADJUSTMENT, ADJUSTS, NEXT],
            Self::ReviewPlan => REVIEW,
            Self::Crisis => CRISIS,
            Self::Handover => HANDOVER,
            Self::Closing => CLOSING,
        }
    }

    /// An agenda by the template, with ids for its items as they are handed in.
    #[must_use]
    pub fn agenda(self, mut id: impl FnMut() -> AgendaItemId) -> Agenda {
        let items = self.template().iter().filter_map(|one| {
            Some(AgendaItem {
                id: id(),
                title: Line::parse(one.title).ok()?,
                minutes: one.minutes,
                presenter: Presenter::Host,
                aim: one.aim,
                categories: one.categories.iter().copied().collect(),
            })
        });
        Agenda {
            own_minutes: OWN_MINUTES,
            items: items.collect(),
        }
    }
}
