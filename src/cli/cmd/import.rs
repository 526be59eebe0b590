//! `kam import`: prospect lists into the store.

mod faults;
mod deliveries;
mod fixes;
mod orders;
mod planned;
mod records;
mod report;
mod touches;
mod vehicles;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::listing::{self, Named};
use crate::cli::reading::{Input, ReadingArgs, input};
use crate::cli::resolve;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::ingest::clean::date::date;
use crate::ingest::map::Field;
use crate::ingest::read::{Encoding, Options, Origin, origins};
use crate::load::plan::{MadeAccounts, PlanWriter, PlannedList};
use crate::load::{self, BatchReport, Import, ImportError, Looked, Way};
use crate::model::{Batch, Choice as _, SourceKind};
use crate::store::{Op, Written};
use fixes::Fixed;
use records::Trouble;
pub(crate) use report::FileReport;
use report::{TABLE, report};

/// Take lists of prospects in
///
/// Reads each file twice: first to see which rows are the same customer, then to store them, all
/// files in one operation. Every row ends as added, merged, unchanged, held or rejected. The same
/// file again changes nothing. Rows that rules leave out are not collected; how many is said.
///
/// Rows of `fleet-list` are vehicles, known again by VIN or plate; a blank erases nothing. Rows of
/// `orders` that have one number and customer are one order of the deal named, or of the only open
/// one, recorded as `kam order` does: whole, and once. Rows of `deliveries` are handed over as
/// `kam deliver` does. Rows of `touches` are recorded as `kam log` does. Sheets of the agenda name
/// the account by our id; other rows find it by name and phone, or make it. A row that nobody
/// filled in is left for later; one that is filled in or changed later is a contact of its own
/// where its day, way or result is another.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam import yellow_pages.csv --source yellow-pages
  kam import leads.xlsx --source exhibition --sheet 3月1日
  kam import members.csv --source association:钱塘商会 --asked 秘书处 --collected 2026-03-01
  kam import invoices.csv --source parts-invoices --map 单位=name
  kam import export.csv --source business-directory --key id --owner 王芳
  kam import april.csv --source exhibition --rules exhibition.toml
  kam import 李娜.xlsx --source touches
  cat list.csv | kam import - --source exhibition --dry-run
  kam import fix.csv --fixes B3
  kam import leads.csv --source exhibition --plan plan.json
  jq -c 'select(.outcome != \"held\")' plan.json | kam import --apply -
", after_help = kinds())]
pub(crate) struct ImportArgs {
    /// Files: CSV, TSV or `;`, workbooks (XLSX, ODS, XLS), or cards (VCF); `-` is standard input
    #[arg(required_unless_present = "apply", value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Kind of list, with a name of its own after a colon where there are several
    #[arg(long, value_name = "KIND[:NAME]")]
    source: Option<String>,

    /// The file has rejected rows of this batch, corrected: list, columns and all else as it had
    #[arg(long, value_name = "BATCH", conflicts_with = "source")]
    fixes: Option<String>,

    /// Who was asked for it
    #[arg(long, value_name = "PERSON")]
    asked: Option<String>,

    /// Day on which it was collected (default: the one that a sheet is named after)
    #[arg(long, value_name = "DAY")]
    collected: Option<String>,

    /// Owner of new accounts (default: the pool)
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// Shop of new accounts (default: the only one)
    #[arg(long, value_name = "NAME")]
    shop: Option<String>,

    #[command(flatten)]
    reading: ReadingArgs,

    /// Refuse the whole list where a row is rejected
    #[arg(long)]
    strict: bool,

    /// End with exit code 1 where rows are held, or rejected, or never
    #[arg(long, value_name = "WHEN", default_value = "rejected", value_parser = ["held", "rejected", "none"])]
    fail_on: String,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    /// Import nothing, and write to PLAN what would become of every row: JSON, one object a line
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,

    /// Do what a plan says, as it is or edited; rows that are no more in it are left out. `-` is
    /// standard input
    #[arg(long, value_name = "PLAN", conflicts_with_all = IN_PLAN)]
    apply: Option<PathBuf>,

    #[command(flatten)]
    show: ShowArgs,
}

/// What a plan says itself.
const IN_PLAN: [&str; 16] = [
    "files",
    "source",
    "fixes",
    "asked",
    "collected",
    "owner",
    "shop",
    "encoding",
    "delimiter",
    "header_line",
    "sheet",
    "date_order",
    "map",
    "key",
    "strict",
    "plan",
];

