//! `kam restore`: a backup in the place of the store.

use std::path::{Path, PathBuf};

use super::backup::of_disk;
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Kind};
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::model::{Instant, OperationId, Zone};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::store::{Aside, Copied, Db, StoreError, copy_of, is_url};

/// Put a backup in the place of the store, or make a store of it elsewhere
///
/// The backup is checked before and after it is copied. What was at the place is not deleted: it is
/// kept beside it under another name, which is printed.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam restore backups/kam-2026-03-02T010000Z.db --to yesterday.db
  kam restore backups/kam-2026-03-02T010000Z.db --yes
  kam restore backups/kam-2026-03-02T010000Z.db --yes --dry-run
")]
pub(crate) struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Make the store here (default: in the place of the store)
    #[arg(long, value_name = "PLACE")]
    to: Option<PathBuf>,

    /// Replace the store that is there
    #[arg(long)]
    yes: bool,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

/// What is restored is checked, and the message says so.
const IN_TABLES: &[&str] = &["file", "from", "bytes", "operations", "restored_at", "kept_as"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &RestoreArgs) -> CliResult {
    ctx.ui.rehearse::<Restored>(&args.show, IN_TABLES)?;
    let Place { file: place, shown, is_link } = place(ctx, args)?;
    let from = ctx.path(&args.file);
    let file = args.file.display().to_string();
    let (is_there, wrong) = (place.exists(), wrong(&from, &file, (&place, &shown), args.yes));
    if let Some(error) = wrong {
        return Err(error);
    }
    ctx.files().refuse_network(&place)?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut folder = folder.unwrap_or(Path::new("."));
    if args.dry_run {
        folder = folder.ancestors().find(|above| above.is_dir()).unwrap_or(Path::new("."));
    } else {
        std::fs::create_dir_all(folder).map_err(|source| {
            of_disk(StoreError::File { path: folder.to_owned(), source }.into())
        })?;
    }
    let copied = copy_of(&from, folder).map_err(|error| of_file(error, &file))?;
    let Copied { bytes, last_operation, schema, .. } = copied;
    let zone = copied.time_zone.as_deref().and_then(|name| crate::clock::zone(name).ok());
    let at = ctx.now(&zone.unwrap_or(Zone::utc())).at;
    let kept_as = Aside::name(&place, at);
    let mut kept = is_there;
    if !args.dry_run {
        let taken = if is_there {
            let taken = Aside::hold(&place, &kept_as);
            taken.and_then(|aside| copied.take_place_of(aside)).map(|()| true)
        } else {
            copied.take_place(&place, &kept_as)
        };
        kept = taken.map_err(|error| of_disk(error.into()))?;
    }
    let kept_as = kept.then_some(kept_as);
    let kept_as = kept_as.map(|kept_as| match kept_as.file_name() {
        Some(name) if !is_link => Path::new(&shown).with_file_name(name),
        _ => kept_as,
    });
    let restored = Restored { file: shown, from: file, bytes, last_operation, at, kept_as };
    say(ctx, &restored, args.dry_run)?;
    if schema < Db::newest_schema() {
        ctx.ui.status(&text::restored_older(ctx.ui.lang, schema))?;
    }
    if args.dry_run {
        ctx.ui.status(&text::dry_run(ctx.ui.lang))?;
    }
    ctx.ui.show_one(&args.show.for_people(IN_TABLES), &restored)
}

/// Where a store is restored to.
struct Place {
    /// The file, links followed.
    file: PathBuf,
    /// Its name as the user knows it.
    shown: String,
    /// Whether that is a link.
    is_link: bool,
}

fn place(ctx: &Ctx<'_>, args: &RestoreArgs) -> Result<Place, CliError> {
    let named = match &args.to {
        Some(to) => ctx.path(to).display().to_string(),
        None => ctx.place()?,
    };
    if is_url(&named) || args.to.as_deref().and_then(Path::to_str).is_some_and(is_url) {
        return Err(CliError::refused(text::restore_on_server).hint(text::hint_pg_restore));
    }
    let shown = args.to.as_ref().map_or_else(|| named.clone(), |to| to.display().to_string());
    let file = PathBuf::from(&named);
    let is_link = file.is_symlink();
    Ok(Place { file: file.canonicalize().unwrap_or(file), shown, is_link })
}

