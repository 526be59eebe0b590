//! Decisions of the trade: pure functions of (records, playbook, day) that return their reasons
//! as data, never as sentences.

pub mod agenda;
pub mod appointment;
pub mod assignment;
pub mod calendar;
pub mod compliance;
pub mod deal;
pub mod funnel;
pub mod grade;
pub mod keep;
pub mod loss;
pub mod order;
pub mod response;
pub mod review;
pub mod segment;
pub mod touch;
