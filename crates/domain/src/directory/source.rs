//! Where published facts come from. Every source has a credit line that its pages and exports show.

use chrono::NaiveDate;

use crate::ids::NetworkId;
use crate::text::Line;
use crate::time::Instant;

crate::words::word_list! {
    /// The kinds of published data renkei reads. The word is the credit line.
    Dataset {
        Wamnet = "wamnet", "障害福祉サービス等情報公表システム（WAM NET）のオープンデータを加工して作成";
        Iryo = "iryo", "「医療情報ネットのオープンデータ」（厚生労働省）を加工して作成";
        Kaigo = "kaigo", "「介護サービス情報公表システムのオープンデータ」（厚生労働省）を加工して作成";
        List = "list", "地域の連絡先一覧";
        Municipality = "municipality", "全国地方公共団体コードの一覧（code4fukui/localgovjp、CC0）";
        Holiday = "holiday", "「国民の祝日」（内閣府）を加工して作成";
        Seed = "seed", "公開されている資料をもとに入力した内容（体験用）";
    }
}

impl Dataset {
    /// What the data are called, without the words of the credit line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wamnet => "障害福祉サービス等情報公表システム（WAM NET）",
            Self::Iryo => "医療情報ネット",
            Self::Kaigo => "介護サービス情報公表システム",
            Self::List => "地域の連絡先一覧",
            Self::Municipality => "全国地方公共団体コード",
            Self::Holiday => "国民の祝日",
            Self::Seed => "体験用の名簿",
        }
    }

    /// Whether it is somebody's own list instead of a publication: it may hold more than what became an
    /// entry, as names, private numbers and remarks.
    #[must_use]
    pub const fn is_own_list(self) -> bool {
        matches!(self, Self::List)
    }

    /// The name of an edition as everybody may read it. A file of somebody's own may be called after a
    /// person, so that only its kind is told.
    #[must_use]
    pub fn public_name(self, edition: &str) -> String {
        if self.is_own_list() {
            self.word().to_owned()
        } else {
            edition.to_owned()
        }
    }
}

/// One record of a source from which an entry was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// Which data.
    pub dataset: Dataset,
    /// File name or edition as the operator gave it.
    pub edition: Line,
    /// When it was last found in an import.
    pub seen_at: Instant,
    /// Since which import it is missing from the published data. Missing is not closed.
    pub absent_since: Option<NaiveDate>,
    /// Whose it is, where it is somebody's own list: the network that handed it in, else the one that keeps
    /// the entry.
    pub network: Option<NetworkId>,
    /// The cells as published, by their header.
    pub raw: Vec<(String, String)>,
}
