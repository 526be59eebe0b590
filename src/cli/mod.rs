//! The command line: arguments, dispatch, messages, exit codes. The interface of the program.

mod candidates;
mod caught;
mod cmd;
mod comparing;
mod completing;
mod config;
mod contacts;
mod context;
mod days_off;
#[cfg(test)]
mod due_tests;
mod error;
mod grading;
mod entries;
mod filters;
mod given;
mod labels;
mod list_rules;
mod listing;
mod mask;
mod moving;
mod past;
mod playbooks;
mod reading;
mod resolve;
mod roster;
mod show;
mod stream;
mod text;
mod topics;
mod ui;
mod undoing;
mod words;
mod world;

use std::collections::HashMap;
use std::ffi::OsString;

use clap::{Args as _, CommandFactory as _, FromArgMatches as _};

pub use world::{World, run_process};

use crate::clock::Clock;
use crate::render::visible_line;
use config::{Config, Known, Origin, Setting, Used};
use context::Ctx;
use error::{CliError, Kind};
use text::Lang;
use ui::{Manner, Ui};

/// Options that every command has.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Store: a file, or postgres://…
    #[arg(
        long,
        global = true,
        value_name = "STORE",
        help = "Store: a file, or postgres://… [env: KAM_DB]"
    )]
    db: Option<String>,

    /// Open a store on a network file system, with a rollback journal
    #[arg(long, global = true)]
    allow_network_fs: bool,

    /// Act as this member of staff
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        help = "Act as this member of staff [env: KAM_USER]"
    )]
    actor: Option<String>,

    /// Pretend it is this day, or this instant
    #[arg(
        long,
        global = true,
        value_name = "DAY",
        help = "Pretend it is this day, or this instant [env: KAM_TODAY]"
    )]
    today: Option<String>,

    /// Language of labels and messages
    #[arg(
        long,
        global = true,
        value_name = "LANG",
        help = "Language of labels and messages: en or zh-CN [env: KAM_LANG]"
    )]
    lang: Option<Lang>,

    /// Configuration file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Configuration file: store, user, language, aliases, contexts [env: KAM_CONFIG]"
    )]
    config: Option<String>,

    /// Context that is on
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        help = "Filter of the configuration file that is on, or none [env: KAM_CONTEXT]"
    )]
    context: Option<String>,

    /// Print results, warnings and errors only
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Show phones and e-mail addresses in warnings unmasked
    #[arg(long, global = true)]
    show_values: bool,
}

/// Key-account management for the shell
///
/// Collects prospects from lists, removes duplicates, grades, and says every morning whom to
/// contact and why. Alone, it prints my agenda for today.
#[derive(clap::Parser, Debug)]
#[command(name = "kam", version, disable_help_subcommand = true)]
struct Kam {
    #[command(flatten)]
    global: Global,

    #[command(subcommand)]
    command: Option<cmd::Command>,
}

/// Order of a help text: what it is, examples, then usage and options.
const HELP: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Returns the definition of every command, as help and completions see it.
pub fn definition() -> clap::Command {
    fn examples_first(command: clap::Command) -> clap::Command {
        command.help_template(HELP).mut_subcommands(examples_first)
    }
    examples_first(Kam::command())
}

/// Returns the definition of the global options.
fn global_options() -> clap::Command {
    Global::augment_args(clap::Command::new("kam").disable_help_subcommand(true))
}

/// Returns the definition of the global options, and the name of every command.
fn names() -> clap::Command {
    cmd::Command::define_names(global_options())
}

/// Returns the definition of the global options, and of the commands that `words` name.
fn defined_for(words: &[OsString]) -> clap::Command {
    cmd::Command::define_named(global_options(), words)
}

/// Returns what a line of words means. Building the definition of every command takes longer than
/// many commands run, so that all are built only where the line makes no sense, or asks for help:
/// then the message may have to name any of them.
fn understood(args: &[OsString]) -> Result<Kam, clap::Error> {
    let sparse = defined_for(args);
    let matches = match sparse.try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(_) => definition().try_get_matches_from(args)?,
    };
    Kam::from_arg_matches(&matches)
}

