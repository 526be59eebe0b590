//! `kam inspect`: how a list would be read, before any store exists.

mod draft;

use std::path::{Path, PathBuf};

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::listing::Named;
use crate::cli::reading::{ReadingArgs, input};
use crate::cli::show::ShowArgs;
use crate::cli::text::Lang;
use crate::cli::{list_rules, listing, text};
use crate::ingest::clean::date::DateOrder;
use crate::ingest::map::{Field, Wishes, map};
use crate::ingest::overview::{Found, Overview, overview};
use crate::ingest::read::{Examined, Ground, Options, Origin, Verdict, examine_list, origins};
use crate::model::{Choice as _, SourceKind};
use crate::render::{AsCell as _, Cell, CellType, Format, KEY, Tabular, types};

/// Explain how a list would be read
///
/// Says encoding, delimiter, header and rows, which field every column holds, and what would be
/// rejected or warned about. Needs no store and changes nothing. `--write-rules` drafts a file that
/// says all of it, to be changed and used for the next list of the kind.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam inspect yellow_pages.csv
  kam inspect invoices.csv --source parts-invoices --map 单位=name
  kam inspect export.txt --encoding gb18030 --delimiter tab --header-line 3
  kam inspect fair.csv --source exhibition --write-rules exhibition.toml
  kam inspect april.csv --source exhibition --rules exhibition.toml
  cat list.csv | kam inspect - -f json
")]
pub(crate) struct InspectArgs {
    /// Files: CSV, TSV or `;`, workbooks (XLSX, ODS, XLS), or cards (VCF); `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Kind of list (default: business-directory)
    #[arg(long, value_name = "KIND")]
    source: Option<String>,

    /// Print every problem, not only the first of each kind
    #[arg(long)]
    all: bool,

    /// Draft a rules file for lists like this one; `-` prints it instead
    #[arg(long, value_name = "RULES", conflicts_with = "rules")]
    write_rules: Option<PathBuf>,

    /// Replace the rules file where it is there already
    #[arg(long, requires = "write_rules")]
    force: bool,

    #[command(flatten)]
    reading: ReadingArgs,

    #[command(flatten)]
    show: ShowArgs,
}

/// Problems of one kind that are printed.
const FIRST: usize = 5;

/// What is found out about a file.
pub(super) struct Inspection {
    file: String,
    list: Examined,
    overview: Overview,
    columns: Vec<ColumnRow>,
    problems: Vec<ProblemRow>,
}

/// A column of the list.
pub(super) struct ColumnRow {
    column: i64,
    header: String,
    field: Option<Field>,
    date_order: Option<DateOrder>,
    filled: i64,
    sample: Vec<String>,
}

/// Problems of one kind.
pub(super) struct ProblemRow {
    code: &'static str,
    rejected: bool,
    count: i64,
    line: i64,
    column: Option<i64>,
}

/// What stands for the field of a column that has none.
const EXTRA: &str = "extra";

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &InspectArgs) -> CliResult {
    let kind = args.source.as_deref().map(kind_of).transpose()?;
    let options = args.reading.options(ctx, kind.unwrap_or(SourceKind::BusinessDirectory))?;
    if let Some(file) = &args.write_rules {
        draft::check(ctx, file, args.force)?;
    }
    let (mut seen, mut refused) = (Vec::new(), Vec::new());
    for file in &args.files {
        match look(ctx, file, &options, args.all) {
            Ok(inspections) => seen.extend(inspections),
            Err(error) => refused.push(error),
        }
    }
    if let Some(file) = args.write_rules.as_deref().filter(|file| draft::is_standard_output(file)) {
        draft::write(ctx, file, &seen, &options)?;
        return CliError::joined(refused).map_or(Ok(Exit::Done), Err);
    }
    let cards =
        args.show.form() == Format::Table && (seen.len() == 1 || args.show.output.is_none());
    if !cards && !seen.is_empty() {
        ctx.ui.show(&args.show, &seen)?;
    }
    for (at, inspection) in seen.iter().enumerate() {
        if cards {
            if at > 0 {
                ctx.ui.line("")?;
            }
            ctx.ui.show_one(&args.show, &inspection)?;
        }
        explain(ctx, inspection, kind)?;
    }
    if let Some(file) = args.write_rules.as_deref().filter(|_| refused.is_empty()) {
        draft::write(ctx, file, &seen, &options)?;
    }
    CliError::joined(refused).map_or(Ok(Exit::Done), Err)
}

/// Reads a kind of list; a name of its own behind a colon, as `import` takes it, says nothing here.
fn kind_of(said: &str) -> Result<SourceKind, CliError> {
    let kind = said.split([':', '：']).next().unwrap_or_default();
    SourceKind::read(kind).map_err(|error| {
        CliError::usage(move |lang| text::bad_source(lang, &error.text, source_kinds(lang)))
    })
}

