//! `kam export`: the records as they are, every field.

mod tagged;

pub(super) use tagged::Tagged;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::filters;
use crate::cli::show::ShowArgs;
use crate::cli::{stream, text};
#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;
use crate::render::{Format, RowWriter, Tabular};
use crate::store::{Hold, Selection, Stored};

/// Export records with every field, by id
///
/// Accounts, unless another kind is named; `all` writes every record, one JSON object per line,
/// `record` first. A filter selects accounts: of a kind that hangs on accounts, it exports what
/// hangs on those. The form is CSV unless said otherwise.
#[derive(clap::Args, Debug)]
#[command(
    before_help = "\
Examples:
  kam export > accounts.csv
  kam export grade:H,A owner:me -o hot.csv
  kam export touches A12 -f json
  kam export deals state:won -o won.ndjson
  kam export all -o everything.ndjson
",
    after_help = "\
Kinds:
  accounts contacts phones deals touches appointments stage_moves grade_moves
  vehicles purchases variants separations mergers
  sources batches batch_rows staff shops  all
"
)]
pub(crate) struct ExportArgs {
    /// Kind of record, then a filter of accounts
    #[arg(value_name = "KIND|FILTER")]
    words: Vec<String>,

    #[command(flatten)]
    show: ShowArgs,
}

/// What is exported of a kind.
struct Export<'a> {
    session: &'a Session,
    /// The accounts it is about; all records where missing.
    selection: Option<Selection>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ExportArgs) -> CliResult {
    let session = ctx.open()?;
    let (name, filter) = match args.words.split_first() {
        Some((first, rest)) if first == ALL || kind_named(first).is_some() => {
            (first.as_str(), rest)
        }
        _ => ("accounts", args.words.as_slice()),
    };
    let Some(kind) = kind_named(name) else {
        return everything(ctx, &session, args, filter);
    };
    let selection = match Hold::of(kind) {
        None if filter.is_empty() => None,
        Some(_) if filter.is_empty() && ctx.context()?.is_none() => None,
        Some(_) => Some(filters::selection(ctx, &session, &filter.join(" "))?),
        None => {
            let name = name.to_owned();
            return Err(CliError::usage(move |lang| text::kind_takes_no_filter(lang, &name)));
        }
    };
    let _one_state = session.store.snapshot()?;
    let export = Export { session: &session, selection };
    let show = args.show.with_form(Format::Csv);
    if export.kind(ctx, &show, kind)? == 0 {
        let kinds: Vec<&str> = KINDS.iter().map(|(known, _)| *known).collect();
        ctx.ui.status(&text::nothing_exported(ctx.ui.lang, name, kinds.join(", ")))?;
    }
    Ok(Exit::Done)
}

const ALL: &str = "all";

macro_rules! by_kind {
    ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
        impl Export<'_> {
            /// Prints every record of a kind and returns how many there were.
            fn kind(&self, ctx: &mut Ctx<'_>, show: &ShowArgs, kind: IdKind) -> Result<u64, CliError> {
                match kind {
                    $(IdKind::$id => self.records::<$name>(ctx, show),)*
                    _ => Ok(0),
                }
            }
        }

        /// Writes every record of every kind, the kind's name before its fields.
        fn write_everything(
            session: &Session,
            layout: &crate::render::Layout<'_>,
            out: &mut dyn std::io::Write,
        ) -> Result<(), CliError> {
            $({
                let mut writer = RowWriter::start(layout, out)?;
                stream::rows(&mut writer, |take| {
                    session.store.db().each_record::<$name>(|record| take(Tagged(record)))
                })?;
                writer.finish()?;
            })*
            Ok(())
        }
    };
}
each_record!(by_kind);

impl Export<'_> {
    fn records<T: Stored + Tabular>(
        &self,
        ctx: &mut Ctx<'_>,
        show: &ShowArgs,
    ) -> Result<u64, CliError> {
        let db = self.session.store.db();
        let mut count = 0;
        ctx.ui.show_with(show, |writer: &mut RowWriter<'_, T>| {
            count = stream::rows(writer, |take| match &self.selection {
                Some(selection) => db.each_of_selected(selection, take),
                None => db.each_record(take),
            })?;
            Ok(())
        })?;
        Ok(count)
    }
}

fn everything(
    ctx: &mut Ctx<'_>,
    session: &Session,
    args: &ExportArgs,
    filter: &[String],
) -> CliResult {
    if !filter.is_empty() {
        return Err(CliError::usage(|lang| text::kind_takes_no_filter(lang, ALL)));
    }
    let show = args.show.with_form(Format::Ndjson);
    if show.form() != Format::Ndjson || show.is_chosen() {
        return Err(CliError::usage(text::all_is_ndjson));
    }
    let _one_state = session.store.snapshot()?;
    ctx.ui.write(&show, |layout, out| write_everything(session, &layout, out))
}

/// Every kind that is exported, by the name it is asked for with.
pub(super) const KINDS: &[(&str, IdKind)] = &[
    ("accounts", IdKind::AccountId),
    ("contacts", IdKind::ContactId),
    ("phones", IdKind::PhoneId),
    ("deals", IdKind::DealId),
    ("touches", IdKind::TouchId),
    ("appointments", IdKind::AppointmentId),
    ("skips", IdKind::SkipId),
    ("stage_moves", IdKind::StageMoveId),
    ("grade_moves", IdKind::GradeMoveId),
    ("orders", IdKind::OrderId),
    ("order_lines", IdKind::OrderLineId),
    ("deliveries", IdKind::DeliveryId),
    ("lost_records", IdKind::LostRecordId),
    ("vehicles", IdKind::VehicleId),
    ("purchases", IdKind::PurchaseId),
    ("variants", IdKind::VariantId),
    ("separations", IdKind::SeparationId),
    ("mergers", IdKind::MergerId),
    ("sources", IdKind::SourceId),
    ("batches", IdKind::BatchId),
    ("batch_rows", IdKind::BatchRowId),
    ("staff", IdKind::StaffId),
    ("shops", IdKind::ShopId),
    ("days_off", IdKind::DayOffId),
];

fn kind_named(name: &str) -> Option<IdKind> {
    let name = name.replace('-', "_");
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_a_kind_of_export() {
        macro_rules! check {
            ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
                [$(IdKind::$id),*]
            };
        }
        let records = each_record!(check);
        for kind in records {
            assert!(KINDS.iter().any(|(_, known)| *known == kind), "{}", kind.word());
        }
        assert_eq!(KINDS.len(), records.len());
        assert_eq!(kind_named("stage-moves"), Some(IdKind::StageMoveId));
        assert_eq!(kind_named("city:杭州"), None);
    }
}
