//! `kam grade --all`: writing what the rules propose.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::{grading, text};
use crate::model::{Day, DealId, Grade, GradeMove, GradeMoveId, OperationId};
use crate::playbook::Playbook;
use crate::rules::grade::{Given, Rule, decide, standing};
use crate::store::{Before, Column as _, Db, Nearness, Op, Reachable, StoreError, Val};

/// What was done.
#[derive(Debug, Default)]
struct Tally {
    deals: usize,
    regraded: usize,
    flagged: usize,
}

/// A change to be written.
#[derive(Clone, Copy)]
struct Change {
    deal: DealId,
    /// The operation that last wrote the deal.
    op: OperationId,
    from: Grade,
    to: Grade,
    rule: Rule,
}

pub(super) fn run(ctx: &mut Ctx<'_>, dry_run: bool) -> CliResult {
    let session = ctx.open()?;
    let written =
        session.store.write(&session.caller, dry_run, |op| grade_all(op, &session.playbook))?;
    let (lang, tally) = (ctx.ui.lang, &written.value);
    ctx.ui.status(&text::graded_all(lang, tally.deals, tally.regraded, tally.flagged))?;
    if tally.flagged > 0 {
        ctx.ui.status(&text::hint_flagged(lang))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Deals from which on they are read side by side: to open the store once more takes a while.
const SIDE_BY_SIDE: i64 = 20_000;

/// Reads every open deal once, then writes: on PostgreSQL nothing can be written while rows come.
fn grade_all(op: &mut Op<'_>, playbook: &Playbook) -> Result<Tally, CliError> {
    let (db, day, last) = (op.db(), op.today(), op.db().last_deal()?);
    let mut tally = Tally::default();
    let changes = if last < SIDE_BY_SIDE {
        let known = (db.nearness(None)?, db.reachable_accounts()?);
        tally.judge(db, 1..=last, &known, (playbook, day))?
    } else {
        let known = db.beside(|db| db.nearness(None), Db::reachable_accounts)?;
        let middle = last / 2;
        let judge = |db: &Db, numbers| {
            let mut tally = Tally::default();
            let changes = tally.judge(db, numbers, &known, (playbook, day))?;
            Ok((tally, changes))
        };
        let (second, first) =
            db.beside(|db| judge(db, middle + 1..=last), |db| judge(db, 1..=middle))?;
        for half in [&first.0, &second.0] {
            tally.deals += half.deals;
            tally.flagged += half.flagged;
        }
        [first.1, second.1].concat()
    };
    tally.regraded = changes.len();
    write(op, &changes)?;
    Ok(tally)
}

impl Tally {
    /// Counts the open deals of these numbers and those that are flagged; returns what the rules
    /// would change, by deal.
    fn judge(
        &mut self,
        db: &Db,
        numbers: RangeInclusive<i64>,
        (nearness, reachable): &(Nearness, Reachable),
        (playbook, day): (&Playbook, Day),
    ) -> Result<Vec<Change>, StoreError> {
        let mut changes = Vec::new();
        db.each_open_deal(numbers, |row| {
            let Some(reachable) = reachable.of(row.account) else { return Ok(()) };
            let facts = grading::facts_of(&row, reachable, nearness, playbook);
            let cap = decide(&facts, playbook, day);
            // Who gave the grade is not asked here.
            let given = Given {
                grade: row.grade,
                by: None,
                on: row.graded_on,
                expected_on: row.fields.expected_on,
            };
            let standing = standing(given, cap.grade, playbook, day);
            self.deals += 1;
            self.flagged += usize::from(standing.flagged());
            if let Some(to) = standing.to_write() {
                changes.push(Change {
                    deal: row.deal,
                    op: row.op,
                    from: row.grade,
                    to,
                    rule: cap.rule,
                });
            }
            Ok(())
        })?;
        Ok(changes)
    }
}

/// Changes of grade that are written together.
const AT_ONCE: usize = 2_000;

/// Writes the changes in the order of the deals: each part of a large table is gone to once.
fn write(op: &mut Op<'_>, changes: &[Change]) -> Result<(), CliError> {
    op.reserve::<GradeMoveId>(changes.len())?;
    let mut moves = op.bulk::<GradeMove>();
    for some in changes.chunks(AT_ONCE) {
        let mut by_grade: BTreeMap<Grade, Vec<Before>> = BTreeMap::new();
        for change in some {
            let cells = vec![Val::Text(change.from.letter())];
            let before = Before { id: change.deal.0, op: change.op, cells };
            by_grade.entry(change.to).or_default().push(before);
            let made = GradeMove {
                id: op.next_id()?,
                deal: change.deal,
                from_grade: change.from,
                to_grade: change.to,
                day: op.today(),
                cause: change.rule.key().to_owned(),
                staff: None,
                reason: None,
            };
            moves.push(op, made);
        }
        for (grade, deals) in by_grade {
            op.update_known::<DealId>(&deals, &[("grade", grade.to_val())])?;
        }
        moves.flush()?;
    }
    Ok(())
}
