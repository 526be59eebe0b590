//! What the rules say of a deal, as rows and as text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::cli::grading::BY_HAND;
use crate::cli::text::{self, Lang};
use crate::model::{AccountId, Day, Deal, DealId, Grade, GradeMove, Staff, StaffId};
use crate::playbook::{Playbook, Sign, SignSet};
use crate::render::{AsCell as _, Cell, CellType, KEY, KEYS, Tabular, types};
use crate::rules::grade::{Cap, Cause, Clocks, Need, OrderDay, Proposal, Rule, Standing};
use crate::store::{Column as _, Db, StoreError};

/// What the rules say of a deal.
pub(in crate::cli) struct GradedDeal {
    pub(super) deal: Deal,
    /// The name of its account.
    pub(super) name: String,
    pub(super) proposal: Proposal,
    pub(super) standing: Standing,
    pub(super) clocks: Clocks,
    /// The day it was asked on.
    pub(super) day: Day,
    /// Whether people read it: rows within the row are left to data.
    pub(super) for_people: bool,
}

impl GradedDeal {
    /// Returns the answer with its reasons, a line each.
    pub(super) fn explain(&self, lang: Lang, playbook: &Playbook, given: &ByHand) -> Vec<String> {
        let (deal, proposal) = (&self.deal, &self.proposal);
        let name = match &deal.model {
            Some(model) if lang == Lang::Zh => format!("{}，{model}", self.name),
            Some(model) => format!("{}, {model}", self.name),
            None => self.name.clone(),
        };
        let who = self.standing.given_by.and_then(|id| given.names.get(&id));
        let who = who.map(String::as_str);
        let standing = text::standing(lang, &self.standing, who, given.reason(deal));
        let mut lines =
            vec![text::grade_proposed(lang, deal.id, deal.account, name, proposal.grade, standing)];
        let mut say = |line: String| lines.push(format!("  {line}"));
        text::flags(lang, &self.standing).into_iter().for_each(&mut say);
        for rule in Rule::ALL {
            let caps = proposal.caps.iter().filter(|cap| cap.rule == *rule);
            let caps: Vec<String> = caps
                .map(|cap| text::cap(lang, cap, cap.grade == proposal.grade, self.day, playbook))
                .collect();
            // An order needs nothing else: no other rule is looked at.
            if caps.is_empty() && proposal.grade != Grade::O {
                say(text::rule_silent(lang, *rule, !proposal.to_find_out.is_empty()));
            }
            caps.into_iter().for_each(&mut say);
        }
        if let Some(raise) = &proposal.raise {
            say(text::raise(lang, raise, playbook));
        }
        if !proposal.to_find_out.is_empty() {
            let factors = text::to_find_out(lang, &proposal.to_find_out);
            say(text::find_out_line(lang, factors));
        }
        if proposal.loyal_without_power {
            say(text::loyal_line(lang));
        }
        say(text::clocks(lang, &self.clocks, self.day, proposal.grade != Grade::O));
        lines
    }
}

/// What is known of grades that people gave.
pub(super) struct ByHand {
    /// The names of the staff.
    names: HashMap<StaffId, String>,
    /// The last one of each deal.
    last: HashMap<DealId, GradeMove>,
}

impl ByHand {
    /// Asks the store for those of some deals, or of all.
    pub(super) fn of(db: &Db, deals: Option<&[DealId]>) -> Result<Self, StoreError> {
        let moves: Vec<GradeMove> = match deals {
            None => db.having("cause", &BY_HAND.to_owned().to_val())?,
            Some(deals) => {
                let of = deals.iter().map(|deal| db.having::<GradeMove>("deal", &deal.to_val()));
                of.collect::<Result<Vec<_>, _>>()?.concat()
            }
        };
        let mut moves: Vec<GradeMove> =
            moves.into_iter().filter(|one| one.cause == BY_HAND).collect();
        moves.sort_by_key(|one| one.id);
        let staff = db.every::<Staff>()?.into_iter().map(|one| (one.id, one.name));
        let last = moves.into_iter().map(|one| (one.deal, one));
        Ok(Self { names: staff.collect(), last: last.collect() })
    }

    /// Returns why the grade was given that the deal has.
    fn reason(&self, deal: &Deal) -> Option<&str> {
        let last = self.last.get(&deal.id)?;
        let stands = (Some(last.day), last.to_grade) == (deal.graded_on, deal.grade);
        last.reason.as_deref().filter(|_| stands)
    }
}

