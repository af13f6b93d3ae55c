//! One line of a calendar, taken apart as far as is needed to say whether `ical` reads it rightly.

/// The most values of one parameter that `ical` tells apart.
const MOST_VALUES: usize = 10;

/// A line: its name in upper case, its parameters, and where its value begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scanned<'a> {
    /// Upper case.
    pub(super) name: String,
    parameters: Vec<(&'a str, Vec<String>)>,
    /// As written.
    pub(super) value: &'a str,
    /// How many parameters or values of parameters were left out.
    pub(super) left_out: usize,
}

/// Takes a line apart; `None` for one that is no property.
pub(super) fn scan(line: &str) -> Option<Scanned<'_>> {
    let end = line.find([';', ':'])?;
    let name = line[..end].trim();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || !name.bytes().all(fits) {
        return None;
    }
    let mut scanned = Scanned {
        name: name.to_ascii_uppercase(),
        parameters: Vec::new(),
        value: "",
        left_out: 0,
    };
    let mut rest = &line[end..];
    while let Some(after) = rest.strip_prefix(';') {
        let end = after.find(['=', ';', ':'])?;
        let key = after[..end].trim();
        let Some(written) = after[end..].strip_prefix('=') else {
            // Version 1.0 of the format has parameters without a value.
            scanned.left_out += usize::from(!key.is_empty());
            rest = &after[end..];
            continue;
        };
        let mut values = Vec::new();
        rest = all_values(written, &mut values)?;
        if values.len() > MOST_VALUES {
            scanned.left_out += values.len() - MOST_VALUES;
            values.truncate(MOST_VALUES);
        }
        if key.is_empty() || !key.bytes().all(fits) {
            scanned.left_out += 1;
        } else {
            scanned.parameters.push((key, values));
        }
    }
    scanned.value = rest.strip_prefix(':')?;
    Some(scanned)
}

/// The values of a parameter up to the `;` or `:` behind them, and what follows.
fn all_values<'a>(written: &'a str, values: &mut Vec<String>) -> Option<&'a str> {
    let mut rest = written;
    loop {
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            let (inside, after) = quoted.split_once('"')?;
            value.push_str(inside);
            rest = after;
        }
        let end = rest.find([',', ';', ':'])?;
        value.push_str(&rest[..end].replace('"', ""));
        values.push(value);
        match rest[end..].strip_prefix(',') {
            Some(after) => rest = after,
            None => return Some(&rest[end..]),
        }
    }
}

impl Scanned<'_> {
    /// Writes the line as `ical` reads it rightly.
    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&self.name);
        for (key, values) in &self.parameters {
            out.push(';');
            out.push_str(key);
            let mut sign = '=';
            for value in values {
                out.push(sign);
                sign = ',';
                let is_quoted = value.contains([',', ';', ':']);
                if is_quoted {
                    out.push('"');
                }
                out.push_str(value);
                if is_quoted {
                    out.push('"');
                }
            }
        }
        out.push(':');
        out.push_str(self.value);
        out.push('\n');
    }
}
