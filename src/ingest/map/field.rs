//! The fields that a column can be mapped to.

use crate::model::SourceKind;

macro_rules! fields {
    ($($(#[$doc:meta])* $item:ident $key:literal;)*) => {
        /// What a column of a list holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $item,)* }

        impl Field {
            /// Every field, in the order in which rows are hashed.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];

            /// Returns the name written in `--map`, in messages and in JSON.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$item => $key,)* }
            }
        }
    };
}

fields! {
    /// The row's own id in its source.
    ExternalId "external_id";
    /// Name of the account.
    Name "name";
    /// Organisation or person.
    Kind "kind";
    /// Unified social credit code.
    CreditCode "credit_code";
    /// Telephone numbers; several columns may hold them.
    Phone "phone";
    /// E-mail address.
    Email "email";
    /// Web site.
    Website "website";
    /// Person to talk to.
    Contact "contact";
    /// Title of that person.
    Title "title";
    /// Department of that person.
    Department "department";
    /// Address.
    Address "address";
    /// Province.
    Province "province";
    /// City.
    City "city";
    /// District or county.
    District "district";
    /// Industry.
    Industry "industry";
    /// Sales territory.
    Territory "territory";
    /// Size of the account.
    Size "size";
    /// Channel.
    Channel "channel";
    /// Labels.
    Tags "tags";
    /// Free text.
    Note "note";
    /// Day on which the prospect was collected.
    CollectedOn "collected_on";
    /// Model or product that may be bought.
    Model "model";
    /// Colour that may be bought.
    Colour "colour";
    /// How many: may be bought, or were bought where rows are purchases.
    Quantity "quantity";
    /// Budget.
    Budget "budget";
    /// Day on which a purchase is expected.
    ExpectedOn "expected_on";
    /// Grade that the list gives.
    Grade "grade";
    /// Number of the invoice or order.
    Number "number";
    /// Day of the purchase.
    Day "day";
    /// What was bought.
    Item "item";
    /// Amount of the purchase.
    Amount "amount";
    /// The account, by our own id.
    AccountId "account_id";
    /// The deal, by our own id.
    DealId "deal_id";
    /// The day of the agenda that a row was written for.
    AgendaDay "agenda_day";
    /// How somebody was contacted.
    TouchKind "touch_kind";
    /// What came of it.
    Result "result";
    /// The day of the next contact, as written.
    NextOn "next_on";
    /// Who of us.
    Consultant "consultant";
    /// Number plate of a vehicle.
    Plate "plate";
    /// Vehicle identification number.
    Vin "vin";
    /// Day of first registration.
    FirstPlateOn "first_plate_on";
    /// Kilometres driven.
    Km "km";
    /// Last insured day.
    InsuredTo "insured_to";
    /// Maker or brand of a vehicle.
    Maker "maker";
    /// How a vehicle came to its owner.
    Ownership "ownership";
    /// Price of one piece that was ordered.
    Price "price";
    /// Deposit received for an order.
    Deposit "deposit";
    /// Form of payment of an order.
    Payment "payment";
    /// Day on which delivery is promised.
    PromisedOn "promised_on";
    /// Why stages of a deal are left out.
    Reason "reason";
}

impl Field {
    /// Returns the field of that key, ignoring case, with `-` as good as `_`.
    pub fn named(key: &str) -> Option<Self> {
        let wanted = key.trim().replace('-', "_").to_lowercase();
        Self::ALL.iter().find(|field| field.key() == wanted).copied()
    }

    /// Returns whether several columns may hold the field.
    pub const fn repeats(self) -> bool {
        matches!(self, Self::Phone)
    }

    /// Returns whether it may be the same in every row: what tells customers apart may not.
    pub const fn may_be_constant(self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Province
                | Self::City
                | Self::District
                | Self::Industry
                | Self::Territory
                | Self::Size
                | Self::Channel
                | Self::Tags
                | Self::Note
                | Self::CollectedOn
                | Self::Model
                | Self::Colour
                | Self::Quantity
                | Self::Budget
                | Self::ExpectedOn
                | Self::Grade
                | Self::Day
                | Self::Item
                | Self::TouchKind
                | Self::Result
                | Self::Consultant
                | Self::Maker
                | Self::Ownership
                | Self::Payment
                | Self::Reason
        )
    }

    /// Returns whether several columns may make it up: it is a text.
    pub const fn may_be_joined(self) -> bool {
        matches!(
            self,
            Self::ExternalId
                | Self::Name
                | Self::Contact
                | Self::Title
                | Self::Department
                | Self::Address
                | Self::Industry
                | Self::Territory
                | Self::Size
                | Self::Channel
                | Self::Note
                | Self::Model
                | Self::Item
        )
    }

    /// Returns whether the cells are days.
    pub const fn is_day(self) -> bool {
        matches!(
            self,
            Self::CollectedOn
                | Self::ExpectedOn
                | Self::Day
                | Self::AgendaDay
                | Self::NextOn
                | Self::FirstPlateOn
                | Self::InsuredTo
                | Self::PromisedOn
        )
    }

    /// Returns whether the field says what was bought: rows of purchases have it.
    pub const fn is_purchase(self) -> bool {
        matches!(self, Self::Number | Self::Day | Self::Item | Self::Amount)
    }

    /// Returns whether rows of such a list may have the field.
    pub const fn fits(self, kind: SourceKind) -> bool {
        match self {
            Self::Item | Self::Amount => kind.has_purchases(),
            Self::Number => {
                kind.has_purchases() || matches!(kind, SourceKind::Orders | SourceKind::Deliveries)
            }
            Self::Day => {
                kind.has_purchases()
                    || matches!(
                        kind,
                        SourceKind::Touches | SourceKind::Orders | SourceKind::Deliveries
                    )
            }
            Self::AccountId => kind.has_records(),
            Self::Plate | Self::Vin => {
                matches!(kind, SourceKind::FleetList | SourceKind::Deliveries)
            }
            Self::FirstPlateOn | Self::Km | Self::InsuredTo | Self::Maker | Self::Ownership => {
                matches!(kind, SourceKind::FleetList)
            }
            Self::Reason => matches!(kind, SourceKind::Orders | SourceKind::Deliveries),
            Self::Price | Self::Deposit | Self::Payment | Self::PromisedOn => {
                matches!(kind, SourceKind::Orders)
            }
            Self::DealId => matches!(kind, SourceKind::Touches | SourceKind::Orders),
            Self::AgendaDay | Self::TouchKind | Self::Result | Self::NextOn | Self::Consultant => {
                matches!(kind, SourceKind::Touches)
            }
            _ => true,
        }
    }

    /// Returns the fields of which a row of such a list has to say something: one that says nothing
    /// of any is a line of a form that nobody filled in. None where every row says something.
    pub const fn filled_in(kind: SourceKind) -> &'static [Self] {
        match kind {
            SourceKind::Touches => {
                &[Self::Result, Self::TouchKind, Self::Note, Self::NextOn, Self::Grade, Self::Day]
            }
            _ => &[],
        }
    }
}
