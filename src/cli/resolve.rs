//! Ids and names that people type to the ids of records.

use super::context::{Ctx, Session};
use super::error::CliError;
use super::text::{self, Lang};
use super::{given, words};
use crate::clock;
use crate::ingest::clean::person::{is_named, title_fit, titled};
use crate::model::{
    Account, AccountId, AnyId, Contact, ContactId, Day, Deal, DealId, DealState, Id, IdKind,
    Instant, Order, OrderId, Shop, ShopId, Staff, StaffId,
};
use crate::store::{Db, Orders, StoreError};

/// Candidates named in a message before it says "…".
const SHOWN: usize = 8;

/// Accounts that a command works on.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct Accounts {
    /// Accounts by id (A12) or name; `-` reads ids from standard input
    #[arg(value_name = "ACCOUNT")]
    pub(crate) named: Vec<String>,
}

impl Accounts {
    /// Returns the accounts named, each once and in the order given.
    pub(crate) fn resolve(
        &self,
        ctx: &mut Ctx<'_>,
        session: &Session,
    ) -> Result<Vec<AccountId>, CliError> {
        if self.named.is_empty() {
            return Err(CliError::usage(text::no_ids_given).hint(text::hint_ids));
        }
        let words = given::words(ctx, &self.named)?;
        given::each(&words, |word| account(session.store.db(), word))
    }
}

/// Deals that a command works on.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct Deals {
    /// Deals by id, or accounts that have one open deal alone; `-` reads them from standard input
    #[arg(value_name = "DEAL", required = true)]
    pub(crate) named: Vec<String>,
}

impl Deals {
    /// Returns the deals named, each once and in the order given.
    ///
    /// # Errors
    /// Every name that is none.
    pub(crate) fn resolve(
        &self,
        ctx: &mut Ctx<'_>,
        session: &Session,
    ) -> Result<Vec<Deal>, CliError> {
        let (mut found, mut wrong): (Vec<Deal>, Vec<CliError>) = (Vec::new(), Vec::new());
        for name in given::words(ctx, &self.named)? {
            match deal(session.store.db(), &name) {
                Ok(deal) if found.iter().any(|known| known.id == deal.id) => {}
                Ok(deal) => found.push(deal),
                Err(error) => wrong.push(error),
            }
        }
        CliError::joined(wrong).map_or(Ok(found), Err)
    }
}

/// Returns the account that `text` names: by id, whole name, or part of a name that only one has.
pub(crate) fn account(db: &Db, text: &str) -> Result<AccountId, CliError> {
    if let Some(id) = id_of::<AccountId>(text)? {
        return Ok(db.account_led_to(id)?.id);
    }
    let found = db.accounts_named(text)?;
    one(&found, text, |account| account.name == text, |account| account.id, text::word_account)
}

/// Returns the staff that `text` names: by id, name, alias or login, or part of a name that only
/// one has.
pub(crate) fn staff(db: &Db, text: &str) -> Result<StaffId, CliError> {
    if let Some(id) = id_of::<StaffId>(text)? {
        return Ok(db.get::<Staff>(id)?.id);
    }
    staff_among(&db.every::<Staff>()?, text)
}

/// The same among those that were read already.
pub(crate) fn staff_among(all: &[Staff], text: &str) -> Result<StaffId, CliError> {
    if let Some(id) = id_of::<StaffId>(text)? {
        let known = all.iter().find(|staff| staff.id == id);
        let unknown = || CliError::from(StoreError::Unknown { id: id.to_string() });
        return known.map(|staff| staff.id).ok_or_else(unknown);
    }
    let exact = |staff: &Staff| {
        staff.name == text
            || staff.aliases.iter().any(|alias| alias == text)
            || staff.login.as_deref().is_some_and(|login| login.eq_ignore_ascii_case(text))
    };
    let named = all.iter().filter(|staff| staff.name.contains(text) || exact(staff));
    let found: Vec<Staff> = named.cloned().collect();
    one(&found, text, exact, |staff| staff.id, text::word_staff)
}

