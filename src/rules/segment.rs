//! Segments of prospects (domain rules, section 4): derived, never stored.

use crate::model::{Factor, Grade};
use crate::playbook::Segment;

/// What tells the segment of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether they were ever reached.
    pub reached: bool,
    /// The grade of the deal that makes it due; missing without an open deal.
    pub grade: Option<Grade>,
    /// Whether they trust us, by that deal.
    pub confidence: Factor,
    /// Whether they can pay, by that deal.
    pub power: Factor,
    /// Whether they own a vehicle of another brand, or a deal of theirs was lost to one.
    pub bought_elsewhere: bool,
    /// Whether they own a vehicle that we sold them: without an open deal they are no prospect.
    pub retained: bool,
}

/// Returns the segment of an account; `None` where it is in none: graded as not worth a grade,
/// for another reason than power alone, or retained, without an open deal. Loyal without power comes
/// before all; having bought another brand counts where no deal is open. Never fails. Source:
/// domain rules, section 4.
pub fn segment(standing: Standing) -> Option<Segment> {
    let Standing { reached, grade, confidence, power, bought_elsewhere, retained } = standing;
    match grade {
        Some(_) if power == Factor::No && confidence == Factor::Yes => {
            Some(Segment::LoyalWithoutPower)
        }
        None if retained => None,
        None if bought_elsewhere => Some(Segment::OtherBrand),
        Some(Grade::None) => None,
        _ if !reached => Some(Segment::NotContacted),
        _ => Some(Segment::Hopeful),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_segment_has_its_mark() {
        let new = Standing {
            reached: false,
            grade: Some(Grade::N),
            confidence: Factor::Unknown,
            power: Factor::Unknown,
            bought_elsewhere: false,
            retained: false,
        };
        let loyal = Standing {
            reached: true,
            grade: Some(Grade::None),
            confidence: Factor::Yes,
            power: Factor::No,
            bought_elsewhere: true,
            retained: false,
        };
        for (standing, expected, what) in [
            (new, Some(Segment::NotContacted), "never reached"),
            (Standing { grade: None, ..new }, Some(Segment::NotContacted), "without a deal"),
            (Standing { reached: true, ..new }, Some(Segment::Hopeful), "reached"),
            (loyal, Some(Segment::LoyalWithoutPower), "no power, trusts us"),
            (Standing { confidence: Factor::Unknown, ..loyal }, None, "trust unknown"),
            (Standing { power: Factor::Unknown, ..loyal }, None, "power unknown"),
            (Standing { grade: None, ..loyal }, Some(Segment::OtherBrand), "bought elsewhere"),
            (Standing { grade: None, retained: true, ..loyal }, None, "bought from us"),
            (
                Standing { retained: true, reached: true, ..new },
                Some(Segment::Hopeful),
                "bought from us, and a deal is open again",
            ),
            (
                Standing { bought_elsewhere: true, reached: true, ..new },
                Some(Segment::Hopeful),
                "a deal is open again",
            ),
        ] {
            assert_eq!(segment(standing), expected, "{what}");
        }
    }
}