/// What help says of plans.
const PLANS: &str = "\
Plans:
  A plan has an object for each list, with `kam_plan`, then one for each row. Of a row, `outcome`
  may be changed: held to added, held to merged with an `account`, merged to added. An account is
  one we have (\"A29\"), or the one that a row makes (\"1:12\": list 1, line 12). A row taken out is
  left out, and comes in when the list is imported later.
";

/// Returns what help says below the options: the kinds of list, and plans.
fn kinds() -> String {
    let lines = SourceKind::ALL.chunks(3).map(|kinds| {
        let names = kinds.iter().map(|kind| format!("{} {}", kind.key(), kind.term()));
        format!("\n  {}", names.collect::<Vec<_>>().join(", "))
    });
    format!("Kinds:{}\n\n{PLANS}", lines.collect::<String>())
}

/// A list on its way in.
struct Incoming {
    import: Import,
    looked: Looked,
    input: Rc<Input>,
    sheet: Option<String>,
    /// What a plan says of its rows.
    planned: Option<PlannedList>,
}

/// How it comes about what becomes of rows.
enum Course<'w> {
    /// They are matched.
    Matched,
    /// They are matched, and what becomes of them is written down.
    WrittenDown(PlanWriter<'w>),
    /// A plan of this name says it; where rows went by now.
    Planned { plan: &'w str, made: MadeAccounts },
}

/// What became of a file.
enum Loaded {
    /// It was loaded before, as this batch.
    Already(Box<Batch>),
    /// It was loaded now.
    Now(Box<BatchReport>),
}

impl Loaded {
    fn batch(&self) -> &Batch {
        match self {
            Self::Already(batch) => batch,
            Self::Now(report) => &report.batch,
        }
    }

    /// Returns what became of a file that was loaded now.
    fn now(&self) -> Option<&BatchReport> {
        match self {
            Self::Already(_) => None,
            Self::Now(report) => Some(report),
        }
    }
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ImportArgs) -> CliResult {
    if let Some(plan) = &args.apply {
        return planned::apply(ctx, args, plan);
    }
    let said = args.source.as_deref().map(source_of).transpose()?;
    if said.is_none() && args.fixes.is_none() {
        return Err(CliError::usage(text::no_source).hint(text::hint_source));
    }
    let session = ctx.open()?;
    ctx.ui.rehearse::<FileReport>(&args.show, TABLE)?;
    let fixed = Fixed::of(&session, args)?;
    let kind = said.as_ref().map(|(kind, _)| *kind);
    let kind = kind.or(fixed.as_ref().map(|fixed| fixed.source.kind));
    if let Some(kind) = kind.filter(|kind| kind.has_records() && args.plan.is_some()) {
        return Err(CliError::usage(move |lang| text::no_plan_of_records(lang, kind))
            .hint(text::hint_no_plan_of_records));
    }
    let options = args.reading.options(ctx, kind.unwrap_or(SourceKind::BusinessDirectory));
    let (import, options) = import_of(&session, args, said, fixed.as_ref(), options)?;
    let plan = args.plan.as_deref();
    let mut plan = plan.map(|path| planned::Output::create(ctx, args, path)).transpose()?;
    let mut incoming = look_at_all(ctx, &session, args, &import, &options)?;
    let dry_run = args.dry_run || plan.is_some();
    let mut course = match &mut plan {
        None => Course::Matched,
        Some(output) => Course::WrittenDown(PlanWriter::new(output.writer())),
    };
    let written = store(ctx, &session, &mut incoming, &mut course, dry_run)?;
    let (exit, rows) = report(ctx, args, &incoming, &written)?;
    match (plan, rows) {
        (Some(plan), rows) => plan.finish(ctx, rows)?,
        (None, None) => {}
        (None, Some(_)) => ctx.report(&written)?,
    }
    Ok(exit)
}

/// Stores lists in one operation.
fn store(
    ctx: &mut Ctx<'_>,
    session: &Session,
    incoming: &mut [Incoming],
    course: &mut Course<'_>,
    dry_run: bool,
) -> Result<Written<Vec<Loaded>>, CliError> {
    let bar = ctx.ui.progress(incoming.iter().map(Incoming::rows).sum());
    bar.set_message(text::progress_load(ctx.ui.lang));
    let mask = !ctx.shows_values();
    // What a plan says is true as long as nobody writes.
    let alone = matches!(course, Course::Planned { .. });
    let work = |op: &mut Op<'_>| {
        let mut progress = |rows| bar.inc(rows);
        let files = incoming.iter_mut();
        let load = |file| load_one(op, file, session, (&mut *course, mask), &mut progress);
        files.map(load).collect::<Result<Vec<_>, CliError>>()
    };
    let written = if alone {
        session.store.write_load_alone(&session.caller, dry_run, work)
    } else {
        session.store.write_load(&session.caller, dry_run, work)
    };
    bar.finish_and_clear();
    written
}

/// Returns the kind of a list and its name: that of the kind where none is given.
fn source_of(text: &str) -> Result<(SourceKind, String), CliError> {
    let (kind, name) = text.split_once([':', '：']).unwrap_or((text, ""));
    let of_staff = ["staff", "员工"].iter().any(|word| kind.trim().eq_ignore_ascii_case(word));
    let kind = SourceKind::read(kind).map_err(|error| {
        let error = CliError::usage(move |lang| text::unknown_choice(lang, &error));
        if of_staff { error.hint(text::hint_staff_import) } else { error }
    })?;
    let name = if name.trim().is_empty() { kind.key() } else { name.trim() };
    Ok((kind, name.to_owned()))
}

/// Returns what the lists are imported as and how they are read; every option that makes no
/// sense is named.
fn import_of(
    session: &Session,
    args: &ImportArgs,
    said: Option<(SourceKind, String)>,
    fixed: Option<&Fixed>,
    options: Result<Options, CliError>,
) -> Result<(Import, Options), CliError> {
    let db = session.store.db();
    let before = fixed.map(|fixed| &fixed.batch);
    let as_fixed = || fixed.map(|fixed| (fixed.source.kind, fixed.source.name.clone()));
    let (kind, source) = said
        .or_else(as_fixed)
        .unwrap_or((SourceKind::BusinessDirectory, SourceKind::BusinessDirectory.key().to_owned()));
    let mut wrong = Vec::new();
    let options = noted(&mut wrong, options);
    let day = |said| resolve::day(said, session.moment.today).map(Some);
    let collected_on = noted(&mut wrong, args.collected.as_deref().map_or(Ok(None), day));
    let owner = |name| resolve::owner(session, name).map(|staff| staff.map(|staff| staff.id));
    let owner = noted(&mut wrong, args.owner.as_deref().map_or(Ok(None), owner));
    let shop = match &args.shop {
        Some(name) => resolve::shop(db, name).map(Some),
        None => resolve::only_shop(db),
    };
    let shop = noted(&mut wrong, shop);
    if let Some(error) = CliError::joined(wrong) {
        return Err(error);
    }
    let shop = if args.shop.is_none() { before.and_then(|batch| batch.shop) } else { None }
        .or(shop.flatten());
    let import = Import {
        kind,
        source,
        file: String::new(),
        asked: args.asked.clone().or_else(|| before.and_then(|batch| batch.asked.clone())),
        collected_on: collected_on.flatten().or(before.and_then(|batch| batch.collected_on)),
        owner: if args.owner.is_some() {
            owner.flatten()
        } else {
            before.and_then(|batch| batch.owner)
        },
        shop,
        strict: args.strict,
    };
    let options = options.unwrap_or_else(|| Options::new(kind));
    let options = match fixed {
        Some(fixed) => fixed.options(options),
        None => options,
    };
    Ok((import, options))
}

/// The first pass over the files; what is wrong with any of them is said at once.
fn look_at_all(
    ctx: &mut Ctx<'_>,
    session: &Session,
    args: &ImportArgs,
    import: &Import,
    options: &Options,
) -> Result<Vec<Incoming>, CliError> {
    let mut wrong = Vec::new();
    let looked = args.files.iter().map(|file| {
        let looked = look(ctx, session, file, import, options);
        noted(&mut wrong, looked)
    });
    let incoming = looked.collect::<Vec<_>>().into_iter().flatten().flatten().collect();
    CliError::joined(wrong).map_or(Ok(incoming), Err)
}

/// The first pass over the lists of one file, without the write lock.
fn look(
    ctx: &mut Ctx<'_>,
    session: &Session,
    file: &Path,
    import: &Import,
    options: &Options,
) -> Result<Vec<Incoming>, CliError> {
    let input = Rc::new(input(ctx, file)?);
    let found = origins(&input.path, options);
    let found = found.map_err(|error| listing::read_error(&input.name, error))?;
    if !found.hidden.is_empty() {
        let sheets = found.hidden.join(", ");
        ctx.ui.status(&text::hidden_not_read(ctx.ui.lang, &input.name, sheets))?;
    }
    let name = file.file_name().map_or_else(|| input.name.clone(), |n| n.to_string_lossy().into());
    let import = Import { file: name, ..import.clone() };
    let lists = found.lists.iter();
    lists.map(|origin| look_at(ctx, session, &input, origin, &import, options)).collect()
}

/// The first pass over one list.
fn look_at(
    ctx: &mut Ctx<'_>,
    session: &Session,
    input: &Rc<Input>,
    origin: &Origin,
    import: &Import,
    options: &Options,
) -> Result<Incoming, CliError> {
    let sheet = origin.sheet().map(ToOwned::to_owned);
    // A sheet per day has its date for a name.
    let named_after = || date(sheet.as_deref()?, None).ok();
    let collected_on = import.collected_on.or_else(named_after);
    let import = Import { collected_on, ..import.clone() };
    let bar = ctx.ui.progress(std::fs::metadata(&input.path).map_or(0, |file| file.len()));
    bar.set_message(text::progress_look(ctx.ui.lang));
    let db = session.store.db();
    let looked = load::look(db, origin, options, &import, &mut |at| bar.set_position(at));
    bar.finish_and_clear();
    let named = Named { file: &input.name, sheet: sheet.as_deref() };
    let looked = looked.map_err(|error| refused(named, error))?;
    Ok(Incoming { import, looked, input: input.clone(), sheet, planned: None })
}

impl Incoming {
    /// Returns the list as messages name it.
    fn named(&self) -> Named<'_> {
        Named { file: &self.input.name, sheet: self.sheet.as_deref() }
    }

    /// Returns as what a list that is new is read, where its text was judged to be in another
    /// encoding than the usual ones.
    fn judged_encoding(&self, lang: Lang) -> Option<String> {
        let Looked::Ready(list) = &self.looked else { return None };
        let verdict = &list.list.verdict;
        let is_usual = verdict.encoding == Encoding::GB18030;
        if is_usual { None } else { listing::encoding_line(lang, self.named(), verdict) }
    }

    fn rows(&self) -> u64 {
        match &self.looked {
            Looked::Already(_) => 0,
            Looked::Ready(list) => list.list.rows,
        }
    }

    /// Returns whether no column of a list that is new holds a name.
    fn has_no_names(&self) -> bool {
        let Looked::Ready(list) = &self.looked else { return false };
        let mapping = &list.list.mapping;
        !mapping.has(Field::Name) && !mapping.has(Field::AccountId)
    }
}

