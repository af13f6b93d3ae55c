//! What an agency is good at, weak at and cannot do. Its own words and what others observed are
//! kept apart; an observation says by whom and when, and the agency may answer it.

use chrono::NaiveDate;

use crate::ids::{NetworkId, OrganizationId, StrengthId};
use crate::text::{Line, Prose};

crate::words::word_list! {
    /// Which way a statement points.
    Valence {
        Strong = "strong", "得意";
        Weak = "weak", "苦手";
        Limit = "limit", "できないこと";
    }
}

crate::words::word_list! {
    /// Disabilities and conditions as agencies name them.
    Disability {
        Physical = "physical", "身体障害";
        Visual = "visual", "視覚障害";
        Hearing = "hearing", "聴覚障害";
        Intellectual = "intellectual", "知的障害";
        Mental = "mental", "精神障害";
        Developmental = "developmental", "発達障害";
        HigherBrain = "higher_brain", "高次脳機能障害";
        Intractable = "intractable", "難病";
        Dependence = "dependence", "依存症";
        MedicalCare = "medical_care", "医療的ケア";
    }
}

crate::words::word_list! {
    /// Where in a working life the help stands.
    Stage {
        BeforeWork = "before_work", "働く前の準備";
        JobSearch = "job_search", "仕事さがし";
        Hiring = "hiring", "働き始め";
        Working = "working", "働き続ける";
        Leave = "leave", "休職";
        Return = "return", "復職";
        Crisis = "crisis", "体調不良・緊急";
        AfterLeaving = "after_leaving", "離職後";
        Childhood = "childhood", "児童";
    }
}

crate::words::word_list! {
    /// The layers of the 職業準備性ピラミッド, base first (S2).
    PyramidLayer {
        HealthManagement = "health_management", "健康管理・障がいの理解";
        DailyLiving = "daily_living", "日常生活管理・生活リズム";
        SocialSkills = "social_skills", "社会生活能力・対人技能";
        WorkHabits = "work_habits", "基本的労働習慣";
        VocationalAptitude = "vocational_aptitude", "職業適性";
    }
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A disability or condition.
    Disability(Disability),
    /// A stage of working life.
    Stage(Stage),
    /// A layer of the pyramid.
    PyramidLayer(PyramidLayer),
    /// A program.
    Program(super::program::ProgramKind),
    /// Nothing of the lists; the text says it.
    General,
}

impl Topic {
    /// `list/word`, as tables and files write it.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Disability(word) => format!("disability/{}", word.code()),
            Self::Stage(word) => format!("stage/{}", word.code()),
            Self::PyramidLayer(word) => format!("pyramid_layer/{}", word.code()),
            Self::Program(word) => format!("program/{}", word.code()),
            Self::General => "general".to_owned(),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "general" {
            return Some(Self::General);
        }
        let (list, word) = code.split_once('/')?;
        match list {
            "disability" => Disability::from_code(word).map(Self::Disability),
            "stage" => Stage::from_code(word).map(Self::Stage),
            "pyramid_layer" => PyramidLayer::from_code(word).map(Self::PyramidLayer),
            "program" => super::program::ProgramKind::from_code(word).map(Self::Program),
            _ => None,
        }
    }

    /// The word people read; general statements have none.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Disability(word) => Some(word.word()),
            Self::Stage(word) => Some(word.word()),
            Self::PyramidLayer(word) => Some(word.word()),
            Self::Program(word) => Some(word.word()),
            Self::General => None,
        }
    }
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voice {
    /// The agency itself.
    SelfDeclared,
    /// Another agency, inside one network. For its signed-in members only, never exported.
    Observed {
        /// The network whose members may read it.
        network: NetworkId,
        /// The agency that observed it.
        by: OrganizationId,
        /// What the agency answered.
        reply: Option<Reply>,
    },
}

/// The answer of an agency to what another observed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What it says.
    pub text: Prose,
    /// On which day it was said.
    pub on: NaiveDate,
    /// Who said it for the agency: a name.
    pub by_name: Line,
    /// Who said it for the agency: a role.
    pub by_role: Line,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// Its id.
    pub id: StrengthId,
    /// Which way it points.
    pub valence: Valence,
    /// What it is about.
    pub topic: Topic,
    /// The statement.
    pub text: Line,
    /// Who says it.
    pub voice: Voice,
    /// On which day it was said.
    pub stated_on: NaiveDate,
}
