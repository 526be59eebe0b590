//! `kam playbook set`: rules of the team's own.

use std::path::PathBuf;

use super::{in_force_of, read};
use crate::cli::context::Ctx;
use crate::cli::error::{CliResult, Exit};
use crate::cli::{playbooks, text};
use crate::playbook::{KeyChange, key_changes};

#[derive(clap::Args, Debug)]
pub(super) struct SetArgs {
    /// File with the rules; `-` is standard input
    file: PathBuf,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Changes that are said before they are only counted.
const SAID: usize = 20;

pub(super) fn run(ctx: &mut Ctx<'_>, args: &SetArgs) -> CliResult {
    let name = args.file.display().to_string();
    let content = read(ctx, &args.file)?;
    let playbook = playbooks::parse_named(&name, &content)?;
    playbooks::say_shipped(&mut ctx.ui, &name, &playbook)?;
    let session = ctx.open_with(playbook)?;
    let lang = ctx.ui.lang;
    let stored = in_force_of(&session)?;
    if stored == content {
        ctx.ui.status(&text::nothing_changed(lang))?;
        return Ok(Exit::Done);
    }
    let written =
        session.store.write(&session.caller, args.dry_run, |op| op.add_playbook(&content))?;
    let changes = key_changes(&stored, &content);
    for change in changes.iter().flatten().take(SAID) {
        ctx.ui.status(&said(lang, change))?;
    }
    let count = changes.as_ref().map_or(0, Vec::len);
    if count > SAID {
        ctx.ui.status(&text::playbook_more_changes(lang, count - SAID))?;
    }
    ctx.ui.status(&text::playbook_set(lang, written.shown(written.value), count))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn said(lang: text::Lang, change: &KeyChange) -> String {
    let key = &change.key;
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => text::playbook_key_changed(lang, key, old, new),
        (Some(old), None) => text::playbook_key_gone(lang, key, old),
        (None, new) => text::playbook_key_new(lang, key, new.as_deref().unwrap_or_default()),
    }
}
