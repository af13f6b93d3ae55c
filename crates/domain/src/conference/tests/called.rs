use super::*;

#[test]
fn nobody_is_called_twice_and_what_the_person_said_of_somebody_stays() {
    let called = conference(Presence::default()).calling(participant(7));
    let called = called.expect("called");
    let twice = Participant {
        id: ParticipantId::from_uuid(uuid(9)),
        ..participant(7)
    };
    let twice = called.clone().calling(twice);
    assert_eq!(
        twice,
        Err(ConferenceFault::Participant(ParticipantFault::Twice))
    );
    let today = day(11, 20);
    let unwanted = called.wanting(participant(7).id, Some(today));
    let optional = Participant {
        attendance: Attendance::Optional,
        ..participant(7)
    };
    let changed = unwanted
        .and_then(|it| it.calling(optional))
        .expect("changed");
    assert_eq!(changed.participants[0].unwanted_since, Some(today));
    assert_eq!(changed.participants[0].attendance, Attendance::Optional);
    let mut full = conference(Presence::default());
    full.participants = (0..participant::PARTICIPANTS as u128)
        .map(participant)
        .collect();
    let more = full.clone().calling(participant(99));
    assert_eq!(
        more,
        Err(ConferenceFault::Participant(ParticipantFault::Full))
    );
    assert!(full.calling(participant(3)).is_ok(), "one that is there");
}

#[test]
fn the_persons_item_comes_first_and_everything_is_counted_against_the_time() {
    let agenda = Agenda {
        own_minutes: 10,
        items: vec![item(1, 20, &[]), item(2, 15, &[])],
    };
    let times: Vec<(u16, u16)> = agenda
        .timed()
        .map(|(_, from, until)| (from, until))
        .collect();
    assert_eq!(times, [(10, 30), (30, 45)]);
    assert_eq!(agenda.minutes(), 45);
    assert_eq!(agenda.fit(60), Fit::Left(15));
    assert_eq!(agenda.fit(45), Fit::Left(0));
    assert_eq!(agenda.fit(40), Fit::Over(5));
    let no_time = Agenda {
        own_minutes: 0,
        ..agenda.clone()
    };
    assert_eq!(no_time.check(&[]), Err(AgendaFault::Minutes));
    let crowded = Agenda {
        own_minutes: 10,
        items: vec![item(1, 1, &[]); agenda::ITEMS + 1],
    };
    assert_eq!(crowded.check(&[]), Err(AgendaFault::TooMany));
}

#[test]
fn who_brings_an_item_in_is_called_and_the_host_does_once_they_are_not() {
    let of = participant(7);
    let agenda = Agenda {
        own_minutes: 10,
        items: vec![AgendaItem {
            presenter: Presenter::Participant(of.id),
            ..item(1, 20, &[])
        }],
    };
    let early = conference(Presence::default()).talking_about(agenda.clone());
    assert_eq!(early, Err(ConferenceFault::Agenda(AgendaFault::Presenter)));
    let called = conference(Presence::default()).calling(of.clone());
    let talking = called.and_then(|it| it.talking_about(agenda));
    let without = talking
        .and_then(|it| it.leaving_out(of.id))
        .expect("without");
    assert_eq!(without.agenda.items[0].presenter, Presenter::Host);
    let again = without.leaving_out(of.id);
    assert_eq!(again, Err(ConferenceFault::NoSuchParticipant));
}

