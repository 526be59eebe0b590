//! Lines of an order as people type them: `拓川 2.0L:白:5@250000`.

use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;
use crate::ingest::clean::{money, quantity};
use crate::model::{Deal, Money};

/// A line that is to be ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli::cmd) struct Wanted {
    pub(in crate::cli::cmd) model: String,
    pub(in crate::cli::cmd) version: Option<String>,
    pub(in crate::cli::cmd) colour: Option<String>,
    pub(in crate::cli::cmd) quantity: i64,
    pub(in crate::cli::cmd) price: Option<Money>,
}

/// Returns the lines typed.
///
/// # Errors
/// Every line that cannot be read.
pub(super) fn typed(lines: &[String], deal: &Deal) -> Result<Vec<Wanted>, CliError> {
    let mut wanted = Vec::with_capacity(lines.len());
    let mut problems: Vec<Message> = Vec::new();
    for line in lines {
        if let Some(line) = read(line, deal.model.as_deref()) {
            wanted.push(line);
        } else {
            let line = line.clone();
            problems.push(Box::new(move |lang| text::bad_order_line(lang, &line)));
        }
    }
    if problems.is_empty() { Ok(wanted) } else { Err(CliError::all(Kind::Usage, problems)) }
}

/// Returns the deal's own line; the price of one is its budget divided by its quantity where that
/// is asked for, to the hundredth below.
///
/// # Errors
/// Everything that the deal does not say.
pub(super) fn of_deal(deal: &Deal, price_from_budget: bool) -> Result<Wanted, CliError> {
    let mut missing = Vec::new();
    if deal.model.is_none() {
        missing.push("--model");
    }
    if deal.quantity.is_none() {
        missing.push("--quantity");
    }
    if price_from_budget && deal.budget.is_none() {
        missing.push("--budget");
    }
    let (Some(model), Some(quantity), true) = (&deal.model, deal.quantity, missing.is_empty())
    else {
        let (id, options) = (deal.id, missing.join(", "));
        return Err(CliError::refused(move |lang| text::deal_lacks(lang, id, &options))
            .hint(move |lang| text::hint_order_line(lang, id)));
    };
    let price = deal.budget.filter(|_| price_from_budget);
    Ok(Wanted {
        model: model.clone(),
        version: deal.version.clone(),
        colour: deal.colour.clone(),
        quantity,
        price: price.map(|budget| Money { minor: budget.minor / quantity.max(1) }),
    })
}

/// Reads a line. What follows the deal's model, or else the first blank, is the version.
fn read(line: &str, model_of_deal: Option<&str>) -> Option<Wanted> {
    let line = line.replace('：', ":").replace('＠', "@");
    let (what, price) = match line.rsplit_once('@') {
        Some((what, price)) => (what, Some(price)),
        None => (line.as_str(), None),
    };
    let price = match price {
        Some(text) => Some(money::money(text).ok().filter(|price| price.minor > 0)?),
        None => None,
    };
    let mut parts = what.split(':').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let (colour, pieces) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => (None, None),
        (Some(only), None, _) if quantity::quantity(only).is_ok() => (None, Some(only)),
        (Some(colour), None, _) => (Some(colour), None),
        (Some(colour), Some(pieces), None) => (Some(colour), Some(pieces)),
        _ => return None,
    };
    let quantity = match pieces {
        Some(text) => quantity::quantity(text).ok().filter(|pieces| *pieces > 0)?,
        None => 1,
    };
    let (model, version) = split(name, model_of_deal);
    let colour = colour.filter(|colour| !colour.is_empty()).map(str::to_owned);
    Some(Wanted { model, version, colour, quantity, price })
}

/// Returns model and version: what follows the deal's model, or else the first blank.
pub(in crate::cli::cmd) fn split(
    name: &str,
    model_of_deal: Option<&str>,
) -> (String, Option<String>) {
    let known = model_of_deal.map(str::trim).filter(|model| !model.is_empty());
    let rest = known.and_then(|model| Some((model, name.strip_prefix(model)?)));
    match rest {
        Some((model, "")) => (model.to_owned(), None),
        Some((model, rest)) if rest.starts_with(char::is_whitespace) => {
            (model.to_owned(), Some(rest.trim().to_owned()))
        }
        _ => match name.split_once(char::is_whitespace) {
            Some((model, version)) => (model.to_owned(), Some(version.trim().to_owned())),
            None => (name.to_owned(), None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(
        (model, version, colour): (&str, Option<&str>, Option<&str>),
        quantity: i64,
        price: Option<i64>,
    ) -> Wanted {
        Wanted {
            model: model.to_owned(),
            version: version.map(str::to_owned),
            colour: colour.map(str::to_owned),
            quantity,
            price: price.and_then(Money::from_units),
        }
    }

    #[test]
    fn lines_are_read_as_people_type_them() {
        for (line, expected) in [
            ("拓川 2.0L:白:5@250000", wanted(("拓川", Some("2.0L"), Some("白")), 5, Some(250_000))),
            ("拓川：白：5＠25万", wanted(("拓川", None, Some("白")), 5, Some(250_000))),
            ("拓川:5", wanted(("拓川", None, None), 5, None)),
            ("拓川:五台", wanted(("拓川", None, None), 5, None)),
            ("拓川:白", wanted(("拓川", None, Some("白")), 1, None)),
            ("拓川::3", wanted(("拓川", None, None), 3, None)),
            ("拓川@9.8万", wanted(("拓川", None, None), 1, Some(98_000))),
            ("Model Y 长续航", wanted(("Model Y", Some("长续航"), None), 1, None)),
            ("Model Y", wanted(("Model Y", None, None), 1, None)),
            ("Model Yes", wanted(("Model", Some("Yes"), None), 1, None)),
        ] {
            assert_eq!(read(line, Some("Model Y")), Some(expected), "{line}");
        }
        for line in ["", ":白:2", "拓川:白:0", "拓川:白:几台", "拓川:白:2:3", "拓川@", "拓川@-5"]
        {
            assert_eq!(read(line, None), None, "{line}");
        }
    }
}
