//! `kam schema`: what commands print as JSON, as a JSON Schema.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text;
#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;
use crate::playbook::{KeyChange, near};
use crate::render::{
    AsCell as _, Cell, CellType, Format, KEY, Number, Shape, Tabular, schema, types,
};
use crate::store::{Acquaintance, ListedAccount, ListedContact, PlaybookVersion};

/// Print the JSON Schema of what a command prints with `-f json`
///
/// Without a command, lists those that show rows, with their columns. Keys may come to be added;
/// none is renamed, and none goes.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam schema
  kam schema list
  kam schema export deals -o deals.schema.json
")]
pub(crate) struct SchemaArgs {
    /// Command, such as `list` or `batch rows`
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &SchemaArgs) -> CliResult {
    let known = shown();
    if args.command.is_empty() {
        return ctx.ui.show_columns(&args.show, IN_TABLES, known);
    }
    let name = args.command.join(" ");
    let Some(command) = known.iter().find(|command| command.name == name) else {
        let near = near(&name, known.iter().map(|command| command.name.as_str())).join("`, `");
        let error = CliError::usage(move |lang| match near.as_str() {
            "" => text::shows_no_rows(lang, &name),
            near => text::shows_no_rows_near(lang, &name, near),
        });
        return Err(error.hint(text::hint_schema));
    };
    let show = args.show.with_form(Format::Json);
    if show.form() != Format::Json || show.is_chosen() {
        return Err(CliError::usage(text::schema_is_json));
    }
    let schema = schema(&format!("kam {}", command.name), &command.shapes);
    ctx.ui.write(&show, |_, out| Ok(out.write_all(schema.as_bytes())?))?;
    Ok(Exit::Done)
}

/// A command that shows rows.
struct Shown {
    /// Its words.
    name: String,
    /// What it prints, one of these.
    shapes: Vec<Shape>,
}

const IN_TABLES: &[&str] = &["command", "prints"];

impl Tabular for Shown {
    const KEYS: &'static [&'static str] = &["command", "prints", "columns"];
    const TYPES: &'static [CellType] = types![String, = KEY, Vec<String>,];
    const NAMED_BY: Option<&'static str> = Some("command");

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.name.as_cell());
        let several = self.shapes.iter().any(|shape| shape.number == Number::Several);
        let one = self.shapes.iter().any(|shape| shape.number == Number::One);
        put(Cell::Key(match (several, one) {
            (true, true) => "object-or-array",
            (true, false) => "array",
            (false, true) => "object",
            (false, false) => "lines",
        }));
        let mut columns: Vec<String> = Vec::new();
        for key in self.shapes.iter().flat_map(|shape| shape.keys) {
            if !columns.iter().any(|known| known == key) {
                columns.push((*key).to_owned());
            }
        }
        put(columns.as_cell());
    }
}

fn several<T: Tabular>() -> Shape {
    Shape::of::<T>(Number::Several)
}

fn one<T: Tabular>() -> Shape {
    Shape::of::<T>(Number::One)
}

/// Returns every command that shows rows, by name.
fn shown() -> Vec<Shown> {
    let mut shown: Vec<Shown> = commands()
        .into_iter()
        .map(|(name, shapes)| Shown { name: name.to_owned(), shapes })
        .chain(exports())
        .collect();
    shown.sort_by(|left, right| left.name.cmp(&right.name));
    shown
}

