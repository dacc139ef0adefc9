//! Answers requests from a saved walk, without a network.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::error::FetchError;
use super::record::{
    BODY_DIGEST_FIELD, COOKIE_NAMES_FIELD, ERROR_CONTENT_TYPE, METADATA_FIELD, MILLISECONDS_FIELD, PURPOSE_FIELD,
};
use super::request::{Answer, Hop};
use super::warc::{WarcRecord, digest, split_head};

/// A saved walk that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The file is missing or cannot be read.
    #[error("{path}: {source}")]
    Io { path: String, source: io::Error },
    /// The file is not a walk that this tool saved.
    #[error("{path}: not a saved walk: {reason}")]
    Invalid { path: String, reason: String },
}

/// Method, URL, digest of the body, and purpose.
type Key = (String, String, String, String);

/// An index of the file; the answers themselves stay on the disk.
#[derive(Debug)]
pub(crate) struct Replay {
    file: Mutex<BufReader<File>>,
    answers: Mutex<BTreeMap<Key, VecDeque<u64>>>,
    metadata: BTreeMap<String, String>,
    recorded_at: Option<String>,
}

impl Replay {
    pub(crate) fn open(path: &Path) -> Result<Self, ReplayError> {
        let shown = path.display().to_string();
        let file = File::open(path).map_err(|source| ReplayError::Io {
            path: shown.clone(),
            source,
        })?;
        let invalid = |reason: String| ReplayError::Invalid {
            path: shown.clone(),
            reason,
        };
        let mut reader = Counted {
            inner: BufReader::new(file),
            at: 0,
        };
        let mut replay = Index::default();
        loop {
            let at = reader.at;
            match WarcRecord::read(&mut reader) {
                Ok(Some(record)) => replay.add(&record, at),
                Ok(None) => break,
                Err(error) => return Err(invalid(format!("record at byte {at}: {error}"))),
            }
        }
        if replay.recorded_at.is_none() {
            return Err(invalid("no warcinfo record".to_owned()));
        }
        Ok(Self {
            file: Mutex::new(reader.inner),
            answers: Mutex::new(replay.answers),
            metadata: replay.metadata,
            recorded_at: replay.recorded_at,
        })
    }

    pub(crate) fn metadata(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).map(String::as_str)
    }

    pub(crate) fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    /// The next answer recorded for this request; the last one answers all that follow. A request that was made
    /// for another purpose only is answered, too.
    pub(crate) fn exchange(&self, hop: &Hop) -> Result<Answer, FetchError> {
        let not_recorded = || FetchError::NotRecorded {
            method: hop.method.as_str().to_owned(),
            url: hop.url.to_string(),
        };
        let body = hop.body.as_ref().map(|body| body.bytes.as_slice()).unwrap_or_default();
        let mut key: Key = (
            hop.method.as_str().to_owned(),
            hop.url.to_string(),
            digest(body),
            hop.purpose.as_str().to_owned(),
        );
        let at = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            if !answers.contains_key(&key) {
                let any_purpose = (key.0.clone(), key.1.clone(), key.2.clone(), String::new());
                let same = |other: &&Key| (&other.0, &other.1, &other.2) == (&key.0, &key.1, &key.2);
                let other = answers
                    .range(any_purpose..)
                    .map(|(other, _)| other)
                    .next()
                    .filter(same)
                    .cloned();
                key = other.ok_or_else(not_recorded)?;
            }
            let queue = answers.get_mut(&key).ok_or_else(not_recorded)?;
            if queue.len() > 1 {
                queue.pop_front()
            } else {
                queue.front().copied()
            }
            .ok_or_else(not_recorded)?
        };
        let record = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(at))
                .and_then(|_| WarcRecord::read(&mut *file))
        };
        match record {
            Ok(Some(record)) if record.field("content-type") == Some(ERROR_CONTENT_TYPE) => {
                Err(serde_json::from_slice(&record.block).unwrap_or_else(|_| not_recorded()))
            }
            Ok(Some(record)) => answer(&record).ok_or_else(not_recorded),
            _ => Err(not_recorded()),
        }
    }
}

#[derive(Default)]
struct Index {
    requests: BTreeMap<String, Key>,
    answers: BTreeMap<Key, VecDeque<u64>>,
    metadata: BTreeMap<String, String>,
    recorded_at: Option<String>,
}

impl Index {
    fn add(&mut self, record: &WarcRecord, at: u64) {
        let field = |name: &str| record.field(name).unwrap_or_default().to_owned();
        match record.field("warc-type") {
            Some("warcinfo") => self.recorded_at = Some(field("warc-date")),
            Some("request") => {
                let method = record.block.split(|&byte| byte == b' ').next().unwrap_or_default();
                let key = (
                    String::from_utf8_lossy(method).into_owned(),
                    field("warc-target-uri"),
                    field(BODY_DIGEST_FIELD),
                    field(PURPOSE_FIELD),
                );
                self.requests.insert(field("warc-record-id"), key);
            }
            Some("response" | "metadata") => {
                if let Some(name) = record.field(METADATA_FIELD) {
                    self.metadata
                        .insert(name.to_owned(), String::from_utf8_lossy(&record.block).into_owned());
                } else if let Some(key) = self.requests.remove(&field("warc-concurrent-to")) {
                    self.answers.entry(key).or_default().push_back(at);
                }
            }
            _ => {}
        }
    }
}

/// Reads the HTTP answer in a response record.
fn answer(record: &WarcRecord) -> Option<Answer> {
    let (head, body) = match split_head(&record.block) {
        Some(split) => split,
        None => (record.block.as_slice(), &[][..]),
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, ""))))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let names = record.field(COOKIE_NAMES_FIELD).unwrap_or_default();
    Some(Answer {
        status,
        headers,
        cookie_names: names
            .split(' ')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        body: body.to_vec(),
        truncated: record.field("warc-truncated").is_some(),
        milliseconds: record
            .field(MILLISECONDS_FIELD)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0),
    })
}

/// Counts what was consumed, to know where each record begins.
struct Counted<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
        self.at += amount as u64;
    }
}
