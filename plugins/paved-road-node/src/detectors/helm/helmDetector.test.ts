import { detect, pick } from '../__testUtils__/detect';
import { helmDetector } from './helmDetector';

const chart = (
  template: string,
  values: string,
  more: Record<string, string> = {},
) => ({
  'chart/Chart.yaml': 'name: answers\nversion: 1.0.0\n',
  'chart/values.yaml': values,
  'chart/templates/deployment.yaml': template,
  ...more,
});

const deployment = (container: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "answers.fullname" . }}
spec:
  selector:
    matchLabels: {{- include "answers.labels" . | nindent 6 }}
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
${container}`;

const helpers = {
  'chart/templates/_helpers.tpl': `{{/* Names }} */}}
{{- define "answers.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- define "answers.labels" -}}
app: {{ default .Chart.Name .Values.nameOverride }}
{{- end }}`,
};

const settings = `          {{- with .Values.livenessProbe }}
          livenessProbe: {{- toYaml . | nindent 12 }}
          {{- end }}
          {{- if .Values.probes.ready }}
          readinessProbe:
            httpGet: { path: {{ .Values.path | quote }}, port: http }
          {{- end }}
          resources: {{ toYaml .Values.resources | nindent 12 }}
`;

const scaler = {
  'chart/templates/hpa.yaml': `{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: x }
spec:
  scaleTargetRef: { kind: Deployment, name: {{ include "answers.fullname" . }} }
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
{{- end }}`,
};

describe('helmDetector', () => {
  it('renders templates with values', async () => {
    const { found } = await detect(
      helmDetector,
      chart(
        deployment(settings),
        `path: /ready
probes: { ready: true }
livenessProbe: { httpGet: { path: /live, port: 80 } }
resources: { requests: { cpu: 1 }, limits: { memory: 2Gi } }
autoscaling: { enabled: true, maxReplicas: 4 }`,
        { ...helpers, ...scaler },
      ),
    );
    expect(found.workloads).toMatchObject([
      {
        subject: 'release-answers',
        file: 'chart/templates/deployment.yaml',
        line: 2,
        source: 'seen',
        readinessProbe: { exists: true },
        livenessProbe: { exists: true },
        resourceRequests: { exists: true },
        memoryLimit: { exists: true, value: '2Gi' },
        scalingLimit: { exists: true, value: 4 },
      },
    ]);
  });

  it('misses settings that the values turn off', async () => {
    const { found } = await detect(
      helmDetector,
      chart(
        deployment(settings),
        'probes: { ready: false }\nresources: {}',
        helpers,
      ),
    );
    expect(found.workloads).toMatchObject([
      {
        readinessProbe: { exists: false },
        livenessProbe: { exists: false },
        memoryLimit: { exists: false },
        scalingLimit: { exists: false },
      },
    ]);
  });

  it('prefers the values for production', async () => {
    const { found } = await detect(
      helmDetector,
      chart(
        deployment(settings),
        'probes: { ready: true }\nresources: {}\npath: /',
        {
          ...helpers,
          'chart/env/prod.yaml': 'probes: { ready: false }',
          'chart/env/dev.yaml': 'livenessProbe: { exec: {} }',
        },
      ),
    );
    expect(pick(found, 'workloads', 'readinessProbe', 'livenessProbe')).toEqual(
      [[{ exists: false }, { exists: false }]],
    );
  });

  it('reads each model of a list, and no workload that is off', async () => {
    const { found } = await detect(
      helmDetector,
      chart(
        `{{- range $model := .Values.engine.models }}
{{- if ne $model.enabled false }}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: "{{ $.Release.Name }}-{{ $model.name }}" }
spec:
  selector: { matchLabels: { model: {{ $model.name }} } }
  template:
    spec:
      containers:
        - name: engine
          resources:
            requests: { memory: {{ required "memory" $model.requestMemory | quote }} }
            {{- if hasKey $model "limitMemory" }}
            limits: { memory: {{ $model.limitMemory }} }
            {{- end }}
{{- end }}
{{- end }}`,
        `engine:
  models:
    - { name: small, requestMemory: 4Gi, limitMemory: 8Gi }
    - { name: large, requestMemory: 40Gi }
    - { name: off, enabled: false }`,
      ),
    );
    expect(pick(found, 'workloads', 'subject', 'memoryLimit')).toEqual([
      ['release-small', { exists: true, value: '8Gi' }],
      ['release-large', { exists: false }],
    ]);
  });

  it('does not know settings in templates of other charts', async () => {
    const { found, unread } = await detect(
      helmDetector,
      chart(
        deployment('          {{- include "common.probes" . | nindent 10 }}\n'),
        '',
        {
          ...helpers,
          'chart/templates/worker.yaml': '{{ include "common.workload" . }}',
        },
      ),
    );
    expect(pick(found, 'workloads', 'livenessProbe')).toEqual([
      [
        {
          unknown:
            'chart/templates/deployment.yaml uses the template common.probes, which is not in the chart',
        },
      ],
    ]);
    expect(unread).toMatchObject([
      {
        subject: 'chart/templates/worker.yaml',
        problem: 'uses the template common.workload, which is not in the chart',
      },
    ]);
  });

  it('counts the limit of an autoscaler that is off', async () => {
    const { found } = await detect(
      helmDetector,
      chart(deployment(''), 'autoscaling: { enabled: false, maxReplicas: 3 }', {
        ...helpers,
        ...scaler,
      }),
    );
    expect(pick(found, 'workloads', 'scalingLimit')).toEqual([
      [{ exists: true, value: 3 }],
    ]);
  });

  it.each([
    ['a block without an end', '{{ if true }}', 'has a block without an end'],
    [
      'an action without an end',
      'a: {{ .Values',
      'line 1 has an action without an end',
    ],
    [
      'templates that include each other',
      '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
      'includes templates that include each other',
    ],
    [
      'too many repetitions',
      `${'{{ range until 100 }}'.repeat(5)}x${'{{ end }}'.repeat(5)}`,
      'is too large to be rendered',
    ],
    [
      'a value that doubles',
      `{{ $a := dict }}${'{{ $a = dict "l" $a "r" $a }}'.repeat(60)}{{ toYaml $a }}`,
      'is too large to be rendered',
    ],
    [
      'a comment without an end',
      '{{ .Values.x }}\n{{/* open',
      'has an action without an end',
    ],
    [
      'much work',
      `{{ $t := "${'x'.repeat(10_000)}" }}{{ range until 100 }}{{ range until 100 }}{{ $u := nindent 9 $t }}{{ end }}{{ end }}`,
      'is too large to be rendered',
    ],
    [
      'a list that doubles',
      `{{ $l := list 1 }}${'{{ $l = list $l $l }}'.repeat(60)}{{ range (dict "a" $l "b" 1) }}x{{ end }}`,
      'is too large to be rendered',
    ],
    ['deep brackets', `{{ ${'('.repeat(10_000)} }}`, 'nested too deep'],
  ])('lists a template with %s as unread', async (_, template, problem) => {
    const { unread } = await detect(helmDetector, chart(template, 'a: 1'));
    expect(unread).toMatchObject([
      {
        subject: 'chart/templates/deployment.yaml',
        problem: expect.stringContaining(problem),
      },
    ]);
  });

  it('lists a chart with invalid values, and one of other charts', async () => {
    const { unread } = await detect(helmDetector, {
      ...chart(deployment(''), 'a: [', helpers),
      'platform/Chart.yaml':
        'name: platform\ndependencies: [{ name: generic }]',
    });
    expect(unread.map(({ subject, problem }) => [subject, problem])).toEqual([
      [
        'platform/Chart.yaml',
        'depends on charts that are not in the repository',
      ],
      [
        'chart/Chart.yaml',
        expect.stringContaining('chart/values.yaml, line 1: '),
      ],
    ]);
  });
});