fn source_kinds(lang: Lang) -> String {
    let named = |kind: &SourceKind| if lang == Lang::Zh { kind.term() } else { kind.key() };
    let kinds: Vec<&str> = SourceKind::ALL.iter().map(named).collect();
    kinds.join(if lang == Lang::Zh { "、" } else { ", " })
}

fn look(
    ctx: &mut Ctx<'_>,
    file: &Path,
    options: &Options,
    all: bool,
) -> Result<Vec<Inspection>, CliError> {
    let input = input(ctx, file)?;
    let found = origins(&input.path, options);
    let found = found.map_err(|error| listing::read_error(&input.name, error))?;
    if !found.hidden.is_empty() {
        let sheets = found.hidden.join(", ");
        ctx.ui.status(&text::hidden_not_read(ctx.ui.lang, &input.name, sheets))?;
    }
    found.lists.iter().map(|origin| look_at(ctx, &input.name, origin, options, all)).collect()
}

fn look_at(
    ctx: &mut Ctx<'_>,
    file: &str,
    origin: &Origin,
    options: &Options,
    all: bool,
) -> Result<Inspection, CliError> {
    let failed = |error| listing::read_error(file, error);
    let list = examine_list(origin, options).map_err(failed)?;
    let bar = ctx.ui.progress(list.rows);
    let found = overview(&list, if all { usize::MAX } else { FIRST }, &mut |rows| bar.inc(rows));
    bar.finish_and_clear();
    let overview = found.map_err(failed)?;
    let (columns, problems) = (column_rows(&list, &overview), problem_rows(&overview));
    Ok(Inspection { file: file.to_owned(), list, overview, columns, problems })
}

fn column_rows(list: &Examined, overview: &Overview) -> Vec<ColumnRow> {
    let columns = list.verdict.columns.iter().zip(&overview.columns).zip(1..);
    columns
        .zip(list.mapping.fields.iter().zip(&list.date_orders))
        .map(|(((header, found), column), (field, order))| ColumnRow {
            column,
            header: header.clone(),
            field: *field,
            date_order: order.filter(|_| field.is_some_and(Field::is_day)),
            filled: count(found.filled),
            sample: found.samples.clone(),
        })
        .collect()
}

fn problem_rows(overview: &Overview) -> Vec<ProblemRow> {
    fn row<T>(
        code: &'static str,
        found: &Found<T>,
        rejected: bool,
        place: impl Fn(&T) -> (u64, Option<u64>),
    ) -> Option<ProblemRow> {
        let (line, column) = place(found.first.first()?);
        let column = column.map(count);
        Some(ProblemRow { code, rejected, count: count(found.count), line: count(line), column })
    }
    let rows = overview.rows.iter().filter_map(|(code, found)| {
        row(code, found, true, |rejection| (rejection.line, rejection.column))
    });
    let cells = overview.cells.iter().filter_map(|(code, found)| {
        row(code, found, false, |problem| (problem.line, Some(problem.column)))
    });
    let mut problems: Vec<ProblemRow> = rows.chain(cells).collect();
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn length<T>(shown: &[T]) -> i64 {
    count(shown.len() as u64)
}

/// Says on standard error what the rows cannot: problems one by one, and what to do next.
fn explain(
    ctx: &mut Ctx<'_>,
    inspection: &Inspection,
    kind: Option<SourceKind>,
) -> Result<(), CliError> {
    let (lang, mask, file) = (ctx.ui.lang, !ctx.shows_values(), inspection.named());
    let Inspection { list, overview, .. } = inspection;
    for problem in &inspection.problems {
        let mut left = problem.count;
        if let Some(found) = overview.rows.get(problem.code).filter(|_| problem.rejected) {
            for rejection in &found.first {
                ctx.ui.say(&listing::row_line(lang, file, rejection, mask))?;
            }
            left -= length(&found.first);
        } else if let Some(found) = overview.cells.get(problem.code) {
            for cell in &found.first {
                ctx.ui.say(&listing::cell_line(lang, file, cell, mask))?;
            }
            left -= length(&found.first);
        }
        if left > 0 {
            ctx.ui.say(&text::more_of_code(lang, left, problem.code))?;
        }
    }
    if let Some(line) = listing::encoding_line(lang, file, &list.verdict) {
        ctx.ui.status(&line)?;
    }
    let usable = list.rows.saturating_sub(overview.rejected);
    if list.rows == 0 {
        ctx.ui.status(&text::no_rows_below(lang))?;
    } else {
        ctx.ui.status(&text::rows_usable(lang, file, usable, list.rows))?;
    }
    if list.verdict.header_line > 1 {
        let above = list.verdict.header_line - 1;
        ctx.ui.status(&text::lines_above_header(lang, above))?;
    }
    if !list.mapping.has(Field::Name) {
        ctx.ui.status(&text::no_name_column(lang, file))?;
    }
    let rules = list.rules.as_deref();
    let unnamed: Vec<&str> = rules.into_iter().flat_map(|rules| rules.unnamed(list)).collect();
    let extra: Vec<&str> = inspection.extra().filter(|name| !unnamed.contains(name)).collect();
    if !extra.is_empty() {
        ctx.ui.status(&text::kept_as_extra(lang, extra.join(", ")))?;
    }
    list_rules::say(ctx, inspection.named(), list)?;
    if overview.cells.contains_key("date-order") {
        ctx.ui.status(&text::hint_date_order(lang))?;
    }
    if kind.is_none() && looks_like_purchases(&list.verdict) {
        ctx.ui.status(&text::hint_maybe_purchases(lang, listing::purchase_kinds()))?;
    }
    Ok(())
}

impl Inspection {
    /// Returns the list as messages name it.
    fn named(&self) -> Named<'_> {
        Named { file: &self.file, sheet: self.list.origin.sheet() }
    }

    /// Yields the headers of columns that are no field; of one without a header, its number.
    fn extra(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().filter(|column| column.field.is_none());
        columns.map(|column| column.header.as_str()).filter(|header| !header.is_empty())
    }
}

