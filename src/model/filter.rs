//! What a filter asks, after parsing: the store turns it into a query.

use super::Day;

/// A condition on accounts, or on deals with their accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All of these; everything where there is none.
    And(Vec<Filter>),
    /// Any of these; nothing where there is none.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// Name, a contact's name or a phone contains the text, ignoring ASCII case.
    Word(String),
    /// The field has no value.
    Empty(Field),
    /// The field compares so with one of the values (`=`), or with the only one.
    Is(Field, Comparison, Vec<Value>),
}

impl Filter {
    /// Returns whether it asks for a field anywhere.
    pub fn asks(&self, field: Field) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.asks(field)),
            Self::Not(inner) => inner.asks(field),
            Self::Word(_) => false,
            Self::Empty(of) | Self::Is(of, ..) => *of == field,
        }
    }
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    /// `:` – equals; of a text field: contains.
    Is,
    /// `=` – equals exactly.
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value that a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// A text, an enumerated key, a name.
    Text(String),
    /// A whole number; of an amount, its hundredths.
    Number(i64),
    /// A day.
    Day(Day),
    /// The number of an id.
    Id(i64),
}

/// What type of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldType {
    /// Free text: `:` means contains.
    Text,
    /// One of a fixed list of keys.
    Key,
    /// A record with a name and an id: staff, shop, source.
    Name,
    /// An id alone: an account, a batch.
    Id,
    /// A whole number.
    Number,
    /// An amount of money; its values are numbers of hundredths.
    Money,
    /// A day.
    Day,
}

impl FieldType {
    /// Returns whether values of the type are smaller or greater than others.
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Number | Self::Money | Self::Day)
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $item:ident $key:literal $term:literal $type:ident;)*) => {
        /// A field of an account, or of what hangs on it, that filters name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $item,)* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];

            /// Returns the name written in a filter.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$item => $key,)* }
            }

            /// Returns the Chinese name, which filters accept too.
            pub const fn term(self) -> &'static str {
                match self { $(Self::$item => $term,)* }
            }

            /// Returns the type of its values.
            pub const fn field_type(self) -> FieldType {
                match self { $(Self::$item => FieldType::$type,)* }
            }
        }
    };
}

fields! {
    /// The account itself, by id.
    Account "id" "编号" Id;
    /// Its name.
    Name "name" "名称" Text;
    /// Organisation or person.
    Kind "kind" "类型" Key;
    /// The consultant responsible.
    Owner "owner" "顾问" Name;
    /// The shop.
    Shop "shop" "门店" Name;
    /// The group or head office.
    Parent "parent" "上级" Id;
    /// Grade of one of its open deals.
    Grade "grade" "级别" Key;
    /// Stage of one of its open deals.
    Stage "stage" "阶段" Key;
    /// State of one of its deals.
    State "state" "状态" Key;
    /// Model of one of its open deals.
    Model "model" "车型" Text;
    /// Quantity of one of its open deals.
    Quantity "quantity" "数量" Number;
    /// Budget of one of its open deals.
    Budget "budget" "预算" Money;
    /// Expected purchase day of one of its open deals.
    Expected "expected" "预计购买" Day;
    /// Day from which it is due by its appointments and open deals.
    Due "due" "到期" Day;
    /// Industry.
    Industry "industry" "行业" Text;
    /// Territory.
    Territory "territory" "辖区" Text;
    /// Province.
    Province "province" "省份" Text;
    /// City.
    City "city" "城市" Text;
    /// District.
    District "district" "区县" Text;
    /// Address.
    Address "address" "地址" Text;
    /// Channel.
    Channel "channel" "渠道" Text;
    /// A label, whole.
    Tag "tag" "标签" Key;
    /// A phone number, by its digits.
    Phone "phone" "电话" Text;
    /// E-mail address.
    Email "email" "邮箱" Text;
    /// Credit code.
    CreditCode "credit_code" "信用代码" Text;
    /// Note.
    Note "note" "备注" Text;
    /// The list it was first seen in.
    Source "source" "来源" Name;
    /// A batch that one of its rows was in.
    Batch "batch" "批次" Id;
    /// Day entered.
    Opened "opened" "建档" Day;
    /// Day of the last effective contact.
    LastTouch "last_touch" "最近接触" Day;
    /// Day of the last contact or attempt.
    LastTry "last_try" "最近联系" Day;
    /// Number of purchases recorded.
    Purchases "purchases" "购买次数" Number;
}
