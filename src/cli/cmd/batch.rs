//! `kam batch`: what became of the lists that were imported.

mod shown;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::listing::shell_word;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::ui::{ends_with, is_workbook};
use crate::cli::{given, resolve, stream};
use crate::load::plan::AppliedPlan;
use crate::load::{HeadedReason, is_in_other_encoding, kept_reasons, rejects_file, rejects_table};
use crate::model::{
    AccountId, Batch, BatchId, BatchRow, BatchRowId, Day, OutcomeKind, ShopId, Source, SourceId,
    SourceKind, StaffId,
};
use crate::render::{AsCell as _, Cell, CellType, FileOutput, KEY, Tabular, types, workbook};
pub(super) use shown::Shown;

/// List batches, their rows, and the rows that could not be used
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam batch list
  kam batch show B3
  kam batch rows B3 --outcome held
  kam batch rows B3 --warnings
  kam batch rejects B3 -o fix.csv
")]
pub(crate) struct BatchArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List batches: the source ledger
    #[command(before_help = "Examples:\n  kam batch list\n  kam batch list -f csv\n")]
    List(List),
    /// Show one batch
    #[command(before_help = "Examples:\n  kam batch show B3\n")]
    Show(Show),
    /// List the rows of a batch, each with what became of it and why
    #[command(
        before_help = "Examples:\n  kam batch rows B3 --outcome held\n  kam batch rows B3 --warnings\n  kam batch rows B3 --outcome rejected --warnings\n  kam batch rows B3 -f csv --columns external_id,outcome,account\n"
    )]
    Rows(Rows),
    /// Write the rejected rows to a file that can be corrected and imported
    ///
    /// The file is as the list was: text in its encoding. Rows of cards (VCF) come back as a table,
    /// under the columns that `kam inspect` shows.
    #[command(
        before_help = "Examples:\n  kam batch rejects B3 -o fix.csv\n  kam batch rejects B3 -o fix.xlsx\n  kam import fix.csv --fixes B3\n"
    )]
    Rejects(Rejects),
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Args, Debug)]
struct Show {
    /// Batch, such as B3; `-` reads it from standard input
    batch: String,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Args, Debug)]
struct Rows {
    /// Batch, such as B3; `-` reads it from standard input
    batch: String,
    /// Only rows that ended so: added, merged, unchanged, held, rejected
    #[arg(long)]
    outcome: Option<OutcomeKind>,
    /// The cells that could not be read, instead of the rows; with `--outcome rejected` every reason
    /// why rows were not used
    #[arg(long)]
    warnings: bool,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Args, Debug)]
struct Rejects {
    /// Batch, such as B3; `-` reads it from standard input
    batch: String,
    /// Write to FILE, wholly or not at all; a workbook where its name ends in .xlsx
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &BatchArgs) -> CliResult {
    match &args.action {
        Action::List(list) => ledger(ctx, &list.show),
        Action::Show(show) => {
            let session = ctx.open()?;
            let sources = sources(&session)?;
            let batch = batch(ctx, &session, &show.batch)?;
            ctx.ui.show_one(&show.show, &Shown::of(entry(batch, &sources)))
        }
        Action::Rows(rows) if rows.warnings => warnings(ctx, rows),
        Action::Rows(rows) => self::rows(ctx, rows),
        Action::Rejects(rejects) => self::rejects(ctx, rejects),
    }
}

/// Returns the batch of that id, read from standard input where it is `-`.
fn batch(ctx: &mut Ctx<'_>, session: &Session, text: &str) -> Result<Batch, CliError> {
    let id: BatchId = resolve::id(&given::only(ctx, text)?)?;
    Ok(session.store.db().get(id)?)
}

/// A batch in the source ledger (domain rules, section 2).
pub(super) struct Entry {
    batch: Batch,
    kind: SourceKind,
    source: String,
}

impl Tabular for Entry {
    const KEYS: &'static [&'static str] = &[
        "batch",
        "source",
        "source_kind",
        "file",
        "asked",
        "collected_on",
        "collected",
        "checked",
        "added",
        "merged",
        "unchanged",
        "held",
        "rejected",
        "purchases",
        "accounts",
        "warnings",
        "owner",
        "encoding",
        "delimiter",
        "header_line",
        "shop",
        "sheet",
        "decided",
        "left_out",
    ];
    const TYPES: &'static [CellType] = types![
        BatchId,
        = KEY,
        SourceKind,
        Option<String>,
        Option<String>,
        Option<Day>,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        Option<StaffId>,
        Option<String>,
        Option<String>,
        Option<i64>,
        Option<ShopId>,
        Option<String>,
        Option<i64>,
        Option<i64>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let batch = &self.batch;
        put(batch.id.as_cell());
        put(Cell::Key(&self.source));
        put(self.kind.as_cell());
        put(batch.file.as_cell());
        put(batch.asked.as_cell());
        put(batch.collected_on.as_cell());
        for count in [
            batch.collected,
            batch.collected - batch.held,
            batch.added,
            batch.merged,
            batch.unchanged,
            batch.held,
            batch.rejected,
            batch.purchases,
            batch.accounts,
            batch.warnings,
        ] {
            put(count.as_cell());
        }
        put(batch.owner.as_cell());
        let text = |said: &str| {
            if batch.sheet.is_none() { Cell::Text(said.to_owned().into()) } else { Cell::Null }
        };
        put(text(&batch.encoding));
        put(if batch.delimiter.is_empty() { Cell::Null } else { text(&batch.delimiter) });
        put(batch.header_line.as_cell());
        put(batch.shop.as_cell());
        put(batch.sheet.as_cell());
        let plan = AppliedPlan::of(batch);
        put(plan.as_ref().map(|plan| plan.decided).as_cell());
        put(plan.map(|plan| plan.left_out).as_cell());
    }
}

