//! Those who are asked about dates, as a date is weighed for them.

use renkei_domain::conference::poll::{Asked, Poll, Respondent, Sitter};
use renkei_domain::conference::{Attendance, Conference, Participant};
use renkei_domain::consent::RecipientKind;
use renkei_domain::directory::hours::Hours;

/// Whether somebody who is asked still counts: they are on the list, and the person wants them there.
pub(super) fn counts(conference: &Conference, one: &Respondent) -> bool {
    let presence = &conference.outline.presence;
    match one.who {
        Asked::Person => presence.is_with_person(),
        Asked::Family => presence.family.is_some(),
        Asked::Participant(id) => conference
            .participant(id)
            .is_some_and(|one| one.unwanted_since.is_none()),
    }
}

/// Those who count, each with what is known of their agency: of which kind it is, and when it is open.
pub(super) fn sitters<'a>(
    (conference, poll): (&'a Conference, &'a Poll),
    kind: impl Fn(&Participant) -> Option<RecipientKind>,
    hours: impl Fn(&Participant) -> &'a Hours,
    nothing: &'a Hours,
) -> Vec<Sitter<'a>> {
    let family = conference.outline.presence.family.as_ref();
    let respondents = poll.respondents.iter();
    let respondents = respondents.filter(|one| counts(conference, one));
    let sitters = respondents.map(|one| {
        let participant = match one.who {
            Asked::Participant(id) => conference.participant(id),
            Asked::Person | Asked::Family => None,
        };
        Sitter {
            id: one.id,
            is_person: one.who == Asked::Person,
            attendance: match (one.who, participant) {
                (Asked::Family, _) => Attendance::Optional,
                (_, Some(known)) => known.attendance,
                (_, None) => Attendance::Required,
            },
            role: participant.and_then(|known| known.role),
            kind: match one.who {
                Asked::Family => Some(RecipientKind::Family),
                _ => participant.and_then(&kind),
            },
            window: match one.who {
                Asked::Family => family.map(|family| family.window),
                _ => participant.and_then(|known| known.window),
            },
            answer: poll.counts(one.id),
            hours: participant.map_or(nothing, &hours),
            meets: &one.meets,
            busy: &[],
        }
    });
    sitters.collect()
}
