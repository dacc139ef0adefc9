//! The `touchpoint` program: everything it does lives in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    touchpoint::cli::main()
}
