//! Messages between the audit and its workers: a length in four bytes, then JSON.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{LayoutError, PageToLayOut, Seen, Viewport};

/// Bytes of one message.
const MOST_BYTES: usize = 64 << 20;

/// A page to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The page.
    pub page: PageToLayOut,
    /// Windows to lay it out in.
    pub viewports: Vec<Viewport>,
    /// Selectors of what to look at.
    pub targets: Vec<String>,
}

/// What was seen: one list of the targets for each viewport.
pub type Answer = Result<Vec<Vec<Option<Seen>>>, LayoutError>;

/// Writes one message.
///
/// # Errors
/// When the message is too long or the other side is gone.
pub fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = serde_json::to_vec(message)?;
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|_| bytes.len() <= MOST_BYTES)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "message too long"))?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&bytes)?;
    output.flush()
}

/// Reads one message; `None` at the end of the input.
///
/// # Errors
/// When the input breaks off, or holds something else.
pub fn read<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > MOST_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "message too long"));
    }
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_out_as_it_went_in() {
        let job = Job {
            page: PageToLayOut::default(),
            viewports: vec![Viewport::DESKTOP],
            targets: vec!["#전화".to_owned()],
        };
        let mut pipe = Vec::new();
        write(&mut pipe, &job).expect("fits");
        let mut input = pipe.as_slice();
        assert_eq!(read(&mut input).expect("whole"), Some(job));
        assert_eq!(read::<Job>(&mut input).expect("the end"), None);
        assert!(read::<Job>(&mut &b"\xff\xff\xff\xff"[..]).is_err());
    }
}
