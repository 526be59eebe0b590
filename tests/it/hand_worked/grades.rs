//! The grades that the rules propose for 33 deals.

use kam::model::{
    Account, AccountId, AccountKind, Deal, DealId, Factor, Instalment, Money, Order, OrderLine,
    PhoneKind, StoredPhone, TouchKind, TouchResult, TradeIn,
};
use kam::store::{Op, StoreError};

use super::{LI, NOW, agreed, assert_lines, day, people, touch, write};
use crate::sandbox::Sandbox;

/// What a deal to be graded is made of, beside a blank deal on an account with a phone.
type Made = fn(&mut Deal);

fn chosen(deal: &mut Deal) {
    deal.model = Some("朗逸".to_owned());
    deal.version = Some("1.5".to_owned());
    deal.colour = Some("白".to_owned());
}

fn near(deal: &mut Deal) {
    deal.expected_on = Some(day("2026-03-17"));
}

fn chosen_for(deal: &mut Deal, on: &str) {
    chosen(deal);
    deal.expected_on = Some(day(on));
}

fn chosen_near(deal: &mut Deal) {
    chosen_for(deal, "2026-03-17");
}

/// The deals, D1 first: what each is, and the grade and the rule that decides, worked out by hand;
/// where several rules decide, the first.
const GRADES: &[(Made, &str)] = &[
    // The horizon, where the vehicle is chosen (H at best by signs): H to day 7, the 17th.
    (|deal| chosen_for(deal, "2026-03-10"), "D1,H,horizon"),
    (chosen_near, "D2,H,horizon"),
    // Day 8; A to day 15, the 25th; day 16.
    (|deal| chosen_for(deal, "2026-03-18"), "D3,A,horizon"),
    (|deal| chosen_for(deal, "2026-03-25"), "D4,A,horizon"),
    (|deal| chosen_for(deal, "2026-03-26"), "D5,B,horizon"),
    // One calendar month ends on 10 April.
    (|deal| chosen_for(deal, "2026-04-10"), "D6,B,horizon"),
    (|deal| chosen_for(deal, "2026-04-11"), "D7,C,horizon"),
    // Passed yesterday: counts as nearest. Unknown: C at best.
    (|deal| chosen_for(deal, "2026-03-09"), "D8,H,horizon"),
    (chosen, "D9,C,horizon"),
    // Signs of H, within 7 days: payment and delivery; papers for instalments; old vehicle handled.
    (
        |deal| {
            near(deal);
            deal.payment = Some("cash".to_owned());
            deal.delivery_on = Some(day("2026-03-20"));
        },
        "D10,H,horizon",
    ),
    (
        |deal| {
            near(deal);
            deal.instalment = Some(Instalment::InProgress);
        },
        "D11,H,horizon",
    ),
    (
        |deal| {
            near(deal);
            deal.trade_in = Some(TradeIn::InProgress);
        },
        "D12,H,horizon",
    ),
    // Signs of A: payment without delivery; instalments discussed, and as the form of payment; help
    // asked for the old vehicle, which stands in A, B and C and counts for A.
    (
        |deal| {
            near(deal);
            deal.payment = Some("cash".to_owned());
        },
        "D13,A,signs",
    ),
    (
        |deal| {
            near(deal);
            deal.instalment = Some(Instalment::Discussing);
        },
        "D14,A,signs",
    ),
    (
        |deal| {
            near(deal);
            deal.payment = Some("instalment".to_owned());
        },
        "D15,A,signs",
    ),
    (
        |deal| {
            near(deal);
            deal.trade_in = Some(TradeIn::AsksHelp);
        },
        "D16,A,signs",
    ),
    // Signs of B: terms, as noted; the purchase time alone; a vehicle without its type is no sign.
    (
        |deal| {
            near(deal);
            deal.signs = vec!["terms-discussed".to_owned()];
        },
        "D17,B,signs",
    ),
    (near, "D18,B,signs"),
    (
        |deal| {
            chosen_near(deal);
            deal.version = None;
        },
        "D19,B,signs",
    ),
    // The next meeting set on the 12th, and came back to the showroom: B by signs, and no date: C.
    (|_| {}, "D20,C,horizon"),
    (|_| {}, "D21,C,horizon"),
    // Nothing known: no date, C; the time is vague, C.
    (|_| {}, "D22,C,horizon"),
    // Factors: no power; neither confidence nor need; no confidence; no need; all three; loyal.
    (
        |deal| {
            chosen_near(deal);
            deal.power = Factor::No;
        },
        "D23,-,factors",
    ),
    (
        |deal| {
            chosen_near(deal);
            (deal.confidence, deal.need) = (Factor::No, Factor::No);
        },
        "D24,-,factors",
    ),
    (
        |deal| {
            chosen_near(deal);
            deal.confidence = Factor::No;
        },
        "D25,B,factors",
    ),
    (
        |deal| {
            chosen_near(deal);
            deal.need = Factor::No;
        },
        "D26,C,factors",
    ),
    (
        |deal| {
            chosen_near(deal);
            (deal.confidence, deal.need, deal.power) = (Factor::Yes, Factor::Yes, Factor::Yes);
        },
        "D27,H,horizon",
    ),
    (
        |deal| {
            chosen_near(deal);
            (deal.confidence, deal.power) = (Factor::Yes, Factor::No);
        },
        "D28,-,factors",
    ),
    // No confidence allows B, the horizon only C: the weaker.
    (
        |deal| {
            chosen_for(deal, "2026-04-11");
            deal.confidence = Factor::No;
        },
        "D29,C,horizon",
    ),
    // No phone, e-mail address or address.
    (chosen_near, "D30,-,reach"),
    // At the order, though power is missing; a deposit received; an order with a promise alone.
    (
        |deal| {
            "ordered".clone_into(&mut deal.stage);
            deal.power = Factor::No;
        },
        "D31,O,order",
    ),
    (|_| {}, "D32,O,order"),
    (chosen_near, "D33,H,horizon"),
];

