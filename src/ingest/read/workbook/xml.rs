//! XML of a part, an event at a time: neither deep nor long enough to fill memory.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::WorkbookError;
use super::archive::{PartReader, drained, fault};
use crate::ingest::read::ReadError;

/// Bytes that a tag or a text may have: a cell has at most 32,767 characters.
const TOKEN: usize = 1 << 20;
/// Elements that may stand in each other.
const DEPTH: usize = 64;
/// Elements that a part may have: more than ten million cells.
const ELEMENTS: u64 = 24_000_000;

/// Events of a part.
pub(super) struct Xml {
    name: String,
    reader: Reader<Guarded>,
    buffer: Vec<u8>,
    depth: usize,
    elements: u64,
}

impl Xml {
    /// Returns the events of a part of this name. Empty elements begin and end like others.
    pub(super) fn new(name: &str, part: PartReader) -> Self {
        let mut reader = Reader::from_reader(Guarded { part, left: TOKEN });
        reader.config_mut().expand_empty_elements = true;
        Self { name: name.to_owned(), reader, buffer: Vec::new(), depth: 0, elements: 0 }
    }

    /// Returns the next event; the end of the part where there is none.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().left = TOKEN;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(fault(&self.name, &error)),
            Err(_) => return Err(damaged(&self.name)),
        };
        match event {
            Event::Start(_) => {
                (self.depth, self.elements) = (self.depth + 1, self.elements + 1);
                if self.elements > ELEMENTS {
                    return Err(too_many(&self.name));
                }
                if self.depth > DEPTH {
                    return Err(damaged(&self.name));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(damaged(&self.name)),
            // No part of a workbook declares entities.
            Event::DocType(_) => return Err(damaged(&self.name)),
            _ => {}
        }
        Ok(event)
    }

    /// Passes over elements of which `length` tells the bytes up to the next tag, from the start of
    /// one; none for those that are to be read. What the elements say is theirs to look at.
    ///
    /// Only between two elements: one that was begun has to be ended before.
    pub(super) fn pass(
        &mut self,
        mut length: impl FnMut(&[u8]) -> Option<usize>,
    ) -> Result<(), ReadError> {
        let guarded = self.reader.get_mut();
        let bytes = guarded.part.fill_buf().map_err(|error| fault(&self.name, &error))?;
        let mut passed = 0;
        while let Some(length) = length(&bytes[passed..]) {
            (passed, self.elements) = (passed + length, self.elements + 1);
        }
        guarded.part.consume(passed);
        if self.elements > ELEMENTS { Err(too_many(&self.name)) } else { Ok(()) }
    }

    /// Takes in so many elements that are not written, but cost as much.
    pub(super) fn count(&mut self, elements: u64) -> Result<(), ReadError> {
        self.elements = self.elements.saturating_add(elements);
        if self.elements > ELEMENTS { Err(too_many(&self.name)) } else { Ok(()) }
    }

    /// Returns where the next event begins, in bytes from the start of the part.
    pub(super) fn place(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Passes over what is left of the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text of the element that began last, and of those in it, up to its end.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            let written = append(&self.next()?, into);
            if !written {
                return Err(self.damaged());
            }
        }
        Ok(())
    }

    /// Returns that the part is damaged.
    pub(super) fn damaged(&self) -> ReadError {
        damaged(&self.name)
    }

    /// Reads the part to its end.
    pub(super) fn drain(self) -> Result<(), ReadError> {
        let Guarded { part, .. } = self.reader.into_inner();
        drained(part).map_err(|error| fault(&self.name, &error))
    }
}

fn damaged(part: &str) -> ReadError {
    WorkbookError::PartDamaged { part: part.to_owned() }.into()
}

fn too_many(part: &str) -> ReadError {
    WorkbookError::TooManyElements { part: part.to_owned(), limit: ELEMENTS }.into()
}

/// Appends the text of an event, if it is one; returns whether it could be read.
pub(super) fn append(event: &Event<'_>, into: &mut String) -> bool {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => match (&**name, name.resolve_char_ref()) {
            (_, Ok(Some(sign))) => into.push(sign),
            ("lt", _) => into.push('<'),
            ("gt", _) => into.push('>'),
            ("amp", _) => into.push('&'),
            ("apos", _) => into.push('\''),
            ("quot", _) => into.push('"'),
            _ => return false,
        },
        _ => {}
    }
    true
}

/// Yields the attributes of an element by their names without prefix, values as written.
pub(super) fn attributes<'e>(
    element: &'e BytesStart<'_>,
) -> impl Iterator<Item = (&'e str, &'e str)> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.filter_map(|attribute| {
        let attribute = attribute.ok()?;
        let value = match attribute.value {
            std::borrow::Cow::Borrowed(value) => value,
            std::borrow::Cow::Owned(_) => return None,
        };
        Some((attribute.key.local_name().into_inner(), value))
    })
}

/// Returns an attribute's value, references resolved; `None` where the element has it not.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let (_, value) = attributes(element).find(|(known, _)| *known == name)?;
    quick_xml::escape::unescape(value).ok().map(std::borrow::Cow::into_owned)
}

/// A part of which an event takes at most so many bytes.
struct Guarded {
    part: PartReader,
    left: usize,
}

impl Read for Guarded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.part.read(into)
    }
}

impl BufRead for Guarded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        self.part.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.part.consume(count);
    }
}
