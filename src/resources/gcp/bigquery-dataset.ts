import { absent } from '#core/origin';
import { any, blank, both, isAbsent, known, map, type Fact } from '#core/value';
import type { Audience } from '../facets.ts';
import { each, field, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets
export default resourceType('bigquery.googleapis.com/Dataset', {
  cloud: 'gcp',
  service: 'BigQuery',
  model: 'paas',
  terraform: ['google_bigquery_dataset'],
  properties: { access: raw(['access']) },
  facets: {
    resourcePolicy: (self) => {
      // Then the basic roles of the project decide.
      if (isAbsent(self.access)) return undefined;
      const groups = each<Fact<string>>(
        self.access,
        (fields) => {
          const none = known('', absent);
          const member = field(fields, 'iam_member', text(), none);
          return member.is === 'known' && member.value === '' ? field(fields, 'special_group', text(), none) : member;
        },
        (why) => blank(why),
      );
      if (groups.length === 0) return undefined;
      const everyone = any(groups.map((one) => map(one, (name) => name === 'allUsers')));
      const signedIn = any(groups.map((one) => map(one, (name) => name === 'allAuthenticatedUsers')));
      const admits =
        everyone.is === 'known' && everyone.value
          ? known<Audience>('everyone', everyone.origin)
          : both(signedIn, everyone, (yes): Audience => (yes ? 'any-account' : 'nobody'));
      return { what: 'warehouse', admits, statements: [] };
    },
  },
  remedies: { 'narrow-resource-policy': (_self, because) => because.map((origin) => ({ drop: origin })) },
});