fn graded(op: &mut Op<'_>, number: i64, made: Made) -> Result<(), StoreError> {
    let account: AccountId = op.next_id()?;
    let opened_on = day("2026-02-01");
    let name = format!("客户{number}");
    op.insert(&Account {
        id: account,
        owner: Some(LI),
        ..Account::blank(AccountKind::Organisation, name, opened_on)
    })?;
    if number != 30 {
        let id = op.next_id()?;
        op.insert(&StoredPhone {
            id,
            account,
            contact: None,
            kind: PhoneKind::Mobile,
            number: format!("+86138001380{number:02}"),
            extension: None,
        })?;
    }
    let id = op.next_id()?;
    assert_eq!(id, DealId(number));
    let mut deal =
        Deal { id, ..Deal::blank(account, "retail".to_owned(), "lead".to_owned(), opened_on) };
    made(&mut deal);
    op.insert(&deal)?;
    match number {
        20 => agreed(op, account, "2026-03-12", Some("10:00")),
        21 => ["2026-02-20", "2026-03-01"]
            .iter()
            .try_for_each(|on| touch(op, account, on, TouchKind::Showroom, TouchResult::Reached)),
        32 => ordered(op, id, Money::from_units(5000)),
        33 => ordered(op, id, None),
        _ => Ok(()),
    }
}

fn ordered(op: &mut Op<'_>, deal: DealId, deposit: Option<Money>) -> Result<(), StoreError> {
    let id = op.next_id()?;
    op.insert(&Order {
        id,
        deal,
        number: None,
        day: day("2026-03-01"),
        deposit,
        payment: None,
        promised_on: None,
        signed_on: None,
        paid_on: None,
        note: None,
    })?;
    let line = op.next_id()?;
    op.insert(&OrderLine {
        id: line,
        sales_order: id,
        model: "朗逸".to_owned(),
        colour: None,
        quantity: 1,
        price: None,
        delivered: 0,
        version: None,
        short: 0,
    })
}

#[test]
fn every_proposed_grade_is_the_one_worked_out_by_hand() {
    let kam = Sandbox::new();
    write(&kam, |op| {
        people(op)?;
        (1..).zip(GRADES).try_for_each(|(number, (made, _))| graded(op, number, *made))
    });
    let header = "deal,proposed,rule";
    let printed = kam.out(&format!("{NOW} grade --explain -f csv --columns {header}"));
    let expected: Vec<&str> = GRADES.iter().map(|(_, expected)| *expected).collect();
    assert_lines(&printed, header, &expected);
}
