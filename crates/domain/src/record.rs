//! What is written down about every change: who, from where, why, what it was before and after.
//! History, undo, the changes feed and audit all read these lines.

use crate::ids::{
    AccountId, ActId, CaseId, ImportRunId, InvitationId, LetterId, NetworkId, OrganizationId,
    ResourceId,
};
use crate::time::Instant;
use crate::words::word_list;

/// Who did an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A signed-in account.
    Account(AccountId),
    /// A command typed by whoever runs the installation.
    Operator,
    /// renkei itself: migrations, the demo seed, clean-up.
    System,
}

impl Actor {
    /// The account that did it, where one did.
    #[must_use]
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(id) => Some(id),
            Self::Operator | Self::System => None,
        }
    }
}

/// Through which door an act came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A command of the binary.
    Command,
    /// A page.
    Page,
    /// The GraphQL endpoint.
    GraphQl,
    /// An import run.
    Import(ImportRunId),
    /// The demo seed.
    Seed,
    /// The courier, which carries letters out.
    Courier,
}

word_list! {
    /// Why an act was done. One line per use case; the change log keeps the code.
    Purpose {
        FoundNetwork = "found_network", "ネットワークを置いた";
        ChangeNetwork = "change_network", "ネットワークの名前・地域・紹介を変えた";
        AppointSecretariat = "appoint_secretariat", "ネットワークの事務局を決めた";
        RegisterOrganization = "register_organization", "法人を登録した";
        EditOrganization = "edit_organization", "法人の内容を直した";
        RegisterResource = "register_resource", "機関を登録した";
        CorrectField = "correct_field", "公表データを正した";
        ProposeCorrection = "propose_correction", "名簿の訂正を提案した";
        DecideProposal = "decide_proposal", "名簿の訂正の提案を決めた";
        ImportPublished = "import_published", "公表データを取り込んだ";
        UndoImport = "undo_import", "取り込みを取り消した";
        DecideConflict = "decide_conflict", "公表データとの食い違いを決めた";
        DecideRow = "decide_row", "公表データの行が どの機関のことかを決めた";
        DecideDuplicate = "decide_duplicate", "同じ機関かもしれない2件を くらべて決めた";
        AdmitMembers = "admit_members", "ネットワークに迎えた";
        DismissMember = "dismiss_member", "ネットワークから外した";
        InviteToAccount = "invite_to_account", "アカウントに招いた";
        AcceptInvitation = "accept_invitation", "招待を受けた";
        WithdrawInvitation = "withdraw_invitation", "招待を取り消した";
        EndMembership = "end_membership", "所属を終えた";
        ChangePassword = "change_password", "パスワードを変えた";
        ChangeName = "change_name", "名前を変えた";
        ChooseDisplay = "choose_display", "ページの見えかたを変えた";
        ChangeAddress = "change_address", "ログインのアドレスを変えた";
        SetUpSecondFactor = "set_up_second_factor", "2つめの確認を用意した";
        RemovePasskey = "remove_passkey", "パスキーを取りのぞいた";
        OfferReset = "offer_reset", "決めなおすリンクを作った";
        ResetAccount = "reset_account", "ログインのしかたを決めなおした";
        MakeCard = "make_card", "カードを作った";
        StopCard = "stop_card", "カードを止めた";
        EntrustCard = "entrust_card", "カードを作りなおす人を決めた・やめた";
        DisableAccount = "disable_account", "アカウントを止めた";
        EnableAccount = "enable_account", "アカウントをもどした";
        EraseAccount = "erase_account", "人のデータを消去した";
        MakeToken = "make_token", "トークンを作った";
        RevokeToken = "revoke_token", "トークンを取り消した";
        RegisterDocuments = "register_documents", "プログラムが送る文を登録した";
        WithdrawDocument = "withdraw_document", "登録した文を取り消した";
        SetDocumentMode = "set_document_mode", "登録していない文のあつかいを変えた";
        MakeWebhook = "make_webhook", "変更を知らせる先を作った";
        RotateWebhook = "rotate_webhook", "変更を知らせる先の鍵を新しくした";
        PauseWebhook = "pause_webhook", "変更の知らせを とめた";
        ResumeWebhook = "resume_webhook", "変更の知らせを もう一度はじめた";
        RemoveWebhook = "remove_webhook", "変更を知らせる先を消した";
        ReplayWebhook = "replay_webhook", "変更の知らせを もう一度送るように頼んだ";
        EndWebhook = "end_webhook", "届かない変更の知らせを とめた";
        MakeFeed = "make_feed", "カレンダーに入れるアドレスを作った";
        RevokeFeed = "revoke_feed", "カレンダーに入れるアドレスを取り消した";
        SetBusyCalendar = "set_busy_calendar", "自分のカレンダーのアドレスを入れた";
        RefreshBusyCalendar = "refresh_busy_calendar", "自分のカレンダーを読みなおすように頼んだ";
        RemoveBusyCalendar = "remove_busy_calendar", "自分のカレンダーのアドレスを消した";
        EditResource = "edit_resource", "機関の内容を直した";
        CloseResource = "close_resource", "機関を閉じた";
        ReopenResource = "reopen_resource", "機関をもどした";
        MergeResources = "merge_resources", "ふたつの機関を ひとつにした";
        SplitResources = "split_resources", "ひとつにした機関を 元の ふたつにもどした";
        UndoChange = "undo_change", "変更をもどした";
        BeginInquiry = "begin_inquiry", "機関への お確かめをはじめた";
        ContactInquiry = "contact_inquiry", "お確かめの連絡をした・そのけっかを書いた";
        AnswerInquiry = "answer_inquiry", "お確かめの答えが届いた";
        SettleInquiry = "settle_inquiry", "お確かめの答えを名簿に入れるか決めた";
        EndInquiry = "end_inquiry", "お確かめを終えた";
        ReportStale = "report_stale", "機関の内容を もう一度確かめるようにした";
        AgreeCapacityRhythm = "agree_capacity_rhythm", "空きをきく間かくを決めた";
        Observe = "observe", "気づいたことを書いた";
        ReleaseObservation = "release_observation", "気づいたことを公開した";
        WithdrawObservation = "withdraw_observation", "気づいたことを取り下げた";
        ReplyToObservation = "reply_to_observation", "気づいたことに答えた";
        LoadMunicipalities = "load_municipalities", "市区町村の表を取り込んだ";
        LoadHolidays = "load_holidays", "祝日の表を取り込んだ";
        QueueTestLetter = "queue_test_letter", "試しの手紙を頼んだ";
        CarryLetter = "carry_letter", "手紙を送り出した";
        RetryLetter = "retry_letter", "手紙を送り直すことにした";
        WithdrawLetter = "withdraw_letter", "手紙を取りやめた";
        PlanCall = "plan_call", "電話の予定に入れた";
        MarkCall = "mark_call", "電話のけっかを書いた";
        CarryCalls = "carry_calls", "のこった電話を きょうにうつした";
        DropCall = "drop_call", "電話の予定から消した";
        KeepRelation = "keep_relation", "機関の知り合いのことを書いた";
        EndRelation = "end_relation", "機関の知り合いを終わりにした";
        TakeBackup = "take_backup", "控え（バックアップ）を取った";
        PrintKeySheet = "print_key_sheet", "データの鍵の紙を作った";
        OpenCase = "open_case", "ケースをはじめた";
        BindCase = "bind_case", "相談に本人の名前を入れた";
        DescribePerson = "describe_person", "本人のことを書きなおした";
        MoveCase = "move_case", "ケースの段階を変えた";
        HandOverCase = "hand_over_case", "ケースの担当を変えた";
        EndCase = "end_case", "ケースを終えた";
        TakeUpCase = "take_up_case", "ケースをもう一度はじめた";
        KeepEmployment = "keep_employment", "勤め先のことを書いた";
        KeepTeamMember = "keep_team_member", "支援チームのことを書いた";
        WriteCaseNote = "write_case_note", "ケースに記録を書いた";
        KeepEmergencySheet = "keep_emergency_sheet", "緊急時シートを書いた";
        OfferCase = "offer_case", "ケースをつなぐ番号を作った";
        AcceptCase = "accept_case", "本人がケースを自分のアカウントとつないだ";
        LeaveCase = "leave_case", "本人がケースとのつながりをやめた";
        RecordConsent = "record_consent", "同意を書いた";
        PauseConsent = "pause_consent", "同意を いったん止めた";
        ResumeConsent = "resume_consent", "同意を もう一度はじめた";
        WithdrawConsent = "withdraw_consent", "同意を やめた";
        Tell = "tell", "本人のことを ほかの人に話した";
        NoteReceipt = "note_receipt", "本人のことを ほかの人から聞いた";
        ReportMisdirected = "report_misdirected", "ちがう相手に伝わったことを書いた";
        StepMisdirected = "step_misdirected", "ちがう相手に伝わったことの 報告・連絡をした";
        PrintConsentSheet = "print_consent_sheet", "同意の用紙を作った";
        KeepEvidence = "keep_evidence", "同意の紙の写しをしまった";
        AnnounceEnding = "announce_ending", "同意の期限が近いことを手紙で知らせた";
        AskCopy = "ask_copy", "本人が 自分の写し（開示）をたのんだ";
        TakeBackCopy = "take_back_copy", "本人が 自分の写し（開示）のたのみを取りさげた";
        DecideCopy = "decide_copy", "本人の写しに 入れるかを決めた";
        ReleaseCopy = "release_copy", "本人の写しを わたした";
        AppointPost = "appoint_post", "管理者・虐待防止責任者を決めた";
        EndPost = "end_post", "管理者・虐待防止責任者を終えた";
        BeginConference = "begin_conference", "会議の準備をはじめた";
        PrepareConference = "prepare_conference", "会議の準備を書きかえた";
        FixConference = "fix_conference", "会議の日時を決めた";
        PostponeConference = "postpone_conference", "会議を延期した";
        CancelConference = "cancel_conference", "会議を中止した";
        HoldConference = "hold_conference", "会議を開いたことを書いた";
        CloseConference = "close_conference", "会議を終えた";
        OpenPoll = "open_poll", "会議の日程をきいた";
        MakePollLink = "make_poll_link", "日程に答えるリンクを作った";
        AnswerPoll = "answer_poll", "会議の日程に答えた";
        ClosePoll = "close_poll", "会議の日程の答えをしめきった";
        SendPoll = "send_poll", "会議の日程をきく知らせを用意した";
        MarkPollNotice = "mark_poll_notice", "会議の日程をきく知らせがどうなったかを書いた";
        SpeakInConference = "speak_in_conference", "本人が会議について言った";
        OfferConferenceSheet = "offer_conference_sheet", "会議の紙を PDFで受け取る用意をした";
        ChangeCallWay = "change_call_way", "会議によぶ方法を決めた";
        SendInvitations = "send_invitations", "会議の案内を用意した";
        MarkInvitation = "mark_invitation", "会議の案内がどうなったかを書いた";
        TellAboutConference = "tell_about_conference", "だれの会議かを、よんだ相手に伝えた";
        LinkAboutConference = "link_about_conference", "だれの会議かを読むリンクを、よんだ相手に送った";
        StopAboutLink = "stop_about_link", "だれの会議かを読むリンクを止めた";
        OpenAboutLink = "open_about_link", "だれの会議かを、よんだ相手がリンクで読んだ";
        RecordReply = "record_reply", "会議への返事を入れた";
        DecideReply = "decide_reply", "会議への返事を確かめて決めた";
        AnswerInvitation = "answer_invitation", "会議への返事が届いた";
        RecordMinutes = "record_minutes", "会議の記録を書いた";
        RecordDecision = "record_decision", "会議で決めたことを書いた";
        SettleDecision = "settle_decision", "会議で決めたことが できたか やめたかを書いた";
        PlanMeetings = "plan_meetings", "定例会のきまりを決めた";
        CallToMeetings = "call_to_meetings", "定例会に呼ぶ相手を決めた";
        ShiftMeeting = "shift_meeting", "定例会の1回を動かした・中止した";
        PrepareMeeting = "prepare_meeting", "定例会の議題を書いた";
        RecordMeeting = "record_meeting", "定例会の出欠・記録を書いた";
        SendMeetingNotices = "send_meeting_notices", "定例会の案内を用意した";
        MarkMeetingNotice = "mark_meeting_notice", "定例会の案内がどうなったかを書いた";
        SaveMap = "save_map", "自分のリソースマップを書いた";
        UndoMap = "undo_map", "自分のリソースマップを 1つ前にもどした";
        KeepMapVersion = "keep_map_version", "自分のリソースマップの いまの形を とっておいた";
        RestoreMapVersion = "restore_map_version", "とっておいたリソースマップに もどした";
        DeleteMapVersion = "delete_map_version", "とっておいたリソースマップを けした";
        DeleteMap = "delete_map", "自分のリソースマップを すべて けした";
        SeeMapChanges = "see_map_changes", "リソースマップの機関の変わったところを見た";
        KeepMapPicture = "keep_map_picture", "リソースマップに絵を入れた・けした";
        PrintMap = "print_map", "自分のリソースマップを印刷した";
        SuggestForMap = "suggest_for_map", "本人のリソースマップに 提案を書いた";
        DecideMapSuggestion = "decide_map_suggestion", "リソースマップへの提案を どうするか決めた";
        ShareMap = "share_map", "自分のリソースマップを 見せることにした";
        EndMapShare = "end_map_share", "自分のリソースマップを 見せるのをやめた";
        AnnounceErasure = "announce_erasure", "残す期間が過ぎた本人を消去する日を知らせた";
        DropErasure = "drop_erasure", "本人を消去する予定をやめた";
        HoldErasure = "hold_erasure", "本人の消去を止めた・止めるのをやめた";
    }
}

