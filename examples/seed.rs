//! Fills a new store with a large team's work, the same at every run, to measure with.
//!
//! One in three accounts has one of 300 consultants. On 2 March 2026 the first of them has one in
//! fifty of all accounts due, every other one 20 to 60. Three in four open deals change grade at
//! `kam grade --all`, and no person graded any. All goes through the library.

use std::io::Write as _;

use clap::Parser;
use kam::model::{
    Account, AccountId, AccountKind, Appointment, AppointmentId, CalendarPreset, Contact,
    ContactId, Day, Deal, DealId, Factor, Grade, GradeMove, GradeMoveId, Id, Instant, PhoneId,
    PhoneKind, Shop, Staff, StaffId, StaffRole, StageMove, StageMoveId, StoredPhone, Touch,
    TouchId, TouchKind, TouchResult,
};
use kam::playbook::{Playbook, Preset, SHIPPED};
use kam::rules::grade::{AccountFacts, Facts, decide};
use kam::store::{Caller, Op, RecordBulk, Setup, Store, StoreError};

/// The day on which what is due was counted.
const TODAY: &str = "2026-03-02";
/// Consultants.
const STAFF: u64 = 300;
/// One account in so many has a consultant.
const OWNED: u64 = 3;
/// One account in so many is due, and the first consultant's.
const BUSY: u64 = 50;
/// Accounts whose records are written together.
const AT_ONCE: u64 = 20_000;

/// Fill a new store with accounts, deals, touches and moves, to measure with
///
/// The fixed day is 2026-03-02: `kam --today 2026-03-02 agenda --owner S1` has one in fifty of all
/// accounts, any other of S2 to S300 has 20 to 60.
#[derive(Parser)]
struct Args {
    /// The store to make: a path or a postgres:// URL
    #[arg(long, value_name = "PLACE")]
    db: String,
    /// Accounts; all else follows: as many deals, five times as many touches and moves
    #[arg(long, default_value_t = 1_000_000)]
    accounts: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let caller = Caller {
        at: format!("{TODAY}T00:30:00Z").parse()?,
        today: TODAY.parse()?,
        actor: "seed".to_owned(),
        staff: None,
        host: "seed".to_owned(),
        command: "seed".to_owned(),
    };
    let setup = Setup { time_zone: "Asia/Shanghai".to_owned(), playbook: SHIPPED.to_owned() };
    let (store, new) = Store::create(&args.db, &setup, &caller)?;
    if !new {
        return Err(format!("`{}` is a store already; give the place of a new one", args.db).into());
    }
    let made = store.write_load::<_, StoreError>(&caller, false, |op| fill(op, args.accounts))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "day            {TODAY}")?;
    for (what, count) in made.value.counted() {
        writeln!(out, "{what:<14} {count}")?;
    }
    Ok(())
}

/// What was made.
#[derive(Default)]
struct Made {
    accounts: u64,
    owned: u64,
    deals: u64,
    regraded: u64,
    touches: u64,
    stage_moves: u64,
    grade_moves: u64,
    appointments: u64,
    busiest: u64,
    due: Vec<u64>,
}

impl Made {
    fn counted(&self) -> Vec<(&'static str, String)> {
        let others = self.due.iter().skip(1);
        let least = others.clone().min().copied().unwrap_or(0);
        let most = others.max().copied().unwrap_or(0);
        vec![
            ("accounts", self.accounts.to_string()),
            ("owned", self.owned.to_string()),
            ("deals", self.deals.to_string()),
            ("to regrade", self.regraded.to_string()),
            ("touches", self.touches.to_string()),
            ("stage moves", self.stage_moves.to_string()),
            ("grade moves", self.grade_moves.to_string()),
            ("appointments", self.appointments.to_string()),
            ("due of S1", self.busiest.to_string()),
            ("due of others", format!("{least} to {most}")),
        ]
    }
}

/// Numbers that look random and are the same at every run: `SplitMix64`.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[usize::try_from(self.below(list.len() as u64)).unwrap_or(0)]
    }

    fn days(&mut self, limit: u64) -> i64 {
        i64::try_from(self.below(limit)).unwrap_or(0)
    }
}

/// Where the records of some accounts go.
struct Shelf<'d> {
    accounts: RecordBulk<'d, Account>,
    contacts: RecordBulk<'d, Contact>,
    phones: RecordBulk<'d, StoredPhone>,
    deals: RecordBulk<'d, Deal>,
    touches: RecordBulk<'d, Touch>,
    appointments: RecordBulk<'d, Appointment>,
    stage_moves: RecordBulk<'d, StageMove>,
    grade_moves: RecordBulk<'d, GradeMove>,
}

