/** A text as one cell of a Markdown table. */
export const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

export const tableHead = (titles) => [row(titles), row(titles.map(() => '---'))];