/// Returns whether a list has columns that only purchases have: an invoice, or an amount.
fn looks_like_purchases(verdict: &Verdict) -> bool {
    let purchases = SourceKind::ALL.iter().find(|kind| kind.has_purchases());
    purchases.is_some_and(|kind| {
        let wishes = Wishes { map: &[], key: None, kind: *kind, own: &[], like: None, rules: None };
        map(&verdict.columns, verdict.header_line, wishes)
            .is_ok_and(|mapping| mapping.has(Field::Number) || mapping.has(Field::Amount))
    })
}

impl Tabular for &Inspection {
    const KEYS: &'static [&'static str] = &[
        "file",
        "source",
        "encoding",
        "byte_order_mark",
        "delimiter",
        "header_line",
        "rows",
        "rejected",
        "warnings",
        "columns",
        "problems",
        "sheet",
        "skipped",
        "encoding_by",
        "encoding_share",
    ];
    const TYPES: &'static [CellType] = types![
        String,
        SourceKind,
        Option<String>,
        Option<bool>,
        Option<String>,
        i64,
        i64,
        i64,
        i64,
        = CellType::rows::<ColumnRow>(),
        = CellType::rows::<ProblemRow>(),
        Option<String>,
        Option<i64>,
        = KEY.or_none(),
        Option<i64>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let verdict = &self.list.verdict;
        put(self.file.as_cell());
        put(self.list.kind.as_cell());
        let sheet = self.list.origin.sheet();
        put(if sheet.is_some() { Cell::Null } else { verdict.encoding.key().as_cell() });
        put(if sheet.is_some() { Cell::Null } else { verdict.byte_order_mark.as_cell() });
        match self.list.delimiter() {
            None => put(Cell::Null),
            Some(b'\t') => put("tab".as_cell()),
            Some(sign) => put(char::from(sign).to_string().as_cell()),
        }
        put(count(verdict.header_line).as_cell());
        put(count(self.list.rows).as_cell());
        put(count(self.overview.rejected).as_cell());
        put(count(self.overview.warnings).as_cell());
        put(Cell::Records(&self.columns));
        put(Cell::Records(&self.problems));
        put(sheet.map_or(Cell::Null, |sheet| sheet.as_cell()));
        let skipped = Some(&self.list.skipped).filter(|skipped| !skipped.is_empty());
        put(skipped.map(|skipped| count(skipped.iter().sum())).as_cell());
        put(if sheet.is_some() { Cell::Null } else { Cell::Key(verdict.ground.key()) });
        match verdict.ground {
            Ground::Frequent(share) => put(i64::from(share.percent).as_cell()),
            _ => put(Cell::Null),
        }
    }
}

impl Tabular for ColumnRow {
    const KEYS: &'static [&'static str] =
        &["column", "header", "field", "date_order", "filled", "sample"];
    const TYPES: &'static [CellType] =
        types![i64, String, = KEY, = KEY.or_none(), i64, Vec<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.column.as_cell());
        put(self.header.as_cell());
        put(Cell::Key(self.field.map_or(EXTRA, Field::key)));
        put(self.date_order.map_or(Cell::Null, |order| Cell::Key(order.key())));
        put(self.filled.as_cell());
        put(self.sample.as_cell());
    }
}

impl Tabular for ProblemRow {
    const KEYS: &'static [&'static str] = &["code", "rejected", "count", "line", "column"];
    const TYPES: &'static [CellType] = types![= KEY, bool, i64, i64, Option<i64>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Key(self.code));
        put(self.rejected.as_cell());
        put(self.count.as_cell());
        put(self.line.as_cell());
        put(self.column.as_cell());
    }
}
