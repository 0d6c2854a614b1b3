//! Holds the invariants that `ARCHITECTURE.md` states and a test can see.

use crate::support::repository;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use walkdir::WalkDir;

/// The modules of the crate from the ground up; one may use those before it.
const LAYERS: &[&str] = &[
    "text",
    "diagnostic",
    "html",
    "content",
    "check",
    "publish",
    "render",
    "index",
    "web",
    "finish",
    "verify",
    "flow",
    "cli",
];

/// Every source file with the module it belongs to and its text without tests.
fn sources() -> BTreeMap<PathBuf, (String, String)> {
    let src = repository().join("indexer/src");
    WalkDir::new(&src)
        .into_iter()
        .map(|entry| entry.expect("the sources can be read").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("it is inside");
            let first = inside
                .components()
                .next()
                .expect("it has a name")
                .as_os_str()
                .to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("the sources can be read");
            let code = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned();
            (path, (module, code))
        })
        .collect()
}

#[test]
fn a_module_uses_only_those_below_it() {
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    for (path, (module, code)) in sources() {
        let Some(own) = rank(&module) else {
            assert!(
                ["lib", "main"].contains(&module.as_str()),
                "{} is not a layer: add it to LAYERS",
                path.display()
            );
            continue;
        };
        for used in code.split("crate::").skip(1) {
            let name: String = used
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if let Some(other) = rank(&name) {
                assert!(
                    other <= own,
                    "{} uses `{name}`, which lies above `{module}`",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn only_the_command_line_prints_and_reads_the_environment() {
    for (path, (module, code)) in sources() {
        if ["cli", "main"].contains(&module.as_str()) {
            continue;
        }
        for forbidden in [
            "println!",
            "print!",
            "env::var",
            "process::exit",
            "stdout()",
            "stderr()",
        ] {
            assert!(
                !code.contains(forbidden),
                "{} has `{forbidden}`",
                path.display()
            );
        }
    }
}

#[test]
fn only_index_names_tantivy() {
    for (path, (module, code)) in sources() {
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        assert!(
            module == "index" || !code.contains("tantivy"),
            "{} names tantivy",
            path.display()
        );
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_readable() {
    for (path, (_, _)) in sources() {
        let text = fs::read_to_string(&path).expect("the sources can be read");
        assert!(
            text.starts_with("//!"),
            "{} has no module documentation",
            path.display()
        );
        let n_lines = text.lines().count();
        assert!(
            n_lines <= 520,
            "{} has {n_lines} lines: is it still one subject?",
            path.display()
        );
    }
}

#[test]
fn nothing_names_a_host_to_load_from() {
    let theme = repository().join("themes/kiu");
    for entry in WalkDir::new(theme)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
    {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        for word in [
            "src=\"http",
            "@import url",
            "url(http",
            "<style",
            "style=\"",
        ] {
            assert!(
                !text.contains(word),
                "{} has `{word}`",
                entry.path().display()
            );
        }
    }
}
