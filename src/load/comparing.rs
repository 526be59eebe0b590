//! Two customers beside each other: what matching compares of them, in their own words.

use std::cmp::Reverse;

use super::held::HeldGroup;
use super::known::{PHONES, base, plain, wanted};
use super::reading::Reading;
use crate::ingest::clean::address::place;
use crate::ingest::clean::text::folded;
use crate::ingest::matching::{
    Agreement, Explanation, Field, FieldWeight, Identity, Keys, Matching, explain, keys,
};
use crate::model::{Account, AccountId, AccountKind, Lead, Phone, StoredPhone, Variant};
use crate::store::{Column as _, Db, StoreError};

/// Who a held row, an account or a question is about.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// Name as written.
    pub name: Option<String>,
    /// Organisation or person; `None` where nothing tells.
    pub kind: Option<AccountKind>,
    /// Unified social credit code.
    pub credit_code: Option<String>,
    /// Every telephone number.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address as written.
    pub address: Option<String>,
    /// Province.
    pub province: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Those of the phones that so many have that they speak for nobody.
    pub shared: Vec<Phone>,
}

impl Subject {
    /// Returns who a row of a list is about.
    pub fn of_lead(lead: &Lead) -> Self {
        Self {
            name: lead.name.clone(),
            kind: lead.kind,
            credit_code: lead.credit_code.clone(),
            phones: lead.phones.clone(),
            email: lead.email.clone(),
            address: lead.address.clone(),
            province: lead.province.clone(),
            city: lead.city.clone(),
            shared: Vec::new(),
        }
    }

    /// Returns who an account with these phones is.
    pub fn of_account(account: &Account, phones: &[StoredPhone]) -> Self {
        Self {
            name: Some(account.name.clone()),
            kind: Some(account.kind),
            credit_code: account.credit_code.clone(),
            phones: phones.iter().map(plain).collect(),
            email: account.email.clone(),
            address: account.address.clone(),
            province: account.province.clone(),
            city: account.city.clone(),
            shared: Vec::new(),
        }
    }

    /// Returns who a stored account is.
    ///
    /// # Errors
    /// There is no such account.
    pub fn stored(db: &Db, id: AccountId) -> Result<Self, StoreError> {
        let phones: Vec<StoredPhone> = db.having("account", &id.to_val())?;
        Ok(Self::of_account(&db.get::<Account>(id)?, &phones))
    }

    /// Returns the ways in which an account with these other values is told: as it is, and with each of
    /// its other addresses.
    pub fn told_otherwise<'v>(self, variants: impl IntoIterator<Item = &'v Variant>) -> Vec<Self> {
        let others = variants.into_iter().filter(|variant| variant.field == "address");
        let others = others.map(|other| Some(other.value.clone()));
        let others: Vec<Self> = others.map(|address| Self { address, ..self.clone() }).collect();
        std::iter::once(self).chain(others).collect()
    }

    /// Returns the same, and with each of its other names.
    fn told_or_called_otherwise(self, variants: &[Variant]) -> Vec<Self> {
        let names = variants.iter().filter(|variant| variant.field == "name");
        let called: Vec<Self> =
            names.map(|other| Self { name: Some(other.value.clone()), ..self.clone() }).collect();
        self.told_otherwise(variants).into_iter().chain(called).collect()
    }

    /// Returns what matching knows of it: as many sets as it takes to hold every phone.
    pub(super) fn keys(&self) -> Vec<Keys> {
        let address = self.address.as_deref();
        let place =
            place(address.unwrap_or_default(), self.city.as_deref(), self.province.as_deref());
        let set = |phones: &[Phone]| {
            keys(&Identity {
                name: self.name.as_deref(),
                kind: self.kind,
                credit_code: self.credit_code.as_deref(),
                phones,
                email: self.email.as_deref(),
                address,
                place,
            })
        };
        let proving: Vec<Phone> =
            self.phones.iter().filter(|phone| !self.shared.contains(phone)).cloned().collect();
        match proving.as_slice() {
            [] => vec![set(&[])],
            phones => phones.chunks(PHONES).map(set).collect(),
        }
    }

    /// Returns what it says of a field. Make, branch and region are read from the name.
    pub fn says(&self, field: Field) -> Option<String> {
        match field {
            Field::CreditCode => self.credit_code.clone(),
            Field::Name | Field::Make | Field::Branch | Field::Region => self.name.clone(),
            Field::Phone if self.phones.is_empty() => None,
            Field::Phone => {
                Some(self.phones.iter().map(Phone::to_string).collect::<Vec<_>>().join(", "))
            }
            Field::Email => self.email.clone(),
            Field::Address => self.address.clone(),
            Field::City => self.city.clone().or_else(|| self.province.clone()),
        }
    }
}

