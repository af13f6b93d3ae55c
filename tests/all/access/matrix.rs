//! The matrix action × role × relation, as a file that people read. Where the rule changes, so does a line
//! of `matrix.txt`, by hand; a case that does not stand there fails.

use std::collections::BTreeSet;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Form, Object, ResourceOwners};
use renkei_domain::access::principal::{Assurance, Door, Principal, TokenScope, Who};
use renkei_domain::access::rule::{Decision, Rule};
use renkei_domain::ids::{AccountId, NetworkId, OrganizationId};
use renkei_domain::people::{HeldPost, OrganizationPost, Standing};
use uuid::Uuid;

/// What was agreed on.
pub(super) const COMMITTED: &str = include_str!("matrix.txt");

fn network(number: u128) -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(number))
}

fn organization(number: u128) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(number))
}

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

fn signed_in(standings: &[Standing], networks: &[NetworkId]) -> Principal {
    Principal {
        who: Who::Account(account(1)),
        standings: standings.to_vec(),
        networks: networks.to_vec(),
        posts: Vec::new(),
        assurance: Assurance::Fresh,
        door: Door::Page,
    }
}

/// Somebody of the organization 1 with a post there; that of another organization, where they work no more, is none.
fn holding(post: OrganizationPost) -> Principal {
    let posts = [1, 3].map(|place| HeldPost {
        organization: organization(place),
        post,
    });
    Principal {
        posts: posts.to_vec(),
        ..signed_in(&[Standing::Staff(organization(1))], &[network(1)])
    }
}

/// Who asks: by page, and surely known. The network 1 and the organization 1 are one's own.
fn roles() -> Vec<(&'static str, Principal)> {
    let (here, coordinator) = ([network(1)], Standing::Coordinator(network(1)));
    let staff = Standing::Staff(organization(1));
    vec![
        ("anybody", Principal::anybody()),
        ("newcomer", signed_in(&[], &[])),
        ("person", signed_in(&[Standing::Person], &[])),
        // Networks without a standing that brings them: they alone make nobody a supporter.
        ("stray", signed_in(&[Standing::Person], &here)),
        ("coordinator", signed_in(&[coordinator], &here)),
        ("staff", signed_in(&[staff], &here)),
        // Of an organization that is a member nowhere.
        ("lone_staff", signed_in(&[staff], &[])),
        ("both", signed_in(&[coordinator, staff], &here)),
        ("operator", signed_in(&[Standing::Operator], &[])),
        ("manager", holding(OrganizationPost::Manager)),
        ("officer", holding(OrganizationPost::AbusePreventionOfficer)),
    ]
}

