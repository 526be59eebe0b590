//! A row of a prospect list after cleaning, before it is matched and stored.

use super::{
    AccountId, AccountKind, Day, DealId, Grade, Money, Ownership, Phone, TouchKind, TouchResult,
};

/// One row of a list as clean values; what could not be cleaned stays text in `extra`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lead {
    /// Line in the file, from 1, where the row begins.
    pub line: u64,
    /// The row's own id in its source; `None` where the list has none.
    pub external_id: Option<String>,
    /// Name of the account as written, outer blanks removed; `None` where the cell is empty.
    pub name: Option<String>,
    /// Organisation or person; `None` where nothing tells.
    pub kind: Option<AccountKind>,
    /// Unified social credit code, 18 characters, upper case, check digit right.
    pub credit_code: Option<String>,
    /// Every telephone number of the row, in the order of its cells.
    pub phones: Vec<Phone>,
    /// E-mail address, lower case.
    pub email: Option<String>,
    /// Web site as written.
    pub website: Option<String>,
    /// Person to talk to.
    pub contact: Option<Person>,
    /// Address as written.
    pub address: Option<String>,
    /// Province by the official divisions.
    pub province: Option<String>,
    /// City by the official divisions.
    pub city: Option<String>,
    /// District by the official divisions.
    pub district: Option<String>,
    /// Industry as written.
    pub industry: Option<String>,
    /// Sales territory as written.
    pub territory: Option<String>,
    /// Size of the account as written (staff, turnover, rank).
    pub size: Option<String>,
    /// Channel through which the prospect came, as written.
    pub channel: Option<String>,
    /// Labels, in the order written.
    pub tags: Vec<String>,
    /// Free text.
    pub note: Option<String>,
    /// Day on which the prospect was collected or asked.
    pub collected_on: Option<Day>,
    /// What the prospect may buy; `None` where the row shows no purchase interest.
    pub interest: Option<Interest>,
    /// What the row says was bought from us; `None` unless the list is one of purchases.
    pub purchase: Option<PurchaseLine>,
    /// What the row records of a customer; `None` unless the list is one of records.
    pub record: Option<RecordLine>,
    /// Cells of columns that are no field, and cells that could not be cleaned: column, text.
    pub extra: Vec<(String, String)>,
    /// What was wrong with single cells; the row is used all the same.
    pub warnings: Vec<CellProblem>,
}

/// A person named in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Name without form of address.
    pub name: String,
    /// Title or form of address: 经理, 先生, Sales Director.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
}

/// What a prospect may buy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interest {
    /// Model or product, as written.
    pub model: Option<String>,
    /// Colour, as written.
    pub colour: Option<String>,
    /// Number of vehicles or pieces, from 1.
    pub quantity: Option<i64>,
    /// Budget for all of it.
    pub budget: Option<Money>,
    /// Day on which the purchase is expected.
    pub expected_on: Option<Day>,
    /// Grade that the list gave: a hint kept with its source, never the deal's grade.
    pub grade: Option<Grade>,
}

/// What a row of a list of records says beside whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordLine {
    /// A contact with the customer, or an attempt.
    Touch(Box<TouchLine>),
    /// A vehicle of the customer.
    Vehicle(Box<VehicleLine>),
    /// A line of an order of the customer.
    Order(Box<OrderedLine>),
    /// A delivery to the customer.
    Delivery(Box<DeliveredLine>),
}

impl RecordLine {
    /// Returns the account that the row names by our id.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Touch(touch) => touch.account,
            Self::Vehicle(vehicle) => vehicle.account,
            Self::Order(order) => order.account,
            Self::Delivery(delivery) => delivery.account,
        }
    }

    /// Returns the deal that the row names by our id.
    pub fn deal(&self) -> Option<DealId> {
        match self {
            Self::Touch(touch) => touch.deal,
            Self::Vehicle(_) | Self::Delivery(_) => None,
            Self::Order(order) => order.deal,
        }
    }

    /// Returns what the row is known by when it comes again: of a sheet of the agenda the day, the
    /// account and the deal. `None` where nothing tells.
    pub fn own_id(&self) -> Option<String> {
        let Self::Touch(touch) = self else { return None };
        let (day, account) = (touch.agenda_day?, touch.account?);
        Some(match touch.deal {
            Some(deal) => format!("{day} {account} {deal}"),
            None => format!("{day} {account}"),
        })
    }
}

