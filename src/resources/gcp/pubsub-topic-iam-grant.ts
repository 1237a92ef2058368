import { iamGrant } from './iam-grant.ts';

export default iamGrant('pubsub.googleapis.com/TopicIamGrant', {
  service: 'Pub/Sub',
  model: 'paas',
  things: ['google_pubsub_topic'],
  on: ['topic'],
  what: 'topic',
});
