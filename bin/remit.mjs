#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This is Node ${process.versions.node}; Remit needs 20.19 or newer.`);
  process.exit(1);
}
await import('../dist/remit.js');
