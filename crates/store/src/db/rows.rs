//! Multi-row inserts in a few fixed sizes, so that each size is prepared once.

use std::{fmt::Write as _, sync::OnceLock};

/// Rows a statement takes, largest first.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// An `INSERT` that exists in four sizes.
pub(crate) struct Batch {
    /// `INSERT INTO table (columns)`.
    head: &'static str,
    /// Columns a row.
    columns: usize,
    /// `ON CONFLICT ...` or nothing.
    tail: &'static str,
    texts: OnceLock<[String; 4]>,
}

impl Batch {
    /// An insert with `columns` values a row.
    pub(crate) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: OnceLock::new() }
    }

    /// The statement for the next rows, those rows, and what is left; `None` when nothing is.
    pub(crate) fn next<'r, T>(&'static self, rows: &'r [T]) -> Option<(&'static str, &'r [T], &'r [T])> {
        let texts = self.texts.get_or_init(|| SIZES.map(|size| self.text(size)));
        let (size, text) = SIZES.iter().zip(texts).find(|(size, _)| **size <= rows.len())?;
        let (some, others) = rows.split_at_checked(*size)?;
        Some((text.as_str(), some, others))
    }

    fn text(&self, rows: usize) -> String {
        let mut text = format!("{} VALUES ", self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 1..=self.columns {
                // Writing to a String cannot fail.
                let _ =
                    write!(text, "{}${}", if column == 1 { "" } else { ", " }, row * self.columns + column);
            }
            text.push(')');
        }
        text.push(' ');
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Batch;

    #[test]
    fn rows_are_taken_in_the_largest_size_that_fits() {
        static BATCH: Batch = Batch::new("INSERT INTO t (a, b)", 2, "ON CONFLICT DO NOTHING");
        let rows = [0_u8; 70];
        let mut sizes = Vec::new();
        let mut rest = &rows[..];
        while let Some((text, some, others)) = BATCH.next(rest) {
            assert_eq!(text.matches('$').count(), some.len() * 2);
            sizes.push(some.len());
            rest = others;
        }
        assert_eq!(sizes, [64, 4, 1, 1]);
        assert_eq!(BATCH.text(2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
    }
}
