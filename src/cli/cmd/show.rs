//! `kam show`: the customer card, and rows of lists.

mod card;
mod row;

pub(super) use card::Card;
use row::Place;
pub(super) use row::RowCard;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult};
use crate::cli::resolve::Accounts;
use crate::cli::show::ShowArgs;
use crate::model::{AnyId, Id as _, IdKind, OperationId};

/// Show the customer card of accounts
///
/// Who they are, whom to talk to, what they may buy and bought, the last contacts and the next
/// ones, and which lists they came from. JSON is an object for one account named, else an array.
/// `--provenance` says of every field, contact and phone which operation, and which row of which list
/// of which source gave it, as `kam blame` does. Of an operation (O12), every field that it wrote, as `kam history O12`.
/// Of a row of a list, as B2:31 (batch and line) or L31, what became of it and why, and its cells
/// where they are kept: those of rows that were held or rejected.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam show 多达
  kam show A12 -f json
  kam show A12 --provenance
  kam show B2:31
  kam list grade:H owner:me -f ids | kam show -
")]
pub(crate) struct CardArgs {
    #[command(flatten)]
    accounts: Accounts,
    /// Say of every field which operation and which rows of lists gave it
    #[arg(long)]
    provenance: bool,
    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &CardArgs) -> CliResult {
    let session = ctx.open()?;
    if let [name] = args.accounts.named.as_slice()
        && let Some(id) = AnyId::parse(name).filter(|id| id.kind == IdKind::OperationId)
    {
        return super::history::changes(ctx, &session, &args.show, OperationId::new(id.number));
    }
    let places: Option<Vec<Place>> =
        args.accounts.named.iter().map(|name| Place::parse(name)).collect();
    if let Some(places) = places.filter(|places| !places.is_empty()) {
        let people = args.show.is_for_people().then_some(ctx.ui.lang);
        let rows = places.into_iter().map(|place| RowCard::read(&session, place, people));
        let rows = rows.collect::<Result<Vec<_>, CliError>>()?;
        return match rows.as_slice() {
            [row] => ctx.ui.show_one(&args.show, row),
            rows => ctx.ui.show_each(&args.show, rows),
        };
    }
    let accounts = args.accounts.resolve(ctx, &session)?;
    if args.provenance {
        return super::blame::of_accounts(ctx, &session, &accounts, &args.show);
    }
    let people = args.show.is_for_people();
    let cards: Vec<Card> = accounts
        .into_iter()
        .map(|account| Card::read(session.store.db(), account, people))
        .collect::<Result<_, CliError>>()?;
    match (args.accounts.named.as_slice(), cards.as_slice()) {
        ([name], [card]) if name != "-" => ctx.ui.show_one(&args.show, card),
        _ => ctx.ui.show_each(&args.show, &cards),
    }
}
