//! A rules file drafted from a list: what plain import would do with it, to be read and changed.

use std::fmt::Write as _;
use std::path::Path;

use super::{EXTRA, Inspection};
use crate::cli::context::Ctx;
use crate::cli::error::CliError;
use crate::cli::labels::label;
use crate::cli::text::{self, Lang};
use crate::cli::{listing, mask};
use crate::ingest::clean::date::DateOrder;
use crate::ingest::map::{Field, is_own_name, likely_fields};
use crate::ingest::read::Options;
use crate::model::Choice as _;
use crate::render::{FileOutput, visible_line, width};

/// Terminal cells before the comments of columns, at most.
const MARGIN: usize = 32;

/// Terminal cells of a line of names, at most.
const LINE: usize = 72;

/// Characters of a value that are shown.
const VALUE: usize = 16;

/// Characters before the point of a number that is nobody's.
const MEASURE: usize = 5;

/// Fields that are named where a column may hold one.
const NEAR: usize = 3;

/// Refuses a file that is there, unless it may be replaced; standard output is always new.
pub(super) fn check(ctx: &Ctx<'_>, file: &Path, force: bool) -> Result<(), CliError> {
    if force || is_standard_output(file) || !ctx.path(file).exists() {
        return Ok(());
    }
    let name = file.display().to_string();
    Err(CliError::refused(move |lang| text::rules_exist(lang, &name)).hint(text::hint_force))
}

/// Returns whether the draft is to be printed.
pub(super) fn is_standard_output(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Writes the rules that the lists, which have the same columns, are read by.
pub(super) fn write(
    ctx: &mut Ctx<'_>,
    file: &Path,
    seen: &[Inspection],
    options: &Options,
) -> Result<(), CliError> {
    let Some(first) = seen.first() else { return Ok(()) };
    let alike = |other: &Inspection| {
        other.list.verdict.columns == first.list.verdict.columns
            && other.list.mapping == first.list.mapping
    };
    if !seen.iter().all(alike) {
        let lists: Vec<String> = seen.iter().map(|list| list.named().to_string()).collect();
        let lists = lists.join(", ");
        return Err(CliError::usage(move |lang| text::rules_of_several(lang, &lists))
            .hint(text::hint_one_list));
    }
    let draft = Draft { lang: ctx.ui.lang, seen, first, options };
    let content = draft.text(&file.display().to_string());
    if is_standard_output(file) {
        return ctx.ui.raw(content.as_bytes());
    }
    let mut output = FileOutput::create(&ctx.path(file))?;
    std::io::Write::write_all(&mut output, content.as_bytes())?;
    output.commit()?;
    let (lang, name) = (ctx.ui.lang, file.display().to_string());
    let extra = first.columns.iter().filter(|column| column.field.is_none()).count();
    ctx.ui.status(&text::rules_written(lang, &name, first.columns.len() - extra, extra))?;
    let list = listing::shell_word(&first.file);
    let rules = listing::shell_word(&name);
    ctx.ui.status(&text::hint_import_with(lang, list, first.list.kind.key(), rules))
}

struct Draft<'a> {
    lang: Lang,
    seen: &'a [Inspection],
    first: &'a Inspection,
    options: &'a Options,
}

