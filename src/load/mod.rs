//! Pipelines that join reading and storing: a list into the store, records out of it.

mod draft;
