//! Answers to shells that ask what can be typed next: ids and names from the store, read only.
//!
//! A shell waits for the answer with the line half typed: whatever goes wrong, nothing is said.

use std::ffi::OsStr;
use std::sync::Arc;

use clap_complete::CompletionCandidate as Candidate;
use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::Shells;

use super::World;
use super::config::{Config, alias};
use crate::model::{AnyId, Deal, DealId, Field, Id as _};
use crate::playbook::{Playbook, Preset, SHIPPED};
use crate::store::{Db, Store};

/// The variable by which a shell asks, as the scripts of `kam completions --dynamic` set it.
pub(super) const VARIABLE: &str = "KAM_COMPLETE";

/// Candidates at most; no shell shows more usefully.
const MOST: i64 = 50;

/// What an argument is completed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Account,
    Deal,
    Staff,
    Filter,
    Stage,
}

/// What is asked: the line so far, and where the answer is looked for.
struct Asked {
    place: Option<String>,
    words: Vec<String>,
    actor: String,
    chinese: bool,
}

/// Prints what can stand where the cursor is. Never fails: no candidates are an answer too.
pub(super) fn answer(world: &mut World<'_>, shell: &str) {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell) else { return };
    let words: Vec<_> = match world.args.iter().position(|word| word == "--") {
        Some(end) => world.args.drain(..).skip(end + 1).collect(),
        None => return,
    };
    let typed: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let behind = |option: &str| {
        let mut pairs = typed.iter().zip(typed.iter().skip(1));
        pairs.find(|(word, _)| *word == option).map(|(_, value)| value.as_str())
    };
    let definition = super::definition();
    let read = Config::read(&words, &world.env, &world.folder, super::names);
    let config = read.unwrap_or_default();
    let (env, folder) = (&world.env, &world.folder);
    let place = super::context::place_in(folder, env, behind("--db"), config.db.as_ref());
    let asked = Arc::new(Asked {
        place: place.map(|place| place.value),
        actor: super::context::actor_in(env, behind("--as"), config.user.as_ref()).value,
        chinese: super::language(env, config.lang.as_ref()).value == super::Lang::Zh,
        words: typed,
    });
    let mut command = with_candidates(definition, &asked);
    for (name, words) in config.aliases.all() {
        let stands_for = crate::render::visible_line(&alias::typed(&words.value));
        command = command.subcommand(clap::Command::new(name.to_owned()).about(stands_for));
    }
    let contexts: Vec<(String, String)> =
        config.contexts.into_iter().map(|(name, filter)| (name, filter.value)).collect();
    command = command.mut_arg("context", |arg| {
        arg.add(ArgValueCompleter::new(move |word: &OsStr| contexts_named(&contexts, word)))
    });
    command.build();
    let mut printed = Vec::new();
    if shell.write_complete(&mut command, words, None, &mut printed).is_ok() {
        let _ = world.stdout.write_all(&printed).and_then(|()| world.stdout.flush());
    }
}

/// Returns the contexts whose names begin so, with their filters.
fn contexts_named(contexts: &[(String, String)], word: &OsStr) -> Vec<Candidate> {
    let word = word.to_str().unwrap_or_default();
    let begun = contexts.iter().filter(|(name, _)| name.starts_with(word));
    let candidate = |(name, filter): &(String, String)| {
        Candidate::new(name).help(Some(crate::render::visible_line(filter).into()))
    };
    begun.map(candidate).collect()
}

/// Returns the command with candidates for the arguments that name records, and those below it.
fn with_candidates(command: clap::Command, asked: &Arc<Asked>) -> clap::Command {
    let command = command.mut_args(|arg| {
        let Some(kind) = kind_of(&arg) else { return arg };
        let asked = Arc::clone(asked);
        arg.add(ArgValueCompleter::new(move |word: &OsStr| {
            let word = word.to_str().unwrap_or_default();
            candidates(kind, &asked, word).unwrap_or_default()
        }))
    });
    command.mut_subcommands(|below| with_candidates(below, asked))
}

/// Returns what an argument names, by what its help calls it.
fn kind_of(arg: &clap::Arg) -> Option<Kind> {
    let named = arg.get_value_names()?.first()?.as_str();
    let staff = matches!(arg.get_long(), Some("as" | "owner" | "to" | "stand-in"));
    match named {
        "FILTER" => Some(Kind::Filter),
        "STAFF" => Some(Kind::Staff),
        "TO" => Some(Kind::Stage),
        "NAME" | "WHOM" | "PERSON" if staff => Some(Kind::Staff),
        named if named.split('|').any(|word| word == "ACCOUNT") => Some(Kind::Account),
        named if named.split('|').any(|word| word == "DEAL") => Some(Kind::Deal),
        _ => None,
    }
}

