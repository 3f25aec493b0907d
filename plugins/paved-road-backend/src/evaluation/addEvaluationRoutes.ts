import { Routes, readEntityRef, readId } from '../http/createRoutes';
import { EvaluationService } from './EvaluationService';

/** Evaluation over HTTP: call, render. */
export function addEvaluationRoutes(
  { on }: Routes,
  service: EvaluationService,
): void {
  on('evaluateScorecard', ({ caller, req }) =>
    service.evaluateNow(readEntityRef(req), caller),
  );

  on('listEvaluations', ({ query, caller }) => service.list(query, caller));

  on('startEvaluation', async ({ caller, req, res }) => {
    const run = await service.start(caller);
    res.status(201).location(`${req.baseUrl}/evaluations/${run.id}`).json(run);
  });

  on('getEvaluation', ({ caller, req }) =>
    service.get(readId(req, 'run'), caller),
  );

  on('cancelEvaluation', ({ caller, req }) =>
    service.cancel(readId(req, 'run'), caller),
  );
}