impl Tabular for GradedDeal {
    const KEYS: &'static [&'static str] = &[
        "deal",
        "account",
        "name",
        "model",
        "grade",
        "graded_on",
        "graded_by",
        "proposed",
        "rule",
        "cause",
        "flagged",
        "review_on",
        "expected_date_passed",
        "loyal_without_power",
        "to_find_out",
        "raise_to",
        "raise_needs",
        "caps",
        "first_on",
        "order_on",
        "order_day",
        "days_first_to_order",
        "days_to_order",
    ];
    const TYPES: &'static [CellType] = types![
        DealId,
        AccountId,
        String,
        Option<String>,
        Grade,
        Option<Day>,
        Option<StaffId>,
        Grade,
        = KEY.or_none(),
        = KEY.or_none(),
        bool,
        Option<Day>,
        bool,
        bool,
        = KEYS,
        Option<Grade>,
        = CellType::rows::<NeedRow>(),
        = CellType::rows::<CapRow>(),
        Option<Day>,
        Option<Day>,
        = KEY.or_none(),
        Option<i64>,
        Option<i64>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (deal, proposal) = (&self.deal, &self.proposal);
        put(deal.id.as_cell());
        put(deal.account.as_cell());
        put(self.name.as_cell());
        put(deal.model.as_cell());
        put(deal.grade.as_cell());
        put(deal.graded_on.as_cell());
        put(deal.graded_by.as_cell());
        put(proposal.grade.as_cell());
        let decides = proposal.deciding().next();
        put(decides.map_or(Cell::Null, |cap| Cell::Key(cap.rule.key())));
        put(decides.map_or(Cell::Null, |cap| Cell::Key(cap.cause.key())));
        put(self.standing.flagged().as_cell());
        put(self.standing.review_on.as_cell());
        put(proposal.expected_date_passed.as_cell());
        put(proposal.loyal_without_power.as_cell());
        put(Cell::Keys(proposal.to_find_out.iter().map(|factor| factor.key()).collect()));
        put(proposal.raise.as_ref().map_or(Cell::Null, |raise| raise.to.as_cell()));
        let needs = proposal.raise.as_ref().map(|raise| raise.needs.as_slice());
        let needs: Vec<NeedRow> = needs.unwrap_or_default().iter().map(NeedRow::from).collect();
        let caps: Vec<CapRow> = proposal.caps.iter().copied().map(CapRow).collect();
        put(if self.for_people {
            let keys = needs.iter().map(|need| need.need).collect::<Vec<_>>().join(", ");
            Cell::Text(Cow::Owned(keys))
        } else {
            Cell::Records(&needs)
        });
        put(if self.for_people {
            let short = caps.iter().map(|cap| format!("{} {}", cap.0.rule.key(), cap.0.grade));
            Cell::Text(Cow::Owned(short.collect::<Vec<_>>().join(", ")))
        } else {
            Cell::Records(&caps)
        });
        let clocks = &self.clocks;
        put(clocks.first_on.as_cell());
        put(clocks.order.day().as_cell());
        put(match clocks.order {
            OrderDay::Ordered(_) => Cell::Key("ordered"),
            OrderDay::Expected(_) => Cell::Key("expected"),
            OrderDay::Unknown => Cell::Null,
        });
        put(clocks.from_first.as_cell());
        put(clocks.from_day.as_cell());
    }
}

/// What one rule allows.
pub(in crate::cli) struct CapRow(Cap);

impl Tabular for CapRow {
    const KEYS: &'static [&'static str] =
        &["rule", "grade", "cause", "expected_on", "days", "last_day", "signs"];
    const TYPES: &'static [CellType] =
        types![= KEY, Grade, = KEY, Option<Day>, Option<i64>, Option<Day>, = KEYS,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let cap = &self.0;
        put(Cell::Key(cap.rule.key()));
        put(cap.grade.as_cell());
        put(Cell::Key(cap.cause.key()));
        let (expected_on, days, last) = match cap.cause {
            Cause::DatePassed { expected_on, days_ago } => {
                (Some(expected_on), Some(-days_ago), None)
            }
            Cause::Within { expected_on, days, last, .. }
            | Cause::Beyond { expected_on, days, last, .. } => {
                (Some(expected_on), Some(days), Some(last))
            }
            _ => (None, None, None),
        };
        put(expected_on.as_cell());
        put(days.as_cell());
        put(last.as_cell());
        let signs = match cap.cause {
            Cause::OrderSigns(signs) | Cause::Signs(signs) => signs,
            _ => SignSet::EMPTY,
        };
        put(Cell::Keys(signs.iter().map(Sign::key).collect()));
    }
}

/// What would raise the grade by one, a part of it.
pub(in crate::cli) struct NeedRow {
    need: &'static str,
    last_day: Option<Day>,
    signs: SignSet,
}

impl From<&Need> for NeedRow {
    fn from(need: &Need) -> Self {
        let (last_day, signs) = match need {
            Need::ExpectedBy { last, .. } => (Some(*last), SignSet::EMPTY),
            Need::AnySign(signs) => (None, *signs),
            _ => (None, SignSet::EMPTY),
        };
        Self { need: need.key(), last_day, signs }
    }
}

impl Tabular for NeedRow {
    const KEYS: &'static [&'static str] = &["missing", "last_day", "signs"];
    const TYPES: &'static [CellType] = types![= KEY, Option<Day>, = KEYS,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(Cell::Key(self.need));
        put(self.last_day.as_cell());
        put(Cell::Keys(self.signs.iter().map(Sign::key).collect()));
    }
}
