//! Chance that repeats from run to run.

use renkei_domain::outside::Entropy as _;
use renkei_tests::clock::SeededEntropy;
use uuid::Uuid;

/// Throws the same from the same beginning.
#[derive(Debug)]
pub(super) struct Dice(SeededEntropy);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// A number below another.
    pub(super) fn below(&self, end: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        let end = u64::try_from(end).expect("a small number");
        usize::try_from(u64::from_le_bytes(bytes) % end).expect("below a small number")
    }

    /// Whether something happens that happens so often in a hundred.
    pub(super) fn happens(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some.
    pub(super) fn one_of<T: Copy>(&self, some: &[T]) -> T {
        some[self.below(some.len())]
    }

    /// Those of some that happen to be in.
    pub(super) fn some_of<T: Copy>(&self, all: &[T], percent: usize) -> Vec<T> {
        let all = all.iter().copied();
        all.filter(|_| self.happens(percent)).collect()
    }

    /// An id without order.
    pub(super) fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.0.fill(&mut bytes);
        Uuid::from_bytes(bytes)
    }
}
