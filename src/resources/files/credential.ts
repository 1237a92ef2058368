import { known, type Fact, type Value } from '#core/value';
import type { Severity } from '#core/finding';
import { severities } from '#core/finding';
import type { Text } from '#framework/text';
import type { Facets } from '../facets.ts';
import { number, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// The name is ours: a credential in a file is a resource of no provider.
export default resourceType('ippo::Credential', {
  cloud: 'none',
  service: 'credentials in files',
  model: 'iaas',
  terraform: [],
  properties: {
    kind: text(),
    titleEn: text(),
    titleJa: text(),
    fixEn: text(),
    fixJa: text(),
    opensEn: text(),
    opensJa: text(),
    severity: text(),
    confidence: text(),
    masked: text(),
    places: number(),
    facts: raw(),
  },
  remedies: {
    'turn-credential-off': (self, _because, around) => {
      const off = around.opens(said(self.kind), factsIn(self.facts)).issuer?.off;
      if (!off || off.at.is !== 'written') return [];
      return [off.written ? { replace: off.at, to: off.to } : { addAt: off.at, path: [off.attribute], to: off.to }];
    },
  },
  facets: {
    credential: (self, around, { place }): Facets['credential'] => {
      const kind = said(self.kind);
      const facts = factsIn(self.facts);
      const confidence = said(self.confidence);
      return {
        kind,
        title: both(self.titleEn, self.titleJa),
        fix: both(self.fixEn, self.fixJa),
        opensInGeneral: both(self.opensEn, self.opensJa),
        severity: severities.find((one) => one === said(self.severity)) ?? ('high' satisfies Severity),
        confidence: confidence === 'certain' || confidence === 'likely' ? confidence : 'possible',
        masked: said(self.masked),
        places: self.places.is === 'known' ? self.places.value : 1,
        opens: around.opens(kind, facts),
        origin: known('', place).origin,
      };
    },
  },
});

const said = (fact: Fact<string>): string => (fact.is === 'known' ? fact.value : '');
const both = (en: Fact<string>, ja: Fact<string>): Text => ({ en: said(en), ja: said(ja) });
const factsIn = (facts: Value): Readonly<Record<string, string>> => (facts.is === 'known' && typeof facts.value === 'string' ? factsOf(facts.value) : {});
const factsOf = (json: string): Readonly<Record<string, string>> => {
  const data: unknown = JSON.parse(json);
  return typeof data === 'object' && data !== null ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)])) : {};
};