#[test]
fn whoever_comes_for_a_part_hears_no_more_than_that_part() {
    use InformationCategory as C;
    let agenda = Agenda {
        own_minutes: 10,
        items: vec![
            item(1, 20, &[C::History]),
            item(2, 15, &[C::MedicationVisits]),
        ],
    };
    let heard = |window: Option<(u16, u16)>| {
        let window = window.map(|(from, until)| TimeWindow::new(from, until).expect("a window"));
        agenda.heard_in(window).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(heard(None), [C::Basic, C::MedicationVisits, C::History]);
    assert_eq!(heard(Some((30, 45))), [C::Basic, C::MedicationVisits]);
    assert_eq!(
        heard(Some((29, 45))),
        [C::Basic, C::MedicationVisits, C::History]
    );
    assert_eq!(heard(Some((0, 10))), [C::Basic]);
}

#[test]
fn nobody_is_called_who_may_not_hear_who_it_is_about() {
    use InformationCategory as C;
    let agenda = Agenda {
        own_minutes: 10,
        items: vec![item(1, 20, &[C::History, C::Wishes])],
    };
    let nothing = Preview {
        shown: Categories::new(),
        held_back: vec![Refusal {
            about: Some(About::Employment(EmploymentId::from_uuid(uuid(1)))),
            ..refusal(C::ALL, Reason::ClosedEmployment)
        }],
    };
    let Coming::NotYet(why) = participant(7).coming(&agenda, &nothing) else {
        panic!("they would hear of somebody who has not told them");
    };
    assert_eq!(why.len(), 1);
    assert_eq!(
        why[0].categories.iter().copied().collect::<Vec<_>>(),
        [C::Basic, C::Wishes, C::History]
    );
    let some = Preview {
        shown: [C::Basic, C::Wishes, C::Skills].into_iter().collect(),
        held_back: vec![refusal(&[C::History, C::Family], Reason::NotInWriting)],
    };
    let coming = participant(7).coming(&agenda, &some);
    assert!(coming.may_be_called());
    let Coming::May { hears, not } = coming else {
        panic!("they may hear who it is about");
    };
    assert_eq!(hears.into_iter().collect::<Vec<_>>(), [C::Basic, C::Wishes]);
    assert_eq!(not, [refusal(&[C::History], Reason::NotInWriting)]);
    let unwanted = Participant {
        unwanted_since: Some(day(11, 20)),
        ..participant(7)
    };
    let coming = unwanted.coming(&agenda, &some);
    assert_eq!(coming, Coming::Unwanted(day(11, 20)));
}

#[test]
fn somebody_who_was_typed_in_stands_in_no_team_and_may_be_of_the_employer() {
    let written = Participant {
        who: Invitee::Written {
            name: line("ひなたクリニック"),
            fax: Some(line("072-000-0000")),
        },
        role: Some(StaffRole::Nurse),
        ..participant(7)
    };
    let party = party_of(&written, None, None, day(11, 20)).expect("a party");
    assert_eq!(party.kind, RecipientKind::Medical);
    assert_eq!((party.team, party.tie), (None, EmployerTie::NotSaid));
    assert!(party.is_written());
    let resource = ResourceId::from_uuid(uuid(8));
    let listed = Participant {
        who: Invitee::Listed {
            resource,
            contact: None,
        },
        ..participant(8)
    };
    let party = party_of(&listed, None, None, day(11, 20)).expect("a party");
    assert_eq!((party.id, party.team), (PartyId::Listed(resource), None));
    let of_team = party_of(&participant(9), Some(&member(9, None)), None, day(11, 20));
    assert!(of_team.expect("a party").is_in_team(day(11, 20)));
    assert_eq!(party_of(&participant(9), None, None, day(11, 20)), None);
    assert!(!format!("{written:?}").contains("ひなた"));
}

#[test]
fn whoever_is_central_at_the_stage_hosts_unless_somebody_says_otherwise() {
    use ConferenceKind as K;
    let today = day(11, 20);
    let plan = member(1, Some(StaffRole::ConsultationSpecialist));
    let manager = member(2, Some(StaffRole::ServiceManager));
    let lead = TeamMember {
        part: Part::Lead,
        ..member(3, None)
    };
    let team = [plan.clone(), manager.clone(), lead.clone()];
    let host = |member: &TeamMember| Host::Member(member.id);
    for (kind, care, expected) in [
        (K::CaseConference, CareStage::Intake, host(&lead)),
        (K::CaseConference, CareStage::Planning, host(&plan)),
        (K::CaseConference, CareStage::Intervention, host(&manager)),
        (K::CaseConference, CareStage::Monitoring, host(&plan)),
        (K::CaseConference, CareStage::Termination, host(&lead)),
        (
            K::IndividualSupportMeeting,
            CareStage::Planning,
            host(&manager),
        ),
        (K::ServiceProviderMeeting, CareStage::Intake, host(&plan)),
    ] {
        let hosts = default_host(kind, care, &team, today);
        assert_eq!(hosts, expected, "{kind} {care}");
    }
    let alone = default_host(K::CaseConference, CareStage::Planning, &[], today);
    assert_eq!(alone, Host::Lead);
    let gone = TeamMember {
        until: Some(day(11, 10)),
        ..plan
    };
    let after = default_host(K::CaseConference, CareStage::Planning, &[gone], today);
    assert_eq!(after, Host::Lead);
}

#[test]
fn every_template_can_be_kept_and_finds_room_in_ninety_minutes() {
    for purpose in ConferencePurpose::ALL {
        let mut number = 0;
        let agenda = purpose.agenda(|| {
            number += 1;
            AgendaItemId::from_uuid(uuid(number))
        });
        assert_eq!(agenda.items.len(), purpose.template().len(), "{purpose}");
        assert_eq!(agenda.check(&[]), Ok(()), "{purpose}");
        assert!(matches!(agenda.fit(90), Fit::Left(_)), "{purpose}");
        assert!(!purpose.plain().is_empty());
    }
}

#[test]
fn whatever_changes_the_support_settles_the_five_things_that_the_field_names() {
    for purpose in [
        ConferencePurpose::SetUpSupport,
        ConferencePurpose::DivideRoles,
        ConferencePurpose::ReviewPlan,
        ConferencePurpose::Crisis,
        ConferencePurpose::Handover,
    ] {
        let titles: Vec<&str> = purpose.template().iter().map(|one| one.title).collect();
        for word in ["訪問", "相談", "連絡", "うまくいかない", "機関どうしの調整"]
        {
            let is_there = titles.iter().any(|title| title.contains(word));
            assert!(is_there, "{purpose}: {word}");
        }
    }
}

#[test]
fn a_handover_warns_six_months_before_and_is_late_after_three() {
    let ends_on = NaiveDate::from_ymd_opt(2027, 5, 31).expect("a day");
    let handover = handover(ends_on);
    let share_by = NaiveDate::from_ymd_opt(2027, 2, 28).expect("a day");
    assert_eq!(handover.share_by(), share_by);
    for (today, warning) in [
        (day(11, 29), None),
        (day(11, 30), Some(HandoverWarning::Begin { share_by })),
        (share_by, Some(HandoverWarning::Begin { share_by })),
        (
            share_by.succ_opt().expect("a day"),
            Some(HandoverWarning::Late { share_by }),
        ),
    ] {
        assert_eq!(handover.warning(today), warning, "{today}");
    }
}

#[test]
fn a_handover_says_what_it_lacks_and_stands_only_where_something_is_handed_over() {
    let (today, empty) = (day(11, 20), handover(day(12, 31)));
    assert_eq!(
        empty.lacks(HandoverView::ALL).len(),
        HandoverLack::ALL.len()
    );
    let full = Handover {
        unsolved: Some(words("休けいの取り方")),
        natural_support: Some(words("となりの席の人")),
        difference: Some(words("訪問は月に1回")),
        explained_on: Some(today),
        from_when: Some(words("1月から就ポツ")),
        views: HandoverView::ALL.iter().map(|view| (*view, None)).collect(),
        ..empty.clone()
    };
    assert!(full.lacks(HandoverView::ALL).is_empty());
    let mut unasked = full.clone();
    unasked.views.remove(&HandoverView::Employer);
    assert_eq!(
        unasked.lacks(HandoverView::ALL),
        [HandoverLack::EmployersView]
    );
    assert!(unasked.lacks(&HandoverView::to_ask(&[])).is_empty());
    assert!(!format!("{full:?}").contains("休けい"));
    let later = Handover {
        explained_on: Some(day(11, 21)),
        ..empty.clone()
    };
    assert_eq!(later.checked(today), Err(HandoverFault::Explained));
    let kept = conference(Presence::default()).handing_over(full, today);
    let kept = kept.expect("a handover");
    assert!(kept.handover_warning(today).is_some());
    let review = Outline {
        purpose: ConferencePurpose::ReviewPlan,
        ..kept.outline.clone()
    };
    let other = kept.described(review, today).expect("another purpose");
    assert_eq!(other.handover, None);
    let refused = other.handing_over(empty, today);
    assert_eq!(refused, Err(ConferenceFault::NoHandover));
}

#[test]
fn an_employer_that_is_closed_is_not_asked_what_it_thinks() {
    let employer = |disclosure: Disclosure| EmploymentDisclosure {
        id: EmploymentId::from_uuid(uuid(1)),
        keeper: OrganizationId::from_uuid(uuid(2)),
        employer: LegalBody::default(),
        disclosure,
    };
    let open = Disclosure::Open(Opened {
        to: [Insider::Hr].into(),
        what: Openness::Accommodations,
    });
    let asks = |employers: &[EmploymentDisclosure]| {
        HandoverView::to_ask(employers).contains(&HandoverView::Employer)
    };
    let closed = [employer(Disclosure::NotAsked), employer(Disclosure::Closed)];
    assert!(!asks(&[]) && !asks(&closed));
    assert!(asks(&[employer(Disclosure::Closed), employer(open)]));
    assert_eq!(
        HandoverView::to_ask(&closed).len(),
        HandoverView::ALL.len() - 1
    );
}

#[test]
fn whoever_comes_for_a_part_stands_on_whole_items_until_they_are_put_elsewhere() {
    let mut number = 0;
    let mut agenda = ConferencePurpose::Handover.agenda(|| {
        number += 1;
        AgendaItemId::from_uuid(uuid(number))
    });
    let window = |from, until| TimeWindow::new(from, until).expect("a window");
    let titles = |agenda: &Agenda, part| {
        let within = agenda.within(part);
        within
            .map(|(place, item)| format!("{place} {}", item.title))
            .collect::<Vec<String>>()
    };
    // The person's own takes ten minutes, what is left over ten, who helps at work five.
    let part = window(20, 25);
    assert_eq!(titles(&agenda, part), ["3 職場のナチュラルサポート"]);
    assert!(!agenda.is_cut_by(part));
    assert!(agenda.is_cut_by(window(12, 25)) && agenda.is_cut_by(window(20, 24)));
    assert!(
        agenda.is_cut_by(window(5, 20)),
        "in the middle of the person's own"
    );
    assert!(!agenda.is_cut_by(window(0, 480)), "until after everything");
    agenda.items.swap(0, 1);
    assert!(agenda.is_cut_by(part));
    assert_eq!(titles(&agenda, part), ["3 残っている課題と、ためしたこと"]);
}
