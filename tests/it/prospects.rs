//! Accounts for the tests of the daily commands, put straight into the store.

use kam::load::Rekey;
use kam::model::{
    Account, AccountId, AccountKind, Contact, Day, PhoneKind, Purchase, StaffId, StoredPhone,
};
use kam::store::{Caller, StoreError};

use crate::sandbox::Sandbox;

/// An account with what hangs on it.
#[derive(Clone, Default)]
pub(crate) struct Prospect {
    name: &'static str,
    person: bool,
    owner: Option<i64>,
    assigned_on: Option<&'static str>,
    contact: Option<&'static str>,
    phone: Option<&'static str>,
    purchases: usize,
}

/// An organisation of the pool of which nothing is known.
pub(crate) fn firm(name: &'static str) -> Prospect {
    Prospect { name, ..Prospect::default() }
}

/// A person of the pool.
pub(crate) fn person(name: &'static str) -> Prospect {
    Prospect { name, person: true, ..Prospect::default() }
}

impl Prospect {
    /// Gives it an owner, from the day.
    pub(crate) fn owned(self, owner: i64, on: &'static str) -> Self {
        Self { owner: Some(owner), assigned_on: Some(on), ..self }
    }

    /// Gives it a contact who answers a mobile phone.
    pub(crate) fn with(self, contact: &'static str, phone: &'static str) -> Self {
        Self { contact: Some(contact), phone: Some(phone), ..self }
    }

    /// Gives it purchases.
    pub(crate) fn bought(self, purchases: usize) -> Self {
        Self { purchases, ..self }
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Returns a sandbox with two consultants, 李娜 S1 and 王芳 S2, and these accounts as A1, A2, ….
pub(crate) fn with(kam: Sandbox, prospects: &[Prospect]) -> Sandbox {
    kam.out("staff add 李娜 --alias 小李 --team 一队 -q");
    kam.out("staff add 王芳 --team 二队 -q");
    add(&kam, prospects);
    kam
}

/// Returns who writes fixtures.
pub(crate) fn caller() -> Caller {
    Caller {
        at: "2026-02-01T01:00:00Z".parse().unwrap(),
        today: day("2026-02-01"),
        actor: "fixture".to_owned(),
        staff: None,
        host: "here".to_owned(),
        command: "fixture".to_owned(),
    }
}

/// Adds accounts to the store.
pub(crate) fn add(kam: &Sandbox, prospects: &[Prospect]) {
    kam.open()
        .write::<_, StoreError>(&caller(), false, |op| {
            for prospect in prospects {
                let id = op.next_id()?;
                op.insert(&account(prospect, id))?;
                hang_on(op, prospect, id)?;
                Rekey::before(op, vec![id])?.after(op)?;
            }
            Ok(())
        })
        .unwrap();
}

fn hang_on(
    op: &mut kam::store::Op<'_>,
    prospect: &Prospect,
    account: AccountId,
) -> Result<(), StoreError> {
    if let (Some(name), Some(number)) = (prospect.contact, prospect.phone) {
        let contact = Contact {
            id: op.next_id()?,
            account,
            name: name.to_owned(),
            title: None,
            department: None,
            roles: Vec::new(),
            email: None,
            best_time: None,
            note: None,
        };
        op.insert(&contact)?;
        let phone = StoredPhone {
            id: op.next_id()?,
            account,
            contact: Some(contact.id),
            kind: PhoneKind::Mobile,
            number: number.to_owned(),
            extension: None,
        };
        op.insert(&phone)?;
    }
    for _ in 0..prospect.purchases {
        let purchase = Purchase {
            id: op.next_id()?,
            account,
            batch: None,
            line: None,
            number: None,
            day: None,
            item: None,
            quantity: None,
            amount: None,
        };
        op.insert(&purchase)?;
    }
    Ok(())
}

fn account(prospect: &Prospect, id: AccountId) -> Account {
    let kind = if prospect.person { AccountKind::Person } else { AccountKind::Organisation };
    Account {
        id,
        owner: prospect.owner.map(StaffId),
        assigned_on: prospect.assigned_on.map(day),
        ..Account::blank(kind, prospect.name.to_owned(), day("2026-02-01"))
    }
}