impl Shelf<'_> {
    fn flush(&mut self) -> Result<(), StoreError> {
        self.accounts.flush()?;
        self.contacts.flush()?;
        self.phones.flush()?;
        self.deals.flush()?;
        self.touches.flush()?;
        self.appointments.flush()?;
        self.stage_moves.flush()?;
        self.grade_moves.flush()
    }
}

fn fill(op: &mut Op<'_>, accounts: u64) -> Result<Made, StoreError> {
    let playbook = Playbook::shipped();
    let Some(preset) = playbook.funnel.preset("key-account") else {
        return Err(StoreError::Damaged { detail: "no preset `key-account`".to_owned() });
    };
    people(op)?;
    let dropped = op.drop_load_indexes()?;
    let shelf = Shelf {
        accounts: op.bulk(),
        contacts: op.bulk(),
        phones: op.bulk(),
        deals: op.bulk(),
        touches: op.bulk(),
        appointments: op.bulk(),
        stage_moves: op.bulk(),
        grade_moves: op.bulk(),
    };
    let made = Made { due: vec![0; usize::try_from(STAFF).unwrap_or(0)], ..Made::default() };
    let numbers = Numbers(2026);
    let mut seed = Seed {
        playbook: &playbook,
        preset,
        day: op.today(),
        busy: accounts / BUSY,
        numbers,
        shelf,
        made,
    };
    for index in 0..accounts {
        seed.account(op, index)?;
        if index % AT_ONCE == AT_ONCE - 1 {
            seed.shelf.flush()?;
        }
    }
    seed.shelf.flush()?;
    let made = seed.made;
    if dropped {
        op.make_load_indexes()?;
    }
    Ok(made)
}

/// Makes three shops and their consultants.
fn people(op: &mut Op<'_>) -> Result<(), StoreError> {
    for name in ["城南店", "城北店", "城东店"] {
        let id = op.next_id()?;
        op.insert(&Shop {
            id,
            name: name.to_owned(),
            brand: None,
            city: Some("杭州".to_owned()),
            calendar: CalendarPreset::Dealer,
            opens_at: None,
            closes_at: None,
        })?;
    }
    for number in 1..=STAFF {
        let id = op.next_id()?;
        op.insert(&Staff {
            id,
            name: format!("顾问{number:03}"),
            aliases: Vec::new(),
            login: Some(format!("c{number:03}")),
            shop: None,
            team: Some(format!("team{}", number % 10)),
            roles: vec![StaffRole::Consultant],
            hired_on: None,
            left_on: None,
        })?;
    }
    Ok(())
}

/// Who is responsible for an account, and whether it is to be due.
#[derive(Clone, Copy)]
struct Place {
    owner: Option<StaffId>,
    due: bool,
}

struct Seed<'p, 'd> {
    playbook: &'p Playbook,
    preset: &'p Preset,
    day: Day,
    /// Accounts of the first consultant, all of which are due.
    busy: u64,
    numbers: Numbers,
    shelf: Shelf<'d>,
    made: Made,
}

impl Seed<'_, '_> {
    fn account(&mut self, op: &mut Op<'_>, index: u64) -> Result<(), StoreError> {
        let place = self.place(index);
        self.made.accounts += 1;
        self.made.owned += u64::from(place.owner.is_some());
        // One account in twenty has no deal, and the next one two; those that are due have one.
        let deals = match index % 20 {
            0 if !place.due => 0,
            1 => 2,
            _ => 1,
        };
        let id: AccountId = op.next_id()?;
        let appointed = (deals > 0 && !place.due && index % 40 == 7).then(|| self.soon());
        let graded = self.deals(op, id, deals, appointed)?;
        let account = self.contacted(op, id, place, &graded)?;
        if let Some(day) = appointed {
            self.appointment(op, &account, day)?;
        }
        self.person(op, id, index)?;
        let account = Account { name: self.name(index), ..account };
        self.shelf.accounts.push(op, account);
        if place.due
            && let Some(owner) = place.owner
        {
            let at = usize::try_from(owner.number() - 1).unwrap_or(0);
            self.made.due[at] += 1;
            self.made.busiest = self.made.due[0];
        }
        Ok(())
    }

