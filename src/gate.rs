//! The gate: rules that turn a report into an exit code.
