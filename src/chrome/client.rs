//! The Chrome DevTools Protocol over a pipe: messages are JSON, each ended by a zero byte.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::ChromeError;

/// The end of the pipe that is read.
pub(super) type Reading = Box<dyn AsyncRead + Send + Unpin>;
/// The end of the pipe that is written.
pub(super) type Writing = Box<dyn AsyncWrite + Send + Unpin>;

/// How long a command may take, unless it says so itself.
const PATIENCE: Duration = Duration::from_secs(20);
/// A message longer than this is no message: the connection is given up.
const LONGEST_MESSAGE: usize = 256 << 20;

/// An event of the browser.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) session: Option<String>,
    pub(super) method: String,
    pub(super) params: Value,
}

/// Commands go in, answers come out. Cheap to clone.
#[derive(Clone)]
pub(super) struct Client(Arc<Inner>);

type Answered = Result<Value, ChromeError>;

struct Inner {
    next: AtomicU64,
    waiting: Mutex<Waiting>,
    out: Mutex<Option<mpsc::UnboundedSender<Vec<u8>>>>,
}

#[derive(Default)]
struct Waiting {
    gone: bool,
    calls: BTreeMap<u64, Call>,
}

struct Call {
    session: Option<String>,
    method: String,
    answer: Option<oneshot::Sender<Answered>>,
}

impl Client {
    /// A client over the pipe, and the browser's events. Needs a running tokio runtime.
    pub(super) fn new(reading: Reading, writing: Writing) -> (Self, mpsc::UnboundedReceiver<Event>) {
        let (out, commands) = mpsc::unbounded_channel();
        let (events, received) = mpsc::unbounded_channel();
        let client = Self(Arc::new(Inner {
            next: AtomicU64::new(1),
            waiting: Mutex::default(),
            out: Mutex::new(Some(out)),
        }));
        tokio::spawn(write_all(writing, commands));
        tokio::spawn(read_all(reading, client.clone(), events));
        (client, received)
    }

    /// Sends a command and waits for its answer.
    pub(super) async fn call(&self, session: Option<&str>, method: &str, params: Value) -> Answered {
        self.call_within(PATIENCE, session, method, params).await
    }

    /// As [`Client::call`], with another patience.
    pub(super) async fn call_within(
        &self,
        patience: Duration,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Answered {
        let (sender, receiver) = oneshot::channel();
        let id = self.send(session, method, params, Some(sender))?;
        match timeout(patience, receiver).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(ChromeError::Gone),
            Err(_) => {
                self.waiting().calls.remove(&id);
                Err(ChromeError::Timeout(method.to_owned()))
            }
        }
    }

    /// Sends a command whose answer nobody waits for.
    pub(super) fn tell(&self, session: Option<&str>, method: &str, params: Value) {
        let _ = self.send(session, method, params, None);
    }

    fn send(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
        answer: Option<oneshot::Sender<Answered>>,
    ) -> Result<u64, ChromeError> {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = serde_json::to_vec(&message).unwrap_or_default();
        bytes.push(0);
        if let Some(answer) = answer {
            let mut waiting = self.waiting();
            if waiting.gone {
                return Err(ChromeError::Gone);
            }
            let call = Call {
                session: session.map(str::to_owned),
                method: method.to_owned(),
                answer: Some(answer),
            };
            waiting.calls.insert(id, call);
        }
        let out = self.0.out.lock().unwrap_or_else(PoisonError::into_inner);
        match out.as_ref().map(|out| out.send(bytes)) {
            Some(Ok(())) => Ok(id),
            _ => Err(ChromeError::Gone),
        }
    }

    /// Ends what waits for a session that is no more.
    pub(super) fn end_session(&self, session: &str, error: &ChromeError) {
        let mut waiting = self.waiting();
        for call in waiting.calls.values_mut() {
            if call.session.as_deref() == Some(session)
                && let Some(answer) = call.answer.take()
            {
                let _ = answer.send(Err(error.clone()));
            }
        }
    }

    /// Whether the browser is gone.
    pub(super) fn is_gone(&self) -> bool {
        self.waiting().gone
    }

