//! `kam contact`: people at an account.

use crate::cli::context::Ctx;
use crate::cli::entries::{self, labels};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::filters::FilterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::{given, resolve, stream, text};
use crate::load::entry::{self, SaidContact, Wish};
use crate::model::{Account, AccountId, BuyingRole, Choice as _, Contact, ContactId};
use crate::render::{AsCell as _, Cell, CellType, RowWriter, Tabular, types};
use crate::store::ListedContact;

/// Add, change and list contacts: the people at an account
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam contact add 多达 张志强 --title 采购经理 --phone 13800138000 --role decision-maker
  kam contact edit P31 --best-time 上午
  kam contact list grade:H,A
")]
pub(crate) struct ContactArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Add a contact to an account
    ///
    /// An account has one contact of a name.
    #[command(
        before_help = "Examples:\n  kam contact add 多达 张志强 --title 采购经理 --phone 13800138000 --role decision-maker\n  kam contact add A12 王芳 --email wang@duoda.example --best-time 上午 --department 车队\n"
    )]
    Add(Add),
    /// Change a contact; an empty value clears
    ///
    /// `--phone` and `--role` add to what there is; an empty one clears it first.
    #[command(
        before_help = "Examples:\n  kam contact edit P31 --best-time 上午 --role purchaser\n  kam contact edit P31 --phone '' --phone 13900139000\n  kam contact edit P31 --note ''\n"
    )]
    Edit(Edit),
    /// List the contacts of accounts
    #[command(
        before_help = "Examples:\n  kam contact list\n  kam contact list owner:me grade:H,A\n  kam contact list A12 -f csv\n"
    )]
    List(List),
}

