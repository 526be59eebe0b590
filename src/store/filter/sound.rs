//! Words of a filter that names are found by as they sound.

use super::{Db, Val};
use crate::model::{Comparison, Field, Filter, Sound, Value};
use crate::store::StoreError;

/// Accounts that the words of one filter find by sound at most: each is a value of the query.
const MOST: usize = 10_000;

/// Names that accounts are found by, with the accounts.
pub(super) const NAMES: &str = "
    SELECT account.id, account.name FROM account WHERE account.removed_op IS NULL
    UNION ALL
    SELECT contact.account, contact.name FROM contact WHERE contact.removed_op IS NULL";

impl Db {
    /// Returns `filter` with the accounts added that its words find by sound: names and contacts'
    /// names whose pinyin they spell, by initials or syllables. Reads every name, where a word
    /// may be pinyin at all. A word that too many names sound like, 10,000 shared by the words of
    /// the filter, finds those that contain it alone.
    pub fn heard(&self, filter: &Filter) -> Result<Filter, StoreError> {
        let mut words = Words::of(filter);
        if !words.is_empty() {
            self.each(NAMES, &[], |row| {
                let account: i64 = row.get(0)?;
                match row.val(1)? {
                    Val::Text(name) => words.hear(account, name),
                    Val::Owned(name) => words.hear(account, &name),
                    Val::Null | Val::Int(_) => {}
                }
                Ok(())
            })?;
        }
        Ok(words.with_sounds(filter))
    }
}

/// The words of a filter that may be pinyin, and the accounts whose names sound so.
pub(super) struct Words {
    words: Vec<Word>,
    /// Accounts for each at most.
    most: usize,
}

struct Word {
    text: String,
    sound: Sound,
    found: Vec<i64>,
}

impl Words {
    pub(super) fn of(filter: &Filter) -> Self {
        let mut texts = Vec::new();
        each_word(filter, &mut |text| texts.push(text.to_owned()));
        let most = MOST / texts.len().max(1);
        texts.sort();
        texts.dedup();
        let word = |text: String| Some(Word { sound: Sound::of(&text)?, text, found: Vec::new() });
        Self { words: texts.into_iter().filter_map(word).collect(), most }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn hear(&mut self, account: i64, name: &str) {
        for word in &mut self.words {
            if word.found.len() <= self.most && word.sound.is_in(name) {
                word.found.push(account);
            }
        }
    }

    pub(super) fn with_sounds(&self, filter: &Filter) -> Filter {
        let each = |all: &[Filter]| all.iter().map(|one| self.with_sounds(one)).collect();
        match filter {
            Filter::And(all) => Filter::And(each(all)),
            Filter::Or(any) => Filter::Or(each(any)),
            Filter::Not(inner) => Filter::Not(Box::new(self.with_sounds(inner))),
            Filter::Word(text) => match self.words.iter().find(|word| word.text == *text) {
                Some(word) if (1..=self.most).contains(&word.found.len()) => {
                    let ids = word.found.iter().copied().map(Value::Id).collect();
                    let sounds = Filter::Is(Field::Account, Comparison::Is, ids);
                    Filter::Or(vec![filter.clone(), sounds])
                }
                _ => filter.clone(),
            },
            Filter::Empty(_) | Filter::Is(..) => filter.clone(),
        }
    }
}

fn each_word(filter: &Filter, take: &mut dyn FnMut(&str)) {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| each_word(one, take)),
        Filter::Not(inner) => each_word(inner, take),
        Filter::Word(text) => take(text),
        Filter::Empty(_) | Filter::Is(..) => {}
    }
}
