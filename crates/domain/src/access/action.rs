//! What somebody may want to do. Every use case of `app` names one of these.

use super::principal::TokenScope;
use crate::words::word_list;

word_list! {
    /// An action. The matrix of role, action and relation is a committed snapshot; what is not listed
    /// there fails.
    Action {
        /// What a network keeps to itself about a resource: contact persons, observations, raw cells.
        ReadInside = "read_inside", "ネットワークの中だけの内容を見る";
        /// A new entry in the directory.
        CreateResource = "create_resource", "機関を登録する";
        /// Facts: name, address, phones, hours, programs, what to compare, notices, capacity.
        EditFacts = "edit_facts", "機関の情報を直す";
        /// What a resource says of itself: strengths, limits, contact policy.
        EditCharacter = "edit_character", "得意・苦手・連絡のしかたを直す";
        /// Closing with date and successor, and opening again.
        CloseResource = "close_resource", "機関を閉じる・もどす";
        /// Saying which organization runs a resource: its staff may edit the entry from then on.
        AssignOrganization = "assign_organization", "機関を運営する法人を決める";
        /// Named professionals of a resource.
        EditContactPersons = "edit_contact_persons", "担当者を直す";
        /// A statement of a network's member about somebody else's resource.
        Observe = "observe", "気づいたことを書く";
        /// Saying in the name of an organization what it observed: its own staff, and the network's desk, which
        /// writes down what members tell it.
        ObserveFor = "observe_for", "法人の名前で気づいたことを書く";
        /// Letting an observation be seen by members.
        ReleaseObservation = "release_observation", "気づいたことを公開する";
        /// The agency's own answer to an observation.
        ReplyToObservation = "reply_to_observation", "気づいたことに答える";
        /// Reading an observation before members do, and after it was taken back.
        ReadObservation = "read_observation", "公開の前の気づいたことを見る";
        /// Taking an observation back: whoever wrote it, and the network's desk.
        WithdrawObservation = "withdraw_observation", "気づいたことを取り下げる";
        /// Who changed what and when, and taking a change back.
        ReadHistory = "read_history", "変更の記録を見る";
        /// Taking one change back.
        UndoChange = "undo_change", "変更をもどす";
        /// Asking the agencies of a network whether their entries are still so, and writing down what they answer.
        AskAgencies = "ask_agencies", "機関に お確かめをする・答えを書く";
        /// Saying that something of an entry is no longer so, so that the agency is asked again.
        ReportStale = "report_stale", "機関の内容が ちがうと知らせる";
        /// Importing a list, seeing its preview, taking a whole run back.
        Import = "import", "名簿を取り込む";
        /// Founding a network.
        FoundNetwork = "found_network", "ネットワークをつくる";
        /// Giving a network another name, telling what it is, naming its secretariat, and ending the membership of an
        /// organization in it.
        ManageNetwork = "manage_network", "ネットワークの名前・紹介・事務局を変える・法人を外す";
        /// Making an organization a member of a network: whoever sits at its desk may invite people of it from then on.
        AdmitMember = "admit_member", "ネットワークに法人を入れる";
        /// Saying which municipalities a network looks after: whose desk keeps what stands there changes by it.
        ChangeArea = "change_area", "ネットワークの担当する地域を変える";
        /// Inviting a coordinator of a network, or ending such a membership.
        ManageCoordinators = "manage_coordinators", "事務局の人を招く・外す";
        /// Inviting staff of an organization, or ending such a membership.
        ManageStaff = "manage_staff", "職員を招く・外す";
        /// Inviting a person to an account of their own, and passing that on or withdrawing it.
        InvitePerson = "invite_person", "本人を招く";
        /// Whom a person's invitation is for: their name and address.
        ReadInvited = "read_invited", "招いた本人の名前とあて先を見る";
        /// Disabling an account, ending all its sessions.
        DisableAccount = "disable_account", "アカウントを止める";
        /// Reading who read and did what.
        ReadAudit = "read_audit", "だれが見たかの記録を見る";
        /// Seeing letters that could not be sent, and sending them again.
        ManageLetters = "manage_letters", "出せなかった手紙をあつかう";
        /// Making and revoking tokens and webhooks of one's own.
        ManageOwnTokens = "manage_own_tokens", "トークンを作る・取り消す";
        /// Registering the documents that the program of a token of one's own will send.
        RegisterDocuments = "register_documents", "プログラムが送る文を登録する";
        /// Making and revoking addresses by which one's own calendar reads of conferences.
        ManageOwnFeeds = "manage_own_feeds", "カレンダーに入れるアドレスを作る・取り消す";
        /// Having one's calendar read of conferences, and saying where one's own calendar lies whose times count when
        /// dates are sought.
        KeepOwnCalendar = "keep_own_calendar", "自分のカレンダーとつなぐ";
        /// Trying queries in the browser and reading the schema by introspection.
        ExploreSchema = "explore_schema", "スキーマを調べる";
        /// Making a card of one's own to sign in by, and naming who else may make it anew.
        ManageCard = "manage_card", "カードを作る・頼む人を決める";
        /// Making somebody's card anew, as they asked for.
        ReissueCard = "reissue_card", "頼まれたカードを作りなおす";
        /// Printing a card whose code one was just told.
        PrintCard = "print_card", "カードを印刷する";
        /// Stopping a card, or taking back who may make it anew.
        StopCard = "stop_card", "カードを止める・頼むのをやめる";
        /// A list of one's own of agencies to phone on a day.
        PlanCalls = "plan_calls", "電話の予定を立てる";
        /// Making a handbook of what everybody may read of the area of a network.
        PrintHandbook = "print_handbook", "社会資源ハンドブックを作る";
        /// Whom the people of a network know at agencies, and writing it.
        KeepRelations = "keep_relations", "機関の知り合いを見る・書く";
        /// Beginning a case that an organization leads.
        OpenCase = "open_case", "ケースをはじめる";
        /// Reading a case. Which of its notes are read is told by each of them.
        ReadCase = "read_case", "ケースを見る";
        /// Reading a case as whom it is about: in plain words, with who looked at it.
        ReadOwnCase = "read_own_case", "自分のケースを見る";
        /// Writing in a case: its person, stage, employments, team, notes, emergency sheet.
        KeepCase = "keep_case", "ケースに書く";
        /// Making the code by which the person comes to read a case.
        OfferCase = "offer_case", "本人がケースを読むための番号を作る";
        /// Linking a case about oneself with one's account, by a code that the agency showed.
        AcceptCase = "accept_case", "自分のケースをつなぐ";
        /// Taking one's own account away from a case about oneself.
        LeaveCase = "leave_case", "自分のケースとのつながりをやめる";
        /// Pausing, taking up again and withdrawing consents: the person, or staff on their behalf.
        StopConsent = "stop_consent", "同意を止める・やめる";
        /// Asking by oneself for the rest of the copy of what is kept of one, and taking that back.
        AskOwnCopy = "ask_own_copy", "自分の記録の写しを頼む・とりやめる";
        /// Saying who answers in an organization for what was told without consent, and ending that.
        ManagePosts = "manage_posts", "管理者・虐待防止責任者を決める";
        /// Saying who follows in the posts of somebody whose work in an organization one ends.
        HandOverPosts = "hand_over_posts", "やめる人の役割を引きつぐ人を決める";
        /// Seeing that something was told by an exception of the law.
        ReadException = "read_exception", "同意なしで伝えた記録を見る";
        /// Ending an exception, and letting the person see it.
        SettleException = "settle_exception", "同意なしで伝えた記録を終える・本人に見せる";
        /// Erasing whom a case is about, once no law asks to keep anything of them.
        EraseHelped = "erase_helped", "残す期間が過ぎた人のデータを消去する";
        /// Reading when and where a conference is and how far it has come: what its list and agenda say is read with
        /// the case.
        ReadConference = "read_conference", "会議の日時・場所を見る";
        /// Preparing a conference about the person of a case, fixing its date, holding and closing it.
        ConveneConference = "convene_conference", "会議を用意する・日を決める・終える";
        /// Saying as the person whom one does not want there, and what one wants to talk about.
        SpeakInConference = "speak_in_conference", "自分の会議について言う";
        /// Reading the meetings of a network that come again: they are about nobody.
        ReadMeetings = "read_meetings", "ネットワークの定例会を見る";
        /// Writing them: their days, who is called, agenda, attendance, what was decided.
        KeepMeetings = "keep_meetings", "ネットワークの定例会を用意する・書く";
        /// Reading what anybody proposed to put right in the directory, and deciding about each field of it.
        DecideProposals = "decide_proposals", "名簿の訂正の提案を見る・決める";
        /// Making a map of one's own of whom one can ask, printing it, showing it to others and deleting it. It is the
        /// account's, whatever else its owner is.
        KeepOwnMap = "keep_own_map", "自分のリソースマップを作る・見せる・けす";
        /// Reading a person's map that they show to oneself by name.
        ReadSharedMap = "read_shared_map", "見せてもらったリソースマップを見る";
    }
}

