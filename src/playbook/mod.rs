//! The team's rules as data. Every number of the domain is in a playbook, none in code.
//!
//! A playbook is a TOML text; [`SHIPPED`] is the one that teams start from. Parsing finds every
//! problem of a text, not the first one.

mod agenda;
mod diff;
mod document;
mod funnel;
mod grades;
pub mod holidays;
mod lists;
mod matching;
mod near;
mod problem;
mod reader;
#[cfg(test)]
mod shipped;
mod sign;
#[cfg(test)]
mod tests;

use toml::de::DeTable;

pub use agenda::{
    AgendaNumbers, AppointmentWindow, CycleStep, EscalationDays, FirstContactOrder, FirstResponse,
    OpeningHours, ResponseLimit, Segment, SegmentWords, minute_of_day,
};
pub use diff::{KeyChange, key_changes};
pub use funnel::{ExitItem, Funnel, Meaning, MovingRecord, Preset, Proof, Skips, Stage};
pub use grades::{FactorCaps, GradeRow, Grades, Horizon};
pub use lists::{Channel, Entry, LossCause, PaymentForm, Quadrant, Trust, Work, WorkSteps};
pub use matching::{MatchingNumbers, MatchingPercents, MatchingWeights};
pub(crate) use near::{DidYouMean, near};
pub use problem::{Problem, ProblemKind, ValueType};
pub use sign::{ShownBy, Sign, SignSet};

use document::Table;
use reader::{Reader, Section, Shipped};

/// The text of the playbook that is shipped: a car dealership in China.
pub const SHIPPED: &str = include_str!("dealer.toml");

/// What people read, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Label {
    /// Returns whether `text` is the label in one of the languages, ignoring ASCII case.
    pub fn is(&self, text: &str) -> bool {
        self.en.eq_ignore_ascii_case(text) || self.zh.eq_ignore_ascii_case(text)
    }

    fn read(reader: &mut Reader<'_>, section: &mut Section<'_>) -> Self {
        let mut text = |key| section.text(reader, key).unwrap_or_default().to_owned();
        Self { en: text("en"), zh: text("zh") }
    }
}

/// Numbers of reports (domain rules, sections 2 and 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportNumbers {
    /// Days that a report covers where no period is named, from 1.
    pub period_days: u32,
    /// Days that count as a month where something is said of one, from 1.
    pub month_days: u32,
    /// Deals that a stage needs before it can be the bottleneck, from 1.
    pub bottleneck_sample: u32,
    /// Deals that have to have left a stage before one is too old for it, from 1.
    pub ageing_sample: u32,
    /// Per cent by which each lever of a funnel is moved, 1 to 99.
    pub lever_percent: u32,
}

/// The team's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// Currency of every amount, as its ISO 4217 code.
    pub currency: String,
    /// Which lists are believed on a conflict.
    pub trust: Trust,
    /// Grading.
    pub grades: Grades,
    /// The agenda.
    pub agenda: AgendaNumbers,
    /// Duplicates.
    pub matching: MatchingNumbers,
    /// Funnels.
    pub funnel: Funnel,
    /// Reports.
    pub report: ReportNumbers,
    /// How a customer reached us.
    pub channels: Vec<Channel>,
    /// Forms of payment.
    pub payment_forms: Vec<PaymentForm>,
    /// Why deals are lost.
    pub loss_causes: Vec<LossCause>,
    /// Keys that the text leaves out, so that the shipped rules say them: `report`,
    /// `agenda.first_call`. Empty for a text that says everything.
    pub from_shipped: Vec<String>,
    signs: Vec<(Sign, Label)>,
    work: Vec<WorkSteps>,
}

