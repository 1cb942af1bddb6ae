import { type Language, languages, languageTable } from '../machines/messages/languages.ts';
import type { WebFile } from './webFiles.ts';

function inWords(language: Language): string {
  const { catalogue } = languageTable[language];
  return `      <div lang="${language}">
        <h1>${catalogue['out-of-service.title']}</h1>
        <p>${catalogue['out-of-service.sorry']}</p>
      </div>`;
}

/**
 * The page of last resort: shown when the renderer itself is missing or broken. It stands in the code, not in a file,
 * because it must not depend on anything that can be missing. No script; it asks again by itself every five seconds.
 * All languages stand side by side, as nobody has chosen one.
 */
const html = `<!doctype html>
<html lang="${languages[0]}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="5; url=/">
    <title>${languages.map((language) => languageTable[language].catalogue['out-of-service.title']).join(' ')}</title>
    <link rel="stylesheet" href="/out-of-service.css">
  </head>
  <body>
    <main>
      <div class="sign" aria-hidden="true"></div>
${languages.map((language) => inWords(language)).join('\n')}
    </main>
  </body>
</html>
`;

const css = `html, body { height: 100%; margin: 0; }
body { display: grid; place-items: center; background: #10243a; color: #fff; font: 26px/1.4 system-ui, sans-serif; text-align: center; }
main { padding: 24px; display: grid; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); gap: 0.8em 1.6em; width: 100%; box-sizing: border-box; }
h1 { margin: 0 0 0.2em; font-size: 1.3em; line-height: 1.3; }
p { margin: 0; }
.sign { grid-column: 1 / -1; width: 104px; height: 104px; margin: 0 auto; border: 12px solid #ffd166; border-radius: 50%; background: linear-gradient(#ffd166, #ffd166) center / 64px 16px no-repeat; }
`;

const pages: ReadonlyMap<string, WebFile> = new Map([
  ['/out-of-service.html', { bytes: new TextEncoder().encode(html), type: 'text/html; charset=utf-8', hashed: false }],
  ['/out-of-service.css', { bytes: new TextEncoder().encode(css), type: 'text/css; charset=utf-8', hashed: false }],
]);

/** A file of the out-of-service page by its path, or undefined. */
export function outOfServiceFile(path: string): WebFile | undefined {
  return pages.get(path);
}

/** The page itself. */
export const outOfServicePath = '/out-of-service.html';
