//! `kam add`: an account entered by hand.

use crate::cli::comparing::{self, Pair};
use crate::cli::context::{Ctx, Session};
use crate::cli::entries::{self, FieldArgs};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, text};
use crate::load::entry::{self, Entry, EntryError, Wish};
use crate::load::{Subject, compare};
use crate::model::AccountId;

/// Add an account
///
/// Where it surely is one that we have (the same credit code, or the same phone and name) nothing
/// is added, but for `--new`; where it may be one, a warning says so. Prints the account where a
/// form is asked for. `--explain` compares it with the account that it is, or may be; with
/// `--dry-run` before anything is added.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam add 多达物流有限公司 --phone 13800138000 --contact 张志强经理 --city 杭州
  kam add 多达物流 --phone 13800138000 --explain --dry-run
  kam add 王小明 --kind person --phone 13800138001 --owner me --channel 展会
  kam add 多达物流杭州分公司 --parent 多达物流有限公司 -f ids
")]
pub(crate) struct AddArgs {
    /// Name of the account
    name: String,

    /// Telephone number in any spelling, of the contact where one is named; may be given again
    #[arg(long = "phone", value_name = "PHONE")]
    phones: Vec<String>,

    #[command(flatten)]
    fields: FieldArgs,

    /// Add it though it looks like one that we have, and remember that it is not
    #[arg(long)]
    new: bool,

    /// Say of each field what was compared, how it compares and what it weighs
    #[arg(long)]
    explain: bool,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &AddArgs) -> CliResult {
    let name = args.name.trim();
    if name.is_empty() {
        return Err(CliError::usage(text::name_blank));
    }
    let session = ctx.open()?;
    let mut said = args.fields.said(&session)?;
    said.name = Some(name.to_owned());
    said.add_phones.clone_from(&args.phones);
    if said.shop == Wish::Keep
        && let Some(shop) = resolve::only_shop(session.store.db())?
    {
        said.shop = Wish::Set(shop);
    }
    let city = entries::phone_city(&session, None)?;
    let entry =
        entry::clean(said, city.as_deref()).map_err(|wrong| entries::unclear(ctx, wrong))?;
    entries::remark(ctx, &entry.remarks)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        entry::add(op, &entry, &session.playbook, args.new)
    });
    if args.explain {
        let like = match &written {
            Ok(written) => written.value.likely.as_ref().map(|likely| likely.account),
            Err(EntryError::Known { account, .. }) => Some(*account),
            Err(_) => None,
        };
        explain(ctx, &session, &entry, like, &args.show)?;
    }
    let written = written?;
    let (lang, entered) = (ctx.ui.lang, &written.value);
    if let Some(likely) = &entered.likely {
        let reason = text::reason(lang, likely.reason.code());
        ctx.ui.warn(&text::likely_same(lang, likely.account, &likely.name, reason))?;
    }
    let account = &entered.account;
    ctx.ui.status(&text::account_added(lang, written.shown(account.id), &account.name))?;
    ctx.report(&written)?;
    if args.show.chosen_form().is_some() && !args.dry_run && !args.explain {
        return ctx.ui.show_one(&args.show, account);
    }
    Ok(Exit::Done)
}

/// Prints what is added beside the account that it is, or may be.
fn explain(
    ctx: &mut Ctx<'_>,
    session: &Session,
    entry: &Entry,
    like: Option<AccountId>,
    show: &ShowArgs,
) -> Result<(), CliError> {
    let subject = entry.subject(session.moment.today);
    let mut pairs = Vec::new();
    if let Some(account) = like {
        let known = Subject::stored(session.store.db(), account)?;
        pairs.push(Pair {
            subject: subject.name.clone().unwrap_or_default(),
            name: None,
            account,
            account_name: known.name.clone().unwrap_or_default(),
            compared: compare(&subject, &known, &session.playbook.matching),
        });
    } else {
        ctx.ui.status(&text::nobody_like(ctx.ui.lang))?;
    }
    comparing::show(ctx, show, &pairs)
}
