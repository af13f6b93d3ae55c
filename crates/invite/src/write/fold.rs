//! Lines of at most 75 octets (RFC 5545 §3.1).

/// The most octets of a line, its end not counted.
const LIMIT: usize = 75;

/// Writes a line and its end. A line is broken between two characters neither of which is white space:
/// readers that trim what they read lose nothing then. A backslash stays with the sign behind it. A line
/// that has no such place within 75 octets grows until there is one; the limit is advice, the text is not.
pub(super) fn fold(line: &str, out: &mut String) {
    let mut begin = 0;
    // A name stays whole, with the sign behind it and what comes first after that.
    let mut least = line.find([';', ':']).map_or(0, |name| name + 2);
    // Continued lines begin with the space that marks them.
    let mut room = LIMIT;
    while line.len() - begin > room {
        let Some(end) = place(&line[begin..], least, room) else {
            break;
        };
        out.push_str(&line[begin..begin + end]);
        out.push_str("\r\n ");
        begin += end;
        least = 0;
        room = LIMIT - 1;
    }
    out.push_str(&line[begin..]);
    out.push_str("\r\n");
}

/// The last place to break from the least on within the room, or the first beyond it.
fn place(rest: &str, least: usize, room: usize) -> Option<usize> {
    let mut at = rest.floor_char_boundary(room);
    while at >= least.max(1) {
        if may_break(rest, at) {
            return Some(at);
        }
        at = rest.floor_char_boundary(at - 1);
    }
    let beyond = rest.char_indices().map(|(at, _)| at);
    beyond
        .skip_while(|at| *at <= room)
        .find(|at| may_break(rest, *at))
}

/// Whether the line may be broken before the character that begins there.
fn may_break(rest: &str, at: usize) -> bool {
    let before = rest[..at].chars().next_back();
    let after = rest[at..].chars().next();
    before.is_some_and(|before| !is_space(before) && before != '\\')
        && after.is_some_and(|after| !is_space(after))
}

/// White space of any reader: what Unicode says, and what JavaScript trims besides.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> Vec<String> {
        let mut out = String::new();
        fold(line, &mut out);
        let out = out.strip_suffix("\r\n").expect("the end of the line");
        out.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn octets_are_counted() {
        let line = format!("SUMMARY:{}", "𠮷あa".repeat(40));
        let lines = folded(&line);
        assert!(
            lines
                .iter()
                .all(|line| (68..=75).contains(&line.len()) || line.len() < 75)
        );
        assert!(lines.len() > 4);
        let unfolded: String = lines
            .iter()
            .enumerate()
            .map(|(n, line)| if n == 0 { line } else { &line[1..] })
            .collect();
        assert_eq!(unfolded, line);
    }

    #[test]
    fn a_line_of_75_octets_is_one() {
        assert_eq!(folded(&"a".repeat(75)).len(), 1);
        assert_eq!(folded(&"a".repeat(76)).len(), 2);
        assert_eq!(folded(&"a".repeat(75 + 74)).len(), 2);
        assert_eq!(folded(&"a".repeat(75 + 75)).len(), 3);
    }

    #[test]
    fn no_line_is_broken_beside_white_space() {
        let line = format!("{}　 　{}", "あ".repeat(24), "い".repeat(30));
        let lines = folded(&line);
        assert_eq!(lines[0], "あ".repeat(24)[..69].to_owned());
        assert!(lines[1].starts_with(" あ　 　い"), "{lines:?}");
    }

    #[test]
    fn a_line_without_a_place_grows_to_the_next() {
        let line = format!("X:{}終わり", "２　".repeat(40));
        let lines = folded(&line);
        assert_eq!(
            lines,
            [format!("X:{}終", "２　".repeat(40)), " わり".to_owned()]
        );
        assert_eq!(folded(&"　あ".repeat(60)).len(), 1);
        let lines = folded(&format!("X:{}\\;終わり", "a".repeat(72)));
        assert_eq!(lines[1], " \\;終わり");
    }
}