impl Playbook {
    /// Returns the playbook that the TOML text says. A table or key that it leaves out, as one
    /// written for an older kam does, is that of the shipped rules; entries of lists are whole. A
    /// text that says nothing at all leaves out too much.
    ///
    /// # Errors
    /// Every problem of the text, by line. Where it is no TOML, only what the TOML parser says:
    /// what else is wrong cannot be told from what was lost.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        // Where nothing is wrong, nobody asks where it stands.
        if let Some(table) = document::plain(text)
            && let Ok(playbook) = Self::read_whole(text, &table)
        {
            return Ok(playbook);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mut reader = Reader::new(text);
            for error in errors {
                let kind = ProblemKind::Syntax { message: error.message().to_owned() };
                reader.report(String::new(), error.span().map(|span| span.start), kind);
            }
            return Err(reader.into_problems());
        }
        Self::read_whole(text, &Table::of(table.get_ref()))
    }

    fn read_whole(text: &str, table: &Table<'_>) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(text);
        let shipped = Shipped::default();
        let mut root = Section::root(table, (!table.is_empty()).then_some(&shipped));
        let mut playbook = Self::read(&mut reader, &mut root);
        root.finish(&mut reader);
        playbook.from_shipped = reader.take_shipped();
        let problems = reader.into_problems();
        if problems.is_empty() { Ok(playbook) } else { Err(problems) }
    }

    /// Returns the shipped playbook.
    ///
    /// # Panics
    /// Never: a test parses the shipped text.
    #[expect(clippy::expect_used, reason = "a test parses the shipped text")]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).expect("the shipped playbook is valid")
    }

    /// Returns what people read for a sign; every parsed playbook has it.
    pub fn sign_label(&self, sign: Sign) -> &Label {
        &self.signs[sign as usize].1
    }

    /// Returns the sign whose key or label, in either language, `text` is.
    pub fn sign(&self, text: &str) -> Option<Sign> {
        let wanted = text.trim();
        Sign::of_key(wanted).or_else(|| {
            self.signs.iter().find(|(_, label)| label.is(wanted)).map(|(sign, _)| *sign)
        })
    }

    /// Returns what to do at a contact for such work; every parsed playbook has it.
    pub fn work(&self, work: Work) -> &WorkSteps {
        &self.work[work as usize]
    }

    /// Returns the channel whose code or label, in either language, `text` is.
    pub fn channel(&self, text: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.is_called(text.trim()))
    }

    /// Returns the form of payment whose key or label, in either language, `text` is.
    pub fn payment_form(&self, text: &str) -> Option<&PaymentForm> {
        let wanted = text.trim();
        self.payment_forms
            .iter()
            .find(|form| form.key.eq_ignore_ascii_case(wanted) || form.label.is(wanted))
    }

    /// Returns the cause of loss whose key or label, in either language, `text` is.
    pub fn loss_cause(&self, text: &str) -> Option<&LossCause> {
        let wanted = text.trim();
        self.loss_causes
            .iter()
            .find(|cause| cause.key.eq_ignore_ascii_case(wanted) || cause.label.is(wanted))
    }

    fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let currency = read_currency(reader, root);
        let trust = Trust::read(reader, root);
        let grades = Grades::read(reader, root);
        let signs = read_signs(reader, root);
        let agenda = AgendaNumbers::read(reader, root);
        let work = lists::read_work(reader, root);
        let matching = MatchingNumbers::read(reader, root);
        let funnel = Funnel::read(reader, root);
        let report = read_report(reader, root);
        let mut section = root.section(reader, "lists");
        let channels = lists::read_channels(reader, &mut section);
        let payment_forms = lists::read_payment_forms(reader, &mut section);
        let loss_causes = lists::read_loss_causes(reader, &mut section);
        section.finish(reader);
        Self {
            currency,
            trust,
            grades,
            agenda,
            matching,
            funnel,
            report,
            channels,
            payment_forms,
            loss_causes,
            from_shipped: Vec::new(),
            signs,
            work,
        }
    }
}

fn read_report(reader: &mut Reader<'_>, root: &mut Section<'_>) -> ReportNumbers {
    let mut section = root.section(reader, "report");
    let mut number = |key, range| section.number(reader, key, range).unwrap_or(1);
    let numbers = ReportNumbers {
        period_days: number("period_days", 1..=3660),
        month_days: number("month_days", 1..=31),
        bottleneck_sample: number("bottleneck_sample", 1..=10_000),
        ageing_sample: number("ageing_sample", 1..=10_000),
        lever_percent: number("lever_percent", 1..=99),
    };
    section.finish(reader);
    numbers
}

fn read_currency(reader: &mut Reader<'_>, root: &mut Section<'_>) -> String {
    let code = root.text(reader, "currency").unwrap_or("CNY").to_owned();
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        root.report(reader, "currency", ProblemKind::BadCurrency { found: code.clone() });
    }
    code
}

fn read_signs(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Vec<(Sign, Label)> {
    let mut section = root.section(reader, "signs");
    let signs = Sign::ALL.iter().map(|sign| {
        let mut table = section.section(reader, sign.key());
        let label = Label::read(reader, &mut table);
        table.finish(reader);
        (*sign, label)
    });
    let signs = signs.collect();
    section.finish(reader);
    signs
}
