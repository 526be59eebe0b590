//! `kam backup`: a copy of the store, checked.

use std::path::{Path, PathBuf};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit, Kind};
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::clock;
use crate::model::{Instant, OperationId};
use crate::playbook::Playbook;
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::rules::keep::{self, Keep};
use crate::store::{BackupNames, Copied, backups_beside, make_private_folder};

/// Back the store up into a file of its own, and check that file
///
/// Others go on writing meanwhile. The file is called by the store's name and the instant, and no
/// other is overwritten; it can be read by you alone. On PostgreSQL `pg_dump` does this.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam backup
  kam backup /mnt/disk/backups --keep 7d,4w,12m
  kam backup --keep 10 --dry-run
  kam backup -q -f json
")]
pub(crate) struct BackupArgs {
    /// Folder to put it into (default: `backups` beside the store)
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Delete older backups of this store but the newest of each of the last days, weeks and
    /// months that have one (7d,4w,12m), or the last so many (10)
    #[arg(long, value_name = "HOW-MANY")]
    keep: Option<String>,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

/// Every backup is checked, and the message says so.
const IN_TABLES: &[&str] = &["file", "bytes", "operations", "took_at", "deleted"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &BackupArgs) -> CliResult {
    let keep = args.keep.as_deref().map(read_keep).transpose()?;
    ctx.ui.rehearse::<Backup>(&args.show, IN_TABLES)?;
    // Whatever the rules of the store are: nothing here asks them.
    let session = ctx.open_with(Playbook::shipped())?;
    let Some(store) = session.store.path() else {
        return Err(CliError::refused(text::backup_on_server).hint(text::hint_pg_dump));
    };
    let names = BackupNames::of(store);
    let (folder, made) = if let Some(folder) = &args.folder {
        (there(ctx.path(folder))?, false)
    } else {
        let folder = backups_beside(store);
        let made = make_private_folder(&folder).map_err(|error| of_disk(error.into()))?;
        (folder, made)
    };
    let taken = take(&session, &folder, &names, args.dry_run);
    if made && (args.dry_run || taken.is_err()) {
        // Nothing is in it; where something is by now, it stays.
        let _ = std::fs::remove_dir(&folder);
    }
    let mut backup = taken?;
    let lang = ctx.ui.lang;
    let (file, bytes) = (backup.file.display(), backup.bytes);
    ctx.ui.status(&if args.dry_run {
        text::backup_would_be_made(lang, file, bytes)
    } else {
        text::backup_made(lang, file, bytes)
    })?;
    let mut failed = None;
    if let Some(keep) = keep {
        failed = delete(ctx, &session, &mut backup, &folder, &names, &keep, args.dry_run)?;
    }
    if args.dry_run {
        ctx.ui.status(&text::dry_run(lang))?;
    } else {
        session.store.empty_log();
    }
    ctx.ui.show_one(&args.show.for_people(IN_TABLES), &backup)?;
    failed.map_or(Ok(Exit::Done), |failed| Err(failed.hint(text::hint_backup_made)))
}

fn read_keep(text: &str) -> Result<Keep, CliError> {
    text.parse().map_err(|keep::BadKeep(text)| {
        CliError::usage(move |lang| text::bad_keep(lang, &text)).hint(text::hint_keep)
    })
}

/// Returns a folder that the user named; it is not made, because what is missing may be a disk.
fn there(folder: PathBuf) -> Result<PathBuf, CliError> {
    let shown = folder.display().to_string();
    if folder.is_dir() {
        return Ok(folder);
    }
    if folder.exists() {
        return Err(CliError::new(Kind::System, move |lang| text::backup_to_file(lang, &shown))
            .hint(text::hint_backup_folder));
    }
    let name = shown.clone();
    Err(CliError::new(Kind::System, move |lang| text::no_backup_folder(lang, &shown))
        .hint(move |lang| text::hint_make_folder(lang, &name)))
}

/// Returns an error with what to do where the disk or a right is what is missing.
pub(super) fn of_disk(error: CliError) -> CliError {
    if error.kind == Kind::System { error.hint_instead(text::hint_backup_disk) } else { error }
}

fn take(
    session: &Session,
    folder: &Path,
    names: &BackupNames,
    dry_run: bool,
) -> Result<Backup, CliError> {
    let at = session.moment.at;
    let copied = session.store.copy_into(folder).map_err(|error| of_disk(error.into()))?;
    let Copied { bytes, last_operation, .. } = copied;
    let file = if dry_run {
        copied.name_in(folder, names, at)
    } else {
        copied.keep_in(folder, names, at).map_err(|error| of_disk(error.into()))?
    };
    Ok(Backup { file, bytes, operations: last_operation, took_at: at, deleted: Vec::new() })
}

/// Deletes the backups of the store that are not to be kept, and says which. Returns why one could
/// not be deleted.
fn delete(
    ctx: &mut Ctx<'_>,
    session: &Session,
    backup: &mut Backup,
    folder: &Path,
    names: &BackupNames,
    keep: &Keep,
    dry_run: bool,
) -> Result<Option<CliError>, CliError> {
    let lang = ctx.ui.lang;
    let mut there = Vec::new();
    for file in names.in_folder(folder)? {
        // The one just made is sound.
        if file.path == backup.file || session.store.has_copy_in(&file.path) {
            there.push((file.at, file.path));
        } else {
            ctx.ui.warn(&text::backup_of_another(lang, file.path.display()))?;
        }
    }
    if dry_run {
        // Of the same second, it would be the newest.
        there.insert(0, (backup.took_at, backup.file.clone()));
        there.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    }
    let day = |(at, _): &(Instant, PathBuf)| clock::day_of(*at, &session.zone);
    let days: Vec<_> = there.iter().map(day).collect();
    let kept = keep::kept(&days, keep);
    let old = there.into_iter().zip(kept).filter(|(_, kept)| !kept).map(|((_, path), _)| path);
    let mut failed = Vec::new();
    // The one just made stays, whatever the clock said when others were made.
    for path in old.filter(|path| *path != backup.file) {
        let shown = path.display().to_string();
        if dry_run {
            ctx.ui.status(&text::backup_would_be_deleted(lang, &shown))?;
        } else if let Err(error) = std::fs::remove_file(&path) {
            let detail = error.to_string();
            failed.push(CliError::new(Kind::System, move |lang| {
                text::cannot_delete(lang, &shown, &detail)
            }));
            continue;
        } else {
            ctx.ui.status(&text::backup_deleted(lang, &shown))?;
        }
        backup.deleted.push(shown);
    }
    Ok(CliError::joined(failed))
}

/// A backup that was made.
pub(in crate::cli) struct Backup {
    file: PathBuf,
    bytes: u64,
    /// The last operation in it.
    operations: Option<OperationId>,
    took_at: Instant,
    /// Files of older backups.
    deleted: Vec<String>,
}

impl Tabular for Backup {
    const KEYS: &'static [&'static str] =
        &["file", "bytes", "operations", "took_at", "checked", "deleted"];
    const TYPES: &'static [CellType] =
        types![String, i64, Option<OperationId>, Instant, bool, Vec<String>,];
    const NAMED_BY: Option<&'static str> = Some("file");

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Text(self.file.to_string_lossy()));
        put(Cell::Int(self.bytes.cast_signed()));
        put(self.operations.as_cell());
        put(self.took_at.as_cell());
        // What is not sound is not kept.
        put(Cell::Bool(true));
        put(self.deleted.as_cell());
    }
}
