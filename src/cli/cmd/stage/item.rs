//! Exit evidence given on the command line, each piece read as what it is.

use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;
use crate::filter::day_of;
use crate::ingest::clean::money;
use crate::ingest::clean::person::person;
use crate::model::{Choice as _, Day, Factor};
use crate::playbook::{Proof, Stage};

/// Returns the pieces given as `KEY=TEXT`, an amount and a day as fields hold them. What the stage
/// left does not ask for, and what is blank, is for the rules to say.
///
/// # Errors
/// Every piece that is none, or of which the text is not what it is to be.
pub(super) fn read(
    said: &[String],
    left: Option<&Stage>,
    today: Day,
) -> Result<Vec<(String, String)>, CliError> {
    let (mut read, mut wrong) = (Vec::new(), Vec::<Message>::new());
    for given in said {
        let Some((key, text)) = given.split_once('=') else {
            let given = given.clone();
            wrong.push(Box::new(move |lang| text::bad_item(lang, &given)));
            continue;
        };
        let asked = left.and_then(|left| left.exit_evidence.iter().find(|item| item.is(key)));
        let text = text.trim();
        let value = match asked {
            Some(item) if !text.is_empty() => {
                value(item.shown_by, text, today).ok_or((item.shown_by, item.key.clone()))
            }
            _ => Ok(text.to_owned()),
        };
        match value {
            Ok(value) => read.push((key.to_owned(), value)),
            Err((proof, key)) => {
                let (option, text) = (format!("item {key}"), text.to_owned());
                wrong.push(Box::new(move |lang| match proof {
                    Proof::Budget => text::bad_money(lang, &option, &text),
                    Proof::ExpectedDate => text::bad_option_day(lang, &option, &text),
                    Proof::DecisionMaker | Proof::Note => text::bad_person(lang, &option, &text),
                }));
            }
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(CliError::all(Kind::Usage, wrong)) }
}

/// Returns what is said of a piece as it is kept; `None` where it is not of its kind: for a budget an
/// amount above 0, for a time a day, for who decides somebody's name.
fn value(shown_by: Proof, text: &str, today: Day) -> Option<String> {
    match shown_by {
        Proof::Budget => {
            let budget = money::money(text).ok().filter(|budget| budget.minor > 0)?;
            Some(budget.to_string())
        }
        Proof::ExpectedDate => day_of(text, today).map(|day| day.to_string()),
        Proof::DecisionMaker => {
            let is_name = person(text).is_some()
                && text.chars().any(char::is_alphabetic)
                && Factor::read(text).is_err();
            is_name.then(|| text.to_owned())
        }
        Proof::Note => Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_what_shows_it() {
        let today: Day = "2026-03-02".parse().unwrap();
        for (proof, text, expected) in [
            (Proof::Budget, "125万", Some("1250000.00")),
            (Proof::Budget, "￥250,000", Some("250000.00")),
            (Proof::Budget, "已批", None),
            (Proof::Budget, "0", None),
            (Proof::Budget, "-5万", None),
            (Proof::Budget, "100-120万", None),
            (Proof::ExpectedDate, "2026-03-16", Some("2026-03-16")),
            (Proof::ExpectedDate, "+2w", Some("2026-03-16")),
            (Proof::ExpectedDate, "下周三", Some("2026-03-11")),
            (Proof::ExpectedDate, "尽快", None),
            (Proof::ExpectedDate, "2026-02-30", None),
            (Proof::DecisionMaker, "张总", Some("张总")),
            (Proof::DecisionMaker, "Mr. Smith", Some("Mr. Smith")),
            (Proof::DecisionMaker, "13800138000", None),
            (Proof::DecisionMaker, "是", None),
            (Proof::DecisionMaker, "yes", None),
            (Proof::DecisionMaker, "未知", None),
            (Proof::Note, "3月3日邮件同意", Some("3月3日邮件同意")),
        ] {
            assert_eq!(value(proof, text, today).as_deref(), expected, "{proof:?} {text}");
        }
    }
}
