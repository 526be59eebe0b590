//! Key-account management for the shell.
//!
//! The program is a thin binary over this library, which has no stable interface: the command
//! line is the interface. Modules in reading order, which is the way the data goes:
//! read → map → clean → match → load → rules → render.
//!
//! | module | what it is |
//! |---|---|
//! | `model` | plain values: ids, days, money, phones, grades, records |
//! | `playbook` | the team's rules as data; every number of the domain |
//! | `ingest` | files to clean rows to groups of the same customer; touches no store |
//! | `rules` | decisions: grade, agenda, funnel; pure functions that return their reasons |
//! | `report` | figures from records: the funnel, sources and what they yield |
//! | `filter` | the filter language: text to conditions |
//! | `store` | one store, two engines; all SQL |
//! | `load` | pipelines that join reading and storing |
//! | `render` | rows to table, CSV, JSON, Markdown |
//! | `clock` | the only place that asks what day it is |
//! | `cli` | arguments, commands, messages, exit codes |
//!
//! Who may name whom is in `ARCHITECTURE.md` and held by a test.

pub mod model;
pub mod playbook;
pub mod ingest;
pub mod rules;
pub mod report;
pub mod filter;
pub mod store;
pub mod load;
pub mod render;
pub mod clock;
pub mod cli;
