import { expect, it } from 'vitest';
import { MEASURES } from '../../lab/speed/measures.ts';
import { judge } from '../../lab/speed/report.ts';

/** Real processes and a real service start for each measure, beside other suites: this only ends one that hangs. */
const PATIENCE_MS = 300_000;

/**
 * How fast things are is for a quiet machine to say (`kiosk bench`); that every measure which does not take many
 * minutes measures something is proven here.
 */
it.each(MEASURES.filter(({ isLong = false }) => !isLong))(
  'the measure "$name" comes to figures',
  async (measure) => {
    expect(measure.obstacle()).toBeNull();
    const readings = await measure.run(1);
    expect(readings).not.toHaveLength(0);
    for (const reading of readings) {
      const { candidate, baseline, ratio } = judge(measure.name, reading);
      expect(candidate.median).toBeGreaterThan(0);
      if (baseline !== null) expect(baseline.median).toBeGreaterThan(0);
      if (baseline !== null) expect(ratio).toBeGreaterThan(0);
    }
  },
  PATIENCE_MS,
);