/// Runs one command in `world` and returns the exit code.
pub fn run(mut world: World<'_>) -> u8 {
    if let [_, only] = world.args.as_slice()
        && (only == "--version" || only == "-V")
    {
        return version(&mut world);
    }
    if let Some(shell) = world.env.get(completing::VARIABLE).cloned() {
        completing::answer(&mut world, &shell);
        return 0;
    }
    let read = Config::read(&world.args, &world.env, &world.folder, names);
    let said = std::mem::take(&mut world.args);
    let (config, broken) = match read {
        Ok(config) => (config, None),
        Err(error) => (Config::default(), Some((error, config::option(&said, "--lang")))),
    };
    let (args, alias) = config.aliases.expand(said, names);
    let command_line = mask::command_line(&args);
    let args = filters::negations(args);
    let parsed = understood(&args);
    // Help is there whatever the configuration says.
    if let Some((error, lang)) = broken
        && parsed.as_ref().err().is_none_or(clap::Error::use_stderr)
    {
        let lang = lang.and_then(|lang| lang.to_str()?.parse().ok());
        let lang = lang.unwrap_or_else(|| language(&world.env, None).value);
        return fail(&error, lang, world.stderr);
    }
    world.args = args;
    let kam = match parsed {
        Ok(kam) => kam,
        Err(error) => return explain(&error, alias.as_ref(), &config, &mut world),
    };
    let lang = kam.global.lang.unwrap_or_else(|| language(&world.env, config.lang.as_ref()).value);
    let manner = Manner {
        lang,
        quiet: kam.global.quiet,
        out_is_terminal: world.stdout_is_terminal,
        err_is_terminal: world.stderr_is_terminal,
        colour: !world.env.contains_key("NO_COLOR")
            && world.env.get("TERM").is_none_or(|term| term != "dumb"),
        width: world.width,
    };
    let mut ctx = Ctx {
        ui: Ui::new(world.stdout, world.stderr, &manner),
        stdin: world.stdin,
        stdin_is_terminal: world.stdin_is_terminal,
        folder: world.folder,
        file_system: world.file_system,
        env: world.env,
        clock: Clock::Machine,
        command_line,
        global: kam.global,
        config,
    };
    let ended = fix_clock(&mut ctx)
        .and_then(|()| kam.command.unwrap_or_default().run(&mut ctx))
        .and_then(|exit| ctx.ui.finish().map(|()| exit));
    match ended {
        Ok(exit) => exit as u8,
        Err(error) => {
            let error = of_alias(error, alias);
            for line in error.lines(lang) {
                // Standard error may be closed too; there is nobody left to tell.
                let _ = ctx.ui.say(&line);
            }
            error.code()
        }
    }
}

/// Returns an error of a command line, saying which alias it was written with.
fn of_alias(error: CliError, alias: Option<Used>) -> CliError {
    match alias {
        Some(Used { name, stands_for }) if error.kind == Kind::Usage => {
            error.hint(move |lang| text::hint_alias(lang, &name, &stands_for))
        }
        _ => error,
    }
}

/// Says why nothing was done, and returns the exit code.
fn fail(error: &CliError, lang: Lang, err: &mut dyn std::io::Write) -> u8 {
    for line in error.lines(lang) {
        // Standard error may be closed; there is nobody left to tell.
        let _ = writeln!(err, "{}", crate::render::visible_line(&line));
    }
    error.code()
}

/// Prints the version. Scripts ask for it often, and the parser need not be built for that.
fn version(world: &mut World<'_>) -> u8 {
    let line = format!("kam {}\n", env!("CARGO_PKG_VERSION"));
    print(world, &line)
}

/// Prints a text and returns the exit code, which is no other than 0 for a closed pipe.
fn print(world: &mut World<'_>, text: &str) -> u8 {
    let printed = world.stdout.write_all(text.as_bytes()).and_then(|()| world.stdout.flush());
    let Err(error) = printed else { return 0 };
    fail(&CliError::from(error), language(&world.env, None).value, world.stderr)
}

fn fix_clock(ctx: &mut Ctx<'_>) -> Result<(), CliError> {
    let said = ctx.global.today.clone().or_else(|| ctx.env("KAM_TODAY").map(str::to_owned));
    if let Some(said) = said {
        ctx.clock = Clock::fixed(&said).map_err(|error| {
            CliError::new(Kind::Usage, move |lang| text::bad_time(lang, &error.0))
        })?;
    }
    Ok(())
}

