//! One line of a calendar, taken apart as far as is needed to say whether `ical` reads it rightly.

/// The most values of one parameter that `ical` tells apart.
const MOST_VALUES: usize = 10;

/// The most parameters of one line that are read; real ones have a dozen.
const MOST_PARAMETERS: usize = 20;

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
        let values = Values::read(written)?;
        rest = values.rest;
        scanned.left_out += values.left_out;
        let is_fit = !key.is_empty() && key.bytes().all(fits);
        if is_fit && scanned.parameters.len() < MOST_PARAMETERS {
            scanned.parameters.push((key, values.read));
        } else {
            scanned.left_out += 1;
        }
    }
    scanned.value = rest.strip_prefix(':')?;
    Some(scanned)
}

/// The values of a parameter.
struct Values<'a> {
    read: Vec<String>,
    left_out: usize,
    /// What follows, from the `;` or `:` behind them.
    rest: &'a str,
}

impl<'a> Values<'a> {
    fn read(written: &'a str) -> Option<Self> {
        let mut values = Self {
            read: Vec::new(),
            left_out: 0,
            rest: written,
        };
        loop {
            let mut value = String::new();
            if let Some(quoted) = values.rest.strip_prefix('"') {
                let (inside, after) = quoted.split_once('"')?;
                value.push_str(inside);
                values.rest = after;
            }
            let end = values.rest.find([',', ';', ':'])?;
            value.push_str(&values.rest[..end].replace('"', ""));
            if values.read.len() < MOST_VALUES {
                values.read.push(value);
            } else {
                values.left_out += 1;
            }
            values.rest = &values.rest[end..];
            match values.rest.strip_prefix(',') {
                Some(after) => values.rest = after,
                None => return Some(values),
            }
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
