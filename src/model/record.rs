//! The records that a store keeps.
//!
//! One list, [`each_record`], names every record and its fields. From it come the structs below,
//! the columns that the store selects and inserts, and the keys that exports print: a field added
//! here is a compile error wherever it is forgotten.

use super::{
    AccountId, AccountKind, AppointmentEnd, AppointmentId, BatchId, BatchRowId, BuyingRole,
    CalendarPreset, ContactId, Day, DayOffId, DealId, DealState, DeliveryId, EntryPoint,
    EvidenceSource, Factor, FirstContact, Grade, GradeMoveId, Instalment, Instant, LostRecordId,
    MergerId, Money, OperationId, OrderId, OrderLineId, Origin, OutcomeKind, Ownership, PhoneId,
    PhoneKind, PurchaseId, SeparationId, ShopId, SkipId, SourceId, SourceKind, StaffId, StaffRole,
    StageMoveId, TouchId, TouchKind, TouchResult, TradeIn, VariantId, VehicleId,
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
                /// When it opens, `HH:MM`; missing: as the playbook says.
                opens_at: Option<String>,
                /// When it closes, `HH:MM`; missing: as the playbook says.
                closes_at: Option<String>,
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

            /// Days on which a shop is closed, or a person of ours is away.
            DayOff DayOffId {
                /// Its id.
                id: DayOffId,
                /// The shop that is closed; missing where a person is away.
                shop: Option<ShopId>,
                /// The person who is away; missing where a shop is closed.
                staff: Option<StaffId>,
                /// The first such day.
                first_day: Day,
                /// The last such day, inclusive.
                last_day: Day,
                /// Who does what falls due meanwhile.
                stand_in: Option<StaffId>,
                /// Why.
                note: Option<String>,
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
                /// Columns and the fields they were mapped to, as JSON; where the batch was applied
                /// from a plan, with how many rows that decided otherwise or left out.
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
                /// Attempts since the last effective contact.
                tries: i64,
                /// Day on which its item of the agenda was last passed over.
                skipped_on: Option<Day>,
                /// Day until which it was then put off; missing: for a cadence.
                skipped_until: Option<Day>,
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
                /// When the lead came in; missing where the deal did not begin with one.
                received_at: Option<Instant>,
                /// Day on which they want it delivered.
                delivery_on: Option<Day>,
                /// How far instalments have got.
                instalment: Option<Instalment>,
                /// What becomes of the old vehicle.
                trade_in: Option<TradeIn>,
                /// Where the customer stands in the buying cycle, by key of the playbook.
                buying_cycle: Option<String>,
                /// Where in the buyer's procedure we came in.
                entry_point: Option<EntryPoint>,
                /// Whether we were there before the project was approved and the tender published.
                first_contact: Option<FirstContact>,
                /// What they need, a text for each aspect: `who: 车队`.
                needs: Vec<String>,
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
                /// Price quoted with it, for the whole deal.
                quoted: Option<Money>,
                /// The appointment that it kept.
                appointment: Option<AppointmentId>,
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
                /// How.
                kind: Option<TouchKind>,
                /// Day on which it was agreed.
                booked_on: Option<Day>,
                /// How it ended; missing while open.
                ending: Option<AppointmentEnd>,
            }

            /// An item of the agenda that was passed over, or an appointment that was called off.
            Skip SkipId {
                /// Its id.
                id: SkipId,
                /// Whom it was about.
                account: AccountId,
                /// The deal that had made it due.
                deal: Option<DealId>,
                /// The appointment that had made it due.
                appointment: Option<AppointmentId>,
                /// The day from which it had been due; after `day` where it was called off.
                due_on: Day,
                /// The day on which it was passed over or called off.
                day: Day,
                /// The day until which it was put off; missing: for a cadence.
                until: Option<Day>,
                /// Why.
                reason: String,
                /// Who did.
                staff: Option<StaffId>,
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
                /// The step that was just finished, in words.
                finished: Option<String>,
                /// Exit evidence of the stage left, a text for each: `budget-known: 250万`; the key
                /// alone where it was waived by the reason.
                items: Vec<String>,
                /// Id of the record that moved it, such as `T12`; missing where a person did.
                moved_by: Option<String>,
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
                /// Why a person gave it.
                reason: Option<String>,
            }

            /// An order of a deal.
            Order OrderId {
                /// Its id.
                id: OrderId,
                /// The deal that it belongs to.
                deal: DealId,
                /// Its number on paper.
                number: Option<String>,
                /// On which day it was placed.
                day: Day,
                /// Deposit received; missing: none, a promise is none.
                deposit: Option<Money>,
                /// Form of payment, by key of the playbook or as written.
                payment: Option<String>,
                /// Day on which delivery is promised.
                promised_on: Option<Day>,
                /// Day on which the contract was signed.
                signed_on: Option<Day>,
                /// Day on which it was paid in full.
                paid_on: Option<Day>,
                /// Free text.
                note: Option<String>,
            }

            /// A line of an order.
            OrderLine OrderLineId {
                /// Its id.
                id: OrderLineId,
                /// The order.
                sales_order: OrderId,
                /// Model or product.
                model: String,
                /// Colour.
                colour: Option<String>,
                /// Pieces ordered.
                quantity: i64,
                /// Price of one piece.
                price: Option<Money>,
                /// Pieces delivered so far.
                delivered: i64,
                /// Type, version, trim.
                version: Option<String>,
                /// Pieces that will not be delivered.
                short: i64,
            }

            /// Pieces of one line handed over on one day.
            Delivery DeliveryId {
                /// Its id.
                id: DeliveryId,
                /// The line.
                order_line: OrderLineId,
                /// On which day.
                day: Day,
                /// Pieces handed over.
                quantity: i64,
                /// Who of us.
                staff: Option<StaffId>,
                /// Free text.
                note: Option<String>,
            }

            /// Why a deal was lost, or could not be controlled any more.
            LostRecord LostRecordId {
                /// Its id.
                id: LostRecordId,
                /// The deal.
                deal: DealId,
                /// On which day.
                day: Day,
                /// What the deal became: lost, or out of control.
                state: DealState,
                /// The cause, by key of the playbook.
                cause: String,
                /// Brand that they bought instead.
                competitor_brand: Option<String>,
                /// Model that they bought instead.
                competitor_model: Option<String>,
                /// How much dearer we were; below 0: cheaper.
                price_gap: Option<Money>,
                /// What we did.
                did: Option<String>,
                /// What we learn of it.
                learned: Option<String>,
                /// Day on which they are to be asked again.
                revisit_on: Option<Day>,
                /// Whether they can be won back.
                winnable: Factor,
                /// Attempts since the last effective contact.
                tries: i64,
                /// Free text.
                note: Option<String>,
                /// Who entered it.
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
                /// Colour.
                colour: Option<String>,
                /// Day on which we handed it over.
                delivered_on: Option<Day>,
                /// The delivery that it was part of.
                delivery: Option<DeliveryId>,
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

            /// Two accounts that a person declared one.
            Merger MergerId {
                /// Its id.
                id: MergerId,
                /// The account that was kept.
                account: AccountId,
                /// The one that was made part of it.
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
    /// Records written, by kind: `account:+12 phone:~14`; `+` made or brought back, `~` changed,
    /// `-` removed.
    pub counts: String,
    /// The operation by which it is taken back; missing where it stands.
    pub undone_by: Option<OperationId>,
}
