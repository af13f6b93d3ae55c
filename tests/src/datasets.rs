//! Tables of the data sets beside WAM NET, of a test's own making: their real columns, invented rows.

use renkei_exchange::{iryo, kaigo};

use crate::published::line;

/// Cells by the names of their columns.
pub type Cells<'c> = &'c [(&'c str, &'c str)];

/// A facility file of 医療情報ネット: hospitals in 高槻市, open from Monday to Friday, whose cells differ
/// in these.
#[must_use]
pub fn hospitals(rows: &[Cells<'_>]) -> String {
    let usual = |column: &str| -> &'static str {
        match column {
            "機関区分" => "1",
            "都道府県コード" => "27",
            "市区町村コード" => "207",
            "所在地座標（緯度）" => "34.85",
            "所在地座標（経度）" => "135.62",
            "祝日に休診" => "0",
            "その他の休診日（gw、お盆等）" => "01月01日，12月31日，お盆",
            // The flags run opposite to their header: 1 is open.
            "毎週決まった曜日に休診（土）" | "毎週決まった曜日に休診（日）" => {
                "0"
            }
            flag if flag.starts_with("毎週") || flag.starts_with("決まった週に休診") => {
                "1"
            }
            _ => "",
        }
    };
    table(iryo::LAYOUT.columns, &usual, rows)
}

/// A file of 訪問看護: stations in 高槻市, whose cells differ in these.
#[must_use]
pub fn nursing_stations(rows: &[Cells<'_>]) -> String {
    let usual = |column: &str| -> &'static str {
        match column {
            "都道府県コード又は市町村コード" => "272078",
            "都道府県名" => "大阪府",
            "市区町村名" => "高槻市",
            "サービスの種類" => "訪問看護",
            "緯度" => "34.85",
            "経度" => "135.62",
            "法人番号" => "2000012345678",
            "法人の名称" => "合同会社こもれび",
            "利用可能曜日" => "平日,土曜日",
            _ => "",
        }
    };
    table(kaigo::LAYOUT.columns, &usual, rows)
}

fn table(columns: &[&str], usual: &dyn Fn(&str) -> &'static str, rows: &[Cells<'_>]) -> String {
    let mut text = line(columns.iter().copied());
    for cells in rows {
        for (name, _) in *cells {
            assert!(columns.contains(name), "there is no column {name}");
        }
        let written = columns.iter().map(|column| {
            let own = cells.iter().find(|(name, _)| name == column);
            own.map_or_else(|| usual(column), |(_, cell)| *cell)
        });
        text.push_str(&line(written));
    }
    text
}
