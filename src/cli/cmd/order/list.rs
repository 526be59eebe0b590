//! Orders as rows: those not delivered yet, and one with its lines and deliveries.

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{filters, text};
use crate::model::{
    AccountId, Day, DealId, Delivery, DeliveryId, Money, Order, OrderId, OrderLine, OrderLineId,
    StaffId,
};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::rules::order::open as open_of;
use crate::store::{OrderRow, Orders};

const FOR_PEOPLE: &[&str] =
    &["order", "deal", "name", "model", "quantity", "open", "promised_on", "deposit", "owner"];

/// Prints the orders of which pieces are open, the one promised soonest first.
pub(super) fn open(ctx: &mut Ctx<'_>, show: &ShowArgs, session: &Session) -> CliResult {
    let mut orders = session.store.db().orders(Orders::Open)?;
    if let Some(within) = filters::in_context(ctx, session)? {
        orders.retain(|order| within.contains(&order.account));
    }
    if orders.is_empty() {
        ctx.ui.status(&text::no_open_orders(ctx.ui.lang))?;
    }
    ctx.ui.show_columns(show, FOR_PEOPLE, orders.into_iter().map(Listed))?;
    Ok(Exit::Done)
}

/// Prints one order with its lines and deliveries.
pub(super) fn one(
    ctx: &mut Ctx<'_>,
    show: &ShowArgs,
    session: &Session,
    order: &Order,
) -> CliResult {
    let db = session.store.db();
    let lines = db.order_lines(order.id)?;
    let row = db.orders(Orders::One(order.id))?.pop();
    let delivery = |delivery: Delivery| {
        let line = lines.iter().find(|line| line.id == delivery.order_line);
        Handed { line: line.map(word_of_line), delivery }
    };
    let deliveries = db.deliveries_of(order.id)?.into_iter().map(delivery).collect();
    let whole = Whole { order, row, deliveries, lines: lines.iter().cloned().map(Line).collect() };
    ctx.ui.show_one(show, &whole)?;
    Ok(Exit::Done)
}

/// Returns what is ordered with a line, in words: model, version, colour.
pub(in crate::cli::cmd) fn word_of_line(line: &OrderLine) -> String {
    let parts = [Some(&line.model), line.version.as_ref(), line.colour.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Returns pieces of something, in words.
pub(in crate::cli::cmd) fn piece_words(quantity: i64, what: &str) -> String {
    format!("{quantity} × {what}")
}

pub(in crate::cli) struct Listed(OrderRow);

impl Tabular for Listed {
    const KEYS: &'static [&'static str] = &[
        "order",
        "deal",
        "account",
        "name",
        "owner",
        "day",
        "promised_on",
        "number",
        "model",
        "quantity",
        "delivered",
        "short",
        "open",
        "amount",
        "deposit",
        "payment",
        "signed_on",
        "paid_on",
    ];
    const TYPES: &'static [CellType] = types![
        OrderId,
        DealId,
        AccountId,
        String,
        Option<String>,
        Day,
        Option<Day>,
        Option<String>,
        String,
        i64,
        i64,
        i64,
        i64,
        Option<Money>,
        Option<Money>,
        Option<String>,
        Option<Day>,
        Option<Day>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let row = &self.0;
        put(row.sales_order.as_cell());
        put(row.deal.as_cell());
        put(row.account.as_cell());
        put(row.name.as_cell());
        put(row.owner.as_cell());
        put(row.day.as_cell());
        put(row.promised_on.as_cell());
        put(Cell::code(row.number.as_deref()));
        put(row.model.as_cell());
        put(row.quantity.as_cell());
        put(row.delivered.as_cell());
        put(row.short.as_cell());
        put(row.open().as_cell());
        put(row.amount.as_cell());
        put(row.deposit.as_cell());
        put(row.payment.as_cell());
        put(row.signed_on.as_cell());
        put(row.paid_on.as_cell());
    }
}

/// An order with all that hangs on it.
pub(in crate::cli) struct Whole<'a> {
    order: &'a Order,
    row: Option<OrderRow>,
    lines: Vec<Line>,
    deliveries: Vec<Handed>,
}

pub(in crate::cli) struct Line(OrderLine);

/// Pieces handed over, with what they are.
pub(in crate::cli) struct Handed {
    line: Option<String>,
    delivery: Delivery,
}

impl Tabular for Whole<'_> {
    const KEYS: &'static [&'static str] = &[
        "order",
        "deal",
        "account",
        "name",
        "number",
        "day",
        "deposit",
        "payment",
        "promised_on",
        "signed_on",
        "paid_on",
        "amount",
        "note",
        "lines",
        "deliveries",
    ];
    const TYPES: &'static [CellType] = types![
        OrderId,
        DealId,
        Option<AccountId>,
        Option<String>,
        Option<String>,
        Day,
        Option<Money>,
        Option<String>,
        Option<Day>,
        Option<Day>,
        Option<Day>,
        Option<Money>,
        Option<String>,
        = CellType::rows::<Line>(),
        = CellType::rows::<Handed>(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (order, row) = (self.order, self.row.as_ref());
        put(order.id.as_cell());
        put(order.deal.as_cell());
        put(row.map(|row| row.account).as_cell());
        put(row.map(|row| row.name.clone()).as_cell());
        put(Cell::code(order.number.as_deref()));
        put(order.day.as_cell());
        put(order.deposit.as_cell());
        put(order.payment.as_cell());
        put(order.promised_on.as_cell());
        put(order.signed_on.as_cell());
        put(order.paid_on.as_cell());
        put(row.and_then(|row| row.amount).as_cell());
        put(order.note.as_cell());
        put(Cell::Records(&self.lines));
        put(Cell::Records(&self.deliveries));
    }
}

impl Tabular for Line {
    const KEYS: &'static [&'static str] = &[
        "order_line",
        "model",
        "version",
        "colour",
        "quantity",
        "price",
        "delivered",
        "short",
        "open",
    ];
    const TYPES: &'static [CellType] = types![
        OrderLineId,
        Option<String>,
        Option<String>,
        Option<String>,
        i64,
        Option<Money>,
        i64,
        i64,
        i64,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let line = &self.0;
        put(line.id.as_cell());
        put(line.model.as_cell());
        put(line.version.as_cell());
        put(line.colour.as_cell());
        put(line.quantity.as_cell());
        put(line.price.as_cell());
        put(line.delivered.as_cell());
        put(line.short.as_cell());
        put(open_of(line).as_cell());
    }
}

impl Tabular for Handed {
    const KEYS: &'static [&'static str] =
        &["delivery", "order_line", "model", "day", "quantity", "staff", "note"];
    const TYPES: &'static [CellType] =
        types![DeliveryId, OrderLineId, Option<String>, Day, i64, Option<StaffId>, Option<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let delivery = &self.delivery;
        put(delivery.id.as_cell());
        put(delivery.order_line.as_cell());
        put(self.line.as_cell());
        put(delivery.day.as_cell());
        put(delivery.quantity.as_cell());
        put(delivery.staff.as_cell());
        put(delivery.note.as_cell());
    }
}
