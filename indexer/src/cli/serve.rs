//! `kiu serve`: builds, serves on this machine, rebuilds and reloads on change.
//!
//! Pages are served with the production headers of `config.toml`. A fault in a
//! guide shows in the terminal and in the browser; the last good page stays.

use super::progress::Progress;
use super::{report, today};
use crate::flow::{self, Failure, Options};
use crate::render::SiteConfig;
use anyhow::Context as _;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use notify_debouncer_mini::notify::RecursiveMode;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio_stream::{Stream, StreamExt as _, wrappers::BroadcastStream};

/// Build, serve on localhost, rebuild and reload on change
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to serve on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 4040)]
    port: u16,
    /// Build pages marked as drafts too
    #[arg(long)]
    drafts: bool,
}

/// What is watched, from the site's root.
const WATCHED: &[&str] = &["content", "data", "themes", "static", "config.toml"];
/// How long the disk must be quiet before a rebuild.
const QUIET: Duration = Duration::from_millis(100);
/// Our script in served pages, and where it listens.
const RELOAD_SCRIPT: &str = "/.kiu/reload.js";
const EVENTS: &str = "/.kiu/events";

/// What a browser is told after a rebuild: nothing to mend, or what.
#[derive(Debug, Clone)]
enum News {
    Built,
    Fault(String),
}

struct Server {
    site: PathBuf,
    headers: BTreeMap<String, String>,
    news: broadcast::Sender<News>,
    /// The faults of the last build, if it failed.
    fault: Mutex<Option<String>>,
}

