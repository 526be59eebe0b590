//! What is in the store: schema, ledger, records, what is derived of them.

use std::path::Path;

use super::file::{bytes, named, wal_of};
use super::{Finding, State, size};
use crate::cli::context::Ctx;
use crate::cli::error::CliError;
use crate::cli::text;
use crate::load::stray_match_keys;
use crate::model::{Instant, Zone};
use crate::store::{
    BackupNames, Db, Store, StoreError, UnevenBatch, backups_beside, oldest_sound_sqlite,
};

/// Bytes that the write-ahead log may have where the store itself has fewer.
const LONGEST_WAL: u64 = 256 * 1024 * 1024;

/// Days that the newest backup may be old where the store was written to since.
const BACKUP_DAYS: i64 = 7;

/// Looks at a store and adds what it finds; an older or newer schema, and damage, end it early.
pub(super) fn look(
    ctx: &Ctx<'_>,
    store: &Store,
    place: &str,
    quick: bool,
    found: &mut Vec<Finding>,
) -> Result<(), CliError> {
    let db = store.db();
    if let Some(path) = store.path() {
        found.push(version(db)?);
        match journal(ctx, db, place, path) {
            Ok(finding) => found.push(finding),
            Err(error) => {
                // Not even the first page can be read.
                found.push(Finding::failed("integrity", place, error)?);
                return Ok(());
            }
        }
        found.push(wal(path));
    } else {
        let version = db.version()?;
        found.push(Finding::ok("version", "PostgreSQL", move |lang| {
            text::found_version(lang, &version)
        }));
    }
    let (schema, known) = match db.schema() {
        Ok(schema) => (schema, Db::newest_schema()),
        Err(error) => {
            found.push(Finding::failed("schema", place, error)?);
            return Ok(());
        }
    };
    let Some(schema) = schema else {
        if store.path().is_none() {
            return Err(StoreError::Missing { place: place.to_owned() }.into());
        }
        found.push(Finding::damaged("schema", place, text::found_no_store));
        return Ok(());
    };
    found.push(schema_of(place, schema, known));
    found.push(time_zone(store, place)?);
    found.push(clock(ctx, db, place)?);
    if store.path().is_some() {
        found.push(integrity(db, place, quick)?);
        foreign_keys(db, place, found)?;
    }
    if schema == known {
        ledger(db, place, found)?;
        records(db, found)?;
        derived(db, found)?;
    } else {
        for (check, subject) in [
            ("ledger", place),
            ("records", place),
            ("follow-up", "follow_up"),
            ("match-keys", "match_key"),
        ] {
            found.push(Finding::new(check, subject, State::Unknown, move |lang| {
                text::found_needs_schema(lang, known)
            }));
        }
    }
    if let Some(path) = store.path() {
        found.push(backup(ctx, db, path));
    }
    Ok(())
}

fn version(db: &Db) -> Result<Finding, CliError> {
    let (version, oldest) = (db.version()?, oldest_sound_sqlite());
    let parts = |version: &str| -> Vec<u32> {
        version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
    };
    if parts(&version) < parts(oldest) {
        let found = move |lang| text::found_old_version(lang, &version, oldest);
        let remedy = move |lang| text::remedy_old_version(lang, oldest);
        return Ok(Finding::problem("version", "SQLite", found, remedy));
    }
    Ok(Finding::ok("version", "SQLite", move |lang| text::found_version(lang, &version)))
}

fn journal(ctx: &Ctx<'_>, db: &Db, place: &str, path: &Path) -> Result<Finding, StoreError> {
    let mode = db.pragma("journal_mode")?.unwrap_or_default();
    let level = db.pragma("synchronous")?.unwrap_or_default();
    let synchronous = match level.as_str() {
        "2" => "full",
        "3" => "extra",
        _ => "less than full",
    };
    let is_network = (ctx.file_system)(path).is_network;
    let is_safe = matches!(level.as_str(), "2" | "3");
    let shown = mode.clone();
    let found = move |lang| text::found_journal(lang, &shown, synchronous);
    Ok(match (mode.as_str(), is_network) {
        _ if !is_safe => Finding::problem("journal", place, found, text::remedy_journal),
        ("wal", false) | ("delete", true) => Finding::ok("journal", place, found),
        // So is one that was just restored.
        ("delete", false) => {
            Finding::ok("journal", place, move |lang| text::found_journal_waits(lang, &mode))
        }
        _ => Finding::problem("journal", place, found, text::remedy_journal),
    })
}

fn wal(path: &Path) -> Finding {
    let wal = wal_of(path);
    let (shown, place) = (size(bytes(&wal)), named(&wal));
    if bytes(&wal) == 0 {
        return Finding::ok("wal-size", place, text::found_none);
    }
    let found = move |lang| text::found_wal(lang, &shown);
    if bytes(&wal) > LONGEST_WAL.max(bytes(path)) {
        return Finding::problem("wal-size", place, found, text::remedy_wal);
    }
    Finding::ok("wal-size", place, found)
}

fn schema_of(place: &str, schema: i64, known: i64) -> Finding {
    if schema > known {
        let newer = Finding::new("schema", place, State::Damaged, move |lang| {
            text::found_new_schema(lang, schema, known)
        });
        return Finding { remedy: Some(Box::new(text::hint_update)), ..newer };
    }
    if schema < known {
        return Finding::ok("schema", place, move |lang| {
            text::found_old_schema(lang, schema, known)
        });
    }
    Finding::ok("schema", place, move |lang| text::found_schema(lang, schema))
}

