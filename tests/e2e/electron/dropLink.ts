import type { Page } from '@playwright/test';

/** Drags a link from outside onto the middle of the page and lets it go there. */
export async function dropLink(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const at = { x: Math.floor(width / 2), y: Math.floor(height / 2) };
  // Copying and linking are offered, as a desktop's file manager does.
  const data = { items: [{ mimeType: 'text/uri-list', data: url }], dragOperationsMask: 1 | 2 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}
