//! Tables as an Excel workbook: one sheet a table, the head stays in sight, days are days.
//!
//! Nothing that somebody typed is ever a formula: texts are written as texts, and one that begins with a
//! sign that a program could take for a formula is marked as text besides (the apostrophe of Excel), so
//! that it stays one when the sheet is saved as CSV or pasted elsewhere.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::DocumentError;

/// Most signs in a cell (Excel's own limit).
const LONGEST: usize = 32_767;
/// What stands behind a text that was too long for a cell.
const CUT: &str = " […]";
/// Signs that a formula can begin with (OWASP, CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A day.
    Day(Date),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What each column is, and how wide it is in signs.
    pub head: Vec<(String, u16)>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// Makes the workbook.
pub fn workbook(
    title: &str,
    author: &str,
    made_at: Timestamp,
    sheets: &[Sheet],
) -> Result<Vec<u8>, DocumentError> {
    let mut workbook = Workbook::new();
    let made = made_at.to_zoned(TimeZone::UTC).datetime();
    let time = |number: i8| u8::try_from(number).unwrap_or(0);
    let made = day_of(made.date())?.and_hms(
        u16::from(time(made.hour())),
        time(made.minute()),
        time(made.second()),
    )?;
    workbook.set_properties(
        &DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&made),
    );
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let quoted = text.clone().set_quote_prefix();
    let day = Format::new().set_num_format("dd-mm-yyyy").set_align(FormatAlign::Top);
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = name(&sheet.name, &names);
        let page = workbook.add_worksheet();
        page.set_name(&name)?;
        names.push(name);
        page.set_landscape();
        page.set_freeze_panes(1, 0)?;
        page.set_repeat_rows(0, 0)?;
        page.set_print_fit_to_pages(1, 0);
        for (column, (word, width)) in (0_u16..).zip(&sheet.head) {
            page.set_column_width(column, f64::from(*width))?;
            page.write_string_with_format(0, column, word, &bold)?;
        }
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Text(written) if written.is_empty() => {}
                    Cell::Text(written) => {
                        let format = if written.starts_with(FORMULA) { &quoted } else { &text };
                        page.write_string_with_format(row, column, fitting(written), format)?;
                    }
                    Cell::Day(date) => {
                        page.write_datetime_with_format(row, column, &day_of(*date)?, &day)?;
                    }
                }
            }
        }
        if let (Ok(last_row), Ok(last)) = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.head.len()))
            && last > 0
        {
            page.autofilter(0, 0, last_row, last - 1)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// A day as Excel counts it; it knows none before 1900.
fn day_of(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let number = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(0).max(1900);
    ExcelDateTime::from_ymd(year, number(date.month()), number(date.day()))
}

/// A text that fits into a cell. Excel counts in UTF-16.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let most = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|sign| {
            used += sign.len_utf16();
            used <= most
        })
        .collect();
    kept + CUT
}

/// A name that Excel takes (31 signs, none of `[]:*?/\`, no apostrophe at its ends) and that no other
/// sheet has.
fn name(wanted: &str, others: &[String]) -> String {
    let clean: String = wanted
        .chars()
        .map(|sign| if "[]:*?/\\'".contains(sign) || sign.is_control() { ' ' } else { sign })
        .collect();
    let clean: String = clean.trim().chars().take(26).collect();
    let clean = if clean.is_empty() { "-".to_owned() } else { clean };
    let taken = |name: &str| others.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if !taken(&clean) {
        return clean;
    }
    (2_u32..=9_999)
        .map(|number| format!("{clean} {number}"))
        .find(|name| !taken(name))
        .unwrap_or_else(|| clean.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_ones_that_excel_takes() {
        assert_eq!(name("Metingen", &[]), "Metingen");
        assert_eq!(name("Klachten / [oud]: 'x'?", &[]), "Klachten    oud    x");
        assert_eq!(name("", &[]), "-");
        assert_eq!(name("metingen", &["Metingen".into(), "metingen 2".into()]), "metingen 3");
        assert!(name(&"é".repeat(80), &["é".repeat(26)]).chars().count() <= 31);
    }

    #[test]
    fn a_text_is_cut_at_the_end_of_a_cell() {
        for (length, cut) in [(LONGEST, false), (LONGEST + 1, true)] {
            let kept = fitting(&"a".repeat(length));
            assert_eq!((kept.len() > LONGEST, kept.ends_with(CUT)), (cut && kept.len() > LONGEST, cut));
            assert!(kept.encode_utf16().count() <= LONGEST);
        }
        assert!(fitting(&"\u{1f600}".repeat(20_000)).encode_utf16().count() <= LONGEST);
    }
}
