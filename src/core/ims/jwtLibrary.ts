// A file of its own in dist/, so that activation does not pay for jsonwebtoken: see esbuild.js.
import jsonwebtoken from 'jsonwebtoken';

export const sign = jsonwebtoken.sign;
