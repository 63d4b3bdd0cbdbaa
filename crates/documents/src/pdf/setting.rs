//! Setting lines on pages: what stands where, and to which tag it belongs. Sizes are in points.

use crate::{Document, Item, Line, Section, Table, fonts::Faces};

/// A4.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// Margin left and right.
pub(super) const LEFT: f32 = 56.0;
const TOP: f32 = 60.0;
/// Where the last line of a page stands at most.
pub(super) const BOTTOM: f32 = 776.0;
const ACROSS: f32 = WIDTH - 2.0 * LEFT;
/// Where values begin, behind their labels.
const VALUES: f32 = 150.0;
/// Between columns.
const GAP: f32 = 8.0;

const BODY: f32 = 10.5;
pub(super) const SMALL: f32 = 8.5;
/// Height of a line, in parts of its size.
const LEADING: f32 = 1.38;

/// A piece of a line.
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) bold: bool,
    pub(super) size: f32,
    pub(super) text: String,
    /// Whether a tag has it; else it is decoration.
    pub(super) tagged: bool,
}

#[derive(Default)]
pub(super) struct Page {
    pub(super) runs: Vec<Run>,
    pub(super) rules: Vec<f32>,
}

/// What something is, for who does not see the page.
pub(super) enum Role {
    Section,
    /// Level from 1, and its text.
    Heading(u16, String),
    Paragraph,
    List,
    ListItem,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    TableRow,
    HeadCell,
    Cell,
}

pub(super) enum Child {
    Tag(usize),
    Run { page: usize, run: usize },
}

pub(super) struct Tagged {
    pub(super) role: Role,
    pub(super) children: Vec<Child>,
}

/// The pages, and the tags over them.
pub(super) struct Setting<'f> {
    faces: &'f Faces,
    y: f32,
    /// The head of the table that is being set, for each new page.
    head: Vec<(f32, Vec<String>)>,
    unknown: u32,
    pub(super) pages: Vec<Page>,
    pub(super) tags: Vec<Tagged>,
    pub(super) root: Vec<Child>,
    /// Headings of parts: text, page, height.
    pub(super) places: Vec<(String, usize, f32)>,
}

impl<'f> Setting<'f> {
    pub(super) fn of(document: &Document, faces: &'f Faces) -> Self {
        let mut set = Self {
            faces,
            y: TOP,
            head: Vec::new(),
            unknown: 0,
            pages: vec![Page::default()],
            tags: Vec::new(),
            root: Vec::new(),
            places: Vec::new(),
        };
        set.heading(None, 1, &document.title, 20.0);
        set.lines(None, &document.about);
        for text in &document.intro {
            set.paragraph(None, text);
        }
        for section in &document.sections {
            set.section(section);
        }
        if set.unknown > 0 {
            let missing = set.unknown;
            let text = document.language.pick(
                format!("In dit bestand staan {missing} tekens als een vraagteken: het lettertype heeft ze niet. In de andere vormen (Word, Excel) staan ze wel."),
                format!("In this file {missing} characters stand as a question mark: the typeface does not have them. In the other forms (Word, Excel) they do stand."),
            );
            set.paragraph(None, &text);
        }
        set
    }

    fn section(&mut self, section: &Section) {
        let tag = self.tag(None, Role::Section);
        self.y += 12.0;
        self.heading(Some(tag), 2, &section.heading, 15.0);
        for item in &section.items {
            self.item(tag, item);
        }
        if let Some(table) = &section.table {
            self.table(tag, table);
        }
    }

    fn item(&mut self, within: usize, item: &Item) {
        self.y += 8.0;
        self.room(70.0);
        let y = self.y - 4.0;
        self.page().rules.push(y);
        self.y += 4.0;
        self.heading(Some(within), 3, &item.title, 12.0);
        self.lines(Some(within), &item.lines);
    }

