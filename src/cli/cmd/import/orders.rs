//! Rows of lists of orders: those of one number and customer are one order, recorded as `kam order`
//! records it, whole or not at all.

use std::collections::{HashMap, HashSet};

use super::records::Trouble;
use crate::cli::cmd::order::{Placing, Wanted, record, split};
use crate::cli::context::Session;
use crate::cli::moving::{Said, preset_of};
use crate::ingest::clean::text::folded;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Seen, Whose};
use crate::model::{
    Account, AccountId, Day, Deal, DealState, Lead, OrderLine, OrderedLine, RecordLine,
};
use crate::playbook::MovingRecord;
use crate::rules::funnel::{RecordMove, check_record};
use crate::store::{Db, Op, OrderRow, Orders as Which};

/// The orders of a list.
pub(super) struct Orders<'s> {
    session: &'s Session,
    /// Day on which the list was collected: that of orders that say none.
    collected_on: Option<Day>,
    groups: Vec<Group>,
    places: HashMap<(String, AccountId), usize>,
    /// The group of each row, by its line.
    of_line: HashMap<u64, usize>,
    /// Numbers of which a row cannot be used.
    spoilt: HashSet<String>,
}

/// The rows of an order.
#[derive(Default)]
struct Group {
    number: String,
    rows: Vec<(u64, OrderedLine)>,
    /// Rows that were loaded before.
    repeated: Vec<OrderedLine>,
    /// What becomes of each row, by its line, as soon as that is known.
    fates: HashMap<u64, Fate>,
}

