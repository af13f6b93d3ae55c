//! Municipalities as people mean them, written out by hand: a city with its wards, and a ward with whoever
//! serves its city.

use renkei_domain::directory::municipality::Point;

/// What some municipalities stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    /// The codes that are asked for.
    pub(super) asked: &'static [&'static str],
    /// Who declared one of these codes serves the area.
    pub(super) served: &'static [&'static str],
    /// What begins with one of these stands in the area: addresses as written.
    pub(super) stood_in: &'static [&'static str],
    /// Where its office stands, if it is the area of one municipality, as the table of municipalities has
    /// it.
    pub(super) middle: Option<Point>,
}

const fn at(latitude: f64, longitude: f64) -> Option<Point> {
    Some(Point {
        latitude,
        longitude,
    })
}

pub(super) const TAKATSUKI: Area = Area {
    asked: &["272078"],
    served: &["272078"],
    stood_in: &["大阪府高槻市"],
    middle: at(34.846_111_11, 135.617_222_2),
};
pub(super) const SHIMAMOTO: Area = Area {
    asked: &["273015"],
    served: &["273015"],
    stood_in: &["大阪府三島郡島本町"],
    middle: at(34.883_888_89, 135.662_777_8),
};
pub(super) const BOTH: Area = Area {
    asked: &["272078", "273015"],
    served: &["272078", "273015"],
    stood_in: &["大阪府高槻市", "大阪府三島郡島本町"],
    middle: None,
};
pub(super) const IBARAKI: Area = Area {
    asked: &["272116"],
    served: &["272116"],
    stood_in: &["大阪府茨木市"],
    middle: at(34.816_388_89, 135.568_611_1),
};
/// A city means its wards too.
pub(super) const OSAKA: Area = Area {
    asked: &["271004"],
    served: &["271004", "271276"],
    stood_in: &["大阪府大阪市"],
    middle: at(34.693_888_89, 135.502_222_2),
};
/// Who serves the whole city serves its wards.
pub(super) const KITA: Area = Area {
    asked: &["271276"],
    served: &["271276", "271004"],
    stood_in: &["大阪府大阪市北区"],
    middle: at(34.705_555_56, 135.51),
};
pub(super) const CHUO: Area = Area {
    asked: &["271284"],
    served: &["271284", "271004"],
    stood_in: &["大阪府大阪市中央区"],
    middle: at(34.681_111_11, 135.509_722_2),
};
pub(super) const SAKAI: Area = Area {
    asked: &["271403"],
    served: &["271403"],
    stood_in: &["大阪府堺市"],
    middle: at(34.573_333_33, 135.483_055_6),
};
pub(super) const KYOTO: Area = Area {
    asked: &["261009"],
    served: &["261009", "261092"],
    stood_in: &["京都府京都市"],
    middle: at(35.011_666_67, 135.768_333_3),
};
pub(super) const FUSHIMI: Area = Area {
    asked: &["261092"],
    served: &["261092", "261009"],
    stood_in: &["京都府京都市伏見区"],
    middle: at(34.936_111_11, 135.761_388_9),
};
pub(super) const SAPPORO: Area = Area {
    asked: &["011002"],
    served: &["011002"],
    stood_in: &["北海道札幌市"],
    middle: at(43.062_088_77, 141.354_388_6),
};
/// A city whose name holds the sign of another.
pub(super) const YOKKAICHI: Area = Area {
    asked: &["242021"],
    served: &["242021"],
    stood_in: &["三重県四日市市"],
    middle: at(34.965, 136.624_444_4),
};
/// 須恵町 in the table of municipalities.
pub(super) const SUE: Area = Area {
    asked: &["403440"],
    served: &["403440"],
    stood_in: &["福岡県糟屋郡須惠町"],
    middle: at(33.587_222_22, 130.507_222_2),
};