    fn heading(&mut self, within: Option<usize>, level: u16, text: &str, size: f32) {
        let text = self.clean(text);
        let tag = self.tag(within, Role::Heading(level, text.clone()));
        self.room(size * LEADING * 2.0 + BODY * LEADING);
        if level < 3 {
            let place = (text.clone(), self.pages.len().saturating_sub(1), self.y);
            self.places.push(place);
        }
        let lines = self.wrap(&text, true, size, ACROSS);
        self.set(Some(tag), &lines, LEFT, true, size);
        self.y += 3.0;
    }

    fn paragraph(&mut self, within: Option<usize>, text: &str) {
        let tag = self.tag(within, Role::Paragraph);
        let text = self.clean(text);
        let lines = self.wrap(&text, false, BODY, ACROSS);
        self.y += 4.0;
        self.set(Some(tag), &lines, LEFT, false, BODY);
    }

    /// Labels with their values beside them, as a list.
    fn lines(&mut self, within: Option<usize>, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        let list = self.tag(within, Role::List);
        for line in lines {
            let item = self.tag(Some(list), Role::ListItem);
            let label = self.tag(Some(item), Role::Label);
            let body = self.tag(Some(item), Role::Body);
            let text = self.clean(&line.label);
            let labels = self.wrap(&text, true, BODY, VALUES - GAP);
            let mut values = Vec::new();
            for part in line.values.iter().flat_map(|value| value.lines()) {
                let part = self.clean(part);
                values.extend(self.wrap(&part, false, BODY, ACROSS - VALUES));
            }
            self.y += 1.5;
            // A label is never parted from the beginning of its value.
            let label_height = count(labels.len()) * BODY * LEADING;
            self.room(label_height.clamp(2.0 * BODY * LEADING, 300.0));
            let (page, top) = (self.pages.len(), self.y);
            self.set(Some(label), &labels, LEFT, true, BODY);
            let below = self.y;
            if self.pages.len() == page {
                self.y = top;
            }
            self.set(Some(body), &values, LEFT + VALUES, false, BODY);
            if self.pages.len() == page {
                self.y = self.y.max(below);
            }
        }
    }

    fn table(&mut self, within: usize, table: &Table) {
        let whole = table.head.iter().map(|(_, share)| f32::from(*share)).sum::<f32>().max(1.0);
        let mut columns = Vec::with_capacity(table.head.len());
        let mut x = LEFT;
        for (_, share) in &table.head {
            let width = ACROSS * f32::from(*share) / whole;
            columns.push((x, width - GAP));
            x += width;
        }
        let tag = self.tag(Some(within), Role::Table);
        let group = self.tag(Some(tag), Role::TableHead);
        let words: Vec<&str> = table.head.iter().map(|(word, _)| word.as_str()).collect();
        let cells = self.cells(&words, &columns, true);
        self.row(group, &cells, true);
        self.head = cells;
        let group = self.tag(Some(tag), Role::TableBody);
        for row in &table.rows {
            let words: Vec<&str> = row.iter().map(String::as_str).collect();
            let cells = self.cells(&words, &columns, false);
            self.row(group, &cells, false);
        }
        self.head = Vec::new();
    }

    /// The lines of each cell, with where they begin. A cell without words has a dash: a row is as wide as
    /// its table.
    fn cells(&mut self, words: &[&str], columns: &[(f32, f32)], bold: bool) -> Vec<(f32, Vec<String>)> {
        let mut cells = Vec::with_capacity(columns.len());
        for (index, (x, width)) in columns.iter().enumerate() {
            let mut lines = Vec::new();
            for part in words.get(index).copied().unwrap_or_default().lines() {
                let part = self.clean(part);
                lines.extend(self.wrap(&part, bold, BODY, *width));
            }
            if lines.is_empty() {
                lines.push("–".to_owned());
            }
            cells.push((*x, lines));
        }
        cells
    }