#[derive(clap::Args, Debug)]
struct Add {
    /// Account, by id or name; `-` reads it from standard input
    account: String,
    /// Name, with title perhaps: 张志强经理
    name: String,
    #[command(flatten)]
    fields: FieldArgs,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct Edit {
    /// Contact, such as P31
    contact: ContactId,
    /// Name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    fields: FieldArgs,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct List {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    show: ShowArgs,
}

/// What is known of a contact.
#[derive(clap::Args, Debug, Default)]
struct FieldArgs {
    /// Title or form of address
    #[arg(long)]
    title: Option<String>,
    /// Department
    #[arg(long)]
    department: Option<String>,
    /// Telephone number in any spelling; may be given again
    #[arg(long = "phone", value_name = "PHONE")]
    phones: Vec<String>,
    /// E-mail address
    #[arg(long)]
    email: Option<String>,
    /// Part they play when their organisation buys: gatekeeper, purchaser, user, influencer,
    /// recommender, decision-maker, approver; may be given again
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// When they are best called: 上午, after 4 p.m.
    #[arg(long, value_name = "TEXT")]
    best_time: Option<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl FieldArgs {
    fn is_empty(&self) -> bool {
        let texts = [&self.title, &self.department, &self.email, &self.best_time, &self.note];
        texts.iter().all(|text| text.is_none()) && self.phones.is_empty() && self.roles.is_empty()
    }

    /// Returns what is said; an error that names every role there is none of.
    fn said(&self, name: Option<&str>) -> Result<SaidContact, CliError> {
        let blank = |text: &String| text.trim().is_empty();
        let (mut add_roles, mut wrong) = (Vec::new(), Vec::new());
        for typed in labels(&self.roles) {
            match BuyingRole::read(&typed) {
                Ok(role) => add_roles.push(role),
                Err(unknown) => wrong.push(CliError::usage(move |lang| {
                    text::bad_value(lang, "role", &unknown.text, &unknown.known)
                })),
            }
        }
        if name.is_some_and(|name| name.trim().is_empty()) {
            wrong.push(CliError::usage(text::name_blank));
        }
        if let Some(error) = CliError::joined(wrong) {
            return Err(error);
        }
        Ok(SaidContact {
            name: name.map(str::to_owned),
            title: Wish::of(self.title.as_deref()),
            department: Wish::of(self.department.as_deref()),
            email: Wish::of(self.email.as_deref()),
            best_time: Wish::of(self.best_time.as_deref()),
            note: Wish::of(self.note.as_deref()),
            drop_roles: self.roles.iter().any(blank),
            add_roles,
            drop_phones: self.phones.iter().any(blank),
            add_phones: labels(&self.phones),
        })
    }
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ContactArgs) -> CliResult {
    match &args.action {
        Action::Add(add) => add_one(ctx, add),
        Action::Edit(edit) => edit_one(ctx, edit),
        Action::List(list) => self::list(ctx, list),
    }
}

fn add_one(ctx: &mut Ctx<'_>, args: &Add) -> CliResult {
    let said = args.fields.said(Some(&args.name))?;
    let session = ctx.open()?;
    let db = session.store.db();
    let account = given::only(ctx, &args.account)?;
    let account = db.get::<Account>(resolve::account(db, &account)?)?;
    let city = entries::phone_city(&session, Some(&account))?;
    let entry = entry::clean_contact(said, city.as_deref())
        .map_err(|wrong| entries::unclear(ctx, wrong))?;
    entries::remark(ctx, &entry.remarks)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        Ok::<_, CliError>(entry::add_contact(op, account.id, &entry)?)
    })?;
    let (lang, contact) = (ctx.ui.lang, &written.value);
    let id = written.shown(contact.id);
    ctx.ui.status(&text::contact_added(lang, id, &contact.name, account.id, &account.name))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn edit_one(ctx: &mut Ctx<'_>, args: &Edit) -> CliResult {
    if args.name.is_none() && args.fields.is_empty() {
        return Err(CliError::usage(text::nothing_to_change)
            .hint(|lang| text::hint_help(lang, "contact edit")));
    }
    let said = args.fields.said(args.name.as_deref())?;
    let session = ctx.open()?;
    let db = session.store.db();
    let before = db.get::<Contact>(args.contact)?;
    let city = entries::phone_city(&session, Some(&db.get::<Account>(before.account)?))?;
    let entry = entry::clean_contact(said, city.as_deref())
        .map_err(|wrong| entries::unclear(ctx, wrong))?;
    entries::remark(ctx, &entry.remarks)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        if !entry::edit_contact(op, before.id, &entry)? {
            return Ok::<_, CliError>(None);
        }
        Ok(Some(op.db().get::<Contact>(before.id)?))
    })?;
    if let Some(contact) = &written.value {
        let line = text::contact_edited(ctx.ui.lang, contact.id, &contact.name, contact.account);
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Columns of the table; a narrow line goes without the last.
const IN_TABLES: &[&str] =
    &["contact", "account", "name", "title", "roles", "phone", "email", "best_time"];

fn list(ctx: &mut Ctx<'_>, args: &List) -> CliResult {
    let session = ctx.open()?;
    let selection = args.filter.selection(ctx, &session)?;
    let show = args.show.for_people(ctx.ui.fitting(IN_TABLES));
    let mut count = 0;
    let exit = ctx.ui.show_with(&show, |writer: &mut RowWriter<'_, ListedContact>| {
        count =
            stream::rows(writer, |take| session.store.db().each_listed_contact(&selection, take))?;
        Ok(())
    })?;
    if count == 0 {
        ctx.ui.status(&text::no_contacts(ctx.ui.lang))?;
    }
    Ok(exit)
}

impl Tabular for ListedContact {
    const KEYS: &'static [&'static str] = &[
        "contact",
        "account",
        "name",
        "title",
        "department",
        "roles",
        "phone",
        "email",
        "best_time",
        "note",
        "account_name",
    ];
    const TYPES: &'static [CellType] = types![
        ContactId,
        AccountId,
        String,
        Option<String>,
        Option<String>,
        Vec<BuyingRole>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        String,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.contact.as_cell());
        put(self.account.as_cell());
        put(self.name.as_cell());
        put(self.title.as_cell());
        put(self.department.as_cell());
        put(self.roles.as_cell());
        put(self.phone().map_or(Cell::Null, |phone| Cell::Code(phone.to_string().into())));
        put(self.email.as_cell());
        put(self.best_time.as_cell());
        put(self.note.as_cell());
        put(self.account_name.as_cell());
    }
}
