//! Formats of numbers, as far as they change what a person reads.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::PartReader;
use super::xml::{Xml, attribute, attributes};
use crate::ingest::read::ReadError;

/// Bytes that the part of formats may have.
pub(super) const BYTES: u64 = 64 << 20;
/// Formats of cells that a workbook may have, as in spreadsheet programs.
const CELL_FORMATS: usize = 66_000;

/// How a number is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// As a number.
    #[default]
    Number,
    /// As so many hundredths.
    Percent,
    /// Its digits in places, `0`, between signs: `00000`, `000-0000`.
    Places(String),
    /// As a day.
    Day,
    /// As a day and a time of day.
    DayTime,
    /// As a time of day.
    Time,
    /// As hours, minutes and seconds, which may be more than a day's.
    Span,
}

/// Reads the part of formats; returns the format of each style of cells, by its number.
pub(super) fn read(name: &str, part: PartReader) -> Result<Vec<Format>, ReadError> {
    let mut xml = Xml::new(name, part);
    let (mut own, mut formats) = (HashMap::<u32, Format>::new(), Vec::new());
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(&element, "formatCode");
                    if let (Some(id), Some(code)) = (id, code) {
                        own.insert(id, Format::of_code(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attributes(&element).find(|(name, _)| *name == "numFmtId");
                    let id: u32 = id.and_then(|(_, id)| id.parse().ok()).unwrap_or(0);
                    let format = own.get(&id).cloned();
                    formats.push(format.unwrap_or_else(|| Format::built_in(id)));
                    if formats.len() > CELL_FORMATS {
                        return Err(xml.damaged());
                    }
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => break,
            _ => {}
        }
    }
    xml.drain()?;
    Ok(formats)
}

impl Format {
    /// Returns the format of a number that every program knows; those from 27 to 36 and from 50 to
    /// 58 are the East Asian ones.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            22 => Self::DayTime,
            46 => Self::Span,
            _ => Self::Number,
        }
    }

    /// Returns the format that a code describes, by its part for positive numbers.
    pub(super) fn of_code(code: &str) -> Self {
        let Signs { letters, places, is_span, is_percent } = Signs::of(code);
        let has = |signs: &[char]| letters.contains(signs);
        if letters.contains("general") || letters.contains("通用格式") {
            return Self::Number;
        }
        let has_time = has(&['h', 's']);
        let has_day = has(&['y', 'd']) || letters.contains("aaa") || (has(&['m']) && !has_time);
        match (is_span, has_day, has_time) {
            (true, ..) => Self::Span,
            (_, true, true) => Self::DayTime,
            (_, true, false) => Self::Day,
            (_, false, true) => Self::Time,
            _ if is_percent => Self::Percent,
            _ => match places {
                Some(places) if places.bytes().filter(|b| *b == b'0').count() > 1 => {
                    Self::Places(places)
                }
                _ => Self::Number,
            },
        }
    }
}

/// What stands in the first part of a code.
struct Signs {
    /// All but literal text and brackets, in lower case.
    letters: String,
    /// Places and signs between them, where there is nothing else.
    places: Option<String>,
    is_span: bool,
    is_percent: bool,
}

impl Signs {
    fn of(code: &str) -> Self {
        let mut signs = Self {
            letters: String::new(),
            places: Some(String::new()),
            is_span: false,
            is_percent: false,
        };
        let mut rest = code.chars();
        while let Some(sign) = rest.next() {
            match sign {
                ';' => break,
                '"' => {
                    let text: String = rest.by_ref().take_while(|c| *c != '"').collect();
                    signs.literal(&text);
                }
                '\\' => {
                    let text: String = rest.by_ref().take(1).collect();
                    signs.literal(&text);
                }
                '_' | '*' => {
                    rest.next();
                }
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    let counts = |unit: char| inside.chars().all(|c| c == unit);
                    signs.is_span |= !inside.is_empty() && ['h', 'm', 's'].into_iter().any(counts);
                }
                '0' | '-' | ' ' | '(' | ')' => {
                    if let Some(places) = &mut signs.places {
                        places.push(sign);
                    }
                }
                _ => {
                    signs.is_percent |= sign == '%';
                    signs.letters.extend(sign.to_lowercase());
                    signs.places = None;
                }
            }
        }
        signs
    }

    /// Takes text that stands for itself.
    fn literal(&mut self, text: &str) {
        if text.contains('0') {
            self.places = None;
        } else if let Some(places) = &mut self.places {
            places.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_spreadsheet_programs_read_them() {
        let places = |text: &str| Format::Places(text.to_owned());
        for (code, format) in [
            ("General", Format::Number),
            ("G/通用格式", Format::Number),
            ("0", Format::Number),
            ("0.00_ ", Format::Number),
            ("#,##0.00;[Red]-#,##0.00", Format::Number),
            ("¥#,##0", Format::Number),
            ("0.00E+00", Format::Number),
            ("@", Format::Number),
            ("0\"d\"", Format::Number),
            ("0%", Format::Percent),
            ("0.0%", Format::Percent),
            ("00000", places("00000")),
            ("000\\-0000", places("000-0000")),
            ("yyyy-mm-dd", Format::Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", Format::Day),
            ("yyyy年m月d日", Format::Day),
            ("[$-804]aaaa", Format::Day),
            ("[DBNum1][$-804]m\"月\"d\"日\"", Format::Day),
            ("m/d", Format::Day),
            ("yyyy/m/d h:mm", Format::DayTime),
            ("[$-F400]h:mm:ss AM/PM", Format::Time),
            ("上午/下午h\"时\"mm\"分\"", Format::Time),
            ("mm:ss", Format::Time),
            ("[h]:mm:ss", Format::Span),
            ("[mm]:ss", Format::Span),
            ("[Red]0", Format::Number),
            ("[>=100][Magenta]General", Format::Number),
        ] {
            assert_eq!(Format::of_code(code), format, "{code}");
        }
        for (id, format) in [
            (0, Format::Number),
            (14, Format::Day),
            (22, Format::DayTime),
            (31, Format::Day),
            (46, Format::Span),
            (57, Format::Day),
            (9, Format::Percent),
            (49, Format::Number),
        ] {
            assert_eq!(Format::built_in(id), format, "{id}");
        }
    }
}
