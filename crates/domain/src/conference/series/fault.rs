//! Why nothing is written about a series, one of its meetings or its rule, each with what to do.

use super::MEETING_MEMBERS;
use super::occurrence::DECISIONS;
use crate::conference::agenda;
use crate::conference::invitation::InvitationFault;

/// Why nothing is written about a series or one of its meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeriesFault {
    /// The kind is about a person, and stands in a case.
    #[error(
        "定例会・ワーキンググループ・自立支援協議会・部会から選んでください。ご本人についての会議は、ケースの中で用意します。"
    )]
    Kind,
    /// It is too short or too long.
    #[error("会議の長さは、10分から480分（8時間）までにしてください。")]
    Length,
    /// It would end on another day.
    #[error("会議は、その日のうちに終わるようにしてください。")]
    OverMidnight,
    /// The rule has no such days.
    #[error(transparent)]
    Rule(#[from] RuleFault),
    /// It cannot be a group of itself, of one of another network or of a group.
    #[error("もとになる会議は、同じネットワークの、ほかの会議の下にない会議から選んでください。")]
    Parent,
    /// Something is known of its days already.
    #[error(
        "もう始まった会議の曜日・日・時刻は、「日程のきまりを変える日」を入れると変えられます。その日から、新しいきまりの会議になります。"
    )]
    Begun,
    /// The day from which the rule changes is over, or not after the first day.
    #[error(
        "「日程のきまりを変える日」は、きょうより後で、最後に会議があった日より後の日にしてください。"
    )]
    ChangeDay,
    /// People were told of a meeting after it.
    #[error("その日からの回に、もう案内を用意したものがあります。その回より後の日にしてください。")]
    ToldOf,
    /// Something is written about a meeting after it.
    #[error(
        "「最後の日」より後の会議に、もう書いたことがあります。最後の日を、その会議より後にしてください。"
    )]
    LastDay,
    /// There are too many members.
    #[error("呼ぶ相手は、{}までです。", MEETING_MEMBERS)]
    TooManyMembers,
    /// That office and duty is called already.
    #[error("その相手は、もう入っています。")]
    CalledAlready,
    /// It has begun, so that nobody is told of it any more.
    #[error("もう始まった回の案内は、用意できません。")]
    ToldLate,
    /// There is no such message, or it is none to them.
    #[error("その案内は見つかりません。いまの内容を見てください。")]
    NoSuchNotice,
    /// The message says no.
    #[error(transparent)]
    Notice(#[from] InvitationFault),
    /// There is no such member.
    #[error("その相手は、この会議に見つかりません。いまの内容を見てください。")]
    NoSuchMember,
    /// The series has no meeting on that day.
    #[error("その日は、この会議の日ではありません。いまの予定を見てください。")]
    NoSuchDay,
    /// It is cancelled.
    #[error("この回は中止になっています。書くには、さきに「中止をとりけす」を押してください。")]
    Cancelled,
    /// It is not cancelled.
    #[error("この回は中止になっていません。")]
    NotCancelled,
    /// It has begun.
    #[error("もう始まった回は、日を変えたり中止にしたりできません。")]
    Over,
    /// Another meeting of the series is on that day.
    #[error("その日には、同じ会議の別の回があります。ほかの日にしてください。")]
    DayTaken,
    /// It would be moved too far from its day.
    #[error(
        "動かせるのは、もとの日の前後8週間までです。もっと先にするときは、中止にして、別の回で開いてください。"
    )]
    MovedFar,
    /// The day to which it would be moved is over.
    #[error("日時は、いまより後にしてください。")]
    MovedBack,
    /// It has not begun.
    #[error("出欠は、その回が始まってから書けます。")]
    NotYet,
    /// There are too many items.
    #[error("議題は{}件までです。", agenda::ITEMS)]
    TooManyItems,
    /// An item takes too short or too long.
    #[error("議題の時間は、1分から{}分までにしてください。", agenda::ITEM_MINUTES)]
    ItemLength,
    /// There is no such item.
    #[error("その議題は、この回に見つかりません。いまの内容を見てください。")]
    NoSuchItem,
    /// There are too many decisions.
    #[error("決まったことは、1回に{}件までです。", DECISIONS)]
    TooManyDecisions,
    /// Something would be due before it was decided.
    #[error("期限は、会議の日か、それより後の日にしてください。")]
    Due,
    /// There is no such decision.
    #[error("その「決まったこと」は、この回に見つかりません。いまの内容を見てください。")]
    NoSuchDecision,
    /// Nothing is left over.
    #[error("次の回へ引き継ぐ議題は、ありません。")]
    NothingLeft,
    /// No meeting follows.
    #[error("この後の回がないので、引き継げません。")]
    NoNext,
}

/// Why a rule cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// Some months have no such day.
    #[error("毎月の日は、1日から28日までにしてください。29日からは、その日がない月があります。")]
    DayOfMonth,
    /// A week after a Saturday is a Saturday again.
    #[error(
        "「毎月◯日」の会議は、休みに当たるときに「次の平日にずらす」か「その回は休む」を選んでください。"
    )]
    NextWeekOfDate,
    /// Too few or too many weeks lie between.
    #[error("間をあける週は、1週から8週までにしてください。")]
    Weeks,
    /// No month is left.
    #[error("12か月すべてを休みにはできません。")]
    NoMonth,
    /// It ends before it begins.
    #[error("「最後の日」は「最初の日」より後にしてください。")]
    Span,
}