/// A field of two customers beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedField {
    /// The field.
    pub field: Field,
    /// What the one says.
    pub one: Option<String>,
    /// What the other says.
    pub other: Option<String>,
    /// How that compares: `agrees`, `close`, `partly`, `differs`, `contradicts` where it keeps
    /// the two apart, `missing` where one of them does not tell.
    pub verdict: &'static str,
    /// Weight in tenths of a bit; below 0 where it is told against.
    pub weight: i32,
}

/// Two customers beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Field by field. Make, branch and region are read from the names, and left out
    /// where they do not differ.
    pub fields: Vec<ComparedField>,
    /// What follows from it.
    pub explanation: Explanation,
}

/// Compares two customers as matching does, by those of their phones that speak for it most.
/// Never fails.
pub fn compare(one: &Subject, other: &Subject, settings: &Matching) -> Compared {
    let others = other.keys();
    let mut best: Option<Explanation> = None;
    for own in one.keys() {
        for keys in &others {
            let explanation = explain(&own, keys, settings);
            if best.as_ref().is_none_or(|best| best.sum < explanation.sum) {
                best = Some(explanation);
            }
        }
    }
    let explanation = best.unwrap_or_else(|| explain(&Keys::default(), &Keys::default(), settings));
    let fields = explanation.fields.iter().filter(|said| is_shown(**said));
    let fields = fields
        .map(|FieldWeight { field, agreement, weight }| {
            let (one, other) = (one.says(*field), other.says(*field));
            let contradicts = explanation.contradictions.contains(field);
            // An address that names no house is close at best to another of the same words.
            let is_same = one.is_some() && one == other;
            let agreement = match (agreement, &one, &other) {
                (Agreement::Agrees, Some(one), Some(other))
                    if *field == Field::Name && !is_part(one, other) =>
                {
                    Agreement::IsClose
                }
                _ => *agreement,
            };
            let verdict = verdict(agreement, contradicts, is_same);
            ComparedField { field: *field, one, other, verdict, weight: *weight }
        })
        .collect();
    Compared { fields, explanation }
}

/// Compares a held group with an account, which may be told in several ways: that of its rows, and that
/// of the ways, which are most alike. Returns the row's place in the group beside it.
pub fn compare_held(
    group: &HeldGroup,
    account: &[Subject],
    settings: &Matching,
) -> (usize, Compared) {
    let rows = group.subjects().into_iter().enumerate();
    let compared = rows.flat_map(|(at, row)| {
        account.iter().map(move |account| (at, compare(&row, account, settings)))
    });
    // Of those that are as near, one with more that is written alike.
    let nearness = |(_, compared): &(usize, Compared)| {
        let alike = compared.fields.iter().filter(|field| field.verdict == "agrees");
        (compared.explanation.sum, alike.count())
    };
    let best =
        compared.reduce(|best, next| if nearness(&best) < nearness(&next) { next } else { best });
    best.unwrap_or_else(|| {
        let first = group.subjects().into_iter().next().unwrap_or_default();
        (0, compare(&first, &Subject::default(), settings))
    })
}

/// Accounts, beside its candidate, that a held group may be.
pub struct Others {
    /// Those that it may be by what is compared, or that are called so, or that lists called so, and of
    /// which more speaks for than against: the likeliest first.
    pub like: Vec<(Account, Compared)>,
    /// The others of its name, by id.
    pub called_so: Vec<Account>,
}

