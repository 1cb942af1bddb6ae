/**
 * Must be the first import of every entry point: imports are hoisted, and SQLite's addon crashes an older Node without
 * a word before any statement of ours runs.
 */
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `This kiosk runs on Node 24; this is Node ${process.versions.node}. Start it through npm (npm start, npm run kiosk).\n`,
  );
  process.exit(1);
}
