interface Shop {
  x: number;
  width: number;
  height: number;
  wall: string;
  awning: readonly [string, string];
}

const SHOPS: readonly Shop[] = [
  { x: 10, width: 110, height: 134, wall: '#4a3b34', awning: ['#d9a441', '#f3e3c0'] },
  { x: 130, width: 140, height: 170, wall: '#5a473e', awning: ['#b93a26', '#fbeeea'] },
  { x: 280, width: 120, height: 142, wall: '#43362f', awning: ['#2f6f8f', '#eaf2f6'] },
  { x: 410, width: 130, height: 150, wall: '#524139', awning: ['#5b7f5f', '#edf5ee'] },
];
const GROUND_Y = 220;

/** A street of shops in the evening, drawn from a list. */
export function StreetPicture() {
  return (
    <svg viewBox="0 0 550 240" aria-hidden="true" style={{ width: '100%', display: 'block' }}>
      {SHOPS.map((shop) => (
        <Front key={shop.x} shop={shop} />
      ))}
      <rect x="0" y={GROUND_Y} width="550" height="4" rx="2" fill="#6d5a50" />
    </svg>
  );
}

function Front({ shop: { x, width, height, wall, awning } }: { shop: Shop }) {
  const top = GROUND_Y - height;
  const stripes = 5;
  const stripe = width / stripes;
  const eaves = GROUND_Y - 84;
  return (
    <g>
      <rect x={x} y={top} width={width} height={height} rx="6" fill={wall} />
      {[0, 1].map((i) => (
        <rect
          key={i}
          x={x + 18 + i * (width - 62)}
          y={top + 14}
          width="26"
          height={Math.max(0, eaves - top - 30)}
          rx="3"
          fill="#f6d28b"
          opacity="0.75"
        />
      ))}
      {Array.from({ length: stripes }, (_, i) => (
        <path
          key={i}
          d={`M${x + i * stripe} ${eaves}h${stripe}v20a${stripe / 2} ${stripe / 2} 0 0 1-${stripe} 0Z`}
          fill={awning[i % 2]}
        />
      ))}
      <rect x={x + 12} y={GROUND_Y - 44} width={width - 58} height="30" rx="3" fill="#fbe7b8" />
      <rect x={x + width - 38} y={GROUND_Y - 48} width="26" height="48" rx="3" fill="#fbe7b8" opacity="0.9" />
    </g>
  );
}
