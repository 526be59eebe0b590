//! What filters mean, evaluated one account at a time over plain structs: tests compare SQL with it.

use pinyin::ToPinyinMulti as _;

use crate::model::{Comparison, Day, DealState, Field, FieldType, Filter, Grade, Value};

/// Days between contacts by grade; A shares B's, nothing is said of `-`.
const CADENCES: [(Grade, i64); 5] =
    [(Grade::O, 7), (Grade::H, 2), (Grade::A, 7), (Grade::B, 7), (Grade::C, 15)];
/// Days after an attempt.
const RETRY_AFTER: i64 = 3;

#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) accounts: Vec<Account>,
    pub(super) staff: Vec<Named>,
    pub(super) shops: Vec<Named>,
    pub(super) sources: Vec<Named>,
}

#[derive(Debug)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) removed: bool,
    pub(super) name: &'static str,
    pub(super) aliases: Vec<&'static str>,
    pub(super) login: Option<&'static str>,
}

#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: i64,
    pub(super) removed: bool,
    pub(super) kind: &'static str,
    /// Of the fields that are texts of the account; by field.
    pub(super) texts: Vec<(Field, Option<&'static str>)>,
    pub(super) owner: Option<i64>,
    pub(super) shop: Option<i64>,
    pub(super) source: Option<i64>,
    pub(super) parent: Option<i64>,
    pub(super) tags: Vec<&'static str>,
    pub(super) opened_on: Day,
    pub(super) reached_on: Option<Day>,
    pub(super) tried_on: Option<Day>,
    pub(super) assigned_on: Option<Day>,
    /// The rest with whether they are removed.
    pub(super) contacts: Vec<(bool, &'static str)>,
    pub(super) phones: Vec<(bool, &'static str, Option<&'static str>)>,
    pub(super) deals: Vec<(bool, Deal)>,
    pub(super) batches: Vec<(bool, i64)>,
    pub(super) purchases: Vec<bool>,
}

#[derive(Debug)]
pub(super) struct Deal {
    pub(super) state: DealState,
    pub(super) stage: &'static str,
    pub(super) grade: Grade,
    pub(super) model: Option<&'static str>,
    pub(super) quantity: Option<i64>,
    pub(super) budget: Option<i64>,
    pub(super) expected_on: Option<Day>,
    pub(super) opened_on: Day,
}

impl World {
    /// Returns the ids of the accounts that `filter` selects, in order.
    pub(super) fn select(&self, filter: &Filter) -> Vec<i64> {
        let live = self.accounts.iter().filter(|account| !account.removed);
        live.filter(|account| self.holds(filter, account, None)).map(|account| account.id).collect()
    }

    /// Returns the places, from 1 and over all accounts, of the deals that `filter` selects.
    pub(super) fn select_deals(&self, filter: &Filter) -> Vec<i64> {
        let all = self.accounts.iter().flat_map(|a| a.deals.iter().map(move |deal| (a, deal)));
        let placed = (1_i64..).zip(all);
        let live = placed.filter(|(_, (account, (removed, _)))| !account.removed && !removed);
        live.filter(|(_, (account, (_, deal)))| self.holds(filter, account, Some(deal)))
            .map(|(place, _)| place)
            .collect()
    }

    /// Returns whether the account is so, and `deal` where fields of deals are asked; all the
    /// account's where `None`.
    fn holds(&self, filter: &Filter, account: &Account, deal: Option<&Deal>) -> bool {
        match filter {
            Filter::And(all) => all.iter().all(|one| self.holds(one, account, deal)),
            Filter::Or(any) => any.iter().any(|one| self.holds(one, account, deal)),
            Filter::Not(inner) => !self.holds(inner, account, deal),
            Filter::Word(text) => account.has_word(text),
            Filter::Empty(Field::Purchases) => {
                account.values(Field::Purchases, deal) == [Value::Number(0)]
            }
            Filter::Empty(field) => account.values(*field, deal).is_empty(),
            Filter::Is(field, comparison, wanted) => {
                account.values(*field, deal).iter().any(|value| {
                    wanted.iter().any(|wanted| self.compares(*field, value, *comparison, wanted))
                })
            }
        }
    }

    fn compares(&self, field: Field, value: &Value, by: Comparison, wanted: &Value) -> bool {
        let records = match field {
            Field::Owner => &self.staff,
            Field::Shop => &self.shops,
            _ => &self.sources,
        };
        match (field.field_type(), value, wanted) {
            (FieldType::Name, Value::Id(id), Value::Text(name)) => records
                .iter()
                .any(|record| record.id == *id && !record.removed && record.is_named(name, by)),
            (_, Value::Text(number), Value::Text(wanted)) if field == Field::Phone => {
                phone_compares(number, by, wanted)
            }
            (_, Value::Text(value), Value::Text(wanted)) if field == Field::Tag => {
                value.eq_ignore_ascii_case(wanted)
            }
            (FieldType::Text, Value::Text(value), Value::Text(wanted)) if by == Comparison::Is => {
                contains(value, wanted)
            }
            _ => match by {
                Comparison::Is | Comparison::Equal => value == wanted,
                Comparison::Less => value < wanted,
                Comparison::LessOrEqual => value <= wanted,
                Comparison::Greater => value > wanted,
                Comparison::GreaterOrEqual => value >= wanted,
            },
        }
    }
}

impl Named {
    fn is_named(&self, wanted: &str, by: Comparison) -> bool {
        let known_as = |name: &&str| name.eq_ignore_ascii_case(wanted);
        let name =
            if by == Comparison::Equal { self.name == wanted } else { contains(self.name, wanted) };
        name || self.aliases.iter().any(known_as) || self.login.iter().any(known_as)
    }
}

impl Account {
    fn values(&self, field: Field, asked: Option<&Deal>) -> Vec<Value> {
        let text = |text: &'static str| Value::Text(text.to_owned());
        let ids = |id: Option<i64>| id.map(Value::Id).into_iter().collect();
        let days = |day: Option<Day>| day.map(Value::Day).into_iter().collect();
        let deals = || match asked {
            Some(deal) => vec![deal],
            None => self.live_deals().collect(),
        };
        let is_open = |deal: &&Deal| asked.is_some() || deal.state == DealState::Open;
        let open = || deals().into_iter().filter(is_open);
        match field {
            Field::Account => vec![Value::Id(self.id)],
            Field::Kind => vec![text(self.kind)],
            Field::Owner => ids(self.owner),
            Field::Shop => ids(self.shop),
            Field::Source => ids(self.source),
            Field::Parent => ids(self.parent),
            Field::Grade => open().map(|deal| text(deal.grade.letter())).collect(),
            Field::Stage => open().map(|deal| text(deal.stage)).collect(),
            Field::State => deals().into_iter().map(|d| Value::Text(d.state.to_string())).collect(),
            Field::Model => open().filter_map(|deal| deal.model.map(text)).collect(),
            Field::Budget => open().filter_map(|deal| deal.budget.map(Value::Number)).collect(),
            Field::Quantity => open().filter_map(|deal| deal.quantity.map(Value::Number)).collect(),
            Field::Expected => open().filter_map(|deal| deal.expected_on.map(Value::Day)).collect(),
            Field::Due => days(self.due()),
            Field::Tag => self.tags.iter().copied().map(text).collect(),
            Field::Phone => {
                let live = self.phones.iter().filter(|(removed, ..)| !removed);
                live.map(|(_, number, extension)| {
                    Value::Text(format!("{number}x{}", extension.unwrap_or_default()))
                })
                .collect()
            }
            Field::Batch => {
                let live = self.batches.iter().filter(|(removed, _)| !removed);
                live.map(|(_, batch)| Value::Id(*batch)).collect()
            }
            Field::Opened => days(Some(self.opened_on)),
            Field::LastTouch => days(self.reached_on),
            Field::LastTry => days(self.tried_on),
            Field::Purchases => {
                let count = self.purchases.iter().filter(|removed| !**removed).count();
                vec![Value::Number(i64::try_from(count).unwrap())]
            }
            _ => {
                let of = self.texts.iter().filter(|(of, _)| *of == field);
                of.filter_map(|(_, value)| value.map(text)).collect()
            }
        }
    }

    fn live_deals(&self) -> impl Iterator<Item = &Deal> {
        self.deals.iter().filter(|(removed, _)| !removed).map(|(_, deal)| deal)
    }

    /// A day on which it is due, different for most: filters compare whatever the rules say.
    pub(super) fn due(&self) -> Option<Day> {
        let open = self.live_deals().filter(|deal| deal.state == DealState::Open);
        open.filter_map(|deal| self.deal_due(deal)).min()
    }

    fn deal_due(&self, deal: &Deal) -> Option<Day> {
        let grade = if deal.grade == Grade::N { Grade::C } else { deal.grade };
        let cadence = CADENCES.iter().find(|(of, _)| *of == grade).map(|(_, days)| *days);
        let attempt =
            self.tried_on.filter(|tried| self.reached_on.is_none_or(|reached| *tried > reached));
        let again = match (attempt, self.reached_on) {
            (Some(tried), _) => Some(tried.plus_days(RETRY_AFTER)),
            (None, Some(reached)) => Some(reached.plus_days(cadence?)),
            (None, None) => None,
        };
        let assigned = self.assigned_on.filter(|_| self.reached_on.is_none());
        Some(deal.opened_on).into_iter().chain(assigned).chain(again).max()
    }

    fn has_word(&self, text: &str) -> bool {
        let name = self.values(Field::Name, None);
        let in_name = name.iter().any(|name| matches!(name, Value::Text(n) if contains(n, text)));
        let in_contact =
            self.contacts.iter().any(|(removed, name)| !removed && contains(name, text));
        let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-()".contains(c))
            && text.chars().filter(char::is_ascii_digit).count() >= 3;
        let in_phone = || {
            self.values(Field::Phone, None).iter().any(|phone| {
                matches!(phone, Value::Text(number) if phone_compares(number, Comparison::Is, text))
            })
        };
        let sounds = |name: &str| spells(text, name);
        let named_so = name.iter().any(|name| matches!(name, Value::Text(n) if sounds(n)))
            || self.contacts.iter().any(|(removed, name)| !removed && sounds(name));
        in_name || in_contact || named_so || (is_number && in_phone())
    }
}

/// Returns whether characters of `name` one behind the other are spelled by `letters`: each by
/// its initial or by a whole syllable, the last perhaps begun only.
fn spells(letters: &str, name: &str) -> bool {
    let letters = letters.to_lowercase().replace('ü', "v");
    if letters.len() < 2 || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let name: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    (0..name.len()).any(|from| spelled(&letters, &name[from..]))
}

fn spelled(letters: &str, name: &[char]) -> bool {
    let Some((c, rest)) = name.split_first() else { return letters.is_empty() };
    let mut ways = vec![c.to_ascii_lowercase().to_string()];
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let syllable = reading.plain().replace('ü', "v");
        ways.extend([syllable.chars().take(1).collect(), syllable]);
    }
    letters.is_empty()
        || ways.iter().any(|way| match letters.strip_prefix(way.as_str()) {
            Some(left) => spelled(left, rest),
            None => !c.is_ascii() && way.starts_with(letters),
        })
}

fn contains(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

/// Compares a number and extension, `+861065551234x8012`, with what a person typed.
fn phone_compares(stored: &str, by: Comparison, wanted: &str) -> bool {
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let international = digits
        .strip_prefix("00")
        .map(|rest| ("+", rest))
        .or_else(|| digits.strip_prefix('0').map(|rest| ("+86", rest)))
        .filter(|(_, rest)| !rest.is_empty())
        .map(|(prefix, rest)| format!("{prefix}{rest}"));
    let (number, _) = stored.split_once('x').unwrap();
    if digits.is_empty() {
        return false;
    }
    if by == Comparison::Equal {
        return number.trim_start_matches('+') == digits
            || number == format!("+86{digits}")
            || international.is_some_and(|full| number == full);
    }
    let dialled = stored.replace('x', "");
    dialled.contains(&digits) || international.is_some_and(|full| dialled.starts_with(&full))
}
