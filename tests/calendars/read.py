"""Every message that the tests of crates/invite left in the folder RENKEI_CALENDARS is read by icalendar without
one difference. Beside each message stands what is to be read in it."""

import json
import os
import unittest
from pathlib import Path

from icalendar import Calendar


class Messages(unittest.TestCase):
    def test_icalendar_reads_every_message_without_a_difference(self):
        folder = Path(os.environ["RENKEI_CALENDARS"])
        messages = sorted(folder.glob("*.ics"))
        self.assertGreaterEqual(len(messages), 3000)
        self.maxDiff = None
        for message in messages:
            expected = json.loads(message.with_suffix(".json").read_text("utf-8"))
            self.assertEqual(told(message.read_bytes()), expected, message.name)


def told(text):
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    if zones != ["Asia/Tokyo"]:
        return zones
    if event.errors or calendar.errors:
        return [str(error) for error in event.errors + calendar.errors]

    def value(name):
        return str(event[name]) if name in event else None

    def person(name, parameters):
        if name not in event:
            return None
        named = event[name].params
        told = [named.get("CN"), str(event[name])]
        return told + [named.get(parameter) for parameter in parameters]

    excepted = event.get("EXDATE", [])
    rule = event.get("RRULE")
    return {
        "method": str(calendar["METHOD"]),
        "uid": value("UID"),
        "stamp": moment(event.get("DTSTAMP")),
        "sequence": int(event["SEQUENCE"]),
        "from": moment(event.get("DTSTART")),
        "to": moment(event.get("DTEND")),
        "title": value("SUMMARY"),
        "place": value("LOCATION"),
        "note": value("DESCRIPTION"),
        "status": value("STATUS"),
        "organizer": person("ORGANIZER", []),
        "attendee": person("ATTENDEE", ["ROLE", "PARTSTAT", "RSVP"]),
        "rule": rule and sorted(rule.to_ical().decode().split(";")),
        "except": [moment(one) for one in (excepted if isinstance(excepted, list) else [excepted])],
        "occurrence": moment(event.get("RECURRENCE-ID")),
    }


def moment(value):
    """20261208T100000 on the clock of Asia/Tokyo, 20261208T010000Z in UTC."""
    if value is None:
        return None
    text = value.to_ical().decode()
    zone = value.params.get("TZID")
    fits = zone is None if text.endswith("Z") else zone == "Asia/Tokyo"
    return text if fits else f"{text} in {zone}"


if __name__ == "__main__":
    unittest.main()