/// Returns the owner that `text` names: staff, `me`, or `None` for the pool. Somebody who left
/// can own nothing.
pub(crate) fn owner(session: &Session, text: &str) -> Result<Option<Staff>, CliError> {
    if text.eq_ignore_ascii_case("pool") || text == "公海" {
        return Ok(None);
    }
    let db = session.store.db();
    let id = if text.eq_ignore_ascii_case("me") || text == "我" {
        session.me().ok_or_else(|| CliError::refused(text::nobody_acts).hint(text::hint_as))?
    } else {
        staff(db, text)?
    };
    let staff: Staff = db.get(id)?;
    if let Some(day) = staff.left_on.filter(|day| *day < session.moment.today) {
        return Err(CliError::refused(move |lang| text::has_left(lang, &staff.name, day)));
    }
    Ok(Some(staff))
}

/// Returns the shop that `text` names: by id, whole name, or part of a name that only one has.
pub(crate) fn shop(db: &Db, text: &str) -> Result<ShopId, CliError> {
    if let Some(id) = id_of::<ShopId>(text)? {
        return Ok(db.get::<Shop>(id)?.id);
    }
    let mut found = db.every::<Shop>()?;
    found.retain(|shop| shop.name.contains(text));
    one(&found, text, |shop| shop.name == text, |shop| shop.id, text::word_shop)
}

/// Returns the only shop there is; `None` where there is none, or a choice.
pub(crate) fn only_shop(db: &Db) -> Result<Option<ShopId>, CliError> {
    let shops = db.every::<Shop>()?;
    Ok(if let [only] = shops.as_slice() { Some(only.id) } else { None })
}

/// Returns the day that `text` means: an ISO day, or a word such as `today`, `+3d`, 下周三. One
/// that may mean several days is refused, with each of them.
pub(crate) fn day(text: &str, today: Day) -> Result<Day, CliError> {
    one_day(text, &crate::filter::days_of(text, today))
}

/// Returns the same of a day as it is said in the language of the session: in Chinese the month
/// stands first.
pub(crate) fn day_said(text: &str, session: &Session) -> Result<Day, CliError> {
    one_day(text, &session.when().days_of(text))
}

fn one_day(text: &str, days: &[Day]) -> Result<Day, CliError> {
    if let [day] = days {
        return Ok(*day);
    }
    let text = text.to_owned();
    if days.is_empty() {
        return Err(CliError::usage(move |lang| text::bad_day(lang, &text)));
    }
    let days: Vec<String> = days.iter().map(Day::to_string).collect();
    Err(CliError::usage(move |lang| text::several_days(lang, &text, text::either(lang, &days))))
}

/// Returns the instant that `text` means: as in [`clock::instant`], or a day with a time in words;
/// `None` where it means none, or may mean several.
pub(crate) fn instant(text: &str, session: &Session) -> Option<Instant> {
    let (zone, when) = (&session.zone, session.when());
    clock::instant(text, zone, when.today).or_else(|| {
        let (day, time) = words::day_and_time_of(text, when)?;
        clock::at_time(day, &time, zone)
    })
}

/// Returns the deal that `text` names: by id, bare numbers too, or by an account that has one
/// open deal alone.
pub(crate) fn deal(db: &Db, text: &str) -> Result<Deal, CliError> {
    let of_deal = AnyId::parse(text).is_some_and(|id| id.kind == DealId::KIND);
    if of_deal || text.parse::<i64>().is_ok() {
        let id: Option<DealId> = id_of(text)?;
        return Ok(db.get::<Deal>(id.unwrap_or(DealId(0)))?);
    }
    let account = account(db, text)?;
    let open = db.open_deals(account)?;
    let closed = if open.is_empty() { closed_deals(db, account)?.pop() } else { None };
    let Some(closed) = closed.map(|deal| deal.id) else { return only_deal(account, open) };
    Err(CliError::refused(move |lang| text::no_open_deal(lang, account))
        .hint(move |lang| text::hint_no_open_deal(lang, account, closed)))
}

