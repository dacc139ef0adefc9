//! Saves a walk as a standard WARC file while it happens.
//!
//! The file holds a `warcinfo` record, then for each request that went out (each hop of a redirect is one) a
//! `request` record and, concurrent to it, a `response` record, or a `metadata` record of
//! [`ERROR_CONTENT_TYPE`] that says why there is no answer. Further `metadata` records, named by
//! [`METADATA_FIELD`], keep what the audit needs to be judged again. Bodies are stored unpacked, as they were read.
//! Cookies, credentials and headers of the user or of a form's script are not stored at all.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::FetchError;
use super::headers::plain_headers;
use super::options::ClientOptions;
use super::redact::Redactor;
use super::request::{Answer, Hop};
use super::warc::{WarcRecord, digest, record_id};

/// WARC field: the names of the cookies that an answer set, separated by spaces.
pub(crate) const COOKIE_NAMES_FIELD: &str = "X-Touchpoint-Cookie-Names";
/// WARC field: the name under which a piece of metadata is kept.
pub(crate) const METADATA_FIELD: &str = "X-Touchpoint-Metadata";
/// WARC field: what tells equal requests apart from unequal ones.
pub(crate) const BODY_DIGEST_FIELD: &str = "X-Touchpoint-Body-Digest";
/// WARC field: the purpose of a request.
pub(crate) const PURPOSE_FIELD: &str = "X-Touchpoint-Purpose";
/// How long the answer took, in milliseconds.
pub(crate) const MILLISECONDS_FIELD: &str = "X-Touchpoint-Milliseconds";
/// Content type of a record that holds why a request failed.
pub(crate) const ERROR_CONTENT_TYPE: &str = "application/vnd.touchpoint.fetch-error+json";

/// Writes beside the target and moves the file there when it is complete.
#[derive(Debug)]
pub(crate) struct Recorder {
    options: ClientOptions,
    redactor: Redactor,
    date: String,
    writer: Mutex<Writer>,
}

#[derive(Debug)]
struct Writer {
    out: Option<BufWriter<File>>,
    part: PathBuf,
    target: PathBuf,
    records: u64,
    /// The first error of the disk; the walk goes on, and the end of the recording reports it.
    failed: Option<io::Error>,
}

impl Recorder {
    pub(crate) fn create(path: &Path, options: &ClientOptions, started: jiff::Timestamp) -> io::Result<Self> {
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let out = Some(BufWriter::new(File::create(&part)?));
        let writer = Writer {
            out,
            part,
            target: path.to_owned(),
            records: 0,
            failed: None,
        };
        let recorder = Self {
            redactor: Redactor::new(&options.secrets()),
            options: options.clone(),
            date: started.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            writer: Mutex::new(writer),
        };
        recorder.write_info();
        Ok(recorder)
    }

