//! What the person and their family read when they are called: in easy words, without any name but that of who sees to it.

use renkei_domain::conference::invitation::{OwnSide, Says};

use super::{CallLetter, listed};

impl CallLetter {
    /// The subject.
    pub(super) fn own_subject(&self) -> String {
        let what = match self.says {
            Says::Invitation => "打ち合わせの お知らせ",
            Says::Change => "【変わりました】打ち合わせの お知らせ",
            Says::Postponement => "【えんき】打ち合わせの お知らせ",
            Says::Cancellation => "【なくなりました】打ち合わせの お知らせ",
            Says::Recall => "【こなくてよくなりました】打ち合わせの お知らせ",
        };
        format!("{what} {}", self.number)
    }

    /// The plain text.
    pub(super) fn own_text(&self, side: OwnSide) -> String {
        let what = match self.says {
            Says::Invitation => "打ち合わせの お知らせです。",
            Says::Change => "打ち合わせが 変わりました。下の日と場所に なります。",
            Says::Postponement => {
                "打ち合わせは えんきに なりました。下の日には ありません。新しい日は、きまったら 知らせます。"
            }
            Says::Cancellation => "打ち合わせは なくなりました。下の日には、こなくて いいです。",
            Says::Recall => "下の日の打ち合わせに、こなくて よくなりました。",
        };
        let whom = match self.caller.as_str() {
            "" => String::new(),
            caller => format!("{caller} から、"),
        };
        let mut text = format!("{whom}{what}\n\n■ いつ\n{}\n", self.hours());
        if self.is_part && self.says.calls() {
            text += "（この時間だけ きてください）\n";
        }
        if let Some(place) = self.place.as_ref().filter(|_| self.says.calls()) {
            text += &format!("\n■ どこで\n{place}\n");
        }
        text += "\n";
        if self.says.calls() {
            text += match side {
                OwnSide::Person => {
                    "いちばんはじめに、あなたの話を ききます。きてほしくない人が いたら、言ってください。わけは 言わなくて いいです。\n\n"
                }
                OwnSide::Family => "本人が「きてもいい」と言ったので、お知らせします。\n\n",
            };
            text += &self.own_answer();
        } else {
            text += &listed("聞きたいとき", &self.ways);
        }
        text += "■ 心あたりがないとき\n何もしなくて かまいません。\n";
        text
    }

    fn own_answer(&self) -> String {
        let page = self.page.as_ref().map(|page| {
            format!("つぎのページで えらべます（開いただけでは、返事に なりません）。\n{page}\n")
        });
        let by_mail = if self.is_read_back {
            "このメールに そのまま返事を書いても かまいません。\n"
        } else {
            ""
        };
        let ways: String = self.ways.iter().map(|way| format!("{way}\n")).collect();
        format!(
            "■ 返事のしかた\n\
             出られるか、出られないかを 教えてください。休みながらでも、オンラインでも いいです。\n\
             {}{by_mail}\
             いつもの方法で 話しても かまいません。番号は {} です。\n\
             {ways}\
             あとで 変わっても だいじょうぶです。\n\
             \n",
            page.unwrap_or_default(),
            self.code,
        )
    }
}
