// Writes the folder that template.yaml deploys: `npm run package`. Nothing is downloaded.
//   --out <folder>       instead of dist/lambda
{% if values.ai == 'classifier' %}//   --platform <name>    such as darwin-arm64, instead of the one in template.yaml
{% endif %}//
//   dist/handlers/*.mjs  the handlers, bundled with all that they import
{% if values.ai == 'language-model' %}//   ai/                  models, prompt and stub, as many folders above the handlers as in the repository
{% else %}//   model/               the model, as many folders above the handlers as in the repository
//   node_modules/        ONNX Runtime, which has a native library, for one platform only
{% endif %}{% if values.ai == 'language-model' %}import { cp, rm } from 'node:fs/promises';
{% else %}import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
{% endif %}import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
{% if values.ai == 'classifier' %}import { parse } from 'yaml';
{% endif %}
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'dist/lambda' }{% if values.ai == 'classifier' %}, platform: { type: 'string' }{% endif %} },
});
const out = path.resolve(root, values.out);
{% if values.ai == 'classifier' %}const [system, architecture] = (values.platform ?? (await platformOfTheFunction())).split('-');
{% endif %}
await rm(out, { recursive: true, force: true });
await bundleHandlers();
{% if values.ai == 'language-model' %}await cp(path.join(root, 'ai'), path.join(out, 'ai'), { recursive: true });
{% else %}await copyModel();
await copyModelRuntime();

async function platformOfTheFunction() {
  const template = await readFile(path.join(root, 'template.yaml'), 'utf8');
  const { Globals, Resources } = parse(template, { logLevel: 'error' });
  const [architecture] = Globals.Function.Architectures;
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === 'AWS::Serverless::Function' && Properties.Architectures) {
      throw new Error('The functions share one package, so they must share one architecture');
    }
  }
  return architecture === 'x86_64' ? 'linux-x64' : `linux-${architecture}`;
}
{% endif %}
function bundleHandlers() {
  return build({
    absWorkingDir: root,
    entryPoints: ['src/handlers/http.ts', 'src/handlers/queue.ts'],
    outdir: path.join(out, 'dist/handlers'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // Names stay readable in stack traces{% if values.ai == 'classifier' %}; what a minifier saves is nothing beside ONNX Runtime{% endif %}.
    minifySyntax: true,
    // The SDK of OpenTelemetry is for processes that live long; on Lambda X-Ray is used.
    external: [{% if values.ai == 'classifier' %}'onnxruntime-node', {% endif %}'@opentelemetry/sdk-node'],
    // CommonJS packages in an ES module call `require` for what Node brings.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  });
}
{% if values.ai == 'classifier' %}
async function copyModel() {
  const manifest = JSON.parse(await readFile(path.join(root, 'model/model.json'), 'utf8'));
  for (const file of ['model.json', manifest.file]) {
    await copy(path.join(root, 'model', file), path.join('model', file));
  }
}

async function copyModelRuntime() {
  const require = createRequire(import.meta.url);
  const runtime = packageFolder(require, 'onnxruntime-node');
  const library = path.join('bin/napi-v6', system, architecture);
  for (const item of ['package.json', 'dist', library]) {
    await copy(path.join(runtime, item), path.join('node_modules/onnxruntime-node', item));
  }
  const common = packageFolder(
    createRequire(path.join(runtime, 'package.json')),
    'onnxruntime-common',
  );
  for (const item of ['package.json', 'dist/cjs']) {
    await copy(path.join(common, item), path.join('node_modules/onnxruntime-common', item));
  }
}

function packageFolder(require, name) {
  const entry = require.resolve(name);
  const folder = path.join('node_modules', name);
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length);
}

async function copy(from, to) {
  const target = path.join(out, to);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(from, target, {
    recursive: true,
    filter: file => !/\.(d\.ts|map)$/.test(file),
  });
}
{% endif %}