//! Whether there is somebody else, which is asked where somebody stands: never of an empty map.

use renkei_domain::map::Quadrant;

use super::super::more::MorePage;
use super::{each, maps, shell};
use crate::pages::Samples;

impl Samples for MorePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut all = each(|shell, own| Self::of(shell, &own, Quadrant::Living));
        all.retain(|(sample, _)| *sample != "empty");
        let [(_, name, usual), ..] = maps();
        let renamed = Self::of(shell(&name), &usual, Quadrant::Leisure);
        all.push(("renamed", renamed));
        all
    }
}