/// Loads one file, unless it is there by now: named twice, or loaded by another process since it
/// was looked at.
fn load_one(
    op: &mut Op<'_>,
    file: &mut Incoming,
    session: &Session,
    (course, mask): (&mut Course<'_>, bool),
    progress: &mut dyn FnMut(u64),
) -> Result<Loaded, CliError> {
    let list = match &mut file.looked {
        Looked::Already(batch) => return Ok(Loaded::Already(batch.clone())),
        Looked::Ready(list) => list,
    };
    let named = Named { file: &file.input.name, sheet: file.sheet.as_deref() };
    let failed = |error| refused(named, error);
    if let Some(batch) =
        load::already_imported(op.db(), &list.list, &file.import).map_err(failed)?
    {
        return Ok(Loaded::Already(Box::new(batch)));
    }
    let place = planned::place_of(&file.input.path);
    let way = match (&mut *course, &file.planned) {
        (Course::WrittenDown(writer), _) => Way::WrittenDown(writer, &place),
        (Course::Planned { plan, made }, Some(planned)) => {
            let applied = load::already_applied(op.db(), list, &file.import, planned);
            if let Some(batch) = applied.map_err(failed)? {
                return Ok(Loaded::Already(Box::new(batch)));
            }
            planned::still_true(op.db(), planned, plan)?;
            Way::Planned(planned, made)
        }
        _ => Way::Matched,
    };
    if file.import.kind.has_records() {
        let loaded = records::load(op, list, &file.import, session, progress);
        return loaded.map(|report| Loaded::Now(Box::new(report))).map_err(|error| match error {
            Trouble::Import(error) => failed(error),
            Trouble::Said(error) => *error,
        });
    }
    let loaded = load::load(op, list, &file.import, &session.playbook, way, progress);
    loaded.map(|report| Loaded::Now(Box::new(report))).map_err(|error| match (error, course) {
        (ImportError::Plan(found), Course::Planned { plan, .. }) => {
            faults::refused(plan, found, mask)
        }
        (error, _) => failed(error),
    })
}

fn refused(list: Named<'_>, error: ImportError) -> CliError {
    match error {
        ImportError::Read(error) => listing::read_error(list.file, error),
        ImportError::Store(error) => error.into(),
        ImportError::Thread(error) | ImportError::Output(error) => error.into(),
        ImportError::Plan(found) => faults::refused(&list.to_string(), found, true),
        ImportError::Strict(rows) => listing::strict_error(list, rows),
    }
}

/// Returns the value, or notes the error.
fn noted<T>(wrong: &mut Vec<CliError>, result: Result<T, CliError>) -> Option<T> {
    result.map_err(|error| wrong.push(error)).ok()
}
