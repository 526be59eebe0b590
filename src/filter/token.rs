//! Text to tokens. Every text has tokens: what is wrong with it becomes a token of its own, so
//! that all problems of a filter are found at once.

use std::ops::Range;

use winnow::LocatingSlice;
use winnow::Parser as _;
use winnow::Result;
use winnow::combinator::{alt, delimited, eof, not, opt, peek, preceded, repeat, separated};
use winnow::error::ContextError;
use winnow::stream::Stream as _;
use winnow::token::{any, literal, none_of, one_of, rest, take_till, take_while};

use crate::model::Comparison;

type Input<'s> = LocatingSlice<&'s str>;

const OPENING: [char; 2] = ['(', '（'];
const CLOSING: [char; 2] = [')', '）'];
const CURLY: [char; 2] = ['“', '”'];
const QUOTES: [char; 5] = ['"', '“', '”', '「', '」'];
const OPERATORS: [char; 10] = [':', '：', '=', '＝', '<', '＜', '>', '＞', '≤', '≥'];
const COMMAS: [char; 3] = [',', '，', '、'];
const MINUS: [char; 2] = ['-', '－'];

/// How deep brackets within a word may be in each other; keeps looking for their ends short.
const DEEPEST_IN_WORD: usize = 4;

/// A part of a filter.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'s> {
    Open,
    Close,
    And,
    Or,
    Negate,
    Word(&'s str),
    Quoted(String),
    Question(Question<'s>),
    /// An operator without a field before it, a minus with nothing behind it.
    StrayOperator,
    /// A quote that is never closed, and all behind it.
    UnclosedQuote,
}

/// A field compared with values.
#[derive(Debug, PartialEq)]
pub(super) struct Question<'s> {
    pub(super) field: &'s str,
    pub(super) comparison: Comparison,
    /// One at least; empty text where nothing is written.
    pub(super) items: Vec<Item>,
}

/// One value as written.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) quoted: bool,
    /// Bytes of the filter that it is written in.
    pub(super) span: Range<usize>,
}

/// Returns the tokens of `text`, each with the bytes it is written in.
pub(super) fn tokens(text: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let all: Result<Vec<_>, ContextError> =
        repeat(0.., preceded(blanks, token.with_span())).parse_next(&mut LocatingSlice::new(text));
    all.unwrap_or_default()
}

/// Returns whether `word` alone means something else than itself.
pub(super) fn is_keyword(word: &str) -> bool {
    keyword(word).is_some()
}

fn keyword(word: &str) -> Option<Token<'static>> {
    let is = |english: &str, chinese: &str| word.eq_ignore_ascii_case(english) || word == chinese;
    if is("or", "或") {
        return Some(Token::Or);
    }
    if is("and", "且") {
        return Some(Token::And);
    }
    is("not", "非").then_some(Token::Negate)
}

fn blanks<'s>(input: &mut Input<'s>) -> Result<&'s str> {
    take_while(0.., char::is_whitespace).parse_next(input)
}

fn token<'s>(input: &mut Input<'s>) -> Result<Token<'s>> {
    alt((
        one_of(OPENING).map(|_| Token::Open),
        one_of(CLOSING).map(|_| Token::Close),
        quoted.map(Token::Quoted),
        (one_of(QUOTES), rest).map(|_| Token::UnclosedQuote),
        (one_of(MINUS), peek(none_of(ends_minus))).map(|_| Token::Negate),
        (one_of(MINUS), alt((peek(one_of(ends_minus)).void(), eof.void())))
            .map(|_| Token::StrayOperator),
        word_or_question,
        alt((comparison.void(), any.void())).map(|()| Token::StrayOperator),
    ))
    .parse_next(input)
}

fn ends_minus(next: char) -> bool {
    next.is_whitespace() || CLOSING.contains(&next)
}

fn word_or_question<'s>(input: &mut Input<'s>) -> Result<Token<'s>> {
    let word = run(|c| OPERATORS.contains(&c)).parse_next(input)?;
    let Some(comparison) = opt(comparison).parse_next(input)? else {
        return Ok(keyword(word).unwrap_or(Token::Word(word)));
    };
    let items = separated(1.., item, one_of(COMMAS)).parse_next(input)?;
    Ok(Token::Question(Question { field: word, comparison, items }))
}

fn comparison(input: &mut Input<'_>) -> Result<Comparison> {
    let equal = || one_of(['=', '＝']);
    alt((
        one_of([':', '：']).map(|_| Comparison::Is),
        equal().map(|_| Comparison::Equal),
        (one_of(['<', '＜']), equal()).map(|_| Comparison::LessOrEqual),
        one_of(['<', '＜']).map(|_| Comparison::Less),
        (one_of(['>', '＞']), equal()).map(|_| Comparison::GreaterOrEqual),
        one_of(['>', '＞']).map(|_| Comparison::Greater),
        one_of('≤').map(|_| Comparison::LessOrEqual),
        one_of('≥').map(|_| Comparison::GreaterOrEqual),
    ))
    .parse_next(input)
}

fn item(input: &mut Input<'_>) -> Result<Item> {
    let bare = preceded(
        peek(not(one_of(OPERATORS))),
        run(|c| COMMAS.contains(&c)).map(|text: &str| (text.to_owned(), false)),
    );
    let ((text, quoted), span) =
        alt((quoted.map(|text| (text, true)), bare, winnow::combinator::empty.default_value()))
            .with_span()
            .parse_next(input)?;
    Ok(Item { text, quoted, span })
}

/// Reads a text in quotes: straight ones, doubled for one inside; curly ones; corner brackets.
fn quoted(input: &mut Input<'_>) -> Result<String> {
    let straight = delimited(
        '"',
        repeat(0.., alt((take_till(1.., '"'), literal("\"\"").map(|_| "\"")))).fold(
            String::new,
            |mut text, part: &str| {
                text.push_str(part);
                text
            },
        ),
        '"',
    );
    let curly = delimited(one_of(CURLY), take_till(0.., CURLY), one_of(CURLY));
    let corner = delimited('「', take_till(0.., '」'), '」');
    alt((straight, curly.map(str::to_owned), corner.map(str::to_owned))).parse_next(input)
}

/// Reads characters up to a blank, a quote, a bracket or one that `stops`.
///
/// A bracket opened behind a character of the run and closed before its end belongs to it:
/// `多达（深圳）公司` is one word.
fn run<'s>(stops: impl Fn(char) -> bool) -> impl winnow::Parser<Input<'s>, &'s str, ContextError> {
    move |input: &mut Input<'s>| {
        let length = run_length(input.as_ref(), &stops);
        if length == 0 {
            return winnow::combinator::fail.parse_next(input);
        }
        Ok(input.next_slice(length))
    }
}

fn run_length(text: &str, stops: &impl Fn(char) -> bool) -> usize {
    let mut open_at = Vec::new();
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let closes = CLOSING.contains(&c);
        let opens = OPENING.contains(&c);
        let group = opens && open_at.is_empty() && (at == 0 || is_keyword(&text[..at]));
        let ends = c.is_whitespace() || QUOTES.contains(&c) || stops(c);
        let too_deep = opens && open_at.len() == DEEPEST_IN_WORD;
        if ends || group || too_deep || (closes && open_at.is_empty()) {
            end = at;
            break;
        }
        if opens {
            open_at.push(at);
        } else if closes {
            open_at.pop();
        }
    }
    open_at.first().copied().unwrap_or(end)
}
