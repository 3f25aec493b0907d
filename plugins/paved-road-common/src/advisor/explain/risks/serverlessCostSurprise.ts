import {
  formatCount,
  formatMoney,
  formatSeconds,
} from '../../quantities/format';
import { Evidence, RiskRule } from './types';

export const serverlessCostSurprise: RiskRule = {
  id: 'serverless-cost-surprise',
  title: 'Serverless cost surprise',
  mitigations: [
    'Set a budget alert at the break-even volume and agree on the response.',
    'Keep the handler thin, so that inference can move to an always-on container.',
    'Batch, cache or shorten inference before paying for more time.',
  ],
  detect({ core }, { profile, quantities, assume }) {
    if (core !== 'serverless') {
      return undefined;
    }
    const { traffic, requestsPerMonth, inferenceMs, accelerator } =
      profile.workload ?? {};
    const longInference = assume.get('longInference');
    const busyVolume = assume.get('busyVolume');
    const evidence: Evidence[] = [];
    let severe = false;

    const breakEven = quantities.breakEvenRequestsPerMonth;
    const growth = profile.growth?.users ?? 1;
    if (breakEven !== undefined && requestsPerMonth !== undefined) {
      const isPast = requestsPerMonth > breakEven;
      if (isPast || requestsPerMonth * growth > breakEven) {
        evidence.push({
          field: 'workload.requestsPerMonth',
          value: requestsPerMonth,
          threshold: breakEven,
          text: isPast
            ? `${formatCount(requestsPerMonth)} requests/month exceed the break-even of ${formatCount(breakEven)}.`
            : `With ${formatCount(growth)} times the users, volume exceeds the break-even of ${formatCount(breakEven)} requests/month.`,
        });
      }
    }
    const { cost } = quantities;
    const costs = [cost.monolith, cost.microservices].flatMap(estimate =>
      estimate.status === 'estimated' ? [estimate.monthly.mid] : [],
    );
    if (cost.serverless.status === 'estimated' && costs.length > 0) {
      const alwaysOn = Math.min(...costs);
      const serverless = cost.serverless.monthly.mid;
      const difference = serverless - alwaysOn;
      if (difference > assume.get('noticeableCost')) {
        severe = serverless >= assume.get('surpriseRatio') * alwaysOn;
        evidence.push({
          field: 'cost.perPattern.serverless',
          value: serverless,
          threshold: alwaysOn,
          text: `${formatMoney(serverless)}/month, against ${formatMoney(alwaysOn)}/month for the cheapest always-on pattern.`,
        });
      }
    }
    if (traffic === 'steady' && (requestsPerMonth ?? 0) >= busyVolume) {
      evidence.push({
        field: 'workload.traffic',
        value: traffic,
        threshold: 'spiky',
        text: 'Steady traffic leaves no idle time to save on.',
      });
    }
    const seconds = inferenceMs === undefined ? 0 : inferenceMs / 1000;
    if (seconds >= longInference && (requestsPerMonth ?? 0) >= busyVolume) {
      evidence.push({
        field: 'workload.inferenceMs',
        value: inferenceMs ?? 0,
        threshold: longInference * 1000,
        text: `Each inference bills ${formatSeconds(seconds)}.`,
      });
    }
    if (accelerator === 'gpu' || accelerator === 'tpu') {
      evidence.push({
        field: 'workload.accelerator',
        value: accelerator,
        threshold: 'none',
        text: 'Accelerators kept ready are billed even when idle.',
      });
    }
    if (evidence.length === 0) {
      return undefined;
    }
    const mild = evidence.some(
      ({ field }) => field === 'cost.perPattern.serverless',
    )
      ? 'medium'
      : 'low';
    return {
      severity: severe ? 'high' : mild,
      evidence,
    };
  },
};
