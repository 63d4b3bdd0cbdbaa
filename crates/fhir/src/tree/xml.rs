//! XML to a tree, as a stream of events with a stack of our own: no recursion, no entities.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{MAX_DEPTH, MAX_ELEMENTS, Node, forbidden};
use crate::error::{Place, ReadError};

const FHIR: &str = "http://hl7.org/fhir";

/// Reads one FHIR resource in XML into a tree.
pub(crate) fn parse_xml(text: &str) -> Result<Node, ReadError> {
    let bytes = text.as_bytes();
    let at = |offset: usize| Place::of(bytes, offset);
    if let Some(offset) = text.find(forbidden) {
        return Err(ReadError::Control {
            place: at(offset),
            code: bytes.get(offset).copied().map_or(0, u32::from),
        });
    }
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    let mut root: Option<Node> = None;
    // How many elements deep we are within a narrative's HTML, which is passed over.
    let mut html = 0_usize;
    let mut elements = 0_usize;
    loop {
        let start = offset(reader.buffer_position());
        let event = reader.read_event().map_err(|error| ReadError::Syntax {
            place: at(offset(reader.error_position())),
            reason: format!("broken XML: {error}"),
        })?;
        let end = offset(reader.buffer_position());
        if root.is_some()
            && matches!(event, Event::Start(_) | Event::Empty(_) | Event::CData(_) | Event::GeneralRef(_))
        {
            return Err(ReadError::Trailing { place: at(start) });
        }
        elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        if elements > MAX_ELEMENTS {
            return Err(ReadError::TooMany { limit: MAX_ELEMENTS });
        }
        match event {
            Event::Eof if open.is_empty() => return root.ok_or(ReadError::Empty),
            Event::Eof => {
                return Err(ReadError::Syntax {
                    place: at(end),
                    reason: "the file ends too early".to_owned(),
                });
            }
            Event::DocType(_) => return Err(ReadError::Doctype { place: at(start) }),
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().and_then(Result::ok);
                if encoding.is_some_and(|name| {
                    !name.eq_ignore_ascii_case("utf-8") && !name.eq_ignore_ascii_case("us-ascii")
                }) {
                    return Err(ReadError::NotUtf8 { place: at(start) });
                }
            }
            Event::Start(tag) => {
                if open.len() + html >= MAX_DEPTH {
                    return Err(ReadError::TooDeep { place: at(start), limit: MAX_DEPTH });
                }
                if html > 0 || is_html(&tag) {
                    html += 1;
                } else {
                    let mut node = element(&tag, open.is_empty(), &|| at(start))?;
                    node.span = start..end;
                    open.push(node);
                }
            }
            Event::Empty(tag) => {
                if html > 0 || is_html(&tag) {
                    continue;
                }
                let mut node = element(&tag, open.is_empty(), &|| at(start))?;
                node.span = start..end;
                close(node, &mut open, &mut root, &|| at(start))?;
            }
            Event::End(_) if html > 0 => html -= 1,
            Event::End(_) => {
                let Some(mut node) = open.pop() else {
                    return Err(ReadError::Syntax {
                        place: at(start),
                        reason: "an end tag without a start".to_owned(),
                    });
                };
                if node.child("resourceType").is_none() {
                    node.span.end = end;
                }
                close(node, &mut open, &mut root, &|| at(start))?;
            }
            Event::GeneralRef(_) if html == 0 => return Err(ReadError::Doctype { place: at(start) }),
            Event::Text(content) if html == 0 && !content.trim().is_empty() => {
                if root.is_some() {
                    return Err(ReadError::Trailing { place: at(start) });
                }
                let reason =
                    "text outside an attribute: FHIR in XML keeps values in value=\"...\"".to_owned();
                return Err(ReadError::Syntax { place: at(start), reason });
            }
            Event::CData(_) if html == 0 => {
                return Err(ReadError::Syntax {
                    place: at(start),
                    reason: "CDATA is not part of FHIR".to_owned(),
                });
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
}

/// Positions fit: the file is at most [`super::MAX_BYTES`] long.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn is_html(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "div"
}

fn element(tag: &BytesStart<'_>, is_root: bool, place: &dyn Fn() -> Place) -> Result<Node, ReadError> {
    let name = tag.local_name().as_ref().to_owned();
    if name == "resourceType" {
        let reason = "resourceType is no element of FHIR in XML".to_owned();
        return Err(ReadError::Syntax { place: place(), reason });
    }
    let mut node = Node::named(name);
    for attribute in tag.attributes() {
        let syntax = |reason: String| ReadError::Syntax { place: place(), reason };
        let attribute = attribute.map_err(|error| syntax(format!("broken attribute: {error}")))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| syntax(format!("a reference that is not allowed: {error}")))?;
        if let Some(sign) = value.chars().find(|sign| forbidden(*sign)) {
            return Err(ReadError::Control { place: place(), code: u32::from(sign) });
        }
        let key = attribute.key.as_ref();
        match key {
            "value" => node.value = Some(value.into_owned()),
            "id" | "url" => {
                node.children.push(Node { value: Some(value.into_owned()), ..Node::named(key) });
            }
            // The namespace may be missing: a resource kept out of a bundle inherited it there.
            _ if is_root && (key == "xmlns" || key.starts_with("xmlns:")) => {
                let declared = tag.name().prefix().map_or_else(
                    || key == "xmlns",
                    |prefix| key.strip_prefix("xmlns:") == Some(prefix.as_ref()),
                );
                if declared && value != FHIR {
                    return Err(ReadError::NotAResource {
                        path: node.name,
                        reason: format!("the namespace is not {FHIR}"),
                    });
                }
            }
            _ => {}
        }
    }
    Ok(node)
}

/// Puts a complete element into its parent. Element names of FHIR begin with a small letter, types
/// of resources with a capital: `<contained><Patient>` becomes one element `contained`.
fn close(
    mut node: Node,
    open: &mut [Node],
    root: &mut Option<Node>,
    place: &dyn Fn() -> Place,
) -> Result<(), ReadError> {
    let is_resource = node.name.starts_with(|sign: char| sign.is_ascii_uppercase());
    if is_resource {
        let kind = Node { value: Some(std::mem::take(&mut node.name)), ..Node::named("resourceType") };
        node.children.insert(0, kind);
    }
    match open.last_mut() {
        None => {
            "resource".clone_into(&mut node.name);
            *root = Some(node);
        }
        Some(parent) if is_resource && parent.child("resourceType").is_some() => {
            let reason = "two resources in one element".to_owned();
            return Err(ReadError::Syntax { place: place(), reason });
        }
        Some(parent) if is_resource => {
            parent.span = node.span;
            parent.children.append(&mut node.children);
        }
        Some(parent) => {
            if node.value.is_some() || !node.children.is_empty() {
                parent.children.push(node);
            }
        }
    }
    Ok(())
}
