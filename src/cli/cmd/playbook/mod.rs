//! `kam playbook`: the team's rules.

mod diff;
mod set;

use std::io::Read as _;
use std::path::PathBuf;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{playbooks, text};
use crate::model::{Day, OperationId, PlaybookId};
use crate::playbook::{Playbook, SHIPPED};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::store::PlaybookVersion;

/// Show, check, compare and set the rules: grades, cadences, funnels, lists
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam playbook show > team.toml
  kam playbook check team.toml
  kam playbook diff team.toml
  kam playbook set team.toml
  kam playbook list
")]
pub(crate) struct PlaybookArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Print the rules in force, as TOML
    #[command(before_help = "\
Examples:
  kam playbook show
  kam playbook show --version PB1
  kam playbook show --shipped
")]
    Show(Show),
    /// Check a file of rules, and name every problem
    ///
    /// Keys that the file leaves out are those of the rules shipped with kam, and are named.
    #[command(
        before_help = "Examples:\n  kam playbook check team.toml\n  kam playbook check - < team.toml\n"
    )]
    Check(Check),
    /// Put a file of rules in force, as a new version
    ///
    /// The file is checked first, and what it changes is said. The versions before it are kept.
    #[command(before_help = "\
Examples:
  kam playbook set team.toml --dry-run
  kam playbook set team.toml
  kam playbook show --version PB1 | kam playbook set -
")]
    Set(set::SetArgs),
    /// Say which keys two sets of rules have differently
    ///
    /// One is compared with the rules in force; two, the first with the second. Each is a file,
    /// a version (PB1), `-` for standard input, or `shipped`. Without any, the shipped rules are
    /// compared with those in force.
    #[command(before_help = "\
Examples:
  kam playbook diff
  kam playbook diff team.toml
  kam playbook diff PB1 PB2 -f json
")]
    Diff(diff::DiffArgs),
    /// List the versions of the rules, that in force first
    #[command(before_help = "Examples:\n  kam playbook list\n  kam playbook list -f json\n")]
    List(List),
}

#[derive(clap::Args, Debug)]
struct Show {
    /// Print the rules that kam is shipped with; needs no store
    #[arg(long, conflicts_with = "version")]
    shipped: bool,

    /// Print this version
    #[arg(long, value_name = "VERSION")]
    version: Option<PlaybookId>,
}

#[derive(clap::Args, Debug)]
struct Check {
    /// File to check; `-` is standard input (default: the rules in force)
    file: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &PlaybookArgs) -> CliResult {
    match &args.action {
        Action::Show(show) => {
            let (name, content) = match show.version {
                _ if show.shipped => (String::new(), SHIPPED.to_owned()),
                Some(version) => {
                    (version.to_string(), opened(ctx)?.store.db().playbook_text(version)?)
                }
                None => (text::playbook_in_force(ctx.ui.lang), in_force(ctx)?),
            };
            ctx.ui.raw(content.as_bytes())?;
            // What is wrong with them is for `check` to say.
            if let Some(playbook) = Playbook::parse(&content).ok().filter(|_| !show.shipped) {
                playbooks::say_shipped(&mut ctx.ui, &name, &playbook)?;
            }
        }
        Action::Check(check) => {
            let (name, content) = match &check.file {
                None => (text::playbook_in_force(ctx.ui.lang), in_force(ctx)?),
                Some(file) => (file.display().to_string(), read(ctx, file)?),
            };
            let playbook = playbooks::parse_named(&name, &content)?;
            let presets = playbook.funnel.presets().len();
            playbooks::say_shipped(&mut ctx.ui, &name, &playbook)?;
            ctx.ui.status(&text::playbook_sound(ctx.ui.lang, name, presets))?;
        }
        Action::Set(args) => return set::run(ctx, args),
        Action::Diff(args) => return diff::run(ctx, args),
        Action::List(list) => {
            let versions = opened(ctx)?.store.db().playbook_versions()?;
            return ctx.ui.show(&list.show, versions);
        }
    }
    Ok(Exit::Done)
}

/// Opens the store whatever its rules are: these commands are how to mend them.
fn opened(ctx: &mut Ctx<'_>) -> Result<Session, CliError> {
    ctx.open_with(Playbook::shipped())
}

fn in_force(ctx: &mut Ctx<'_>) -> Result<String, CliError> {
    let session = opened(ctx)?;
    in_force_of(&session)
}

fn in_force_of(session: &Session) -> Result<String, CliError> {
    Ok(session.store.playbook()?.unwrap_or_else(|| SHIPPED.to_owned()))
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

impl Tabular for PlaybookVersion {
    const KEYS: &'static [&'static str] = &["playbook", "day", "actor", "operation"];
    const TYPES: &'static [CellType] = types![PlaybookId, Day, String, OperationId,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.id.as_cell());
        put(self.day.as_cell());
        put(self.actor.as_cell());
        put(self.operation.as_cell());
    }
}
