import { Request } from 'express';
import {
  Routes,
  readEntityRef,
  readId,
  sendCreated,
} from '../http/createRoutes';
import { assessmentMoves } from './assessmentRules';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentService } from './AssessmentService';
import { CommentService } from './CommentService';
import { DecisionRecords } from './DecisionRecords';

/** The assessments over HTTP: call, render. */
export function addAssessmentRoutes(
  { on, fresh, tagged }: Routes,
  {
    reader,
    service,
    comments,
    records,
  }: {
    reader: AssessmentReader;
    service: AssessmentService;
    comments: CommentService;
    records: DecisionRecords;
  },
): void {
  fresh('getEntityAssessments', ({ query, caller, req }) =>
    reader.historyOf(readEntityRef(req), query, caller),
  );

  on('createAssessment', async ({ body, caller, req, res }) => {
    const { created, assessment: record } = await service.create(
      readEntityRef(req),
      body,
      caller,
    );
    sendCreated(req, res, 'assessments', { created, record });
  });

  fresh('getCatalogFacts', ({ caller, req }) =>
    reader.catalogFacts(readEntityRef(req), caller),
  );

  fresh('listAssessments', ({ query, caller }) => reader.list(query, caller));

  tagged('getAssessment', ({ caller, req }) =>
    reader.get(readAssessmentId(req), caller),
  );

  tagged('updateAssessment', ({ body, precondition, caller, req }) =>
    service.update(readAssessmentId(req), body, precondition, caller),
  );

  on('deleteAssessment', async ({ precondition, caller, req, res }) => {
    await service.delete(readAssessmentId(req), precondition, caller);
    res.status(204).end();
  });

  for (const action of assessmentMoves) {
    tagged(
      action === 'request-changes'
        ? 'requestAssessmentChanges'
        : `${action}Assessment`,
      ({ body, precondition, caller, req }) =>
        service.move(readAssessmentId(req), action, body, precondition, caller),
    );
  }

  fresh('getReviewComments', ({ caller, req }) =>
    comments.list(readAssessmentId(req), caller),
  );

  fresh('addReviewComment', ({ body, caller, req }) =>
    comments.add(readAssessmentId(req), body, caller),
  );

  on('getDecisionRecord', async ({ caller, req, res }) => {
    const markdown = await records.render(readAssessmentId(req), caller);
    res
      .set('Cache-Control', 'no-store')
      .set('X-Content-Type-Options', 'nosniff')
      .type('text/markdown')
      .send(markdown);
  });

  fresh('previewDecisionRecord', ({ body, caller }) =>
    records.preview(body, caller),
  );
}

function readAssessmentId(req: Request): string {
  return readId(req, 'assessment');
}
