import path from 'node:path';
import { readEach } from '../deployables';
import { Detector } from '../Detector';
import { listCalls, readModules } from './readModules';
import { readContainers, readFunctions, readTasks } from './readServices';
import { TerraformFolder } from './TerraformFolder';

/** Resources and modules that are read; other files need no parsing. */
const used =
  /lambda|function|_ecs_|ecs|fargate|appautoscaling|lb_target_group|cloud_run|container_app|apprunner|kubernetes_|^\s{0,9}variable\s/m;

/** Reads Terraform and OpenTofu. */
export const terraformDetector: Detector = {
  id: 'terraform',
  version: 1,
  title: 'Terraform and OpenTofu',
  kinds: ['workloads', 'functions'],
  searched: '*.tf in any folder',
  reads:
    'ECS, Lambda, App Runner, Cloud Run, Cloud Functions, Azure Container Apps, deployments of the Kubernetes provider, calls of modules for ECS and functions, defaults of variables',
  ignores: 'modules outside the repository, expressions, and *.tf.json',
  recognises: file => /\.(tf|tofu|tfvars)$/.test(file),
  priority: 8,
  rank: 30,
  async detect(files, service) {
    const folders = new Map<string, TerraformFolder>();
    const getFolder = (name: string) => {
      const folder = folders.get(name) ?? new TerraformFolder();
      folders.set(name, folder);
      return folder;
    };
    const result = await readEach(files, service, async file => {
      if (!used.test(file.text) && !file.path.endsWith('.tfvars')) {
        return;
      }
      const root = await file.readHcl();
      const folder = getFolder(file.folder);
      folder.blocks.push(
        ...root.blocks.map(block => ({ ...block, file: file.path })),
      );
      if (file.path.endsWith('.tfvars')) {
        Object.keys(root.attributes).forEach(name => folder.assigned.add(name));
      }
    });
    for (const [name, folder] of folders) {
      for (const { attributes } of folder.list('module')) {
        const source = (attributes.source?.text ?? '').replace(/^"|"$/g, '');
        const target = folders.get(path.posix.join(name, source));
        if (source.startsWith('.') && target) {
          Object.keys(attributes).forEach(key => target.assigned.add(key));
        }
      }
    }
    for (const folder of folders.values()) {
      readFunctions(folder, result);
      readContainers(folder, result);
      readTasks(folder, result);
    }
    readModules([...folders.values()].flatMap(listCalls), result);
    return result;
  },
};