    fn place(&self, index: u64) -> Place {
        if !index.is_multiple_of(OWNED) {
            return Place { owner: None, due: false };
        }
        let owned = index / OWNED;
        let Some(rest) = owned.checked_sub(self.busy) else {
            return Place { owner: Some(StaffId(1)), due: true };
        };
        let (turn, other) = (rest / (STAFF - 1), rest % (STAFF - 1));
        let staff = StaffId(i64::try_from(other).unwrap_or(0) + 2);
        Place { owner: Some(staff), due: turn < 20 + other * 7 % 41 }
    }

    fn soon(&mut self) -> Day {
        self.day.plus_days(1 + self.numbers.days(30))
    }

    /// Makes the open deals of an account; returns them with their grades.
    fn deals(
        &mut self,
        op: &mut Op<'_>,
        account: AccountId,
        count: u64,
        appointed: Option<Day>,
    ) -> Result<Vec<(DealId, Grade)>, StoreError> {
        let mut graded = Vec::new();
        for _ in 0..count {
            let id: DealId = op.next_id()?;
            let reached = usize::try_from(self.numbers.below(3)).unwrap_or(0);
            let stage = self.preset.stages[reached].key.clone();
            let opened_on = self.day.plus_days(-200 - self.numbers.days(400));
            let deal =
                Deal { id, ..Deal::blank(account, self.preset.key.clone(), stage, opened_on) };
            let mut deal = self.wanted(deal);
            let known = AccountFacts {
                reachable: true,
                next_meeting_on: appointed,
                ..AccountFacts::default()
            };
            let facts = Facts::of(&deal, &known, self.playbook);
            let proposed = decide(&facts, self.playbook, self.day).grade;
            deal.grade =
                if self.made.deals.is_multiple_of(4) { proposed } else { self.other(proposed) };
            self.made.deals += 1;
            self.made.regraded += u64::from(deal.grade != proposed);
            self.moves(op, &deal, reached)?;
            graded.push((id, deal.grade));
            self.shelf.deals.push(op, deal);
        }
        Ok(graded)
    }

    /// Gives a deal what it is graded by, so that every grade is proposed.
    fn wanted(&mut self, deal: Deal) -> Deal {
        let (sign, from, until): (&str, i64, i64) = match self.numbers.below(8) {
            0 => ("contract-signed", 0, 30),
            1 => ("payment-and-delivery-given", 0, 8),
            2 => ("discussing-payment", 8, 16),
            3 | 4 => ("terms-discussed", 16, 28),
            _ => ("time-vague", 60, 300),
        };
        let power = if self.numbers.below(12) == 0 { Factor::No } else { Factor::Yes };
        let expected_on =
            self.day.plus_days(from + self.numbers.days((until - from).unsigned_abs()));
        Deal {
            expected_on: Some(expected_on),
            power,
            signs: vec![sign.to_owned()],
            model: Some((*self.numbers.of(&["城市之星", "远程", "安达", "轻卡"])).to_owned()),
            quantity: Some(1 + self.numbers.days(12)),
            ..deal
        }
    }

    fn other(&mut self, proposed: Grade) -> Grade {
        loop {
            let grade = *self.numbers.of(Grade::ALL);
            if grade != proposed {
                return grade;
            }
        }
    }

    /// Makes the history of a deal: the steps it took, and its first grade.
    fn moves(&mut self, op: &mut Op<'_>, deal: &Deal, reached: usize) -> Result<(), StoreError> {
        for step in 0..reached {
            let id: StageMoveId = op.next_id()?;
            let moved = StageMove {
                id,
                deal: deal.id,
                from_stage: self.preset.stages[step].key.clone(),
                to_stage: self.preset.stages[step + 1].key.clone(),
                day: deal.opened_on.plus_days(10 + self.numbers.days(90)),
                staff: None,
                evidence: Some("客户确认".to_owned()),
                evidence_source: None,
                reason: None,
                doing: None,
                planned: None,
                finished: None,
                items: Vec::new(),
                moved_by: None,
            };
            self.shelf.stage_moves.push(op, moved);
            self.made.stage_moves += 1;
        }
        let id: GradeMoveId = op.next_id()?;
        let graded = GradeMove {
            id,
            deal: deal.id,
            from_grade: Grade::N,
            to_grade: deal.grade,
            day: deal.opened_on.plus_days(1),
            cause: "horizon".to_owned(),
            staff: None,
            reason: None,
        };
        self.shelf.grade_moves.push(op, graded);
        self.made.grade_moves += 1;
        Ok(())
    }

