// Every message that the tests of crates/invite left in the folder RENKEI_CALENDARS is read by ical.js without
// one difference. Beside each message stands what is to be read in it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ICAL from 'ical.js';

const folder = process.env.RENKEI_CALENDARS;

test('ical.js reads every message without a difference', () => {
  assert.ok(folder, 'RENKEI_CALENDARS names the folder of the messages');
  const messages = readdirSync(folder).filter((name) => name.endsWith('.ics'));
  assert.ok(messages.length >= 3000, `${messages.length} messages`);
  for (const name of messages) {
    const file = (ending) => readFileSync(join(folder, name.replace(/ics$/, ending)), 'utf8');
    assert.deepEqual(told(file('ics')), JSON.parse(file('json')), name);
  }
});

function told(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  assert.deepEqual(others, []);
  const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'));
  assert.deepEqual(zones, ['Asia/Tokyo']);
  const value = (name) => event.getFirstPropertyValue(name) ?? null;
  const property = (name) => event.getFirstProperty(name);
  const person = (name, parameters) => {
    const found = property(name);
    if (!found) return null;
    const told = [found.getParameter('cn') ?? null, found.getFirstValue()];
    return told.concat(parameters.map((parameter) => found.getParameter(parameter) ?? null));
  };
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: value('uid'),
    stamp: moment(property('dtstamp')),
    sequence: value('sequence'),
    from: moment(property('dtstart')),
    to: moment(property('dtend')),
    title: value('summary'),
    place: value('location'),
    note: value('description'),
    status: value('status'),
    organizer: person('organizer', []),
    attendee: person('attendee', ['role', 'partstat', 'rsvp']),
    rule: value('rrule')?.toString().split(';').sort() ?? null,
    except: event.getAllProperties('exdate').map(moment),
    occurrence: moment(property('recurrence-id')),
  };
}

// 20261208T100000 on the clock of Asia/Tokyo, 20261208T010000Z in UTC.
function moment(property) {
  if (!property) return null;
  const text = property.getFirstValue().toICALString();
  const zone = property.getParameter('tzid');
  const fits = text.endsWith('Z') ? zone === undefined : zone === 'Asia/Tokyo';
  return fits ? text : `${text} in ${zone}`;
}
