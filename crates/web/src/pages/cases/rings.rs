//! The three rings around a person (会社 / 福祉・医療 / 地域) as a drawing. Every number in it stands in the list
//! below it too, which says the same in words.

use renkei_domain::cases::team::Ring;

/// The drawing.
#[derive(Debug, Clone)]
pub(super) struct Rings {
    /// What it shows, for whoever does not see it.
    pub(super) label: String,
    /// The rings, the widest first.
    pub(super) rings: Vec<Circle>,
    /// The members.
    pub(super) dots: Vec<Dot>,
}

/// One ring.
#[derive(Debug, Clone)]
pub(super) struct Circle {
    pub(super) radius: u32,
    pub(super) name: &'static str,
    /// Where its name stands.
    pub(super) name_y: u32,
}

/// One member: the number of its line in the list.
#[derive(Debug, Clone)]
pub(super) struct Dot {
    pub(super) number: usize,
    pub(super) x: String,
    pub(super) y: String,
}

/// The middle of the drawing, which is twice as wide and high.
const MIDDLE: u32 = 200;

const fn radius(ring: Ring) -> u32 {
    match ring {
        Ring::InCompany => 75,
        Ring::WelfareMedical => 125,
        Ring::Community => 175,
    }
}

impl Rings {
    /// The drawing of members, by their rings in the order of the list.
    pub(super) fn of(members: &[Ring]) -> Self {
        let count = |ring: Ring| members.iter().filter(|known| **known == ring).count();
        let told: Vec<String> = Ring::ALL
            .iter()
            .map(|ring| format!("{} {}", ring.word(), count(*ring)))
            .collect();
        let rings = Ring::ALL.iter().rev().map(|ring| Circle {
            radius: radius(*ring),
            name: ring.word(),
            name_y: MIDDLE - radius(*ring) + 16,
        });
        let dots = members.iter().enumerate().map(|(place, ring)| {
            let before = members[..place].iter().filter(|known| *known == ring);
            let (place_of_ring, of_ring) = (before.count(), count(*ring));
            // The names stand at the top, so that members begin beside it and end before it.
            let part = (place_of_ring + 1) as f64 / (of_ring + 1) as f64;
            let angle = std::f64::consts::TAU * part - std::f64::consts::FRAC_PI_2;
            let far = f64::from(radius(*ring));
            let middle = f64::from(MIDDLE);
            Dot {
                number: place + 1,
                x: format!("{:.1}", middle + far * angle.cos()),
                y: format!("{:.1}", middle + far * angle.sin()),
            }
        });
        Self {
            label: format!("本人をかこむ3つの輪: {}", told.join("、")),
            rings: rings.collect(),
            dots: dots.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_a_place_of_its_own_within_the_drawing() {
        let members: Vec<Ring> = (0..30).map(|place| Ring::ALL[place % 3]).collect();
        let drawn = Rings::of(&members);
        let mut places = Vec::new();
        for dot in &drawn.dots {
            let place = (dot.x.clone(), dot.y.clone());
            assert!(!places.contains(&place), "{dot:?}");
            for at in [&dot.x, &dot.y] {
                let at: f64 = at.parse().expect("a number");
                assert!((13.0..=387.0).contains(&at), "{dot:?}");
            }
            places.push(place);
        }
        assert_eq!(
            drawn.label,
            "本人をかこむ3つの輪: 会社 10、福祉・医療 10、地域 10"
        );
    }
}