/// Returns whom, beside its candidate, a held group may be; `most` at most that are like it.
pub fn others_like(
    db: &Db,
    group: &HeldGroup,
    settings: &Matching,
    most: usize,
) -> Result<Others, StoreError> {
    let (mut found, mut called_so) = (Vec::new(), Vec::new());
    for (account, subject, variants) in near(db, &group.subjects(), settings)? {
        let told = subject.told_or_called_otherwise(&variants);
        let compared = compare_held(group, &told, settings).1;
        if Some(account.id) == group.candidate() {
            continue;
        }
        let (said, is_called_so) = (&compared.explanation, is_called_so(&compared));
        if may_be_one(said) || is_called_so && said.sum >= 0 {
            found.push((account, compared));
        } else if is_called_so {
            called_so.push(account);
        }
    }
    found.sort_by_key(|(account, compared)| {
        let said = &compared.explanation;
        (said.rule.is_none(), Reverse(said.sum), account.id)
    });
    found.truncate(most);
    Ok(Others { like: found, called_so })
}

/// Returns other groups that wait for the same candidate, then those that may be one customer with a
/// group by what is compared, have its name, or stand at its site: the likeliest first, each with its
/// row that is most alike and what that comes to.
pub fn waiting_like<'g>(
    group: &HeldGroup,
    others: impl Iterator<Item = &'g HeldGroup>,
    settings: &Matching,
) -> Vec<(&'g HeldGroup, usize, Explanation)> {
    let own: Vec<Keys> = group.subjects().iter().flat_map(Subject::keys).collect();
    let mut found = Vec::new();
    for other in others.filter(|other| other.name != group.name) {
        let rows = other.subjects().into_iter().enumerate();
        let keys = rows.flat_map(|(at, row)| row.keys().into_iter().map(move |keys| (at, keys)));
        let pairs = keys
            .flat_map(|(at, keys)| own.iter().map(move |own| (at, explain(own, &keys, settings))));
        // The first of the best: rows are in the order of their lists.
        let best = pairs.reduce(|best, next| if best.1.sum < next.1.sum { next } else { best });
        let waits_for = |other: &HeldGroup| {
            group.candidate().is_some() && other.candidate() == group.candidate()
        };
        let is_near = |said: &Explanation| may_be_one(said) || is_beside(said);
        if let Some((at, said)) = best.filter(|(_, said)| waits_for(other) || is_near(said)) {
            found.push((other, at, said, !waits_for(other)));
        }
    }
    found.sort_by_key(|(_, _, said, is_else)| (*is_else, said.rule.is_none(), Reverse(said.sum)));
    found.into_iter().map(|(other, at, said, _)| (other, at, said)).collect()
}

/// Returns whether two have one name, or stand at one site and nothing contradicts.
fn is_beside(said: &Explanation) -> bool {
    let name = said.fields.iter().find(|said| said.field == Field::Name);
    name.is_some_and(|name| name.agreement == Agreement::Agrees)
        || said.contradictions.is_empty() && is_at_site(said)
}

/// Returns whether the addresses of two are one, or nearly.
fn is_at_site(said: &Explanation) -> bool {
    said.fields.iter().any(|said| {
        said.field == Field::Address
            && matches!(said.agreement, Agreement::Agrees | Agreement::IsClose)
    })
}

/// Returns the other accounts that have the name of one, wherever they are, in the order of their ids.
pub fn namesakes(
    db: &Db,
    account: AccountId,
    settings: &Matching,
) -> Result<Vec<Account>, StoreError> {
    let own = [Subject::stored(db, account)?];
    let near = near(db, &own, settings)?.into_iter();
    let others = near.filter(|(other, ..)| other.id != account);
    let namesakes = others.filter(|(_, other, _)| is_called_so(&compare(&own[0], other, settings)));
    Ok(namesakes.map(|(other, ..)| other).collect())
}

