//! The tables of the history, and how an older database becomes one of today.

use rusqlite::{Connection, TransactionBehavior};

use super::HistoryError;

/// Marks a database as ours: "tpnt".
pub(super) const APPLICATION_ID: i32 = 0x7470_6e74;

/// One step from each version of the database to the next. A step that was released is never changed.
pub(super) const MIGRATIONS: &[&str] = &[
    // 1: audits, scores, findings. What many audits share stands apart: shops, checklists, checks and their words.
    "CREATE TABLE shop (
        id INTEGER PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        name TEXT
    );
    CREATE TABLE checklist (
        id INTEGER PRIMARY KEY,
        used TEXT NOT NULL UNIQUE
    );
    CREATE TABLE title (
        checklist INTEGER NOT NULL REFERENCES checklist(id),
        touchpoint TEXT NOT NULL,
        en TEXT,
        ko TEXT,
        PRIMARY KEY (checklist, touchpoint)
    ) WITHOUT ROWID;
    CREATE TABLE definition (
        id INTEGER PRIMARY KEY,
        finding TEXT NOT NULL,
        touchpoint TEXT NOT NULL,
        measure TEXT NOT NULL,
        unit TEXT NOT NULL,
        severity TEXT NOT NULL,
        weight REAL NOT NULL,
        expected TEXT NOT NULL,
        question_en TEXT NOT NULL,
        question_ko TEXT NOT NULL,
        UNIQUE (finding, touchpoint, measure, unit, severity, weight, expected, question_en, question_ko)
    );
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        shop INTEGER NOT NULL REFERENCES shop(id),
        audited_at TEXT NOT NULL,
        tool_version TEXT NOT NULL,
        checklist INTEGER NOT NULL REFERENCES checklist(id),
        score REAL,
        coverage REAL NOT NULL,
        provisional INTEGER NOT NULL,
        UNIQUE (shop, audited_at)
    );
    CREATE TABLE touchpoint (
        audit INTEGER NOT NULL REFERENCES audit(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        id TEXT NOT NULL,
        weight REAL NOT NULL,
        score REAL,
        coverage REAL NOT NULL,
        provisional INTEGER NOT NULL,
        PRIMARY KEY (audit, position)
    ) WITHOUT ROWID;
    CREATE TABLE finding (
        audit INTEGER NOT NULL REFERENCES audit(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        definition INTEGER NOT NULL REFERENCES definition(id),
        verdict TEXT NOT NULL,
        points REAL,
        value,
        sample INTEGER NOT NULL,
        reason TEXT,
        fingerprint TEXT NOT NULL,
        waived INTEGER NOT NULL,
        PRIMARY KEY (audit, position)
    ) WITHOUT ROWID;",
    // 2: how many pages were read, and answers that have grown old.
    "ALTER TABLE audit ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE finding ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;",
];

/// The version that this program writes.
pub(super) fn version() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

/// Brings a database to today's version. A new one gets its tables; one of a newer program is left alone.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), HistoryError> {
    if pragma(connection, "user_version")? == version() && pragma(connection, "application_id")? == APPLICATION_ID {
        return Ok(());
    }
    // Another process may be doing the same: look again once the database is ours.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = pragma(&transaction, "user_version")?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && pragma(&transaction, "application_id")? != APPLICATION_ID {
        return Err(HistoryError::NotOurs);
    }
    if found > version() {
        return Err(HistoryError::Newer {
            found,
            known: version(),
        });
    }
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or_default()) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version())?;
    transaction.commit()?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i32, rusqlite::Error> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
