//! `kam edit`: fields of accounts changed by hand.

use crate::cli::context::Ctx;
use crate::cli::entries::{self, FieldArgs};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::resolve::Accounts;
use crate::cli::text;
use crate::load::entry;
use crate::model::Account;

/// Change fields of accounts
///
/// A blank value clears the field: `--industry ''`. What the fields held before is kept, see
/// `kam history ACCOUNT`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam edit 多达 --industry 物流 --city 杭州
  kam edit A12 --add-phone 010-6555-1234 --drop-phone 13800138000
  kam edit A12 --note ''
  kam list city:杭州 -f ids | kam edit - --add-tag 华东
")]
pub(crate) struct EditArgs {
    #[command(flatten)]
    accounts: Accounts,

    /// Name; of one account only
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    fields: FieldArgs,

    /// Telephone number to add, of the contact where one is named; may be given again
    #[arg(long = "add-phone", value_name = "PHONE")]
    add_phones: Vec<String>,

    /// Telephone number to take away; may be given again
    #[arg(long = "drop-phone", value_name = "PHONE")]
    drop_phones: Vec<String>,

    /// Label to add; may be given again
    #[arg(long = "add-tag", value_name = "TAG")]
    add_tags: Vec<String>,

    /// Label to take away; may be given again
    #[arg(long = "drop-tag", value_name = "TAG")]
    drop_tags: Vec<String>,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl EditArgs {
    fn is_empty(&self) -> bool {
        let lists = [&self.add_phones, &self.drop_phones, &self.add_tags, &self.drop_tags];
        self.name.is_none() && self.fields.is_empty() && lists.iter().all(|list| list.is_empty())
    }
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &EditArgs) -> CliResult {
    if args.is_empty() {
        return Err(
            CliError::usage(text::nothing_to_change).hint(|lang| text::hint_help(lang, "edit"))
        );
    }
    let name = args.name.as_deref().map(str::trim);
    if name == Some("") {
        return Err(CliError::usage(text::name_blank));
    }
    let session = ctx.open()?;
    let accounts = args.accounts.resolve(ctx, &session)?;
    if name.is_some() && accounts.len() > 1 {
        return Err(CliError::usage(text::one_name_each));
    }
    let mut said = args.fields.said(&session)?;
    said.name = name.map(str::to_owned);
    said.add_phones.clone_from(&args.add_phones);
    said.drop_phones.clone_from(&args.drop_phones);
    said.add_tags = entries::labels(&args.add_tags);
    said.drop_tags = entries::labels(&args.drop_tags);
    let mut cleaned = Vec::with_capacity(accounts.len());
    for id in accounts {
        let account: Account = session.store.db().get(id)?;
        let city = entries::phone_city(&session, Some(&account))?;
        let entry = entry::clean(said.clone(), city.as_deref())
            .map_err(|wrong| entries::unclear(ctx, wrong))?;
        cleaned.push((id, entry));
    }
    if let Some((_, entry)) = cleaned.first() {
        entries::remark(ctx, &entry.remarks)?;
    }
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let mut changed = 0_usize;
        for (id, entry) in &cleaned {
            changed += usize::from(entry::edit(op, *id, entry)?);
        }
        Ok::<_, CliError>(changed)
    })?;
    let unchanged = cleaned.len() - written.value;
    let lang = ctx.ui.lang;
    // An id or a name may lead to another account than one thinks of: the one that changed is named.
    if let ([(id, _)], 1) = (cleaned.as_slice(), written.value) {
        let name = session.store.db().account_name(*id)?;
        ctx.ui.status(&text::one_account_changed(lang, id, &name))?;
    } else {
        ctx.ui.status(&text::accounts_changed(lang, written.value, unchanged))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}
