/**
 * Loaded before a peer's own code (`node --require`): what it would send to Adobe's IMS goes to the local one. Peers have their hosts
 * fixed, and ask an older version of the endpoint, whose answer is the same.
 */
import * as http from 'node:http';
import https from 'node:https';

const { hostname, port } = new URL(process.env.BENCH_IMS_ORIGIN ?? '');

const reroute = (options: http.RequestOptions, answered?: (response: http.IncomingMessage) => void): unknown =>
  http.request(
    {
      ...options,
      protocol: 'http:',
      host: hostname,
      hostname,
      port,
      agent: undefined,
      path: options.path?.replace('/ims/token/v2', '/ims/token/v3') ?? '/',
    },
    answered,
  );

Object.assign(https, { request: reroute });