/// What a program's token has to let it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenNeeds {
    /// Nothing more than being valid.
    Validity,
    /// This scope.
    Scope(TokenScope),
    /// No token opens it.
    Never,
}

impl Action {
    /// Whether whoever does it shows again, a moment before, who they are: it changes who may come in or who reads what
    /// is kept of somebody, or it cannot be undone. A program is asked for nothing more: whoever made its token showed it
    /// then, and gave it the scope.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Self::FoundNetwork
                | Self::ManageNetwork
                | Self::AdmitMember
                | Self::ChangeArea
                | Self::ManageCoordinators
                | Self::ManageStaff
                | Self::DisableAccount
                | Self::ManageOwnTokens
                | Self::RegisterDocuments
                | Self::ManageOwnFeeds
                | Self::ManageCard
                | Self::ReissueCard
                | Self::ManagePosts
                | Self::HandOverPosts
                | Self::OfferCase
                | Self::SettleException
                | Self::EraseHelped
        )
    }

    /// What a program's token needs for it. The schema describes what every scope opens, so that each valid
    /// token is told it. What decides who comes in, what tells who did what or who is written to, and cases,
    /// but for when and where their conferences are, no token opens.
    #[must_use]
    pub const fn token_needs(self) -> TokenNeeds {
        match self {
            Self::ExploreSchema => TokenNeeds::Validity,
            Self::ReadConference => TokenNeeds::Scope(TokenScope::ConferencesRead),
            Self::RegisterDocuments => TokenNeeds::Scope(TokenScope::DocumentsWrite),
            Self::ReadInside | Self::ReadHistory | Self::ReadMeetings => {
                TokenNeeds::Scope(TokenScope::MembersRead)
            }
            Self::CreateResource
            | Self::EditFacts
            | Self::EditCharacter
            | Self::CloseResource
            | Self::AssignOrganization
            | Self::EditContactPersons
            | Self::Observe
            | Self::ObserveFor
            | Self::ReleaseObservation
            | Self::ReplyToObservation
            | Self::ReadObservation
            | Self::WithdrawObservation
            | Self::UndoChange
            | Self::Import => TokenNeeds::Scope(TokenScope::DirectoryWrite),
            Self::FoundNetwork
            | Self::ManageNetwork
            | Self::AdmitMember
            | Self::ChangeArea
            | Self::ManageCoordinators
            | Self::ManageStaff
            | Self::InvitePerson
            | Self::ReadInvited
            | Self::DisableAccount
            | Self::ReadAudit
            | Self::ManageLetters
            | Self::ManageOwnTokens
            | Self::ManageOwnFeeds
            | Self::KeepOwnCalendar
            | Self::ManageCard
            | Self::ReissueCard
            | Self::PrintCard
            | Self::StopCard
            | Self::PlanCalls
            | Self::PrintHandbook
            | Self::KeepRelations
            | Self::OpenCase
            | Self::ReadCase
            | Self::ReadOwnCase
            | Self::KeepCase
            | Self::OfferCase
            | Self::AcceptCase
            | Self::LeaveCase
            | Self::StopConsent
            | Self::AskOwnCopy
            | Self::ManagePosts
            | Self::HandOverPosts
            | Self::ReadException
            | Self::SettleException
            | Self::EraseHelped
            | Self::AskAgencies
            | Self::ReportStale
            | Self::ConveneConference
            | Self::SpeakInConference
            | Self::KeepMeetings
            | Self::DecideProposals
            | Self::KeepOwnMap
            | Self::ReadSharedMap => TokenNeeds::Never,
        }
    }
}
