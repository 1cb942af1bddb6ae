import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** One file of the built renderer, ready to be answered. */
export interface WebFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Its name holds a hash of its content: it may be cached for ever. */
  readonly hashed: boolean;
}

/** The only kinds of file that the renderer consists of; everything else is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.opus': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

/** Vite writes hashed files, and nothing else, into this folder. */
const HASHED = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

/**
 * The file that `urlPath` (the path of a URL, still percent-encoded) names inside the folder `root`; `/` is
 * `index.html`. Null when there is none, when its kind is not in the fixed list, or when it lies outside `root`,
 * by `..`, by an encoded separator or by a symbolic link.
 */
export async function readWebFile(root: string, urlPath: string): Promise<WebFile | null> {
  const path = decoded(urlPath);
  if (path === null) return null;
  const type = types[extname(path === '/' ? 'index.html' : path)];
  if (type === undefined) return null;
  try {
    const realRoot = await realpath(root);
    const file = await realpath(resolve(realRoot, `.${path === '/' ? '/index.html' : path}`));
    if (!file.startsWith(realRoot + sep)) return null;
    return { bytes: new Uint8Array(await readFile(file)), type, hashed: HASHED.test(path) };
  } catch {
    return null;
  }
}

function decoded(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : null;
  } catch {
    return null;
  }
}
