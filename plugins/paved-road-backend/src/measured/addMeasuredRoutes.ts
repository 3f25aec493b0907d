import { ServicePrediction } from '@paved-road/plugin-paved-road-common';
import { Routes, readId } from '../http/createRoutes';
import { CsvColumns, sendCsv } from '../http/csv';
import { MeasuredService } from './MeasuredService';

/** A ratio instead of an error, because spreadsheets treat a value that starts with a minus as a formula. */
const createNumberColumns = (
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
  ...createNumberColumns('cost', 'USD/month'),
  ...createNumberColumns('latency', 's, p95'),
  ['measured at', ({ measuredAt }) => measuredAt],
  ['assessment', ({ assessmentId }) => assessmentId],
];

/** Decisions under measurement over HTTP: call, render. */
export function addMeasuredRoutes(
  { on, fresh }: Routes,
  service: MeasuredService,
): void {
  fresh('getMeasured', ({ caller, req }) =>
    service.get(readId(req, 'assessment'), caller),
  );

  fresh('listPredictions', ({ query, caller }) =>
    service.predictions(query, caller),
  );

  on('exportPredictions', async ({ query, caller, res }) => {
    const predictions = await service.exportPredictions(query, caller);
    await sendCsv(res, 'predictions', predictionColumns, predictions);
  });
}
