//! Placing an order: the record that moves its deal to the order.

use super::OrderArgs;
use super::line::{self, Wanted};
use super::list::{piece_words, word_of_line};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::moving::{self, Mover, Recorded, Said};
use crate::cli::resolve;
use crate::cli::text::{self, Lang};
use crate::model::{Account, Day, Deal, DealId, DealState, Order, OrderId, OrderLine};
use crate::playbook::MovingRecord;
use crate::store::{Column as _, Db, Op, Orders};

/// Records an order of a deal.
pub(super) fn place(
    ctx: &mut Ctx<'_>,
    args: &OrderArgs,
    session: &Session,
    deal: &Deal,
) -> CliResult {
    let today = session.moment.today;
    let day = args.on.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
    if day > today {
        return Err(CliError::refused(move |lang| text::in_the_future(lang, day, today)));
    }
    moving::preset_of(deal, session)?;
    if !args.another {
        refuse_another(session.store.db(), deal.id)?;
    }
    let wanted = || {
        // As it is now: another process may have changed it since it was first read.
        let deal = session.store.db().get::<Deal>(deal.id)?;
        if args.lines.is_empty() {
            Ok(vec![line::of_deal(&deal, args.price_from_budget)?])
        } else {
            line::typed(&args.lines, &deal)
        }
    };
    let account = session.store.db().get::<Account>(deal.account)?;
    let written =
        session.store.write_planned(&session.caller, args.dry_run, wanted, |op, wanted| {
            let said = Said {
                reason: args.reason.clone(),
                doing: args.doing.clone(),
                planned: args.planned.clone(),
                ..Said::default()
            };
            if !args.another {
                refuse_another(op.db(), deal.id)?;
            }
            let dates_back = false;
            let placing = Placing { deal: deal.id, lines: &wanted, day, said, dates_back };
            record(op, session, placing, |order| args.terms.apply(order, session))
        })?;
    let (order, lines, moved) = &written.value;
    let line =
        echo(ctx.ui.lang, &written.shown(order.id), (&account, order, lines), moved.as_ref());
    ctx.ui.status(&line)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Refuses an order of a deal of which another is still to be delivered.
fn refuse_another(db: &Db, deal: DealId) -> Result<(), CliError> {
    let orders = db.orders(Orders::OfDeal(deal))?;
    let Some(open) = orders.into_iter().find(|order| order.open() > 0) else { return Ok(()) };
    let (order, pieces) = (open.sales_order, piece_words(open.open(), &open.model));
    Err(CliError::refused(move |lang| text::another_order(lang, deal, order, &pieces))
        .hint(move |lang| text::hint_another_order(lang, order)))
}

/// An order that is to be recorded.
pub(in crate::cli::cmd) struct Placing<'a> {
    /// Whose it is.
    pub(in crate::cli::cmd) deal: DealId,
    /// What is ordered.
    pub(in crate::cli::cmd) lines: &'a [Wanted],
    /// Day on which it was placed.
    pub(in crate::cli::cmd) day: Day,
    /// What goes with the move of the deal.
    pub(in crate::cli::cmd) said: Said,
    /// Whether a deal that was entered later is dated back to it, or it is refused.
    pub(in crate::cli::cmd) dates_back: bool,
}

/// An order that was recorded, its lines, and what it did to its deal.
type Placed<'s> = (Order, Vec<OrderLine>, Option<Recorded<'s>>);

/// Records an order with the terms that `apply` puts into it, and moves its deal.
///
/// # Errors
/// A deal that is closed, or was not open yet on the day, what `apply` says, and what the move of
/// the deal asks for.
pub(in crate::cli::cmd) fn record<'s>(
    op: &mut Op<'_>,
    session: &'s Session,
    placing: Placing<'_>,
    apply: impl FnOnce(&mut Order) -> Result<(), CliError>,
) -> Result<Placed<'s>, CliError> {
    let Placing { deal, lines: wanted, day, said, dates_back } = placing;
    // As it is now: another process may have closed it since it was first read.
    let deal = op.db().get::<Deal>(deal)?;
    if deal.state != DealState::Open {
        let (id, state) = (deal.id, deal.state);
        return Err(CliError::refused(move |lang| text::no_order_of_closed(lang, id, state))
            .hint(move |lang| text::hint_reopen(lang, id)));
    }
    if dates_back {
        date_back(op, &deal, day)?;
    } else {
        moving::refuse_before_opening(&deal, day)?;
    }
    let mut order = Order {
        id: op.next_id()?,
        deal: deal.id,
        number: None,
        day,
        deposit: None,
        payment: deal.payment.clone(),
        promised_on: None,
        signed_on: None,
        paid_on: None,
        note: None,
    };
    apply(&mut order)?;
    op.insert(&order)?;
    let mut lines = Vec::with_capacity(wanted.len());
    for line in wanted {
        lines.push(add(op, order.id, line)?);
    }
    let record = Mover { is: &[MovingRecord::Order], id: order.id.to_string(), day, said };
    let moved = moving::move_by(op, deal.id, &record, session)?;
    Ok((order, lines, moved))
}

/// Opens a deal that was entered after its order on the day of that, or of the first touch about it
/// where that came earlier: it was there by then.
fn date_back(op: &mut Op<'_>, deal: &Deal, day: Day) -> Result<(), CliError> {
    if day >= deal.opened_on {
        return Ok(());
    }
    let touched = op.db().first_touched_on(deal.id)?;
    let opened_on = touched.map_or(day, |touched| touched.min(day));
    op.update(deal.id, &[("opened_on", opened_on.to_val())])?;
    Ok(())
}

fn add(op: &mut Op<'_>, order: OrderId, wanted: &Wanted) -> Result<OrderLine, CliError> {
    let line = OrderLine {
        id: op.next_id()?,
        sales_order: order,
        model: wanted.model.clone(),
        colour: wanted.colour.clone(),
        quantity: wanted.quantity,
        price: wanted.price,
        delivered: 0,
        version: wanted.version.clone(),
        short: 0,
    };
    op.insert(&line)?;
    Ok(line)
}

/// Returns what was ordered, and what it did to the deal, in one line.
fn echo(
    lang: Lang,
    id: &str,
    (account, order, lines): (&Account, &Order, &[OrderLine]),
    moved: Option<&Recorded<'_>>,
) -> String {
    let pieces = lines.iter().map(|line| {
        let pieces = piece_words(line.quantity, &word_of_line(line));
        match line.price {
            Some(price) => format!("{pieces} @ {price}"),
            None => pieces,
        }
    });
    let pieces = text::join(lang, pieces);
    let mut parts =
        vec![text::order_placed(lang, id, order.deal, account.id, &account.name, pieces)];
    parts.extend(order.deposit.map(|deposit| text::order_deposit(lang, deposit)));
    parts.extend(order.signed_on.map(|day| text::order_signed(lang, day)));
    parts.extend(order.paid_on.map(|day| text::order_paid(lang, day)));
    parts.extend(order.promised_on.map(|day| text::order_promised(lang, day)));
    parts.extend(moved.map(|moved| moved.summary(lang)));
    text::sentence(lang, &parts)
}
