import { stringify } from 'csv-stringify';
import { Response } from 'express';
import { DateTime } from 'luxon';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The columns in order: heading and content. */
export type CsvColumns<T> = readonly [
  header: string,
  valueOf: (of: T) => string,
][];

/**
 * Answers with a CSV file for download, named after what it has and the day. It is written as it is read; nobody waits
 * for the rest when the reader goes away.
 */
export async function sendCsv<T>(
  res: Response,
  name: string,
  columns: CsvColumns<T>,
  pages: AsyncIterable<T[]>,
): Promise<void> {
  res.type('text/csv');
  res.attachment(`${name}-${DateTime.utc().toISODate()}.csv`);
  try {
    await writeCsv(columns, pages, res);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      throw error;
    }
  }
}

/**
 * Writes CSV (RFC 4180), no faster than it is read. Texts that a spreadsheet would read as a formula start with an
 * apostrophe.
 */
export async function writeCsv<T>(
  columns: CsvColumns<T>,
  pages: AsyncIterable<T[]>,
  output: Writable,
): Promise<void> {
  await pipeline(
    Readable.from(toRows(columns, pages)),
    stringify({
      header: true,
      columns: columns.map(([header]) => header),
      record_delimiter: 'windows',
      quote_record_delimiter: true,
      escape_formulas: true,
    }),
    output,
  );
}

async function* toRows<T>(
  columns: CsvColumns<T>,
  pages: AsyncIterable<T[]>,
): AsyncGenerator<string[]> {
  for await (const page of pages) {
    for (const row of page) {
      yield columns.map(([, valueOf]) => asText(valueOf(row)));
    }
  }
}

/** Spreadsheets also calculate formulas after white space, such as a line break, which the library allows. */
function asText(text: string): string {
  return /^\s/.test(text) ? `'${text}` : text;
}
