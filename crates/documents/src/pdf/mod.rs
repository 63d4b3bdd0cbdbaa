//! A document as PDF: PDF/A-2a (kept for years, nothing outside the file) and PDF/UA-1 (headings, lists and
//! tables told to screen readers), on A4, black on white.
//!
//! First all lines are set on their pages (`setting`), each with the tag that it belongs to; then they are
//! drawn, and the tree of tags is built from what was drawn.

mod setting;

use std::num::NonZeroU16;

use jiff::tz::TimeZone;
use krilla::{
    Document as Drawing, SerializeSettings,
    color::luma,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Stroke,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagTree,
    },
    text::KrillaGlyph,
};

use self::setting::{BOTTOM, Child, HEIGHT, LEFT, Role, Run, SMALL, Setting, WIDTH};
use crate::{Document, DocumentError, fonts::Faces};

/// Makes the file.
pub fn pdf(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let faces = Faces::new()?;
    let set = Setting::of(document, &faces);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| DocumentError::Pdf(format!("{error:?}")))?;
    let mut drawing = Drawing::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn: Vec<Vec<Identifier>> = Vec::with_capacity(set.pages.len());
    let last = set.pages.len();
    for (index, page) in set.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| DocumentError::Pdf("size of a page".into()))?;
        let mut sheet = drawing.start_page_with(settings);
        let mut surface = sheet.surface();
        for y in &page.rules {
            rule(&mut surface, *y);
        }
        let mut identifiers = Vec::with_capacity(page.runs.len());
        for run in &page.runs {
            let tag = if run.tagged {
                ContentTag::Span(SpanTag::empty())
            } else {
                ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other))
            };
            identifiers.push(surface.start_tagged(tag));
            write(&mut surface, run, &faces);
            surface.end_tagged();
        }
        let foot = format!("{} · {} {} / {last}", document.footer, document.page_word, index + 1);
        let foot = Run {
            x: LEFT,
            y: BOTTOM + 28.0,
            bold: false,
            size: SMALL,
            text: faces.clean(&foot).0,
            tagged: false,
        };
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        write(&mut surface, &foot, &faces);
        surface.end_tagged();
        surface.finish();
        sheet.finish();
        drawn.push(identifiers);
    }
    let mut outline = Outline::new();
    for (text, page, y) in &set.places {
        let place = XyzDestination::new(*page, Point::from_xy(LEFT, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    drawing.set_outline(outline);
    drawing.set_metadata(metadata(document));
    let mut tree = TagTree::new().with_lang(Some(document.language.tag().to_owned()));
    for child in &set.root {
        if let Some(node) = node(child, &set, &drawn) {
            tree.push(node);
        }
    }
    drawing.set_tag_tree(tree);
    drawing.finish().map_err(|error| DocumentError::Pdf(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    let local = document.made_at.to_zoned(TimeZone::UTC).datetime();
    let number = |number: i8| u8::try_from(number).unwrap_or(0);
    let made = DateTime::new(u16::try_from(local.year()).unwrap_or(0))
        .month(number(local.month()))
        .day(number(local.day()))
        .hour(number(local.hour()))
        .minute(number(local.minute()))
        .second(number(local.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .language(document.language.tag().to_owned())
        .authors(vec![document.author.clone()])
        .creator("Inzage".to_owned())
        .creation_date(made)
}

/// A thin line from margin to margin.
fn rule(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(WIDTH - LEFT, y);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_stroke(Some(Stroke { paint: luma::Color::new(150).into(), width: 0.5, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.end_tagged();
}

fn write(surface: &mut Surface<'_>, run: &Run, faces: &Faces) {
    let face = faces.of(run.bold);
    let glyphs: Vec<KrillaGlyph> = run
        .text
        .char_indices()
        .map(|(start, sign)| {
            let (glyph, width) = face.sign(sign);
            KrillaGlyph::new(glyph, width, 0.0, 0.0, 0.0, start..start + sign.len_utf8(), None)
        })
        .collect();
    surface.draw_glyphs(Point::from_xy(run.x, run.y), &glyphs, face.font.clone(), &run.text, run.size, false);
}

/// A tag with what is in it; `None` where nothing is.
fn node(child: &Child, set: &Setting<'_>, drawn: &[Vec<Identifier>]) -> Option<Node> {
    let number = match child {
        Child::Run { page, run } => return Some(Node::Leaf(*drawn.get(*page)?.get(*run)?)),
        Child::Tag(number) => *number,
    };
    let tag = set.tags.get(number)?;
    let mut group = match &tag.role {
        Role::Section => TagGroup::new(Tag::Section),
        Role::Heading(level, title) => TagGroup::new(Tag::Hn(NonZeroU16::new(*level)?, Some(title.clone()))),
        Role::Paragraph => TagGroup::new(Tag::P),
        Role::List => TagGroup::new(Tag::L(ListNumbering::None)),
        Role::ListItem => TagGroup::new(Tag::LI),
        Role::Label => TagGroup::new(Tag::Lbl),
        Role::Body => TagGroup::new(Tag::LBody),
        Role::Table => TagGroup::new(Tag::Table),
        Role::TableHead => TagGroup::new(Tag::THead),
        Role::TableBody => TagGroup::new(Tag::TBody),
        Role::TableRow => TagGroup::new(Tag::TR),
        Role::HeadCell => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Role::Cell => TagGroup::new(Tag::TD),
    };
    let mut filled = false;
    for child in &tag.children {
        if let Some(node) = node(child, set, drawn) {
            group.push(node);
            filled = true;
        }
    }
    filled.then_some(Node::Group(group))
}
