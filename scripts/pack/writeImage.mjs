import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packReproducibly } from './repack.mjs';
import { run } from './run.mjs';

const mediaType = kind => `application/vnd.oci.image.${kind}`;

/**
 * Writes folders as an image in an OCI archive, without a container engine: one layer, because Red Hat Developer Hub
 * reads only the first.
 *
 * @param file - the archive
 * @param source - `root` of the `folders`
 * @param annotations - of the image
 * @returns digest of the image
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function writeImage(file, { root, folders }, annotations) {
  const layout = await mkdtemp(path.join(tmpdir(), 'image-'));
  const addBlob = async (type, content) => {
    const hash = sha256(content);
    await writeFile(path.join(layout, 'blobs/sha256', hash), content);
    return { mediaType: type, digest: `sha256:${hash}`, size: content.length };
  };
  const addJson = (kind, content) =>
    addBlob(mediaType(`${kind}.v1+json`), Buffer.from(JSON.stringify(content)));
  try {
    await mkdir(path.join(layout, 'blobs/sha256'), { recursive: true });
    const archive = path.join(layout, 'layer.tar.gz');
    await packReproducibly(archive, root, folders);
    const layer = await readFile(archive);
    const manifest = await addJson('manifest', {
      schemaVersion: 2,
      mediaType: mediaType('manifest.v1+json'),
      config: await addJson('config', {
        architecture: 'amd64',
        os: 'linux',
        config: {},
        rootfs: {
          type: 'layers',
          diff_ids: [`sha256:${sha256(gunzipSync(layer))}`],
        },
      }),
      layers: [await addBlob(mediaType('layer.v1.tar+gzip'), layer)],
      annotations,
    });
    await writeFile(
      path.join(layout, 'oci-layout'),
      JSON.stringify({ imageLayoutVersion: '1.0.0' }),
    );
    await writeFile(
      path.join(layout, 'index.json'),
      JSON.stringify({ schemaVersion: 2, manifests: [manifest] }),
    );
    await run('tar', [
      ...['-cf', file, '-C', layout, 'blobs', 'index.json', 'oci-layout'],
    ]);
    return manifest.digest;
  } finally {
    await rm(layout, { recursive: true });
  }
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
