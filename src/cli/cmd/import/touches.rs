//! Rows of lists, and of sheets of the agenda, to touches: written as `kam log` writes them.

use super::records::Trouble;
use crate::cli::cmd::log::{Next, Plan, happened_on, record};
use crate::cli::context::Session;
use crate::cli::resolve;
use crate::cli::words::time_of_day;
use crate::filter::days_of;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Recorder, Refusal, Whose};
use crate::model::{
    Account, Contact, Day, DayText, Deal, DealState, Grade, Lead, RecordLine, Staff, Touch,
    TouchKind, TouchLine, TouchResult,
};
use crate::rules::touch::{may_be_given, met_nobody, usual_result};
use crate::store::{Column as _, Db, Op};

/// What is known to every row of a list of touches.
pub(super) struct Touches<'s> {
    session: &'s Session,
    staff: Vec<Staff>,
    /// Day on which the list was collected: that of rows that say none.
    collected_on: Option<Day>,
}

impl<'s> Touches<'s> {
    pub(super) fn new(session: &'s Session, collected_on: Option<Day>) -> Result<Self, Trouble> {
        Ok(Self { session, staff: session.store.db().every()?, collected_on })
    }

    /// Returns what a row says, or all that is wrong with it.
    fn said(
        &self,
        db: &Db,
        line: &TouchLine,
        whose: &Whose<'_, '_>,
    ) -> Result<Result<Said, Vec<Refusal>>, Trouble> {
        let mut wrong = Vec::new();
        let mut deal = None;
        if whose.is_settled() {
            deal = self::deal(db, line, whose.known(db)?.as_ref())?;
            let is_open = deal.as_ref().is_some_and(|deal| deal.state == DealState::Open);
            if line.grade.is_some_and(may_be_given) && !is_open {
                wrong.push(("grade-without-deal", Some(Field::Grade)));
            }
        }
        if line.grade.is_some_and(|grade| !may_be_given(grade)) {
            wrong.push(("grade-unusable", Some(Field::Grade)));
        }
        let (kind, result) = means(line);
        let day = noted(&mut wrong, self.day(line));
        let by = line.consultant.as_deref().and_then(|name| noted(&mut wrong, self.by(name)));
        // Where the day cannot be read, what was agreed is at least a day.
        let on = day.unwrap_or(self.session.moment.today);
        let next = line.next.as_ref().and_then(|text| noted(&mut wrong, next(text, on)));
        let is_before = |next: &Next| day.is_some_and(|day| next.day < day);
        if next.as_ref().is_some_and(is_before) {
            wrong.push(NEXT_UNREADABLE);
        }
        Ok(match day.filter(|_| wrong.is_empty()) {
            Some(day) => Ok(Said { kind, result, deal, by, day, next }),
            None => Err(wrong),
        })
    }

    /// Returns the day of a touch: the one said, else that of the sheet, else that of the list, else
    /// today. A sheet or list of a later day was filled in by today.
    fn day(&self, line: &TouchLine) -> Result<Day, Refusal> {
        let today = self.session.moment.today;
        let Some(said) = &line.happened else {
            let day = line.agenda_day.or(self.collected_on);
            return Ok(day.map_or(today, |day| day.min(today)));
        };
        let without_year = || only(in_figures(&said.text, today), |day| day <= today);
        match said.day.or_else(without_year) {
            None => Err(("day-unreadable", Some(Field::Day))),
            Some(day) if day > today => Err(("day-to-come", Some(Field::Day))),
            Some(day) => Ok(day),
        }
    }

    fn by(&self, name: &str) -> Result<Staff, Refusal> {
        let found = resolve::staff_among(&self.staff, name).ok();
        let staff = found.and_then(|id| self.staff.iter().find(|staff| staff.id == id));
        staff.cloned().ok_or(("staff-unknown", Some(Field::Consultant)))
    }
}

impl<'d> Recorder<'d> for Touches<'_> {
    type Trouble = Trouble;

    fn make(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let Some(RecordLine::Touch(line)) = &lead.record else {
            return Ok(Fate::Refused(vec![("touch-unsaid", None)]));
        };
        let said = match self.said(op.db(), line, whose)? {
            Ok(said) => said,
            Err(wrong) => return Ok(Fate::Refused(wrong)),
        };
        if whose.came_before()
            && let Some(account) = &whose.known(op.db())?
            && is_recorded(op.db(), account, &said)?
        {
            return Ok(Fate::Refused(vec![("touch-changed", None)]));
        }
        let next = said.next.filter(|next| {
            let is_over = next.day < self.session.moment.today;
            if is_over {
                whose.note(Field::NextOn, "next-over", next.day.to_string());
            }
            !is_over
        });
        let grade = line.grade.filter(|grade| {
            let of_nobody = *grade != Grade::None && met_nobody(said.result);
            if of_nobody {
                whose.note(Field::Grade, "grade-of-nobody", grade.letter().to_string());
            }
            !of_nobody
        });
        let account = whose.stored(op)?;
        let contact = contact(op.db(), &account, lead)?;
        let owner = account.owner.and_then(|id| self.staff.iter().find(|staff| staff.id == id));
        let plan = Plan {
            kind: said.kind,
            result: said.result,
            deal: said.deal,
            contact,
            by: said.by.or_else(|| owner.cloned()),
            happened_at: happened_on(said.day, self.session),
            day: said.day,
            just_now: false,
            time: None,
            grade,
            quoted: None,
            note: line.note.clone(),
            keeps: None,
            next,
            account,
        };
        record(op, &plan, self.session)?;
        Ok(Fate::Added)
    }

    fn faults(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Vec<Refusal>, Trouble> {
        let Some(RecordLine::Touch(line)) = &lead.record else { return Ok(Vec::new()) };
        Ok(self.said(op.db(), line, whose)?.err().unwrap_or_default())
    }
}

