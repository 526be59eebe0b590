//! The records that a store keeps.
//!
//! One list, [`each_record`], names every record and its fields. From it come the structs below,
//! the columns that the store selects and inserts, and the keys that exports print: a field added
//! here is a compile error wherever it is forgotten.

use super::{
    AccountId, AccountKind, AppointmentId, BatchId, BatchRowId, BuyingRole, CalendarPreset,
    ContactId, Day, DealId, DealState, EvidenceSource, Factor, Grade, GradeMoveId, Instant, Money,
    OperationId, Origin, OutcomeKind, Ownership, PhoneId, PhoneKind, PurchaseId, SeparationId,
    ShopId, SourceId, SourceKind, StaffId, StaffRole, StageMoveId, TouchId, TouchKind, TouchResult,
    VariantId, VehicleId,
};

/// Calls `$with!` with every record: name, id type, fields with their types, in column order.
///
/// The first field is always the id. Fields that may be missing are `Option`.
macro_rules! each_record {
    ($with:ident) => {
        $with! {
            /// A point of sale.
            Shop ShopId {
                /// Its id.
                id: ShopId,
                /// Its name, unique in the store.
                name: String,
                /// The brand it sells.
                brand: Option<String>,
                /// The city it stands in; the area of its phones.
                city: Option<String>,
                /// The days it is open.
                calendar: CalendarPreset,
            }

            /// A person of ours.
            Staff StaffId {
                /// Their id.
                id: StaffId,
                /// Full name.
                name: String,
                /// Other names they go by: 小李.
                aliases: Vec<String>,
                /// The name they log in with; matched to the actor.
                login: Option<String>,
                /// Where they work.
                shop: Option<ShopId>,
                /// Their team.
                team: Option<String>,
                /// What they do.
                roles: Vec<StaffRole>,
                /// First day with us.
                hired_on: Option<Day>,
                /// Last day with us; missing while they are here.
                left_on: Option<Day>,
            }

            /// A list that prospects were, or will be, collected from.
            Source SourceId {
                /// Its id.
                id: SourceId,
                /// What kind of list it is.
                kind: SourceKind,
                /// Its name, unique in the store.
                name: String,
                /// Whom to talk to, such as the parts manager.
                ask: Option<String>,
                /// When it is to be collected; missing where nobody planned it.
                planned_on: Option<Day>,
                /// Anything else.
                note: Option<String>,
            }

            /// One run of an import of one source.
            Batch BatchId {
                /// Its id.
                id: BatchId,
                /// The list it came from.
                source: SourceId,
                /// File name without folders; `-` for standard input.
                file: String,
                /// Sheet of a workbook.
                sheet: Option<String>,
                /// SHA-256 of the file's bytes, in hexadecimal.
                hash: String,
                /// What makes a second import of the same thing recognisable.
                batch_key: String,
                /// Encoding that the file was read in.
                encoding: String,
                /// Delimiter: `,`, `;` or `tab`.
                delimiter: String,
                /// Line of the header, from 1.
                header_line: i64,
                /// Columns and the fields they were mapped to, as JSON.
                mapping: String,
                /// Who was asked for the list.
                asked: Option<String>,
                /// Day on which the list was collected.
                collected_on: Option<Day>,
                /// Owner that new accounts were given; missing: the pool.
                owner: Option<StaffId>,
                /// Shop that new accounts were given.
                shop: Option<ShopId>,
                /// Data rows.
                collected: i64,
                /// Rows that made an account.
                added: i64,
                /// Rows that were an account we have.
                merged: i64,
                /// Rows loaded before.
                unchanged: i64,
                /// Rows that wait, or waited, for a person.
                held: i64,
                /// Rows that could not be used.
                rejected: i64,
                /// Purchases recorded.
                purchases: i64,
                /// Distinct accounts that the rows went to.
                accounts: i64,
                /// Cells that could not be read.
                warnings: i64,
            }

            /// One row of a batch and what became of it.
            BatchRow BatchRowId {
                /// Its id.
                id: BatchRowId,
                /// The batch it belongs to.
                batch: BatchId,
                /// Line in the file, from 1.
                line: i64,
                /// The row's own id in its source.
                external_id: Option<String>,
                /// What became of it; never changes afterwards.
                outcome: OutcomeKind,
                /// The account it went to; missing where held or rejected.
                account: Option<AccountId>,
                /// Joins held rows that are surely the same.
                held_group: Option<String>,
                /// The best account that a held row may belong to.
                candidate: Option<AccountId>,
                /// How sure the match is, 0 to 100; missing where nothing was compared.
                score: Option<i64>,
                /// Why, as a stable code.
                reason: Option<String>,
                /// What a person decided of a held row: `accepted` or `separated`.
                resolved: Option<String>,
                /// The row's key: hash of source, row and occurrence, or of `--key`'s cell.
                row_key: i64,
                /// The cells as read, as JSON; kept of held and rejected rows.
                cells: Option<String>,
                /// Cells that could not be read, as JSON.
                warnings: Option<String>,
            }

            /// An organisation or a person we may sell to.
            Account AccountId {
                /// Its id.
                id: AccountId,
                /// Organisation or person.
                kind: AccountKind,
                /// Its name as first written.
                name: String,
                /// The shop it belongs to.
                shop: Option<ShopId>,
                /// The consultant responsible; missing: the pool.
                owner: Option<StaffId>,
                /// The group or head office it belongs to.
                parent: Option<AccountId>,
                /// Unified social credit code.
                credit_code: Option<String>,
                /// E-mail address.
                email: Option<String>,
                /// Web site.
                website: Option<String>,
                /// Industry.
                industry: Option<String>,
                /// Sales territory.
                territory: Option<String>,
                /// Size, as written.
                size: Option<String>,
                /// Province.
                province: Option<String>,
                /// City.
                city: Option<String>,
                /// District.
                district: Option<String>,
                /// Address as written.
                address: Option<String>,
                /// Channel through which it reached us.
                channel: Option<String>,
                /// The list it was first seen in.
                source: Option<SourceId>,
                /// Labels.
                tags: Vec<String>,
                /// Free text.
                note: Option<String>,
                /// Columns of lists that are no field here, as a JSON object.
                extra: Option<String>,
                /// Day on which it was entered.
                opened_on: Day,
                /// Day of the last effective contact; missing: never reached.
                reached_on: Option<Day>,
                /// Day of the last contact or attempt.
                tried_on: Option<Day>,
                /// Day on which it got its present owner.
                assigned_on: Option<Day>,
            }

            /// A person at an account.
            Contact ContactId {
                /// Their id.
                id: ContactId,
                /// Where they are.
                account: AccountId,
                /// Name.
                name: String,
                /// Title or form of address.
                title: Option<String>,
                /// Department.
                department: Option<String>,
                /// The parts they play when their organisation buys.
                roles: Vec<BuyingRole>,
                /// E-mail address.
                email: Option<String>,
                /// When they are best called.
                best_time: Option<String>,
                /// Free text.
                note: Option<String>,
            }

            /// A telephone number of an account.
            StoredPhone PhoneId {
                /// Its id.
                id: PhoneId,
                /// Whose it is.
                account: AccountId,
                /// The contact who answers; missing: the account's own.
                contact: Option<ContactId>,
                /// What it is.
                kind: PhoneKind,
                /// The number, see [`super::Phone::number`].
                number: String,
                /// Digits to dial after the connection.
                extension: Option<String>,
            }

            /// One possible purchase by one account.
            Deal DealId {
                /// Its id.
                id: DealId,
                /// Who may buy.
                account: AccountId,
                /// The shop that sells.
                shop: Option<ShopId>,
                /// How it arose.
                origin: Origin,
                /// The funnel it moves through, a preset of the playbook.
                preset: String,
                /// Where it stands in the funnel.
                stage: String,
                /// Whether it is worked on.
                state: DealState,
                /// The effective grade.
                grade: Grade,
                /// The member of staff who gave the grade, where the person who did is one.
                graded_by: Option<StaffId>,
                /// Day on which a person gave the grade; missing: the rules did.
                graded_on: Option<Day>,
                /// The grade a list gave: a hint, never the deal's grade.
                grade_hint: Option<Grade>,
                /// Model or product.
                model: Option<String>,
                /// Type, version, trim.
                version: Option<String>,
                /// Colour.
                colour: Option<String>,
                /// Number of vehicles or pieces.
                quantity: Option<i64>,
                /// Budget for all of it.
                budget: Option<Money>,
                /// Day on which the purchase is expected.
                expected_on: Option<Day>,
                /// Form of payment: cash, instalment, lease.
                payment: Option<String>,
                /// Whether they trust us and the brand.
                confidence: Factor,
                /// Whether they need it.
                need: Factor,
                /// Whether they can pay.
                power: Factor,
                /// Signs noted that no field can show, by key.
                signs: Vec<String>,
                /// Day on which it was entered.
                opened_on: Day,
                /// Day on which it was won, lost or ended otherwise.
                closed_on: Option<Day>,
                /// Free text.
                note: Option<String>,
            }

            /// One contact, or attempt, with an account.
            Touch TouchId {
                /// Its id.
                id: TouchId,
                /// With whom.
                account: AccountId,
                /// About which deal.
                deal: Option<DealId>,
                /// With which person.
                contact: Option<ContactId>,
                /// Who of us; missing where the actor is no staff.
                staff: Option<StaffId>,
                /// How.
                kind: TouchKind,
                /// What came of it.
                result: TouchResult,
                /// Business day on which it happened, in the store's time zone.
                day: Day,
                /// When it happened.
                happened_at: Instant,
                /// When it was entered.
                logged_at: Instant,
                /// What was said.
                note: Option<String>,
                /// Grade given with it.
                grade: Option<Grade>,
            }

            /// An agreed future touch.
            Appointment AppointmentId {
                /// Its id.
                id: AppointmentId,
                /// With whom.
                account: AccountId,
                /// About which deal.
                deal: Option<DealId>,
                /// With which person.
                contact: Option<ContactId>,
                /// Who of us.
                staff: Option<StaffId>,
                /// On which day.
                day: Day,
                /// At what time, `HH:MM` in the store's time zone.
                time: Option<String>,
                /// Whether it may not be skipped.
                deadline: bool,
                /// What for.
                purpose: Option<String>,
                /// Day on which it was kept or called off; missing while open.
                closed_on: Option<Day>,
            }

            /// One step of a deal through its funnel.
            StageMove StageMoveId {
                /// Its id.
                id: StageMoveId,
                /// The deal that moved.
                deal: DealId,
                /// From where.
                from_stage: String,
                /// To where.
                to_stage: String,
                /// On which day.
                day: Day,
                /// Who moved it.
                staff: Option<StaffId>,
                /// Evidence for it, or against where it moves back.
                evidence: Option<String>,
                /// Where the evidence comes from.
                evidence_source: Option<EvidenceSource>,
                /// Why steps were left out, or a closed deal was opened again.
                reason: Option<String>,
                /// The action in progress.
                doing: Option<String>,
                /// What is being prepared.
                planned: Option<String>,
            }

            /// One change of a deal's grade.
            GradeMove GradeMoveId {
                /// Its id.
                id: GradeMoveId,
                /// The deal.
                deal: DealId,
                /// Grade before.
                from_grade: Grade,
                /// Grade after.
                to_grade: Grade,
                /// On which day.
                day: Day,
                /// Why, as a stable code of the rule or `by-hand`.
                cause: String,
                /// Who gave it; missing: the rules did.
                staff: Option<StaffId>,
            }

            /// A vehicle of an account.
            Vehicle VehicleId {
                /// Its id.
                id: VehicleId,
                /// Whose it is.
                account: AccountId,
                /// How it came to them.
                ownership: Ownership,
                /// Maker or brand.
                maker: Option<String>,
                /// Model.
                model: Option<String>,
                /// Number plate.
                plate: Option<String>,
                /// Vehicle identification number.
                vin: Option<String>,
                /// Day of first registration.
                first_plate_on: Option<Day>,
                /// Kilometres driven.
                km: Option<i64>,
                /// Last insured day.
                insured_to: Option<Day>,
            }

            /// A value that a list gave and that did not become the account's.
            Variant VariantId {
                /// Its id.
                id: VariantId,
                /// The account.
                account: AccountId,
                /// The field, such as `name`.
                field: String,
                /// The value.
                value: String,
                /// The batch that gave it, or that gave the one which took its place.
                batch: Option<BatchId>,
            }

            /// Two accounts that a person declared different.
            Separation SeparationId {
                /// Its id.
                id: SeparationId,
                /// The account with the smaller id.
                account: AccountId,
                /// The other.
                other: AccountId,
            }

            /// Something an account bought: a line of a parts or service invoice.
            Purchase PurchaseId {
                /// Its id.
                id: PurchaseId,
                /// Who bought.
                account: AccountId,
                /// The batch that said so.
                batch: Option<BatchId>,
                /// Line in that batch's file.
                line: Option<i64>,
                /// Number of the invoice.
                number: Option<String>,
                /// Day of the invoice.
                day: Option<Day>,
                /// What was bought.
                item: Option<String>,
                /// How many.
                quantity: Option<i64>,
                /// Amount of the line.
                amount: Option<Money>,
            }
        }
    };
}
pub(crate) use each_record;

macro_rules! define {
    ($($(#[$doc:meta])* $name:ident $id:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $name {
            /// Names of the fields, in column order: columns of the store, keys of exports.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field),)*];
        }
    )*};
}
each_record!(define);

/// One run of a writing command, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// When it was committed.
    pub at: Instant,
    /// Who ran it.
    pub actor: String,
    /// The staff that the actor is; missing where they are none.
    pub staff: Option<StaffId>,
    /// The machine it was run on.
    pub host: String,
    /// The command line, personal values masked.
    pub command: String,
    /// Records written, by kind: `account:12 phone:14`.
    pub counts: String,
}
