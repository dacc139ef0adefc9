//! The database: opening it, writing an audit, reading audits back.

use std::path::Path;
use std::thread;
use std::time::Duration;

use jiff::{Span, Timestamp};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde::Serialize;

use super::schema::migrate;
use super::{AuditName, HistoryError, PastAudit};

mod read;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often, and how long apart, a change to the write-ahead log is tried: SQLite does not wait for it by itself.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// How many audits of a shop are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// The latest so many audits of each shop.
    pub audits: u32,
    /// Days before the latest audit of the shop; none: for ever.
    pub days: Option<u32>,
}

impl Default for Retention {
    /// A thousand audits: three years of days, about 5 MB.
    fn default() -> Self {
        Retention {
            audits: 1000,
            days: None,
        }
    }
}

/// The history, open.
#[derive(Debug)]
pub struct History {
    connection: Connection,
}

impl History {
    /// Opens the history to write into it; makes it, and its folder, where there is none. An older database is
    /// brought to today's version.
    ///
    /// # Errors
    /// When it cannot be made or opened, belongs to another program, or was written by a newer version.
    pub fn open(path: &Path) -> Result<History, HistoryError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = connect(path, flags)?;
        // Before anything is written: another program's database stays as it is.
        migrate(&mut connection)?;
        write_ahead(&connection)?;
        Ok(History { connection })
    }

    /// Opens a history that is there, to read it.
    ///
    /// # Errors
    /// As [`History::open`], and when there is none.
    pub fn open_existing(path: &Path) -> Result<History, HistoryError> {
        if !path.exists() {
            return Err(HistoryError::Missing);
        }
        let opened = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|mut connection| {
            migrate(&mut connection)?;
            Ok(History { connection })
        });
        match opened {
            // In a folder that cannot be written to, a history at rest can still be read.
            Err(HistoryError::Database(error)) if is_read_only(&error) => read_only(path),
            opened => opened,
        }
    }

    /// Writes an audit down, whole or not at all, and lets go of what is too old. An audit of the same shop and moment
    /// is replaced and keeps its number. Returns the number.
    ///
    /// # Errors
    /// When the database cannot be written: then it is as it was before.
    pub fn record(&mut self, audit: &PastAudit, retention: Retention) -> Result<i64, HistoryError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let shop = shop(&transaction, audit)?;
        let checklist = checklist(&transaction, audit)?;
        let id = write_audit(&transaction, audit, shop, checklist)?;
        write_touchpoints(&transaction, audit, id)?;
        write_findings(&transaction, audit, id)?;
        forget(&transaction, shop, retention)?;
        transaction.commit()?;
        Ok(id)
    }

    /// The shops, by origin.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn shops(&self) -> Result<Vec<String>, HistoryError> {
        let mut statement = self
            .connection
            .prepare("SELECT origin FROM shop WHERE id IN (SELECT shop FROM audit) ORDER BY origin")?;
        let origins = statement.query_map([], |row| row.get(0))?;
        Ok(origins.collect::<Result<_, _>>()?)
    }

    /// The audits of a shop, oldest first, without their findings.
    ///
    /// # Errors
    /// When the database cannot be read or holds what this program does not write.
    pub fn lines(&self, origin: &str) -> Result<Vec<PastAudit>, HistoryError> {
        read::audits(&self.connection, &read::Wanted::shop(origin), false)
    }

    /// The audits of a shop, oldest first.
    ///
    /// # Errors
    /// As [`History::lines`].
    pub fn audits(&self, origin: &str) -> Result<Vec<PastAudit>, HistoryError> {
        read::audits(&self.connection, &read::Wanted::shop(origin), true)
    }

    /// The audits of a shop that began before a moment, oldest first.
    ///
    /// # Errors
    /// As [`History::lines`].
    pub fn before(&self, origin: &str, moment: &str) -> Result<Vec<PastAudit>, HistoryError> {
        let wanted = read::Wanted {
            before: Some(moment),
            ..read::Wanted::shop(origin)
        };
        read::audits(&self.connection, &wanted, true)
    }

    /// The audit of a name; the shop decides where the name is no number.
    ///
    /// # Errors
    /// As [`History::lines`].
    pub fn find(&self, name: &AuditName, origin: &str) -> Result<Option<PastAudit>, HistoryError> {
        let id = match name {
            AuditName::Number(id) => Some(*id),
            name => name.among(&self.lines(origin)?),
        };
        let Some(id) = id else { return Ok(None) };
        let wanted = read::Wanted {
            id: Some(id),
            ..read::Wanted::default()
        };
        Ok(read::audits(&self.connection, &wanted, true)?.pop())
    }

    /// Origin of the shop of an audit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn shop_of(&self, id: i64) -> Result<Option<String>, HistoryError> {
        let found = self
            .connection
            .query_row(
                "SELECT origin FROM audit JOIN shop ON shop.id = audit.shop WHERE audit.id = ?1",
                [id],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found)
    }

    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, HistoryError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // An audit that was written stays written also when the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Readers and a writer side by side.
