//! Playbooks as commands read them: every problem becomes a message.

use super::error::{CliError, Kind, Message};
use super::text;
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
