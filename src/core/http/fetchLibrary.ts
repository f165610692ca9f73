// A file of its own in dist/, so that activation does not pay for node-fetch: see lazyParts in esbuild.js.
export { default as fetch } from 'node-fetch';
