//! Extractors: one file per kind of fact.
