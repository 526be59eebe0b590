//! `kam list`: accounts, one line each.

use crate::cli::context::Ctx;
use crate::cli::error::CliResult;
use crate::cli::filters::FilterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::{stream, text};
use crate::model::{AccountId, AccountKind, Day, Grade};
use crate::render::{AsCell as _, Cell, CellType, KEY, RowWriter, Tabular, types};
use crate::store::ListedAccount;

/// List accounts
///
/// All of them, or those that a filter selects, by id. A table shows some of the columns; the
/// other forms, and `--columns`, have all.
///
/// A filter is made of terms, all of which hold: `city:杭州` (contains, or is one of a,b),
/// `name=多达公司` (is exactly), `due<=today` `quantity>5` (days and numbers), `owner:` (empty),
/// `多达` (a name, a contact or a phone contains it; `ddgs` and `duoda` find 多达公司), `A12` (that account). `-` before a term, or
/// `not`, turns it round; `or` and brackets work.
#[derive(clap::Args, Debug)]
#[command(
    before_help = "\
Examples:
  kam list
  kam list grade:H,A owner:me
  kam list city:杭州 -tag:vip 'due<=today'
  kam list owner: -f ids | kam assign --to 王芳 -
  kam list 'last_touch<-30d or last_touch:' -o quiet.csv
  kam list owner:李娜 --columns account,name,grade,phone -o 李娜.xlsx
",
    after_help = "\
Fields:
  id name kind owner shop source parent  grade stage state model quantity budget expected due
  industry territory province city district address channel tag phone email credit_code
  note batch opened last_touch last_try purchases
"
)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    show: ShowArgs,
}

/// Columns of the table; a narrow line goes without the last.
const IN_TABLES: &[&str] = &["account", "grade", "name", "owner", "phone", "last_touch", "city"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ListArgs) -> CliResult {
    let session = ctx.open()?;
    let selection = args.filter.selection(ctx, &session)?;
    let _one_state = session.store.snapshot()?;
    let show = args.show.for_people(ctx.ui.fitting(IN_TABLES));
    let mut count = 0;
    let exit = ctx.ui.show_with(&show, |writer: &mut RowWriter<'_, ListedAccount>| {
        count = stream::rows(writer, |take| session.store.db().each_listed(&selection, take))?;
        Ok(())
    })?;
    if count == 0 {
        let lang = ctx.ui.lang;
        let all = args.filter.words.is_empty();
        ctx.ui.status(&if all { text::no_accounts(lang) } else { text::none_selected(lang) })?;
    }
    Ok(exit)
}

impl Tabular for ListedAccount {
    const KEYS: &'static [&'static str] = &[
        "account",
        "name",
        "kind",
        "grade",
        "deals",
        "owner",
        "phone",
        "city",
        "industry",
        "source",
        "last_touch",
        "last_try",
        "opened_on",
        "tags",
        "address",
        "channel",
    ];
    const TYPES: &'static [CellType] = types![
        AccountId,
        String,
        AccountKind,
        Option<Grade>,
        i64,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        = KEY.or_none(),
        Option<Day>,
        Option<Day>,
        Day,
        Vec<String>,
        Option<String>,
        Option<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.account.as_cell());
        put(self.name.as_cell());
        put(self.kind.as_cell());
        put(self.grade().map_or(Cell::Null, |grade| Cell::Key(grade.letter())));
        put(self.deals.as_cell());
        put(self.owner.as_cell());
        put(self.phone().map_or(Cell::Null, |phone| Cell::Code(phone.to_string().into())));
        put(self.city.as_cell());
        put(self.industry.as_cell());
        put(self.source.as_deref().map_or(Cell::Null, Cell::Key));
        put(self.last_touch.as_cell());
        put(self.last_try.as_cell());
        put(self.opened_on.as_cell());
        put(self.tags.as_cell());
        put(self.address.as_cell());
        put(self.channel.as_cell());
    }
}
