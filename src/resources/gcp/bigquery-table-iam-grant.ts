import { iamGrant } from './iam-grant.ts';

export default iamGrant('bigquery.googleapis.com/TableIamGrant', {
  service: 'BigQuery',
  model: 'paas',
  things: ['google_bigquery_table'],
  on: ['table_id'],
  what: 'table',
});
