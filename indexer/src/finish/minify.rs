//! Makes HTML small without changing what is read.

use minify_html::Cfg;

/// The page, minified. Scripts and styles are left to their own tools.
#[must_use]
pub fn minify(html: &str) -> Vec<u8> {
    let mut cfg = Cfg::new();
    cfg.keep_html_and_head_opening_tags = true;
    cfg.minify_css = false;
    cfg.minify_js = false;
    minify_html::minify(html.as_bytes(), &cfg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::read;

    #[test]
    fn what_is_read_stays_the_same() {
        let html = "<!doctype html><html lang=\"zh-Hant-HK\"><head><title>題</title></head><body><main data-guide=\"EC-01\">\n\
                    <h1>題 目</h1><p>住滿 <b>一年</b> ，<a href=\"/a/\">看  這裏</a>&lt;x&gt; &amp; y</p>\n<h2 id=\"a\">甲</h2>\
                    <ul><li>一</li> <li>二 </li></ul><table><tr><td>1,675</td><td> 元</td></tr></table><pre>a\n  b</pre></main></body></html>";
        let (before, after) = (
            read("/", html.to_owned()),
            read("/", String::from_utf8(minify(html)).expect("UTF-8")),
        );
        assert_eq!(after.title, before.title);
        let words = |page: &crate::html::Page| -> Vec<String> {
            page.sections
                .iter()
                .map(|section| {
                    section
                        .text
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect()
        };
        assert_eq!(words(&after), words(&before));
        assert_eq!(after.ids, before.ids);
    }
}
