//! Addresses of the meetings of a network that come again.

use axum_extra::routing::TypedPath;
use chrono::NaiveDate;
use renkei_domain::ids::{
    MeetingMailId, MeetingNoticeId, MeetingSeriesId, NetworkId, ParticipantId,
};
use serde::Deserialize;

use super::{NETWORK, Sampled, part_paths};

/// Examples of the id of a series, and of a day.
const SERIES: &str = "01932f00-0000-7011-8000-000000000001";
const DAY: &str = "2026-12-08";

part_paths! { [id: NetworkId = NETWORK]
    /// The meetings of a network.
    NetworkMeetingsPath = "/networks/{id}/meetings";
    /// The same for a spreadsheet.
    NetworkMeetingsCsvPath = "/networks/{id}/meetings/csv";
    /// The same as a workbook of Excel.
    NetworkMeetingsXlsxPath = "/networks/{id}/meetings/xlsx";
    /// Making a series of them.
    NewMeetingsPath = "/networks/{id}/meetings/new";
}

part_paths! { [id: MeetingSeriesId = SERIES]
    /// A series of meetings: what it is, who is called, on which days.
    MeetingSeriesPath = "/meetings/{id}";
    /// Changing what it is.
    EditSeriesPath = "/meetings/{id}/edit";
    /// Calling somebody to it, and no more.
    SeriesMembersPath = "/meetings/{id}/members";
    /// Who came over a year.
    SeriesYearPath = "/meetings/{id}/attendance";
    /// The same for a spreadsheet.
    SeriesYearCsvPath = "/meetings/{id}/attendance/csv";
    /// The same as a workbook of Excel.
    SeriesYearXlsxPath = "/meetings/{id}/attendance/xlsx";
    /// Who changed what of it.
    SeriesHistoryPath = "/meetings/{id}/history";
    /// The same for a spreadsheet.
    SeriesHistoryCsvPath = "/meetings/{id}/history/csv";
    /// The same as a workbook of Excel.
    SeriesHistoryXlsxPath = "/meetings/{id}/history/xlsx";
    /// The series for calendars.
    SeriesCalendarPath = "/meetings/{id}/calendar.ics";
    /// By which way somebody who is called to it hears of its meetings.
    MemberWayPath = "/meetings/{id}/members/{called}/way",
        called: ParticipantId = "01932f00-0000-7013-8000-000000000001";
}

// One meeting: its series, and the day on which the rule has it.
part_paths! { [id: MeetingSeriesId = SERIES, day: NaiveDate = DAY]
    /// One meeting: agenda, who came, what was decided.
    MeetingDayPath = "/meetings/{id}/on/{day}";
    /// Taking a step with it that asks for no more than a press.
    MeetingStepPath = "/meetings/{id}/on/{day}/step";
    /// Its notice for FAX and letter.
    MeetingPaperPath = "/meetings/{id}/on/{day}/paper";
    /// How everybody who is called hears of it.
    MeetingNoticesPath = "/meetings/{id}/on/{day}/notices";
    /// A message to somebody who is called to it, on paper.
    MeetingNoticePaperPath = "/meetings/{id}/on/{day}/notices/{notice}/paper",
        notice: MeetingNoticeId = "01932f00-0000-7012-8000-000000000001";
    /// A mail that came back about it, as it came.
    MeetingMailPath = "/meetings/{id}/on/{day}/mail/{mail}",
        mail: MeetingMailId = "01932f00-0000-7014-8000-000000000001";
    /// Writing a part of it, by the part's code.
    MeetingPartPath = "/meetings/{id}/on/{day}/write/{part}", part: &str = "item";
}