fn write_ahead(connection: &Connection) -> Result<(), HistoryError> {
    let mut tries = 0;
    loop {
        let mode: Result<String, _> = connection.pragma_query_value(None, "journal_mode", |row| row.get(0));
        let changed = match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) => connection.pragma_update(None, "journal_mode", "WAL"),
            Err(error) => Err(error),
        };
        tries += 1;
        match changed {
            Ok(()) => return Ok(()),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries < TRIES => {
                thread::sleep(PAUSE);
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn is_read_only(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

fn read_only(path: &Path) -> Result<History, HistoryError> {
    let whole = std::fs::canonicalize(path)?;
    let mut address =
        url::Url::from_file_path(&whole).map_err(|()| HistoryError::Damaged(whole.display().to_string(), "path"))?;
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = connect(Path::new(address.as_str()), flags)?;
    migrate(&mut connection)?;
    Ok(History { connection })
}

fn shop(transaction: &Transaction<'_>, audit: &PastAudit) -> Result<i64, HistoryError> {
    Ok(transaction.query_row(
        "INSERT INTO shop (origin, name) VALUES (?1, ?2)
         ON CONFLICT (origin) DO UPDATE SET name = coalesce(excluded.name, name) RETURNING id",
        params![audit.origin, audit.shop_name],
        |row| row.get(0),
    )?)
}

fn checklist(transaction: &Transaction<'_>, audit: &PastAudit) -> Result<i64, HistoryError> {
    let id: i64 = transaction.query_row(
        "INSERT INTO checklist (used) VALUES (?1) ON CONFLICT (used) DO UPDATE SET used = used RETURNING id",
        [&audit.checklists],
        |row| row.get(0),
    )?;
    let mut insert =
        transaction.prepare("INSERT OR REPLACE INTO title (checklist, touchpoint, en, ko) VALUES (?1, ?2, ?3, ?4)")?;
    for touchpoint in &audit.touchpoints {
        insert.execute(params![id, touchpoint.id, touchpoint.title.en, touchpoint.title.ko])?;
    }
    Ok(id)
}

fn write_audit(
    transaction: &Transaction<'_>,
    audit: &PastAudit,
    shop: i64,
    checklist: i64,
) -> Result<i64, HistoryError> {
    let old: Option<i64> = transaction
        .query_row(
            "DELETE FROM audit WHERE shop = ?1 AND audited_at = ?2 RETURNING id",
            params![shop, audit.audited_at],
            |row| row.get(0),
        )
        .optional()?;
    transaction.execute(
        "INSERT INTO audit (id, shop, audited_at, tool_version, checklist, score, coverage, provisional, pages)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            old,
            shop,
            audit.audited_at,
            audit.tool_version,
            checklist,
            audit.score,
            audit.coverage,
            audit.provisional,
            number(audit.pages),
        ],
    )?;
    Ok(transaction.last_insert_rowid())
}

fn write_touchpoints(transaction: &Transaction<'_>, audit: &PastAudit, id: i64) -> Result<(), HistoryError> {
    let mut insert = transaction.prepare(
        "INSERT INTO touchpoint (audit, position, id, weight, score, coverage, provisional)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, touchpoint) in (0_i64..).zip(&audit.touchpoints) {
        insert.execute(params![
            id,
            position,
            touchpoint.id,
            touchpoint.weight,
            touchpoint.score,
            touchpoint.coverage,
            touchpoint.provisional,
        ])?;
    }
    Ok(())
}

fn write_findings(transaction: &Transaction<'_>, audit: &PastAudit, id: i64) -> Result<(), HistoryError> {
    let mut define = transaction.prepare(
        "INSERT INTO definition
         (finding, touchpoint, measure, unit, severity, weight, expected, question_en, question_ko)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT DO UPDATE SET finding = finding RETURNING id",
    )?;
    let mut insert = transaction.prepare(
        "INSERT INTO finding
         (audit, position, definition, verdict, points, value, sample, reason, fingerprint, waived, stale)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (position, finding) in (0_i64..).zip(&audit.findings) {
        let check = &finding.check;
        let definition: i64 = define.query_row(
            params![
                check.id,
                check.touchpoint,
                check.measure,
                check.unit,
                name_of(check.severity),
                check.weight,
                check.expected,
                check.question.en.as_deref().unwrap_or_default(),
                check.question.ko.as_deref().unwrap_or_default(),
            ],
            |row| row.get(0),
        )?;
        insert.execute(params![
            id,
            position,
            definition,
            name_of(finding.verdict),
            finding.points,
            read::stored(finding.value),
            number(finding.sample),
            finding.reason,
            finding.fingerprint,
            finding.waived,
            finding.stale,
        ])?;
    }
    Ok(())
}

/// Lets go of audits that are too many or too old, and of what only they needed.
fn forget(transaction: &Transaction<'_>, shop: i64, retention: Retention) -> Result<(), HistoryError> {
    let mut gone = transaction.execute(
        "DELETE FROM audit WHERE shop = ?1 AND id NOT IN
         (SELECT id FROM audit WHERE shop = ?1 ORDER BY audited_at DESC LIMIT ?2)",
        params![shop, retention.audits.max(1)],
    )?;
    if let Some(days) = retention.days {
        let latest: String =
            transaction.query_row("SELECT max(audited_at) FROM audit WHERE shop = ?1", [shop], |row| {
                row.get(0)
            })?;
        let hours = Span::new().hours(i64::from(days) * 24);
        if let Some(oldest) = latest
            .parse::<Timestamp>()
            .ok()
            .and_then(|latest| latest.checked_sub(hours).ok())
        {
            let oldest = oldest.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            gone += transaction.execute(
                "DELETE FROM audit WHERE shop = ?1 AND audited_at < ?2",
                params![shop, oldest],
            )?;
        }
    }
    if gone > 0 {
        transaction.execute_batch(
            "DELETE FROM definition WHERE id NOT IN (SELECT definition FROM finding);
             DELETE FROM title WHERE checklist NOT IN (SELECT checklist FROM audit);
             DELETE FROM checklist WHERE id NOT IN (SELECT checklist FROM audit);",
        )?;
    }
    Ok(())
}

/// The name under which a verdict or a severity is saved everywhere.
fn name_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
