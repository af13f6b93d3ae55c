"""Subscribes to the feed at the address on the command line with the client of the package caldav, reads it as that client
reads calendars, and asks once more with what it was given. Says as JSON what it read, and with which status it was answered
the second time."""

import json
import sys

import caldav


def subscribed(address):
    client = caldav.DAVClient(url=address)
    # The server stands on this machine.
    client.session.trust_env = False
    return client


def told(event):
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "title": str(event["SUMMARY"]),
        "place": str(event["LOCATION"]) if "LOCATION" in event else None,
        "status": str(event["STATUS"]),
        "from": event.decoded("DTSTART").isoformat(),
        "to": event.decoded("DTEND").isoformat(),
        "attendees": "ATTENDEE" in event,
        "faults": [str(fault) for fault in event.errors],
    }


def main(address):
    client = subscribed(address)
    first = client.request(address)
    calendar = caldav.Event(client=client, url=address, data=first.raw).icalendar_instance
    again = client.request(address, headers={"If-None-Match": first.headers["ETag"]})
    print(json.dumps({
        "status": first.status,
        "kind": first.headers["Content-Type"],
        "method": str(calendar["METHOD"]),
        "name": str(calendar["X-WR-CALNAME"]),
        "refresh": str(calendar["REFRESH-INTERVAL"].to_ical().decode()),
        "faults": [str(fault) for fault in calendar.errors],
        "events": [told(event) for event in calendar.walk("VEVENT")],
        "again": again.status,
        "rest": len(again.raw),
    }))


if __name__ == "__main__":
    main(sys.argv[1])