/// Of what something is asked: own, of another member of the network 1, of strangers.
fn things() -> Vec<(&'static str, Object)> {
    let owners = |run_by: Option<u128>, steward: Option<u128>| ResourceOwners {
        run_by: run_by.map(organization),
        steward: steward.map(network),
    };
    let resource = |run_by, steward| Object::Resource(owners(run_by, steward));
    let told = |run_by, steward, owner, observed_by: Option<u128>| Object::InsideResource {
        resource: owners(run_by, steward),
        owner: network(owner),
        observed_by: observed_by.map(organization),
    };
    let inside = |run_by, steward, owner| told(run_by, steward, owner, None);
    let observed = |run_by, owner| told(Some(run_by), Some(1), owner, Some(1));
    let member = |id, networks: &[u128]| Object::Organization {
        id: organization(id),
        networks: networks.iter().copied().map(network).collect(),
    };
    let posts = |id, networks: &[u128], has_manager| Object::Posts {
        organization: organization(id),
        networks: networks.iter().copied().map(network).collect(),
        has_manager,
    };
    let held = |id, networks: &[u128], holder| Object::HeldPosts {
        organization: organization(id),
        networks: networks.iter().copied().map(network).collect(),
        holder: account(holder),
    };
    let printed = |owner, made_by| Object::PrintedCard {
        owner: account(owner),
        made_by: account(made_by),
    };
    let card = |owner, keeper: Option<u128>| Object::Card {
        owner: account(owner),
        keeper: keeper.map(account),
    };
    let case = |lead, person: Option<u128>| Object::Case {
        lead: organization(lead),
        person: person.map(account),
    };
    let offered = |lead| Object::OfferedCase {
        lead: organization(lead),
    };
    let exception = |acting, by, released_to: Option<u128>| Object::Exception {
        organization: organization(acting),
        by: account(by),
        released_to: released_to.map(account),
    };
    let letter = |networks: &[u128], into: Option<u128>, by: Option<u128>| Object::Letter {
        networks: networks.iter().copied().map(network).collect(),
        organization: into.map(organization),
        by: by.map(account),
    };
    let shown = |lead, reader| Object::SharedMap {
        lead: organization(lead),
        reader: account(reader),
    };
    let invited = |by: Option<u128>| Object::PersonInvitation {
        by: by.map(account),
    };
    vec![
        ("installation", Object::Installation),
        ("network_own", Object::Network(network(1))),
        ("network_strange", Object::Network(network(2))),
        ("organization_own", member(1, &[1])),
        ("organization_beside", member(2, &[2, 1])),
        ("organization_strange", member(3, &[2])),
        ("organization_alone", member(4, &[])),
        ("posts_own", posts(1, &[1], true)),
        ("posts_own_vacant", posts(1, &[1], false)),
        ("posts_beside", posts(2, &[2, 1], true)),
        ("posts_beside_vacant", posts(2, &[2, 1], false)),
        ("posts_strange", posts(3, &[2], true)),
        ("posts_strange_vacant", posts(3, &[2], false)),
        ("posts_alone_vacant", posts(4, &[], false)),
        ("held_own", held(1, &[1], 1)),
        ("held_colleague", held(1, &[1], 2)),
        ("held_beside", held(2, &[2, 1], 2)),
        ("held_strange", held(3, &[2], 2)),
        ("held_alone", held(4, &[], 2)),
        ("resource_own", resource(Some(1), Some(1))),
        ("resource_own_elsewhere", resource(Some(1), Some(2))),
        ("resource_own_unkept", resource(Some(1), None)),
        ("resource_beside", resource(Some(2), Some(1))),
        ("resource_strange", resource(Some(3), Some(2))),
        ("resource_unkept", resource(Some(3), None)),
        ("resource_nobodys", resource(None, Some(1))),
        ("resource_bare", resource(None, None)),
        ("inside_own", inside(Some(1), Some(1), 1)),
        ("inside_own_elsewhere", inside(Some(1), Some(1), 2)),
        ("inside_beside", inside(Some(2), Some(1), 1)),
        ("inside_beside_elsewhere", inside(Some(2), Some(1), 2)),
        ("inside_of_strange", inside(Some(3), Some(2), 1)),
        ("inside_strange", inside(Some(3), Some(2), 2)),
        ("inside_nobodys", inside(None, None, 1)),
        ("observed_beside", observed(2, 1)),
        ("observed_elsewhere", observed(2, 2)),
        // The agency came to be run by those who observed it.
        ("observed_own", observed(1, 1)),
        ("account_own", Object::Account(account(1))),
        ("account_other", Object::Account(account(2))),
        ("card_own", card(1, None)),
        ("card_entrusted", card(2, Some(1))),
        ("card_other", card(2, Some(3))),
        ("printed_own", printed(1, 2)),
        ("printed_made", printed(2, 1)),
        ("printed_other", printed(2, 3)),
        ("case_own", case(1, None)),
        ("case_about", case(3, Some(1))),
        ("case_strange", case(3, Some(2))),
        ("offered_own", offered(1)),
        ("offered_strange", offered(3)),
        ("exception_named", exception(1, 1, None)),
        ("exception_beside", exception(1, 2, None)),
        ("exception_left", exception(3, 1, None)),
        ("exception_released", exception(3, 2, Some(1))),
        ("exception_strange", exception(3, 2, Some(2))),
        // Invitations of colleagues, and in cases.
        ("letter_colleague", letter(&[1], Some(1), Some(1))),
        ("letter_own_alone", letter(&[], Some(1), Some(1))),
        ("letter_workplace", letter(&[], Some(1), Some(2))),
        ("letter_beside", letter(&[2, 1], Some(2), Some(2))),
        ("letter_left", letter(&[2], Some(3), Some(1))),
        ("letter_left_alone", letter(&[], Some(3), Some(1))),
        // Observations, and invitations into networks.
        ("letter_network", letter(&[1], None, None)),
        ("letter_network_left", letter(&[2], None, Some(1))),
        // Invitations of persons, and what is nobody's.
        ("letter_person", letter(&[], None, Some(1))),
        ("letter_person_other", letter(&[], None, Some(2))),
        ("letter_nobodys", letter(&[], None, None)),
        ("invited_own", invited(Some(1))),
        ("invited_other", invited(Some(2))),
        ("invited_nobodys", invited(None)),
        ("map_named", shown(1, 1)),
        ("map_colleague", shown(1, 2)),
        ("map_left", shown(3, 1)),
    ]
}

