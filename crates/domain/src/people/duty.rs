//! What somebody has to do because of a membership, and who does it once the membership ends.
//!
//! Making a person's card anew is no duty of a membership: the person asked somebody by name, and nobody
//! inherits that. Whoever holds no standing any more may do it no more.

use crate::words::word_list;

word_list! {
    /// A kind of duty. Every kind that is added anywhere is listed here, and handing over names them all:
    /// nothing waits for somebody who has left.
    DutyKind {
        /// The last coordinator of a network keeps its directory true.
        KeepNetwork = "keep_network", "ネットワークの事務局をつとめる";
        /// Invitations that nobody has accepted yet: questions about them go to whoever sent them.
        OpenInvitations = "open_invitations", "出した招待を見とどける";
        /// Cases that go on: whoever is helped has somebody to ask.
        KeepCases = "keep_cases", "担当しているケースをつづける";
        /// Conferences that are not over: whoever is called has somebody to ask.
        KeepConferences = "keep_conferences", "担当している会議をつづける";
        /// The last one of an organization who holds a post: what was told without consent waits for whoever does.
        HoldPosts = "hold_posts", "管理者・虐待防止責任者をつとめる";
        /// Whom they know at agencies: who goes on with it stands at each, and else whoever follows them.
        KeepRelations = "keep_relations", "機関の知り合いとのつながりをつづける";
        /// Whoever was named to follow somebody whose day has not come yet.
        FollowOthers = "follow_others", "やめる人の担当を引きつぐ";
    }
}
