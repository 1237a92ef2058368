import type { Opening, PortRange } from '#resources/facets';
import { both, map, type Fact } from '#core/value';

/** Each opening to the world belongs to one class, so that one rule is one finding. */
export type PortClass = 'everything' | 'admin' | 'data' | 'legacy' | 'web' | 'other';

const services: Readonly<Record<Exclude<PortClass, 'everything' | 'web' | 'other'>, Readonly<Record<number, string>>>> = {
  admin: { 22: 'SSH', 2375: 'Docker', 2376: 'Docker', 3389: 'RDP', 5900: 'VNC', 5985: 'WinRM', 5986: 'WinRM', 6443: 'Kubernetes API', 10250: 'kubelet' },
  data: {
    1433: 'SQL Server',
    1434: 'SQL Server',
    1521: 'Oracle',
    2379: 'etcd',
    2483: 'Oracle',
    3306: 'MySQL',
    5432: 'PostgreSQL',
    5439: 'Redshift',
    5601: 'Kibana',
    6379: 'Redis',
    7000: 'Cassandra',
    7001: 'Cassandra',
    7199: 'Cassandra',
    8020: 'HDFS',
    9042: 'Cassandra',
    9092: 'Kafka',
    9094: 'Kafka',
    9160: 'Cassandra',
    9200: 'Elasticsearch',
    9300: 'Elasticsearch',
    11211: 'Memcached',
    27017: 'MongoDB',
    27018: 'MongoDB',
    50070: 'HDFS',
  },
  legacy: {
    20: 'FTP',
    21: 'FTP',
    23: 'Telnet',
    25: 'SMTP',
    110: 'POP3',
    111: 'RPC',
    135: 'RPC',
    137: 'NetBIOS',
    138: 'NetBIOS',
    139: 'NetBIOS',
    143: 'IMAP',
    389: 'LDAP',
    445: 'SMB',
    512: 'rexec',
    513: 'rlogin',
    514: 'rsh',
    873: 'rsync',
    2049: 'NFS',
  },
};
/** A range this wide opens everything that happens to listen. */
const wideRange = 1024;

export interface OpenPorts {
  readonly ports: string;
  readonly services: readonly string[];
}

/** The openings to the world that belong to a class, as facts; those that are surely not open to the world are left out. */
export const openToWorld = (openings: readonly Opening[], wanted: PortClass): Fact<OpenPorts | undefined>[] =>
  openings.flatMap(({ anywhere, ports, origin }) => {
    if (anywhere.is === 'known' && !anywhere.value) return [];
    // A rule of which only the source is not known is a doubt of its own class alone.
    if (ports.is === 'known' && classOf(ports.value) !== wanted) return [];
    const fact = both(anywhere, ports, (open, range) =>
      open && classOf(range) === wanted ? { ports: portText(range), services: servicesIn(range, wanted) } : undefined,
    );
    // What a step takes away is the range that opens the rule.
    return [fact.is === 'known' ? { ...fact, origin } : map(fact, () => undefined)];
  });

export const classOf = ({ protocol, from, to }: PortRange): PortClass => {
  if (protocol === 'all' || ((protocol === 'tcp' || protocol === 'udp') && to - from >= wideRange)) return 'everything';
  if (protocol === 'icmp') return 'web';
  if (protocol === 'other') return 'other';
  for (const name of ['admin', 'data', 'legacy'] as const) if (servicesIn({ protocol, from, to }, name).length > 0) return name;
  return (from === 80 && to === 80) || (from === 443 && to === 443) ? 'web' : 'other';
};

const servicesIn = ({ from, to }: PortRange, name: PortClass): string[] => {
  if (name === 'everything' || name === 'web' || name === 'other') return [];
  return [...new Set(Object.entries(services[name]).flatMap(([port, service]) => (from <= Number(port) && Number(port) <= to ? [service] : [])))];
};

const portText = ({ protocol, from, to }: PortRange): string =>
  protocol === 'all' ? '0-65535' : from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`;
