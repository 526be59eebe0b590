//! `kam playbook`: the team's rules.

use std::io::Read as _;
use std::path::PathBuf;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::{playbooks, text};
use crate::playbook::SHIPPED;

/// Show and check the rules: grades, cadences, funnels, lists
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam playbook show > team.toml
  kam playbook show --shipped
  kam playbook check team.toml
")]
pub(crate) struct PlaybookArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Print the rules in force, as TOML
    #[command(before_help = "Examples:\n  kam playbook show\n  kam playbook show --shipped\n")]
    Show(Show),
    /// Check a file of rules, and name every problem
    #[command(
        before_help = "Examples:\n  kam playbook check team.toml\n  kam playbook check - < team.toml\n"
    )]
    Check(Check),
}

#[derive(clap::Args, Debug)]
struct Show {
    /// Print the rules that kam is shipped with; needs no store
    #[arg(long)]
    shipped: bool,
}

#[derive(clap::Args, Debug)]
struct Check {
    /// File to check; `-` is standard input (default: the rules in force)
    file: Option<PathBuf>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &PlaybookArgs) -> CliResult {
    match &args.action {
        Action::Show(show) => {
            let content = if show.shipped { SHIPPED.to_owned() } else { in_force(ctx)? };
            ctx.ui.raw(content.as_bytes())?;
        }
        Action::Check(check) => {
            let (name, content) = match &check.file {
                None => (text::playbook_in_force(ctx.ui.lang), in_force(ctx)?),
                Some(file) => (file.display().to_string(), read(ctx, file)?),
            };
            let playbook = playbooks::parse_named(&name, &content)?;
            let presets = playbook.funnel.presets().len();
            ctx.ui.status(&text::playbook_sound(ctx.ui.lang, name, presets))?;
        }
    }
    Ok(Exit::Done)
}

fn in_force(ctx: &mut Ctx<'_>) -> Result<String, CliError> {
    Ok(ctx.open()?.store.playbook()?.unwrap_or_else(|| SHIPPED.to_owned()))
}

fn read(ctx: &mut Ctx<'_>, file: &std::path::Path) -> Result<String, CliError> {
    let mut content = String::new();
    let result = if file.as_os_str() == "-" {
        ctx.stdin.read_to_string(&mut content)
    } else {
        std::fs::File::open(ctx.path(file)).and_then(|mut file| file.read_to_string(&mut content))
    };
    let (place, result) = (file.display().to_string(), result.map_err(|error| error.to_string()));
    result.map_err(|detail| {
        CliError::refused(move |lang| text::cannot_read(lang, &place, &detail))
    })?;
    Ok(content)
}
