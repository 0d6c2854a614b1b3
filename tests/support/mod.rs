//! A small but complete site in a folder of its own, and `kiu` run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A site with one guide, the repository's theme and a former build in `public/`.
pub struct Site {
    folder: TempDir,
}

const GUIDE: &str = r#"+++
title = "廣東計劃"
description = "搬去廣東住也可領生果金。"
aliases = ["g/EC-01"]
[taxonomies]
topics = ["elderly-care"]
places = ["guangdong"]
[extra]
id = "EC-01"
answer = '可以，每月 {{ fact(id="oaa-monthly") }}。'
questions = ["生果金返大陸住有冇得攞？"]
also_known_as = ["生果金"]
reviewed = 2026-01-02
review_by = 2099-01-01
contacts = ["swd-hotline"]
[[extra.sources]]
key = "S1"
title = "廣東計劃"
publisher = "社會福利署"
url = "https://swd.gov.hk/gds/"
date = 2025-03-24
+++

## 是否適合我 {#eligibility}

年滿七十歲[S1]。
"#;

const FACTS: &str = r#"[oaa-monthly]
label = { zh-Hant = "生果金每月金額", en = "Old Age Allowance, per month" }
value = 1675
unit = "hkd"
as_of = 2026-02-01
source = { title = "金額", publisher = "社會福利署", date = 2026-02-13 }
review_by = 2099-01-01
"#;

const CONTACTS: &str = r#"[swd-hotline]
name = { zh-Hant = "社署熱線", en = "SWD hotline" }
purpose = { zh-Hant = "查詢", en = "Questions" }
side = "hong-kong"
from_hong_kong = "2343 2255"
from_mainland = "00852 2343 2255"
as_of = 2026-01-02
source = { title = "熱線", publisher = "社會福利署", date = 2022-01-01 }

[ftu-hong-kong]
name = { zh-Hant = "總會", en = "Headquarters" }
purpose = { zh-Hant = "查詢", en = "Questions" }
side = "hong-kong"
from_hong_kong = "3652 5700"
from_mainland = "00852 3652 5700"
as_of = 2026-01-02
source = { title = "報告", publisher = "工聯會", date = 2022-01-01 }

[ftu-guangzhou]
name = { zh-Hant = "廣州中心", en = "Guangzhou" }
purpose = { zh-Hant = "查詢", en = "Questions" }
side = "mainland"
from_hong_kong = "+86 20 8339 0648"
from_mainland = "020 8339 0648"
as_of = 2026-01-02
source = { title = "報告", publisher = "工聯會", date = 2022-01-01 }
"#;

const LEDGER: &str =
    "[EC-01]\npaths = [\"/elderly-care/guangdong-scheme/\"]\nanchors = [\"eligibility\"]\n";

/// The path of the one guide.
pub const GUIDE_FILE: &str = "content/elderly-care/guangdong-scheme.md";

impl Site {
    pub fn new() -> Self {
        let parent = repository().join("target/tests");
        fs::create_dir_all(&parent).expect("target can be written");
        // Below the repository, where npm's packages are found.
        let folder = tempfile::tempdir_in(parent).expect("target can be written");
        let site = Self { folder };
        for name in ["themes", "static"] {
            copy(&repository().join(name), &site.path(name));
        }
        let config = fs::read_to_string(repository().join("config.toml")).expect("config.toml");
        site.write("config.toml", &config);
        site.write(GUIDE_FILE, GUIDE);
        site.write("permalinks.toml", LEDGER);
        site.write("data/facts.toml", FACTS);
        site.write("data/contacts.toml", CONTACTS);
        for (name, template) in [
            ("_index", "index"),
            ("search", "search"),
            ("contacts", "contacts"),
            ("about", "plain"),
            ("glossary", "glossary"),
        ] {
            for ending in ["md", "en.md"] {
                let page = format!("+++\ntitle = \"頁\"\ntemplate = \"{template}.html\"\n+++\n");
                site.write(&format!("content/{name}.{ending}"), &page);
            }
        }
        for ending in ["md", "en.md"] {
            site.write(
                &format!("content/elderly-care/_index.{ending}"),
                "+++\ntitle = \"安老\"\ndescription = \"養老\"\n+++\n",
            );
        }
        let mould = "+++\ntitle = \"Untranslated\"\ntemplate = \"untranslated.html\"\n+++\n";
        site.write("content/untranslated.en.md", mould);
        for name in ["404.html", "robots.txt", "index.html"] {
            site.write(&format!("public/{name}"), "the site as it was");
        }
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("the site can be written");
        fs::write(path, text).expect("the site can be written");
    }

    /// Replaces `from`, which must be there, in a file.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).expect("the file is there");
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replacen(from, to, 1));
    }

    pub fn kiu(&self, args: &[&str]) -> Answer {
        self.kiu_with(args, &[])
    }

    pub fn kiu_with(&self, args: &[&str], env: &[(&str, &str)]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kiu"));
        command
            .arg("--root")
            .arg(self.root())
            .args(args)
            .env_remove("ZOLA")
            .env("NO_COLOR", "1");
        command.envs(env.iter().copied());
        self.answer(&command.output().expect("kiu runs"))
    }

    pub fn answer(&self, output: &Output) -> Answer {
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes).replace(&*self.root().to_string_lossy(), "[SITE]")
        };
        Answer {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// What `kiu check` finds, but for what is not recorded: a line each, with
    /// code, place, message and help.
    pub fn faults(&self) -> Vec<String> {
        let answer = self.kiu(&["check", "--format", "json"]);
        let faults = answer.err.lines().map(|line| {
            let fault: serde_json::Value = serde_json::from_str(line).expect("one object a line");
            let text = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
            format!(
                "{} {}:{}:{} {} | {}",
                text("code"),
                text("file"),
                fault["line"],
                fault["column"],
                text("message"),
                text("help")
            )
        });
        faults
            .filter(|fault| !fault.starts_with("not-recorded"))
            .collect()
    }

    /// Fails if the former build is not what it was.
    pub fn assert_public_untouched(&self) {
        let mut names: Vec<String> = fs::read_dir(self.path("public"))
            .expect("public is there")
            .map(|entry| {
                entry
                    .expect("it can be read")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        assert_eq!(names, ["404.html", "index.html", "robots.txt"]);
        let index = fs::read_to_string(self.path("public/index.html")).expect("it can be read");
        assert_eq!(index, "the site as it was");
        let left: Vec<_> = fs::read_dir(self.root())
            .expect("it can be read")
            .map(|entry| {
                entry
                    .expect("it can be read")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .filter(|name| name.starts_with(".kiu"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "work folders were left behind");
    }
}

/// What a command said.
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// Exit code and diagnostics, without the lines that tell of progress.
    pub fn shown(&self) -> String {
        let progress = |line: &&str| {
            let stage = line.split(": ").next().unwrap_or_default();
            let known = [
                "reading",
                "checking",
                "rendering",
                "indexing",
                "making",
                "finishing",
                "verifying",
                "switching",
            ];
            !(known.iter().any(|word| stage.starts_with(word)) && line.ends_with(" s"))
        };
        let lines: Vec<&str> = self
            .err
            .lines()
            .filter(progress)
            .map(str::trim_end)
            .collect();
        format!("exit {}\n{}\n", self.code, lines.join("\n").trim_end())
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the repository can be read");
        let target = to.join(entry.path().strip_prefix(from).expect("it is inside"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("the site can be written");
        } else {
            fs::copy(entry.path(), target).expect("the site can be written");
        }
    }
}
