//! The only place that prints: results on standard output, everything else on standard error.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::error::{CliError, CliResult, Exit, Kind};
use super::labels::Labels;
use super::show::ShowArgs;
use super::text::{self, Lang};
use crate::playbook::{Playbook, near};
use crate::render::{
    ColumnList, ColumnProblem, FileOutput, Format, Layout, OutputError, RenderError, RowWriter,
    RowsWritten, SheetLimit, Tabular, Words as _, in_order, visible_line, width, wrapped,
    write_one,
};

/// Where a command talks to.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about a stream")]
pub(crate) struct Ui<'w> {
    out: std::io::BufWriter<&'w mut dyn Write>,
    err: &'w mut dyn Write,
    /// The language of labels and messages.
    pub(crate) lang: Lang,
    quiet: bool,
    out_is_terminal: bool,
    err_is_terminal: bool,
    colour: bool,
    width: Option<usize>,
    labels: Labels,
}

/// Bytes gathered before standard output is written to.
const BUFFER: usize = 256 * 1024;

/// Terminal cells of a line that holds every column of the wider tables.
const WIDE: usize = 100;

/// How a [`Ui`] talks.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about a stream")]
pub(crate) struct Manner {
    /// The language of labels and messages.
    pub(crate) lang: Lang,
    /// Whether counts and hints are left out.
    pub(crate) quiet: bool,
    /// Whether standard output is a terminal.
    pub(crate) out_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub(crate) err_is_terminal: bool,
    /// Whether colour is welcome on a terminal.
    pub(crate) colour: bool,
    /// Cells of a line of the terminal.
    pub(crate) width: Option<usize>,
}

impl<'w> Ui<'w> {
    pub(crate) fn new(out: &'w mut dyn Write, err: &'w mut dyn Write, manner: &Manner) -> Self {
        Self {
            out: std::io::BufWriter::with_capacity(BUFFER, out),
            err,
            lang: manner.lang,
            quiet: manner.quiet,
            out_is_terminal: manner.out_is_terminal,
            err_is_terminal: manner.err_is_terminal,
            colour: manner.colour && manner.out_is_terminal,
            width: manner.width,
            labels: Labels::new(manner.lang),
        }
    }

    /// Learns the words that the team's rules have for stages and lists.
    pub(crate) fn learn(&mut self, playbook: &Playbook) {
        self.labels.learn(playbook);
    }

