//! Why two rows are, or may be, the same customer: for people to read.

use super::compare::{Agreement, Comparison, Field, FieldWeight, Rarity, signed};
use super::held::likelihood;
use super::keys::Keys;
use super::{Matching, Reason};

/// What matching makes of two rows, looked at alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What each field says, in a fixed order.
    pub fields: Vec<FieldWeight>,
    /// The fields that keep the two apart, whatever agrees.
    pub contradictions: Vec<Field>,
    /// The rule by which they are the same customer without weighing; `None` where there is none.
    pub rule: Option<Reason>,
    /// Sum of the weights, in tenths of a bit.
    pub sum: i32,
    /// The sum from which a person is asked; `None` where these two are not asked about by weight.
    pub possible_from: Option<i32>,
    /// The sum from which they are surely the same.
    pub sure_from: i32,
    /// Whether no sum makes them surely the same: their names or cities forbid it.
    pub never_sure: bool,
    /// Of how many in a hundred that a person is asked about for such a sum, or such a phone, the two
    /// are the same; `None` where nobody is asked for that.
    pub likelihood: Option<u8>,
}

/// Returns what each field says about two rows, and what follows from the sum of the weights.
/// Letters of names weigh as in a short list.
///
/// The same whichever comes first. Never fails. Source: design, section 5, step 4.
pub fn explain(one: &Keys, other: &Keys, settings: &Matching) -> Explanation {
    let weights = &settings.weights;
    let compared = Comparison::of(one, other, settings, &Rarity::unknown(settings));
    let exact = |a: u64, b: u64| match (a, b) {
        (0, _) | (_, 0) => Agreement::Missing,
        (a, b) if a == b => Agreement::Agrees,
        _ => Agreement::Differs,
    };
    let plain = |field, a: u64, b: u64| FieldWeight { field, agreement: exact(a, b), weight: 0 };
    let fields = vec![
        plain(Field::CreditCode, one.code, other.code),
        compared.name,
        plain(Field::Make, one.make.into(), other.make.into()),
        plain(Field::Branch, one.branch.into(), other.branch.into()),
        plain(Field::Region, one.region.into(), other.region.into()),
        compared.phone,
        compared.email,
        compared.address,
        compared.city,
    ];
    let (contradictions, rule) = (contradictions(one, other), one.same_reason(other));
    let possible = compared.possible_from(weights, one.is_short() != other.is_short());
    let sum = compared.weight();
    let likelihood = match possible {
        _ if rule.is_some() || !contradictions.is_empty() || compared.is_sure(weights) => None,
        _ if compared.only_phone_fits() => Some(Reason::SamePhoneOtherName.score()),
        Some(possible) if sum >= signed(possible) => {
            Some(likelihood(sum, compared.phone.agreement, settings))
        }
        _ => None,
    };
    Explanation {
        fields,
        contradictions,
        rule,
        sum,
        possible_from: possible.map(signed),
        sure_from: signed(weights.sure),
        never_sure: compared.forbids(),
        likelihood,
    }
}

/// Returns the fields in which two contradict each other (rule 1).
fn contradictions(one: &Keys, other: &Keys) -> Vec<Field> {
    let differ = |a: u64, b: u64| a != 0 && b != 0 && a != b;
    let same_code = one.code != 0 && one.code == other.code;
    [
        (Field::CreditCode, differ(one.code, other.code)),
        (Field::Branch, differ(one.branch.into(), other.branch.into())),
        (Field::Region, !same_code && differ(one.region.into(), other.region.into())),
        (Field::Address, !same_code && differ(one.house_number.into(), other.house_number.into())),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}