/// A contact with a customer as a list, or a sheet of the agenda, says it. The note is the lead's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TouchLine {
    /// Our id of the account.
    pub account: Option<AccountId>,
    /// Our id of the deal.
    pub deal: Option<DealId>,
    /// The day of the agenda that the row was written for.
    pub agenda_day: Option<Day>,
    /// How.
    pub kind: Option<TouchKind>,
    /// What came of it.
    pub result: Option<TouchResult>,
    /// When it happened.
    pub happened: Option<DayText>,
    /// When the next contact is.
    pub next: Option<DayText>,
    /// Grade given with it.
    pub grade: Option<Grade>,
    /// Who of us, as written.
    pub consultant: Option<String>,
    /// What was said.
    pub note: Option<String>,
}

/// A vehicle of a customer as a list says it; the note is the lead's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VehicleLine {
    /// Our id of the account.
    pub account: Option<AccountId>,
    /// Number plate, as written.
    pub plate: Option<String>,
    /// Vehicle identification number; as written where it cannot be right.
    pub vin: Option<String>,
    /// Maker or brand.
    pub maker: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Colour.
    pub colour: Option<String>,
    /// Day of first registration.
    pub first_plate_on: Option<Day>,
    /// Kilometres driven.
    pub km: Option<i64>,
    /// Last insured day.
    pub insured_to: Option<Day>,
    /// How it came to its owner.
    pub ownership: Option<Ownership>,
}

/// A line of an order as a list says it, with what it says of the order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderedLine {
    /// Our id of the account.
    pub account: Option<AccountId>,
    /// Our id of the deal.
    pub deal: Option<DealId>,
    /// Number of the order on paper.
    pub number: String,
    /// Day on which it was placed.
    pub day: Option<Day>,
    /// What is ordered: model, and its version behind a blank. `None`: what the deal says.
    pub model: Option<String>,
    /// Colour.
    pub colour: Option<String>,
    /// Number of pieces, from 1. `None`: one, or what the deal says where the model is left out.
    pub quantity: Option<i64>,
    /// Price of one.
    pub price: Option<Money>,
    /// Deposit received.
    pub deposit: Option<Money>,
    /// Form of payment, as written.
    pub payment: Option<String>,
    /// Day on which delivery is promised.
    pub promised_on: Option<Day>,
    /// Why stages of the deal are left out.
    pub reason: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

/// A delivery as a list says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveredLine {
    /// Our id of the account.
    pub account: Option<AccountId>,
    /// Number of the order on paper, or our id of it.
    pub number: Option<String>,
    /// Day on which it was delivered.
    pub day: Option<Day>,
    /// What was delivered: model, and its version behind a blank.
    pub model: Option<String>,
    /// Colour.
    pub colour: Option<String>,
    /// Number of pieces, from 1.
    pub quantity: Option<i64>,
    /// Vehicle identification numbers of the pieces, as written.
    pub vins: Vec<String>,
    /// Number plates of the pieces, in the order of the numbers.
    pub plates: Vec<String>,
    /// Why stages of the deal are left out.
    pub reason: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

/// A cell that says a day, and perhaps a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayText {
    /// The cell as written, outer blanks removed.
    pub text: String,
    /// The day; `None` where the cell says it in other words than figures, or without the year.
    pub day: Option<Day>,
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PurchaseLine {
    /// Number of the invoice or order.
    pub number: Option<String>,
    /// Day of the invoice.
    pub day: Option<Day>,
    /// What was bought.
    pub item: Option<String>,
    /// How many.
    pub quantity: Option<i64>,
    /// Amount of the line.
    pub amount: Option<Money>,
}

/// A cell that could not be read as what its column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Line in the file, from 1, where the row begins.
    pub line: u64,
    /// Column, from 1.
    pub column: u64,
    /// Name of the field that the column is mapped to.
    pub field: &'static str,
    /// The cell as written.
    pub value: String,
    /// Stable code of the problem, such as `phone-length`.
    pub code: &'static str,
    /// The facts that the message for this code needs, such as the number of digits found.
    pub detail: String,
}