impl Draft<'_> {
    fn text(&self, rules: &str) -> String {
        let lang = self.lang;
        let mut out = String::new();
        let kind = self.first.list.kind.key();
        let file = Path::new(&self.first.file).file_name().unwrap_or_default();
        comment(&mut out, &text::draft_title(lang, file.display()));
        let rules = if rules == "-" { "RULES.toml" } else { rules };
        let rules = listing::shell_word(rules);
        comment(&mut out, &format!("  kam import FILE --source {kind} --rules {rules}"));
        comment(&mut out, &text::draft_flags(lang));
        self.reading(&mut out);
        self.columns(&mut out);
        self.examples(&mut out);
        out
    }

    fn reading(&self, out: &mut String) {
        let (lang, list) = (self.lang, &self.first.list);
        out.push_str("\n[reading]\n");
        comment(out, &text::draft_reading(lang));
        if let Some(encoding) = self.options.encoding {
            pair(out, "encoding", &quoted(encoding.key()));
        }
        if let Some(sign) = list.delimiter() {
            let delimiter = match sign {
                b'\t' => "tab".to_owned(),
                sign => char::from(sign).to_string(),
            };
            pair(out, "delimiter", &quoted(&delimiter));
        }
        let line = list.verdict.header_line.to_string();
        match self.options.header_line {
            _ if list.origin.is_cards() => {}
            Some(_) => pair(out, "header_line", &line),
            None => pair(out, "# header_line", &remarked(&line, &text::draft_header_found(lang))),
        }
        if let Some(sheet) = &self.options.sheet {
            pair(out, "sheet", &quoted(sheet));
        }
        match (self.options.date_order, self.proved_order()) {
            (Some(order), _) => pair(out, "date_order", &quoted(order.key())),
            (None, Some((order, columns))) => {
                let proved = text::draft_date_proved(lang, columns);
                pair(out, "date_order", &remarked(&quoted(order.key()), &proved));
            }
            (None, None) if self.has_days() => {
                let order = remarked(&quoted("mdy"), &text::draft_date_order(lang));
                pair(out, "# date_order", &order);
            }
            (None, None) => {}
        }
        if let Some(key) = &self.options.key {
            pair(out, "key", &quoted(key));
        } else {
            let column = self.key_column().map(|column| self.named(column));
            let column = quoted(&column.unwrap_or_else(|| text::draft_key_column(lang)));
            pair(out, "# key", &remarked(&column, &text::draft_key(lang)));
        }
        let area = remarked("\"0571\"", &text::draft_area_code(lang));
        pair(out, "# area_code", &area);
    }

    fn has_days(&self) -> bool {
        self.first.list.mapping.fields.iter().flatten().any(|field| field.is_day())
    }

    /// Returns the order that every column of days proves, and their headers: said for all of
    /// them, it changes nothing of what they mean. `None` where some prove none and a cell
    /// needs one.
    fn proved_order(&self) -> Option<(DateOrder, String)> {
        let lists = self.seen.iter();
        if lists.clone().any(|list| list.overview.cells.contains_key("date-order")) {
            return None;
        }
        let columns = lists.flat_map(|list| &list.columns);
        let mut proved = columns.filter_map(|column| Some((column.date_order?, &column.header)));
        let (order, header) = proved.next()?;
        let mut headers = vec![header];
        for (other, header) in proved {
            if other != order {
                return None;
            }
            if !headers.contains(&header) {
                headers.push(header);
            }
        }
        let headers = headers.into_iter().map(|header| format!("\"{}\"", visible_line(header)));
        Some((order, text::join(self.lang, headers)))
    }

    /// Returns the column that may be a key.
    fn key_column(&self) -> Option<usize> {
        let (list, own) = (&self.first.list, Field::ExternalId);
        let held = list.mapping.fields.iter().position(|field| *field == Some(own));
        let headers = || list.verdict.columns.iter();
        let likely = |header: &String| likely_fields(header, list.kind).contains(&own);
        let named = |header: &String| header.ends_with("编号") || ends_with_id(header);
        held.or_else(|| headers().position(likely)).or_else(|| headers().position(named))
    }

    /// Returns the name of a column that means no other: its header, else its number.
    fn named(&self, column: usize) -> String {
        let headers = &self.first.list.verdict.columns;
        match headers.get(column) {
            Some(header) if is_own_name(headers, column) => header.clone(),
            _ => format!("#{}", column + 1),
        }
    }

    fn columns(&self, out: &mut String) {
        let lang = self.lang;
        out.push_str("\n[columns]\n");
        comment(out, &text::draft_columns(lang));
        comment(out, &text::draft_optional(lang));
        comment(out, &text::draft_fields(lang));
        let kind = self.first.list.kind;
        let fields = Field::ALL.iter().filter(|field| field.fits(kind));
        for line in wrapped(fields.map(|field| named_field(lang, *field))) {
            comment(out, &format!("  {line}"));
        }
        let lines: Vec<(String, String)> =
            (0..self.first.columns.len()).map(|column| self.column(column)).collect();
        let widths = lines.iter().map(|(line, _)| width(line)).filter(|width| *width <= MARGIN);
        let margin = widths.max().unwrap_or_default();
        // What other properties cards have is not the same in every file of them.
        let is_optional =
            |at: usize| self.first.list.origin.is_cards() && self.first.columns[at].field.is_none();
        let (optional, lines): (Vec<_>, Vec<_>) =
            lines.into_iter().enumerate().partition(|(at, _)| is_optional(*at));
        let heads = optional.first().map(|(at, _)| *at);
        for (at, (line, remark)) in lines.into_iter().chain(optional) {
            if heads == Some(at) {
                out.push_str("\n[optional]\n");
            }
            out.push_str(&line);
            if !remark.is_empty() {
                let gap = margin.saturating_sub(width(&line)) + 2;
                let _ = write!(out, "{:gap$}# {remark}", "");
            }
            out.push('\n');
        }
    }

    /// Returns the line of a column, and what is to be said behind it.
    fn column(&self, at: usize) -> (String, String) {
        let (lang, column) = (self.lang, &self.first.columns[at]);
        let (name, kind) = (self.named(at), self.first.list.kind);
        let key = column.field.map_or(EXTRA, Field::key);
        let mut remarks = Vec::new();
        if name.starts_with('#') && !column.header.is_empty() {
            remarks.push(visible_line(&column.header));
        }
        if column.field.is_some() {
            let word = label(lang, key);
            if word.replace(' ', "_") != key && !remarks.iter().any(|said| said == word) {
                remarks.push(word.to_owned());
            }
        } else {
            let samples = column.sample.iter().map(|sample| Self::sample(sample));
            let samples = text::join(lang, samples);
            remarks.push(if samples.is_empty() {
                text::draft_no_samples(lang)
            } else {
                text::draft_samples(lang, samples)
            });
            let near = likely_fields(&column.header, kind);
            let near = near.into_iter().take(NEAR).map(|field| field.key().to_owned());
            let near = text::join(lang, near);
            if !near.is_empty() {
                remarks.push(text::draft_near(lang, near));
            }
        }
        let between = if lang == Lang::Zh { "；" } else { "; " };
        (format!("{} = {}", quoted(&name), quoted(key)), remarks.join(between))
    }

    /// Returns a value as a comment may show it: short, on one line, nobody's number.
    fn sample(value: &str) -> String {
        let value =
            if is_measure(value) { value.to_owned() } else { visible_line(&mask::values(value)) };
        if value.chars().count() <= VALUE {
            return value;
        }
        value.chars().take(VALUE - 1).chain(['…']).collect()
    }

    /// Shows what else the file can say, by columns of the list.
    fn examples(&self, out: &mut String) {
        let lang = self.lang;
        let fields = &self.first.list.mapping.fields;
        let graded = fields.iter().position(|field| *field == Some(Field::Grade));
        let extra = fields.iter().position(Option::is_none);
        let rewritten = quoted(&self.named(graded.or(extra).unwrap_or_default()));
        let tested = quoted(&self.named(extra.unwrap_or_default()));
        let tag = quoted(&text::draft_constant_tag(lang));
        out.push('\n');
        let others = (0..fields.len()).filter(|at| Some(*at) != extra);
        let second = others.clone().find(|at| fields[*at].is_none()).or(others.clone().next());
        let second = quoted(&self.named(second.unwrap_or_default()));
        for line in [
            text::draft_join(lang),
            "[join]".to_owned(),
            format!("note = [{tested}, {second}]"),
            String::new(),
            text::draft_constants(lang),
            "[constants]".to_owned(),
            "city = \"杭州市\"".to_owned(),
            format!("tags = [{tag}]"),
            String::new(),
            text::draft_rewrite(lang),
            text::draft_replace(lang),
            format!("[rewrite.{rewritten}]"),
            format!("{} = \"A\"", quoted(&text::draft_rewrite_from(lang))),
            String::new(),
            text::draft_skip(lang),
            text::draft_skip_by(lang),
            "[[skip]]".to_owned(),
            format!("column = {tested}"),
            format!("equals = [{}]", quoted(&text::draft_skip_text(lang))),
        ] {
            if line.is_empty() {
                out.push('\n');
            } else {
                comment(out, &line);
            }
        }
    }
}

