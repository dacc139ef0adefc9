//! `touchpoint` walks an online shop the way a customer does and reports how the customer experience
//! is right now.
//!
//! The rooms follow the flow of data, in one direction: [`net`] fetches, [`page`] parses, [`extract`] turns a
//! page into facts, [`walk`] decides where to go next, [`measure`] turns the facts of a walk into values,
//! [`judge`] compares the values with a [`checklist`], [`score`] adds up, [`history`] remembers, and [`report`] renders.
//! Plain types from [`model`] flow between them.

#![forbid(unsafe_code)]
#![warn(clippy::dbg_macro, clippy::print_stdout, clippy::print_stderr)]

pub mod checklist;
pub mod chrome;
pub mod cli;
pub mod compare;
pub mod demo;
pub mod extract;
pub mod gate;
pub mod history;
pub mod judge;
pub mod layout;
pub mod lexicon;
pub mod measure;
pub mod model;
pub mod net;
pub mod page;
pub mod report;
pub mod score;
pub mod walk;
