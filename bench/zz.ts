import { readAuthorizationDetails } from '#identity/aws/authorization-details';
import { awsIdentity } from '#identity/aws/aws';
import { awsActions, awsManagedPolicies } from '#identity/data/files';
import { generateEstate } from './identity-estate.ts';
const n = Number(process.argv[2]);
const { input } = readAuthorizationDetails(generateEstate(n).files);
const identity = awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));
const c = process.cpuUsage();
const e = identity.escalations();
const d = process.cpuUsage(c);
console.log(
  n,
  ((d.user + d.system) / 1e6).toFixed(2),
  's',
  e.edges.length,
  e.leftOut,
  e.administrators.size,
  e.becomeAdministrator.size,
  Math.round(process.memoryUsage().rss / 1e6),
  'MB',
);
