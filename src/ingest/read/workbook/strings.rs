//! Texts that cells of a workbook share.

use quick_xml::events::Event;

use super::WorkbookError;
use super::archive::PartReader;
use super::xml::Xml;
use crate::ingest::read::ReadError;

/// Bytes that the part may have.
pub(super) const BYTES: u64 = 256 << 20;
/// Bytes of text that are kept.
const TEXT: usize = 128 << 20;
/// Texts that are kept.
const TEXTS: usize = 8_000_000;

/// Texts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part of shared texts.
    pub(super) fn read(name: &str, part: PartReader) -> Result<Self, ReadError> {
        let mut strings = Self::default();
        let mut xml = Xml::new(name, part);
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    strings.push(name, |text| {
                        let from = text.len();
                        rich_text(&mut xml, text)?;
                        unescape(text, from);
                        Ok(())
                    })?;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        xml.drain()?;
        Ok(strings)
    }

    /// Adds the text that `append` appends; `part` is where it comes from.
    pub(super) fn push(
        &mut self,
        part: &str,
        append: impl FnOnce(&mut String) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        append(&mut self.text)?;
        if self.text.len() > TEXT || self.ends.len() >= TEXTS {
            let (part, bytes) = (part.to_owned(), self.text.len() as u64);
            return Err(WorkbookError::PartTooLarge { part, bytes, limit: TEXT as u64 }.into());
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Returns a text by its number, from 0; `None` where there is none.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// Appends the text of the element that began last: its runs one behind the other, without how
/// they are pronounced.
pub(super) fn rich_text(xml: &mut Xml, into: &mut String) -> Result<(), ReadError> {
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let Event::Start(element) = xml.next()? else { continue };
        match element.local_name().as_ref() {
            "t" => xml.text(into)?,
            "rPh" => xml.skip()?,
            _ => {}
        }
    }
    Ok(())
}

/// Resolves `_x000D_`, as characters that XML has not are written, in the text from `from` on.
pub(super) fn unescape(text: &mut String, from: usize) {
    if memchr::memmem::find(&text.as_bytes()[from..], b"_x").is_none() {
        return;
    }
    let written = text.split_off(from);
    let mut units: Vec<u16> = Vec::new();
    let mut rest = written.as_str();
    while let Some(sign) = rest.chars().next() {
        let unit = escaped(rest);
        if let Some(unit) = unit {
            units.push(unit);
            rest = &rest[ESCAPED..];
        } else {
            text.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{fffd}')));
            text.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    text.extend(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')));
}

/// Bytes of `_x000D_`.
const ESCAPED: usize = 7;

fn escaped(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPED)?.strip_prefix("_x")?.strip_suffix('_')?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_are_resolved() {
        for (written, text) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_多", "\u{fffd}多"),
            ("_x00_", "_x00_"),
            ("_x000G_", "_x000G_"),
            ("a_x", "a_x"),
            ("多达", "多达"),
        ] {
            let mut all = "x_x000D_".to_owned() + written;
            unescape(&mut all, 8);
            assert_eq!(all, "x_x000D_".to_owned() + text, "{written}");
        }
    }
}
