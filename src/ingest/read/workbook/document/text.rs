//! The text of a cell: paragraphs, and in them marks for what XML has not.

use quick_xml::events::Event;

use crate::ingest::read::ReadError;
use crate::ingest::read::scan::CELL_CHARS;
use crate::ingest::read::workbook::xml::{Xml, append, attributes};

/// Bytes of text that are more than any cell of so many characters has.
const LONGEST: usize = 4 * CELL_CHARS;

/// What an element in a cell is.
enum Part {
    Paragraph,
    /// Holds paragraphs of the text.
    Holder,
    /// Comments, pictures, forms: nothing that stands in the cell.
    Beside,
}

impl Part {
    fn of(name: &str) -> Self {
        match name {
            "p" | "h" => Self::Paragraph,
            "list" | "list-item" | "list-header" | "section" => Self::Holder,
            _ => Self::Beside,
        }
    }
}

/// Appends the text of the cell that began last, a line for every paragraph, and reads to its end.
pub(super) fn of_cell(xml: &mut Xml, into: &mut String) -> Result<(), ReadError> {
    let (outside, mut is_first) = (xml.depth().saturating_sub(1), true);
    while xml.depth() > outside {
        let Event::Start(element) = xml.next()? else { continue };
        match Part::of(element.local_name().as_ref()) {
            Part::Paragraph => {
                if !std::mem::take(&mut is_first) && into.len() <= LONGEST {
                    into.push('\n');
                }
                paragraph(xml, into)?;
            }
            Part::Holder => {}
            Part::Beside => xml.skip()?,
        }
    }
    Ok(())
}

/// Appends the text of the paragraph that began last. Blanks of XML are one, those that are meant
/// have elements of their own.
fn paragraph(xml: &mut Xml, into: &mut String) -> Result<(), ReadError> {
    let (outside, mut is_blank) = (xml.depth().saturating_sub(1), true);
    while xml.depth() > outside {
        let event = xml.next()?;
        let from = into.len();
        if from > LONGEST {
            // What is longer than a cell may be needs not be longer.
            continue;
        }
        if let Event::Start(element) = &event {
            match element.local_name().as_ref() {
                "s" => {
                    let count = attributes(element).find(|(name, _)| *name == "c");
                    let count = count.and_then(|(_, count)| count.parse().ok()).unwrap_or(1);
                    into.extend(std::iter::repeat_n(' ', count.min(LONGEST)));
                }
                "tab" => into.push('\t'),
                "line-break" => into.push('\n'),
                // Comments, and how characters are pronounced.
                "annotation" | "note" | "ruby-text" | "frame" => xml.skip()?,
                _ => {}
            }
            is_blank &= into.len() == from;
            continue;
        }
        let is_meant = matches!(event, Event::GeneralRef(_));
        if !append(&event, into) {
            return Err(xml.damaged());
        }
        if is_meant {
            is_blank = false;
        } else {
            join_blanks(into, from, &mut is_blank);
        }
    }
    Ok(())
}

/// Makes every run of blanks one in the text from `from` on; none behind a blank.
fn join_blanks(text: &mut String, from: usize, is_blank: &mut bool) {
    let is_space = |sign: char| matches!(sign, ' ' | '\t' | '\n' | '\r');
    if !text[from..].contains(is_space) {
        *is_blank &= text.len() == from;
        return;
    }
    for sign in text.split_off(from).chars() {
        if !is_space(sign) {
            text.push(sign);
        } else if !*is_blank {
            text.push(' ');
        }
        *is_blank = is_space(sign);
    }
}
