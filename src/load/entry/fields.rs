//! What is said of an account into its fields.

use super::{Entry, Wish};
use crate::ingest::clean::address::place;
use crate::ingest::clean::kind::kind_of_name;
use crate::model::{Account, AccountKind, Day};

impl Entry {
    /// Returns a new account that has what cannot be missing, without an id.
    pub(super) fn blank(&self, today: Day) -> Account {
        let said = &self.said;
        let coded = said.credit_code.value().map(|_| AccountKind::Organisation);
        let name = said.name.clone().unwrap_or_default();
        let kind = said.kind.or(coded).or_else(|| kind_of_name(&name));
        Account::blank(kind.unwrap_or(AccountKind::Organisation), name, today)
    }

    /// Puts what is said into the fields of the account.
    pub(super) fn fill(&self, account: &mut Account, today: Day) {
        let said = &self.said;
        if let Some(name) = &said.name {
            account.name.clone_from(name);
        }
        account.kind = said.kind.unwrap_or(account.kind);
        said.credit_code.fill(&mut account.credit_code);
        said.email.fill(&mut account.email);
        said.industry.fill(&mut account.industry);
        said.channel.fill(&mut account.channel);
        said.note.fill(&mut account.note);
        said.shop.fill(&mut account.shop);
        said.parent.fill(&mut account.parent);
        self.fill_place(account);
        self.fill_tags(account);
        let before = account.owner;
        said.owner.fill(&mut account.owner);
        if account.owner != before {
            account.assigned_on = account.owner.map(|_| today);
        }
    }

    /// The city said decides; without one, the city that the address names. A place is taken
    /// whole: the district of one does not fit the city of another.
    fn fill_place(&self, account: &mut Account) {
        let said = &self.said;
        said.address.fill(&mut account.address);
        if said.city == Wish::Keep && said.address == Wish::Keep {
            return;
        }
        let address = account.address.as_deref().unwrap_or_default();
        let city = said.city.value();
        let found = place(address, city.map(String::as_str), None);
        let known = |name: Option<&str>| name.map(str::to_owned);
        if city.is_some() || said.city == Wish::Clear || found.city.is_some() {
            account.province = known(found.province);
            account.city = known(found.city).or_else(|| city.cloned());
            account.district = known(found.district);
        }
        if said.city == Wish::Clear {
            (account.province, account.city, account.district) = (None, None, None);
        }
    }

    fn fill_tags(&self, account: &mut Account) {
        match &self.said.tags {
            Wish::Keep => {}
            Wish::Clear => account.tags.clear(),
            Wish::Set(tags) => account.tags.clone_from(tags),
        }
        account.tags.retain(|tag| !self.said.drop_tags.contains(tag));
        account.tags.extend(self.said.add_tags.iter().cloned());
        let mut seen = std::collections::HashSet::new();
        account.tags.retain(|tag| seen.insert(tag.clone()));
    }
}
