//! What is around the store's file: rights, file system, space, backups.

use std::path::Path;

use super::{Finding, State, size};
use crate::cli::context::Ctx;
use crate::cli::text;
use crate::store::{BackupNames, backups_beside};

/// Copies of the store that there should be room for: a backup, and a restored one.
const ROOM_FOR: u64 = 2;

pub(super) fn look(ctx: &Ctx<'_>, store: &Path, found: &mut Vec<Finding>) {
    let place = named(store);
    found.extend(private("store-mode", store, 0o600));
    found.extend(backups(store));
    let on = (ctx.file_system)(store);
    found.push(match on.name {
        Some(name) if on.is_network => {
            let found = move |lang| text::found_network(lang, &name);
            Finding::problem("file-system", &place, found, text::remedy_network)
        }
        Some(name) => {
            Finding::ok("file-system", &place, move |lang| text::found_local(lang, &name))
        }
        None => Finding::new("file-system", &place, State::Unknown, text::found_unknown_system),
    });
    found.push(space(store, on.free));
}

fn space(store: &Path, free: Option<u64>) -> Finding {
    let place = named(store);
    let Some(free) = free else {
        return Finding::new("free-space", place, State::Unknown, text::found_unknown_system);
    };
    let needed = ROOM_FOR * (bytes(store) + bytes(&wal_of(store)));
    let needed_megabytes = needed.div_ceil(1_000_000);
    let found = move |lang| text::found_space(lang, size(free), needed_megabytes);
    if free < needed {
        return Finding::problem("free-space", place, found, text::remedy_space);
    }
    Finding::ok("free-space", place, found)
}

/// Returns the name of a file, which says in a table which one is meant.
pub(super) fn named(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Returns the bytes of a file; 0 where there is none.
pub(super) fn bytes(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}

/// Returns the write-ahead log beside a store, there or not.
pub(super) fn wal_of(store: &Path) -> std::path::PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().ok().map(|file| file.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

fn is_open(path: &Path) -> bool {
    mode(path).is_some_and(|mode| mode & 0o077 != 0)
}

/// Returns whether a path is for its owner alone, and the mode that it should have; nothing where
/// the system has no modes.
fn private(check: &'static str, path: &Path, wanted: u32) -> Option<Finding> {
    let place = named(path);
    let mode = mode(path)?;
    let shown = format!("{mode:04o}");
    if is_open(path) {
        let remedy = format!("`chmod {wanted:o} {}`", path.display());
        let found = move |lang| text::found_open(lang, &shown);
        return Some(Finding::problem(check, place, found, move |_| remedy.clone()));
    }
    Some(Finding::ok(check, place, move |lang| text::found_private(lang, &shown)))
}

/// Returns whether the folder of the backups, and they, are for their owner alone.
fn backups(store: &Path) -> Vec<Finding> {
    let folder = backups_beside(store);
    if !folder.is_dir() {
        return vec![Finding::ok("backups-mode", named(&folder), text::found_none)];
    }
    let mut found: Vec<Finding> = private("backups-mode", &folder, 0o700).into_iter().collect();
    let backups = BackupNames::of(store).in_folder(&folder).unwrap_or_default();
    let open: Vec<String> = backups
        .into_iter()
        .filter(|backup| is_open(&backup.path))
        .map(|backup| backup.path.display().to_string())
        .collect();
    if !open.is_empty() {
        let count = open.len();
        let remedy = format!("`chmod 600 {}`", open.join(" "));
        let found_open = move |lang| text::found_open_backups(lang, count);
        found.push(Finding::problem("backups-mode", named(&folder), found_open, move |_| {
            remedy.clone()
        }));
    }
    found
}
