//! Every way by which something leaves the house.

use crate::words::word_list;

word_list! {
    /// A way out of the house. Whatever sends, prints or gives a file away registers here, so that the
    /// search for what is private in everything that goes out can walk this one list.
    OutgoingChannel {
        Smtp = "smtp", "メール";
        /// Sheets that people print and take along.
        Paper = "paper", "紙（PDF）";
        /// What came of an import, as a file for a spreadsheet or a program.
        Report = "report", "取り込みの報告のファイル";
        /// What programs read of conferences and meetings by an address of somebody's own, or as a file.
        Calendar = "calendar", "カレンダー";
        /// Lists and records that somebody takes along as a file.
        File = "file", "一覧・記録のファイル";
        /// What whoever has the address reads of a map.
        Link = "link", "マップのリンク";
        /// Messages to programs that something of the directory changed.
        Webhook = "webhook", "変更の知らせ（Webhook）";
    }
}

word_list! {
    /// Every sheet that is printed. Whatever sets a new one registers it here, so that it is printed and searched for
    /// what does not belong on it.
    SheetKind {
        Codes = "codes", "ログインの番号の一覧";
        Invitation = "invitation", "招待の紙";
        Card = "card", "本人のカード";
        Calls = "calls", "電話の予定の紙";
        Observation = "observation", "気づいたことの紙";
        Team = "team", "支援チームの紙";
        Emergency = "emergency", "緊急時シート";
        Records = "records", "伝えた記録の紙";
        ConsentForm = "consent_form", "同意の用紙";
        ConsentCopy = "consent_copy", "同意の写し";
        PersonCopy = "person_copy", "本人の写し";
        Agenda = "agenda", "議題の紙";
        PersonCall = "person_call", "本人・家族への打ち合わせの案内";
        Material = "material", "会議資料";
        AfterMeeting = "after_meeting", "会議のあとの半ページ";
        HandoverRecord = "handover_record", "引継ぎの記録";
        FaxCall = "fax_call", "FAXの案内と返事の用紙";
        FaxTest = "fax_test", "FAX番号の試し送りの用紙";
        CallLetter = "call_letter", "会議の案内の手紙";
        PhoneScript = "phone_script", "電話の台本";
        PollForm = "poll_form", "日程をきく用紙";
        MeetingNotice = "meeting_notice", "ネットワークの会議の案内";
        Coverage = "coverage", "地域のすきまの紙";
        Handbook = "handbook", "社会資源ハンドブック";
        Inquiry = "inquiry", "名簿の確かめの用紙";
        InquiryScript = "inquiry_script", "名簿の確かめの台本";
        OwnMap = "own_map", "本人のリソースマップの紙";
        SharedMap = "shared_map", "見せてもらったリソースマップの紙";
        Worksheet = "worksheet", "リソースマップの白紙のワークシート";
    }
}
