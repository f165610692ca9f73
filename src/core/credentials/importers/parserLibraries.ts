// A file of its own in dist/, so that activation does not pay for the parsers: see esbuild.js.
import { parse as parseDotEnv } from 'dotenv';
import hjson from 'hjson';
import { parse as parseYaml } from 'yaml';

export const parseHjson = hjson.parse;
export { parseDotEnv, parseYaml };
