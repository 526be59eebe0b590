//! The card: one account with all that hangs on it, as rows within a row.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::error::CliError;
use crate::model::{
    Account, AccountId, AccountKind, AppointmentId, BatchId, BuyingRole, Contact, ContactId, Day,
    Deal, DealId, DealState, DeliveryId, Factor, Grade, LostRecord, Money, OrderId, OutcomeKind,
    Ownership, Phone, PhoneKind, PurchaseId, StoredPhone, TouchId, TouchKind, TouchResult, Variant,
    Vehicle, VehicleId,
};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::store::{
    CardAppointment, CardHead, CardPurchase, CardRow, CardTouch, Column as _, Db, OrderRow, Orders,
};

/// Touches and rows of lists that a card shows.
const LAST: i64 = 8;
/// Purchases that a card shows.
const LAST_PURCHASES: i64 = 5;

/// One account with all that hangs on it.
pub(in crate::cli) struct Card {
    account: Account,
    head: CardHead,
    grade: Option<Grade>,
    phones: Vec<CardPhone>,
    contacts: Vec<CardContact>,
    deals: Vec<CardDeal>,
    appointments: Vec<CardAppointment>,
    touches: Vec<CardTouch>,
    vehicles: Vec<CardVehicle>,
    purchases: Vec<CardPurchase>,
    rows: Vec<CardRow>,
    variants: Vec<CardVariant>,
    orders: Vec<CardOrder>,
    losses: Vec<CardLoss>,
}

impl Card {
    /// Reads the card of an account, in the words of its lists where `people` read it.
    pub(super) fn read(db: &Db, account: AccountId, people: bool) -> Result<Self, CliError> {
        let ids = account.to_val();
        let mut stored = db.get::<Account>(account)?;
        if people {
            stored.extra = stored.extra.as_deref().map(spelled_out);
        }
        let contacts: Vec<Contact> = db.having("account", &ids)?;
        let phones: Vec<StoredPhone> = db.having("account", &ids)?;
        let mut deals: Vec<Deal> = db.having("account", &ids)?;
        let losses = losses(db, &deals)?;
        deals.retain(|deal| deal.state == DealState::Open);
        deals.sort_by_key(|deal| deal.grade);
        let vehicles: Vec<Vehicle> = db.having("account", &ids)?;
        let variants: Vec<Variant> = db.having("account", &ids)?;
        Ok(Self {
            account: stored,
            head: db.card_head(account)?,
            grade: deals.first().map(|deal| deal.grade),
            phones: phones.iter().map(|phone| CardPhone::new(phone, &contacts)).collect(),
            contacts: contacts.into_iter().map(CardContact).collect(),
            deals: deals.into_iter().map(CardDeal).collect(),
            appointments: db.open_appointments_of(account)?,
            touches: db.last_touches(account, LAST)?,
            vehicles: vehicles.into_iter().map(CardVehicle).collect(),
            purchases: db.last_purchases(account, LAST_PURCHASES)?,
            rows: db.last_rows_of(account, LAST)?,
            variants: variants.into_iter().map(CardVariant).collect(),
            orders: db.orders(Orders::OfAccount(account))?.into_iter().map(CardOrder).collect(),
            losses,
        })
    }
}

/// Returns why deals were lost, the last one first.
fn losses(db: &Db, deals: &[Deal]) -> Result<Vec<CardLoss>, CliError> {
    let mut records: Vec<LostRecord> = Vec::new();
    for deal in deals {
        records.extend(db.having::<LostRecord>("deal", &deal.id.to_val())?);
    }
    records.sort_by_key(|record| std::cmp::Reverse((record.day, record.id)));
    Ok(records.into_iter().map(CardLoss).collect())
}

/// Returns columns that are no field, kept as a JSON object, as people read them.
fn spelled_out(extra: &str) -> String {
    let columns: BTreeMap<String, Value> = match serde_json::from_str(extra) {
        Ok(columns) => columns,
        Err(_) => return extra.to_owned(),
    };
    let columns = columns.into_iter().map(|(header, value)| match value {
        Value::String(text) => format!("{header}: {text}"),
        other => format!("{header}: {other}"),
    });
    columns.collect::<Vec<_>>().join("; ")
}

/// Returns a stored number as it is dialled.
fn dialled(phone: &StoredPhone) -> String {
    let (number, extension) = (phone.number.clone(), phone.extension.clone());
    Phone { number, extension, kind: phone.kind }.to_string()
}

pub(in crate::cli) struct CardPhone {
    stored: StoredPhone,
    dialled: String,
    contact: Option<String>,
}

impl CardPhone {
    fn new(stored: &StoredPhone, contacts: &[Contact]) -> Self {
        let contact = contacts.iter().find(|contact| Some(contact.id) == stored.contact);
        let contact = contact.map(|contact| contact.name.clone());
        Self { stored: stored.clone(), dialled: dialled(stored), contact }
    }
}

pub(in crate::cli) struct CardContact(Contact);

