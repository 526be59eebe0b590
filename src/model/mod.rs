//! Plain values of the trade: parsed on entry, trusted by type afterwards.
//!
//! Nothing here reads a file, a clock or a store. Words are those of the domain rules, section 1.

mod blank;
mod choice;
mod day;
mod filter;
mod grade;
mod graded;
mod id;
mod lead;
mod money;
mod outcome;
mod phone;
mod record;
mod sound;
mod zone;

pub use choice::{
    AccountKind, AppointmentEnd, BuyingRole, CalendarPreset, Choice, DealState, EntryPoint,
    EvidenceSource, Factor, FirstContact, Instalment, NeedAspect, Origin, Ownership, PhoneKind,
    SourceGroup, SourceKind, StaffRole, TouchKind, TouchResult, TradeIn, UnknownChoice,
};
pub use day::{BadDay, BadInstant, Day, Instant};
pub use filter::{Comparison, Field, FieldType, Filter, Value};
pub use grade::{BadGrade, Grade};
pub use graded::DealFields;
pub use id::{
    AccountId, AnyId, AppointmentId, BadId, BatchId, BatchRowId, ContactId, DayOffId, DealId,
    DeliveryId, GradeMoveId, Id, IdKind, LostRecordId, MergerId, OperationId, OrderId, OrderLineId,
    PhoneId, PlaybookId, PurchaseId, SeparationId, ShopId, SkipId, SourceId, StaffId, StageMoveId,
    TouchId, VariantId, VehicleId,
};
pub use lead::{
    CellProblem, DayText, DeliveredLine, Interest, Lead, OrderedLine, Person, PurchaseLine,
    RecordLine, TouchLine, VehicleLine,
};
pub use money::{BadMoney, Money};
pub use outcome::{Outcome, OutcomeKind, Tally};
pub use phone::Phone;
pub(crate) use phone::mask;
pub(crate) use record::each_record;
pub use record::{
    Account, Appointment, Batch, BatchRow, Contact, DayOff, Deal, Delivery, GradeMove, LostRecord,
    Merger, Operation, Order, OrderLine, Purchase, Separation, Shop, Skip, Source, Staff,
    StageMove, StoredPhone, Touch, Variant, Vehicle,
};
pub use sound::Sound;
pub use zone::{BadZone, Zone};
