//! Records of which nothing is known but what cannot be missing.

use super::{Account, AccountId, AccountKind, Day, Deal, DealId, DealState, Factor, Grade, Origin};

impl Account {
    /// Returns an account of the pool of which only kind and name are known, entered on
    /// `opened_on`; without an id, which is 0.
    pub fn blank(kind: AccountKind, name: String, opened_on: Day) -> Self {
        Self {
            id: AccountId(0),
            kind,
            name,
            shop: None,
            owner: None,
            parent: None,
            credit_code: None,
            email: None,
            website: None,
            industry: None,
            territory: None,
            size: None,
            province: None,
            city: None,
            district: None,
            address: None,
            channel: None,
            source: None,
            tags: Vec::new(),
            note: None,
            extra: None,
            opened_on,
            reached_on: None,
            tried_on: None,
            assigned_on: None,
            tries: 0,
            skipped_on: None,
            skipped_until: None,
        }
    }
}

impl Deal {
    /// Returns an open deal of which nothing is known, not graded yet, in a stage of a preset of
    /// the playbook, both by key; without an id, which is 0.
    pub fn blank(account: AccountId, preset: String, stage: String, opened_on: Day) -> Self {
        Self {
            id: DealId(0),
            account,
            shop: None,
            origin: Origin::New,
            preset,
            stage,
            state: DealState::Open,
            grade: Grade::N,
            graded_by: None,
            graded_on: None,
            grade_hint: None,
            model: None,
            version: None,
            colour: None,
            quantity: None,
            budget: None,
            expected_on: None,
            payment: None,
            confidence: Factor::Unknown,
            need: Factor::Unknown,
            power: Factor::Unknown,
            signs: Vec::new(),
            opened_on,
            closed_on: None,
            note: None,
            received_at: None,
            delivery_on: None,
            instalment: None,
            trade_in: None,
            buying_cycle: None,
            entry_point: None,
            first_contact: None,
            needs: Vec::new(),
        }
    }
}
