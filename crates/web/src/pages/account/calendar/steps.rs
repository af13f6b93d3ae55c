//! How calendars of several makers subscribe to an address.

use renkei_domain::conference::feed::CalendarProgram;

/// How one subscribes, step by step.
pub(super) const fn steps(program: CalendarProgram) -> &'static [&'static str] {
    match program {
        CalendarProgram::Outlook => &[
            "Outlook の「予定表」を開きます。",
            "「予定表を追加」をおして、「Web から定期受信」（「インターネットから」）をえらびます。",
            "上のアドレスを貼りつけて、「インポート」（「OK」）をおします。",
        ],
        CalendarProgram::Google => &[
            "パソコンで Google カレンダーを開きます。",
            "左の「他のカレンダー」の ＋ をおして、「URL で追加」をえらびます。",
            "上のアドレスを貼りつけて、「カレンダーを追加」をおします。出てくるまで、1日ほど かかることがあります。",
        ],
        CalendarProgram::Apple => &[
            "iPhone・iPad は「カレンダー」の下の「カレンダー」から「カレンダーを追加」→「照会カレンダーを追加」をえらびます。Mac は「ファイル」→「新規照会カレンダー」です。",
            "上のアドレスを貼りつけて、「照会」（「登録」）をおします。",
        ],
        CalendarProgram::Other => &[
            "カレンダーの「URL で購読」「照会」「インターネット上のカレンダー」などをさがします。",
            "上のアドレスを貼りつけます。",
        ],
    }
}