/// Why rows are not used: a stable code, and the field that shows it.
type Refusal = (&'static str, Option<Field>);

/// The rest of an order of which a row cannot be used.
const INCOMPLETE: Refusal = ("order-incomplete", Some(Field::Number));
const CHANGED: &str = "order-changed";

impl<'s> Orders<'s> {
    pub(super) fn new(session: &'s Session, collected_on: Option<Day>) -> Self {
        Self {
            session,
            collected_on,
            groups: Vec::new(),
            places: HashMap::new(),
            of_line: HashMap::new(),
            spoilt: HashSet::new(),
        }
    }

    /// Puts a row to its order.
    pub(super) fn see(&mut self, row: &Seen<'_>) {
        let usable = row.lead.and_then(|lead| Some((lead, ordered(lead)?, row.account?)));
        let Some((lead, line, account)) = usable else {
            self.spoilt.extend(row.number.map(plain));
            return;
        };
        let number = plain(&line.number);
        let place = *self.places.entry((number.clone(), account)).or_insert_with(|| {
            self.groups.push(Group { number, ..Group::default() });
            self.groups.len() - 1
        });
        let Some(group) = self.groups.get_mut(place) else { return };
        if row.came_before {
            group.repeated.push(line.clone());
        } else {
            group.rows.push((lead.line, line.clone()));
            self.of_line.insert(lead.line, place);
        }
    }

    /// Records the order of a row, with all its rows, where that is not done yet.
    pub(super) fn make<'d>(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let place = self.of_line.get(&lead.line).copied().unwrap_or(usize::MAX);
        let Some(group) = self.groups.get(place) else {
            return Ok(Fate::Refused("order-unnumbered", Some(Field::Number)));
        };
        if group.fates.is_empty() {
            let fates = self.settle(op, group, whose)?;
            if let Some(group) = self.groups.get_mut(place) {
                group.fates = fates;
            }
        }
        let fate = self.groups.get(place).and_then(|group| group.fates.get(&lead.line)).copied();
        let fate = fate.unwrap_or(refused(INCOMPLETE));
        if fate == Fate::Added {
            whose.stored(op)?;
        }
        Ok(fate)
    }

    fn settle<'d>(
        &self,
        op: &mut Op<'d>,
        group: &Group,
        whose: &Whose<'_, 'd>,
    ) -> Result<HashMap<u64, Fate>, Trouble> {
        let Some(account) = whose.known(op.db())? else {
            return Ok(group.all(refused(("deal-none", None))));
        };
        if let Some(order) = recorded(op.db(), &account, &group.number)? {
            let mut lines = op.db().order_lines(order.sales_order)?;
            return Ok(self.compared(group, &order, &mut lines));
        }
        if !group.repeated.is_empty() {
            return Ok(group.all(refused((CHANGED, Some(Field::Number)))));
        }
        let troubles = self.troubles(group);
        if !troubles.is_empty() || self.spoilt.contains(&group.number) {
            let mut fates = group.all(refused(INCOMPLETE));
            fates.extend(troubles.into_iter().map(|(line, refusal)| (line, refused(refusal))));
            return Ok(fates);
        }
        let order = group.whole();
        let deal = match self.deal(op.db(), &order, &account)? {
            Ok(deal) => deal,
            Err(refusal) => return Ok(group.all(refused(refusal))),
        };
        let wanted: Option<Vec<Wanted>> =
            group.rows.iter().map(|(_, line)| wanted(line, &deal)).collect();
        let Some(wanted) = wanted else {
            let mut fates = group.all(refused(INCOMPLETE));
            let unsaid = group.rows.iter().filter(|(_, line)| line.model.is_none());
            let refusal = refused(("order-model", Some(Field::Model)));
            fates.extend(unsaid.map(|(line, _)| (*line, refusal)));
            return Ok(fates);
        };
        self.place(op, &deal, &order, &wanted)?;
        Ok(group.all(Fate::Added))
    }

    /// Records an order.
    fn place(
        &self,
        op: &mut Op<'_>,
        deal: &Deal,
        order: &OrderedLine,
        wanted: &[Wanted],
    ) -> Result<(), Trouble> {
        let day = self.day(order);
        let said = Said { reason: order.reason.clone(), ..Said::default() };
        let payment = self.payment(order);
        let placing = Placing { deal: deal.id, lines: wanted, day, said };
        record(op, self.session, placing, |placed| {
            placed.number = Some(order.number.clone());
            placed.deposit = order.deposit;
            placed.payment = payment.or(placed.payment.take());
            placed.promised_on = order.promised_on;
            placed.note.clone_from(&order.note);
            Ok(())
        })?;
        Ok(())
    }

    /// Returns the day of an order: the one said, else that of the list, else today.
    fn day(&self, order: &OrderedLine) -> Day {
        let today = self.session.moment.today;
        order.day.unwrap_or(self.collected_on.map_or(today, |day| day.min(today)))
    }

    /// Returns the key of the form of payment; `None` where none is said, or one unknown.
    fn payment(&self, order: &OrderedLine) -> Option<String> {
        let form = self.session.playbook.payment_form(&folded(order.payment.as_deref()?))?;
        Some(form.key.clone())
    }

    /// Returns what is wrong with rows, by their lines.
    fn troubles(&self, group: &Group) -> Vec<(u64, Refusal)> {
        let order = group.whole();
        let trouble = |line: &OrderedLine| -> Option<Refusal> {
            if line.day.is_some_and(|day| day > self.session.moment.today) {
                return Some(("order-to-come", Some(Field::Day)));
            }
            if line.payment.is_some() && self.payment(line).is_none() {
                return Some(("payment-unknown", Some(Field::Payment)));
            }
            Some(("order-differs", Some(differing(line, &order)?)))
        };
        let rows = group.rows.iter();
        rows.filter_map(|(line, said)| Some((*line, trouble(said)?))).collect()
    }

    /// Returns the deal that takes an order: the one named, else the only open one.
    fn deal(
        &self,
        db: &Db,
        order: &OrderedLine,
        account: &Account,
    ) -> Result<Result<Deal, Refusal>, Trouble> {
        let deal = if let Some(id) = order.deal {
            db.get::<Deal>(id)?
        } else {
            let mut open = db.open_deals(account.id)?;
            match (open.pop(), open.is_empty()) {
                (Some(only), true) => only,
                (Some(_), false) => return Ok(Err(("deals-several", Some(Field::DealId)))),
                (None, _) => return Ok(Err(("deal-none", Some(Field::DealId)))),
            }
        };
        if deal.state != DealState::Open {
            return Ok(Err(("deal-closed", Some(Field::DealId))));
        }
        let step = RecordMove {
            state: deal.state,
            from: &deal.stage,
            is: &[MovingRecord::Order],
            reason: order.reason.as_deref(),
        };
        let moved = check_record(&step, preset_of(&deal, self.session)?);
        Ok(if moved.is_ok() { Ok(deal) } else { Err(("stages-skipped", Some(Field::Reason))) })
    }

    /// Returns what becomes of rows of an order that is recorded: those that say the same of it and
    /// of a line of its own are unchanged.
    fn compared(
        &self,
        group: &Group,
        order: &OrderRow,
        lines: &mut Vec<OrderLine>,
    ) -> HashMap<u64, Fate> {
        for line in &group.repeated {
            claim(lines, line);
        }
        let rows = group.rows.iter().map(|(line, said)| {
            let field = self.changed(said, order);
            let same = field.is_none() && claim(lines, said);
            let refusal = (CHANGED, Some(field.unwrap_or(Field::Number)));
            (*line, if same { Fate::Unchanged } else { refused(refusal) })
        });
        rows.collect()
    }

    /// Returns a field in which a row says otherwise than the order that is recorded; a blank says
    /// nothing.
    fn changed(&self, line: &OrderedLine, order: &OrderRow) -> Option<Field> {
        let payment = line.payment.is_some() && self.payment(line) != order.payment;
        let differs = [
            (Field::DealId, line.deal.is_some_and(|deal| deal != order.deal)),
            (Field::Day, line.day.is_some_and(|day| day != order.day)),
            (Field::Deposit, line.deposit.is_some() && line.deposit != order.deposit),
            (Field::Payment, payment),
            (
                Field::PromisedOn,
                line.promised_on.is_some() && line.promised_on != order.promised_on,
            ),
        ];
        differs.into_iter().find(|(_, differs)| *differs).map(|(field, _)| field)
    }
}