/// Returns whether a value is a number too small to be anybody's: a coordinate, an amount.
fn is_measure(value: &str) -> bool {
    let whole = value.split('.').next().unwrap_or_default();
    value.contains('.') && whole.len() <= MEASURE && value.parse::<f64>().is_ok()
}

/// Returns whether a header is called `id`, by itself or at its end: `vd_id`, `customerId`.
fn ends_with_id(header: &str) -> bool {
    let before = ["id", "Id", "ID"].iter().find_map(|end| header.strip_suffix(end));
    before.is_some_and(|before| {
        let is_word = !before.ends_with(|c: char| c.is_ascii_lowercase());
        is_word || !header.ends_with("id")
    })
}

/// Returns the key of a field, and the word for it in another language.
fn named_field(lang: Lang, field: Field) -> String {
    match lang {
        Lang::En => field.key().to_owned(),
        Lang::Zh => format!("{} {}", field.key(), label(lang, field.key())),
    }
}

/// Returns names in lines that are not too long for a comment.
fn wrapped(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if width(line) + width(&name) <= LINE => {
                let _ = write!(line, ", {name}");
            }
            _ => lines.push(name),
        }
    }
    lines
}

/// Adds a comment of one line.
fn comment(out: &mut String, line: &str) {
    let line = visible_line(line);
    let _ = writeln!(out, "{}", format!("# {line}").trim_end());
}

fn pair(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// Returns a value with a comment behind it.
fn remarked(value: &str, remark: &str) -> String {
    format!("{value}  # {}", visible_line(remark))
}

/// Returns a text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 2);
    made.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => made.extend(['\\', c]),
            '\n' => made.push_str("\\n"),
            '\t' => made.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(made, "\\u{:04X}", u32::from(c));
            }
            c => made.push(c),
        }
    }
    made.push('"');
    made
}
