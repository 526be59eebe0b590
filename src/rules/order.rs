//! What is open of an order, and when a deal is won by it (domain rules, section 5).

#[cfg(test)]
mod tests;

use crate::model::{OrderLine, OrderLineId};

/// What is to be taken off the open pieces of an order: delivered, or closed short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    /// The line; missing: every open one.
    pub line: Option<OrderLineId>,
    /// How many pieces; missing: all that are open.
    pub quantity: Option<i64>,
}

/// Pieces of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The line.
    pub line: OrderLineId,
    /// How many pieces, from 1.
    pub quantity: i64,
}

/// Why pieces cannot be taken off an order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartRefusal {
    /// Every line is delivered or closed short.
    #[error("nothing is open")]
    NothingOpen,
    /// The line is delivered or closed short.
    #[error("nothing of {line} is open")]
    LineDone {
        /// The line.
        line: OrderLineId,
    },
    /// A number of pieces is given, and several lines are open.
    #[error("{quantity} pieces may be of several lines")]
    WhichLine {
        /// The pieces.
        quantity: i64,
        /// The open lines.
        open: Vec<OrderLineId>,
    },
    /// Not a single piece is meant.
    #[error("{quantity} is no number of pieces")]
    NotPositive {
        /// What was given.
        quantity: i64,
    },
    /// More is meant than is open.
    #[error("{quantity} pieces of {line} are more than the {open} that are open")]
    MoreThanOpen {
        /// The line.
        line: OrderLineId,
        /// What was given.
        quantity: i64,
        /// What is open of it.
        open: i64,
    },
}

/// Returns how many pieces of a line are neither delivered nor closed short; at least 0.
pub fn open(line: &OrderLine) -> i64 {
    (line.quantity - line.delivered - line.short).max(0)
}

/// Returns how many pieces of the lines are open.
pub fn open_pieces(lines: &[OrderLine]) -> i64 {
    lines.iter().map(open).sum()
}

/// Returns the pieces of each line that a wish takes off an order: all that are open where it says
/// nothing, never more than are open. A number of pieces without a line is clear where one line
/// alone is open.
///
/// # Errors
/// What the order does not have. A line that is none of the order's has nothing open.
/// Source: domain rules, section 5.
pub fn parts(lines: &[OrderLine], wish: Wish) -> Result<Vec<Part>, PartRefusal> {
    let mut remaining: Vec<&OrderLine> = lines.iter().filter(|line| open(line) > 0).collect();
    if let Some(quantity) = wish.quantity.filter(|quantity| *quantity < 1) {
        return Err(PartRefusal::NotPositive { quantity });
    }
    if let Some(line) = wish.line {
        remaining.retain(|candidate| candidate.id == line);
        if remaining.is_empty() {
            return Err(PartRefusal::LineDone { line });
        }
    }
    match (remaining.as_slice(), wish.quantity) {
        ([], _) => Err(PartRefusal::NothingOpen),
        ([only], Some(quantity)) if quantity > open(only) => {
            Err(PartRefusal::MoreThanOpen { line: only.id, quantity, open: open(only) })
        }
        ([only], Some(quantity)) => Ok(vec![Part { line: only.id, quantity }]),
        (several, Some(quantity)) => Err(PartRefusal::WhichLine {
            quantity,
            open: several.iter().map(|line| line.id).collect(),
        }),
        (lines, None) => {
            Ok(lines.iter().map(|line| Part { line: line.id, quantity: open(line) }).collect())
        }
    }
}

/// How far the orders of a deal have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is no order.
    NoOrder,
    /// So many pieces are still to come.
    Open(i64),
    /// Every line is delivered or closed short, and something was delivered: the deal is won.
    Complete,
    /// Every line is closed short and nothing was delivered, which is no win.
    NothingDelivered,
}

/// Returns how far the orders of a deal have come, from all their lines.
/// Source: domain rules, section 5.
pub fn progress(lines: &[OrderLine]) -> Progress {
    match (lines, open_pieces(lines)) {
        ([], _) => Progress::NoOrder,
        (_, pieces) if pieces > 0 => Progress::Open(pieces),
        (lines, _) if lines.iter().any(|line| line.delivered > 0) => Progress::Complete,
        _ => Progress::NothingDelivered,
    }
}
