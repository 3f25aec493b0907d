import {
  HttpAuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { ServicePrediction } from '@paved-road/plugin-paved-road-common';
import { DecisionModel } from '@paved-road/plugin-paved-road-common/advisor';
import { Router } from 'express';
import { Knex } from 'knex';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { EntityAccess } from '../catalog/types';
import { KnexDueEntityStore } from '../evaluation/DueEntityStore';
import { FactCollectors } from '../facts/FactCollectors';
import { KnexFactPointStore } from '../facts/FactPointStore';
import { KnexFactStore } from '../facts/KnexFactStore';
import { createRoutes, idOf, sendFresh } from '../http/createRoutes';
import { CsvColumns, sendCsv } from '../http/csv';
import { MeasuredPass } from './MeasuredPass';
import { MeasuredService } from './MeasuredService';
import { KnexMeasuredStore } from './MeasuredStore';
import { MeasurementReader } from './MeasurementReader';
import { readMeasurements } from './readMeasurements';

/**
 * Puts together what holds decisions against what is measured.
 *
 * @throws InputError when the config is not valid
 */
export function createMeasured(options: {
  knex: Knex;
  config: RootConfigService;
  collectors: FactCollectors;
  model: DecisionModel;
  access: AssessmentAccess;
  assessments: AssessmentStore;
  entities: EntityAccess;
  catalog: CatalogService;
  reviewers: string[];
  notifications: NotificationService;
  logger: LoggerService;
}) {
  const { knex, config, collectors, model } = options;
  const { sources, numbers, staleAfterDays, schedule } = readMeasurements(
    config,
    { facts: collectors.definitions(), model },
  );
  const reader = new MeasurementReader({
    facts: new KnexFactStore(knex),
    points: new KnexFactPointStore(knex),
    sources,
  });
  const store = new KnexMeasuredStore(knex);
  const service = new MeasuredService({ ...options, reader, store });
  const pass = new MeasuredPass({
    ...options,
    reader,
    store,
    service,
    staleAfterDays,
    due: new KnexDueEntityStore(knex),
  });
  return { service, pass, schedule, numbers };
}

/** A ratio and no error, because a spreadsheet would have to take what begins with a minus for a formula. */
const numbersOf = (
  quantity: 'cost' | 'latency',
  unit: string,
): CsvColumns<ServicePrediction> => [
  [
    `predicted ${quantity} (${unit})`,
    of => String(of[quantity]?.predicted ?? ''),
  ],
  [
    `measured ${quantity} (${unit})`,
    of => String(of[quantity]?.measured ?? ''),
  ],
  [
    `${quantity}: measured by predicted`,
    ({ [quantity]: compared }) =>
      compared ? String(compared.measured / compared.predicted) : '',
  ],
];

const predictionColumns: CsvColumns<ServicePrediction> = [
  ['entity', ({ entityRef }) => entityRef],
  ['title', ({ entityTitle }) => entityTitle],
  ['platform', ({ platform }) => platform],
  ['pattern', ({ pattern }) => pattern],
  ...numbersOf('cost', 'USD/month'),
  ...numbersOf('latency', 's, p95'),
  ['measured at', ({ measuredAt }) => measuredAt],
  ['assessment', ({ assessmentId }) => assessmentId],
];

/** Decisions under measurement over HTTP: call, render. */
export function createMeasuredRouter(options: {
  service: MeasuredService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getMeasured', async ({ caller, req, res }) => {
    sendFresh(res, await service.get(idOf(req, 'assessment'), caller));
  });

  on('listPredictions', async ({ query, caller, res }) => {
    sendFresh(res, await service.predictions(query, caller));
  });

  on('exportPredictions', async ({ query, caller, res }) => {
    const predictions = await service.exportPredictions(query, caller);
    await sendCsv(res, 'predictions', predictionColumns, predictions);
  });

  return router;
}
