import {
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import {
  PolarAngleAxis,
  PolarGrid,
  PolarRadiusAxis,
  Radar,
  RadarChart,
  ResponsiveContainer,
} from 'recharts';
import { patternLooks } from '../charts/patternLooks';
import { demandLook, RadarAxis } from './radarAxes';

/** Loaded only when somebody looks at it. */
export default function RadarDrawing(props: {
  core: PlainPattern;
  axes: (RadarAxis & { title: string })[];
}) {
  const { core, axes } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <RadarChart data={axes} outerRadius="68%" accessibilityLayer={false}>
        <PolarGrid stroke="var(--bui-border-2)" />
        <PolarAngleAxis dataKey="title" tick={{ fontSize: 11 }} />
        <PolarRadiusAxis
          domain={[0, 5]}
          tickCount={6}
          tick={{ fontSize: 10 }}
        />
        {plainPatterns.map(pattern => (
          <Radar
            key={pattern}
            dataKey={pattern}
            stroke={patternLooks[pattern].color}
            strokeDasharray={patternLooks[pattern].dashes}
            strokeWidth={2}
            fill={patternLooks[pattern].color}
            fillOpacity={pattern === core ? 0.15 : 0}
            isAnimationActive={false}
          />
        ))}
        <Radar
          dataKey="demand"
          stroke={demandLook.color}
          strokeDasharray={demandLook.dashes}
          strokeWidth={2}
          fillOpacity={0}
          isAnimationActive={false}
        />
      </RadarChart>
    </ResponsiveContainer>
  );
}
