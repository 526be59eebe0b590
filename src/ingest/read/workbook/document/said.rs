//! What a cell says of itself.

use quick_xml::events::BytesStart;

use crate::ingest::read::workbook::xml::attributes;

/// What a cell says of itself.
#[derive(Default)]
pub(super) struct Said {
    pub(super) kind: Kind,
    /// Whether a value is written beside the text that shows it.
    pub(super) has_value: bool,
    pub(super) has_formula: bool,
    /// How often it stands there, one beside the other; `None` where that is no number.
    pub(super) repeat: Option<usize>,
    /// Rows and columns of the cells that are shown as one with it, where they are several.
    pub(super) spans: Option<(u64, usize)>,
}

/// How a cell's value is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not at all: there is its text, or nothing.
    #[default]
    None,
    Text,
    Number,
    Percent,
    Truth,
    Day,
    Time,
    Unknown,
}

impl Said {
    /// Reads a cell; the value as written goes to `value`.
    pub(super) fn of(element: &BytesStart<'_>, mut value: Option<&mut String>) -> Self {
        let mut said = Self { repeat: Some(1), ..Self::default() };
        let (mut down, mut right) = (1, 1);
        for (name, written) in attributes(element) {
            match name {
                "value-type" => said.kind = Kind::of(written, said.kind),
                "formula" => said.has_formula = true,
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    said.has_value |= !written.is_empty();
                    if let Some(into) = &mut value {
                        into.clear();
                        into.push_str(written);
                    }
                }
                "number-columns-repeated" => said.repeat = count(written),
                "number-rows-spanned" => down = written.parse().unwrap_or(1).max(1),
                "number-columns-spanned" => right = written.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        said.spans = (down > 1 || right > 1).then_some((down, right));
        said
    }
}

impl Kind {
    /// Reads the kind; `before` is what was said before of the same cell.
    fn of(written: &str, before: Self) -> Self {
        match written {
            "string" if before == Self::None => Self::Text,
            "string" => before,
            // A formula without a result, beside its text.
            "error" => Self::Text,
            "float" | "currency" => Self::Number,
            "percentage" => Self::Percent,
            "boolean" => Self::Truth,
            "date" => Self::Day,
            "time" => Self::Time,
            _ => Self::Unknown,
        }
    }
}

/// Returns how often an element stands there: once where it says nothing; `None` where that is no
/// number.
pub(super) fn repeated(element: &BytesStart<'_>, name: &str) -> Option<u64> {
    let said = attributes(element).find(|(known, _)| *known == name);
    match said {
        Some((_, written)) => count(written).map(|count| count as u64),
        None => Some(1),
    }
}

fn count(written: &str) -> Option<usize> {
    written.parse().ok().filter(|count| *count > 0)
}
