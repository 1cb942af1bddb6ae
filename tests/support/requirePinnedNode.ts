/** The journal's native library crashes without a message under an older Node: say so before it does. */
export default function requirePinnedNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) throw new Error(`The tests need Node 24, this is ${process.version}. Run them by \`npm test\` or \`npm run check\`.`);
}