    /// Returns the word for a key, as headers have it.
    pub(crate) fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.labels.label(key)
    }

    /// Returns the word for a value of a pick list, such as a kind of touch.
    pub(crate) fn word<'a>(&'a self, column: &str, key: &'a str) -> &'a str {
        self.labels.value(column, key)
    }

    /// Returns the word for a stage of a funnel.
    pub(crate) fn stage<'a>(&'a self, preset: &str, stage: &'a str) -> &'a str {
        self.labels.value_of("stage", preset, stage)
    }

    /// Prints a line of the result; on a terminal over several where one does not hold it.
    pub(crate) fn line(&mut self, line: &str) -> Result<(), CliError> {
        let line = visible_line(line);
        let indent = line.len() - line.trim_start_matches(' ').len();
        for part in wrapped(&line, self.width.unwrap_or(usize::MAX), indent + 2) {
            writeln!(self.out, "{part}")?;
        }
        Ok(())
    }

    /// Prints a line of the result that is laid out already.
    pub(crate) fn laid_out(&mut self, line: &str) -> Result<(), CliError> {
        Ok(writeln!(self.out, "{}", visible_line(line))?)
    }

    /// Prints a heading of the result, emphasised on a terminal.
    pub(crate) fn heading(&mut self, line: &str) -> Result<(), CliError> {
        self.styled(line, anstyle::Style::new().bold())
    }

    /// Prints a command as it would be typed.
    pub(crate) fn prompt(&mut self, line: &str) -> Result<(), CliError> {
        self.styled(line, anstyle::Style::new().dimmed())
    }

    fn styled(&mut self, line: &str, style: anstyle::Style) -> Result<(), CliError> {
        let line = visible_line(line);
        if self.colour {
            writeln!(self.out, "{style}{line}{style:#}")?;
        } else {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Returns whether headings and headers are emphasised.
    pub(crate) fn colour(&self) -> bool {
        self.colour
    }

    /// Returns the cells of a line of the terminal; `None` where there is none.
    pub(crate) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Returns the columns that a line of the terminal holds: without the last where it is narrow.
    pub(crate) fn fitting<'c>(&self, columns: &'c [&'c str]) -> &'c [&'c str] {
        match (self.width, columns.split_last()) {
            (Some(width), Some((_, rest))) if width < WIDE => rest,
            _ => columns,
        }
    }

    /// Prints bytes of the result as they are: files that go to standard output.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        Ok(self.out.write_all(bytes)?)
    }

    /// Says what happened: counts, hints. Nothing with `-q`.
    pub(crate) fn status(&mut self, line: &str) -> Result<(), CliError> {
        if self.quiet { Ok(()) } else { self.say(line) }
    }

    /// Says what is wrong though the command goes on; with `-q` too.
    pub(crate) fn warn(&mut self, line: &str) -> Result<(), CliError> {
        let line = text::warning_line(self.lang, line);
        self.say(&line)
    }

    /// Says a line whatever `-q` says.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), CliError> {
        // Results that were printed before come before it, wherever both streams meet.
        let flushed = self.out.flush();
        let reader_is_gone =
            matches!(&flushed, Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe);
        if !reader_is_gone {
            let _ = writeln!(self.err, "{}", visible_line(line));
        }
        Ok(flushed?)
    }

    /// Returns whether standard output is a terminal.
    pub(crate) fn out_is_terminal(&self) -> bool {
        self.out_is_terminal
    }

    /// Returns whether standard error is a terminal: values are masked where it is none.
    pub(crate) fn err_is_terminal(&self) -> bool {
        self.err_is_terminal
    }

    /// Returns a bar of `total` steps; invisible where standard error is no terminal.
    pub(crate) fn progress(&self, total: u64) -> ProgressBar {
        if self.quiet || !self.err_is_terminal {
            return ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        }
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}") {
            bar.set_style(style);
        }
        bar
    }

    /// Prints rows in the form that the user asked for.
    pub(crate) fn show<T: Tabular>(
        &mut self,
        args: &ShowArgs,
        rows: impl IntoIterator<Item = T>,
    ) -> CliResult {
        self.show_with(args, |writer: &mut RowWriter<'_, T>| {
            rows.into_iter().try_for_each(|row| Ok(writer.row(&row)?))
        })
    }

    /// Prints rows; a table or Markdown for people has the columns `table`, unless others are
    /// asked for, and every other form has all.
    pub(crate) fn show_columns<T: Tabular>(
        &mut self,
        args: &ShowArgs,
        table: &[&str],
        rows: impl IntoIterator<Item = T>,
    ) -> CliResult {
        self.show(&args.for_people(table), rows)
    }

    /// Prints the rows that `fill` hands over, without holding them all where the form allows.
    pub(crate) fn show_with<T: Tabular>(
        &mut self,
        args: &ShowArgs,
        fill: impl FnOnce(&mut RowWriter<'_, T>) -> Result<(), CliError>,
    ) -> CliResult {
        let (mut more, mut left_out) = (false, Vec::new());
        let exit = self.write(args, |layout, out| {
            let mut writer = RowWriter::start(&layout, out)?;
            fill(&mut writer)?;
            RowsWritten { more, left_out, .. } = writer.finish()?;
            Ok(())
        })?;
        self.say_more(args, more)?;
        if !left_out.is_empty() {
            let labels = left_out.iter().map(|key| self.labels.label(key).to_owned());
            let line = text::no_room(self.lang, text::join(self.lang, labels));
            self.status(&line)?;
        }
        Ok(exit)
    }

    /// Says that there are more rows than were wanted, and how to see them.
    fn say_more(&mut self, args: &ShowArgs, more: bool) -> Result<(), CliError> {
        if !more {
            return Ok(());
        }
        self.status(&text::more_rows(self.lang, args.most()))
    }

    /// Prints a single thing: an object in JSON, a card as a table.
    pub(crate) fn show_one<T: Tabular>(&mut self, args: &ShowArgs, thing: &T) -> CliResult {
        self.write(args, |layout, out| Ok(write_one(thing, &layout, out)?))
    }

    /// Prints things one by one: an array in JSON, a card each as a table.
    pub(crate) fn show_each<T: Tabular>(&mut self, args: &ShowArgs, things: &[T]) -> CliResult {
        if args.form() != Format::Table {
            return self.show_with(args, |writer: &mut RowWriter<'_, T>| {
                things.iter().try_for_each(|thing| Ok(writer.row(thing)?))
            });
        }
        let mut more = false;
        let exit = self.write(args, |layout, out| {
            let (things, left_out) = in_order(things, &layout)?;
            more = left_out;
            for (position, thing) in things.into_iter().enumerate() {
                if position > 0 {
                    writeln!(out)?;
                }
                write_one(thing, &layout, out)?;
            }
            Ok(())
        })?;
        self.say_more(args, more)?;
        Ok(exit)
    }

    /// Finds out whether rows can be printed in the form that the user asked for, before anything
    /// is done that would be reported in vain.
    pub(crate) fn rehearse<T: Tabular>(
        &self,
        args: &ShowArgs,
        table: &[&str],
    ) -> Result<(), CliError> {
        let args = args.for_people(table);
        RowWriter::<T>::start(&layout(&args, &self.labels), &mut std::io::sink())?.finish()?;
        match &args.output {
            Some(path) => Ok(FileOutput::create(path).map(drop)?),
            None => Ok(()),
        }
    }

    /// Lets `write` print in the form that the user asked for.
    pub(crate) fn write(
        &mut self,
        args: &ShowArgs,
        write: impl FnOnce(Layout<'_>, &mut dyn Write) -> Result<(), CliError>,
    ) -> CliResult {
        let mut layout = layout(args, &self.labels);
        let Some(path) = &args.output else {
            let terminal = (self.width, self.colour, self.out_is_terminal);
            (layout.width, layout.colour, layout.terminal) = terminal;
            write(layout, &mut self.out)?;
            return Ok(Exit::Done);
        };
        if is_workbook(path) && layout.format != Format::Workbook {
            return Err(match args.format {
                Some(form) if ends_with(path, "xlsx") => {
                    let path = path.display().to_string();
                    CliError::usage(move |lang| text::workbook_is_no_text(lang, form, &path))
                        .hint(text::hint_workbook_or_text)
                }
                _ => CliError::usage(text::only_xlsx).hint(text::hint_only_xlsx),
            });
        }
        let mut file = FileOutput::create(path)?;
        write(layout, &mut file)?;
        file.commit()?;
        self.status(&text::written_to(self.lang, path.display()))?;
        Ok(Exit::Done)
    }

    /// Sends what was gathered; an error where the reader is gone or the disk is full.
    pub(crate) fn finish(&mut self) -> Result<(), CliError> {
        Ok(self.out.flush()?)
    }
}

