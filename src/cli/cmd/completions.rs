//! `kam completions`: what shells complete.

use clap_complete::aot;
use clap_complete::env::EnvCompleter as _;

use crate::cli;
use crate::cli::completing::VARIABLE;
use crate::cli::context::Ctx;
use crate::cli::error::{CliResult, Exit};
use crate::cli::text;

/// Print the completions of a shell
///
/// The script completes commands and options. With `--dynamic` it asks kam itself, which then
/// completes accounts, deals, their stages, staff and the fields of filters too, from the store
/// that a command would use: of accounts by name one's own and the newest. Such a script runs kam
/// with `KAM_COMPLETE` set to the name of the shell; nobody else need set it.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam completions bash > ~/.local/share/bash-completion/completions/kam
  kam completions fish > ~/.config/fish/completions/kam.fish
  kam completions zsh --dynamic
")]
pub(crate) struct CompletionsArgs {
    /// Shell: bash, zsh, fish, powershell
    #[arg(value_name = "SHELL")]
    shell: Shell,

    /// Complete ids and names too, by asking kam; read the script anew with every kam
    #[arg(long)]
    dynamic: bool,
}

/// A shell that kam has completions for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    Power,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &CompletionsArgs) -> CliResult {
    let script = if args.dynamic { asking(args.shell)? } else { fixed(args.shell) };
    ctx.ui.raw(&script)?;
    if !args.dynamic {
        ctx.ui.status(&text::hint_dynamic(ctx.ui.lang))?;
    }
    Ok(Exit::Done)
}

fn fixed(shell: Shell) -> Vec<u8> {
    let shell = match shell {
        Shell::Bash => aot::Shell::Bash,
        Shell::Zsh => aot::Shell::Zsh,
        Shell::Fish => aot::Shell::Fish,
        Shell::Power => aot::Shell::PowerShell,
    };
    let mut script = Vec::new();
    aot::generate(shell, &mut cli::definition(), "kam", &mut script);
    script
}

fn asking(shell: Shell) -> std::io::Result<Vec<u8>> {
    use clap_complete::env::{Bash, Fish, Powershell, Zsh};
    let mut script = Vec::new();
    match shell {
        Shell::Bash => Bash.write_registration(VARIABLE, "kam", "kam", "kam", &mut script),
        Shell::Zsh => Zsh.write_registration(VARIABLE, "kam", "kam", "kam", &mut script),
        Shell::Fish => Fish.write_registration(VARIABLE, "kam", "kam", "kam", &mut script),
        Shell::Power => Powershell.write_registration(VARIABLE, "kam", "kam", "kam", &mut script),
    }?;
    Ok(script)
}