const NEXT_UNREADABLE: Refusal = ("next-unreadable", Some(Field::NextOn));

/// Returns the value, or notes why there is none.
fn noted<T>(wrong: &mut Vec<Refusal>, found: Result<T, Refusal>) -> Option<T> {
    found.map_err(|refusal| wrong.push(refusal)).ok()
}

/// What a row says of a touch.
struct Said {
    kind: TouchKind,
    result: TouchResult,
    deal: Option<Deal>,
    by: Option<Staff>,
    day: Day,
    next: Option<Next>,
}

/// Returns way and result; where one is not said, the usual one beside the other.
fn means(line: &TouchLine) -> (TouchKind, TouchResult) {
    let kind = line.kind.unwrap_or(match line.result {
        Some(TouchResult::Sent) => TouchKind::Message,
        _ => TouchKind::Call,
    });
    (kind, line.result.unwrap_or(usual_result(kind)))
}

/// Returns the deal that a row is about: the one named, else the only open one.
fn deal(db: &Db, line: &TouchLine, account: Option<&Account>) -> Result<Option<Deal>, Trouble> {
    if let Some(id) = line.deal {
        return Ok(Some(db.get(id)?));
    }
    let Some(account) = account else { return Ok(None) };
    Ok(<[Deal; 1]>::try_from(db.open_deals(account.id)?).ok().map(|[only]| only))
}

/// Returns the days that a text without a year, such as 3-9, may mean; words that depend on when
/// they were written mean none.
fn in_figures(text: &str, today: Day) -> Vec<Day> {
    let has_figures = text.contains(|c: char| c.is_ascii_digit());
    if has_figures { said_days(text, today) } else { Vec::new() }
}

/// Returns the days that a text may mean, 3-9 and 3.9 as 3月9日.
fn said_days(text: &str, today: Day) -> Vec<Day> {
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok();
    match text.split_once(['-', '.']) {
        Some((month, day)) if is_number(month) && is_number(day) => {
            days_of(&format!("{month}月{day}日"), today)
        }
        _ => days_of(text, today),
    }
}

/// Returns the only day; `None` where there is none, or a choice.
fn only(mut days: Vec<Day>, fits: impl Fn(Day) -> bool) -> Option<Day> {
    days.retain(|day| fits(*day));
    <[Day; 1]>::try_from(days).ok().map(|[only]| only)
}

/// Returns the next contact that was agreed on a day; words as 下周三 count from that day.
fn next(next: &DayText, on: Day) -> Result<Next, Refusal> {
    let (day, time) = match next.text.rsplit_once([' ', 'T', '\u{3000}']) {
        Some((day, time)) if time.contains([':', '：']) => (day.trim(), Some(time)),
        _ => (next.text.as_str(), None),
    };
    // Cells of workbooks have seconds; a day that is written with midnight has no time.
    let seconds = |time: &str| time.matches([':', '：']).count() > 1;
    let time = time.map(|time| time.strip_suffix(":00").filter(|_| seconds(time)).unwrap_or(time));
    let time = time.filter(|time| *time != "00:00");
    let time = time.map(|time| time_of_day(time).ok_or(NEXT_UNREADABLE)).transpose()?;
    let day = next.day.or_else(|| only(said_days(day, on), |_| true)).ok_or(NEXT_UNREADABLE)?;
    Ok(Next { day, time, part: None, deadline: false, first_of: None })
}

/// Returns the person of the account that the row names.
fn contact(db: &Db, account: &Account, lead: &Lead) -> Result<Option<Contact>, Trouble> {
    let Some(person) = &lead.contact else { return Ok(None) };
    let known: Vec<Contact> = db.having("account", &account.id.to_val())?;
    Ok(known.into_iter().find(|contact| contact.name == person.name))
}

/// Returns whether such a touch of the account is recorded: same day, way and result.
fn is_recorded(db: &Db, account: &Account, said: &Said) -> Result<bool, Trouble> {
    let touches: Vec<Touch> = db.by_account(&[account.id], "account")?;
    let same =
        |touch: &Touch| (touch.day, touch.kind, touch.result) == (said.day, said.kind, said.result);
    Ok(touches.iter().any(same))
}
