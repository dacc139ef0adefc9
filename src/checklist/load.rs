//! Finds checklists, reads them with all that they extend, and tells every fault at once.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::builtin::{self, BuiltIn};
use super::problem::{At, BUILT_IN, Problems, clean};
use super::raw::{self, RawChecklist, overlay, overlay_gate};
use super::validate::{Rules, check_file, validate};
use super::{Checklist, ChecklistSource};
use crate::measure::Measure;

/// Largest checklist that is read: a mistaken path must not fill the memory.
const MAX_BYTES: u64 = 4 << 20;

/// Loads checklists.
#[derive(Debug, Clone, Copy)]
pub struct Loader {
    /// Measures that a check may name.
    pub measures: &'static [&'static Measure],
    /// Built-in checklists.
    pub built_in: &'static [BuiltIn],
}

impl Default for Loader {
    fn default() -> Self {
        Loader {
            measures: crate::measure::all(),
            built_in: builtin::ALL,
        }
    }
}

/// Where a checklist is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    BuiltIn(&'static str),
    File(PathBuf),
}

impl Loader {
    /// Loads a checklist: the id of a built-in one, or a path.
    ///
    /// # Errors
    /// Every fault of the file and of those that it extends.
    pub fn load(&self, reference: &str) -> Result<Checklist, Problems> {
        let origin = self.resolve(reference, Path::new(""));
        let text = self.fetch(&origin).map_err(Problems::of)?;
        self.load_from(origin, &text)
    }

    /// Loads a checklist from a text; `extends` is resolved relative to the folder of `path`.
    ///
    /// # Errors
    /// Every fault of the text and of the files that it extends.
    pub fn load_text(&self, path: &str, text: &str) -> Result<Checklist, Problems> {
        self.load_from(Origin::File(PathBuf::from(path)), text)
    }

    /// Loads several checklists and joins them into one.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn load_all(&self, references: &[String]) -> Result<Checklist, Problems> {
        let (mut checklists, mut faults) = (Vec::new(), Vec::new());
        for reference in references {
            match self.load(reference) {
                Ok(checklist) => checklists.push(checklist),
                Err(problems) => faults.push(problems),
            }
        }
        if !faults.is_empty() {
            return Err(Problems::join(faults));
        }
        Checklist::join(checklists).ok_or_else(|| Problems::of("no checklist is named"))
    }

    fn load_from(&self, origin: Origin, text: &str) -> Result<Checklist, Problems> {
        let mut problems = Problems::default();
        let rules = Rules {
            measures: self.measures,
            both_languages: matches!(origin, Origin::BuiltIn(_)),
        };
        let mut sources = Vec::new();
        let raw = self.read(&origin, text, &mut vec![origin.clone()], &mut sources, &mut problems);
        let mut checklist = validate(raw, 0, rules, &mut problems);
        checklist.sources = sources;
        problems.into_result(checklist)
    }

    /// Reads a file and lays it over those that it extends.
    fn read(
        &self,
        origin: &Origin,
        text: &str,
        open: &mut Vec<Origin>,
        sources: &mut Vec<ChecklistSource>,
        problems: &mut Problems,
    ) -> RawChecklist {
        let raw = raw::read(&origin.name(), text, problems);
        check_file(&raw, problems.files.len() - 1, problems);
        sources.push(ChecklistSource {
            id: raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            title: raw.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            notice: raw
                .notice
                .as_ref()
                .map(|notice| notice.value.clone())
                .unwrap_or_default(),
            digest: digest(text),
            path: origin.path(),
        });
        let mut base = RawChecklist::default();
        for reference in &raw.extends {
            if let Some(extended) = self.read_extended(origin, reference, open, sources, problems) {
                base = lay_over(base, extended);
            }
        }
        lay_over(base, raw)
    }

    fn read_extended(
        &self,
        from: &Origin,
        reference: &At<String>,
        open: &mut Vec<Origin>,
        sources: &mut Vec<ChecklistSource>,
        problems: &mut Problems,
    ) -> Option<RawChecklist> {
        let origin = self.resolve(&reference.value, &from.folder());
        if open.contains(&origin) {
            let way: Vec<String> = open.iter().chain([&origin]).map(Origin::name).collect();
            problems.push(
                &reference.place,
                format!("checklists extend each other in a circle: {}", way.join(" → ")),
            );
            return None;
        }
        match self.fetch(&origin) {
            Ok(text) => {
                open.push(origin.clone());
                let raw = self.read(&origin, &text, open, sources, problems);
                open.pop();
                Some(raw)
            }
            Err(message) => {
                problems.push(&reference.place, message);
                None
            }
        }
    }

    fn resolve(&self, reference: &str, folder: &Path) -> Origin {
        match self.built_in.iter().find(|known| known.id == reference) {
            Some(known) => Origin::BuiltIn(known.id),
            None => Origin::File(normal(&folder.join(reference))),
        }
    }

    fn fetch(&self, origin: &Origin) -> Result<String, String> {
        match origin {
            Origin::BuiltIn(id) => self
                .built_in
                .iter()
                .find(|known| known.id == *id)
                .map(|known| known.text.to_owned())
                .ok_or_else(|| format!("no checklist \"{id}\"")),
            Origin::File(path) => self.read_file(path),
        }
    }

    fn read_file(&self, path: &Path) -> Result<String, String> {
        let name = clean(&path.display().to_string());
        match read_text(path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let known = self.built_in.iter().map(|known| known.id);
                let way_out = match super::suggest::closest(&name, known.clone()) {
                    Some(near) => format!(" (did you mean \"{near}\"?)"),
                    None => format!("; built in are {}", known.collect::<Vec<_>>().join(", ")),
                };
                Err(format!("no checklist \"{name}\": there is no such file{way_out}"))
            }
            Err(error) => Err(format!("cannot read checklist \"{name}\": {error}")),
        }
    }
}

/// Reads a text file of bounded size.
pub(super) fn read_text(path: &Path) -> std::io::Result<String> {
    if std::fs::metadata(path)?.len() > MAX_BYTES {
        return Err(std::io::Error::other("it is larger than 4 MB"));
    }
    std::fs::read_to_string(path)
}

/// SHA-256 of a text, hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn lay_over(base: RawChecklist, over: RawChecklist) -> RawChecklist {
    RawChecklist {
        schema: over.schema,
        id: over.id,
        title: over.title.or(base.title),
        notice: over.notice.or(base.notice),
        extends: Vec::new(),
        gate: overlay_gate(base.gate, over.gate),
        touchpoints: overlay(base.touchpoints, over.touchpoints),
    }
}

/// A path without `.` and inner `..`, so that a circle is seen however it is written.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

impl Origin {
    fn name(&self) -> String {
        match self {
            Origin::BuiltIn(id) => format!("{BUILT_IN}{id}"),
            Origin::File(path) => clean(&path.display().to_string()),
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Origin::BuiltIn(_) => None,
            Origin::File(path) => Some(path.display().to_string()),
        }
    }

    fn folder(&self) -> PathBuf {
        match self {
            Origin::BuiltIn(_) => PathBuf::new(),
            Origin::File(path) => path.parent().map(Path::to_path_buf).unwrap_or_default(),
        }
    }
}
