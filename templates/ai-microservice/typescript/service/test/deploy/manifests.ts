import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../support/paths.js';

type Labels = Record<string, string>;

interface Probe {
  httpGet: { path: string; port: string };
}

export interface Resources {
  requests: Record<string, string>;
  limits: Record<string, string>;
}

/** What the tests look at in a container; the YAML may have more. */
export interface Container {
  name: string;
  image: string;
  ports: Array<{ name: string; containerPort: number }>;
  startupProbe: Probe;
  readinessProbe: Probe;
  livenessProbe: Probe;
  resources: Resources;
  securityContext: object;
}

interface NetworkPolicyRule {
  from?: NetworkPolicyPeer[];
  to?: NetworkPolicyPeer[];
  ports: Array<{ port: number | string; protocol?: string }>;
}

interface NetworkPolicyPeer {
  podSelector: { matchLabels: Labels };
{%- if values.ai == 'language-model' %}
  ipBlock?: { cidr: string; except: string[] };
{%- endif %}
}

/** The kinds that deploy/ is made of, and what the tests look at in them. */
interface Specs {
  Deployment: {
    replicas?: number;
    selector: { matchLabels: Labels };
    template: {
      metadata: { labels: Labels; annotations: Record<string, string> };
      spec: {
        serviceAccountName: string;
        automountServiceAccountToken: boolean;
        terminationGracePeriodSeconds: number;
        securityContext: object;
        topologySpreadConstraints: Array<{
          topologyKey: string;
          labelSelector: { matchLabels: Labels };
        }>;
        containers: [Container, ...Container[]];
      };
    };
  };
  Service: { selector: Labels; ports: [{ port: number; targetPort: string }] };
  PodDisruptionBudget: { maxUnavailable: number; selector: { matchLabels: Labels } };
  NetworkPolicy: {
    podSelector: { matchLabels: Labels };
    policyTypes: string[];
    ingress?: NetworkPolicyRule[];
    egress?: NetworkPolicyRule[];
  };
  HorizontalPodAutoscaler: { scaleTargetRef: object; minReplicas: number; maxReplicas: number };
  ScaledObject: {
    scaleTargetRef: object;
    minReplicaCount: number;
    maxReplicaCount: number;
    triggers: Array<{ metadata: { query: string } }>;
  };
  ServiceAccount: undefined;
}

export type Kind = keyof Specs;

/** A resource of Kubernetes, or a patch of one. */
export interface Manifest<K extends Kind = Kind> {
  kind: K;
  apiVersion: string;
  metadata: { name: string };
  automountServiceAccountToken?: boolean;
  spec: Specs[K];
}

/** kustomization.yaml, as far as deploy/ uses it. */
export interface Kustomization {
  resources?: string[];
  images: Array<{ name: string; newTag?: string; digest?: string }>;
  patches: Array<{ path: string } | { target: { kind: Kind; name: string }; patch: string }>;
}

const deploy = path.join(root, 'deploy');

/** The names of the overlays. */
export const environments = readdirSync(path.join(deploy, 'overlays'));

export function listFiles(folder: string): string[] {
  return readdirSync(path.join(deploy, folder));
}

export function readText(file: string): string {
  return readFileSync(path.join(deploy, file), 'utf8');
}

export function readKustomization(folder: string): Kustomization {
  return parse(readText(`${folder}/kustomization.yaml`)) as Kustomization;
}

export function readManifests(file: string): Manifest[] {
  return parseAllDocuments(readText(file)).map(document => document.toJS() as Manifest);
}

/** The resources that the kustomization of a folder lists. */
export function readResources(folder: string): Manifest[] {
  return (readKustomization(folder).resources ?? []).flatMap(file =>
    readManifests(`${folder}/${file}`),
  );
}

/** The manifests of one kind. */
export function ofKind<K extends Kind>(kind: K, manifests: Manifest[]): Array<Manifest<K>> {
  return manifests.filter((manifest): manifest is Manifest<K> => manifest.kind === kind);
}

/** The variables of an environment: the shared ones, overridden by its own. */
export function readVariables(environment: string): NodeJS.Dict<string> {
  return {
    ...parseEnv(readText('base/settings.env')),
    ...parseEnv(readText(`overlays/${environment}/settings.env`)),
  };
}
