//! Components to text. `ical` holds them; its own writer is not used.

use ical::parser::ical::component::{IcalCalendar, IcalTimeZone, IcalTimeZoneTransitionType};
use ical::property::Property;

use crate::write::fold::fold;
use crate::write::parameter;

/// The text of a calendar: its zones stand before the entries that use them.
pub(crate) fn calendar(calendar: &IcalCalendar) -> String {
    let mut out = String::new();
    inside("VCALENDAR", &calendar.properties, &mut out, |out| {
        for zone in &calendar.timezones {
            timezone(zone, out);
        }
        for event in &calendar.events {
            inside("VEVENT", &event.properties, out, |_| {});
        }
    });
    out
}

fn timezone(zone: &IcalTimeZone, out: &mut String) {
    inside("VTIMEZONE", &zone.properties, out, |out| {
        for part in &zone.transitions {
            let name = match part.transition {
                IcalTimeZoneTransitionType::STANDARD => "STANDARD",
                IcalTimeZoneTransitionType::DAYLIGHT => "DAYLIGHT",
            };
            inside(name, &part.properties, out, |_| {});
        }
    });
}

fn inside(name: &str, properties: &[Property], out: &mut String, rest: impl FnOnce(&mut String)) {
    fold(&format!("BEGIN:{name}"), out);
    for property in properties {
        fold(&line(property), out);
    }
    rest(out);
    fold(&format!("END:{name}"), out);
}

fn line(property: &Property) -> String {
    let mut line = property.name.clone();
    for (name, values) in property.params.iter().flatten() {
        let values: Vec<String> = values
            .iter()
            .map(|value| parameter::written(value))
            .collect();
        line.push(';');
        line.push_str(name);
        line.push('=');
        line.push_str(&values.join(","));
    }
    line.push(':');
    line.push_str(property.value.as_deref().unwrap_or_default());
    line
}
