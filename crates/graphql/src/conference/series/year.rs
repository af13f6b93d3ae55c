//! Who came to the meetings of a 年度, as a table.

use async_graphql::{ID, Object};
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::series::{MeetingCame, YearLine, YearOfMeetings};

use super::day::MeetingDayType;
use crate::closed_list::Word;

/// A year of a series.
pub(crate) struct MeetingYearType {
    year: YearOfMeetings,
    names: Vec<String>,
}

impl MeetingYearType {
    pub(super) fn of(view: &SeriesView, year: i32) -> Self {
        let year = view.year(year);
        let lines = year.lines.iter();
        Self {
            names: lines.map(|line| view.name_of(&line.member)).collect(),
            year,
        }
    }
}

/// A table of offices and days: who came to which meeting of a 年度.
#[Object(name = "MeetingYear")]
impl MeetingYearType {
    /// The year in whose month of April it begins: 2026 is 令和8年度, April 2026 to March 2027.
    async fn year(&self) -> i32 {
        self.year.year
    }

    /// Its columns: days on which people meet or met, without cancelled and omitted ones.
    async fn meetings(&self) -> Vec<MeetingDayType> {
        let meetings = self.year.meetings.iter().cloned();
        meetings.map(MeetingDayType).collect()
    }

    /// Its rows: offices that are called, or of whom somebody wrote something down.
    async fn rows(&self) -> Vec<MeetingYearRowType> {
        let lines = self.year.lines.iter().cloned().zip(&self.names);
        lines
            .map(|(line, name)| MeetingYearRowType {
                line,
                name: name.clone(),
            })
            .collect()
    }
}

/// A row of a year.
pub(crate) struct MeetingYearRowType {
    line: YearLine,
    name: String,
}

/// One office over a 年度.
#[Object(name = "MeetingYearRow")]
impl MeetingYearRowType {
    /// Which one, as `MeetingMember.id` shows it.
    async fn member(&self) -> ID {
        ID(self.line.member.id.to_string())
    }

    /// Office and duty, as one text.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Its cells, one for each of `MeetingYear.meetings`. Null in a cell: nobody wrote anything down.
    async fn cells(&self) -> Vec<Option<Word<MeetingCame>>> {
        let came = self.line.came.iter();
        came.map(|came| came.map(Word)).collect()
    }

    /// How many times somebody from there was, substitutes and screens counted.
    async fn times(&self) -> i32 {
        i32::try_from(self.line.times()).unwrap_or(i32::MAX)
    }
}
