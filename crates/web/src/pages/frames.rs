//! The frame around a page that is shown without a database.

use super::{Here, Shell, board_words, waiting_words};
use crate::paths::{
    CasesPath, ConferencesPath, DisplayPath, MapPath, MendablePath, MyPath, OwnCasesPath,
    SignInPath, TodayPath,
};
use crate::secretariat::SecretariatLine;

impl Shell {
    pub(in crate::pages) fn sample(here: Here) -> Self {
        Self {
            network: "たかつき・しまもと障がい者就労支援ネットワーク".to_owned(),
            is_demo: true,
            here: Some(here),
            secretariats: vec![SecretariatLine::sample()],
            sign_in: Some(SignInPath.to_string()),
            ..Self::bare()
        }
    }

    /// The frame of a page that somebody sees who is signed in.
    pub(in crate::pages) fn sample_of(name: &str) -> Self {
        Self {
            name: Some(name_of(name, "北川 しおり")),
            today: Some(TodayPath),
            cases: Some(CasesPath),
            conferences: Some(ConferencesPath),
            mendable: Some(MendablePath),
            sign_in: None,
            letters: Some(board_words(2)),
            observed: Some(waiting_words(1)),
            ..Self::sample(Here::Account)
        }
    }

    /// The frame of a page that a person sees who helps nobody as their work.
    pub(in crate::pages) fn sample_of_person(name: &str) -> Self {
        Self {
            name: Some(name_of(name, "島本 ひなた")),
            own_cases: Some(OwnCasesPath),
            my: Some((MyPath, MapPath)),
            looks: Some(DisplayPath.to_string()),
            sign_in: None,
            ..Self::sample(Here::OwnCases)
        }
    }

    /// The same at another place of the navigation.
    pub(in crate::pages) fn at(self, here: Here) -> Self {
        Self {
            here: Some(here),
            ..self
        }
    }
}

/// Whoever is signed in has a name, on a page that shows nothing else too.
fn name_of(name: &str, usual: &str) -> String {
    if name.is_empty() { usual } else { name }.to_owned()
}