/// Returns how rows are laid out where no terminal shows them.
fn layout<'a>(args: &'a ShowArgs, labels: &'a Labels) -> Layout<'a> {
    Layout {
        format: args.form(),
        name: args
            .output
            .as_deref()
            .and_then(Path::file_stem)
            .and_then(OsStr::to_str)
            .unwrap_or(""),
        columns: args.columns.as_deref(),
        sort: &args.sort,
        limit: args.most(),
        header: !args.no_header,
        width: None,
        may_drop: args.columns_are_ours || args.columns.is_none(),
        colour: false,
        terminal: false,
        purpose: args.purpose(),
        words: labels,
    }
}

/// Returns whether a file of this name is opened as a workbook, whatever is in it.
pub(crate) fn is_workbook(path: &Path) -> bool {
    ["xlsx", "xlsm", "xls", "ods"].iter().any(|known| ends_with(path, known))
}

/// Returns whether a file's name has this ending.
pub(crate) fn ends_with(path: &Path, ending: &str) -> bool {
    let found = path.extension().and_then(OsStr::to_str);
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

impl From<RenderError> for CliError {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Write(error) => error.into(),
            RenderError::Columns { problems, known } => columns(&problems, known),
            RenderError::NoIds => Self::usage(text::no_ids),
            RenderError::Sheet(limit) => Self::refused(move |lang| match limit {
                SheetLimit::Rows => text::too_many_rows_for_sheet(lang, SheetLimit::ROWS),
                SheetLimit::Text { column, row } => {
                    text::too_long_for_sheet(lang, column, row, SheetLimit::TEXT)
                }
            })
            .hint(text::hint_not_in_sheet),
        }
    }
}

/// Returns an error that says everything that is wrong with columns, shows where it is, and names
/// the columns that there are.
fn columns(problems: &[ColumnProblem], known: &[&'static str]) -> CliError {
    let mut made = CliError::all(Kind::Usage, Vec::new());
    for problem in problems {
        let column = problem.column.clone();
        if problem.repeated {
            made = made.and(move |lang| text::repeated_column(lang, &column));
        } else {
            let near = near(&column, known.iter().copied());
            made = made.and(move |lang| match near.as_slice() {
                [] => text::unknown_column(lang, &column),
                near => text::unknown_column_near(lang, &column, near.join("`, `")),
            });
        }
        let option = match problem.list {
            ColumnList::Shown => "--columns",
            ColumnList::Sort => "--sort",
        };
        let before: String = problem.whole.chars().take(problem.at - 1).collect();
        let blanks = " ".repeat(option.len() + 1 + width(&visible_line(&before)));
        let carets = "^".repeat(width(&visible_line(&problem.column)).max(1));
        let line = format!("  {option} {}", visible_line(&problem.whole));
        made = made.place(move |_| line.clone()).place(move |_| format!("  {blanks}{carets}"));
    }
    let known = known.join(", ");
    made.hint(move |lang| text::hint_columns_known(lang, &known))
}

impl From<OutputError> for CliError {
    fn from(error: OutputError) -> Self {
        if error.source.kind() == std::io::ErrorKind::BrokenPipe {
            return error.source.into();
        }
        let path = error.path.display().to_string();
        let (kind, detail) = (error.source.kind(), error.source.to_string());
        let plain = matches!(kind, std::io::ErrorKind::NotFound | std::io::ErrorKind::IsADirectory);
        let error = Self::new(Kind::System, move |lang| {
            let why = match kind {
                std::io::ErrorKind::NotFound => text::no_such_folder(lang),
                std::io::ErrorKind::IsADirectory => text::it_is_a_folder(lang),
                _ => detail.clone(),
            };
            text::cannot_write_to(lang, &path, why)
        });
        if plain { error } else { error.hint(text::hint_output) }
    }
}