    /// A row, line by line: it may go on on the next page.
    fn row(&mut self, within: usize, cells: &[(f32, Vec<String>)], head: bool) {
        let row = self.tag(Some(within), Role::TableRow);
        let tags: Vec<usize> = cells
            .iter()
            .map(|_| self.tag(Some(row), if head { Role::HeadCell } else { Role::Cell }))
            .collect();
        let tallest = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        self.y += 3.0;
        for number in 0..tallest {
            self.room(BODY * LEADING);
            self.y += BODY * LEADING;
            for ((x, lines), tag) in cells.iter().zip(&tags) {
                if let Some(line) = lines.get(number) {
                    self.put(Some(*tag), line, *x, head, BODY);
                }
            }
        }
        let y = self.y + 4.0;
        self.page().rules.push(y);
        self.y += 3.0;
    }

    /// Sets lines below one another, on as many pages as it takes.
    fn set(&mut self, tag: Option<usize>, lines: &[String], x: f32, bold: bool, size: f32) {
        for line in lines {
            self.room(size * LEADING);
            self.y += size * LEADING;
            self.put(tag, line, x, bold, size);
        }
    }

    /// Puts a line where we are. The space at its end tells words apart that stand on two lines.
    fn put(&mut self, tag: Option<usize>, line: &str, x: f32, bold: bool, size: f32) {
        let y = self.y;
        let page = self.pages.len().saturating_sub(1);
        let run = self.page().runs.len();
        self.page().runs.push(Run { x, y, bold, size, text: format!("{line} "), tagged: tag.is_some() });
        if let Some(tag) = tag.and_then(|tag| self.tags.get_mut(tag)) {
            tag.children.push(Child::Run { page, run });
        }
    }

    /// Goes to a new page where there is not this much room.
    fn room(&mut self, height: f32) {
        if self.y + height <= BOTTOM || self.y <= TOP {
            return;
        }
        self.pages.push(Page::default());
        self.y = TOP;
        let head = std::mem::take(&mut self.head);
        let tallest = head.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for number in 0..tallest {
            self.y += BODY * LEADING;
            for (x, lines) in &head {
                if let Some(line) = lines.get(number) {
                    self.put(None, line, *x, true, BODY);
                }
            }
        }
        if tallest > 0 {
            self.y += 6.0;
        }
        self.head = head;
    }

    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn tag(&mut self, within: Option<usize>, role: Role) -> usize {
        let number = self.tags.len();
        self.tags.push(Tagged { role, children: Vec::new() });
        match within.and_then(|within| self.tags.get_mut(within)) {
            Some(within) => within.children.push(Child::Tag(number)),
            None => self.root.push(Child::Tag(number)),
        }
        number
    }

    fn clean(&mut self, text: &str) -> String {
        let (clean, unknown) = self.faces.clean(text);
        self.unknown = self.unknown.saturating_add(unknown);
        clean
    }

    /// Breaks a text at its spaces; a word that is wider than the line is broken where it must.
    fn wrap(&self, text: &str, bold: bool, size: f32, width: f32) -> Vec<String> {
        let face = self.faces.of(bold);
        let space = face.width(" ", size);
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0_f32);
        for word in text.split_whitespace() {
            let long = face.width(word, size);
            if !line.is_empty() && used + space + long <= width {
                line.push(' ');
                line.push_str(word);
                used += space + long;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if long <= width {
                line.push_str(word);
                used = long;
                continue;
            }
            for sign in word.chars() {
                let wide = face.sign(sign).1 * size;
                if !line.is_empty() && used + wide > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(sign);
                used += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// A small number of lines as a length.
fn count(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces_and_no_wider_than_their_column() {
        let faces = Faces::new().unwrap();
        let set = Setting::of(&Document { title: "T".into(), ..Document::default() }, &faces);
        let text = "Mevrouw heeft goed geslapen en wil graag wandelen met haar dochter.";
        let lines = set.wrap(text, false, BODY, 120.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| faces.regular.width(line, BODY) <= 120.0));
        let word = "a".repeat(300);
        let lines = set.wrap(&word, false, BODY, 120.0);
        assert_eq!(lines.concat(), word);
        assert!(lines.iter().all(|line| faces.regular.width(line, BODY) <= 120.0));
        assert!(set.wrap("  ", false, BODY, 120.0).is_empty());
    }
}