pub fn run(root: &Path, args: &Args, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    let config = SiteConfig::load(root, None)?;
    let runtime = tokio::runtime::Runtime::new().context("could not start the server")?;
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], args.port));
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(address))
        .with_context(|| {
            format!(
                "could not serve on port {} (is it taken? choose another with --port)",
                args.port
            )
        })?;
    let url = format!("http://{}", listener.local_addr()?);
    let options = Options {
        root: root.to_owned(),
        out: root.join("target/kiu/serve"),
        base_url: Some(url.clone()),
        drafts: args.drafts,
        zola: std::env::var_os("ZOLA"),
        today: today(),
    };
    let (news, _) = broadcast::channel(16);
    let server = Arc::new(Server {
        site: options.out.clone(),
        headers: config.extra.headers,
        news,
        fault: Mutex::default(),
    });
    rebuild(&options, &server, err)?;
    // Kept until the end: dropping it ends the watch.
    let _watch = watch(&options, &server)?;
    writeln!(
        err,
        "serving {url}/ — changes are built at once; stop with Ctrl-C"
    )?;
    let app = Router::new()
        .route(RELOAD_SCRIPT, get(reload_script))
        .route(EVENTS, get(events))
        .fallback(page)
        .with_state(server);
    runtime.block_on(async {
        let stop = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
        tokio::select! {
            ended = axum::serve(listener, app) => ended.context("the server stopped"),
            () = stop => Ok(()),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Builds, tells the terminal and the browsers, and goes on whatever came of
/// it; only a terminal that cannot be written to ends it.
fn rebuild(options: &Options, server: &Server, err: &mut impl Write) -> anyhow::Result<()> {
    let progress = Progress::new();
    let built = flow::build(options, &progress);
    progress.clear();
    let fault = match built {
        Ok(built) => {
            report::write(err, report::Format::Human, &built.files, &built.warnings)?;
            let seconds: f64 = built.timings.iter().map(|timing| timing.seconds).sum();
            writeln!(err, "built {} pages in {seconds:.2} s", built.n_pages)?;
            None
        }
        Err(Failure::Content { diagnostics, files }) => {
            report::write(err, report::Format::Human, &files, &diagnostics)?;
            let mut text = Vec::new();
            report::write_plain(&mut text, &files, &diagnostics)?;
            Some(String::from_utf8_lossy(&text).into_owned())
        }
        Err(failure) => {
            writeln!(err, "error: {failure}")?;
            Some(failure.to_string())
        }
    };
    let news = fault.clone().map_or(News::Built, News::Fault);
    *server.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    // Nobody listening is fine.
    server.news.send(news).ok();
    Ok(())
}

type Watch = notify_debouncer_mini::Debouncer<notify_debouncer_mini::notify::RecommendedWatcher>;

fn watch(options: &Options, server: &Arc<Server>) -> anyhow::Result<Watch> {
    let (send, changes) = std::sync::mpsc::channel();
    let mut watch =
        notify_debouncer_mini::new_debouncer(QUIET, send).context("could not watch for changes")?;
    for name in WATCHED {
        let path = options.root.join(name);
        if path.exists() {
            watch
                .watcher()
                .watch(&path, RecursiveMode::Recursive)
                .with_context(|| format!("could not watch `{}`", path.display()))?;
        }
    }
    let (options, server) = (options.clone(), Arc::clone(server));
    std::thread::spawn(move || {
        for change in changes {
            if change.is_ok_and(|events| !events.is_empty())
                && rebuild(&options, &server, &mut std::io::stderr()).is_err()
            {
                return;
            }
        }
    });
    Ok(watch)
}

async fn reload_script() -> Response<Body> {
    response(
        StatusCode::OK,
        "text/javascript; charset=utf-8",
        include_str!("reload.js").into(),
    )
}

async fn events(
    State(server): State<Arc<Server>>,
) -> Sse<impl Stream<Item = Result<Event, std::convert::Infallible>>> {
    let now = server
        .fault
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()
        .map(News::Fault);
    let coming = BroadcastStream::new(server.news.subscribe()).filter_map(Result::ok);
    let stream = tokio_stream::iter(now).chain(coming).map(|news| {
        Ok(match news {
            News::Built => Event::default().event("built").data("built"),
            News::Fault(text) => Event::default().event("fault").data(text),
        })
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn page(State(server): State<Arc<Server>>, uri: Uri) -> Response<Body> {
    let mut answer = match file_for(&server.site, uri.path()) {
        Found::File(path) => send(&path, StatusCode::OK).await,
        Found::Folder => {
            let mut moved = response(StatusCode::MOVED_PERMANENTLY, "text/plain", Body::empty());
            if let Ok(value) = HeaderValue::from_str(&format!("{}/", uri.path())) {
                moved.headers_mut().insert(header::LOCATION, value);
            }
            moved
        }
        Found::Nothing => send(&server.site.join("404.html"), StatusCode::NOT_FOUND).await,
    };
    for (name, value) in &server.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::from_str(value),
        ) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

enum Found {
    File(PathBuf),
    /// A folder asked for without its slash.
    Folder,
    Nothing,
}

/// The file a path stands for; nothing outside the site's folder ever is.
fn file_for(site: &Path, path: &str) -> Found {
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Found::Nothing;
    }
    let file = site.join(relative);
    match (file.is_dir(), path.ends_with('/')) {
        (true, true) if file.join("index.html").is_file() => Found::File(file.join("index.html")),
        (true, false) if file.join("index.html").is_file() => Found::Folder,
        (false, false) if file.is_file() => Found::File(file),
        _ => Found::Nothing,
    }
}

async fn send(path: &Path, status: StatusCode) -> Response<Body> {
    let Ok(mut bytes) = tokio::fs::read(path).await else {
        let text = "This page does not exist, or the first build failed: look at the terminal.";
        let html = format!(
            "<!doctype html><title>kiu serve</title><p>{text}</p><script src=\"{RELOAD_SCRIPT}\"></script>"
        );
        return response(
            StatusCode::NOT_FOUND,
            "text/html; charset=utf-8",
            html.into(),
        );
    };
    let is_html = path.extension().is_some_and(|ending| ending == "html");
    if is_html {
        bytes.extend(format!("<script src=\"{RELOAD_SCRIPT}\" defer></script>").bytes());
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if kind.type_() == "text" {
        "; charset=utf-8"
    } else {
        ""
    };
    response(status, &format!("{kind}{charset}"), bytes.into())
}

fn response(status: StatusCode, kind: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_found() {
        let parent = tempfile::tempdir().expect("temporary folder");
        let site = parent.path().join("site");
        std::fs::create_dir_all(site.join("a")).expect("temporary folder");
        std::fs::write(site.join("a/index.html"), "x").expect("temporary file");
        std::fs::write(parent.path().join("secret"), "x").expect("temporary file");
        assert!(matches!(file_for(&site, "/a/"), Found::File(_)));
        assert!(matches!(file_for(&site, "/a"), Found::Folder));
        for path in ["/../secret", "/a/../../secret", "/b", "/"] {
            assert!(matches!(file_for(&site, path), Found::Nothing), "{path}");
        }
    }
}
