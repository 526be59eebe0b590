//! What is wrong with a list, with file and place: the errors of reading, and lines for single
//! cells and rows.

mod cards;
mod workbook;

use super::error::{CliError, Kind};
use super::labels::label;
use super::text::{self, Lang};
use super::{list_rules, mask};
use crate::ingest::lead::Rejection;
use crate::ingest::map::{Field, MapError};
use crate::ingest::read::{
    Damage, Encoding, FileKind, Foreign, Ground, ReadError, Verdict, column_letters,
};
use crate::model::{CellProblem, Choice as _, SourceKind};

/// Lines for one kind of problem, before only their number is said.
pub(crate) const SHOWN: usize = 20;

/// Characters of a value that are shown.
const VALUE: usize = 40;

/// Headers that a hint names.
const HEADERS: usize = 30;

/// A list as messages name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    /// Its file as the user gave it.
    pub(crate) file: &'a str,
    /// Its sheet; `None` where the file is text.
    pub(crate) sheet: Option<&'a str>,
}

impl Named<'_> {
    /// Returns the place of a cell: `list.csv:17:3`, `list.xlsx:Sheet1!C17`.
    pub(crate) fn cell(self, line: u64, column: u64) -> String {
        let Self { file, sheet } = self;
        match sheet {
            Some(sheet) => format!("{file}:{sheet}!{}{line}", column_letters(column)),
            None => format!("{file}:{line}:{column}"),
        }
    }

    /// Returns the place of a row: `list.csv:17`, `list.xlsx:Sheet1!17`.
    fn row(self, line: u64) -> String {
        match self.sheet {
            Some(sheet) => format!("{}:{sheet}!{line}", self.file),
            None => format!("{}:{line}", self.file),
        }
    }
}

impl std::fmt::Display for Named<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.sheet {
            Some(sheet) => write!(out, "{}:{sheet}", self.file),
            None => out.write_str(self.file),
        }
    }
}

impl<'a> From<&'a str> for Named<'a> {
    fn from(file: &'a str) -> Self {
        Self { file, sheet: None }
    }
}

/// Returns why a list cannot be read, with the place and what to do.
pub(crate) fn read_error(file: &str, error: ReadError) -> CliError {
    let name = file.to_owned();
    match error {
        ReadError::Io(error) => unreadable(name, &error),
        ReadError::NotText(kind) => not_text(name, kind),
        ReadError::Empty => refused(name, text::is_empty).hint(text::hint_empty),
        ReadError::NotInEncoding { encoding, line, foreign } => CliError::refused(move |lang| {
            text::damaged_line(lang, &name, line, not_in_encoding(lang, encoding, &foreign))
        })
        .hint(text::hint_other_encoding),
        ReadError::OtherMark { asked, marked } => {
            refused(name, move |lang| text::other_mark(lang, asked.key(), marked.key()))
                .hint(text::hint_no_encoding)
        }
        ReadError::EncodingUnclear { line, foreign, samples } => {
            unclear(name, line, foreign, samples)
        }
        ReadError::Mixed { line, encoding, other } => {
            let file = name.clone();
            let place = move |lang| {
                let why = match other {
                    Some(other) => text::other_encoding(lang, other.key(), encoding.key()),
                    None => text::not_as_others(lang, encoding.key()),
                };
                text::damaged_line(lang, &file, line, why)
            };
            refused(name, text::several_encodings).place(place).hint(text::hint_mixed)
        }
        ReadError::Workbook(error) => workbook::error(name, error),
        ReadError::NoSheets => refused(name, text::has_no_sheets).hint(text::hint_no_sheets),
        ReadError::Damaged { sheet, line, column, damage } => {
            let is_sheet = sheet.is_some();
            CliError::refused(move |lang| {
                let place =
                    Named { file: &name, sheet: sheet.as_deref() }.cell(line, column as u64);
                text::damaged_at(lang, place, damage_text(lang, damage))
            })
            .hint(if is_sheet {
                damage_hint_of_sheet(damage)
            } else {
                damage_hint(damage)
            })
        }
        ReadError::Card { line, value, fault } => cards::error(name, line, &value, fault),
        ReadError::CardOption { option } => cards::option(name, option),
        ReadError::NoHeader { line } => {
            refused(name, move |lang| text::no_header(lang, line)).hint(text::hint_header)
        }
        ReadError::Columns(error) => columns(name, error),
        ReadError::Changed { .. } => refused(name, text::has_changed).hint(text::hint_changed),
    }
}