/// How somebody asks who may do everything: how surely known, and by which door.
fn ways() -> Vec<(&'static str, Assurance, Door)> {
    let token = |scopes: &[TokenScope]| Door::Token(scopes.to_vec());
    vec![
        ("unknown", Assurance::None, Door::Page),
        ("one_factor", Assurance::OneFactor, Door::Page),
        ("full", Assurance::Full, Door::Page),
        ("fresh", Assurance::Fresh, Door::Page),
        ("bare_token", Assurance::Full, token(&[])),
        (
            "directory:read",
            Assurance::Full,
            token(&[TokenScope::DirectoryRead]),
        ),
        (
            "directory:write",
            Assurance::Full,
            token(&[TokenScope::DirectoryWrite]),
        ),
        (
            "members:read",
            Assurance::Full,
            token(&[TokenScope::MembersRead]),
        ),
        (
            "conferences:read",
            Assurance::Full,
            token(&[TokenScope::ConferencesRead]),
        ),
        (
            "documents:write",
            Assurance::Full,
            token(&[TokenScope::DocumentsWrite]),
        ),
        ("every_scope", Assurance::Fresh, token(TokenScope::ALL)),
        ("half_a_token", Assurance::OneFactor, token(TokenScope::ALL)),
    ]
}

fn answer(decision: Decision) -> String {
    match decision {
        Decision::Allowed => "yes".to_owned(),
        Decision::SignInFirst => "sign_in".to_owned(),
        Decision::Hidden => "hidden".to_owned(),
        Decision::Refused => "refused".to_owned(),
        Decision::SecondFactorFirst => "second_factor".to_owned(),
        Decision::ConfirmAgain => "confirm_again".to_owned(),
        Decision::ScopeMissing(scope) => format!("needs {}", scope.code()),
    }
}

/// One line: a name and a cell for each column.
fn line(name: &str, width: usize, cells: impl IntoIterator<Item = String>) -> String {
    let mut line = format!("{name:<26}");
    for cell in cells {
        line.push_str(&format!("{cell:<width$}"));
    }
    format!("{}\n", line.trim_end())
}

