//! Which passwords are good enough: long enough and hard to guess. No rule about kinds of characters,
//! nothing is cut off, and nobody has to change one that is not known to others (ASVS 5.0 6.2).

use renkei_domain::people::limits::{PASSWORD_MAX, PASSWORD_MIN};
use zxcvbn::{Score, zxcvbn};

use super::hashing::spelled;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too few characters.
    #[error("パスワードは8文字以上にしてください。15文字以上をおすすめします。")]
    TooShort,
    /// More characters than are taken.
    #[error("パスワードは256文字までにしてください。")]
    TooLong,
    /// Others would find it by guessing.
    #[error(
        "このパスワードは推測されやすいものです。言葉をいくつかつなげるなど、長くしてください。"
    )]
    TooCommon,
}

impl PasswordFault {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "PASSWORD_TOO_SHORT",
            Self::TooLong => "PASSWORD_TOO_LONG",
            Self::TooCommon => "PASSWORD_TOO_COMMON",
        }
    }
}

/// What people in Japan choose, and what stands on the office's own door; lists of English words know
/// none of it.
const COMMON: &[&str] = &[
    "renkei",
    "れんけい",
    "連携",
    "shien",
    "しえん",
    "支援",
    "shuro",
    "shurou",
    "しゅうろう",
    "就労",
    "fukushi",
    "ふくし",
    "福祉",
    "shougai",
    "しょうがい",
    "障害",
    "jimukyoku",
    "じむきょく",
    "事務局",
    "takatsuki",
    "たかつき",
    "高槻",
    "shimamoto",
    "しまもと",
    "島本",
    "osaka",
    "おおさか",
    "大阪",
    "tokyo",
    "nihon",
    "nippon",
    "にほん",
    "日本",
    "pasuwado",
    "pasuwaado",
    "ぱすわーど",
    "パスワード",
    "himitsu",
    "ひみつ",
    "秘密",
    "sakura",
    "さくら",
    "桜",
    "himawari",
    "ひまわり",
    "kazoku",
    "かぞく",
    "daisuki",
    "だいすき",
    "aishiteru",
    "あいしてる",
    "arigato",
    "arigatou",
    "ありがとう",
    "ohayou",
    "おはよう",
    "konnichiwa",
    "こんにちは",
    "watashi",
    "わたし",
    "doraemon",
    "ドラえもん",
    "pikachu",
    "ピカチュウ",
    "anpanman",
    "アンパンマン",
    "totoro",
    "トトロ",
    "naruto",
    "hanshin",
    "tigers",
    "tanaka",
    "suzuki",
    "satou",
    "takahashi",
    "yamada",
    "yamamoto",
    "あいうえお",
    "いろはにほへと",
    "reiwa",
    "令和",
    "heisei",
    "平成",
    "shouwa",
    "昭和",
];

/// Checks a password of somebody who is known by some words: name, address, agency. It takes a while:
/// for [`super::hashing::Hashing::run`].
pub(super) fn check(password: &str, about: &[String]) -> Result<(), PasswordFault> {
    let password = spelled(password);
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(PasswordFault::TooShort);
    }
    if length > PASSWORD_MAX {
        return Err(PasswordFault::TooLong);
    }
    let own = about.iter().map(String::as_str);
    let known: Vec<&str> = COMMON.iter().copied().chain(own).collect();
    if zxcvbn(&password, &known).score() < Score::Three {
        return Err(PasswordFault::TooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_6_2_a_password_is_long_and_hard_to_guess_and_nothing_else() {
        let about = [
            "hinata@aoba.example".to_owned(),
            "aoba".to_owned(),
            "青葉の家".to_owned(),
        ];
        for (password, expected) in [
            ("k7#Qw2!", Err(PasswordFault::TooShort)),
            ("password", Err(PasswordFault::TooCommon)),
            ("Passw0rd!", Err(PasswordFault::TooCommon)),
            ("12345678", Err(PasswordFault::TooCommon)),
            ("renkei2026", Err(PasswordFault::TooCommon)),
            ("takatsuki1", Err(PasswordFault::TooCommon)),
            ("さくらさくらさくら", Err(PasswordFault::TooCommon)),
            ("hinata@aoba.example", Err(PasswordFault::TooCommon)),
            ("あいうえおあいうえお", Err(PasswordFault::TooCommon)),
            ("correct horse battery staple", Ok(())),
            ("朝の散歩は川まで行って戻る", Ok(())),
            ("violetmarblethunder", Ok(())),
        ] {
            assert_eq!(check(password, &about), expected, "{password}");
        }
        let long: String = "水曜の午後は図書館でゆっくり本を読む。"
            .chars()
            .cycle()
            .take(128)
            .collect();
        assert_eq!(check(&long, &about), Ok(()), "128 characters are taken");
        assert_eq!(
            check(&"日".repeat(257), &about),
            Err(PasswordFault::TooLong)
        );
    }
}
