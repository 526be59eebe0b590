//! What a plan says of a list: which it is, how it was read and what it is imported as.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::fault::{Fault, PlanFaults, Wanted};
use super::{FORM, state};
use crate::ingest::clean::date::DateOrder;
use crate::ingest::list_rules::RowRules;
use crate::ingest::map::{Field, Meanings};
use crate::ingest::read::{Encoding, Options};
use crate::load::import::Import;
use crate::load::prepare::Prepared;
use crate::model::{Choice as _, Day, ShopId, SourceKind, StaffId};
use crate::store::{Db, StoreError};

/// A list of a plan.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where the list was.
    pub file: String,
    /// Its sheet; missing where it is text.
    pub sheet: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// What it is imported as.
    pub import: Import,
    /// Line in the plan, from 1.
    pub at: u64,
    /// Number of the list within the plan, from 1.
    pub(super) list: u32,
    /// What the store was like.
    pub(super) state: String,
    encoding: Option<Encoding>,
    delimiter: Option<u8>,
    line: u64,
    like: Arc<Meanings>,
}

/// The line of a plan that begins a list, in the order in which it is written.
#[derive(serde::Serialize)]
pub(super) struct Written<'a> {
    kam_plan: u64,
    list: u32,
    file: String,
    sheet: Option<&'a str>,
    rows: u64,
    source: &'static str,
    source_name: &'a str,
    asked: Option<&'a str>,
    collected_on: Option<String>,
    owner: Option<String>,
    shop: Option<String>,
    operation: String,
    state: String,
    hash: &'a str,
    encoding: Option<&'static str>,
    delimiter: Option<String>,
    header_line: u64,
    columns: &'a [String],
    fields: Vec<Option<&'static str>>,
    date_orders: Vec<Option<&'static str>>,
    keyed: bool,
    #[serde(skip_serializing_if = "RowRules::is_empty")]
    rules: &'a RowRules,
}

impl<'a> Written<'a> {
    pub(super) fn of(
        db: &Db,
        list: u32,
        path: &Path,
        prepared: &'a Prepared,
        import: &'a Import,
    ) -> Result<Self, StoreError> {
        let examined = &prepared.list;
        let verdict = &examined.verdict;
        let sheet = examined.origin.sheet();
        Ok(Self {
            kam_plan: FORM,
            list,
            file: path.to_string_lossy().into_owned(),
            sheet,
            rows: examined.rows,
            source: import.kind.key(),
            source_name: &import.source,
            asked: import.asked.as_deref(),
            collected_on: import.collected_on.map(|day| day.to_string()),
            owner: import.owner.map(|staff| staff.to_string()),
            shop: import.shop.map(|shop| shop.to_string()),
            operation: db.last_logged()?.id.to_string(),
            state: state(db)?,
            hash: &examined.hash,
            encoding: sheet.is_none().then(|| verdict.encoding.key()),
            delimiter: examined.delimiter().map(|sign| char::from(sign).to_string()),
            header_line: verdict.header_line,
            columns: &verdict.columns,
            fields: examined.mapping.fields.iter().map(|field| field.map(Field::key)).collect(),
            date_orders: examined.date_orders.iter().map(|o| o.map(DateOrder::key)).collect(),
            keyed: examined.mapping.keyed,
            rules: &examined.mapping.rules,
        })
    }
}

/// Values of an object of a plan; what is wrong with one is noted.
pub(super) struct Values<'v> {
    pub(super) map: &'v Map<String, Value>,
    /// Line in the plan.
    pub(super) at: u64,
    /// Line of the row in its list.
    pub(super) line: Option<u64>,
    pub(super) faults: &'v mut PlanFaults,
}

