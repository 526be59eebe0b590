//! `kam shop`: points of sale.

mod closed;
mod edit;
mod import;

pub(in crate::cli) use closed::Closure;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::roster::RosterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::model::{CalendarPreset, Shop};

/// Add, change, list and import points of sale, and enter when they are closed
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam shop add 城南店 --brand 安达 --city 杭州
  kam shop import shops.csv
  kam shop list
  kam shop edit 城南店 --opens 09:00 --closes 18:00
  kam shop closed 城南店 2026-05-01
")]
pub(crate) struct ShopArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Add a point of sale
    #[command(
        before_help = "Examples:\n  kam shop add 城南店 --brand 安达 --city 杭州 --opens 09:00 --closes 18:00\n"
    )]
    Add(Add),
    /// Add the shops of a table, and fill in what is missing of those that are known
    ///
    /// Columns are 名称, 品牌, 城市, 营业日, or name, brand, city, calendar. A shop of the same name is
    /// known; what is said of it already is kept. One row that cannot be used refuses the file.
    #[command(
        before_help = "Examples:\n  kam shop import shops.csv\n  kam shop import shops.csv --dry-run\n"
    )]
    Import(RosterArgs),
    /// List points of sale
    #[command(before_help = "Examples:\n  kam shop list\n  kam shop list -f json\n")]
    List(List),
    /// Change a point of sale; an empty value clears
    #[command(
        before_help = "Examples:\n  kam shop edit 城南店 --calendar office --opens 09:00 --closes 18:00\n  kam shop edit 城南店 --opens ''\n"
    )]
    Edit(edit::Edit),
    /// Enter days on which a shop is closed; without days, list those entered
    ///
    /// What falls due on such a day moves to a working day, as `kam agenda --why` tells.
    /// Appointments and deadlines stay.
    #[command(before_help = "\
Examples:
  kam shop closed 城南店 2026-05-01 2026-05-03 --note 盘点
  kam shop closed
  kam shop closed --remove F3
")]
    Closed(closed::Closed),
}

#[derive(clap::Args, Debug)]
struct Add {
    /// Name, unique in the store
    name: String,
    /// Brand it sells
    #[arg(long)]
    brand: Option<String>,
    /// City it stands in
    #[arg(long)]
    city: Option<String>,
    /// Days it is open: dealer (every day) or office (working days)
    #[arg(long, default_value = "dealer", value_name = "DAYS")]
    calendar: CalendarPreset,
    #[command(flatten)]
    hours: edit::Hours,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ShopArgs) -> CliResult {
    match &args.action {
        Action::Add(add) => add_shop(ctx, add),
        Action::Import(args) => import::run(ctx, args),
        Action::Edit(args) => edit::run(ctx, args),
        Action::Closed(args) => closed::run(ctx, args),
        Action::List(list) => {
            let shops = ctx.open()?.store.db().every::<Shop>()?;
            if shops.is_empty() {
                ctx.ui.status(&text::no_shops(ctx.ui.lang))?;
            }
            ctx.ui.show(&list.show, shops)
        }
    }
}

fn add_shop(ctx: &mut Ctx<'_>, args: &Add) -> CliResult {
    let session = ctx.open()?;
    let lang = ctx.ui.lang;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        if op.db().every::<Shop>()?.iter().any(|shop| shop.name == args.name) {
            let name = args.name.clone();
            return Err(CliError::refused(move |lang| text::shop_there(lang, &name)));
        }
        let mut shop = Shop {
            id: op.next_id()?,
            name: args.name.clone(),
            brand: args.brand.clone(),
            city: args.city.clone(),
            calendar: args.calendar,
            opens_at: None,
            closes_at: None,
        };
        args.hours.fill(&mut shop, &session.playbook)?;
        op.insert(&shop)?;
        Ok(shop)
    })?;
    let shop = &written.value;
    ctx.ui.status(&text::shop_added(lang, written.shown(shop.id), &shop.name))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}
