/** What is wrong with the picture that a page shows. Runs in the page: it may use nothing from outside itself. */
export function faultsOnScreen({ target, gap }: { readonly target: number; readonly gap: number }): string[] {
  const faults: string[] = [];
  const said = (text: string): string => `"${text.trim().slice(0, 40)}"`;
  const whole = (rect: DOMRect): boolean => rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight;

  /** Does `hit` paint over `under`? A box without a ground of its own, like that of a large figure, lets everything show. */
  const hides = (hit: Element, under: Element): boolean => {
    for (let each: Element | null = hit; each !== null && !each.contains(under); each = each.parentElement) {
      if (each instanceof SVGGeometryElement || each.tagName === 'BUTTON' || getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')
        return true;
    }
    return false;
  };

  /** A pixel is the rounding of the layout. */
  const meet = (one: DOMRect, other: DOMRect): boolean =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;

  // What is folded away cannot be pressed.
  const laidOut = [...document.querySelectorAll('button')].filter((button) => button.checkVisibility());
  const buttons = laidOut.map((button) => ({ button, rect: button.getBoundingClientRect() }));
  for (const { button, rect } of buttons) {
    const name = said(button.textContent);
    if (!whole(rect)) faults.push(`${name} stands outside the screen`);
    if (rect.width < target || rect.height < target) faults.push(`${name} is ${Math.round(rect.width)} × ${Math.round(rect.height)}`);
    for (const other of buttons) {
      if (other.button === button || other.rect.top < rect.top) continue;
      const across = Math.max(other.rect.left - rect.right, rect.left - other.rect.right);
      const down = Math.max(other.rect.top - rect.bottom, rect.top - other.rect.bottom);
      // Half a pixel is the rounding of the layout.
      if (Math.max(across, down) < gap - 0.5) faults.push(`${name} is ${Math.max(across, down)} from ${said(other.button.textContent)}`);
    }
  }

  const main = document.querySelector('main')?.getBoundingClientRect();

  // What does not fit into the screen is cut at its edge, behind what stands around it. A pixel is the rounding of the layout.
  for (const { button, rect } of buttons) {
    if (main !== undefined && button.closest('main') !== null && (rect.top < main.top - 1 || rect.bottom > main.bottom + 1))
      faults.push(`${said(button.textContent)} is cut`);
  }

  // What is there to be photographed is of no use in part.
  for (const picture of document.querySelectorAll('main svg[role="img"]')) {
    const rect = picture.getBoundingClientRect();
    if (rect.width > 0 && main !== undefined && (rect.top < main.top || rect.bottom > main.bottom || !whole(rect)))
      faults.push(`the picture ${said(picture.getAttribute('aria-label') ?? '')} is cut`);
  }

  /** The letters of every line of text, to see whether two lie on each other. */
  const lines: { readonly parent: Element; readonly text: string; readonly box: DOMRect }[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent ?? '';
    if (parent === null || text.trim() === '' || parent.closest('svg, .unseen, [aria-hidden="true"]') !== null) continue;
    // The letters themselves: a line's box is higher than they are.
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width === 0 || rect.height === 0) continue;
      if (!whole(rect)) {
        faults.push(`${said(text)} runs off the screen`);
        continue;
      }
      lines.push({ parent, text, box: new DOMRect(rect.x, (rect.top + rect.bottom) / 2 - size * 0.35, rect.width, size * 0.7) });
      const button = parent.closest('button')?.getBoundingClientRect();
      if (
        button !== undefined &&
        (rect.left < button.left || rect.right > button.right || rect.top < button.top - 1 || rect.bottom > button.bottom + 1)
      )
        faults.push(`${said(text)} runs out of its button`);
      // Whatever else is hit where a letter stands hides it.
      const points = [-0.3, 0, 0.3].flatMap((down) =>
        [rect.left + 2, (rect.left + rect.right) / 2, rect.right - 2].map((x) => [x, (rect.top + rect.bottom) / 2 + down * size] as const),
      );
      for (const [x, y] of points) {
        const hit = document.elementFromPoint(x, y);
        if (hit !== null && !parent.contains(hit) && hides(hit, parent)) {
          faults.push(`${said(text)} is hidden by ${hit.tagName.toLowerCase()} ${said(hit.textContent)}`);
          break;
        }
      }
    }
  }
  for (const [at, { parent, text, box }] of lines.entries()) {
    const under = lines.slice(at + 1).find((other) => other.parent !== parent && meet(box, other.box));
    if (under !== undefined) faults.push(`${said(text)} and ${said(under.text)} lie on each other`);
  }
  return [...new Set(faults)];
}
