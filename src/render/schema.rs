//! The JSON Schema of rows (draft 2020-12), from the keys and types of their cells.

use super::Tabular;
use super::cell_type::{CellKind, CellType};
use super::json::push_text;

/// How many things of a type of row a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Number {
    /// An array, or an object a line with ndjson.
    Several,
    /// One object.
    One,
    /// Objects a line, in ndjson alone.
    Lines,
}

/// What a command prints as JSON: the keys and types of its rows.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many of them.
    pub number: Number,
    /// Keys of a row.
    pub keys: &'static [&'static str],
    /// Types of its cells; none where the row does not say them.
    pub types: &'static [CellType],
}

impl Shape {
    /// Returns the shape of `number` rows of `T`.
    pub fn of<T: Tabular>(number: Number) -> Self {
        Self { number, keys: T::KEYS, types: T::TYPES }
    }
}

/// Returns the JSON Schema of what a command of this name prints: one of `shapes`.
pub fn schema(title: &str, shapes: &[Shape]) -> String {
    let mut out = String::from("{\n  \"$schema\": ");
    push_text(&mut out, "https://json-schema.org/draft/2020-12/schema");
    out.push_str(",\n  \"title\": ");
    push_text(&mut out, title);
    if let [only] = shapes {
        out.push_str(",\n");
        push_shape(&mut out, only, 1);
    } else {
        out.push_str(",\n  \"anyOf\": [");
        for (place, shape) in shapes.iter().enumerate() {
            out.push_str(if place == 0 { "\n    {\n" } else { ",\n    {\n" });
            push_shape(&mut out, shape, 3);
            out.push_str("\n    }");
        }
        out.push_str("\n  ]");
    }
    out.push_str("\n}\n");
    out
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

fn push_shape(out: &mut String, shape: &Shape, depth: usize) {
    if shape.number == Number::Several {
        indent(out, depth);
        out.push_str("\"type\": \"array\",\n");
        indent(out, depth);
        out.push_str("\"items\": {\n");
        push_object(out, shape.keys, shape.types, depth + 1);
        out.push('\n');
        indent(out, depth);
        out.push('}');
    } else {
        push_object(out, shape.keys, shape.types, depth);
    }
}

/// Appends what an object is, without its braces: a line for each key.
fn push_object(out: &mut String, keys: &[&str], types: &[CellType], depth: usize) {
    indent(out, depth);
    out.push_str("\"type\": \"object\",\n");
    indent(out, depth);
    out.push_str("\"properties\": {");
    for (place, (key, of)) in keys.iter().zip(types).enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        indent(out, depth + 1);
        push_text(out, key);
        out.push_str(": {");
        push_type(out, *of, depth + 1);
        out.push('}');
    }
    out.push('\n');
    indent(out, depth);
    out.push_str("},\n");
    indent(out, depth);
    out.push_str("\"required\": ");
    push_texts(out, keys);
}

fn push_texts(out: &mut String, texts: &[&str]) {
    for (place, text) in texts.iter().enumerate() {
        out.push_str(if place == 0 { "[" } else { ", " });
        push_text(out, text);
    }
    out.push_str(if texts.is_empty() { "[]" } else { "]" });
}

fn push_type(out: &mut String, of: CellType, depth: usize) {
    let name = match of.kind {
        CellKind::Any => return,
        CellKind::Int => "integer",
        CellKind::Bool => "boolean",
        CellKind::Texts | CellKind::Keys(_) | CellKind::Records(..) => "array",
        CellKind::Text
        | CellKind::Key(_)
        | CellKind::Day
        | CellKind::Instant
        | CellKind::Money
        | CellKind::Id(_) => "string",
    };
    out.push_str("\"type\": ");
    if of.may_be_missing {
        push_texts(out, &[name, "null"]);
    } else {
        push_text(out, name);
    }
    match of.kind {
        CellKind::Key(known) => push_known(out, &known(), of.may_be_missing),
        CellKind::Day => out.push_str(", \"format\": \"date\""),
        CellKind::Instant => out.push_str(", \"format\": \"date-time\""),
        CellKind::Money => push_pattern(out, r"^-?[0-9]+\.[0-9]{2}$"),
        CellKind::Id(Some(kind)) => {
            push_pattern(out, &format!("^{}[0-9]+$", kind.letter()));
        }
        CellKind::Id(None) => push_pattern(out, "^[A-Z]+[0-9]+$"),
        CellKind::Texts => out.push_str(", \"items\": {\"type\": \"string\"}"),
        CellKind::Keys(known) => {
            out.push_str(", \"items\": {\"type\": \"string\"");
            push_known(out, &known(), false);
            out.push('}');
        }
        CellKind::Records(keys, types) => {
            out.push_str(", \"items\": {\n");
            push_object(out, keys, types, depth + 1);
            out.push('\n');
            indent(out, depth);
            out.push('}');
        }
        CellKind::Text | CellKind::Int | CellKind::Bool | CellKind::Any => {}
    }
}

fn push_known(out: &mut String, known: &[&str], may_be_missing: bool) {
    if known.is_empty() {
        return;
    }
    out.push_str(", \"enum\": ");
    push_texts(out, known);
    if may_be_missing {
        out.truncate(out.len() - 1);
        out.push_str(", null]");
    }
}

fn push_pattern(out: &mut String, pattern: &str) {
    out.push_str(", \"pattern\": ");
    push_text(out, pattern);
}