/// Columns of the ledger as people read it.
const LEDGER: &[&str] = &["batch", "file", "asked", "collected", "checked", "added", "held"];

fn sources(session: &crate::cli::context::Session) -> Result<HashMap<SourceId, Source>, CliError> {
    let sources = session.store.db().every::<Source>()?;
    Ok(sources.into_iter().map(|source| (source.id, source)).collect())
}

fn entry(batch: Batch, sources: &HashMap<SourceId, Source>) -> Entry {
    let source = sources.get(&batch.source);
    Entry {
        kind: source.map_or(SourceKind::BusinessDirectory, |source| source.kind),
        source: source.map(|source| source.name.clone()).unwrap_or_default(),
        batch,
    }
}

fn ledger(ctx: &mut Ctx<'_>, show: &ShowArgs) -> CliResult {
    let session = ctx.open()?;
    let sources = sources(&session)?;
    let batches = session.store.db().every::<Batch>()?;
    let lang = ctx.ui.lang;
    if batches.is_empty() {
        ctx.ui.status(&text::no_batches(lang))?;
    }
    let sum = |part: fn(&Batch) -> i64| batches.iter().map(part).sum::<i64>();
    let totals = (batches.len() > 1).then(|| {
        let checked = sum(|batch| batch.collected - batch.held);
        text::ledger_total(lang, batches.len(), sum(|b| b.collected), checked, sum(|b| b.added))
    });
    ctx.ui.show_columns(show, LEDGER, batches.into_iter().map(|batch| entry(batch, &sources)))?;
    if let Some(totals) = totals {
        ctx.ui.status(&totals)?;
    }
    Ok(Exit::Done)
}

/// A row of a batch, under the names that scripts were promised.
pub(super) struct RowLine {
    row: BatchRow,
    /// Where people read it, their language.
    people: Option<Lang>,
}

impl Tabular for RowLine {
    const KEYS: &'static [&'static str] = &[
        "line",
        "external_id",
        "outcome",
        "account",
        "group",
        "candidate",
        "score",
        "reason",
        "resolved",
        "row",
    ];
    const TYPES: &'static [CellType] = types![
        i64,
        Option<String>,
        OutcomeKind,
        Option<AccountId>,
        Option<String>,
        Option<AccountId>,
        Option<i64>,
        = KEY.or_none(),
        = KEY.or_none(),
        BatchRowId,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let row = &self.row;
        put(row.line.as_cell());
        put(Cell::code(row.external_id.as_deref()));
        put(row.outcome.as_cell());
        put(row.account.as_cell());
        put(Cell::code(row.held_group.as_deref()));
        put(row.candidate.as_cell());
        put(row.score.as_cell());
        put(text::reason_cell(self.people, row.reason.as_deref()));
        put(row.resolved.as_deref().map_or(Cell::Null, Cell::Key));
        put(row.id.as_cell());
    }
}

const ROWS: &[&str] =
    &["line", "outcome", "account", "group", "candidate", "reason", "resolved", "external_id"];

fn rows(ctx: &mut Ctx<'_>, args: &Rows) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let batch = batch(ctx, &session, &args.batch)?.id;
    let show = args.show.for_people(ctx.ui.fitting(ROWS));
    let people = show.is_for_people().then_some(ctx.ui.lang);
    let mut count = 0_u64;
    let exit = ctx.ui.show_with::<RowLine>(&show, |writer| {
        count = stream::rows(writer, |take| {
            db.each_batch_row(batch, args.outcome, |row| take(RowLine { row, people }))
        })?;
        Ok(())
    })?;
    if count == 0 {
        ctx.ui.status(&text::no_such_rows(ctx.ui.lang))?;
    }
    Ok(exit)
}

/// A cell that could not be read.
pub(super) struct WarningLine {
    row: BatchRowId,
    line: i64,
    account: Option<AccountId>,
    problem: Warning,
    /// Whether it is a reason why the row was not used.
    rejected: bool,
    /// Where people read it, their language.
    people: Option<Lang>,
}

