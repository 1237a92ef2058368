import { iamGrant } from './iam-grant.ts';

export default iamGrant('artifactregistry.googleapis.com/RepositoryIamGrant', {
  service: 'Artifact Registry',
  model: 'paas',
  things: ['google_artifact_registry_repository'],
  on: ['repository'],
  what: 'registry',
});
