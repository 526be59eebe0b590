//! Two customers beside each other, field by field: how `--explain` and the review show them.

use super::context::Ctx;
use super::error::CliError;
use super::show::ShowArgs;
use super::text::{self, Lang};
use crate::ingest::matching::Field;
use crate::load::{Compared, ComparedField};
use crate::model::AccountId;
use crate::render::{
    AsCell as _, Cell, CellType, Format, KEY, Tabular, types, visible_line, width, wrapped,
};

/// Two customers that were compared.
pub(crate) struct Pair {
    /// What the one is known by: a held group, a new name, a phone.
    pub(crate) subject: String,
    /// Its name, where it has one.
    pub(crate) name: Option<String>,
    /// The account that it was compared with.
    pub(crate) account: AccountId,
    /// The account's name.
    pub(crate) account_name: String,
    /// What came of it.
    pub(crate) compared: Compared,
}

/// A field of a pair.
pub(crate) struct FieldLine {
    field: ComparedField,
    /// Where people read it, their language.
    people: Option<Lang>,
}

impl Tabular for FieldLine {
    const KEYS: &'static [&'static str] =
        &["field", "value", "candidate_value", "verdict", "weight"];
    const TYPES: &'static [CellType] = types![= KEY, Option<String>, Option<String>, = KEY, i64,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let field = &self.field;
        put(Cell::Key(field.field.key()));
        put(field.one.as_cell());
        put(field.other.as_cell());
        match self.people {
            Some(lang) => put(Cell::Text(text::verdict(lang, field.verdict).into())),
            None => put(Cell::Key(field.verdict)),
        }
        put(i64::from(field.weight).as_cell());
    }
}

/// Returns the fields of a pair as rows, for people of a language or as data.
pub(crate) fn field_lines(compared: &Compared, people: Option<Lang>) -> Vec<FieldLine> {
    let fields = compared.fields.iter();
    fields.map(|field| FieldLine { field: field.clone(), people }).collect()
}

/// A field of one of several pairs, with what the pair comes to.
pub(crate) struct PairLine<'p> {
    pair: &'p Pair,
    line: FieldLine,
}

impl Tabular for PairLine<'_> {
    const NAMED_BY: Option<&'static str> = Some("subject");

    const KEYS: &'static [&'static str] = &[
        "subject",
        "account",
        "field",
        "value",
        "candidate_value",
        "verdict",
        "weight",
        "sum",
        "possible_from",
        "sure_from",
        "never_sure",
        "rule",
    ];
    const TYPES: &'static [CellType] = types![
        String,
        AccountId,
        = KEY,
        Option<String>,
        Option<String>,
        = KEY,
        i64,
        i64,
        Option<i64>,
        i64,
        bool,
        = KEY.or_none(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let found = &self.pair.compared.explanation;
        put(self.pair.subject.as_cell());
        put(self.pair.account.as_cell());
        self.line.cells(put);
        put(i64::from(found.sum).as_cell());
        put(found.possible_from.map(i64::from).as_cell());
        put(i64::from(found.sure_from).as_cell());
        put(found.never_sure.as_cell());
        put(found.rule.map_or(Cell::Null, |rule| Cell::Key(rule.code())));
    }
}

/// Prints pairs: a table each with what it comes to, of which a limit counts the pairs, or all
/// fields as rows of data.
pub(crate) fn show(ctx: &mut Ctx<'_>, show: &ShowArgs, pairs: &[Pair]) -> Result<(), CliError> {
    let (most, one) = (show.most(), show.without_limit());
    let is_plain = show.form() == Format::Table && show.output.is_none() && !one.is_chosen();
    let people = show.is_for_people().then_some(ctx.ui.lang);
    if !is_plain {
        let lines = pairs.iter().flat_map(|pair| {
            field_lines(&pair.compared, people).into_iter().map(move |line| PairLine { pair, line })
        });
        ctx.ui.show(show, lines)?;
        return Ok(());
    }
    let all = if most == 0 { pairs.len() } else { usize::try_from(most).unwrap_or(usize::MAX) };
    for (place, pair) in pairs.iter().take(all).enumerate() {
        if place > 0 {
            ctx.ui.line("")?;
        }
        ctx.ui.heading(&heading(pair))?;
        ctx.ui.show(&one, field_lines(&pair.compared, people))?;
        for line in conclusions(ctx.ui.lang, &pair.compared) {
            ctx.ui.line(&line)?;
        }
    }
    if all < pairs.len() {
        ctx.ui.status(&text::more_rows(ctx.ui.lang, most))?;
    }
    Ok(())
}

