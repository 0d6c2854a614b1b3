// Serves what the browser measures, as a good host would: HTTP/2, brotli,
// everything but pages cached for good. Keeps a record of what it sent.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";

const run = promisify(execFile);

/** Text, which hosts compress; everything else is sent as it lies there. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

export interface Content {
  /** Pages made for the benchmark, by path. */
  readonly pages: ReadonlyMap<string, string>;
  /** Folders with everything else; the first that has a file answers. */
  readonly folders: readonly string[];
}

/** One response. Headers of request and response as text, before HTTP/2 packs them. */
export interface Sent {
  readonly url: string;
  readonly bodyBytes: number;
  readonly headerBytes: number;
}

export interface Served {
  readonly origin: string;
  /** By URL, the newest; emptied by whoever measures. */
  readonly sent: Map<string, Sent>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Needs `openssl`, for a certificate that lasts two days. */
export async function serve({ pages, folders }: Content): Promise<Served> {
  const sent = new Map<string, Sent>();
  // Pages, and texts without a packed copy once they have been asked for.
  const packed = new Map([...pages].map(([path, html]) => [path, found(brotliCompressSync(html), ".html", "br")]));

  const answer = async (path: string): Promise<Answer> => {
    const known = packed.get(path);
    if (known !== undefined) return known;
    const file = folders.map((folder) => join(folder, normalize(path))).find((one) => existsSync(one));
    if (file === undefined || path.endsWith("/")) return { status: 404, headers: {}, body: Buffer.alloc(0) };
    const extension = extname(file);
    if (existsSync(`${file}.br`)) return found(await readFile(`${file}.br`), extension, "br");
    const body = await readFile(file);
    if (TEXT_TYPES[extension] === undefined) return found(body, extension, "identity");
    const smaller = found(brotliCompressSync(body), extension, "br");
    packed.set(path, smaller);
    return smaller;
  };

  const server = createSecureServer(await certificate(), (request, response) => {
    const url = `https://${request.headers[":authority"] ?? ""}${request.url}`;
    answer(decodeURIComponent(new URL(url).pathname)).then(
      ({ status, headers, body }) => {
        sent.set(url, { url, bodyBytes: body.length, headerBytes: sizeOf(request.headers) + sizeOf(headers) });
        response.writeHead(status, headers);
        response.end(body);
      },
      () => {
        response.writeHead(500);
        response.end();
      },
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    sent,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function found(body: Buffer, extension: string, encoding: "br" | "identity"): Answer {
  const headers = {
    "content-type": TEXT_TYPES[extension] ?? "application/octet-stream",
    "content-length": String(body.length),
    "cache-control": extension === ".html" ? "no-cache" : "public, max-age=31536000, immutable",
    ...(encoding === "br" ? { "content-encoding": "br" } : {}),
  };
  return { status: 200, headers, body };
}

/** Bytes of `name: value` lines. */
function sizeOf(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}: ${String(value)}\r\n`), 0);
}

async function certificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), "kiu-bench-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const request = ["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost", "-days", "2"];
  await run("openssl", [...request, "-keyout", key, "-out", cert]);
  const made = { key: await readFile(key), cert: await readFile(cert) };
  await rm(folder, { recursive: true });
  return made;
}