/// Returns that rows of a list cannot be used, where all or none were wanted; values are masked.
pub(crate) fn strict_error(list: Named<'_>, rows: Vec<Rejection>) -> CliError {
    let (name, count) = (list.to_string(), rows.len());
    let mut lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    lines.dedup();
    let mut error = refused(name, move |lang| match lines.len() {
        1 => text::row_unusable(lang),
        count => text::rows_unusable(lang, count),
    });
    for row in rows.into_iter().take(SHOWN) {
        let (file, sheet) = (list.file.to_owned(), list.sheet.map(ToOwned::to_owned));
        error = error.place(move |lang| {
            row_line(lang, Named { file: &file, sheet: sheet.as_deref() }, &row, true)
        });
    }
    if count > SHOWN {
        error = error.place(move |lang| text::and_more(lang, count - SHOWN));
    }
    error.hint(text::hint_not_strict)
}

/// Returns the line for a cell that could not be read and was kept as text.
pub(crate) fn cell_line<'a>(
    lang: Lang,
    list: impl Into<Named<'a>>,
    problem: &CellProblem,
    mask: bool,
) -> String {
    text::kept_as_text(lang, cell_fault(lang, list, problem, mask))
}

/// Returns the line for a cell with what is wrong with it, and nothing of what became of it.
pub(crate) fn cell_fault<'a>(
    lang: Lang,
    list: impl Into<Named<'a>>,
    problem: &CellProblem,
    mask: bool,
) -> String {
    let place = list.into().cell(problem.line, problem.column);
    let field = match lang {
        Lang::En => problem.field,
        Lang::Zh => label(lang, problem.field),
    };
    let message = text::problem(lang, problem.code, &problem.detail);
    let private = matches!(problem.field, "phone" | "email");
    let value = quoted(&problem.value, mask, private);
    text::cell_problem(lang, place, field, value, message, problem.code)
}

/// Returns the line for a row of which nothing can be used, with the remedy.
pub(crate) fn row_line<'a>(
    lang: Lang,
    list: impl Into<Named<'a>>,
    row: &Rejection,
    mask: bool,
) -> String {
    let list = list.into();
    let place = match row.column {
        Some(column) => list.cell(row.line, column),
        None => list.row(row.line),
    };
    let message = match row.code {
        "ragged" => {
            let value = quoted(&row.value, mask, false);
            text::too_many_cells(lang, row.cells, row.columns, value)
        }
        code if row.column.is_some() && !row.value.is_empty() => {
            let value = quoted(&row.value, mask, false);
            text::value_is(lang, value, text::reason(lang, code))
        }
        code => text::reason(lang, code),
    };
    let line = text::row_problem(lang, place, message, row.code);
    text::rejected(lang, line, text::reject_remedy(lang, row.code))
}

/// Returns a value in quotes, cut where it is long. Masked, a private one shows the first 3
/// characters and its length; of another, what looks like a phone or an e-mail is hidden.
fn quoted(value: &str, mask: bool, private: bool) -> String {
    let count = value.chars().count();
    if mask && private {
        let head: String = value.chars().take(3.min(count / 2)).collect();
        return format!("\"{head}…({count})\"");
    }
    let value = if mask { mask::values(value) } else { value.to_owned() };
    if value.chars().count() <= VALUE {
        return format!("\"{value}\"");
    }
    format!("\"{}…\"", value.chars().take(VALUE - 1).collect::<String>())
}

fn refused(file: String, why: impl Fn(Lang) -> String + 'static) -> CliError {
    CliError::refused(move |lang| text::cannot_import(lang, &file, why(lang)))
}

fn unreadable(file: String, error: &std::io::Error) -> CliError {
    let detail = error.to_string();
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            CliError::refused(move |lang| text::no_file(lang, &file)).hint(text::hint_file)
        }
        std::io::ErrorKind::IsADirectory => {
            CliError::refused(move |lang| text::is_folder(lang, &file)).hint(text::hint_file)
        }
        std::io::ErrorKind::PermissionDenied => {
            CliError::new(Kind::System, move |lang| text::file_denied(lang, &file))
                .hint(text::hint_denied)
        }
        _ => CliError::new(Kind::System, move |lang| text::cannot_read(lang, &file, &detail)),
    }
}

fn not_text(file: String, kind: FileKind) -> CliError {
    let name = file.clone();
    match kind {
        FileKind::Utf32 => refused(file, text::is_utf32)
            .hint(move |lang| text::hint_convert(lang, "UTF-32", shell_word(&name))),
        FileKind::FlatDocument => refused(file, text::is_flat_document).hint(text::hint_save_xlsx),
        FileKind::NoText => refused(file, text::is_no_text).hint(text::hint_no_text),
    }
}