impl Values<'_> {
    /// Returns a value, `None` where it is null or missing.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Notes that a value is not what it has to be.
    pub(super) fn wrong(&mut self, key: &'static str, wanted: Wanted) {
        let value = self.map.get(key).map(Value::to_string).unwrap_or_default();
        self.faults.add(self.at, self.line, Fault::Value { key, value, wanted });
    }

    /// Returns what `reader` makes of a value; `None` where there is none, or it makes nothing.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        reader: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let read = self.get(key).map(&reader)?;
        if read.is_none() {
            self.wrong(key, wanted);
        }
        read
    }

    /// The same for a value that has to be there.
    pub(super) fn need<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        reader: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        if self.get(key).is_none() {
            self.wrong(key, wanted);
            return None;
        }
        self.read(key, wanted, reader)
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.read(key, Wanted::Text, owned)
    }
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}

/// Returns a whole number from 1 to 4,294,967,295.
pub(super) fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok().filter(|number| *number > 0)
}

fn parsed<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value.as_str()?.parse().ok()
}

/// Reads the line that begins a list; `None` where something of it is wrong.
pub(super) fn read(mut values: Values<'_>) -> Option<Header> {
    let before = values.faults.count();
    if values.get("kam_plan").and_then(Value::as_u64) != Some(FORM) {
        let version = values.map.get("kam_plan").map(Value::to_string).unwrap_or_default();
        values.faults.add(values.at, None, Fault::Version(version));
        return None;
    }
    let list = values.need("list", Wanted::Number, number);
    let file = values.need("file", Wanted::Text, owned);
    let hash = values.need("hash", Wanted::AsPlanned, owned);
    let state = values.need("state", Wanted::AsPlanned, owned);
    let kind = values.need("source", Wanted::Kind, |value| SourceKind::read(value.as_str()?).ok());
    let source = values.need("source_name", Wanted::Text, owned);
    let header_line = values.need("header_line", Wanted::AsPlanned, Value::as_u64);
    let sheet = values.text("sheet");
    let encoding = values.read("encoding", Wanted::AsPlanned, parsed::<Encoding>);
    let delimiter =
        values.read("delimiter", Wanted::AsPlanned, |value| match value.as_str()?.as_bytes() {
            [sign] => Some(*sign),
            _ => None,
        });
    let like = Meanings::read(&Value::Object(values.map.clone()).to_string());
    if like.is_none() {
        values.wrong("fields", Wanted::AsPlanned);
    }
    let asked = values.text("asked");
    let collected_on = values.read("collected_on", Wanted::Day, parsed::<Day>);
    let owner = values.read("owner", Wanted::Known, parsed::<StaffId>);
    let shop = values.read("shop", Wanted::Known, parsed::<ShopId>);
    if values.faults.count() > before {
        return None;
    }
    let file = file?;
    let name = Path::new(&file).file_name().map(|name| name.to_string_lossy().into_owned());
    Some(Header {
        sheet,
        hash: hash?,
        import: Import {
            kind: kind?,
            source: source?,
            file: name.unwrap_or_else(|| file.clone()),
            asked,
            collected_on,
            owner,
            shop,
            strict: false,
        },
        file,
        at: values.at,
        list: list?,
        state: state?,
        encoding,
        delimiter,
        line: header_line?,
        like: Arc::new(like?),
    })
}

impl Header {
    /// Returns that owner or shop are not there.
    pub fn unknown(&self, owner: bool, shop: bool) -> PlanFaults {
        let mut faults = PlanFaults::default();
        let id = |id: Option<String>| Value::from(id).to_string();
        let owner = owner.then(|| ("owner", id(self.import.owner.map(|id| id.to_string()))));
        let shop = shop.then(|| ("shop", id(self.import.shop.map(|id| id.to_string()))));
        for (key, value) in owner.into_iter().chain(shop) {
            let fault = Fault::Value { key, value, wanted: Wanted::Known };
            faults.add(self.at, None, fault);
        }
        faults
    }

    /// Returns how the list is to be read, so that it says what it said when the plan was made.
    pub fn options(&self) -> Options {
        Options {
            encoding: self.encoding,
            delimiter: self.delimiter,
            header_line: Some(self.line),
            sheet: self.sheet.clone(),
            like: Some(self.like.clone()),
            ..Options::new(self.import.kind)
        }
    }
}
