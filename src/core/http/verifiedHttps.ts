// What esbuild.js puts in place of `node:https`, for node-fetch too: so this file itself has to ask for `https`.
/* eslint-disable no-restricted-imports */
import type { ClientRequest } from 'node:http';
import { request as requestWith, type RequestOptions } from 'https';

export { Agent } from 'https';

/**
 * Node's `https.request`, which always verifies TLS. An agent that says so is not enough: for every host but `localhost` and
 * `127.0.0.1`, VS Code (`createHttpPatch` in microsoft/vscode-proxy-agent) puts another agent in its place, and then
 * NODE_TLS_REJECT_UNAUTHORIZED=0 would count. node-fetch passes no such option on.
 */
function request(url: string | URL, options: RequestOptions): ClientRequest {
  return requestWith(url, { ...options, rejectUnauthorized: true });
}

export default { request };
