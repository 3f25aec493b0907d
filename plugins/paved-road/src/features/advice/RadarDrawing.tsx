import { PlainPattern } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import {
  BaseTickContentProps,
  PolarAngleAxis,
  PolarGrid,
  PolarRadiusAxis,
  Radar,
  RadarChart,
  ResponsiveContainer,
  Text,
} from 'recharts';
import { axisLook } from '../../ui/components/ChartFigure';
import { patternLooks } from '../../ui/patterns';
import { demandLook, RadarAxis } from './comparisonRows';

/** A long title takes a second line instead of being cut off at the edge. */
const AxisTitle = (props: BaseTickContentProps) => (
  <Text
    x={props.x}
    y={props.y}
    width={104}
    textAnchor={props.textAnchor}
    verticalAnchor={props.verticalAnchor}
    fontSize={11}
    fill={axisLook.tick.fill}
  >
    {props.payload.value}
  </Text>
);

/** Loaded lazily. */
export default function RadarDrawing(props: {
  /** The outline to fill; absent without a recommendation. */
  core?: PlainPattern;
  axes: (RadarAxis & { title: string })[];
}) {
  const { core, axes } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <RadarChart data={axes} outerRadius="72%" accessibilityLayer={false}>
        <PolarGrid stroke="var(--bui-border-2)" />
        <PolarAngleAxis dataKey="title" tick={AxisTitle} />
        <PolarRadiusAxis domain={[0, 5]} tickCount={6} tick={axisLook.tick} />
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
