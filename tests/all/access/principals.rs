//! Random principals of a world, of every role. Some of them cannot come about today (networks without a
//! standing that brings them, posts where they do not work): a rule that leans on that would fall with the next way
//! to make one.

use renkei_domain::access::principal::{Assurance, Door, Principal, TokenScope, Who};
use renkei_domain::people::{HeldPost, OrganizationPost, Standing};

use super::dice::Dice;
use super::worlds::OwnedThings;

/// The roles with how many of a hundred have them.
pub(super) const ROLES: [(&str, usize); 9] = [
    ("anybody", 7),
    ("installation", 7),
    ("newcomer", 7),
    ("person", 7),
    ("stray", 9),
    ("operator", 12),
    ("coordinator", 19),
    ("staff", 19),
    ("coordinator and staff", 13),
];

/// Throws a principal: its role, and itself.
pub(super) fn thrown(dice: &Dice, things: &OwnedThings) -> (&'static str, Principal) {
    let role = thrown_role(dice);
    let (assurance, door) = (thrown_assurance(dice), thrown_door(dice));
    let account = |standings: Vec<Standing>| {
        let mut networks = Vec::new();
        for standing in &standings {
            match standing {
                Standing::Coordinator(network) => networks.push(*network),
                Standing::Staff(_) => networks.extend(dice.some_of(&things.networks, 45)),
                Standing::Person | Standing::Operator => {}
            }
        }
        Principal {
            who: Who::Account(dice.one_of(&things.accounts)),
            standings,
            networks,
            posts: thrown_posts(dice, things),
            assurance,
            door: door.clone(),
        }
    };
    let coordinator = || Standing::Coordinator(dice.one_of(&things.networks));
    let staff = || Standing::Staff(dice.one_of(&things.organizations));
    let principal = match role {
        "anybody" => Principal::anybody(),
        "installation" => Principal::installation(),
        "newcomer" => account(Vec::new()),
        "person" => account(vec![Standing::Person]),
        "stray" => Principal {
            networks: vec![dice.one_of(&things.networks), dice.one_of(&things.networks)],
            ..account(vec![dice.one_of(&[Standing::Person, Standing::Operator])])
        },
        "operator" if dice.happens(25) => account(vec![Standing::Operator, coordinator()]),
        "operator" => account(vec![Standing::Operator]),
        "coordinator" if dice.happens(15) => account(vec![coordinator(), coordinator()]),
        "coordinator" => account(vec![coordinator()]),
        "staff" if dice.happens(15) => account(vec![staff(), staff()]),
        "staff" => account(vec![staff()]),
        _ => account(vec![coordinator(), staff()]),
    };
    (role, principal)
}

fn thrown_role(dice: &Dice) -> &'static str {
    let mut left = dice.below(ROLES.iter().map(|(_, share)| share).sum());
    for (role, share) in ROLES {
        if left < share {
            return role;
        }
        left -= share;
    }
    unreachable!("the shares add up")
}

/// Who holds a post where they do not work has none.
fn thrown_posts(dice: &Dice, things: &OwnedThings) -> Vec<HeldPost> {
    let organizations = things.organizations.iter();
    let posts = organizations.flat_map(|organization| {
        let posts = dice.some_of(OrganizationPost::ALL, 60).into_iter();
        posts.map(move |post| HeldPost {
            organization: *organization,
            post,
        })
    });
    posts.collect()
}

fn thrown_assurance(dice: &Dice) -> Assurance {
    match dice.below(10) {
        0 => Assurance::None,
        1 => Assurance::OneFactor,
        2..6 => Assurance::Full,
        _ => Assurance::Fresh,
    }
}

fn thrown_door(dice: &Dice) -> Door {
    if dice.happens(70) {
        Door::Page
    } else {
        Door::Token(dice.some_of(TokenScope::ALL, 60))
    }
}
