//! Rows of lists of orders: those of one number and customer are one order, recorded as `kam order`
//! records it, whole or not at all.

use std::collections::{HashMap, HashSet};

use super::records::Trouble;
use crate::cli::cmd::order::{Placing, Wanted, record, split};
use crate::cli::context::Session;
use crate::cli::moving::{Said, preset_of};
use crate::ingest::clean::text::folded;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Recorder, Refusal, Seen, Whose};
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
#[derive(Clone, Default)]
struct Group {
    number: String,
    rows: Vec<OrderRowSeen>,
    /// Rows that were loaded before.
    repeated: Vec<OrderedLine>,
    /// What becomes of each row, by its line, as soon as that is known.
    fates: HashMap<u64, Fate>,
}

/// A row of an order.
#[derive(Clone)]
struct OrderRowSeen {
    line: u64,
    said: OrderedLine,
    is_usable: bool,
}

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

    /// Returns what becomes of a row, with the order that it is of; that is recorded, with all its
    /// rows, where it is not done yet.
    fn fate(
        &mut self,
        op: &mut Op<'_>,
        lead: &Lead,
        whose: &Whose<'_, '_>,
    ) -> Result<Option<Fate>, Trouble> {
        let place = self.of_line.get(&lead.line).copied().unwrap_or(usize::MAX);
        let Some(group) = self.groups.get(place) else { return Ok(None) };
        if group.fates.is_empty() {
            let fates = self.settle(op, group, whose)?;
            if let Some(group) = self.groups.get_mut(place) {
                group.fates = fates;
            }
        }
        Ok(self.groups.get(place).and_then(|group| group.fates.get(&lead.line)).cloned())
    }

    fn settle(
        &self,
        op: &mut Op<'_>,
        group: &Group,
        whose: &Whose<'_, '_>,
    ) -> Result<HashMap<u64, Fate>, Trouble> {
        let account = whose.known(op.db())?;
        let recorded = match &account {
            Some(account) if !group.number.is_empty() => recorded(op.db(), account, &group.number)?,
            _ => None,
        };
        if let Some(order) = recorded {
            let mut lines = op.db().order_lines(order.sales_order)?;
            return Ok(self.compared(&group.promised_from(order.day), &order, &mut lines));
        }
        let group = &group.promised_from(self.day(&group.whole()));
        let order = group.whole();
        let deal = match &account {
            _ if !group.repeated.is_empty() => Err((CHANGED, Some(Field::Number))),
            Some(account) => self.deal(op.db(), &order, account)?,
            None => Err(("deal-none", None)),
        };
        let wrong: Vec<(&OrderRowSeen, Vec<Refusal>)> = group
            .rows
            .iter()
            .map(|row| (row, self.wrong(&row.said, &order, deal.as_ref())))
            .collect();
        let is_usable = wrong.iter().all(|(row, wrong)| row.is_usable && wrong.is_empty());
        if let Ok(deal) = &deal
            && is_usable
            && !self.spoilt.contains(&group.number)
        {
            let wanted: Vec<Wanted> =
                group.rows.iter().filter_map(|row| wanted(&row.said, deal)).collect();
            self.place(op, deal, &order, &wanted)?;
            return Ok(group.rows.iter().map(|row| (row.line, Fate::Added)).collect());
        }
        let refused = wrong.into_iter().map(|(row, mut wrong)| {
            if wrong.is_empty() && row.is_usable {
                wrong.push(INCOMPLETE);
            }
            (row.line, Fate::Refused(wrong))
        });
        Ok(refused.collect())
    }

    /// Returns all that is wrong with a row, by itself and with the deal of its order.
    fn wrong(
        &self,
        line: &OrderedLine,
        order: &OrderedLine,
        deal: Result<&Deal, &Refusal>,
    ) -> Vec<Refusal> {
        let mut wrong = self.wrong_alone(line);
        let is_new = |field: &Field| !wrong.iter().any(|(_, known)| *known == Some(*field));
        let differing: Vec<Field> = differing(line, order).filter(is_new).collect();
        wrong.extend(differing.into_iter().map(|field| ("order-differs", Some(field))));
        match deal {
            Err(refusal) => wrong.push(*refusal),
            Ok(deal) if wanted(line, deal).is_none() => {
                wrong.push(("order-model", Some(Field::Model)));
            }
            Ok(_) => {}
        }
        wrong
    }

    /// Returns what is wrong with a row whatever its order is.
    fn wrong_alone(&self, line: &OrderedLine) -> Vec<Refusal> {
        let mut wrong = Vec::new();
        if line.day.is_some_and(|day| day > self.session.moment.today) {
            wrong.push(("order-to-come", Some(Field::Day)));
        }
        if line.payment.is_some() && self.payment(line).is_none() {
            wrong.push(("payment-unknown", Some(Field::Payment)));
        }
        wrong
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
        let dates_back = true;
        let placing = Placing { deal: deal.id, lines: wanted, day, said, dates_back };
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

    /// Returns the day of the order of a row that promises a day before it.
    fn placed_after_promise(&self, lead: &Lead) -> Option<Day> {
        let promised = ordered(lead)?.promised_on?;
        let group = self.groups.get(*self.of_line.get(&lead.line)?)?;
        Some(self.day(&group.whole())).filter(|placed| promised < *placed)
    }

    /// Returns the key of the form of payment; `None` where none is said, or one unknown.
    fn payment(&self, order: &OrderedLine) -> Option<String> {
        let form = self.session.playbook.payment_form(&folded(order.payment.as_deref()?))?;
        Some(form.key.clone())
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
        let rows = group.rows.iter().map(|OrderRowSeen { line, said, is_usable }| {
            let fields: Vec<Field> = self.changed(said, order).collect();
            if !is_usable || !fields.is_empty() {
                let changed = fields.into_iter().map(|field| (CHANGED, Some(field)));
                return (*line, Fate::Refused(changed.collect()));
            }
            let is_known = claim(lines, said);
            let other = || Fate::Refused(vec![(CHANGED, Some(Field::Number))]);
            (*line, if is_known { Fate::Unchanged } else { other() })
        });
        rows.collect()
    }

    /// Yields the fields in which a row says otherwise than the order that is recorded; a blank says
    /// nothing.
    fn changed(&self, line: &OrderedLine, order: &OrderRow) -> impl Iterator<Item = Field> {
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
        differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field)
    }
}

