const marks = [
  'CI',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'TF_BUILD',
  'JENKINS_URL',
  'HUDSON_URL',
  'BUILDKITE',
  'CIRCLECI',
  'TRAVIS',
  'TEAMCITY_VERSION',
  'BITBUCKET_BUILD_NUMBER',
  'CODEBUILD_BUILD_ID',
  'APPVEYOR',
  'DRONE',
  'SEMAPHORE',
  'BITRISE_IO',
  'bamboo_buildKey',
] as const;

/** The variable by which a CI system makes itself known; undefined: a person runs us, as far as one can tell. */
export const ciMark = (environment: Readonly<Record<string, string | undefined>>): string | undefined =>
  marks.find((name) => !['', '0', 'false', 'no'].includes((environment[name] ?? '').toLowerCase()));