/// Returns who stands beside whom.
pub(crate) fn heading(pair: &Pair) -> String {
    let name = pair.name.as_deref().filter(|name| *name != pair.subject).unwrap_or_default();
    let blank = if name.is_empty() { "" } else { " " };
    format!("{}{blank}{name} | {} {}", pair.subject, pair.account, pair.account_name)
}

/// Returns what a comparison comes to: the sum, the thresholds, what forbids or proves.
pub(crate) fn conclusions(lang: Lang, compared: &Compared) -> Vec<String> {
    let found = &compared.explanation;
    let mut lines = vec![match found.possible_from {
        Some(possible) => text::sum_of_weights(lang, found.sum, possible, found.sure_from),
        None => text::sum_unasked(lang, found.sum, found.sure_from),
    }];
    if !found.contradictions.is_empty() {
        lines.push(text::kept_apart(lang));
    } else if let Some(rule) = found.rule {
        lines.push(text::sure_by_rule(lang, text::reason(lang, rule.code())));
    } else if found.never_sure && found.sum >= found.sure_from {
        let is_written_alike = |field: &ComparedField| {
            field.field == Field::Name && field.one.is_some() && field.one == field.other
        };
        let lacks_city = |field: &ComparedField| {
            field.field == Field::City && (field.one.is_none() || field.other.is_none())
        };
        let is_alike = compared.fields.iter().any(is_written_alike);
        let is_read_otherwise = is_alike && compared.fields.iter().any(lacks_city);
        lines.push(if is_read_otherwise {
            text::read_otherwise(lang)
        } else {
            text::never_sure(lang)
        });
    }
    lines
}

/// Blanks between columns.
const GAP: usize = 2;

/// Returns both sides of a comparison as lines of at most `limit` terminal cells: the field's
/// word, its mark, both values, each over as many lines as it needs; the weights where asked for.
pub(crate) fn side_by_side(
    ctx: &Ctx<'_>,
    (one, other): (&str, &str),
    fields: &[Beside],
    limit: usize,
) -> Vec<String> {
    let words: Vec<String> =
        fields.iter().map(|field| ctx.ui.label(field.key).to_owned()).collect();
    let label = words.iter().map(|word| width(word)).max().unwrap_or_default();
    let has_weights = fields.iter().any(|field| field.weight.is_some());
    let weight = if has_weights { 6 } else { 0 };
    let taken = label + 3 * GAP + MARK + weight;
    let column = limit.saturating_sub(taken).max(2 * LEAST) / 2;
    let head = " ".repeat(label + 2 * GAP + MARK) + &padded(one, column + GAP) + other;
    let mut lines = vec![head];
    for (field, word) in fields.iter().zip(&words) {
        let cell = |value: &Option<String>| broken(value.as_deref().unwrap_or("-"), column);
        let (left, right) = (cell(&field.one), cell(&field.other));
        for at in 0..left.len().max(right.len()) {
            let blank = String::new();
            let (word, mark) = if at == 0 { (word.as_str(), field.mark) } else { ("", "") };
            let left = left.get(at).unwrap_or(&blank);
            let right = right.get(at).unwrap_or(&blank);
            let gap = " ".repeat(GAP);
            let mut line = padded(word, label) + &gap + &padded(mark, MARK) + &gap;
            line += &(padded(left, column) + &gap + right);
            if let Some(weight) = field.weight.filter(|_| at == 0) {
                let shown = format!("{weight:+}");
                line = padded(&line, limit.saturating_sub(shown.len())) + &shown;
            }
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// A field of both sides.
pub(crate) struct Beside {
    /// Its key.
    pub(crate) key: &'static str,
    /// How it compares; blank where it is not compared.
    pub(crate) mark: &'static str,
    /// What the one says.
    pub(crate) one: Option<String>,
    /// What the other says.
    pub(crate) other: Option<String>,
    /// What that weighs, where it is asked for.
    pub(crate) weight: Option<i32>,
}

/// Terminal cells of a mark.
const MARK: usize = 2;
/// Terminal cells that a value has at least.
const LEAST: usize = 8;

/// Returns the mark of a verdict.
pub(crate) fn mark(verdict: &str) -> &'static str {
    match verdict {
        "agrees" => "=",
        "close" | "partly" => "~",
        "differs" => "!",
        "contradicts" => "!!",
        _ => "",
    }
}

fn padded(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// Returns a value as lines of at most `limit` cells; a word longer than a line is broken.
fn broken(value: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrapped(&visible_line(value), limit, 0) {
        let mut rest = String::new();
        for character in line.chars() {
            if width(&rest) + width(character.encode_utf8(&mut [0; 4])) > limit {
                lines.push(std::mem::take(&mut rest));
            }
            rest.push(character);
        }
        lines.push(rest);
    }
    lines
}