/// The matrix of a rule.
pub(super) fn written(rule: Rule<'_>) -> String {
    let mut text = String::new();
    text.push_str("Who is not allowed hears (`-` below)\n\n");
    text.push_str(&line("", 16, ["anybody", "an account"].map(str::to_owned)));
    let (roles, things) = (roles(), things());
    for form in Form::ALL {
        let refusals = |is_account: fn(&Principal) -> bool| {
            let mut refusals = BTreeSet::new();
            for action in Action::ALL {
                for (_, object) in things.iter().filter(|(_, object)| object.form() == *form) {
                    for (_, principal) in roles.iter().filter(|(_, who)| is_account(who)) {
                        refusals.insert(answer(rule.decide(principal, *action, object)));
                    }
                }
            }
            refusals.remove("yes");
            refusals.into_iter().collect::<Vec<_>>().join(" or ")
        };
        let cells = [
            refusals(|who| who.account().is_none()),
            refusals(|who| who.account().is_some()),
        ];
        text.push_str(&line(form.code(), 16, cells));
    }
    text.push_str("\nWho may do what, fresh and by page; of what is not listed, nobody\n");
    for action in Action::ALL {
        text.push_str(&of_action(rule, *action));
    }
    text.push_str("\nWhat is asked of whoever may\n\n");
    let names = ways().into_iter().map(|(name, _, _)| name.to_owned());
    text.push_str(&line("", 23, names));
    for action in Action::ALL {
        text.push_str(&what_is_asked(rule, *action));
    }
    text
}

fn of_action(rule: Rule<'_>, action: Action) -> String {
    let roles = roles();
    let mut text = format!("\n{} {}\n", action.code(), action.word());
    text.push_str(&line(
        "",
        13,
        roles.iter().map(|(role, _)| (*role).to_owned()),
    ));
    for (name, object) in things() {
        let decisions: Vec<_> = roles
            .iter()
            .map(|(_, principal)| rule.decide(principal, action, &object))
            .collect();
        if decisions.contains(&Decision::Allowed) {
            let cells = decisions.into_iter().map(|decision| match decision {
                Decision::Allowed => "yes".to_owned(),
                _ => "-".to_owned(),
            });
            text.push_str(&line(name, 13, cells));
        }
    }
    text
}

fn what_is_asked(rule: Rule<'_>, action: Action) -> String {
    let standings = [
        Standing::Coordinator(network(1)),
        Standing::Staff(organization(1)),
        Standing::Operator,
    ];
    let all_rounder = Principal {
        posts: holding(OrganizationPost::Manager).posts,
        ..signed_in(&standings, &[network(1)])
    };
    // What a person alone may is none of the others'.
    let person = signed_in(&[Standing::Person], &[]);
    let permitted = [all_rounder, person].into_iter().find_map(|who| {
        let is_allowed = |object: &Object| rule.decide(&who, action, object) == Decision::Allowed;
        let mut things = things().into_iter();
        let found = things.find(|(_, object)| is_allowed(object));
        found.map(|(_, object)| (who.clone(), object))
    });
    let Some((whoever, object)) = permitted else {
        return line(action.code(), 23, ["nobody may".to_owned()]);
    };
    let cells = ways().into_iter().map(|(_, assurance, door)| {
        let principal = Principal {
            assurance,
            door,
            ..whoever.clone()
        };
        answer(rule.decide(&principal, action, &object))
    });
    line(action.code(), 23, cells)
}

#[test]
fn asvs_8_2_1_an_auditor_reads_every_case_of_the_rule_in_one_file() {
    let made = written(Rule::WHOLE);
    for (number, (agreed, now)) in COMMITTED.lines().zip(made.lines()).enumerate() {
        assert_eq!(now, agreed, "line {} of matrix.txt", number + 1);
    }
    assert_eq!(made.lines().count(), COMMITTED.lines().count());
    assert_eq!(made, COMMITTED);
}

#[test]
fn the_installation_itself_may_do_everything() {
    for action in Action::ALL {
        for (name, object) in things() {
            let decision = Rule::WHOLE.decide(&Principal::installation(), *action, &object);
            assert_eq!(decision, Decision::Allowed, "{action:?} {name}");
        }
    }
}

#[test]
fn an_auditor_finds_a_thing_of_every_form_in_the_matrix() {
    for form in Form::ALL {
        let all = things();
        assert!(all.iter().any(|(_, object)| object.form() == *form));
    }
}
