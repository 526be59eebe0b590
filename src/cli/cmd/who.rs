//! `kam who`: whose phone, or name, this is.

use crate::cli::comparing::{self, Pair};
use crate::cli::context::{Ctx, Session};
use crate::cli::entries;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::words::each_titled;
use crate::cli::{mask, stream, text};
use crate::ingest::clean::person::{TitleFit, titled};
use crate::ingest::clean::phone::{area_code, phones};
use crate::load::{Subject, accounts_by_phone, compare, held_like};
use crate::model::{AccountId, Day, Phone};
use crate::render::{AsCell as _, Cell, CellType, KEY, RowWriter, Tabular, types};
use crate::store::{Acquaintance, Db, KnownPerson, StoreError};

/// Say whose phone or name this is
///
/// A phone in any spelling finds the accounts that have it; anything else, those of whose name,
/// contacts or other spellings one contains it, or sounds like it (`ddgs` and `duoda` find 多达公司),
/// or those of whose contacts one may be meant by it (张经理).
/// Nobody found is no error. The last thousand rows of lists that wait for a decision are looked
/// through as well. `--explain` compares what is asked with every account found, as
/// imports do.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam who 13800138000
  kam who '010-6555 1234 转 8012'
  kam who 张志强 -f json
  kam who ddgs
  kam who 13800138000 --explain
")]
pub(crate) struct WhoArgs {
    /// Telephone number, or part of a name
    #[arg(value_name = "PHONE|NAME", required = true)]
    words: Vec<String>,

    /// Say of each field what was compared, how it compares and what it weighs
    #[arg(long)]
    explain: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &WhoArgs) -> CliResult {
    let asked = args.words.join(" ");
    let asked = asked.trim();
    if asked.is_empty() {
        return Err(CliError::usage(text::name_blank));
    }
    let session = ctx.open()?;
    let db = session.store.db();
    let city = entries::phone_city(&session, None)?;
    let mut numbers = Vec::new();
    phones(asked, || area_code(city.as_deref()?), &mut numbers);
    if args.explain {
        return explain(ctx, &session, (asked, numbers), &args.show);
    }
    let by_phone = accounts_by_phone(db, &numbers)?;
    // Nobody is called by a number alone.
    let may_be_name = numbers.is_empty() || asked.chars().any(char::is_alphabetic);
    let mut count = 0;
    let exit = ctx.ui.show_with(&args.show, |writer: &mut RowWriter<'_, Acquaintance>| {
        if !numbers.is_empty() {
            count = stream::rows(writer, |take| db.each_with_phone(&numbers, &by_phone, take))?;
        }
        if count == 0 && may_be_name {
            count = stream::rows(writer, |take| db.each_called(asked, take))?;
        }
        if count == 0 {
            count = stream::rows(writer, |take| by_title(db, asked, take))?;
        }
        Ok(())
    })?;
    others(ctx, &session, asked, &numbers, count > 0)?;
    Ok(exit)
}

/// Hands the contacts to `take` whom a family name with a title may mean: 张经理.
fn by_title(
    db: &Db,
    asked: &str,
    mut take: impl FnMut(Acquaintance) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Some(said) = titled(asked) else { return Ok(()) };
    let mut found: Vec<KnownPerson> = Vec::new();
    each_titled(db, &said, |person, fit| {
        if fit != TitleFit::Other {
            found.push(person.clone());
        }
    })?;
    found.into_iter().try_for_each(|person| take(person.into()))
}

/// Says which rows of lists that wait for a decision fit, and that no account was found where none was.
fn others(
    ctx: &mut Ctx<'_>,
    session: &Session,
    asked: &str,
    numbers: &[Phone],
    is_known: bool,
) -> Result<(), CliError> {
    let said = if ctx.shows_values() { asked.to_owned() } else { mask::values(asked) };
    let lang = ctx.ui.lang;
    let held = held_like(session.store.db(), asked, numbers)?;
    match held.first() {
        Some(first) if is_known => {
            ctx.ui.status(&text::held_fit_too(lang, text::first_few(lang, &held), first))
        }
        Some(first) => {
            let named = text::first_few(lang, &held);
            ctx.ui.status(&text::nobody_but_held(lang, said, named, first))
        }
        None if is_known => Ok(()),
        None => ctx.ui.status(&text::nobody_known(lang, said)),
    }
}

/// Prints what is asked beside every account that has the phone, or is called so.
fn explain(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (asked, numbers): (&str, Vec<Phone>),
    show: &ShowArgs,
) -> CliResult {
    let db = session.store.db();
    let mut found: Vec<AccountId> = Vec::new();
    let mut take = |known: Acquaintance| {
        if !found.contains(&known.account) {
            found.push(known.account);
        }
        Ok::<_, StoreError>(())
    };
    if !numbers.is_empty() {
        db.each_with_phone(&numbers, &accounts_by_phone(db, &numbers)?, &mut take)?;
    }
    let mut subject = Subject { phones: numbers.clone(), ..Subject::default() };
    if found.is_empty() {
        subject.name = Some(asked.to_owned());
        db.each_called(asked, |known| {
            found.push(known.account);
            Ok::<_, StoreError>(())
        })?;
        found.dedup();
    }
    let pairs = found.iter().map(|id| {
        let account = Subject::stored(db, *id)?;
        Ok(Pair {
            subject: asked.to_owned(),
            name: None,
            account: *id,
            account_name: account.name.clone().unwrap_or_default(),
            compared: compare(&subject, &account, &session.playbook.matching),
        })
    });
    let pairs = pairs.collect::<Result<Vec<Pair>, StoreError>>()?;
    comparing::show(ctx, show, &pairs)?;
    if pairs.is_empty() {
        others(ctx, session, asked, &numbers, false)?;
    }
    Ok(Exit::Done)
}

impl Tabular for Acquaintance {
    const KEYS: &'static [&'static str] =
        &["account", "name", "contact", "owner", "matched_by", "matched", "last_touch"];
    const TYPES: &'static [CellType] = types![
        AccountId,
        String,
        Option<String>,
        Option<String>,
        = KEY,
        String,
        Option<Day>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.account.as_cell());
        put(self.name.as_cell());
        put(self.contact.as_cell());
        put(self.owner.as_cell());
        put(Cell::Key(&self.matched_by));
        let matched = self.matched().into();
        put(if self.matched_by == "phone" { Cell::Code(matched) } else { Cell::Text(matched) });
        put(self.last_touch.as_cell());
    }
}
