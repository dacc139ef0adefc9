//! Plain types that flow between the stages; no I/O, no logic beyond constructors.

mod board;
mod branding;
mod contact;
mod customer;
mod evidence;
mod facts;
mod finding;
mod form;
mod journey;
mod kind;
mod language;
mod layout;
mod memory;
mod money;
mod note;
mod picture;
mod policy;
mod probe;
mod product;
mod prose;
mod report;
mod value;
mod walk;

pub use board::{Answer, Board, BoardRow, Faq};
pub use branding::Branding;
pub use contact::{Business, Channel, ChannelKind, Email, OpeningHours, Phone, PhoneUse};
pub use customer::CUSTOMER_KEYS;
pub use evidence::{Doubt, Evidence, Eye, Region, Sight, Spot};
pub use facts::{Control, Link, Overlay, PageFacts, PageText, PaymentMethod, PressureMention, TopicMention};
pub use finding::{Finding, Severity, Verdict, WaiverText, WrittenAt};
pub use form::{Button, Field, FieldOption, Form, FormPurpose, RequiredBy};
pub use journey::{Cart, CartLine, CheckoutDepth, ContactWay, Cost, Journey, JourneyName, Outcome, Step, StepOutcome};
pub use kind::{KindGuess, PageKind, UnknownPageKind};
pub use language::{Language, UnknownLanguage};
pub use layout::{FirstScreen, LaidOut, Seen, SeenElement};
pub use memory::{
    Change, Difference, Direction, Kept, ListChange, Memory, PastLine, PastScore, Reading, Recurrences, Recurring,
    ScoreChange, Trend, TrendAudit, TrendTouchpoint,
};
pub use money::{Money, Price, PriceRole, PriceSource};
pub use note::Note;
pub use picture::Picture;
pub use policy::{Policies, Stated};
pub use probe::{Pattern, Probe, ProbeHit, ProbeHits};
pub use product::{Availability, Product};
pub use prose::Prose;
pub use report::{
    AuditReport, ChecklistUsed, Counts, GateResult, GateRule, Overall, PageLine, Pages, RequestLine, SCHEMA_VERSION,
    Scorecard, Shop, Tool, TouchpointScore,
};
pub use value::{Between, Measured, Unit, Value};
pub use walk::{Limits, LinkCheck, NO_SUCH_GOODS, NO_SUCH_PAGE, Walk, WalkPage};