/// Returns the accounts that stand at the site of a held group or of its candidate, which is told in
/// some ways, whatever they are called, by id; none where more do than are compared under one key.
pub fn at_site(
    db: &Db,
    group: &HeldGroup,
    candidate: &[Subject],
    settings: &Matching,
) -> Result<Vec<Account>, StoreError> {
    let rows = group.subjects().into_iter();
    let told: Vec<Subject> = rows.chain(candidate.iter().cloned()).collect();
    let sites = told.iter().flat_map(Subject::keys).map(|keys| keys.site_in_city());
    let owners = db.key_owners(&wanted(sites.filter(|site| *site != 0)))?;
    let mut ids: Vec<AccountId> = owners.iter().map(|owner| owner.account).collect();
    ids.dedup();
    if ids.len() > settings.pair_limit as usize {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (account, subject, variants) in subjects(db, &ids)? {
        let theirs = subject.told_otherwise(&variants);
        let mut pairs = told.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
        if pairs.any(|(one, other)| is_at_site(&compare(one, other, settings).explanation)) {
            found.push(account);
        }
    }
    Ok(found)
}

/// Returns the accounts that are compared with some subjects, by id, each with what lists said of it
/// otherwise.
fn near(
    db: &Db,
    rows: &[Subject],
    settings: &Matching,
) -> Result<Vec<(Account, Subject, Vec<Variant>)>, StoreError> {
    let keys: Vec<Keys> = rows.iter().flat_map(Subject::keys).collect();
    let owners = db.key_owners(&wanted(keys.iter().flat_map(Keys::stored)))?;
    let near = base(Reading::alone(db), keys.iter(), &owners, settings)?;
    let mut ids: Vec<AccountId> = near.accounts.iter().map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    subjects(db, &ids)
}

/// Returns the accounts of these ids, by id, each with what lists said of it otherwise.
fn subjects(
    db: &Db,
    ids: &[AccountId],
) -> Result<Vec<(Account, Subject, Vec<Variant>)>, StoreError> {
    let phones = db.phones_of(ids)?;
    let variants = db.by_account::<Variant>(ids, "account")?;
    let accounts = db.accounts(ids)?.into_iter().map(|account| {
        let from = phones.partition_point(|phone| phone.account < account.id);
        let to = phones.partition_point(|phone| phone.account <= account.id);
        let subject = Subject::of_account(&account, &phones[from..to]);
        let own = variants.iter().filter(|variant| variant.account == account.id);
        let own = own.cloned().collect();
        (account, subject, own)
    });
    Ok(accounts.collect())
}

/// Returns whether two have one name, whatever else they say.
fn is_called_so(compared: &Compared) -> bool {
    let mut fields = compared.explanation.fields.iter();
    fields.any(|said| said.field == Field::Name && said.agreement == Agreement::Agrees)
}

/// Returns whether two have one name, or nearly, and nothing contradicts that they are one.
pub(super) fn is_called_alike(said: &Explanation) -> bool {
    let is_alike = |agreement| matches!(agreement, Agreement::Agrees | Agreement::IsClose);
    let mut names = said.fields.iter().filter(|field| field.field == Field::Name);
    said.contradictions.is_empty() && names.any(|name| is_alike(name.agreement))
}

/// Returns whether two are worth a look: one rule says that they are the same, the sum comes at least
/// to half of that from which a person is asked, or a phone is shared.
fn may_be_one(said: &Explanation) -> bool {
    let is_possible = said.possible_from.is_some_and(|from| 2 * said.sum >= from);
    let is_phone = |field: &FieldWeight| field.field == Field::Phone;
    let phone = said.fields.iter().find(|field| is_phone(field)).map(|field| field.agreement);
    let shares_phone = phone == Some(Agreement::Agrees);
    said.contradictions.is_empty() && (said.rule.is_some() || is_possible || shares_phone)
}

/// Returns whether a field is worth a line: a part of the name only where it differs.
fn is_shown(said: FieldWeight) -> bool {
    match said.field {
        Field::Make | Field::Branch | Field::Region => said.agreement == Agreement::Differs,
        _ => true,
    }
}

/// Returns whether one name, but for brackets and blanks, is the other or a part of it. What matching
/// takes for one name may be written with other words of trade or place.
fn is_part(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        folded(name).chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    let (one, other) = (plain(one), plain(other));
    one.contains(&other) || other.contains(&one)
}

fn verdict(agreement: Agreement, contradicts: bool, is_same: bool) -> &'static str {
    match agreement {
        _ if contradicts => "contradicts",
        Agreement::Agrees => "agrees",
        _ if is_same => "agrees",
        Agreement::IsClose => "close",
        Agreement::InPart => "partly",
        Agreement::Differs => "differs",
        Agreement::Missing => "missing",
    }
}
