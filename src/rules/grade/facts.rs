//! What is known of a deal when it is graded, and the signs that this shows.

use crate::model::{Day, Deal, DealFields, Factor, Instalment, TradeIn};
use crate::playbook::{Playbook, ShownBy, Sign, SignSet};

/// What of the vehicle is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vehicle {
    /// The model.
    pub model: bool,
    /// The type.
    pub version: bool,
    /// The colour.
    pub colour: bool,
}

/// What the orders of a deal show of which something is still to be delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderFacts {
    /// Whether the contract of one is signed.
    pub signed: bool,
    /// Whether one is paid in full.
    pub paid: bool,
    /// Whether a deposit was received for one.
    pub deposit: bool,
}

impl OrderFacts {
    /// Returns the signs that the orders show.
    fn signs(self) -> SignSet {
        let shown = [
            (Sign::ContractSigned, self.signed),
            (Sign::PaidInFull, self.paid),
            (Sign::DepositReceived, self.deposit),
        ];
        shown.into_iter().filter(|(_, shown)| *shown).map(|(sign, _)| sign).collect()
    }
}

/// What other records show of a deal: those of its account, and its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AccountFacts {
    /// Whether there is any way to reach it: a phone, an e-mail address, an address.
    pub reachable: bool,
    /// Day of its last open appointment; missing where none is open.
    pub next_meeting_on: Option<Day>,
    /// How often they came to the showroom: effective showroom touches.
    pub showroom_visits: u32,
    /// What the deal's orders show.
    pub order: OrderFacts,
}

/// What is known of a deal when it is graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether there is any way to reach the account.
    pub reachable: bool,
    /// Day on which the purchase is expected; missing where nobody knows.
    pub expected_on: Option<Day>,
    /// Whether they trust us and the brand.
    pub confidence: Factor,
    /// Whether they need it.
    pub need: Factor,
    /// Whether they can pay.
    pub power: Factor,
    /// Whether the deal stands at the order, or beyond it.
    pub ordered: bool,
    /// What of the vehicle is chosen.
    pub vehicle: Vehicle,
    /// Signs that the form of payment shows.
    pub payment: SignSet,
    /// Whether the day is known on which they want it delivered.
    pub delivery: bool,
    /// How far instalments have got.
    pub instalment: Option<Instalment>,
    /// What becomes of the old vehicle.
    pub trade_in: Option<TradeIn>,
    /// Day of the account's last open appointment.
    pub next_meeting_on: Option<Day>,
    /// How often they came to the showroom.
    pub showroom_visits: u32,
    /// What the deal's orders show.
    pub order: OrderFacts,
    /// Signs noted by hand.
    pub noted: SignSet,
}

impl Facts {
    /// Returns what the records show. Texts of blanks count as missing; noted keys that are no
    /// sign, and stages that the deal's preset does not have, show nothing. Never fails.
    pub fn of<'d>(
        deal: impl Into<DealFields<'d>>,
        account: &AccountFacts,
        playbook: &Playbook,
    ) -> Self {
        let deal: DealFields<'d> = deal.into();
        let given = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let preset = playbook.funnel.preset(deal.preset);
        Self {
            reachable: account.reachable,
            expected_on: deal.expected_on,
            confidence: deal.confidence,
            need: deal.need,
            power: deal.power,
            ordered: preset.is_some_and(|preset| preset.has_order(deal.stage)),
            vehicle: Vehicle {
                model: given(deal.model),
                version: given(deal.version),
                colour: given(deal.colour),
            },
            payment: deal
                .payment
                .map_or_else(SignSet::default, |form| payment_signs(form, playbook)),
            delivery: deal.delivery_on.is_some(),
            instalment: deal.instalment,
            trade_in: deal.trade_in,
            next_meeting_on: account.next_meeting_on,
            showroom_visits: account.showroom_visits,
            order: account.order,
            noted: SignSet::of_keys(deal.signs.iter().map(String::as_str)),
        }
    }
}

/// Returns the signs that a recorded form of payment shows: payment is discussed; and instalments
/// are where the playbook knows the form as one. Blanks show nothing.
fn payment_signs(form: &str, playbook: &Playbook) -> SignSet {
    if form.trim().is_empty() {
        return SignSet::default();
    }
    let signs = SignSet::default().with(Sign::DiscussingPayment);
    match playbook.payment_form(form) {
        Some(form) if form.instalment => signs.with(Sign::DiscussingInstalment),
        _ => signs,
    }
}

/// Returns every sign that the facts show on `day`: those of fields, and those noted.
///
/// | sign | shown by |
/// |---|---|
/// | `vehicle-chosen` | model, type and colour |
/// | `payment-and-delivery-given` | the form of payment and the day of delivery, or a note |
/// | `discussing-payment` | the form of payment, or a note |
/// | `discussing-instalment` | a form of payment that is one, instalments discussed, or a note |
/// | `instalment-in-progress` | the papers for instalments on their way, or a note |
/// | `asks-trade-in-help`, `trade-in-in-progress` | what becomes of the old vehicle, or a note |
/// | `purchase-time-fixed`, else `time-vague` | an expected date, even one that has passed |
/// | `next-meeting-set` | an open appointment on `day` or later |
/// | `came-back` | a second showroom visit |
/// | `contract-signed`, `paid-in-full`, `deposit-received` | an order that is not delivered, or a note |
/// | `terms-discussed` | a note |
///
/// A note of a sign that fields show alone changes nothing, and a set holds no sign twice: none is
/// ticked twice. Source: domain rules, section 3.
pub fn signs(facts: &Facts, day: Day) -> SignSet {
    facts.noted.without(FIELDS_ALONE).or(field_signs(facts, day))
}

/// Returns every sign that fields show on `day`, without those noted.
fn field_signs(facts: &Facts, day: Day) -> SignSet {
    let mut signs = facts.payment.or(facts.order.signs());
    let mut show = |sign, shown: bool| {
        if shown {
            signs = signs.with(sign);
        }
    };
    let Vehicle { model, version, colour } = facts.vehicle;
    show(Sign::VehicleChosen, model && version && colour);
    show(Sign::PaymentAndDeliveryGiven, !facts.payment.is_empty() && facts.delivery);
    show(Sign::DiscussingInstalment, facts.instalment == Some(Instalment::Discussing));
    show(Sign::InstalmentInProgress, facts.instalment == Some(Instalment::InProgress));
    show(Sign::AsksTradeInHelp, facts.trade_in == Some(TradeIn::AsksHelp));
    show(Sign::TradeInInProgress, facts.trade_in == Some(TradeIn::InProgress));
    show(Sign::PurchaseTimeFixed, facts.expected_on.is_some());
    show(Sign::TimeVague, facts.expected_on.is_none());
    show(Sign::NextMeetingSet, facts.next_meeting_on.is_some_and(|meeting| meeting >= day));
    show(Sign::CameBack, facts.showroom_visits >= 2);
    signs
}

/// Returns the signs that fields of the deal itself show, which need no note. Never fails.
pub fn signs_of_deal(deal: &Deal, playbook: &Playbook) -> SignSet {
    let facts = Facts::of(deal, &AccountFacts::default(), playbook);
    field_signs(&facts, deal.opened_on)
}

const FIELDS_ALONE: SignSet = {
    let mut set = SignSet::EMPTY;
    let mut at = 0;
    while at < Sign::ALL.len() {
        if matches!(Sign::ALL[at].shown_by(), ShownBy::Fields) {
            set = set.with(Sign::ALL[at]);
        }
        at += 1;
    }
    set
};