/// The thing a change line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A 法人.
    Organization(OrganizationId),
    /// A directory entry.
    Resource(ResourceId),
    /// A regional network.
    Network(NetworkId),
    /// An account.
    Account(AccountId),
    /// An invitation.
    Invitation(InvitationId),
    /// A reference table as a whole (municipalities, holidays), known by its import run.
    ReferenceTable(ImportRunId),
    /// A letter.
    Letter(LetterId),
    /// A case.
    Case(CaseId),
}

/// One line of the change log. `before` and `after` are canonical JSON; absent means the group did
/// not exist before, or does not exist after. Where both are absent they were taken out: of what tells of
/// people the log keeps after a time, or an erasure, no more than that it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub subject: Subject,
    /// Which group of its fields, in the words of the table it stands in (`facts`, `strengths`, …).
    pub field_group: String,
    /// The values before.
    pub before: Option<String>,
    /// The values after.
    pub after: Option<String>,
}

impl Change {
    /// Whether what was changed was taken out of the line.
    #[must_use]
    pub const fn is_emptied(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }
}

/// One act as it stands in the log. `seq` rises in the order in which acts were committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// Place in the order of commits, from 1.
    pub seq: i64,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Instant,
    /// Through which door.
    pub source: Source,
    /// Why.
    pub purpose: Purpose,
}