/// Returns the deal that `text` names, as [`deal`] does; of an account the closed one where it has
/// one alone, and no open one or `closed` ones are asked for.
pub(crate) fn deal_even_closed(db: &Db, text: &str, closed: bool) -> Result<Deal, CliError> {
    if AnyId::parse(text).is_some_and(|id| id.kind == DealId::KIND) || text.parse::<i64>().is_ok() {
        return deal(db, text);
    }
    let account = account(db, text)?;
    let open = db.open_deals(account)?;
    let ended = closed_deals(db, account)?;
    if ended.is_empty() || !(closed || open.is_empty()) {
        return only_deal(account, open);
    }
    one_of(ended, move |lang, deals| text::several_closed_deals(lang, account, deals))?
        .ok_or_else(|| no_open_deal(account))
}

/// Returns the closed deals of an account, the one closed last last.
fn closed_deals(db: &Db, account: AccountId) -> Result<Vec<Deal>, CliError> {
    let mut deals = db.by_account::<Deal>(&[account], "account")?;
    deals.retain(|deal| deal.state != DealState::Open);
    deals.sort_by_key(|deal| (deal.closed_on, deal.id));
    Ok(deals)
}

/// Returns the order that `text` names: by id, bare numbers too, by a deal or by an account that
/// has one order of which pieces are open alone.
pub(crate) fn order(db: &Db, text: &str) -> Result<Order, CliError> {
    let any = AnyId::parse(text);
    if any.is_some_and(|id| id.kind == OrderId::KIND) || text.parse::<i64>().is_ok() {
        let id: Option<OrderId> = id_of(text)?;
        return Ok(db.get::<Order>(id.unwrap_or(OrderId(0)))?);
    }
    let which = match any.filter(|id| id.kind == DealId::KIND) {
        Some(id) => Orders::OfDeal(db.get::<Deal>(DealId(id.number))?.id),
        None => Orders::OfAccount(account(db, text)?),
    };
    let mut open = db.orders(which)?;
    open.retain(|order| order.open() > 0);
    let text = text.to_owned();
    match open.as_slice() {
        [only] => Ok(db.get::<Order>(only.sales_order)?),
        [] => Err(CliError::refused(move |lang| text::no_open_order(lang, &text))
            .hint(text::hint_open_orders)),
        several => {
            let named = several.iter().map(|row| format!("{} {}", row.sales_order, row.model));
            let orders: Vec<String> = named.collect();
            Err(CliError::refused(move |lang| {
                text::several_orders(lang, &text, text::join(lang, orders.clone()))
            })
            .hint(text::hint_use_id))
        }
    }
}

/// Returns the one open deal of an account; none or several are refused, the latter by id.
pub(crate) fn only_deal(account: AccountId, open: Vec<Deal>) -> Result<Deal, CliError> {
    one_of(open, move |lang, deals| text::several_deals(lang, account, deals))?
        .ok_or_else(|| no_open_deal(account))
}

fn no_open_deal(account: AccountId) -> CliError {
    CliError::refused(move |lang| text::no_open_deal(lang, account))
        .hint(move |lang| text::hint_deal_add(lang, account))
}

/// Returns the only one of some deals; `None` where there is none.
///
/// # Errors
/// Several, with what `said` says of them.
fn one_of(
    mut deals: Vec<Deal>,
    said: impl Fn(Lang, String) -> String + 'static,
) -> Result<Option<Deal>, CliError> {
    if deals.len() <= 1 {
        return Ok(deals.pop());
    }
    let of = |deal: &Deal| match &deal.model {
        Some(model) => format!("{} {model}", deal.id),
        None => deal.id.to_string(),
    };
    let named: Vec<String> = deals.iter().map(of).collect();
    Err(CliError::refused(move |lang| said(lang, text::join(lang, named.clone())))
        .hint(text::hint_use_id))
}

