//! The headers by which published tables are told apart.

use crate::input::{InputFault, WrongHeader};

/// A published table: its name and its exact columns.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// What people call the dataset.
    pub name: &'static str,
    /// The columns in their order.
    pub columns: &'static [&'static str],
}

/// Every layout that is known, for the hint "this looks like …".
pub const LAYOUTS: [Layout; 5] = [
    crate::wamnet::LAYOUT,
    crate::iryo::LAYOUT,
    crate::kaigo::LAYOUT,
    crate::municipality::LAYOUT,
    crate::holiday::LAYOUT,
];

impl Layout {
    /// Compares a header, spaces around its cells aside.
    ///
    /// # Errors
    /// Names the columns that are missing and unknown, and the dataset the file looks like instead.
    pub fn check(&self, header: &[String]) -> Result<(), InputFault> {
        if header
            .iter()
            .map(|cell| cell.trim())
            .eq(self.columns.iter().copied())
        {
            return Ok(());
        }
        let missing = self
            .columns
            .iter()
            .filter(|column| !header.iter().any(|cell| cell.trim() == **column))
            .map(|column| (*column).to_owned())
            .collect();
        let unknown = header
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !self.columns.contains(cell))
            .map(str::to_owned)
            .collect();
        Err(InputFault::WrongHeader(Box::new(WrongHeader {
            expected: self.name,
            looks_like: Self::recognise(header)
                .filter(|other| other.name != self.name)
                .map(|other| other.name),
            missing,
            unknown,
        })))
    }

    /// The published table a header belongs to: at least two thirds of its columns are there.
    #[must_use]
    pub fn recognise(header: &[String]) -> Option<&'static Self> {
        static KNOWN: [Layout; 5] = LAYOUTS;
        KNOWN
            .iter()
            .map(|layout| (layout.share(header), layout))
            .filter(|(share, _)| *share >= 2.0 / 3.0)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, layout)| layout)
    }

    fn share(&self, header: &[String]) -> f64 {
        let found = self
            .columns
            .iter()
            .filter(|column| header.iter().any(|cell| cell.trim() == **column))
            .count();
        found as f64 / self.columns.len() as f64
    }
}

#[cfg(test)]
mod tests {

    fn header(columns: &[&str]) -> Vec<String> {
        columns.iter().map(|column| (*column).to_owned()).collect()
    }

    #[test]
    fn a_wrong_header_is_named() {
        let layout = &crate::wamnet::LAYOUT;
        assert!(layout.check(&header(layout.columns)).is_ok());
        let told = |columns: &[&str]| match layout.check(&header(columns)) {
            Err(fault) => fault.message_ja(),
            Ok(()) => String::new(),
        };
        assert!(told(crate::iryo::LAYOUT.columns).contains("医療情報ネット"));
        assert!(told(&layout.columns[..28]).contains("足りない列: 「定員」"));
        let mut swapped = layout.columns.to_vec();
        swapped.swap(3, 4);
        assert!(told(&swapped).contains("列の順が違います"));
    }
}
