//! Ids and names that people type to the ids of records.

use super::context::{Ctx, Session};
use super::error::CliError;
use super::text;
use crate::model::{Account, AccountId, AnyId, Id, Shop, ShopId, Staff, StaffId};
use crate::store::Db;

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
        let mut found = Vec::new();
        for name in &self.named {
            if name == "-" {
                let mut text = String::new();
                ctx.stdin.read_to_string(&mut text).map_err(|error| {
                    let detail = error.to_string();
                    CliError::refused(move |lang| text::cannot_read(lang, "-", &detail))
                })?;
                for word in text.split_whitespace() {
                    found.push(account(session.store.db(), word)?);
                }
            } else {
                found.push(account(session.store.db(), name)?);
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|id| seen.insert(*id));
        if found.is_empty() && !self.named.iter().any(|name| name == "-") {
            return Err(CliError::usage(text::no_ids_given).hint(text::hint_ids));
        }
        Ok(found)
    }
}

/// Returns the account that `text` names: by id, whole name, or part of a name that only one has.
pub(crate) fn account(db: &Db, text: &str) -> Result<AccountId, CliError> {
    if let Some(id) = id_of::<AccountId>(text)? {
        return Ok(db.get::<Account>(id)?.id);
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
    let exact = |staff: &Staff| {
        staff.name == text
            || staff.aliases.iter().any(|alias| alias == text)
            || staff.login.as_deref().is_some_and(|login| login.eq_ignore_ascii_case(text))
    };
    let mut found = db.every::<Staff>()?;
    found.retain(|staff| staff.name.contains(text) || exact(staff));
    one(&found, text, exact, |staff| staff.id, text::word_staff)
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

/// Returns the id that `text` spells, with its letter or bare; `None` where it is a name. An id
/// of another kind of record is an error.
fn id_of<I: Id>(text: &str) -> Result<Option<I>, CliError> {
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
        [] => Err(CliError::refused(move |lang| text::nobody_named(lang, kind(lang), &text))),
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
