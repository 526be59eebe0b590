//! Tokens to a condition: brackets, `or`, negation.

use std::ops::Range;

use super::error::FilterError;
use super::token::Token;
use super::{Context, MAX_DEPTH, value};
use crate::model::{AccountId, Comparison, Field, Filter, Value};

/// Reads tokens in order and collects what is wrong with them.
pub(super) struct Tree<'s> {
    source: &'s str,
    tokens: &'s [(Token<'s>, Range<usize>)],
    next: usize,
    context: &'s Context<'s>,
    /// What is wrong so far.
    pub(super) problems: Vec<FilterError>,
}

impl<'s> Tree<'s> {
    /// Starts before the first of `tokens`, which are those of `source`.
    pub(super) const fn new(
        source: &'s str,
        tokens: &'s [(Token<'s>, Range<usize>)],
        context: &'s Context<'s>,
    ) -> Self {
        Self { source, tokens, next: 0, context, problems: Vec::new() }
    }

    /// Returns the condition that all tokens make; of no use where problems were found.
    pub(super) fn whole(&mut self) -> Filter {
        let filter = self.any(0);
        while let Some((_, span)) = self.peek() {
            let (column, text) = self.place(span);
            self.problems.push(FilterError::UnopenedBracket { column, text });
            self.next += 1;
            self.any(0);
        }
        filter
    }

    /// Reads terms joined by `or` up to a closing bracket or the end.
    fn any(&mut self, depth: usize) -> Filter {
        let mut options = Vec::new();
        loop {
            let (terms, found) = self.all(depth);
            options.push(one_or(terms, Filter::And));
            let Some((Token::Or, span)) = self.peek() else {
                if !found && options.len() > 1 {
                    self.dangles(&self.tokens[self.next - 1].1);
                }
                break;
            };
            self.next += 1;
            if !found {
                self.dangles(span);
            }
        }
        one_or(options, Filter::Or)
    }

    /// Reads terms that must all hold; returns whether there was any, wrong ones included.
    fn all(&mut self, depth: usize) -> (Vec<Filter>, bool) {
        let mut terms = Vec::new();
        let (mut found, mut joined) = (false, None);
        while let Some((token, span)) = self.peek() {
            match token {
                Token::Close | Token::Or => break,
                Token::And => {
                    self.next += 1;
                    if !found || joined.is_some() {
                        self.dangles(span);
                    } else {
                        joined = Some(span);
                    }
                }
                _ => {
                    terms.extend(self.term(depth));
                    (found, joined) = (true, None);
                }
            }
        }
        if let Some(span) = joined {
            self.dangles(span);
        }
        (terms, found)
    }

    /// Reads one term with the negations before it; nothing where it is wrong.
    fn term(&mut self, depth: usize) -> Option<Filter> {
        let mut negations = 0;
        let mut before: Option<&'s Range<usize>> = None;
        while let Some((Token::Negate, span)) = self.peek() {
            negations += 1;
            self.next += 1;
            before = Some(span);
            if self.too_deep(depth + negations, span) {
                return None;
            }
        }
        let Some((token, span)) = self.peek() else {
            return before.and_then(|span| self.dangles(span));
        };
        let term = match token {
            Token::Close | Token::And | Token::Or => {
                return before.and_then(|span| self.dangles(span));
            }
            Token::Open => self.group(depth + negations, span),
            other => {
                self.next += 1;
                self.leaf(other, span)
            }
        }?;
        Some((0..negations).fold(term, |inner, _| Filter::Not(Box::new(inner))))
    }

    fn group(&mut self, depth: usize, opening: &Range<usize>) -> Option<Filter> {
        if self.too_deep(depth + 1, opening) {
            return None;
        }
        self.next += 1;
        let inner = self.any(depth + 1);
        if matches!(self.peek(), Some((Token::Close, _))) {
            self.next += 1;
        } else if !self.gave_up() {
            let (column, text) = self.place(opening);
            self.problems.push(FilterError::UnclosedBracket { column, text });
        }
        Some(inner)
    }

    fn leaf(&mut self, token: &Token<'_>, span: &Range<usize>) -> Option<Filter> {
        if matches!(token, Token::Word(_) | Token::Quoted(_) | Token::Question(_)) {
            self.expect_blank(span);
        }
        match token {
            Token::Word(word) => Some(word.parse().ok().filter(|_| has_letter(word)).map_or_else(
                || Filter::Word((*word).to_owned()),
                |AccountId(id)| Filter::Is(Field::Account, Comparison::Is, vec![Value::Id(id)]),
            )),
            Token::Quoted(text) if text.is_empty() => self.dangles(span),
            Token::Quoted(text) => Some(Filter::Word(text.clone())),
            Token::Question(question) => {
                let place = |span: &Range<usize>| place(self.source, span);
                match value::condition(question, span, self.context, &place) {
                    Ok(filter) => Some(filter),
                    Err(problems) => {
                        self.problems.extend(problems);
                        None
                    }
                }
            }
            Token::UnclosedQuote => {
                let first = self.source[span.clone()].chars().next().map_or(0, char::len_utf8);
                let (column, text) = self.place(&(span.start..span.start + first));
                self.problems.push(FilterError::UnclosedQuote { column, text });
                None
            }
            _ => self.dangles(span),
        }
    }

    /// Finds a term that begins where the last one, in `span`, ends.
    fn expect_blank(&mut self, span: &Range<usize>) {
        let glued = self.peek().filter(|(token, next)| {
            next.start == span.end
                && matches!(
                    token,
                    Token::Open
                        | Token::Negate
                        | Token::Word(_)
                        | Token::Quoted(_)
                        | Token::Question(_)
                )
        });
        if let Some((_, next)) = glued {
            let (column, text) = self.place(next);
            self.problems.push(FilterError::MissingBlank { column, text });
        }
    }

    /// Gives up the rest of the filter where `depth` is beyond the limit.
    fn too_deep(&mut self, depth: usize, span: &Range<usize>) -> bool {
        if depth <= MAX_DEPTH {
            return false;
        }
        let (column, text) = self.place(span);
        self.problems.push(FilterError::TooDeep { column, text, limit: MAX_DEPTH });
        self.next = self.tokens.len();
        true
    }

    fn gave_up(&self) -> bool {
        matches!(self.problems.last(), Some(FilterError::TooDeep { .. }))
    }

    fn dangles(&mut self, span: &Range<usize>) -> Option<Filter> {
        let (column, text) = self.place(span);
        self.problems.push(FilterError::Dangling { column, text });
        None
    }

    fn peek(&self) -> Option<&'s (Token<'s>, Range<usize>)> {
        self.tokens.get(self.next)
    }

    fn place(&self, span: &Range<usize>) -> (usize, String) {
        place(self.source, span)
    }
}

/// Returns the column of `span` in `source`, in characters from 1, and the text in it.
fn place(source: &str, span: &Range<usize>) -> (usize, String) {
    let before = source.get(..span.start).unwrap_or(source);
    (before.chars().count() + 1, source.get(span.clone()).unwrap_or_default().to_owned())
}

fn one_or(mut filters: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    match filters.pop() {
        Some(only) if filters.is_empty() => only,
        Some(last) => {
            filters.push(last);
            many(filters)
        }
        None => many(filters),
    }
}

fn has_letter(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
}