fn commands() -> Vec<(&'static str, Vec<Shape>)> {
    use super::{
        agenda, backup, batch, blame, book, config, deal, dedupe, doctor, grade, history, import,
        inspect, order, report, restore, review, shop, show, staff, stage,
    };
    use crate::cli::comparing::PairLine;
    use crate::cli::undoing::UndoRow;
    vec![
        ("add", vec![one::<Account>(), several::<PairLine<'_>>()]),
        ("agenda", vec![several::<agenda::Row<'_>>(), several::<agenda::Fact>()]),
        ("backup", vec![one::<backup::Backup>()]),
        ("batch list", vec![several::<batch::Entry>()]),
        ("batch rows", vec![several::<batch::RowLine>(), several::<batch::WarningLine>()]),
        ("batch show", vec![one::<batch::Shown>()]),
        ("blame", vec![several::<blame::BlameRow>()]),
        ("book", vec![several::<book::Open<'_>>()]),
        ("config", vec![several::<config::Row>()]),
        ("contact list", vec![several::<ListedContact>()]),
        ("deal list", vec![several::<deal::Row>()]),
        ("dedupe", vec![several::<dedupe::TwinLine>(), several::<PairLine<'_>>()]),
        ("doctor", vec![several::<doctor::Row>()]),
        ("grade", vec![several::<grade::GradedDeal>()]),
        ("history", vec![several::<Operation>(), several::<history::ChangeRow>()]),
        ("import", vec![several::<import::FileReport>()]),
        ("inspect", vec![several::<&inspect::Inspection>()]),
        ("list", vec![several::<ListedAccount>()]),
        ("order", vec![several::<order::Listed>(), one::<order::Whole<'_>>()]),
        ("playbook diff", vec![several::<KeyChange>()]),
        ("playbook list", vec![several::<PlaybookVersion>()]),
        ("redo", vec![several::<UndoRow>()]),
        (
            "report funnel",
            vec![
                several::<report::StageRow<'_>>(),
                several::<report::OverallRow<'_>>(),
                several::<report::LeverRow<'_>>(),
                several::<report::AgedRow<'_>>(),
            ],
        ),
        (
            "report sources",
            vec![
                several::<report::SourceRow<'_>>(),
                several::<report::ChannelRow>(),
                several::<report::QuadrantRow<'_>>(),
            ],
        ),
        ("restore", vec![one::<restore::Restored>()]),
        ("review", vec![several::<review::GroupLine>(), several::<PairLine<'_>>()]),
        ("review list", vec![several::<review::GroupLine>(), several::<PairLine<'_>>()]),
        ("schema", vec![several::<Shown>()]),
        ("shop closed", vec![several::<shop::Closure<'_>>()]),
        ("shop list", vec![several::<Shop>()]),
        (
            "show",
            vec![
                one::<show::Card>(),
                several::<show::Card>(),
                several::<blame::BlameRow>(),
                one::<show::RowCard>(),
                several::<show::RowCard>(),
            ],
        ),
        ("staff list", vec![several::<Staff>()]),
        ("staff off", vec![several::<staff::Absence<'_>>()]),
        ("stage", vec![one::<stage::Standing<'_>>()]),
        ("undo", vec![several::<UndoRow>()]),
        ("unmerge", vec![several::<UndoRow>()]),
        ("who", vec![several::<Acquaintance>(), several::<PairLine<'_>>()]),
    ]
}

macro_rules! by_kind {
    ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
        /// Returns what `kam export` prints of every kind of record, and of all of them.
        fn exports() -> impl Iterator<Item = Shown> {
            let of = |kind: IdKind, shape: Shape| {
                let (name, _) = super::export::KINDS.iter().find(|(_, known)| *known == kind)?;
                Some(Shown { name: format!("export {name}"), shapes: vec![shape] })
            };
            let kinds = [$(of(IdKind::$id, several::<$name>())),*];
            let lines = [$(Shape::of::<super::export::Tagged<$name>>(Number::Lines)),*];
            let all = Shown { name: "export all".to_owned(), shapes: lines.to_vec() };
            kinds.into_iter().flatten().chain([all])
        }
    };
}
each_record!(by_kind);

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds the names of commands that take columns.
    fn with_columns(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        for sub in command.get_subcommands() {
            let name = format!("{path} {}", sub.get_name()).trim().to_owned();
            if sub.get_arguments().any(|argument| argument.get_id() == "columns") {
                found.push(name.clone());
            }
            with_columns(sub, &name, found);
        }
    }

    #[test]
    fn every_command_that_shows_rows_has_a_schema() {
        let mut found = Vec::new();
        with_columns(&crate::cli::definition(), "", &mut found);
        assert!(found.contains(&"list".to_owned()), "{found:?}");
        let known = shown();
        // What a question in SQL is answered with are the columns that it asks for.
        for name in found.iter().filter(|name| *name != "query") {
            let export = format!("{name} ");
            let has = |shown: &Shown| {
                shown.name == *name || (name == "export" && shown.name.starts_with(&export))
            };
            assert!(known.iter().any(has), "`kam {name}` has no schema");
        }
        for command in &known {
            let first = command.name.strip_prefix("export").map_or(&*command.name, |_| "export");
            assert!(found.iter().any(|name| name == first), "no command `{}`", command.name);
        }
    }

    #[test]
    fn every_column_has_a_type() {
        for command in shown() {
            for shape in &command.shapes {
                assert_eq!(shape.keys.len(), shape.types.len(), "kam {}", command.name);
            }
        }
    }
}