    /// Closes our end of the pipe: the browser ends.
    pub(super) fn hang_up(&self) {
        self.0.out.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.lose();
    }

    fn lose(&self) {
        let mut waiting = self.waiting();
        waiting.gone = true;
        // A dropped sender tells each caller.
        waiting.calls.clear();
    }

    fn arrived(&self, message: Value, events: &mpsc::UnboundedSender<Event>) {
        let Some(id) = message.get("id").and_then(Value::as_u64) else {
            if let Some(event) = event(message) {
                let _ = events.send(event);
            }
            return;
        };
        let Some(call) = self.waiting().calls.remove(&id) else {
            return;
        };
        let Some(answer) = call.answer else { return };
        let _ = answer.send(match message.get("error") {
            Some(error) => Err(ChromeError::Protocol {
                method: call.method,
                message: error
                    .get("message")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            }),
            None => Ok(message.get("result").cloned().unwrap_or_default()),
        });
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn event(mut message: Value) -> Option<Event> {
    Some(Event {
        session: message.get("sessionId").and_then(Value::as_str).map(str::to_owned),
        method: message.get("method")?.as_str()?.to_owned(),
        params: message.get_mut("params").map(Value::take).unwrap_or_default(),
    })
}

async fn write_all(mut writing: Writing, mut commands: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(bytes) = commands.recv().await {
        if writing.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

async fn read_all(mut reading: Reading, client: Client, events: mpsc::UnboundedSender<Event>) {
    let mut buffer = Vec::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        let count = match reading.read(&mut chunk).await {
            Ok(count) if count > 0 && buffer.len() < LONGEST_MESSAGE => count,
            _ => break,
        };
        let mut rest = &chunk[..count];
        while let Some(end) = rest.iter().position(|&byte| byte == 0) {
            buffer.extend_from_slice(&rest[..end]);
            if let Ok(message) = serde_json::from_slice(&buffer) {
                client.arrived(message, &events);
            }
            buffer.clear();
            rest = &rest[end + 1..];
        }
        buffer.extend_from_slice(rest);
    }
    client.lose();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser that answers each line as told.
    fn played(answers: &'static [&'static str]) -> (Client, mpsc::UnboundedReceiver<Event>) {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (reading, writing) = tokio::io::split(ours);
        tokio::spawn(async move {
            let (mut from, mut to) = tokio::io::split(theirs);
            let mut seen = [0; 1024];
            let _ = from.read(&mut seen).await;
            for answer in answers {
                let _ = to.write_all(format!("{answer}\0").as_bytes()).await;
            }
        });
        Client::new(Box::new(reading), Box::new(writing))
    }

    #[tokio::test]
    async fn an_answer_finds_its_call_and_events_go_their_way() {
        let (client, mut events) = played(&[
            r#"{"method":"Target.attachedToTarget","params":{"sessionId":"S"},"sessionId":"P"}"#,
            r#"{"id":1,"result":{"product":"Chrome/1"}}"#,
        ]);
        let answer = client.call(None, "Browser.getVersion", json!({})).await;
        assert_eq!(answer, Ok(json!({ "product": "Chrome/1" })));
        let event = events.recv().await.expect("an event");
        assert_eq!(
            (event.session.as_deref(), event.method.as_str()),
            (Some("P"), "Target.attachedToTarget")
        );
    }

    #[tokio::test]
    async fn a_browser_that_goes_away_ends_every_call() {
        let (client, _events) = played(&[]);
        let answer = client.call(Some("S"), "Page.navigate", json!({})).await;
        assert_eq!(answer, Err(ChromeError::Gone));
        assert!(client.is_gone());
        assert_eq!(
            client.call(None, "Browser.getVersion", json!({})).await,
            Err(ChromeError::Gone)
        );
    }

    #[tokio::test]
    async fn an_error_names_its_command() {
        let (client, _events) = played(&[r#"{"id":1,"error":{"code":-32601,"message":"not found"}}"#]);
        let error = client.call(None, "Fetch.enable", json!({})).await.expect_err("refused");
        assert_eq!(error.to_string(), "Chrome: Fetch.enable: not found");
    }
}
