//! Plain types that flow between the stages; no I/O, no logic beyond constructors.