/// What a row keeps of such a cell; of a rejected row, that of a reason, which may be no cell's.
#[derive(serde::Deserialize)]
struct Warning {
    column: Option<i64>,
    field: Option<String>,
    value: String,
    code: String,
    detail: String,
}

/// Returns what a row keeps of its cells: of one that was used, those that could not be read; of a
/// rejected one, why it was not used.
fn warnings_of(row: &BatchRow) -> Vec<Warning> {
    if row.outcome != OutcomeKind::Rejected {
        let kept = row.warnings.as_deref().unwrap_or("[]");
        return serde_json::from_str(kept).unwrap_or_default();
    }
    let reasons = kept_reasons(row).into_iter().map(|reason| Warning {
        column: reason.column.and_then(|column| i64::try_from(column).ok()),
        field: reason.field,
        value: reason.value,
        code: reason.code,
        detail: String::new(),
    });
    reasons.collect()
}

impl Tabular for WarningLine {
    const KEYS: &'static [&'static str] =
        &["line", "column", "field", "value", "code", "detail", "account", "row"];
    const TYPES: &'static [CellType] = types![
        i64,
        Option<i64>,
        = KEY.or_none(),
        String,
        = KEY,
        String,
        Option<AccountId>,
        BatchRowId,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.line.as_cell());
        put(self.problem.column.as_cell());
        put(self.problem.field.as_deref().map_or(Cell::Null, Cell::Key));
        put(self.problem.value.as_cell());
        put(Cell::Key(&self.problem.code));
        put(match (self.people, self.rejected) {
            (Some(lang), true) => Cell::Text(text::reason(lang, &self.problem.code).into()),
            (Some(lang), false) => {
                Cell::Text(text::problem(lang, &self.problem.code, &self.problem.detail).into())
            }
            (None, _) => self.problem.detail.as_cell(),
        });
        put(self.account.as_cell());
        put(self.row.as_cell());
    }
}

fn warnings(ctx: &mut Ctx<'_>, args: &Rows) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let batch = batch(ctx, &session, &args.batch)?.id;
    let people = args.show.is_for_people().then_some(ctx.ui.lang);
    let mut lines = Vec::new();
    db.each_batch_row(batch, args.outcome, |row| {
        let rejected = row.outcome == OutcomeKind::Rejected;
        if rejected && args.outcome.is_none() {
            return Ok(());
        }
        let of_row = |problem| WarningLine {
            row: row.id,
            line: row.line,
            account: row.account,
            problem,
            rejected,
            people,
        };
        lines.extend(warnings_of(&row).into_iter().map(of_row));
        Ok(())
    })?;
    if lines.is_empty() {
        ctx.ui.status(&text::no_such_rows(ctx.ui.lang))?;
    }
    ctx.ui.show_columns(
        &args.show,
        &["line", "column", "field", "value", "detail", "account"],
        lines,
    )
}

fn rejects(ctx: &mut Ctx<'_>, args: &Rejects) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let batch = batch(ctx, &session, &args.batch)?;
    let mut rows = Vec::new();
    db.each_batch_row(batch.id, Some(OutcomeKind::Rejected), |row| {
        rows.push(row);
        Ok(())
    })?;
    let lang = ctx.ui.lang;
    if rows.is_empty() {
        ctx.ui.status(&text::no_rejects(lang, batch.id))?;
        return Ok(Exit::Done);
    }
    let why = |reasons: &[HeadedReason<'_>]| text::reject_reasons(lang, reasons);
    let no_columns = || {
        let id = batch.id;
        CliError::refused(move |lang| text::batch_without_columns(lang, id))
    };
    let table = rejects_table(&batch, &rows, &why).ok_or_else(no_columns)?;
    let file = match &args.output {
        Some(path) if ends_with(path, "xlsx") => {
            let stem = Path::new(&batch.file).file_stem().map(OsStr::to_string_lossy);
            workbook(batch.sheet.as_deref().or(stem.as_deref()).unwrap_or_default(), &table)?
        }
        Some(path) if ends_with(path, "vcf") => {
            return Err(CliError::usage(text::rejects_are_tables).hint(text::hint_only_xlsx));
        }
        Some(path) if is_workbook(path) => {
            return Err(CliError::usage(text::only_xlsx).hint(text::hint_only_xlsx));
        }
        _ => {
            let file = rejects_file(&batch, &table).ok_or_else(no_columns)?;
            if is_in_other_encoding(&file, &batch) {
                ctx.ui.status(&text::rejects_in_utf8(lang, &batch.encoding))?;
            }
            file
        }
    };
    match &args.output {
        None => ctx.ui.raw(&file)?,
        Some(path) => {
            let path = ctx.path(path);
            let mut output = FileOutput::create(&path)?;
            std::io::Write::write_all(&mut output, &file)?;
            output.commit()?;
            ctx.ui.status(&text::rejects_written(lang, rows.len(), path.display()))?;
            let word = shell_word(&path.display().to_string());
            ctx.ui.status(&text::hint_fixes(lang, word, batch.id))?;
        }
    }
    Ok(Exit::Done)
}
