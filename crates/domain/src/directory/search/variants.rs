//! Letters that are written in two ways in names and places: 髙 and 高, old and new forms of kanji.

use std::sync::LazyLock;

/// Pairs of a rarer form and the usual one, which stands for both.
const PAIRS: &str = "髙高 﨑崎 惠恵 澤沢 濱浜 邊辺 邉辺 齋斎 齊斉 廣広 國国 學学 \
    會会 櫻桜 瀧滝 藪薮 槇槙 嶋島 嶌島 冨富 眞真 德徳 榮栄 條条 \
    靜静 龍竜 壽寿 圓円 與与 驛駅 應応 勵励 礒磯 曾曽 鹽塩 籠篭 \
    桧檜 舘館 濵浜 嵜崎 渕淵 峯峰 嶽岳 𠮷吉 栁柳 瀨瀬 穗穂 寳宝 \
    彌弥 萬万 來来 氣気 佛仏 ゖが ゕか 燈灯 禮礼 隨随 挾挟 鷄鶏 \
    當当 諫諌 竈竃 頸頚 鶯鴬 凜凛 桝枡 蛎蠣 莱萊 厩廐 舊旧 黑黒 \
    淺浅 實実 證証 總総 聲声 醫医 鐵鉄 豐豊 樂楽 藥薬 縣県 體体 \
    團団 圖図 轉転 傳伝 經経 關関 觀観 歸帰 區区 澁渋 獨独 號号 \
    寶宝 祿禄 綠緑 緣縁 莊荘 藏蔵 點点 曉暁 堯尭 讓譲 龜亀 賴頼 \
    兒児 衞衛 營営 覺覚 寬寛 峽峡 狹狭 勳勲 溪渓 輕軽 藝芸 檢検 \
    嚴厳 橫横 淸清 靑青 敎教 黃黄 內内 戶戸 每毎 步歩 溫温 鄕郷 \
    彥彦 薰薫 巖巌 吳呉 增増 屬属 對対 臺台 擔担 單単 廳庁 聽聴 \
    鎭鎮 發発 拜拝 賣売 兩両 靈霊 齡齢 戀恋 勞労 灣湾 淨浄 穩穏 \
    收収 從従 處処 專専 戰戦 續続 讀読 變変 餘余 樣様 譯訳 豫予 \
    隱隠 竝並 稱称 雙双 壯壮 參参 埜野 穐秋 桒桑 舩船 ςσ";

/// The letter that stands for a letter and its other forms: itself, where it is the usual one.
pub(super) fn as_usual(letter: char) -> char {
    static BY_FORM: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let mut pairs: Vec<_> = pairs().collect();
        pairs.sort_unstable();
        pairs
    });
    let found = BY_FORM.binary_search_by_key(&letter, |(form, _)| *form);
    found
        .ok()
        .and_then(|place| BY_FORM.get(place))
        .map_or(letter, |(_, usual)| *usual)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.split(' ').filter_map(|pair| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn one_letter_stands_for_each_and_for_itself() {
        let mut forms = Vec::new();
        for (form, usual) in pairs() {
            assert_eq!(as_usual(form), usual);
            assert_eq!(as_usual(usual), usual, "{form} leads to a form of {usual}");
            // Folding comes first: of what it changes no pair is needed.
            assert_eq!(fold(&form.to_string()), form.to_string());
            forms.push(form);
        }
        let all = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!((forms.len(), PAIRS.split(' ').count()), (all, all));
        assert!(PAIRS.split(' ').all(|pair| pair.chars().count() == 2));
    }
}
