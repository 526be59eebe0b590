//! Fields of an account on the command line.

use super::context::{Ctx, Session};
use super::error::{CliError, Kind, Message};
use super::resolve;
use super::text::{self, Lang};
use crate::load::entry::{EntryError, Said, Unclear, Wish};
use crate::model::{Account, AccountKind, Shop, mask};
use crate::playbook::{Label, Playbook};

/// Fields that `add` sets and `edit` changes.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct FieldArgs {
    /// Person to talk to, with title perhaps: 张志强经理
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,

    /// Title of that person
    #[arg(long, requires = "contact")]
    title: Option<String>,

    /// E-mail address
    #[arg(long)]
    email: Option<String>,

    /// City; province and district follow from it and the address
    #[arg(long)]
    city: Option<String>,

    /// Address
    #[arg(long)]
    address: Option<String>,

    /// Industry
    #[arg(long)]
    industry: Option<String>,

    /// Channel by which they reached us, by code or label of the playbook's list: D, 网站
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,

    /// Unified social credit code
    #[arg(long, value_name = "CODE")]
    credit_code: Option<String>,

    /// organisation or person
    #[arg(long)]
    kind: Option<AccountKind>,

    /// Owner: staff by id or name, `me`, or `pool`
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// Shop, by id or name
    #[arg(long, value_name = "NAME")]
    shop: Option<String>,

    /// Group or head office, by id or name
    #[arg(long, value_name = "ACCOUNT")]
    parent: Option<String>,

    /// Label; may be given again
    #[arg(long = "tag", value_name = "TAG")]
    tags: Option<Vec<String>>,

    /// Note
    #[arg(long)]
    note: Option<String>,
}

impl FieldArgs {
    /// Returns whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        let texts = [
            &self.contact,
            &self.email,
            &self.city,
            &self.address,
            &self.industry,
            &self.channel,
            &self.credit_code,
            &self.owner,
            &self.shop,
            &self.parent,
            &self.note,
        ];
        texts.iter().all(|text| text.is_none()) && self.kind.is_none() && self.tags.is_none()
    }

    /// Returns what is said, names resolved to ids.
    pub(crate) fn said(&self, session: &Session) -> Result<Said, CliError> {
        let db = session.store.db();
        let owner = match text_of(self.owner.as_deref()) {
            None => Wish::Keep,
            Some("") => Wish::Clear,
            Some(name) => match resolve::owner(session, name)? {
                Some(staff) => Wish::Set(staff.id),
                None => Wish::Clear,
            },
        };
        let shop = match text_of(self.shop.as_deref()) {
            None => Wish::Keep,
            Some("") => Wish::Clear,
            Some(name) => Wish::Set(resolve::shop(db, name)?),
        };
        let parent = match text_of(self.parent.as_deref()) {
            None => Wish::Keep,
            Some("") => Wish::Clear,
            Some(name) => Wish::Set(resolve::account(db, name)?),
        };
        let channel = match text_of(self.channel.as_deref()) {
            None => Wish::Keep,
            Some("") => Wish::Clear,
            Some(name) => Wish::Set(channel(name, &session.playbook)?),
        };
        let tags = self.tags.as_ref().map_or(Wish::Keep, |tags| Wish::Set(labels(tags)));
        Ok(Said {
            kind: self.kind,
            credit_code: Wish::of(self.credit_code.as_deref()),
            email: Wish::of(self.email.as_deref()),
            city: Wish::of(self.city.as_deref()),
            address: Wish::of(self.address.as_deref()),
            industry: Wish::of(self.industry.as_deref()),
            channel,
            note: Wish::of(self.note.as_deref()),
            owner,
            shop,
            parent,
            tags,
            contact: self.contact.clone(),
            title: self.title.clone(),
            ..Said::default()
        })
    }
}

/// Returns the code of a channel.
///
/// # Errors
/// One that the playbook does not have.
fn channel(name: &str, playbook: &Playbook) -> Result<String, CliError> {
    if let Some(channel) = playbook.channel(name) {
        return Ok(channel.key.clone());
    }
    let known = playbook.channels.iter();
    let known: Vec<(String, Label)> =
        known.map(|channel| (channel.key.clone(), channel.label.clone())).collect();
    let name = name.to_owned();
    Err(CliError::usage(move |lang| {
        let told = known.iter().map(|(key, label)| match lang {
            Lang::En => format!("{key} ({})", label.en),
            Lang::Zh => format!("{key} ({})", label.zh),
        });
        text::bad_value(lang, "channel", &name, text::join(lang, told))
    }))
}

fn text_of(said: Option<&str>) -> Option<&str> {
    said.map(str::trim)
}

/// Returns labels without blanks around them, blank ones left out.
pub(crate) fn labels(said: &[String]) -> Vec<String> {
    said.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
}

/// Returns the city that local telephone numbers of an account are in: its own, else its shop's.
pub(crate) fn phone_city(
    session: &Session,
    account: Option<&Account>,
) -> Result<Option<String>, CliError> {
    if let Some(city) = account.and_then(|account| account.city.clone()) {
        return Ok(Some(city));
    }
    let db = session.store.db();
    let shop = match account.and_then(|account| account.shop) {
        Some(shop) => Some(shop),
        None => resolve::only_shop(db)?,
    };
    Ok(shop.map(|shop| db.get::<Shop>(shop)).transpose()?.and_then(|shop| shop.city))
}

/// Returns an error that says every value that cannot be read.
pub(crate) fn unclear(ctx: &Ctx<'_>, wrong: Vec<Unclear>) -> CliError {
    let masked = !ctx.shows_values();
    let messages =
        wrong.into_iter().map(|one| Box::new(move |lang| said_of(lang, &one, masked)) as Message);
    CliError::all(Kind::Refused, messages.collect())
}

/// Says what was read in part only.
pub(crate) fn remark(ctx: &mut Ctx<'_>, remarks: &[Unclear]) -> Result<(), CliError> {
    let (lang, masked) = (ctx.ui.lang, !ctx.shows_values());
    remarks.iter().try_for_each(|one| ctx.ui.warn(&said_of(lang, one, masked)))
}

fn said_of(lang: text::Lang, unclear: &Unclear, masked: bool) -> String {
    let value = match unclear.field {
        "phone" | "email" if masked => mask(&unclear.value),
        _ => unclear.value.clone(),
    };
    let field = super::labels::label(lang, unclear.field);
    let problem = text::problem(lang, unclear.problem.code, &unclear.problem.detail);
    text::unclear(lang, field, value, problem, unclear.problem.code)
}

impl From<EntryError> for CliError {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Store(error) => error.into(),
            EntryError::Known { account, name, reason } => Self::refused(move |lang| {
                text::same_customer(lang, account, &name, text::reason(lang, reason.code()))
            })
            .hint(move |lang| text::hint_same_customer(lang, account)),
            EntryError::NoSuchPhone { account, phone } => {
                let phone = mask(&phone);
                Self::refused(move |lang| text::no_such_phone(lang, account, &phone))
            }
            EntryError::ContactThere { id, account, name } => {
                Self::refused(move |lang| text::contact_there(lang, id, account, &name))
                    .hint(move |lang| text::hint_contact_edit(lang, id))
            }
            EntryError::OwnParent { account, parent } if account == parent => {
                Self::refused(move |lang| text::own_self(lang, account))
            }
            EntryError::OwnParent { account, parent } => {
                Self::refused(move |lang| text::own_parent(lang, account, parent))
            }
        }
    }
}
