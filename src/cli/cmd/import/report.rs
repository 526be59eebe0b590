//! What is told of lists that were imported: what became of their rows, and what to do next.

use super::{ImportArgs, Incoming, Loaded};
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, Exit};
use crate::cli::list_rules;
use crate::cli::listing;
use crate::cli::text::{self, Lang};
use crate::ingest::list_rules::KeptRules;
use crate::load::Looked;
use crate::model::{Batch, SourceKind};
use crate::render::{ANY, AsCell as _, Cell, CellType, Tabular, types};
use crate::store::Written;

/// What became of a file.
pub(crate) struct FileReport {
    already_imported: bool,
    stored: Batch,
    source: SourceKind,
    dry_run: bool,
}

impl Tabular for FileReport {
    const KEYS: &'static [&'static str] = &[
        "batch",
        "already_imported",
        "warnings",
        "file",
        "sheet",
        "source",
        "encoding",
        "collected",
        "added",
        "merged",
        "unchanged",
        "held",
        "rejected",
        "purchases",
        "skipped",
    ];
    const TYPES: &'static [CellType] = types![
        // `new` on trial.
        = ANY,
        bool,
        i64,
        Option<String>,
        Option<String>,
        SourceKind,
        Option<String>,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        Option<i64>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let batch = &self.stored;
        put(if self.dry_run { "new".as_cell() } else { batch.id.as_cell() });
        put(self.already_imported.as_cell());
        put(batch.warnings.as_cell());
        put(batch.file.as_cell());
        put(batch.sheet.as_cell());
        put(self.source.as_cell());
        let is_text = batch.sheet.is_none();
        put(if is_text { batch.encoding.as_cell() } else { Cell::Null });
        for count in [
            batch.collected,
            batch.added,
            batch.merged,
            batch.unchanged,
            batch.held,
            batch.rejected,
            batch.purchases,
        ] {
            put(count.as_cell());
        }
        put(KeptRules::of(&batch.mapping).rows_skipped().as_cell());
    }
}

/// Columns of the table: what became of the rows.
pub(super) const TABLE: &[&str] =
    &["batch", "collected", "added", "merged", "unchanged", "held", "rejected", "file"];

/// The same where a list is a sheet.
const TABLE_OF_SHEETS: &[&str] =
    &["batch", "collected", "added", "merged", "unchanged", "held", "rejected", "file", "sheet"];

/// Says what became of lists. Returns the exit code, and how many rows were new; `None` where no
/// list was.
pub(super) fn report(
    ctx: &mut Ctx<'_>,
    args: &ImportArgs,
    incoming: &[Incoming],
    written: &Written<Vec<Loaded>>,
) -> Result<(Exit, Option<i64>), CliError> {
    let dry_run = written.dry_run;
    let mut reports = Vec::new();
    for (file, loaded) in incoming.iter().zip(&written.value) {
        if let Some(line) = file.judged_encoding(ctx.ui.lang) {
            ctx.ui.status(&line)?;
        }
        say(ctx, file, loaded, dry_run)?;
        if file.has_no_names() {
            ctx.ui.status(&text::no_name_column(ctx.ui.lang, file.named()))?;
        }
        if let Looked::Ready(ready) = &file.looked {
            list_rules::say(ctx, file.named(), &ready.list)?;
        }
        let already_imported = matches!(loaded, Loaded::Already(_));
        reports.push(FileReport {
            already_imported,
            stored: loaded.batch().clone(),
            source: file.import.kind,
            dry_run: dry_run && !already_imported,
        });
    }
    let exit = exit(&reports, &args.fail_on);
    let fresh = reports.iter().filter(|report| !report.already_imported);
    let rows = fresh.map(|report| report.stored.collected).reduce(|sum, rows| sum + rows);
    let hints = hints(ctx.ui.lang, &reports);
    let has_sheets = reports.iter().any(|report| report.stored.sheet.is_some());
    let table = if has_sheets { TABLE_OF_SHEETS } else { TABLE };
    ctx.ui.show_columns(&args.show, table, reports)?;
    hints.iter().try_for_each(|line| ctx.ui.status(line))?;
    Ok((exit, rows))
}

/// Says what became of a file's rows and what was wrong with them, on standard error.
fn say(ctx: &mut Ctx<'_>, file: &Incoming, loaded: &Loaded, dry_run: bool) -> Result<(), CliError> {
    let (lang, name) = (ctx.ui.lang, file.named());
    let report = match loaded {
        Loaded::Already(batch) => {
            return ctx.ui.status(&text::already_imported(lang, name, batch.id));
        }
        Loaded::Now(report) => report,
    };
    // A batch of a dry run is nowhere to be looked at.
    let command = |what: &str| {
        if dry_run {
            return "kam inspect --all".to_owned();
        }
        format!("kam batch rows {} {what}", report.batch.id)
    };
    let mask = !ctx.shows_values();
    for (count, shown) in report.problems.rows.values() {
        for rejection in shown {
            ctx.ui.say(&listing::row_line(lang, name, rejection, mask))?;
        }
        // A row of records may have other reasons than the one that it is listed with.
        let has_several = file.import.kind.has_records();
        let rows = if has_several { "--outcome rejected --warnings" } else { "--outcome rejected" };
        more(ctx, *count, shown.len(), &command(rows))?;
    }
    for (count, shown) in report.problems.cells.values() {
        for problem in shown {
            ctx.ui.say(&listing::cell_line(lang, name, problem, mask))?;
        }
        more(ctx, *count, shown.len(), &command("--warnings"))?;
    }
    Ok(())
}

fn more(ctx: &mut Ctx<'_>, count: u64, shown: usize, command: &str) -> Result<(), CliError> {
    let left = count - shown as u64;
    if left == 0 { Ok(()) } else { ctx.ui.say(&text::more_of_these(ctx.ui.lang, left, command)) }
}

/// Returns what is to be said below the table: purchases, and what to do next.
fn hints(lang: Lang, reports: &[FileReport]) -> Vec<String> {
    let fresh = || reports.iter().filter(|report| !report.already_imported);
    let stored = || fresh().filter(|report| !report.dry_run);
    let mut lines = Vec::new();
    let purchases: i64 = fresh().map(|report| report.stored.purchases).sum();
    if purchases > 0 {
        lines.push(text::purchases_kept(lang, purchases));
    }
    let held: i64 = stored().map(|report| report.stored.held).sum();
    if held > 0 {
        lines.push(text::hint_review(lang, held));
    }
    for report in stored().filter(|report| report.stored.rejected > 0) {
        let file = if report.stored.sheet.is_some() { "fix.xlsx" } else { "fix.csv" };
        lines.push(text::hint_rejects(lang, report.stored.rejected, report.stored.id, file));
    }
    lines
}

fn exit(reports: &[FileReport], fail_on: &str) -> Exit {
    let found = |batch: &Batch| match fail_on {
        "held" => batch.held + batch.rejected > 0,
        "rejected" => batch.rejected > 0,
        _ => false,
    };
    let mut fresh = reports.iter().filter(|report| !report.already_imported);
    if fresh.any(|report| found(&report.stored)) { Exit::Problems } else { Exit::Done }
}
