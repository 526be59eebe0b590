//! `kam man`: the manual as man pages.

use crate::cli;
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text;

/// Print the man page of kam, or of a command
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam man | man -l -
  kam man agenda > kam-agenda.1
  kam man deal add
")]
pub(crate) struct ManArgs {
    /// Command with those it is below, such as `deal add` (default: kam itself)
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ManArgs) -> CliResult {
    let page = page(&args.words)?;
    ctx.ui.raw(&page)?;
    Ok(Exit::Done)
}

fn page(words: &[String]) -> Result<Vec<u8>, CliError> {
    let mut command = cli::definition();
    // Options that every command has are told to the commands only when the tree is built.
    command.build();
    let mut name = "kam".to_owned();
    for word in words {
        let Some(below) = command.find_subcommand(word) else {
            let wanted = words.join(" ");
            return Err(CliError::usage(move |lang| text::no_help(lang, &wanted))
                .hint(text::hint_help_list));
        };
        name = format!("{name}-{}", below.get_name());
        command = below.clone();
    }
    let examples = command.get_before_help().map(ToString::to_string);
    let called = name.replace('-', " ");
    let command = command
        .display_name(&name)
        .bin_name(called)
        .version(env!("CARGO_PKG_VERSION"))
        .before_help("");
    let man = clap_mangen::Man::new(command).title(&name).manual("kam");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    if let Some(examples) = examples {
        page.extend(examples_section(&examples).into_bytes());
    }
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// Returns the examples of a command as a section, each line as it is typed.
fn examples_section(examples: &str) -> String {
    let mut section = String::from(".SH EXAMPLES\n.nf\n");
    for line in examples.lines().filter(|line| line.starts_with("  ")) {
        let line = line.trim().replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
        section.push_str("\\&");
        section.push_str(&line);
        section.push('\n');
    }
    section.push_str(".fi\n");
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `visit` with every command below `command` and its words.
    fn each(
        command: &clap::Command,
        words: &[String],
        visit: &mut dyn FnMut(&clap::Command, &[String]),
    ) {
        visit(command, words);
        for below in command.get_subcommands() {
            let mut words = words.to_vec();
            words.push(below.get_name().to_owned());
            each(below, &words, visit);
        }
    }

    #[test]
    fn every_command_has_a_page_with_every_option() {
        let mut definition = cli::definition();
        definition.build();
        let mut pages = 0;
        each(&definition, &[], &mut |command, words| {
            let page = String::from_utf8(page(words).unwrap()).unwrap();
            let page = page.replace("\\-", "-");
            assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{words:?}");
            for option in command.get_arguments().filter(|option| !option.is_hide_set()) {
                if let Some(long) = option.get_long() {
                    assert!(page.contains(&format!("--{long}")), "{words:?} --{long}");
                }
            }
            for below in command.get_subcommands() {
                assert!(page.contains(below.get_name()), "{words:?} {}", below.get_name());
            }
            if let Some(examples) = command.get_before_help() {
                for line in examples.to_string().lines().filter(|line| line.starts_with("  ")) {
                    let line = line.trim().replace('\'', "\\(aq");
                    assert!(page.replace("\\e", "\\").contains(&line), "{words:?}: {line}\n{page}");
                }
            }
            pages += 1;
        });
        assert!(pages > 30, "{pages}");
    }

    #[test]
    fn no_line_of_examples_is_taken_for_a_request() {
        let section = examples_section("Examples:\n  kam list 'a'\n  .x\n");
        assert_eq!(section, ".SH EXAMPLES\n.nf\n\\&kam list \\(aqa\\(aq\n\\&.x\n.fi\n");
    }
}
