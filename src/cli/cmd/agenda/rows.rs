//! An item of the agenda as a row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::why::off_key;
use crate::cli::text::{self, Lang};
use crate::model::{
    AccountId, AppointmentId, Day, DealId, Factor, Grade, Instant, Ownership, Phone, StaffId, Zone,
};
use crate::playbook::{CycleStep, Label, Playbook, Segment};
use crate::render::{ANY, AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::rules::agenda::{Escalation, Item, Why};
use crate::rules::calendar::Shift;
use crate::rules::response::minutes_left;
use crate::rules::segment::{Standing, segment};
use crate::store::{Db, DealSaid, Known, StoreError};

/// What is known of the accounts of an agenda beyond what its table shows.
#[derive(Default)]
pub(super) struct Background {
    deals: HashMap<DealId, DealSaid>,
    /// Those who own a vehicle of another brand, or of whom a deal was lost to one.
    bought_elsewhere: HashSet<AccountId>,
    /// Those who own a vehicle that we sold.
    retained: HashSet<AccountId>,
    visits: HashMap<AccountId, i64>,
}

/// Columns that show what deals and vehicles say.
const OF_DEALS: &[&str] = &["segment", "buying_cycle", "means"];
/// Columns that show how often there were visits.
const OF_VISITS: &[&str] = &["visits", "visit_goal"];

impl Background {
    /// Reads what the columns show that are `wanted`.
    pub(super) fn of(
        db: &Db,
        accounts: &[AccountId],
        playbook: &Playbook,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, StoreError> {
        let mut made = Self::default();
        let any = |columns: &[&str]| columns.iter().any(|column| wanted(column));
        if any(OF_VISITS) {
            made.visits = db.visits_of(accounts)?;
        }
        if any(OF_DEALS) {
            made.bought_elsewhere = db.owning(accounts, Ownership::OtherBrand)?;
            made.retained = db.owning(accounts, Ownership::OwnSale)?;
            db.each_loss_of(accounts, |said| {
                let cause = playbook.loss_causes.iter().find(|cause| cause.key == said.cause);
                if said.competitor_brand.is_some() || cause.is_some_and(|cause| cause.other_brand) {
                    made.bought_elsewhere.insert(said.account);
                }
            })?;
            db.each_said_by_deals(accounts, |said| {
                made.deals.insert(said.deal, said);
            })?;
        }
        Ok(made)
    }

    fn deal(&self, item: &Item) -> Option<&DealSaid> {
        self.deals.get(&item.deal?)
    }

    fn segment(&self, item: &Item, last_touch: Option<Day>) -> Option<Segment> {
        let deal = self.deal(item);
        segment(Standing {
            reached: last_touch.is_some(),
            grade: item.grade,
            confidence: deal.map_or(Factor::Unknown, |deal| deal.confidence),
            power: deal.map_or(Factor::Unknown, |deal| deal.power),
            bought_elsewhere: self.bought_elsewhere.contains(&item.account),
            retained: self.retained.contains(&item.account),
        })
    }
}

/// What all rows of one agenda share.
pub(in crate::cli) struct Telling<'a> {
    /// Where people read it, their language.
    pub(super) people: Option<Lang>,
    pub(super) playbook: &'a Playbook,
    pub(super) zone: &'a Zone,
    /// Now, where the time left is asked for.
    pub(super) now: Option<Instant>,
    pub(super) names: &'a HashMap<StaffId, String>,
    pub(super) known: &'a HashMap<AccountId, Known>,
    pub(super) reached: &'a HashMap<AccountId, Day>,
    pub(super) background: &'a Background,
}

/// An item of the agenda as a row.
pub(in crate::cli) struct Row<'a> {
    pub(super) item: &'a Item,
    /// The day planned.
    pub(super) day: Day,
    pub(super) telling: &'a Telling<'a>,
}

