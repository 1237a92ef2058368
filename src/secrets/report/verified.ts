import { severities, type Severity } from '#core/finding';
import type { Verification } from '../verify/verification.ts';
import { byWeight, type SecretFinding } from './secret-finding.ts';

/**
 * Findings with what their issuers said, the live ones first. Live is certain and at least high, unless it opens little even so; refused is low: it opens
 * nothing now, and still has to be taken out. What was not asked or not answered stays as it was.
 */
export const verified = (findings: readonly SecretFinding[], verifications: readonly Verification[]): readonly SecretFinding[] =>
  byWeight(
    findings.map((finding, i): SecretFinding => {
      const verification = verifications[i];
      if (verification === undefined) return finding;
      switch (verification.is) {
        case 'live':
          return {
            ...finding,
            verification,
            confidence: 'certain',
            severity: worst(finding.severity, finding.detector.severity, verification.mild ? 'info' : 'high'),
          };
        case 'refused':
          return { ...finding, verification, severity: finding.severity === 'info' ? 'info' : 'low' };
        case 'unclear':
        case 'not-tried':
          return { ...finding, verification };
      }
    }),
  ).toSorted((a, b) => Number(b.verification?.is === 'live') - Number(a.verification?.is === 'live'));

const worst = (...given: readonly Severity[]): Severity => severities.find((one) => given.includes(one)) ?? 'info';
