//! What a meeting talks about (議題), for whoever comes, or in easy words for the person.

use chrono::NaiveDate;
use renkei_domain::time::Minute;
use serde::Serialize;

use super::calling::span_opt;
use crate::words::Words;

/// An agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaSheet {
    /// The network.
    pub network: Words,
    /// By what staff speak of it: 「№483-920」; the person's own has none.
    pub of: Option<Words>,
    /// What the meeting is called.
    pub title: Words,
    /// Whether it is in easy words, for the person.
    pub is_plain: bool,
    /// On which day it is, once that is fixed.
    #[serde(serialize_with = "super::day_opt")]
    pub on: Option<NaiveDate>,
    /// From when until when.
    #[serde(serialize_with = "span_opt")]
    pub hours: Option<(Minute, Minute)>,
    /// Address and room.
    pub place: Option<Words>,
    /// Who hosts and sees to it.
    pub host: Words,
    /// Who comes.
    pub called: Vec<AgendaGuest>,
    /// When the person's own item is talked about: 「15:00から 10分」.
    pub own_at: String,
    /// How long everything takes, in minutes.
    pub minutes: u16,
    /// The items after the person's own.
    pub items: Vec<AgendaEntry>,
}

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaGuest {
    /// Who.
    pub name: Words,
    /// As what.
    pub as_what: Option<Words>,
    /// For which part, in words; `None` for all of it.
    pub part: Option<String>,
}

/// Something that is talked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaEntry {
    /// When: 「15:10から 15分」.
    pub at: String,
    /// What it is called.
    pub title: Words,
    /// Who brings it in.
    pub by: Words,
    /// What it aims at; the person's own sheet leaves it out.
    pub aim: Option<Words>,
    /// What is told of the person in it.
    pub told: Option<Words>,
}
