//! `kam staff`: people of ours.

mod import;
mod off;

pub(in crate::cli) use off::Absence;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::roster::RosterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, text};
use crate::model::{Day, ShopId, Staff, StaffRole};
use crate::store::Op;

/// Add, list and import staff, and enter their days off
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam staff add 李娜 --alias 小李 --login lina --role consultant
  kam staff import staff.csv
  kam staff list
  kam staff off 李娜 2026-05-01 2026-05-05 --stand-in 王芳
")]
pub(crate) struct StaffArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Add a person
    #[command(
        before_help = "Examples:\n  kam staff add 李娜 --alias 小李 --login lina --role consultant\n"
    )]
    Add(Add),
    /// Add the people of a table, and fill in what is missing of those who are known
    ///
    /// Columns are 姓名, 别名, 登录名, 角色, 团队, 门店, 入职, or name, aliases, login, roles, team,
    /// shop, hired. Several aliases or roles stand in one cell with 、 between them. Who has the same
    /// login or name is known; what is said of them already is kept. One row that cannot be used
    /// refuses the file.
    #[command(
        before_help = "Examples:\n  kam staff import staff.csv\n  kam staff import staff.csv --dry-run\n"
    )]
    Import(RosterArgs),
    /// List people
    #[command(
        before_help = "Examples:\n  kam staff list\n  kam staff list -f csv --columns id,name\n"
    )]
    List(List),
    /// Enter days on which a person is away; without days, list those entered
    ///
    /// What falls due on such a day goes to the stand-in; without one it moves to a working day, as
    /// `kam agenda --why` tells. Appointments and deadlines stay.
    #[command(before_help = "\
Examples:
  kam staff off 李娜 2026-05-01 2026-05-05 --stand-in 王芳 --note 年假
  kam staff off 李娜 tomorrow
  kam staff off
  kam staff off --remove F3
")]
    Off(off::Off),
}

#[derive(clap::Args, Debug)]
struct Add {
    /// Full name
    name: String,
    /// Other name they go by; may be given again
    #[arg(long = "alias", value_name = "NAME")]
    aliases: Vec<String>,
    /// Name they log in with
    #[arg(long)]
    login: Option<String>,
    /// Shop they work in, by id or name
    #[arg(long)]
    shop: Option<String>,
    /// Team
    #[arg(long)]
    team: Option<String>,
    /// What they do; may be given again
    #[arg(long = "role", value_name = "ROLE", default_value = "consultant")]
    roles: Vec<StaffRole>,
    /// First day with us
    #[arg(long, value_name = "DAY")]
    hired: Option<Day>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &StaffArgs) -> CliResult {
    match &args.action {
        Action::Add(add) => add_one(ctx, add),
        Action::Import(args) => import::run(ctx, args),
        Action::Off(args) => off::run(ctx, args),
        Action::List(list) => {
            let staff = ctx.open()?.store.db().every::<Staff>()?;
            if staff.is_empty() {
                ctx.ui.status(&text::no_staff(ctx.ui.lang))?;
            }
            ctx.ui.show(&list.show, staff)
        }
    }
}

fn add_one(ctx: &mut Ctx<'_>, args: &Add) -> CliResult {
    let session = ctx.open()?;
    let shop =
        args.shop.as_deref().map(|name| resolve::shop(session.store.db(), name)).transpose()?;
    let written =
        session.store.write(&session.caller, args.dry_run, |op| insert(op, args, shop))?;
    let (lang, staff) = (ctx.ui.lang, &written.value);
    ctx.ui.status(&text::staff_added(lang, written.shown(staff.id), &staff.name))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn insert(op: &mut Op<'_>, args: &Add, shop: Option<ShopId>) -> Result<Staff, CliError> {
    let known = op.db().every::<Staff>()?;
    // Whoever is called must be one: an alias is a name too.
    let wanted: Vec<&String> = args.aliases.iter().chain([&args.name]).collect();
    let taken = known.iter().find(|staff| {
        let named = staff.aliases.iter().chain([&staff.name]).any(|name| wanted.contains(&name));
        named || args.login.is_some() && staff.login == args.login
    });
    if let Some(taken) = taken {
        let (id, name) = (taken.id, taken.name.clone());
        return Err(CliError::refused(move |lang| text::staff_there(lang, id, &name)));
    }
    let staff = Staff {
        id: op.next_id()?,
        name: args.name.clone(),
        aliases: args.aliases.clone(),
        login: args.login.clone(),
        shop,
        team: args.team.clone(),
        roles: args.roles.clone(),
        hired_on: args.hired,
        left_on: None,
    };
    op.insert(&staff)?;
    Ok(staff)
}