impl<'d> Recorder<'d> for Orders<'_> {
    type Trouble = Trouble;

    /// Puts a row to its order; one without a number is alone.
    fn see(&mut self, row: &Seen<'_>) {
        if !row.is_usable {
            self.spoilt.extend(row.number.map(plain));
        }
        let Some((line, account)) = ordered(row.lead).zip(row.account) else { return };
        let number = plain(&line.number);
        let next = self.groups.len();
        let place = if number.is_empty() {
            next
        } else {
            *self.places.entry((number.clone(), account)).or_insert(next)
        };
        if place == next {
            self.groups.push(Group { number, ..Group::default() });
        }
        let Some(group) = self.groups.get_mut(place) else { return };
        if row.came_before {
            group.repeated.push(line.clone());
        } else {
            let (said, is_usable) = (line.clone(), row.is_usable);
            group.rows.push(OrderRowSeen { line: row.lead.line, said, is_usable });
            self.of_line.insert(row.lead.line, place);
        }
    }

    /// Records the order of a row, with all its rows, where that is not done yet.
    fn make(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let fate = self.fate(op, lead, whose)?;
        let fate = fate.unwrap_or_else(|| Fate::Refused(vec![INCOMPLETE]));
        if fate == Fate::Added {
            if let Some(placed) = self.placed_after_promise(lead) {
                whose.note(Field::PromisedOn, "promise-early", placed.to_string());
            }
            whose.stored(op)?;
        }
        Ok(fate)
    }

    fn faults(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Vec<Refusal>, Trouble> {
        Ok(match self.fate(op, lead, whose)? {
            Some(Fate::Refused(wrong)) => wrong,
            Some(_) => Vec::new(),
            // Whose order it is, is not known: its deal cannot be looked at.
            None => ordered(lead).map_or_else(Vec::new, |line| self.wrong_alone(line)),
        })
    }
}

impl Group {
    /// Returns the group with what it promises for a day before its order left out: that cannot be
    /// meant.
    fn promised_from(&self, placed: Day) -> Self {
        let mut group = self.clone();
        for row in &mut group.rows {
            row.said.promised_on = row.said.promised_on.filter(|promised| *promised >= placed);
        }
        group
    }

    /// Returns what the rows say of the order: of each the first that says something.
    fn whole(&self) -> OrderedLine {
        let mut rows = self.rows.iter().map(|row| &row.said);
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

/// Yields the fields in which a row says otherwise than its order; a blank says nothing.
fn differing(line: &OrderedLine, order: &OrderedLine) -> impl Iterator<Item = Field> {
    let differs = [
        (Field::DealId, line.deal.is_some() && line.deal != order.deal),
        (Field::Day, line.day.is_some() && line.day != order.day),
        (Field::Deposit, line.deposit.is_some() && line.deposit != order.deposit),
        (Field::Payment, line.payment.is_some() && line.payment != order.payment),
        (Field::PromisedOn, line.promised_on.is_some() && line.promised_on != order.promised_on),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field)
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
