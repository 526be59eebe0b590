//! An account as rows of lists build it up: new ones are drafted in memory until their last row
//! is read, known ones are drafted from the store and written back where they changed.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::known::{PHONES, stored_keys};
use crate::model::{
    Account, AccountId, AccountKind, Contact, Day, Deal, DealState, Interest, Lead, Phone,
    PurchaseId, SourceId, SourceKind, StaffId, StoredPhone,
};
use crate::model::{ContactId, DealId, PhoneId, ShopId};
use crate::playbook::{Channel, Playbook};
use crate::store::RowFacts;

/// What every account of a batch is made with.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    /// The list.
    pub(super) source: SourceId,
    /// The shop the accounts belong to.
    pub(super) shop: Option<ShopId>,
    /// Their owner; missing: the pool.
    pub(super) owner: Option<StaffId>,
    /// The day of the operation.
    pub(super) today: Day,
    /// Funnel and first stage of a deal of an organisation.
    pub(super) organisation_funnel: (String, String),
    /// Funnel and first stage of a deal of a person.
    pub(super) person_funnel: (String, String),
    /// How customers reach us, by the playbook.
    pub(super) channels: Vec<Channel>,
}

impl Terms {
    /// Returns the terms of a list: funnels are the playbook's for each kind of account.
    pub(super) fn new(
        source: SourceId,
        shop: Option<ShopId>,
        owner: Option<StaffId>,
        today: Day,
        playbook: &Playbook,
    ) -> Self {
        let funnel = |kind| {
            let preset = playbook.funnel.default_preset(kind);
            let first = preset.stages.first().map(|stage| stage.key.clone()).unwrap_or_default();
            (preset.key.clone(), first)
        };
        Self {
            source,
            shop,
            owner,
            today,
            organisation_funnel: funnel(AccountKind::Organisation),
            person_funnel: funnel(AccountKind::Person),
            channels: playbook.channels.clone(),
        }
    }

    /// Returns the code of the channel that a list calls so; what it wrote where it is none.
    fn channel(&self, written: String) -> String {
        let known = self.channels.iter().find(|channel| channel.is_called(&written));
        known.map_or(written, |channel| channel.key.clone())
    }
}

/// An account with what hangs on it, some of it not stored yet.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The account.
    pub(super) account: Account,
    /// The account as it is stored; `None` where it is new.
    pub(super) stored: Option<Box<Account>>,
    /// Its phones; those not stored yet have id 0.
    pub(super) phones: Vec<StoredPhone>,
    /// Stored phones that the list corrected away.
    pub(super) dropped_phones: Vec<PhoneId>,
    /// Stored purchases that the list corrected.
    pub(super) dropped_purchases: Vec<PurchaseId>,
    /// Its contacts; those not stored yet have id 0, and are named by phones as `-1 - index`.
    pub(super) contacts: Vec<Contact>,
    /// Ids of stored contacts that changed.
    pub(super) changed_contacts: Vec<ContactId>,
    /// Its open deals; those not stored yet have id 0.
    pub(super) deals: Vec<Deal>,
    /// Ids of stored deals that changed.
    pub(super) changed_deals: Vec<DealId>,
    /// Values that did not become the account's: field, value.
    pub(super) variants: Vec<(&'static str, String)>,
    /// Whether name and place were put together from several rows, or the kind was told by none.
    composed: bool,
    /// Number and extension of every phone, where there are [`MANY_PHONES`].
    numbers: Option<HashSet<Dialled>>,
}

/// A phone's number and extension.
type Dialled = (String, Option<String>);

/// Phones of an account from which a list of them is no longer looked through for each new one: a
/// list may have one firm in all its rows.
const MANY_PHONES: usize = 64;

/// What hangs on an account, see [`Draft`].
#[derive(Debug, Clone)]
pub(super) struct Parts {
    /// Its phones.
    pub(super) phones: Vec<StoredPhone>,
    /// Its contacts.
    pub(super) contacts: Vec<Contact>,
    /// Its open deals.
    pub(super) deals: Vec<Deal>,
    /// Values that did not become the account's.
    pub(super) variants: Vec<(&'static str, String)>,
}

/// Which of two differing values stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Preference {
    /// The one that is there; the other is kept as a variant.
    Stored,
    /// The list's; the one that was there is kept as a variant.
    List,
    /// The row's, which corrects what it said before: its name and its extra cells too.
    Row,
}

