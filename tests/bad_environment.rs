//! What operators are told when the machine or the command is wrong: one error,
//! exit code 2, and the published site as it was.

use crate::support::{Answer, Site};
use expect_test::expect;
use std::fs;
use std::process::Command;

#[test]
fn zola_missing() {
    let site = Site::new();
    let answer = site.kiu_with(&["build"], &[("ZOLA", "/nowhere/zola")]);
    expect![[r#"
        exit 2
        error: could not build the site in `[SITE]`: ZOLA is set to `/nowhere/zola`, but there is no such program.
        Zola 0.22 or newer can be provided in three ways:
          1. run `npm ci` in the site's folder (the version we test with);
          2. install zola so that it is on the PATH;
          3. set ZOLA to the path of a zola program.
    "#]].assert_eq(&answer.shown());
    site.assert_public_untouched();
}

#[test]
fn zola_failing_without_a_word() {
    let site = Site::new();
    let fake = site.path("fake-zola");
    site.write(
        "fake-zola",
        "#!/bin/sh\n[ \"$1\" = --version ] && echo zola 0.22.0 && exit 0\nexit 3\n",
    );
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&fake, mode).expect("permissions");
    let answer = site.kiu_with(&["build"], &[("ZOLA", &fake.to_string_lossy())]);
    expect![[r#"
        exit 2
        error: could not build the site in `[SITE]`: Zola could not render the site:
        it ended with exit status: 3 and said nothing
    "#]]
    .assert_eq(&answer.shown());
    site.assert_public_untouched();
}

#[test]
fn a_zola_that_is_too_old() {
    let site = Site::new();
    let fake = site.path("fake-zola");
    site.write("fake-zola", "#!/bin/sh\necho zola 0.19.2\n");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&fake, mode).expect("permissions");
    let answer = site.kiu_with(&["build"], &[("ZOLA", &fake.to_string_lossy())]);
    assert_eq!(answer.code, 2);
    assert!(
        answer.err.contains("too old (zola 0.19.2)") && answer.err.contains("npm ci"),
        "{}",
        answer.err
    );
}

/// Runs a build whose output lies on a disk of its own, mounted with `options`
/// after `prepare`; none where this system does not let us mount.
#[expect(clippy::print_stderr, reason = "a test that did not run says so")]
fn build_on_a_disk(site: &Site, options: &str) -> Option<Answer> {
    let can_mount = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        .output();
    if !can_mount.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this system does not allow `unshare -rm mount`");
        return None;
    }
    let script = format!(
        "mkdir -p disk && mount -t tmpfs -o size=200k tmpfs disk && cp -r public disk/public && \
         mount -o remount,{options} disk && \"$KIU\" --root . build --out disk/public; code=$?; \
         cat disk/public/index.html; ls -A disk; exit $code"
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .current_dir(site.root())
        .env("KIU", env!("CARGO_BIN_EXE_kiu"))
        .env("NO_COLOR", "1")
        .env_remove("ZOLA")
        .output()
        .expect("unshare runs");
    Some(site.answer(&output))
}

#[test]
fn a_full_disk() {
    let site = Site::new();
    if let Some(answer) = build_on_a_disk(&site, "size=200k") {
        assert_eq!(answer.code, 2, "{}", answer.err);
        assert!(
            answer.err.contains("could not write `") && answer.err.contains("No space left"),
            "{}",
            answer.err
        );
        assert_eq!(answer.out, "the site as it waspublic\n");
    }
}

#[test]
fn a_read_only_disk() {
    let site = Site::new();
    if let Some(answer) = build_on_a_disk(&site, "ro") {
        assert_eq!(answer.code, 2, "{}", answer.err);
        assert!(
            answer.err.contains("Read-only file system"),
            "{}",
            answer.err
        );
        assert_eq!(answer.out, "the site as it waspublic\n");
    }
}

#[test]
fn an_output_folder_that_is_somebody_elses() {
    let site = Site::new();
    site.write("letters/dear.txt", "dear");
    let out = site.path("letters");
    let answer = site.kiu(&["build", "--out", &out.to_string_lossy()]);
    expect![[r#"
        exit 2
        error: could not build the site in `[SITE]`: `[SITE]/letters` is not empty and is not a built site: it would be lost; choose another --out
    "#]].assert_eq(&answer.shown());
    assert!(site.path("letters/dear.txt").exists());
}

#[test]
fn a_folder_that_is_no_site() {
    let site = Site::new();
    fs::remove_file(site.path("config.toml")).expect("config.toml");
    expect![[r#"
        exit 2
        error: could not read the content: `[SITE]` is not a Kiu site: it has no config.toml (use --root to say where the site is)
    "#]].assert_eq(&site.kiu(&["check"]).shown());
}

#[test]
fn a_base_url_that_is_none() {
    let site = Site::new();
    expect![[r#"
        exit 2
        error: could not build the site in `[SITE]`: base URL `kiu` is not an address such as https://kiu.example
    "#]].assert_eq(&site.kiu(&["build", "--base-url", "kiu"]).shown());
    site.assert_public_untouched();
}

#[test]
fn searching_before_building() {
    let site = Site::new();
    expect![[r#"
        exit 2
        error: there is no search index in `[SITE]/target/kiu/index/zh-Hant`: run `kiu build` first
    "#]]
    .assert_eq(&site.kiu(&["search", "生果金"]).shown());
}

#[test]
fn a_query_of_any_kind_is_only_text() {
    let site = Site::new();
    assert_eq!(site.kiu(&["build"]).code, 0);
    let long = "生果金".repeat(2000);
    for query in [
        "",
        " ",
        "，。！？",
        "(.*)+[",
        "\u{202e}果金",
        "<script>",
        &long,
    ] {
        let answer = site.kiu(&["search", query, "--json"]);
        assert_eq!(answer.code, 0, "{query}: {}", answer.err);
        assert!(answer.out.starts_with('['), "{query}: {}", answer.out);
    }
}
