//! Plain types that flow between the stages; no I/O, no logic beyond constructors.

mod board;
mod contact;
mod evidence;
mod facts;
mod finding;
mod form;
mod journey;
mod kind;
mod language;
mod layout;
mod money;
mod note;
mod policy;
mod probe;
mod product;
mod report;
mod value;
mod walk;

pub use board::{Answer, Board, BoardRow, Faq};
pub use contact::{Business, Channel, ChannelKind, Email, OpeningHours, Phone, PhoneUse};
pub use evidence::{Evidence, Eye, Region, Spot};
pub use facts::{Control, Link, PageFacts, PageText, PaymentMethod, TopicMention};
pub use finding::{Finding, Severity, Verdict};
pub use form::{Button, Field, FieldOption, Form, FormPurpose, RequiredBy};
pub use journey::{Cart, CartLine, CheckoutDepth, ContactWay, Cost, Journey, JourneyName, Outcome, Step, StepOutcome};
pub use kind::{KindGuess, PageKind, UnknownPageKind};
pub use language::{Language, UnknownLanguage};
pub use layout::{FirstScreen, LaidOut, Seen, SeenElement};
pub use money::{Money, Price, PriceRole, PriceSource};
pub use note::Note;
pub use policy::{Policies, Stated};
pub use probe::{Probe, ProbeHit, ProbeHits};
pub use product::{Availability, Product};
pub use report::{
    AuditReport, ChecklistUsed, Counts, GateResult, GateRule, Overall, PageLine, Pages, RequestLine, SCHEMA_VERSION,
    Scorecard, Shop, Tool, TouchpointScore,
};
pub use value::{Measured, Unit, Value};
pub use walk::{Limits, LinkCheck, Walk, WalkPage};
