//! What of a deal decides its grade.

use std::borrow::Cow;

use super::{Day, Deal, Factor, Instalment, TradeIn};

/// The fields of a deal by which it is graded: of a record, or of a row as long as that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealFields<'d> {
    /// The key of its funnel.
    pub preset: &'d str,
    /// The stage that it stands in, by key.
    pub stage: &'d str,
    /// The model wanted.
    pub model: Option<&'d str>,
    /// Its type.
    pub version: Option<&'d str>,
    /// Its colour.
    pub colour: Option<&'d str>,
    /// The form of payment.
    pub payment: Option<&'d str>,
    /// Day on which the purchase is expected; missing where nobody knows.
    pub expected_on: Option<Day>,
    /// Day on which they want it delivered; missing where nobody knows.
    pub delivery_on: Option<Day>,
    /// How far instalments have got.
    pub instalment: Option<Instalment>,
    /// What becomes of the old vehicle.
    pub trade_in: Option<TradeIn>,
    /// Whether they trust us and the brand.
    pub confidence: Factor,
    /// Whether they need it.
    pub need: Factor,
    /// Whether they can pay.
    pub power: Factor,
    /// Signs noted by hand, by key.
    pub signs: Cow<'d, [String]>,
}

impl<'d> From<&'d Deal> for DealFields<'d> {
    fn from(deal: &'d Deal) -> Self {
        Self {
            preset: &deal.preset,
            stage: &deal.stage,
            model: deal.model.as_deref(),
            version: deal.version.as_deref(),
            colour: deal.colour.as_deref(),
            payment: deal.payment.as_deref(),
            expected_on: deal.expected_on,
            delivery_on: deal.delivery_on,
            instalment: deal.instalment,
            trade_in: deal.trade_in,
            confidence: deal.confidence,
            need: deal.need,
            power: deal.power,
            signs: Cow::Borrowed(&deal.signs),
        }
    }
}
