//! `kam help`: topics, and the help of commands.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::topics::{self, Topic};
use crate::cli::{self, text};
use crate::playbook::near;
use crate::render::width;

/// Print a topic, or the help of a command
///
/// Without a word, lists topics and commands. Where a topic and a command have the same name, the
/// topic is printed; the command's own help is `kam COMMAND --help`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam help
  kam help filters
  kam help exit-codes
  kam help deal add
")]
pub(crate) struct HelpArgs {
    /// Topic, or command with those it is below
    #[arg(value_name = "TOPIC|COMMAND")]
    words: Vec<String>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &HelpArgs) -> CliResult {
    if args.words.is_empty() {
        return overview(ctx);
    }
    if let [word] = args.words.as_slice()
        && let Some(topic) = topics::named(word)
    {
        let printed = topic.printed(ctx.ui.lang);
        ctx.ui.raw(printed.as_bytes())?;
        return Ok(Exit::Done);
    }
    if let [word] = args.words.as_slice()
        && let Some(stands_for) = ctx.config().aliases.stands_for(word)
    {
        let line = text::hint_alias(ctx.ui.lang, word, stands_for);
        ctx.ui.line(&line)?;
        return Ok(Exit::Done);
    }
    let help = command_help(&args.words).ok_or_else(|| unknown(&args.words))?;
    ctx.ui.raw(help.as_bytes())?;
    Ok(Exit::Done)
}

/// Returns what `--help` prints for the command of these words; `None` where there is none.
fn command_help(words: &[String]) -> Option<String> {
    let mut command = &cli::definition();
    for word in words {
        command = command.find_subcommand(word)?;
    }
    let args = ["kam"].into_iter().chain(words.iter().map(String::as_str)).chain(["--help"]);
    let said = cli::definition().try_get_matches_from(args).err()?;
    Some(said.render().to_string())
}

fn unknown(words: &[String]) -> CliError {
    let wanted = words.join(" ");
    let definition = cli::definition();
    let commands = definition.get_subcommands().map(clap::Command::get_name);
    let known: Vec<&str> = topics::ALL.iter().map(|topic| topic.name).chain(commands).collect();
    let nearest = near(&wanted, known.iter().copied()).into_iter().next();
    let error = CliError::usage(move |lang| text::no_help(lang, &wanted));
    match nearest {
        Some(word) => error.hint(move |lang| text::hint_help_near(lang, &word)),
        None => error.hint(text::hint_help_list),
    }
}

/// Lists topics and commands, each with its first line.
fn overview(ctx: &mut Ctx<'_>) -> CliResult {
    let lang = ctx.ui.lang;
    ctx.ui.heading(&text::help_topics(lang))?;
    let topics: Vec<(String, String)> = topics::ALL
        .iter()
        .map(|topic| (topic.name.to_owned(), Topic::title(topic, lang).to_owned()))
        .collect();
    list(ctx, &topics)?;
    ctx.ui.line("")?;
    ctx.ui.heading(&text::help_commands(lang))?;
    let definition = cli::definition();
    let commands: Vec<(String, String)> = definition
        .get_subcommands()
        .map(|command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            (command.get_name().to_owned(), about)
        })
        .collect();
    list(ctx, &commands)?;
    ctx.ui.status(&text::help_next(lang))?;
    Ok(Exit::Done)
}

fn list(ctx: &mut Ctx<'_>, lines: &[(String, String)]) -> Result<(), CliError> {
    let wide = lines.iter().map(|(name, _)| width(name)).max().unwrap_or_default();
    for (name, about) in lines {
        let blanks = " ".repeat(wide - width(name) + 2);
        ctx.ui.line(&format!("  {name}{blanks}{about}"))?;
    }
    Ok(())
}
