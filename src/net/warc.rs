//! The WARC 1.1 file format (ISO 28500:2017), one gzip member per record.
//!
//! Only what a saved walk needs. Written here because the `warc` crate's writer gives headers in random order,
//! draws random record ids, and cannot make one gzip member per record, which WARC tools need to seek.

use std::io::{self, BufRead, Read as _, Write};

use flate2::Compression;
use flate2::GzBuilder;
use sha2::{Digest as _, Sha256};

/// A record longer than this, decompressed, is not one of ours.
pub(crate) const MAX_RECORD_BYTES: u64 = 256 * 1024 * 1024;

/// One record: named fields and a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WarcRecord {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) block: Vec<u8>,
}

impl WarcRecord {
    /// The field of that name in any case.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Writes the record as one gzip member that holds no clock and no system name.
    pub(crate) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut member = GzBuilder::new()
            .mtime(0)
            .operating_system(255)
            .write(out, Compression::default());
        member.write_all(b"WARC/1.1\r\n")?;
        for (name, value) in &self.fields {
            member.write_all(format!("{name}: {}\r\n", one_line(value)).as_bytes())?;
        }
        member.write_all(format!("Content-Length: {}\r\n\r\n", self.block.len()).as_bytes())?;
        member.write_all(&self.block)?;
        member.write_all(b"\r\n\r\n")?;
        member.finish()?;
        Ok(())
    }

    /// Reads the gzip member at which the reader stands; `None` at the end of the file.
    pub(crate) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        if reader.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        flate2::bufread::GzDecoder::new(reader)
            .take(MAX_RECORD_BYTES + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_RECORD_BYTES {
            return Err(invalid("a record is too long"));
        }
        Self::parse(&bytes).map(Some)
    }

    fn parse(bytes: &[u8]) -> io::Result<Self> {
        let (head, rest) = split_head(bytes).ok_or_else(|| invalid("a record has no end of its header"))?;
        let head = std::str::from_utf8(head).map_err(|_| invalid("a record's header is not UTF-8"))?;
        let mut lines = head.split("\r\n");
        if !lines.next().is_some_and(|version| version.starts_with("WARC/1.")) {
            return Err(invalid("not a WARC record"));
        }
        let fields: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        let mut record = Self {
            fields,
            block: Vec::new(),
        };
        let length = record
            .field("content-length")
            .and_then(|length| length.parse::<usize>().ok());
        match length {
            Some(length) if rest.len() == length + 4 => record.block = rest[..length].to_vec(),
            _ => {
                return Err(invalid(
                    "a record has the wrong length, or shares its gzip member with others",
                ));
            }
        }
        Ok(record)
    }
}

/// What stands before the first empty line, and what behind it.
pub(crate) fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some((&bytes[..at], &bytes[at + 4..]))
}

/// A digest as WARC writes it: `sha256:` and base32.
pub(crate) fn digest(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::from("sha256:");
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in Sha256::digest(bytes) {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[((buffer >> bits) & 31) as usize]));
        }
    }
    // 256 bits leave one over; RFC 4648 pads the last group of eight characters.
    text.push(char::from(ALPHABET[((buffer << (5 - bits)) & 31) as usize]));
    text.push_str("====");
    text
}

/// A record id from the record's content and place in the file, so that the same walk is the same file.
pub(crate) fn record_id(place: u64, record: &WarcRecord) -> String {
    let mut hasher = Sha256::new();
    hasher.update(place.to_be_bytes());
    for (name, value) in &record.fields {
        hasher.update(format!("{name}: {value}\r\n").as_bytes());
    }
    hasher.update(&record.block);
    let hash = hasher.finalize();
    // Version 8 of RFC 9562: made by the application's own rule.
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "<urn:uuid:{}-{}-{}-{}-{}>",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn one_line(value: &str) -> String {
    value.replace(['\r', '\n'], " ")
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_one_by_one() {
        let record = |block: &[u8]| WarcRecord {
            fields: vec![("WARC-Type".into(), "resource".into())],
            block: block.to_vec(),
        };
        let mut file = Vec::new();
        record(b"one\r\n\r\n").write(&mut file).expect("memory");
        record(b"").write(&mut file).expect("memory");
        let mut reader = io::BufReader::new(file.as_slice());
        let first = WarcRecord::read(&mut reader).expect("valid").expect("there");
        assert_eq!(
            (first.block.as_slice(), first.field("warc-type")),
            (b"one\r\n\r\n".as_slice(), Some("resource"))
        );
        assert!(WarcRecord::read(&mut reader).expect("valid").is_some());
        assert!(WarcRecord::read(&mut reader).expect("valid").is_none());
    }

    #[test]
    fn a_digest_is_base32_with_padding() {
        assert_eq!(
            digest(b""),
            "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===="
        );
    }

    #[test]
    fn garbage_is_an_error() {
        assert!(WarcRecord::read(&mut io::BufReader::new(b"hello".as_slice())).is_err());
        assert!(WarcRecord::parse(b"WARC/1.1\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n").is_err());
        assert!(WarcRecord::parse(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
