//! Where Chrome is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::ChromeError;

/// The environment variable that names it.
const VARIABLE: &str = "CHROME";

/// Names on the PATH, the browser that its maker updates first.
const NAMES: &[&str] = &[
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
];

/// Where installers put it.
const PLACES: &[&str] = &[
    "/usr/bin/google-chrome",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/usr/local/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser: what `CHROME` names, else the first on the PATH, else where it usually is.
///
/// # Errors
/// Where there is none, or `CHROME` names none.
pub fn find() -> Result<PathBuf, ChromeError> {
    if cfg!(not(unix)) {
        return Err(ChromeError::NoPipe);
    }
    find_in(
        std::env::var_os(VARIABLE).as_deref(),
        std::env::var_os("PATH").as_deref(),
        PLACES.iter().map(Path::new),
    )
}

fn find_in<'a>(
    named: Option<&OsStr>,
    path: Option<&OsStr>,
    places: impl Iterator<Item = &'a Path>,
) -> Result<PathBuf, ChromeError> {
    let on_path = |name: &Path| {
        std::env::split_paths(path.unwrap_or_default())
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(name))
            .find(|file| is_program(file))
    };
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        let named = Path::new(named);
        let bare = named.components().count() == 1;
        let found = if bare {
            on_path(named)
        } else {
            Some(named.to_owned()).filter(|file| is_program(file))
        };
        return found.ok_or_else(|| ChromeError::NotAProgram(named.display().to_string()));
    }
    NAMES
        .iter()
        .find_map(|name| on_path(Path::new(name)))
        .or_else(|| places.map(Path::to_owned).find(|file| is_program(file)))
        .ok_or(ChromeError::NotFound)
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn program(folder: &Path, name: &str) -> PathBuf {
        let file = folder.join(name);
        std::fs::write(&file, "#!/bin/sh\n").expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("made a program");
        file
    }

    #[test]
    fn what_the_user_names_comes_first_then_the_path_then_the_usual_places() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().as_os_str();
        let mine = program(folder.path(), "mine");
        let found = |named: Option<&OsStr>, places: &[&Path]| find_in(named, Some(path), places.iter().copied());
        assert_eq!(found(None, &[]), Err(ChromeError::NotFound));
        assert_eq!(found(None, &[&mine]), Ok(mine.clone()));
        let chromium = program(folder.path(), "chromium");
        assert_eq!(found(None, &[&mine]), Ok(chromium));
        assert_eq!(found(Some(mine.as_os_str()), &[]), Ok(mine.clone()));
        assert_eq!(found(Some(OsStr::new("mine")), &[]), Ok(mine));
    }

    #[test]
    fn a_wrong_name_is_said_and_not_passed_over() {
        let error = find_in(Some(OsStr::new("/no/such/chrome")), None, std::iter::empty()).expect_err("none there");
        assert_eq!(
            error.to_string(),
            "CHROME is set to /no/such/chrome, which is no program"
        );
    }
}