fn unclear(
    file: String,
    line: u64,
    foreign: Foreign,
    samples: Vec<(Encoding, String)>,
) -> CliError {
    let name = file.clone();
    let error = refused(file, text::encoding_unclear).place(move |lang| {
        let why = not_in_encoding(lang, Encoding::UTF_8, &foreign);
        text::damaged_line(lang, &name, line, why)
    });
    if samples.is_empty() {
        return error.hint(text::hint_other_encoding);
    }
    let is_only = samples.len() == 1;
    let choose = error.hint(move |lang| {
        if is_only { text::hint_if_readable(lang, line) } else { text::hint_readable(lang, line) }
    });
    let shown = samples.into_iter().fold(choose, |error, (encoding, sample)| {
        let sample = mask::values(&sample);
        error.hint(move |lang| text::hint_reading(lang, encoding.key(), &sample))
    });
    shown.hint(text::hint_none_readable)
}

fn not_in_encoding(lang: Lang, encoding: Encoding, foreign: &Foreign) -> String {
    match foreign {
        Foreign::Bytes(bytes) => {
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            text::not_in_encoding(lang, encoding.key(), bytes.join(" "))
        }
        Foreign::Utf8 => text::other_than_said(lang, encoding.key(), Encoding::UTF_8.key()),
    }
}

/// Returns the line that says as what a list is read, and why, where that was judged by its text;
/// `None` where it was told, or is proved.
pub(crate) fn encoding_line<'a>(
    lang: Lang,
    list: impl Into<Named<'a>>,
    verdict: &Verdict,
) -> Option<String> {
    let (list, encoding) = (list.into(), verdict.encoding.key());
    match verdict.ground {
        Ground::Frequent(share) => {
            let other = share.other.key();
            Some(match share.other_percent {
                Some(percent) => text::read_as(lang, list, encoding, share.percent, percent, other),
                None => text::read_as_only(lang, list, encoding, share.percent, other),
            })
        }
        Ground::Zeros => Some(text::read_as_wide(lang, list, encoding)),
        Ground::Named | Ground::Marked | Ground::Valid => None,
    }
}

/// Returns a file's name as a word of a command line.
pub(crate) fn shell_word(file: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ',' | ':');
    if !file.is_empty() && file.chars().all(plain) {
        return file.to_owned();
    }
    format!("'{}'", file.replace('\'', r"'\''"))
}

fn damage_text(lang: Lang, damage: Damage) -> String {
    match damage {
        Damage::QuoteNeverClosed => text::quote_never_closed(lang),
        Damage::QuoteSwallowsLines { limit } => text::quote_swallows(lang, limit),
        Damage::TextAfterQuote => text::text_after_quote(lang),
        Damage::QuoteTooMany => text::quote_too_many(lang),
        Damage::Nul => text::has_nul(lang),
        Damage::RowTooLong { limit } => text::row_too_long(lang, limit),
        Damage::CellTooLong { limit } => text::cell_too_long(lang, limit),
        Damage::TooManyColumns { limit } => text::too_many_columns(lang, limit),
        Damage::OutOfOrder => text::out_of_order(lang),
        Damage::Unreadable => text::value_unreadable(lang),
        Damage::NoValue => text::formula_without_value(lang),
    }
}

fn damage_hint_of_sheet(damage: Damage) -> fn(Lang) -> String {
    match damage {
        Damage::RowTooLong { .. } | Damage::CellTooLong { .. } | Damage::TooManyColumns { .. } => {
            text::hint_real_list
        }
        _ => text::hint_save_again,
    }
}

fn damage_hint(damage: Damage) -> fn(Lang) -> String {
    match damage {
        Damage::QuoteNeverClosed
        | Damage::QuoteSwallowsLines { .. }
        | Damage::TextAfterQuote
        | Damage::QuoteTooMany => text::hint_quote,
        Damage::Nul => text::hint_nul,
        Damage::RowTooLong { .. } | Damage::CellTooLong { .. } | Damage::TooManyColumns { .. } => {
            text::hint_too_long
        }
        Damage::OutOfOrder | Damage::Unreadable | Damage::NoValue => text::hint_save_again,
    }
}