    /// Makes the touches of an account, three of them, and returns it with what they come to.
    fn contacted(
        &mut self,
        op: &mut Op<'_>,
        id: AccountId,
        place: Place,
        deals: &[(DealId, Grade)],
    ) -> Result<Account, StoreError> {
        let cadences = deals.iter().map(|(_, grade)| self.playbook.grades.cadence_days(*grade));
        let cadence = cadences.min().unwrap_or(30);
        let wait = if place.due {
            cadence + self.numbers.days(20)
        } else {
            self.numbers.days(cadence.unsigned_abs())
        };
        let last = self.day.plus_days(-wait);
        // Of some that are due the last touch was an attempt.
        let attempt = place.due && wait > 1 && self.numbers.below(8) == 0;
        let days = [last.plus_days(-60), last.plus_days(-20), last];
        let results = [
            if self.numbers.below(2) == 0 { TouchResult::NoAnswer } else { TouchResult::Reached },
            TouchResult::Reached,
            if attempt { TouchResult::NoAnswer } else { TouchResult::Reached },
        ];
        let deal = deals.first().map(|(deal, _)| *deal);
        for (day, result) in days.into_iter().zip(results) {
            let touch = self.touch(op, (id, deal, place.owner), day, result)?;
            self.shelf.touches.push(op, touch);
            self.made.touches += 1;
        }
        let opened_on = self.day.plus_days(-700);
        Ok(Account {
            id,
            owner: place.owner,
            reached_on: Some(if attempt { days[1] } else { last }),
            tried_on: Some(last),
            tries: i64::from(attempt),
            assigned_on: place.owner.map(|_| opened_on),
            ..Account::blank(AccountKind::Organisation, String::new(), opened_on)
        })
    }

    fn touch(
        &mut self,
        op: &mut Op<'_>,
        (account, deal, staff): (AccountId, Option<DealId>, Option<StaffId>),
        day: Day,
        result: TouchResult,
    ) -> Result<Touch, StoreError> {
        let id: TouchId = op.next_id()?;
        let at = Instant::new(day.date().and_hms_opt(2, 0, 0).unwrap_or_default().and_utc());
        let notes = ["电话沟通，有意向，下周再联系", "要两台，等预算", "在比较别家", "等年底招标"];
        let note = (result == TouchResult::Reached).then(|| (*self.numbers.of(&notes)).to_owned());
        Ok(Touch {
            id,
            account,
            deal,
            contact: None,
            staff,
            kind: TouchKind::Call,
            result,
            day,
            happened_at: at,
            logged_at: at,
            note,
            grade: None,
            quoted: None,
            appointment: None,
        })
    }

    fn appointment(
        &mut self,
        op: &mut Op<'_>,
        account: &Account,
        day: Day,
    ) -> Result<(), StoreError> {
        let id: AppointmentId = op.next_id()?;
        let appointment = Appointment {
            id,
            account: account.id,
            deal: None,
            contact: None,
            staff: account.owner,
            day,
            time: Some("10:00".to_owned()),
            deadline: false,
            purpose: None,
            closed_on: None,
            kind: Some(TouchKind::Visit),
            booked_on: Some(self.day.plus_days(-1)),
            ending: None,
        };
        self.shelf.appointments.push(op, appointment);
        self.made.appointments += 1;
        Ok(())
    }

    /// Makes the contact of an account, and the phone that they answer.
    fn person(
        &mut self,
        op: &mut Op<'_>,
        account: AccountId,
        index: u64,
    ) -> Result<(), StoreError> {
        let id: ContactId = op.next_id()?;
        let family = self.numbers.of(&["王", "李", "张", "刘", "陈", "杨", "赵", "黄"]);
        let contact = Contact {
            id,
            account,
            name: format!("{family}经理"),
            title: Some("经理".to_owned()),
            department: None,
            roles: Vec::new(),
            email: None,
            best_time: None,
            note: None,
        };
        self.shelf.contacts.push(op, contact);
        let phone: PhoneId = op.next_id()?;
        let number = format!("+86138{:08}", index % 100_000_000);
        let stored = StoredPhone {
            id: phone,
            account,
            contact: Some(id),
            kind: PhoneKind::Mobile,
            number,
            extension: None,
        };
        self.shelf.phones.push(op, stored);
        Ok(())
    }

    fn name(&mut self, index: u64) -> String {
        let first = self.numbers.of(&["华", "东", "中", "恒", "瑞", "安", "永", "金", "新", "远"]);
        let second = self.numbers.of(&["达", "通", "泰", "盛", "丰", "源", "兴", "隆", "捷", "运"]);
        let trade = self.numbers.of(&["物流", "建材", "食品", "机械", "环卫", "租赁", "商贸"]);
        format!("杭州{first}{second}{trade}{index}有限公司")
    }
}
