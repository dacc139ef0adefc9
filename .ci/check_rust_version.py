"""Reads `cargo metadata` on stdin: no dependency may need a newer Rust than Cargo.toml states."""

import json
import sys


def version(text):
    """"1.88" and "1.88.0" as (1, 88, 0)."""
    numbers = [int(part) for part in text.split("-")[0].split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def main():
    metadata = json.load(sys.stdin)
    packages = {package["id"]: package for package in metadata["packages"]}
    ours = packages[metadata["resolve"]["root"]]
    stated = ours["rust_version"]
    if stated is None:
        sys.exit("Cargo.toml states no rust-version")
    too_new = [
        f"{package['name']} {package['version']} needs Rust {package['rust_version']}"
        for package in packages.values()
        if package["rust_version"] and version(package["rust_version"]) > version(stated)
    ]
    if too_new:
        sys.exit(f"Cargo.toml states Rust {stated}, but:\n  " + "\n  ".join(sorted(too_new)))
    print(f"all {len(packages) - 1} dependencies build with Rust {stated}")


main()
