//! How somebody wants pages to look: one switch for each thing, kept for their account and not for their browser.

use crate::map::{Ruby, Spacing, Wording};
use crate::words::word_list;

word_list! {
    /// How large text is.
    TextSize {
        Usual = "usual_size", "ふつう";
        Large = "large_size", "大きい";
        Largest = "largest_size", "とても大きい";
    }
}

word_list! {
    /// How strongly text stands out from its ground.
    Contrast {
        Usual = "usual_contrast", "ふつう";
        Strong = "strong_contrast", "つよい";
    }
}

word_list! {
    /// Whether anything on a page may move.
    Motion {
        Usual = "usual_motion", "ふつう";
        Calm = "calm_motion", "うごかさない";
    }
}

/// What somebody chose. Whoever chose nothing reads plain words with their readings, standing apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// In which words our own texts are.
    pub wording: Wording,
    /// Whether readings stand above kanji.
    pub ruby: Ruby,
    /// Whether words stand apart.
    pub spacing: Spacing,
    /// How large text is.
    pub size: TextSize,
    /// How strongly it stands out.
    pub contrast: Contrast,
    /// Whether anything may move.
    pub motion: Motion,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            wording: Wording::Plain,
            ruby: Ruby::With,
            spacing: Spacing::Apart,
            size: TextSize::Usual,
            contrast: Contrast::Usual,
            motion: Motion::Usual,
        }
    }
}

impl Display {
    /// What was chosen in one word: the codes between points.
    #[must_use]
    pub fn code(self) -> String {
        let parts = [
            self.wording.code(),
            self.ruby.code(),
            self.spacing.code(),
            self.size.code(),
            self.contrast.code(),
            self.motion.code(),
        ];
        parts.join(".")
    }

    /// Reads such a word back; what it does not say, or says in a word that nobody knows, is as for whoever chose
    /// nothing.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let mut chosen = Self::default();
        for part in code.split('.') {
            if let Some(wording) = Wording::from_code(part) {
                chosen.wording = wording;
            } else if let Some(ruby) = Ruby::from_code(part) {
                chosen.ruby = ruby;
            } else if let Some(spacing) = Spacing::from_code(part) {
                chosen.spacing = spacing;
            } else if let Some(size) = TextSize::from_code(part) {
                chosen.size = size;
            } else if let Some(contrast) = Contrast::from_code(part) {
                chosen.contrast = contrast;
            } else if let Some(motion) = Motion::from_code(part) {
                chosen.motion = motion;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_comes_back_from_its_word() {
        let chosen = Display {
            wording: Wording::Usual,
            ruby: Ruby::Without,
            spacing: Spacing::Usual,
            size: TextSize::Largest,
            contrast: Contrast::Strong,
            motion: Motion::Calm,
        };
        assert_eq!(Display::from_code(&chosen.code()), chosen);
        assert_eq!(Display::from_code(""), Display::default());
        let large = Display::from_code("large_size.nobody_knows");
        assert_eq!(large.size, TextSize::Large);
        assert_eq!(large.ruby, Ruby::With);
    }
}
