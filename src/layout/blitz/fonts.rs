//! The two faces that all text is measured with: with no font text measures zero.

use std::sync::{Arc, OnceLock};

use blitz_dom::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, GenericFamily, SourceCache};

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// Width of a character that the faces do not have, in thousandths of an em. Most are Hangul, kana and Han, which
/// common fonts make 0.86 to 1 em wide.
const MISSING_GLYPH_WIDTH: usize = 920;

/// Families that pages name without a generic one behind them.
const COMMON_FAMILIES: &[&str] = &["Arial", "Helvetica", "Helvetica Neue"];

const GENERIC: &[GenericFamily] = &[
    GenericFamily::SansSerif,
    GenericFamily::Serif,
    GenericFamily::Monospace,
    GenericFamily::Cursive,
    GenericFamily::Fantasy,
    GenericFamily::SystemUi,
    GenericFamily::UiSansSerif,
    GenericFamily::UiSerif,
    GenericFamily::UiMonospace,
    GenericFamily::UiRounded,
    GenericFamily::Emoji,
    GenericFamily::Math,
];

/// A font context with the embedded faces only: the same text has the same size on every machine.
pub(super) fn context() -> FontContext {
    static CONTEXT: OnceLock<FontContext> = OnceLock::new();
    CONTEXT.get_or_init(make).clone()
}

fn make() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    let blob = |bytes: Vec<u8>| Blob::new(Arc::new(bytes) as _);
    let faces = [blob(widened(REGULAR)), blob(widened(BOLD))];
    let mut families = Vec::new();
    for face in &faces {
        let registered = collection.register_fonts(face.clone(), None);
        families.extend(registered.into_iter().map(|(id, _)| id));
        for name in COMMON_FAMILIES {
            let alias = FontInfoOverride {
                family_name: Some(name),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(face.clone(), Some(alias));
        }
    }
    families.dedup();
    collection.register_fonts(blob(blitz_dom::BULLET_FONT.to_vec()), None);
    for generic in GENERIC {
        collection.set_generic_families(*generic, families.iter().copied());
    }
    FontContext {
        collection,
        source_cache: SourceCache::new_shared(),
    }
}

/// The face with its glyph for missing characters as wide as a Hangul syllable.
fn widened(face: &[u8]) -> Vec<u8> {
    let mut face = face.to_vec();
    if let (Some(metrics), Some(units)) = (
        table(&face, b"hmtx"),
        table(&face, b"head").and_then(|at| u16_at(&face, at + 18)),
    ) {
        let width = usize::from(units) * MISSING_GLYPH_WIDTH / 1_000;
        if let (Ok(width), Some(place)) = (u16::try_from(width), face.get_mut(metrics..metrics + 2)) {
            place.copy_from_slice(&width.to_be_bytes());
        }
    }
    face
}

/// Where a table of an OpenType file begins.
fn table(face: &[u8], tag: &[u8; 4]) -> Option<usize> {
    let count = usize::from(u16_at(face, 4)?);
    (0..count).map(|index| 12 + index * 16).find_map(|record| {
        let named = face.get(record..record + 4)? == tag;
        let offset = face.get(record + 8..record + 12)?;
        named.then(|| u32::from_be_bytes([offset[0], offset[1], offset[2], offset[3]]) as usize)
    })
}

fn u16_at(face: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*face.get(at)?, *face.get(at + 1)?]))
}
