import icon from '../icon.svg';
import { COLORS } from '../theme.ts';

interface MarkProps {
  light?: boolean;
  nameless?: boolean;
  size?: number;
}

/** The shop sign: a bowl, and the name. */
export function Mark({ light = false, nameless = false, size = 32 }: MarkProps) {
  const image = (
    <img src={icon} alt={nameless ? '熟客 Shuke' : ''} width={size} height={size} style={{ display: 'block' }} />
  );
  if (nameless) return image;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10 }}>
      {image}
      <span style={{ fontSize: size * 0.62, fontWeight: 700, letterSpacing: 2, color: light ? '#fff' : COLORS.ink }}>
        熟客
      </span>
      <span style={{ fontSize: size * 0.42, color: light ? '#d8c9bf' : COLORS.muted }}>Shuke</span>
    </span>
  );
}
