//!
//! The words are data: one TOML file a language in `audits/lexicon/`, and `common.toml` for what holds in
//! every language. A concept is named by its table and key: `action.add-to-cart`, `topic.fax-label`,
//! `field.postal-code`, `legal.kr.business-number`.
//!
//! ```
//! use touchpoint::lexicon::{Folded, Lexicon};
//! let lexicon = Lexicon::builtin();
//! assert!(lexicon.is("action.add-to-cart", "장바구니담기"));
//! let text = "Free shipping on orders over $50";
//! let hits = lexicon.find_all(&Folded::new(text));
//! assert_eq!(&text[hits[0].start..hits[0].end], "Free shipping");
//! ```

mod detect;
mod folded;
mod matcher;
mod platforms;
mod pressure;
mod recipe;
mod registry;

pub use folded::Folded;
pub use matcher::Hit;
pub(crate) use platforms::target;
pub use platforms::{KindByUrl, Platform, Platforms, Signals};
pub use pressure::{Pressure, PressureHit};
pub use recipe::{AddRecipe, Recipe};
pub use registry::{ConceptId, Lexicon};
