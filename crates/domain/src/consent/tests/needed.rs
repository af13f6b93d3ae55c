//! Takes one condition of consents away.

use super::world::World;
use crate::consent::rule::Rule;
use crate::consent::rule::condition::Condition;

/// Shows that a condition is what keeps a changed world from telling.
pub(super) fn needed(condition: Condition, base: World, change: impl FnOnce(&mut World)) {
    assert!(base.is_allowed(), "{condition:?} in {base:?}");
    let changed = base.with(change);
    let reason = changed.reason();
    assert_eq!(reason, Some(condition.reason()), "{changed:?}");
    let all = Condition::ALL.iter().copied();
    let others: Vec<Condition> = all.filter(|other| *other != condition).collect();
    let rule = Rule {
        conditions: &others,
        ..Rule::WHOLE
    };
    assert!(changed.judged(rule).is_ok(), "{condition:?} is not alone");
}
