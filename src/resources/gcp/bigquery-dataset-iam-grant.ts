import { iamGrant } from './iam-grant.ts';

export default iamGrant('bigquery.googleapis.com/DatasetIamGrant', {
  service: 'BigQuery',
  model: 'paas',
  things: ['google_bigquery_dataset'],
  on: ['dataset_id'],
  what: 'warehouse',
});