fn candidates(kind: Kind, asked: &Asked, word: &str) -> Option<Vec<Candidate>> {
    if kind == Kind::Filter {
        return Some(fields(word));
    }
    let store = Store::open_to_look(asked.place.as_deref()?).ok()?;
    let db = store.db();
    let found: Vec<(String, Option<String>)> = match kind {
        Kind::Filter => Vec::new(),
        Kind::Stage => stages(&store, asked, word)?,
        Kind::Staff => {
            let names = db.staff_names().ok()?.into_iter();
            names.filter(|name| name.starts_with(word)).map(|name| (name, None)).collect()
        }
        Kind::Account => {
            if let Some(number) = number_of('A', word) {
                let accounts = db.accounts_numbered(number, MOST).ok()?.into_iter();
                accounts.map(|account| (account.id.to_string(), Some(account.name))).collect()
            } else {
                let accounts = db
                    .accounts_called(word, db.staff_acting(&asked.actor).ok().flatten(), MOST)
                    .ok()?
                    .into_iter();
                accounts.map(|account| (account.name, Some(account.id.to_string()))).collect()
            }
        }
        Kind::Deal => {
            let deals = db.deals_numbered(number_of('D', word)?, MOST).ok()?.into_iter();
            deals.map(|deal| (deal.id.to_string(), Some(deal.name))).collect()
        }
    };
    let visible = |(value, help): (String, Option<String>)| {
        let help = help.map(|help| crate::render::visible_line(&help).into());
        Candidate::new(value).help(help)
    };
    // What would act on a terminal is offered to nobody.
    let plain = |(value, _): &(String, _)| !value.chars().any(char::is_control);
    Some(found.into_iter().filter(plain).map(visible).collect())
}

/// Returns the stages that a deal may be moved to, by key, or by label where that is begun, with
/// the label; those of every funnel where it is not known which deal is meant.
fn stages(store: &Store, asked: &Asked, word: &str) -> Option<Vec<(String, Option<String>)>> {
    let content = store.playbook().ok()?;
    let playbook = Playbook::parse(content.as_deref().unwrap_or(SHIPPED)).ok()?;
    let deal = deal_before_stage(&asked.words).and_then(|name| deal_called(store.db(), name));
    let presets: Vec<&Preset> = match &deal {
        Some(deal) => playbook.funnel.preset(&deal.preset).into_iter().collect(),
        None => playbook.funnel.presets().iter().collect(),
    };
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for stage in presets.into_iter().flat_map(|preset| &preset.stages) {
        let label = if asked.chinese { &stage.label.zh } else { &stage.label.en };
        let (value, help) = match () {
            () if stage.key.starts_with(word) => (&stage.key, label),
            () if label.starts_with(word) => (label, &stage.key),
            () => continue,
        };
        let is_here = deal.as_ref().is_some_and(|deal| deal.stage == stage.key);
        if !is_here && found.iter().all(|(known, _)| known != value) {
            found.push((value.clone(), Some(help.clone())));
        }
    }
    Some(found)
}

/// Returns the deal that stands behind `stage` on the line, other than the word that is typed.
fn deal_before_stage(words: &[String]) -> Option<&str> {
    let at = words.iter().position(|word| word == "stage")?;
    let behind = words.get(at + 1..)?;
    let options = |word: &&String| word.starts_with('-');
    behind.iter().find(|word| !options(word)).map(String::as_str)
}

/// Returns the deal with that id, or the only open one of the only account of that name.
fn deal_called(db: &Db, name: &str) -> Option<Deal> {
    let bare = name.parse().ok().map(DealId);
    let id = AnyId::parse(name).filter(|id| id.kind == DealId::KIND).map(|id| DealId(id.number));
    if let Some(id) = id.or(bare) {
        return db.get(id).ok();
    }
    let accounts = db.accounts_called(name, None, 2).ok()?;
    let [account] = accounts.as_slice() else { return None };
    let mut deals = db.open_deals(account.id).ok()?;
    if deals.len() == 1 { deals.pop() } else { None }
}

/// Returns the number that an id begins with: 0 of `A` or nothing; `None` where it is no id.
fn number_of(letter: char, word: &str) -> Option<i64> {
    let digits = word.strip_prefix([letter, letter.to_ascii_lowercase()]).unwrap_or(word);
    if digits.is_empty() {
        return Some(0);
    }
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok());
    number.flatten().filter(|number| *number > 0)
}

fn fields(word: &str) -> Vec<Candidate> {
    let (sign, begun) = match word.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", word),
    };
    let fits = |field: &&Field| field.key().starts_with(begun);
    let candidate = |field: &Field| {
        Candidate::new(format!("{sign}{}:", field.key())).help(Some(field.term().into()))
    };
    Field::ALL.iter().filter(fits).map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_names() {
        for (word, number) in [
            ("", Some(0)),
            ("A", Some(0)),
            ("A12", Some(12)),
            ("a12", Some(12)),
            ("12", Some(12)),
            ("A0", None),
            ("A1b", None),
            ("多达", None),
            ("A99999999999999999999", None),
        ] {
            assert_eq!(number_of('A', word), number, "{word}");
        }
    }

    #[test]
    fn fields_are_completed_with_their_colon() {
        let of = |word| -> Vec<String> {
            fields(word).iter().map(|c| c.get_value().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(of("own"), ["owner:"]);
        assert_eq!(of("-ow"), ["-owner:"]);
        assert_eq!(of("zz"), Vec::<String>::new());
        assert_eq!(of("").len(), Field::ALL.len());
    }

    #[test]
    fn arguments_that_name_records_are_known() {
        fn count(command: &clap::Command, found: &mut Vec<Kind>) {
            found.extend(command.get_arguments().filter_map(kind_of));
            command.get_subcommands().for_each(|below| count(below, found));
        }
        let mut found = Vec::new();
        count(&crate::cli::definition(), &mut found);
        for kind in [Kind::Account, Kind::Deal, Kind::Staff, Kind::Filter, Kind::Stage] {
            assert!(found.contains(&kind), "{kind:?}");
        }
    }
}
