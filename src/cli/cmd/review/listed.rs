//! The groups that wait, as rows and beside their candidates.

use std::collections::HashMap;

use super::waiting;
use crate::cli::comparing::{self, FieldLine, Pair, field_lines};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::given;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::load::{self, Compared, HeldGroup, Subject};
use crate::model::{Account, AccountId, BatchId, Phone, StoredPhone, Variant};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};

/// A group as people compare it with its candidate.
pub(in crate::cli::cmd) struct GroupLine {
    group: HeldGroup,
    candidate_name: Option<String>,
    compared: Option<Compared>,
    explain: Vec<FieldLine>,
    /// Where people read it, their language.
    people: Option<Lang>,
}

impl Tabular for GroupLine {
    const NAMED_BY: Option<&'static str> = Some("group");

    const KEYS: &'static [&'static str] = &[
        "group",
        "name",
        "candidate",
        "candidate_name",
        "score",
        "reason",
        "rows",
        "batch",
        "line",
        "phone",
        "address",
        "sum",
        "explain",
    ];
    const TYPES: &'static [CellType] = types![
        String,
        Option<String>,
        Option<AccountId>,
        Option<String>,
        Option<i64>,
        = KEY.or_none(),
        i64,
        Option<BatchId>,
        Option<i64>,
        Option<String>,
        Option<String>,
        Option<i64>,
        = CellType::rows::<FieldLine>(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let first = self.group.rows.first();
        let lead = first.map(|(_, lead)| lead);
        put(Cell::code(Some(&self.group.name)));
        put(lead.and_then(|lead| lead.name.as_deref()).as_cell());
        put(self.group.candidate().as_cell());
        put(self.candidate_name.as_cell());
        put(self.group.score().as_cell());
        put(text::reason_cell(self.people, first.and_then(|(row, _)| row.reason.as_deref())));
        put(i64::try_from(self.group.rows.len()).unwrap_or(i64::MAX).as_cell());
        put(first.map(|(row, _)| row.batch).as_cell());
        put(first.map(|(row, _)| row.line).as_cell());
        let phone = lead.and_then(|lead| lead.phones.first()).map(Phone::to_string);
        put(Cell::code(phone.as_deref()));
        put(lead.and_then(|lead| lead.address.as_deref()).as_cell());
        let sum = self.compared.as_ref().map(|compared| i64::from(compared.explanation.sum));
        put(sum.as_cell());
        put(Cell::Records(&self.explain));
    }
}

/// Prints the groups that wait, or those of them that are named; the fields of each where `explain`.
pub(super) fn list(
    ctx: &mut Ctx<'_>,
    show: &ShowArgs,
    named: &[String],
    explain: bool,
) -> CliResult {
    let session = ctx.open()?;
    let chosen = given::words(ctx, named)?;
    let lang = ctx.ui.lang;
    let people = show.is_for_people().then_some(lang);
    // None named by what was to name them is none, not all.
    let is_narrowed_to_none = chosen.is_empty() && !named.is_empty();
    let groups = if is_narrowed_to_none { Vec::new() } else { waiting(&session, &chosen)? };
    let waiting = groups.len();
    if waiting == 0 && !is_narrowed_to_none {
        ctx.ui.status(&text::nothing_held(lang))?;
    }
    if explain {
        let pairs = pairs(&session, &groups)?;
        comparing::show(ctx, show, &pairs)?;
    } else {
        let candidates = Candidates::of(&session, &groups)?;
        let wanted = show.asks("explain") || show.asks("sum");
        let lines = groups.into_iter().map(|group| {
            let known = group.candidate().and_then(|id| candidates.known.get(&id));
            let compared = known.filter(|_| wanted).map(|(_, subject)| {
                load::compare_held(&group, subject, &session.playbook.matching).1
            });
            GroupLine {
                candidate_name: known.map(|(account, _)| account.name.clone()),
                explain: compared.iter().flat_map(|c| field_lines(c, people)).collect(),
                compared,
                group,
                people,
            }
        });
        ctx.ui.show_columns(
            show,
            &["group", "name", "candidate", "candidate_name", "reason"],
            lines,
        )?;
    }
    if waiting > 0 {
        ctx.ui.status(&text::hint_decide(lang))?;
    }
    Ok(Exit::Done)
}

/// The candidates of groups, as they are compared.
pub(super) struct Candidates {
    /// By account, with the ways in which it is told.
    pub(super) known: HashMap<AccountId, (Account, Vec<Subject>)>,
}

impl Candidates {
    pub(super) fn of(session: &Session, groups: &[HeldGroup]) -> Result<Self, CliError> {
        let db = session.store.db();
        let mut ids: Vec<AccountId> = groups.iter().filter_map(HeldGroup::candidate).collect();
        ids.sort_unstable();
        ids.dedup();
        let phones = db.phones_of(&ids)?;
        let of = |id: AccountId| -> &[StoredPhone] {
            let from = phones.partition_point(|phone| phone.account < id);
            let to = phones.partition_point(|phone| phone.account <= id);
            &phones[from..to]
        };
        let variants = db.by_account::<Variant>(&ids, "account")?;
        let mut otherwise: HashMap<AccountId, Vec<&Variant>> = HashMap::new();
        for variant in &variants {
            otherwise.entry(variant.account).or_default().push(variant);
        }
        let accounts = db.accounts(&ids)?.into_iter();
        let known = accounts.map(|account| {
            let subject = Subject::of_account(&account, of(account.id));
            let others = otherwise.get(&account.id).into_iter().flatten().copied();
            (account.id, (account, subject.told_otherwise(others)))
        });
        Ok(Self { known: known.collect() })
    }
}

/// Returns the groups that have candidates beside them.
fn pairs(session: &Session, groups: &[HeldGroup]) -> Result<Vec<Pair>, CliError> {
    let candidates = Candidates::of(session, groups)?;
    let pairs = groups.iter().filter_map(|group| {
        let (account, subject) = candidates.known.get(&group.candidate()?)?;
        Some(Pair {
            subject: group.name.clone(),
            name: first_name(group),
            account: account.id,
            account_name: account.name.clone(),
            compared: load::compare_held(group, subject, &session.playbook.matching).1,
        })
    });
    Ok(pairs.collect())
}

/// Returns the first name that rows of a group have.
pub(super) fn first_name(group: &HeldGroup) -> Option<String> {
    group.rows.iter().find_map(|(_, lead)| lead.name.clone())
}
