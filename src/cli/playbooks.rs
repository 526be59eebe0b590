//! Playbooks as commands read them: every problem becomes a message.

use super::error::{CliError, Kind, Message};
use super::text;
use super::ui::Ui;
use crate::playbook::Playbook;

/// Returns the playbook of the store.
pub(crate) fn parse(content: &str) -> Result<Playbook, CliError> {
    parse_named("playbook", content)
}

/// Returns the playbook of the file called `name`; every problem where it has some.
pub(crate) fn parse_named(name: &str, content: &str) -> Result<Playbook, CliError> {
    Playbook::parse(content).map_err(|problems| {
        let messages = problems.into_iter().map(|problem| {
            let name = name.to_owned();
            Box::new(move |lang| text::playbook_problem(lang, &name, &problem)) as Message
        });
        CliError::all(Kind::Refused, messages.collect())
    })
}

/// Says which keys the rules leave out, so that those shipped with kam say them; nothing where they
/// say everything.
pub(crate) fn say_shipped(
    ui: &mut Ui<'_>,
    name: &str,
    playbook: &Playbook,
) -> Result<(), CliError> {
    if playbook.from_shipped.is_empty() {
        return Ok(());
    }
    let keys = text::join(ui.lang, playbook.from_shipped.iter().cloned());
    ui.status(&text::playbook_from_shipped(ui.lang, name, keys))
}
