import type { WebFile } from './webFiles.ts';

/** Where a browser that was led here by another page enters. */
export const ENTRANCE_PATH = '/enter';

/**
 * A page that takes the one-time token from its own address, where no server and no log sees it, and presents it to the server. A browser keeps a
 * `SameSite=Strict` cookie back while it follows another page's link; from here on it is this site's own. The page holds no secret.
 */
const pages: ReadonlyMap<string, WebFile> = new Map(
  [
    [ENTRANCE_PATH, '<!doctype html><meta charset="utf-8"><title>…</title><script src="/enter.js"></script>\n', 'text/html; charset=utf-8'],
    ['/enter.js', "location.replace('/?token=' + encodeURIComponent(location.hash.slice(1)));\n", 'text/javascript; charset=utf-8'],
  ].map(([path = '', text, type = '']) => [path, { bytes: new TextEncoder().encode(text), type, hashed: false }]),
);

export function entranceFile(path: string): WebFile | undefined {
  return pages.get(path);
}
