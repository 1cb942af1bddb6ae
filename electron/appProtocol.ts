import type { CustomScheme } from 'electron';
import { outOfServiceFile } from '../shell/outOfServicePage.ts';
import { readWebFile } from '../shell/webFiles.ts';
import { webHeaders } from '../shell/webHeaders.ts';
import { APP_ORIGIN } from './lockdown.ts';

/** Registered before the app is ready. `codeCache`: the page is touchable in a fifth of the time when it starts again. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Answers `app://kiosk/…` from the folder of the built renderer, with the page of last resort beside it. */
export function appHandler(root: string): (request: Request) => Promise<Response> {
  const headers = webHeaders("'none'");
  return async (request) => {
    const url = URL.parse(request.url);
    if (request.method !== 'GET') return new Response('only GET is answered', { status: 405, headers });
    if (url === null || `${url.protocol}//${url.host}` !== APP_ORIGIN) return new Response('another address', { status: 404, headers });
    const file = (await readWebFile(root, url.pathname)) ?? outOfServiceFile(url.pathname);
    if (file === undefined) return new Response('nothing at this address', { status: 404, headers });
    return new Response(file.bytes, { headers: { ...headers, 'Content-Type': file.type } });
  };
}
