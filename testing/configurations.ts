/** Configuration files that together use everything the stack does, by what they show. */
export const CONFIGURATIONS = {
  "an EIP by address": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}`,

  "an EIP by allocation ID": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: eip-bp1web}`,

  "EIPs by address and by allocation ID": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}
      ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
      sip: {instance: i-bp1web, eip: eip-bp1sip}`,

  "EIPs that share a block and a vSwitch": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}
      mail: {instance: i-bp1mail, eip: 203.0.113.107}
      ftp: {instance: i-bp1web, eip: 203.0.113.98}`,

  "VPCs and zones that are given": `
    region: cn-hangzhou
    blocksPerVpc: 2
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a, zone: cn-hangzhou-h}
      mail: {instance: i-bp1mail, eip: 203.0.113.99, vpc: vpc-bp1b, zone: cn-hangzhou-k}
      ftp: {instance: i-bp1ftp, eip: 203.0.113.98, vpc: vpc-bp1a, zone: cn-hangzhou-h}`,

  "block, vSwitch and security groups by hand": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106, block: 203.0.113.0/24, vswitch: 203.0.113.0/25}
      mail:
        instance: i-bp1mail
        eip: eip-bp1mail
        block: 203.0.113.0/24
        vswitch: 203.0.113.128/25
        securityGroups: [sg-bp1a, sg-bp1b]`,

  "provider arguments, tags and a name": `
    region: cn-shanghai
    stack: edge
    provider:
      profile: ops
      protocol: HTTP
      skip_region_validation: true
      endpoints: {vpc: "127.0.0.1:8080", ecs: "127.0.0.1:8080"}
      assume_role: {role_arn: "acs:ram::1234567890123456:role/edge", session_expiration: 3600}
    tags: {owner: network, "cost center": "4711"}
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}`,

  "preparations from nothing, and new EIPs": `
    region: cn-hangzhou
    preventDestroy: true
    preparations:
      zone: cn-hangzhou-h
      vpc: 172.16.0.0/12
      vswitch: 172.16.0.0/24
      securityGroup: {ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}
      instances:
        app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd, keyPair: operations}
    exposures:
      web: {instance: {prepared: app}, eip: {create: {bandwidth: 5}}}
      ftp:
        instance: {prepared: app}
        eip: {create: {bandwidth: 10, isp: BGP_PRO, internetChargeType: PayByBandwidth}}
        preventDestroy: false
        securityGroups: {create: {ingress: [{protocol: icmp, source: 198.51.100.0/24}]}}`,

  "preparations in a network that exists": `
    region: cn-hangzhou
    preparations:
      zone: cn-hangzhou-h
      vpc: vpc-bp1a
      vswitch: vsw-bp1own
      securityGroup: sg-bp1a
      instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}
    exposures:
      web: {instance: {prepared: app}, eip: 203.0.113.106}`,

  "parts that exist": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106, block: {existing: 203.0.113.96/28}}
      ftp: {instance: i-bp1ftp, eip: 198.51.100.7, vswitch: vsw-bp1a}
      sip: {instance: i-bp1sip, eip: eip-bp1sip, networkInterface: eni-bp1a}`,

  "import, another name and protection": `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106, import: {vswitch: vsw-bp1a, networkInterface: eni-bp1a}}
      mail: {instance: i-bp1mail, eip: eip-bp1mail, renamedFrom: post, preventDestroy: true}`,

  "what is done inside the instances": `
    region: cn-hangzhou
    guest: cloud-assistant
    verify: {target: 192.0.2.10}
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}
      mail:
        instance: i-bp1web
        eip: eip-bp1mail
        guest: {delivery: cloud-assistant, manager: netplan, mtu: 8500, waitSeconds: 300}
        verify: {target: 192.0.2.10, port: 443}
      old: {instance: i-bp1old, eip: 203.0.113.110, guest: {delivery: cloud-assistant, action: down}}
      hand: {instance: i-bp1hand, eip: 203.0.113.108, guest: file, verify: none}`,
} as const;

/** One exposure, with a back end. */
export const withBackend = (backend: string): string => `
    region: cn-hangzhou
    backend: ${backend}
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}`;

/** Back ends as a configuration file gives them, and what becomes of them. */
export const BACKENDS: readonly (readonly [given: string, written: object])[] = [
  ["local", { backend: { local: { path: "../../../terraform.exposed-eip.tfstate" } } }],
  ["{local: {path: state/eip.tfstate}}", { backend: { local: { path: "state/eip.tfstate" } } }],
  [
    "{oss: {bucket: states, prefix: eip, encrypt: true}}",
    { backend: { oss: { bucket: "states", prefix: "eip", encrypt: true } } },
  ],
  [
    "{http: {address: 'https://states.example/eip'}}",
    { backend: { http: { address: "https://states.example/eip" } } },
  ],
  [
    "{remote: {organization: net, workspaces: {name: eip}}}",
    { backend: { remote: { organization: "net", workspaces: { name: "eip" } } } },
  ],
  [
    "{cloud: {organization: net, workspaces: {tags: [eip]}}}",
    { cloud: { organization: "net", workspaces: { tags: ["eip"] } } },
  ],
  ["none", {}],
];