/// Returns why columns cannot be mapped. What the file alone cannot mend is an error of the
/// command line.
fn columns(file: String, error: MapError) -> CliError {
    match error {
        MapError::UnknownColumn { column, near, headers } => {
            let headers = listed(&headers);
            let why = move |lang| with_near(lang, text::no_column(lang, &column), &near);
            refused(file, why).hint(move |lang| text::hint_columns(lang, &headers))
        }
        MapError::AmbiguousColumn { column, numbers } => {
            let numbers: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
            let first = numbers.first().cloned().unwrap_or_default();
            let why = move |lang| {
                text::ambiguous_column(lang, numbers.len(), &column, numbers.join(", "))
            };
            refused(file, why).hint(move |lang| text::hint_number(lang, &first))
        }
        MapError::UnknownField { field, near } => {
            let keys = Field::ALL.iter().map(|field| field.key()).chain(["extra"]);
            let keys = keys.collect::<Vec<_>>().join(", ");
            CliError::usage(move |lang| with_near(lang, text::no_field(lang, &field), &near))
                .hint(move |lang| text::hint_fields(lang, &keys))
        }
        MapError::NotOfKind { field, kind } => {
            let error = CliError::usage(move |lang| text::not_of_kind(lang, kind, field));
            if field.is_purchase() {
                error.hint(|lang| text::hint_purchases(lang, purchase_kinds()))
            } else {
                error.hint(move |lang| text::hint_kinds_with(lang, field.key(), kinds_with(field)))
            }
        }
        MapError::Twice { field, first, second } => {
            let column = second.clone();
            CliError::usage(move |lang| text::mapped_twice(lang, &first, &second, field.key()))
                .hint(move |lang| text::hint_extra(lang, &column))
        }
        MapError::Rules { file: rules, header_line, headers, problems } => {
            list_rules::unfit(file, &rules, problems, (header_line, headers))
        }
        MapError::Missing { wanted, likely, header_line, headers } => {
            missing(file, wanted, likely, (header_line, headers))
        }
    }
}

/// Returns that a list has none of the columns that are `wanted`.
fn missing(
    file: String,
    wanted: Vec<Field>,
    likely: Option<(String, Field)>,
    (header_line, headers): (u64, Vec<String>),
) -> CliError {
    let field = wanted.first().map_or("name", |field| field.key());
    // Columns without headers are called by their numbers.
    let first = || headers.first().filter(|_| header_line == 0).map(|first| (first.clone(), field));
    let likely = likely.map(|(column, field)| (column, field.key())).or_else(first);
    let why = move |lang| {
        let fields: Vec<String> = wanted.iter().map(|field| format!("`{}`", field.key())).collect();
        text::missing_column(lang, fields.join(&format!(" {} ", text::or(lang))))
    };
    refused(file, why).hint(move |lang| headers_hint(lang, header_line, &headers)).hint(
        move |lang| match &likely {
            Some((column, field)) => text::hint_map(lang, map_word(column, field)),
            None => text::hint_map_none(lang, field),
        },
    )
}

/// Returns what names the field of a column, as a word of a command line.
fn map_word(column: &str, field: &str) -> String {
    let named = format!("{column}={field}");
    if shell_word(column) == column { named } else { format!("'{}'", named.replace('\'', r"'\''")) }
}

/// Returns what the columns of a list are headed.
pub(crate) fn headers_hint(lang: Lang, header_line: u64, headers: &[String]) -> String {
    match header_line {
        0 => text::hint_columns(lang, listed(headers)),
        line => text::hint_headers(lang, line, listed(headers)),
    }
}

/// Returns the kinds of list whose rows are purchases.
pub(crate) fn purchase_kinds() -> String {
    let kinds = SourceKind::ALL.iter().filter(|kind| kind.has_purchases());
    kinds.map(|kind| kind.key()).collect::<Vec<_>>().join(", ")
}

/// Returns the kinds of list whose rows may have a field.
fn kinds_with(field: Field) -> String {
    let kinds = SourceKind::ALL.iter().filter(|kind| field.fits(**kind));
    kinds.map(|kind| kind.key()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn with_near(lang: Lang, what: String, near: &[String]) -> String {
    if near.is_empty() {
        return what;
    }
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    let between = if lang == Lang::Zh { "；" } else { "; " };
    format!("{what}{between}{}", text::did_you_mean_one_of(lang, near.join(", ")))
}

fn listed(headers: &[String]) -> String {
    let named = |(at, header): (usize, &String)| {
        if header.is_empty() { format!("#{}", at + 1) } else { header.clone() }
    };
    let mut shown: Vec<String> = headers.iter().enumerate().take(HEADERS).map(named).collect();
    if headers.len() > HEADERS {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests;
