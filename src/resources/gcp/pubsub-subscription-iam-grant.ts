import { iamGrant } from './iam-grant.ts';

export default iamGrant('pubsub.googleapis.com/SubscriptionIamGrant', {
  service: 'Pub/Sub',
  model: 'paas',
  things: ['google_pubsub_subscription'],
  on: ['subscription'],
  what: 'queue',
});