/// Returns which value stays where a list meets an account of another one: that of the more
/// trusted list; of equal ones the first.
pub(super) fn preference(playbook: &Playbook, list: SourceKind, stored: SourceKind) -> Preference {
    let (list, stored) = (playbook.trust.rank(list), playbook.trust.rank(stored));
    if list < stored { Preference::List } else { Preference::Stored }
}

impl Draft {
    /// Returns the draft of a new account, made of its first row.
    pub(super) fn new(id: AccountId, mut lead: Lead, terms: &Terms) -> Self {
        let kind_untold = lead.kind.is_none();
        let kind = lead.kind.unwrap_or(AccountKind::Organisation);
        let account = Account {
            id,
            shop: terms.shop,
            owner: terms.owner,
            source: Some(terms.source),
            assigned_on: terms.owner.map(|_| terms.today),
            ..Account::blank(kind, name_of(&mut lead), terms.today)
        };
        let mut draft = Self::of(account, None);
        draft.absorb(lead, Preference::Stored, terms);
        // One row says all of it, but for the kind where nothing told it.
        draft.composed = kind_untold;
        draft
    }

    /// Returns the draft of an account of the store; what hangs on it is added by the caller.
    pub(super) fn stored(account: Account) -> Self {
        let stored = Box::new(account.clone());
        Self::of(account, Some(stored))
    }

    fn of(account: Account, stored: Option<Box<Account>>) -> Self {
        Self {
            stored,
            account,
            phones: Vec::new(),
            dropped_phones: Vec::new(),
            dropped_purchases: Vec::new(),
            contacts: Vec::new(),
            changed_contacts: Vec::new(),
            deals: Vec::new(),
            changed_deals: Vec::new(),
            variants: Vec::new(),
            composed: false,
            numbers: None,
        }
    }

    /// Takes in what a further row says: fills blanks, adds phones, contacts and interest. A
    /// blank never erases; of two differing values `preference` says which stays, and the other
    /// becomes a variant. The name that people know an account by stays, unless the row corrects
    /// it. Source: design, import, load.
    pub(super) fn absorb(&mut self, mut lead: Lead, preference: Preference, terms: &Terms) {
        let place = self.place();
        let other_name = lead.name.as_ref() != Some(&self.account.name);
        self.take_place(&mut lead, preference);
        let account = &mut self.account;
        let variants = &mut self.variants;
        if let Some(mut name) = lead.name.filter(|name| *name != account.name) {
            if preference == Preference::Row {
                std::mem::swap(&mut account.name, &mut name);
            }
            note_variant(variants, "name", name);
        }
        let mut settle = |field, slot: &mut Option<String>, value: Option<String>| {
            settle(variants, field, slot, value, preference);
        };
        settle("credit_code", &mut account.credit_code, lead.credit_code);
        settle("email", &mut account.email, lead.email);
        settle("website", &mut account.website, lead.website);
        settle("industry", &mut account.industry, lead.industry);
        settle("territory", &mut account.territory, lead.territory);
        settle("size", &mut account.size, lead.size);
        settle("address", &mut account.address, lead.address);
        settle("channel", &mut account.channel, lead.channel.map(|told| terms.channel(told)));
        settle("note", &mut account.note, lead.note);
        for tag in lead.tags {
            if !account.tags.contains(&tag) {
                account.tags.push(tag);
            }
        }
        if !lead.extra.is_empty() {
            account.extra = Some(with_extra(account.extra.as_deref(), &lead.extra, preference));
        }
        let contact = lead.contact.map(|person| self.take_contact(person, preference));
        for phone in lead.phones {
            self.take_phone(phone, contact);
        }
        if let Some(interest) = lead.interest {
            self.take_interest(interest, terms);
        }
        self.composed |= other_name && place != self.place();
    }

