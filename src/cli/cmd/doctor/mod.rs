//! `kam doctor`: whether the store is well, and what to do where it is not.

mod file;
mod content;

use crate::cli::context::{Ctx, missing};
use crate::cli::error::{CliError, CliResult, Exit, Message};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::render::{AsCell as _, Cell, CellKind, CellType, KEY, Tabular, types};
use crate::store::{Store, StoreError, is_url, place_of};

/// Look whether the store is well, and say what to do where it is not
///
/// Nothing is changed, not even an older schema. Ends with 1 where there is a problem, with 5 where
/// the store is damaged.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam doctor
  kam doctor --quick
  kam doctor -q -f json
")]
pub(crate) struct DoctorArgs {
    /// Look at the file less closely: do not compare indexes with their tables
    #[arg(long)]
    quick: bool,

    #[command(flatten)]
    show: ShowArgs,
}

const IN_TABLES: &[&str] = &["check", "subject", "state", "found"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DoctorArgs) -> CliResult {
    ctx.ui.rehearse::<Row>(&args.show, IN_TABLES)?;
    let place = ctx.place()?;
    let mut found = Vec::new();
    if is_url(&place) {
        let store = Store::open_to_examine(&place)?;
        content::look(ctx, &store, &place_of(&place), args.quick, &mut found)?;
    } else {
        let path = std::path::PathBuf::from(&place);
        if !path.exists() {
            return Err(missing(&place));
        }
        file::look(ctx, &path, &mut found);
        // What is on a network is not opened: that alone may do harm.
        if ctx.files().refuse_network(&path).is_err() {
            return report(ctx, args, &found);
        }
        match Store::open_to_examine(&place) {
            Ok(store) => content::look(ctx, &store, &file::named(&path), args.quick, &mut found)?,
            Err(error) => found.push(Finding::failed("integrity", file::named(&path), error)?),
        }
    }
    report(ctx, args, &found)
}

fn report(ctx: &mut Ctx<'_>, args: &DoctorArgs, found: &[Finding]) -> CliResult {
    let people = args.show.is_for_people();
    let lang = if people { ctx.ui.lang } else { Lang::En };
    let rows: Vec<Row> = found.iter().map(|finding| finding.row(lang)).collect();
    let worst = |state| found.iter().filter(|finding| finding.state == state).count();
    let (problems, damages) = (worst(State::Problem), worst(State::Damaged));
    ctx.ui.show_columns(&args.show, IN_TABLES, rows)?;
    let lang = ctx.ui.lang;
    for finding in found.iter().filter(|finding| finding.state.is_bad()) {
        let row = finding.row(lang);
        let check = ctx.ui.word("check", finding.check).to_owned();
        let remedy = row.remedy.unwrap_or_default();
        ctx.ui.warn(&text::doctor_problem(lang, check, row.subject, row.found, remedy))?;
    }
    if problems + damages == 0 {
        ctx.ui.status(&text::doctor_well(lang, found.len()))?;
        return Ok(Exit::Done);
    }
    ctx.ui.status(&text::doctor_problems(lang, problems + damages))?;
    Ok(if damages > 0 { Exit::Damaged } else { Exit::Problems })
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    Problem,
    Damaged,
    /// It could not be found out, and need not be.
    Unknown,
}

impl State {
    const ALL: [Self; 4] = [Self::Ok, Self::Problem, Self::Damaged, Self::Unknown];

    fn key(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Problem => "problem",
            Self::Damaged => "damaged",
            Self::Unknown => "unknown",
        }
    }

    fn is_bad(self) -> bool {
        matches!(self, Self::Problem | Self::Damaged)
    }
}

/// What a check found.
struct Finding {
    check: &'static str,
    /// What was looked at: a file, a kind of record, a batch.
    subject: String,
    state: State,
    found: Message,
    /// What to do; none where nothing is to be done.
    remedy: Option<Message>,
}

impl Finding {
    fn new(
        check: &'static str,
        subject: impl Into<String>,
        state: State,
        found: impl Fn(Lang) -> String + 'static,
    ) -> Self {
        Self { check, subject: subject.into(), state, found: Box::new(found), remedy: None }
    }

    fn ok(
        check: &'static str,
        subject: impl Into<String>,
        found: impl Fn(Lang) -> String + 'static,
    ) -> Self {
        Self::new(check, subject, State::Ok, found)
    }

    fn problem(
        check: &'static str,
        subject: impl Into<String>,
        found: impl Fn(Lang) -> String + 'static,
        remedy: impl Fn(Lang) -> String + 'static,
    ) -> Self {
        let made = Self::new(check, subject, State::Problem, found);
        Self { remedy: Some(Box::new(remedy)), ..made }
    }

    fn damaged(
        check: &'static str,
        subject: impl Into<String>,
        found: impl Fn(Lang) -> String + 'static,
    ) -> Self {
        let made = Self::new(check, subject, State::Damaged, found);
        Self { remedy: Some(Box::new(text::remedy_damage)), ..made }
    }

    /// Returns that a check could not be made, because the store is damaged.
    ///
    /// # Errors
    /// Where something else is the reason: a lock, a right, the disk.
    fn failed(
        check: &'static str,
        subject: impl Into<String>,
        error: StoreError,
    ) -> Result<Self, CliError> {
        match error {
            StoreError::Damaged { .. } | StoreError::Foreign { .. } | StoreError::Sql { .. } => {
                let detail = match error {
                    StoreError::Foreign { .. } => "file is not a database".to_owned(),
                    StoreError::Damaged { detail } | StoreError::Sql { detail } => detail,
                    other => other.to_string(),
                };
                Ok(Self::damaged(check, subject, move |lang| match check {
                    "integrity" => detail.clone(),
                    _ => text::found_failed(lang, &detail),
                }))
            }
            other => Err(other.into()),
        }
    }

    fn row(&self, lang: Lang) -> Row {
        Row {
            check: self.check,
            subject: self.subject.clone(),
            state: self.state,
            found: (self.found)(lang),
            remedy: self.remedy.as_ref().map(|remedy| remedy(lang)),
        }
    }
}

/// What a check found, as a row: in data in English, whatever the language.
pub(in crate::cli) struct Row {
    check: &'static str,
    subject: String,
    state: State,
    found: String,
    remedy: Option<String>,
}

fn states() -> Vec<&'static str> {
    State::ALL.map(State::key).to_vec()
}

impl Tabular for Row {
    const KEYS: &'static [&'static str] = &["check", "subject", "state", "found", "remedy"];
    const TYPES: &'static [CellType] =
        types![= KEY, String, = CellType::new(CellKind::Key(states)), String, Option<String>,];
    const NAMED_BY: Option<&'static str> = Some("check");

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Key(self.check));
        put(self.subject.as_cell());
        put(Cell::Key(self.state.key()));
        put(self.found.as_cell());
        put(self.remedy.as_cell());
    }
}

/// Returns a size as people read it.
fn size(bytes: u64) -> String {
    let (mut number, mut unit) = (bytes, "B");
    let mut tenths = 0;
    for next in ["kB", "MB", "GB", "TB"] {
        if number < 1000 {
            break;
        }
        (tenths, number, unit) = (number % 1000 / 100, number / 1000, next);
    }
    if unit == "B" { format!("{number} B") } else { format!("{number}.{tenths} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_unit_that_suits_them() {
        for (bytes, shown) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (123_456, "123.4 kB"),
            (4_096_000, "4.0 MB"),
            (51_539_607_552, "51.5 GB"),
            (u64::MAX, "18446744.0 TB"),
        ] {
            assert_eq!(size(bytes), shown);
        }
    }
}
