/**
 * A secret as a report may show it: `AKIA…7Q2X`. Only long values that no person chose show their ends, and never more than eight characters of twenty; a
 * password shows nothing, not even its length.
 */
export const masked = (kind: string, value: string): string => {
  const label = /^-----BEGIN [A-Z0-9 ]{0,40}-----/.exec(value)?.[0];
  if (label !== undefined) return `${label}…`;
  const isChosen =
    /passw|passphrase|url|userinfo|dsn|conn|jdbc|basic|curl|log[io]n|pgpass|netrc|cnf|assignment|literal|tfvars|manifest|state|credentials|npmrc|pypirc|docker|nuget|maven|firefox|hash/.test(
      kind,
    );
  if (isChosen || value.length < 20 || !/^[A-Za-z0-9+/=_.~:-]+$/.test(value)) return hidden;
  return `${value.slice(0, 4)}…${value.slice(-4)}`;
};

const hidden = '••••••••';