    fn place(&self) -> [Option<String>; 3] {
        let Account { address, city, province, .. } = &self.account;
        [address, city, province].map(Clone::clone)
    }

    /// Returns the keys that the account is recognised by and that no row may have alone: those of
    /// its name, where that and its place are of several rows or it is only taken for a firm's, and
    /// of more phones than a row is compared by.
    pub(super) fn keys_beyond_rows(&self) -> impl Iterator<Item = (i64, AccountId)> + use<> {
        let phones = if self.phones.len() > PHONES { self.phones.as_slice() } else { &[] };
        let beyond = self.composed || !phones.is_empty();
        let keys = beyond.then(|| stored_keys(&self.account, phones)).into_iter().flatten();
        let account = self.account.id;
        keys.map(move |key| (key, account))
    }

    /// Returns the account and what hangs on it.
    pub(super) fn parted(self) -> (Account, Parts) {
        let Self { account, phones, contacts, deals, variants, .. } = self;
        (account, Parts { phones, contacts, deals, variants })
    }

    /// Drops what a row said before and says otherwise now: phones, where it still names one, and
    /// the purchase that is `bought` now.
    pub(super) fn correct(&mut self, before: RowFacts, lead: &Lead, bought: bool) {
        let now = &lead.phones;
        let gone = |phone: &StoredPhone| {
            !now.is_empty()
                && before.phones.contains(&phone.id)
                && !now.iter().any(|p| p.number == phone.number && p.extension == phone.extension)
        };
        self.dropped_phones.extend(self.phones.iter().filter(|p| gone(p)).map(|p| p.id));
        self.phones.retain(|phone| !gone(phone));
        self.numbers = None;
        if bought {
            self.dropped_purchases.extend(before.purchases);
        }
    }

    /// A place is taken whole: the district of one list does not fit the city of another.
    fn take_place(&mut self, lead: &mut Lead, preference: Preference) {
        let (account, variants) = (&mut self.account, &mut self.variants);
        let told = lead.city.is_some() || lead.district.is_some();
        if account.city.is_none() && account.district.is_none() {
            account.province = lead.province.take().or(account.province.take());
            account.city = lead.city.take();
            account.district = lead.district.take();
        } else if account.city == lead.city {
            settle(variants, "district", &mut account.district, lead.district.take(), preference);
        } else if told && preference == Preference::Stored {
            let (field, value) = match (lead.city.take(), lead.district.take()) {
                (Some(city), _) => ("city", city),
                (None, district) => ("district", district.unwrap_or_default()),
            };
            note_variant(variants, field, value);
        } else if lead.city.is_some() {
            account.city.take().into_iter().for_each(|city| note_variant(variants, "city", city));
            account.province = lead.province.take();
            account.city = lead.city.take();
            account.district = lead.district.take();
        }
    }

    fn take_contact(&mut self, person: crate::model::Person, preference: Preference) -> ContactId {
        if let Some(at) = self.contacts.iter().position(|known| known.name == person.name) {
            let known = &mut self.contacts[at];
            let before = known.clone();
            let variants = &mut self.variants;
            settle(variants, "title", &mut known.title, person.title, preference);
            settle(variants, "department", &mut known.department, person.department, preference);
            if *known != before && known.id.0 > 0 {
                self.changed_contacts.push(known.id);
            }
            return if known.id.0 > 0 { known.id } else { new_contact(at) };
        }
        self.contacts.push(Contact {
            id: ContactId(0),
            account: self.account.id,
            name: person.name,
            title: person.title,
            department: person.department,
            roles: Vec::new(),
            email: None,
            best_time: None,
            note: None,
        });
        new_contact(self.contacts.len() - 1)
    }

    /// Returns whether a phone is there; one that is not is taken for there from now on.
    fn has_phone(&mut self, phone: &Phone) -> bool {
        let same = |known: &StoredPhone| {
            known.number == phone.number && known.extension == phone.extension
        };
        if self.phones.len() < MANY_PHONES {
            return self.phones.iter().any(same);
        }
        let all = || self.phones.iter().map(|p| (p.number.clone(), p.extension.clone())).collect();
        let numbers = self.numbers.get_or_insert_with(all);
        !numbers.insert((phone.number.clone(), phone.extension.clone()))
    }