    fn lock(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_info(&self) {
        let block = format!(
            "software: touchpoint/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nhttp-header-user-agent: {}\r\nisPartOf: {}\r\n",
            env!("CARGO_PKG_VERSION"),
            self.options.user_agent,
            self.options.shop.as_ref().and_then(url::Url::host_str).unwrap_or("-"),
        );
        let record = self.record(
            "warcinfo",
            None,
            "application/warc-fields",
            block.into_bytes(),
            Vec::new(),
        );
        self.lock().append(record);
    }

    /// Keeps a text beside the pages, e.g. the options of the audit as JSON.
    pub(crate) fn put_metadata(&self, name: &str, text: &str) {
        let fields = vec![(METADATA_FIELD.to_owned(), name.to_owned())];
        let block = self.redactor.bytes(text.as_bytes());
        let target = format!("urn:touchpoint:{name}");
        let record = self.record("metadata", Some(&target), "application/json", block, fields);
        self.lock().append(record);
    }

    /// Saves one hop with its answer, or with the reason why there is none.
    pub(crate) fn put_exchange(&self, hop: &Hop, answer: &Result<Answer, FetchError>) {
        let url = self.redacted_url(&hop.url);
        let body = hop
            .body
            .as_ref()
            .map(|body| self.redactor.bytes(&body.bytes))
            .unwrap_or_default();
        let fields = vec![
            (PURPOSE_FIELD.to_owned(), hop.purpose.as_str().to_owned()),
            (BODY_DIGEST_FIELD.to_owned(), digest(&body)),
        ];
        let request = self.request_block(hop, &url, &body);
        let request = self.record(
            "request",
            Some(&url),
            "application/http; msgtype=request",
            request,
            fields,
        );
        let mut writer = self.lock();
        let id = writer.append(request);
        let concurrent = ("WARC-Concurrent-To".to_owned(), id);
        let record = match answer {
            Ok(answer) => self.response(&url, answer, concurrent),
            Err(error) => {
                let block = serde_json::to_vec(error).unwrap_or_default();
                let block = self.redactor.bytes(&block);
                self.record("metadata", Some(&url), ERROR_CONTENT_TYPE, block, vec![concurrent])
            }
        };
        writer.append(record);
    }

    /// The host stays: it is no secret, and a secret word may be part of it (`staging.shop.example`).
    fn redacted_url(&self, url: &url::Url) -> String {
        let behind_host = &url[url::Position::BeforePath..];
        format!(
            "{}{}",
            &url[..url::Position::BeforePath],
            self.redactor.text(behind_host)
        )
    }

    fn response(&self, url: &str, answer: &Answer, concurrent: (String, String)) -> WarcRecord {
        let mut fields = vec![
            concurrent,
            (MILLISECONDS_FIELD.to_owned(), answer.milliseconds.to_string()),
        ];
        if answer.truncated {
            fields.push(("WARC-Truncated".to_owned(), "length".to_owned()));
        }
        if !answer.cookie_names.is_empty() {
            fields.push((COOKIE_NAMES_FIELD.to_owned(), answer.cookie_names.join(" ")));
        }
        let body = self.redactor.bytes(&answer.body);
        fields.push(("WARC-Payload-Digest".to_owned(), digest(&body)));
        let reason = reqwest::StatusCode::from_u16(answer.status)
            .ok()
            .and_then(|status| status.canonical_reason());
        let mut block = format!("HTTP/1.1 {} {}\r\n", answer.status, reason.unwrap_or_default());
        for (name, value) in &answer.headers {
            block.push_str(&format!("{name}: {}\r\n", self.redactor.text(value)));
        }
        block.push_str("\r\n");
        let mut block = block.into_bytes();
        block.extend_from_slice(&body);
        self.record(
            "response",
            Some(url),
            "application/http; msgtype=response",
            block,
            fields,
        )
    }

    fn request_block(&self, hop: &Hop, url: &str, body: &[u8]) -> Vec<u8> {
        let host = hop.url.host_str().unwrap_or_default();
        let port = hop.url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        let mut block = format!(
            "{} /{path} HTTP/1.1\r\nhost: {host}{port}\r\nuser-agent: {}\r\n",
            hop.method.as_str(),
            self.options.user_agent,
        );
        for (name, value) in plain_headers(hop, &self.options) {
            block.push_str(&format!("{name}: {}\r\n", self.redactor.text(&value)));
        }
        block.push_str("\r\n");
        let mut block = block.into_bytes();
        block.extend_from_slice(body);
        block
    }

    /// A record without its id, which depends on its place in the file.
    fn record(
        &self,
        kind: &str,
        target: Option<&str>,
        content_type: &str,
        block: Vec<u8>,
        more: Vec<(String, String)>,
    ) -> WarcRecord {
        let mut fields = vec![("WARC-Type".to_owned(), kind.to_owned())];
        fields.extend(target.map(|target| ("WARC-Target-URI".to_owned(), target.to_owned())));
        fields.push(("WARC-Date".to_owned(), self.date.clone()));
        fields.extend(more);
        fields.push(("WARC-Block-Digest".to_owned(), digest(&block)));
        fields.push(("Content-Type".to_owned(), content_type.to_owned()));
        WarcRecord { fields, block }
    }

    /// Completes the file. Nothing is written afterwards.
    pub(crate) fn finish(&self) -> io::Result<()> {
        let mut writer = self.lock();
        let Some(out) = writer.out.take() else { return Ok(()) };
        if let Some(error) = writer.failed.take() {
            let _ = std::fs::remove_file(&writer.part);
            return Err(error);
        }
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&writer.part, &writer.target)
    }
}

impl Writer {
    /// Gives the record its id, writes it, and returns the id.
    fn append(&mut self, mut record: WarcRecord) -> String {
        let id = record_id(self.records, &record);
        self.records += 1;
        record.fields.insert(1, ("WARC-Record-ID".to_owned(), id.clone()));
        if let (Some(out), None) = (&mut self.out, &self.failed)
            && let Err(error) = record.write(&mut *out).and_then(|()| out.flush())
        {
            self.failed = Some(error);
        }
        id
    }
}

/// A recording that was not completed leaves nothing behind.
impl Drop for Writer {
    fn drop(&mut self) {
        if self.out.take().is_some() {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}
