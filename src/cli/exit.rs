//! Exit statuses of the program.

/// Audited, and the gate passed; for other commands: done.
pub const OK: u8 = 0;
/// Audited, and the gate failed.
pub const GATE_FAILED: u8 = 1;
/// Usage, configuration or checklist error; nothing was requested from the shop.
pub const USAGE: u8 = 2;
/// The shop could not be audited, or too little could be measured to judge the gate; for `inspect`: some page could
/// not be read.
pub const NOT_AUDITED: u8 = 3;
/// The work ended, but an output could not be written.
pub const OUTPUT_FAILED: u8 = 4;
