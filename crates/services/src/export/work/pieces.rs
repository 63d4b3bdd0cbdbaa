//! The kinds of pieces: a volume of documents with its bundles and files, a workbook, a list of who looked,
//! and the end.

use inzage_documents::{Document, Line, Section, Sheet, Table, archive::Packing, bundle};
use inzage_domain::{
    export::ExportForm,
    written::{self, day_of},
};
use inzage_store::{Cursor, TakenEntry};
use jiff::Timestamp;

use super::{
    super::{
        read::{Read, Target, columns},
        words::About,
    },
    BUFFER, LOG_LINES, LOG_PAGE, Maker, Place, R4, READ_ME, ROWS, STU3, VOLUME, VOLUME_BYTES, numbered,
};
use crate::{Error, who_looked::merged};

impl Maker<'_> {
    /// A volume of the documents, with the bundles and files of its entries.
    pub(super) async fn record(&mut self, category: usize, after: Option<Cursor>) -> Result<(), Error> {
        let documents = self.order().has(ExportForm::Pdf) || self.order().has(ExportForm::Word);
        let mut sections: Vec<Section> = Vec::new();
        let (mut items, mut bytes) = (0_u32, 0_usize);
        let mut at = Some((category, after));
        while let Some((category, after)) = at {
            let Some(batch) = self.read(category, after).await? else { break };
            for entry in &batch.entries {
                let read = Read::of(entry, self.words.0);
                let files = self.files_of(entry, &read).await?;
                if self.order().has(ExportForm::Fhir) {
                    self.fhir(entry, &read).await?;
                }
                if documents {
                    let heading = batch.category.name(self.words.0);
                    if sections.last().is_none_or(|section| section.heading != heading) {
                        sections.push(Section { heading: heading.to_owned(), ..Section::default() });
                    }
                    if let Some(section) = sections.last_mut() {
                        section.items.push(read.item(entry, &files, self.words));
                    }
                }
                items += 1;
                bytes = bytes.saturating_add(entry.source.len());
                self.progress.done += 1;
            }
            at = batch.next;
            if items >= VOLUME || bytes >= VOLUME_BYTES {
                break;
            }
        }
        self.pack_waiting().await?;
        let volume = self.progress.volumes + 1;
        // One without anything in it only where there is nothing at all.
        if documents && (!sections.is_empty() || volume == 1) {
            let stem = numbered("dossier", volume, at.is_none());
            let mut document = self.document(self.words.title(&self.demographics.name.full()), sections);
            if document.sections.is_empty() {
                document.intro.push(self.words.nothing().to_owned());
            }
            self.documents(&stem, document).await?;
            self.progress.volumes = volume;
        }
        self.progress.place = match at {
            Some((category, after)) => {
                Place::Record { category, after: after.map(|after| after.to_string()) }
            }
            None => self.after_record(),
        };
        Ok(())
    }

    /// The files in an entry, as files of their own. Gives their names.
    async fn files_of(&mut self, entry: &TakenEntry, read: &Read) -> Result<Vec<String>, Error> {
        let mut names = Vec::with_capacity(read.files.len());
        for file in &read.files {
            self.progress.taken += 1;
            let day = day_of(entry.row.care.at);
            let name = format!("bestanden/{day}-{:04}.{}", self.progress.taken, file.ending);
            self.put(&name, Packing::Stored, file.bytes.clone()).await?;
            names.push(name);
        }
        Ok(names)
    }

    async fn fhir(&mut self, entry: &TakenEntry, read: &Read) -> Result<(), Error> {
        match read.target(entry, self.organisation.host()) {
            Target::Alone(name) => self.put(&name, Packing::Deflated, entry.source.clone()).await,
            Target::Bundle(name, full_url, json) => {
                let file = self.file(name, Packing::Deflated);
                let first = file.entries == 0;
                file.entries += 1;
                let begin =
                    first.then(|| bundle::begin(&self.work.export.id.to_string(), self.work.export.asked_at));
                let text = self.waiting.entry(name).or_default();
                text.extend(begin);
                text.push_str(&bundle::entry(first, &full_url, &json));
                if text.len() >= BUFFER {
                    self.pack_waiting().await?;
                }
                Ok(())
            }
        }
    }

    async fn pack_waiting(&mut self) -> Result<(), Error> {
        for (name, text) in std::mem::take(&mut self.waiting) {
            self.put(name, Packing::Deflated, text.into_bytes()).await?;
        }
        Ok(())
    }

    /// A workbook, with a sheet for each category.
    pub(super) async fn sheets(&mut self, category: usize, after: Option<Cursor>) -> Result<(), Error> {
        let mut sheets: Vec<Sheet> = Vec::new();
        let (mut rows, mut bytes) = (0_u32, 0_usize);
        let mut at = Some((category, after));
        while let Some((category, after)) = at {
            let Some(batch) = self.read(category, after).await? else { break };
            for entry in &batch.entries {
                let name = batch.category.name(self.words.0);
                if sheets.last().is_none_or(|sheet| sheet.name != name) {
                    sheets.push(Sheet { name: name.to_owned(), head: columns(self.words), rows: Vec::new() });
                }
                let row = Read::of(entry, self.words.0).row(entry, self.words);
                if let Some(sheet) = sheets.last_mut() {
                    sheet.rows.push(row);
                }
                rows += 1;
                bytes = bytes.saturating_add(entry.source.len());
                self.progress.done += 1;
            }
            at = batch.next;
            if rows >= ROWS || bytes >= 4 * VOLUME_BYTES {
                break;
            }
        }
        let number = self.progress.workbooks + 1;
        if sheets.is_empty() && number == 1 {
            let name = self.words.nothing().to_owned();
            sheets.push(Sheet { name, head: columns(self.words), rows: Vec::new() });
        }
        if !sheets.is_empty() {
            let name = format!("{}.xlsx", numbered("dossier", number, at.is_none()));
            let title = self.words.title(&self.demographics.name.full());
            self.workbook(&name, title, sheets).await?;
            self.progress.workbooks = number;
        }
        self.progress.place = match at {
            Some((category, after)) => {
                Place::Sheets { category, after: after.map(|after| after.to_string()) }
            }
            None => self.after_sheets(),
        };
        Ok(())
    }

    /// Who looked, as the client may see it.
    pub(super) async fn log(&mut self, before: Option<i64>) -> Result<(), Error> {
        let Some(permit) = &self.work.log else {
            self.progress.place = Place::End;
            return Ok(());
        };
        let words = self.words;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut at = before;
        let mut over = false;
        while rows.len() < LOG_LINES && !over {
            let lines = self.services.store.client_log(permit, Timestamp::MIN, at, LOG_PAGE).await?;
            over = lines.len() < usize::from(LOG_PAGE);
            at = lines.last().map(|line| line.seq).or(at);
            for day in merged(&lines, self.work.export.account) {
                for one in day.looked {
                    let name = one.name.unwrap_or_else(|| self.organisation.profile().name.clone());
                    let mut what = vec![one.event.said(words.0).to_owned()];
                    what.extend(one.categories.iter().map(|category| category.name(words.0).to_owned()));
                    if one.refused {
                        what.push(words.log_refused().to_owned());
                    }
                    if one.emergency {
                        what.push(words.log_emergency().to_owned());
                    }
                    rows.push(vec![
                        format!("{} {}", written::date(words.0, day.day), written::time_of_day(one.at)),
                        name,
                        words.role_of(&one.role_code, one.basis).to_owned(),
                        what.join(", "),
                        one.times.to_string(),
                    ]);
                }
            }
        }
        let number = self.progress.lists + 1;
        let stem = numbered("wie-heeft-gekeken", number, over);
        let head: Vec<(String, u16)> = [
            (words.log_day(), 22),
            (words.log_who(), 24),
            (words.log_as(), 16),
            (words.what(), 40),
            (words.log_often(), 9),
        ]
        .map(|(word, share)| (word.to_owned(), share))
        .into();
        let title = words.log_title(&self.demographics.name.full());
        if self.order().has(ExportForm::Excel) {
            let cells =
                rows.iter().map(|row| row.iter().map(|text| text.as_str().into()).collect()).collect();
            let sheet = Sheet { name: words.log().to_owned(), head: head.clone(), rows: cells };
            self.workbook(&format!("{stem}.xlsx"), title.clone(), vec![sheet]).await?;
        }
        let section =
            Section { heading: words.log().to_owned(), items: Vec::new(), table: Some(Table { head, rows }) };
        let mut document = self.document(title, vec![section]);
        document.intro.push(words.log_intro().to_owned());
        self.documents(&stem, document).await?;
        self.progress.lists = number;
        self.progress.place = if over { Place::End } else { Place::Log { before: at } };
        Ok(())
    }

    /// The ends of the bundles, and what is to be read first.
    pub(super) async fn end(&mut self) -> Result<(), Error> {
        for name in [R4, STU3] {
            if self.progress.files.iter().any(|file| file.packed.name == name) {
                self.put(name, Packing::Deflated, bundle::END.as_bytes().to_vec()).await?;
            }
        }
        let order = self.order();
        let language = self.words.0;
        let names: Vec<&str> = self.progress.files.iter().map(|file| file.packed.name.as_str()).collect();
        // Those in folders are told by their folder.
        let mut listed: Vec<&str> = names
            .iter()
            .map(|name| {
                name.split_once('/')
                    .filter(|(folder, _)| *folder != "fhir")
                    .map_or(*name, |(folder, _)| folder)
            })
            .map(|name| if name.starts_with("fhir/xml/") { "fhir/xml" } else { name })
            .collect();
        listed.dedup();
        let categories: Vec<&str> = order.categories.iter().map(|category| category.name(language)).collect();
        let text = self.words.read_me(
            &About {
                title: &self.words.title(&self.demographics.name.full()),
                organisation: &self.organisation.profile().name,
                phone: &self.organisation.profile().phone,
                made: &written::moment(language, self.work.export.asked_at),
                period: &self.period(),
                categories: &categories.join(", "),
                forms: &order.forms,
            },
            &listed,
        );
        // As a simple editor shows it, with the sign that says how it is written.
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        self.put(READ_ME, Packing::Deflated, text.into_bytes()).await?;
        self.progress.done = self.progress.total;
        Ok(())
    }

    fn period(&self) -> String {
        let order = self.order();
        let day = |day: jiff::civil::Date| written::date(self.words.0, day);
        let (since, until) = (order.since.map(day), order.until.map(day));
        self.words.between(since.as_deref(), until.as_deref())
    }

    fn document(&self, title: String, sections: Vec<Section>) -> Document {
        let words = self.words;
        let language = words.0;
        let mut about = Vec::new();
        if let Some(born) = self.demographics.birth_date {
            about.push(Line::new(words.born(), written::date(language, born)));
        }
        about.push(Line::new(words.made(), written::moment(language, self.work.export.asked_at)));
        about.push(Line::new(words.by(), self.organisation.profile().name.as_str()));
        about.push(Line::new(words.period(), self.period()));
        Document {
            title,
            about,
            intro: vec![words.warning_private().to_owned()],
            footer: self.organisation.profile().name.clone(),
            page_word: words.page().to_owned(),
            language,
            made_at: self.work.export.asked_at,
            author: self.organisation.profile().name.clone(),
            sections,
        }
    }
}
