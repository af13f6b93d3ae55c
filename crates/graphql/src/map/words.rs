//! The closed lists of maps.

use renkei_domain::map::{
    CardPart, Ink, Knows, Quadrant, ReachTime, Ruby, Sheet, Spacing, Symbol, Turn, WayKind,
    WhoKind, Wording,
};

use crate::closed_list::closed_list;

closed_list!(
    Quadrant,
    "MapQuadrant",
    "A part of life in which somebody asks others; the usual names differ from the plain ones.",
    |quadrant| match quadrant {
        Quadrant::Work => "staying in a job for long (職場の安定)",
        Quadrant::MindBody => "being well in health (心身の安定)",
        Quadrant::Living => "home, money, every day (生活の安定)",
        Quadrant::Leisure => "what is done for joy after work (余暇の充実)",
    }
);

closed_list!(
    WhoKind,
    "MapWhoKind",
    "Who stands on a map, as its owner sees them.",
    |who| match who {
        WhoKind::Person => "a professional who is known by name",
        WhoKind::Agency => "an office, whoever answers there",
        WhoKind::Colleague => "somebody at the same workplace",
        WhoKind::Family => "a relative, or whoever lives together",
        WhoKind::Friend => "a friend, or somebody with like experience",
        WhoKind::Place => "somewhere to go to, or a circle that meets",
    }
);

closed_list!(
    WayKind,
    "MapWayKind",
    "How its owner gets in touch with somebody on a map.",
    |way| match way {
        WayKind::Phone => "by calling a telephone number",
        WayKind::Mail => "by writing an electronic letter",
        WayKind::Message => "typed into a messenger, or as a short text",
        WayKind::Visit => "by going to the place in which they work",
        WayKind::NextAppointment => "by waiting until both meet anyway",
    }
);

closed_list!(
    ReachTime,
    "MapReachTime",
    "When somebody on a map can be reached, in parts of a week.",
    |time| match time {
        ReachTime::WorkingHours => "Monday to Friday in the daytime",
        ReachTime::Evening => "after work until one goes to bed",
        ReachTime::Weekend => "Saturday, Sunday and public holidays",
        ReachTime::Night => "while most people are asleep",
        ReachTime::Anytime => "at every hour of each day",
    }
);

closed_list!(
    Knows,
    "MapKnows",
    "Whether somebody on a map knows of its owner's illness or disability.",
    |knows| match knows {
        Knows::NotSaid => "its owner left that open",
        Knows::Knows => "they were told, or treat it",
        Knows::DoesNotKnow => "they are not to be told by anybody else",
    }
);

closed_list!(
    Symbol,
    "MapSymbol",
    "A sign by which its owner finds an entry without reading.",
    |symbol| match symbol {
        Symbol::Star => "drawn with five black points",
        Symbol::Circle => "a round form that is filled",
        Symbol::Triangle => "three corners, one of them above",
        Symbol::Square => "four equal sides, filled",
        Symbol::Diamond => "four sides, standing on a corner",
        Symbol::DoubleCircle => "one ring inside another",
        Symbol::Note => "as in a sheet of printed music",
        Symbol::ReferenceMark => "a cross with four dots between",
    }
);

closed_list!(
    Turn,
    "MapTurn",
    "When somebody is to be told on a bad day.",
    |turn| match turn {
        Turn::First => "before anybody else is told",
        Turn::Second => "when the one before cannot be reached",
        Turn::Third => "when neither of both answers",
        Turn::AtNight => "while offices are closed and dark",
        Turn::OnHolidays => "on days without opening hours",
    }
);

closed_list!(
    Sheet,
    "MapSheet",
    "What is put on paper of a map.",
    |sheet| match sheet {
        Sheet::Map => "landscape, everything around the aim, body 12 pt or more",
        Sheet::List => "one below the other, body 14 pt or more",
        Sheet::Card => "91 × 55 mm, which others may find",
        Sheet::BlankA4 => "nothing filled in, to be written by pen",
        Sheet::BlankA3 => "the same with twice the room",
    }
);

closed_list!(
    Ink,
    "MapInk",
    "In which ink a sheet is set.",
    |ink| match ink {
        Ink::BlackWhite => "tells everything apart by shapes and words",
        Ink::Color => "adds hues that carry no meaning alone",
    }
);

closed_list!(
    Ruby,
    "MapRuby",
    "Whether a sheet shows how its kanji are read.",
    |ruby| match ruby {
        Ruby::Without => "kanji stand there without help",
        Ruby::With => "small kana stand above them",
    }
);

closed_list!(
    Wording,
    "MapWording",
    "In which words a sheet says what is not its owner's own text.",
    |wording| match wording {
        Wording::Plain => "short sentences and everyday terms",
        Wording::Usual => "those that agencies write in documents",
    }
);

closed_list!(
    Spacing,
    "MapSpacing",
    "Whether a sheet sets blanks between phrases.",
    |spacing| match spacing {
        Spacing::Usual => "running on as printed books do",
        Spacing::Apart => "each phrase is easily seen",
    }
);

closed_list!(
    CardPart,
    "MapCardPart",
    "What a card carries only where its owner chose it.",
    |part| match part {
        CardPart::Name => "what its owner calls themselves",
        CardPart::Illness => "signs, what helps, and who knows",
    }
);
