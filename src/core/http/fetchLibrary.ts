// A file of its own in dist/, so that activation does not pay for node-fetch: see esbuild.js.
export { default as fetch } from 'node-fetch';