/// Returns the contact of an account that `text` names: by id, whole name, part of a name that
/// only one has, or a family name and a title.
pub(crate) fn contact(db: &Db, account: AccountId, text: &str) -> Result<ContactId, CliError> {
    if let Some(id) = id_of::<ContactId>(text)? {
        let contact = db.get::<Contact>(id)?;
        if contact.account != account {
            return Err(CliError::refused(move |lang| text::not_theirs(lang, id, account)));
        }
        return Ok(id);
    }
    let all = db.by_account::<Contact>(&[account], "account")?;
    let called = |contact: &&Contact| contact.name.contains(text);
    let mut found: Vec<Contact> = all.iter().filter(called).cloned().collect();
    if let (true, Some(said)) = (found.is_empty(), titled(text)) {
        let title = said.title.as_deref().unwrap_or_default();
        let fit = |contact: &Contact| title_fit(title, contact.title.as_deref());
        found = all.into_iter().filter(|contact| is_named(&said, &contact.name)).collect();
        let best = found.iter().map(fit).min();
        found.retain(|contact| Some(fit(contact)) == best);
    }
    one(&found, text, |contact| contact.name == text, |contact| contact.id, text::word_contact)
}

/// Returns the id that `text` is of a record that has no name, with its letter or bare.
pub(crate) fn id<I: Id>(text: &str) -> Result<I, CliError> {
    id_of(text)?.ok_or_else(|| {
        let (text, example) = (text.to_owned(), I::new(12).to_string());
        CliError::usage(move |lang| text::bad_id(lang, &text, &example))
    })
}

/// Returns the id that `text` spells, with its letter or bare; `None` where it is a name. An id
/// of another kind of record is an error.
pub(crate) fn id_of<I: Id>(text: &str) -> Result<Option<I>, CliError> {
    if let Some(any) = AnyId::parse(text) {
        if any.kind == I::KIND {
            return Ok(Some(I::new(any.number)));
        }
        let (text, example) = (text.to_owned(), I::new(12).to_string());
        return Err(CliError::usage(move |lang| text::bad_id(lang, &text, &example)));
    }
    Ok(text.parse().ok().filter(|number| *number > 0).map(I::new))
}

fn one<T, I: Id>(
    found: &[T],
    text: &str,
    exact: impl Fn(&T) -> bool,
    id: impl Fn(&T) -> I,
    kind: fn(text::Lang) -> String,
) -> Result<I, CliError>
where
    T: Named,
{
    let whole: Vec<&T> = found.iter().filter(|candidate| exact(candidate)).collect();
    let candidates: Vec<&T> = if whole.is_empty() { found.iter().collect() } else { whole };
    let text = text.to_owned();
    match candidates.as_slice() {
        [only] => Ok(id(only)),
        [] => {
            let asked = text.clone();
            let error = CliError::refused(move |lang| text::nobody_named(lang, kind(lang), &text));
            Err(match I::KIND {
                IdKind::AccountId => error.hint(move |lang| text::hint_who(lang, &asked)),
                IdKind::StaffId => error.hint(|lang| text::hint_listed(lang, "staff")),
                IdKind::ShopId => error.hint(|lang| text::hint_listed(lang, "shop")),
                _ => error,
            })
        }
        several => {
            let mut names: Vec<String> =
                several.iter().take(SHOWN).map(|c| format!("{} {}", id(c), c.name())).collect();
            if several.len() > SHOWN {
                names.push("…".to_owned());
            }
            let names = names.join(", ");
            Err(CliError::refused(move |lang| text::several_named(lang, kind(lang), &text, &names))
                .hint(text::hint_use_id))
        }
    }
}

/// A record with a name.
trait Named {
    fn name(&self) -> &str;
}

impl Named for Account {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Contact {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Staff {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Shop {
    fn name(&self) -> &str {
        &self.name
    }
}
