//! What a card for the wallet may carry where the person did not choose that it tells of an illness: anybody may find it.

use renkei_domain::text::fold;

/// Words by which a name tells of an illness or a disability. Such a name is left out, and the number stands alone: one
/// that is left out for nothing costs less than one that tells.
const ILLNESS_WORDS: &[&str] = &[
    // Whoever treats or looks after somebody, and where.
    "精神",
    "心療",
    "メンタル",
    "こころ",
    "心の",
    "病",
    "クリニック",
    "医",
    "診療",
    "薬",
    "看護",
    "デイケア",
    "リハビリ",
    "療",
    "入院",
    "外来",
    "心理",
    "カウンセ",
    "ホスピタル",
    "ホスピス",
    "メディカル",
    "ヘルス",
    "ドクター",
    "ナース",
    "セラピ",
    "緩和",
    "透析",
    "せいしん",
    "しんりょう",
    "くすり",
    "かんご",
    // What a hospital is divided into. 「科」 alone stands in names of people.
    "内科",
    "外科",
    "皮膚科",
    "眼科",
    "歯科",
    "耳鼻",
    "婦人科",
    "小児科",
    "泌尿器",
    "神経",
    // What somebody lives with.
    "障害",
    "障がい",
    "障碍",
    "発達",
    "うつ",
    "鬱",
    "症",
    "認知",
    "統合失調",
    "依存",
    "てんかん",
    "双極",
    "自閉",
    "パニック",
    "不安",
    "不眠",
    "強迫",
    "トラウマ",
    "摂食",
    "過食",
    "拒食",
    "知的",
    "難聴",
    "聴覚",
    "視覚",
    "がん",
    "癌",
    "腫瘍",
    "脳",
    "糖尿",
    "腎",
    "肝炎",
    "リウマチ",
    "エイズ",
    "ひきこもり",
    "びょう",
    "しょうがい",
    "はったつ",
    // Where those meet who have lived through it.
    "自殺",
    "自死",
    "自傷",
    "いのちの電話",
    "断酒",
    "酒害",
    "アルコール",
    "ギャンブル",
    "ダルク",
    "だんしゅ",
    // The same in Latin letters.
    "ADHD",
    "ASD",
    "PTSD",
    "HIV",
    "PSW",
    "MSW",
    "DARC",
    "clinic",
    "hospital",
    "medical",
    "mental",
    "psych",
    "therap",
    "rehab",
    "nurs",
    "doctor",
    "daycare",
    "counsel",
    "disab",
    "disorder",
    "depress",
    "bipolar",
    "autis",
    "dementia",
    "addict",
    "alcohol",
    "cancer",
];

/// What has such a word in it and tells nothing.
const HARMLESS: &[&str] = &["がんば"];

/// Whether a name, an address or what stands behind a number tells of an illness.
pub(super) fn tells_of_illness(text: &str) -> bool {
    let folded = fold(text);
    let text = HARMLESS
        .iter()
        .fold(folded, |text, word| text.replace(word, " "));
    ILLNESS_WORDS.iter().any(|word| text.contains(&fold(word)))
}

/// What a card may carry of a number: behind it may stand where it leads.
pub(super) fn bare(number: &str) -> String {
    if !tells_of_illness(number) {
        return number.to_owned();
    }
    // The longest run of what numbers are written with: words may stand before it as well as behind it.
    let of_number = |c: char| c.is_numeric() || "+-‐−－ー/()（） 　".contains(c);
    let digits = |run: &&str| run.chars().filter(|c| c.is_numeric()).count();
    let runs = number.split(|c: char| !of_number(c));
    let run = runs.max_by_key(digits).unwrap_or_default();
    run.trim_matches(|c: char| !c.is_numeric() && c != '+')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_tells_of_an_illness_is_known_however_it_is_written() {
        for name in [
            "認知症の人と家族の会",
            "パーキンソン症候群の会",
            "みほん内科",
            "みほん整形外科",
            "がんサロン",
            "ガン相談",
            "癌の会",
            "自死遺族の会",
            "断酒会",
            "高槻ダルク",
            "Takatsuki DARC",
            "Midori Clinic",
            "ＣＬＩＮＩＣ みどり",
            "City Hospital",
            "mental health line",
            "Day Care はるか",
            "ｱﾙｺｰﾙの相談",
            "yuu@hospital.example.jp",
        ] {
            assert!(tells_of_illness(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_tells_of_none_stays() {
        for name in [
            "母",
            "仁科さん",
            "定着支援の高槻さん",
            "上司の髙橋さん",
            "救急車",
            "ハローワーク茨木",
            "ほっとスペース",
            "がんばろう会",
            "写真なかまのグループ",
            "yuu@example.jp",
        ] {
            assert!(!tells_of_illness(name), "{name}");
        }
    }

    #[test]
    fn of_a_number_its_digits_are_left_where_what_stands_beside_them_tells() {
        for (number, expected) in [
            ("072-000-0005（精神科外来）", "072-000-0005"),
            ("内科 072-000-0005", "072-000-0005"),
            ("+81 72-000-0005 (clinic)", "+81 72-000-0005"),
            ("072-000-0005（受付）", "072-000-0005（受付）"),
        ] {
            assert_eq!(bare(number), expected);
        }
    }
}
