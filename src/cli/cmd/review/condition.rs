//! Which groups are decided on together.

use std::collections::HashSet;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::{filters, text};
use crate::load::HeldGroup;
use crate::model::AccountId;

/// What groups have to fit: their score, and a filter of their candidates.
pub(super) struct Condition {
    scores: Vec<(Sign, f64)>,
    candidates: Option<HashSet<AccountId>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// Signs, those first that begin with others.
const SIGNS: &[(&str, Sign)] = &[
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≥", Sign::AtLeast),
    ("＜＝", Sign::AtMost),
    ("＞＝", Sign::AtLeast),
    ("＜", Sign::Less),
    ("＞", Sign::More),
    ("＝", Sign::Equal),
    ("：", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::More),
    ("=", Sign::Equal),
    (":", Sign::Equal),
];

/// Names of the score.
const SCORE: &[&str] = &["score", "可能性", "相似度"];

impl Condition {
    /// Reads a condition: words about the score (`score>=0.7`, `score<70`), all others a filter of
    /// the candidates.
    ///
    /// # Errors
    /// A blank one, which would settle everything; a score that is none; what the filter refuses.
    pub(super) fn parse(
        ctx: &mut Ctx<'_>,
        session: &Session,
        condition: &str,
    ) -> Result<Self, CliError> {
        let (mut scores, mut rest, mut quotes) = (Vec::new(), Vec::new(), 0);
        for word in condition.split_whitespace() {
            match score_asked(word).filter(|_| quotes % 2 == 0) {
                Some((sign, number)) => scores.push((sign, share(number)?)),
                None => rest.push(word),
            }
            quotes += word.matches('"').count();
        }
        if scores.is_empty() && rest.is_empty() {
            return Err(CliError::usage(text::condition_blank));
        }
        let candidates = if rest.is_empty() {
            None
        } else {
            let selection = filters::selection(ctx, session, &rest.join(" "))?;
            Some(session.store.db().selected(&selection)?.into_iter().collect())
        };
        Ok(Self { scores, candidates })
    }

    /// Returns whether a group fits. One without a score or candidate fits no condition on it.
    pub(super) fn fits(&self, group: &HeldGroup) -> bool {
        let score = group.score().and_then(|score| i32::try_from(score).ok()).map(f64::from);
        let by_score = self.scores.iter().all(|(sign, wanted)| {
            score.is_some_and(|score| match sign {
                Sign::Less => score < *wanted,
                Sign::AtMost => score <= *wanted,
                Sign::Equal => (score - wanted).abs() < 0.5,
                Sign::AtLeast => score >= *wanted,
                Sign::More => score > *wanted,
            })
        });
        let is_candidate = |among: &HashSet<AccountId>| {
            group.candidate().is_some_and(|candidate| among.contains(&candidate))
        };
        by_score && self.candidates.as_ref().is_none_or(is_candidate)
    }
}

fn score_asked(word: &str) -> Option<(Sign, &str)> {
    let rest = SCORE.iter().find_map(|name| word.strip_prefix(name))?;
    SIGNS.iter().find_map(|(text, sign)| Some((*sign, rest.strip_prefix(text)?)))
}

/// Returns a score of 100, of a number up to 1 as a share of that.
fn share(number: &str) -> Result<f64, CliError> {
    let read = number.parse::<f64>().ok().filter(|read| (0.0..=100.0).contains(read));
    let Some(read) = read else {
        let number = number.to_owned();
        return Err(CliError::usage(move |lang| text::no_score(lang, &number)));
    };
    Ok(if read <= 1.0 { 100.0 * read } else { read })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_shares_or_of_a_hundred() {
        for (word, wanted) in [
            ("score>=0.9", Some((Sign::AtLeast, 90.0))),
            ("score>=1", Some((Sign::AtLeast, 100.0))),
            ("score<70", Some((Sign::Less, 70.0))),
            ("score≥0.7", Some((Sign::AtLeast, 70.0))),
            ("可能性＞＝70", Some((Sign::AtLeast, 70.0))),
            ("相似度:55", Some((Sign::Equal, 55.0))),
            ("scores>=0.9", None),
            ("grade:H", None),
            ("(score>=0.9", None),
        ] {
            let found = score_asked(word).map(|(sign, number)| (sign, share(number).unwrap()));
            assert_eq!(found, wanted, "{word}");
        }
        for number in ["", "-1", "101", "high", "NaN", "inf"] {
            assert!(share(number).is_err(), "{number}");
        }
    }
}
