//! Imports that are planned first: the plan to a file, and back from it.

use std::io::{BufWriter, Read as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{
    BatchReport, Course, ImportArgs, Incoming, Loaded, faults, look_at, noted, report, store,
};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::listing;
use crate::cli::reading::{Input, input};
use crate::cli::text;
use crate::ingest::read::origins;
use crate::load::Looked;
use crate::load::plan::{MadeAccounts, Moved, PlanError, PlannedList, moved_on, read_plan};
use crate::model::{Shop, Staff};
use crate::render::FileOutput;
use crate::store::{Db, StoreError};

/// A plan on its way to its file.
pub(super) struct Output {
    path: PathBuf,
    file: BufWriter<FileOutput>,
}

impl Output {
    /// Begins the file; one that is there and is no plan is left alone, since it may well be a list.
    pub(super) fn create(ctx: &Ctx<'_>, args: &ImportArgs, path: &Path) -> Result<Self, CliError> {
        if args.files.iter().any(|file| file.as_os_str() == "-") {
            return Err(CliError::usage(text::plan_of_stdin).hint(text::hint_plan_of_stdin));
        }
        let place = ctx.path(path);
        if is_other_file(&place) {
            let name = path.display().to_string();
            return Err(CliError::refused(move |lang| text::plan_over(lang, &name))
                .hint(text::hint_plan_over));
        }
        let file = BufWriter::new(FileOutput::create(&place)?);
        Ok(Self { path: path.to_owned(), file })
    }

    pub(super) fn writer(&mut self) -> &mut BufWriter<FileOutput> {
        &mut self.file
    }

    /// Puts the plan in its place, and says what to do with it.
    /// There is none where every list was imported before.
    pub(super) fn finish(self, ctx: &mut Ctx<'_>, rows: Option<i64>) -> Result<(), CliError> {
        let lang = ctx.ui.lang;
        let Some(rows) = rows else { return ctx.ui.status(&text::plan_empty(lang)) };
        self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?.commit()?;
        let path = self.path.display().to_string();
        ctx.ui.status(&text::plan_written(lang, rows, &path))?;
        ctx.ui.status(&text::plan_next(lang, listing::shell_word(&path)))
    }
}

/// Bytes in which the first list of a plan is named, however its keys are ordered.
const HEAD: u64 = 1 << 20;

/// Returns whether a file with something in it is there that does not begin as plans do.
fn is_other_file(path: &Path) -> bool {
    let mut start = Vec::new();
    let is_file = std::fs::metadata(path).is_ok_and(|found| found.is_file());
    let mut read = || std::fs::File::open(path)?.take(HEAD).read_to_end(&mut start);
    is_file
        && read().is_ok_and(|count| count > 0)
        && !String::from_utf8_lossy(&start).contains("\"kam_plan\"")
}

/// Does what a plan says.
pub(super) fn apply(ctx: &mut Ctx<'_>, args: &ImportArgs, path: &Path) -> CliResult {
    let input = input(ctx, path)?;
    let plan = read_plan(&input.path).map_err(|error| match error {
        PlanError::Io(error) => listing::read_error(&input.name, error.into()),
        PlanError::Faults(found) => faults::refused(&input.name, found, !ctx.shows_values()),
    })?;
    let session = ctx.open()?;
    ctx.ui.rehearse::<super::FileReport>(&args.show, super::TABLE)?;
    let mut wrong = Vec::new();
    let lists = plan.lists.into_iter();
    let lists: Vec<_> =
        lists.map(|list| noted(&mut wrong, open(ctx, &session, list, &input.name))).collect();
    if let Some(error) = CliError::joined(wrong) {
        return Err(error);
    }
    let mut incoming: Vec<Incoming> = lists.into_iter().flatten().collect();
    let mut course = Course::Planned { plan: &input.name, made: MadeAccounts::default() };
    let written = store(ctx, &session, &mut incoming, &mut course, args.dry_run)?;
    let (exit, rows) = report(ctx, args, &incoming, &written)?;
    let sum = |part: fn(&BatchReport) -> u64| -> u64 {
        written.value.iter().filter_map(Loaded::now).map(part).sum()
    };
    let (decided, left_out) = (sum(|report| report.decided), sum(|report| report.left_out));
    let lang = ctx.ui.lang;
    if decided > 0 {
        ctx.ui.status(&text::plan_decided(lang, decided))?;
    }
    if left_out > 0 {
        ctx.ui.status(&text::plan_left_out(lang, left_out))?;
    }
    if rows.is_some() {
        ctx.report(&written)?;
    }
    Ok(exit)
}

/// Looks at a list of a plan, which has to be the file it was.
fn open(
    ctx: &mut Ctx<'_>,
    session: &Session,
    list: PlannedList,
    plan: &str,
) -> Result<Incoming, CliError> {
    let header = &list.header;
    let path = Path::new(&header.file);
    let shown = path.strip_prefix(place_of(&ctx.folder.join("."))).unwrap_or(path).to_owned();
    let input = Rc::new(Input::at(ctx.path(path), shown.display().to_string()));
    if !input.path.is_file() {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(
            listing::read_error(&input.name, error.into()).hint_instead(text::hint_plan_list_gone)
        );
    }
    let changed = || {
        let name = input.name.clone();
        let why = move |lang| text::plan_list_changed(lang, &name);
        let plan = plan.to_owned();
        CliError::refused(move |lang| text::cannot_apply(lang, &plan, why(lang)))
            .hint(text::hint_plan_list_changed)
    };
    let options = header.options();
    let found = crate::ingest::read::hash_of(&input.path)
        .map_err(|error| listing::read_error(&input.name, error))?;
    if found != header.hash {
        return Err(changed());
    }
    named(session.store.db(), &list, plan)?;
    let found = origins(&input.path, &options);
    let found = found.map_err(|error| listing::read_error(&input.name, error))?;
    let Some(origin) = found.lists.first() else { return Err(changed()) };
    let mut incoming = look_at(ctx, session, &input, origin, &header.import, &options)?;
    let is_same = match &incoming.looked {
        Looked::Already(batch) => batch.hash == header.hash,
        Looked::Ready(ready) => ready.list.hash == header.hash,
    };
    if !is_same {
        return Err(changed());
    }
    incoming.planned = Some(list);
    Ok(incoming)
}

/// Refuses owners and shops that are not there.
fn named(db: &Db, list: &PlannedList, plan: &str) -> Result<(), CliError> {
    let missing = |found: Result<(), StoreError>| match found {
        Ok(()) => Ok(false),
        Err(StoreError::Unknown { .. }) => Ok(true),
        Err(error) => Err(CliError::from(error)),
    };
    let import = &list.header.import;
    let owner = import.owner.map_or(Ok(()), |id| db.get::<Staff>(id).map(drop));
    let shop = import.shop.map_or(Ok(()), |id| db.get::<Shop>(id).map(drop));
    let (owner, shop) = (missing(owner)?, missing(shop)?);
    let found = list.header.unknown(owner, shop);
    if found.is_empty() { Ok(()) } else { Err(faults::refused(plan, found, false)) }
}

/// Refuses a plan that was made for a store as it is no more.
pub(super) fn still_true(db: &Db, list: &PlannedList, plan: &str) -> Result<(), CliError> {
    let Some(moved) = moved_on(db, &list.header)? else { return Ok(()) };
    let plan = plan.to_owned();
    Err(match moved {
        Moved::OtherStore => CliError::refused(move |lang| {
            text::cannot_apply(lang, &plan, text::plan_other_store(lang))
        })
        .hint(text::hint_plan_other_store),
        Moved::Since { count, last: (id, actor, command) } => CliError::refused(move |lang| {
            let why = text::plan_moved(lang, count, id, &actor, &command);
            text::cannot_apply(lang, &plan, why)
        })
        .hint(text::hint_plan_again),
    })
}

/// Returns where a file is, from the root.
pub(super) fn place_of(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
