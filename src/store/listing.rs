//! Contacts and deals as lists show them.

use super::selection::grade_rank;
use super::{Column as _, Db, DealSelection, Selection, StoreError, Val, row};
use crate::model::{
    AccountId, BuyingRole, ContactId, Day, DealId, DealState, Grade, Money, Phone, PhoneKind,
};

row! {
    /// A contact as lists show it.
    pub struct ListedContact {
        /// Their id.
        pub contact: ContactId,
        /// Where they are.
        pub account: AccountId,
        /// The name of that.
        pub account_name: String,
        /// Name.
        pub name: String,
        /// Title or form of address.
        pub title: Option<String>,
        /// Department.
        pub department: Option<String>,
        /// The parts they play when their organisation buys.
        pub roles: Vec<BuyingRole>,
        /// Kind of the first phone that they answer.
        pub phone_kind: Option<PhoneKind>,
        /// Number of that phone.
        pub phone_number: Option<String>,
        /// Extension of that phone.
        pub phone_extension: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// When they are best called.
        pub best_time: Option<String>,
        /// Free text.
        pub note: Option<String>,
    }
}

impl ListedContact {
    /// Returns the first phone that they answer.
    pub fn phone(&self) -> Option<Phone> {
        Some(Phone {
            number: self.phone_number.clone()?,
            extension: self.phone_extension.clone(),
            kind: self.phone_kind?,
        })
    }
}

row! {
    /// A deal as lists show it.
    pub struct ListedDeal {
        /// Its id.
        pub deal: DealId,
        /// Who may buy.
        pub account: AccountId,
        /// The name of that.
        pub name: String,
        /// The effective grade.
        pub grade: Grade,
        /// Where it stands in its funnel.
        pub stage: String,
        /// Model or product.
        pub model: Option<String>,
        /// Number of vehicles or pieces.
        pub quantity: Option<i64>,
        /// Budget for all of it.
        pub budget: Option<Money>,
        /// Day on which the purchase is expected.
        pub expected_on: Option<Day>,
        /// Name of the account's owner; missing: the pool.
        pub owner: Option<String>,
        /// Day of its last move, else the day on which it was entered.
        pub stage_since: Day,
        /// The funnel it moves through.
        pub preset: String,
        /// Whether it is worked on.
        pub state: DealState,
        /// Day on which it was entered.
        pub opened_on: Day,
        /// Day on which it was won, lost or ended otherwise.
        pub closed_on: Option<Day>,
    }
}

/// Which deals are listed, by whether they are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// Those that are.
    Open,
    /// Those that are not.
    Closed,
    /// All.
    Any,
}