    fn take_phone(&mut self, phone: Phone, contact: Option<ContactId>) {
        if self.has_phone(&phone) {
            return;
        }
        self.phones.push(StoredPhone {
            id: PhoneId(0),
            account: self.account.id,
            contact,
            kind: phone.kind,
            number: phone.number,
            extension: phone.extension,
        });
    }

    /// One open deal per account and product: a listed interest updates it, else opens one.
    fn take_interest(&mut self, interest: Interest, terms: &Terms) {
        let same = |deal: &Deal| {
            deal.state == DealState::Open
                && (deal.model == interest.model
                    || deal.model.is_none()
                    || interest.model.is_none())
        };
        let Some(deal) = self.deals.iter_mut().find(|deal| same(deal)) else {
            let deal = self.opened(interest, terms);
            self.deals.push(deal);
            return;
        };
        let before = deal.clone();
        deal.model = deal.model.take().or(interest.model);
        deal.colour = deal.colour.take().or(interest.colour);
        deal.quantity = interest.quantity.or(deal.quantity);
        deal.budget = interest.budget.or(deal.budget);
        deal.expected_on = interest.expected_on.or(deal.expected_on);
        deal.grade_hint = interest.grade.or(deal.grade_hint);
        if *deal != before && deal.id.0 > 0 {
            let id = deal.id;
            self.changed_deals.push(id);
        }
    }

    fn opened(&self, interest: Interest, terms: &Terms) -> Deal {
        let (preset, stage) = match self.account.kind {
            AccountKind::Organisation => terms.organisation_funnel.clone(),
            AccountKind::Person => terms.person_funnel.clone(),
        };
        Deal {
            shop: self.account.shop,
            grade_hint: interest.grade,
            model: interest.model,
            colour: interest.colour,
            quantity: interest.quantity,
            budget: interest.budget,
            expected_on: interest.expected_on,
            ..Deal::blank(self.account.id, preset, stage, terms.today)
        }
    }
}

/// The mark by which a phone names a contact that has no id yet.
fn new_contact(index: usize) -> ContactId {
    ContactId(-1 - i64::try_from(index).unwrap_or(0))
}

/// Returns the name an account is kept under: a row without one goes by its number or address.
fn name_of(lead: &mut Lead) -> String {
    lead.name
        .take()
        .or_else(|| lead.contact.as_ref().map(|person| person.name.clone()))
        .filter(|name| !name.is_empty())
        .or_else(|| lead.phones.first().map(ToString::to_string))
        .or_else(|| lead.email.clone())
        .or_else(|| lead.credit_code.clone())
        .unwrap_or_default()
}

fn settle(
    variants: &mut Vec<(&'static str, String)>,
    field: &'static str,
    slot: &mut Option<String>,
    value: Option<String>,
    preference: Preference,
) {
    let Some(value) = value else { return };
    match slot {
        None => *slot = Some(value),
        Some(known) if *known == value => {}
        Some(known) => match preference {
            Preference::Stored => note_variant(variants, field, value),
            Preference::List | Preference::Row => {
                let old = std::mem::replace(known, value);
                note_variant(variants, field, old);
            }
        },
    }
}

fn note_variant(variants: &mut Vec<(&'static str, String)>, field: &'static str, value: String) {
    if !variants.iter().any(|(f, v)| *f == field && *v == value) {
        variants.push((field, value));
    }
}

/// Returns the JSON object `old` with the cells added; a cell replaces one that is there only
/// where the row corrects it.
pub(super) fn with_extra(
    old: Option<&str>,
    cells: &[(String, String)],
    preference: Preference,
) -> String {
    let mut object: serde_json::Map<String, serde_json::Value> =
        old.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for (column, cell) in cells {
        if preference == Preference::Row || !object.contains_key(column) {
            object.insert(column.clone(), cell.clone().into());
        }
    }
    serde_json::Value::Object(object).to_string()
}
