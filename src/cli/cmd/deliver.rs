//! `kam deliver`: what was handed over of an order, and what will not come.

mod vehicles;

use vehicles::Numbers;

use super::order::{piece_words, word_of_line};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit, Message};
use crate::cli::moving::{self, Mover, Recorded, Said};
use crate::cli::{given, resolve, text};
use crate::model::{
    Account, Day, Deal, DeliveredLine, Delivery, DeliveryId, Order, OrderId, OrderLine, OrderLineId,
};
use crate::playbook::MovingRecord;
use crate::rules::order::{Part, PartRefusal, Progress, Wish, open, open_pieces, parts, progress};
use crate::store::{Column as _, Op, Val};

/// Record what was delivered of an order
///
/// All that is open by default; parts of an order may be delivered. Each piece becomes a vehicle
/// of the customer, from whose delivery day the retention plan counts. When every line is delivered
/// or closed short, the deal is won.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam deliver R12
  kam deliver 多达 --quantity 2 --vin LSVAA4187E2184847 --vin LSVAA4189E2184848 --plate 浙A·12345
  kam deliver R12 --line RL3 --on yesterday
  kam deliver R12 --line 拓川 --quantity 1 --close-short --reason '停产'
")]
pub(crate) struct DeliverArgs {
    /// Order by id, or a deal or account that has one open order alone
    order: String,
    /// Line by id, or by the model where one open line alone has it
    #[arg(long, value_name = "LINE|MODEL")]
    line: Option<String>,
    /// Number of pieces (default: all that are open)
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    quantity: Option<i64>,
    /// Vehicle identification number of a piece; may be given again
    #[arg(long = "vin", value_name = "VIN")]
    vins: Vec<String>,
    /// Number plate of a piece, in the order of the VINs; may be given again
    #[arg(long = "plate", value_name = "PLATE")]
    plates: Vec<String>,
    /// Close what is meant short: it will not be delivered
    #[arg(long, requires = "reason", conflicts_with_all = ["vins", "plates"])]
    close_short: bool,
    /// Why it will not be delivered, or stages are left out
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Day of the delivery (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl DeliverArgs {
    /// Returns what would be typed to hand pieces of a line over.
    pub(super) fn of_line(line: &OrderLine, quantity: i64, said: &DeliveredLine) -> Self {
        Self {
            order: line.sales_order.to_string(),
            line: Some(line.id.to_string()),
            quantity: Some(quantity),
            vins: said.vins.clone(),
            plates: said.plates.clone(),
            close_short: false,
            reason: said.reason.clone(),
            on: None,
            note: said.note.clone(),
            dry_run: false,
        }
    }
}

/// What was done.
pub(super) struct Done<'s> {
    order: OrderId,
    account: Account,
    deal: Deal,
    pieces: Vec<(i64, String)>,
    vehicles: usize,
    open: i64,
    nothing_delivered: bool,
    moved: Option<Recorded<'s>>,
    warnings: Vec<Message>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DeliverArgs) -> CliResult {
    let session = ctx.open()?;
    let today = session.moment.today;
    let day = args.on.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
    if day > today {
        return Err(CliError::refused(move |lang| text::in_the_future(lang, day, today)));
    }
    let order = given::only(ctx, &args.order)?;
    let order = resolve::order(session.store.db(), &order)?;
    let deal = session.store.db().get::<Deal>(order.deal)?;
    moving::preset_of(&deal, &session)?;
    let written = session
        .store
        .write(&session.caller, args.dry_run, |op| record(op, args, &session, order.id, day))?;
    say(ctx, args, &written.value)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Records what was handed over of an order, or will not come, and moves its deal.
///
/// # Errors
/// What the order does not have open, and what the move of the deal asks for.
pub(super) fn record<'s>(
    op: &mut Op<'_>,
    args: &DeliverArgs,
    session: &'s Session,
    order: OrderId,
    day: Day,
) -> Result<Done<'s>, CliError> {
    // As it is now: another process may have delivered since it was first read.
    let order = op.db().get::<Order>(order)?;
    if day < order.day {
        let (id, placed) = (order.id, order.day);
        return Err(CliError::refused(move |lang| text::before_order(lang, id, placed, day)));
    }
    let mut lines = op.db().order_lines(order.id)?;
    let line = args.line.as_deref().map(|text| line_named(&lines, order.id, text)).transpose()?;
    let wish = Wish { line, quantity: args.quantity };
    let taken = parts(&lines, wish).map_err(|refusal| refused(order.id, &lines, refusal))?;
    let deal = op.db().get::<Deal>(order.deal)?;
    let account = op.db().get::<Account>(deal.account)?;
    let mut numbers = Numbers::new(op.db(), &args.vins, &args.plates, &taken)?;
    let (mut pieces, mut last) = (Vec::new(), order.id.to_string());
    for part in &taken {
        let Some(line) = lines.iter_mut().find(|line| line.id == part.line) else { continue };
        pieces.push((part.quantity, word_of_line(line)));
        if args.close_short {
            line.short += part.quantity;
        } else {
            line.delivered += part.quantity;
            let delivery = deliver(op, args, part, day)?;
            last = delivery.to_string();
            let handed = vehicles::Handed { delivery, day, account: &account, deal: &deal };
            numbers.hand_over(op, &handed, line, part.quantity)?;
        }
        let counts = [("delivered", line.delivered.to_val()), ("short", line.short.to_val())];
        op.update(line.id, &counts)?;
    }
    note_reason(op, args, &order)?;
    let whole = op.db().lines_of_deal(deal.id)?;
    let moved = win(op, args, session, (&deal, &whole), last, day)?;
    Ok(Done {
        order: order.id,
        vehicles: numbers.handed_over(),
        open: open_pieces(&lines),
        nothing_delivered: progress(&whole) == Progress::NothingDelivered,
        pieces,
        moved,
        account,
        deal,
        warnings: numbers.into_warnings(),
    })
}