impl Db {
    /// Calls `take` with every contact of the selected accounts, by account and contact. On
    /// PostgreSQL `take` must not use the connection.
    pub fn each_listed_contact(
        &self,
        selection: &Selection,
        take: impl FnMut(ListedContact) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT contact.id AS contact, contact.account, account.name AS account_name,
                    contact.name, contact.title, contact.department, contact.roles,
                    answered.kind AS phone_kind, answered.number AS phone_number,
                    answered.extension AS phone_extension, contact.email, contact.best_time,
                    contact.note
               FROM contact JOIN account ON account.id = contact.account
               LEFT JOIN phone answered ON answered.id =
                    (SELECT MIN(one.id) FROM phone one
                      WHERE one.account = account.id AND one.contact = contact.id
                        AND one.removed_op IS NULL)
              WHERE contact.removed_op IS NULL AND account.removed_op IS NULL AND ({})
              ORDER BY contact.account, contact.id",
            selection.condition
        );
        self.each_as(&sql, &selection.values, take)
    }

    /// Calls `take` with every selected deal, or with the `first` ones: nearest grade first, within
    /// a grade by the day on which the purchase is expected, unknown days last, then by id. On
    /// PostgreSQL `take` must not use the connection.
    pub fn each_listed_deal(
        &self,
        selection: &DealSelection,
        closing: Closing,
        first: Option<u64>,
        take: impl FnMut(ListedDeal) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut values: Vec<Val<'_>> = selection.0.values.clone();
        let chosen = chosen(selection, closing, &mut values);
        let rank = grade_rank();
        // A store that knows how many are wanted makes up no others.
        let first = match first {
            Some(first) => {
                values.push(Val::Int(i64::try_from(first).unwrap_or(i64::MAX)));
                format!(" LIMIT ${}", values.len())
            }
            None => String::new(),
        };
        let sql = format!(
            "SELECT deal.id AS deal, deal.account, account.name, deal.grade, deal.stage,
                    deal.model, deal.quantity, deal.budget, deal.expected_on,
                    holder.name AS owner,
                    COALESCE((SELECT MAX(step.day) FROM stage_move step
                               WHERE step.deal = deal.id AND step.removed_op IS NULL),
                             deal.opened_on) AS stage_since,
                    deal.preset, deal.state, deal.opened_on, deal.closed_on
               FROM deal JOIN account ON account.id = deal.account
               LEFT JOIN staff holder ON holder.id = account.owner
              WHERE {chosen}
              ORDER BY {rank},
                       CASE WHEN deal.expected_on IS NULL THEN 1 ELSE 0 END,
                       deal.expected_on, deal.id{first}"
        );
        self.each_as(&sql, &values, take)
    }

    /// Returns the ids of the selected deals, ascending.
    pub fn selected_deals(
        &self,
        selection: &DealSelection,
        closing: Closing,
    ) -> Result<Vec<DealId>, StoreError> {
        let mut values: Vec<Val<'_>> = selection.0.values.clone();
        let chosen = chosen(selection, closing, &mut values);
        let sql = format!(
            "SELECT deal.id FROM deal JOIN account ON account.id = deal.account
              WHERE {chosen} ORDER BY deal.id"
        );
        let mut found = Vec::new();
        self.each(&sql, &values, |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// Returns the condition on `deal` and `account` that a selected deal meets; what it needs is added
/// to the values.
fn chosen(selection: &DealSelection, closing: Closing, values: &mut Vec<Val<'_>>) -> String {
    let state = match closing {
        Closing::Any => String::new(),
        Closing::Open | Closing::Closed => {
            values.push(DealState::Open.to_val());
            let sign = if closing == Closing::Open { "=" } else { "<>" };
            format!(" AND deal.state {sign} ${}", values.len())
        }
    };
    let condition = &selection.0.condition;
    format!("deal.removed_op IS NULL AND account.removed_op IS NULL AND ({condition}){state}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, AccountKind, Deal, Filter};
    use crate::store::{Store, testing};

    fn everything() -> Filter {
        Filter::And(Vec::new())
    }

    fn ids(store: &Store, closing: Closing, first: Option<u64>) -> Vec<i64> {
        let filter = everything();
        let mut found = Vec::new();
        store
            .db()
            .each_listed_deal(&Selection::of_deals(&filter), closing, first, |row| {
                found.push(row.deal.0);
                Ok(())
            })
            .unwrap();
        found
    }

    #[test]
    fn deals_are_listed_by_grade_then_expected_day_then_id() {
        testing::on_both(|store| {
            let day = |text: &str| text.parse::<Day>().unwrap();
            store
                .write::<_, StoreError>(&testing::caller("fill"), false, |op| {
                    let kind = AccountKind::Organisation;
                    let account = Account {
                        id: op.next_id()?,
                        ..Account::blank(kind, "多达".to_owned(), op.today())
                    };
                    op.insert(&account)?;
                    for (grade, expected, state) in [
                        (Grade::C, None, DealState::Open),
                        (Grade::H, None, DealState::Open),
                        (Grade::H, Some("2026-03-09"), DealState::Open),
                        (Grade::O, Some("2026-04-01"), DealState::Open),
                        (Grade::H, Some("2026-03-05"), DealState::Open),
                        (Grade::H, Some("2026-03-05"), DealState::Open),
                        (Grade::A, None, DealState::Won),
                        (Grade::None, None, DealState::Open),
                    ] {
                        let blank =
                            Deal::blank(account.id, "retail".into(), "lead".into(), op.today());
                        let deal = Deal {
                            id: op.next_id()?,
                            grade,
                            state,
                            expected_on: expected.map(day),
                            ..blank
                        };
                        op.insert(&deal)?;
                    }
                    Ok(())
                })
                .unwrap();
            assert_eq!(ids(store, Closing::Open, None), [4, 5, 6, 3, 2, 1, 8]);
            assert_eq!(ids(store, Closing::Open, Some(3)), [4, 5, 6]);
            assert_eq!(ids(store, Closing::Closed, None), [7]);
            assert_eq!(ids(store, Closing::Any, None), [4, 5, 6, 3, 2, 7, 1, 8]);
            let filter = everything();
            let selection = Selection::of_deals(&filter);
            let open = store.db().selected_deals(&selection, Closing::Open).unwrap();
            assert_eq!(open.into_iter().map(|id| id.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 8]);
            let filter = everything();
            let all = Selection::new(&filter);
            store.db().each_listed_contact(&all, |_| Ok(())).unwrap();
        });
    }
}