/// Returns the language of `KAM_LANG`, else of the configuration, else of the locale, else English.
fn language(env: &HashMap<String, String>, configured: Option<&Setting<Lang>>) -> Setting<Lang> {
    let spoken = |name: &str, origin| {
        env.get(name).map(|said| Setting::new(said.parse().unwrap_or(Lang::En), origin))
    };
    let locale = || {
        let mut names = ["LC_ALL", "LC_MESSAGES", "LANG"].iter();
        names.find_map(|name| spoken(name, Origin::Default(Known::Locale)))
    };
    spoken("KAM_LANG", Origin::Variable("KAM_LANG"))
        .or_else(|| configured.cloned())
        .or_else(locale)
        .unwrap_or(Setting::new(Lang::En, Origin::Default(Known::English)))
}

/// Prints what clap has to say: help and version on standard output, errors on standard error.
fn explain(
    error: &clap::Error,
    alias: Option<&Used>,
    config: &Config,
    world: &mut World<'_>,
) -> u8 {
    let styled = error.render();
    let colour = |terminal: bool| terminal && !world.env.contains_key("NO_COLOR");
    let form =
        |terminal| if colour(terminal) { styled.ansi().to_string() } else { styled.to_string() };
    if error.use_stderr() {
        // What was typed is quoted in it, and may act on the terminal.
        let acts = |arg: &std::ffi::OsString| {
            let typed = arg.to_string_lossy();
            visible_line(&typed) != typed
        };
        let text = if world.args.iter().any(acts) {
            styled.to_string().lines().map(|line| visible_line(line) + "\n").collect()
        } else {
            form(world.stderr_is_terminal)
        };
        let _ = world.stderr.write_all(text.as_bytes());
        if let Some(Used { name, stands_for }) = alias {
            let lang = language(&world.env, config.lang.as_ref()).value;
            let hint = text::hint_alias(lang, name, stands_for);
            let _ = writeln!(world.stderr, "{}", visible_line(&text::hint_line(lang, hint)));
        }
        return Kind::Usage as u8;
    }
    let text = form(world.stdout_is_terminal);
    print(world, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the lines of a help text that run kam, as their words.
    fn examples(command: &clap::Command, found: &mut Vec<Vec<OsString>>) {
        let help = command.get_before_help().map(ToString::to_string).unwrap_or_default();
        for line in help.lines().filter_map(|line| line.rfind("kam ").map(|at| &line[at..])) {
            let mut words = config::alias::words(line).unwrap_or_default();
            let end = words.iter().position(|word| [">", "<", "|"].contains(&word.as_str()));
            words.truncate(end.unwrap_or(words.len()));
            found.push(words.into_iter().map(OsString::from).collect());
        }
        command.get_subcommands().for_each(|below| examples(below, found));
    }

    #[test]
    fn a_line_means_the_same_whichever_commands_are_defined() {
        let mut lines = Vec::new();
        examples(&definition(), &mut lines);
        for words in [
            &["kam"][..],
            &["kam", "-q"],
            &["kam", "--db", "agenda", "list", "show"],
            &["kam", "list", "--as", "grade"],
            &["kam", "show", "list"],
        ] {
            lines.push(words.iter().map(OsString::from).collect());
        }
        assert!(lines.len() > 100, "{} examples", lines.len());
        for line in lines {
            let line = filters::negations(line);
            let whole = definition()
                .try_get_matches_from(&line)
                .and_then(|matches| Kam::from_arg_matches(&matches));
            let whole = whole.unwrap_or_else(|error| panic!("{line:?}: {error}"));
            let sparse = understood(&line).unwrap();
            assert_eq!(format!("{sparse:?}"), format!("{whole:?}"), "{line:?}");
        }
    }

    #[test]
    fn a_line_that_makes_no_sense_is_told_with_every_command() {
        for words in [&["kam", "lst"][..], &["kam", "--help"], &["kam", "list", "--nope"]] {
            let whole = definition().try_get_matches_from(words).unwrap_err().to_string();
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            assert_eq!(understood(&words).unwrap_err().to_string(), whole);
        }
        assert!(
            understood(&["kam".into(), "lst".into()]).unwrap_err().to_string().contains("list")
        );
    }
}