impl Tabular for Row<'_> {
    const KEYS: &'static [&'static str] = &[
        "account",
        "deal",
        "name",
        "owner",
        "grade",
        "why",
        "since",
        "after_days",
        "tried_on",
        "purchases",
        "due",
        "days_overdue",
        "contact",
        "phone",
        "last_touch",
        "last_note",
        "work",
        "day",
        "doer",
        "tries",
        "out_of_control",
        "escalation",
        "moved_from",
        "day_off",
        "appointment",
        "appointment_day",
        "appointment_time",
        "days_before",
        "respond_by",
        "minutes_left",
        "skipped_until",
        "best_time",
        "segment",
        "visits",
        "visit_goal",
        "buying_cycle",
        "means",
    ];
    const TYPES: &'static [CellType] = types![
        AccountId,
        Option<DealId>,
        String,
        Option<StaffId>,
        Option<Grade>,
        = KEY,
        Option<Day>,
        Option<i64>,
        Option<Day>,
        Option<i64>,
        Day,
        i64,
        Option<String>,
        Option<String>,
        Option<Day>,
        Option<String>,
        = KEY,
        Day,
        Option<StaffId>,
        i64,
        bool,
        = KEY.or_none(),
        Option<Day>,
        = KEY.or_none(),
        Option<AppointmentId>,
        Option<Day>,
        Option<String>,
        Option<i64>,
        Option<Instant>,
        Option<i64>,
        Option<Day>,
        Option<String>,
        = KEY.or_none(),
        i64,
        Option<String>,
        = ANY,
        Option<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (item, known) = (self.item, self.known());
        let (tried_on, purchases) = match item.why {
            Why::AttemptFollowUp { tried_on, .. } => (Some(tried_on), None),
            Why::FirstContact { tried_on, purchases, .. } => (tried_on, Some(i64::from(purchases))),
            _ => (None, None),
        };
        put(item.account.as_cell());
        put(item.deal.as_cell());
        put(known.map_or(Cell::Null, |known| known.name.as_cell()));
        put(self.staff(item.owner));
        put(item.grade.as_cell());
        // A day that is cut says nothing.
        put(match self.telling.people {
            Some(lang) => Cell::Code(Cow::Owned(self.why(lang, self.telling.playbook))),
            None => Cell::Key(item.why.key()),
        });
        put(item.why.since().as_cell());
        put(item.why.after_days().as_cell());
        put(tried_on.as_cell());
        put(purchases.as_cell());
        put(item.due.as_cell());
        put(item.days_overdue.max(0).as_cell());
        put(known.map_or(Cell::Null, |known| known.contact.as_cell()));
        let phone = known.and_then(dialled);
        put(Cell::code(phone.as_deref()));
        put(self.last_touch().as_cell());
        put(known.map_or(Cell::Null, |known| known.last_note.as_cell()));
        put(self.words(item.work.key(), |lang, book| text::work_steps(lang, item.work, book)));
        self.more_cells(put);
    }
}

