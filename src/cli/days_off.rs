//! Days off as they are typed, listed and taken back: closures of shops, absences of people.

use super::context::Ctx;
use super::error::{CliError, CliResult, Exit};
use super::{resolve, text};
use crate::model::{Day, DayOff, DayOffId, Shop, Staff};
use crate::store::{Db, StoreError};

/// Whose days off a command is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Closures of shops.
    Shops,
    /// Absences of people.
    Staff,
}

impl Whose {
    /// Returns the days off of this sort.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(crate) fn every(self, db: &Db) -> Result<Vec<DayOff>, StoreError> {
        let mut days_off = db.every::<DayOff>()?;
        days_off.retain(|off| self.has(off));
        Ok(days_off)
    }

    fn has(self, off: &DayOff) -> bool {
        match self {
            Self::Shops => off.shop.is_some(),
            Self::Staff => off.staff.is_some(),
        }
    }

    /// Returns the command that enters and takes back days off of the other sort.
    fn other_command(self) -> &'static str {
        match self {
            Self::Shops => "staff off",
            Self::Staff => "shop closed",
        }
    }
}

/// Returns the first and the last of the days typed, both inclusive; without a last one, the first
/// alone.
///
/// # Errors
/// Each word that is no day; a last day before the first.
pub(crate) fn span(first: &str, last: Option<&str>, today: Day) -> Result<(Day, Day), CliError> {
    let last = last.map(|text| resolve::day(text, today)).transpose();
    match (resolve::day(first, today), last) {
        (Ok(first), Ok(last)) => {
            let last = last.unwrap_or(first);
            if last < first {
                return Err(CliError::usage(move |lang| {
                    text::last_before_first(lang, last, first)
                }));
            }
            Ok((first, last))
        }
        (Err(first), Err(last)) => Err(first.with(last)),
        (Err(wrong), _) | (_, Err(wrong)) => Err(wrong),
    }
}

/// Returns whether two entries have a day in common.
pub(crate) fn overlap(one: &DayOff, other: &DayOff) -> bool {
    one.first_day <= other.last_day && other.first_day <= one.last_day
}

/// Returns the refusal of days that an entry has already.
pub(crate) fn there(known: &DayOff, name: &str) -> CliError {
    let (id, name) = (known.id, name.to_owned());
    let (first, last) = (known.first_day, known.last_day);
    let command = if known.shop.is_some() { "shop closed" } else { "staff off" };
    CliError::refused(move |lang| {
        text::day_off_there(lang, id, &name, text::days_span(lang, first, last))
    })
    .hint(move |lang| text::hint_day_off_remove(lang, command, id))
}

/// Puts what is or will be first, the nearest first; then what is past, the latest first.
pub(crate) fn in_order(days_off: &mut [DayOff], today: Day) {
    days_off.sort_by_key(|off| {
        let past = off.last_day < today;
        let away = off.first_day.days_since(today);
        (past, if past { -away } else { away }, off.id)
    });
}

/// Takes an entry back, and says so.
///
/// # Errors
/// There is no such entry, or it is one of the other sort.
pub(crate) fn remove(ctx: &mut Ctx<'_>, id: DayOffId, whose: Whose, dry_run: bool) -> CliResult {
    let session = ctx.open()?;
    let written = session.store.write(&session.caller, dry_run, |op| {
        let off = op.db().get::<DayOff>(id)?;
        let name = name_of(op.db(), &off)?;
        if !whose.has(&off) {
            let command = whose.other_command();
            let refused = CliError::refused(move |lang| text::day_off_of(lang, id, &name));
            return Err(refused.hint(move |lang| text::hint_day_off_remove(lang, command, id)));
        }
        op.remove(id)?;
        Ok((off, name))
    })?;
    let ((off, name), lang) = (&written.value, ctx.ui.lang);
    let days = text::days_span(lang, off.first_day, off.last_day);
    ctx.ui.status(&text::day_off_removed(lang, id, name, days))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Returns the name of the shop that is closed, or of the person who is away.
fn name_of(db: &Db, off: &DayOff) -> Result<String, StoreError> {
    let shop = off.shop.map(|id| db.get::<Shop>(id)).transpose()?.map(|shop| shop.name);
    let staff = off.staff.map(|id| db.get::<Staff>(id)).transpose()?.map(|staff| staff.name);
    Ok(shop.or(staff).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn off(id: i64, first: &str, last: &str) -> DayOff {
        DayOff {
            id: DayOffId(id),
            shop: None,
            staff: None,
            first_day: day(first),
            last_day: day(last),
            stand_in: None,
            note: None,
        }
    }

    #[test]
    fn both_ends_count_when_entries_overlap() {
        let known = off(1, "2026-05-03", "2026-05-05");
        for (first, last, expected) in [
            ("2026-05-01", "2026-05-02", false),
            ("2026-05-01", "2026-05-03", true),
            ("2026-05-04", "2026-05-04", true),
            ("2026-05-01", "2026-05-09", true),
            ("2026-05-05", "2026-05-06", true),
            ("2026-05-06", "2026-05-06", false),
        ] {
            let other = off(2, first, last);
            assert_eq!(overlap(&known, &other), expected, "{first} {last}");
            assert_eq!(overlap(&other, &known), expected, "{first} {last}, turned");
        }
    }

    #[test]
    fn what_is_to_come_is_before_what_is_past() {
        let mut days_off = vec![
            off(1, "2026-02-01", "2026-02-02"),
            off(2, "2026-05-01", "2026-05-05"),
            off(3, "2026-02-20", "2026-03-01"),
            off(4, "2026-02-25", "2026-03-02"),
            off(5, "2026-03-02", "2026-03-02"),
        ];
        in_order(&mut days_off, day("2026-03-02"));
        let ids: Vec<i64> = days_off.iter().map(|off| off.id.0).collect();
        assert_eq!(ids, [4, 5, 2, 3, 1]);
    }

    #[test]
    fn a_span_names_every_word_that_is_no_day() {
        let today = day("2026-03-02");
        assert_eq!(span("+3d", None, today).unwrap(), (day("2026-03-05"), day("2026-03-05")));
        let same = span("2026-05-01", Some("2026-05-01"), today).unwrap();
        assert_eq!(same, (day("2026-05-01"), day("2026-05-01")));
        for (first, last, lines) in
            [("soon", Some("later"), 2), ("soon", None, 1), ("+3d", Some("+2d"), 1)]
        {
            let error = span(first, last, today).unwrap_err();
            assert_eq!(error.lines(text::Lang::En).len(), lines, "{first} {last:?}");
        }
    }
}