fn deliver(
    op: &mut Op<'_>,
    args: &DeliverArgs,
    part: &Part,
    day: Day,
) -> Result<DeliveryId, CliError> {
    let delivery = Delivery {
        id: op.next_id()?,
        order_line: part.line,
        day,
        quantity: part.quantity,
        staff: op.staff(),
        note: args.note.clone().filter(|note| !note.trim().is_empty()),
    };
    op.insert(&delivery)?;
    Ok(delivery.id)
}

/// Keeps with the order why pieces of it will not be delivered.
fn note_reason(op: &mut Op<'_>, args: &DeliverArgs, order: &Order) -> Result<(), CliError> {
    let Some(reason) = args.reason.as_deref().filter(|_| args.close_short) else { return Ok(()) };
    if reason.trim().is_empty() {
        return Err(CliError::usage(text::short_needs_reason));
    }
    let said = [order.note.as_deref(), Some(reason), args.note.as_deref()];
    let note = said.into_iter().flatten().collect::<Vec<_>>().join("; ");
    op.update(order.id, &[("note", Val::Text(&note))])?;
    Ok(())
}

/// Moves the deal to its last stage where nothing of its orders is open and something came: on the
/// day of the last delivery, whichever was entered last.
fn win<'s>(
    op: &mut Op<'_>,
    args: &DeliverArgs,
    session: &'s Session,
    (deal, lines): (&Deal, &[OrderLine]),
    record: String,
    day: Day,
) -> Result<Option<Recorded<'s>>, CliError> {
    if progress(lines) != Progress::Complete {
        return Ok(None);
    }
    let said = Said { reason: args.reason.clone(), ..Said::default() };
    let last = op.db().last_delivered_on(deal.id)?;
    let day = last.map_or(day, |last| last.max(day));
    let mover = Mover { is: &[MovingRecord::Delivery], id: record, day, said };
    moving::move_by(op, deal.id, &mover, session)
}

/// Returns the line that `text` names: by id, or by the model where one open line alone has it.
fn line_named(lines: &[OrderLine], order: OrderId, text: &str) -> Result<OrderLineId, CliError> {
    let wanted = text.trim();
    let by_id = lines.iter().find(|line| line.id.to_string().eq_ignore_ascii_case(wanted));
    if let Some(line) = by_id {
        return Ok(line.id);
    }
    let same = |line: &&OrderLine| {
        line.model.eq_ignore_ascii_case(wanted) || word_of_line(line).eq_ignore_ascii_case(wanted)
    };
    let named: Vec<&OrderLine> = lines.iter().filter(same).collect();
    let still: Vec<&&OrderLine> = named.iter().filter(|line| open(line) > 0).collect();
    match (still.as_slice(), named.as_slice()) {
        ([only], _) => Ok(only.id),
        ([], [done, ..]) => Ok(done.id),
        _ => {
            let (text, known) = (wanted.to_owned(), listed(lines));
            Err(CliError::refused(move |lang| {
                text::no_such_line(lang, order, &text, text::join(lang, known.clone()))
            }))
        }
    }
}

/// Returns the open lines with what is open of each, in words.
fn listed(lines: &[OrderLine]) -> Vec<String> {
    let word =
        |line: &OrderLine| format!("{} {}", line.id, piece_words(open(line), &word_of_line(line)));
    lines.iter().filter(|line| open(line) > 0).map(word).collect()
}

fn refused(order: OrderId, lines: &[OrderLine], refusal: PartRefusal) -> CliError {
    let known = listed(lines);
    CliError::refused(move |lang| {
        let open = text::join(lang, known.clone());
        match &refusal {
            PartRefusal::NothingOpen => text::order_done(lang, order),
            PartRefusal::LineDone { line } => text::line_done(lang, order, line, open),
            PartRefusal::WhichLine { quantity, .. } => {
                text::which_line(lang, order, quantity, open)
            }
            PartRefusal::NotPositive { quantity } => text::no_pieces(lang, quantity),
            PartRefusal::MoreThanOpen { line, quantity, open } => {
                text::more_than_open(lang, line, quantity, open)
            }
        }
    })
}

/// Says what was done, and what comes next.
fn say(ctx: &mut Ctx<'_>, args: &DeliverArgs, done: &Done<'_>) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    for warning in &done.warnings {
        ctx.ui.warn(&warning(lang))?;
    }
    let pieces = done.pieces.iter().map(|(quantity, what)| piece_words(*quantity, what));
    let pieces = text::join(lang, pieces);
    let (order, account) = (done.order, &done.account);
    let said = if args.close_short { text::closed_short } else { text::delivered };
    let mut parts = vec![said(lang, order, account.id, &account.name, pieces)];
    if done.vehicles > 0 {
        parts.push(text::vehicles_recorded(lang, done.vehicles));
    }
    parts.push(text::still_open(lang, done.open));
    parts.extend(done.moved.as_ref().map(|moved| moved.summary(lang)));
    ctx.ui.status(&text::sentence(lang, &parts))?;
    if done.nothing_delivered {
        ctx.ui.status(&text::no_win(lang, done.deal.id))?;
    }
    Ok(())
}
