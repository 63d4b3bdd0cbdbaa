//! Multi-row inserts in a few fixed sizes, so that each size is prepared once.

use std::{fmt::Write as _, sync::OnceLock};

use uuid::Uuid;

use super::{Conn, Engine};
use crate::StoreError;

/// Rows a statement takes, largest first.
const SIZES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// A value of a row that waits to be inserted with others.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Id(Uuid),
    Number(i64),
}

/// A row that waits to be inserted with others.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) into: &'static Batch,
    pub(crate) values: Vec<Value>,
}

/// Inserts rows, those of one table together. Tables go in the order in which they come first.
pub(crate) async fn insert_rows(conn: &mut Conn, rows: &[Row]) -> Result<(), StoreError> {
    let mut tables: Vec<(&'static Batch, Vec<&[Value]>)> = Vec::new();
    for row in rows {
        match tables.iter_mut().find(|(into, _)| std::ptr::eq(*into, row.into)) {
            Some((_, values)) => values.push(&row.values),
            None => tables.push((row.into, vec![&row.values])),
        }
    }
    for (into, values) in tables {
        let mut rest = values.as_slice();
        while let Some((sql, some, others)) = into.next(rest) {
            rest = others;
            match conn {
                Engine::Sqlite(connection) => {
                    let mut query = sqlx::query::<sqlx::Sqlite>(sql.sqlite.as_str());
                    for value in some.iter().copied().flatten() {
                        query = match value {
                            Value::Id(id) => query.bind(*id),
                            Value::Number(number) => query.bind(*number),
                        };
                    }
                    query.execute(connection).await.map(drop)?;
                }
                Engine::Postgres(connection) => {
                    let mut query = sqlx::query::<sqlx::Postgres>(sql.postgres.as_str());
                    for value in some.iter().copied().flatten() {
                        query = match value {
                            Value::Id(id) => query.bind(*id),
                            Value::Number(number) => query.bind(*number),
                        };
                    }
                    query.execute(connection).await.map(drop)?;
                }
            }
        }
    }
    Ok(())
}

/// An `INSERT` that exists in several sizes.
#[derive(Debug)]
pub(crate) struct Batch {
    /// `INSERT INTO table (columns)`.
    head: &'static str,
    /// Columns a row.
    columns: usize,
    /// `ON CONFLICT ...` or nothing.
    tail: &'static str,
    texts: OnceLock<[Texts; SIZES.len()]>,
}

/// A statement as each engine reads it best.
#[derive(Debug)]
pub(crate) struct Texts {
    /// With `?`: `SQLite` looks up each numbered parameter by its name, one after the other, which for
    /// hundreds of them takes longer than inserting the rows.
    pub(crate) sqlite: String,
    /// With `$1`.
    pub(crate) postgres: String,
}

impl Batch {
    /// An insert with `columns` values a row.
    pub(crate) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: OnceLock::new() }
    }

    /// The statement for the next rows, those rows, and what is left; `None` when nothing is.
    pub(crate) fn next<'r, T>(&'static self, rows: &'r [T]) -> Option<(&'static Texts, &'r [T], &'r [T])> {
        let texts = self.texts.get_or_init(|| {
            SIZES.map(|size| Texts { sqlite: self.text(size, false), postgres: self.text(size, true) })
        });
        let (size, text) = SIZES.iter().zip(texts).find(|(size, _)| **size <= rows.len())?;
        let (some, others) = rows.split_at_checked(*size)?;
        Some((text, some, others))
    }

    fn text(&self, rows: usize, numbered: bool) -> String {
        let mut text = format!("{} VALUES ", self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 1..=self.columns {
                text.push_str(if column == 1 { "" } else { ", " });
                if numbered {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "${}", row * self.columns + column);
                } else {
                    text.push('?');
                }
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
            assert_eq!(text.postgres.matches('$').count(), some.len() * 2);
            assert_eq!(text.sqlite.matches('?').count(), some.len() * 2);
            sizes.push(some.len());
            rest = others;
        }
        assert_eq!(sizes, [64, 4, 2]);
        let text = |numbered| BATCH.text(2, numbered);
        assert_eq!(text(true), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
        assert_eq!(text(false), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING");
    }
}
