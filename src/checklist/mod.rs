//! Checklists: TOML to validated checklist, with positions, carets and "did you mean".