impl Row<'_> {
    /// Puts what the rules say beside the reason: how it moved, what was agreed, what to reach.
    fn more_cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (item, known) = (self.item, self.known());
        put(self.day.as_cell());
        put(self.staff(item.doer));
        put(i64::from(item.tries).as_cell());
        put(item.out_of_control.as_cell());
        put(self.of(item.escalation, Escalation::key, |lang, _, step| text::escalation(lang, step)));
        let (from, off) = match item.shift {
            Shift::Earlier { from, off } | Shift::Later { from, off } => (Some(from), Some(off)),
            Shift::Stays | Shift::StandIn { .. } => (None, None),
        };
        put(from.as_cell());
        put(self.of(off, off_key, |lang, _, off| text::day_off(lang, off)));
        put(item.why.appointment().as_cell());
        let (on, minute, before) = match item.why {
            Why::Appointment { on, minute, .. } => (Some(on), minute, None),
            Why::DeadlineWarning { on, minute, days_before, .. } => {
                (Some(on), minute, Some(days_before))
            }
            _ => (None, None, None),
        };
        put(on.as_cell());
        put(minute.map_or(Cell::Null, |at| Cell::Code(Cow::Owned(text::clock_time(at)))));
        put(before.as_cell());
        let by = match item.why {
            Why::NewLead { respond_by, .. } => Some(respond_by),
            _ => None,
        };
        put(match (by, self.telling.people) {
            (Some(by), Some(_)) => Cell::Code(Cow::Owned(local(by, self.telling.zone))),
            (by, _) => by.map_or(Cell::Null, Cell::Instant),
        });
        put(by.and_then(|by| Some(minutes_left(by, self.telling.now?))).as_cell());
        put(match item.why {
            Why::Skipped { until, .. } => until.map_or(Cell::Null, Cell::Day),
            _ => Cell::Null,
        });
        put(known.map_or(Cell::Null, |known| known.best_time.as_cell()));
        let background = self.telling.background;
        put(self.of(
            background.segment(item, self.last_touch()),
            Segment::key,
            |lang, book, segment| {
                let words = book.agenda.segment(segment);
                text::segment_words(lang, &words.label, &words.work)
            },
        ));
        let visits = background.visits.get(&item.account).copied().unwrap_or(0);
        put(visits.as_cell());
        let met = usize::try_from(visits).unwrap_or(0);
        let goal = self.telling.playbook.agenda.visit_goal(met);
        put(self.label(goal));
        let deal = background.deal(item);
        let key = deal.and_then(|deal| deal.buying_cycle.as_deref());
        let step = key.and_then(|key| self.telling.playbook.agenda.cycle_step(key));
        put(match (step, key) {
            (Some(step), _) => self.of_step(step),
            (None, key) => key.map_or(Cell::Null, str::as_cell),
        });
        put(self.label(step.and_then(|step| step.means.as_ref())));
    }

    /// Returns why the item is due, with whom it is done for where that is a stand-in's work.
    pub(super) fn why(&self, lang: Lang, playbook: &Playbook) -> String {
        let item = self.item;
        let said = match item.why {
            Why::NewLead { respond_by, .. } => {
                text::why_lead_by(lang, local(respond_by, self.telling.zone))
            }
            _ => text::item_why(lang, item, playbook, self.day),
        };
        match item.owner.filter(|owner| item.doer != Some(*owner)) {
            Some(owner) => {
                let name = self.telling.names.get(&owner).map_or("", String::as_str);
                text::stands_in(lang, said, name)
            }
            None => said,
        }
    }

    pub(super) fn known(&self) -> Option<&Known> {
        self.telling.known.get(&self.item.account)
    }

    /// Returns the day of the last effective contact.
    fn last_touch(&self) -> Option<Day> {
        self.telling.reached.get(&self.item.account).copied()
    }

    /// Returns the id, or the name where people read the row.
    fn staff(&self, id: Option<StaffId>) -> Cell<'_> {
        let name = id.and_then(|id| self.telling.names.get(&id));
        match (self.telling.people, name) {
            (Some(_), Some(name)) => name.as_cell(),
            _ => id.map_or(Cell::Null, |id| Cell::Id(id.into())),
        }
    }

    /// Returns the key, or the words for it where people read the row.
    fn words(&self, key: &'static str, say: impl FnOnce(Lang, &Playbook) -> String) -> Cell<'_> {
        match self.telling.people {
            Some(lang) => Cell::Text(Cow::Owned(say(lang, self.telling.playbook))),
            None => Cell::Key(key),
        }
    }

    /// The same of something that may be missing.
    fn of<T: Copy>(
        &self,
        value: Option<T>,
        key: fn(T) -> &'static str,
        say: impl FnOnce(Lang, &Playbook, T) -> String,
    ) -> Cell<'_> {
        value.map_or(Cell::Null, |value| {
            self.words(key(value), |lang, playbook| say(lang, playbook, value))
        })
    }

    /// Returns the words of the team; in data those in English, whatever the language.
    fn label<'l>(&self, label: Option<&'l Label>) -> Cell<'l> {
        label.map_or(Cell::Null, |label| match self.telling.people {
            Some(Lang::Zh) => label.zh.as_cell(),
            _ => label.en.as_cell(),
        })
    }

    fn of_step<'l>(&self, step: &'l CycleStep) -> Cell<'l> {
        match self.telling.people {
            Some(_) => self.label(Some(&step.label)),
            None => Cell::Key(&step.key),
        }
    }
}

/// Returns an instant as the clocks of the store's time zone show it, without the year.
pub(super) fn local(at: Instant, zone: &Zone) -> String {
    zone.local(at).format("%m-%d %H:%M").to_string()
}

/// Returns a number as it is dialled.
pub(super) fn dialled(known: &Known) -> Option<String> {
    let Known { number, extension, kind, .. } = known;
    let phone = Phone { number: number.clone()?, extension: extension.clone(), kind: (*kind)? };
    Some(phone.to_string())
}