impl Group {
    /// Returns the same for every row.
    fn all(&self, fate: Fate) -> HashMap<u64, Fate> {
        self.rows.iter().map(|(line, _)| (*line, fate)).collect()
    }

    /// Returns what the rows say of the order: of each the first that says something.
    fn whole(&self) -> OrderedLine {
        let mut rows = self.rows.iter().map(|(_, line)| line);
        let mut order = rows.next().cloned().unwrap_or_default();
        for line in rows {
            order.deal = order.deal.or(line.deal);
            order.day = order.day.or(line.day);
            order.deposit = order.deposit.or(line.deposit);
            order.promised_on = order.promised_on.or(line.promised_on);
            order.payment = order.payment.or_else(|| line.payment.clone());
            order.reason = order.reason.or_else(|| line.reason.clone());
            order.note = order.note.or_else(|| line.note.clone());
        }
        order
    }
}

fn refused((code, field): Refusal) -> Fate {
    Fate::Refused(code, field)
}

fn ordered(lead: &Lead) -> Option<&OrderedLine> {
    match &lead.record {
        Some(RecordLine::Order(line)) => Some(line),
        _ => None,
    }
}

/// Returns a number as compared.
pub(super) fn plain(number: &str) -> String {
    folded(number).trim().to_lowercase()
}

/// Returns a field in which a row says otherwise than its order; a blank says nothing.
fn differing(line: &OrderedLine, order: &OrderedLine) -> Option<Field> {
    let differs = [
        (Field::DealId, line.deal.is_some() && line.deal != order.deal),
        (Field::Day, line.day.is_some() && line.day != order.day),
        (Field::Deposit, line.deposit.is_some() && line.deposit != order.deposit),
        (Field::Payment, line.payment.is_some() && line.payment != order.payment),
        (Field::PromisedOn, line.promised_on.is_some() && line.promised_on != order.promised_on),
    ];
    differs.into_iter().find(|(_, differs)| *differs).map(|(field, _)| field)
}

/// Returns the order of an account that has this number.
fn recorded(db: &Db, account: &Account, number: &str) -> Result<Option<OrderRow>, Trouble> {
    let orders = db.orders(Which::OfAccount(account.id))?;
    let same =
        |order: &OrderRow| order.number.as_deref().is_some_and(|known| plain(known) == number);
    Ok(orders.into_iter().find(same))
}

/// Returns the line as it is ordered; `None` where neither it nor the deal says a model.
fn wanted(line: &OrderedLine, deal: &Deal) -> Option<Wanted> {
    let (colour, quantity, price) = (line.colour.clone(), line.quantity, line.price);
    Some(if let Some(said) = &line.model {
        let (model, version) = split(said, deal.model.as_deref());
        Wanted { model, version, colour, quantity: quantity.unwrap_or(1), price }
    } else {
        Wanted {
            model: deal.model.clone()?,
            version: deal.version.clone(),
            colour: colour.or_else(|| deal.colour.clone()),
            quantity: quantity.or(deal.quantity).unwrap_or(1),
            price,
        }
    })
}

/// Returns whether a line of an order has this model, with its version behind a blank, and colour,
/// where they are said.
pub(super) fn is_line(line: &OrderLine, model: Option<&str>, colour: Option<&str>) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = [line.model.as_str(), line.version.as_deref().unwrap_or_default()].join(" ");
    model.is_none_or(|model| words(model) == words(&known))
        && colour.is_none_or(|colour| line.colour.as_deref() == Some(colour))
}

/// Takes a line that a row says out of those of an order; returns whether there is one.
fn claim(lines: &mut Vec<OrderLine>, said: &OrderedLine) -> bool {
    let quantity = said.quantity.or(said.model.as_ref().map(|_| 1));
    let is_it = |line: &OrderLine| {
        is_line(line, said.model.as_deref(), said.colour.as_deref())
            && quantity.is_none_or(|quantity| quantity == line.quantity)
            && (said.price.is_none() || said.price == line.price)
    };
    let found = lines.iter().position(is_it);
    found.map(|at| lines.remove(at)).is_some()
}
