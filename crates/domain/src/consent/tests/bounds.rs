//! What the rule asks about people, on each side of every bound: who answers for what, who may speak on which day, and
//! who belongs to a workplace.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::world::{account, day, employment, employment_id, listed, organization, party, written};
use crate::access::principal::{Assurance, Door, Principal, Who};
use crate::cases::employment::{Disclosure, Insider, LegalBody};
use crate::consent::at_work::works_at_one;
use crate::consent::category::InformationCategory as C;
use crate::consent::{
    Actor, Form, Giver, LegalGround, Party, Post, RecipientKind, RepresentationBasis,
    Representative, Staff, Standards,
};
use crate::people::{HeldPost, OrganizationPost, Standing};

fn at_work(posts: &[OrganizationPost]) -> Principal {
    let posts = posts.iter().map(|post| HeldPost {
        organization: organization(1),
        post: *post,
    });
    Principal {
        who: Who::Account(account(70)),
        standings: vec![Standing::Staff(organization(1))],
        networks: Vec::new(),
        posts: posts.collect(),
        assurance: Assurance::Full,
        door: Door::Page,
    }
}

#[test]
fn somebody_tells_as_what_they_answer_for_in_the_organization_they_tell_for() {
    use OrganizationPost::{AbusePreventionOfficer, Manager};
    for (posts, post) in [
        (&[][..], Post::Member),
        (&[Manager], Post::Manager),
        (&[AbusePreventionOfficer], Post::AbusePreventionOfficer),
        (&[AbusePreventionOfficer, Manager], Post::Manager),
    ] {
        let own = at_work(posts);
        assert_eq!(Post::of(&own, organization(1)), post, "{posts:?}");
        let elsewhere = Post::of(&own, organization(2));
        assert_eq!(elsewhere, Post::Member, "{posts:?}");
    }
    let answers: Vec<Post> = Post::ALL
        .iter()
        .copied()
        .filter(|post| post.answers_for_exceptions())
        .collect();
    assert_eq!(answers, [Post::Manager, Post::AbusePreventionOfficer]);
}

#[test]
fn staff_alone_tell_for_an_organization() {
    let staff = Actor::Staff(Staff {
        account: account(1),
        organization: organization(7),
        post: Post::Member,
        standards: Standards::General,
    });
    assert_eq!(staff.organization(), Some(organization(7)));
    let person = Actor::Person(super::world::person(1));
    assert_eq!(person.organization(), None);
    assert_eq!(Actor::Outsider.organization(), None);
}

/// Whoever represents the person for their wishes, from the 3rd on.
fn representative(until: Option<NaiveDate>) -> Representative {
    Representative {
        basis: RepresentationBasis::Guardianship,
        scope: [C::Wishes].into(),
        since: day(3),
        until,
    }
}

#[test]
fn a_representative_speaks_for_their_scope_on_their_first_and_last_day_and_between() {
    for (until, may) in [
        (None, [false, true, true, true, true]),
        (Some(day(24)), [false, true, true, true, false]),
        (Some(day(3)), [false, true, false, false, false]),
    ] {
        let one = representative(until);
        let days = [day(2), day(3), day(4), day(24), day(25)];
        let spoken = days.map(|day| one.may_speak(C::Wishes, day));
        assert_eq!(spoken, may, "{until:?}");
        let outside = days.map(|day| one.may_speak(C::Skills, day));
        assert_eq!(outside, [false; 5], "{until:?}");
    }
}

#[test]
fn each_who_agrees_gave_something_of_their_own_and_two_of_them_speak_for_the_person() {
    let givers = [
        (Giver::Person, true, "本人の同意"),
        (
            Giver::Representative(representative(None)),
            true,
            "代理人（後見人など）の同意",
        ),
        (Giver::Family, false, "家族の同意"),
        (Giver::Employer(employment_id(50)), false, "雇用主の同意"),
    ];
    for (giver, speaks, word) in givers {
        assert_eq!(giver.speaks_for_person(), speaks, "{word}");
        assert_eq!(giver.consent_word(), word);
        let owned: Vec<C> = C::ALL
            .iter()
            .copied()
            .filter(|category| giver.owns(*category))
            .collect();
        let expected = match giver {
            Giver::Person | Giver::Representative(_) => C::ALL.to_vec(),
            Giver::Family => vec![C::Family],
            Giver::Employer(_) => vec![C::EmployerInfo],
        };
        assert_eq!(owned, expected, "{word}");
    }
}

#[test]
fn only_a_word_is_not_in_writing() {
    let written: Vec<Form> = Form::ALL
        .iter()
        .copied()
        .filter(|form| form.is_written())
        .collect();
    assert_eq!(written, [Form::Written, Form::OnScreen]);
}

#[test]
fn every_ground_of_the_law_is_said_in_words_of_its_own_without_hard_ones() {
    let mut seen = BTreeSet::new();
    for ground in LegalGround::ALL {
        let plain = ground.plain();
        assert!(seen.insert(plain), "{plain}");
        assert_ne!(plain, ground.word());
        assert!(plain.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{plain}");
    }
}

#[test]
fn whoever_stands_in_a_company_or_is_of_a_kind_of_it_is_at_work() {
    let standing = |kind, place| Party {
        place,
        ..party(listed(1), kind)
    };
    for (kind, place, is_at_work) in [
        (RecipientKind::Medical, None, false),
        (RecipientKind::Medical, Some(Insider::InHouseSupport), true),
        (RecipientKind::WorkplaceHr, None, true),
        (RecipientKind::WorkplaceHr, Some(Insider::Colleague), true),
    ] {
        let one = standing(kind, place);
        assert_eq!(one.is_at_work(), is_at_work, "{kind} {place:?}");
        let insider = place.unwrap_or_else(|| kind.insider());
        assert_eq!(one.insider(), insider, "{kind} {place:?}");
    }
    assert!(!standing(RecipientKind::Medical, None).is_written());
    assert!(party(written(1), RecipientKind::Medical).is_written());
}

#[test]
fn one_of_the_people_at_any_employer_is_found_and_nobody_else() {
    let (first, second) = (
        employment(50, Disclosure::Closed),
        employment(51, Disclosure::Closed),
    );
    let of = |number: u128| Party {
        body: LegalBody::known(organization(number)),
        ..party(listed(1), RecipientKind::Medical)
    };
    let both = [first, second];
    for (employments, number, works) in [
        (&[][..], 50, false),
        (&both[..1], 50, true),
        (&both[..1], 51, false),
        (&both, 51, true),
        (&both, 52, false),
    ] {
        let found = works_at_one(employments, &of(number));
        assert_eq!(found, works, "{} {number}", employments.len());
    }
}
