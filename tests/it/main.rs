//! Tests of the whole: the shape of the project, its commands, its inputs.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail the test that calls them"
)]

mod agenda;
mod backup;
mod batch;
mod book;
mod by_hand;
mod cards;
mod ci;
mod completions;
mod config;
mod contact;
mod crowded;
mod daily;
mod dated;
mod days_off;
mod deal;
mod deliver;
mod dealers;
mod dedupe;
mod demo;
mod doctor;
mod engines;
mod exits;
mod exit_items;
mod faults;
mod filled;
mod fixes;
mod fleet;
mod fixtures;
mod grade;
mod help;
mod hostile;
mod hand_worked;
mod import;
mod inspect;
mod layout;
mod ledger;
mod list_rules;
mod lists;
mod log;
mod lose;
mod man;
mod network;
mod operations;
mod older;
mod order;
mod orders_in;
mod own_ids;
mod pipes;
mod plan;
mod playbook;
mod prospects;
mod query;
mod promised;
mod readme;
mod records;
mod records_in;
mod report;
mod restore;
mod review;
mod review_again;
mod review_asked;
mod review_parts;
mod roster;
mod sandbox;
mod schema;
mod script;
mod setup;
mod sheets;
mod shell;
mod skip;
mod skips;
mod source;
mod stage;
mod tables;
mod touches;
mod tried;
mod undo;
mod words;
mod workbook;
mod writers;