pub(in crate::cli) struct CardDeal(Deal);

pub(in crate::cli) struct CardVehicle(Vehicle);

pub(in crate::cli) struct CardVariant(Variant);

pub(in crate::cli) struct CardOrder(OrderRow);

pub(in crate::cli) struct CardLoss(LostRecord);

/// Implements `Tabular` from the types of the cells, and pairs of key and value.
macro_rules! tabular {
    ($(|$row:ident: $type:ty| [$($types:tt)*] { $($key:literal: $value:expr,)* })*) => {$(
        impl Tabular for $type {
            const KEYS: &'static [&'static str] = &[$($key),*];
            const TYPES: &'static [CellType] = types![$($types)*];

            fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
                let $row = self;
                $(put($value);)*
            }
        }
    )*};
}

tabular! {
    |card: Card| [
        AccountId, String, AccountKind, Option<Grade>, Option<String>, Option<Day>, Option<String>, Option<AccountId>, Option<String>,
        Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>,
        Option<String>, Option<String>, Option<String>, = KEY.or_none(), Vec<String>, Option<String>, Day, Option<Day>, Option<Day>,
        i64, i64, Option<Money>, = CellType::rows::<CardPhone>(), = CellType::rows::<CardContact>(),
        = CellType::rows::<CardDeal>(), = CellType::rows::<CardAppointment>(), = CellType::rows::<CardTouch>(),
        = CellType::rows::<CardVehicle>(), = CellType::rows::<CardPurchase>(), = CellType::rows::<CardRow>(),
        = CellType::rows::<CardVariant>(), Option<String>, = CellType::rows::<CardOrder>(), = CellType::rows::<CardLoss>(),
    ] {
        "account": card.account.id.as_cell(),
        "name": card.account.name.as_cell(),
        "kind": card.account.kind.as_cell(),
        "grade": card.grade.as_cell(),
        "owner": card.head.owner.as_cell(),
        "assigned_on": card.account.assigned_on.as_cell(),
        "shop": card.head.shop.as_cell(),
        "parent": card.account.parent.as_cell(),
        "parent_name": card.head.parent.as_cell(),
        "credit_code": Cell::code(card.account.credit_code.as_deref()),
        "industry": card.account.industry.as_cell(),
        "size": card.account.size.as_cell(),
        "territory": card.account.territory.as_cell(),
        "province": card.account.province.as_cell(),
        "city": card.account.city.as_cell(),
        "district": card.account.district.as_cell(),
        "address": card.account.address.as_cell(),
        "email": card.account.email.as_cell(),
        "website": card.account.website.as_cell(),
        "channel": card.account.channel.as_cell(),
        "source": card.head.source.as_deref().map_or(Cell::Null, Cell::Key),
        "tags": card.account.tags.as_cell(),
        "note": card.account.note.as_cell(),
        "opened_on": card.account.opened_on.as_cell(),
        "last_touch": card.account.reached_on.as_cell(),
        "last_try": card.account.tried_on.as_cell(),
        "touch_count": card.head.touch_count.as_cell(),
        "purchase_count": card.head.purchase_count.as_cell(),
        "purchase_sum": card.head.purchase_sum.as_cell(),
        "phones": Cell::Records(&card.phones),
        "contacts": Cell::Records(&card.contacts),
        "deals": Cell::Records(&card.deals),
        "appointments": Cell::Records(&card.appointments),
        "touches": Cell::Records(&card.touches),
        "vehicles": Cell::Records(&card.vehicles),
        "purchases": Cell::Records(&card.purchases),
        "list_rows": Cell::Records(&card.rows),
        "variants": Cell::Records(&card.variants),
        "extra": card.account.extra.as_cell(),
        "orders": Cell::Records(&card.orders),
        "lost_records": Cell::Records(&card.losses),
    }
    |phone: CardPhone| [
        String, PhoneKind, Option<String>,
    ] {
        "phone": Cell::code(Some(&phone.dialled)),
        "kind": phone.stored.kind.as_cell(),
        "contact": phone.contact.as_cell(),
    }
    |row: CardContact| [
        ContactId, String, Option<String>, Option<String>, Vec<BuyingRole>, Option<String>, Option<String>, Option<String>,
    ] {
        "contact": row.0.id.as_cell(),
        "name": row.0.name.as_cell(),
        "title": row.0.title.as_cell(),
        "department": row.0.department.as_cell(),
        "roles": row.0.roles.as_cell(),
        "email": row.0.email.as_cell(),
        "best_time": row.0.best_time.as_cell(),
        "note": row.0.note.as_cell(),
    }
    |deal: CardDeal| [
        DealId, Grade, = KEY, Option<String>, Option<String>, Option<i64>, Option<Money>, Option<Day>,
    ] {
        "deal": deal.0.id.as_cell(),
        "grade": deal.0.grade.as_cell(),
        "stage": Cell::KeyOf { list: &deal.0.preset, key: &deal.0.stage },
        "model": deal.0.model.as_cell(),
        "colour": deal.0.colour.as_cell(),
        "quantity": deal.0.quantity.as_cell(),
        "budget": deal.0.budget.as_cell(),
        "expected_on": deal.0.expected_on.as_cell(),
    }
    |row: CardAppointment| [
        AppointmentId, Day, Option<String>, bool, Option<String>, Option<String>, Option<String>, Option<DealId>,
    ] {
        "appointment": row.appointment.as_cell(),
        "day": row.day.as_cell(),
        "time": Cell::code(row.time.as_deref()),
        "deadline": row.deadline.as_cell(),
        "purpose": row.purpose.as_cell(),
        "staff": row.staff.as_cell(),
        "contact": row.contact.as_cell(),
        "deal": row.deal.as_cell(),
    }
    |row: CardTouch| [
        TouchId, Day, TouchKind, TouchResult, Option<Grade>, Option<String>, Option<String>, Option<String>,
    ] {
        "touch": row.touch.as_cell(),
        "day": row.day.as_cell(),
        "kind": row.kind.as_cell(),
        "result": row.result.as_cell(),
        "grade": row.grade.as_cell(),
        "staff": row.staff.as_cell(),
        "contact": row.contact.as_cell(),
        "note": row.note.as_cell(),
    }
    |row: CardVehicle| [
        VehicleId, Ownership, Option<String>, Option<String>, Option<String>, Option<String>, Option<Day>, Option<i64>, Option<Day>, Option<String>, Option<Day>, Option<DeliveryId>,
    ] {
        "vehicle": row.0.id.as_cell(),
        "ownership": row.0.ownership.as_cell(),
        "maker": row.0.maker.as_cell(),
        "model": row.0.model.as_cell(),
        "plate": Cell::code(row.0.plate.as_deref()),
        "vin": Cell::code(row.0.vin.as_deref()),
        "first_plate_on": row.0.first_plate_on.as_cell(),
        "km": row.0.km.as_cell(),
        "insured_to": row.0.insured_to.as_cell(),
        "colour": row.0.colour.as_cell(),
        "delivered_on": row.0.delivered_on.as_cell(),
        "delivery": row.0.delivery.as_cell(),
    }
    |row: CardPurchase| [
        PurchaseId, Option<Day>, Option<String>, Option<i64>, Option<Money>, Option<String>,
    ] {
        "purchase": row.purchase.as_cell(),
        "day": row.day.as_cell(),
        "item": row.item.as_cell(),
        "quantity": row.quantity.as_cell(),
        "amount": row.amount.as_cell(),
        "number": Cell::code(row.number.as_deref()),
    }
    |row: CardRow| [
        BatchId, i64, OutcomeKind, = KEY, String, Option<Day>,
    ] {
        "batch": row.batch.as_cell(),
        "line": row.line.as_cell(),
        "outcome": row.outcome.as_cell(),
        "source": Cell::Key(&row.source),
        "file": row.file.as_cell(),
        "collected_on": row.collected_on.as_cell(),
    }
    |row: CardVariant| [
        = KEY, String, Option<BatchId>,
    ] {
        "field": Cell::Key(&row.0.field),
        "value": row.0.value.as_cell(),
        "batch": row.0.batch.as_cell(),
    }
    |row: CardOrder| [
        OrderId, DealId, Day, String, i64, i64, i64, Option<Money>, Option<Money>,
        Option<Day>, Option<Day>, Option<Day>, Option<String>,
    ] {
        "order": row.0.sales_order.as_cell(),
        "deal": row.0.deal.as_cell(),
        "day": row.0.day.as_cell(),
        "model": row.0.model.as_cell(),
        "quantity": row.0.quantity.as_cell(),
        "delivered": row.0.delivered.as_cell(),
        "open": row.0.open().as_cell(),
        "amount": row.0.amount.as_cell(),
        "deposit": row.0.deposit.as_cell(),
        "promised_on": row.0.promised_on.as_cell(),
        "signed_on": row.0.signed_on.as_cell(),
        "paid_on": row.0.paid_on.as_cell(),
        "number": Cell::code(row.0.number.as_deref()),
    }
    |row: CardLoss| [
        DealId, Day, DealState, = KEY, Option<String>, Option<String>, Option<Money>, Option<String>,
        Option<String>, Option<Day>, Factor, Option<String>,
    ] {
        "deal": row.0.deal.as_cell(),
        "day": row.0.day.as_cell(),
        "state": row.0.state.as_cell(),
        "cause": Cell::Key(&row.0.cause),
        "competitor_brand": row.0.competitor_brand.as_cell(),
        "competitor_model": row.0.competitor_model.as_cell(),
        "price_gap": row.0.price_gap.as_cell(),
        "did": row.0.did.as_cell(),
        "learned": row.0.learned.as_cell(),
        "revisit_on": row.0.revisit_on.as_cell(),
        "winnable": row.0.winnable.as_cell(),
        "note": row.0.note.as_cell(),
    }
}