fn time_zone(store: &Store, place: &str) -> Result<Finding, CliError> {
    let name = match store.meta("time_zone") {
        Ok(name) => name.unwrap_or_default(),
        Err(error) => return Finding::failed("time-zone", place, error),
    };
    if Zone::named(&name).is_err() {
        let found = move |lang| text::found_unknown_zone(lang, &name);
        return Ok(Finding::problem("time-zone", place, found, text::remedy_zone));
    }
    Ok(Finding::ok("time-zone", place, move |lang| text::found_zone(lang, &name)))
}

fn clock(ctx: &Ctx<'_>, db: &Db, place: &str) -> Result<Finding, CliError> {
    let last = match db.newest_instant() {
        Ok(last) => last,
        Err(error) => return Finding::failed("clock", place, error),
    };
    let Some(last) = last else { return Ok(Finding::ok("clock", place, text::found_fine)) };
    let now = now(ctx, db);
    let found = move |lang| text::found_clock(lang, now, last);
    if now < last {
        return Ok(Finding::problem("clock", place, found, text::remedy_clock));
    }
    Ok(Finding::ok("clock", place, found))
}

/// Returns now; of a day that is pretended, its morning in the store's time zone.
fn now(ctx: &Ctx<'_>, db: &Db) -> Instant {
    let zone = db.time_zone().ok().flatten().and_then(|name| Zone::named(&name).ok());
    ctx.now(&zone.unwrap_or_else(Zone::utc)).at
}

fn integrity(db: &Db, place: &str, quick: bool) -> Result<Finding, CliError> {
    let damage = match db.damage(quick) {
        Ok(damage) => damage,
        Err(error) => return Finding::failed("integrity", place, error),
    };
    let count = damage.len();
    Ok(match damage.into_iter().next() {
        None => Finding::ok("integrity", place, text::found_sound),
        Some(first) => Finding::damaged("integrity", place, move |lang| {
            text::found_damage(lang, count, &first)
        }),
    })
}

fn foreign_keys(db: &Db, place: &str, found: &mut Vec<Finding>) -> Result<(), CliError> {
    let orphans = match db.orphans() {
        Ok(orphans) => orphans,
        Err(error) => {
            found.push(Finding::failed("foreign-keys", place, error)?);
            return Ok(());
        }
    };
    if orphans.is_empty() {
        found.push(Finding::ok("foreign-keys", place, text::found_sound));
    }
    for (table, rows) in orphans {
        let orphaned = move |lang| text::found_orphans(lang, rows);
        found.push(Finding::damaged("foreign-keys", table, orphaned));
    }
    Ok(())
}

fn ledger(db: &Db, place: &str, found: &mut Vec<Finding>) -> Result<(), CliError> {
    let (uneven, batches) = match (db.uneven_batches(), db.batch_count()) {
        (Ok(uneven), Ok(batches)) => (uneven, batches),
        (Err(error), _) | (_, Err(error)) => {
            found.push(Finding::failed("ledger", place, error)?);
            return Ok(());
        }
    };
    if uneven.is_empty() {
        found.push(Finding::ok("ledger", place, move |lang| text::found_even(lang, batches)));
    }
    for UnevenBatch { batch, collected, outcomes, lines } in uneven {
        found.push(Finding::problem(
            "ledger",
            batch.to_string(),
            move |lang| text::found_uneven(lang, collected, outcomes, lines),
            text::remedy_report,
        ));
    }
    Ok(())
}

fn records(db: &Db, found: &mut Vec<Finding>) -> Result<(), CliError> {
    match db.kind_counts() {
        Err(error) => found.push(Finding::failed("records", "", error)?),
        Ok(counts) => found.extend(counts.into_iter().map(|count| {
            Finding::ok("records", count.kind.word(), move |lang| match count.removed {
                0 => count.records.to_string(),
                removed => text::found_records(lang, count.records, removed),
            })
        })),
    }
    Ok(())
}

/// Compares what is kept beside the records with what they make.
fn derived(db: &Db, found: &mut Vec<Finding>) -> Result<(), CliError> {
    let follow_ups = db.stray_follow_ups();
    let keys = stray_match_keys(db).map(|stray| (stray.missing, stray.orphaned));
    let follow_ups =
        follow_ups.map(|(missing, extra)| (missing.unsigned_abs(), extra.unsigned_abs()));
    for (check, table, stray) in
        [("follow-up", "follow_up", follow_ups), ("match-keys", "match_key", keys)]
    {
        found.push(match stray {
            Err(error) => Finding::failed(check, table, error)?,
            Ok((0, 0)) => Finding::ok(check, table, text::found_fine),
            Ok((missing, extra)) => Finding::problem(
                check,
                table,
                move |lang| text::found_stray(lang, missing, extra),
                text::remedy_report,
            ),
        });
    }
    Ok(())
}

fn backup(ctx: &Ctx<'_>, db: &Db, path: &Path) -> Finding {
    let folder = backups_beside(path);
    let place = named(&folder);
    let newest = BackupNames::of(path).in_folder(&folder).unwrap_or_default().into_iter().next();
    let Some(newest) = newest else {
        // The first operation made the store.
        let is_new = db.last_operation().ok().flatten().is_some_and(|last| last.0 <= 1);
        return if is_new {
            Finding::ok("backup", place, text::found_no_backup_needed)
        } else {
            Finding::problem("backup", place, text::found_none, text::remedy_backup)
        };
    };
    let days = (now(ctx, db).utc() - newest.at.utc()).num_days();
    let name = newest.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let found = move |lang| text::found_backup(lang, days, &name);
    let written_since = db.newest_instant().ok().flatten().is_some_and(|last| last > newest.at);
    if days > BACKUP_DAYS && written_since {
        return Finding::problem("backup", place, found, text::remedy_backup);
    }
    Finding::ok("backup", place, found)
}
