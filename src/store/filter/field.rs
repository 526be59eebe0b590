//! Words and single fields as SQL.

use super::{FALSE, Of, Statement, due, joined};
use crate::model::{Choice as _, Comparison, DealState, Field, FieldType, Value};

/// Where the values of a field are.
#[derive(Clone, Copy)]
enum Place {
    /// A column of the account.
    Account(&'static str),
    /// A column of its open deals, or of the deal that is asked.
    OpenDeal(&'static str),
    /// A column of all its deals, or of the deal that is asked.
    AnyDeal(&'static str),
    /// A column of the account that is the id of a record with a name: its table.
    Named(&'static str, &'static str),
    Tags,
    Phones,
    Batches,
    Purchases,
    Due,
}

const fn place(field: Field) -> Place {
    match field {
        Field::Account => Place::Account("account.id"),
        Field::Name => Place::Account("account.name"),
        Field::Kind => Place::Account("account.kind"),
        Field::Owner => Place::Named("account.owner", "staff"),
        Field::Shop => Place::Named("account.shop", "shop"),
        Field::Source => Place::Named("account.source", "source"),
        Field::Parent => Place::Account("account.parent"),
        Field::Grade => Place::OpenDeal("deal.grade"),
        Field::Stage => Place::OpenDeal("deal.stage"),
        Field::Model => Place::OpenDeal("deal.model"),
        Field::Quantity => Place::OpenDeal("deal.quantity"),
        Field::Budget => Place::OpenDeal("deal.budget"),
        Field::Expected => Place::OpenDeal("deal.expected_on"),
        Field::State => Place::AnyDeal("deal.state"),
        Field::Due => Place::Due,
        Field::Industry => Place::Account("account.industry"),
        Field::Territory => Place::Account("account.territory"),
        Field::Province => Place::Account("account.province"),
        Field::City => Place::Account("account.city"),
        Field::District => Place::Account("account.district"),
        Field::Address => Place::Account("account.address"),
        Field::Channel => Place::Account("account.channel"),
        Field::Tag => Place::Tags,
        Field::Phone => Place::Phones,
        Field::Email => Place::Account("account.email"),
        Field::CreditCode => Place::Account("account.credit_code"),
        Field::Note => Place::Account("account.note"),
        Field::Batch => Place::Batches,
        Field::Opened => Place::Account("account.opened_on"),
        Field::LastTouch => Place::Account("account.reached_on"),
        Field::LastTry => Place::Account("account.tried_on"),
        Field::Purchases => Place::Purchases,
    }
}

impl Statement<'_> {
    pub(super) fn empty(&self, field: Field) -> String {
        match place(field) {
            Place::Account(column) | Place::Named(column, _) => format!("({column} IS NULL)"),
            Place::OpenDeal(column) | Place::AnyDeal(column) if self.of == Of::Deals => {
                format!("({column} IS NULL)")
            }
            Place::OpenDeal(column) => {
                format!("(NOT {})", open_deal(&format!("{column} IS NOT NULL")))
            }
            Place::AnyDeal(column) => format!("(NOT {})", deal(&format!("{column} IS NOT NULL"))),
            Place::Tags => "(account.tags IS NULL OR account.tags = '[]')".to_owned(),
            Place::Phones => format!("(NOT {})", related("phone", "phone.number IS NOT NULL")),
            Place::Batches => {
                format!("(NOT {})", related("batch_row", "batch_row.batch IS NOT NULL"))
            }
            Place::Purchases => format!("({PURCHASES} = 0)"),
            Place::Due => format!("(NOT {})", due::has_due()),
        }
    }

    pub(super) fn is(&mut self, field: Field, comparison: Comparison, values: &[Value]) -> String {
        let of = field.field_type();
        match place(field) {
            Place::Account(column) => {
                let compared = self.compared(column, of, comparison, values);
                format!("({column} IS NOT NULL AND {compared})")
            }
            Place::OpenDeal(column) | Place::AnyDeal(column) if self.of == Of::Deals => {
                let compared = self.compared(column, of, comparison, values);
                format!("({column} IS NOT NULL AND {compared})")
            }
            Place::OpenDeal(column) => open_deal(&self.compared(column, of, comparison, values)),
            Place::AnyDeal(column) => deal(&self.compared(column, of, comparison, values)),
            Place::Named(column, table) => self.named(column, table, comparison, values),
            Place::Tags => {
                let tags = each_text(values, |tag| self.element("account.tags", tag));
                format!("(account.tags IS NOT NULL AND {tags})")
            }
            Place::Phones => {
                let phones = each_text(values, |text| match comparison {
                    Comparison::Equal => self.phone_equals(text),
                    _ => self.phone_contains(&digits(text)),
                });
                among("phone", &phones)
            }
            Place::Batches => {
                among("batch_row", &self.compared("batch_row.batch", of, comparison, values))
            }
            Place::Purchases => self.compared(PURCHASES, of, comparison, values),
            Place::Due => self.due(comparison, values),
        }
    }

    /// Returns the condition that a name or, where the text may be one, a phone contains it.
    pub(super) fn word(&mut self, text: &str) -> String {
        let pattern = self.text(containing(text));
        let name = format!("lower(account.name) LIKE {pattern} {ESCAPE}");
        let contact = among("contact", &format!("lower(contact.name) LIKE {pattern} {ESCAPE}"));
        let mut ways = vec![name, contact];
        let number = digits(text);
        let dialled = |c: char| c.is_whitespace() || "+-()（）".contains(c) || digit(c).is_some();
        if number.len() >= 3 && text.chars().all(dialled) {
            ways.push(among("phone", &self.phone_contains(&number)));
        }
        joined(ways, " OR ", FALSE)
    }

    /// Returns the condition that `column` compares so with one of the values of its type.
    fn compared(
        &mut self,
        column: &str,
        of: FieldType,
        comparison: Comparison,
        values: &[Value],
    ) -> String {
        let mut parameters = Vec::new();
        let contains = of == FieldType::Text && comparison == Comparison::Is;
        for value in values {
            parameters.extend(match (of, value) {
                (FieldType::Text, Value::Text(text)) if contains => {
                    Some(self.text(containing(text)))
                }
                (FieldType::Text | FieldType::Key, Value::Text(text)) => Some(self.text(text)),
                (FieldType::Number | FieldType::Money, Value::Number(number))
                | (FieldType::Id, Value::Id(number)) => Some(self.number(*number)),
                (FieldType::Day, Value::Day(day)) => Some(self.text(day.to_string())),
                _ => None,
            });
        }
        let sign = match comparison {
            Comparison::Is if contains => {
                let like = |p| format!("lower({column}) LIKE {p} {ESCAPE}");
                return joined(parameters.into_iter().map(like).collect(), " OR ", FALSE);
            }
            Comparison::Is | Comparison::Equal if parameters.is_empty() => return FALSE.to_owned(),
            Comparison::Is | Comparison::Equal => {
                return format!("({column} IN ({}))", parameters.join(", "));
            }
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        };
        let each = parameters.into_iter().map(|p| format!("({column} {sign} {p})"));
        joined(each.collect(), " OR ", FALSE)
    }

    /// Returns the condition that `column` is one of the ids, or the id of a record so named.
    ///
    /// `:` takes part of a name, `=` the name. Staff are known by an alias or login too.
    fn named(
        &mut self,
        column: &str,
        table: &str,
        comparison: Comparison,
        values: &[Value],
    ) -> String {
        let mut ways = Vec::new();
        for value in values {
            match value {
                Value::Id(id) => {
                    let id = self.number(*id);
                    ways.push(format!("{column} = {id}"));
                }
                Value::Text(text) => {
                    let records = self.records_named(table, comparison, text);
                    ways.push(format!("{column} IN ({records})"));
                }
                Value::Number(_) | Value::Day(_) => {}
            }
        }
        format!("({column} IS NOT NULL AND {})", joined(ways, " OR ", FALSE))
    }

    fn records_named(&mut self, table: &str, comparison: Comparison, text: &str) -> String {
        let mut names = vec![if comparison == Comparison::Equal {
            format!("{table}.name = {}", self.text(text))
        } else {
            format!("lower({table}.name) LIKE {} {ESCAPE}", self.text(containing(text)))
        }];
        if table == "staff" {
            names.push(self.element("staff.aliases", text));
            names.push(format!("lower(staff.login) = {}", self.text(text.to_ascii_lowercase())));
        }
        let condition = joined(names, " OR ", FALSE);
        format!("SELECT {table}.id FROM {table} WHERE {table}.removed_op IS NULL AND {condition}")
    }

    /// Returns the condition that `column`, a JSON array of texts, has `element`.
    ///
    /// A quote behind `[` or `,` is one that JSON wrote; one that a text contains is behind `\`.
    fn element(&mut self, column: &str, element: &str) -> String {
        let json = serde_json::Value::from(element.to_ascii_lowercase()).to_string();
        let first = self.text(format!("[{}%", escaped(&json)));
        let later = self.text(format!("%,{}%", escaped(&json)));
        format!("(lower({column}) LIKE {first} {ESCAPE} OR lower({column}) LIKE {later} {ESCAPE})")
    }

    /// Returns the condition that a phone, with its extension, contains `digits`, or begins with
    /// them as they are dialled within China (`0755…`) or from there (`0086…`).
    fn phone_contains(&mut self, digits: &str) -> String {
        if digits.is_empty() {
            return FALSE.to_owned();
        }
        let patterns = std::iter::once(format!("%{digits}%"))
            .chain(international(digits).map(|number| format!("{number}%")));
        let like = patterns.map(|pattern| {
            format!("(phone.number || COALESCE(phone.extension, '')) LIKE {}", self.text(pattern))
        });
        let like = like.collect();
        joined(like, " OR ", FALSE)
    }

    fn phone_equals(&mut self, text: &str) -> String {
        let digits = digits(text);
        if digits.is_empty() {
            return FALSE.to_owned();
        }
        let numbers = [digits.clone(), format!("+{digits}"), format!("+86{digits}")];
        let numbers = numbers.into_iter().chain(international(&digits));
        let parameters: Vec<String> = numbers.map(|number| self.text(number)).collect();
        format!("phone.number IN ({})", parameters.join(", "))
    }
}

const ESCAPE: &str = r"ESCAPE '\'";
const PURCHASES: &str = "(SELECT COUNT(*) FROM purchase \
     WHERE purchase.account = account.id AND purchase.removed_op IS NULL)";

/// Returns the condition that an open deal of the account meets `condition`.
fn open_deal(condition: &str) -> String {
    deal(&format!("deal.state = '{}' AND {condition}", DealState::Open.key()))
}

fn deal(condition: &str) -> String {
    related("deal", condition)
}

/// Returns the condition that a record of the account meets `condition`, found by the account.
fn related(table: &str, condition: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM {table} WHERE {table}.account = account.id \
         AND {table}.removed_op IS NULL AND {condition})"
    )
}

/// Returns the same condition as [`related`], read once for all accounts: for conditions that
/// few records meet, or that no index answers.
fn among(table: &str, condition: &str) -> String {
    format!(
        "(account.id IN (SELECT {table}.account FROM {table} WHERE {table}.removed_op IS NULL \
         AND {table}.account IS NOT NULL AND {condition}))"
    )
}

fn each_text(values: &[Value], mut condition: impl FnMut(&str) -> String) -> String {
    let texts = values.iter().filter_map(|value| match value {
        Value::Text(text) => Some(condition(text)),
        _ => None,
    });
    let texts = texts.collect();
    joined(texts, " OR ", FALSE)
}

/// Returns the LIKE pattern of texts that contain `text`, in lower ASCII case.
fn containing(text: &str) -> String {
    format!("%{}%", escaped(&text.to_ascii_lowercase()))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// Returns the ASCII digit that `c` is, full-width ones included.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Returns the international form of digits dialled with a 0 or 00 before them.
fn international(digits: &str) -> Option<String> {
    let (prefix, rest) = match digits.strip_prefix("00") {
        Some(rest) => ("+", rest),
        None => ("+86", digits.strip_prefix('0')?),
    };
    (!rest.is_empty()).then(|| format!("{prefix}{rest}"))
}
