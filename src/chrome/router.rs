//! Where the browser's events go: new targets are held until they are intercepted, requests go to the door.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;
use url::Url;

use super::ChromeError;
use super::client::{Client, Event};
use super::context::Shop;
use super::door;
use super::settle::WATCH;
use super::tab::TabState;

/// The name of the world in which our own scripts run, out of the page's reach.
pub(super) const WORLD: &str = "touchpoint";

/// What is known of the browser's targets.
pub(super) struct Hub {
    pub(super) client: Client,
    sessions: Mutex<BTreeMap<String, Session>>,
    shops: Mutex<BTreeMap<String, Arc<Shop>>>,
    version: Mutex<String>,
}

/// A session with a target.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) target: String,
    pub(super) kind: String,
    pub(super) shop: Option<Arc<Shop>>,
    /// The tab to which it belongs; none for shared and service workers.
    pub(super) tab: Option<Arc<TabState>>,
}

impl Hub {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            sessions: Mutex::default(),
            shops: Mutex::default(),
            version: Mutex::default(),
        }
    }

    pub(super) fn set_version(&self, user_agent: &str) {
        user_agent.clone_into(&mut self.version.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The browser's own name for itself, as scripts read it, with ours behind it.
    pub(super) fn user_agent(&self) -> String {
        let own = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        format!(
            "{} touchpoint/{}",
            own.replace("HeadlessChrome", "Chrome"),
            env!("CARGO_PKG_VERSION")
        )
    }

    pub(super) fn add_shop(&self, context: &str, shop: Arc<Shop>) {
        let mut shops = self.shops.lock().unwrap_or_else(PoisonError::into_inner);
        shops.insert(context.to_owned(), shop);
    }

    pub(super) fn remove_shop(&self, context: &str) {
        let mut shops = self.shops.lock().unwrap_or_else(PoisonError::into_inner);
        shops.remove(context);
    }

    /// The session of a page, once it is attached.
    pub(super) fn page(&self, target: &str) -> Option<(String, Arc<TabState>)> {
        self.sessions()
            .iter()
            .find(|(_, session)| session.target == target && session.kind == "page")
            .and_then(|(id, session)| Some((id.clone(), session.tab.clone()?)))
    }

    fn sessions(&self) -> MutexGuard<'_, BTreeMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn session(&self, id: Option<&str>) -> Option<Session> {
        self.sessions().get(id?).cloned()
    }

    /// A target was attached and waits: it is intercepted before its first request, and so are its children.
    fn attached(&self, parent: Option<&str>, params: &Value) {
        let Some(id) = params["sessionId"].as_str() else { return };
        let info = &params["targetInfo"];
        let text = |name: &str| info[name].as_str().unwrap_or_default().to_owned();
        let (kind, target) = (text("type"), text("targetId"));
        let shop = {
            let shops = self.shops.lock().unwrap_or_else(PoisonError::into_inner);
            shops.get(&text("browserContextId")).cloned()
        };
        let parent = self.session(parent);
        let tab = match kind.as_str() {
            "page" => Some(Arc::new(TabState::new(&target, !text("openerId").is_empty()))),
            "service_worker" | "shared_worker" => None,
            _ => parent.as_ref().and_then(|parent| parent.tab.clone()),
        };
        let shop = shop.or_else(|| parent.and_then(|parent| parent.shop));
        let session = Session {
            target,
            kind: kind.clone(),
            shop,
            tab,
        };
        self.sessions().insert(id.to_owned(), session);
        let tell = |method: &str, params: Value| self.client.tell(Some(id), method, params);
        tell(
            "Fetch.enable",
            json!({ "patterns": [{ "urlPattern": "*", "requestStage": "Request" }] }),
        );
        tell(
            "Target.setAutoAttach",
            json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true }),
        );
        tell(
            "Network.enable",
            json!({ "maxTotalBufferSize": 0, "maxResourceBufferSize": 0 }),
        );
        if matches!(kind.as_str(), "page" | "iframe") {
            tell("Page.enable", json!({}));
            tell(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": WATCH, "worldName": WORLD, "runImmediately": true }),
            );
        }
        tell("Runtime.runIfWaitingForDebugger", json!({}));
    }

    fn detached(&self, id: &str) {
        if let Some(session) = self.sessions().remove(id)
            && let Some(tab) = session.tab.filter(|_| session.kind == "page")
        {
            tab.set_lost();
        }
        self.client.end_session(id, &ChromeError::Crashed);
    }

    fn crashed(&self, target: &str) {
        let of_target: Vec<(String, Session)> = self
            .sessions()
            .iter()
            .filter(|(_, session)| session.target == target)
            .map(|(id, session)| (id.clone(), session.clone()))
            .collect();
        for (id, session) in of_target {
            if let Some(tab) = session.tab.filter(|_| session.kind == "page") {
                tab.set_crashed();
            }
            self.client.end_session(&id, &ChromeError::Crashed);
        }
    }

    fn dialog(&self, id: Option<&str>, params: &Value) {
        if let Some(tab) = self.session(id).and_then(|session| session.tab) {
            tab.add_message(params["message"].as_str().unwrap_or_default());
        }
        // A question is answered with no; leaving a page and what only tells something need no answer.
        let accept = matches!(params["type"].as_str(), Some("alert" | "beforeunload"));
        self.client
            .tell(id, "Page.handleJavaScriptDialog", json!({ "accept": accept }));
    }
}

/// Takes events until the browser is gone.
pub(super) async fn route(hub: Arc<Hub>, mut events: UnboundedReceiver<Event>) {
    while let Some(event) = events.recv().await {
        let session = event.session.as_deref();
        let text = |name: &str| event.params[name].as_str().unwrap_or_default();
        match event.method.as_str() {
            "Target.attachedToTarget" => hub.attached(session, &event.params),
            "Target.detachedFromTarget" => hub.detached(text("sessionId")),
            "Target.targetCrashed" => hub.crashed(text("targetId")),
            "Fetch.requestPaused" => {
                if let Some(paused) = door::Paused::read(session, &event.params) {
                    tokio::spawn(door::answer(Arc::clone(&hub), paused));
                }
            }
            "Fetch.authRequired" => hub.client.tell(
                session,
                "Fetch.continueWithAuth",
                json!({ "requestId": text("requestId"), "authChallengeResponse": { "response": "CancelAuth" } }),
            ),
            "Page.javascriptDialogOpening" => hub.dialog(session, &event.params),
            "Network.webSocketCreated" => {
                if let (Some(session), Ok(url)) = (hub.session(session), Url::parse(text("url")))
                    && let Some(shop) = &session.shop
                {
                    shop.refused_socket(&url);
                }
            }
            _ => {}
        }
    }
}
