//! Tables of our own into the store: staff and shops, wholly or not at all.

use std::path::{Path, PathBuf};

use super::context::Ctx;
use super::error::CliError;
use super::listing::Named;
use super::reading::{DialectArgs, input};
use super::{listing, text};
use crate::ingest::read::Options;
use crate::ingest::roster::{Roster, RosterError};
use crate::model::CellProblem;
use crate::store::Written;

/// A table and how it is read.
#[derive(clap::Args, Debug)]
pub(crate) struct RosterArgs {
    /// File: CSV, TSV or `;`, or a workbook (XLSX, ODS, XLS); `-` is standard input
    file: PathBuf,

    /// Report what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    dialect: DialectArgs,
}

/// A table that was read, and what is said of it.
pub(crate) struct Table<T> {
    /// Name of the file as the user gave it.
    pub(crate) file: String,
    /// Its rows, problems included.
    pub(crate) roster: Roster<T>,
    /// Whether messages hide phones and e-mail addresses.
    mask: bool,
}

/// What became of the rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Rows that made a record.
    pub(crate) added: u64,
    /// Rows that added to a record we have.
    pub(crate) changed: u64,
    /// Rows that said nothing new.
    pub(crate) unchanged: u64,
    /// Cells that say otherwise than the record we have, which was kept.
    pub(crate) otherwise: Vec<CellProblem>,
}

/// Reads the table that `args` name with `reader`. Problems of its cells are left to
/// [`Table::refusal`], so that they are told together with those that only the store knows.
pub(crate) fn read<T>(
    ctx: &mut Ctx<'_>,
    args: &RosterArgs,
    reader: fn(&Path, &Options) -> Result<Roster<T>, RosterError>,
) -> Result<Table<T>, CliError> {
    let options = args.dialect.options()?;
    let input = input(ctx, &args.file)?;
    let mask = !ctx.shows_values();
    match reader(&input.path, &options) {
        Ok(roster) => Ok(Table { file: input.name, roster, mask }),
        Err(RosterError::Read(error)) => Err(listing::read_error(&input.name, error)),
        Err(RosterError::NoName { header_line, headers }) => {
            let file = input.name;
            let why = move |lang| {
                let why = text::missing_column(lang, "`name`");
                text::cannot_import(lang, &file, why)
            };
            Err(CliError::refused(why)
                .hint(move |lang| listing::headers_hint(lang, header_line, &headers))
                .hint(text::hint_name_header))
        }
    }
}

impl<T> Table<T> {
    /// Returns the error that refuses the table, with all that is wrong with it and `more`; `None`
    /// where nothing is.
    pub(crate) fn refusal(&self, more: Vec<CellProblem>) -> Option<CliError> {
        let mut problems = [self.roster.problems.clone(), more].concat();
        if problems.is_empty() {
            return None;
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        let (file, count) = (self.file.clone(), problems.len());
        let mut error = CliError::refused(move |lang| {
            let why = match count {
                1 => text::cell_unusable(lang),
                count => text::cells_unusable(lang, count),
            };
            text::cannot_import(lang, &file, why)
        });
        let mask = self.mask;
        for problem in problems.into_iter().take(listing::SHOWN) {
            let (file, sheet) = (self.file.clone(), self.roster.sheet.clone());
            error = error.place(move |lang| {
                let table = Named { file: &file, sheet: sheet.as_deref() };
                listing::cell_fault(lang, table, &problem, mask)
            });
        }
        if count > listing::SHOWN {
            error = error.place(move |lang| text::and_more(lang, count - listing::SHOWN));
        }
        Some(error.hint(text::hint_all_or_none))
    }

    /// Says what became of the rows.
    pub(crate) fn report(
        &self,
        ctx: &mut Ctx<'_>,
        written: &Written<Tally>,
    ) -> Result<(), CliError> {
        let (lang, tally) = (ctx.ui.lang, &written.value);
        let table = Named { file: &self.file, sheet: self.roster.sheet.as_deref() };
        for problem in tally.otherwise.iter().take(listing::SHOWN) {
            ctx.ui.say(&listing::cell_fault(lang, table, problem, self.mask))?;
        }
        if tally.otherwise.len() > listing::SHOWN {
            let left = tally.otherwise.len() - listing::SHOWN;
            ctx.ui.say(&text::and_more(lang, left))?;
        }
        let Tally { added, changed, unchanged, .. } = tally;
        ctx.ui.status(&text::roster_done(lang, &self.file, added, changed, unchanged))?;
        if !self.roster.left_out.is_empty() {
            let headers = self.roster.left_out.join(", ");
            ctx.ui.status(&text::columns_left_out(lang, headers))?;
        }
        ctx.report(written)
    }
}

impl Tally {
    /// Fills a missing value; a different one is kept, and noted as `problem` of it.
    pub(crate) fn fill<V: PartialEq + ToString>(
        &mut self,
        known: &mut Option<V>,
        said: Option<V>,
        problem: impl FnOnce(&str, &str) -> CellProblem,
    ) {
        match (known.as_ref(), said) {
            (None, said) => *known = said,
            (Some(old), Some(new)) if *old != new => {
                self.otherwise.push(problem(&new.to_string(), &old.to_string()));
            }
            (Some(_), _) => {}
        }
    }
}
