//! From measured values and a checklist to findings.
