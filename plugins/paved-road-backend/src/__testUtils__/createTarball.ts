import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** A gzipped tar archive with files below one folder, as Git hosts make them. */
export function createTarball(
  folder: string,
  files: Record<string, string>,
): Buffer {
  const entries = Object.entries(files).flatMap(([path, text]) => {
    const content = Buffer.from(text);
    const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
    return [
      createHeader(`${folder}/${path}`, content.length),
      content,
      Buffer.alloc(padding),
    ];
  });
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]));
}

/* POSIX.1-1988 (ustar). */
function createHeader(path: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
