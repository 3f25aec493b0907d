import { Config } from '@backstage/config';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Parses a script of the example; throws an InputError with the position and field of an invalid entry. */
export type ParseScript<T> = (text: string, source: string) => T[];

/** @param what - such as `example waivers` */
export function createScriptParser<T extends z.ZodType>(
  what: string,
  entry: T,
): ParseScript<z.output<T>> {
  return (text, source) =>
    parseInput(z.array(entry), parse(text), `${what} in ${source}`);
}

/** @param key - names the file, under `pavedRoad.demo` in the config */
export async function readScript<T>(
  config: Config,
  key: string,
  parseScript: ParseScript<T>,
): Promise<T[]> {
  const file = path.resolve(config.getString(`pavedRoad.demo.${key}`));
  return parseScript(await readFile(file, 'utf8'), file);
}