/// Returns everything that is wrong with what was asked for.
fn wrong(from: &Path, file: &str, (place, shown): (&Path, &str), yes: bool) -> Option<CliError> {
    let mut wrong = Vec::new();
    let name = file.to_owned();
    if !from.exists() {
        wrong.push(
            CliError::refused(move |lang| text::restore_no_file(lang, &name))
                .hint(text::hint_restore_file),
        );
    } else if from.is_dir() {
        wrong.push(
            CliError::refused(move |lang| text::restore_is_folder(lang, &name))
                .hint(text::hint_restore_file),
        );
    } else if from.canonicalize().is_ok_and(|from| from == place) {
        return Some(
            CliError::refused(move |lang| text::restore_onto_itself(lang, &name))
                .hint(text::hint_restore_onto_itself),
        );
    }
    let shown = shown.to_owned();
    if place.is_dir() {
        wrong.push(
            CliError::new(Kind::System, move |lang| text::restore_over_folder(lang, &shown))
                .hint(text::hint_restore_to),
        );
    } else if place.exists() && !yes {
        wrong.push(
            CliError::usage(move |lang| text::restore_needs_yes(lang, &shown))
                .hint(text::hint_restore_yes),
        );
    }
    CliError::joined(wrong)
}

/// Returns an error about the backup with its name.
fn of_file(error: StoreError, file: &str) -> CliError {
    let file = file.to_owned();
    match error {
        StoreError::Missing { .. } => {
            CliError::refused(move |lang| text::restore_no_file(lang, &file))
                .hint(text::hint_restore_file)
        }
        StoreError::Foreign { .. } => {
            CliError::refused(move |lang| text::restore_foreign(lang, &file))
                .hint(text::hint_restore_foreign)
        }
        StoreError::Damaged { detail } => {
            CliError::new(Kind::Store, move |lang| text::restore_damaged(lang, &file, &detail))
                .hint(text::hint_restore_damaged)
        }
        StoreError::TooNew { found, known } => {
            CliError::new(Kind::Store, move |lang| text::restore_too_new(lang, &file, found, known))
                .hint(text::hint_update)
        }
        other => of_disk(other.into()),
    }
}

fn say(ctx: &mut Ctx<'_>, restored: &Restored, dry_run: bool) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let Restored { file, from, bytes, .. } = restored;
    ctx.ui.status(&if dry_run {
        text::would_restore(lang, file, from, bytes)
    } else {
        text::restored(lang, file, from, bytes)
    })?;
    let Some(kept_as) = &restored.kept_as else { return Ok(()) };
    let kept_as = kept_as.display();
    ctx.ui.status(&if dry_run {
        text::restore_would_keep(lang, kept_as)
    } else {
        text::restore_kept(lang, kept_as)
    })
}

/// A store that was restored.
pub(in crate::cli) struct Restored {
    file: String,
    from: String,
    bytes: u64,
    last_operation: Option<OperationId>,
    at: Instant,
    /// What the store that was there is called now.
    kept_as: Option<PathBuf>,
}

impl Tabular for Restored {
    const KEYS: &'static [&'static str] =
        &["file", "from", "bytes", "operations", "restored_at", "checked", "kept_as"];
    const TYPES: &'static [CellType] =
        types![String, String, i64, Option<OperationId>, Instant, bool, Option<String>,];
    const NAMED_BY: Option<&'static str> = Some("file");

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.file.as_cell());
        put(self.from.as_cell());
        put(Cell::Int(self.bytes.cast_signed()));
        put(self.last_operation.as_cell());
        put(self.at.as_cell());
        // What is not sound takes no place.
        put(Cell::Bool(true));
        put(self.kept_as.as_ref().map_or(Cell::Null, |path| Cell::Text(path.to_string_lossy())));
    }
}
